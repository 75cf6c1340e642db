//! What a cut may not touch: the lines of text, from their highest ink to their lowest.

use std::collections::BTreeMap;

use crate::font::Book;
use crate::page::{FaceId, Page, Run, Shape};
use crate::unit::{Pt, Rect};

/// A stretch along one side of a page: from, to.
pub type Span = (Pt, Pt);

/// The heights at which a page has glyphs, from the top, merged where they touch. Grounds
/// and rules are no obstacles, so that a poster is cut alike in every theme.
pub fn text_spans(page: &Page, book: &Book) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut known = Known::new();
    for layer in &page.layers {
        for item in layer.items.iter() {
            if let Shape::Text(run) = &item.shape
                && let Some(ink) = ink(run, book, &mut known)
            {
                let on_page = layer.matrix.apply_rect(ink);
                spans.push((on_page.y, on_page.bottom()));
            }
        }
    }
    merged(spans)
}

/// The highest and the lowest ink of glyphs, in em from the baseline down.
type Known = BTreeMap<(FaceId, u16), Option<Span>>;

/// The box around the ink of a run, in its face's coordinates: as wide as the run.
fn ink(run: &Run, book: &Book, known: &mut Known) -> Option<Rect> {
    let face = book.face(run.face);
    let boxes = run.glyphs.iter().filter_map(|glyph| {
        let own = known.entry((run.face, glyph.id));
        let extents = || face.extents(glyph.id).map(|ink| (ink.y, ink.bottom()));
        let (top, foot) = (*own.or_insert_with(extents))?;
        let up = f64::from(glyph.dy);
        Some((top - up, foot - up))
    });
    let (top, foot) = boxes.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let (y, h) = (run.at.y + top * run.size, (foot - top) * run.size);
    Some(Rect { x: run.at.x, y, w: run.width(), h })
}

fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if span.0 <= last.1 => last.1 = last.1.max(span.1),
            _ => out.push(span),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_touch_are_one() {
        let spans = vec![(10.0, 20.0), (0.0, 5.0), (15.0, 30.0), (30.0, 31.0)];
        assert_eq!(merged(spans), [(0.0, 5.0), (10.0, 31.0)]);
    }
}
