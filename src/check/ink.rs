//! How much ink a page takes: the share of its area that is inked, each colour by how dark it
//! is in print.
//!
//! Grounds are rectangles, counted without what covers them; letters are the areas of their
//! outlines, each run against what is behind it. That is within a hundredth of the page of
//! what a rasteriser counts (`tests/check.rs`), and takes no raster.

use super::backdrop::{Backdrop, Behind};
use super::light::darkness;
use crate::font::Book;
use crate::page::{Color, FaceId, Image, Page, Path, Run, Segment, Stroke};
use crate::unit::{Point, Pt, Rect};

/// What was measured of glyphs already.
#[derive(Default)]
pub struct Areas {
    faces: Vec<Vec<Measured>>,
}

/// The measures of a glyph, in em; no number where it was not measured yet.
#[derive(Clone, Copy)]
struct Measured {
    area: f32,
    depth: f32,
}

impl Areas {
    /// The area of a glyph's ink, in square em.
    fn of(&mut self, book: &Book, face: FaceId, glyph: u16) -> f64 {
        let known = self.known(face, glyph);
        if known.area.is_nan() {
            known.area = book.face(face).ink_area(glyph) as f32;
        }
        f64::from(known.area)
    }

    /// How far the glyphs of a run go below its baseline, in em.
    pub(super) fn depth(&mut self, book: &Book, run: &Run) -> f64 {
        let mut deepest = 0.0_f32;
        for glyph in &run.glyphs {
            let known = self.known(run.face, glyph.id);
            if known.depth.is_nan() {
                let extents = book.face(run.face).extents(glyph.id);
                known.depth = extents.map_or(0.0, |r| r.bottom() as f32);
            }
            deepest = deepest.max(known.depth - glyph.dy);
        }
        f64::from(deepest)
    }

    fn known(&mut self, face: FaceId, glyph: u16) -> &mut Measured {
        let (at, index) = (usize::from(face.0), usize::from(glyph));
        if self.faces.len() <= at {
            self.faces.resize(at + 1, Vec::new());
        }
        let known = &mut self.faces[at];
        if known.len() <= index {
            known.resize(index + 1, Measured { area: f32::NAN, depth: f32::NAN });
        }
        &mut known[index]
    }
}

/// The ink of a page, in square points of full black.
#[derive(Default)]
pub struct Ink {
    sum: f64,
}

impl Ink {
    /// A run over what is behind it.
    pub fn run(&mut self, run: &Run, behind: &Behind, book: &Book, areas: &mut Areas) {
        let glyphs = run.glyphs.iter().map(|g| areas.of(book, run.face, g.id));
        let area = glyphs.sum::<f64>() * run.size * run.size;
        self.sum += area * (darkness(run.color) - mean(behind));
    }

    /// A line along an outline.
    pub fn stroke(&mut self, path: &Path, stroke: &Stroke, behind: &Behind) {
        let dash = &stroke.dash;
        let drawn: Pt = dash.iter().step_by(2).sum();
        let share = match dash.len() {
            0 => 1.0,
            // An odd list is run through twice, dashes and gaps exchanged.
            odd if odd % 2 == 1 => 0.5,
            _ => drawn / dash.iter().sum::<Pt>().max(1e-9),
        };
        let area = length(path) * stroke.width * share;
        self.sum += area * (darkness(stroke.color) - mean(behind));
    }

    /// A filled outline that is no rectangle.
    pub fn shape(&mut self, path: &Path, dark: f64, behind: &Behind) {
        self.sum += area(path) * (dark - mean(behind));
    }

    /// A picture, by some thousands of its samples.
    pub fn picture(&mut self, image: &Image, rect: Rect, behind: &Behind) {
        const SAMPLES: usize = 5000;
        let under = mean(behind);
        let count = image.rgb.len() / 3;
        let step = (count / SAMPLES) | 1; // Odd, so as not to run along columns.
        let sample = |at: usize| {
            let rgb = &image.rgb[3 * at..3 * at + 3];
            let color = Color { r: rgb[0], g: rgb[1], b: rgb[2] };
            let alpha = image.alpha.as_ref().and_then(|alpha| alpha.get(at));
            let alpha = alpha.map_or(1.0, |alpha| f64::from(*alpha) / 255.0);
            (darkness(color) - under) * alpha
        };
        let taken = count.div_ceil(step).max(1) as f64;
        let dark: f64 = (0..count).step_by(step).map(sample).sum();
        self.sum += dark / taken * rect.w * rect.h;
    }

    /// The share of the page that is inked, the grounds counted in.
    pub fn share(&self, page: &Page, grounds: &Backdrop) -> f64 {
        let trim = page.trim.rect();
        let ground: f64 =
            grounds.areas(trim).map(|(area, color)| area * darkness(color)).sum();
        ((self.sum + ground) / (trim.w * trim.h).max(1e-9)).clamp(0.0, 1.0)
    }
}

/// How dark it is behind something, on the whole.
fn mean(behind: &Behind) -> f64 {
    behind.shares.iter().map(|(color, share)| darkness(*color) * share).sum()
}

/// The rectangle that an outline is, if it is one.
pub fn rectangle(path: &Path) -> Option<Rect> {
    use Segment::{Close, Line, Move};
    let [Move(a), Line(b), Line(c), Line(d), Close] = path.segments.as_slice() else {
        return None;
    };
    let upright = |p: &Point, q: &Point| p.x == q.x || p.y == q.y;
    let all = upright(a, b) && upright(b, c) && upright(c, d) && upright(d, a);
    all.then(|| path.bounds())
}

/// The corners of an outline, curves taken as eight straight pieces.
fn corners(path: &Path, mut side: impl FnMut(Point, Point)) {
    let (mut start, mut at) = (Point::default(), Point::default());
    for segment in &path.segments {
        match *segment {
            Segment::Move(p) => {
                start = p;
                at = p;
            }
            Segment::Line(p) => {
                side(at, p);
                at = p;
            }
            Segment::Curve(a, b, end) => {
                let from = at;
                for step in 1..=8 {
                    let next = on_curve([from, a, b, end], f64::from(step) / 8.0);
                    side(at, next);
                    at = next;
                }
            }
            Segment::Close => {
                side(at, start);
                at = start;
            }
        }
    }
}

fn on_curve(p: [Point; 4], t: f64) -> Point {
    let u = 1.0 - t;
    let weights = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
    let sum = |of: fn(&Point) -> f64| -> f64 {
        p.iter().zip(weights).map(|(p, w)| of(p) * w).sum()
    };
    Point { x: sum(|p| p.x), y: sum(|p| p.y) }
}

fn length(path: &Path) -> Pt {
    let mut sum = 0.0;
    corners(path, |a, b| {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        sum += (dx * dx + dy * dy).sqrt();
    });
    sum
}

fn area(path: &Path) -> f64 {
    let mut sum = 0.0;
    corners(path, |a, b| sum += a.x * b.y - b.x * a.y);
    (sum / 2.0).abs()
}
