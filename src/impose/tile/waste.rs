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
/// The size of `cut here`.
const CUT: Pt = 9.0;

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
    // On whole points, as the cuts are.
    Point { x: (least + x).ceil(), y: (least + y).ceil() }
}

pub(super) fn draw(tile: &Tile<'_>, look: &TileLook<'_>, marks: &mut Marks<'_>) {
    marks.color(Color::BLACK);
    registers(tile, marks);
    cut_words(tile, marks);
    let (sheet, at) = (tile.cuts.sheet, tile.at);
    let (corner, key) = match place(tile.cuts) {
        Place::None => return,
        Place::Column => {
            let corner = Point { x: sheet.rim + 4.0, y: (at.y + 16.0).max(sheet.rim) };
            (corner, Point { x: corner.x, y: corner.y + 104.0 })
        }
        Place::Band => {
            let corner = Point { x: at.x.max(sheet.rim + 4.0), y: sheet.rim };
            (corner, Point { x: corner.x + 190.0, y: corner.y + 4.0 })
        }
    };
    let whole = sheet.size.rect();
    marks.stamp("the same on every tile", Matrix::IDENTITY, whole, |marks| {
        said(look, marks, corner);
        grid(tile.cuts, marks, key);
        match place(tile.cuts) {
            Place::Band => {
                lying_ruler(marks, Point { x: key.x + 100.0, y: key.y + 10.0 })
            }
            _ => {
                let y = sheet.size.h - sheet.rim - 2.0 * INCH - 8.0;
                ruler(marks, Point { x: corner.x, y }, at.x - corner.x - 8.0);
            }
        }
    });
    own(tile, look, marks, corner);
    this(tile, marks, key);
}

/// `cut here`, in gaps of the dashes.
fn cut_words(tile: &Tile<'_>, marks: &mut Marks<'_>) {
    const WORDS: &str = "cut here";
    let width = marks.width(CUT, false, WORDS);
    let (at, rim) = (tile.at, tile.cuts.sheet.rim);
    if at.x - rim < width + 12.0 {
        return;
    }
    let window = Rect { x: 0.0, y: -CUT, w: width, h: 1.5 * CUT };
    let says = |marks: &mut Marks<'_>| {
        marks.words((0.0, 0.0), CUT, false, WORDS);
    };
    marks.color(Color::WHITE);
    marks.fill(Rect { x: rim, y: at.y - 1.5, w: width + 8.0, h: 3.0 });
    marks.color(Color::BLACK);
    let across = Matrix::shift(rim + 4.0, at.y + 0.3 * CUT);
    marks.stamp("cut here", across, window, says);
    let middle = Point { x: at.x - 0.8 * CUT - 7.0, y: at.y + (at.h - width) / 2.0 };
    let line = Size { w: width, h: 0.0 };
    let along =
        Matrix::place(Point { x: middle.x + 0.8 * CUT, ..middle }, line, Turn::Left);
    marks.stamp("cut here", along, window, says);
}

/// The lines below a tile's name: what it is a part of, which of how many, whose it is.
fn lines(corner: Point) -> [Pt; 4] {
    let first = corner.y + 0.668 * NAME + 7.0;
    [1.0, 2.0, 3.0, 4.0].map(|line| first + line * LEADING)
}

/// What every tile says.
fn said(look: &TileLook<'_>, marks: &mut Marks<'_>, corner: Point) {
    let [title, size, _, group] = lines(corner);
    marks.words((corner.x, title), SIZE, true, &format!("{},", look.title));
    marks.words((corner.x, size), SIZE, true, look.size);
    if !look.group.is_empty() {
        marks.words((corner.x, group), SIZE, false, look.group);
    }
}

/// What this tile says: its name, and which of how many it is.
fn own(tile: &Tile<'_>, look: &TileLook<'_>, marks: &mut Marks<'_>, corner: Point) {
    let name = tile_name(tile.row, tile.column);
    let columns = tile.cuts.columns.len() - 1;
    let number = tile.row * columns + tile.column + 1;
    marks.color(look.theme.color("primary"));
    marks.words((corner.x, corner.y + 0.668 * NAME + 2.0), NAME, true, &name);
    marks.color(Color::BLACK);
    let comma = if look.group.is_empty() { "" } else { "," };
    let says = format!("Sheet {number} of {}{comma}", tile.cuts.sheets());
    marks.words((corner.x, lines(corner)[2]), SIZE, false, &says);
}

/// How small the key to the tiles is.
fn scale(cuts: &Cuts) -> f64 {
    let end = |places: &[Pt]| places[places.len() - 1];
    (80.0 / end(&cuts.columns)).min(108.0 / end(&cuts.rows))
}

/// All tiles small.
fn grid(cuts: &Cuts, marks: &mut Marks<'_>, at: Point) {
    let scale = scale(cuts);
    let (rows, columns) = (&cuts.rows, &cuts.columns);
    let (width, height) =
        (columns[columns.len() - 1] * scale, rows[rows.len() - 1] * scale);
    for along in columns {
        let x = at.x + along * scale;
        marks.line((x, at.y), (x, at.y + height), THIN, &[]);
    }
    for across in rows {
        let y = at.y + across * scale;
        marks.line((at.x, y), (at.x + width, y), THIN, &[]);
    }
}

/// This tile in the key, black.
fn this(tile: &Tile<'_>, marks: &mut Marks<'_>, at: Point) {
    let (seen, scale) = (tile.seen, scale(tile.cuts));
    let (x, y) = (at.x + seen.x * scale, at.y + seen.y * scale);
    marks.fill(Rect { x, y, w: seen.w * scale, h: seen.h * scale });
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
