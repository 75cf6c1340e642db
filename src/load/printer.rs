//! `printer.toml`: how printers stand to the paper.

use std::sync::Arc;

use super::keys;
use super::read::{Reader, error_at};
use super::tree::{Node, Value};
use crate::diag::{Report, Source};
use crate::model::{Calibration, Printer};
use crate::unit::{Expr, Point, Pt, Scale, Sides, Unit};

/// Reads a file of printers.
pub fn read_printers(source: &Arc<Source>, report: &mut Report) -> Vec<Printer> {
    let tree = Node::parse(source, report);
    let mut reader = Reader { report };
    reader.keys(&tree, keys::PRINTERS, "a file of printers");
    let printers = tree.get("printer").map(Node::entries).unwrap_or_default();
    printers.iter().map(|(key, node)| reader.printer(&key.name, node)).collect()
}

impl Reader<'_> {
    fn printer(&mut self, name: &str, node: &Node) -> Printer {
        let mut printer = Printer { name: name.to_owned(), ..Printer::default() };
        if !self.keys(node, keys::PRINTER, "a printer") {
            return printer;
        }
        printer.uri = node.get("uri").and_then(|n| self.string(n));
        printer.own = self.calibration(node);
        for (key, node) in node.get("tray").map(Node::entries).unwrap_or_default() {
            if self.keys(node, keys::TRAY, "a tray") {
                printer.trays.push((key.name.clone(), self.calibration(node)));
            }
        }
        printer
    }

    fn calibration(&mut self, node: &Node) -> Calibration {
        Calibration {
            front: node.get("offset-front").and_then(|n| self.offset(n)),
            back: node.get("offset-back").and_then(|n| self.offset(n)),
            scale_error: node.get("scale-error").and_then(|n| self.scale_error(n)),
            unprintable: node.get("unprintable").map(|n| self.unprintable(n)),
        }
    }

    /// How far to the right and down.
    fn offset(&mut self, node: &Node) -> Option<Point> {
        let Value::Array(list) = &node.value else {
            self.wrong(
                node,
                "two lengths are wanted here: `[\"0.5mm\", \"-1mm\"]`, right and down",
            );
            return None;
        };
        let [x, y] = list.as_slice() else {
            self.wrong(
                node,
                "two lengths are wanted here: `[\"0.5mm\", \"-1mm\"]`, right and down",
            );
            return None;
        };
        let (x, y) = (self.absolute(x), self.absolute(y));
        Some(Point { x: x?, y: y? })
    }

    /// A length of the paper itself.
    fn absolute(&mut self, node: &Node) -> Option<Pt> {
        let length = self.length(node)?;
        if [Unit::Em, Unit::B, Unit::S].into_iter().any(|unit| length.uses(unit)) {
            let message = "this is no length: a printer knows nothing of type sizes";
            let finding = error_at("length", &node.place, message);
            self.report.push(finding.help("write it in mm, in, cm or pt"));
            return None;
        }
        Some(points(&length))
    }

    fn scale_error(&mut self, node: &Node) -> Option<[f64; 2]> {
        let numbers: Vec<f64> = match &node.value {
            Value::Array(list) => {
                list.iter().filter_map(|n| self.number(n, true)).collect()
            }
            _ => Vec::new(),
        };
        let [across, along] = numbers.as_slice() else {
            self.wrong(
                node,
                "two numbers are wanted here, per cent across and along: `[0.2, -0.1]`",
            );
            return None;
        };
        Some([*across, *along])
    }

    fn unprintable(&mut self, node: &Node) -> Sides<Pt> {
        let mut sides = Sides::<Expr>::default();
        self.sides(node, &mut sides, Self::length);
        Sides {
            top: points(&sides.top),
            right: points(&sides.right),
            bottom: points(&sides.bottom),
            left: points(&sides.left),
        }
    }
}

fn points(length: &Expr) -> Pt {
    length.at(&Scale { em: 0.0, b: 0.0, s: 0.0, whole: 0.0 })
}
