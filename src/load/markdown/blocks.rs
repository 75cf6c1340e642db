//! From the parser's events to blocks.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::html::{self, Kind};
use super::inline::Words;
use super::marks::{self, Comment, Marks};
use crate::diag::{Diagnostic, Report, Source};
use crate::model::{Block, BlockKind, ColumnAlign, Inline, ListItem};
use crate::page::Image;

/// How deep lists and quotations may stand in each other.
const MAX_DEPTH: usize = 16;

/// How a picture is found: from the path as written to its samples, or why not.
pub(super) type FindImage<'f> = dyn FnMut(&str) -> Result<Arc<Image>, String> + 'f;

/// Walks over the events of a text and collects what is wrong.
pub(super) struct Reader<'a, 'f> {
    /// The file.
    pub source: &'a Arc<Source>,
    /// What the parser found, with bytes of the file.
    pub events: Vec<(Event<'a>, Range<usize>)>,
    /// The next event.
    pub at: usize,
    /// What is wrong.
    pub report: Report,
    /// How a picture is found.
    pub image: &'f mut FindImage<'f>,
    /// The marks between the blocks.
    pub marks: Marks,
}

impl<'a> Reader<'a, '_> {
    /// The next event, taken.
    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let event = self.events.get(self.at).cloned()?;
        self.at += 1;
        Some(event)
    }

    /// Reports a mistake at a place.
    pub(super) fn wrong(&mut self, wrong: Diagnostic, at: Range<usize>) {
        self.report.push(wrong.at(self.source, at));
    }

    /// The blocks up to the end of what they stand in; the end is taken.
    pub(super) fn blocks(&mut self, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.next() {
            let kind = match event {
                Event::End(_) => break,
                Event::Start(Tag::HtmlBlock) => {
                    self.html(&range, depth, &mut blocks);
                    continue;
                }
                Event::Start(Tag::Paragraph) => {
                    let run = self.run();
                    self.at += 1;
                    self.paragraph(run)
                }
                Event::Start(tag) if !is_inline_tag(&tag) => {
                    self.block(tag, &range, depth)
                }
                Event::Rule => BlockKind::Break,
                event if !is_inline(&event) => continue,
                _ => {
                    // Words that stand in a list item without a paragraph around them.
                    self.at -= 1;
                    let run = self.run();
                    let end = self.events[run.end - 1].1.end;
                    let kind = self.paragraph(run);
                    blocks.push(Block { kind, range: range.start..end });
                    continue;
                }
            };
            blocks.push(Block { kind, range });
        }
        blocks
    }

    /// A block whose start was taken.
    fn block(&mut self, tag: Tag<'a>, range: &Range<usize>, depth: usize) -> BlockKind {
        match tag {
            Tag::Heading { level, .. } => {
                let run = self.run();
                self.at += 1;
                BlockKind::Heading { level: level as u8, inline: self.inline(run) }
            }
            Tag::CodeBlock(_) => self.code(),
            Tag::Table(columns) => self.table(&columns),
            Tag::BlockQuote(_) if depth < MAX_DEPTH => {
                BlockKind::Quote { blocks: self.blocks(depth + 1) }
            }
            Tag::List(start) if depth < MAX_DEPTH => self.list(start, depth),
            Tag::FootnoteDefinition(_) => {
                self.wrong(footnote(), first_line(&self.source.text, range));
                self.skip()
            }
            _ => {
                let message = "lists and quotations stand too deep in each other";
                let help = format!("{MAX_DEPTH} levels are the most");
                let wrong = Diagnostic::error("too-deep", message).help(help);
                self.wrong(wrong, first_line(&self.source.text, range));
                self.skip()
            }
        }
    }

    /// Passes over what was started, and leaves an empty paragraph in its place.
    fn skip(&mut self) -> BlockKind {
        let mut open = 1;
        while open > 0 {
            match self.next() {
                Some((Event::Start(_), _)) => open += 1,
                Some((Event::End(_), _)) => open -= 1,
                Some(_) => {}
                None => break,
            }
        }
        BlockKind::Paragraph { inline: Inline::default() }
    }

    /// The events of a run of words, from here to the first that is a block's.
    fn run(&mut self) -> Range<usize> {
        let start = self.at;
        let ends = |(event, _): &(Event<'_>, _)| !is_inline(event);
        let found = self.events[start..].iter().position(ends);
        self.at = found.map_or(self.events.len(), |n| start + n);
        start..self.at
    }

    /// A list whose start was taken.
    fn list(&mut self, start: Option<u64>, depth: usize) -> BlockKind {
        let mut items = Vec::new();
        let mut first = None;
        while let Some((Event::Start(Tag::Item), range)) = self.next() {
            if let Some(start) = start {
                let item = &self.source.text[range.clone()];
                let number = number(item);
                let shown = start + items.len() as u64;
                let first = *first.get_or_insert(number);
                if let Some(wrong) = odd_number(number, first, shown) {
                    let end = item.find(['.', ')']).map_or(0, |n| n + 1);
                    self.wrong(wrong, range.start..range.start + end);
                }
            }
            items.push(ListItem { blocks: self.blocks(depth + 1), range });
        }
        BlockKind::List { start, items }
    }

    /// A code block whose start was taken.
    fn code(&mut self) -> BlockKind {
        let source = self.source;
        let mut words = Words::new(&source.text);
        while let Some((Event::Text(code), range)) = self.next() {
            words.code_block(&code, range);
        }
        words.trim_line_end();
        BlockKind::Code { inline: words.done() }
    }

    /// A table whose start was taken.
    fn table(&mut self, columns: &[Alignment]) -> BlockKind {
        let columns = columns.iter().map(|align| match align {
            Alignment::None | Alignment::Left => ColumnAlign::Start,
            Alignment::Center => ColumnAlign::Center,
            Alignment::Right => ColumnAlign::End,
        });
        let columns = columns.collect();
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        while let Some((Event::Start(tag), range)) = self.next() {
            let row = self.row(&range);
            if tag == Tag::TableHead { head = row } else { rows.push(row) }
        }
        BlockKind::Table { columns, head, rows }
    }

    /// A row of a table whose start was taken.
    fn row(&mut self, range: &Range<usize>) -> Vec<Inline> {
        let mut cells = Vec::new();
        let mut end = range.start;
        while let Some((Event::Start(Tag::TableCell), cell)) = self.next() {
            end = end.max(cell.end);
            let run = self.run();
            self.at += 1;
            cells.push(self.inline(run));
        }
        // The parser leaves out cells that have no column.
        let rest = &self.source.text[end.min(range.end)..range.end];
        if rest.contains(|c: char| c != '|' && !c.is_whitespace()) {
            let wrong = "this row has more cells than the table has columns";
            let wrong = Diagnostic::error("table-cell", wrong)
                .label("would not be printed")
                .help("add a column to the first row, or write `\\|` for a plain `|`");
            let start = end + rest.len() - rest.trim_start_matches(['|', ' ']).len();
            self.wrong(wrong, start..end + rest.trim_end().len());
        }
        cells
    }

    /// A block of HTML whose start was taken: comments are looked at, the rest is wrong.
    fn html(&mut self, range: &Range<usize>, depth: usize, blocks: &mut Vec<Block>) {
        let mut text = String::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Html(line) => text.push_str(&line),
                Event::End(TagEnd::HtmlBlock) => break,
                _ => {}
            }
        }
        // In a quotation the lines of the source begin with `>`: the place is the whole then.
        let same = self.source.text[range.clone()].starts_with(&text);
        let mut after_comment = false;
        for bit in html::scan(&text) {
            let at = if same {
                range.start + bit.range.start..range.start + bit.range.end
            } else {
                first_line(&self.source.text, range)
            };
            let wrong = match bit.kind {
                Kind::Comment(inside) => {
                    after_comment = true;
                    self.comment(inside, at, depth, blocks.len());
                    continue;
                }
                Kind::Open => open_comment(),
                Kind::Other if after_comment => text_after_comment(),
                Kind::Other => html::raw(&text[bit.range]),
            };
            self.wrong(wrong, first_line(&self.source.text, &at));
            let kind = BlockKind::Paragraph { inline: Inline::default() };
            blocks.push(Block { kind, range: at });
        }
    }

    /// A comment on lines of its own.
    fn comment(&mut self, inside: &str, at: Range<usize>, depth: usize, block: usize) {
        if depth == 0 {
            self.marks.meet(inside, at, block, self.source, &mut self.report);
        } else if Comment::read(inside) != Comment::Plain {
            self.wrong(marks::misplaced(), at);
        }
    }
}

/// Which reference definitions the links and pictures use, by where they begin.
pub(super) fn used(
    events: &[(Event<'_>, Range<usize>)],
    find: impl Fn(&str) -> Option<usize>,
) -> BTreeSet<usize> {
    let used = events.iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) => find(id),
        _ => None,
    });
    used.collect()
}

/// Whether an event belongs to a run of words.
fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => is_inline_tag(tag),
        Event::End(end) => is_inline_end(*end),
        Event::Html(_) | Event::Rule => false,
        _ => true,
    }
}

fn is_inline_tag(tag: &Tag<'_>) -> bool {
    is_inline_end(tag.to_end())
}

fn is_inline_end(end: TagEnd) -> bool {
    matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image)
}

/// The number that an item of a list begins with in the source.
fn number(item: &str) -> Option<u64> {
    let item = item.trim_start();
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    item[..digits].parse().ok()
}

/// The warning that an item's number is not the one that will be printed. A list whose
/// items all have the same number counts itself.
fn odd_number(number: Option<u64>, first: Option<u64>, shown: u64) -> Option<Diagnostic> {
    let number = number.filter(|n| *n != shown && Some(*n) != first)?;
    let message = format!("this item is written as {number} and printed as {shown}");
    let help = "Markdown counts on from the first number of a list";
    Some(Diagnostic::warning("list-number", message).help(help))
}

/// The first line of a range, without its line end.
pub(super) fn first_line(text: &str, range: &Range<usize>) -> Range<usize> {
    let line = text[range.clone()].lines().next().unwrap_or_default().trim_end();
    range.start..range.start + line.len()
}

/// The mistake of a footnote.
pub(super) fn footnote() -> Diagnostic {
    Diagnostic::error("footnote", "footnotes can't be printed")
        .label("a footnote")
        .help("put the words in the text; for a plain bracket, write `\\[^1]`")
}

fn open_comment() -> Diagnostic {
    Diagnostic::error("open-comment", "this comment does not end")
        .label("everything after this would not be printed")
        .help("write `-->` at its end")
}

fn text_after_comment() -> Diagnostic {
    Diagnostic::error("text-after-comment", "words beside a comment would not be printed")
        .label("would not be printed")
        .help("put them on the next line")
}
