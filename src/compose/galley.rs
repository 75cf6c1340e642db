//! The galley: what stands in each frame, shaped and tagged, before any size is known.

use std::ops::Range;
use std::sync::Arc;

use super::shape::Shaped;
use crate::model::{Bar, BoxRule, ColumnAlign, Drawing, Inline, Style, Tint};
use crate::page::{Image, TagId};

/// A block of a frame.
#[derive(Debug)]
pub enum Node<'a> {
    /// A paragraph or heading.
    Para(Para<'a>),
    /// A list.
    List(List<'a>),
    /// Blocks in a box.
    Box(Boxed<'a>),
    /// A table.
    Table(Table<'a>),
    /// A picture.
    Picture {
        /// The samples.
        image: Arc<Image>,
        /// Its element.
        tag: TagId,
    },
    /// A hairline in the text.
    Hairline {
        /// Its colour.
        color: Tint,
    },
    /// A drawing of the layout's own.
    Drawing(DrawingNode<'a>),
}

/// A paragraph or heading.
#[derive(Debug)]
pub struct Para<'a> {
    /// The words, shaped.
    pub shaped: Shaped,
    /// How they are set.
    pub style: Arc<Style>,
    /// Their colour.
    pub color: Tint,
    /// Their element; `None` for a page number, which is an artifact.
    pub tag: Option<TagId>,
    /// Links in them: bytes of the text, and the link's element.
    pub links: Vec<(Range<usize>, TagId)>,
    /// The way back to the source; `None` for the layout's own words.
    pub inline: Option<&'a Inline>,
    /// Whether it must stand on the page of what follows it.
    pub keep: bool,
    /// Whether it begins a page.
    pub new_page: bool,
    /// The most lines it should take.
    pub should: Option<usize>,
}

/// A list.
#[derive(Debug)]
pub struct List<'a> {
    /// How it is set.
    pub style: Arc<Style>,
    /// Its items.
    pub items: Vec<Item<'a>>,
    /// How many lists it is in.
    pub depth: usize,
    /// Whether its text runs from right to left.
    pub rtl: bool,
    /// The colour of its hairlines.
    pub ink: Tint,
}

/// An item of a list.
#[derive(Debug)]
pub struct Item<'a> {
    /// Its mark.
    pub marker: MarkerNode<'a>,
    /// What it says.
    pub nodes: Vec<Node<'a>>,
}

/// The mark of an item.
#[derive(Debug)]
pub enum MarkerNode<'a> {
    /// None.
    None,
    /// A number.
    Number(Box<Para<'a>>),
    /// A bullet, drawn.
    Bullet {
        /// Its element.
        tag: TagId,
        /// Its colour.
        color: Tint,
    },
}

/// Blocks in a box.
#[derive(Debug)]
pub struct Boxed<'a> {
    /// The box.
    pub rule: &'a BoxRule,
    /// What it paints.
    pub paint: BoxPaint,
    /// What stands in it: rows of columns.
    pub rows: Vec<Vec<Vec<Node<'a>>>>,
}

/// What a box or frame paints.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BoxPaint {
    /// The ground, if the theme prints grounds.
    pub ground: Option<Tint>,
    /// The bar on top.
    pub bar: Option<Tint>,
    /// The bars on top of columns.
    pub column_bar: Option<Tint>,
    /// The rules that stand for the ground, if the theme prints none.
    pub ruled: Option<Tint>,
}

impl BoxPaint {
    /// What the ground and the bars of a layout's box or frame come to.
    pub fn new(
        ground: Option<&str>,
        bar: Option<&Bar>,
        column_bar: Option<&Bar>,
    ) -> Self {
        let plain = |role: &str| Tint::on(role, None);
        // The lightest ground is marked by rules in the primary colour, any other in its own.
        let ruled = |role| plain(if role == "ground" { "primary" } else { role });
        Self {
            ground: ground.map(plain),
            bar: bar.map(|bar| plain(&bar.color)),
            column_bar: column_bar.map(|bar| plain(&bar.color)),
            ruled: ground.map(ruled),
        }
    }
}

/// A table.
#[derive(Debug)]
pub struct Table<'a> {
    /// How its cells are set.
    pub style: Arc<Style>,
    /// How its columns are aligned.
    pub columns: Vec<ColumnAlign>,
    /// Its rows, the heading row first.
    pub rows: Vec<Vec<Para<'a>>>,
    /// The colour of its hairlines.
    pub ink: Tint,
}

/// A drawing of the layout's own.
#[derive(Debug)]
pub struct DrawingNode<'a> {
    /// What is drawn.
    pub drawing: &'a Drawing,
    /// In which colour.
    pub color: Tint,
    /// The heads of columns to write in.
    pub heads: Vec<Para<'a>>,
}
