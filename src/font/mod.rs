//! Faces, families, coverage and shaping. `harfrust` lives here and nowhere else.

mod area;
mod book;
mod face;
mod shape;

pub use book::{Book, FontProblem, Want};
pub use face::Face;
pub use shape::{RunOf, ShapedGlyph, Shaper};
