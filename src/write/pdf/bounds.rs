//! What items cover, for the boxes that tags, artifacts and links ask for.

use crate::font::Book;
use crate::page::Shape;
use crate::unit::Rect;

/// The smallest box that holds both.
pub(super) fn around(a: [f64; 4], b: [f64; 4]) -> [f64; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// The rectangle that an item covers, in its face's coordinates.
pub(super) fn bounds(shape: &Shape, book: &Book) -> Rect {
    match shape {
        Shape::Image(picture) => picture.rect,
        Shape::Path(path) => {
            let half = path.stroke.as_ref().map_or(0.0, |s| s.width / 2.0);
            let Rect { x, y, w, h } = path.bounds();
            Rect { x: x - half, y: y - half, w: w + 2.0 * half, h: h + 2.0 * half }
        }
        Shape::Text(run) => {
            let face = book.face(run.face);
            let (up, down) = (f64::from(face.ascent), f64::from(face.descent));
            let y = run.at.y - up * run.size;
            Rect { x: run.at.x, y, w: run.width(), h: (up - down) * run.size }
        }
    }
}
