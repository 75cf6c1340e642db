//! Pages for a copy shop: more paper around the trim, with marks on it.

use super::edges::{Edges, Mark};
use crate::font::Book;
use crate::model::SheetMark;
use crate::page::{Layer, Page};
use crate::unit::{INCH, Matrix, Pt, Rect, Size};

/// How far the paper runs past trim and bleed: room for marks.
pub const SLUG: Pt = 0.5 * INCH;

/// Folds of a page: from its top, and from its left.
pub type Folds = (Vec<Pt>, Vec<Pt>);

/// A page with marks around it, none of them on what is printed.
pub fn trimmed(page: &Page, asked: &[SheetMark], folds: &Folds, book: &Book) -> Page {
    let rim = page.bleed + SLUG;
    let sheet = Size { w: page.trim.w + 2.0 * rim, h: page.trim.h + 2.0 * rim };
    let block = Rect { x: rim, y: rim, ..page.trim.rect() };
    let mut edges = Edges::new(sheet, block, book).off(page.bleed);
    for mark in asked {
        match mark {
            SheetMark::Crop => {
                [block.x, block.right()]
                    .iter()
                    .for_each(|x| edges.upright(*x, Mark::Cut));
                [block.y, block.bottom()]
                    .iter()
                    .for_each(|y| edges.across(*y, Mark::Cut));
            }
            SheetMark::Fold => {
                folds.0.iter().for_each(|y| edges.across(block.y + y, Mark::Fold));
                folds.1.iter().for_each(|x| edges.upright(block.x + x, Mark::Fold));
            }
            SheetMark::Registration => edges.registration(),
        }
    }
    let onto = Matrix::shift(-rim, -rim);
    let moved = |layer: Layer| Layer { matrix: layer.matrix.then(onto), ..layer };
    let mut layers = page.layers.clone();
    layers.extend(edges.layers().into_iter().map(moved));
    Page { slug: SLUG, layers, ..*page }
}
