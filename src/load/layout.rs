//! A layout from its TOML tree: every key read, every name looked up.

use super::keys;
use super::markdown::{LANGUAGES, is_language};
use super::read::{Reader, error_at};
use super::style::set;
use super::tree::{Node, Value};
use crate::model::{
    Bar, BoxRule, Fit, Grid, Layout, Orientation, Panel, Ruled, Space, StyleMap,
};
use crate::unit::{Expr, Paper, Sides, Turn, Unit, papers};

/// The key of front and back, and of portrait and landscape.
pub(super) const ORIENTATIONS: &[(&str, Orientation)] =
    &[("portrait", Orientation::Portrait), ("landscape", Orientation::Landscape)];

impl Reader<'_> {
    /// Reads a layout, all its `extends` and `when` laid on already.
    pub(super) fn layout(&mut self, name: &str, node: &Node) -> Layout {
        self.keys(node, keys::LAYOUT, "a layout");
        let fonts = node.get("fonts").map(|n| self.strings(n)).unwrap_or_default();
        let styles =
            node.get("style").map(|n| self.styles(n, &fonts)).unwrap_or_default();
        let mut layout = Layout {
            name: name.to_owned(),
            kind: name.to_owned(),
            lang: None,
            paper: Paper::find("letter").expect("letter is a known paper"),
            orientation: Orientation::Portrait,
            margin: all_sides(&Expr::Of(1.0 / 12.0, Unit::S)),
            edge: Expr::parse("max(0.25in, s/48)").expect("the default edge is a length"),
            bleed: None,
            cut: None,
            blanks: Vec::new(),
            folds_across: Vec::new(),
            folds_along: Vec::new(),
            excerpt: false,
            texts: Vec::new(),
            rules: self.rules(node),
            fit: Fit {
                min: Expr::pt(9.0),
                usual: None,
                max: Expr::Of(0.25, Unit::S),
                share: None,
            },
            panels: Vec::new(),
            frames: Vec::new(),
            boxes: Vec::new(),
            styles,
        };
        let mut grid = None;
        for (key, value) in node.entries() {
            match key.name.as_str() {
                "kind" => set(&mut layout.kind, self.string(value)),
                "lang" => layout.lang = self.lang(value),
                "paper" => set(&mut layout.paper, self.paper(value)),
                "orientation" => {
                    set(&mut layout.orientation, self.word(value, ORIENTATIONS));
                }
                "margin" => self.sides(value, &mut layout.margin, Self::extent),
                "edge" => set(&mut layout.edge, self.extent(value)),
                "bleed" => layout.bleed = self.length(value),
                "fold-y" => layout.folds_across = self.lengths(value, Self::extent),
                "fold-x" => layout.folds_along = self.lengths(value, Self::extent),
                "excerpt" => set(&mut layout.excerpt, self.bool(value)),
                "text" => layout.texts = self.strings(value),
                "fit" => {
                    let base = layout.fit.clone();
                    layout.fit = self.fit(value, base);
                    self.check_fit(value, &layout.fit);
                }
                "grid" => grid = Some(self.grid(value)),
                _ => {} // Read above or below, or reported as unknown.
            }
        }
        self.panels(node, grid, &mut layout);
        self.frames(node, &mut layout);
        self.boxes(node, &mut layout);
        self.check_names(node, &layout);
        layout
    }

    /// The language of what a layout says.
    fn lang(&mut self, node: &Node) -> Option<String> {
        let lang = self.string(node)?;
        if is_language(&lang) {
            return Some(lang);
        }
        let finding = error_at(
            "bad-language",
            &node.place,
            format!("`{lang}` is no language code"),
        );
        self.report.push(finding.help(LANGUAGES));
        None
    }

    /// A paper by name or size.
    pub(super) fn paper(&mut self, node: &Node) -> Option<Paper> {
        let name = self.string(node)?;
        let found = Paper::find(&name);
        if found.is_none() {
            let known = papers();
            let names = known.list.iter().map(|p| p.name.as_str());
            let names = names.chain(known.alias.iter().map(|(name, _)| name.as_str()));
            let finding =
                error_at("unknown-paper", &node.place, format!("there is no paper `{name}`"))
                    .did_you_mean(&name, names)
                    .help("`handbill list papers` shows them; any size works too: `8x10in`, `100x150mm`");
            self.report.push(finding);
        }
        found
    }

    pub(super) fn fit(&mut self, node: &Node, mut fit: Fit) -> Fit {
        if !self.keys(node, keys::FIT, "`fit`") {
            return fit;
        }
        for (key, value) in node.entries() {
            match key.name.as_str() {
                "min" => set(&mut fit.min, self.length(value)),
                "usual" => fit.usual = self.length(value),
                "max" => set(&mut fit.max, self.length(value)),
                "share" => fit.share = self.string(value),
                _ => {}
            }
        }
        fit
    }

    /// The bounds of a piece's size are lengths on the paper.
    fn check_fit(&mut self, node: &Node, fit: &Fit) {
        let bounds = [
            ("min", Some(&fit.min)),
            ("usual", fit.usual.as_ref()),
            ("max", Some(&fit.max)),
        ];
        for (key, length) in bounds {
            let searched =
                length.is_some_and(|own| own.uses(Unit::B) || own.uses(Unit::Em));
            let Some(node) = node.get(key).filter(|_| searched) else { continue };
            let message = format!(
                "`{key}` can't be in b or em: they are the size that is searched for"
            );
            self.report.push(
                error_at("fit", &node.place, message)
                    .help("write it in pt, in, mm, or s (the short side)"),
            );
        }
    }

    fn panels(&mut self, node: &Node, grid: Option<Grid>, layout: &mut Layout) {
        for (key, value) in node.get("panel").map(Node::entries).unwrap_or_default() {
            let panel = self.panel(&key.name, value, layout);
            layout
                .panels
                .push(Panel { grid: panel.grid.or_else(|| grid.clone()), ..panel });
        }
        if layout.panels.is_empty() {
            layout.panels.push(Panel { grid, ..whole_sheet("sheet") });
        }
    }

    fn panel(&mut self, name: &str, node: &Node, layout: &Layout) -> Panel {
        let mut panel = whole_sheet(name);
        self.keys(node, keys::PANEL, "a panel");
        for (key, value) in node.entries() {
            match key.name.as_str() {
                "side" => {
                    set(
                        &mut panel.back,
                        self.word(value, &[("front", false), ("back", true)]),
                    );
                }
                "x" => panel.x = self.extent(value),
                "y" => set(&mut panel.y, self.extent(value)),
                "width" => panel.width = self.extent(value),
                "height" => set(&mut panel.height, self.extent(value)),
                "turn" => set(&mut panel.turn, self.turn(value)),
                "repeat" => panel.repeat = self.string(value),
                "grid" => panel.grid = Some(self.grid(value)),
                "margin" => {
                    let mut sides = layout.margin.clone();
                    self.sides(value, &mut sides, Self::extent);
                    panel.margin = Some(sides);
                }
                "edge" => panel.edge = self.extent(value),
                _ => {}
            }
        }
        panel
    }

    fn turn(&mut self, node: &Node) -> Option<Turn> {
        match node.value {
            Value::Integer(0) => Some(Turn::None),
            Value::Integer(90) => Some(Turn::Right),
            Value::Integer(180) => Some(Turn::Over),
            Value::Integer(270) => Some(Turn::Left),
            _ => {
                self.wrong(node, "a panel turns by 0, 90, 180 or 270 degrees, clockwise");
                None
            }
        }
    }

    fn boxes(&mut self, node: &Node, layout: &mut Layout) {
        for (key, value) in node.get("box").map(Node::entries).unwrap_or_default() {
            self.keys(value, keys::BOX, "a box");
            let mut rule = BoxRule {
                name: key.name.clone(),
                around: Vec::new(),
                frames: Vec::new(),
                ground: None,
                bar: None,
                ruled: default_ruled(),
                pad: Sides::default(),
                columns: 1,
                gap: Expr::Of(1.0 / 34.0, Unit::S),
                column_bar: None,
                space: Space::default(),
                join: false,
                style: StyleMap::default(),
            };
            let mut off = false;
            for (key, value) in value.entries() {
                match key.name.as_str() {
                    "around" => rule.around = self.strings(value),
                    "frames" => rule.frames = self.strings(value),
                    "ground" => rule.ground = self.color(value),
                    "bar" => rule.bar = self.bar(value),
                    "ruled" => rule.ruled = self.ruled(value),
                    "pad" => self.sides(value, &mut rule.pad, Self::length),
                    "columns" => set(&mut rule.columns, self.count(value, 1, 12)),
                    "gap" => set(&mut rule.gap, self.length(value)),
                    "column-bar" => rule.column_bar = self.bar(value),
                    "before" => set(&mut rule.space.before, self.length(value)),
                    "after" => set(&mut rule.space.after, self.length(value)),
                    "stretch-before" => {
                        set(&mut rule.space.stretch_before, self.number(value, false));
                    }
                    "stretch-after" => {
                        set(&mut rule.space.stretch_after, self.number(value, false));
                    }
                    "join" => set(&mut rule.join, self.bool(value)),
                    "style" => rule.style = self.style_map(value),
                    "off" => set(&mut off, self.bool(value)),
                    _ => {}
                }
            }
            if rule.around.is_empty() && rule.frames.is_empty() {
                rule.around.push(key.name.clone());
            }
            self.check_frames(value, &rule, node);
            if !off {
                layout.boxes.push(rule);
            }
        }
    }

    /// The frames that a box names exist, if only to be taken away.
    fn check_frames(&mut self, node: &Node, rule: &BoxRule, whole: &Node) {
        let frames = whole.get("frame").map(Node::entries).unwrap_or_default();
        let known = || frames.iter().map(|(key, _)| key.name.as_str());
        for name in rule.frames.iter().filter(|name| !known().any(|own| own == *name)) {
            let place = &node.get("frames").unwrap_or(node).place;
            let message = format!("there is no frame `{name}`");
            let finding = error_at("unknown-frame", place, message);
            self.report.push(finding.did_you_mean(name, known()));
        }
    }

    /// A bar: its weight alone, or a table.
    pub(super) fn bar(&mut self, node: &Node) -> Option<Bar> {
        let mut bar = Bar {
            weight: Expr::Of(1.0 / 200.0, Unit::S),
            color: "primary".into(),
            wide: true,
        };
        if let Value::Table(_) = node.value {
            self.keys(node, keys::BAR, "a bar");
            for (key, value) in node.entries() {
                match key.name.as_str() {
                    "weight" => set(&mut bar.weight, self.length(value)),
                    "color" => set(&mut bar.color, self.color(value)),
                    "wide" => set(&mut bar.wide, self.bool(value)),
                    _ => {}
                }
            }
        } else {
            bar.weight = self.length(node)?;
        }
        Some(bar)
    }

    pub(super) fn ruled(&mut self, node: &Node) -> Ruled {
        self.keys(node, keys::RULED, "`ruled`");
        let mut side = |key| node.get(key).and_then(|n| self.length(n));
        Ruled { top: side("top"), bottom: side("bottom") }
    }

    /// Every panel, area and style that is named is there.
    fn check_names(&mut self, node: &Node, layout: &Layout) {
        let mut names = Vec::new();
        for (kind, key) in [("frame", "frame"), ("box", "box")] {
            for (_, value) in node.get(key).map(Node::entries).unwrap_or_default() {
                names.extend(value.get("style").map(|style| (kind, style)));
            }
        }
        for (_, style) in names {
            let list: Vec<&Node> = match &style.value {
                Value::Table(entries) => entries.iter().map(|(_, node)| node).collect(),
                _ => vec![style],
            };
            for node in list {
                let Value::String(name) = &node.value else { continue };
                if layout.style(name).is_none() {
                    let known = layout.styles.iter().map(|s| s.name.as_str());
                    let finding = error_at(
                        "unknown-style",
                        &node.place,
                        format!("there is no style `{name}`"),
                    );
                    self.report.push(finding.did_you_mean(name, known));
                }
            }
        }
        for (key, value) in node.get("panel").map(Node::entries).unwrap_or_default() {
            let Some(repeat) = value.get("repeat") else { continue };
            let Value::String(name) = &repeat.value else { continue };
            if *name == key.name || !layout.panels.iter().any(|p| p.name == *name) {
                let finding = error_at(
                    "unknown-panel",
                    &repeat.place,
                    format!("there is no other panel `{name}` to repeat"),
                );
                let known = layout.panels.iter().map(|p| p.name.as_str());
                self.report.push(finding.did_you_mean(name, known));
            }
        }
    }
}

pub(super) fn all_sides(length: &Expr) -> Sides<Expr> {
    let side = || length.clone();
    Sides { top: side(), right: side(), bottom: side(), left: side() }
}

pub(super) fn default_ruled() -> Ruled {
    Ruled { top: Some(Expr::Of(1.0 / 400.0, Unit::S)), bottom: None }
}

fn whole_sheet(name: &str) -> Panel {
    Panel {
        name: name.to_owned(),
        back: false,
        x: None,
        y: Expr::ZERO,
        width: None,
        height: Expr::Of(100.0, Unit::Percent),
        turn: Turn::None,
        repeat: None,
        grid: None,
        margin: None,
        edge: None,
    }
}
