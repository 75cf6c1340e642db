//! A piece set at its size: pages, painted one at a time.

mod ground;
mod page;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::compose::fit::{Bound, Found};
use crate::compose::regions;
use crate::compose::rows::{Rows, Setting};
use crate::compose::sheet::{Face, PageKind, Prepared, Solved};
use crate::unit::{Matrix, Pt, Rect};

/// A piece set at its size.
pub struct Composition<'p, 'a> {
    prepared: &'p Prepared<'a>,
    found: Found,
    /// Per face: its frames on the first page and on the others.
    solved: Vec<(Solved, Solved)>,
    /// Per frame: its rows.
    rows: BTreeMap<usize, Rows<'p>>,
    /// Per frame of a flow: which rows stand on which page.
    flows: BTreeMap<usize, Vec<Range<usize>>>,
    /// Per frame of a thread: which rows stand on which face.
    threads: BTreeMap<usize, Vec<(usize, Range<usize>)>>,
    pages: usize,
    backs: bool,
    /// Whether every last page of a flow is half full.
    pub balanced: bool,
}

impl<'a> Prepared<'a> {
    /// Sets the piece at a size that was found to fit.
    ///
    /// # Errors
    /// It does not fit at that size.
    pub fn compose(&self, found: Found) -> Result<Composition<'_, 'a>, Bound> {
        let setting = self.setting(found.step, found.tight, found.wishes, true);
        let kinds = if found.many {
            (PageKind::First, PageKind::Rest)
        } else {
            (PageKind::Only, PageKind::Only)
        };
        let mut composition = Composition {
            prepared: self,
            found,
            solved: Vec::new(),
            rows: BTreeMap::new(),
            flows: BTreeMap::new(),
            threads: BTreeMap::new(),
            pages: 1,
            backs: self.job.layout.panels.iter().any(|panel| panel.back),
            balanced: true,
        };
        for face in &self.faces {
            let first = self.solve(face, &setting, kinds.0)?;
            let rest = match kinds {
                (PageKind::Only, _) => first.clone(),
                (_, rest) => self.solve(face, &setting, rest)?,
            };
            composition.solved.push((first, rest));
        }
        for index in 0..self.frames.len() {
            composition.set_frame(index, &setting)?;
        }
        Ok(composition)
    }
}

impl<'p, 'a> Composition<'p, 'a> {
    fn set_frame(&mut self, index: usize, setting: &Setting<'a>) -> Result<(), Bound> {
        let prepared = self.prepared;
        let filled = &prepared.frames[index];
        if filled.nodes.is_empty() {
            return Ok(());
        }
        let Some(at) =
            prepared.faces.iter().position(|face| face.frames.contains(&index))
        else {
            return Ok(());
        };
        let face = &prepared.faces[at];
        let on =
            |solved: &Solved| solved.frames.iter().find(|(f, ..)| *f == index).copied();
        let solved = if on(&self.solved[at].0).is_some() {
            &self.solved[at].0
        } else {
            &self.solved[at].1
        };
        let Some((_, _, own)) = on(solved) else { return Ok(()) };
        let (rect, room) = prepared.region(face, solved, index, setting);
        let own_setting = Setting { s: face.size.short(), own, room, ..*setting };
        if filled.frame.panels.len() > 1 {
            let firsts: Vec<Solved> = self.solved.iter().map(|s| s.0.clone()).collect();
            let found = prepared.thread(index, &firsts, setting)?;
            let width = found
                .iter()
                .map(|(at, _)| {
                    prepared
                        .region(&prepared.faces[*at], &firsts[*at], index, setting)
                        .0
                        .w
                })
                .fold(Pt::INFINITY, Pt::min);
            self.rows
                .insert(index, prepared.rows(index, width, own_setting, Pt::INFINITY)?);
            self.threads.insert(index, found);
            return Ok(());
        }
        let rows = prepared.rows(index, rect.w, own_setting, Pt::INFINITY)?;
        if filled.flow {
            let next = prepared.region(face, &self.solved[at].1, index, setting).0;
            let over = || Bound::height(rows.tallest() - rect.h, setting.b);
            let (pages, half) = regions::pages(&rows, rect.h, next.h).ok_or_else(over)?;
            self.pages = self.pages.max(pages.len());
            self.balanced &= half;
            self.flows.insert(index, pages);
        }
        self.rows.insert(index, rows);
        Ok(())
    }

    /// The size that was found.
    pub fn found(&self) -> Found {
        self.found
    }

    /// How many pages the file has.
    pub fn pages(&self) -> usize {
        if self.backs { 2 } else { self.pages }
    }

    /// The size of the text in each frame, in points.
    pub fn sizes(&self) -> Vec<(String, Pt)> {
        let name = |index: &usize| self.prepared.frames[*index].frame.name.clone();
        let sizes = self.rows.iter().filter(|(_, rows)| rows.size() > 0.0);
        sizes.map(|(index, rows)| (name(index), rows.size())).collect()
    }

    /// How full each fitted frame is: its rows without slack, as a share of its height.
    pub fn fill(&self) -> Vec<(String, f64)> {
        let mut found = Vec::new();
        for (at, face) in self.prepared.faces.iter().enumerate() {
            for (index, ..) in &self.solved[at].0.frames {
                let Some(rows) = self.rows.get(index) else { continue };
                let setting = self.setting(face);
                let (rect, _) =
                    self.prepared.region(face, &self.solved[at].0, *index, &setting);
                let range = self.range(*index, at, 0);
                if rect.h > 0.0 && !range.is_empty() {
                    let name = self.prepared.frames[*index].frame.name.clone();
                    found.push((name, rows.height(range.start, range.end) / rect.h));
                }
            }
        }
        found
    }

    /// The face's frames on a page: name and rectangle on the sheet, for guides.
    pub fn frames_on(&self, page: usize) -> Vec<(String, Rect)> {
        let mut found = Vec::new();
        for (at, face) in self.prepared.faces.iter().enumerate() {
            if face.panel.back != (self.backs && page == 1) {
                continue;
            }
            let matrix = Matrix::place(face.at, face.size, face.panel.turn);
            for (index, rect, _) in &self.on(at, page).frames {
                let name = self.prepared.frames[*index].frame.name.clone();
                found.push((name, matrix.apply_rect(*rect)));
            }
        }
        found
    }

    /// The safe zones of a page: each face less its edge.
    pub fn safe_zones(&self, page: usize) -> Vec<Rect> {
        let faces = self.prepared.faces.iter();
        let own = faces.filter(|face| face.panel.back == (self.backs && page == 1));
        own.map(|face| {
            let e = face.edge;
            let size = face.size;
            let inner = Rect { x: e, y: e, w: size.w - 2.0 * e, h: size.h - 2.0 * e };
            Matrix::place(face.at, size, face.panel.turn).apply_rect(inner)
        })
        .collect()
    }

    fn on(&self, face: usize, page: usize) -> &Solved {
        if page == 0 || self.backs { &self.solved[face].0 } else { &self.solved[face].1 }
    }

    fn setting(&self, face: &Face<'_>) -> Setting<'a> {
        let found = self.found;
        let setting = self.prepared.setting(found.step, found.tight, found.wishes, true);
        Setting { s: face.size.short(), ..setting }
    }

    /// Which rows of a frame stand on a face of a page.
    fn range(&self, index: usize, face: usize, page: usize) -> Range<usize> {
        if let Some(thread) = self.threads.get(&index) {
            let own = thread.iter().find(|(at, _)| *at == face);
            return own.map_or(0..0, |(_, range)| range.clone());
        }
        if let Some(pages) = self.flows.get(&index) {
            return pages.get(page).cloned().unwrap_or(0..0);
        }
        self.rows.get(&index).map_or(0..0, |rows| 0..rows.rows.len())
    }
}
