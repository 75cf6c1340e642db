//! A large page as tiles: sheets that are cut on the left and at the top, and glued on the
//! right and at the foot.
//!
//! A tile shows its part of the art at its exact size. Past the cuts the picture runs on a
//! little, so that a cut that strays shows no white; in the glue zone it is veiled, because
//! the next sheet lies on it. All marks stand where they are cut away or covered.

mod waste;
mod words;
mod zone;

use std::sync::Arc;

use super::cuts::Cuts;
use super::marks::Marks;
use crate::font::Book;
use crate::model::Theme;
use crate::page::{Artifact, Color, Item, Layer, Mark, Page, Path, Shape};
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
/// How white a veil is: enough of the picture is left to lay the next sheet by.
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
    /// The width of the widest name that stands in a glue zone.
    pub widest: Pt,
    /// The words in the waste, where they have a place.
    words: Option<&'a words::Words>,
}

impl Tile<'_> {
    pub(super) fn is_last_column(&self) -> bool {
        self.column + 2 == self.cuts.columns.len()
    }

    pub(super) fn is_last_row(&self) -> bool {
        self.row + 2 == self.cuts.rows.len()
    }

    /// How far the glue zones run out on the right and at the foot, from where the picture
    /// that is seen has run out.
    pub(super) fn beyond(&self) -> Size {
        let sheet = self.cuts.sheet;
        let zone = (sheet.overlap - sheet.past).max(0.0);
        Size {
            w: if self.is_last_column() { 0.0 } else { zone },
            h: if self.is_last_row() { 0.0 } else { zone },
        }
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
    let widest = zone::widest(cuts, &mut marks);
    let words = waste::words(cuts, look, &mut marks);
    let words = words.as_ref();
    let mut pages = Vec::with_capacity(cuts.sheets());
    for (row, across) in cuts.rows.windows(2).enumerate() {
        for (column, along) in cuts.columns.windows(2).enumerate() {
            let (w, h) = (along[1] - along[0], across[1] - across[0]);
            let seen = Rect { x: along[0], y: across[0], w, h };
            let at = Rect { x: corner.x, y: corner.y, w, h };
            let tile = Tile { cuts, row, column, seen, at, widest, words };
            pages.push(page(art, &tile, look, &mut marks));
        }
    }
    pages
}

fn page(art: &Page, tile: &Tile<'_>, look: &TileLook<'_>, marks: &mut Marks<'_>) -> Page {
    let mut layers = picture(art, tile);
    zone::draw(tile, look, marks);
    waste::draw(tile, look, marks);
    layers.extend(marks.layers());
    Page { trim: tile.cuts.sheet.size, bleed: 0.0, slug: 0.0, layers }
}

/// The art through its window, what is seen and a little more, and a veil over its glue zones.
fn picture(art: &Page, tile: &Tile<'_>) -> Vec<Layer> {
    let past = tile.cuts.sheet.past;
    let beyond = tile.beyond();
    let seen = tile.seen;
    let (x, y) = (seen.x - past, seen.y - past);
    let (w, h) = (seen.w + 2.0 * past + beyond.w, seen.h + 2.0 * past + beyond.h);
    let window = Rect { x, y, w, h }.within(art.trim.rect());
    let shift = Matrix::shift(tile.at.x - seen.x, tile.at.y - seen.y);
    let shown = |layer: &Layer| Layer {
        matrix: layer.matrix.then(shift),
        items: Arc::clone(&layer.items),
        repeat: true,
        clip: window.map(|window| layer.matrix.inverse().apply_rect(window)),
        opacity: 1.0,
        rank: 0,
    };
    let mut layers: Vec<Layer> = art.layers.iter().map(shown).collect();
    layers.extend(veil(tile));
    layers
}

/// White over the glue zones, past the edges of the picture by a point.
fn veil(tile: &Tile<'_>) -> Option<Layer> {
    const OUT: Pt = 1.0;
    let past = tile.cuts.sheet.past;
    let (at, beyond) = (tile.at, tile.beyond());
    let (x, y) = (at.x - past - OUT, at.y - past - OUT);
    let (right, foot) = (at.right() + past, at.bottom() + past);
    let zones = [
        Rect { x: right, y, w: beyond.w + OUT, h: foot - y },
        Rect { x, y: foot, w: right - x, h: beyond.h + OUT },
    ];
    let is_there = |zone: &Rect| zone.w > OUT && zone.h > OUT;
    let item = |zone: Rect| Item {
        mark: Mark::Artifact(Artifact::Layout),
        shape: Shape::Path(Path::rect(zone, Color::WHITE)),
    };
    let items: Vec<Item> = zones.into_iter().filter(is_there).map(item).collect();
    let layer = Layer { opacity: VEIL, ..Layer::new(Matrix::IDENTITY, Arc::new(items)) };
    Some(layer).filter(|layer| !layer.items.is_empty())
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
