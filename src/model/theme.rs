//! Colours by role.

use std::collections::BTreeMap;

use crate::page::Color;

/// A theme: what each role's colour is, and whether grounds are printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Colours by role: `ink`, `primary`, `alert`, `ground`, `mid`, `paper`.
    pub colors: BTreeMap<String, Color>,
    /// Whether grounds are painted; without, each becomes a rule where it began.
    pub grounds: bool,
}

/// The roles that every theme gives a colour.
pub const COLOR_ROLES: &[&str] = &["ink", "primary", "alert", "ground", "mid", "paper"];

impl Theme {
    /// The colour of a role. Every theme has them all.
    pub fn color(&self, role: &str) -> Color {
        self.colors.get(role).copied().unwrap_or(Color::BLACK)
    }
}
