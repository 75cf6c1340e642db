//! The plan as a page: what to buy, print, cut, fold and hang.
//!
//! It is composed like any piece: by the layout `plan`, whose text is made of the packet's
//! numbers. Its drawings are artifacts, since the words say all that they show.

mod steps;

use std::sync::Arc;

use super::write::not_proven;
use super::{Order, Sheet, advice, expect, printer, tiled};
use crate::compose::{Composition, Job, Prepared};
use crate::diag::{Report, Source};
use crate::impose::{
    CutTile, Drawings, Folded, Hung, Stack, drawings, row_letter, tile_corner,
};
use crate::load::read_text;
use crate::model::{
    Content, Drawing, DrawingKind, Group, Layout, OnPages, PlannedPage, PlannedPaper,
    PlannedPiece, Text, Theme, Track,
};
use crate::page::{About, Duplex, Seal};
use crate::prove::{self, Finding, Proof};
use crate::unit::{Family, INCH, Paper, Scale, Size};
use crate::write::{folder, pdf};
use steps::Steps;

/// The file of the plan.
pub const PLAN_PAGE: &str = "plan.pdf";
/// The name of its layout and of its text.
const LAYOUT: &str = "plan";
/// How often it is set anew, since it counts its own pages.
const TRIES: usize = 6;
/// Paper whose short side is as long as this hangs on a wall: 11x17 in, A3.
const WALL: f64 = 11.0 * INCH - 0.01;

/// What the plan has to know of a piece.
pub struct Printed {
    /// Its entry in the plan.
    planned: PlannedPiece,
    /// What kind of sheet it is: `handout`, `tent`.
    kind: String,
    /// The finished page.
    size: Size,
    /// Its paper's family.
    family: Family,
    /// Whether a ruler of two inches stands on it.
    has_ruler: bool,
    /// How far away it can be read, and in words.
    reads_to: Option<(f64, String)>,
    /// What it is cut into.
    tile: Option<CutTile>,
    /// How it is folded.
    folded: Option<Folded>,
    /// Its colours.
    theme: Theme,
}

impl Printed {
    /// What there is to know of a sheet that was written.
    pub fn of(sheet: &Sheet<'_, '_>, planned: &PlannedPiece) -> Self {
        let layout = sheet.job.layout;
        let ruler = |content: &Content| {
            matches!(content, Content::Draw(Drawing { kind: DrawingKind::Ruler, .. }))
        };
        let reads_to = sheet.reach.map(|reach| {
            let far = reach.at_20_40();
            (far.feet(), far.shown(sheet.is_metric()))
        });
        Self {
            planned: planned.clone(),
            kind: layout.kind.clone(),
            size: layout.sheet(),
            family: layout.paper.family,
            has_ruler: planned.tiles.is_some()
                || layout.frames.iter().any(|frame| ruler(&frame.content)),
            reads_to,
            tile: cut(sheet),
            folded: folded(layout),
            theme: sheet.job.theme.clone(),
        }
    }

    /// Whether it is to be printed on card: what stands by itself.
    fn on_card(&self) -> bool {
        self.folded.as_ref().is_some_and(|folded| folded.stands)
    }

    /// Whether it hangs on a wall.
    fn hangs(&self) -> bool {
        let is_large = self.size.short() >= WALL;
        self.kind.contains("poster") || is_large || self.planned.tiles.is_some()
    }
}

/// The second tile of the second row, or the last one of fewer.
fn cut(sheet: &Sheet<'_, '_>) -> Option<CutTile> {
    let cuts = sheet.imposed.as_ref()?.cuts.as_ref()?;
    let (row, column) = (1.min(cuts.rows.len() - 2), 1.min(cuts.columns.len() - 2));
    Some(CutTile {
        sheet: cuts.sheet.size,
        corner: tile_corner(cuts),
        seen: Size {
            w: cuts.columns[column + 1] - cuts.columns[column],
            h: cuts.rows[row + 1] - cuts.rows[row],
        },
        glue: cuts.sheet.overlap,
        name: format!("{}{}", row_letter(row), column + 1),
    })
}

/// The folds of a layout, on its sheet.
fn folded(layout: &Layout) -> Option<Folded> {
    let sheet = layout.sheet();
    let at = |fold: &crate::unit::Expr, whole: f64| {
        fold.at(&Scale { em: 0.0, b: 0.0, s: sheet.short(), whole })
    };
    let folded = Folded {
        sheet,
        across: layout.folds_across.iter().map(|fold| at(fold, sheet.h)).collect(),
        along: layout.folds_along.iter().map(|fold| at(fold, sheet.w)).collect(),
        // A tent has one face twice, one of them upside down.
        stands: layout.panels.iter().any(|panel| panel.repeat.is_some())
            || layout.kind.contains("tent"),
    };
    (!folded.across.is_empty() || !folded.along.is_empty()).then_some(folded)
}

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
    let mut pages = 1;
    for times in 0..TRIES {
        match page_of(order, printed, pages, times > 0)? {
            Ok(made) => return Ok(made),
            Err(others) => pages = others,
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

/// The plan, if it has so many pages as it counts itself; else how many it has. A long one
/// lets its table run on.
fn page_of(
    order: &Order<'_>,
    printed: &[Printed],
    pages: usize,
    is_long: bool,
) -> Result<Result<MadePage, usize>, Report> {
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
    if is_long {
        run_on(&mut layout);
    }
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
        Err(_) if !is_long => return Ok(Err(2)),
        Err(overset) => return Err(advice::overset_of(&job, &overset).into()),
    };
    let composed = ready.compose(found).expect("the size was found to fit");
    if composed.pages() != pages {
        return Ok(Err(composed.pages()));
    }
    let about = about(&group, &job, &ready);
    proven(order, &job, &composed, &about, &steps).map(Ok)
}

/// Takes away the frames of the steps that the packet does not need.
fn without_steps(layout: &mut Layout, text: &Text) {
    for step in ["buy", "print", "pieces", "cut", "fold", "hang"] {
        if text.part(step).is_none() {
            let picture = format!("{step}-picture");
            layout.frames.retain(|frame| frame.name != step && frame.name != picture);
        }
    }
}

/// Lets the table of the pieces run on; all else stands on the first page.
fn run_on(layout: &mut Layout) {
    for frame in &mut layout.frames {
        match &mut frame.content {
            Content::Show { flow, .. } if frame.name == "pieces" => *flow = true,
            Content::Say { .. } => {}
            _ => frame.on = OnPages::First,
        }
    }
    for grid in layout.panels.iter_mut().filter_map(|panel| panel.grid.as_mut()) {
        let named = |line: &Vec<String>| line.iter().any(|area| area == "pieces");
        let blank = |line: &Vec<String>| line.iter().all(|area| area == ".");
        for (line, row) in grid.areas.iter().zip(&mut grid.rows) {
            if named(line) {
                *row = Track::Fr(1.0);
            } else if blank(line) {
                *row = Track::Auto;
            }
        }
    }
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
    let mut draft = pdf::draft(about, pages, job.book, &pdf::PdfOptions::default());
    let proof = prove::prove(draft.bytes(), job.book, &expected, expect::named(job))
        .map_err(|found| not_proven(PLAN_PAGE, &found))?;
    draft.seal(&proof.seal);
    let bytes = draft.finish();
    let round = |points: f64| (points * 1000.0).round() / 1000.0;
    let (paper, size) = (&job.layout.paper, job.layout.sheet());
    let planned = PlannedPage {
        file: PLAN_PAGE.to_owned(),
        paper: PlannedPaper {
            name: paper.name.clone(),
            width_pt: round(size.w),
            height_pt: round(size.h),
        },
        pages: composed.pages(),
        sheets: composed.pages(),
        sha256: folder::sha256(&bytes),
    };
    Ok(MadePage { planned, bytes, proof })
}

/// What is drawn: of each kind of sheet the first, and the poster that is read from the
/// furthest.
fn what(steps: &Steps<'_>) -> Drawings {
    let find = |own: fn(&Printed) -> bool| steps.printed.iter().find(|piece| own(piece));
    let folded = find(Printed::on_card).filter(|piece| piece.folded.is_some());
    let folded = folded.or_else(|| find(|piece| piece.folded.is_some()));
    Drawings {
        stacks: steps.stacks().into_iter().map(Stack::from).collect(),
        tile: find(|piece| piece.tile.is_some()).and_then(|piece| piece.tile.clone()),
        folded: folded.and_then(|piece| piece.folded.clone()),
        hung: steps.furthest().map(|piece| Hung {
            size: piece.size,
            height: steps.height(),
            reads_to: piece.reads_to.as_ref().map(|(_, words)| words.clone()),
        }),
    }
}
