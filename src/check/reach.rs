//! How far away a text can be read.
//!
//! An eye of 20/20 tells letters apart that are seen under 5 minutes of arc, an eye of 20/40
//! (the least that most places ask of a driver) those under 10: h = 0.00291 d, h being the
//! height of the capitals. That is the limit of acuity; comfortable reading wants letters 1.5
//! to 3 times as high.

use crate::font::Book;
use crate::page::{FaceId, Run};
use crate::unit::{Distance, Pt};

/// tan 10': height over distance at the limit of a 20/40 eye.
const AT_20_40: f64 = 0.00291;
/// tan 5': the same of a 20/20 eye.
const AT_20_20: f64 = AT_20_40 / 2.0;

/// How far a text reaches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// The size of most of its words.
    pub size: Pt,
    /// The height of its capitals on the paper.
    pub cap: Pt,
}

impl Reach {
    /// How far a 20/40 reader can read it.
    pub fn at_20_40(self) -> Distance {
        Distance(self.cap / AT_20_40)
    }

    /// How far a 20/20 reader can read it.
    pub fn at_20_20(self) -> Distance {
        Distance(self.cap / AT_20_20)
    }

    /// Whether a 20/40 reader can read it from so far. A thousandth is granted for rounding.
    pub fn reaches(self, asked: Distance) -> bool {
        self.at_20_40().0 >= asked.0 * 0.999
    }
}

/// The sizes that words are set in, and how many glyphs of each.
#[derive(Default)]
pub struct Census {
    sizes: Vec<(FaceId, Pt, bool, usize)>,
}

impl Census {
    /// Counts a run.
    pub fn count(&mut self, run: &Run) {
        let own = run.source.is_some();
        let alike = |(face, size, from_text, _): &&mut (FaceId, Pt, bool, usize)| {
            *face == run.face && (*size - run.size).abs() < 0.01 && *from_text == own
        };
        match self.sizes.iter_mut().find(alike) {
            Some((.., count)) => *count += run.glyphs.len(),
            None => self.sizes.push((run.face, run.size, own, run.glyphs.len())),
        }
    }

    /// How far the text reaches: that size of at most `b` in which most of its words are set.
    /// Titles are larger, and reach further; what a layout says of its own counts only where
    /// there is no text.
    pub fn reach(&self, b: Pt, book: &Book) -> Option<Reach> {
        let most = |wanted: &dyn Fn(Pt, bool) -> bool| {
            let known = self.sizes.iter().filter(|(_, size, own, _)| wanted(*size, *own));
            known.max_by(|x, y| x.3.cmp(&y.3).then(y.1.total_cmp(&x.1)))
        };
        let small = |size: Pt| size <= b + 0.01;
        let found = most(&|size, own| own && small(size))
            .or_else(|| most(&|_, own| own))
            .or_else(|| most(&|size, _| small(size)))
            .or_else(|| most(&|_, _| true))?;
        let (face, size, ..) = *found;
        Some(Reach { size, cap: f64::from(book.face(face).cap_height) * size })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_face_reaches_as_far_as_acuity_says() {
        for (size, feet) in [(57.0, 15.1), (26.0, 6.9), (24.0, 6.4), (12.75, 3.4)] {
            let reach = Reach { size, cap: 0.668 * size };
            let got = reach.at_20_40().feet();
            assert!((got - feet).abs() < 0.05, "{size} pt: {got}");
            assert!((reach.at_20_20().feet() - 2.0 * got).abs() < 1e-9);
        }
    }
}
