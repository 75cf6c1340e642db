//! The words in the waste of a tile: its name, what it is a part of, and the key to all tiles.
//! They fit their place: nothing of them stands on the picture.

use super::{Tile, TileLook, tile_name};
use crate::impose::cuts::Cuts;
use crate::impose::marks::{Marks, THIN};
use crate::unit::{Point, Pt, Rect, Size};

const NAME: Pt = 28.0;
pub(super) const SIZE: Pt = 9.5;
pub(super) const LEADING: Pt = 12.5;
/// Capitals, in em.
const CAPITALS: f64 = 0.668;
/// A line is set so much smaller before it is broken into two.
const LEAST: f64 = 0.85;
/// What stands before a sheet's number.
const SHEET: &str = "Sheet ";
/// The largest key to the tiles.
const KEY: Size = Size { w: 80.0, h: 108.0 };
/// In a band, the lines stand so far right of the name, and the key of both.
const BESIDE: (Pt, Pt) = (62.0, 190.0);

/// Where waste is wide enough to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Left of the picture.
    Column,
    /// Above it.
    Band,
    /// Nowhere: only the corner of the glue zone says which sheet it is.
    None,
}

/// One line of words.
struct Line {
    at: (Pt, Pt),
    size: Pt,
    bold: bool,
    text: String,
}

/// The words of every tile, and where those of each stand.
pub(super) struct Words {
    /// Where the name's capitals begin.
    corner: Point,
    lines: Vec<Line>,
    /// `Sheet `, before the number.
    number: Line,
    /// The corner of the key.
    pub key: Point,
    scale: f64,
}

/// Places the words in a room beside the picture or above it.
pub(super) fn words(
    place: Place,
    room: Rect,
    cuts: &Cuts,
    look: &TileLook<'_>,
    marks: &mut Marks<'_>,
) -> Words {
    let band = place == Place::Band;
    let corner = Point { x: room.x, y: room.y };
    let (left, width, top) = if band {
        (room.x + BESIDE.0, BESIDE.1 - BESIDE.0 - 8.0, room.y + CAPITALS * SIZE)
    } else {
        (room.x, room.w, room.y + CAPITALS * NAME + 7.0 + LEADING)
    };
    let mut y = top;
    let mut lines = Vec::new();
    let mut number = None;
    let comma = if look.group.is_empty() { "" } else { "," };
    let (title, count) = (format!("{},", look.title), cuts.sheets());
    let last = format!("{SHEET}{count} of {count}{comma}");
    let said =
        [(title.as_str(), true), (look.size, true), (&last, false), (look.group, false)];
    for (text, bold) in said {
        let is_number = text == last;
        for (text, size) in fitted(text, bold, width, band || is_number, marks) {
            let line = Line { at: (left, y), size, bold, text };
            if is_number {
                number = Some(Line { text: SHEET.to_owned(), ..line });
            } else {
                lines.push(line);
            }
            y += LEADING;
        }
    }
    let key = if band {
        Point { x: (room.x + BESIDE.1).round(), y: room.y + 2.0 }
    } else {
        Point { x: room.x, y: (room.y + 104.0).max(y) }
    };
    let most = if band {
        Size { h: KEY.h.min(room.h - 4.0), ..KEY }
    } else {
        Size { w: KEY.w.min(room.w), ..KEY }
    };
    let end = |places: &[Pt]| places[places.len() - 1];
    let scale = (most.w / end(&cuts.columns)).min(most.h / end(&cuts.rows));
    let number = number.expect("the number was one of the lines");
    Words { corner, lines, number, key, scale }
}

/// Words in lines that are at most so wide, and the size of each: a little smaller if that is
/// enough, else broken between words, if they may be.
fn fitted(
    text: &str,
    bold: bool,
    width: Pt,
    whole: bool,
    marks: &mut Marks<'_>,
) -> Vec<(String, Pt)> {
    let mut size = |line: &str| SIZE * (width / marks.width(SIZE, bold, line)).min(1.0);
    if text.is_empty() {
        return Vec::new();
    }
    if whole || size(text) >= LEAST * SIZE {
        return vec![(text.to_owned(), size(text))];
    }
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if size(&format!("{line} {word}")) >= SIZE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.into_iter().map(|line| (line.clone(), size(&line))).collect()
}

impl Words {
    /// What every tile says.
    pub(super) fn alike(&self, cuts: &Cuts, marks: &mut Marks<'_>) {
        for line in self.lines.iter().chain([&self.number]) {
            marks.words(line.at, line.size, line.bold, &line.text);
        }
        self.grid(cuts, marks);
    }

    /// What this tile says: its name, and which of how many it is.
    pub(super) fn own(
        &self,
        tile: &Tile<'_>,
        look: &TileLook<'_>,
        marks: &mut Marks<'_>,
    ) {
        self.cell(tile, marks);
        let name = tile_name(tile.row, tile.column);
        let columns = tile.cuts.columns.len() - 1;
        let number = tile.row * columns + tile.column + 1;
        let comma = if look.group.is_empty() { "" } else { "," };
        let says = format!("{number} of {}{comma}", tile.cuts.sheets());
        let Line { at, size, .. } = self.number;
        let x = at.0 + marks.width(size, false, SHEET);
        marks.words((x, at.1), size, false, &says);
        marks.color(look.theme.color("primary"));
        let baseline = self.corner.y + CAPITALS * NAME + 2.0;
        marks.words((self.corner.x, baseline), NAME, true, &name);
    }

    /// A place of the picture in the key, on whole points.
    fn at(&self, x: Pt, y: Pt) -> (Pt, Pt) {
        let Point { x: left, y: top } = self.key;
        ((left + x * self.scale).round(), (top + y * self.scale).round())
    }

    /// The key: all tiles small.
    fn grid(&self, cuts: &Cuts, marks: &mut Marks<'_>) {
        let (rows, columns) = (&cuts.rows, &cuts.columns);
        let (right, foot) = (columns[columns.len() - 1], rows[rows.len() - 1]);
        let upright = columns.iter().map(|x| (self.at(*x, 0.0), self.at(*x, foot)));
        let lying = rows.iter().map(|y| (self.at(0.0, *y), self.at(right, *y)));
        let lines: Vec<_> = upright.chain(lying).collect();
        marks.lines(&lines, THIN, &[]);
    }

    /// This tile in the key, black.
    fn cell(&self, tile: &Tile<'_>, marks: &mut Marks<'_>) {
        let seen = tile.seen;
        let (x, y) = self.at(seen.x, seen.y);
        let (right, foot) = self.at(seen.right(), seen.bottom());
        marks.fill(Rect { x, y, w: right - x, h: foot - y });
    }
}
