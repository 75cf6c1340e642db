//! What stands in the waste of a tile: its name, the key to all tiles, a ruler, register
//! marks.

use super::{Tile, TileLook, tile_name};
use crate::impose::cuts::Cuts;
use crate::impose::marks::{Marks, THIN};
use crate::page::Color;
use crate::unit::{INCH, Matrix, Point, Pt, Rect, Size, Turn};

/// A column of waste that is wide enough for the words beside the picture.
const COLUMN: Pt = 1.3 * INCH;
/// A band of waste that is high enough for the words above it.
const BAND: Pt = 1.0 * INCH;
/// What is left on the right and at the foot for register marks.
const REGISTER: Pt = 0.27 * INCH;
/// The radius of a register mark's ring, and how far its cross runs out.
const RING: (Pt, Pt) = (4.0, 7.5);
const NAME: Pt = 28.0;
const SIZE: Pt = 9.5;
const LEADING: Pt = 12.5;

/// Where waste is wide enough to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Left of the picture.
    Column,
    /// Above it.
    Band,
    /// Nowhere: only the corner of the glue zone says which sheet it is.
    None,
}

/// The waste that a sheet leaves beside the largest of its parts.
fn spare(cuts: &Cuts) -> Size {
    let widest =
        |places: &[Pt]| places.windows(2).map(|p| p[1] - p[0]).fold(0.0, Pt::max);
    let room = cuts.sheet.room();
    Size { w: room.w - widest(&cuts.columns), h: room.h - widest(&cuts.rows) }
}

fn place(cuts: &Cuts) -> Place {
    let spare = spare(cuts);
    let rim = cuts.sheet.rim;
    if spare.w + rim >= COLUMN {
        Place::Column
    } else if spare.h + rim >= BAND {
        Place::Band
    } else {
        Place::None
    }
}

/// Where the picture's corner stands on every sheet: the waste lies where it is read first,
/// and leaves room for register marks.
pub(super) fn corner(cuts: &Cuts) -> Point {
    let (spare, sheet) = (spare(cuts), cuts.sheet);
    let least = sheet.rim + sheet.past;
    let keep =
        |spare: Pt, wanted: Pt| (spare - REGISTER.min(spare / 2.0)).max(0.0).min(wanted);
    let (x, y) = match place(cuts) {
        Place::Column => (keep(spare.w, spare.w), 0.0),
        Place::Band => (0.0, keep(spare.h, spare.h)),
        Place::None => (0.0, 0.0),
    };
    Point { x: least + x, y: least + y }
}

pub(super) fn draw(tile: &Tile<'_>, look: &TileLook<'_>, marks: &mut Marks<'_>) {
    marks.color(Color::BLACK);
    registers(tile, marks);
    let rim = tile.cuts.sheet.rim;
    cut_words(tile, marks);
    match place(tile.cuts) {
        Place::Column => {
            let x = rim + 4.0;
            let y = (tile.at.y + 16.0).max(rim);
            let foot = said(tile, look, marks, (x, y));
            key(tile, marks, Point { x, y: foot + 18.0 });
            let width = tile.at.x - x - 8.0;
            ruler(
                marks,
                Point { x, y: tile.cuts.sheet.size.h - rim - 2.0 * INCH - 8.0 },
                width,
            );
        }
        Place::Band => {
            let x = tile.at.x.max(rim + 4.0);
            said(tile, look, marks, (x, rim));
            key(tile, marks, Point { x: x + 190.0, y: rim + 4.0 });
            lying_ruler(marks, Point { x: x + 290.0, y: rim + 14.0 });
        }
        Place::None => {}
    }
}

/// `cut here`, in gaps of the dashes.
fn cut_words(tile: &Tile<'_>, marks: &mut Marks<'_>) {
    const WORDS: &str = "cut here";
    let size = 9.0;
    let width = marks.width(size, false, WORDS);
    let at = tile.at;
    let rim = tile.cuts.sheet.rim;
    let room = at.x - rim;
    if room < width + 12.0 {
        return;
    }
    let gap = |x: Pt, y: Pt, w: Pt, h: Pt| Rect { x, y, w, h };
    marks.color(Color::WHITE);
    marks.fill(gap(rim, at.y - 1.5, width + 8.0, 3.0));
    marks.color(Color::BLACK);
    marks.words((rim + 4.0, at.y + 0.3 * size), size, false, WORDS);
    let middle = Point { x: at.x - size - 7.0, y: at.y + at.h / 2.0 };
    let matrix = Matrix::place(middle, Size { w: width, h: size }, Turn::Left);
    marks.turned(matrix, |marks| {
        marks.words((0.0, 0.8 * size), size, false, WORDS);
    });
}

/// The tile's name, what it is a part of, and which of how many; gives the last baseline.
fn said(
    tile: &Tile<'_>,
    look: &TileLook<'_>,
    marks: &mut Marks<'_>,
    (x, y): (Pt, Pt),
) -> Pt {
    let name = tile_name(tile.row, tile.column);
    let columns = tile.cuts.columns.len() - 1;
    let number = tile.row * columns + tile.column + 1;
    let mut at = y + 0.668 * NAME + 2.0;
    marks.color(look.theme.color("primary"));
    marks.words((x, at), NAME, true, &name);
    marks.color(Color::BLACK);
    let (title, count) = (format!("{},", look.title), tile.cuts.sheets());
    let sheet = match look.group {
        "" => format!("Sheet {number} of {count}"),
        _ => format!("Sheet {number} of {count},"),
    };
    at += 5.0;
    for (bold, words) in [
        (true, title.as_str()),
        (true, look.size),
        (false, sheet.as_str()),
        (false, look.group),
    ] {
        if words.is_empty() {
            continue;
        }
        at += LEADING;
        marks.words((x, at), SIZE, bold, words);
    }
    at
}

/// All tiles small, this one black.
fn key(tile: &Tile<'_>, marks: &mut Marks<'_>, at: Point) {
    let (rows, columns) = (&tile.cuts.rows, &tile.cuts.columns);
    let (width, height) = (columns[columns.len() - 1], rows[rows.len() - 1]);
    let scale = (80.0 / width).min(96.0 / height).min(54.0 * 2.0 / height);
    let x = |along: Pt| at.x + along * scale;
    let y = |across: Pt| at.y + across * scale;
    marks.color(Color::BLACK);
    for along in columns {
        marks.line((x(*along), y(0.0)), (x(*along), y(height)), THIN, &[]);
    }
    for across in rows {
        marks.line((x(0.0), y(*across)), (x(width), y(*across)), THIN, &[]);
    }
    let seen = tile.seen;
    marks.fill(Rect { x: x(seen.x), y: y(seen.y), w: seen.w * scale, h: seen.h * scale });
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
    marks.line((at.x, at.y), (at.x, foot), THIN, &[]);
    for tick in 0..=16u32 {
        let y = at.y + f64::from(tick) * INCH / 8.0;
        marks.line((at.x, y), (at.x + tick_length(tick), y), THIN, &[]);
    }
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
    marks.line((at.x, at.y), (at.x + 2.0 * INCH, at.y), THIN, &[]);
    for tick in 0..=16u32 {
        let x = at.x + f64::from(tick) * INCH / 8.0;
        marks.line((x, at.y), (x, at.y - tick_length(tick)), THIN, &[]);
    }
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
    let mut mark = |(x, y): (Pt, Pt)| {
        marks.ring((x, y), RING.0, THIN);
        marks.line((x - RING.1, y), (x + RING.1, y), THIN, &[]);
        marks.line((x, y - RING.1), (x, y + RING.1), THIN, &[]);
    };
    if !tile.is_last_row() && fits(right, sheet.size.w) {
        mark((right, at.bottom()));
    }
    if !tile.is_last_column() && fits(foot, sheet.size.h) {
        mark((at.right(), foot));
    }
}
