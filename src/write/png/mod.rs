//! Pages to pictures, for looking at: the same items as in the PDF, at the same places.
//!
//! `fontdue` draws the glyphs and `image` writes the file; outlines are filled here.

mod canvas;
pub mod contact;
mod fill;
mod glyphs;
mod picture;
mod stroke;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, RgbImage};

use crate::font::Book;
use crate::page::{Color, Layer, Page, Path, Shape, Stroke};
use crate::unit::{INCH, Matrix, Point, Rect};

use canvas::Canvas;
use glyphs::Glyphs;

/// A rectangle to be drawn on top of a page, as a thin line: an edge of the safe zone, a
/// frame. In points from the top left corner of the trim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guide {
    /// Where it runs.
    pub rect: Rect,
    /// Its colour.
    pub color: Color,
    /// Whether it is dashed.
    pub dashed: bool,
}

/// Draws a page, bleed, slug and all, on white.
///
/// The picture has as many pixels as the sheet needs at `dpi` dots per inch, rounded up.
///
/// # Panics
/// If `dpi` is no positive number, or the picture had more pixels than fit in memory.
pub fn draw(page: &Page, book: &Book, dpi: f64, guides: &[Guide]) -> RgbImage {
    assert!(dpi.is_finite() && dpi > 0.0, "dots per inch are a positive number");
    let scale = dpi / INCH;
    let mut canvas = Canvas::new(
        pixels((page.trim.w + 2.0 * page.rim()) * scale),
        pixels((page.trim.h + 2.0 * page.rim()) * scale),
    );
    let views: Vec<Matrix> =
        page.layers.iter().map(|l| view(l.matrix, page.rim(), scale)).collect();
    let runs = page.layers.iter().zip(&views).flat_map(|(layer, view)| {
        let runs = layer.items.iter().filter_map(|item| match &item.shape {
            Shape::Text(run) => Some(run),
            Shape::Path(_) | Shape::Image(_) => None,
        });
        runs.map(|run| (run, *view))
    });
    let mut glyphs = Glyphs::for_runs(book, runs);
    for (layer, view) in page.layers.iter().zip(&views) {
        match layer.clip {
            None if layer.opacity < 1.0 => {
                let mut over = canvas.clone();
                face(layer, *view, &mut over, &mut glyphs);
                canvas.lay(&over, layer.opacity);
            }
            None => face(layer, *view, &mut canvas, &mut glyphs),
            Some(clip) => {
                let mut art = canvas.clone();
                face(layer, *view, &mut art, &mut glyphs);
                let window = fill::flatten(&Path::rect(clip, Color::WHITE), *view);
                let window: Vec<Vec<Point>> =
                    window.into_iter().map(|f| f.points).collect();
                if let Some(mask) = fill::cover(&window, &canvas) {
                    canvas.paint_art(&mask, &art);
                }
            }
        }
    }
    let view = view(Matrix::IDENTITY, page.rim(), scale);
    guides.iter().for_each(|guide| outline(guide, view, scale, &mut canvas));
    canvas.image
}

/// From a face's coordinates to pixels.
fn view(matrix: Matrix, bleed: f64, scale: f64) -> Matrix {
    let [a, b, c, d, e, f] = matrix.m;
    Matrix { m: [a, b, c, d, e + bleed, f + bleed].map(|v| v * scale) }
}

fn face(layer: &Layer, view: Matrix, canvas: &mut Canvas, glyphs: &mut Glyphs) {
    for item in layer.items.iter() {
        match &item.shape {
            Shape::Text(run) => glyphs.draw(run, view, canvas),
            Shape::Path(shape) => path(shape, view, canvas),
            Shape::Image(picture) => picture::draw(picture, view, canvas),
        }
    }
}

fn path(path: &Path, view: Matrix, canvas: &mut Canvas) {
    let figures = fill::flatten(path, view);
    if let Some(color) = path.fill {
        let polygons: Vec<Vec<Point>> =
            figures.iter().map(|f| f.points.clone()).collect();
        fill::fill(&polygons, color, canvas);
    }
    if let Some(line) = &path.stroke {
        stroke::stroke(&figures, line, view, canvas);
    }
}

/// A line of one pixel, or of half a point where that is more.
fn outline(guide: &Guide, view: Matrix, scale: f64, canvas: &mut Canvas) {
    let width = (1.0 / scale).max(0.5);
    let dash = if guide.dashed { vec![3.0, 3.0] } else { Vec::new() };
    let stroke = Some(Stroke { color: guide.color, width, dash });
    let line = Path { fill: None, stroke, ..Path::rect(guide.rect, guide.color) };
    path(&line, view, canvas);
}

/// A PNG file of a picture, which tells how many dots make an inch.
///
/// # Panics
/// Never in practice: writing to memory does not fail.
pub fn encode(image: &RgbImage, dpi: f64) -> Vec<u8> {
    let mut out = Vec::new();
    PngEncoder::new_with_quality(&mut out, CompressionType::Fast, FilterType::Adaptive)
        .write_image(image, image.width(), image.height(), ExtendedColorType::Rgb8)
        .expect("an RGB picture has three bytes a pixel, and memory takes them");
    // Signature and IHDR are 8 and 25 bytes (PNG, 5.2 and 11.2.2); pHYs follows (11.3.5.3).
    out.splice(33..33, density(dpi));
    out
}

/// The `pHYs` chunk: pixels a metre, both ways.
fn density(dpi: f64) -> Vec<u8> {
    let metre = pixels(dpi / 0.0254 - 0.5).to_be_bytes();
    let body = [b"pHYs".as_slice(), &metre, &metre, &[1]].concat();
    let mut crc = flate2::Crc::new();
    crc.update(&body);
    [9u32.to_be_bytes().as_slice(), &body, &crc.sum().to_be_bytes()].concat()
}

/// Rounded up, but for what calculating left over.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn pixels(length: f64) -> u32 {
    (length - 1e-6).ceil().max(1.0) as u32
}
