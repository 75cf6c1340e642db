//! What a file says, held against what it ought to say.

use super::beside;
use super::blocks::{Block, Blocks};
use super::expected::{Expected, Passage, PassageKind, Strand};
use super::finding::Finding;
use super::words::{difference, head, plain, same, says};

/// A strand, and how far it was found.
struct Reel<'a> {
    strand: &'a Strand,
    at: usize,
}

impl Reel<'_> {
    /// How many passages to take so that the last of them is this block: labels may be
    /// missing where a list has none.
    fn reach(&self, block: &Block) -> Option<usize> {
        let rest = self.strand.passages.get(self.at..)?;
        let labels = rest.iter().take_while(|p| p.kind == PassageKind::Label).count();
        (0..=labels)
            .find(|skip| rest.get(*skip).is_some_and(|passage| fits(passage, block)))
    }
}

fn fits(passage: &Passage, block: &Block) -> bool {
    match passage.kind {
        PassageKind::Label => {
            block.role == "Lbl" && label(&block.words) == label(&passage.words)
        }
        PassageKind::Picture => block.figure && same(&block.words, &passage.words),
        PassageKind::Words => block.role != "Lbl" && says(&block.words, &passage.words),
    }
}

fn label(words: &str) -> &str {
    words.trim().trim_end_matches('.')
}

/// Everything in which the words of a file are not what they ought to be.
pub(super) fn check(
    expected: &Expected,
    found: &Blocks,
    pages: Option<usize>,
) -> Vec<Finding> {
    if expected.others {
        return check_some(expected, &found.list);
    }
    let mut out = beside::marks(&expected.marks, &found.marks);
    out.extend(beside::heads(expected, &found.heads, pages));
    out.extend(check_blocks(expected, &found.list));
    out
}

/// The blocks of a file against what each frame shows.
fn check_blocks(expected: &Expected, blocks: &[Block]) -> Vec<Finding> {
    let mut reels: Vec<Reel<'_>> =
        expected.strands.iter().map(|strand| Reel { strand, at: 0 }).collect();
    let mut skipped = 0;
    let (mut labels, mut now) = (0, 0);
    for (at, block) in blocks.iter().enumerate() {
        let found = choose(&reels, now, &blocks[at..]);
        let Some((index, skip)) = found else {
            return vec![unlike(&reels, block)];
        };
        skipped += skip;
        labels += usize::from(block.role == "Lbl");
        if skipped > 0 && labels > 0 && skip > 0 && has_labels(blocks, block) {
            let message =
                format!("the number or bullet before “{}” is gone", head(&block.words));
            return vec![Finding::new(message).on(block.page).within(&block.name)];
        }
        reels[index].at += skip + 1;
        now = index;
    }
    let missing = reels.iter().find_map(|reel| {
        let whole = reel.at == 0 && reel.strand.optional;
        let rest = reel.strand.passages.get(reel.at..)?;
        rest.iter().find(|p| !whole && p.kind != PassageKind::Label)
    });
    missing.into_iter().map(gone).collect()
}

/// Which strand goes on with the first of these blocks, and how many passages it skips: the
/// one at hand if it can; of several, the one that goes on the longest.
fn choose(reels: &[Reel<'_>], now: usize, blocks: &[Block]) -> Option<(usize, usize)> {
    /// Blocks that are looked at.
    const AHEAD: usize = 12;
    let first = blocks.first()?;
    let order =
        std::iter::once(now).chain((0..reels.len()).filter(|index| *index != now));
    let able: Vec<(usize, usize)> = order
        .filter_map(|index| Some((index, reels.get(index)?.reach(first)?)))
        .collect();
    if able.len() < 2 {
        return able.first().copied();
    }
    let goes_on = |(index, _): &(usize, usize)| {
        let mut reel = Reel { ..reels[*index] };
        let upto = blocks.iter().take(AHEAD);
        upto.take_while(|block| {
            let skip = reel.reach(block);
            reel.at += skip.map_or(0, |skip| skip + 1);
            skip.is_some()
        })
        .count()
    };
    // Of equals `max_by_key` takes the last: the one at hand is to win.
    able.into_iter().rev().max_by_key(goes_on)
}

/// The same where a layout that is not known shows some of the words, and its own: what is
/// almost a passage is one that has changed.
fn check_some(expected: &Expected, blocks: &[Block]) -> Vec<Finding> {
    let all = || expected.strands.iter().flat_map(|strand| &strand.passages);
    let words = |text: &str| text.split_whitespace().count();
    let mut out = Vec::new();
    let mut shown = 0;
    for block in blocks.iter().filter(|block| block.role != "Lbl") {
        if all().any(|passage| fits(passage, block)) {
            shown += 1;
            continue;
        }
        let nearest = all().max_by_key(|passage| alike(&passage.words, &block.words));
        let near = nearest.filter(|passage| {
            let longer = words(&passage.words).max(words(&block.words));
            2 * alike(&passage.words, &block.words) > longer
        });
        out.extend(near.map(|passage| changed(passage, block)));
    }
    if shown == 0 && out.is_empty() {
        out.push(Finding::new("it shows nothing of this text"));
    }
    out
}

/// Whether other items of the same kind of list have labels.
fn has_labels(blocks: &[Block], block: &Block) -> bool {
    let kind = block.name.split(' ').next().unwrap_or_default();
    let name = format!("the label of {kind}");
    blocks.iter().any(|other| other.name.starts_with(&name))
}

fn gone(passage: &Passage) -> Finding {
    let mut finding =
        Finding::new(format!("“{}” is not in the file", head(&passage.words)));
    finding.place.clone_from(&passage.place);
    finding
}

/// A block that is none of those that may come next.
fn unlike(reels: &[Reel<'_>], block: &Block) -> Finding {
    let next = |reel: &Reel<'_>| {
        let rest = reel.strand.passages.iter().skip(reel.at);
        let of_kind =
            |p: &Passage| (p.kind == PassageKind::Label) == (block.role == "Lbl");
        rest.clone().find(|passage| of_kind(passage)).cloned()
    };
    let candidates: Vec<Passage> = reels.iter().filter_map(next).collect();
    let nearest =
        candidates.iter().max_by_key(|passage| alike(&passage.words, &block.words));
    match nearest {
        Some(passage) => changed(passage, block),
        None => Finding::new(format!("“{}” stands in no source", head(&block.words)))
            .on(block.page)
            .within(&block.name),
    }
}

/// A block that says something else than a passage.
fn changed(passage: &Passage, block: &Block) -> Finding {
    let (says, ought) = difference(&block.words, &passage.words)
        .unwrap_or_else(|| (head(&block.words), head(&passage.words)));
    let message = format!("the file says “{says}”, the source says “{ought}”");
    let mut finding = Finding::new(message).on(block.page).within(&block.name);
    finding.place.clone_from(&passage.place);
    finding
}

/// How many words two texts share.
fn alike(a: &str, b: &str) -> usize {
    let (a, b) = (plain(a), plain(b));
    let b: std::collections::BTreeSet<&str> = b.split(' ').collect();
    a.split(' ').filter(|word| b.contains(word)).count()
}
