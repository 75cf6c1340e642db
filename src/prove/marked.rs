//! Marked content (ISO 32000-1, 14.6): which words belong to which element, what they are
//! said to be and what their glyphs say.

use super::fonts::{Code, Font, Look};
use super::object::Dict;
use super::words::{is_blank, same};

/// What a sequence is marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Content of an element, by its number on the page.
    Tagged(u32),
    /// Nothing to be read: rules, grounds, repeated faces.
    Artifact,
    /// Heads, feet and page numbers that are repeated.
    Pagination,
    /// Rulers, cut lines and other marks for who handles the paper.
    Printer,
    /// Neither.
    Outside,
}

/// Words between two marks.
#[derive(Clone, Debug)]
pub(super) struct Sequence {
    pub mark: Mark,
    /// What the file says the words are.
    pub claimed: String,
    /// What their glyphs say.
    pub seen: String,
    /// Glyphs whose face is not at hand, or that no single text can be said of.
    pub unread: usize,
    /// A font of another kind than ours shows words here.
    pub foreign: Option<String>,
    /// A glyph whose width in the file is not that of its face, by what it stands for.
    pub wide: Option<String>,
    /// Something is painted in it.
    pub painted: bool,
}

/// A scope that was begun and not yet ended.
enum Scope {
    /// A sequence: the one before it goes on after it.
    Mark(usize),
    /// Glyphs that read as this text together.
    Actual {
        text: String,
        glyphs: Vec<(usize, u16)>,
    },
    /// Glyphs that are read backwards: their texts, claimed and seen.
    Reversed(Vec<(String, String)>),
    /// A layer that can be hidden.
    Layer,
    Other,
}

/// The marked content of a page.
pub(super) struct Marked {
    pub sequences: Vec<Sequence>,
    now: usize,
    scopes: Vec<Scope>,
    layers: usize,
}

impl Marked {
    pub(super) fn new() -> Self {
        let sequences = vec![Sequence::new(Mark::Outside)];
        Self { sequences, now: 0, scopes: Vec::new(), layers: 0 }
    }

    /// Whether a layer is open that can be hidden.
    pub(super) fn is_hidden(&self) -> bool {
        self.layers > 0
    }

    /// Where the next words will stand: the sequence, and the byte of its text.
    pub(super) fn place(&self) -> (usize, usize) {
        (self.now, self.sequences[self.now].claimed.len())
    }

    /// What the words at hand are marked as.
    pub(super) fn mark(&self) -> Mark {
        self.sequences[self.now].mark
    }

    /// All words of some art are painted.
    pub(super) fn art(&mut self, words: &Sequence) {
        self.sequences[self.now].add(words);
    }

    /// Something is painted that is no text.
    pub(super) fn paint(&mut self) {
        self.sequences[self.now].painted = true;
    }

    /// Begins a scope; `properties` where the operator has some.
    pub(super) fn begin(&mut self, tag: &[u8], properties: Option<&Dict>) {
        const NONE: &Dict = &Dict(Vec::new());
        let own = properties.unwrap_or(NONE);
        let number = own.get("MCID").count().and_then(|n| u32::try_from(n).ok());
        let mark = match (tag, number) {
            (_, Some(number)) => Some(Mark::Tagged(number)),
            (b"Artifact", _) => Some(match own.get("Type").name() {
                Some("Pagination") => Mark::Pagination,
                Some("Page") => Mark::Printer,
                _ => Mark::Artifact,
            }),
            _ => None,
        };
        let scope = match (mark, own.get("ActualText").text(), tag) {
            (Some(mark), ..) => {
                self.sequences.push(Sequence::new(mark));
                let before = std::mem::replace(&mut self.now, self.sequences.len() - 1);
                Scope::Mark(before)
            }
            (_, Some(text), _) => Scope::Actual { text, glyphs: Vec::new() },
            (.., b"ReversedChars") => Scope::Reversed(Vec::new()),
            (.., b"OC") => {
                self.layers += 1;
                Scope::Layer
            }
            _ => Scope::Other,
        };
        self.scopes.push(scope);
    }

    /// A glyph is shown, of the font of that number.
    pub(super) fn glyph(&mut self, font: usize, code: u16, known: &Code) {
        if let Some(Scope::Actual { glyphs, .. }) = self.scopes.last_mut() {
            glyphs.push((font, code));
        }
        let sequence = &mut self.sequences[self.now];
        if !known.wide {
            sequence.wide.get_or_insert_with(|| known.claim.clone());
        }
        let seen = match &known.look {
            Look::AsClaimed => known.claim.as_str(),
            Look::Unknown => {
                sequence.unread += 1;
                known.claim.as_str()
            }
            Look::Other(texts) => texts.first().map_or("", String::as_str),
            Look::Foreign => "\u{fffd}",
        };
        match self.scopes.last_mut() {
            Some(Scope::Actual { .. }) => {}
            Some(Scope::Reversed(parts)) => {
                parts.push((known.claim.clone(), seen.to_owned()));
            }
            _ => {
                sequence.claimed.push_str(&known.claim);
                sequence.seen.push_str(seen);
            }
        }
    }

    /// Words in a font of another kind than ours.
    pub(super) fn foreign(&mut self, name: &str) {
        let sequence = &mut self.sequences[self.now];
        sequence.foreign.get_or_insert_with(|| name.to_owned());
        sequence.claimed.push('\u{fffd}');
        sequence.seen.push('\u{fffd}');
    }

    /// Ends a scope.
    pub(super) fn end(&mut self, fonts: &[Font<'_>]) {
        let Some(scope) = self.scopes.pop() else { return };
        match scope {
            Scope::Mark(before) => self.now = before,
            Scope::Actual { text, glyphs } => {
                let sequence = &mut self.sequences[self.now];
                let seen = match cluster(&text, &glyphs, fonts) {
                    Cluster::Says => text.clone(),
                    Cluster::Unread => {
                        sequence.unread += glyphs.len();
                        text.clone()
                    }
                    Cluster::SaysOther(seen) => seen,
                };
                sequence.claimed.push_str(&text);
                sequence.seen.push_str(&seen);
            }
            Scope::Reversed(parts) => {
                let sequence = &mut self.sequences[self.now];
                for (claim, seen) in parts.iter().rev() {
                    sequence.claimed.push_str(claim);
                    sequence.seen.push_str(seen);
                }
            }
            Scope::Layer => self.layers -= 1,
            Scope::Other => {}
        }
    }

    /// The page is done; scopes that were never ended end here.
    pub(super) fn finish(&mut self, fonts: &[Font<'_>]) {
        while !self.scopes.is_empty() {
            self.end(fonts);
        }
    }
}

impl Sequence {
    /// Says what another sequence says, too.
    pub(super) fn add(&mut self, other: &Self) {
        self.claimed.push_str(&other.claimed);
        self.seen.push_str(&other.seen);
        self.unread += other.unread;
        self.foreign = self.foreign.take().or_else(|| other.foreign.clone());
        self.wide = self.wide.take().or_else(|| other.wide.clone());
        self.painted |= other.painted;
    }

    pub(super) fn new(mark: Mark) -> Self {
        Self {
            mark,
            claimed: String::new(),
            seen: String::new(),
            unread: 0,
            foreign: None,
            wide: None,
            painted: false,
        }
    }
}

/// What the glyphs of a cluster say of its text.
enum Cluster {
    Says,
    SaysOther(String),
    Unread,
}

/// Whether a text is of a script that joins, splits or reorders its letters, and every glyph
/// stands for letters of that script: then no more can be said of them.
fn is_joined(text: &str, read: &[Vec<String>]) -> bool {
    const DOTTED: char = '\u{25cc}';
    let blocks: Vec<u32> = text
        .chars()
        .map(|c| u32::from(c) >> 7)
        .filter(|block| *block >= 0x590 >> 7)
        .collect();
    let own = |c: char| c == DOTTED || blocks.contains(&(u32::from(c) >> 7));
    let joined = blocks.iter().any(|block| (0x600 >> 7..0x1900 >> 7).contains(block));
    joined && read.iter().all(|texts| texts.iter().any(|text| text.chars().all(own)))
}

/// Whether glyphs may spell a text. Where a script joins and reorders its letters they are
/// compared as a handful, not in order.
fn cluster(text: &str, glyphs: &[(usize, u16)], fonts: &[Font<'_>]) -> Cluster {
    if glyphs.is_empty() {
        let said = text.chars().any(|c| !is_blank(c));
        return if said { Cluster::SaysOther(String::new()) } else { Cluster::Says };
    }
    let mut read: Vec<Vec<String>> = Vec::new();
    for (font, code) in glyphs {
        match fonts[*font].texts(*code) {
            Some(texts) if texts.is_empty() => {}
            Some(texts) => read.push(texts),
            None if fonts[*font].has_face() => {
                return Cluster::SaysOther("\u{fffd}".to_owned());
            }
            None => return Cluster::Unread,
        }
    }
    let firsts: String = read.iter().map(|texts| texts[0].as_str()).collect();
    let hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{ad}');
    if same(&firsts, text) || text.chars().all(is_blank) && firsts.chars().all(hyphen) {
        return Cluster::Says;
    }
    let mut left: Vec<char> = text.chars().filter(|c| !is_blank(*c)).collect();
    let whole = left.clone();
    for texts in &read {
        let fits = |text: &&String| {
            text.chars().filter(|c| !is_blank(*c)).all(|c| left.contains(&c))
        };
        // The longest text that still fits: of a ligature, all its letters.
        let best = texts.iter().filter(fits).max_by_key(|text| text.chars().count());
        let again = || {
            let inside = |text: &&String| text.chars().all(|c| whole.contains(&c));
            texts.len() > 1 && texts.iter().any(|text| inside(&text))
        };
        match best.cloned() {
            Some(best) => {
                for c in best.chars() {
                    if let Some(at) = left.iter().position(|own| *own == c) {
                        left.remove(at);
                    }
                }
            }
            None if again() => {}
            None if is_joined(text, &read) => return Cluster::Unread,
            None => return Cluster::SaysOther(firsts),
        }
    }
    match left.as_slice() {
        [] => Cluster::Says,
        rest if rest.iter().all(|c| c.is_ascii()) => Cluster::SaysOther(firsts),
        _ => Cluster::Unread,
    }
}
