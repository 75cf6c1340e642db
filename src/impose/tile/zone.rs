//! The glue zone: hatched, with points that touch the seam and the name of the sheet that
//! comes to lie there.

use super::{Tile, TileLook, tile_name};
use crate::impose::marks::{Marks, THIN};
use crate::page::Color;
use crate::unit::{INCH, Matrix, Point, Pt, Rect, Size, Turn};

/// The distance of the hatches along the zone.
const HATCH: Pt = 9.0;
/// A point: how long it is, and half its width.
const POINT: (Pt, Pt) = (11.0, 5.5);
/// The size of the words.
const SIZE: Pt = 9.0;
/// The longest zone that there is: the side of the largest sheet that tiles are printed on.
const LONGEST: Pt = 24.0 * INCH;
/// Free space around the words.
const AIR: Pt = 10.0;

pub(super) fn draw(tile: &Tile<'_>, look: &TileLook<'_>, marks: &mut Marks<'_>) {
    let (right, foot) = (!tile.is_last_column(), !tile.is_last_row());
    let overlap = tile.cuts.sheet.overlap;
    let at = tile.at;
    // Both zones in one way: along x from the seam's start, across y from the seam out.
    if foot {
        let zone = Size { w: at.w, h: overlap };
        let matrix = Matrix::shift(at.x, at.bottom());
        let next = tile_name(tile.row + 1, tile.column);
        seam(zone, matrix, &next, look, marks);
    }
    if right {
        // Turned to the left: its top is the seam, its start the foot of the picture.
        let zone = Size { w: at.h, h: overlap };
        let matrix = Matrix::place(Point { x: at.right(), y: at.y }, zone, Turn::Left);
        let next = tile_name(tile.row, tile.column + 1);
        seam(zone, matrix, &next, look, marks);
    }
    if foot || right {
        let own = tile_name(tile.row, tile.column);
        corner(tile, &own, right && foot, marks);
    }
}

/// A zone below its seam.
fn seam(
    zone: Size,
    matrix: Matrix,
    next: &str,
    look: &TileLook<'_>,
    marks: &mut Marks<'_>,
) {
    let says = " goes on here";
    let width = marks.width(SIZE, true, next) + marks.width(SIZE, false, says);
    let from = (zone.w - width) / 2.0;
    let gap = (from - AIR, from + width + AIR);
    for (start, end) in [(0.0, gap.0), (gap.1, zone.w)] {
        if end > start {
            let window = Rect { x: start, y: 0.0, w: end - start, h: zone.h };
            marks.stamp("hatch", matrix, window, |marks| {
                marks.color(look.theme.color("mid"));
                hatch(Size { w: LONGEST, h: zone.h }, marks);
            });
        }
    }
    marks.turned(matrix, |marks| {
        let y = POINT.0 / 2.0;
        marks.color(Color::WHITE);
        marks.fill(Rect { x: gap.0, y, w: gap.1 - gap.0, h: zone.h - y });
        marks.color(Color::BLACK);
        let baseline = zone.h / 2.0 + 0.334 * SIZE;
        let end = marks.words((from, baseline), SIZE, true, next);
        marks.words((end, baseline), SIZE, false, says);
        for part in [0.05, 0.25, 0.75, 0.95] {
            let x = zone.w * part;
            marks.figure(&[(x, 0.0), (x + POINT.1, POINT.0), (x - POINT.1, POINT.0)]);
        }
    });
}

/// Lines at 45 degrees, from the foot up to the right.
fn hatch(zone: Size, marks: &mut Marks<'_>) {
    let mut at = -zone.h;
    while at < zone.w {
        marks.line((at, zone.h), (at + zone.h, 0.0), THIN / 2.0, &[]);
        at += HATCH;
    }
}

/// The left cut takes the sheet's name away, so the corner of its zones repeats it.
fn corner(tile: &Tile<'_>, own: &str, both: bool, marks: &mut Marks<'_>) {
    let overlap = tile.cuts.sheet.overlap;
    let at = tile.at;
    if both {
        let centred = |marks: &mut Marks<'_>, y: Pt, bold: bool, text: &str| {
            let width = marks.width(SIZE, bold, text);
            let x = at.right() + (overlap - width) / 2.0;
            marks.words((x, at.bottom() + y), SIZE, bold, text);
        };
        centred(marks, overlap / 2.0 - 2.0, false, "this is");
        centred(marks, overlap / 2.0 + SIZE, true, own);
    } else {
        let says = format!("this is {own}");
        let foot = !tile.is_last_row();
        if foot {
            let width = marks.width(SIZE, false, &says);
            let y = at.bottom() + overlap - 4.0;
            marks.words((at.right() - width - 4.0, y), SIZE, false, &says);
        }
    }
}
