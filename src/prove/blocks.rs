//! Texts out of a file: by the structure tree, by the content's order, by the glyphs.

use std::collections::BTreeMap;
use std::rc::Rc;

use sha2::{Digest, Sha256};

use super::content::Seen;
use super::finding::Finding;
use super::marked::{Mark, Sequence};
use super::structure::{Element, Kid, Tree};
use super::words::{difference, head, is_blank, plain, same, tight};

/// A block of the text, as the structure tree has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// "heading", "paragraph", "rule 2", "number of rule 2".
    pub name: String,
    pub role: String,
    /// What a reader hears.
    pub words: String,
    /// The page on which it begins.
    pub page: Option<usize>,
    /// Words for who can't see it.
    pub figure: bool,
}

/// The texts of a file.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub list: Vec<Block>,
    /// Which block each sequence belongs to: by page and number.
    owner: BTreeMap<(usize, u32), usize>,
    pub findings: Vec<Finding>,
    /// What the heads and feet of each page say that are there again.
    pub heads: Vec<(usize, String)>,
    /// What the marks of each page say that are there for who handles the paper.
    pub marks: Vec<(usize, String)>,
    /// Glyphs that nothing could be said of.
    pub unread: usize,
    /// A hash of the tree: roles, languages, attributes, order.
    pub structure: [u8; 32],
}

/// A walk through the tree.
struct Walk<'a> {
    tree: &'a Tree,
    pages: &'a [Rc<Seen>],
    /// For each page, the place of a numbered sequence in its content.
    places: Vec<BTreeMap<u32, usize>>,
    /// Whether the sheets are folded.
    folded: bool,
    out: Blocks,
    hash: Sha256,
}

/// What an element stands in.
#[derive(Clone, Default)]
struct Within {
    block: Option<usize>,
    /// The item of a list around it.
    item: String,
}

/// Reads the texts. The sheets of a `folded` file are read side by side of the folded pages: only
/// within a side is what is read first to stand first.
pub(super) fn read(tree: Option<&Tree>, pages: &[Rc<Seen>], folded: bool) -> Blocks {
    let none = Tree::default();
    let places = pages.iter().map(|page| places(page)).collect();
    let mut walk = Walk {
        tree: tree.unwrap_or(&none),
        pages,
        places,
        folded,
        out: Blocks::default(),
        hash: Sha256::new(),
    };
    match tree {
        None => walk.find(Finding::new(
            "its structure tree is gone: a screen reader reads noise",
        )),
        Some(tree) => {
            if let Some(broken) = tree.broken {
                walk.find(Finding::new(format!(
                    "its structure tree is broken: {broken}"
                )));
            }
            walk.hash.update(&tree.maps);
            if !tree.elements.is_empty() {
                walk.element(0, &Within::default());
            }
        }
    }
    walk.untagged();
    walk.out.structure = walk.hash.clone().finalize().into();
    walk.out
}

/// Whether an element is a piece of the block around it.
fn is_inline(element: &Element) -> bool {
    matches!(element.role.as_str(), "Span" | "Link" | "Quote" | "Code" | "Reference")
}

fn places(page: &Seen) -> BTreeMap<u32, usize> {
    let numbered = page.sequences.iter().enumerate();
    numbered
        .filter_map(|(at, sequence)| match sequence.mark {
            Mark::Tagged(number) => Some((number, at)),
            _ => None,
        })
        .collect()
}

impl Walk<'_> {
    fn find(&mut self, finding: Finding) {
        self.out.findings.push(finding);
    }

    fn element(&mut self, index: usize, within: &Within) {
        let tree = self.tree;
        let own = &tree.elements[index];
        for part in [&own.role, &own.attributes] {
            self.hash.update(part);
            self.hash.update([0]);
        }
        for part in [&own.lang, &own.alt, &own.actual] {
            self.hash.update(part.as_deref().unwrap_or("-"));
            self.hash.update([0]);
        }
        let inline = is_inline(own);
        let mut block = within.block.filter(|_| inline);
        let mut inner = within.clone();
        let (mut item, mut last): (_, Option<(Kid, (usize, usize))>) = (0, None);
        for kid in &own.kids {
            match kid {
                Kid::Element(kid) => {
                    if own.role == "L" {
                        item += 1;
                        let what = if own.counts { "rule" } else { "item" };
                        inner.item = format!("{what} {item}");
                    }
                    let place = self.first_place(Kid::Element(*kid));
                    if let (true, Some((page, _))) =
                        (is_inline(&tree.elements[*kid]), place)
                    {
                        block.get_or_insert_with(|| self.begin(index, page, &inner));
                    }
                    inner.block = block;
                    self.element(*kid, &inner);
                }
                Kid::Content(page, number) => {
                    let home =
                        *block.get_or_insert_with(|| self.begin(index, *page, &inner));
                    self.content(*page, *number, home);
                }
            }
            let place = self.first_place(*kid);
            if let (Some(before), Some(place)) = (last, place)
                && self.is_before(place, before)
            {
                self.out_of_order(place);
            }
            last = place.map(|place| (*kid, place)).or(last);
        }
        self.hash.update([1]);
        if !inline && let Some(block) = block {
            self.end(index, block);
        }
    }

    /// Where the first content of a kid stands.
    fn first_place(&self, kid: Kid) -> Option<(usize, usize)> {
        match kid {
            Kid::Content(page, number) => {
                Some((page, *self.places.get(page)?.get(&number)?))
            }
            Kid::Element(index) => {
                let kids = &self.tree.elements[index].kids;
                kids.iter().find_map(|kid| self.first_place(*kid))
            }
        }
    }

    /// Whether something stands before what is read before it. An element that begins on a
    /// page may end on a later one, below what stands between.
    fn is_before(
        &self,
        place: (usize, usize),
        (kid, first): (Kid, (usize, usize)),
    ) -> bool {
        let (page, at) = place;
        if self.folded && page != first.0 {
            return false;
        }
        place < first || page == first.0 && self.last_place(kid, page) > Some(at)
    }

    /// Where the last content of a kid stands on a page.
    fn last_place(&self, kid: Kid, page: usize) -> Option<usize> {
        match kid {
            Kid::Content(own, _) if own != page => None,
            Kid::Content(_, number) => self.places.get(page)?.get(&number).copied(),
            Kid::Element(index) => {
                let kids = self.tree.elements[index].kids.iter().rev();
                kids.filter_map(|kid| self.last_place(*kid, page)).max()
            }
        }
    }

    fn begin(&mut self, index: usize, page: usize, within: &Within) -> usize {
        let own = &self.tree.elements[index];
        let name = match (own.role.as_str(), within.item.as_str()) {
            ("Lbl", item) => format!("the label of {item}"),
            ("Figure", _) => "picture".to_owned(),
            (role, _) if role.starts_with('H') => "heading".to_owned(),
            ("TH" | "TD", _) => "cell".to_owned(),
            (_, "") => "paragraph".to_owned(),
            (_, item) => item.to_owned(),
        };
        self.out.list.push(Block {
            name,
            role: own.role.clone(),
            words: String::new(),
            page: Some(page),
            figure: own.role == "Figure",
        });
        self.out.list.len() - 1
    }

    /// Takes up the words of a sequence.
    fn content(&mut self, page: usize, number: u32, block: usize) {
        let at = self.places.get(page).and_then(|places| places.get(&number)).copied();
        let name = self.out.list[block].name.clone();
        self.hash.update(u32::try_from(page).unwrap_or(u32::MAX).to_be_bytes());
        let Some(at) = at else {
            self.find(
                Finding::new("words that its structure speaks of are not on the page")
                    .on(Some(page))
                    .within(&name),
            );
            return;
        };
        if self.out.owner.insert((page, number), block).is_some() {
            let words = head(&self.pages[page].sequences[at].claimed);
            self.find(
                Finding::new(format!("a screen reader reads “{words}” twice"))
                    .on(Some(page))
                    .within(&name),
            );
        }
        let sequence = &self.pages[page].sequences[at];
        self.out.list[block].words.push_str(&sequence.claimed);
    }

    fn end(&mut self, index: usize, block: usize) {
        let own = &self.tree.elements[index];
        let found = &mut self.out.list[block];
        let (name, page) = (found.name.clone(), found.page);
        if let Some(actual) = &own.actual {
            let seen = plain(&found.words);
            let bullet = seen.is_empty() && own.role == "Lbl" && actual == "\u{2022}";
            if !bullet && !same(&seen, actual) {
                let message = format!(
                    "a screen reader says “{}”, printed is “{}”",
                    head(actual),
                    head(&seen)
                );
                self.find(Finding::new(message).on(page).within(&name));
            }
            self.out.list[block].words.clone_from(actual);
        } else if let Some(alt) = &own.alt {
            let found = &mut self.out.list[block];
            if own.role == "Figure" {
                found.words.clone_from(alt);
            } else {
                let message =
                    format!("a screen reader says “{}” in place of its words", head(alt));
                self.find(Finding::new(message).on(page).within(&name));
            }
        }
    }

    fn out_of_order(&mut self, (page, at): (usize, usize)) {
        let what = match head(&self.pages[page].sequences[at].claimed).as_str() {
            "" => "it".to_owned(),
            words => format!("“{words}”"),
        };
        let message =
            format!("{what} is read in another order than it stands on the page");
        let name = self.name_of(page, at);
        self.find(Finding::new(message).on(Some(page)).within(&name));
    }

    fn name_of(&self, page: usize, at: usize) -> String {
        let Mark::Tagged(number) = self.pages[page].sequences[at].mark else {
            return String::new();
        };
        let own = self.out.owner.get(&(page, number));
        own.map_or_else(String::new, |block| self.out.list[*block].name.clone())
    }

    /// Looks at every sequence: what no element speaks of, what glyphs say, what can't be
    /// seen.
    fn untagged(&mut self) {
        let pages = self.pages;
        let mut spoken = Spoken::default();
        self.doubled();
        for (page, seen) in pages.iter().enumerate() {
            for (at, sequence) in seen.sequences.iter().enumerate() {
                self.out.unread += sequence.unread;
                let list = match sequence.mark {
                    Mark::Printer => Some(&mut self.out.marks),
                    Mark::Pagination => Some(&mut self.out.heads),
                    _ => None,
                };
                if let Some(list) = list
                    && !sequence.seen.chars().all(is_blank)
                {
                    list.push((page, sequence.seen.clone()));
                }
                for message in self.wrong(page, sequence, &mut spoken) {
                    let name = self.name_of(page, at);
                    self.find(Finding::new(message).on(Some(page)).within(&name));
                }
            }
            for (why, (at, start)) in &seen.unseen {
                let sequence = &seen.sequences[*at];
                let words =
                    head(sequence.claimed.get(*start..).unwrap_or(&sequence.claimed));
                let name = self.name_of(page, *at);
                let message = format!("“{words}” {}", why.told());
                self.find(Finding::new(message).on(Some(page)).within(&name));
            }
        }
    }

    /// Two sequences of one number on a page: programs read one of them, or both.
    fn doubled(&mut self) {
        for (page, seen) in self.pages.iter().enumerate() {
            let mut numbers = BTreeMap::new();
            for (at, sequence) in seen.sequences.iter().enumerate() {
                let Mark::Tagged(number) = sequence.mark else { continue };
                if numbers.insert(number, at).is_some() {
                    let words = head(&sequence.claimed);
                    let name = self.name_of(page, at);
                    let message =
                        format!("“{words}” stands on the page twice, under one number");
                    self.find(Finding::new(message).on(Some(page)).within(&name));
                }
            }
        }
    }

    /// All tagged words of the pages, in the order of the content, without blanks.
    fn tagged(&self) -> String {
        let all = self.pages.iter().flat_map(|page| &page.sequences);
        let own = all.filter(|sequence| matches!(sequence.mark, Mark::Tagged(_)));
        own.map(|sequence| tight(&sequence.claimed)).collect()
    }

    fn wrong(
        &self,
        page: usize,
        sequence: &Sequence,
        spoken: &mut Spoken,
    ) -> Vec<String> {
        let mut out = Vec::new();
        if let Some(font) = &sequence.foreign {
            out.push(format!(
                "words are set in {font}, a font that handbill did not embed"
            ));
            return out;
        }
        if sequence.claimed == sequence.seen {
            // The plain case: nothing to compare.
        } else if let Some((said, seen)) = difference(&sequence.claimed, &sequence.seen) {
            out.push(format!("a screen reader says “{said}”, printed is “{seen}”"));
        } else if !same(&sequence.claimed, &sequence.seen) {
            out.push("a letter looks like another than it is said to be".to_owned());
        }
        if let Some(letter) = &sequence.wide {
            out.push(format!(
                "the letter “{letter}” is given another width than its font has"
            ));
        }
        let silent = sequence.seen.chars().all(is_blank);
        match sequence.mark {
            Mark::Tagged(number)
                if !self.out.owner.contains_key(&(page, number))
                    && (!silent || sequence.painted) =>
            {
                let words = head(&sequence.claimed);
                out.push(format!(
                    "no element speaks of “{words}”: a screen reader skips it"
                ));
            }
            Mark::Outside if !silent || sequence.painted => {
                let words = head(&sequence.claimed);
                out.push(match words.as_str() {
                    "" => "something is painted that no tag speaks of".to_owned(),
                    words => format!(
                        "no element speaks of “{words}”: a screen reader skips it"
                    ),
                });
            }
            Mark::Artifact if !silent && spoken.last != sequence.seen => {
                let words = tight(&sequence.seen);
                let all = spoken.all.get_or_insert_with(|| self.tagged());
                if all.contains(&words) {
                    spoken.last.clone_from(&sequence.seen);
                } else {
                    out.push(repeated(&sequence.seen, &words, all));
                }
            }
            _ => {}
        }
        out
    }
}

/// What words of repeated faces are looked up in.
#[derive(Default)]
struct Spoken {
    /// All tagged words, without blanks; made when they are first asked for.
    all: Option<String>,
    /// Words that were found there last: sheets that are tiles of one show the same.
    last: String,
}

/// How words of a repeated face differ from those that are read.
fn repeated(seen: &str, words: &str, tagged: &str) -> String {
    // As far as they go on alike, from the best place.
    let ends = words.char_indices().map(|(at, c)| at + c.len_utf8());
    let ends: Vec<usize> = ends.collect();
    let alike = ends.partition_point(|end| tagged.contains(&words[..*end]));
    let upto = alike.checked_sub(1).map_or(0, |at| ends[at]);
    if alike < 4 {
        return format!("“{}” is printed, and no element speaks of it", head(seen));
    }
    let letters = words[..upto].chars().count();
    let at = seen.char_indices().filter(|(_, c)| !is_blank(*c)).nth(letters);
    let at = at.map_or(seen.len(), |(at, _)| at);
    let start = seen[..at].char_indices().rev().filter(|(_, c)| *c == ' ').nth(2);
    let start = start.map_or(0, |(at, _)| at + 1);
    let context = head(&seen[start..]);
    let was = tagged.find(&words[..upto]).map_or("", |found| &tagged[found + upto..]);
    let was: String = was.chars().take(12).collect();
    format!(
        "the face that is repeated says “{context}”, where the one that is read goes on with “{was}”"
    )
}

impl super::canvas::Unseen {
    /// Why words can't be seen, as the rest of a sentence.
    pub(super) fn told(self) -> &'static str {
        match self {
            Self::Mode => "is there for programs, and invisible on paper",
            Self::Color => "has the colour of what lies behind it",
            Self::Covered => "is painted over",
            Self::Clipped => "is cut away by a clipping path",
            Self::Off => "stands outside of the sheet",
            Self::Clear => "is so transparent that nobody sees it",
            Self::Layer => "is in a layer that can be hidden",
        }
    }
}
