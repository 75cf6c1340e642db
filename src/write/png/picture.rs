//! Pictures, scaled and turned onto the canvas.

use super::canvas::Canvas;
use crate::page::{Color, Picture};
use crate::unit::{Matrix, Point};

/// At most so many samples across are averaged for a pixel.
const MOST: f64 = 16.0;

/// Draws a picture: samples are averaged where it shrinks, repeated where it grows.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn draw(picture: &Picture, view: Matrix, canvas: &mut Canvas) {
    let Some(back) = Back::new(picture, view) else { return };
    let on = view.apply_rect(picture.rect);
    let left = (on.x.floor() as i64).max(0);
    let top = (on.y.floor() as i64).max(0);
    let right = (on.right().ceil() as i64).min(canvas.width());
    let bottom = (on.bottom().ceil() as i64).min(canvas.height());
    for y in top..bottom {
        for x in left..right {
            if let Some((color, cover)) = back.pixel(x, y) {
                canvas.blend(x, y, color, cover);
            }
        }
    }
}

/// From pixels back to samples.
struct Back<'a> {
    picture: &'a Picture,
    matrix: Matrix,
    /// Samples taken each way for a pixel.
    taken: u32,
}

impl<'a> Back<'a> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn new(picture: &'a Picture, view: Matrix) -> Option<Self> {
        let [a, b, c, d, e, f] = view.m;
        let det = a * d - b * c;
        let r = picture.rect;
        if det == 0.0 || r.w <= 0.0 || r.h <= 0.0 {
            return None;
        }
        let sx = f64::from(picture.image.width) / r.w;
        let sy = f64::from(picture.image.height) / r.h;
        let m = [
            d / det * sx,
            -b / det * sy,
            -c / det * sx,
            a / det * sy,
            ((c * f - d * e) / det - r.x) * sx,
            ((b * e - a * f) / det - r.y) * sy,
        ];
        let step = m[0].hypot(m[1]).max(m[2].hypot(m[3]));
        // Four ways at least, so that the picture's own edges come out smooth.
        let taken = step.ceil().clamp(4.0, MOST) as u32;
        Some(Self { picture, matrix: Matrix { m }, taken })
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
    fn pixel(&self, x: i64, y: i64) -> Option<(Color, f32)> {
        let mut sum = [0.0f32; 4];
        let taken = f64::from(self.taken);
        for j in 0..self.taken {
            for i in 0..self.taken {
                let at = self.matrix.apply(Point {
                    x: x as f64 + (f64::from(i) + 0.5) / taken,
                    y: y as f64 + (f64::from(j) + 0.5) / taken,
                });
                let Some(([r, g, b], alpha)) = self.sample(at) else { continue };
                for (sum, v) in sum.iter_mut().zip([r, g, b]) {
                    *sum += f32::from(v) * alpha;
                }
                sum[3] += alpha;
            }
        }
        let [r, g, b] = [0, 1, 2].map(|i| byte(sum[i] / sum[3]));
        (sum[3] > 0.0).then_some((Color { r, g, b }, sum[3] / (taken * taken) as f32))
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn sample(&self, at: Point) -> Option<([u8; 3], f32)> {
        let image = &self.picture.image;
        let inside = |v: f64, size: u32| v >= 0.0 && v < f64::from(size);
        if !inside(at.x, image.width) || !inside(at.y, image.height) {
            return None;
        }
        let index = at.y as usize * image.width as usize + at.x as usize;
        let rgb = image.rgb.get(3 * index..3 * index + 3)?;
        let alpha = image.alpha.as_ref().map_or(Some(255), |a| a.get(index).copied())?;
        Some(([rgb[0], rgb[1], rgb[2]], f32::from(alpha) / 255.0))
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn byte(v: f32) -> u8 {
    v.round() as u8
}
