//! The sheets, one job after the other.

use std::time::{Duration, Instant};

use super::super::args::Print;
use super::super::environment;
use super::super::screen::{Look, Screen, plural};
use super::super::{Outcome, Stop};
use super::note;
use super::said::{Said, SaidJob, sheets};
use crate::diag::{Diagnostic, Report};
use crate::model::PlannedPiece;
use crate::press::Made;
use crate::send::{JobState, Line, SendError, Ticket, words};

/// How long to wait before the printer is asked again.
const PAUSE: Duration = Duration::from_millis(500);
/// So many questions about a job may stay without an answer, one after the other.
const MISSED: u32 = 3;

/// What became of a piece.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Printed,
    Failed,
    Unknown,
    NotSent,
}

/// Why it does not go on.
struct Failure {
    message: String,
    help: &'static str,
    /// What it leaves the piece in.
    state: State,
}

/// The pieces, and how far the printing is.
struct Progress {
    pieces: Vec<PlannedPiece>,
    jobs: Vec<(Option<i32>, State)>,
}

/// Prints every piece, and says so.
pub fn all(args: &Print, line: &Line, made: Vec<Made>, screen: &Screen) -> Outcome {
    let pieces: Vec<PlannedPiece> =
        made.iter().map(|made| made.planned.clone()).collect();
    let jobs = vec![(None, State::NotSent); pieces.len()];
    let mut progress = Progress { pieces, jobs };
    let user = environment::user();
    let mut failed = None;
    for (at, made) in made.into_iter().enumerate() {
        let slot = &mut progress.jobs[at];
        let piece = &progress.pieces[at];
        match one(args, line, (piece, made.bytes), &user, &mut slot.0, screen) {
            Ok(()) => slot.1 = State::Printed,
            Err(failure) => {
                slot.1 = failure.state;
                failed = Some((at, failure));
                break;
            }
        }
        if !args.json {
            screen.say(&format!("{}: printed\n", piece.file))?;
        }
    }
    if args.json {
        screen.say(&progress.said(line).text())?;
    }
    match failed {
        Some((at, failure)) => Err(Stop::Printer(progress.report(at, failure))),
        None if args.json => Ok(()),
        None => {
            let sheets = progress.pieces.iter().map(sheets).sum();
            let done = format!("{}: all printed", plural(sheets, "sheet"));
            screen.say(&format!("{}\n", screen.paint(Look::Good, &done)))
        }
    }
}

/// Prints a piece and watches its job until it is done.
fn one(
    args: &Print,
    line: &Line,
    (piece, bytes): (&PlannedPiece, Vec<u8>),
    user: &str,
    job: &mut Option<i32>,
    screen: &Screen,
) -> Result<(), Failure> {
    let tray = args.printer.tray.as_deref();
    let name = piece.file.trim_end_matches(".pdf");
    let ticket = Ticket { name, user, print: &piece.print, tray };
    let taken = line.print(&ticket, bytes).map_err(|error| lost(&error))?;
    *job = Some(taken.id);
    if !taken.ignored.is_empty() {
        let what = taken.ignored.join(", ");
        note(screen, &format!("{}: the printer does not heed {what}", piece.file));
    }
    watch(args, line, (piece, taken.id), screen)
}

fn watch(
    args: &Print,
    line: &Line,
    (piece, id): (&PlannedPiece, i32),
    screen: &Screen,
) -> Result<(), Failure> {
    let patience = Duration::from_secs(u64::from(args.wait));
    let mut since = Instant::now();
    let mut seen = (String::new(), [0; 4]);
    let mut missed = 0;
    loop {
        match line.job(id) {
            Ok(JobState::Done) => return Ok(()),
            Ok(JobState::Ended(reasons)) => return Err(ended(id, &reasons)),
            Ok(JobState::Going { reasons: own, far }) => {
                missed = 0;
                let mut reasons = line.reasons().unwrap_or_default();
                reasons.extend(own);
                let state = why(&reasons);
                if !state.is_empty() && state != seen.0 {
                    note(screen, &format!("{}: the printer says {state}", piece.file));
                }
                let now = (state, far);
                if now != seen {
                    since = Instant::now();
                    seen = now;
                }
            }
            Err(error) => {
                missed += 1;
                if missed >= MISSED || error.is_unsent() {
                    return Err(Failure { state: State::Unknown, ..lost(&error) });
                }
            }
        }
        if since.elapsed() >= patience {
            return Err(late(args.wait, id, seen.0));
        }
        std::thread::sleep(PAUSE);
    }
}

/// Reasons in plain words.
fn why(reasons: &[String]) -> String {
    let mut told: Vec<String> = reasons.iter().map(|reason| words(reason)).collect();
    told.dedup();
    told.join(", ")
}

fn lost(error: &SendError) -> Failure {
    let state = if error.is_unsent() { State::NotSent } else { State::Unknown };
    Failure { message: error.to_string(), help: error.help(), state }
}

fn ended(id: i32, reasons: &[String]) -> Failure {
    let why = why(reasons);
    let why = if why.is_empty() { String::new() } else { format!(": {why}") };
    Failure {
        message: format!("the printer gave job {id} up{why}"),
        help: "look at its panel: somebody may have stopped the job there",
        state: State::Failed,
    }
}

fn late(seconds: u32, id: i32, why: String) -> Failure {
    let why = if why.is_empty() { "it does not say why".to_owned() } else { why };
    Failure {
        message: format!("job {id} has stood still for {seconds} s: {why}"),
        help: "put that right and it goes on by itself: the job is in the printer, and need not be sent again; --wait waits longer",
        state: State::Unknown,
    }
}

impl State {
    fn word(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::NotSent => "not sent",
        }
    }
}

impl Progress {
    /// What `--json` says.
    fn said<'a>(&'a self, line: &'a Line) -> Said<'a> {
        let jobs =
            self.pieces.iter().zip(&self.jobs).map(|(piece, (job, state))| SaidJob {
                file: &piece.file,
                sheets: sheets(piece),
                print: &piece.print,
                job: *job,
                state: state.word(),
            });
        Said {
            version: 1,
            printer: Some(&line.address.typed),
            sheets: self.pieces.iter().map(sheets).sum(),
            jobs: jobs.collect(),
        }
    }

    /// What was printed, what was not, and how to go on.
    fn report(&self, at: usize, failure: Failure) -> Report {
        let names = |pieces: &[PlannedPiece]| {
            let names: Vec<&str> = pieces.iter().map(|piece| &*piece.file).collect();
            if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
        };
        let piece = &self.pieces[at];
        let message = format!("{}: {}", piece.file, failure.message);
        let mut finding = Diagnostic::error("printer", message).help(failure.help);
        finding = finding.help(format!("printed: {}", names(&self.pieces[..at])));
        let unsure = failure.state == State::Unknown;
        if unsure {
            finding = finding.help(format!(
                "not sure: {}; look what came out before you print it again",
                piece.file
            ));
        }
        let rest = &self.pieces[if unsure { at + 1 } else { at }..];
        finding = finding.help(format!("not printed: {}", names(rest)));
        if !rest.is_empty() {
            finding = finding.help(format!("go on with: {}", again(rest)));
        }
        finding.into()
    }
}

/// The command that prints the rest: the one that was typed, with other pieces.
fn again(rest: &[PlannedPiece]) -> String {
    let mut words = vec!["handbill".to_owned()];
    let mut typed = environment::typed().into_iter();
    while let Some(word) = typed.next() {
        if word == "--only" {
            typed.next();
        } else if !word.starts_with("--only=") {
            words.push(word);
        }
    }
    for piece in rest {
        words.push("--only".to_owned());
        words.push(piece.file.trim_end_matches(".pdf").to_owned());
    }
    let quoted = |word: String| {
        if word.contains(|c: char| c.is_whitespace() || "'\"$&;()*?".contains(c)) {
            format!("'{}'", word.replace('\'', "'\\''"))
        } else {
            word
        }
    };
    words.into_iter().map(quoted).collect::<Vec<_>>().join(" ")
}
