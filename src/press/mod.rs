//! The pipeline, in order: the only module that knows it.
//!
//! An [`Order`] is a packet and what the command line says over it. [`run`] loads what its
//! pieces name, prepares them, finds their sizes, lets pieces that share a size have one,
//! and hands each composed [`Sheet`] to a visitor: [`build`] writes PDF files, a preview
//! draws pictures, a check does nothing more. Whoever wants all of them at once, as for the
//! [`collections`], takes [`compose`].

mod advice;
mod calibrate;
mod collect;
mod expect;
mod far;
mod fit_sheet;
mod imposed;
mod inspect;
mod load;
mod look;
mod name;
mod order;
mod ought;
mod placing;
mod plan_page;
mod printer;
mod share;
mod sheet;
mod tiled;
mod write;

use std::path::PathBuf;

use crate::check::Areas;
use crate::compose::{Job, Prepared};
use crate::diag::Report;
use crate::model::{Group, Packet, Piece, Rules, Text};
use crate::unit::INCH;
use load::Loaded;

pub use calibrate::calibration_sheet;
pub use collect::{MadeCollection, collections};
pub use order::{Order, Overrides};
pub use ought::{Ought, ought, ought_of, ought_of_texts};
pub use plan_page::{MadePage, PLAN_PAGE, Printed, is_plan_page, plan_page};
pub use sheet::{Made, Sheet};
pub use write::write;

/// How far grounds run past the trim for a copy shop, where the layout does not say: 1/8 in.
const BLEED: f64 = 0.125 * INCH;

/// Composes every piece of an order and hands each to `visit`. Warnings and notes come back
/// beside the results.
///
/// # Errors
/// Everything that is wrong with the packet, its texts, layouts and themes, and every piece
/// that does not fit.
pub fn run<T>(
    order: &Order<'_>,
    visit: impl FnMut(&Sheet<'_, '_>) -> T,
) -> Result<(Vec<T>, Report), Report> {
    compose(Report::default(), order, |sheets| sheets.iter().map(visit).collect())
}

/// As [`run`], for who wants all sheets at once, after something was found already: it comes
/// back with the rest. With an error in it the names of the packet are still looked up, so
/// that one run shows every mistake.
///
/// # Errors
/// As [`run`].
pub fn compose<T>(
    mut report: Report,
    order: &Order<'_>,
    work: impl FnOnce(&[Sheet<'_, '_>]) -> T,
) -> Result<(T, Report), Report> {
    let group = order.over.group.as_ref().unwrap_or(&order.packet.group);
    let doubtful = report.has_errors();
    let loaded = load::pieces(order, &mut report);
    if doubtful {
        return Err(report);
    }
    let texts: Vec<Vec<&Text>> =
        loaded.iter().map(|l| l.texts.iter().map(|text| &**text).collect()).collect();
    let jobs: Vec<Job<'_>> = loaded
        .iter()
        .zip(&texts)
        .map(|(loaded, texts)| Job {
            layout: &loaded.layout,
            texts,
            theme: &loaded.theme,
            group,
            book: order.book,
            bleed: bleed(loaded),
        })
        .collect();
    let mut prepared: Vec<Prepared<'_>> = Vec::new();
    let mut found = Vec::new();
    for (loaded, job) in loaded.iter().zip(&jobs) {
        let ready = match Prepared::new(job) {
            Ok(ready) => ready,
            Err(found) => {
                let named = |finding| {
                    order::at_place(order.packet, &loaded.piece.layout.range, finding)
                };
                found
                    .findings
                    .into_iter()
                    .for_each(|finding| report.push(named(finding)));
                continue;
            }
        };
        match ready.search() {
            Ok(size) => found.push(size),
            Err(overset) => {
                report.push(advice::does_not_fit(order, loaded, job, &overset));
            }
        }
        prepared.push(ready);
    }
    if report.has_errors() {
        return Err(report);
    }
    share::sizes(&jobs, &prepared, &mut found);
    let files = name::files(&loaded);
    let mut areas = Areas::default();
    let mut set = Vec::new();
    inspect::group(order, group, &mut report);
    for (index, ready) in prepared.iter().enumerate() {
        let composition = ready
            .compose(found[index])
            .expect("the size was found to fit, or shared downwards");
        let own = &loaded[index];
        inspect::weigh(order, own, advice::notes(own, ready, &composition), &mut report);
        let tools = (&mut areas, &mut report);
        let inspected = inspect::piece(order, own, ready, &composition, tools);
        set.push((composition, inspected));
    }
    if report.has_errors() {
        return Err(report);
    }
    let mut ready_sheets = Vec::new();
    for (index, (ready, (composition, inspected))) in
        prepared.iter().zip(&set).enumerate()
    {
        let own = &loaded[index];
        let seen = (composition, inspected);
        let mut sheet = Sheet::new(order, own, ready, seen, &files[index]);
        let imposed = match (&own.tile, &own.placing) {
            (Some(tile), _) => Some(tiled::tiled(order, &mut sheet, tile)),
            (None, Some(placing)) => {
                Some(imposed::imposed(order, &mut sheet, placing, own.back.as_ref()))
            }
            (None, None) => None,
        };
        match imposed.transpose() {
            Ok(imposed) => {
                sheet.imposed = imposed;
                sheet.planned.beyond_pt = sheet.beyond();
            }
            Err(found) => report.append(found),
        }
        ready_sheets.push(sheet);
    }
    if report.has_errors() {
        return Err(report);
    }
    Ok((work(&ready_sheets), report))
}

/// Makes the PDF of every piece of an order.
///
/// # Errors
/// As [`run`], and what could not be proven.
pub fn build(order: &Order<'_>) -> Result<(Vec<Made>, Report), Report> {
    let (made, mut report) = run(order, write)?;
    let mut all = Vec::new();
    for made in made {
        match made {
            Ok(made) => all.push(made),
            Err(found) => report.append(found),
        }
    }
    if report.has_errors() { Err(report) } else { Ok((all, report)) }
}

fn bleed(loaded: &Loaded<'_>) -> Option<f64> {
    if loaded.placing.as_ref().is_some_and(|placing| !placing.is_alone()) {
        return None;
    }
    let own = loaded.layout.bleed.as_ref().map(|length| {
        let sheet = loaded.layout.sheet();
        length.at(&crate::unit::Scale {
            em: 0.0,
            b: 0.0,
            s: sheet.short(),
            whole: sheet.short(),
        })
    });
    own.or(loaded.piece.bleed.then_some(BLEED)).filter(|bleed| *bleed > 0.0)
}

/// A packet of one piece, as `make` has it.
pub fn single(piece: Piece, folder: PathBuf) -> Packet {
    Packet {
        source: crate::diag::Source::new("", ""),
        folder,
        group: Group::default(),
        fonts: Vec::new(),
        pieces: vec![piece],
        rules: Rules::default(),
    }
}
