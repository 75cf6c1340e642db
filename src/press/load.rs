//! Loads what the pieces of an order name: each text, layout and theme once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::order::{Order, at_place};
use super::placing::{Placing, place};
use crate::diag::{Diagnostic, Report};
use crate::load::{LayoutTree, Library};
use crate::model::{Layout, Named, Piece, Text, Theme, Tile};

/// A piece with all it names.
pub struct Loaded<'a> {
    /// The piece.
    pub piece: &'a Piece,
    /// Its layout, on its paper.
    pub layout: Layout,
    /// Its texts.
    pub texts: Vec<Arc<Text>>,
    /// Its theme.
    pub theme: Arc<Theme>,
    /// The sheets that it is cut up over, if it is.
    pub tile: Option<Tile>,
    /// How its pages come on sheets, if not one on each.
    pub placing: Option<Placing>,
    /// The layout of the back, if that is another.
    pub back: Option<Layout>,
    /// How many copies.
    pub copies: u32,
}

/// Loads the pieces, but for those with a mistake.
pub fn pieces<'a>(order: &Order<'a>, report: &mut Report) -> Vec<Loaded<'a>> {
    let mut shelf = Shelf::default();
    let mut loaded = Vec::new();
    for piece in &order.packet.pieces {
        let mut found = Report::default();
        let piece = shelf.piece(order, piece, &mut found);
        loaded.extend(piece.filter(|_| !found.has_errors()));
        report.append(found);
    }
    loaded
}

/// What was loaded so far, by name; `None` for what can't be.
#[derive(Default)]
struct Shelf {
    texts: BTreeMap<String, Option<Arc<Text>>>,
    layouts: BTreeMap<String, Option<LayoutTree>>,
    themes: BTreeMap<String, Option<Arc<Theme>>>,
    /// Families that are not at hand, each told once.
    missing: BTreeSet<String>,
}

impl Shelf {
    fn piece<'a>(
        &mut self,
        order: &Order<'a>,
        piece: &'a Piece,
        report: &mut Report,
    ) -> Option<Loaded<'a>> {
        let tree = self.layout(order, &piece.layout, report);
        let mut names = piece.texts.clone();
        if let (true, Some(tree)) = (names.is_empty(), &tree) {
            let own = tree.texts().into_iter();
            names.extend(own.map(|(name, place)| Named { name, range: place.range }));
        }
        if names.is_empty() && tree.as_ref().is_some_and(LayoutTree::needs_text) {
            let message =
                format!("layout `{}` shows a text, and none is named", piece.layout.name);
            let finding = Diagnostic::error("no-text", message)
                .help("name one: `text = \"safety\"` in the packet, or after the layout's name; `handbill list texts` shows them");
            report.push(at_place(order.packet, &piece.layout.range, finding));
        }
        let texts: Vec<Option<Arc<Text>>> =
            names.iter().map(|name| self.text(order, name, report)).collect();
        let named = match &order.over.theme {
            Some(name) => Named { name: name.clone(), range: 0..0 },
            None => piece.theme.clone(),
        };
        let theme = self.theme(order, &named, report);
        let texts: Option<Vec<Arc<Text>>> = texts.into_iter().collect();
        let (tree, texts, theme) = (tree?, texts?, theme?);
        let mut layout = tree.resolve(&texts, report);
        self.families(order, piece, &layout, report);
        if let Some(paper) = order.over.paper.as_ref().or(piece.paper.as_ref()) {
            layout.paper = paper.clone();
        }
        if let Some(orientation) = order.over.orientation.or(piece.orientation) {
            layout.orientation = orientation;
        }
        let placing = place(order, piece, &mut layout, report);
        let back = self.back(order, piece, &texts, report).map(|mut back| {
            placing.iter().for_each(|placing| placing.fit_back(&layout, &mut back));
            back
        });
        let copies = order.over.copies.unwrap_or(piece.copies);
        let typed = order.over.tile.clone().map(Tile::over);
        let tile = typed.filter(|_| placing.is_none()).or_else(|| piece.tile.clone());
        Some(Loaded { piece, layout, texts, theme, tile, placing, back, copies })
    }

    /// The layout of the back of a card.
    fn back(
        &mut self,
        order: &Order<'_>,
        piece: &Piece,
        texts: &[Arc<Text>],
        report: &mut Report,
    ) -> Option<Layout> {
        let name = piece.imposition.back.as_ref()?;
        Some(self.layout(order, name, report)?.resolve(texts, report))
    }

    /// Each style that asks for families has one of them.
    fn families(
        &mut self,
        order: &Order<'_>,
        piece: &Piece,
        layout: &Layout,
        report: &mut Report,
    ) {
        let asked = layout.styles.iter().map(|style| &style.fonts);
        let none = |list: &&Vec<String>| {
            !list.is_empty() && !list.iter().any(|name| order.book.has_family(name))
        };
        for name in asked.filter(none).filter_map(|list| list.first()) {
            if !self.missing.insert(name.clone()) {
                continue;
            }
            let message = format!(
                "layout `{}` asks for a font `{name}`, which is not at hand",
                layout.name
            );
            let families = order.book.families();
            let finding = Diagnostic::error("unknown-font", message)
                .did_you_mean(name, families.iter().copied())
                .help(format!("at hand: {}", families.join(", ")))
                .help("name a folder with its files: `fonts = \"fonts\"` in the packet, or --font-dir DIR");
            report.push(at_place(order.packet, &piece.layout.range, finding));
        }
    }

    fn text(
        &mut self,
        order: &Order<'_>,
        name: &Named,
        report: &mut Report,
    ) -> Option<Arc<Text>> {
        let find =
            |report: &mut Report| order.library.text(&name.name, report).map(Arc::new);
        once(&mut self.texts, order, name, report, find)
    }

    fn layout(
        &mut self,
        order: &Order<'_>,
        name: &Named,
        report: &mut Report,
    ) -> Option<LayoutTree> {
        let find = |report: &mut Report| order.library.layout(&name.name, report);
        once(&mut self.layouts, order, name, report, find)
    }

    fn theme(
        &mut self,
        order: &Order<'_>,
        name: &Named,
        report: &mut Report,
    ) -> Option<Arc<Theme>> {
        // A path on the command line starts where the command was typed.
        let typed = order.over.theme.as_ref() == Some(&name.name) && is_path(&name.name);
        let here = Library::default();
        let library = if typed { &here } else { order.library };
        let find = |report: &mut Report| library.theme(&name.name, report).map(Arc::new);
        once(&mut self.themes, order, name, report, find)
    }
}

/// What a name stands for, loaded when it is first asked for; `None` if something is wrong
/// with it, which is reported once.
fn once<T: Clone>(
    known: &mut BTreeMap<String, Option<T>>,
    order: &Order<'_>,
    name: &Named,
    report: &mut Report,
    find: impl FnOnce(&mut Report) -> Result<T, Diagnostic>,
) -> Option<T> {
    if let Some(known) = known.get(&name.name) {
        return known.clone();
    }
    let mut found = Report::default();
    let thing = match find(&mut found) {
        Ok(thing) => Some(thing).filter(|_| !found.has_errors()),
        Err(finding) => {
            found.push(at_place(order.packet, &name.range, finding));
            None
        }
    };
    report.append(found);
    known.insert(name.name.clone(), thing.clone());
    thing
}

fn is_path(name: &str) -> bool {
    name.contains('/') || name.ends_with(".toml")
}
