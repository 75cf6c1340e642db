//! The map of a tiled page: the whole of it, small, with its cuts, its rows named by letters
//! and its columns by numbers.

use std::sync::Arc;

use super::cuts::Cuts;
use super::joining::joining;
use super::marks::{Marks, THIN, tenth};
use super::tile::{DASH, TileLook, row_letter};
use crate::page::{Color, Layer, Page};
use crate::unit::{Matrix, Pt, Rect};

/// Space above the picture for the numbers of the columns. The letters of the rows hang in the
/// margin.
const ABOVE: Pt = 26.0;
/// Between a row's letter and the picture.
const BESIDE: Pt = 10.0;
/// The size of the letters and numbers.
const HEAD: Pt = 13.0;

/// Draws a page small in a rectangle: `art` is read by who listens, its cuts, glue zones
/// and the names of rows and columns are marks. How tiles are joined is drawn beside it, where
/// there is a place for that.
pub fn map(
    art: &Page,
    cuts: &Cuts,
    (within, beside): (Rect, Option<Rect>),
    look: &TileLook<'_>,
) -> Vec<Layer> {
    let scale = (within.w / art.trim.w).min((within.h - ABOVE) / art.trim.h);
    let scaled = |places: &[Pt]| places.iter().map(|place| place * scale).collect();
    let place = Small {
        picture: Rect {
            x: within.x,
            y: within.y + ABOVE,
            w: art.trim.w * scale,
            h: art.trim.h * scale,
        },
        columns: scaled(&cuts.columns),
        rows: scaled(&cuts.rows),
        glue: cuts.sheet.overlap * scale,
    };
    let mut marks = Marks::new(look.book);
    place.glue(look, &mut marks);
    let mut layers = marks.layers();
    let small = Matrix { m: [scale, 0.0, 0.0, scale, place.picture.x, place.picture.y] };
    layers.extend(art.layers.iter().map(|layer| Layer {
        matrix: layer.matrix.then(small),
        items: Arc::clone(&layer.items),
        ..*layer
    }));
    place.lines(&mut marks);
    place.names(look, &mut marks);
    if let Some(beside) = beside {
        joining(cuts, beside, look, &mut marks);
    }
    layers.extend(marks.layers());
    layers
}

/// The small picture, and its cuts from its own corner.
struct Small {
    picture: Rect,
    columns: Vec<Pt>,
    rows: Vec<Pt>,
    glue: Pt,
}

impl Small {
    /// The cuts between tiles, of columns and of rows, on the map.
    fn inner(places: &[Pt], from: Pt) -> impl Iterator<Item = Pt> {
        places[1..places.len() - 1].iter().map(move |place| from + place)
    }

    /// The glue zones, tinted: the next tile covers them.
    fn glue(&self, look: &TileLook<'_>, marks: &mut Marks<'_>) {
        let Rect { x, y, w, h } = self.picture;
        marks.color(tint(look.theme.color("mid"), 0.4));
        for at in Self::inner(&self.columns, x) {
            marks.fill(Rect { x: at, y, w: self.glue, h });
        }
        for at in Self::inner(&self.rows, y) {
            marks.fill(Rect { x, y: at, w, h: self.glue });
        }
    }

    /// The picture's edge, and its cuts, dashed.
    fn lines(&self, marks: &mut Marks<'_>) {
        let r = self.picture;
        marks.color(Color::BLACK);
        let corners =
            [(r.x, r.y), (r.right(), r.y), (r.right(), r.bottom()), (r.x, r.bottom())];
        marks.outline(&corners, 0.75);
        let upright = Self::inner(&self.columns, r.x).map(tenth);
        let lying = Self::inner(&self.rows, r.y).map(tenth);
        let lines: Vec<_> = upright
            .map(|x| ((x, r.y), (x, r.bottom())))
            .chain(lying.map(|y| ((r.x, y), (r.right(), y))))
            .collect();
        marks.lines(&lines, THIN, &DASH);
    }

    /// Letters beside the rows, numbers above the columns: together they name each tile, and
    /// no name stands on a word.
    fn names(&self, look: &TileLook<'_>, marks: &mut Marks<'_>) {
        let Rect { x, y, .. } = self.picture;
        marks.color(look.theme.color("primary"));
        for (row, across) in self.rows.windows(2).enumerate() {
            let middle = y + f64::midpoint(across[0], across[1]) + 0.334 * HEAD;
            let letter = row_letter(row);
            let width = marks.width(HEAD, true, &letter);
            marks.words((x - BESIDE - width, middle), HEAD, true, &letter);
        }
        for (column, along) in self.columns.windows(2).enumerate() {
            let name = (column + 1).to_string();
            let width = marks.width(HEAD, true, &name);
            let middle = x + f64::midpoint(along[0], along[1]) - width / 2.0;
            marks.words((middle, y - 10.0), HEAD, true, &name);
        }
    }
}

/// A colour, lighter: as much of it as `share` says, the rest paper.
fn tint(color: Color, share: f64) -> Color {
    let part = |v: u8| 255 - lighter(255 - v, share);
    Color { r: part(color.r), g: part(color.g), b: part(color.b) }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn lighter(dark: u8, share: f64) -> u8 {
    (f64::from(dark) * share).round() as u8
}
