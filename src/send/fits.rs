//! What the sheets need against what a printer can do: everything that is wrong is told before
//! anything is sent.

use super::able::told;
use super::{Able, words};
use crate::diag::{Diagnostic, Report};
use crate::model::PlannedPiece;
use crate::unit::{Paper, Pt, Size};

/// Papers that differ by no more than this are the same: half a millimetre.
const SAME: Pt = 1.42;

/// What is to be printed, and from where.
pub struct Needs<'a> {
    /// The sheets.
    pub pieces: &'a [&'a PlannedPiece],
    /// The tray, if one is asked for.
    pub tray: Option<&'a str>,
}

/// What stands between the sheets and the printer.
pub fn fits(able: &Able, needs: &Needs<'_>) -> Report {
    let mut report = Report::default();
    state(able, &mut report);
    format(able, &mut report);
    papers(able, needs.pieces, &mut report);
    sides(able, needs.pieces, &mut report);
    copies(able, needs.pieces, &mut report);
    tray(able, needs.tray, &mut report);
    scaling(able, &mut report);
    bleed(needs.pieces, &mut report);
    report
}

/// The printer's own name of a paper: of the same name, or of the same size.
pub fn media(able: &Able, paper: &str) -> Option<String> {
    if able.media.iter().any(|own| own == paper) {
        return Some(paper.to_owned());
    }
    let size = told(paper)?;
    let own = able
        .media
        .iter()
        .filter(|own| !own.starts_with("custom_min") && !own.starts_with("custom_max"))
        .find(|own| told(own).is_some_and(|own| within(size, (own, own))));
    own.cloned().or_else(|| takes(able, size).then(|| paper.to_owned()))
}

/// Whether the printer takes paper of that size, whatever its name.
fn takes(able: &Able, size: Size) -> bool {
    let bound = |start: &str| {
        able.media.iter().find(|own| own.starts_with(start)).and_then(|own| told(own))
    };
    let custom = bound("custom_min").zip(bound("custom_max"));
    able.sizes.iter().copied().chain(custom).any(|bounds| within(size, bounds))
}

fn within(size: Size, (least, most): (Size, Size)) -> bool {
    size.w >= least.w - SAME
        && size.w <= most.w + SAME
        && size.h >= least.h - SAME
        && size.h <= most.h + SAME
}

fn state(able: &Able, report: &mut Report) {
    let why: Vec<String> = able.reasons.iter().map(|reason| words(reason)).collect();
    let why =
        if why.is_empty() { String::new() } else { format!(": {}", why.join(", ")) };
    if able.stopped {
        report.push(
            Diagnostic::error(
                "printer-stopped",
                format!("the printer stands still{why}"),
            )
            .help("look at its panel, put it right and start it again"),
        );
    } else if !able.accepts {
        report.push(
            Diagnostic::error(
                "printer-stopped",
                format!("the printer takes no jobs{why}"),
            )
            .help(
                "`cupsaccept NAME` lets a print queue of this computer take them again",
            ),
        );
    } else if !why.is_empty() {
        let message = format!("the printer says{why}");
        report.push(
            Diagnostic::warning("printer-state", message)
                .help("what is sent waits in the printer until that is put right"),
        );
    }
}

fn format(able: &Able, report: &mut Report) {
    let takes = |kind: &str| able.formats.iter().any(|own| own == kind);
    if able.formats.is_empty() || takes("application/pdf") {
        return;
    }
    let known = able.formats.join(", ");
    report.push(
        Diagnostic::error("printer-format", "the printer takes no PDF")
            .help(format!("it takes {known}"))
            .help("set it up on this computer, which turns PDF into what it takes, and print to ipp://localhost/printers/NAME"),
    );
}

/// The sheets that something is true of: `a.pdf and b.pdf`.
fn files<'a>(pieces: impl Iterator<Item = &'a PlannedPiece>) -> String {
    let names: Vec<&str> = pieces.map(|piece| piece.file.as_str()).collect();
    match names.as_slice() {
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
        [] => String::new(),
    }
}

fn papers(able: &Able, pieces: &[&PlannedPiece], report: &mut Report) {
    let mut names: Vec<&str> = Vec::new();
    for piece in pieces {
        if !names.contains(&piece.print.media.as_str()) {
            names.push(&piece.print.media);
        }
    }
    for name in names {
        let those = || pieces.iter().copied().filter(|p| p.print.media == name);
        let shown = those().next().map_or(name, |piece| piece.paper.name.as_str());
        let shown = Paper::find(shown).map_or_else(|| shown.to_owned(), |p| p.shown());
        let shown = shown.as_str();
        match media(able, name) {
            _ if able.media.is_empty() && able.sizes.is_empty() => {}
            None => report.push(lacks(able, (name, shown), &files(those()))),
            Some(own) if !able.ready.is_empty() && !able.ready.contains(&own) => {
                let message = format!("no {shown} paper lies in the printer ({own})");
                report.push(Diagnostic::warning("printer-ready", message).help(format!(
                    "put it in for {}, at the latest when the printer asks for it",
                    files(those())
                )));
            }
            Some(_) => {}
        }
    }
}

fn lacks(able: &Able, (name, shown): (&str, &str), files: &str) -> Diagnostic {
    let mut own: Vec<&str> = able.media.iter().map(String::as_str).collect();
    own.retain(|own| !own.starts_with("custom"));
    own.truncate(12);
    Diagnostic::error(
        "printer-paper",
        format!("the printer takes no {shown} paper ({name}), which {files} needs"),
    )
    .help(format!("it takes {}", own.join(", ")))
    .help("print the rest with --only, or all of it on another paper with --paper")
}

fn sides(able: &Able, pieces: &[&PlannedPiece], report: &mut Report) {
    let lacks = |piece: &&PlannedPiece| {
        piece.sides == "two" && !able.sides.contains(&piece.print.sides)
    };
    let those: Vec<&PlannedPiece> = pieces.iter().copied().filter(|p| lacks(p)).collect();
    let Some(first) = those.first() else { return };
    let message = format!(
        "the printer can't print both sides ({}), which {} needs",
        first.print.sides,
        files(those.iter().copied())
    );
    report.push(
        Diagnostic::error("printer-duplex", message).help(
            "print the rest with --only; `handbill build` makes the file, to be turned by hand",
        ),
    );
}

fn copies(able: &Able, pieces: &[&PlannedPiece], report: &mut Report) {
    let Some(most) = able.copies else { return };
    let too_many = || pieces.iter().copied().filter(|piece| piece.print.copies > most);
    if too_many().next().is_some() {
        let message = format!(
            "the printer makes {most} copies of a job at most, and {} needs more",
            files(too_many())
        );
        report.push(
            Diagnostic::error("printer-copies", message)
                .help(format!("print several times with --copies {most}")),
        );
    }
}

fn tray(able: &Able, asked: Option<&str>, report: &mut Report) {
    let Some(asked) = asked else { return };
    if able.trays.iter().any(|own| own == asked) {
        return;
    }
    let message = format!("the printer has no tray `{asked}`");
    let mut finding = Diagnostic::error("printer-tray", message)
        .did_you_mean(asked, able.trays.iter().map(String::as_str));
    if !able.trays.is_empty() {
        finding = finding.help(format!("it has {}", able.trays.join(", ")));
    }
    report.push(finding);
}

/// Pages that are larger than their paper.
fn bleed(pieces: &[&PlannedPiece], report: &mut Report) {
    let larger = || pieces.iter().copied().filter(|piece| piece.beyond_pt.is_some());
    if larger().next().is_none() {
        return;
    }
    let message = format!(
        "{} has bleed or marks for a copy shop: on its paper they are cut off at the edges",
        files(larger())
    );
    report.push(
        Diagnostic::warning("printer-bleed", message)
            .help("a copy shop prints it on larger paper and trims it: give it the file that `handbill build` writes")
            .help("for this printer leave `bleed` and `marks` out of the piece"),
    );
}

fn scaling(able: &Able, report: &mut Report) {
    if able.scaling.iter().any(|own| own == "none") {
        return;
    }
    report.push(
        Diagnostic::warning("printer-scaling", "the printer does not promise 100 %")
            .help("it is asked for it all the same: measure a ruler or a bar on the first sheet"),
    );
}
