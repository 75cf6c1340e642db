//! One run of one program: how long, how much of the processor, how much memory.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4 as _;

/// A program with its arguments, and the PDF that it writes.
#[derive(Clone)]
pub struct Program {
    pub path: PathBuf,
    pub args: Vec<String>,
    pub out: PathBuf,
}

/// What one run took.
#[derive(Clone, Copy)]
pub struct Run {
    pub wall: Duration,
    /// User and system time of all its threads.
    pub cpu: Duration,
    /// The largest resident set, in bytes. Linux counts the moment between fork and exec
    /// too, so the bench itself is the floor: it holds nothing large while it measures.
    pub peak: u64,
}

impl Program {
    /// Starts the program in `folder`, a new process each time, and waits for its end.
    ///
    /// # Errors
    /// What the program said, if it could not be started or did not end with 0.
    pub fn run(&self, folder: &Path) -> Result<Run, String> {
        let name = self.path.display();
        let log = folder.join("log.txt");
        let file = |e: std::io::Error| format!("{}: {e}", log.display());
        let said = File::create(&log).map_err(file)?;
        let also = said.try_clone().map_err(file)?;
        // Each run writes a new file: over an old one some disks wait for the data.
        let _ = std::fs::remove_file(&self.out);
        let start = Instant::now();
        let mut child = Command::new(&self.path)
            .args(&self.args)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(said)
            .stderr(also)
            .spawn()
            .map_err(|e| format!("{name}: {e}"))?;
        let used = child.wait4().map_err(|e| format!("{name}: {e}"))?;
        let wall = start.elapsed();
        if !used.status.success() {
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            let args = self.args.join(" ");
            return Err(format!("{name} {args}: {}\n{said}", used.status));
        }
        let usage = used.rusage;
        Ok(Run { wall, cpu: usage.utime + usage.stime, peak: usage.maxrss })
    }

    /// The size of the PDF that was written, in bytes.
    pub fn bytes(&self) -> u64 {
        std::fs::metadata(&self.out).map_or(0, |m| m.len())
    }

    /// The pages of the PDF, as `pdfinfo` counts them; `None` without `pdfinfo`.
    pub fn pages(&self) -> Option<u32> {
        let out = Command::new("pdfinfo").arg(&self.out).output().ok()?;
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        said.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok())
    }
}
