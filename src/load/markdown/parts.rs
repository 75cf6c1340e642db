//! The parts that every text has without a mark.

use std::ops::Range;

use crate::model::{Block, BlockKind, Part};

/// The marked parts, then the built-in ones whose names are not taken.
pub(super) fn with_built_in(blocks: &[Block], marked: Vec<Part>) -> Vec<Part> {
    let mut parts = marked;
    let mut add = |name: &str, range: Option<Range<usize>>| {
        if let Some(part) = parts.iter().find(|part| part.name == name) {
            return Some(part.blocks.clone());
        }
        let blocks = range.clone().filter(|range| !range.is_empty())?;
        parts.push(Part { name: name.to_owned(), blocks, marked: false });
        range
    };
    let is = |kind: fn(&BlockKind) -> bool| blocks.iter().position(|b| kind(&b.kind));
    let title = is(|kind| matches!(kind, BlockKind::Heading { .. }));
    let list = is(|kind| matches!(kind, BlockKind::List { .. }));
    let one = |at: usize| at..at + 1;
    let shown = [
        add("title", title.map(one)),
        add("list", list.map(one)),
        add("lead", lead(blocks, title, list).map(one)),
    ];
    let last = shown.into_iter().flatten().map(|range| range.end).max().unwrap_or(0);
    add("rest", Some(last..blocks.len()));
    add("all", Some(0..blocks.len()));
    parts
}

/// The paragraph that leads to the list; without a list, the first one after the title if
/// something follows it.
fn lead(blocks: &[Block], title: Option<usize>, list: Option<usize>) -> Option<usize> {
    let is_paragraph = |at: &usize| {
        matches!(blocks.get(*at), Some(Block { kind: BlockKind::Paragraph { .. }, .. }))
    };
    if let Some(list) = list {
        return list.checked_sub(1).filter(is_paragraph);
    }
    let first = title.map_or(0, |title| title + 1);
    (first..blocks.len().saturating_sub(1)).find(is_paragraph)
}
