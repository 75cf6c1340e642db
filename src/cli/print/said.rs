//! What is said of the sheets before they are printed and after.

use std::fmt::Write;

use serde::Serialize;

use super::super::screen::{Look, Screen, plural};
use crate::model::{PlannedPiece, PlannedPrint};
use crate::send::Able;
use crate::unit::Paper;

/// What `--json` says.
#[derive(Serialize)]
pub struct Said<'a> {
    /// The version of this format.
    pub version: u32,
    /// The printer's address, if one was named.
    pub printer: Option<&'a str>,
    /// Sheets of paper, copies counted.
    pub sheets: usize,
    /// The jobs, in the packet's order.
    pub jobs: Vec<SaidJob<'a>>,
}

/// What `--json` says of a piece.
#[derive(Serialize)]
pub struct SaidJob<'a> {
    /// Its file, as `build` names it.
    pub file: &'a str,
    /// Sheets of paper, copies counted.
    pub sheets: usize,
    /// What the printer is told.
    pub print: &'a PlannedPrint,
    /// The job's number at the printer.
    pub job: Option<i32>,
    /// `printed`, `failed`, `unknown` or `not sent`.
    pub state: &'static str,
}

/// The sheets of paper of a piece, copies counted.
pub fn sheets(piece: &PlannedPiece) -> usize {
    piece.sheets * piece.print.copies as usize
}

/// `38 sheets: 36 Letter, 2 24x36 in`.
pub fn sum(pieces: &[&PlannedPiece]) -> String {
    let mut papers: Vec<(String, usize)> = Vec::new();
    for piece in pieces {
        let name = Paper::find(&piece.paper.name)
            .map_or_else(|| piece.paper.name.clone(), |paper| paper.shown());
        match papers.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += sheets(piece),
            None => papers.push((name, sheets(piece))),
        }
    }
    let all = plural(papers.iter().map(|(_, count)| count).sum(), "sheet");
    let each: Vec<String> =
        papers.iter().map(|(name, count)| format!("{count} on {name}")).collect();
    format!("{all}: {}", each.join(", "))
}

/// What will come out, and of which printer.
pub fn heading(
    able: &Able,
    address: &str,
    pieces: &[&PlannedPiece],
    screen: &Screen,
) -> String {
    let printer = if able.name.is_empty() {
        address.to_owned()
    } else {
        format!("{} ({address})", able.name)
    };
    let sum = screen.paint(Look::Strong, &sum(pieces));
    let mut words = format!("{printer}\n{sum}\n");
    for piece in pieces {
        let _ = writeln!(words, "  {}", one(piece));
    }
    words
}

/// `safety-tent.pdf: 2 sheets, both sides, x 12`.
pub fn one(piece: &PlannedPiece) -> String {
    let sides = match piece.flip.as_str() {
        "long-edge" => ", both sides, turned about the long edge",
        "short-edge" => ", both sides, turned about the short edge",
        _ => "",
    };
    let copies = match piece.print.copies {
        1 => String::new(),
        copies => format!(", {copies} copies"),
    };
    format!("{}: {}{sides}{copies}", piece.file, plural(sheets(piece), "sheet"))
}
