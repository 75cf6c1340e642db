//! The command line: arguments, terminal, clock and environment, and nowhere else.
//!
//! `args` is what was typed; `order` turns it into what it means. Each subcommand has a
//! file. Exit codes: 0 done, 1 something given is wrong, 2 the command line is, 3 the world
//! failed (a full disk, a folder that can only be read, a printer that does not answer).

mod args;
mod build;
mod calibrate;
mod completions;
mod environment;
mod export;
mod fonts;
mod greet;
mod list;
mod make;
mod new;
mod order;
mod preview;
mod print;
mod printers;
mod progress;
mod screen;
mod table;
mod verify;

use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;

use crate::diag::Report;
use crate::write::folder::WriteError;
use args::{Args, Command};
use screen::Screen;

/// Why a command ends before it is done.
enum Stop {
    /// Something that was given is wrong.
    Wrong(Report),
    /// Files are not what they ought to be, and that was told already.
    Unproven,
    /// A file could not be written.
    World(WriteError),
    /// What was typed can't be done so.
    Usage(String),
    /// A printer did not do what it was asked.
    Printer(Report),
    /// Standard output could not be written to; nobody reads it any more, or worse.
    Output(std::io::Error),
}

impl From<Report> for Stop {
    fn from(report: Report) -> Self {
        Self::Wrong(report)
    }
}

impl From<WriteError> for Stop {
    fn from(error: WriteError) -> Self {
        Self::World(error)
    }
}

/// What a command comes to.
type Outcome = Result<(), Stop>;

/// Runs the command that was typed.
pub fn main() -> ExitCode {
    let began = Instant::now();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let screen =
        Screen::new(args.color, args.command.as_ref().is_some_and(Command::is_json));
    let outcome = match &args.command {
        None => greet::run(&screen),
        Some(Command::Build(args)) => build::run(args, &screen, began),
        Some(Command::Check(args)) => build::check(args, &screen, began),
        Some(Command::Make(args)) => make::run(args, &screen),
        Some(Command::Print(args)) => print::run(args, &screen),
        Some(Command::Calibrate(args)) => calibrate::run(args, &screen),
        Some(Command::Preview(args)) => preview::run(args, &screen, began),
        Some(Command::Verify(args)) => verify::run(args, &screen),
        Some(Command::New(args)) => new::run(args, &screen),
        Some(Command::List(args)) => list::run(args, &screen),
        Some(Command::Export(args)) => export::run(args, &screen),
        Some(Command::Completions(args)) => completions::run(args, &screen),
    };
    screen.end(outcome)
}
