//! A large page as tiles: sheets that are cut on the left and at the top, and glued on the
//! right and at the foot.
//!
//! A tile shows its part of the art at its exact size. Past the cuts the picture runs on a
//! little, so that a cut that strays shows no white; in the glue zone it is veiled, because
//! the next sheet lies on it. All marks stand where they are cut away or covered.

mod waste;
mod zone;

use std::sync::Arc;

use super::cuts::Cuts;
use super::marks::{Marks, THIN};
use crate::font::Book;
use crate::model::Theme;
use crate::page::{Layer, Page};
use crate::unit::{Matrix, Point, Pt, Rect, Size};

/// What the tiles of a picture say of themselves.
#[derive(Clone, Copy)]
pub struct TileLook<'a> {
    /// The faces.
    pub book: &'a Book,
    /// The colours.
    pub theme: &'a Theme,
    /// What is cut up: `Safety poster`.
    pub title: &'a str,
    /// Its finished size: `24 × 36 in`.
    pub size: &'a str,
    /// Whose it is; empty if nobody says.
    pub group: &'a str,
}

/// The dashes of a cut line.
pub(super) const DASH: [Pt; 2] = [5.0, 3.0];
/// How much of the picture a veil leaves: enough to lay the next sheet by.
const VEIL: f64 = 0.78;

/// The letter of a row: A to Z, then AA.
pub fn row_letter(row: usize) -> String {
    let letter = u8::try_from(row % 26).expect("less than 26");
    let mut letters = if row < 26 { String::new() } else { row_letter(row / 26 - 1) };
    letters.push(char::from(b'A' + letter));
    letters
}

/// The name of a tile: a letter for its row, a number for its column.
pub fn tile_name(row: usize, column: usize) -> String {
    format!("{}{}", row_letter(row), column + 1)
}

/// One tile of many.
pub(super) struct Tile<'a> {
    pub cuts: &'a Cuts,
    pub row: usize,
    pub column: usize,
    /// What is seen of the picture, in its coordinates.
    pub seen: Rect,
    /// Where that stands on the sheet.
    pub at: Rect,
}

impl Tile<'_> {
    pub(super) fn is_last_column(&self) -> bool {
        self.column + 2 == self.cuts.columns.len()
    }

    pub(super) fn is_last_row(&self) -> bool {
        self.row + 2 == self.cuts.rows.len()
    }
}

/// Where the seen part of the picture begins on every sheet, from its top left corner.
pub fn tile_corner(cuts: &Cuts) -> Point {
    waste::corner(cuts)
}

/// The sheets of a picture, row by row from the top left.
pub fn tiles(art: &Page, cuts: &Cuts, look: &TileLook<'_>) -> Vec<Page> {
    let corner = waste::corner(cuts);
    let mut marks = Marks::new(look.book);
    let mut pages = Vec::with_capacity(cuts.sheets());
    for (row, across) in cuts.rows.windows(2).enumerate() {
        for (column, along) in cuts.columns.windows(2).enumerate() {
            let (w, h) = (along[1] - along[0], across[1] - across[0]);
            let seen = Rect { x: along[0], y: across[0], w, h };
            let at = Rect { x: corner.x, y: corner.y, w, h };
            let tile = Tile { cuts, row, column, seen, at };
            pages.push(page(art, &tile, look, &mut marks));
        }
    }
    pages
}

fn page(art: &Page, tile: &Tile<'_>, look: &TileLook<'_>, marks: &mut Marks<'_>) -> Page {
    let mut layers = picture(art, tile);
    zone::draw(tile, look, marks);
    cut_lines(tile, marks);
    waste::draw(tile, look, marks);
    layers.extend(marks.layers());
    Page { trim: tile.cuts.sheet.size, bleed: 0.0, slug: 0.0, layers }
}

/// The art through its windows: what is seen and a little more, and the veiled glue zones.
fn picture(art: &Page, tile: &Tile<'_>) -> Vec<Layer> {
    let (past, overlap) = (tile.cuts.sheet.past, tile.cuts.sheet.overlap);
    let seen = tile.seen;
    let (x, y) = (seen.x - past, seen.y - past);
    let (right, foot) = (seen.right() + past, seen.bottom() + past);
    let mut windows = vec![(Rect { x, y, w: right - x, h: foot - y }, 0.0)];
    let end = (seen.right() + overlap, seen.bottom() + overlap);
    if !tile.is_last_column() {
        windows.push((Rect { x: right, y, w: end.0 - right, h: foot - y }, VEIL));
    }
    if !tile.is_last_row() {
        windows.push((Rect { x, y: foot, w: right - x, h: end.1 - foot }, VEIL));
    }
    let whole = art.trim.rect();
    let shift = Matrix::shift(tile.at.x - seen.x, tile.at.y - seen.y);
    let mut layers = Vec::new();
    for (window, veil) in windows {
        let Some(window) = window.within(whole) else { continue };
        for layer in &art.layers {
            layers.push(Layer {
                matrix: layer.matrix.then(shift),
                items: Arc::clone(&layer.items),
                repeat: true,
                clip: Some(layer.matrix.inverse().apply_rect(window)),
                veil,
                rank: 0,
            });
        }
    }
    layers
}

/// Dashes where the sheet is cut: left and top, out to the sheet's edges, and on the
/// picture's own outer edges.
fn cut_lines(tile: &Tile<'_>, marks: &mut Marks<'_>) {
    let Size { w, h } = tile.cuts.sheet.size;
    let at = tile.at;
    // The dashes lie wholly on the waste.
    let off = THIN / 2.0;
    let (left, top) = (at.x - off, at.y - off);
    let mut cut = |from: (Pt, Pt), to: (Pt, Pt)| marks.line(from, to, THIN, &DASH);
    cut((left, 0.0), (left, h));
    cut((0.0, top), (w, top));
    if tile.is_last_column() {
        cut((at.right() + off, 0.0), (at.right() + off, h));
    }
    if tile.is_last_row() {
        cut((0.0, at.bottom() + off), (w, at.bottom() + off));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_letters_and_columns_numbers() {
        assert_eq!(tile_name(0, 0), "A1");
        assert_eq!(tile_name(4, 2), "E3");
        assert_eq!(tile_name(25, 9), "Z10");
        assert_eq!(tile_name(26, 0), "AA1");
        assert_eq!(tile_name(52, 0), "BA1");
    }
}
