//! How tiles are joined, drawn: one is laid on the glue edge of the other, then row on row.

use super::cuts::Cuts;
use super::marks::Marks;
use super::tile::{TileLook, tile_name};
use crate::unit::{Pt, Rect};

/// The outline of a tile.
const OUTLINE: Pt = 0.9;
/// Its name.
const NAME: Pt = 11.0;
/// Its glue edge: a share of its width, wider than it is, so that it can be seen.
const GLUE: f64 = 0.16;
/// Where an arrow stands, with some air around it.
const AIR: Pt = 30.0;
/// Above and below the drawings.
const AROUND: Pt = 24.0;
/// Between the two drawings.
const APART: Pt = 24.0;
/// Of a row so many tiles are drawn.
const TILES: usize = 4;
/// Drawings smaller than this show nothing.
const LEAST: f64 = 0.5;

/// Draws what is laid on what, as large as it can be in a rectangle.
pub(super) fn joining(
    cuts: &Cuts,
    within: Rect,
    look: &TileLook<'_>,
    marks: &mut Marks<'_>,
) {
    let within = Rect { y: within.y + AROUND, h: within.h - 2.0 * AROUND, ..within };
    let (columns, rows) = (cuts.columns.len() - 1, cuts.rows.len() - 1);
    let side = |cuts: &[Pt]| cuts.last().map_or(0.0, |end| end / (cuts.len() - 1) as Pt);
    let high = side(&cuts.rows) / side(&cuts.columns);
    let pair = (within.w - AIR) / 2.0 / (1.0 + GLUE);
    let row = (within.w / columns.min(TILES) as Pt).min(pair);
    let height = |w: Pt, times: f64| times * w * (high + GLUE);
    let first = if columns > 1 { height(pair, 1.0) } else { 0.0 };
    let second = if rows > 1 { height(row, 2.0) + AIR } else { 0.0 };
    let apart = if columns > 1 && rows > 1 { APART } else { 0.0 };
    let k = (within.h / (first + apart + second)).min(1.0);
    if k < LEAST {
        return;
    }
    let mut pen = Pen { marks, look, high, k, at: (within.x, within.y) };
    if columns > 1 {
        pen.pair(pair);
        pen.at.1 += k * (first + apart);
    }
    if rows > 1 {
        pen.rows(row, columns.min(TILES));
    }
}

/// Draws at a place, so many times smaller.
struct Pen<'p, 'a> {
    marks: &'p mut Marks<'a>,
    look: &'p TileLook<'p>,
    /// How high a tile is for its width.
    high: f64,
    k: f64,
    at: (Pt, Pt),
}

impl Pen<'_, '_> {
    /// The second tile on its way to the glue edge of the first.
    fn pair(&mut self, w: Pt) {
        let (h, g) = (w * self.high, w * GLUE);
        for (column, x, role) in [(0, 0.0, "paper"), (1, w + g + AIR, "ground")] {
            self.part(Rect { x: x + w, y: 0.0, w: g, h: h + g }, "mid");
            self.part(Rect { x, y: h, w: w + g, h: g }, "mid");
            self.tile(Rect { x, y: 0.0, w, h }, role, &tile_name(0, column));
        }
        for y in [0.18 * h, 0.82 * h] {
            self.point([(w, y), (w + 0.7 * g, y - 0.4 * g), (w + 0.7 * g, y + 0.4 * g)]);
        }
        let (from, y) = (w + g + 5.0, h / 2.0);
        self.line((from + 5.0, y), (from + 20.0, y));
        self.point([(from, y), (from + 8.0, y - 4.0), (from + 8.0, y + 4.0)]);
    }

    /// The second row on its way to the glue edge of the first.
    fn rows(&mut self, w: Pt, tiles: usize) {
        let (h, g) = (w * self.high, w * GLUE);
        let below = h + g + AIR;
        let wide = w * tiles as Pt;
        for (row, y, role) in [(0, 0.0, "paper"), (1, below, "ground")] {
            self.part(Rect { x: 0.0, y: y + h, w: wide, h: g }, "mid");
            for column in 0..tiles {
                let r = Rect { x: w * column as Pt, y, w, h };
                self.tile(r, role, &tile_name(row, column));
            }
        }
        for column in 0..tiles {
            let x = w * (column as Pt + 0.5);
            self.point([(x, h), (x - 0.4 * g, h + 0.7 * g), (x + 0.4 * g, h + 0.7 * g)]);
        }
        let (x, from) = (wide / 2.0, h + g + 5.0);
        self.line((x, from + 5.0), (x, from + 20.0));
        self.point([(x, from), (x - 4.0, from + 8.0), (x + 4.0, from + 8.0)]);
    }

    fn on(&self, (x, y): (Pt, Pt)) -> (Pt, Pt) {
        (self.at.0 + x * self.k, self.at.1 + y * self.k)
    }

    fn color(&mut self, role: &str) {
        self.marks.color(self.look.theme.color(role));
    }

    /// A part of a tile: its ground and the line around it.
    fn part(&mut self, r: Rect, role: &str) {
        let corners =
            [(r.x, r.y), (r.right(), r.y), (r.right(), r.bottom()), (r.x, r.bottom())];
        let corners = corners.map(|corner| self.on(corner));
        self.color(role);
        self.marks.figure(&corners);
        self.color("ink");
        self.marks.outline(&corners, OUTLINE);
    }

    fn tile(&mut self, r: Rect, role: &str, name: &str) {
        self.part(r, role);
        let size = NAME * self.k;
        let width = self.marks.width(size, true, name);
        let (x, y) = self.on((r.x + r.w / 2.0, r.y + r.h / 2.0));
        self.marks.words((x - width / 2.0, y + 0.334 * size), size, true, name);
    }

    fn point(&mut self, corners: [(Pt, Pt); 3]) {
        let corners = corners.map(|corner| self.on(corner));
        self.color("ink");
        self.marks.figure(&corners);
    }

    fn line(&mut self, from: (Pt, Pt), to: (Pt, Pt)) {
        self.color("ink");
        self.marks.line(self.on(from), self.on(to), OUTLINE, &[]);
    }
}
