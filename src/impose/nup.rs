//! Several on a sheet: cards and tents on stock, or on plain paper that is cut by hand.
//!
//! The first copy of a card is read by who listens; all others are art.

use std::sync::Arc;

use super::edges::{Edges, Mark};
use crate::font::Book;
use crate::page::{Duplex, Layer, Page};
use crate::unit::{Matrix, Point, Pt, Rect, Size, Turn};

/// A sheet of cards.
#[derive(Clone, Debug, PartialEq)]
pub struct CardSheet {
    /// The sheet as it lies.
    pub size: Size,
    /// The top left corner of the first card.
    pub origin: Point,
    /// From one card to the next.
    pub pitch: Size,
    /// A card before it is folded.
    pub card: Size,
    /// How many stand side by side.
    pub columns: usize,
    /// How many stand below each other.
    pub rows: usize,
    /// Folds across a card that are marked, from its top.
    pub folds: Vec<Pt>,
    /// Whether it is cut by hand, along marks.
    pub cut: bool,
    /// Where a card is folded when its page is one of two alike faces: the page stands below
    /// the fold, and once more above it, turned over.
    pub twin: Option<Pt>,
}

impl CardSheet {
    /// How many cards there are on it.
    pub fn count(&self) -> usize {
        self.columns * self.rows
    }

    /// Where a card stands, counted row by row from the top left.
    pub fn slot(&self, at: usize) -> Rect {
        let (column, row) = (at % self.columns, at / self.columns);
        Rect {
            x: self.origin.x + column as Pt * self.pitch.w,
            y: self.origin.y + row as Pt * self.pitch.h,
            w: self.card.w,
            h: self.card.h,
        }
    }

    /// Where the back of a card stands on the other side of the sheet.
    pub fn back_slot(&self, at: usize, turn: Duplex) -> Rect {
        let front = self.slot(at);
        let sideways = (turn == Duplex::ShortEdge) == (self.size.w > self.size.h);
        if sideways {
            Rect { x: self.size.w - front.right(), ..front }
        } else {
            Rect { y: self.size.h - front.bottom(), ..front }
        }
    }

    /// The edges of the cards: from the sheet's left, and from its top.
    pub fn cuts(&self) -> (Vec<Pt>, Vec<Pt>) {
        let edges = |from: Pt, pitch: Pt, side: Pt, count: usize| {
            let both =
                |at: usize| [from + at as Pt * pitch, from + at as Pt * pitch + side];
            let mut all: Vec<Pt> = (0..count).flat_map(both).collect();
            all.dedup_by(|a, b| (*a - *b).abs() < 0.01);
            all
        };
        (
            edges(self.origin.x, self.pitch.w, self.card.w, self.columns),
            edges(self.origin.y, self.pitch.h, self.card.h, self.rows),
        )
    }

    /// How many sheets one set of cards takes, and how many sets stand on them.
    pub fn deal(&self, cards: usize) -> (usize, usize) {
        let sheets = cards.div_ceil(self.count()).max(1);
        (sheets, (self.count() * sheets / cards.max(1)).max(1))
    }
}

/// Deals cards out: the sheets, front and back in turn where there are backs. Of several
/// cards those that follow each other lie on sheets that follow each other, so that the piles
/// need no sorting when they are cut.
pub fn nup(
    fronts: &[Page],
    backs: &[Page],
    sheet: &CardSheet,
    turn: Duplex,
    book: &Book,
) -> Vec<Page> {
    let (sheets, sets) = sheet.deal(fronts.len());
    let card_at = |on: usize, slot: usize| {
        let card = slot * sheets + on;
        (card < sets * fronts.len()).then_some((card % fronts.len(), card))
    };
    let mut pages = Vec::new();
    for on in 0..sheets {
        let mut sides = vec![Vec::new(), Vec::new()];
        for slot in 0..sheet.count() {
            let Some((card, number)) = card_at(on, slot) else { continue };
            let first = number < fronts.len();
            let front = placed(&fronts[card], sheet, sheet.slot(slot), first);
            sides[0].extend(ranked(front, card));
            if let Some(back) = backs.get(card).or(backs.first()) {
                let own = first && (card == 0 || backs.len() > 1);
                let place = sheet.back_slot(slot, turn);
                let back = placed(back, sheet, place, own);
                sides[1].extend(ranked(back, fronts.len() + card));
            }
        }
        sides[0].extend(marks(sheet, book));
        sides.truncate(if backs.is_empty() { 1 } else { 2 });
        let page = |layers| Page { trim: sheet.size, bleed: 0.0, slug: 0.0, layers };
        pages.extend(sides.into_iter().map(page));
    }
    pages
}

/// Cards are read one after the other, all fronts before the backs.
fn ranked(layers: Vec<Layer>, card: usize) -> impl Iterator<Item = Layer> {
    let rank = u32::try_from(card + 1).expect("fewer than 2^32 cards");
    layers.into_iter().map(move |layer| Layer { rank, ..layer })
}

/// A card in its place: read where it is the first, else art.
fn placed(card: &Page, sheet: &CardSheet, at: Rect, first: bool) -> Vec<Layer> {
    let Some(fold) = sheet.twin else {
        return face(card, Matrix::shift(at.x, at.y), first);
    };
    let below = Point { x: at.x, y: at.y + fold };
    let above = Point { x: at.x, y: at.y + fold - card.trim.h };
    let mut layers = face(card, Matrix::shift(below.x, below.y), first);
    layers.extend(face(card, Matrix::place(above, card.trim, Turn::Over), false));
    layers
}

/// A page on a sheet, read or as art.
pub(super) fn face(card: &Page, onto: Matrix, read: bool) -> Vec<Layer> {
    let whole = card.trim.rect();
    let place = |layer: &Layer| {
        let matrix = layer.matrix.then(onto);
        let items = Arc::clone(&layer.items);
        let clip = Some(layer.matrix.inverse().apply_rect(whole));
        let art =
            || Layer { repeat: true, clip, ..Layer::new(matrix, Arc::clone(&items)) };
        if read { Layer { matrix, ..layer.clone() } } else { art() }
    };
    card.layers.iter().map(place).collect()
}

/// Ticks in the waste, or at the sheet's edges where there is none: cuts where it is cut by
/// hand, folds where they are not scored.
fn marks(sheet: &CardSheet, book: &Book) -> Vec<Layer> {
    let last = sheet.slot(sheet.count() - 1);
    let block = Rect {
        x: sheet.origin.x,
        y: sheet.origin.y,
        w: last.right() - sheet.origin.x,
        h: last.bottom() - sheet.origin.y,
    };
    let mut edges = Edges::new(sheet.size, block, book);
    if sheet.cut {
        let (upright, across) = sheet.cuts();
        upright.into_iter().for_each(|x| edges.upright(x, Mark::Cut));
        across.into_iter().for_each(|y| edges.across(y, Mark::Cut));
    }
    for row in 0..sheet.rows {
        let top = block.y + row as Pt * sheet.pitch.h;
        sheet.folds.iter().for_each(|fold| edges.across(top + fold, Mark::Fold));
    }
    edges.layers()
}
