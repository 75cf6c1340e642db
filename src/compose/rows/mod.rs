//! A frame's galley at one size: rows from the capitals of their first line to the baseline
//! of their last, and the gaps between, each with its share of the slack.
//!
//! The same code measures (a trial of the fit) and sets (the lines to be painted), so that a
//! trial can't differ from the result.

mod boxed;
mod list;
mod para;
mod table;

use std::ops::Range;

use crate::compose::fit::{Bound, Tightness};
use crate::compose::galley::{BoxPaint, Node, Para};
use crate::compose::lines::Line;
use crate::font::{Book, Want};
use crate::model::{Bar, Ruled, Space, Style, Theme, Tint};
use crate::page::TagId;
use crate::unit::{Expr, Pt, Scale};

/// What a frame is set at.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The faces, for their measures.
    pub book: &'a Book,
    /// The colours, for what is painted.
    pub theme: &'a Theme,
    /// The text size of the piece.
    pub b: Pt,
    /// The short side of the face.
    pub s: Pt,
    /// How much space is given up.
    pub tight: Tightness,
    /// The size of everything in the frame, if it has a size of its own.
    pub own: Option<Pt>,
    /// Whether soft wishes hold: hard lines that don't wrap, a first item on one line.
    pub wishes: bool,
    /// Whether ink is wanted, not only heights.
    pub ink: bool,
    /// The room left of the text, into which bullets hang.
    pub room: Pt,
}

impl Setting<'_> {
    /// A length of the layout in points, outside of any style.
    pub fn length(&self, length: &Expr) -> Pt {
        length.at(&Scale { em: self.b, b: self.b, s: self.s, whole: 0.0 })
    }

    /// The size of a style, a number of its steps down.
    pub fn size(&self, style: &Style, step: usize) -> Pt {
        if let Some(own) = self.own {
            return own;
        }
        let size = match step {
            0 => &style.size,
            n => style
                .steps
                .get(n.min(style.steps.len()).wrapping_sub(1))
                .unwrap_or(&style.size),
        };
        self.length(size)
    }

    fn em(&self, length: &Expr, em: Pt) -> Pt {
        length.at(&Scale { em, b: self.b, s: self.s, whole: 0.0 })
    }

    fn leading(&self, style: &Style, size: Pt) -> Pt {
        (style.leading + self.tight.leading()) * size
    }

    fn cap(&self, style: &Style) -> f64 {
        let want =
            Want { families: &style.fonts, bold: style.bold, italic: style.italic };
        f64::from(self.book.face(self.book.first(want)).cap_height)
    }
}

/// A part of a frame that is never cut: a line, an item's hairline, a picture.
#[derive(Debug)]
pub struct Row<'g> {
    /// The space above it: what it must have, and its share of the slack.
    pub gap: Gap,
    /// Its height.
    pub height: Pt,
    /// Whether it stands on the page of the next row.
    pub keep: bool,
    /// Whether it begins a page.
    pub new_page: bool,
    /// What is painted, from the row's top left corner.
    pub ink: Vec<Ink<'g>>,
}

/// Space above a row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gap {
    /// What it must have.
    pub base: Pt,
    /// Its share of the slack.
    pub stretch: f64,
}

impl Gap {
    /// The larger of both, in base and in stretch.
    fn or(self, other: Self) -> Self {
        Self { base: self.base.max(other.base), stretch: self.stretch.max(other.stretch) }
    }
}

/// Something to paint. Coordinates are from the frame's left side and the row's top.
#[derive(Debug)]
pub struct Ink<'g> {
    /// From the left side of the frame.
    pub x: Pt,
    /// From the top of the row; for lines of text, their baseline.
    pub y: Pt,
    /// What it is.
    pub kind: InkKind<'g>,
}

/// Kinds of ink.
#[derive(Debug)]
pub enum InkKind<'g> {
    /// A line of a paragraph.
    Line {
        /// The paragraph.
        para: &'g Para<'g>,
        /// Its line.
        line: Line,
        /// The size it is set at.
        size: Pt,
    },
    /// A rule.
    Rule {
        /// Its length.
        w: Pt,
        /// Its weight; it hangs below its place.
        weight: Pt,
        /// Its colour.
        color: Tint,
    },
    /// A square bullet.
    Bullet {
        /// Its element.
        tag: TagId,
        /// Its side.
        side: Pt,
        /// Its colour.
        color: Tint,
    },
    /// A picture.
    Picture {
        /// The node.
        node: &'g Node<'g>,
        /// Width and height.
        size: (Pt, Pt),
    },
    /// A drawing, as large as the rest of its frame.
    Drawing {
        /// The node.
        node: &'g crate::compose::galley::DrawingNode<'g>,
    },
}

/// A ground, a bar or the rules in their place, around rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Deco {
    /// The row at which it begins.
    pub from: usize,
    /// The row at which it ends, itself included.
    pub to: usize,
    /// What it paints.
    pub paint: BoxPaint,
    /// The weight of its bar.
    pub bar: Pt,
    /// Whether the bar runs out to the edge.
    pub wide: bool,
    /// The weights of the rules above and below, in place of a ground.
    pub ruled: (Pt, Pt),
}

/// The head of a table, which stands again where a page begins within the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Its rows: a hairline and a line of cells.
    pub rows: Range<usize>,
    /// After the last row of the table.
    pub end: usize,
}

/// The rows of a frame.
#[derive(Debug, Default)]
pub struct Rows<'g> {
    /// The rows in order.
    pub rows: Vec<Row<'g>>,
    /// What stands behind them.
    pub decos: Vec<Deco>,
    /// The heads of its tables.
    pub heads: Vec<Head>,
    /// The sizes of its lines, and how many lines each has.
    pub sizes: Vec<(Pt, usize)>,
    /// The space that a flow leaves below its last row.
    pub end: Pt,
}

impl Rows<'_> {
    /// The size of most of its lines; 0 where it has none.
    pub fn size(&self) -> Pt {
        self.sizes.iter().max_by_key(|(_, lines)| *lines).map_or(0.0, |(size, _)| *size)
    }

    /// Counts lines of a size.
    fn count(&mut self, size: Pt, lines: usize) {
        match self.sizes.iter_mut().find(|(own, _)| (*own - size).abs() < 1e-9) {
            Some((_, count)) => *count += lines,
            None => self.sizes.push((size, lines)),
        }
    }

    /// The height of rows `from..to` with the least space between.
    pub fn height(&self, from: usize, to: usize) -> Pt {
        let rows = &self.rows[from..to];
        let gaps: Pt = rows.iter().skip(1).map(|row| row.gap.base).sum();
        gaps + rows.iter().map(|row| row.height).sum::<Pt>()
    }

    /// The head that is repeated above a row, if a page begins with it.
    pub fn head(&self, row: usize) -> Option<&Head> {
        self.heads.iter().find(|head| (head.rows.end..head.end).contains(&row))
    }

    /// How much room that head takes.
    pub fn head_height(&self, row: usize) -> Pt {
        self.head(row).map_or(0.0, |head| {
            let Range { start, end } = head.rows;
            self.height(start, end) + self.rows[end].gap.base
        })
    }

    /// The runs of rows between which a page must begin.
    pub fn sections(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut from = 0;
        for (at, row) in self.rows.iter().enumerate() {
            if row.new_page && at > from {
                found.push(from..at);
                from = at;
            }
        }
        if from < self.rows.len() {
            found.push(from..self.rows.len());
        }
        found
    }

    /// The height of the tallest section.
    pub fn tallest(&self) -> Pt {
        self.sections()
            .into_iter()
            .map(|r| self.height(r.start, r.end))
            .fold(0.0, Pt::max)
    }
}

/// Sets nodes as rows.
pub struct Setter<'g, 's> {
    /// What they are set at.
    pub setting: Setting<'s>,
    rows: Rows<'g>,
    pending: Gap,
    /// Set at the top of a frame or box, where its padding stands for the space before.
    fresh: bool,
    /// Set just below a box, which the next may join.
    below_box: bool,
    /// Above this height the trial is over: it does not fit.
    limit: Pt,
    used: Pt,
}

impl<'g, 's> Setter<'g, 's> {
    /// Sets a frame's nodes in a width. A trial ends as soon as `limit` is passed.
    ///
    /// # Errors
    /// What binds: a word wider than its measure, a line that should not wrap.
    pub fn set(
        nodes: &'g [Node<'g>],
        width: Pt,
        setting: Setting<'s>,
        limit: Pt,
    ) -> Result<Rows<'g>, Bound> {
        /// As many rows as most frames have.
        const MANY: usize = 32;
        let mut setter = Self {
            setting,
            rows: Rows { rows: Vec::with_capacity(MANY), ..Rows::default() },
            pending: Gap::default(),
            fresh: true,
            below_box: false,
            limit,
            used: 0.0,
        };
        setter.nodes(nodes, 0.0, width)?;
        if !setter.below_box {
            setter.rows.end = setter.pending.base; // A ground needs no space below it.
        }
        Ok(setter.rows)
    }

    fn nodes(&mut self, nodes: &'g [Node<'g>], x: Pt, w: Pt) -> Result<(), Bound> {
        for node in nodes {
            match node {
                Node::Para(para) => self.para(para, x, w)?,
                Node::List(list) => self.list(list, x, w)?,
                Node::Box(boxed) => self.boxed(boxed, x, w)?,
                Node::Table(table) => self.table(table, x, w)?,
                Node::Picture { image, .. } => {
                    self.gap(1.31 * self.setting.b, 0.0);
                    let (iw, ih) = (Pt::from(image.width), Pt::from(image.height));
                    // As large as 150 samples an inch make it, but not wider than the text
                    // nor taller than a third of the face.
                    let scale = (w / iw).min(self.setting.s / 3.0 / ih).min(72.0 / 150.0);
                    let size = (iw * scale, ih * scale);
                    let ink = Ink { x, y: 0.0, kind: InkKind::Picture { node, size } };
                    self.row(size.1, vec![ink], false);
                }
                Node::Hairline { color } => {
                    self.gap(1.31 * self.setting.b, 0.0);
                    let ink = self.hairline(x, w, *color);
                    self.row(0.0, vec![ink], true);
                }
                Node::Drawing(drawing) => {
                    let ink = Ink { x, y: 0.0, kind: InkKind::Drawing { node: drawing } };
                    self.row(0.0, vec![ink], false);
                }
            }
        }
        Ok(())
    }

    /// Asks for space above the next row.
    fn gap(&mut self, base: Pt, stretch: f64) {
        if !self.fresh {
            self.pending = self.pending.or(Gap { base, stretch });
        }
    }

    fn space_before(&mut self, space: &Space, em: Pt) {
        let base = self.setting.em(&space.before, em) * self.setting.tight.gaps();
        self.gap(base, space.stretch_before);
    }

    fn row(&mut self, height: Pt, ink: Vec<Ink<'g>>, keep: bool) {
        let gap = if self.rows.rows.is_empty() { Gap::default() } else { self.pending };
        self.used += gap.base + height;
        self.pending = Gap::default();
        self.fresh = false;
        self.below_box = false;
        self.rows.rows.push(Row { gap, height, keep, new_page: false, ink });
    }

    fn over(&self) -> Result<(), Bound> {
        if !self.setting.ink && self.used > self.limit {
            return Err(Bound::height(self.used - self.limit, self.setting.b));
        }
        Ok(())
    }

    fn hairline(&self, x: Pt, w: Pt, color: Tint) -> Ink<'g> {
        let weight = (self.setting.s / 1200.0).max(0.4);
        Ink { x, y: 0.0, kind: InkKind::Rule { w, weight, color } }
    }

    fn bar(&self, bar: Option<&Bar>) -> Pt {
        bar.map_or(0.0, |bar| self.setting.length(&bar.weight))
    }
}

/// The width of a paragraph on one line, in em.
pub fn total(para: &Para<'_>) -> f64 {
    let words = &para.shaped.words;
    let all: f64 = words.iter().map(|w| w.width + w.blank).sum();
    all - words.last().map_or(0.0, |w| w.blank)
}

/// The weights of the rules above and below, in place of a ground.
pub fn ruled_weights(ruled: &Ruled, setting: &Setting<'_>) -> (Pt, Pt) {
    let weight =
        |length: &Option<Expr>| length.as_ref().map_or(0.0, |l| setting.length(l));
    (weight(&ruled.top), weight(&ruled.bottom))
}
