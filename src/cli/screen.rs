//! What is shown, and how a command ends.

use std::io::{ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

use super::args::When;
use super::{Outcome, Stop, environment};
use crate::diag::{Diagnostic, Report, Severity, render, to_json};

/// Standard output and standard error, and whether they are in colour.
pub struct Screen {
    out: bool,
    err: bool,
    /// Whether findings are JSON.
    pub json: bool,
}

/// How words are set off on a terminal.
#[derive(Clone, Copy)]
pub enum Look {
    /// Bold.
    Strong,
    /// Less to be seen than the rest.
    Dim,
    /// Green: all is well.
    Good,
    /// Yellow: something is to be looked at.
    Warn,
}

/// How much is shown of what was found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Everything: place, figure, source and a way out.
    Full,
    /// A line a warning, and how many notes there are.
    Brief,
    /// A line a finding.
    Lines,
}

impl Screen {
    pub fn new(color: When, json: bool) -> Self {
        let wanted = |terminal: bool| match color {
            When::Always => true,
            When::Never => false,
            When::Auto => terminal && environment::wants_color(),
        };
        let out = wanted(std::io::stdout().is_terminal());
        Self { out, err: wanted(std::io::stderr().is_terminal()), json }
    }

    /// Words for standard output, set off if it is in colour.
    pub fn paint(&self, look: Look, words: &str) -> String {
        if self.out { painted(look, words) } else { words.to_owned() }
    }

    /// Writes to standard output, at once.
    pub fn say(&self, words: &str) -> Outcome {
        self.bytes(words.as_bytes())
    }

    /// Writes bytes to standard output, at once.
    pub fn bytes(&self, bytes: &[u8]) -> Outcome {
        let mut out = std::io::stdout().lock();
        out.write_all(bytes).and_then(|()| out.flush()).map_err(Stop::Output)
    }

    /// Shows what was found on standard error.
    pub fn findings(&self, report: &Report) {
        let shown = if self.json { to_json(report) + "\n" } else { self.prose(report) };
        // Nobody to tell if it can't be written.
        let _ = std::io::stderr().lock().write_all(shown.as_bytes());
    }

    /// Shows what was found on standard error: in full as JSON and on request, else a line a
    /// warning and how many notes there are.
    pub fn found(&self, report: &Report, detail: Detail) {
        match detail {
            _ if self.json => self.findings(report),
            Detail::Full if !report.findings.is_empty() => self.findings(report),
            Detail::Full => {}
            Detail::Brief | Detail::Lines => {
                let shown = self.brief(report, detail == Detail::Lines);
                let _ = std::io::stderr().lock().write_all(shown.as_bytes());
            }
        }
    }

    /// A line a warning, and a line a note or how many there are.
    fn brief(&self, report: &Report, notes: bool) -> String {
        let mut out = String::new();
        for finding in &report.findings {
            if finding.severity != Severity::Note || notes {
                out += &self.line(finding);
            }
        }
        let count =
            report.findings.iter().filter(|f| f.severity == Severity::Note).count();
        if count > 0 && !notes {
            let line = format!("{}: handbill check", plural(count, "note"));
            out += &if self.err { painted(Look::Dim, &line) } else { line };
            out.push('\n');
        }
        out
    }

    /// A finding on one line: what it is, and where.
    fn line(&self, finding: &Diagnostic) -> String {
        let (word, look) = match finding.severity {
            Severity::Note => ("note", Look::Dim),
            _ => ("warning", Look::Warn),
        };
        let word = format!("{word}[{}]", finding.code);
        let word = if self.err { painted(look, &word) } else { word };
        let message = finding.message.replace(|c: char| c.is_control(), " ");
        let place = finding.place.as_ref().map(|place| {
            let (line, column) = place.source.line_column(place.range.start);
            format!(" ({}:{line}:{column})", place.source.name)
        });
        format!("{word}: {message}{}\n", place.unwrap_or_default())
    }

    /// Findings as people read them: notes dim, and how many errors there are.
    fn prose(&self, report: &Report) -> String {
        let mut parts = Vec::new();
        for finding in &report.findings {
            let dim = self.err && finding.severity == Severity::Note;
            let shown = render(&finding.clone().into(), self.err && !dim);
            parts.push(if dim {
                painted(Look::Dim, shown.trim_end()) + "\n"
            } else {
                shown
            });
        }
        parts.extend(count(report));
        parts.join("\n")
    }

    /// Shows how a command ended.
    pub fn end(&self, outcome: Outcome) -> ExitCode {
        match outcome {
            Ok(()) => ExitCode::SUCCESS,
            Err(Stop::Unproven) => ExitCode::from(1),
            Err(Stop::Wrong(report)) => {
                self.findings(&report);
                ExitCode::from(1)
            }
            Err(Stop::Usage(message)) => {
                let kind = clap::error::ErrorKind::ValueValidation;
                let _ = clap::Error::raw(kind, message + "\n").print();
                ExitCode::from(2)
            }
            Err(Stop::Printer(report)) => {
                self.findings(&report);
                ExitCode::from(3)
            }
            Err(Stop::World(error)) => {
                let finding =
                    Diagnostic::error("write", error.to_string()).help(error.help());
                self.findings(&finding.into());
                ExitCode::from(3)
            }
            Err(Stop::Output(error)) if error.kind() == ErrorKind::BrokenPipe => {
                ExitCode::SUCCESS
            }
            Err(Stop::Output(error)) => {
                let message = format!("standard output can't be written to: {error}");
                self.findings(&Diagnostic::error("write", message).into());
                ExitCode::from(3)
            }
        }
    }
}

/// `2 errors, 1 warning`, if there is an error.
fn count(report: &Report) -> Option<String> {
    let of = |severity| report.findings.iter().filter(|f| f.severity == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let mut line = plural(errors, "error");
    if warnings > 0 {
        line = format!("{line}, {}", plural(warnings, "warning"));
    }
    (errors > 0).then(|| line + "\n")
}

/// `1 warning, 3 notes`; nothing where there is neither.
pub fn counted(report: &Report) -> Option<String> {
    let parts = [(Severity::Warning, "warning"), (Severity::Note, "note")];
    let of = |severity| report.findings.iter().filter(|f| f.severity == severity).count();
    let parts = parts.map(|(severity, word)| (of(severity), word));
    let told = parts.into_iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told.map(|(count, word)| plural(count, word)).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// A number of things.
pub fn plural(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

fn painted(look: Look, words: &str) -> String {
    let code = match look {
        Look::Strong => 1,
        Look::Dim => 2,
        Look::Good => 32,
        Look::Warn => 33,
    };
    format!("\u{1b}[{code}m{words}\u{1b}[0m")
}
