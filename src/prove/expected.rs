//! What a file ought to say, by its sources.

use crate::diag::Place;

/// Words that a file ought to have, as one block.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The words.
    pub words: String,
    /// What kind of block.
    pub kind: PassageKind,
    /// Where they stand in their source; none for the layout's own words.
    pub place: Option<Place>,
}

/// What kind of block a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// A heading, a paragraph, a cell.
    Words,
    /// The number or bullet of an item: a list has them all, or none.
    Label,
    /// Words for who can't see a picture.
    Picture,
}

/// What one frame shows, in order. Frames may be read in turns, as pages have them.
#[derive(Clone, Debug, Default)]
pub struct Strand {
    /// Its passages.
    pub passages: Vec<Passage>,
    /// Whether it may be left out as a whole: it stands on some pages only.
    pub optional: bool,
}

/// What a file ought to say.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// What each frame shows, in reading order.
    pub strands: Vec<Strand>,
    /// What marks for who handles the paper may say, a phrase each: rulers, cut lines.
    pub marks: Vec<String>,
    /// Sentences that count pages, with `{page}` and `{pages}` where the numbers stand.
    pub counts: Vec<String>,
    /// Width and height of a page in points that the sheets show as art, all of it and at its
    /// size; none where that is not asked.
    pub cover: Option<(f64, f64)>,
    /// Whether other words may stand around these: those of a layout that is not known.
    pub others: bool,
}
