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
mod name;
mod ought;
mod plan_page;
mod printer;
mod share;
mod sheets;
mod tiled;
mod write;

use std::path::PathBuf;

use crate::check::{Areas, Reach};
use crate::compose::{Composition, Job, Prepared};
use crate::diag::Report;
use crate::font::Book;
use crate::load::Library;
use crate::model::{
    Calibration, Date, Group, Orientation, Packet, Piece, Plan, PlannedPaper,
    PlannedPiece, PlannedPrint, PlannedSize, Rules, Text,
};
use crate::page::{About, Duplex, Page, Seal};
use crate::prove::{Expected, Proof};
use crate::unit::{Distance, INCH, Paper};
use imposed::Imposed;
use load::Loaded;
use sheets::{Placing, Way};

pub use calibrate::calibration_sheet;
pub use collect::{MadeCollection, collections};
pub use ought::{Ought, ought, ought_of, ought_of_texts};
pub use plan_page::{MadePage, PLAN_PAGE, Printed, is_plan_page, plan_page};
pub use write::write;

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
    /// The sheets that every piece is cut up over.
    pub tile: Option<Paper>,
    /// The stock that every piece is printed on.
    pub stock: Option<String>,
    /// How it stands.
    pub orientation: Option<Orientation>,
    /// Copies of every piece.
    pub copies: Option<u32>,
    /// The group.
    pub group: Option<Group>,
    /// How far away every text must be readable.
    pub reads_to: Option<Distance>,
    /// How the printer that the sheets are for stands to the paper.
    pub printer: Option<Calibration>,
    /// What day it is: for what grows stale. Without it nothing does.
    pub today: Option<Date>,
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
    /// How far its text can be read; nothing for a piece without words.
    pub reach: Option<Reach>,
    /// Its pages on sheets, if it is cut up, folded, or comes several on a sheet.
    pub imposed: Option<Imposed>,
    /// Its first pages, painted already.
    pages: &'s [Page],
    /// How its pages come on sheets, if they do.
    placing: Option<&'s Placing>,
    /// The printer that it is for.
    printer: Option<&'s Calibration>,
}

impl Sheet<'_, '_> {
    /// A page of it.
    pub fn page(&self, at: usize) -> Page {
        self.pages.get(at).cloned().unwrap_or_else(|| self.composition.page(at))
    }

    /// How many pages its file has.
    pub fn printed(&self) -> usize {
        let imposed = self.imposed.as_ref().map(|imposed| imposed.pages.len());
        imposed.unwrap_or_else(|| self.composition.pages())
    }

    /// A page of its file, as it comes out of the printer.
    pub fn printed_page(&self, at: usize) -> Page {
        match &self.imposed {
            Some(imposed) => imposed.pages[at].clone(),
            None => self.page(at),
        }
    }

    /// How far its pages run past the paper: bleed, and the room for marks.
    fn beyond(&self) -> Option<f64> {
        let printed = self.imposed.as_ref().and_then(|imposed| imposed.pages.first());
        let all = match printed {
            Some(page) => page.rim(),
            None => self.job.bleed.unwrap_or(0.0),
        };
        (all > 0.0).then_some(all)
    }

    /// Which sides of its paper are printed.
    pub fn duplex(&self) -> Duplex {
        match &self.imposed {
            Some(imposed) => imposed.duplex,
            None => Duplex::of(self.printed(), self.job.layout.sheet()),
        }
    }

    /// A page of its file, as this printer is to get it.
    fn placed_page(&self, at: usize) -> Page {
        let page = self.printed_page(at);
        match self.printer {
            Some(own) => printer::placed(page, at, self.duplex(), own),
            None => page,
        }
    }

    /// What its file is about.
    fn file_about(&self) -> &About {
        self.imposed.as_ref().map_or(&self.about, |imposed| &imposed.about)
    }

    /// What its file ought to say.
    fn expected(&self) -> Expected {
        match &self.imposed {
            Some(imposed) => imposed.expected.clone(),
            None => expect::expected(self.job),
        }
    }

    /// What the seal of its file says of its sources.
    fn named(&self) -> Seal {
        let named = expect::named(self.job);
        match self.imposed.as_ref().and_then(|imposed| imposed.folded) {
            Some(folded) => named.with("folded", folded),
            None => named,
        }
    }

    /// Whether it is to be printed on plain card: what is folded and stands by itself, and
    /// cards that are cut by hand.
    pub fn is_card(&self) -> bool {
        let layout = self.job.layout;
        match self.placing.map(|placing| &placing.way) {
            Some(Way::Cards { stock: Some(stock), .. }) => stock.by_hand,
            Some(Way::Cards { sheet, .. }) => {
                !sheet.folds.is_empty()
                    || layout.kind.split([' ', '-']).any(|word| word == "card")
            }
            _ => plan_page::stands(layout) && layout.is_folded(),
        }
    }

    /// Whether distances are told in metres: on ISO paper.
    pub fn is_metric(&self) -> bool {
        far::is_metric(self.job.layout)
    }
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
        let mut sheet = Sheet {
            index,
            piece: loaded[index].piece,
            job: &jobs[index],
            prepared: ready,
            planned: inspect::planned(
                planned(&loaded[index], &jobs[index], ready, composition, &files[index]),
                &inspected.outcome,
            ),
            about: about(&jobs[index], ready),
            composition,
            reach: inspected.outcome.reach,
            imposed: None,
            pages: &inspected.pages,
            placing: loaded[index].placing.as_ref(),
            printer: order.over.printer.as_ref(),
        };
        let own = &loaded[index];
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

/// The plan of what was made. `packet` names the packet, the same at every build of it.
pub fn plan(packet: &str, made: &[Made]) -> Plan {
    let pieces = made.iter().map(|made| made.planned.clone()).collect();
    Plan::new(packet.to_owned(), pieces)
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
    let mut planned = PlannedPiece {
        file: file.to_owned(),
        text: job.texts.iter().map(|t| t.name.as_str()).collect::<Vec<_>>().join("+"),
        layout: job.layout.name.clone(),
        theme: job.theme.name.clone(),
        paper: PlannedPaper {
            name: job.layout.paper.name.clone(),
            width_pt: round(sheet.w),
            height_pt: round(sheet.h),
        },
        tiles: None,
        sheet: None,
        pages: composition.pages(),
        copies: loaded.copies,
        sides: String::new(),
        flip: String::new(),
        sheets: 0,
        beyond_pt: None,
        scale: 1.0,
        offsets: None,
        print: PlannedPrint::default(),
        left_out: ready.left_out().to_vec(),
        sizes: composition
            .sizes()
            .into_iter()
            .map(|(frame, size)| PlannedSize { frame, size_pt: round(size) })
            .collect(),
        reads_to_ft: None,
        ink: 0.0,
        sha256: String::new(),
    };
    planned.turn(Duplex::of(planned.pages, sheet), job.layout.paper.pwg());
    planned
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
