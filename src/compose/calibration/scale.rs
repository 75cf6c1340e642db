//! The scales: millimetres on one side of a line, inches on the other.

use super::pen::{BOLD, Pen, REGULAR, Style};
use crate::unit::{INCH, MM, Point, Pt, Size};

/// Which way a scale runs: towards an edge, or from it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Upright, at the top edge.
    Top,
    /// Lying, at the right edge; of a crease: upright, numbers to the right.
    Right,
    /// Upright, at the bottom edge; of a crease: lying, numbers below.
    Bottom,
    /// Lying, at the left edge.
    Left,
}

/// How far a scale reaches from the crease, in millimetres.
const REACH: i32 = 10;
/// How far a scale reaches from an edge, in millimetres.
const EDGE: i32 = 12;
/// The two rulers of the corner.
const LONG: i32 = 150;

const HAIR: Pt = 0.4;
const FINE: Pt = 0.55;

/// Draws a tick off a line: `along` the line, `across` it.
struct Ruler<'p, 'a> {
    pen: &'p mut Pen<'a>,
    /// Where the zero is.
    zero: Point,
    /// The way of growing numbers.
    way: (Pt, Pt),
    /// The side of the millimetres; inches are on the other.
    side: (Pt, Pt),
}

impl Ruler<'_, '_> {
    fn at(&self, along: Pt, across: Pt) -> Point {
        Point {
            x: self.zero.x + self.way.0 * along + self.side.0 * across,
            y: self.zero.y + self.way.1 * along + self.side.1 * across,
        }
    }

    fn line(&mut self, from: Pt, to: Pt) {
        let color = self.pen.inks.ink;
        self.pen.stroke(self.at(from, 0.0), self.at(to, 0.0), HAIR, color);
    }

    fn tick(&mut self, along: Pt, across: Pt, width: Pt) {
        let color = self.pen.inks.ink;
        self.pen.stroke(self.at(along, 0.0), self.at(along, across), width, color);
    }

    /// A number beside a tick.
    fn number(&mut self, words: &str, along: Pt, across: Pt, size: Pt) {
        let face = if size > 7.0 { BOLD } else { REGULAR };
        let color = self.pen.inks.ink;
        let style = Style { face, size, leading: 1.0, color };
        let at = self.at(along, across);
        let half = self.pen.cap(style) / 2.0;
        // Upright scales have their numbers beside them, lying ones above and below.
        let room =
            if self.side.1 == 0.0 { self.pen.width(words, style) / 2.0 } else { half };
        let away = if across < 0.0 { -room } else { room };
        let (x, y) = (at.x + self.side.0 * away, at.y + self.side.1 * away + half);
        self.pen.label(words, style, (x, y));
    }
}

/// A scale that a crease crosses: its zero is in the middle of the page, and plus is right or
/// down.
pub fn crease(pen: &mut Pen<'_>, zero: Point, axis: Axis) {
    let (way, side) = match axis {
        Axis::Top | Axis::Bottom => ((1.0, 0.0), (0.0, 1.0)),
        Axis::Right | Axis::Left => ((0.0, 1.0), (1.0, 0.0)),
    };
    let primary = pen.inks.primary;
    let mut ruler = Ruler { pen, zero, way, side };
    let end = f64::from(REACH) * MM;
    ruler.line(-end, end);
    for half in -2 * REACH..=2 * REACH {
        let along = f64::from(half) * MM / 2.0;
        let (across, width) = match half {
            _ if half % 10 == 0 => (14.0, FINE),
            _ if half % 2 == 0 => (9.5, FINE),
            _ => (5.0, HAIR),
        };
        ruler.tick(along, across, width);
        if half % 10 == 0 {
            ruler.number(&signed(half / 2), along, 17.0, 7.5);
        }
    }
    for tick in -7..=7 {
        let along = f64::from(tick) * 0.05 * INCH;
        let even = tick % 2 == 0;
        ruler.tick(along, if even { -9.5 } else { -5.0 }, HAIR);
        if tick % 4 == 0 && tick != 0 {
            ruler.number(&tenths(tick / 2), along, -12.5, 7.0);
        }
    }
    let (from, to) = (ruler.at(0.0, -14.0), ruler.at(0.0, 14.0));
    ruler.pen.stroke(from, to, 1.4, primary);
    ruler.number("mm", end + 13.0, 4.0, 7.0);
    ruler.number("in", end + 13.0, -4.0, 7.0);
}

/// `+5`, `0`, `−5`.
fn signed(number: i32) -> String {
    match number {
        0 => "0".to_owned(),
        n if n > 0 => format!("+{n}"),
        n => format!("\u{2212}{}", -n),
    }
}

/// Tenths of an inch: `+.2`.
fn tenths(number: i32) -> String {
    match number {
        n if n > 0 => format!("+.{n}"),
        n => format!("\u{2212}.{}", -n),
    }
}

/// A scale that counts from an edge of the paper.
pub fn edge(pen: &mut Pen<'_>, size: Size, axis: Axis) {
    let (x, y) = (size.w * 0.25, size.h * 0.25);
    let (zero, way, side) = match axis {
        Axis::Top => (Point { x, y: 0.0 }, (0.0, 1.0), (1.0, 0.0)),
        Axis::Bottom => (Point { x, y: size.h }, (0.0, -1.0), (1.0, 0.0)),
        Axis::Left => (Point { x: 0.0, y }, (1.0, 0.0), (0.0, 1.0)),
        Axis::Right => (Point { x: size.w, y }, (-1.0, 0.0), (0.0, 1.0)),
    };
    let mut ruler = Ruler { pen, zero, way, side };
    ruler.line(0.0, f64::from(EDGE) * MM);
    for mm in 1..=EDGE {
        let along = f64::from(mm) * MM;
        let even = mm % 2 == 0;
        ruler.tick(along, if even { 10.0 } else { 6.0 }, FINE);
        if even && mm <= 10 {
            ruler.number(&mm.to_string(), along, 12.5, 6.0);
        }
    }
    for sixteenth in 1..=8 {
        let along = f64::from(sixteenth) * INCH / 16.0;
        ruler.tick(along, if sixteenth % 4 == 0 { -10.0 } else { -6.0 }, HAIR);
        if sixteenth % 4 == 0 {
            let words = if sixteenth == 4 { "1/4" } else { "1/2 in" };
            ruler.number(words, along, -12.5, 6.0);
        }
    }
}

/// Two rulers from one corner, 150 mm and 6 in, to the right and up.
pub fn corner(pen: &mut Pen<'_>, zero: Point) {
    for (way, side) in [((1.0, 0.0), (0.0, 1.0)), ((0.0, -1.0), (1.0, 0.0))] {
        let mut ruler = Ruler { pen, zero, way, side };
        ruler.line(0.0, 6.0 * INCH);
        for mm in 0..=LONG {
            let along = f64::from(mm) * MM;
            let (across, width) = match mm {
                0 | LONG => (13.0, 1.0),
                _ if mm % 10 == 0 => (9.0, FINE),
                _ if mm % 5 == 0 => (6.5, HAIR),
                _ => (4.0, HAIR),
            };
            ruler.tick(along, across, width);
            if mm % 50 == 0 && mm > 0 {
                let words = if mm == LONG { "150 mm".to_owned() } else { mm.to_string() };
                ruler.number(&words, along, 16.0, 8.0);
            }
        }
        for eighth in 0..=48 {
            let along = f64::from(eighth) * INCH / 8.0;
            let (across, width) = match eighth {
                0 | 48 => (-13.0, 1.0),
                _ if eighth % 8 == 0 => (-9.0, FINE),
                _ if eighth % 4 == 0 => (-6.5, HAIR),
                _ => (-4.0, HAIR),
            };
            ruler.tick(along, across, width);
            if eighth % 8 == 0 && eighth > 0 {
                let words = if eighth == 48 {
                    "6 in".to_owned()
                } else {
                    (eighth / 8).to_string()
                };
                ruler.number(&words, along, -16.0, 8.0);
            }
        }
    }
}
