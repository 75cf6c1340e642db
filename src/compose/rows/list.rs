//! Lists: hairlines, items kept whole, and their marks.

use super::{Gap, Ink, InkKind, Setter, total};
use crate::compose::fit::Bound;
use crate::compose::galley::{Item, List, MarkerNode, Node};
use crate::compose::lines::Line;
use crate::font::Want;
use crate::model::{Marker, Style};
use crate::unit::Pt;

impl<'g> Setter<'g, '_> {
    pub(super) fn list(&mut self, list: &'g List<'g>, x: Pt, w: Pt) -> Result<(), Bound> {
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
                    self.space_before(&style.space, size);
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
    pub(super) fn column(&self, list: &List<'_>, size: Pt, tall: bool) -> Pt {
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
    pub(super) fn tall(&self, style: &Style, size: Pt) -> Pt {
        let want = Want { families: &style.fonts, bold: true, italic: false };
        let cap =
            f64::from(self.setting.book.face(self.setting.book.first(want)).cap_height);
        (self.setting.leading(style, size) + self.setting.cap(style) * size) / cap
    }

    /// From the capitals of an item's first line to the baseline of its second one: of a
    /// heading in a style of its own, to that of the line below it.
    fn two_lines(&self, item: &Item<'_>, list: &List<'_>, row: usize, size: Pt) -> Pt {
        let style = &*list.style;
        let headed = matches!(
            item.nodes.first(), Some(Node::Para(para)) if para.style.name != style.name
        );
        match self.rows.rows.get(row..row + 2) {
            Some([head, line]) if headed => head.height + line.gap.base + line.height,
            _ => self.setting.cap(style) * size + self.setting.leading(style, size),
        }
    }

    pub(super) fn marker(
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
                let y = if tall { self.two_lines(item, list, row, size) } else { cap };
                let two = cap + self.setting.leading(style, size);
                let own = if tall { self.tall(style, size) * y / two } else { size };
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
}
