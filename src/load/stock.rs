//! Stock by its number: a file beside the packet first, then what is built in.

use std::sync::Arc;

use super::layout::ORIENTATIONS;
use super::library::{Kind, Library, STOCK};
use super::read::{Reader, error_at};
use super::tree::{Node, Value};
use super::{keys, source};
use crate::diag::{Diagnostic, Report, Source};
use crate::model::{Known, Stock};
use crate::unit::{INCH, Paper, Point, Pt, Size};

/// How far words stay from cuts and folds where nothing is said.
const SAFE: Pt = 0.125 * INCH;

impl Library {
    /// All that is built in.
    pub fn stock_list(&self, report: &mut Report) -> Vec<Stock> {
        let names = STOCK.iter().map(|(name, _)| *name);
        names.filter_map(|name| self.stock(name, report).ok().flatten()).collect()
    }

    /// The stock of that number; `None` if something in its file is wrong, which is reported.
    ///
    /// # Errors
    /// There is no such stock.
    pub fn stock(
        &self,
        number: &str,
        report: &mut Report,
    ) -> Result<Option<Stock>, Diagnostic> {
        let (name, source) = self.stock_source(number)?;
        let mut found = Report::default();
        let tree = Node::parse(&source, &mut found);
        let stock = Reader { report: &mut found }.stock(&name, &tree);
        let stock = stock.filter(|_| !found.has_errors());
        report.append(found);
        Ok(stock)
    }

    fn stock_source(&self, number: &str) -> Result<(String, Arc<Source>), Diagnostic> {
        let is_path = number.contains('/') || number.ends_with(".toml");
        let files =
            if is_path { vec![number.to_owned()] } else { Kind::Stock.overrides(number) };
        let files = files.into_iter().map(|file| self.folder.join(file));
        if let Some(path) = files.into_iter().find(|path| is_path || path.is_file()) {
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
            return Ok((stem.unwrap_or_default(), source::open(&path)?));
        }
        let known = STOCK.iter().map(|(name, text)| (*name, *text, numbers(text)));
        let known: Vec<(&str, &str, Vec<String>)> = known.collect();
        let same = |own: &String| own.eq_ignore_ascii_case(number.trim());
        if let Some((name, text, _)) =
            known.iter().find(|(_, _, numbers)| numbers.iter().any(same))
        {
            let source = Source::new(format!("{name}.toml (embedded)"), *text);
            return Ok(((*name).to_owned(), source));
        }
        let all = known.iter().flat_map(|(.., numbers)| numbers.iter().map(|n| &**n));
        let message = format!("there is no stock `{number}`");
        Err(Diagnostic::error("unknown-stock", message)
            .did_you_mean(number, all)
            .help(format!("`handbill list stock` shows them; measure a sheet of your own and write `stock/{number}.toml` beside the packet")))
    }
}

/// The numbers in a file that is built in.
fn numbers(text: &str) -> Vec<String> {
    let table: toml::Table = text.parse().expect("the embedded stock is TOML");
    let list = table.get("numbers").and_then(toml::Value::as_array);
    let list = list.into_iter().flatten();
    list.filter_map(|number| number.as_str().map(str::to_owned)).collect()
}

impl Reader<'_> {
    /// A stock from its file.
    fn stock(&mut self, name: &str, tree: &Node) -> Option<Stock> {
        if !self.keys(tree, keys::STOCK, "a stock") {
            return None;
        }
        let kinds = ["tent", "card", "badge", "index", "label"].map(|kind| (kind, kind));
        let cuts = [("die", false), ("hand", true)];
        let letter = Paper::find("letter").expect("letter is a known paper");
        let paper = tree.get("sheet").map_or(Some(letter), |n| self.paper(n))?;
        let flat = self.pair(tree, "flat", None)?;
        let origin = self.pair(tree, "origin", None)?;
        let pitch = self.pair(tree, "pitch", Some(flat))?;
        let numbers = tree.get("numbers").map(|n| self.strings(n)).unwrap_or_default();
        let mut plain = |key: &str| tree.get(key).and_then(|n| self.plain(n));
        let (radius, safe) = (plain("radius"), plain("safe"));
        let folds = match tree.get("fold-y") {
            Some(Node { value: Value::Array(list), .. }) => {
                list.iter().filter_map(|n| self.plain(n)).collect()
            }
            Some(node) => self.plain(node).into_iter().collect(),
            None => Vec::new(),
        };
        let kind = tree.get("kind").and_then(|n| self.word(n, &kinds));
        let stock = Stock {
            numbers: if numbers.is_empty() { vec![name.to_owned()] } else { numbers },
            name: tree.get("name").and_then(|n| self.string(n)).unwrap_or_default(),
            maker: tree.get("maker").and_then(|n| self.string(n)),
            kind: kind.unwrap_or("card").to_owned(),
            paper,
            orientation: tree
                .get("orientation")
                .and_then(|n| self.word(n, ORIENTATIONS))
                .unwrap_or_default(),
            pack: tree.get("pack").and_then(|n| self.count(n, 1, 10_000)),
            origin: Point { x: origin.w, y: origin.h },
            pitch,
            flat,
            columns: tree.get("columns").and_then(|n| self.count(n, 1, 50)).unwrap_or(1),
            rows: tree.get("rows").and_then(|n| self.count(n, 1, 50)).unwrap_or(1),
            radius: radius.unwrap_or(0.0),
            folds,
            scored: tree.get("scored").and_then(|n| self.bool(n)).unwrap_or(false),
            by_hand: tree.get("cut").and_then(|n| self.word(n, &cuts)).unwrap_or(false),
            safe: safe.unwrap_or(SAFE),
            known: tree
                .get("known")
                .and_then(|n| self.word(n, &Known::WORDS))
                .unwrap_or(Known::Arithmetic),
            note: tree.get("note").and_then(|n| self.string(n)),
        };
        self.fits(tree, &stock).then_some(stock)
    }

    /// Two lengths.
    fn pair(&mut self, tree: &Node, key: &str, otherwise: Option<Size>) -> Option<Size> {
        let Some(node) = tree.get(key) else {
            if otherwise.is_none() {
                let message = format!("this stock has no `{key}`");
                let help =
                    format!("write two lengths: `{key} = [\"0.75in\", \"0.5in\"]`");
                self.report.push(error_at("stock", &tree.place, message).help(help));
            }
            return otherwise;
        };
        match &node.value {
            Value::Array(list) if list.len() == 2 => {
                let (w, h) = (self.plain(&list[0]), self.plain(&list[1]));
                Some(Size { w: w?, h: h? })
            }
            _ => {
                self.wrong(node, "two lengths are wanted here: `[\"3.5in\", \"2in\"]`");
                None
            }
        }
    }

    /// Whether the pieces stand on the sheet, and the folds within the pieces.
    fn fits(&mut self, tree: &Node, stock: &Stock) -> bool {
        const SLIP: Pt = 0.5;
        let sheet = stock.sheet();
        let last = |count: usize| count.saturating_sub(1) as Pt;
        let right = stock.origin.x + last(stock.columns) * stock.pitch.w + stock.flat.w;
        let foot = stock.origin.y + last(stock.rows) * stock.pitch.h + stock.flat.h;
        let message = if right > sheet.w + SLIP || foot > sheet.h + SLIP {
            format!(
                "the pieces of this stock end {:.2} in from the left and {:.2} in from the top: that is off the sheet",
                right / INCH,
                foot / INCH
            )
        } else if stock.folds.iter().any(|fold| *fold <= 0.0 || *fold >= stock.flat.h) {
            "a fold of this stock lies outside of the piece".to_owned()
        } else {
            return true;
        };
        let finding = error_at("stock", &tree.place, message);
        self.report.push(finding.help(
            "`origin` is the top left corner of the first piece, `pitch` the way to the next, `fold-y` is counted from a piece's top",
        ));
        false
    }
}
