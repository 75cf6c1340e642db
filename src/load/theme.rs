//! Themes from TOML.

use std::collections::BTreeMap;

use super::keys;
use super::read::Reader;
use super::style::set;
use super::tree::Node;
use crate::model::{COLOR_ROLES, Theme};
use crate::page::Color;

impl Reader<'_> {
    pub(super) fn theme(&mut self, name: &str, node: &Node) -> Theme {
        self.keys(node, keys::THEME, "a theme");
        let default = |role: &str| match role {
            "ground" | "paper" => Color::WHITE,
            "mid" => Color { r: 128, g: 128, b: 128 },
            _ => Color::BLACK,
        };
        let mut colors: BTreeMap<String, Color> =
            COLOR_ROLES.iter().map(|role| ((*role).to_owned(), default(role))).collect();
        let mut grounds = true;
        for (key, value) in node.entries() {
            if key.name == "grounds" {
                set(&mut grounds, self.bool(value));
            } else if let Some(slot) = colors.get_mut(&key.name) {
                set(slot, self.hex(value));
            }
        }
        Theme { name: name.to_owned(), colors, grounds }
    }

    /// A colour like `#0b4f5c`.
    fn hex(&mut self, node: &Node) -> Option<Color> {
        let text = self.string(node)?;
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii());
        let number = digits.and_then(|d| u32::from_str_radix(d, 16).ok());
        if number.is_none() {
            self.wrong(
                node,
                "a color is written `#` and six hexadecimal digits: `#0b4f5c`",
            );
        }
        number.map(|n| {
            let [_, r, g, b] = n.to_be_bytes();
            Color { r, g, b }
        })
    }
}
