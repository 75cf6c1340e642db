//! `handbill print --dry-run`: what the printer would be told.

use std::fmt::Write;

use super::super::Outcome;
use super::super::args::Print;
use super::super::screen::{Look, Screen};
use super::said::{Said, SaidJob, one, sheets, sum};
use crate::model::PlannedPiece;
use crate::press::Made;
use crate::send::Line;

/// Shows the attributes and the line for CUPS of every piece.
pub fn run(args: &Print, made: &[Made], line: Option<&Line>, screen: &Screen) -> Outcome {
    let pieces: Vec<&PlannedPiece> = made.iter().map(|made| &made.planned).collect();
    if args.json {
        return screen.say(&json(&pieces, line));
    }
    let queue = line.and_then(|line| line.address.queue()).unwrap_or("PRINTER");
    let mut words = screen.paint(Look::Strong, &sum(&pieces)) + "\n\n";
    for piece in pieces {
        let print = &piece.print;
        let media = match &args.printer.tray {
            Some(tray) => format!("media={} media-source={tray}", print.media),
            None => format!("media={}", print.media),
        };
        let _ = writeln!(
            words,
            "{}\n  {media} sides={} copies={} print-scaling={}\n  {}\n",
            one(piece),
            print.sides,
            print.copies,
            print.scaling,
            print.line(queue, &piece.file)
        );
    }
    words +=
        "Nothing was sent. `handbill build` writes the files that the lines print.\n";
    screen.say(&words)
}

fn json(pieces: &[&PlannedPiece], line: Option<&Line>) -> String {
    let jobs = pieces.iter().map(|piece| SaidJob {
        file: &piece.file,
        sheets: sheets(piece),
        print: &piece.print,
        job: None,
        state: "not sent",
    });
    let said = Said {
        version: 1,
        printer: line.map(|line| line.address.typed.as_str()),
        sheets: pieces.iter().map(|piece| sheets(piece)).sum(),
        jobs: jobs.collect(),
    };
    said.text()
}

impl Said<'_> {
    /// As it is written.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).expect("words and whole numbers") + "\n"
    }
}
