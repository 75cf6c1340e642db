//! Stock: sheets that are cut, scored or perforated already, by the number on the package.

use super::Orientation;
use crate::unit::{Paper, Point, Pt, Size};

/// A stock, and how well it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Stock {
    /// The numbers that it is sold under; the first is its name here.
    pub numbers: Vec<String>,
    /// What is on the package.
    pub name: String,
    /// Who makes it, where that is to be said.
    pub maker: Option<String>,
    /// What it makes: `tent`, `card`, `badge`, `index`, `label`.
    pub kind: String,
    /// The paper of its sheets.
    pub paper: Paper,
    /// How its sheets lie.
    pub orientation: Orientation,
    /// How many sheets a package holds, where that is known.
    pub pack: Option<usize>,
    /// The top left corner of the first piece.
    pub origin: Point,
    /// From one piece to the next.
    pub pitch: Size,
    /// A piece before it is folded.
    pub flat: Size,
    /// How many stand side by side.
    pub columns: usize,
    /// How many stand below each other.
    pub rows: usize,
    /// The radius of a piece's corners.
    pub radius: Pt,
    /// Folds across a piece, from its top.
    pub folds: Vec<Pt>,
    /// Whether the folds are scored: then none are marked.
    pub scored: bool,
    /// Whether it is plain paper, cut by hand along marks.
    pub by_hand: bool,
    /// How far words, bars and grounds stay from cuts and folds.
    pub safe: Pt,
    /// How well all this is known.
    pub known: Known,
    /// What else is to be said of it.
    pub note: Option<String>,
}

/// How well the geometry of a stock is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Two data bases of labels agree.
    TwoSources,
    /// One has it.
    OneSource,
    /// The size is known; the place on the sheet was worked out.
    Arithmetic,
    /// Sources disagree: it is not printed on.
    Conflict,
}

impl Known {
    /// The words of a stock's file.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("two-sources", Self::TwoSources),
        ("one-source", Self::OneSource),
        ("arithmetic", Self::Arithmetic),
        ("conflict", Self::Conflict),
    ];

    /// The word of a stock's file.
    pub fn word(self) -> &'static str {
        let own = Self::WORDS.iter().find(|(_, known)| *known == self);
        own.map_or("", |(word, _)| word)
    }

    /// The same for people.
    pub fn shown(self) -> &'static str {
        match self {
            Self::TwoSources => "two sources agree",
            Self::OneSource => "one source: check on one sheet first",
            Self::Arithmetic => "worked out: check on one sheet first",
            Self::Conflict => "sources disagree: not printed on",
        }
    }
}

impl Stock {
    /// The number that it goes by here.
    pub fn number(&self) -> &str {
        self.numbers.first().map_or("", String::as_str)
    }

    /// What to ask for in a shop: `Avery 5371`.
    pub fn shown(&self) -> String {
        match &self.maker {
            Some(maker) => format!("{maker} {}", self.number()),
            None => format!("stock {}", self.number()),
        }
    }

    /// Its sheet as it lies.
    pub fn sheet(&self) -> Size {
        self.orientation.of(self.paper.size)
    }

    /// Whether one sheet is to be tried before all are printed.
    pub fn check_first(&self) -> bool {
        !self.by_hand && self.known != Known::TwoSources
    }
}
