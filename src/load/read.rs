//! Typed reading of a TOML tree: what is wrong is reported with its place, and the reading
//! goes on, so that one run shows every mistake.

use super::keys::Key;
use super::tree::{Node, Value};
use crate::diag::{Diagnostic, Place, Report};
use crate::model::Align;
use crate::unit::{Expr, Sides, Unit, length_help};

/// Reads values and collects what is wrong with them.
pub struct Reader<'a> {
    /// What was found so far.
    pub report: &'a mut Report,
}

/// A finding at a place.
pub fn error_at(
    code: &'static str,
    place: &Place,
    message: impl Into<String>,
) -> Diagnostic {
    Diagnostic::error(code, message).at(&place.source, place.range.clone())
}

impl Reader<'_> {
    /// Checks that a node is a table and has no keys but these.
    pub fn keys(&mut self, node: &Node, known: &[Key], what: &str) -> bool {
        let Value::Table(entries) = &node.value else {
            self.wrong(node, &format!("{what} is a table"));
            return false;
        };
        for (key, _) in entries {
            if !known.iter().any(|k| k.name == key.name) {
                let message = format!("{what} has no key `{}`", key.name);
                let names: Vec<_> = known.iter().map(|k| k.name).collect();
                let mut finding = error_at("unknown-key", &key.place, message)
                    .did_you_mean(&key.name, names.iter().copied());
                if finding.help.is_empty() {
                    finding = finding.help(format!("the keys are {}", names.join(", ")));
                }
                self.report.push(finding);
            }
        }
        true
    }

    /// Reports a value of the wrong kind.
    pub fn wrong(&mut self, node: &Node, expected: &str) {
        self.report.push(error_at("wrong-type", &node.place, expected.to_owned()));
    }

    /// A string.
    pub fn string(&mut self, node: &Node) -> Option<String> {
        if let Value::String(s) = &node.value {
            return Some(s.clone());
        }
        self.wrong(node, "words in quotation marks are wanted here");
        None
    }

    /// One string, or a list of strings.
    pub fn strings(&mut self, node: &Node) -> Vec<String> {
        match &node.value {
            Value::Array(list) => list.iter().filter_map(|n| self.string(n)).collect(),
            _ => self.string(node).into_iter().collect(),
        }
    }

    /// True or false.
    pub fn bool(&mut self, node: &Node) -> Option<bool> {
        if let Value::Bool(b) = node.value {
            return Some(b);
        }
        self.wrong(node, "`true` or `false` is wanted here");
        None
    }

    /// A number, not below zero unless `signed`.
    pub fn number(&mut self, node: &Node, signed: bool) -> Option<f64> {
        let value = match node.value {
            Value::Integer(n) => n as f64,
            Value::Float(n) => n,
            _ => {
                self.wrong(node, "a number is wanted here");
                return None;
            }
        };
        if !value.is_finite() || (value < 0.0 && !signed) {
            self.wrong(node, "a number from zero up is wanted here");
            return None;
        }
        Some(value)
    }

    /// A whole number within bounds.
    pub fn count(&mut self, node: &Node, least: i64, most: i64) -> Option<usize> {
        match node.value {
            Value::Integer(n) if (least..=most).contains(&n) => usize::try_from(n).ok(),
            _ => {
                let wanted =
                    format!("a whole number from {least} to {most} is wanted here");
                self.wrong(node, &wanted);
                None
            }
        }
    }

    /// A length of the sheet, of which a share may be written: `50%`.
    pub fn extent(&mut self, node: &Node) -> Option<Expr> {
        self.parse_length(node)
    }

    /// A length in which `%` means nothing.
    pub fn length(&mut self, node: &Node) -> Option<Expr> {
        let length = self.parse_length(node)?;
        if length.uses(Unit::Percent) {
            let message =
                "this is no length: there is nothing here that `%` is a share of";
            let finding = error_at("length", &node.place, message);
            self.report.push(
                finding
                    .help("`%` is understood in a panel, a margin, an edge and a fold"),
            );
            return None;
        }
        Some(length)
    }

    fn parse_length(&mut self, node: &Node) -> Option<Expr> {
        let text = match &node.value {
            Value::String(s) => s.clone(),
            Value::Integer(0) => return Some(Expr::ZERO),
            Value::Integer(n) => n.to_string(),
            Value::Float(n) => n.to_string(),
            _ => String::new(),
        };
        match Expr::parse(&text) {
            Ok(expr) => Some(expr),
            Err(why) => {
                let finding =
                    error_at("length", &node.place, format!("this is no length: {why}"));
                self.report.push(finding.help(length_help()));
                None
            }
        }
    }

    /// One length for all sides, or a table of them; `read` reads each.
    pub fn sides(
        &mut self,
        node: &Node,
        sides: &mut Sides<Expr>,
        read: fn(&mut Self, &Node) -> Option<Expr>,
    ) {
        if let Value::Table(_) = node.value {
            self.keys(node, super::keys::SIDES, "this");
            for (key, side) in [
                ("top", &mut sides.top),
                ("right", &mut sides.right),
                ("bottom", &mut sides.bottom),
                ("left", &mut sides.left),
            ] {
                if let Some(value) = node.get(key).and_then(|n| read(self, n)) {
                    *side = value;
                }
            }
        } else if let Some(all) = read(self, node) {
            *sides = Sides {
                top: all.clone(),
                right: all.clone(),
                bottom: all.clone(),
                left: all,
            };
        }
    }

    /// One of a few words.
    pub fn word<T: Copy>(&mut self, node: &Node, known: &[(&str, T)]) -> Option<T> {
        let text = self.string(node)?;
        if let Some((_, value)) = known.iter().find(|(name, _)| *name == text) {
            return Some(*value);
        }
        let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
        let finding =
            error_at("unknown-word", &node.place, format!("`{text}` is not known here"))
                .did_you_mean(&text, names.iter().copied())
                .help(format!("write one of: {}", names.join(", ")));
        self.report.push(finding);
        None
    }

    /// Where lines stand.
    pub fn align(&mut self, node: &Node) -> Option<Align> {
        self.word(
            node,
            &[
                ("start", Align::Start),
                ("center", Align::Center),
                ("end", Align::End),
                ("left", Align::Start),
                ("right", Align::End),
            ],
        )
    }
}
