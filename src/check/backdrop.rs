//! What is behind a place of a page: the grounds painted so far, as rectangles that don't
//! overlap.

use crate::page::Color;
use crate::unit::Rect;

/// The paper's own colour.
pub const PAPER: Color = Color::WHITE;

/// What is behind a rectangle.
pub struct Behind {
    /// Its colours and their shares, which make 1; the paper, if it shows, is the last.
    pub shares: Vec<(Color, f64)>,
    /// Whether a picture or an uneven shape is behind it, of which the colour isn't known.
    pub picture: bool,
}

/// The grounds of a page, as they were painted so far.
#[derive(Default)]
pub struct Backdrop {
    patches: Vec<(Rect, Color)>,
    pictures: Vec<Rect>,
}

impl Backdrop {
    /// Paints a rectangle over what there is.
    pub fn paint(&mut self, rect: Rect, color: Color) {
        if self.patches.iter().any(|(own, _)| overlap(*own, rect) > 0.0) {
            let old = std::mem::take(&mut self.patches);
            for (own, shade) in old {
                if overlap(own, rect) > 0.0 {
                    let rest = without(own, rect).into_iter().map(|part| (part, shade));
                    self.patches.extend(rest);
                } else {
                    self.patches.push((own, shade));
                }
            }
        }
        self.patches.push((rect, color));
    }

    /// Puts a picture there.
    pub fn picture(&mut self, rect: Rect) {
        self.pictures.push(rect);
    }

    /// What is behind a rectangle.
    pub fn behind(&self, rect: Rect) -> Behind {
        let whole = (rect.w * rect.h).max(1e-9);
        let mut shares: Vec<(Color, f64)> = Vec::new();
        let mut paper = 1.0;
        for (own, color) in &self.patches {
            let share = overlap(*own, rect) / whole;
            if share > 0.0 {
                paper -= share;
                match shares.iter_mut().find(|(known, _)| known == color) {
                    Some((_, sum)) => *sum += share,
                    None => shares.push((*color, share)),
                }
            }
        }
        if paper > 1e-6 {
            shares.push((PAPER, paper));
        }
        let picture = self.pictures.iter().any(|own| overlap(*own, rect) > 0.02 * whole);
        Behind { shares, picture }
    }

    /// The patches within a rectangle: their areas and colours.
    pub fn areas(&self, within: Rect) -> impl Iterator<Item = (f64, Color)> {
        self.patches.iter().map(move |(rect, color)| (overlap(*rect, within), *color))
    }
}

/// The area that two rectangles share.
pub fn overlap(a: Rect, b: Rect) -> f64 {
    let w = a.right().min(b.right()) - a.x.max(b.x);
    let h = a.bottom().min(b.bottom()) - a.y.max(b.y);
    if w > 0.0 && h > 0.0 { w * h } else { 0.0 }
}

/// What is left of a rectangle when another is cut out of it: up to four.
fn without(a: Rect, cut: Rect) -> Vec<Rect> {
    let (top, bottom) = (a.y.max(cut.y), a.bottom().min(cut.bottom()));
    let middle = bottom - top;
    let parts = [
        Rect { h: top - a.y, ..a },
        Rect { y: bottom, h: a.bottom() - bottom, ..a },
        Rect { y: top, h: middle, w: cut.x - a.x, ..a },
        Rect { x: cut.right(), y: top, w: a.right() - cut.right(), h: middle },
    ];
    parts.into_iter().filter(|part| part.w > 1e-9 && part.h > 1e-9).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Color = Color { r: 255, g: 0, b: 0 };

    #[test]
    fn what_is_painted_last_is_what_is_seen() {
        let rect = |x, y, w, h| Rect { x, y, w, h };
        let mut page = Backdrop::default();
        page.paint(rect(0.0, 0.0, 10.0, 10.0), RED);
        page.paint(rect(2.0, 2.0, 4.0, 4.0), Color::BLACK);
        page.paint(rect(4.0, 0.0, 20.0, 3.0), RED);
        let areas = |color| -> f64 {
            let all = page.areas(rect(0.0, 0.0, 100.0, 100.0));
            all.filter(|(_, own)| *own == color).map(|(area, _)| area).sum()
        };
        assert!((areas(Color::BLACK) - 14.0).abs() < 1e-9);
        assert!((areas(RED) - (100.0 + 60.0 - 18.0 - 14.0)).abs() < 1e-9);
        let behind = page.behind(rect(0.0, 8.0, 20.0, 4.0));
        assert_eq!(behind.shares.len(), 2);
        assert!((behind.shares[0].1 - 0.25).abs() < 1e-9);
        assert_eq!(behind.shares[1].0, PAPER);
    }
}
