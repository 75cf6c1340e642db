//! What a test needs and not every machine has: other programs, a font, a right.
//!
//! Where it is not here, the test passes and says `NOT TESTED`. With `HANDBILL_REQUIRE_TOOLS=1`,
//! as in `.ci/run`, the test fails. `pdf_writer.rs` tests that it is so.
#![allow(dead_code)]

use std::collections::BTreeSet;
use std::io::{ErrorKind, Write};
use std::process::{Command, Output};
use std::sync::Mutex;

/// The lines that were written: each is written once, however many tests have it to say.
static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Says in one line what is missing and what was not tested; fails where all is required.
pub fn missing(what: &str) {
    let must = std::env::var_os("HANDBILL_REQUIRE_TOOLS").is_some_and(|v| v == "1");
    assert!(!must, "NOT TESTED: {what}");
    not_tested(what);
}

/// Says in one line what was not tested, for want of something that nobody can install.
///
/// `cargo test` keeps back what `eprintln!` prints in a test that passes. It does not keep back
/// what is written to standard error itself.
pub fn not_tested(what: &str) {
    if SAID.lock().unwrap().insert(what.to_owned()) {
        writeln!(std::io::stderr().lock(), "NOT TESTED: {what}").unwrap();
    }
}

/// Runs a program of a Debian package; where it is not here, says that and `what` was not
/// tested.
pub fn output(command: &mut Command, package: &str, what: &str) -> Option<Output> {
    match command.output() {
        Ok(output) => Some(output),
        Err(e) if e.kind() == ErrorKind::NotFound => {
            let program = command.get_program().to_string_lossy().into_owned();
            missing(&format!("no {program} here ({package}): {what}"));
            None
        }
        Err(e) => panic!("{command:?}: {e}"),
    }
}

/// Whether a program of a Debian package is here; says it if not.
pub fn is_here(program: &str, package: &str, what: &str) -> bool {
    output(Command::new(program).arg("--version"), package, what).is_some()
}
