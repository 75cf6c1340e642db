//! A text: the words that a group has agreed on, with every byte accounted for.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::Source;
use crate::page::Image;

/// A text, read from Markdown.
#[derive(Clone, Debug)]
pub struct Text {
    /// The name it goes by: that of the embedded text, or the file's stem.
    pub name: String,
    /// The file.
    pub source: Arc<Source>,
    /// For lists and metadata; never printed.
    pub title: Option<String>,
    /// Language, BCP 47; `en` unless the front matter says otherwise.
    pub lang: String,
    /// Who owns the words.
    pub owner: Option<String>,
    /// Which edition of the words.
    pub edition: Option<String>,
    /// The blocks, in order.
    pub blocks: Vec<Block>,
    /// The parts that have a name, marked ones first. Ranges of `blocks`, contiguous.
    pub parts: Vec<Part>,
}

impl Text {
    /// The part of that name: a marked one, else a built-in one.
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }

    /// The level of the title's heading, from 1 to 6: the first heading of the text.
    pub fn title_level(&self) -> u8 {
        let level = |block: &Block| match block.kind {
            BlockKind::Heading { level, .. } => Some(level),
            _ => None,
        };
        self.blocks.iter().find_map(level).unwrap_or(1)
    }

    /// What the file is called in lists and metadata: its title, else the words of its first
    /// heading, else its name.
    pub fn shown_title(&self) -> String {
        if let Some(title) = &self.title {
            return title.clone();
        }
        let heading = self.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Heading { inline, .. } => Some(inline.text.replace('\n', " ")),
            _ => None,
        });
        heading
            .filter(|words| !words.trim().is_empty())
            .unwrap_or_else(|| self.name.clone())
    }
}

/// A named, contiguous piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// `rules`, `title` …
    pub name: String,
    /// Which of the text's blocks, as indices.
    pub blocks: Range<usize>,
    /// Whether a mark in the text names it; built-in parts need none.
    pub marked: bool,
}

/// A block of a text.
#[derive(Clone, Debug)]
pub struct Block {
    /// What kind of block.
    pub kind: BlockKind,
    /// Its bytes in the source file.
    pub range: Range<usize>,
}

/// The kinds of block.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// A heading, levels 1 to 6 as written.
    Heading {
        /// Number of `#`.
        level: u8,
        /// The words.
        inline: Inline,
    },
    /// A paragraph.
    Paragraph {
        /// The words.
        inline: Inline,
    },
    /// A list.
    List {
        /// The number of the first item; `None` for bullets.
        start: Option<u64>,
        /// What each item says, as blocks.
        items: Vec<ListItem>,
    },
    /// A quotation.
    Quote {
        /// What it says.
        blocks: Vec<Block>,
    },
    /// Lines of code, set as they stand.
    Code {
        /// The words, a `\n` between the lines.
        inline: Inline,
    },
    /// A table.
    Table {
        /// How each column is aligned.
        columns: Vec<ColumnAlign>,
        /// The heading row.
        head: Vec<Inline>,
        /// The rows.
        rows: Vec<Vec<Inline>>,
    },
    /// A picture on its own.
    Image {
        /// The samples.
        image: Arc<Image>,
        /// Words for who can't see it.
        alt: String,
    },
    /// A thematic break: a hairline.
    Break,
}

/// An item of a list.
#[derive(Clone, Debug)]
pub struct ListItem {
    /// What it says.
    pub blocks: Vec<Block>,
    /// Its bytes in the source file.
    pub range: Range<usize>,
}

/// How a column of a table is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnAlign {
    /// Where the script begins.
    Start,
    /// Centred.
    Center,
    /// Where the script ends.
    End,
}

/// The words of a block, joined, with a way back to the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    /// The words. `\n` is a hard line break; a soft one is a blank.
    pub text: String,
    /// From text to source: pieces in order, each with its start in `text` and its bytes in
    /// the source. Only an entity or an escape makes a piece differ from its source.
    pub pieces: Vec<InlinePiece>,
    /// Which bytes of `text` are bold, italic or a link, in order, not overlapping.
    pub spans: Vec<Span>,
}

/// A piece of text and the bytes of the source that it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlinePiece {
    /// Where it begins in the text.
    pub start: usize,
    /// Its bytes in the source.
    pub source: Range<usize>,
}

/// A stretch of text that is set in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Strong emphasis.
    pub bold: bool,
    /// Emphasis.
    pub italic: bool,
    /// Where it leads.
    pub link: Option<String>,
}

impl Inline {
    /// The bytes of the source that a range of the text comes from, from the first to the
    /// last of them.
    pub fn source_of(&self, range: Range<usize>) -> Option<Range<usize>> {
        let start = self.source_at(range.start)?;
        let end =
            if range.end > range.start { self.source_end(range.end)? } else { start };
        Some(start..end)
    }

    /// The piece that holds the byte at `at` of the text, and where that piece ends there.
    fn piece_at(&self, at: usize) -> Option<(&InlinePiece, usize)> {
        let index =
            self.pieces.partition_point(|piece| piece.start <= at).checked_sub(1)?;
        let end = self.pieces.get(index + 1).map_or(self.text.len(), |next| next.start);
        Some((&self.pieces[index], end))
    }

    fn source_at(&self, at: usize) -> Option<usize> {
        let (piece, end) = self.piece_at(at)?;
        // A piece as long as its source is its source; any other (an entity) is one unit.
        let same = end - piece.start == piece.source.len();
        Some(piece.source.start + if same { at - piece.start } else { 0 })
    }

    fn source_end(&self, at: usize) -> Option<usize> {
        let (piece, end) = self.piece_at(at - 1)?;
        let same = end - piece.start == piece.source.len();
        Some(if same { piece.source.start + at - piece.start } else { piece.source.end })
    }
}
