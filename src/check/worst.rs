//! The worst of several findings of a kind: one is told, the others are counted.

use crate::diag::Diagnostic;

/// The worst so far.
#[derive(Default)]
pub struct Worst {
    badness: f64,
    words: String,
    count: usize,
}

impl Worst {
    /// Notes a place; `words` are made only if it is the worst.
    pub fn note(&mut self, badness: f64, words: impl FnOnce() -> String) {
        self.count += 1;
        if self.count == 1 || badness > self.badness {
            self.badness = badness;
            self.words = words();
        }
    }

    /// The finding, if there is one, made from the worst place.
    pub fn tell(&self, finding: impl FnOnce(&str) -> Diagnostic) -> Option<Diagnostic> {
        if self.count == 0 {
            return None;
        }
        let words = match self.count {
            1 => self.words.clone(),
            2 => format!("{} (and so in 1 more place)", self.words),
            n => format!("{} (and so in {} more places)", self.words, n - 1),
        };
        Some(finding(&words))
    }
}
