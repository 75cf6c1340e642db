//! `handbill print`: the sheets of a packet out of a printer.
//!
//! The sheets are made in memory, since the paper is what is asked for. Jobs are sent one by
//! one, and each is watched until it is printed: a printer that runs out of paper holds one
//! sheet back, not a queue of them that nobody remembers.

mod dry;
mod run;
mod said;

use std::io::{IsTerminal, Write};
use std::time::Duration;

use super::args::Print;
use super::order::Request;
use super::printers::Named;
use super::screen::{Detail, Look, Screen};
use super::{Outcome, Stop};
use crate::diag::{Diagnostic, Report, Severity};
use crate::model::PlannedPiece;
use crate::press::{self, Made};
use crate::send::{self, Able, Line, Needs};

/// Prints the packet.
pub fn run(args: &Print, screen: &Screen) -> Outcome {
    let terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if !args.dry_run && !args.yes && !terminal {
        return Err(Stop::Usage(
            "nobody is at the terminal to be asked: add --yes to print, or --dry-run to see what would be printed".into(),
        ));
    }
    let mut request = Request::of_packet(&args.packet, args.copies)?;
    let printer = request.for_printer(&args.printer)?;
    let line = match printer.as_ref() {
        Some(named) => Some(line(args, named)?),
        None if args.dry_run => None,
        None => return Err(Stop::Usage(NONE.into())),
    };
    let (made, _) = request.run((screen, Detail::Brief), press::write)?;
    let made = made.into_iter().collect::<Result<Vec<Made>, Report>>()?;
    let made = chosen(made, &args.only)?;
    if args.dry_run {
        return dry::run(args, &made, line.as_ref(), screen);
    }
    let Some(line) = line else { return Ok(()) };
    let able = line.able().map_err(|error| Stop::Printer(asking(&error)))?;
    let made = fit(args, made, &able, screen)?;
    let pieces: Vec<&PlannedPiece> = made.iter().map(|made| &made.planned).collect();
    let heading = said::heading(&able, &line.address.typed, &pieces, screen);
    if !args.yes {
        if !agreed(&heading)? {
            return screen.say("Nothing was printed.\n");
        }
    } else if !args.json {
        screen.say(&heading)?;
    }
    run::all(args, &line, made, screen)
}

/// What to say where no printer is named.
const NONE: &str = "which printer? Add --printer ipp://192.168.1.20/ipp/print with its address, or \
                    --printer ipp://localhost/printers/NAME for one that is set up on this computer \
                    (`lpstat -e` shows the names), or --dry-run to see what would be printed";

fn line(args: &Print, named: &Named) -> Result<Line, Stop> {
    let timeout = Duration::from_secs(u64::from(args.timeout));
    match &named.address {
        Ok(address) => Ok(Line::new(address.clone(), timeout)),
        Err(wrong) => Err(Stop::Usage(format!(
            "printer.toml has no address of `{}`: write `uri = \"ipp://...\"` below its name ({wrong})",
            named.name
        ))),
    }
}

/// The pieces that `--only` names; all without it.
fn chosen(made: Vec<Made>, only: &[String]) -> Result<Vec<Made>, Report> {
    let stem = |made: &Made| made.planned.file.trim_end_matches(".pdf").to_owned();
    let names: Vec<String> = made.iter().map(stem).collect();
    let mut report = Report::default();
    for asked in only {
        let asked = asked.trim_end_matches(".pdf");
        if !names.iter().any(|name| name == asked) {
            let message = format!("the packet has no piece `{asked}`");
            let finding = Diagnostic::error("unknown-name", message)
                .did_you_mean(asked, names.iter().map(String::as_str))
                .help(format!("it has {}", names.join(", ")));
            report.push(finding);
        }
    }
    if report.has_errors() {
        return Err(report);
    }
    let is_asked = |made: &Made| {
        let name = stem(made);
        only.is_empty() || only.iter().any(|asked| asked.trim_end_matches(".pdf") == name)
    };
    Ok(made.into_iter().filter(is_asked).collect())
}

/// Holds the sheets against what the printer can do, and calls their papers by its names.
fn fit(
    args: &Print,
    mut made: Vec<Made>,
    able: &Able,
    screen: &Screen,
) -> Result<Vec<Made>, Report> {
    let pieces: Vec<&PlannedPiece> = made.iter().map(|made| &made.planned).collect();
    let tray = args.printer.tray.as_deref();
    let report = send::fits(able, &Needs { pieces: &pieces, tray });
    if report.has_errors() {
        return Err(report);
    }
    if report.findings.iter().any(|found| found.severity == Severity::Warning) {
        screen.found(&report, Detail::Full);
    }
    for made in &mut made {
        let print = &mut made.planned.print;
        if let Some(own) = send::media(able, &print.media) {
            print.media = own;
        }
    }
    Ok(made)
}

/// What to say of a printer that can't even be asked.
fn asking(error: &send::SendError) -> Report {
    let finding = Diagnostic::error("printer", error.to_string()).help(error.help());
    finding.help("nothing was printed").into()
}

/// Whether the person at the terminal wants it.
fn agreed(heading: &str) -> Result<bool, Stop> {
    let mut shown = std::io::stderr().lock();
    write!(shown, "{heading}Print? [y/N] ")
        .and_then(|()| shown.flush())
        .map_err(Stop::Output)?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).map_err(Stop::Output)?;
    Ok(["y", "yes"].contains(&answer.trim().to_lowercase().as_str()))
}

/// A line on standard error while the printer works.
fn note(screen: &Screen, words: &str) {
    if !screen.json {
        let line = screen.paint(Look::Dim, words);
        // Nobody to tell if it can't be written.
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    }
}
