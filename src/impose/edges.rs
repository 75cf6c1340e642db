//! Ticks around a block of pages on a sheet: they stand in the waste, and never on the art
//! where there is waste to stand in.

use super::marks::{Marks, THIN};
use crate::font::Book;
use crate::page::{Color, Layer};
use crate::unit::{INCH, MM, Pt, Rect, Size};

/// What a tick says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The sheet is cut here: a solid line.
    Cut,
    /// It is folded here: a dashed one.
    Fold,
}

/// A tick is so long.
const LONG: Pt = 5.0 * MM;
/// And stays so far from the art.
const OFF: Pt = 0.125 * INCH;
/// Waste that is narrower has no place for a tick.
const LEAST: Pt = 9.0;
/// Length, weight and dashes of a fold's tick where there is no waste: within the safe inset.
const TICK: (Pt, Pt, Pt) = (22.0, 0.6, 3.0);

/// Draws ticks around a block.
pub struct Edges<'a> {
    sheet: Size,
    block: Rect,
    marks: Marks<'a>,
    /// How far ticks stay from the art.
    off: Pt,
}

impl<'a> Edges<'a> {
    /// Nothing yet.
    pub fn new(sheet: Size, block: Rect, book: &'a Book) -> Self {
        let mut marks = Marks::new(book);
        marks.color(Color::BLACK);
        Self { sheet, block, marks, off: OFF }
    }

    /// Ticks stay at least so far from the block.
    pub fn off(self, least: Pt) -> Self {
        Self { off: self.off.max(least), ..self }
    }

    /// A line across the sheet, marked on its left and right.
    pub fn across(&mut self, y: Pt, mark: Mark) {
        let right = self.sheet.w - self.block.right();
        if let Some((from, to)) = tick(self.block.x, self.off, mark) {
            self.line((from, y), (to, y), mark);
        }
        if let Some((from, to)) = tick(right, self.off, mark) {
            self.line((self.sheet.w - to, y), (self.sheet.w - from, y), mark);
        }
    }

    /// A line down the sheet, marked at its top and foot.
    pub fn upright(&mut self, x: Pt, mark: Mark) {
        let foot = self.sheet.h - self.block.bottom();
        if let Some((from, to)) = tick(self.block.y, self.off, mark) {
            self.line((x, from), (x, to), mark);
        }
        if let Some((from, to)) = tick(foot, self.off, mark) {
            self.line((x, self.sheet.h - to), (x, self.sheet.h - from), mark);
        }
    }

    /// A cut that runs through the sheet: dashed, from end to end.
    pub fn cut(&mut self, from: (Pt, Pt), to: (Pt, Pt)) {
        self.marks.line(from, to, THIN, &super::tile::DASH);
    }

    /// Crosses in the middle of each side's waste, for front and back and colours.
    pub fn registration(&mut self) {
        let (w, h) = (self.sheet.w, self.sheet.h);
        let (right, foot) = (w - self.block.right(), h - self.block.bottom());
        let quarter = self.block.w / 4.0;
        let places = [
            (self.block.x, (self.block.x / 2.0, h / 2.0)),
            (right, (w - right / 2.0, h / 2.0)),
            (self.block.y, (self.block.x + quarter, self.block.y / 2.0)),
            (foot, (self.block.x + quarter, h - foot / 2.0)),
        ];
        for (waste, (x, y)) in places {
            if waste < 2.0 * LEAST {
                continue;
            }
            let arm = 6.0;
            self.marks.line((x - arm, y), (x + arm, y), THIN / 2.0, &[]);
            self.marks.line((x, y - arm), (x, y + arm), THIN / 2.0, &[]);
            self.marks.ring((x, y), arm / 2.0, THIN / 2.0);
        }
    }

    /// What was drawn.
    pub fn layers(mut self) -> Vec<Layer> {
        self.marks.layers()
    }

    fn line(&mut self, from: (Pt, Pt), to: (Pt, Pt), mark: Mark) {
        match mark {
            Mark::Cut => self.marks.line(from, to, THIN, &[]),
            Mark::Fold => self.marks.line(from, to, TICK.1, &[TICK.2, TICK.2]),
        }
    }
}

/// Where a tick runs in waste of that width, counted from the sheet's edge.
fn tick(waste: Pt, off: Pt, mark: Mark) -> Option<(Pt, Pt)> {
    if waste >= LEAST {
        let to = waste - off.min(waste / 4.0);
        return Some(((to - LONG).max(0.0), to));
    }
    (mark == Mark::Fold && waste < THIN).then_some((0.0, TICK.0))
}
