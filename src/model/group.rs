//! The group that a packet is printed for.

use std::collections::BTreeMap;

use super::Date;

/// Details of a group, by name: `name`, `meets`, `place`, `crisis` and any other.
///
/// They appear only where a layout `say`s `{group.NAME}`, as plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The details.
    pub details: BTreeMap<String, String>,
}

impl Group {
    /// The detail that says when the help line was last called.
    pub const CRISIS_CHECKED: &'static str = "crisis-checked";

    /// The day on which somebody last called the help line, if it is given.
    pub fn crisis_checked(&self) -> Option<Date> {
        self.get(Self::CRISIS_CHECKED).and_then(Date::parse)
    }

    /// The detail of that name, if it is given and not blank.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.details.get(name).map(String::as_str).filter(|s| !s.trim().is_empty())
    }
}
