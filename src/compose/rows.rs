//! A frame's galley at one size: rows from the capitals of their first line to the baseline
//! of their last, and the gaps between, each with its share of the slack.
//!
//! The same code measures (a trial of the fit) and sets (the lines to be painted), so that a
//! trial can't differ from the result.

use super::fit::Bound;
use super::galley::{BoxPaint, Boxed, Item, List, MarkerNode, Node, Para, Table};
use super::lines::{self, Line, Measure};
use crate::font::{Book, Want};
use crate::model::{Align, Bar, ColumnAlign, Marker, Ruled, Space, Style};
use crate::page::{Color, TagId};
use crate::unit::{Expr, Pt, Scale};

/// The step at which space is given up: see `docs/layouts.md`, "When text is longer".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tightness(pub u8);

impl Tightness {
    /// Nothing is left to give up.
    pub const MOST: Self = Self(4);

    fn leading(self) -> f64 {
        if self.0 >= 1 { -0.04 } else { 0.0 }
    }

    fn title_step(self) -> usize {
        usize::from(self.0 >= 2)
    }

    /// Between blocks, a fourth less of what is more than from line to line.
    fn gaps(self) -> f64 {
        if self.0 >= 3 { 0.88 } else { 1.0 }
    }

    /// Between items and their hairlines.
    fn items(self) -> f64 {
        if self.0 >= 3 { 0.75 } else { 1.0 }
    }

    fn pads(self) -> f64 {
        if self.0 >= 4 { 0.7 } else { 1.0 }
    }
}

/// What a frame is set at.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The faces, for their measures.
    pub book: &'a Book,
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
        color: Color,
    },
    /// A square bullet.
    Bullet {
        /// Its element.
        tag: TagId,
        /// Its side.
        side: Pt,
        /// Its colour.
        color: Color,
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
        node: &'g super::galley::DrawingNode<'g>,
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

/// The rows of a frame.
#[derive(Debug, Default)]
pub struct Rows<'g> {
    /// The rows in order.
    pub rows: Vec<Row<'g>>,
    /// What stands behind them.
    pub decos: Vec<Deco>,
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

    /// The runs of rows between which a page must begin.
    pub fn sections(&self) -> Vec<std::ops::Range<usize>> {
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
        let mut setter = Self {
            setting,
            rows: Rows::default(),
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

    fn hairline(&self, x: Pt, w: Pt, color: Color) -> Ink<'g> {
        let weight = (self.setting.s / 1200.0).max(0.4);
        Ink { x, y: 0.0, kind: InkKind::Rule { w, weight, color } }
    }

    /// The size at which a paragraph stands: a step down where it would take four lines.
    fn size_of(&self, para: &Para<'_>, w: Pt) -> Pt {
        let style = &para.style;
        let mut step = self.setting.tight.title_step().min(style.steps.len());
        let mut size = self.setting.size(style, step);
        while step < style.steps.len() {
            let lines = lines::count(&para.shaped.words, (w / size).into());
            if lines.is_some_and(|n| n <= 3) {
                break;
            }
            step += 1;
            size = self.setting.size(style, step);
        }
        size
    }

    fn para(&mut self, para: &'g Para<'g>, x: Pt, w: Pt) -> Result<(), Bound> {
        if para.shaped.words.is_empty() {
            return Ok(());
        }
        let style = &*para.style;
        let size = self.size_of(para, w);
        let measure =
            style.measure.as_ref().map_or(w, |m| self.setting.em(m, size).min(w));
        self.space_before(&style.space, size);
        let first = self.rows.rows.len();
        self.lines(para, x, w, measure, size)?;
        if para.new_page {
            self.rows.rows[first].new_page = true;
            self.used =
                self.rows.rows[first..].iter().map(|r| r.height + r.gap.base).sum();
        }
        let after = self.setting.em(&style.space.after, size) * self.setting.tight.gaps();
        self.pending = Gap { base: after, stretch: style.space.stretch_after };
        self.over()
    }

    /// The rows of a paragraph: a row a line.
    fn lines(
        &mut self,
        para: &'g Para<'g>,
        x: Pt,
        w: Pt,
        measure: Pt,
        size: Pt,
    ) -> Result<(), Bound> {
        let style = &*para.style;
        let words = &para.shaped.words;
        let ems = measure / size;
        let characters = style.characters.unwrap_or(u32::MAX);
        let most = Measure { width: ems, characters };
        let Some(count) = lines::count(words, most) else {
            let word = lines::too_wide(words, ems)
                .map_or("", |w| &para.shaped.text[w.start..w.end]);
            return Err(Bound::word(word, size));
        };
        self.wishes(para, count, size)?;
        self.rows.count(size, count);
        let cap = self.setting.cap(style) * size;
        let leading = self.setting.leading(style, size);
        let found = if self.setting.ink {
            lines::best(words, most, style.balance).expect("the words were counted")
        } else {
            Vec::new()
        };
        for index in 0..count {
            if index > 0 {
                self.pending = Gap { base: leading - cap, stretch: 0.0 };
            }
            let ink = found.get(index).map(|line| {
                let free = w - line.width * size;
                let shift = match (style.align, para.shaped.rtl) {
                    (Align::Start, false) | (Align::End, true) => 0.0,
                    (Align::Center, _) => free / 2.0,
                    (Align::End, false) | (Align::Start, true) => free,
                };
                Ink {
                    x: x + shift,
                    y: cap,
                    kind: InkKind::Line { para, line: *line, size },
                }
            });
            // No lonely lines: the first two and the last two of a paragraph stay together,
            // and a short one is never cut.
            let keep =
                index + 1 < count && (count <= 3 || index == 0 || index + 2 >= count);
            let keep = keep || (para.keep && index + 1 == count);
            self.row(cap, ink.into_iter().collect(), keep);
        }
        Ok(())
    }

    /// Bounds on lines: those of the style hold always, wishes only while they are asked.
    fn wishes(&self, para: &Para<'_>, count: usize, size: Pt) -> Result<(), Bound> {
        let words = &para.shaped.words;
        let hard = words.iter().filter(|w| w.after == super::breaks::After::Must).count();
        let style = &para.style;
        let text = || para.shaped.text.clone();
        if style.max_lines.is_some_and(|most| count > most.max(hard)) {
            return Err(Bound::wrap(text(), size));
        }
        let wish = para.should.is_some_and(|most| count > most.max(hard));
        if self.setting.wishes && (wish || (hard > 1 && hard <= 4 && count > hard)) {
            return Err(Bound::wrap(text(), size));
        }
        Ok(())
    }

    fn list(&mut self, list: &'g List<'g>, x: Pt, w: Pt) -> Result<(), Bound> {
        let style = &*list.style;
        let size = self.setting.size(style, 0);
        let cap = self.setting.cap(style) * size;
        let leading = self.setting.leading(style, size);
        let tall = style.marker == Marker::Tall;
        let column = self.column(list, size, tall);
        let items = if style.hairline {
            self.setting.tight.items()
        } else {
            self.setting.tight.gaps()
        };
        let last = list.items.len().saturating_sub(1);
        for (index, item) in list.items.iter().enumerate() {
            let before = self.setting.em(&style.item.before, size) * items;
            if style.hairline {
                if index == 0 {
                    self.gap(0.0, 0.0);
                }
                let ink = self.hairline(x, w, list.ink);
                self.row(0.0, vec![ink], true);
                self.pending = Gap { base: before, stretch: style.item.stretch_before };
                self.fresh = true;
            } else if index == 0 {
                self.space_before(&style.space, size);
                self.fresh = true;
            } else {
                self.gap(before, style.item.stretch_before);
                self.fresh = true;
            }
            let (tx, tw) =
                if list.rtl { (x, w - column) } else { (x + column, w - column) };
            let first = self.rows.rows.len();
            self.nodes(&item.nodes, tx, tw)?;
            if self.rows.rows.len() == first {
                self.row(cap, Vec::new(), false); // An item with no words keeps its mark.
            }
            self.marker(item, list, first, (x, w), size)?;
            if tall && matches!(item.marker, MarkerNode::Number(_)) {
                let height = self.rows.height(first, self.rows.rows.len());
                if height < cap + leading {
                    let more = cap + leading - height;
                    self.rows.rows.last_mut().expect("the item has a row").height += more;
                    self.used += more;
                }
            }
            let end = self.rows.rows.len() - 1;
            for row in &mut self.rows.rows[first..end] {
                row.keep = true; // Items are kept whole.
            }
            let after = self.setting.em(&style.item.after, size) * items;
            let stretch = style.item.stretch_after;
            self.pending =
                if index == last { Gap::default() } else { Gap { base: after, stretch } };
            self.over()?;
        }
        let after = self.setting.em(&style.space.after, size) * self.setting.tight.gaps();
        self.pending = Gap { base: after, stretch: style.space.stretch_after };
        Ok(())
    }

    /// How far an item's text stands from the axis.
    fn column(&self, list: &List<'_>, size: Pt, tall: bool) -> Pt {
        let style = &list.style;
        let numbers = list.items.iter().filter_map(|item| match &item.marker {
            MarkerNode::Number(para) => Some(total(para)),
            _ => None,
        });
        let widest = numbers.fold(0.0_f64, f64::max);
        if widest > 0.0 {
            let own = if tall { self.tall(style, size) } else { size };
            let column = self.setting.em(&style.marker_column, size);
            return column.max(widest * own + 0.45 * size);
        }
        let bullets =
            list.items.iter().any(|i| matches!(i.marker, MarkerNode::Bullet { .. }));
        let hangs = list.depth == 0 && self.setting.room + 0.01 >= size;
        if bullets && !hangs { size } else { 0.0 }
    }

    /// The size of a numeral that stands from the capitals of one line to the baseline of
    /// the next: (leading + cap height) / cap height.
    fn tall(&self, style: &Style, size: Pt) -> Pt {
        let want = Want { families: &style.fonts, bold: true, italic: false };
        let cap =
            f64::from(self.setting.book.face(self.setting.book.first(want)).cap_height);
        (self.setting.leading(style, size) + self.setting.cap(style) * size) / cap
    }

    fn marker(
        &mut self,
        item: &'g Item<'g>,
        list: &'g List<'g>,
        row: usize,
        (x, w): (Pt, Pt),
        size: Pt,
    ) -> Result<(), Bound> {
        if !self.setting.ink {
            return Ok(());
        }
        let style = &*list.style;
        let cap = self.setting.cap(style) * size;
        let ink = match &item.marker {
            MarkerNode::None => return Ok(()),
            MarkerNode::Number(para) => {
                let tall = style.marker == Marker::Tall;
                let own = if tall { self.tall(style, size) } else { size };
                let y = if tall { cap + self.setting.leading(style, size) } else { cap };
                let width = total(para);
                let to = para.shaped.words.len();
                let line = Line { from: 0, to, width };
                let x = if list.rtl { x + w - width * own } else { x };
                Ink { x, y, kind: InkKind::Line { para, line, size: own } }
            }
            MarkerNode::Bullet { tag, color } => {
                let side = 0.36 * size;
                let hangs = list.depth == 0 && self.setting.room + 0.01 >= size;
                let left = if hangs { x - size } else { x + 0.1 * size };
                let right = if hangs { x + w + size } else { x + w - 0.1 * size };
                let x = if list.rtl { right - side } else { left };
                let want = Want {
                    families: &style.fonts,
                    bold: style.bold,
                    italic: style.italic,
                };
                let face = self.setting.book.face(self.setting.book.first(want));
                let middle = cap - f64::from(face.x_height) / 2.0 * size;
                let kind = InkKind::Bullet { tag: *tag, side, color: *color };
                Ink { x, y: middle - side / 2.0, kind }
            }
        };
        // The mark is read before its item.
        self.rows.rows[row].ink.insert(0, ink);
        Ok(())
    }

    fn boxed(&mut self, boxed: &'g Boxed<'g>, x: Pt, w: Pt) -> Result<(), Bound> {
        let rule = boxed.rule;
        let b = self.setting.b;
        if rule.join && self.below_box {
            self.pending = Gap::default();
        } else {
            self.space_before(&rule.space, b);
        }
        let from = self.rows.rows.len();
        let bar = self.bar(rule.bar.as_ref());
        self.row(bar, Vec::new(), true);
        let pads = self.setting.tight.pads();
        // A ground is never nearer to text than .8 of a line (of .8 x 1.35 b).
        let least = 0.8 * 1.35 * b;
        let pad = |length: &Expr, setting: &Setting<'_>| {
            let full = setting.length(length);
            (full * pads).max(full.min(least))
        };
        self.pending = Gap { base: pad(&rule.pad.top, &self.setting), stretch: 0.0 };
        self.fresh = true;
        let (left, right) =
            (self.setting.length(&rule.pad.left), self.setting.length(&rule.pad.right));
        let (ix, iw) = (x + left, w - left - right);
        for row in &boxed.rows {
            if rule.columns > 1 && row.len() > 1 {
                self.columns(row, boxed, ix, iw)?;
            } else {
                for nodes in row {
                    self.nodes(nodes, ix, iw)?;
                }
            }
        }
        if let Some(row) = self.rows.rows.last_mut() {
            row.keep = true;
        }
        self.pending = Gap { base: pad(&rule.pad.bottom, &self.setting), stretch: 0.0 };
        self.fresh = true;
        let to = self.rows.rows.len();
        self.row(0.0, Vec::new(), false);
        self.rows.decos.push(Deco {
            from,
            to,
            paint: boxed.paint,
            bar,
            wide: rule.bar.as_ref().is_none_or(|bar| bar.wide),
            ruled: ruled(&rule.ruled, &self.setting),
        });
        let after = self.setting.length(&rule.space.after);
        self.pending = Gap { base: after, stretch: rule.space.stretch_after };
        self.below_box = true;
        self.over()
    }

    fn bar(&self, bar: Option<&Bar>) -> Pt {
        bar.map_or(0.0, |bar| self.setting.length(&bar.weight))
    }

    /// Columns side by side, as one row that is never cut.
    fn columns(
        &mut self,
        columns: &'g [Vec<Node<'g>>],
        boxed: &'g Boxed<'g>,
        x: Pt,
        w: Pt,
    ) -> Result<(), Bound> {
        let rule = boxed.rule;
        let gap = self.setting.length(&rule.gap);
        let of = rule.columns as f64;
        let width = (w - gap * (of - 1.0)) / of;
        let bar = self.bar(rule.column_bar.as_ref());
        let mut ink = Vec::new();
        let mut height: Pt = 0.0;
        for (index, nodes) in columns.iter().enumerate() {
            let left = x + (width + gap) * index as f64;
            let room = if index == 0 { self.setting.room } else { gap };
            let setting = Setting { room, ..self.setting };
            let rows = Setter::set(nodes, width, setting, Pt::INFINITY)?;
            for (size, lines) in &rows.sizes {
                self.rows.count(*size, *lines);
            }
            let mut y = 0.0;
            if let Some(color) = boxed.paint.column_bar {
                let kind = InkKind::Rule { w: width, weight: bar, color };
                ink.push(Ink { x: left, y: 0.0, kind });
                y = bar + 1.05 * self.setting.b;
            }
            for (at, row) in rows.rows.into_iter().enumerate() {
                y += if at == 0 { 0.0 } else { row.gap.base };
                ink.extend(row.ink.into_iter().map(|i| Ink {
                    x: left + i.x,
                    y: y + i.y,
                    ..i
                }));
                y += row.height;
            }
            height = height.max(y);
        }
        self.gap(1.31 * self.setting.b, 0.0);
        self.row(height, ink, false);
        Ok(())
    }

    fn table(&mut self, table: &'g Table<'g>, x: Pt, w: Pt) -> Result<(), Bound> {
        let style = &*table.style;
        let size = self.setting.size(style, 0);
        let gap = 1.2 * size;
        let widths =
            column_widths(table, w, gap, |para| self.setting.size(&para.style, 0));
        self.space_before(&style.space, size);
        for (index, cells) in table.rows.iter().enumerate() {
            if index > 0 {
                self.pending = Gap { base: 0.55 * size, stretch: 0.0 };
            }
            let rule = self.hairline(x, w, table.ink);
            self.row(0.0, vec![rule], true);
            let mut ink = Vec::new();
            let mut height: Pt = 0.0;
            let mut left = x;
            for (cell, (para, width)) in cells.iter().zip(&widths).enumerate() {
                let nodes = std::slice::from_ref(para);
                let (rows, tall) =
                    self.cell(&nodes[0], *width, table.columns.get(cell))?;
                ink.extend(rows.into_iter().map(|i| Ink { x: left + i.x, ..i }));
                height = height.max(tall);
                left += width + gap;
            }
            self.pending = Gap { base: 0.7 * size, stretch: 0.0 };
            self.row(height, ink, index == 0);
            self.over()?;
        }
        self.pending = Gap { base: 0.55 * size, stretch: 0.0 };
        let rule = self.hairline(x, w, table.ink);
        self.row(0.0, vec![rule], false);
        Ok(())
    }

    fn cell(
        &mut self,
        para: &'g Para<'g>,
        width: Pt,
        align: Option<&ColumnAlign>,
    ) -> Result<(Vec<Ink<'g>>, Pt), Bound> {
        let mut inner = Setter {
            setting: self.setting,
            rows: Rows::default(),
            pending: Gap::default(),
            fresh: true,
            below_box: false,
            limit: Pt::INFINITY,
            used: 0.0,
        };
        let size = self.setting.size(&para.style, 0);
        if !para.shaped.words.is_empty() {
            inner.lines(para, 0.0, width, width, size)?;
        }
        for (size, lines) in &inner.rows.sizes {
            self.rows.count(*size, *lines);
        }
        let mut y = 0.0;
        let mut ink = Vec::new();
        for (at, row) in inner.rows.rows.into_iter().enumerate() {
            y += if at == 0 { 0.0 } else { row.gap.base };
            for mut own in row.ink {
                if let InkKind::Line { line, size, .. } = &own.kind {
                    let free = width - line.width * size;
                    own.x += match align {
                        Some(ColumnAlign::Center) => free / 2.0,
                        Some(ColumnAlign::End) => free,
                        _ => 0.0,
                    };
                }
                ink.push(Ink { y: y + own.y, ..own });
            }
            y += row.height;
        }
        Ok((ink, y))
    }
}

/// The width of a paragraph on one line, in em.
pub fn total(para: &Para<'_>) -> f64 {
    let words = &para.shaped.words;
    let all: f64 = words.iter().map(|w| w.width + w.blank).sum();
    all - words.last().map_or(0.0, |w| w.blank)
}

fn ruled(ruled: &Ruled, setting: &Setting<'_>) -> (Pt, Pt) {
    let weight =
        |length: &Option<Expr>| length.as_ref().map_or(0.0, |l| setting.length(l));
    (weight(&ruled.top), weight(&ruled.bottom))
}

/// The rules of a frame or box, in points.
pub fn ruled_weights(rule: &Ruled, setting: &Setting<'_>) -> (Pt, Pt) {
    ruled(rule, setting)
}

/// Widths of a table's columns: what their longest cells want, cut down in proportion where
/// that is too much, but never under the widest word.
fn column_widths(
    table: &Table<'_>,
    w: Pt,
    gap: Pt,
    size: impl Fn(&Para<'_>) -> Pt,
) -> Vec<Pt> {
    let count = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let column = |at: usize| table.rows.iter().filter_map(move |row| row.get(at));
    let mut want = Vec::new();
    let mut least = Vec::new();
    for at in 0..count {
        want.push(column(at).map(|p| total(p) * size(p)).fold(0.0, Pt::max));
        let word =
            |p: &Para<'_>| p.shaped.words.iter().map(|w| w.width).fold(0.0, f64::max);
        least.push(column(at).map(|p| word(p) * size(p)).fold(0.0, Pt::max));
    }
    let room = w - gap * (count.saturating_sub(1)) as f64;
    let sum: Pt = want.iter().sum();
    if sum <= room {
        let more = (room - sum) / count.max(1) as f64;
        return want.into_iter().map(|width| width + more).collect();
    }
    let spare = room - least.iter().sum::<Pt>();
    let asked: Pt = want.iter().zip(&least).map(|(w, l)| w - l).sum();
    let part = if asked > 0.0 { spare.max(0.0) / asked } else { 0.0 };
    want.iter().zip(&least).map(|(w, l)| l + (w - l) * part).collect()
}
