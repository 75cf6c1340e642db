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

/// What a layout says of a colour; which one it is, the theme says when it is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tint {
    /// One of [`COLOR_ROLES`].
    role: &'static str,
    /// Whether it stands on a dark ground: in the colour of paper, where grounds are printed.
    reversed: bool,
}

impl Tint {
    /// The tint of a role on a ground, if there is one. Layouts name no other roles than there
    /// are.
    pub fn on(role: &str, ground: Option<&str>) -> Self {
        let known = COLOR_ROLES.iter().find(|known| **known == role);
        let reversed = matches!(ground, Some("primary" | "alert" | "ink"));
        Self { role: known.unwrap_or(&COLOR_ROLES[0]), reversed }
    }
}

impl Theme {
    /// The colour of a role. Every theme has them all.
    pub fn color(&self, role: &str) -> Color {
        self.colors.get(role).copied().unwrap_or(Color::BLACK)
    }

    /// The colour that a tint is here.
    pub fn tint(&self, tint: Tint) -> Color {
        self.color(if tint.reversed && self.grounds { "paper" } else { tint.role })
    }
}
