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
use super::{advice, expect, printer, share, tiled};
use crate::compose::{Composition, Job, Prepared};
use crate::diag::{Report, Source};
use crate::impose::{Cutting, Drawings, Folding, Hung, Stack, drawings};
use crate::load::read_text;
use crate::model::{Fold, Layout, PlannedPage, PlannedPaper, Text};
use crate::page::{About, Artifact, Duplex, Mark, Page, Seal, Shape, TagId};
use crate::prove::{self, Expected, Finding, Proof};
use crate::unit::{Family, Paper, Rect};
use crate::write::{folder, pdf};
use form::{Form, says, without_sentences, without_steps};
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
    let layouts = form.layouts(layout);
    let mut group = order.over.group.as_ref().unwrap_or(&order.packet.group).clone();
    group.details.insert("plan-sheets".to_owned(), steps.total());
    let texts: Vec<&Text> = texts.iter().map(|text| &**text).collect();
    let theme = &printed.first().ok_or_else(Report::default)?.theme;
    let (texts, group, book) = (texts.as_slice(), &group, order.book);
    let job = |layout| Job { layout, texts, theme, group, book, bleed: None };
    let jobs: Vec<Job<'_>> = layouts.iter().map(job).collect();
    let ready = jobs.iter().map(Prepared::new).collect::<Result<Vec<_>, _>>()?;
    let mut found = Vec::new();
    for own in &ready {
        match own.search() {
            Ok(size) => found.push(size),
            Err(_) if form != Form::InOneFlow => return Ok(Tried::TooLong),
            Err(overset) => return Err(advice::overset_of(own.job(), &overset).into()),
        }
    }
    share::sizes(&jobs, &ready, &mut found);
    let composed: Vec<Composition<'_, '_>> = ready
        .iter()
        .zip(found)
        .map(|(own, size)| own.compose(size).expect("the size was found to fit"))
        .collect();
    let counted = composed.iter().map(Composition::pages).sum();
    if counted != pages {
        return Ok(Tried::HasPages(counted));
    }
    let parts: Vec<Part<'_, '_>> = ready.iter().zip(&composed).collect();
    let made = proven(order, &parts, &steps)?;
    Ok(Tried::Made(Box::new(made)))
}

/// A part of the plan with pages of its own.
type Part<'p, 'a> = (&'p Prepared<'a>, &'p Composition<'p, 'a>);

/// What the file is about, and how much further on the elements of each part are.
fn about(parts: &[Part<'_, '_>]) -> (About, Vec<u32>) {
    let (first, _) = parts[0];
    let job = first.job();
    let title = job.texts[0].shown_title();
    let title = match job.group.get("name") {
        Some(name) => format!("{title}: {name}"),
        None => title,
    };
    let mut tags = first.tags().clone();
    let later = parts[1..].iter();
    // The title stands above the steps of all parts.
    let steps = |own: &Prepared<'_>| own.tags().clone().lowered(1);
    let further = later.map(|(own, _)| tags.append(&steps(own), TagId::DOCUMENT));
    let further = std::iter::once(0).chain(further).collect();
    (About { title, lang: job.lang(), owner: None, tags }, further)
}

/// What the plan ought to say: each part its steps, the first also what stands around them.
fn expected(parts: &[Part<'_, '_>]) -> Expected {
    let mut all = expect::expected(parts[0].0.job());
    for (own, _) in &parts[1..] {
        let job = own.job();
        let mut layout = job.layout.clone();
        without_sentences(&mut layout);
        all.strands.extend(expect::expected(&Job { layout: &layout, ..*job }).strands);
    }
    all
}

/// What the first part has said already is not read again: band and foot.
fn said_again(page: Page, frames: &[(String, Rect)], layout: &Layout) -> Page {
    let again = |name: &String| {
        let frame = layout.frames.iter().find(|frame| frame.name == *name);
        frame.is_some_and(says)
    };
    let places = frames.iter().filter(|(name, _)| again(name));
    let places: Vec<Rect> = places.map(|(_, place)| *place).collect();
    let is_again = |shape: &Shape| match shape {
        Shape::Text(run) => {
            let dot = Rect { x: run.at.x, y: run.at.y, w: 0.0, h: 0.0 };
            places.iter().any(|place| place.holds(dot))
        }
        _ => false,
    };
    let layers = page.layers.into_iter().map(|mut layer| {
        let items = Arc::make_mut(&mut layer.items).iter_mut();
        for item in items.filter(|item| is_again(&item.shape)) {
            item.mark = Mark::Artifact(Artifact::Pagination);
        }
        layer
    });
    Page { layers: layers.collect(), ..page }
}

/// The pages of a part, drawn; `by` is how much further on its elements are.
fn pages_of(part: Part<'_, '_>, by: u32, what: &Drawings) -> Vec<Page> {
    let (ready, composed) = part;
    let job = ready.job();
    let page = |at| {
        let (page, frames) = (composed.page(at), composed.frames_on(at));
        let mut page = match by {
            0 => page,
            _ => said_again(page, &frames, job.layout),
        };
        page.layers = page.layers.into_iter().map(|own| own.retagged(by)).collect();
        if at == 0 {
            page.layers.extend(drawings(what, &frames, (job.book, job.theme)));
        }
        page
    };
    (0..composed.pages()).map(page).collect()
}

/// Draws, writes and proves the pages.
fn proven(
    order: &Order<'_>,
    parts: &[Part<'_, '_>],
    steps: &Steps<'_>,
) -> Result<MadePage, Report> {
    let what = what(steps);
    let (about, further) = about(parts);
    let pages =
        parts.iter().zip(further).flat_map(|(part, by)| pages_of(*part, by, &what));
    let pages = pages.enumerate().map(|(at, page)| match &order.over.printer {
        Some(own) => printer::placed(page, at, Duplex::Off, own),
        None => page,
    });
    let mut expected = expected(parts);
    expected.marks.extend(what.phrases());
    let job = parts[0].0.job();
    let draft = pdf::draft(&about, pages, job.book, &pdf::PdfOptions::default());
    let proof = prove::prove(draft.bytes(), job.book, &expected, expect::named(job))
        .map_err(|found| not_proven(PLAN_PAGE, &found))?;
    let bytes = draft.finish(Some(&proof.seal));
    let (paper, size) = (&job.layout.paper, job.layout.sheet());
    let planned = PlannedPage {
        file: PLAN_PAGE.to_owned(),
        paper: PlannedPaper::new(&paper.name, size),
        pages: proof.pages,
        sheets: proof.pages,
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
