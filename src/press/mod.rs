//! The pipeline, in order: the only module that knows it.
//!
//! An [`Order`] is a packet and what the command line says over it. [`run`] loads what its
//! pieces name, prepares them, finds their sizes, lets pieces that share a size have one,
//! and hands each composed [`Sheet`] to a visitor: [`build`] writes PDF files, a preview
//! draws pictures, a check does nothing more.

mod advice;
mod expect;
mod load;
mod name;
mod ought;
mod share;

use std::path::PathBuf;

use crate::compose::{Composition, Job, Prepared};
use crate::diag::Report;
use crate::font::Book;
use crate::load::Library;
use crate::model::{
    Group, Orientation, Packet, Piece, Plan, PlannedPaper, PlannedPiece, PlannedSize,
    Text,
};
use crate::page::About;
use crate::prove::{self, Finding, Proof};
use crate::unit::{INCH, Paper};
use crate::write::{folder, pdf};
use load::Loaded;

pub use ought::{Ought, ought, ought_of, ought_of_texts};

/// How far grounds run past the trim for a copy shop, where the layout does not say: 1/8 in.
const BLEED: f64 = 0.125 * INCH;

/// A packet to print, and what overrides it.
pub struct Order<'a> {
    /// The packet.
    pub packet: &'a Packet,
    /// Where names are looked up.
    pub library: &'a Library,
    /// The faces.
    pub book: &'a Book,
    /// Overrides of every piece.
    pub over: Overrides,
}

/// What the command line says over a packet.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// The theme, by name or path.
    pub theme: Option<String>,
    /// The paper.
    pub paper: Option<Paper>,
    /// How it stands.
    pub orientation: Option<Orientation>,
    /// Copies of every piece.
    pub copies: Option<u32>,
    /// The group.
    pub group: Option<Group>,
}

/// A piece, composed.
pub struct Sheet<'s, 'a> {
    /// Its place in the packet, from 0.
    pub index: usize,
    /// The piece as the packet names it.
    pub piece: &'s Piece,
    /// What it was made from.
    pub job: &'s Job<'a>,
    /// Its structure tree and what it leaves out.
    pub prepared: &'s Prepared<'a>,
    /// Its pages.
    pub composition: &'s Composition<'s, 'a>,
    /// The plan's entry; the hash is empty until the file is written.
    pub planned: PlannedPiece,
    /// What the whole file is about.
    pub about: About,
}

/// A file that was made.
pub struct Made {
    /// The plan's entry.
    pub planned: PlannedPiece,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// What was proven of it.
    pub proof: Proof,
}

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
    run_after(Report::default(), order, visit)
}

/// As [`run`], after something was found already: it comes back with the rest. With an error
/// in it the names of the packet are still looked up, so that one run shows every mistake.
///
/// # Errors
/// As [`run`].
pub fn run_after<T>(
    mut report: Report,
    order: &Order<'_>,
    mut visit: impl FnMut(&Sheet<'_, '_>) -> T,
) -> Result<(Vec<T>, Report), Report> {
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
                let named =
                    |finding| load::at_name(order.packet, &loaded.piece.layout, finding);
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
    let mut results = Vec::new();
    for (index, ready) in prepared.iter().enumerate() {
        let composition = ready
            .compose(found[index])
            .expect("the size was found to fit, or shared downwards");
        report.append(advice::notes(&loaded[index], ready, &composition));
        let sheet = Sheet {
            index,
            piece: loaded[index].piece,
            job: &jobs[index],
            prepared: ready,
            planned: planned(
                &loaded[index],
                &jobs[index],
                ready,
                &composition,
                &files[index],
            ),
            about: about(&jobs[index], ready),
            composition: &composition,
        };
        results.push(visit(&sheet));
    }
    Ok((results, report))
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

/// Makes the PDF of a sheet, and proves it: the finished bytes are read back, and every word
/// of them is the source's.
///
/// # Errors
/// What could not be proven; such a file is not to be written.
pub fn write(sheet: &Sheet<'_, '_>) -> Result<Made, Report> {
    let pages = (0..sheet.composition.pages()).map(|page| sheet.composition.page(page));
    let options =
        pdf::PdfOptions { print_scaling_none: true, created: None, sealed: true };
    let book = sheet.job.book;
    let mut draft = pdf::draft(&sheet.about, pages, book, &options);
    let expected = expect::expected(sheet.job);
    let proof = prove::prove(draft.bytes(), book, &expected, expect::named(sheet.job))
        .map_err(|found| not_proven(sheet, &found))?;
    if !draft.seal(&proof.seal) {
        let found = Finding::new("the seal of the file found no room");
        return Err(not_proven(sheet, &[found]));
    }
    let bytes = draft.finish();
    let mut planned = sheet.planned.clone();
    planned.sha256 = folder::sha256(&bytes);
    Ok(Made { planned, bytes, proof })
}

/// What could not be proven, as any other mistake is told.
fn not_proven(sheet: &Sheet<'_, '_>, found: &[Finding]) -> Report {
    let mut report = Report::default();
    for finding in found {
        let mut told = finding.diagnostic("not-proven");
        told.message = format!("{}: {}", sheet.planned.file, told.message);
        report.push(told.help(
            "nothing was written; this is a mistake of handbill or of a font: please report it",
        ));
    }
    report
}

/// The plan of what was made. `packet` names the packet, the same at every build of it.
pub fn plan(packet: &str, made: &[Made]) -> Plan {
    let pieces = made.iter().map(|made| made.planned.clone()).collect();
    Plan { version: 1, packet: packet.to_owned(), pieces }
}

fn bleed(loaded: &Loaded<'_>) -> Option<f64> {
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

fn about(job: &Job<'_>, ready: &Prepared<'_>) -> About {
    let titles: Vec<String> = job.texts.iter().map(|text| text.shown_title()).collect();
    let title = match (titles.is_empty(), job.group.get("name")) {
        (false, _) => titles.join("; "),
        (true, Some(name)) => format!("{}: {name}", name::capital(&job.layout.kind)),
        (true, None) => name::capital(&job.layout.kind),
    };
    About {
        title,
        lang: job.lang(),
        owner: job.texts.iter().find_map(|text| text.owner.clone()),
        tags: ready.tags().clone(),
    }
}

fn planned(
    loaded: &Loaded<'_>,
    job: &Job<'_>,
    ready: &Prepared<'_>,
    composition: &Composition<'_, '_>,
    file: &str,
) -> PlannedPiece {
    let sheet = job.layout.sheet();
    let round = |points: f64| (points * 1000.0).round() / 1000.0;
    PlannedPiece {
        file: file.to_owned(),
        text: job.texts.iter().map(|t| t.name.as_str()).collect::<Vec<_>>().join("+"),
        layout: job.layout.name.clone(),
        theme: job.theme.name.clone(),
        paper: PlannedPaper {
            name: job.layout.paper.name.clone(),
            width_pt: round(sheet.w),
            height_pt: round(sheet.h),
        },
        pages: composition.pages(),
        copies: loaded.copies,
        left_out: ready.left_out().to_vec(),
        sizes: composition
            .sizes()
            .into_iter()
            .map(|(frame, size)| PlannedSize { frame, size_pt: round(size) })
            .collect(),
        sha256: String::new(),
    }
}

/// A packet of one piece, as `make` has it.
pub fn single(piece: Piece, folder: PathBuf) -> Packet {
    Packet {
        source: crate::diag::Source::new("", ""),
        folder,
        group: Group::default(),
        fonts: Vec::new(),
        pieces: vec![piece],
    }
}
