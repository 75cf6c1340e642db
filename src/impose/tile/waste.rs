//! What stands in the waste of a tile: cut lines, a ruler, register marks, and the words where
//! they have a place.

use super::words::{LEADING, Place, SIZE, Words};
use super::{DASH, Tile, TileLook};
use crate::impose::cuts::Cuts;
use crate::impose::marks::{Marks, THIN};
use crate::page::Color;
use crate::unit::{INCH, Matrix, Point, Pt, Rect, Size, Turn};

/// A column of waste that is wide enough for the words beside the picture, and the part of it
/// that they leave free: `cut here` stands there.
const COLUMN: Pt = 83.0;
const FREE: Pt = 18.0;
/// A band of waste that is high enough for the words above it.
const BAND: Pt = 54.0;
/// What is left on the right and at the foot for register marks.
const REGISTER: Pt = 0.27 * INCH;
/// The radius of a register mark's ring, and how far its cross runs out.
const RING: (Pt, Pt) = (4.0, 7.5);
/// What stands along the cuts, and its size.
const CUT_HERE: &str = "cut here";
const CUT: Pt = 9.0;

/// The waste that a sheet leaves beside the largest of its parts.
fn spare(cuts: &Cuts) -> Size {
    let widest =
        |places: &[Pt]| places.windows(2).map(|p| p[1] - p[0]).fold(0.0, Pt::max);
    let room = cuts.sheet.room();
    Size { w: room.w - widest(&cuts.columns), h: room.h - widest(&cuts.rows) }
}

fn place(cuts: &Cuts) -> Place {
    let spare = spare(cuts);
    if spare.w >= COLUMN {
        Place::Column
    } else if spare.h >= BAND {
        Place::Band
    } else {
        Place::None
    }
}

/// Where the picture's corner stands on every sheet: the waste lies where it is read first,
/// and leaves room for register marks if the words leave any.
pub(super) fn corner(cuts: &Cuts) -> Point {
    let (spare, sheet) = (spare(cuts), cuts.sheet);
    let least = sheet.rim + sheet.past;
    let (x, y) = match place(cuts) {
        Place::Column => ((spare.w - REGISTER).max(COLUMN), 0.0),
        Place::Band => (0.0, (spare.h - REGISTER).max(BAND)),
        Place::None => (0.0, 0.0),
    };
    // On whole points, as the cuts are.
    Point { x: (least + x).ceil(), y: (least + y).ceil() }
}

/// The words of all tiles, if there is a place for them.
pub(super) fn words(
    cuts: &Cuts,
    look: &TileLook<'_>,
    marks: &mut Marks<'_>,
) -> Option<Words> {
    let (at, rim, place) = (corner(cuts), cuts.sheet.rim, place(cuts));
    let (x, end) = (rim + 4.0, cuts.sheet.size.h - rim);
    let room = match place {
        Place::None => return None,
        Place::Column => {
            let y = (at.y + 16.0).max(rim);
            Rect { x, y, w: at.x - cuts.sheet.past - FREE + 4.0 - x, h: end - y }
        }
        Place::Band => {
            let x = at.x.max(x);
            let h = at.y - cuts.sheet.past - 3.0 - rim;
            Rect { x, y: rim, w: cuts.sheet.size.w - rim - x, h }
        }
    };
    Some(super::words::words(place, room, cuts, look, marks))
}

pub(super) fn draw(tile: &Tile<'_>, look: &TileLook<'_>, marks: &mut Marks<'_>) {
    let Size { w, h } = tile.cuts.sheet.size;
    let whole = Rect { x: -1.0, y: -1.0, w: w + 2.0, h: h + 2.0 };
    marks.stamp("the same on every tile", Matrix::IDENTITY, whole, |marks| {
        marks.color(Color::BLACK);
        first_cuts(tile, marks);
        if let Some(words) = tile.words {
            words.alike(tile.cuts, marks);
            rulers(tile, words.key, marks);
        }
    });
    marks.color(Color::BLACK);
    last_cuts(tile, marks);
    cut_words(tile, marks);
    registers(tile, marks);
    if let Some(words) = tile.words {
        words.own(tile, look, marks);
    }
}

/// The ruler: beside the key in a band, at the foot of a column.
fn rulers(tile: &Tile<'_>, key: Point, marks: &mut Marks<'_>) {
    let sheet = tile.cuts.sheet;
    if place(tile.cuts) == Place::Band {
        lying_ruler(marks, Point { x: key.x + 100.0, y: key.y + 12.0 });
    } else {
        let y = sheet.size.h - sheet.rim - 2.0 * INCH - 8.0;
        ruler(marks, Point { x: key.x, y }, tile.at.x - key.x - 8.0);
    }
}

/// Dashes where every sheet is cut: left and top, out to the sheet's edges.
fn first_cuts(tile: &Tile<'_>, marks: &mut Marks<'_>) {
    let Size { w, h } = tile.cuts.sheet.size;
    // The dashes lie wholly on the waste.
    let (x, y) = (tile.at.x - THIN / 2.0, tile.at.y - THIN / 2.0);
    marks.lines(&[((x, 0.0), (x, h)), ((0.0, y), (w, y))], THIN, &DASH);
    if has_cut_words(tile, marks) {
        let width = marks.width(CUT, false, CUT_HERE);
        let (at, rim) = (tile.at, tile.cuts.sheet.rim);
        marks.color(Color::WHITE);
        marks.fill(Rect { x: rim, y: at.y - 1.5, w: (width + 8.0).ceil(), h: 3.0 });
        marks.color(Color::BLACK);
        marks.words((rim + 4.0, at.y + 0.3 * CUT), CUT, false, CUT_HERE);
    }
}

/// And on the picture's own outer edges.
fn last_cuts(tile: &Tile<'_>, marks: &mut Marks<'_>) {
    let Size { w, h } = tile.cuts.sheet.size;
    let (x, y) = (tile.at.right() + THIN / 2.0, tile.at.bottom() + THIN / 2.0);
    if tile.is_last_column() {
        marks.line((x, 0.0), (x, h), THIN, &DASH);
    }
    if tile.is_last_row() {
        marks.line((0.0, y), (w, y), THIN, &DASH);
    }
}

/// Whether there is space for `cut here` beside the picture.
fn has_cut_words(tile: &Tile<'_>, marks: &mut Marks<'_>) -> bool {
    let width = marks.width(CUT, false, CUT_HERE);
    tile.at.x - tile.cuts.sheet.rim >= width + 12.0
}

/// `cut here`, along the left cut.
fn cut_words(tile: &Tile<'_>, marks: &mut Marks<'_>) {
    if !has_cut_words(tile, marks) {
        return;
    }
    let width = marks.width(CUT, false, CUT_HERE);
    let at = tile.at;
    let window = Rect { x: 0.0, y: -CUT, w: width + 1.0, h: 1.5 * CUT };
    let line = Size { w: width, h: 0.0 };
    let y = (at.y + (at.h + width) / 2.0).round() - width;
    let start = Point { x: at.x - 7.0, y };
    let along = Matrix::place(start, line, Turn::Left);
    marks.stamp("cut here", along, window, |marks| {
        marks.words((0.0, 0.0), CUT, false, CUT_HERE);
    });
}

const SENTENCE: [&str; 6] = [
    "2 inches, or",
    "50.8 mm.",
    "If it is not,",
    "print again",
    "at 100 %,",
    "Actual size.",
];

/// Two inches upright, with a sentence beside it.
fn ruler(marks: &mut Marks<'_>, at: Point, width: Pt) {
    let foot = at.y + 2.0 * INCH;
    let tick = |tick: u32| {
        let y = at.y + f64::from(tick) * INCH / 8.0;
        ((at.x, y), (at.x + tick_length(tick), y))
    };
    let mut lines = vec![((at.x, at.y), (at.x, foot))];
    lines.extend((0..=16).map(tick));
    marks.lines(&lines, THIN, &[]);
    if width < 80.0 {
        return;
    }
    for (line, words) in (0u32..).zip(SENTENCE) {
        let y = at.y + 0.668 * SIZE + f64::from(line) * LEADING;
        marks.words((at.x + 17.0, y), SIZE, false, words);
    }
}

/// Two inches lying, with a sentence below.
fn lying_ruler(marks: &mut Marks<'_>, at: Point) {
    let tick = |tick: u32| {
        let x = at.x + f64::from(tick) * INCH / 8.0;
        ((x, at.y), (x, at.y - tick_length(tick)))
    };
    let mut lines = vec![((at.x, at.y), (at.x + 2.0 * INCH, at.y))];
    lines.extend((0..=16).map(tick));
    marks.lines(&lines, THIN, &[]);
    let first = SENTENCE[..2].join(" ");
    let second = SENTENCE[2..].join(" ");
    marks.words((at.x, at.y + LEADING), SIZE, false, &first);
    marks.words((at.x, at.y + 2.0 * LEADING), SIZE, false, &second);
}

fn tick_length(tick: u32) -> Pt {
    match tick % 8 {
        0 => 11.0,
        4 => 8.0,
        _ => 5.0,
    }
}

/// A ring with a cross, on both seams of the corner, where waste stays.
fn registers(tile: &Tile<'_>, marks: &mut Marks<'_>) {
    if tile.is_last_column() && tile.is_last_row() {
        return;
    }
    let (sheet, at) = (tile.cuts.sheet, tile.at);
    let out = RING.1 + 1.0;
    let (right, foot) =
        (at.right() + sheet.overlap + out, at.bottom() + sheet.overlap + out);
    let fits = |place: Pt, end: Pt| place + RING.1 <= end - sheet.rim;
    let whole = Rect { x: -RING.1, y: -RING.1, w: 2.0 * RING.1, h: 2.0 * RING.1 };
    let mut mark = |(x, y): (Pt, Pt)| {
        let window = Rect { x: whole.x - 1.0, y: whole.y - 1.0, w: 17.0, h: 17.0 };
        marks.stamp("register", Matrix::shift(x, y), window, |marks| {
            marks.color(Color::BLACK);
            marks.ring((0.0, 0.0), RING.0, THIN);
            let arms = [((-RING.1, 0.0), (RING.1, 0.0)), ((0.0, -RING.1), (0.0, RING.1))];
            marks.lines(&arms, THIN, &[]);
        });
    };
    if !tile.is_last_row() && fits(right, sheet.size.w) {
        mark((right, at.bottom()));
    }
    if !tile.is_last_column() && fits(foot, sheet.size.h) {
        mark((at.right(), foot));
    }
}
