//! How the pages of a piece come on sheets: on stock, several on a sheet, folded.

use std::ops::Range;

use super::Named;
use crate::unit::{MM, Paper, Pt};

/// What a piece says of its sheets.
#[derive(Clone, Debug, Default)]
pub struct Imposition {
    /// The stock, by its number.
    pub stock: Option<Named>,
    /// The sheets that its pages are printed on, where they are larger than the pages.
    pub sheet: Option<Paper>,
    /// How many stand side by side and below each other; as many as fit where it is not said.
    pub nup: Option<(usize, usize)>,
    /// The layout of the back.
    pub back: Option<Named>,
    /// How the sheet turns between front and back.
    pub flip: Option<Flip>,
    /// How it is folded.
    pub fold: Option<Fold>,
    /// How thick the paper is; [`Imposition::THICKNESS`] where it is not said.
    pub thickness: Option<Pt>,
    /// The folded pages that stay empty, by their numbers, in order.
    pub blanks: Vec<usize>,
    /// The marks outside of the trim.
    pub marks: Vec<SheetMark>,
    /// The bytes of what asks for the sheets, in the packet's file.
    pub range: Range<usize>,
}

impl Imposition {
    /// How thick office paper is (20 lb, 80 g).
    pub const THICKNESS: Pt = 0.1 * MM;
}

/// How a sheet turns between front and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flip {
    /// About its long edge.
    Long,
    /// About its short edge.
    Short,
}

/// How a sheet is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Sheets folded once, one in the other, stapled in the fold.
    Booklet,
    /// One sheet folded once: a card of four pages.
    Half,
    /// A sheet folded twice, the last panel turned in.
    TriFold,
    /// One sheet printed on one side, with one cut: eight pages.
    Zine,
}

impl Fold {
    /// The words of a packet.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("booklet", Self::Booklet),
        ("half", Self::Half),
        ("tri-fold", Self::TriFold),
        ("zine", Self::Zine),
    ];

    /// What it makes, for people.
    pub fn shown(self) -> &'static str {
        match self {
            Self::Half => "half-folded card",
            other => other.word(),
        }
    }

    /// The word of a packet.
    pub fn word(self) -> &'static str {
        let own = Self::WORDS.iter().find(|(_, fold)| *fold == self);
        own.map_or("", |(word, _)| word)
    }
}

/// A kind of mark outside of the trim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetMark {
    /// Where the sheet is cut.
    Crop,
    /// Where it is folded.
    Fold,
    /// Crosses by which front and back, and colours, are laid over each other.
    Registration,
}
