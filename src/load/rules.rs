//! `require`, `deny`, `warn` and `allow` from TOML.

use super::keys;
use super::read::{Reader, error_at};
use super::tree::{Node, Value};
use crate::diag::Severity;
use crate::model::{CODES, Rules};
use crate::unit::Distance;

impl Reader<'_> {
    /// What a layout, a packet or a piece asks for.
    pub(super) fn rules(&mut self, node: &Node) -> Rules {
        let mut rules = Rules::default();
        // The strictest goes first: it is the one that counts.
        for (key, level) in [
            ("deny", Some(Severity::Error)),
            ("warn", Some(Severity::Warning)),
            ("allow", None),
        ] {
            for node in node.get(key).into_iter().flat_map(listed) {
                rules.levels.extend(self.code(node).map(|code| (code, level)));
            }
        }
        if let Some(require) = node.get("require")
            && self.keys(require, keys::REQUIRE, "`require`")
        {
            rules.reads_to = require.get("reads-to").and_then(|n| self.distance(n));
        }
        rules
    }

    /// The code of a finding.
    fn code(&mut self, node: &Node) -> Option<&'static str> {
        let known: Vec<(&str, &'static str)> =
            CODES.iter().map(|code| (*code, *code)).collect();
        self.word(node, &known)
    }

    fn distance(&mut self, node: &Node) -> Option<Distance> {
        let text = match &node.value {
            Value::String(text) => text.clone(),
            Value::Integer(n) => n.to_string(),
            _ => String::new(),
        };
        match Distance::parse(&text) {
            Ok(distance) => Some(distance),
            Err(why) => {
                let message = format!("this is no distance: {why}");
                self.report.push(error_at("length", &node.place, message));
                None
            }
        }
    }
}

/// The values of a list, or the one value.
fn listed(node: &Node) -> &[Node] {
    match &node.value {
        Value::Array(list) => list,
        _ => std::slice::from_ref(node),
    }
}
