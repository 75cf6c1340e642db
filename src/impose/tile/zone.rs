//! The glue zone: hatched, with points that touch the seam and the name of the sheet that
//! comes to lie there.

use super::{Tile, TileLook, row_letter, tile_name};
use crate::impose::cuts::Cuts;
use crate::impose::marks::{Marks, THIN, tenth};
use crate::page::Color;
use crate::unit::{Matrix, Point, Pt, Rect, Size, Turn};

/// The distance of the hatches along the zone.
const HATCH: Pt = 9.0;
/// A point: how high it is, and half its width.
const POINT: (Pt, Pt) = (11.0, 5.5);
/// Where the outer points stand, as a part of the seam.
const END: f64 = 0.05;
/// From an outer point to the inner one, as a part of the longest seam.
const STEP: f64 = 0.2;
/// The size of the words.
const SIZE: Pt = 9.0;
/// Free space around the words.
const AIR: Pt = 10.0;

/// What stands in a zone behind the name of the sheet that comes there.
const SAYS: &str = " goes on here";

/// How wide the widest name is.
pub(super) fn widest(cuts: &Cuts, marks: &mut Marks<'_>) -> Pt {
    let (rows, columns) = (cuts.rows.len() - 1, cuts.columns.len() - 1);
    let mut most = |names: Vec<String>| {
        names.iter().map(|name| marks.width(SIZE, true, name)).fold(0.0, Pt::max)
    };
    let letters = most((0..rows).map(row_letter).collect());
    letters + most((1..=columns).map(|column| column.to_string()).collect())
}

pub(super) fn draw(tile: &Tile<'_>, look: &TileLook<'_>, marks: &mut Marks<'_>) {
    let (right, foot) = (!tile.is_last_column(), !tile.is_last_row());
    let overlap = tile.cuts.sheet.overlap;
    let at = tile.at;
    // Both zones in one way: along x from the seam's start, across y from the seam out.
    if foot {
        let zone = Size { w: at.w, h: overlap };
        let matrix = Matrix::shift(at.x, at.bottom());
        let next = tile_name(tile.row + 1, tile.column);
        seam(tile, zone, matrix, &next, look, marks);
    }
    if right {
        // Turned to the left: its top is the seam, its start the foot of the picture.
        let zone = Size { w: at.h, h: overlap };
        let matrix = Matrix::place(Point { x: at.right(), y: at.y }, zone, Turn::Left);
        let next = tile_name(tile.row, tile.column + 1);
        seam(tile, zone, matrix, &next, look, marks);
    }
    if foot || right {
        let own = tile_name(tile.row, tile.column);
        corner(tile, &own, right && foot, marks);
    }
}

/// A zone below its seam.
fn seam(
    tile: &Tile<'_>,
    zone: Size,
    matrix: Matrix,
    next: &str,
    look: &TileLook<'_>,
    marks: &mut Marks<'_>,
) {
    marks.stamp("hatch", matrix, zone.rect(), |marks| {
        marks.color(look.theme.color("mid"));
        hatch(Size { w: longest(tile.cuts), ..zone }, marks);
    });
    let along = |x: Pt| Matrix::shift(x.round(), 0.0).then(matrix);
    let half = ((tile.widest + marks.width(SIZE, false, SAYS)) / 2.0 + AIR).ceil();
    let end = tile.widest - half + AIR;
    let baseline = zone.h / 2.0 + 0.334 * SIZE;
    let words = Rect { x: -half, y: 0.0, w: 2.0 * half, h: zone.h };
    let middle = along(zone.w / 2.0);
    points(zone, longest(tile.cuts), half, along, marks);
    marks.stamp("goes on here", middle, words, |marks| {
        let y = POINT.0 / 2.0;
        marks.color(Color::WHITE);
        marks.fill(Rect { y, h: zone.h - y, ..words });
        marks.color(Color::BLACK);
        marks.words((end, baseline), SIZE, false, SAYS);
    });
    let from = tenth(end - marks.width(SIZE, true, next));
    marks.turned(middle, |marks| {
        marks.color(Color::BLACK);
        marks.words((from, baseline), SIZE, true, next);
    });
}

/// Two points at each end of a seam. A seam with no room beside its words, which take `half`
/// to each side of the middle, has the outer ones alone.
fn points(
    zone: Size,
    longest: Pt,
    half: Pt,
    along: impl Fn(Pt) -> Matrix,
    marks: &mut Marks<'_>,
) {
    let (end, step) = ((END * zone.w).round(), (STEP * longest).round());
    let is_roomy = end + step + POINT.1 + AIR <= zone.w / 2.0 - half;
    let point = Rect { x: -POINT.1, y: 0.0, w: 2.0 * POINT.1, h: POINT.0 };
    let inner = Rect { x: step - POINT.1, ..point };
    let pair = point.union(inner);
    for (x, outer) in [(end, point), (zone.w - end - step, inner)] {
        let window = if is_roomy { pair } else { outer };
        marks.stamp("points", along(x), window, |marks| {
            marks.color(Color::BLACK);
            for x in [0.0, step] {
                marks.figure(&[(x, 0.0), (x + POINT.1, POINT.0), (x - POINT.1, POINT.0)]);
            }
        });
    }
}

/// The longest zone of any sheet.
fn longest(cuts: &Cuts) -> Pt {
    let sides = [&cuts.columns, &cuts.rows].into_iter().flat_map(|side| side.windows(2));
    sides.map(|pair| pair[1] - pair[0]).fold(0.0, Pt::max)
}

/// Lines at 45 degrees, from the foot up to the right.
fn hatch(zone: Size, marks: &mut Marks<'_>) {
    let count = ((zone.w + zone.h) / HATCH).ceil() as u32;
    let line = |at: u32| {
        let from = f64::from(at) * HATCH - zone.h;
        ((from, zone.h), (from + zone.h, 0.0))
    };
    let lines: Vec<_> = (0..count).map(line).collect();
    marks.lines(&lines, THIN / 2.0, &[]);
}

/// The left cut takes the sheet's name away, so the corner of its zones repeats it.
fn corner(tile: &Tile<'_>, own: &str, both: bool, marks: &mut Marks<'_>) {
    let overlap = tile.cuts.sheet.overlap;
    let at = tile.at;
    let end = Matrix::shift(at.right(), at.bottom());
    marks.color(Color::BLACK);
    if both {
        let whole = Rect { x: 0.0, y: 0.0, w: overlap + 1.0, h: overlap + 1.0 };
        let centred = |marks: &mut Marks<'_>, bold: bool, text: &str| {
            (overlap - marks.width(SIZE, bold, text)) / 2.0
        };
        marks.stamp("this is", end, whole, |marks| {
            let past = tile.cuts.sheet.past;
            let side = overlap - past + 1.0;
            marks.color(Color::WHITE);
            marks.fill(Rect { x: past, y: past, w: side, h: side });
            marks.color(Color::BLACK);
            let x = centred(marks, false, "this is");
            marks.words((x, overlap / 2.0 - 2.0), SIZE, false, "this is");
        });
        let x = at.right() + centred(marks, true, own);
        marks.words((x, at.bottom() + overlap / 2.0 + SIZE), SIZE, true, own);
    } else if !tile.is_last_row() {
        let says = format!("this is {own}");
        let width = marks.width(SIZE, false, &says);
        let y = at.bottom() + overlap - 4.0;
        marks.words((at.right() - width - 4.0, y), SIZE, false, &says);
    }
}
