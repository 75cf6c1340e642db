//! Files into a folder, all or none: each is written beside its final name, and only when
//! all of them are whole do they get their names.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::model::Plan;

/// The plan's file.
pub const PLAN: &str = "plan.json";

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The folder could not be made.
    #[error("the folder `{}` can't be made: {}", path.display(), why(source))]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// A file could not be written.
    #[error("the file `{}` can't be written: {}", path.display(), why(source))]
    File {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// A sheet of an earlier build could not be removed.
    #[error("the old sheet `{}` can't be removed: {}", path.display(), why(source))]
    Stale {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
}

impl WriteError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        let (Self::Folder { source, .. }
        | Self::File { source, .. }
        | Self::Stale { source, .. }) = self;
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                "free some space, or write to another disk with --out or -o"
            }
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                "write to a folder of your own with --out or -o"
            }
            ErrorKind::NotADirectory
            | ErrorKind::AlreadyExists
            | ErrorKind::IsADirectory => {
                "give it another name, or write to another folder with --out or -o"
            }
            _ => "try again, or write to another folder with --out or -o",
        }
    }
}

/// The reason in plain words.
fn why(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".into(),
        ErrorKind::PermissionDenied => "you may not write there".into(),
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read".into(),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            "a file stands where the folder should be".into()
        }
        ErrorKind::IsADirectory => "a folder of that name is in the way".into(),
        ErrorKind::NotFound => "there is no such folder".into(),
        ErrorKind::InvalidFilename => "the system does not take that name".into(),
        _ => error.to_string(),
    }
}

/// A folder that files are being written to. Dropped before [`Folder::finish`], it takes
/// away what it wrote.
pub struct Folder {
    path: PathBuf,
    /// Folders that were made for it, the innermost first.
    made: Vec<PathBuf>,
    /// The names of the files that wait for their names.
    waiting: Vec<String>,
}

impl Folder {
    /// The folder at that path; it is made if it is not there.
    ///
    /// # Errors
    /// It can't be made, or a file stands in its place.
    pub fn open(path: &Path) -> Result<Self, WriteError> {
        let own = path.ancestors().filter(|p| !p.as_os_str().is_empty());
        let made: Vec<PathBuf> =
            own.take_while(|p| !p.exists()).map(Path::to_owned).collect();
        let folder = Self { path: path.to_owned(), made, waiting: Vec::new() };
        let wrong = |source| WriteError::Folder { path: path.to_owned(), source };
        if !path.as_os_str().is_empty() {
            fs::create_dir_all(path).map_err(wrong)?;
        }
        Ok(folder)
    }

    /// Writes a file under a name for the meantime.
    ///
    /// # Errors
    /// It can't be written, or a folder has its name.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let path = self.path.join(name);
        if path.is_dir() {
            let source = io::Error::from(ErrorKind::IsADirectory);
            return Err(WriteError::File { path, source });
        }
        self.waiting.push(name.to_owned());
        let wrong = |source| WriteError::File { path: path.clone(), source };
        fs::write(self.meantime(name), bytes).map_err(wrong)
    }

    /// Gives every file its name, in the order in which they were added.
    ///
    /// # Errors
    /// A file can't get its name; those that were new in the folder are taken away again.
    pub fn finish(mut self) -> Result<(), WriteError> {
        let mut new = Vec::new();
        for name in &self.waiting {
            let path = self.path.join(name);
            let is_new = !path.exists();
            if let Err(source) = fs::rename(self.meantime(name), &path) {
                for path in new {
                    let _ = fs::remove_file(path);
                }
                return Err(WriteError::File { path, source });
            }
            if is_new {
                new.push(path);
            }
        }
        self.waiting.clear();
        self.made.clear();
        Ok(())
    }

    /// The plan that the folder has, if it is one that can be read.
    pub fn plan(&self) -> Option<Plan> {
        serde_json::from_slice(&fs::read(self.path.join(PLAN)).ok()?).ok()
    }

    fn meantime(&self, name: &str) -> PathBuf {
        self.path.join(format!(".{name}.part"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        for name in &self.waiting {
            let _ = fs::remove_file(self.meantime(name));
        }
        for folder in &self.made {
            let _ = fs::remove_dir(folder); // Only if it is empty.
        }
    }
}

/// Removes the sheets of an earlier plan of the same packet that the new one has not and
/// that nobody changed; returns their names.
///
/// # Errors
/// One of them can't be removed.
pub fn remove_stale(
    folder: &Path,
    old: &Plan,
    new: &Plan,
) -> Result<Vec<String>, WriteError> {
    let mut removed = Vec::new();
    if old.packet != new.packet {
        return Ok(removed);
    }
    // Some disks hold `A.pdf` and `a.pdf` for the same.
    let kept = |name: &str| {
        new.files().any(|(file, _)| file.to_lowercase() == name.to_lowercase())
    };
    for (file, hash) in old.files().filter(|(file, _)| !kept(file)) {
        if Path::new(file).file_name().is_none_or(|name| *name != *file) {
            continue; // Not a plain name: no sheet of ours.
        }
        let path = folder.join(file);
        let is_file = fs::symlink_metadata(&path).is_ok_and(|found| found.is_file());
        let bytes = if is_file { fs::read(&path).ok() } else { None };
        if bytes.is_some_and(|bytes| sha256(&bytes) == hash) {
            fs::remove_file(&path)
                .map_err(|source| WriteError::Stale { path, source })?;
            removed.push(file.to_owned());
        }
    }
    Ok(removed)
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    use std::fmt::Write;
    sha2::Sha256::digest(bytes).iter().fold(String::new(), |mut out, byte| {
        write!(out, "{byte:02x}").expect("writing to a string");
        out
    })
}
