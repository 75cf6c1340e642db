//! Plain geometry: points, sizes, rectangles and matrices.
//!
//! Every length in the program is an `f64` in points (1/72 in). The origin of a page is
//! the top left corner of its trim, and y grows downwards; only `write::pdf` turns it over.

mod distance;
mod length;
mod paper;

pub use distance::Distance;
pub use length::{Expr, Scale, Unit, length_help};
pub use paper::{Family, Paper, papers};

/// A length in points, 1/72 in.
pub type Pt = f64;

/// Points in one inch.
pub const INCH: Pt = 72.0;
/// Points in one millimetre.
pub const MM: Pt = 72.0 / 25.4;

/// A place on a page, in points from the top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Rightwards.
    pub x: Pt,
    /// Downwards.
    pub y: Pt,
}

/// Width and height, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// Width.
    pub w: Pt,
    /// Height.
    pub h: Pt,
}

impl Size {
    /// The short side: the `s` of layouts.
    pub fn short(self) -> Pt {
        self.w.min(self.h)
    }

    /// The same sheet, turned by a quarter.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { w: self.h, h: self.w }
    }

    /// The rectangle of this size at the origin.
    pub fn rect(self) -> Rect {
        Rect { x: 0.0, y: 0.0, w: self.w, h: self.h }
    }
}

/// An upright rectangle: top left corner and size, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: Pt,
    /// Top edge.
    pub y: Pt,
    /// Width.
    pub w: Pt,
    /// Height.
    pub h: Pt,
}

impl Rect {
    /// The right edge.
    pub fn right(self) -> Pt {
        self.x + self.w
    }

    /// The bottom edge.
    pub fn bottom(self) -> Pt {
        self.y + self.h
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = self.right().max(other.right());
        let bottom = self.bottom().max(other.bottom());
        Self { x, y, w: right - x, h: bottom - y }
    }

    /// What this rectangle and the other have in common; `None` if that is nothing.
    pub fn within(self, other: Self) -> Option<Self> {
        let (x, y) = (self.x.max(other.x), self.y.max(other.y));
        let (w, h) =
            (self.right().min(other.right()) - x, self.bottom().min(other.bottom()) - y);
        (w > 0.0 && h > 0.0).then_some(Self { x, y, w, h })
    }

    /// Whether `inner` lies in this rectangle, but for a thousandth of a point.
    pub fn holds(self, inner: Self) -> bool {
        const SLIP: Pt = 1e-3;
        inner.x >= self.x - SLIP
            && inner.y >= self.y - SLIP
            && inner.right() <= self.right() + SLIP
            && inner.bottom() <= self.bottom() + SLIP
    }
}

/// Lengths of the four sides of a rectangle, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sides<T = Pt> {
    /// Top.
    pub top: T,
    /// Right.
    pub right: T,
    /// Bottom.
    pub bottom: T,
    /// Left.
    pub left: T,
}

/// An affine map in page coordinates (y downwards): `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix {
    /// The six numbers a, b, c, d, e, f.
    pub m: [f64; 6],
}

impl Matrix {
    /// Leaves everything where it is.
    pub const IDENTITY: Self = Self { m: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0] };

    /// Moves by (x, y).
    pub fn shift(x: Pt, y: Pt) -> Self {
        Self { m: [1.0, 0.0, 0.0, 1.0, x, y] }
    }

    /// Places a face of `size` at `at`, turned clockwise by 0, 90, 180 or 270 degrees, so
    /// that the turned face's top left corner is at `at`.
    pub fn place(at: Point, size: Size, turn: Turn) -> Self {
        let m = match turn {
            Turn::None => [1.0, 0.0, 0.0, 1.0, at.x, at.y],
            Turn::Right => [0.0, 1.0, -1.0, 0.0, at.x + size.h, at.y],
            Turn::Over => [-1.0, 0.0, 0.0, -1.0, at.x + size.w, at.y + size.h],
            Turn::Left => [0.0, -1.0, 1.0, 0.0, at.x, at.y + size.w],
        };
        Self { m }
    }

    /// This map, and then `next`.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        let [a, b, c, d, e, f] = self.m;
        let [na, nb, nc, nd, ne, nf] = next.m;
        Self {
            m: [
                na * a + nc * b,
                nb * a + nd * b,
                na * c + nc * d,
                nb * c + nd * d,
                na * e + nc * f + ne,
                nb * e + nd * f + nf,
            ],
        }
    }

    /// The map that leads back.
    ///
    /// # Panics
    /// If this map presses everything flat; places of faces never do.
    #[must_use]
    pub fn inverse(self) -> Self {
        let [a, b, c, d, e, f] = self.m;
        let det = a * d - b * c;
        assert!(det != 0.0, "a face is placed without pressing it flat");
        let m = [d / det, -b / det, -c / det, a / det];
        let (x, y) = (-(m[0] * e + m[2] * f), -(m[1] * e + m[3] * f));
        Self { m: [m[0], m[1], m[2], m[3], x, y] }
    }

    /// Where a point goes.
    pub fn apply(self, p: Point) -> Point {
        let [a, b, c, d, e, f] = self.m;
        Point { x: a * p.x + c * p.y + e, y: b * p.x + d * p.y + f }
    }

    /// The upright rectangle around the image of `r`.
    pub fn apply_rect(self, r: Rect) -> Rect {
        let p = self.apply(Point { x: r.x, y: r.y });
        let q = self.apply(Point { x: r.right(), y: r.bottom() });
        let (x, y) = (p.x.min(q.x), p.y.min(q.y));
        Rect { x, y, w: (p.x - q.x).abs(), h: (p.y - q.y).abs() }
    }
}

/// Quarter turns, clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// Upright.
    #[default]
    None,
    /// A quarter to the right (90).
    Right,
    /// Upside down (180).
    Over,
    /// A quarter to the left (270).
    Left,
}
