//! Frames from TOML: where they stand and what stands in them.

use super::keys;
use super::layout::default_ruled;
use super::read::{Reader, error_at};
use super::style::set;
use super::tree::{Node, Value};
use crate::model::{
    Content, Drawing, DrawingKind, Frame, FrameFit, Layout, OnPages, StyleMap, VAlign,
};
use crate::unit::{Expr, Sides, Turn};

/// The keys that say what stands in a frame; just one of them is given.
const CONTENT: [&str; 5] = ["show", "flow", "say", "draw", "image"];

impl Reader<'_> {
    pub(super) fn frames(&mut self, node: &Node, layout: &mut Layout) {
        for (key, value) in node.get("frame").map(Node::entries).unwrap_or_default() {
            if !self.keys(value, keys::FRAME, "a frame") {
                continue;
            }
            if value.get("off").and_then(|n| self.bool(n)) == Some(true) {
                continue;
            }
            let given: Vec<_> =
                CONTENT.iter().filter(|k| value.get(k).is_some()).collect();
            if given.len() != 1 {
                let message = match given.as_slice() {
                    [] => format!("frame `{}` has nothing in it", key.name),
                    [a, b, ..] => {
                        format!("frame `{}` has both `{a}` and `{b}`", key.name)
                    }
                    [_] => unreachable!("there is not just one"),
                };
                self.report.push(
                    error_at("frame-content", &key.place, message)
                        .help("give it just one of show, flow, say, draw, image"),
                );
                continue;
            }
            let Some(content) = self.content(value) else { continue };
            let frame = self.frame(&key.name, value, content, layout);
            self.check_place(&frame, value, layout);
            layout.frames.push(frame);
        }
    }

    fn frame(
        &mut self,
        name: &str,
        node: &Node,
        content: Content,
        layout: &Layout,
    ) -> Frame {
        let first =
            layout.panels.iter().find(|p| p.repeat.is_none()).map(|p| p.name.clone());
        let mut frame = Frame {
            name: name.to_owned(),
            place: Some(node.place.clone()),
            area: name.to_owned(),
            panels: first.into_iter().collect(),
            content,
            style: StyleMap::default(),
            fit: None,
            ground: None,
            bar: None,
            ruled: default_ruled(),
            pad: Sides::default(),
            align: None,
            valign: VAlign::Top,
            stretch_after: 0.0,
            on: OnPages::All,
        };
        for (key, value) in node.entries() {
            match key.name.as_str() {
                "area" => set(&mut frame.area, self.string(value)),
                "panel" => frame.panels = self.string(value).into_iter().collect(),
                "thread" => frame.panels = self.strings(value),
                "style" => frame.style = self.style_map(value),
                "fit" => frame.fit = Some(self.frame_fit(value)),
                "ground" => frame.ground = self.color(value),
                "bar" => frame.bar = self.bar(value),
                "ruled" => frame.ruled = self.ruled(value),
                "pad" => self.sides(value, &mut frame.pad, Self::length),
                "align" => frame.align = self.align(value),
                "valign" => set(
                    &mut frame.valign,
                    self.word(
                        value,
                        &[
                            ("top", VAlign::Top),
                            ("middle", VAlign::Middle),
                            ("bottom", VAlign::Bottom),
                        ],
                    ),
                ),
                "stretch-after" => {
                    set(&mut frame.stretch_after, self.number(value, false))
                }
                "on" => set(
                    &mut frame.on,
                    self.word(
                        value,
                        &[
                            ("all", OnPages::All),
                            ("first", OnPages::First),
                            ("rest", OnPages::Rest),
                        ],
                    ),
                ),
                _ => {}
            }
        }
        frame
    }

    fn frame_fit(&mut self, node: &Node) -> FrameFit {
        self.keys(node, keys::FRAME_FIT, "the `fit` of a frame");
        let mut length = |key| node.get(key).and_then(|n| self.length(n));
        let (min, max) = (length("min"), length("max"));
        let share = node.get("share").and_then(|n| self.string(n));
        FrameFit { min, max, share }
    }

    fn content(&mut self, node: &Node) -> Option<Content> {
        if let Some(parts) = node.get("show") {
            return Some(Content::Show { parts: self.strings(parts), flow: false });
        }
        if let Some(parts) = node.get("flow") {
            return Some(Content::Show { parts: self.strings(parts), flow: true });
        }
        if let Some(say) = node.get("say") {
            let sentences = self.sentences(say);
            let join = node.get("join").and_then(|n| self.string(n));
            return Some(Content::Say { sentences, join });
        }
        if let Some(image) = node.get("image") {
            let path = self.string(image)?;
            let alt = node.get("alt").and_then(|n| self.string(n)).unwrap_or_default();
            if alt.trim().is_empty() {
                let message =
                    "a picture has an `alt`: say what it shows, for who can't see it";
                self.report.push(error_at("image-alt", &image.place, message));
            }
            return match super::image::open(&image.place.source, &path) {
                Ok(image) => Some(Content::Image { image, alt }),
                Err(why) => {
                    let finding = super::image::wrong(&path, &why);
                    self.report
                        .push(finding.at(&image.place.source, image.place.range.clone()));
                    None
                }
            };
        }
        self.drawing(node).map(Content::Draw)
    }

    /// Sentences, their braces checked.
    fn sentences(&mut self, node: &Node) -> Vec<String> {
        let list = match &node.value {
            Value::Array(list) => list.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut sentences = Vec::new();
        for node in list {
            let Some(sentence) = self.string(node) else { continue };
            for hole in holes(&sentence) {
                self.hole(hole, node);
            }
            sentences.push(sentence);
        }
        sentences
    }

    /// A pair of braces in a sentence: a detail of the group, or a number of pages.
    fn hole(&mut self, hole: Result<&str, ()>, node: &Node) {
        let message = match hole {
            Ok("page" | "pages") => return,
            Ok(name)
                if name.strip_prefix("group.").is_some_and(|name| !name.is_empty()) =>
            {
                return;
            }
            Ok(name) => format!("`{{{name}}}` is no detail of the group"),
            Err(()) => "this sentence has a brace without its other half".to_owned(),
        };
        self.report.push(error_at("sentence", &node.place, message).help(
            "write `{group.name}`, `{group.meets}` and so on, `{page}` or `{pages}`",
        ));
    }

    fn drawing(&mut self, node: &Node) -> Option<Drawing> {
        let turns = [
            ("right", Turn::None),
            ("down", Turn::Right),
            ("left", Turn::Over),
            ("up", Turn::Left),
        ];
        let turn =
            node.get("turn").and_then(|n| self.word(n, &turns)).unwrap_or_default();
        let height = node.get("row-height").and_then(|n| self.length(n));
        let columns = node.get("columns").map(|n| self.strings(n)).unwrap_or_default();
        let rows = DrawingKind::Rows {
            height: height.unwrap_or(Expr::pt(28.8)),
            columns: columns.iter().map(|text| column(text)).collect(),
        };
        let draw = node.get("draw")?;
        let kinds = [
            ("line", 0),
            ("box", 1),
            ("arrow", 2),
            ("rows", 3),
            ("ruler", 4),
            ("space", 5),
        ];
        let kind = match self.word(draw, &kinds)? {
            0 => DrawingKind::Line,
            1 => DrawingKind::Box,
            2 => DrawingKind::Arrow(turn),
            4 => DrawingKind::Ruler,
            5 => DrawingKind::Space,
            _ => rows,
        };
        let weight =
            node.get("weight").and_then(|n| self.length(n)).unwrap_or(Expr::pt(0.75));
        let color = node.get("color").and_then(|n| self.color(n));
        Some(Drawing { kind, weight, color: color.unwrap_or_else(|| "ink".to_owned()) })
    }

    /// The frame's panels and its area in each of them exist.
    fn check_place(&mut self, frame: &Frame, node: &Node, layout: &Layout) {
        let given = node.get("thread").or_else(|| node.get("panel"));
        for name in &frame.panels {
            let Some(panel) = layout.panels.iter().find(|p| p.name == *name) else {
                let place = &given.unwrap_or(node).place;
                let known = layout.panels.iter().map(|p| p.name.as_str());
                let finding = error_at(
                    "unknown-panel",
                    place,
                    format!("there is no panel `{name}`"),
                );
                self.report.push(finding.did_you_mean(name, known));
                continue;
            };
            let Some(grid) = &panel.grid else { continue };
            if !grid.areas.iter().flatten().any(|area| *area == frame.area) {
                let place = &node.get("area").unwrap_or(node).place;
                let message = format!("the grid has no area `{}`", frame.area);
                let known = grid.areas.iter().flatten().map(String::as_str);
                let finding = error_at("unknown-area", place, message)
                    .did_you_mean(&frame.area, known)
                    .help("name it in `areas`, or give the frame an `area`");
                self.report.push(finding);
            }
        }
    }
}

/// The `{…}` of a sentence: the name in each, or an error for a brace that is not closed.
pub fn holes(sentence: &str) -> Vec<Result<&str, ()>> {
    let mut found = Vec::new();
    let mut rest = sentence;
    while let Some(at) = rest.find(['{', '}']) {
        let open = rest[at..].starts_with('{');
        match rest[at..].find('}') {
            Some(end) if open => {
                found.push(Ok(rest[at + 1..at + end].trim()));
                rest = &rest[at + end + 1..];
            }
            _ => {
                found.push(Err(()));
                rest = &rest[at + 1..];
            }
        }
    }
    found
}

/// The head of a column and its share: `Name`, `Name 2fr`.
fn column(text: &str) -> (String, f64) {
    let share = text.rsplit_once(' ').and_then(|(head, share)| {
        let share: f64 = share.strip_suffix("fr")?.parse().ok()?;
        (share > 0.0 && share.is_finite()).then(|| (head.trim().to_owned(), share))
    });
    share.unwrap_or_else(|| (text.to_owned(), 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_found_and_open_braces_told() {
        assert_eq!(holes("{group.name}, {page}"), [Ok("group.name"), Ok("page")]);
        assert_eq!(holes("a } b {c"), [Err(()), Err(())]);
        assert_eq!(column("Phone number 2fr"), ("Phone number".to_owned(), 2.0));
        assert_eq!(column("Name"), ("Name".to_owned(), 1.0));
    }
}
