//! The search for a piece's size, over the whole sheet.

use super::{PageKind, Prepared, Solved, main_style};
use crate::compose::fit::{Bound, Found, Overset, Step, Tightness, largest};
use crate::compose::regions;
use crate::compose::rows::Setting;
use crate::unit::{Pt, Rect};

impl<'a> Prepared<'a> {
    /// Finds the largest size at which the piece fits, giving up space in the order of
    /// `docs/layouts.md`.
    ///
    /// # Errors
    /// The piece does not fit at its floor.
    pub fn search(&self) -> Result<Found, Overset> {
        let (low, high) = self.bounds();
        let usual = self.usual();
        let best = |high, tight, wishes| {
            largest(low, high, |step| self.fits(step, tight, wishes).is_ok())
        };
        for tight in 0..=Tightness::MOST.0 {
            let tight = Tightness(tight);
            let Some(plain) = best(high, tight, false) else { continue };
            // A wish may cost a fifth of the size, and makes none larger.
            let wished = best(plain, tight, true);
            let wished = wished.filter(|step| step.size() >= 0.8 * plain.size());
            let wished = wished.filter(|step| *step >= usual || plain < usual);
            let step = wished.unwrap_or(plain);
            let step = if tight.0 == 0 { step } else { step.min(usual) };
            if step >= usual || tight == Tightness::MOST {
                return Ok(Found { step, tight, wishes: wished.is_some(), many: false });
            }
        }
        if self.frames.iter().any(|f| f.flow && !f.nodes.is_empty()) {
            return self.search_pages(low, usual);
        }
        // Set to the end, so that it tells how many lines are over.
        let bound = self.fits_in(&self.setting(low, Tightness::MOST, false, true)).err();
        let bound =
            bound.expect("it does not fit at its floor, or it would have been found");
        let reached =
            largest(Step(4), low, |step| self.fits(step, Tightness::MOST, false).is_ok());
        Err(Overset { reached: reached.map(Step::size), floor: low.size(), bound })
    }

    /// A size for a flow over several pages: the usual one, or the next below it at which
    /// the last page is half full.
    pub(super) fn search_pages(&self, low: Step, usual: Step) -> Result<Found, Overset> {
        /// Above this number of pages the last one is left as it falls.
        const FEW: usize = 20;
        let found =
            |step, wishes| Found { step, tight: Tightness(0), wishes, many: true };
        let mut first = None;
        for step in (low.0..=usual.0).rev().map(Step) {
            match self.paginate(step) {
                Ok((pages, half)) => {
                    if half || pages > FEW {
                        return Ok(found(step, false));
                    }
                    first = first.or(Some(found(step, false)));
                }
                Err(bound) if step == low && first.is_none() => {
                    let reached =
                        largest(Step(4), low, |step| self.paginate(step).is_ok());
                    let reached = reached.map(Step::size);
                    return Err(Overset { reached, floor: low.size(), bound });
                }
                Err(_) => {}
            }
        }
        Ok(first.expect("a size was found, or an error returned"))
    }

    /// How many pages a flow takes at a size, and whether its last page is half full.
    pub(super) fn paginate(&self, step: Step) -> Result<(usize, bool), Bound> {
        let setting = self.setting(step, Tightness(0), false, false);
        let mut result = (1, true);
        for (index, filled) in self.frames.iter().enumerate() {
            if !filled.flow || filled.nodes.is_empty() {
                continue;
            }
            let face = self.face_of(index);
            let first = self.solve(face, &setting, PageKind::First)?;
            let rest = self.solve(face, &setting, PageKind::Rest)?;
            let (rect, room) = self.region(face, &first, index, &setting);
            let (next, _) = self.region(face, &rest, index, &setting);
            let setting = Setting { room, ..setting };
            let rows = self.rows(index, rect.w, setting, Pt::INFINITY)?;
            let pages = regions::pages(&rows, rect.h, next.h);
            let Some((pages, half)) = pages else {
                return Err(self.named(Bound::height(rect.h, setting.b), index));
            };
            result = (result.0.max(pages.len()), result.1 && half);
        }
        Ok(result)
    }

    /// The size that the layout would keep: the floor, where it names none.
    pub fn usual(&self) -> Step {
        let (low, _) = self.bounds();
        let usual = self.job.layout.fit.usual.as_ref();
        usual.map_or(low, |usual| Step::at_most(self.length(usual)).max(low))
    }

    /// The floor and the ceiling of the size, those of frames counted in.
    pub fn bounds(&self) -> (Step, Step) {
        let fit = &self.job.layout.fit;
        let mut low = Step::at_least(self.length(&fit.min)).max(Step(1));
        let mut high = Step::at_most(self.length(&fit.max));
        for (index, filled) in self.frames.iter().enumerate() {
            let Some(fit) = filled.frame.fit.as_ref().filter(|fit| fit.share.is_none())
            else {
                continue;
            };
            let Some(style) = main_style(&filled.nodes) else { continue };
            let size = |step: Step| {
                let setting = self.setting(step, Tightness(0), false, false);
                Setting { s: self.face_of(index).size.short(), ..setting }.size(style, 0)
            };
            let most = Step::at_most(5000.0);
            if let Some(min) = fit.min.as_ref().map(|min| self.length(min)) {
                while low < most && size(low) + 1e-6 < min {
                    low = Step(low.0 + 1);
                }
            }
            if let Some(max) = fit.max.as_ref().map(|max| self.length(max)) {
                while high > Step(1) && size(high) > max + 1e-6 {
                    high = Step(high.0 - 1);
                }
            }
        }
        (low, high.max(low))
    }

    /// Whether everything fits at a size, on as many pages as its titles ask for.
    ///
    /// # Errors
    /// What binds.
    pub fn fits(&self, step: Step, tight: Tightness, wishes: bool) -> Result<(), Bound> {
        self.fits_in(&self.setting(step, tight, wishes, false))
    }

    pub(super) fn fits_in(&self, setting: &Setting<'a>) -> Result<(), Bound> {
        let mut solved = Vec::new();
        for face in &self.faces {
            solved.push(self.solve(face, setting, PageKind::Only)?);
        }
        for (index, filled) in self.frames.iter().enumerate() {
            if filled.frame.panels.len() > 1 && !filled.nodes.is_empty() {
                self.thread(index, &solved, setting)?;
            }
        }
        Ok(())
    }

    /// The regions of a thread, each with its share of the rows.
    pub(in crate::compose) fn thread(
        &self,
        index: usize,
        solved: &[Solved],
        setting: &Setting<'_>,
    ) -> Result<Vec<(usize, std::ops::Range<usize>)>, Bound> {
        let mut regions: Vec<(usize, Rect, Pt)> = Vec::new();
        for name in &self.frames[index].frame.panels {
            for (at, face) in self.faces.iter().enumerate() {
                if face.panel.name == *name {
                    let (rect, room) = self.region(face, &solved[at], index, setting);
                    regions.push((at, rect, room));
                }
            }
        }
        let width = regions.iter().map(|(_, r, _)| r.w).fold(Pt::INFINITY, Pt::min);
        let heights: Vec<Pt> = regions.iter().map(|(_, r, _)| r.h).collect();
        let room = regions.first().map_or(0.0, |r| r.2);
        let s = self.faces[regions.first().map_or(0, |r| r.0)].size.short();
        let rows =
            self.rows(index, width, Setting { room, s, ..*setting }, Pt::INFINITY)?;
        let over = rows.height(0, rows.rows.len()) - heights.iter().sum::<Pt>();
        let found = regions::thread(&rows, &heights)
            .ok_or_else(|| self.named(Bound::height(over.max(1.0), setting.b), index))?;
        Ok(regions.iter().map(|r| r.0).zip(found).collect())
    }
}
