//! Runs the command in a folder of its own.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder that is gone when it is dropped.
pub struct Place {
    pub path: PathBuf,
}

impl Place {
    /// An empty folder; `name` is another one for each test.
    pub fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("handbill-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self { path }
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        std::fs::create_dir_all(self.file(name).parent().unwrap()).unwrap();
        std::fs::write(self.file(name), contents).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.file(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_handbill"));
        command.current_dir(&self.path);
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "TERM"] {
            command.env_remove(name);
        }
        command.env("SOURCE_DATE_EPOCH", "1793491200"); // 1 November 2026
        command
    }

    /// Runs `handbill` with these words after it.
    pub fn run(&self, words: &str) -> Output {
        self.command().args(words.split_whitespace()).output().unwrap()
    }

    /// The same; it must end well. What it wrote on standard output.
    pub fn done(&self, words: &str) -> String {
        let output = self.run(words);
        assert!(output.status.success(), "{words}: {}", stderr(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The same; it must end with this code. What it wrote on standard error.
    pub fn fails(&self, words: &str, code: i32) -> String {
        let output = self.run(words);
        assert_eq!(output.status.code(), Some(code), "{words}: {}", stderr(&output));
        stderr(&output)
    }

    /// Every file below the folder, sorted.
    pub fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        walk(&self.path, &self.path, &mut found);
        found.sort();
        found
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        found.push(path.strip_prefix(root).unwrap().display().to_string());
        if path.is_dir() {
            walk(root, &path, found);
        }
    }
}
