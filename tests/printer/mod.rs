//! Printers for tests: one that is real but for the paper, and one that misbehaves as asked.
#![allow(dead_code)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use super::tools;

/// What `ippeveprinter` says of itself: the papers of the standard packet, and 100 %.
pub const ABLE: &str = "\
ATTR rangeOfInteger copies-supported 1-99
ATTR integer copies-default 1
ATTR mimeMediaType document-format-supported application/pdf
ATTR mimeMediaType document-format-default application/pdf
ATTR keyword media-supported na_letter_8.5x11in,iso_a4_210x297mm,na_ledger_11x17in,na_arch-d_24x36in,na_invoice_5.5x8.5in
ATTR keyword media-default na_letter_8.5x11in
ATTR keyword media-ready na_letter_8.5x11in,na_ledger_11x17in,na_arch-d_24x36in
ATTR keyword media-source-supported auto,main,manual
ATTR keyword media-col-supported media-size,media-source
ATTR collection media-size-supported {MEMBER integer x-dimension 21590 MEMBER integer y-dimension 27940}
ATTR keyword print-scaling-supported auto,none,fit
ATTR keyword print-scaling-default auto
ATTR keyword sides-supported one-sided,two-sided-long-edge,two-sided-short-edge
ATTR keyword sides-default one-sided
ATTR keyword job-creation-attributes-supported copies,media,media-col,sides,print-scaling,job-name
";

/// Whether the programs of Debian's `cups-ipp-utils` are here and run; says loudly if not, and
/// fails where they are required.
pub fn is_here() -> bool {
    static HERE: OnceLock<Result<(), String>> = OnceLock::new();
    match HERE.get_or_init(try_out) {
        Ok(()) => true,
        Err(why) => {
            tools::missing(&format!("{why}: no real printer was sent a sheet"));
            false
        }
    }
}

/// Starts a printer and stops it: it goes at once where it can't tell the network of itself.
fn try_out() -> Result<(), String> {
    let asked = Command::new("ipptool").arg("--version").stdin(Stdio::null()).output();
    asked.map_err(|_| "no ipptool here (cups-ipp-utils)".to_owned())?;
    let port = free_port();
    let mut child = Command::new("ippeveprinter")
        .args(["-r", "off", "-n", "localhost", "-p", &port.to_string(), "tried-out"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|_| "no ippeveprinter here (cups-ipp-utils)".to_owned())?;
    let answers = await_answer(&mut child, port);
    let _ = child.kill();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).trim().replace('\n', "; ");
    answers.then_some(()).ok_or_else(|| {
        format!("ippeveprinter does not start, it wants dbus and avahi-daemon ({said})")
    })
}

/// Waits until a printer answers; false if it is gone, or takes too long.
fn await_answer(child: &mut Child, port: u16) -> bool {
    let began = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        let gone = child.try_wait().unwrap().is_some();
        if gone || began.elapsed().as_secs() >= 20 {
            return false;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    true
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// An IPP printer on loopback that keeps what it is sent.
pub struct Real {
    child: Child,
    port: u16,
    folder: PathBuf,
}

impl Real {
    /// A printer with these attributes whose print command is this shell script.
    pub fn start(folder: &Path, attributes: &str, script: &str) -> Self {
        let spool = folder.join("spool");
        std::fs::create_dir_all(&spool).unwrap();
        std::fs::write(folder.join("able.conf"), attributes).unwrap();
        let command = folder.join("print.sh");
        std::fs::write(&command, format!("#!/bin/sh\n{script}\n")).unwrap();
        assert!(
            Command::new("chmod").arg("+x").arg(&command).status().unwrap().success()
        );
        let port = free_port();
        let log = std::fs::File::create(folder.join("log")).unwrap();
        let child = Command::new("ippeveprinter")
            .args(["-r", "off", "-k", "-n", "localhost", "-a"])
            .arg(folder.join("able.conf"))
            .arg("-c")
            .arg(&command)
            .args(["-p", &port.to_string(), "-d"])
            .arg(&spool)
            .arg(format!("handbill-{port}"))
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut own = Self { child, port, folder: folder.to_owned() };
        let answers = await_answer(&mut own.child, port);
        let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
        assert!(answers, "ippeveprinter: {log}");
        own
    }

    pub fn uri(&self) -> String {
        format!("ipp://127.0.0.1:{}/ipp/print", self.port)
    }

    /// What the printer says of its jobs, the first first: name and value of each attribute.
    pub fn jobs(&self) -> Vec<Vec<(String, String)>> {
        let file = self.folder.join("jobs.test");
        let question = "{\nOPERATION Get-Jobs\nGROUP operation-attributes-tag\n\
            ATTR charset attributes-charset utf-8\n\
            ATTR naturalLanguage attributes-natural-language en\n\
            ATTR uri printer-uri $uri\nATTR keyword which-jobs all\n\
            ATTR keyword requested-attributes all\n}\n";
        std::fs::write(&file, question).unwrap();
        let answer = Command::new("ipptool")
            .arg("-tv")
            .arg(self.uri())
            .arg(file)
            .output()
            .unwrap();
        let text = String::from_utf8(answer.stdout).unwrap();
        let (_, answer) = text.split_once("status-code = ").unwrap();
        let mut jobs = vec![Vec::new()];
        for line in answer.lines() {
            if line.contains("-- separator --") {
                jobs.push(Vec::new());
            } else if let Some((name, value)) = line.split_once(" = ") {
                let name = name.trim().split(' ').next().unwrap();
                jobs.last_mut().unwrap().push((name.to_owned(), value.to_owned()));
            }
        }
        jobs.retain(|job| job.iter().any(|(name, _)| name == "job-id"));
        jobs.sort_by_key(|job| value(job, "job-id").parse::<u32>().unwrap());
        jobs
    }

    /// The files that it kept, in the order of its jobs.
    pub fn spooled(&self) -> Vec<Vec<u8>> {
        let entries = std::fs::read_dir(self.folder.join("spool")).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        let mut files: Vec<(u32, PathBuf)> = paths
            .filter(|path| path.extension().is_some_and(|ending| ending == "pdf"))
            .map(|path| {
                let name = path.file_name().unwrap().to_str().unwrap();
                (name.split('-').next().unwrap().parse().unwrap(), path)
            })
            .collect();
        files.sort();
        files.into_iter().map(|(_, path)| std::fs::read(path).unwrap()).collect()
    }
}

impl Drop for Real {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The value of an attribute of a job.
pub fn value<'a>(job: &'a [(String, String)], name: &str) -> &'a str {
    let found = job.iter().find(|(own, _)| own == name);
    found.map_or("", |(_, value)| value.as_str())
}

/// How a made-up printer behaves.
#[derive(Clone)]
pub enum Way {
    /// Takes the line and says nothing.
    Hangs,
    /// Closes the line.
    Closes,
    /// Answers with these bytes, whatever is asked.
    Says(Vec<u8>),
    /// Is a printer with these attributes.
    Able(Able),
}

/// What a made-up printer can do.
#[derive(Clone, Default)]
pub struct Able {
    /// A line an attribute: its type, its name, its values.
    pub attributes: String,
    /// The job, from 1, at which the line is closed in the middle.
    pub drops_at: Option<usize>,
    /// The job, from 1, that is refused.
    pub refuses: Option<usize>,
    /// The state of every job: 9 is completed.
    pub state: Option<i32>,
    /// What it says is the matter, once it has a job.
    pub reasons: Option<&'static str>,
}

/// A made-up printer.
pub struct Fake {
    port: u16,
    /// The operations it was asked for.
    pub asked: Arc<Mutex<Vec<u16>>>,
}

/// Print-Job.
pub const PRINT_JOB: u16 = 2;
const GET_JOB_ATTRIBUTES: u16 = 9;

impl Fake {
    pub fn start(way: Way) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        std::thread::spawn(move || {
            let mut open = Vec::new();
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                if matches!(way, Way::Hangs) {
                    open.push(stream);
                } else {
                    let _ = answer(stream, &way, &seen);
                }
            }
        });
        Self { port, asked }
    }

    /// A printer with these attributes.
    pub fn able(attributes: &str) -> Self {
        Self::start(Way::Able(Able { attributes: attributes.into(), ..Able::default() }))
    }

    pub fn uri(&self) -> String {
        format!("ipp://127.0.0.1:{}/ipp/print", self.port)
    }

    /// How many jobs it was sent.
    pub fn jobs(&self) -> usize {
        self.asked.lock().unwrap().iter().filter(|own| **own == PRINT_JOB).count()
    }
}

fn answer(
    mut stream: TcpStream,
    way: &Way,
    asked: &Mutex<Vec<u16>>,
) -> std::io::Result<()> {
    let able = match way {
        Way::Hangs | Way::Closes => return Ok(()),
        Way::Says(bytes) => {
            read(&mut stream)?;
            return stream.write_all(bytes);
        }
        Way::Able(able) => able,
    };
    let body = read(&mut stream)?;
    let operation = u16::from_be_bytes([body[2], body[3]]);
    let jobs = {
        let mut asked = asked.lock().unwrap();
        asked.push(operation);
        asked.iter().filter(|own| **own == PRINT_JOB).count()
    };
    if operation == PRINT_JOB && able.drops_at == Some(jobs) {
        return Ok(());
    }
    let refused = operation == PRINT_JOB && able.refuses == Some(jobs);
    let mut ipp = vec![2, 0];
    ipp.extend(if refused { 0x0507_u16 } else { 0 }.to_be_bytes());
    ipp.extend(&body[4..8]);
    ipp.push(1);
    put(&mut ipp, 0x47, "attributes-charset", &[b"utf-8".to_vec()]);
    put(&mut ipp, 0x48, "attributes-natural-language", &[b"en".to_vec()]);
    if operation == PRINT_JOB || operation == GET_JOB_ATTRIBUTES {
        ipp.push(2);
        let state = able.state.unwrap_or(9);
        let number = i32::try_from(jobs).unwrap();
        put(&mut ipp, 0x21, "job-id", &[number.to_be_bytes().to_vec()]);
        put(&mut ipp, 0x23, "job-state", &[state.to_be_bytes().to_vec()]);
    } else {
        ipp.push(4);
        able.attributes.lines().for_each(|line| attribute(&mut ipp, line));
        if let Some(reasons) = able.reasons.filter(|_| jobs > 0) {
            put(&mut ipp, 0x44, "printer-state-reasons", &[reasons.into()]);
        }
    }
    ipp.push(3);
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        ipp.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(&ipp)
}

/// Writes the attribute of a line: `keyword sides-supported one-sided,two-sided-long-edge`.
pub fn attribute(out: &mut Vec<u8>, line: &str) {
    let mut words = line.splitn(3, ' ');
    let (kind, name) = (words.next().unwrap(), words.next().unwrap());
    let number = |text: &str| text.parse::<i32>().unwrap().to_be_bytes().to_vec();
    let values: Vec<Vec<u8>> = words
        .next()
        .unwrap()
        .split(',')
        .map(|value| match kind {
            "enum" | "integer" => number(value),
            "boolean" => vec![u8::from(value == "true")],
            "range" => {
                let (least, most) = value.split_once('-').unwrap();
                [number(least), number(most)].concat()
            }
            _ => value.as_bytes().to_vec(),
        })
        .collect();
    let tag = match kind {
        "enum" => 0x23,
        "integer" => 0x21,
        "boolean" => 0x22,
        "range" => 0x33,
        "mime" => 0x49,
        "text" => 0x41,
        "keyword" => 0x44,
        other => panic!("{other}"),
    };
    put(out, tag, name, &values);
}

fn put(out: &mut Vec<u8>, tag: u8, name: &str, values: &[Vec<u8>]) {
    for (at, value) in values.iter().enumerate() {
        let name = if at == 0 { name } else { "" };
        out.push(tag);
        out.extend(u16::try_from(name.len()).unwrap().to_be_bytes());
        out.extend(name.as_bytes());
        out.extend(u16::try_from(value.len()).unwrap().to_be_bytes());
        out.extend(value);
    }
}

/// The body of a request.
fn read(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut reader = BufReader::new(stream);
    let (mut length, mut chunked) = (0, false);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim().to_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(own) = line.strip_prefix("content-length:") {
            length = own.trim().parse().unwrap();
        }
        chunked |= line == "transfer-encoding: chunked";
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    while chunked {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let size = usize::from_str_radix(line.trim(), 16).unwrap();
        let mut chunk = vec![0; size + 2];
        reader.read_exact(&mut chunk)?;
        body.extend(&chunk[..size]);
        chunked = size > 0;
    }
    Ok(body)
}
