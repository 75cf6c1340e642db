//! Glyphs, drawn by `fontdue` larger than needed and set down at fractions of a pixel.
//!
//! `fontdue` knows whole-pixel origins only. A glyph is rasterised at several times its
//! size, once, and each of its small dots falls into the pixel it belongs to: that places
//! it to a quarter of a pixel, upright or turned.

use std::collections::BTreeMap;

use fontdue::{Font, FontSettings};

use super::canvas::{Canvas, Mask};
use crate::font::Book;
use crate::page::{Color, FaceId, Run};
use crate::unit::{Matrix, Point};

/// A glyph of small dots, `over` of them to a pixel each way.
struct Raster {
    over: f64,
    /// The left edge and the top edge from the origin, in dots, y downwards.
    left: f64,
    top: f64,
    width: usize,
    dots: Vec<u8>,
}

/// The glyphs of a page, by face, number and size.
pub(super) struct Glyphs {
    fonts: BTreeMap<FaceId, Font>,
    rasters: BTreeMap<(FaceId, u16, u32), Raster>,
}

/// Pixels to the em.
#[allow(clippy::cast_possible_truncation)]
fn pixels(run: &Run, view: Matrix) -> f32 {
    let [a, b, c, d, ..] = view.m;
    (run.size * (a * d - b * c).abs().sqrt()) as f32
}

/// How many times its size a glyph is drawn: big ones are exact enough as they are.
fn over(pixels: f32) -> f32 {
    match pixels {
        p if p < 100.0 => 4.0,
        p if p < 400.0 => 2.0,
        _ => 1.0,
    }
}

impl Glyphs {
    /// Reads the faces of runs. `fontdue` flattens curves for one size: the largest is told
    /// to it, or big letters come out as polygons.
    pub(super) fn for_runs<'a>(
        book: &Book,
        runs: impl Iterator<Item = (&'a Run, Matrix)>,
    ) -> Self {
        let mut largest: BTreeMap<FaceId, f32> = BTreeMap::new();
        for (run, view) in runs {
            let pixels = pixels(run, view);
            let most = largest.entry(run.face).or_default();
            *most = most.max(pixels * over(pixels));
        }
        let font = |(id, scale): (FaceId, f32)| {
            let face = book.face(id);
            let settings = FontSettings {
                collection_index: face.index(),
                scale: scale.clamp(40.0, 4000.0),
                load_substitutions: true,
            };
            // A face that `fontdue` can't read leaves its words out of the picture.
            Some((id, Font::from_bytes(face.bytes(), settings).ok()?))
        };
        let fonts = largest.into_iter().filter_map(font).collect();
        Self { fonts, rasters: BTreeMap::new() }
    }

    /// Draws a run.
    pub(super) fn draw(&mut self, run: &Run, view: Matrix, canvas: &mut Canvas) {
        let Some(font) = self.fonts.get(&run.face) else { return };
        let pixels = pixels(run, view);
        let mut pen = run.at.x;
        for glyph in &run.glyphs {
            let at = Point {
                x: pen + f64::from(glyph.dx) * run.size,
                y: run.at.y - f64::from(glyph.dy) * run.size,
            };
            pen += f64::from(glyph.advance) * run.size;
            if glyph.id >= font.glyph_count() {
                continue;
            }
            let key = (run.face, glyph.id, pixels.to_bits());
            let raster = self
                .rasters
                .entry(key)
                .or_insert_with(|| Raster::new(font, glyph.id, pixels));
            raster.draw(view.apply(at), directions(view), run.color, canvas);
        }
    }
}

/// Where "right" and "down" point on the canvas, one pixel long.
fn directions(view: Matrix) -> [f64; 4] {
    let [a, b, c, d, ..] = view.m;
    let scale = (a * d - b * c).abs().sqrt();
    [a, b, c, d].map(|v| v / scale)
}

impl Raster {
    #[allow(clippy::cast_precision_loss)]
    fn new(font: &Font, glyph: u16, pixels: f32) -> Self {
        let over = over(pixels);
        let (metrics, dots) = font.rasterize_indexed(glyph, pixels * over);
        let top = f64::from(metrics.ymin) + metrics.height as f64;
        Self {
            over: f64::from(over),
            left: f64::from(metrics.xmin),
            top: -top,
            width: metrics.width,
            dots,
        }
    }

    /// Lets the dots fall into their pixels; `at` is the origin on the canvas.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss
    )]
    fn draw(&self, at: Point, to: [f64; 4], color: Color, canvas: &mut Canvas) {
        if self.width == 0 {
            return;
        }
        let [a, b, c, d] = to.map(|v| v / self.over);
        let height = self.dots.len() / self.width;
        let corner =
            |x: f64, y: f64| Point { x: at.x + a * x + c * y, y: at.y + b * x + d * y };
        let (right, bottom) = (self.left + self.width as f64, self.top + height as f64);
        let (p, q) = (corner(self.left, self.top), corner(right, bottom));
        let (r, s) = (corner(right, self.top), corner(self.left, bottom));
        let low = |v: [f64; 4]| v.into_iter().fold(f64::MAX, f64::min).floor();
        let high = |v: [f64; 4]| v.into_iter().fold(f64::MIN, f64::max).ceil();
        let (xs, ys) = ([p.x, q.x, r.x, s.x], [p.y, q.y, r.y, s.y]);
        let (x0, y0) = (low(xs), low(ys));
        let (w, h) = ((high(xs) - x0) as usize + 1, (high(ys) - y0) as usize + 1);
        let mut mask = Mask::new(x0 as i64, y0 as i64, w, h);
        let one = 1.0 / (255.0 * self.over * self.over) as f32;
        let first = corner(self.left + 0.5, self.top + 0.5);
        for (j, row) in self.dots.chunks_exact(self.width).enumerate() {
            let (mut x, mut y) =
                (first.x - x0 + c * j as f64, first.y - y0 + d * j as f64);
            for dot in row {
                if *dot > 0 {
                    mask.cover[y as usize * w + x as usize] += f32::from(*dot) * one;
                }
                x += a;
                y += b;
            }
        }
        canvas.paint(&mask, color);
    }
}
