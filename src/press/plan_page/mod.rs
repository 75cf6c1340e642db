//! The plan as a page: what to buy, print, cut, fold and hang.
//!
//! It is composed like any piece: by the layout `plan`, whose text is made of the packet's
//! numbers. Its drawings are artifacts, since the words say all that they show.

mod after;
mod buy;
mod form;
mod printed;
mod steps;

use std::sync::Arc;

use super::order::Order;
use super::write::not_proven;
use super::{advice, expect, printer, tiled};
use crate::compose::{Composition, Job, Prepared};
use crate::diag::{Report, Source};
use crate::impose::{Cutting, Drawings, Folding, Hung, Stack, drawings};
use crate::load::read_text;
use crate::model::{Fold, Group, PlannedPage, PlannedPaper, Text};
use crate::page::{About, Duplex, Seal};
use crate::prove::{self, Finding, Proof};
use crate::unit::{Family, Paper};
use crate::write::{folder, pdf};
use form::{Form, without_steps};
use steps::Steps;

pub use printed::Printed;

/// The file of the plan.
pub const PLAN_PAGE: &str = "plan.pdf";
/// The name of its layout and of its text.
const LAYOUT: &str = "plan";
/// How often it is set anew, since it counts its own pages.
const TRIES: usize = 6;

/// The page of a plan that was made.
pub struct MadePage {
    /// The plan's entry.
    pub planned: PlannedPage,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// What was proven of it.
    pub proof: Proof,
}

/// Makes the page of the plan, on the office paper of the first piece's family.
///
/// # Errors
/// What is wrong with the layout `plan`, or could not be proven.
pub fn plan_page(order: &Order<'_>, printed: &[Printed]) -> Result<MadePage, Report> {
    let (mut pages, mut form) = (1, Form::OnePage);
    for _ in 0..TRIES {
        match page_of(order, printed, pages, form)? {
            Tried::Made(made) => return Ok(*made),
            Tried::HasPages(others) => pages = others,
            Tried::TooLong => (pages, form) = (2, form.longer()),
        }
    }
    let miscounted = Finding::new("the plan counts other pages than it has");
    Err(not_proven(PLAN_PAGE, &[miscounted]))
}

/// Whether a seal is that of a plan's page.
pub fn is_plan_page(seal: &Seal) -> bool {
    ["texts", "layout"].iter().all(|name| seal.get(name) == LAYOUT)
}

/// The paper of the plan: Letter or A4.
fn paper(printed: &[Printed]) -> Paper {
    let iso = printed.first().is_some_and(|piece| piece.family == Family::Iso);
    Paper::find(if iso { "a4" } else { "letter" }).expect("office paper is known")
}

/// What comes of an attempt.
enum Tried {
    /// A plan that has so many pages as it counts itself.
    Made(Box<MadePage>),
    /// It has another number of pages.
    HasPages(usize),
    /// It does not fit in this form.
    TooLong,
}

/// The plan in one of its forms, which counts itself as so many pages.
fn page_of(
    order: &Order<'_>,
    printed: &[Printed],
    pages: usize,
    form: Form,
) -> Result<Tried, Report> {
    let paper = paper(printed);
    let steps = Steps::new(printed, &paper, pages);
    let source = Source::new("the plan", steps.text());
    let (text, found) =
        read_text(LAYOUT, &source, &mut |_| unreachable!("the plan has no pictures"));
    if found.has_errors() {
        return Err(found);
    }
    let texts = [Arc::new(text)];
    let mut layout = tiled::own_layout(order, LAYOUT, &texts)?;
    layout.paper = paper.clone();
    without_steps(&mut layout, &texts[0]);
    form.shape(&mut layout);
    let mut group = order.over.group.as_ref().unwrap_or(&order.packet.group).clone();
    group.details.insert("plan-sheets".to_owned(), steps.total());
    let texts: Vec<&Text> = texts.iter().map(|text| &**text).collect();
    let first = printed.first().ok_or_else(Report::default)?;
    let job = Job {
        layout: &layout,
        texts: &texts,
        theme: &first.theme,
        group: &group,
        book: order.book,
        bleed: None,
    };
    let ready = Prepared::new(&job)?;
    let found = match ready.search() {
        Ok(found) => found,
        Err(_) if form != Form::InOneFlow => return Ok(Tried::TooLong),
        Err(overset) => return Err(advice::overset_of(&job, &overset).into()),
    };
    let composed = ready.compose(found).expect("the size was found to fit");
    if composed.pages() != pages {
        return Ok(Tried::HasPages(composed.pages()));
    }
    let about = about(&group, &job, &ready);
    let made = proven(order, &job, &composed, &about, &steps)?;
    Ok(Tried::Made(Box::new(made)))
}

fn about(group: &Group, job: &Job<'_>, ready: &Prepared<'_>) -> About {
    let title = job.texts[0].shown_title();
    let title = match group.get("name") {
        Some(name) => format!("{title}: {name}"),
        None => title,
    };
    About { title, lang: job.lang(), owner: None, tags: ready.tags().clone() }
}

/// Draws, writes and proves the page.
fn proven(
    order: &Order<'_>,
    job: &Job<'_>,
    composed: &Composition<'_, '_>,
    about: &About,
    steps: &Steps<'_>,
) -> Result<MadePage, Report> {
    let what = what(steps);
    let pages = (0..composed.pages()).map(|at| {
        let mut page = composed.page(at);
        if at == 0 {
            let frames = composed.frames_on(0);
            page.layers.extend(drawings(&what, &frames, (job.book, job.theme)));
        }
        match &order.over.printer {
            Some(own) => printer::placed(page, at, Duplex::Off, own),
            None => page,
        }
    });
    let mut expected = expect::expected(job);
    expected.marks.extend(what.phrases());
    let draft = pdf::draft(about, pages, job.book, &pdf::PdfOptions::default());
    let proof = prove::prove(draft.bytes(), job.book, &expected, expect::named(job))
        .map_err(|found| not_proven(PLAN_PAGE, &found))?;
    let bytes = draft.finish(Some(&proof.seal));
    let (paper, size) = (&job.layout.paper, job.layout.sheet());
    let planned = PlannedPage {
        file: PLAN_PAGE.to_owned(),
        paper: PlannedPaper::new(&paper.name, size),
        pages: composed.pages(),
        sheets: composed.pages(),
        sha256: folder::sha256(&bytes),
    };
    Ok(MadePage { planned, bytes, proof })
}

/// What is drawn: of each kind of sheet the first, and the poster that is read from the
/// furthest.
fn what(steps: &Steps<'_>) -> Drawings {
    Drawings {
        stacks: steps.stacks().into_iter().map(Stack::from).collect(),
        cutting: cutting(steps.printed),
        folding: folding(steps.printed),
        hung: steps.furthest().map(|piece| Hung {
            size: piece.size,
            height: steps.height(),
            reads_to: piece.reads_to.as_ref().map(|(_, words)| words.clone()),
        }),
    }
}

/// What is cut: tiles before cards, and both before a zine and what only comes apart.
fn cutting(printed: &[Printed]) -> Option<Cutting> {
    let tile = printed.iter().find_map(|piece| piece.tile.clone());
    let cards = |cut: bool| {
        let mut own = printed.iter().filter_map(Printed::cards);
        own.find(|cards| cards.sheet.cut == cut).map(|cards| cards.sheet.clone())
    };
    let zine = || {
        let mut own = printed.iter().filter_map(Printed::fold_sheet);
        own.find(|sheet| sheet.fold == Fold::Zine).cloned()
    };
    tile.map(Cutting::Tile)
        .or_else(|| cards(true).map(Cutting::Cards))
        .or_else(|| zine().map(Cutting::Zine))
        .or_else(|| cards(false).map(Cutting::Apart))
}

/// What is folded, one of each kind: what stands, what lies, and each fold of sheets.
fn folding(printed: &[Printed]) -> Vec<Folding> {
    let own = |stands: bool| {
        let mut all = printed.iter().filter_map(|piece| piece.folded.as_ref());
        all.find(|folded| folded.stands == stands).cloned().map(Folding::Layout)
    };
    let sheet = |(_, fold): (&str, Fold)| {
        let mut all =
            printed.iter().filter(|p| p.fold_sheet().is_some_and(|s| s.fold == fold));
        let piece = all.next()?;
        let own = piece.fold_sheet()?.clone();
        Some(Folding::Sheets(own, piece.planned.sheets))
    };
    let sheets = Fold::WORDS.into_iter().filter_map(sheet);
    own(true).into_iter().chain(own(false)).chain(sheets).collect()
}
