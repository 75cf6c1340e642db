//! Lines along outlines, as the areas they cover: butt ends, mitred corners, dashes.

use super::canvas::Canvas;
use super::fill::{Figure, fill};
use crate::page::Stroke;
use crate::unit::{Matrix, Point};

/// ISO 32000-1, 8.4.3.5: past this the corner is cut off.
const MITRE: f64 = 10.0;

/// Draws a line along figures.
pub(super) fn stroke(
    figures: &[Figure],
    stroke: &Stroke,
    view: Matrix,
    canvas: &mut Canvas,
) {
    let [a, b, c, d, ..] = view.m;
    let scale = (a * d - b * c).abs().sqrt();
    let half = stroke.width * scale / 2.0;
    let dash: Vec<f64> = stroke.dash.iter().map(|v| v * scale).collect();
    for figure in figures {
        let mut points = figure.points.clone();
        points.dedup_by(|a, b| (a.x - b.x).hypot(a.y - b.y) < 1e-9);
        if figure.closed && points.len() > 2 {
            points.push(points[0]);
        }
        if dash.iter().sum::<f64>() > 0.0 {
            for piece in dashes(&points, &dash) {
                line(&piece, half, false, stroke, canvas);
            }
        } else {
            line(&points, half, figure.closed, stroke, canvas);
        }
    }
}

fn line(points: &[Point], half: f64, closed: bool, stroke: &Stroke, canvas: &mut Canvas) {
    if let [a, b] = points[..] {
        let (a, b, half) = snapped(a, b, half);
        fill(&areas(&[a, b], half, false), stroke.color, canvas);
    } else {
        fill(&areas(points, half, closed), stroke.color, canvas);
    }
}

/// A thin upright rule on whole pixels, as viewers draw it to keep it crisp (ISO 32000-1,
/// 10.6.5): at most half a pixel aside, and never fainter than one pixel.
fn snapped(a: Point, b: Point, half: f64) -> (Point, Point, f64) {
    const THIN: f64 = 1.5;
    let flat = (a.y - b.y).abs() < 1e-6;
    let tall = (a.x - b.x).abs() < 1e-6;
    if half > THIN || flat == tall {
        return (a, b, half);
    }
    let whole = (2.0 * half).round().max(1.0) / 2.0;
    let at = |v: f64| (v - whole).round() + whole;
    if flat {
        (Point { y: at(a.y), ..a }, Point { y: at(b.y), ..b }, whole)
    } else {
        (Point { x: at(a.x), ..a }, Point { x: at(b.x), ..b }, whole)
    }
}

/// The areas of a line's sides and corners, all turning the same way.
fn areas(points: &[Point], half: f64, closed: bool) -> Vec<Vec<Point>> {
    let mut out: Vec<Vec<Point>> = Vec::new();
    let sides: Vec<(Point, Point)> = points
        .windows(2)
        .map(|w| (w[0], w[1]))
        .filter(|(a, b)| length(*a, *b) > 1e-9)
        .collect();
    for (a, b) in &sides {
        let n = normal(*a, *b, half);
        out.push(vec![
            shift(*a, n, 1.0),
            shift(*b, n, 1.0),
            shift(*b, n, -1.0),
            shift(*a, n, -1.0),
        ]);
    }
    let around = closed.then(|| (sides.last(), sides.first()));
    let corners = sides.windows(2).map(|w| (w[0], w[1]));
    let last = around.and_then(|(last, first)| Some((*last?, *first?)));
    for ((a, b), (_, c)) in corners.chain(last) {
        out.extend(corner(a, b, c, half));
    }
    out.iter_mut().for_each(|area| turn(area));
    out
}

/// What fills the gap outside of a corner at `b`.
fn corner(a: Point, b: Point, c: Point, half: f64) -> Option<Vec<Point>> {
    let (n, m) = (normal(a, b, half), normal(b, c, half));
    let bend = n.x * m.y - n.y * m.x;
    if bend.abs() < 1e-9 {
        return None;
    }
    let side = if bend > 0.0 { -1.0 } else { 1.0 };
    let (p, q) = (shift(b, n, side), shift(b, m, side));
    let sum = Point { x: n.x + m.x, y: n.y + m.y };
    let square = sum.x * sum.x + sum.y * sum.y;
    // The tip is 2 half² / |n + m| away, and half as far the line's half width is.
    let reach = 2.0 * half * half / square.max(1e-12);
    let tip = shift(b, sum, side * reach);
    let long = reach * square.sqrt() / half > MITRE;
    Some(if long { vec![b, p, q] } else { vec![b, p, tip, q] })
}

/// Makes an area turn the positive way, so that overlaps add up and do not cancel out.
fn turn(area: &mut [Point]) {
    let next = area.iter().skip(1).chain(area.first());
    let twice: f64 = area.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum();
    if twice < 0.0 {
        area.reverse();
    }
}

/// The pieces of a line that a pattern of dashes and gaps leaves.
fn dashes(points: &[Point], pattern: &[f64]) -> Vec<Vec<Point>> {
    let mut out = Vec::new();
    let mut lengths = pattern.iter().copied().cycle();
    let mut left = lengths.next().unwrap_or_default();
    let mut on = true;
    let mut piece: Vec<Point> = points.first().copied().into_iter().collect();
    for side in points.windows(2) {
        let (mut from, to) = (side[0], side[1]);
        loop {
            let rest = length(from, to);
            if rest < left {
                left -= rest;
                piece.push(to);
                break;
            }
            let t = if rest > 0.0 { left / rest } else { 1.0 };
            from = Point {
                x: from.x + (to.x - from.x) * t,
                y: from.y + (to.y - from.y) * t,
            };
            piece.push(from);
            if on {
                out.push(std::mem::take(&mut piece));
            }
            piece = vec![from];
            on = !on;
            left = lengths.next().unwrap_or_default();
            if length(from, to) < 1e-9 {
                break;
            }
        }
    }
    if on && piece.len() > 1 {
        out.push(piece);
    }
    out
}

fn length(a: Point, b: Point) -> f64 {
    (b.x - a.x).hypot(b.y - a.y)
}

fn normal(a: Point, b: Point, half: f64) -> Point {
    let by = half / length(a, b);
    Point { x: (a.y - b.y) * by, y: (b.x - a.x) * by }
}

fn shift(p: Point, by: Point, times: f64) -> Point {
    Point { x: p.x + by.x * times, y: p.y + by.y * times }
}
