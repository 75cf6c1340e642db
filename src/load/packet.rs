//! A packet from TOML.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::keys;
use super::layout::ORIENTATIONS;
use super::read::{Reader, error_at};
use super::style::set;
use super::tree::{Node, Value};
use crate::diag::{Report, Source};
use crate::model::{Date, Group, Named, Packet, Piece, Tile};
use crate::unit::Scale;

/// Reads a packet. Folders in it are relative to the folder of its file.
pub fn read_packet(source: &Arc<Source>, folder: &Path, report: &mut Report) -> Packet {
    let tree = Node::parse(source, report);
    let mut reader = Reader { report };
    reader.keys(&tree, keys::PACKET, "a packet");
    let group = tree.get("group").map(|n| reader.group(n)).unwrap_or_default();
    let fonts = tree.get("fonts").map(|n| reader.names(n)).unwrap_or_default();
    let pieces = match tree.get("piece").map(|n| (&n.value, n)) {
        Some((Value::Array(list), _)) => {
            list.iter().filter_map(|n| reader.piece(n, &tree)).collect()
        }
        Some((_, node)) => {
            reader.wrong(
                node,
                "each piece begins with a line `[[piece]]`, in two brackets",
            );
            Vec::new()
        }
        None => {
            if !reader.report.has_errors() {
                let message = "this packet has no piece";
                reader.report.push(
                    error_at("no-piece", &tree.place, message)
                        .help("begin each with a line `[[piece]]`, then `layout = \"poster\"` and `text = \"safety\"`"),
                );
            }
            Vec::new()
        }
    };
    let rules = reader.rules(&tree);
    Packet {
        source: Arc::clone(source),
        folder: folder.to_owned(),
        group,
        fonts,
        pieces,
        rules,
    }
}

/// Reads only the group of a packet's file: the details that `--group FILE` names.
pub fn read_group(source: &Arc<Source>, report: &mut Report) -> Group {
    let mut found = Report::default();
    let tree = Node::parse(source, &mut found);
    let mut reader = Reader { report: &mut found };
    let group = tree.get("group").map(|node| reader.group(node));
    if group.is_none() && !found.has_errors() {
        let message = "there is no `[group]` in this file";
        found.push(
            error_at("no-group", &tree.place, message)
                .help("write a line `[group]`, and below it `name = \"Tuesday Group\"`"),
        );
    }
    report.append(found);
    group.unwrap_or_default()
}

impl Reader<'_> {
    fn group(&mut self, node: &Node) -> Group {
        let mut group = Group::default();
        if !matches!(node.value, Value::Table(_)) {
            self.wrong(node, "the group's details stand below a line `[group]`");
        }
        for (key, value) in node.entries() {
            let Some(text) = self.detail(&key.name, value) else { continue };
            if text.chars().any(char::is_control) {
                self.wrong(value, "a detail of the group is one line of plain text");
            }
            group.details.insert(key.name.clone(), text);
        }
        group
    }

    /// A detail: a string, and a day where one is meant, with quotation marks or without.
    fn detail(&mut self, name: &str, value: &Node) -> Option<String> {
        let text = match value.value {
            Value::Date if name == Group::CRISIS_CHECKED => {
                value.place.source.text[value.place.range.clone()].to_owned()
            }
            _ => self.string(value)?,
        };
        if name == Group::CRISIS_CHECKED && Date::parse(&text).is_none() {
            self.wrong(value, "a day is written year, month, day: `2026-03-01`");
        }
        Some(text)
    }

    fn tile(&mut self, piece: &Node) -> Option<Tile> {
        let node = piece.get("tile")?;
        let paper = self.paper(node)?;
        let overlap = piece.get("overlap").and_then(|n| self.length(n));
        let plain = Scale { em: 0.0, b: 0.0, s: paper.size.short(), whole: 0.0 };
        let overlap = overlap.map_or(Tile::OVERLAP, |length| length.at(&plain));
        Some(Tile { paper, overlap, range: node.place.range.clone() })
    }

    fn piece(&mut self, node: &Node, packet: &Node) -> Option<Piece> {
        if !self.keys(node, keys::PIECE, "a piece") {
            return None;
        }
        let Some(layout) = node.get("layout") else {
            self.report.push(
                error_at("no-layout", &node.place, "this piece names no layout").help(
                    "write `layout = \"handout\"`; `handbill list layouts` shows them",
                ),
            );
            return None;
        };
        let theme = node.get("theme").or_else(|| packet.get("theme"));
        let paper = node.get("paper").or_else(|| packet.get("paper"));
        let mut piece = Piece {
            range: node.place.range.clone(),
            texts: node.get("text").map(|n| self.names(n)).unwrap_or_default(),
            layout: self.named(layout)?,
            theme: Named { name: "calm".into(), range: node.place.range.clone() },
            paper: paper.and_then(|n| self.paper(n)),
            tile: self.tile(node),
            imposition: self.imposition(node),
            orientation: node.get("orientation").and_then(|n| self.word(n, ORIENTATIONS)),
            copies: 1,
            bleed: false,
            file: node.get("file").and_then(|n| self.string(n)),
            rules: self.rules(node),
        };
        set(&mut piece.theme, theme.and_then(|n| self.named(n)));
        let copies = node.get("copies").and_then(|n| self.count(n, 1, 100_000));
        set(&mut piece.copies, copies.and_then(|n| u32::try_from(n).ok()));
        set(&mut piece.bleed, node.get("bleed").and_then(|n| self.bool(n)));
        if let (Some(name), Some(node)) = (&piece.file, node.get("file"))
            && !is_file_name(name)
        {
            self.wrong(node, "a file's name is letters, digits, `-`, `_`, `.` and blanks; `.pdf` is added");
        }
        Some(piece)
    }

    fn named(&mut self, node: &Node) -> Option<Named> {
        let name = self.string(node)?;
        Some(Named { name, range: node.place.range.clone() })
    }

    fn names(&mut self, node: &Node) -> Vec<Named> {
        match &node.value {
            Value::Array(list) => list.iter().filter_map(|n| self.named(n)).collect(),
            _ => self.named(node).into_iter().collect(),
        }
    }
}

fn is_file_name(name: &str) -> bool {
    let fine = |c: char| c.is_alphanumeric() || " -_.".contains(c);
    !name.is_empty()
        && name.len() <= 120
        && name.chars().all(fine)
        && !name.starts_with('.')
}

/// The folder that a file stands in, as the user typed it.
pub fn folder_of(path: &Path) -> PathBuf {
    path.parent().map(Path::to_path_buf).unwrap_or_default()
}
