//! Model to pages: shape once, fit by re-breaking, set, paint.
//!
//! [`Prepared`] holds the galley of a piece: every paragraph shaped in em, with its style,
//! its element and the bytes of its source. [`Prepared::search`] finds the largest size at
//! which it fits; [`Prepared::compose`] sets it there, and [`Composition::page`] paints one
//! page at a time.

mod breaks;
mod build;
mod calibration;
mod draw;
mod fit;
mod galley;
mod grid;
mod lines;
mod paint;
mod regions;
mod rows;
mod ruler;
mod set;
mod shape;
mod sheet;

pub use calibration::{Inks, calibration};
pub use fit::{Bound, BoundKind, Found, Overset, Step, Tightness};
pub use set::Composition;
pub use shape::{Emphasis, Typesetter};
pub use sheet::Prepared;

use crate::font::Book;
use crate::model::{Group, Layout, Text, Theme};

/// A piece to compose.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// The layout, on its paper.
    pub layout: &'a Layout,
    /// The texts it shows.
    pub texts: &'a [&'a Text],
    /// The colours.
    pub theme: &'a Theme,
    /// The group's details.
    pub group: &'a Group,
    /// The faces.
    pub book: &'a Book,
    /// How far grounds run past the trim, in points; `None` leaves a white frame.
    pub bleed: Option<f64>,
}

impl Job<'_> {
    /// Whether it is read from right to left, and bound on the right.
    pub fn is_rtl(&self) -> bool {
        shape::is_rtl_language(&self.lang())
    }

    /// The language of the file: that of its first text; without one, the layout's.
    pub fn lang(&self) -> String {
        match self.texts.first() {
            Some(text) => text.lang.clone(),
            None => self.layout.lang.clone().unwrap_or_else(|| "en".to_owned()),
        }
    }

    /// The language of the layout's own sentences.
    pub fn own_lang(&self) -> String {
        self.layout.lang.clone().unwrap_or_else(|| self.lang())
    }
}
