//! The glue zone: hatched, with points that touch the seam and the name of the sheet that
//! comes to lie there.

use super::{Tile, TileLook, tile_name};
use crate::impose::marks::{Marks, THIN};
use crate::unit::{Matrix, Point, Pt, Rect, Size, Turn};

/// The distance of the hatches along the zone.
const HATCH: Pt = 9.0;
/// A point: how long it is, and half its width.
const POINT: (Pt, Pt) = (11.0, 5.5);
/// The size of the words.
const SIZE: Pt = 9.0;
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
        marks.turned(matrix, |marks| seam(zone, &next, look, marks));
    }
    if right {
        // Turned to the left: its top is the seam, its start the foot of the picture.
        let zone = Size { w: at.h, h: overlap };
        let matrix = Matrix::place(Point { x: at.right(), y: at.y }, zone, Turn::Left);
        let next = tile_name(tile.row, tile.column + 1);
        marks.turned(matrix, |marks| seam(zone, &next, look, marks));
    }
    if foot || right {
        let own = tile_name(tile.row, tile.column);
        corner(tile, &own, right && foot, marks);
    }
}

/// A zone below its seam.
fn seam(zone: Size, next: &str, look: &TileLook<'_>, marks: &mut Marks<'_>) {
    let says = " goes on here";
    let width = marks.width(SIZE, true, next) + marks.width(SIZE, false, says);
    let from = (zone.w - width) / 2.0;
    let gap = (from - AIR, from + width + AIR);
    marks.color(look.theme.color("mid"));
    let inner = Rect { x: 0.0, y: 0.0, w: zone.w, h: zone.h };
    for side in [(inner.x, gap.0), (gap.1, inner.right())] {
        hatch(Rect { x: side.0, w: side.1 - side.0, ..inner }, marks);
    }
    marks.color(crate::page::Color::WHITE);
    marks.fill(Rect {
        x: gap.0,
        y: POINT.0 / 2.0,
        w: gap.1 - gap.0,
        h: zone.h - POINT.0 / 2.0,
    });
    marks.color(crate::page::Color::BLACK);
    let baseline = zone.h / 2.0 + 0.334 * SIZE;
    let end = marks.words((from, baseline), SIZE, true, next);
    marks.words((end, baseline), SIZE, false, says);
    for part in [0.05, 0.25, 0.75, 0.95] {
        let x = zone.w * part;
        marks.figure(&[(x, 0.0), (x + POINT.1, POINT.0), (x - POINT.1, POINT.0)]);
    }
}

/// Lines at 45 degrees, cut off at the rectangle's sides.
fn hatch(r: Rect, marks: &mut Marks<'_>) {
    if r.w <= 0.0 {
        return;
    }
    let mut at = r.x - r.h;
    while at < r.right() {
        // From the foot at `at` up to the top at `at + h`.
        let (from, to) = (at.max(r.x), (at + r.h).min(r.right()));
        if to > from {
            marks.line(
                (from, r.bottom() - (from - at)),
                (to, r.bottom() - (to - at)),
                THIN / 2.0,
                &[],
            );
        }
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
