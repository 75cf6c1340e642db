//! What the plan has to know of a piece: its paper, and what is done with it once it is printed.

use crate::impose::{CardSheet, CutTile, FoldSheet, Folded, row_letter, tile_corner};
use crate::model::{Content, Drawing, DrawingKind, Layout, PlannedPiece, Stock, Theme};
use crate::press::Sheet;
use crate::press::placing::{Placing, Way};
use crate::unit::{Expr, Family, INCH, Paper, Pt, Scale, Size};

/// Paper whose short side is as long as this hangs on a wall: 11x17 in, A3.
const WALL: f64 = 11.0 * INCH - 0.01;

/// What the plan has to know of a piece.
pub struct Printed {
    /// Its entry in the plan.
    pub(super) planned: PlannedPiece,
    /// What kind of sheet it is: `handout`, `tent`.
    pub(super) kind: String,
    /// The finished page.
    pub(super) size: Size,
    /// Its paper's family.
    pub(super) family: Family,
    /// Whether a ruler of two inches stands on it.
    pub(super) has_ruler: bool,
    /// How far away it can be read, and in words.
    pub(super) reads_to: Option<(f64, String)>,
    /// What it is cut into.
    pub(super) tile: Option<CutTile>,
    /// The folds of its layout, on its own sheet or on each card.
    pub(super) folded: Option<Folded>,
    /// Whether it has a flap for the glue.
    pub(super) has_flap: bool,
    /// Whether it is printed on plain card.
    pub(super) on_card: bool,
    /// What stands on its sheet.
    pub(super) on: On,
    /// Whether a copy shop prints it, since it runs past its trim or has marks around it.
    pub(super) for_shop: bool,
    /// Its colours.
    pub(super) theme: Theme,
}

/// What stands on a sheet.
pub(super) enum On {
    /// A page.
    Page,
    /// Cards beside and below each other.
    Cards(Box<Cards>),
    /// Pages that are folded.
    Folds(FoldSheet),
}

/// Cards on a sheet.
pub(super) struct Cards {
    pub(super) sheet: CardSheet,
    /// The stock, if it is one.
    pub(super) stock: Option<Stock>,
    /// Whether they are different cards, dealt out to piles.
    pub(super) in_piles: bool,
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
            folded: folded(layout, sheet.placing),
            has_flap: layout.panels.iter().any(|panel| panel.name == "flap"),
            on_card: sheet.is_card(),
            on: on(sheet),
            for_shop: planned.beyond_pt.is_some(),
            theme: sheet.job.theme.clone(),
        }
    }

    /// Its sheets, copies and map counted.
    pub(super) fn sheets(&self) -> usize {
        self.planned.sheets * self.planned.print.copies as usize
    }

    /// The paper that goes into the printer.
    pub(super) fn paper(&self) -> Paper {
        let own = &self.planned.paper;
        Paper::find(&own.name).unwrap_or_else(|| Paper {
            name: own.name.clone(),
            size: Size {
                w: own.width_pt.min(own.height_pt),
                h: own.width_pt.max(own.height_pt),
            },
            family: self.family,
        })
    }

    /// Its stock, if it is bought by its number.
    pub(super) fn stock(&self) -> Option<&Stock> {
        let stock = self.cards()?.stock.as_ref()?;
        (!stock.by_hand).then_some(stock)
    }

    pub(super) fn cards(&self) -> Option<&Cards> {
        match &self.on {
            On::Cards(cards) => Some(cards),
            _ => None,
        }
    }

    /// The sheets that it is folded of.
    pub(super) fn fold_sheet(&self) -> Option<&FoldSheet> {
        match &self.on {
            On::Folds(sheet) => Some(sheet),
            _ => None,
        }
    }

    /// Whether anything is folded.
    pub(super) fn is_folded(&self) -> bool {
        self.folded.is_some() || self.fold_sheet().is_some()
    }

    /// Whether it hangs on a wall.
    pub(super) fn hangs(&self) -> bool {
        let is_large = self.size.short() >= WALL && self.fold_sheet().is_none();
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

/// What stands on the sheet of a piece.
fn on(sheet: &Sheet<'_, '_>) -> On {
    match sheet.placing.map(|placing| &placing.way) {
        Some(Way::Cards { sheet: own, stock, .. }) => {
            let dealt = sheet.imposed.as_ref().and_then(|imposed| imposed.folded);
            On::Cards(Box::new(Cards {
                sheet: own.clone(),
                stock: stock.as_deref().cloned(),
                in_piles: dealt.is_some(),
            }))
        }
        Some(Way::Folded(own)) => {
            On::Folds(FoldSheet { rtl: sheet.job.is_rtl(), ..own.clone() })
        }
        Some(Way::Trimmed { .. }) | None => On::Page,
    }
}

/// The folds of a layout on its page; of cards, those of one card.
fn folded(layout: &Layout, placing: Option<&Placing>) -> Option<Folded> {
    let (sheet, across, along) = match placing.map(|placing| &placing.way) {
        Some(Way::Cards { sheet, stock, .. }) => {
            let folds = stock.as_ref().map_or(&sheet.folds, |stock| &stock.folds);
            (sheet.card, folds.clone(), Vec::new())
        }
        Some(Way::Trimmed { folds, .. })
            if !(folds.0.is_empty() && folds.1.is_empty()) =>
        {
            (layout.sheet(), folds.0.clone(), folds.1.clone())
        }
        Some(Way::Folded(_)) => return None,
        Some(Way::Trimmed { .. }) | None => {
            let size = layout.sheet();
            let (across, along) = (&layout.folds_across, &layout.folds_along);
            (size, at(across, size, size.h), at(along, size, size.w))
        }
    };
    let on_stock = placing.is_some_and(|placing| placing.stock().is_some());
    let folded = Folded { sheet, across, along, stands: on_stock || layout.stands() };
    (!folded.across.is_empty() || !folded.along.is_empty()).then_some(folded)
}

/// Where folds are, in points.
fn at(folds: &[Expr], sheet: Size, whole: Pt) -> Vec<Pt> {
    let scale = Scale { em: 0.0, b: 0.0, s: sheet.short(), whole };
    folds.iter().map(|fold| fold.at(&scale)).collect()
}
