//! Tables: columns as wide as their cells want, a hairline above each row. The head is said once
//! and stands on every page.

use super::{Gap, Head, Ink, InkKind, Rows, Setter, total};
use crate::compose::fit::Bound;
use crate::compose::galley::{Para, Table};
use crate::model::ColumnAlign;
use crate::unit::Pt;

impl<'g> Setter<'g, '_> {
    pub(super) fn table(
        &mut self,
        table: &'g Table<'g>,
        x: Pt,
        w: Pt,
    ) -> Result<(), Bound> {
        let style = &*table.style;
        let size = self.setting.size(style, 0);
        let gap = 1.2 * size;
        let first = style.first_column.as_ref();
        let first = first.map(|length| self.setting.em(length, size) - gap);
        let widths = column_widths(table, w, (gap, first), |para| {
            self.setting.size(&para.style, 0)
        });
        let before = self.setting.em(&style.item.before, size);
        let after = Gap { base: self.setting.em(&style.item.after, size), stretch: 0.0 };
        self.space_before(&style.space, size);
        let first = self.rows.rows.len();
        let last = table.rows.len().saturating_sub(1);
        for (index, cells) in table.rows.iter().enumerate() {
            if index > 0 {
                self.pending = after;
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
            self.pending = Gap { base: before, stretch: 0.0 };
            // Head and first row stay together, and so do the last one and the rule below it.
            self.row(height, ink, index == 0 || index == last);
            self.over()?;
        }
        self.pending = after;
        let rule = self.hairline(x, w, table.ink);
        self.row(0.0, vec![rule], false);
        let end = self.rows.rows.len();
        self.rows.heads.push(Head { rows: first..first + 2, end });
        Ok(())
    }

    pub(super) fn cell(
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

/// Widths of a table's columns: what their longest cells want, cut down in proportion where
/// that is too much, but never under the widest word. What is left over is shared; the first
/// column has `first`, if all cells fit so.
fn column_widths(
    table: &Table<'_>,
    w: Pt,
    (gap, first): (Pt, Option<Pt>),
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
    let fits = |first: &Pt| want[0] <= *first && first + sum - want[0] <= room;
    if let Some(first) = first.filter(|first| count > 1 && fits(first)) {
        let more = (room - first - (sum - want[0])) / (count - 1) as f64;
        want[1..].iter_mut().for_each(|width| *width += more);
        want[0] = first;
        return want;
    }
    if sum <= room {
        let more = (room - sum) / count.max(1) as f64;
        return want.into_iter().map(|width| width + more).collect();
    }
    let spare = room - least.iter().sum::<Pt>();
    let asked: Pt = want.iter().zip(&least).map(|(w, l)| w - l).sum();
    let part = if asked > 0.0 { spare.max(0.0) / asked } else { 0.0 };
    want.iter().zip(&least).map(|(w, l)| l + (w - l) * part).collect()
}
