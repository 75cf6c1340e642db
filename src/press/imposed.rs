//! The composed pages of a piece on their sheets.

use super::order::{Order, at_place};
use super::placing::{Placing, Way};
use super::sheet::{Imposed, Sheet};
use super::{advice, expect};
use crate::compose::{Job, Prepared};
use crate::diag::{Diagnostic, Report};
use crate::impose::{CardSheet, FoldSheet, folded, nup, trimmed};
use crate::model::{
    Layout, PlannedPaper, PlannedPiece, PlannedPrint, PlannedSheet, PlannedStock,
};
use crate::page::{About, Duplex, Page, TagId};
use crate::prove::Expected;
use crate::unit::Size;

/// Puts the pages of a piece on their sheets, and says so in its plan.
///
/// # Errors
/// A back that does not fit, and more pages than a fold takes.
pub fn imposed(
    order: &Order<'_>,
    sheet: &mut Sheet<'_, '_>,
    placing: &Placing,
    back: Option<&Layout>,
) -> Result<Imposed, Report> {
    let job = sheet.job;
    let count = sheet.composition.pages();
    let mut pages: Vec<Page> = Vec::new();
    for at in 0..count {
        let own = sheet.page(at);
        let (number, _) = job.layout.numbered(at, count);
        let blank = Page { layers: Vec::new(), ..own.clone() };
        pages.resize(number - 1, blank);
        pages.push(own);
    }
    let mut imposed = match &placing.way {
        Way::Folded(own) => {
            let own = FoldSheet { rtl: job.is_rtl(), ..own.clone() };
            if let Some(most) = own.most().filter(|most| pages.len() > *most) {
                return Err(too_many(order, sheet, &own, [pages.len(), most]));
            }
            Imposed {
                pages: folded(&pages, &own, job.book),
                about: sheet.about.clone(),
                expected: expect::expected(job),
                duplex: own.flip,
                prints: sheet.planned.copies,
                folded: Some(own.fold.word()),
                cuts: None,
            }
        }
        Way::Cards { sheet: own, turn, .. } => cards(sheet, &pages, own, *turn, back)?,
        Way::Trimmed { marks, folds } => {
            let with_marks = |page| trimmed(page, marks, folds, job.book);
            return Ok(Imposed {
                pages: pages.iter().map(with_marks).collect(),
                about: sheet.about.clone(),
                expected: expect::expected(job),
                duplex: Duplex::of(pages.len(), job.layout.sheet()),
                prints: sheet.planned.copies,
                folded: None,
                cuts: None,
            });
        }
    };
    if imposed.pages.len() == 1 {
        imposed.duplex = Duplex::Off;
    }
    let ink = ink(sheet, placing, &pages);
    plan(&mut sheet.planned, placing, &imposed, ink);
    Ok(imposed)
}

/// Cards dealt out, with their backs.
fn cards(
    sheet: &Sheet<'_, '_>,
    pages: &[Page],
    own: &CardSheet,
    turn: Duplex,
    back: Option<&Layout>,
) -> Result<Imposed, Report> {
    let job = sheet.job;
    let own_back = job.layout.panels.iter().any(|panel| panel.back);
    let (fronts, own_backs) = pages.split_at(if own_back { 1 } else { pages.len() });
    let (mut backs, mut about) = (own_backs.to_vec(), sheet.about.clone());
    let mut expected = expect::expected(job);
    if let Some(layout) = back {
        let (pages, both, of_back) = back_pages(sheet, layout)?;
        (backs, about) = (pages, both);
        expected.strands.extend(of_back.strands);
        expected.marks.extend(of_back.marks);
    }
    let (sheets, sets) = own.deal(fronts.len());
    let sets = u32::try_from(sets).expect("few sets");
    Ok(Imposed {
        pages: nup(fronts, &backs, own, turn, job.book),
        about,
        expected,
        duplex: if backs.is_empty() { Duplex::Off } else { turn },
        prints: sheet.planned.copies.div_ceil(sets),
        folded: (sheets > 1).then_some("cards"),
        cuts: None,
    })
}

/// The share of the sheets that is inked: the pages', less what is left free around them.
fn ink(sheet: &Sheet<'_, '_>, placing: &Placing, pages: &[Page]) -> f64 {
    let area = |size: Size| size.w * size.h;
    let own = area(pages.first().map_or(Size::default(), |page| page.trim));
    let (on_them, whole) = match &placing.way {
        Way::Folded(fold) => {
            let sides = fold.sides(pages.len()).len();
            (pages.len() as f64, area(fold.size) * sides as f64)
        }
        Way::Cards { sheet, .. } => {
            let faces = if sheet.twin.is_some() { 2 } else { 1 };
            ((sheet.count() * faces) as f64, area(sheet.size))
        }
        Way::Trimmed { .. } => (1.0, own),
    };
    let share = sheet.planned.ink * own * on_them / whole.max(1.0);
    (share * 10_000.0).round() / 10_000.0
}

/// The pages of the back, whose elements follow those of the front.
fn back_pages(
    sheet: &Sheet<'_, '_>,
    layout: &Layout,
) -> Result<(Vec<Page>, About, Expected), Report> {
    let job = Job { layout, bleed: None, ..*sheet.job };
    let ready = Prepared::new(&job)?;
    let found = ready
        .search()
        .map_err(|overset| Report::from(advice::overset_of(&job, &overset)))?;
    let composed = ready.compose(found).expect("the size was found to fit");
    let mut about = sheet.about.clone();
    let by = about.tags.append(ready.tags(), TagId::DOCUMENT);
    let page = |at| {
        let page: Page = composed.page(at);
        Page {
            layers: page.layers.into_iter().map(|layer| layer.retagged(by)).collect(),
            ..page
        }
    };
    let pages = (0..composed.pages()).map(page).collect();
    Ok((pages, about, expect::expected(&job)))
}

fn too_many(
    order: &Order<'_>,
    sheet: &Sheet<'_, '_>,
    own: &FoldSheet,
    [pages, most]: [usize; 2],
) -> Report {
    let message = format!(
        "{} makes {pages} pages, and a {} has {most}",
        advice::describe(sheet.job),
        own.fold.shown()
    );
    let finding = Diagnostic::error("fold-pages", message)
        .help("take a `fold = \"booklet\"`, which has as many pages as are needed, a larger paper, or a shorter text");
    at_place(order.packet, &sheet.piece.imposition.range, finding).into()
}

/// Notes in the plan what is printed: the sheets, and what stands on them.
fn plan(planned: &mut PlannedPiece, placing: &Placing, imposed: &Imposed, ink: f64) {
    let size = imposed.pages.first().map_or(Size::default(), |side| side.trim);
    let paper = PlannedPaper::new(&placing.paper.name, size);
    let of = std::mem::replace(&mut planned.paper, paper);
    let media = placing.paper.pwg();
    planned.pages = imposed.pages.len();
    planned.turn(imposed.duplex, media.clone());
    planned.print =
        PlannedPrint::new(&planned.file, media, imposed.duplex, imposed.prints);
    planned.ink = ink;
    planned.sheet = match &placing.way {
        Way::Cards { sheet, stock, .. } => Some(PlannedSheet {
            of,
            columns: sheet.columns,
            rows: sheet.rows,
            fold: None,
            stock: stock.as_ref().map(|stock| PlannedStock {
                number: stock.number().to_owned(),
                name: stock.name.clone(),
                maker: stock.maker.clone(),
                pack: stock.pack,
                known: stock.known.word().to_owned(),
                check_first: stock.check_first(),
            }),
        }),
        Way::Folded(sheet) => Some(PlannedSheet {
            of,
            columns: 0,
            rows: 0,
            fold: Some(sheet.fold.word().to_owned()),
            stock: None,
        }),
        Way::Trimmed { .. } => None,
    };
}
