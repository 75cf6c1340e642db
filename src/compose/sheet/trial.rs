//! One solution of a face's grid at one size: where each frame stands, and whether it holds
//! its words.

use super::{Face, PageKind, Prepared, Solved, main_style};
use crate::compose::fit::{Bound, Step, largest};
use crate::compose::galley::Node;
use crate::compose::grid::{self, Ask, Cell};
use crate::compose::regions::SLIP;
use crate::compose::rows::{Setting, total};
use crate::model::Grid;
use crate::unit::{Expr, Pt, Rect, Sides};

/// One solution of a face's grid.
pub(super) struct Trial<'t, 'a> {
    pub(super) prepared: &'t Prepared<'a>,
    pub(super) face: &'t Face<'a>,
    pub(super) setting: Setting<'t>,
    pub(super) kind: PageKind,
    pub(super) standing: &'t [usize],
    pub(super) cells: &'t [Cell],
}

/// The size of its own that a frame was given, if it has one.
fn size_of(own: &[(usize, Pt)], frame: usize) -> Option<Pt> {
    own.iter().find(|(other, _)| *other == frame).map(|(_, size)| *size)
}

impl Trial<'_, '_> {
    /// Places the frames; those with the same `share` are set at the least of their sizes.
    pub(super) fn solve(
        &self,
        grid: Option<&Grid>,
        inner: (Pt, Pt),
        empty: &[(usize, usize)],
    ) -> Result<Solved, Bound> {
        /// A size that is taken over can make one row higher and another frame smaller; that
        /// settles in two rounds.
        const ROUNDS: usize = 4;
        let mut solved = self.attempt(grid, inner, empty, &[])?;
        for _ in 0..ROUNDS {
            let shared = self.shared(&solved);
            let settled = |(frame, size): &(usize, Pt)| {
                solved
                    .frames
                    .iter()
                    .any(|(own, _, at)| own == frame && *at == Some(*size))
            };
            if shared.iter().all(settled) {
                break;
            }
            solved = self.attempt(grid, inner, empty, &shared)?;
        }
        Ok(solved)
    }

    /// The frames that share a size of their own with another, and the least of their sizes.
    fn shared(&self, solved: &Solved) -> Vec<(usize, Pt)> {
        let share =
            |frame: usize| self.prepared.frames[frame].frame.fit.as_ref()?.share.as_ref();
        let own: Vec<(usize, &String, Pt)> = solved
            .frames
            .iter()
            .filter_map(|(frame, _, size)| Some((*frame, share(*frame)?, (*size)?)))
            .collect();
        own.iter()
            .filter(|(_, word, _)| {
                own.iter().filter(|(_, other, _)| other == word).count() > 1
            })
            .map(|(frame, word, _)| {
                let sizes = own.iter().filter(|(_, other, _)| other == word).map(|o| o.2);
                (*frame, sizes.fold(Pt::INFINITY, Pt::min))
            })
            .collect()
    }

    fn attempt(
        &self,
        grid: Option<&Grid>,
        inner: (Pt, Pt),
        empty: &[(usize, usize)],
        fixed: &[(usize, Pt)],
    ) -> Result<Solved, Bound> {
        let mut bound = None;
        let mut own: Vec<(usize, Pt)> = Vec::new();
        let mut known: Vec<(usize, Pt, Pt)> = Vec::new();
        let length = |l: &Expr| self.setting.length(l);
        let ask = |frame: usize, ask: &Ask| -> Pt {
            if !self.standing.contains(&frame) {
                let rule =
                    empty.iter().find(|(_, own)| *own == frame).map(|(rule, _)| *rule);
                return match (ask, rule) {
                    (Ask::Height(_), Some(rule)) => self.rule_weight(rule),
                    _ => 0.0,
                };
            }
            let Ask::Height(width) = ask else { return self.width(frame, ask) };
            if let Some((.., height)) =
                known.iter().find(|(f, w, _)| *f == frame && (w - width).abs() < 1e-3)
            {
                return *height;
            }
            let size = fixed.iter().find(|(own, _)| *own == frame).map(|(_, size)| *size);
            match self.height(frame, *width, (inner.1, size), &mut own) {
                Ok(height) => {
                    known.push((frame, *width, height));
                    height
                }
                Err(found) => {
                    bound = bound.take().or(Some(found));
                    0.0
                }
            }
        };
        let rects = grid::solve(grid, self.cells, inner, length, ask);
        if let Some(bound) = bound {
            return Err(bound);
        }
        self.place(&rects, inner, &known, &mut own, empty)
    }

    /// Moves the rectangles onto the face and checks that each holds its words.
    fn place(
        &self,
        rects: &[Rect],
        inner: (Pt, Pt),
        known: &[(usize, Pt, Pt)],
        own: &mut Vec<(usize, Pt)>,
        empty: &[(usize, usize)],
    ) -> Result<Solved, Bound> {
        let margin = self.face.margin;
        let mut solved = Solved::default();
        for (cell, rect) in self.cells.iter().zip(rects) {
            let placed =
                Rect { x: rect.x + margin.left, y: rect.y + margin.top, ..*rect };
            if !self.standing.contains(&cell.frame) {
                let rules = empty.iter().filter(|(_, frame)| *frame == cell.frame);
                solved.empty.extend(rules.map(|(rule, _)| (*rule, placed)));
                continue;
            }
            let known = known
                .iter()
                .find(|(f, w, _)| *f == cell.frame && (w - rect.w).abs() < 0.5);
            // A row that takes the rest may hold words that were never asked at its width.
            let needed = known
                .map_or_else(
                    || {
                        let fixed = size_of(own, cell.frame);
                        self.height(cell.frame, rect.w, (inner.1, fixed), own)
                    },
                    |known| Ok(known.2),
                )
                .and_then(|height| {
                    if rect.h + SLIP < height {
                        self.shrink(cell.frame, *rect, own)
                    } else {
                        Ok(height)
                    }
                })?;
            let room = rect.h.min(inner.1 - rect.y);
            if room + SLIP < needed {
                let over = Bound::height(needed - room, self.setting.b);
                return Err(self.prepared.named(over, cell.frame));
            }
            let size = size_of(own, cell.frame);
            solved.frames.push((cell.frame, placed, size));
        }
        Ok(solved)
    }

    fn rule_weight(&self, rule: usize) -> Pt {
        let rule = &self.prepared.job.layout.boxes[rule];
        rule.ruled.top.as_ref().map_or(0.0, |l| self.setting.length(l))
    }

    fn setting_of(&self, frame: usize, own: Option<Pt>) -> (Setting<'_>, Sides) {
        let pad = self.prepared.pad(frame, &self.setting);
        // Whether bullets hang is told by the column: the first one has the margin.
        let first =
            self.cells.iter().find(|c| c.frame == frame).is_none_or(|c| c.columns.0 == 0);
        let x = if first { self.face.margin.left } else { Pt::MAX };
        let room =
            self.prepared.room(self.face, &Rect { x, ..Rect::default() }, pad.left);
        (Setting { own, room, ..self.setting }, pad)
    }

    /// The height a frame needs at a width.
    fn height(
        &self,
        frame: usize,
        width: Pt,
        (limit, fixed): (Pt, Option<Pt>),
        own: &mut Vec<(usize, Pt)>,
    ) -> Result<Pt, Bound> {
        let filled = &self.prepared.frames[frame];
        let (_, pad) = self.setting_of(frame, None);
        if (filled.flow && self.kind != PageKind::Only) || filled.frame.panels.len() > 1 {
            return Ok(pad.top + pad.bottom);
        }
        let inner = width - pad.left - pad.right;
        let size = match filled.frame.fit.as_ref().filter(|fit| fit.share.is_some()) {
            Some(_) => {
                let size = fixed.map_or_else(|| self.own_size(frame, inner), Ok)?;
                own.retain(|(other, _)| *other != frame);
                own.push((frame, size));
                Some(size)
            }
            None => None,
        };
        let (setting, pad) = self.setting_of(frame, size);
        let rows = self.prepared.rows(frame, inner, setting, limit)?;
        let end = if filled.flow { rows.end } else { 0.0 };
        Ok(rows.tallest() + end + pad.top + pad.bottom)
    }

    /// The bounds of a frame's own size.
    fn own_bounds(&self, frame: usize) -> (Step, Step) {
        let filled = &self.prepared.frames[frame];
        let style = main_style(&filled.nodes);
        let usual = style.map_or(self.setting.b, |style| self.setting.size(style, 0));
        let fit = filled.frame.fit.as_ref().expect("the frame has a size of its own");
        let max = fit.max.as_ref().map_or(usual, |max| self.setting.length(max));
        let min = fit.min.as_ref().map_or(max / 2.0, |min| self.setting.length(min));
        (Step::at_least(min), Step::at_most(max).max(Step::at_least(min)))
    }

    /// A frame's own size at a width: the largest with the fewest lines.
    fn own_size(&self, frame: usize, width: Pt) -> Result<Pt, Bound> {
        let (low, high) = self.own_bounds(frame);
        let lines = |step: Step| -> Result<usize, Bound> {
            let (setting, _) = self.setting_of(frame, Some(step.size()));
            Ok(self.prepared.rows(frame, width, setting, Pt::INFINITY)?.rows.len())
        };
        let few = lines(low)?;
        let best = largest(low, high, |step| lines(step).is_ok_and(|n| n <= few));
        Ok(best.unwrap_or(low).size())
    }

    /// Makes a frame with its own size smaller until its rectangle holds it.
    fn shrink(
        &self,
        frame: usize,
        rect: Rect,
        own: &mut [(usize, Pt)],
    ) -> Result<Pt, Bound> {
        let height = |size: Option<Pt>| {
            let (setting, pad) = self.setting_of(frame, size);
            let width = rect.w - pad.left - pad.right;
            let rows = self.prepared.rows(frame, width, setting, Pt::INFINITY)?;
            Ok(rows.tallest() + pad.top + pad.bottom)
        };
        let Some((_, size)) = own.iter_mut().find(|(other, _)| *other == frame) else {
            return height(None);
        };
        let (low, _) = self.own_bounds(frame);
        let holds =
            |step: Step| height(Some(step.size())).is_ok_and(|h: Pt| h <= rect.h + SLIP);
        let best = largest(low, Step::at_most(*size), holds);
        *size = best.unwrap_or(low).size();
        height(Some(*size))
    }

    fn width(&self, frame: usize, ask: &Ask) -> Pt {
        let filled = &self.prepared.frames[frame];
        // A frame with a size of its own is asked before that is known: as wide as it could
        // be, as narrow as it must.
        let own = filled.frame.fit.as_ref().is_some_and(|fit| fit.share.is_some());
        let own = own.then(|| self.own_bounds(frame)).map(|(low, high)| match ask {
            Ask::Widest => high.size(),
            _ => low.size(),
        });
        let (setting, pad) = self.setting_of(frame, own);
        let nodes = &filled.nodes;
        let widths = nodes.iter().filter_map(|node| match node {
            Node::Para(para) => {
                let size = setting.size(&para.style, 0);
                Some(match ask {
                    Ask::Widest => total(para) * size,
                    _ => {
                        para.shaped.words.iter().map(|w| w.width).fold(0.0, f64::max)
                            * size
                    }
                })
            }
            _ => None,
        });
        let own = widths.fold(0.0, Pt::max);
        let wide = nodes.iter().any(|node| !matches!(node, Node::Para(_)));
        let own = if wide && matches!(ask, Ask::Widest) { self.face.size.w } else { own };
        // A hair more than the sum, so that rounding can't break the line.
        own + pad.left + pad.right + 0.01
    }
}
