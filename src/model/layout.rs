//! A layout: sheet, panels, grid, frames, boxes and styles, as a designer defined them.

use std::sync::Arc;

use super::{Rules, Style};
use crate::diag::Place;
use crate::page::Image;
use crate::unit::{Expr, Paper, Pt, Sides, Size, Turn, Unit};

/// A layout, resolved for the texts it will show.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Its name.
    pub name: String,
    /// A label for the plan; it changes nothing in the setting.
    pub kind: String,
    /// The language of its own sentences, BCP 47; none for that of the texts.
    pub lang: Option<String>,
    /// The sheet.
    pub paper: Paper,
    /// Upright or lying.
    pub orientation: Orientation,
    /// From the panel's sides to the text.
    pub margin: Sides<Expr>,
    /// How far grounds and bars stay from the panel's sides.
    pub edge: Expr,
    /// How far words stay from the sides, where the sheet is cut out of a larger one.
    pub cut: Option<Pt>,
    /// The pages that stay empty, by their numbers, where it is folded.
    pub blanks: Vec<usize>,
    /// How far grounds run past the trim, for a copy shop; `None` leaves a white frame.
    pub bleed: Option<Expr>,
    /// Where the sheet is folded across: distances from its top, in order.
    pub folds_across: Vec<Expr>,
    /// Where it is folded along: distances from its left side, in order.
    pub folds_along: Vec<Expr>,
    /// Whether parts of the text may be left out.
    pub excerpt: bool,
    /// The texts it shows where the piece names none.
    pub texts: Vec<String>,
    /// What it asks of its pieces.
    pub rules: Rules,
    /// How the text size `b` is found.
    pub fit: Fit,
    /// The panels; one over the whole front where the layout names none.
    pub panels: Vec<Panel>,
    /// The frames, in reading order.
    pub frames: Vec<Frame>,
    /// Boxes around frames or parts.
    pub boxes: Vec<BoxRule>,
    /// Styles by role, the built-in ones included.
    pub styles: Vec<Style>,
}

impl Layout {
    /// The style of a role, if there is one.
    pub fn style(&self, name: &str) -> Option<&Style> {
        self.styles.iter().find(|style| style.name == name)
    }

    /// The number of a page, from 0, among `pages` that are not empty, and how many there are
    /// with the empty ones before the last.
    pub fn numbered(&self, page: usize, pages: usize) -> (usize, usize) {
        let number = |page: usize| {
            self.blanks
                .iter()
                .fold(page + 1, |own, blank| own + usize::from(*blank <= own))
        };
        (number(page), number(pages.saturating_sub(1)))
    }

    /// The sheet as it will be printed.
    pub fn sheet(&self) -> Size {
        self.orientation.of(self.paper.size)
    }

    /// Whether what is folded stands by itself: a tent has one face twice, one of them upside
    /// down.
    pub fn stands(&self) -> bool {
        self.panels.iter().any(|panel| panel.repeat.is_some())
            || self.kind.contains("tent")
    }

    /// Whether its sheet is folded.
    pub fn is_folded(&self) -> bool {
        !self.folds_across.is_empty() || !self.folds_along.is_empty()
    }
}

/// How a sheet stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    /// The short side below.
    #[default]
    Portrait,
    /// The long side below.
    Landscape,
}

impl Orientation {
    /// An upright size, standing so.
    pub fn of(self, upright: Size) -> Size {
        match self {
            Self::Portrait => upright,
            Self::Landscape => upright.turned(),
        }
    }

    /// How a sheet of that size stands.
    pub fn from_size(size: Size) -> Self {
        if size.w > size.h { Self::Landscape } else { Self::Portrait }
    }
}

/// How a size is found: the largest on the size grid at which the text fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The floor, below which it fails.
    pub min: Expr,
    /// The size to keep, giving up space before it: see `docs/layouts.md`.
    pub usual: Option<Expr>,
    /// The largest size.
    pub max: Expr,
    /// Pieces (or frames) with the same word here get one size.
    pub share: Option<String>,
}

/// How the size of a frame is bound.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrameFit {
    /// The floor of its text.
    pub min: Option<Expr>,
    /// The largest size of its text.
    pub max: Option<Expr>,
    /// With a word here the frame has a size of its own, one with all frames of that word:
    /// the largest with the fewest lines. Without, it has the piece's size.
    pub share: Option<String>,
}

/// A face of a sheet: a rectangle with its own frames.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Its name.
    pub name: String,
    /// On the back of the sheet.
    pub back: bool,
    /// Left edge; right of the panel before where it is not given.
    pub x: Option<Expr>,
    /// Top edge.
    pub y: Expr,
    /// Width; the rest of the sheet where it is not given.
    pub width: Option<Expr>,
    /// Height.
    pub height: Expr,
    /// How the face is turned on the sheet.
    pub turn: Turn,
    /// The panel whose face this one repeats.
    pub repeat: Option<String>,
    /// Its own grid, else the layout's.
    pub grid: Option<Grid>,
    /// Its own margin, else the layout's.
    pub margin: Option<Sides<Expr>>,
    /// Its own edge, else the layout's.
    pub edge: Option<Expr>,
}

/// A grid of named areas.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// Heights of the rows.
    pub rows: Vec<Track>,
    /// Widths of the columns.
    pub columns: Vec<Track>,
    /// A line a row, a name a column; `.` is empty.
    pub areas: Vec<Vec<String>>,
    /// Between columns.
    pub gap: Expr,
    /// Between rows.
    pub row_gap: Expr,
}

impl Grid {
    /// Between rows where nothing is said: the space between two paragraphs.
    pub fn row_gap() -> Expr {
        Expr::Of(1.31, Unit::B)
    }
}

/// The size of a row or column.
#[derive(Clone, Debug, PartialEq)]
pub enum Track {
    /// As large as what is in it.
    Auto,
    /// A share of what is left.
    Fr(f64),
    /// A length.
    Length(Expr),
}

/// A place on a panel, and what stands there.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Its name.
    pub name: String,
    /// Where the layout's file defines it.
    pub place: Option<Place>,
    /// The area of the grid that it fills.
    pub area: String,
    /// The panels it stands on, in order: one, or several for a thread.
    pub panels: Vec<String>,
    /// What stands in it.
    pub content: Content,
    /// The style of what it says or shows; by role where it is not given.
    pub style: StyleMap,
    /// Bounds of its size, or a size of its own.
    pub fit: Option<FrameFit>,
    /// The theme's colour behind it, out to the edge.
    pub ground: Option<String>,
    /// The bar on top of it.
    pub bar: Option<Bar>,
    /// The rules that stand where a theme prints no grounds.
    pub ruled: Ruled,
    /// Space within it.
    pub pad: Sides<Expr>,
    /// Where its lines stand, else as the style says.
    pub align: Option<super::Align>,
    /// Where its content stands when there is room.
    pub valign: VAlign,
    /// The share of the slack below its content.
    pub stretch_after: f64,
    /// On which pages it stands.
    pub on: OnPages,
}

/// What stands in a frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Parts of texts: the first of these that there is.
    Show {
        /// References like `rules`, `safety#title`.
        parts: Vec<String>,
        /// Whether it runs over as many pages as it needs.
        flow: bool,
    },
    /// Sentences of the layout's own.
    Say {
        /// Sentences with `{group.…}`; one with a missing detail is left out.
        sentences: Vec<String>,
        /// What joins them; each is a paragraph of its own without.
        join: Option<String>,
    },
    /// A drawing.
    Draw(Drawing),
    /// A picture, as large as the frame holds.
    Image {
        /// The samples.
        image: Arc<Image>,
        /// Words for who can't see it.
        alt: String,
    },
}

/// A drawing. Lines are `weight` wide, in the theme's `color`.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// What is drawn.
    pub kind: DrawingKind,
    /// The width of its lines.
    pub weight: Expr,
    /// The theme's colour.
    pub color: String,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum DrawingKind {
    /// A line along the frame's foot, to write on.
    Line,
    /// A rectangle around the frame.
    Box,
    /// An arrow as large as the frame holds.
    Arrow(Turn),
    /// Nothing: space for what handbill puts there.
    Space,
    /// A bar of two inches, to see whether a sheet was printed at its size.
    Ruler,
    /// Rows to write on, as many as the frame holds.
    Rows {
        /// The height of a row.
        height: Expr,
        /// The heads of the columns, and their shares of the width.
        columns: Vec<(String, f64)>,
    },
}

/// Which style each role is set in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StyleMap {
    /// One style for everything.
    pub all: Option<String>,
    /// Or a style for each of these roles.
    pub by_role: Vec<(String, String)>,
}

/// A bar on top of what it opens.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Its height.
    pub weight: Expr,
    /// The theme's colour.
    pub color: String,
    /// Whether it runs out to the edge, not only over the text.
    pub wide: bool,
}

/// Rules in place of a ground; none where the weight is zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ruled {
    /// Where the ground began.
    pub top: Option<Expr>,
    /// Where it ended.
    pub bottom: Option<Expr>,
}

/// A box around parts of a flow, or around frames of a grid.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxRule {
    /// Its name.
    pub name: String,
    /// The parts in it, where they stand in a flow; none for a box around frames.
    pub around: Vec<String>,
    /// The frames in it, where it stands in a grid.
    pub frames: Vec<String>,
    /// The theme's colour behind it.
    pub ground: Option<String>,
    /// The bar on top of it.
    pub bar: Option<Bar>,
    /// The rules that stand where a theme prints no grounds.
    pub ruled: Ruled,
    /// Space within it.
    pub pad: Sides<Expr>,
    /// How many columns its headed lists stand in, side by side.
    pub columns: usize,
    /// Between columns.
    pub gap: Expr,
    /// The bar on top of each column.
    pub column_bar: Option<Bar>,
    /// Space around it.
    pub space: super::Space,
    /// Whether it joins a box directly above it.
    pub join: bool,
    /// Which styles stand in it.
    pub style: StyleMap,
}

/// Where content stands in a frame that is taller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VAlign {
    /// At the top.
    #[default]
    Top,
    /// In the middle.
    Middle,
    /// At the foot.
    Bottom,
}

/// On which pages of a flow a frame stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnPages {
    /// On every page.
    #[default]
    All,
    /// Only on the first.
    First,
    /// On all but the first.
    Rest,
}
