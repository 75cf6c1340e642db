//! What a piece says of its sheets, from TOML.

use std::collections::BTreeSet;

use super::read::{Reader, error_at};
use super::tree::{Node, Value};
use crate::model::{Flip, Fold, Imposition, Named, SheetMark};
use crate::unit::{Pt, Scale};

/// The most that stand side by side or below each other.
const MOST: usize = 50;
/// The last page that can be said to stay empty.
const LAST: i64 = 1000;

impl Reader<'_> {
    /// The keys of a piece that say how its pages come on sheets.
    pub(super) fn imposition(&mut self, piece: &Node) -> Imposition {
        let asks = ["stock", "fold", "sheet", "nup", "back", "blanks", "marks"];
        let first = asks.iter().find_map(|key| piece.get(key));
        let flips = [("long-edge", Flip::Long), ("short-edge", Flip::Short)];
        Imposition {
            stock: piece.get("stock").and_then(|n| self.stock_name(n)),
            sheet: piece.get("sheet").and_then(|n| self.paper(n)),
            nup: piece.get("nup").and_then(|n| self.nup(n)),
            back: piece.get("back").and_then(|n| self.stock_name(n)),
            flip: piece.get("flip").and_then(|n| self.word(n, &flips)),
            fold: piece.get("fold").and_then(|n| self.word(n, &Fold::WORDS)),
            thickness: piece.get("thickness").and_then(|n| self.plain(n)),
            blanks: piece.get("blanks").map(|n| self.blanks(n)).unwrap_or_default(),
            marks: piece.get("marks").map(|n| self.marks(n)).unwrap_or_default(),
            range: first.map(|node| node.place.range.clone()).unwrap_or_default(),
        }
    }

    /// A length that depends on nothing.
    pub(super) fn plain(&mut self, node: &Node) -> Option<Pt> {
        let nothing = Scale { em: 0.0, b: 0.0, s: 0.0, whole: 0.0 };
        let points = self.length(node)?.at(&nothing);
        if points < 0.0 {
            self.wrong(node, "a length from zero up is wanted here");
            return None;
        }
        Some(points)
    }

    /// A name, or a number without quotation marks.
    fn stock_name(&mut self, node: &Node) -> Option<Named> {
        let name = match node.value {
            Value::Integer(number) => number.to_string(),
            _ => self.string(node)?,
        };
        Some(Named { name, range: node.place.range.clone() })
    }

    /// `2x4`: columns and rows.
    fn nup(&mut self, node: &Node) -> Option<(usize, usize)> {
        let text = self.string(node)?;
        let count = |text: &str| {
            let count = text.trim().parse::<usize>().ok();
            count.filter(|count| (1..=MOST).contains(count))
        };
        let both = text.split_once('x').and_then(|(c, r)| Some((count(c)?, count(r)?)));
        if both.is_none() {
            let message = format!("`{text}` is no number of columns and rows");
            self.report.push(
                error_at("unknown-word", &node.place, message)
                    .help("write `nup = \"2x4\"` for two columns and four rows; without it as many are printed as fit"),
            );
        }
        both
    }

    /// `[2, 7]`: numbers of pages, put in order.
    fn blanks(&mut self, node: &Node) -> Vec<usize> {
        let list = match &node.value {
            Value::Array(list) => list.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let own = list.iter().filter_map(|n| self.count(n, 1, LAST));
        let pages: BTreeSet<usize> = own.collect();
        pages.into_iter().collect()
    }

    fn marks(&mut self, node: &Node) -> Vec<SheetMark> {
        let words = [
            ("crop", SheetMark::Crop),
            ("fold", SheetMark::Fold),
            ("registration", SheetMark::Registration),
        ];
        match &node.value {
            Value::Array(list) => {
                list.iter().filter_map(|n| self.word(n, &words)).collect()
            }
            _ => self.word(node, &words).into_iter().collect(),
        }
    }
}
