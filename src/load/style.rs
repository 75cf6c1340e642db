//! Styles from TOML: the built-in ones first, then a layout's own on top of them.

use super::keys;
use super::read::{Reader, error_at};
use super::tree::{Node, Value};
use crate::model::{COLOR_ROLES, Marker, Style, StyleMap};
use crate::unit::{Expr, Unit};

impl Reader<'_> {
    /// All styles of a table of them. A style begins as the one it is `like`, which stands
    /// before or after it.
    pub(super) fn styles(&mut self, table: &Node, fonts: &[String]) -> Vec<Style> {
        let mut styles = Vec::new();
        for (key, _) in table.entries() {
            self.style(table, &key.name, fonts, &mut styles, &mut Vec::new());
        }
        styles
    }

    fn style(
        &mut self,
        table: &Node,
        name: &str,
        fonts: &[String],
        styles: &mut Vec<Style>,
        above: &mut Vec<String>,
    ) -> Option<Style> {
        if let Some(done) = styles.iter().find(|style| style.name == name) {
            return Some(done.clone());
        }
        let node = table.get(name)?;
        let like = node.get("like");
        let mut base = Style::plain("body");
        base.fonts = fonts.to_vec();
        let parent = like
            .and_then(|n| self.string(n))
            .or_else(|| (name != "body").then(|| "body".into()));
        if let Some(parent) = parent {
            above.push(name.to_owned());
            if above.contains(&parent) {
                let place = &like.unwrap_or(node).place;
                let message = format!("style `{name}` is like itself");
                self.report.push(error_at("style-circle", place, message));
            } else if let Some(found) = self.style(table, &parent, fonts, styles, above) {
                base = found;
            } else if let Some(like) = like {
                let message = format!("there is no style `{parent}`");
                let names = table.entries().iter().map(|(k, _)| k.name.as_str());
                let finding = error_at("unknown-style", &like.place, message);
                self.report.push(finding.did_you_mean(&parent, names));
            }
        }
        base.name = name.to_owned();
        self.fill_style(node, &mut base);
        styles.push(base.clone());
        Some(base)
    }

    fn fill_style(&mut self, node: &Node, style: &mut Style) {
        let what = format!("style `{}`", style.name);
        if !self.keys(node, keys::STYLE, &what) {
            return;
        }
        for (key, value) in node.entries() {
            match key.name.as_str() {
                "fonts" => style.fonts = self.strings(value),
                "size" => set(&mut style.size, self.length(value)),
                "steps" => style.steps = self.lengths(value, Self::length),
                "leading" => set(&mut style.leading, self.number(value, false)),
                "weight" => set(
                    &mut style.bold,
                    self.word(value, &[("regular", false), ("bold", true)]),
                ),
                "italic" => set(&mut style.italic, self.bool(value)),
                "color" => set(&mut style.color, self.color(value)),
                "tracking" => set(&mut style.tracking, self.ems(value)),
                "align" => set(&mut style.align, self.align(value)),
                "measure" => style.measure = self.length(value),
                "characters" => {
                    style.characters =
                        self.count(value, 10, 10_000).and_then(|n| n.try_into().ok());
                }
                "balance" => set(&mut style.balance, self.bool(value)),
                "hang" => set(&mut style.hang, self.bool(value)),
                "max-lines" => style.max_lines = self.count(value, 1, 1000),
                "first-lines" => style.first_lines = self.count(value, 1, 1000),
                "bold-digits" => set(&mut style.bold_digits, self.bool(value)),
                "new-page" => set(&mut style.new_page, self.bool(value)),
                _ => self.fill_style_space(&key.name, value, style),
            }
        }
    }

    fn fill_style_space(&mut self, key: &str, value: &Node, style: &mut Style) {
        match key {
            "before" => set(&mut style.space.before, self.length(value)),
            "after" => set(&mut style.space.after, self.length(value)),
            "stretch-before" => {
                set(&mut style.space.stretch_before, self.number(value, false));
            }
            "stretch-after" => {
                set(&mut style.space.stretch_after, self.number(value, false))
            }
            "marker" => set(
                &mut style.marker,
                self.word(
                    value,
                    &[
                        ("text", Marker::Text),
                        ("tall", Marker::Tall),
                        ("none", Marker::None),
                    ],
                ),
            ),
            "marker-column" => set(&mut style.marker_column, self.length(value)),
            "marker-color" => set(&mut style.marker_color, self.color(value)),
            "first-column" => style.first_column = self.length(value),
            "hairline" => set(&mut style.hairline, self.bool(value)),
            "item-before" => set(&mut style.item.before, self.length(value)),
            "item-after" => set(&mut style.item.after, self.length(value)),
            "item-stretch-before" => {
                set(&mut style.item.stretch_before, self.number(value, false));
            }
            "item-stretch-after" => {
                set(&mut style.item.stretch_after, self.number(value, false));
            }
            _ => {} // `like`, and what is reported as unknown already.
        }
    }

    /// A list of lengths; `read` reads each.
    pub(super) fn lengths(
        &mut self,
        node: &Node,
        read: fn(&mut Self, &Node) -> Option<Expr>,
    ) -> Vec<Expr> {
        match &node.value {
            Value::Array(list) => list.iter().filter_map(|n| read(self, n)).collect(),
            _ => read(self, node).into_iter().collect(),
        }
    }

    /// A length that must be in em.
    fn ems(&mut self, node: &Node) -> Option<f64> {
        match self.length(node)? {
            Expr::Of(n, Unit::Em) => Some(n),
            Expr::Of(0.0, _) => Some(0.0),
            _ => {
                self.wrong(node, "tracking is given in em, like `-0.01em`");
                None
            }
        }
    }

    /// The name of a colour of the theme.
    pub(super) fn color(&mut self, node: &Node) -> Option<String> {
        let known: Vec<(&str, &str)> =
            COLOR_ROLES.iter().map(|role| (*role, *role)).collect();
        self.word(node, &known).map(str::to_owned)
    }

    /// A style's name, or a table of them by role.
    pub(super) fn style_map(&mut self, node: &Node) -> StyleMap {
        let mut map = StyleMap::default();
        if let Value::Table(entries) = &node.value {
            for (key, value) in entries {
                map.by_role
                    .extend(self.string(value).map(|style| (key.name.clone(), style)));
            }
        } else {
            map.all = self.string(node);
        }
        map
    }
}

/// Sets a value if there is one.
pub(super) fn set<T>(slot: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *slot = value;
    }
}
