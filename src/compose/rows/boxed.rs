//! Boxes around rows, and columns side by side.

use super::{Deco, Gap, Ink, InkKind, Setter, Setting, ruled_weights};
use crate::compose::fit::Bound;
use crate::compose::galley::{Boxed, Node};
use crate::unit::{Expr, Pt};

impl<'g> Setter<'g, '_> {
    pub(super) fn boxed(
        &mut self,
        boxed: &'g Boxed<'g>,
        x: Pt,
        w: Pt,
    ) -> Result<(), Bound> {
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
            ruled: ruled_weights(&rule.ruled, &self.setting),
        });
        let after = self.setting.length(&rule.space.after);
        self.pending = Gap { base: after, stretch: rule.space.stretch_after };
        self.below_box = true;
        self.over()
    }

    /// Columns side by side, as one row that is never cut.
    pub(super) fn columns(
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
}
