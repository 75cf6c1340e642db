//! What a layout or a packet asks of its pieces, and how much each finding weighs.

use crate::diag::Severity;
use crate::unit::Distance;

/// The findings on finished pages, by code: those that `deny`, `warn` and `allow` name.
pub const CODES: &[&str] = &[
    "reads-to",
    "contrast",
    "grey",
    "faint-ground",
    "on-picture",
    "measure",
    "leading",
    "floor",
    "runt",
    "edge",
    "ink",
    "help-line",
    "no-details",
    "thin-frame",
    "thin-page",
];

/// What a layout, a packet or a piece says of findings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// How far away the text must be readable.
    pub reads_to: Option<Distance>,
    /// The weight of each finding that is named; nothing for one that is not to be shown.
    pub levels: Vec<(&'static str, Option<Severity>)>,
}

impl Rules {
    /// The weight that is asked for a code: `None` if nothing is said of it.
    pub fn level(&self, code: &str) -> Option<Option<Severity>> {
        self.levels.iter().find(|(own, _)| *own == code).map(|(_, level)| *level)
    }
}
