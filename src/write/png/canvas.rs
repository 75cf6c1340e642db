//! The picture, and masks of coverage to paint through.

use image::RgbImage;

use crate::page::Color;

/// The picture being drawn.
#[derive(Clone)]
pub(super) struct Canvas {
    pub image: RgbImage,
}

/// How much of each pixel of a rectangle is covered, from 0 to 1.
pub(super) struct Mask {
    /// The left edge, in pixels of the canvas.
    pub x: i64,
    /// The top edge.
    pub y: i64,
    /// Pixels in a row.
    pub width: usize,
    /// Rows from the top.
    pub cover: Vec<f32>,
}

impl Mask {
    /// An empty mask over a rectangle of pixels.
    pub(super) fn new(x: i64, y: i64, width: usize, height: usize) -> Self {
        Self { x, y, width, cover: vec![0.0; width * height] }
    }
}

impl Canvas {
    /// A white picture.
    pub(super) fn new(width: u32, height: u32) -> Self {
        Self { image: RgbImage::from_pixel(width, height, image::Rgb([255; 3])) }
    }

    pub(super) fn width(&self) -> i64 {
        i64::from(self.image.width())
    }

    pub(super) fn height(&self) -> i64 {
        i64::from(self.image.height())
    }

    /// Paints a colour through a mask.
    pub(super) fn paint(&mut self, mask: &Mask, color: Color) {
        if mask.width == 0 {
            return;
        }
        for (y, row) in (mask.y..).zip(mask.cover.chunks_exact(mask.width)) {
            for (x, cover) in (mask.x..).zip(row) {
                if *cover > 0.0 {
                    self.blend(x, y, color, *cover);
                }
            }
        }
    }

    /// Paints another picture of the same size through a mask.
    pub(super) fn paint_art(&mut self, mask: &Mask, art: &Self) {
        for (y, row) in (mask.y..).zip(mask.cover.chunks_exact(mask.width.max(1))) {
            for (x, cover) in (mask.x..).zip(row) {
                let (Ok(at_x), Ok(at_y)) = (u32::try_from(x), u32::try_from(y)) else {
                    continue;
                };
                if let Some(pixel) = art.image.get_pixel_checked(at_x, at_y) {
                    let [r, g, b] = pixel.0;
                    self.blend(x, y, Color { r, g, b }, *cover);
                }
            }
        }
    }

    /// Lays another picture of the same size over this one.
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn lay(&mut self, over: &Self, opacity: f64) {
        let values = self.image.iter_mut().zip(over.image.iter());
        values.for_each(|(under, over)| *under = mix(*under, *over, opacity as f32));
    }

    /// Mixes a colour into a pixel; what lies outside of the picture is left out.
    pub(super) fn blend(&mut self, x: i64, y: i64, color: Color, cover: f32) {
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else { return };
        let Some(pixel) = self.image.get_pixel_mut_checked(x, y) else { return };
        let cover = cover.min(1.0);
        for (under, over) in pixel.0.iter_mut().zip([color.r, color.g, color.b]) {
            *under = mix(*under, over, cover);
        }
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn mix(under: u8, over: u8, cover: f32) -> u8 {
    let (under, over) = (f32::from(under), f32::from(over));
    (under + (over - under) * cover).round() as u8
}
