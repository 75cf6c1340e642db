//! The fit: the largest size on the size grid at which everything fits.

use crate::unit::Pt;

/// The step at which space is given up: see `docs/layouts.md`, "When text is longer".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tightness(pub u8);

impl Tightness {
    /// Nothing is left to give up.
    pub const MOST: Self = Self(4);

    pub(super) fn leading(self) -> f64 {
        if self.0 >= 1 { -0.04 } else { 0.0 }
    }

    pub(super) fn title_step(self) -> usize {
        usize::from(self.0 >= 2)
    }

    /// Between blocks, a fourth less of what is more than from line to line.
    pub(super) fn gaps(self) -> f64 {
        if self.0 >= 3 { 0.88 } else { 1.0 }
    }

    /// Between items and their hairlines.
    pub(super) fn items(self) -> f64 {
        if self.0 >= 3 { 0.75 } else { 1.0 }
    }

    pub(super) fn pads(self) -> f64 {
        if self.0 >= 4 { 0.7 } else { 1.0 }
    }
}

/// A step of the size grid: a quarter of a point below 30 pt, half a point above. Integers,
/// so that every machine finds the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step(pub u32);

/// Where the grid's steps become coarser.
const COARSE: u32 = 120;

impl Step {
    /// The size in points.
    pub fn size(self) -> Pt {
        if self.0 <= COARSE {
            f64::from(self.0) * 0.25
        } else {
            30.0 + f64::from(self.0 - COARSE) * 0.5
        }
    }

    /// The largest step that is not above a size.
    pub fn at_most(size: Pt) -> Self {
        let size = size.clamp(0.0, 10_000.0) + 1e-9;
        let step = if size <= 30.0 { size * 4.0 } else { 120.0 + (size - 30.0) * 2.0 };
        Self(step as u32)
    }

    /// The smallest step that is not below a size.
    pub fn at_least(size: Pt) -> Self {
        let step = Self::at_most(size);
        if step.size() + 1e-6 < size { Self(step.0 + 1) } else { step }
    }
}

/// What the fit found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The text size.
    pub step: Step,
    /// How much space is given up for it.
    pub tight: Tightness,
    /// Whether soft wishes hold.
    pub wishes: bool,
    /// Whether the flow runs over more pages than its titles ask for.
    pub many: bool,
}

/// What keeps the text from being larger.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// The frame.
    pub frame: String,
    /// What it is.
    pub kind: BoundKind,
}

/// Kinds of bound.
#[derive(Clone, Debug, PartialEq)]
pub enum BoundKind {
    /// A word is wider than its measure.
    Word(String),
    /// A line would wrap that must not.
    Wrap(String),
    /// The lines are too high: by how many lines, and whether it is so in all panels of a
    /// thread.
    Height(f64),
}

impl Bound {
    pub(super) fn word(word: &str) -> Self {
        Self { frame: String::new(), kind: BoundKind::Word(word.to_owned()) }
    }

    pub(super) fn wrap(text: String) -> Self {
        Self { frame: String::new(), kind: BoundKind::Wrap(text) }
    }

    pub(super) fn height(over: Pt, b: Pt) -> Self {
        let lines = (over / (1.35 * b)).ceil().max(1.0);
        Self { frame: String::new(), kind: BoundKind::Height(lines) }
    }

    /// The bound in words.
    pub fn words(&self) -> String {
        match &self.kind {
            BoundKind::Word(word) => format!("the word `{word}` is too wide"),
            BoundKind::Wrap(text) => {
                let text = text.replace('\n', " / ");
                format!("the line `{text}` must not wrap")
            }
            BoundKind::Height(lines) if *lines <= 1.0 => {
                "its height: one line over".to_owned()
            }
            BoundKind::Height(lines) => format!("its height: {lines:.0} lines over"),
        }
    }
}

/// A text that does not fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Overset {
    /// The largest size at which it would, if any.
    pub reached: Option<Pt>,
    /// The floor.
    pub floor: Pt,
    /// What binds at the floor.
    pub bound: Bound,
}

/// The largest step from `low` to `high` at which `fits` holds: `high` itself, if it does; else
/// by bisection, and then the next steps up looked at one by one: a break can fall so that a
/// larger size fits where a smaller one did not. No step is asked twice.
pub fn largest(
    low: Step,
    high: Step,
    mut fits: impl FnMut(Step) -> bool,
) -> Option<Step> {
    /// How many steps above are looked at: 2 pt of a handout.
    const LOOK: u32 = 8;
    if high < low {
        return None;
    }
    if fits(high) {
        return Some(high);
    }
    if high == low || !fits(low) {
        return None;
    }
    let (mut good, mut bad) = (low.0, vec![high.0]);
    while bad[bad.len() - 1] - good > 1 {
        let middle = u32::midpoint(good, bad[bad.len() - 1]);
        if fits(Step(middle)) {
            good = middle;
        } else {
            bad.push(middle);
        }
    }
    let above = (good + 1..=(good + LOOK).min(high.0)).rev();
    let higher = above.filter(|next| !bad.contains(next)).find(|next| fits(Step(*next)));
    Some(Step(higher.unwrap_or(good)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_is_fine_below_30_pt_and_coarse_above() {
        assert_eq!(Step::at_most(12.8).size(), 12.75);
        assert_eq!(Step::at_least(12.8).size(), 13.0);
        assert_eq!(Step::at_most(57.4).size(), 57.0);
        for step in 1..400 {
            assert_eq!(Step::at_most(Step(step).size()), Step(step));
            assert_eq!(Step::at_least(Step(step).size()), Step(step));
        }
    }

    #[test]
    fn the_largest_fitting_step_is_found_also_past_a_hole() {
        assert_eq!(largest(Step(10), Step(90), |s| s.0 <= 40), Some(Step(40)));
        assert_eq!(
            largest(Step(10), Step(90), |s| s.0 <= 40 || s.0 == 43),
            Some(Step(43))
        );
        assert_eq!(largest(Step(10), Step(90), |_| false), None);
        assert_eq!(largest(Step(10), Step(90), |_| true), Some(Step(90)));
    }
}
