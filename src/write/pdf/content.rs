//! A page's content: the items of its layers, and what they mean.

use printpdf::{DictItem, Op};

use super::bounds::bounds;
use super::encode::begin_op;
use super::file::round;
use super::forms::Forms;
use super::ink::{Ink, Place};
use super::items::{Stores, shape};
use super::links::Links;
use super::tree::Tree;
use crate::font::Book;
use crate::page::{Artifact, Item, Layer, Mark, Page, TagId};
use crate::unit::{Matrix, Rect};

/// What the pages of a file share, and fill.
pub(super) struct Shared<'a> {
    pub stores: Stores<'a>,
    pub forms: Forms,
    pub tree: Tree<'a>,
}

/// A page's content and what else it needs to be said of it.
pub(super) struct Content {
    pub bytes: Vec<u8>,
    pub links: Links,
}

/// Where the top left corner of the trim stands from the bottom left one of the sheet.
pub(super) fn origin(page: &Page) -> Place {
    Place { x: page.rim(), y: page.trim.h + page.rim() }
}

/// Writes the content of a page, and notes its tags, glyphs, pictures and links.
pub(super) fn content(page: &Page, shared: &mut Shared<'_>) -> Content {
    let mut links = Links::default();
    let mut ink = Ink::of_a_page();
    shared.tree.begin_page();
    for layer in &page.layers {
        shared.tree.rank(layer.rank);
        face(layer, origin(page), &mut ink, shared, &mut links);
    }
    close(&mut ink);
    Content { bytes: ink.finish(), links }
}

fn face(
    layer: &Layer,
    origin: Place,
    ink: &mut Ink,
    shared: &mut Shared<'_>,
    links: &mut Links,
) {
    // An artifact is open around the state of a face, or within it: never across. A copy is
    // one by itself, so that its words can be held against those that are read.
    match sole(layer) {
        Some(kind) if layer.repeat && kind != "Page" => {
            close(ink);
            open(ink, kind);
        }
        Some(kind) => open(ink, kind),
        None => close(ink),
    }
    if let Some(clip) = layer.clip.filter(|_| layer.repeat) {
        return shared.forms.paint(layer, clip, origin, ink, &mut shared.stores);
    }
    let [a, b, c, d, e, f] = layer.matrix.m;
    let upright = [a, b, c, d] == [1.0, 0.0, 0.0, 1.0];
    let plain = upright && layer.opacity >= 1.0;
    let kept = ink.state.clone();
    if !plain {
        ink.end_text();
        ink.ops.push(Op::SaveGraphicsState);
    }
    if layer.opacity < 1.0 {
        ink.op_of("gs", &shared.forms.opacity(layer.opacity));
    }
    let place = if upright {
        Place { x: origin.x + e, y: origin.y - f }
    } else {
        ink.matrix([a, -b, -c, d, origin.x + e, origin.y - f]);
        Place { x: 0.0, y: 0.0 }
    };
    if layer.repeat {
        let stores = &mut shared.stores;
        layer.items.iter().for_each(|item| shape(item, place, ink, stores));
    } else {
        let sheet = Sheet { matrix: layer.matrix, origin };
        for group in layer.items.chunk_by(|a, b| a.mark == b.mark) {
            marked(group, sheet, place, ink, shared, links);
            ink.settle();
        }
    }
    if !plain {
        ink.end_text();
        if sole(layer).is_none() {
            close(ink);
        }
        ink.ops.push(Op::RestoreGraphicsState);
        ink.state = kept;
    }
}

/// The kind of artifact that a whole face is, if it is one that needs no more said of it.
fn sole(layer: &Layer) -> Option<&'static str> {
    let kind = |item: &Item| match item.mark {
        Mark::Artifact(Artifact::Background) | Mark::Tag(_) => None,
        Mark::Artifact(kind) => Some(kind_name(kind)),
    };
    let first = layer.items.first().and_then(kind);
    if layer.repeat {
        return Some(first.filter(|kind| *kind == "Page").unwrap_or("Layout"));
    }
    first.filter(|_| layer.items.iter().all(|item| kind(item) == first))
}

fn kind_name(kind: Artifact) -> &'static str {
    match kind {
        Artifact::Background => "Background",
        Artifact::Layout => "Layout",
        Artifact::Pagination => "Pagination",
        Artifact::Page => "Page",
    }
}

/// From a face to the sheet as boxes in the file have it.
#[derive(Clone, Copy)]
struct Sheet {
    matrix: Matrix,
    origin: Place,
}

impl Sheet {
    /// Left, bottom, right, top of a face's rectangle on the sheet.
    fn corners(self, r: Rect) -> [f64; 4] {
        let r = self.matrix.apply_rect(r);
        let (x, y) = (self.origin.x, self.origin.y);
        [x + r.x, y - r.bottom(), x + r.right(), y - r.y]
    }
}

/// Items of one mark, as one marked-content sequence.
fn marked(
    items: &[Item],
    sheet: Sheet,
    place: Place,
    ink: &mut Ink,
    shared: &mut Shared<'_>,
    links: &mut Links,
) {
    let ends = match items[0].mark {
        Mark::Tag(id) => {
            tagged(id, items, sheet, ink, shared, links);
            true
        }
        Mark::Artifact(Artifact::Background) => {
            ground(items, sheet, shared.stores.book, ink);
            true
        }
        Mark::Artifact(kind) => {
            open(ink, kind_name(kind));
            false
        }
    };
    for item in items {
        shape(item, place, ink, &mut shared.stores);
    }
    if ends {
        end(ink);
    }
}

fn tagged(
    id: TagId,
    items: &[Item],
    sheet: Sheet,
    ink: &mut Ink,
    shared: &mut Shared<'_>,
    links: &mut Links,
) {
    let mcid = shared.tree.mark(id);
    close(ink);
    begin(ink, shared.tree.role(id), [("MCID", DictItem::Int(i64::from(mcid)))]);
    for item in items {
        let corners = sheet.corners(bounds(&item.shape, shared.stores.book));
        shared.tree.note(id, item, corners);
        if let Some(link) = shared.tree.link_of(id) {
            links.note(link, &item.shape, corners);
        }
    }
}

/// Begins the artifact of some grounds (ISO 32000-1, table 330: they say what they cover).
fn ground(items: &[Item], sheet: Sheet, book: &Book, ink: &mut Ink) {
    let all = items.iter().map(|item| bounds(&item.shape, book)).reduce(Rect::union);
    let corners = sheet.corners(all.unwrap_or_default());
    let reals = corners.map(|v| DictItem::Real(round(v))).to_vec();
    close(ink);
    let properties = [
        ("Type", name(kind_name(Artifact::Background))),
        ("BBox", DictItem::Array(reals)),
    ];
    begin(ink, "Artifact", properties);
}

/// Begins a marked-content sequence outside of text.
fn begin(
    ink: &mut Ink,
    tag: &str,
    properties: impl IntoIterator<Item = (&'static str, DictItem)>,
) {
    ink.end_text();
    ink.ops.push(begin_op(tag, properties));
}

/// Makes sure that an artifact of a kind is open: what is alike stands in one.
fn open(ink: &mut Ink, kind: &'static str) {
    if ink.artifact == Some(kind) {
        return;
    }
    close(ink);
    match kind {
        // What is not said is taken for it (14.8.2.2.2).
        "Layout" => ink.op_of("BMC", "Artifact"),
        _ => begin(ink, "Artifact", [("Type", name(kind))]),
    }
    ink.artifact = Some(kind);
}

/// Ends the artifact that is open, if there is one.
fn close(ink: &mut Ink) {
    if ink.artifact.take().is_some() {
        end(ink);
    }
}

fn end(ink: &mut Ink) {
    ink.end_text();
    ink.ops.push(Op::EndMarkedContentWithProperties);
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}
