//! Styles: how a role is set.

use crate::unit::{Expr, Unit};

/// How the blocks of a role are set. Lengths with `em` are of the style's own size.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// Its name: the role.
    pub name: String,
    /// Families to try, in order, before all others.
    pub fonts: Vec<String>,
    /// The size of the type.
    pub size: Expr,
    /// Smaller sizes to step down to where space is short or lines are many.
    pub steps: Vec<Expr>,
    /// From baseline to baseline, as a ratio of the size.
    pub leading: f64,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// The theme's colour for the words.
    pub color: String,
    /// Space added after every glyph, in em.
    pub tracking: f64,
    /// Where lines stand.
    pub align: Align,
    /// The longest line, if shorter than the frame.
    pub measure: Option<Expr>,
    /// The most characters of a line.
    pub characters: Option<u32>,
    /// Whether short blocks are broken into lines of like length.
    pub balance: bool,
    /// Whether lines are moved so that their first letter's stem stands on the axis.
    pub hang: bool,
    /// The most lines a paragraph may take.
    pub max_lines: Option<usize>,
    /// The most lines the first item of a list should take; gives way if it would cost
    /// more than a fifth of the size.
    pub first_lines: Option<usize>,
    /// Whether digits are set bold.
    pub bold_digits: bool,
    /// Whether each such block begins a page (but for the first).
    pub new_page: bool,
    /// Space above and below, and their shares of the slack.
    pub space: Space,
    /// How items of a list in this style are marked.
    pub marker: Marker,
    /// How wide the column of numerals is.
    pub marker_column: Expr,
    /// The theme's colour for numerals and bullets.
    pub marker_color: String,
    /// Whether a hairline stands above each item.
    pub hairline: bool,
    /// How far the second column of a table stands from the first.
    pub first_column: Option<Expr>,
    /// From an item's hairline (or the item before) to its capitals, and from its last
    /// baseline to the next hairline; with their shares of the slack.
    pub item: Space,
}

/// Space before and after a thing, measured from baseline to capitals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Space {
    /// Above.
    pub before: Expr,
    /// Below.
    pub after: Expr,
    /// The share of the slack above.
    pub stretch_before: f64,
    /// The share of the slack below.
    pub stretch_after: f64,
}

/// Where lines stand in their measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Where the script begins: left for English, right for Arabic.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// Where the script ends.
    End,
}

/// How items of a list are marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marker {
    /// As the text has it: numbers at text size, or bullets.
    #[default]
    Text,
    /// Numerals two lines tall; bullets stay bullets.
    Tall,
    /// Nothing.
    None,
}

impl Style {
    /// A style that sets as running text.
    pub fn plain(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            fonts: Vec::new(),
            size: Expr::Of(1.0, Unit::B),
            steps: Vec::new(),
            leading: 1.35,
            bold: false,
            italic: false,
            color: "ink".to_owned(),
            tracking: 0.0,
            align: Align::Start,
            measure: None,
            characters: None,
            balance: false,
            hang: false,
            max_lines: None,
            first_lines: None,
            bold_digits: false,
            new_page: false,
            space: Space {
                before: Expr::Of(1.31, Unit::Em),
                after: Expr::ZERO,
                stretch_before: 0.0,
                stretch_after: 0.0,
            },
            marker: Marker::Text,
            marker_column: Expr::Of(1.8, Unit::Em),
            marker_color: "primary".to_owned(),
            hairline: false,
            first_column: None,
            item: Space {
                before: Expr::Of(1.08, Unit::Em),
                after: Expr::ZERO,
                stretch_before: 0.0,
                stretch_after: 0.0,
            },
        }
    }
}
