//! Whether cards and folded pages fit on their sheets: arithmetic, and what to say when they
//! do not.

use crate::diag::Diagnostic;
use crate::model::{Fold, Layout, Stock};
use crate::unit::{Family, INCH, MM, Paper, Pt, Scale, Size};

/// What is left free around cards on plain paper: a printer's rim, and a tick.
const WASTE: Pt = 0.375 * INCH;
/// How far words stay from a cut on plain paper.
pub const CUT: Pt = 0.125 * INCH;
/// Slip for sums of lengths.
const SLIP: Pt = 0.05;

/// A part of a sheet as a paper of its own: `2x3.5in`.
pub fn part(size: Size, family: Family) -> Paper {
    let (unit, word) = match family {
        Family::Inch => (INCH, "in"),
        Family::Iso => (MM, "mm"),
    };
    let upright = Size { w: size.w.min(size.h), h: size.w.max(size.h) };
    let side = |points: Pt| {
        let text = format!("{:.4}", points / unit);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let name = format!("{}x{}{word}", side(upright.w), side(upright.h));
    Paper { name, size: upright, family }
}

/// The share of a sheet that each of so many columns and rows gets, in whole sixteenths.
pub fn share(sheet: Size, (columns, rows): (usize, usize)) -> Size {
    let sixteenth = INCH / 16.0;
    let share = |whole: Pt, count: usize| {
        ((whole - 2.0 * WASTE) / count as Pt / sixteenth).floor() * sixteenth
    };
    Size { w: share(sheet.w, columns), h: share(sheet.h, rows) }
}

/// The sheet as it lies, columns and rows: the most that fit, upright or lying.
pub fn grid(
    paper: &Paper,
    card: Size,
    nup: Option<(usize, usize)>,
) -> Option<(Size, usize, usize)> {
    let count = |whole: Pt, side: Pt| {
        if (whole - side).abs() < SLIP {
            return 1;
        }
        let fit = ((whole - 2.0 * WASTE + SLIP) / side).floor().max(0.0);
        (0..=500).take_while(|n| f64::from(*n) <= fit).last().map_or(0, |n| n as usize)
    };
    let tried = [paper.size, paper.size.turned()].map(|size| {
        let (columns, rows) = (count(size.w, card.w), count(size.h, card.h));
        let asked = nup.map_or(columns * rows > 0, |(c, r)| c <= columns && r <= rows);
        let (columns, rows) = nup.unwrap_or((columns, rows));
        asked.then_some((size, columns, rows))
    });
    tried.into_iter().flatten().rev().max_by_key(|(_, columns, rows)| columns * rows)
}

/// The card does not fit.
pub fn too_large(card: &Paper, sheet: &Paper, nup: Option<(usize, usize)>) -> Diagnostic {
    let (card, sheet) = (card.shown(), sheet.shown());
    match nup {
        Some((columns, rows)) => Diagnostic::error(
            "sheet-small",
            format!("{columns} by {rows} of {card} do not fit on {sheet} with cut marks around them"),
        )
        .help("leave `nup` out to print as many as fit, or leave `sheet` out: then `paper` is the sheet, and each gets its share"),
        None => Diagnostic::error(
            "sheet-small",
            format!("{card} does not fit on {sheet} with cut marks around it"),
        )
        .help("3/8 in is left free on each side; take a larger `sheet`, or a smaller `paper`"),
    }
}

/// The folds of a layout, taken out of it: from the top, in points.
pub fn take_folds(layout: &mut Layout) -> Vec<Pt> {
    let size = layout.sheet();
    let scale = Scale { em: 0.0, b: 0.0, s: size.short(), whole: size.h };
    let folds = std::mem::take(&mut layout.folds_across);
    folds.iter().map(|fold| fold.at(&scale)).collect()
}

/// The same of folds along it: from the left.
pub fn take_folds_along(layout: &mut Layout) -> Vec<Pt> {
    let size = layout.sheet();
    let scale = Scale { em: 0.0, b: 0.0, s: size.short(), whole: size.w };
    let folds = std::mem::take(&mut layout.folds_along);
    folds.iter().map(|fold| fold.at(&scale)).collect()
}

/// Whether the folds of a layout are those of a stock.
///
/// # Errors
/// They are not.
pub fn same_folds(
    layout: &Layout,
    stock: &Stock,
    across: &[Pt],
    along: &[Pt],
) -> Result<(), Diagnostic> {
    const NEAR: Pt = 1.0;
    let same = across.len() == stock.folds.len()
        && across.iter().zip(&stock.folds).all(|(a, b)| (a - b).abs() < NEAR);
    if same && along.is_empty() {
        return Ok(());
    }
    let number = stock.number();
    let lies = match stock.folds.as_slice() {
        [] => "not folded".to_owned(),
        [fold, ..] => format!("folded {:.2} in from its top", fold / INCH),
    };
    let message = format!(
        "layout `{}` is folded in another way than stock `{number}`, which is {lies}",
        layout.name
    );
    Err(Diagnostic::error("fold-paper", message)
        .help("take a layout that has one face: on tent stock it is printed twice, on both sides of the fold; `handbill list stock` shows what else there is"))
}

/// How much narrower the panel is that is turned in.
pub fn narrower(fold: Fold, family: Family) -> Pt {
    match (fold, family) {
        (Fold::TriFold, Family::Inch) => INCH / 16.0,
        (Fold::TriFold, Family::Iso) => 3.0 * MM,
        _ => 0.0,
    }
}

/// A page of a folded sheet that lies.
pub fn folded_page(fold: Fold, lying: Size, narrower: Pt) -> Size {
    let Size { w, h } = lying;
    match fold {
        Fold::Booklet | Fold::Half => Size { w: w / 2.0, h },
        Fold::TriFold => Size { w: (w - 2.0 * narrower) / 3.0, h },
        Fold::Zine => Size { w: w / 4.0, h: h / 2.0 },
    }
}

/// The pages do not fit on the sheet.
pub fn no_fold(fold: Fold, page: &Paper, sheet: &Paper) -> Diagnostic {
    let (word, pages) = match fold {
        Fold::Booklet | Fold::Half => ("beside each other", 2),
        Fold::TriFold => ("beside each other", 3),
        Fold::Zine => ("in two rows", 8),
    };
    let message = format!(
        "a {} has {pages} pages {word}, and {pages} of {} do not fit on {}",
        fold.shown(),
        page.shown(),
        sheet.shown()
    );
    Diagnostic::error("fold-paper", message)
        .help("`paper` is a page, `sheet` what is printed and folded; leave `sheet` out, and `paper` is the sheet")
}
