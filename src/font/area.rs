//! How much ink a glyph takes: the area of its outline.

use harfrust::GlyphId;
use harfrust::font::glyph::outline::{DrawMemory, DrawOptions, PathSink};

use super::Face;

impl Face {
    /// The area of a glyph's ink, in square em; 0 for a blank, or where the outline can't be
    /// read.
    pub fn ink_area(&self, glyph: u16) -> f64 {
        let outlines = self.font.outline_glyphs();
        let Some(outline) = outlines.get(GlyphId::from(glyph)) else { return 0.0 };
        let mut sum = Sum::default();
        let drawn = outline.draw(&DrawOptions::new(), DrawMemory::Scratch, &mut sum);
        let upem = f64::from(self.units_per_em());
        drawn.map_or(0.0, |_| sum.area.abs() / (upem * upem))
    }
}

/// Twice the signed area would be the sum of the cross products along an outline (Green's
/// theorem); this one is halved as it grows.
#[derive(Default)]
struct Sum {
    start: (f64, f64),
    at: (f64, f64),
    area: f64,
}

fn cross(a: (f64, f64), b: (f64, f64)) -> f64 {
    a.0 * b.1 - b.0 * a.1
}

fn point(x: f32, y: f32) -> (f64, f64) {
    (f64::from(x), f64::from(y))
}

impl PathSink for Sum {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        self.start = point(x, y);
        self.at = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = point(x, y);
        self.area += cross(self.at, to) / 2.0;
        self.at = to;
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let (from, by, to) = (self.at, point(cx0, cy0), point(x, y));
        let sum = 2.0 * cross(from, by) + 2.0 * cross(by, to) + cross(from, to);
        self.area += sum / 6.0;
        self.at = to;
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let (from, a, b, to) = (self.at, point(cx0, cy0), point(cx1, cy1), point(x, y));
        let ends = 6.0 * (cross(from, a) + cross(b, to)) + cross(from, to);
        let inner = 3.0 * (cross(from, b) + cross(a, b) + cross(a, to));
        self.area += (ends + inner) / 20.0;
        self.at = to;
    }

    fn close(&mut self) {
        self.area += cross(self.at, self.start) / 2.0;
        self.at = self.start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_of_curves_has_the_area_of_a_circle() {
        let k = 0.552_285;
        let mut sum = Sum::default();
        sum.move_to(1.0, 0.0);
        sum.curve_to(1.0, k, k, 1.0, 0.0, 1.0);
        sum.curve_to(-k, 1.0, -1.0, k, -1.0, 0.0);
        sum.curve_to(-1.0, -k, -k, -1.0, 0.0, -1.0);
        sum.curve_to(k, -1.0, 1.0, -k, 1.0, 0.0);
        sum.close();
        assert!((sum.area - std::f64::consts::PI).abs() < 1e-3, "{}", sum.area);
        let mut sum = Sum::default();
        sum.move_to(0.0, 0.0);
        sum.quad_to(1.0, 1.0, 2.0, 0.0);
        sum.close();
        assert!((sum.area.abs() - 2.0 / 3.0).abs() < 1e-9, "{}", sum.area);
    }

    #[test]
    fn letters_take_ink_and_blanks_take_none() {
        let book = crate::font::Book::embedded();
        let face = book.face(crate::page::FaceId(0));
        let area = |c| face.ink_area(face.glyph(c).unwrap());
        assert_eq!(area(' '), 0.0);
        assert!(area('.') > 0.001 && area('M') > 2.0 * area('l'));
    }
}
