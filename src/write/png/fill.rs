//! Filling outlines: exact across, in sixteenths of a pixel down; upright rectangles exact.

use super::canvas::{Canvas, Mask};
use crate::page::{Color, Path, Segment};
use crate::unit::{Matrix, Point, Rect};

/// Lines of crossings in a row of pixels.
const LINES: f64 = 16.0;
/// How far a chord may run from its curve, in pixels.
const FLAT: f64 = 0.05;

/// A figure of straight sides, in pixels.
pub(super) struct Figure {
    pub points: Vec<Point>,
    pub closed: bool,
}

/// The figures of an outline, their curves cut into chords.
pub(super) fn flatten(path: &Path, view: Matrix) -> Vec<Figure> {
    let mut out: Vec<Figure> = Vec::new();
    for segment in &path.segments {
        if let Segment::Move(p) = segment {
            out.push(Figure { points: vec![view.apply(*p)], closed: false });
            continue;
        }
        let Some(figure) = out.last_mut() else { continue };
        match segment {
            Segment::Line(p) => figure.points.push(view.apply(*p)),
            Segment::Curve(a, b, end) => {
                let [a, b, end] = [a, b, end].map(|p| view.apply(*p));
                curve(&mut figure.points, a, b, end);
            }
            Segment::Close => figure.closed = true,
            Segment::Move(_) => {}
        }
    }
    out
}

/// As many chords as keep within [`FLAT`] (T. Sederberg, "Computer Aided Geometric Design",
/// 10.6).
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn curve(points: &mut Vec<Point>, a: Point, b: Point, end: Point) {
    let start = *points.last().expect("a figure begins with a point");
    let bend = |p: Point, q: Point, r: Point| {
        (p.x - 2.0 * q.x + r.x).hypot(p.y - 2.0 * q.y + r.y)
    };
    let most = bend(start, a, b).max(bend(a, b, end));
    let steps = (0.75 * most / FLAT).sqrt().ceil().clamp(1.0, 500.0);
    for step in 1..=steps as u32 {
        let t = f64::from(step) / steps;
        let u = 1.0 - t;
        let at = |p: f64, q: f64, r: f64, s: f64| {
            u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
        };
        points.push(Point {
            x: at(start.x, a.x, b.x, end.x),
            y: at(start.y, a.y, b.y, end.y),
        });
    }
}

/// Fills polygons, which close by themselves; inside is where the winding is not zero.
pub(super) fn fill(polygons: &[Vec<Point>], color: Color, canvas: &mut Canvas) {
    if let Some(mask) = cover(polygons, canvas) {
        canvas.paint(&mask, color);
    }
}

/// What polygons cover of a picture.
pub(super) fn cover(polygons: &[Vec<Point>], canvas: &Canvas) -> Option<Mask> {
    if let [polygon] = polygons
        && let Some(r) = upright(polygon)
    {
        return rectangle(r, canvas);
    }
    let mut mask = mask_over(polygons, canvas)?;
    let mut crossings = crossings(polygons, &mask);
    crossings.sort_unstable_by(|a, b| {
        (a.line, a.x)
            .partial_cmp(&(b.line, b.x))
            .expect("the crossings' places are numbers")
    });
    for line in crossings.chunk_by(|a, b| a.line == b.line) {
        let mut winding = 0;
        for pair in line.windows(2) {
            winding += pair[0].turn;
            if winding != 0 {
                span(&mut mask, pair[0].line, pair[0].x, pair[1].x);
            }
        }
    }
    Some(mask)
}

/// Where an edge crosses a line; x is from the mask's left edge.
struct Crossing {
    line: u32,
    x: f64,
    turn: i32,
}

/// An empty mask over the part of polygons that is in the picture.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn mask_over(polygons: &[Vec<Point>], canvas: &Canvas) -> Option<Mask> {
    let all = || polygons.iter().flatten();
    let low = |of: fn(&Point) -> f64| all().map(of).fold(f64::INFINITY, f64::min);
    let high = |of: fn(&Point) -> f64| all().map(of).fold(f64::NEG_INFINITY, f64::max);
    let x = (low(|p| p.x).floor().max(0.0)) as i64;
    let y = (low(|p| p.y).floor().max(0.0)) as i64;
    let right = (high(|p| p.x).ceil() as i64).min(canvas.width());
    let bottom = (high(|p| p.y).ceil() as i64).min(canvas.height());
    let some = right > x && bottom > y;
    some.then(|| Mask::new(x, y, (right - x) as usize, (bottom - y) as usize))
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)]
fn crossings(polygons: &[Vec<Point>], mask: &Mask) -> Vec<Crossing> {
    let lines = (mask.cover.len() / mask.width) as f64 * LINES;
    let mut out = Vec::new();
    for polygon in polygons {
        let next = polygon.iter().skip(1).chain(polygon.first());
        for (a, b) in polygon.iter().zip(next) {
            let (top, bottom, turn) = if a.y < b.y { (a, b, 1) } else { (b, a, -1) };
            // Lines run through the middle of their sixteenth.
            let line =
                |y: f64| ((y - mask.y as f64) * LINES - 0.5).ceil().clamp(0.0, lines);
            let slope = (bottom.x - top.x) / (bottom.y - top.y);
            for line in line(top.y) as u32..line(bottom.y) as u32 {
                let y = mask.y as f64 + (f64::from(line) + 0.5) / LINES;
                let x = top.x + slope * (y - top.y) - mask.x as f64;
                out.push(Crossing { line, x, turn });
            }
        }
    }
    out
}

/// Adds a line's part from `from` to `to` to the coverage of its pixels.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)]
fn span(mask: &mut Mask, line: u32, from: f64, to: f64) {
    let width = mask.width;
    let (from, to) = (from.clamp(0.0, width as f64), to.clamp(0.0, width as f64));
    let row = (f64::from(line) / LINES) as usize * width;
    let row = &mut mask.cover[row..row + width];
    let last = (to.ceil() as usize).min(width);
    for (x, cover) in row.iter_mut().enumerate().take(last).skip(from as usize) {
        let x = x as f64;
        let part = (to.min(x + 1.0) - from.max(x)).max(0.0);
        *cover += (part / LINES) as f32;
    }
}

/// The rectangle that a polygon is, if it is an upright one.
fn upright(polygon: &[Point]) -> Option<Rect> {
    let (a, b, c, d) = match polygon {
        [a, b, c, d] => (a, b, c, d),
        [a, b, c, d, e] if near(a.x, e.x) && near(a.y, e.y) => (a, b, c, d),
        _ => return None,
    };
    let flat = near(a.y, b.y) && near(b.x, c.x) && near(c.y, d.y) && near(d.x, a.x);
    let tall = near(a.x, b.x) && near(b.y, c.y) && near(c.x, d.x) && near(d.y, a.y);
    let (x, y) = (a.x.min(c.x), a.y.min(c.y));
    let rect = Rect { x, y, w: (a.x - c.x).abs(), h: (a.y - c.y).abs() };
    (flat || tall).then_some(rect)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

/// An upright rectangle: each pixel by the part of it that is covered.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)]
fn rectangle(r: Rect, canvas: &Canvas) -> Option<Mask> {
    let corners = [(r.x, r.y), (r.right(), r.bottom())].map(|(x, y)| Point { x, y });
    let mut mask = mask_over(&[corners.to_vec()], canvas)?;
    let (left, top) = (mask.x as f64, mask.y as f64);
    let part =
        |from: f64, to: f64, at: f64| (to.min(at + 1.0) - from.max(at)).clamp(0.0, 1.0);
    let across: Vec<f64> =
        (0..mask.width).map(|x| part(r.x, r.right(), left + x as f64)).collect();
    for (y, row) in mask.cover.chunks_exact_mut(mask.width).enumerate() {
        let down = part(r.y, r.bottom(), top + y as f64);
        for (cover, across) in row.iter_mut().zip(&across) {
            *cover = (across * down) as f32;
        }
    }
    Some(mask)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn ink(canvas: &Canvas) -> f64 {
        canvas.image.pixels().map(|p| f64::from(255 - p.0[0]) / 255.0).sum()
    }

    #[test]
    fn a_rectangle_covers_its_area() {
        let mut canvas = Canvas::new(20, 20);
        let r = Rect { x: 2.25, y: 3.5, w: 7.5, h: 4.75 };
        canvas.paint(&rectangle(r, &canvas).unwrap(), Color::BLACK);
        assert!((ink(&canvas) - 7.5 * 4.75).abs() < 0.05, "{}", ink(&canvas));
        assert_eq!(canvas.image.get_pixel(2, 5).0[0], 64);
    }

    #[test]
    fn a_polygon_covers_its_area_wherever_it_lies() {
        let p = |x, y| Point { x, y };
        let mut canvas = Canvas::new(20, 20);
        fill(&[vec![p(1.0, 1.0), p(15.0, 3.0), p(6.0, 17.0)]], Color::BLACK, &mut canvas);
        let area = ((14.0 * 16.0 - 5.0 * 2.0) / 2.0_f64).abs();
        assert!((ink(&canvas) - area).abs() < 0.5, "{} {area}", ink(&canvas));
        let mut canvas = Canvas::new(20, 20);
        fill(
            &[vec![p(-9.0, -9.0), p(50.0, -9.0), p(5.0, 90.0)]],
            Color::BLACK,
            &mut canvas,
        );
        assert_eq!(canvas.image.get_pixel(10, 10).0[0], 0);
    }
}
