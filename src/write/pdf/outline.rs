//! Bookmarks, of the headings of a file that is long enough to want them.

use lopdf::{Dictionary, Object};

use super::file::{File, Ref, count, name, real, text};
use crate::page::{Run, TagId};
use crate::unit::Pt;

/// Files up to this many pages are leafed through.
const LEAFED: usize = 3;

/// A heading, where it first stands.
struct Heading {
    id: TagId,
    level: u8,
    page: u32,
    top: Pt,
    title: String,
    /// The baseline of the last run, and whether a word goes on after it.
    line: Pt,
    goes_on: bool,
}

/// The headings of a file in reading order.
#[derive(Default)]
pub(super) struct Outline {
    list: Vec<Heading>,
}

/// A heading among others: the numbers of its neighbours.
#[derive(Clone, Default)]
struct Node {
    parent: Option<usize>,
    kids: Vec<usize>,
}

impl Outline {
    /// Notes a run of a heading; `top` is its upper edge on the sheet.
    #[allow(clippy::float_cmp)]
    pub(super) fn note(&mut self, id: TagId, level: u8, page: u32, top: Pt, run: &Run) {
        let line = run.at.y;
        let goes_on = run.glyphs.last().is_some_and(|g| g.start == g.end);
        let words = run.text.replace('\u{ad}', "");
        match self.list.iter_mut().rev().take(8).find(|h| h.id == id) {
            Some(known) if known.page == page => {
                let apart = known.line != line && !known.goes_on;
                if apart && !known.title.ends_with(char::is_whitespace) {
                    known.title.push(' ');
                }
                known.title.push_str(&words);
                known.line = line;
                known.goes_on = goes_on;
            }
            Some(_) => {}
            None => {
                let title = words;
                let own = Heading { id, level, page, top, title, line, goes_on };
                // Elements are numbered in reading order; the pages of folded sheets are not.
                let place = self.list.partition_point(|heading| heading.id < id);
                self.list.insert(place, own);
            }
        }
    }

    /// Writes the bookmarks, if the file is long enough.
    pub(super) fn write(&self, file: &mut File, pages: &[Ref]) -> Option<Ref> {
        if pages.len() <= LEAFED || self.list.is_empty() {
            return None;
        }
        let (nodes, tops) = self.nest();
        let root = file.reserve();
        let own: Vec<Ref> = self.list.iter().map(|_| file.reserve()).collect();
        for (index, heading) in self.list.iter().enumerate() {
            let node = &nodes[index];
            let parent = node.parent.map_or(root, |p| own[p]);
            let peers = node.parent.map_or(&tops, |p| &nodes[p].kids);
            let mut dict = Dictionary::new();
            dict.set("Title", text(heading.title.trim()));
            dict.set("Parent", parent);
            let seat = peers.binary_search(&index).expect("a heading is among its peers");
            if let Some(before) = seat.checked_sub(1) {
                dict.set("Prev", own[peers[before]]);
            }
            if let Some(next) = peers.get(seat + 1) {
                dict.set("Next", own[*next]);
            }
            ends(&mut dict, &node.kids, &own);
            if !node.kids.is_empty() {
                // Negative: closed until it is opened (ISO 32000-1, table 153).
                dict.set("Count", -i64::try_from(node.kids.len()).expect("a few"));
            }
            let page = pages[heading.page as usize].into();
            let place =
                vec![page, name("XYZ"), Object::Null, real(heading.top), 0.into()];
            dict.set("Dest", Object::Array(place));
            file.put(own[index], dict);
        }
        let mut dict = Dictionary::new();
        dict.set("Type", name("Outlines"));
        ends(&mut dict, &tops, &own);
        dict.set("Count", count(tops.len()));
        file.put(root, dict);
        Some(root)
    }

    /// Headings under the nearest one before them of a higher level.
    fn nest(&self) -> (Vec<Node>, Vec<usize>) {
        let mut nodes = vec![Node::default(); self.list.len()];
        let mut tops = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (index, heading) in self.list.iter().enumerate() {
            while open.last().is_some_and(|o| self.list[*o].level >= heading.level) {
                open.pop();
            }
            nodes[index].parent = open.last().copied();
            match open.last() {
                Some(parent) => nodes[*parent].kids.push(index),
                None => tops.push(index),
            }
            open.push(index);
        }
        (nodes, tops)
    }
}

fn ends(dict: &mut Dictionary, kids: &[usize], own: &[Ref]) {
    if let (Some(first), Some(last)) = (kids.first(), kids.last()) {
        dict.set("First", own[*first]);
        dict.set("Last", own[*last]);
    }
}
