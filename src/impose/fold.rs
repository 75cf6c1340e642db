//! Pages on sheets that are folded: booklets, cards, tri-folds and zines.
//!
//! Each side of a sheet is a list of pages, each with its place and turn. Pages are read in
//! their own order, whatever sheet they stand on.

use super::edges::{Edges, Mark};
use super::nup::face;
use crate::font::Book;
use crate::model::{Fold, SheetMark};
use crate::page::{Duplex, Layer, Page};
use crate::unit::{Matrix, Point, Pt, Rect, Size, Turn};

/// Sheets that are folded.
#[derive(Clone, Debug, PartialEq)]
pub struct FoldSheet {
    /// The sheet as it lies: wider than high.
    pub size: Size,
    /// A page; of a tri-fold the narrowest.
    pub page: Size,
    /// How it is folded.
    pub fold: Fold,
    /// How thick the paper is.
    pub thickness: Pt,
    /// How much narrower the panel is that is turned in.
    pub narrower: Pt,
    /// Whether it is bound on the right.
    pub rtl: bool,
    /// How it turns between front and back.
    pub flip: Duplex,
    /// The marks that are asked for.
    pub marks: Vec<SheetMark>,
}

/// A page in its place on a side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// The page, from 0.
    pub page: usize,
    /// The top left corner of its place.
    pub at: Point,
    /// How it is turned.
    pub turn: Turn,
}

/// The pages of the sides of a saddle-stitched sheet, from 1: `sheet` is counted from the
/// outside, `pages` is a multiple of four.
pub fn signature(pages: usize, sheet: usize) -> [[usize; 2]; 2] {
    let (low, high) = (2 * sheet, pages - 2 * sheet);
    [[high, low + 1], [low + 2, high - 1]]
}

/// One-sided sheet of eight pages: the top row, turned over, and the row below it.
const ZINE: [[usize; 4]; 2] = [[5, 4, 3, 2], [6, 7, 8, 1]];
/// The outside and the inside of a tri-fold; the narrow panel is the first of the outside.
const TRI_FOLD: [[usize; 3]; 2] = [[5, 6, 1], [2, 3, 4]];

impl FoldSheet {
    /// The part of the sheet that the pages cover, in its middle.
    pub fn block(&self) -> Rect {
        let Size { w, h } = self.page;
        let (w, h) = match self.fold {
            Fold::Booklet | Fold::Half => (2.0 * w, h),
            Fold::TriFold => (3.0 * w + 2.0 * self.narrower, h),
            Fold::Zine => (4.0 * w, 2.0 * h),
        };
        let (x, y) = ((self.size.w - w) / 2.0, (self.size.h - h) / 2.0);
        Rect { x, y, w, h }
    }

    /// Whether the pages are cut out of a larger sheet.
    pub fn has_waste(&self) -> bool {
        let block = self.block();
        block.x > 0.01 || block.y > 0.01
    }

    /// The most pages that it takes; a booklet takes any number.
    pub fn most(&self) -> Option<usize> {
        match self.fold {
            Fold::Booklet => None,
            Fold::Half => Some(4),
            Fold::TriFold => Some(6),
            Fold::Zine => Some(8),
        }
    }

    /// Whether both sides of its sheets are printed.
    pub fn is_two_sided(&self) -> bool {
        self.fold != Fold::Zine
    }

    /// Where so many pages stand, side by side of the sheets: front and back in turn.
    pub fn sides(&self, pages: usize) -> Vec<Vec<Placed>> {
        let mut sides = match self.fold {
            Fold::Booklet | Fold::Half => self.booklet(pages),
            Fold::TriFold => TRI_FOLD.map(|side| self.tri_fold(side)).to_vec(),
            Fold::Zine => vec![self.zine()],
        };
        for (at, side) in sides.iter_mut().enumerate() {
            side.retain(|placed| placed.page < pages);
            side.sort_by_key(|placed| placed.page);
            // Turned about its long edge a lying sheet comes back upside down.
            if at % 2 == 1 && self.flip == Duplex::LongEdge {
                side.iter_mut().for_each(|placed| *placed = self.over(*placed));
            }
        }
        sides
    }

    /// Saddle stitch: the inner sheets stand nearer to the fold, by what the sheets around
    /// them take.
    fn booklet(&self, pages: usize) -> Vec<Vec<Placed>> {
        let whole = pages.div_ceil(4).max(1) * 4;
        let block = self.block();
        let mut sides = Vec::new();
        for sheet in 0..whole / 4 {
            let creep = sheet as Pt * self.thickness;
            for mut pair in signature(whole, sheet) {
                if self.rtl {
                    pair.reverse();
                }
                let xs = [block.x + creep, block.x + self.page.w - creep];
                let place = |(page, x): (usize, Pt)| Placed {
                    page: page - 1,
                    at: Point { x, y: block.y },
                    turn: Turn::None,
                };
                sides.push(pair.into_iter().zip(xs).map(place).collect());
            }
        }
        sides
    }

    fn tri_fold(&self, side: [usize; 3]) -> Vec<Placed> {
        let block = self.block();
        let wide = self.page.w + self.narrower;
        let mut x = block.x;
        let mut placed = Vec::new();
        let order = if self.rtl { [2, 1, 0] } else { [0, 1, 2] };
        for page in order.map(|at| side[at]) {
            let narrow = matches!(page, 4 | 5);
            let own = if narrow { self.page.w } else { wide };
            let at = Point { x: x + (own - self.page.w) / 2.0, y: block.y };
            placed.push(Placed { page: page - 1, at, turn: Turn::None });
            x += own;
        }
        placed
    }

    fn zine(&self) -> Vec<Placed> {
        let block = self.block();
        let mut placed = Vec::new();
        for (row, pages) in ZINE.iter().enumerate() {
            for (column, page) in pages.iter().enumerate() {
                let column = if self.rtl { 3 - column } else { column };
                let x = block.x + column as Pt * self.page.w;
                let at = Point { x, y: block.y + row as Pt * self.page.h };
                let turn = if row == 0 { Turn::Over } else { Turn::None };
                placed.push(Placed { page: page - 1, at, turn });
            }
        }
        placed
    }

    /// The same page on the sheet turned over.
    fn over(&self, placed: Placed) -> Placed {
        let turn = if placed.turn == Turn::None { Turn::Over } else { Turn::None };
        let x = self.size.w - placed.at.x - self.page.w;
        let y = self.size.h - placed.at.y - self.page.h;
        Placed { at: Point { x, y }, turn, ..placed }
    }

    /// Where a side is folded: places from its left; a zine also in the middle, across.
    pub fn folds(&self, back: bool) -> Vec<Pt> {
        let block = self.block();
        let wide = self.page.w + self.narrower;
        match self.fold {
            Fold::Booklet | Fold::Half => vec![block.x + self.page.w],
            Fold::Zine => (1..4).map(|n| block.x + Pt::from(n) * self.page.w).collect(),
            Fold::TriFold if back != self.rtl => {
                vec![block.x + wide, block.x + 2.0 * wide]
            }
            Fold::TriFold => {
                vec![block.x + self.page.w, block.x + self.page.w + wide]
            }
        }
    }
}

/// The sides of the sheets that pages are printed on, in the order in which they are printed.
pub fn folded(pages: &[Page], sheet: &FoldSheet, book: &Book) -> Vec<Page> {
    let sides = sheet.sides(pages.len());
    let side = |(at, placed): (usize, &Vec<Placed>)| {
        let mut layers = Vec::new();
        for own in placed {
            let matrix = Matrix::place(own.at, sheet.page, own.turn);
            let rank = u32::try_from(own.page + 1).expect("few pages");
            let on = face(&pages[own.page], matrix, true);
            layers.extend(on.into_iter().map(|layer| Layer { rank, ..layer }));
        }
        layers.extend(marks(sheet, at % 2 == 1, book));
        Page { trim: sheet.size, bleed: 0.0, slug: 0.0, layers }
    };
    sides.iter().enumerate().map(side).collect()
}

/// What stands around the pages: where they are cut out, and on request where they are
/// folded; the one cut of a zine.
fn marks(sheet: &FoldSheet, back: bool, book: &Book) -> Vec<Layer> {
    let block = sheet.block();
    let mut edges = Edges::new(sheet.size, block, book);
    let asks = |mark| sheet.marks.contains(&mark);
    if asks(SheetMark::Crop) || (sheet.has_waste() && !back) {
        [block.x, block.right()].iter().for_each(|x| edges.upright(*x, Mark::Cut));
        [block.y, block.bottom()].iter().for_each(|y| edges.across(*y, Mark::Cut));
    }
    if asks(SheetMark::Fold) {
        sheet.folds(back).iter().for_each(|x| edges.upright(*x, Mark::Fold));
    }
    if asks(SheetMark::Registration) {
        edges.registration();
    }
    if sheet.fold == Fold::Zine {
        let y = block.y + sheet.page.h;
        edges.cut((block.x + sheet.page.w, y), (block.x + 3.0 * sheet.page.w, y));
    }
    edges.layers()
}
