//! A piece made ready: its faces, its galley, and the search for its size.

use std::cell::RefCell;
use std::sync::Arc;

use super::Job;
use super::build::{Builder, is_late};
use super::fit::{Bound, BoundKind, Found, Overset, Step, largest};
use super::galley::{BoxPaint, Node};
use super::grid::{self, Ask, Cell};
use super::regions::{self, SLIP};
use super::rows::{Rows, Setter, Setting, Tightness, total};
use crate::diag::{Diagnostic, Report};
use crate::model::{BlockKind, Content, Frame, OnPages, Panel, Text};
use crate::page::Tags;
use crate::unit::{Expr, Point, Pt, Rect, Scale, Sides, Size, Turn};

/// A frame and what stands in it.
pub(super) struct Filled<'a> {
    pub frame: &'a Frame,
    pub nodes: Vec<Node<'a>>,
    pub paint: BoxPaint,
    /// Whether it runs over pages.
    pub flow: bool,
    /// Whether it speaks of pages, and so stands only where there are several.
    pub late: bool,
}

/// A face: a panel that does not repeat another, with its measures in points.
pub(super) struct Face<'a> {
    pub panel: &'a Panel,
    /// Where its turned rectangle begins on the sheet.
    pub at: Point,
    /// Its size before it is turned.
    pub size: Size,
    pub margin: Sides,
    pub edge: Pt,
    /// The frames on it, in order.
    pub frames: Vec<usize>,
}

/// A face on which every frame has its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Solved {
    /// Frame, its rectangle on the face, and its own size if it has one.
    pub frames: Vec<(usize, Rect, Option<Pt>)>,
    /// Boxes with no frame in them, and where they would stand.
    pub empty: Vec<(usize, Rect)>,
}

/// Which pages a face is solved for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageKind {
    /// The only page.
    Only,
    /// The first of several.
    First,
    /// One of the others.
    Rest,
}

/// A piece, shaped and tagged, ready to be fitted.
pub struct Prepared<'a> {
    pub(super) job: &'a Job<'a>,
    pub(super) frames: Vec<Filled<'a>>,
    pub(super) faces: Vec<Face<'a>>,
    pub(super) builder: RefCell<Builder<'a>>,
    tags: Tags,
    left_out: Vec<String>,
}

impl<'a> Prepared<'a> {
    /// Fills the galley.
    ///
    /// # Errors
    /// Characters that no font has, parts left out by a layout that is no excerpt, frames
    /// that show what is not there.
    pub fn new(job: &'a Job<'a>) -> Result<Self, Report> {
        let mut builder = Builder::new(job);
        let frames: Vec<Filled<'a>> = job
            .layout
            .frames
            .iter()
            .map(|frame| {
                let around = job
                    .layout
                    .boxes
                    .iter()
                    .find(|rule| rule.frames.contains(&frame.name) && rule.ground.is_some());
                let ground = around.and_then(|rule| rule.ground.as_deref());
                let late = matches!(&frame.content, Content::Say { sentences, .. } if is_late(sentences));
                let nodes = match &frame.content {
                    Content::Say { sentences, join } if late => {
                        let ground = frame.ground.as_deref().or(ground);
                        builder.say(frame, sentences, join.as_deref(), ground, Some((1, 1)))
                    }
                    _ => builder.frame(frame, ground),
                };
                let flow = matches!(frame.content, Content::Show { flow: true, .. });
                let paint = builder.paint(frame.ground.as_deref(), frame.bar.as_ref(), None);
                Filled { frame, nodes, paint, flow, late }
            })
            .collect();
        let wrong = builder.report.has_errors();
        let mut unwanted = Report::default();
        let left_out = left_out(job, &builder.shown, &mut unwanted);
        if !wrong {
            builder.report.append(unwanted); // Else what is left out comes of another mistake.
        }
        if builder.report.has_errors() {
            return Err(builder.report);
        }
        if frames.iter().all(|f| f.nodes.is_empty()) {
            let message = format!(
                "there is nothing to print: no frame of layout `{}` has words",
                job.layout.name
            );
            return Err(Diagnostic::error("nothing", message)
                .help("give the piece a `text`, or the group its details")
                .into());
        }
        let faces = faces(job, &frames);
        let tags = std::mem::take(&mut builder.tags);
        Ok(Self { job, frames, faces, builder: RefCell::new(builder), tags, left_out })
    }

    /// The structure tree of the piece.
    pub fn tags(&self) -> &Tags {
        &self.tags
    }

    /// What of the texts is not on the sheet: parts by name, else their first words.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// Finds the largest size at which the piece fits, giving up space in the order of
    /// `docs/layouts.md`.
    ///
    /// # Errors
    /// The piece does not fit at its floor.
    pub fn search(&self) -> Result<Found, Overset> {
        let (low, high) = self.bounds();
        let usual = self.usual();
        let best = |tight, wishes| {
            largest(low, high, |step| self.fits(step, tight, wishes).is_ok())
        };
        for tight in 0..=Tightness::MOST.0 {
            let tight = Tightness(tight);
            let plain = best(tight, false);
            let Some(plain) = plain else { continue };
            // A wish may cost a fifth of the size.
            let wished =
                best(tight, true).filter(|step| step.size() >= 0.8 * plain.size());
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
    fn search_pages(&self, low: Step, usual: Step) -> Result<Found, Overset> {
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
    fn paginate(&self, step: Step) -> Result<(usize, bool), Bound> {
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

    /// A length of the sheet in points.
    fn length(&self, length: &Expr) -> Pt {
        let s = self.faces.first().map_or(0.0, |face| face.size.short());
        length.at(&Scale { em: 0.0, b: 0.0, s, whole: s })
    }

    pub(super) fn setting(
        &self,
        step: Step,
        tight: Tightness,
        wishes: bool,
        ink: bool,
    ) -> Setting<'a> {
        Setting {
            book: self.job.book,
            b: step.size(),
            s: 0.0,
            tight,
            own: None,
            wishes,
            ink,
            room: 0.0,
        }
    }

    /// Whether everything fits at a size, on as many pages as its titles ask for.
    ///
    /// # Errors
    /// What binds.
    pub fn fits(&self, step: Step, tight: Tightness, wishes: bool) -> Result<(), Bound> {
        self.fits_in(&self.setting(step, tight, wishes, false))
    }

    fn fits_in(&self, setting: &Setting<'a>) -> Result<(), Bound> {
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
    pub(super) fn thread(
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

    pub(super) fn face_of(&self, frame: usize) -> &Face<'a> {
        let face = self.faces.iter().find(|face| face.frames.contains(&frame));
        face.unwrap_or(&self.faces[0])
    }

    /// The rows of a frame in a width.
    pub(super) fn rows(
        &self,
        index: usize,
        width: Pt,
        setting: Setting<'_>,
        limit: Pt,
    ) -> Result<Rows<'_>, Bound> {
        Setter::set(&self.frames[index].nodes, width, setting, limit)
            .map_err(|bound| self.named(bound, index))
    }

    fn named(&self, bound: Bound, frame: usize) -> Bound {
        Bound { frame: self.frames[frame].frame.name.clone(), ..bound }
    }

    /// Where the words of a frame may stand: within its padding and below its bar; and the
    /// room left of it.
    pub(super) fn region(
        &self,
        face: &Face<'_>,
        solved: &Solved,
        index: usize,
        setting: &Setting<'_>,
    ) -> (Rect, Pt) {
        let Some((_, rect, _)) = solved.frames.iter().find(|(frame, ..)| *frame == index)
        else {
            return (Rect::default(), 0.0);
        };
        let setting = Setting { s: face.size.short(), ..*setting };
        let pad = self.pad(index, &setting);
        let inner = Rect {
            x: rect.x + pad.left,
            y: rect.y + pad.top,
            w: rect.w - pad.left - pad.right,
            h: rect.h - pad.top - pad.bottom,
        };
        (inner, self.room(face, rect, pad.left))
    }

    /// The padding of a frame, its bar counted into the top.
    fn pad(&self, index: usize, setting: &Setting<'_>) -> Sides {
        let frame = self.frames[index].frame;
        let pad = &frame.pad;
        let bar = frame.bar.as_ref().map_or(0.0, |bar| setting.length(&bar.weight));
        Sides {
            top: setting.length(&pad.top) + bar,
            right: setting.length(&pad.right),
            bottom: setting.length(&pad.bottom),
            left: setting.length(&pad.left),
        }
    }

    /// The room left of a frame's text, into which bullets hang.
    fn room(&self, face: &Face<'_>, rect: &Rect, pad: Pt) -> Pt {
        let at_margin = rect.x <= face.margin.left + SLIP;
        let edge = if self.job.bleed.is_some() { 0.0 } else { face.edge };
        if at_margin { face.margin.left - edge + pad } else { pad }
    }

    fn stands(&self, index: usize, kind: PageKind) -> bool {
        let filled = &self.frames[index];
        let page = match filled.frame.on {
            OnPages::All => true,
            OnPages::First => kind != PageKind::Rest,
            OnPages::Rest => kind == PageKind::Rest,
        };
        page && !filled.nodes.is_empty() && (!filled.late || kind != PageKind::Only)
    }

    /// Places the frames of a face.
    ///
    /// # Errors
    /// What binds: the frame whose words need more than it is given.
    pub(super) fn solve(
        &self,
        face: &Face<'a>,
        setting: &Setting<'_>,
        kind: PageKind,
    ) -> Result<Solved, Bound> {
        let setting = Setting { s: face.size.short(), ..*setting };
        let standing: Vec<usize> = face
            .frames
            .iter()
            .copied()
            .filter(|index| self.stands(*index, kind))
            .collect();
        let empty = self.empty_boxes(face, &standing, kind);
        let mut areas: Vec<(usize, &str)> = standing
            .iter()
            .map(|index| (*index, self.frames[*index].frame.area.as_str()))
            .collect();
        areas.extend(
            empty
                .iter()
                .map(|(_, frame)| (*frame, self.frames[*frame].frame.area.as_str())),
        );
        let grid = face.panel.grid.as_ref();
        let cells = grid::cells(grid, &areas);
        let inner = (
            face.size.w - face.margin.left - face.margin.right,
            face.size.h - face.margin.top - face.margin.bottom,
        );
        let trial = Trial {
            prepared: self,
            face,
            setting,
            kind,
            standing: &standing,
            cells: &cells,
        };
        trial.solve(grid, inner, &empty)
    }

    /// Boxes around frames none of which stands, and the frame in whose place they are.
    fn empty_boxes(
        &self,
        face: &Face<'_>,
        standing: &[usize],
        kind: PageKind,
    ) -> Vec<(usize, usize)> {
        let boxes = self.job.layout.boxes.iter().enumerate();
        boxes
            .filter_map(|(rule, own)| {
                let mut inside = face
                    .frames
                    .iter()
                    .copied()
                    .filter(|index| own.frames.contains(&self.frames[*index].frame.name))
                    .filter(|index| {
                        self.frames[*index].frame.on != OnPages::First
                            || kind != PageKind::Rest
                    })
                    .peekable();
                let first = *inside.peek()?;
                let none = inside.all(|index| !standing.contains(&index));
                (none && own.ground.is_some() && own.ruled.top.is_some())
                    .then_some((rule, first))
            })
            .collect()
    }
}

/// One solution of a face's grid.
struct Trial<'t, 'a> {
    prepared: &'t Prepared<'a>,
    face: &'t Face<'a>,
    setting: Setting<'t>,
    kind: PageKind,
    standing: &'t [usize],
    cells: &'t [Cell],
}

impl Trial<'_, '_> {
    fn solve(
        &self,
        grid: Option<&crate::model::Grid>,
        inner: (Pt, Pt),
        empty: &[(usize, usize)],
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
            match self.height(frame, *width, inner.1, &mut own) {
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
        own: &mut [(usize, Pt)],
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
            let needed = known
                .iter()
                .find(|(f, w, _)| *f == cell.frame && (w - rect.w).abs() < 0.5)
                .map_or(Ok(0.0), |known| Ok(known.2))
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
            let size =
                own.iter().find(|(frame, _)| *frame == cell.frame).map(|(_, size)| *size);
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
        limit: Pt,
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
                let size = self.own_size(frame, inner)?;
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
        let (setting, pad) = self.setting_of(frame, None);
        let nodes = &self.prepared.frames[frame].nodes;
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

/// The style of a frame's first words.
pub(super) fn main_style<'n>(
    nodes: &'n [Node<'_>],
) -> Option<&'n Arc<crate::model::Style>> {
    nodes.iter().find_map(|node| match node {
        Node::Para(para) => Some(&para.style),
        Node::List(list) => Some(&list.style),
        Node::Table(table) => Some(&table.style),
        Node::Box(boxed) => {
            boxed.rows.iter().flatten().find_map(|nodes| main_style(nodes))
        }
        _ => None,
    })
}

/// The faces of a sheet, in points.
fn faces<'a>(job: &'a Job<'a>, frames: &[Filled<'a>]) -> Vec<Face<'a>> {
    let sheet = job.layout.sheet();
    let rects = panel_rects(job);
    let mut faces = Vec::new();
    for (panel, rect) in job.layout.panels.iter().zip(rects) {
        if panel.repeat.is_some() {
            continue;
        }
        let size = Size { w: rect.w, h: rect.h };
        let size = if matches!(panel.turn, Turn::Right | Turn::Left) {
            size.turned()
        } else {
            size
        };
        let scale = Scale { em: 0.0, b: 0.0, s: size.short(), whole: sheet.w };
        let margin = panel.margin.as_ref().unwrap_or(&job.layout.margin);
        let margin = Sides {
            top: margin.top.at(&scale),
            right: margin.right.at(&scale),
            bottom: margin.bottom.at(&scale),
            left: margin.left.at(&scale),
        };
        let edge = panel.edge.as_ref().unwrap_or(&job.layout.edge).at(&scale);
        let own = frames.iter().enumerate();
        let own = own.filter(|(_, filled)| filled.frame.panels.contains(&panel.name));
        let frames = own.map(|(index, _)| index).collect();
        faces.push(Face {
            panel,
            at: Point { x: rect.x, y: rect.y },
            size,
            margin,
            edge,
            frames,
        });
    }
    faces
}

/// Where each panel stands on its side of the sheet.
pub(super) fn panel_rects(job: &Job<'_>) -> Vec<Rect> {
    let sheet = job.layout.sheet();
    let across = Scale { em: 0.0, b: 0.0, s: sheet.short(), whole: sheet.w };
    let along = Scale { whole: sheet.h, ..across };
    let mut next = [0.0, 0.0];
    let place = |panel: &Panel| {
        let next = &mut next[usize::from(panel.back)];
        let x = panel.x.as_ref().map_or(*next, |x| x.at(&across));
        let w = panel.width.as_ref().map_or(sheet.w - x, |w| w.at(&across));
        *next = x + w;
        Rect { x, y: panel.y.at(&along), w, h: panel.height.at(&along) }
    };
    job.layout.panels.iter().map(place).collect()
}

/// What of the texts stands nowhere; an error where the layout is no excerpt.
fn left_out(job: &Job<'_>, shown: &[Vec<bool>], report: &mut Report) -> Vec<String> {
    let mut names = Vec::new();
    for (text, shown) in job.texts.iter().zip(shown) {
        let missing: Vec<usize> =
            shown.iter().enumerate().filter(|(_, is)| !**is).map(|(at, _)| at).collect();
        let Some(&first) = missing.first() else { continue };
        let found = describe(text, &missing);
        if !job.layout.excerpt {
            let message = format!(
                "layout `{}` leaves out a part of the text: {}",
                job.layout.name,
                found.join(", ")
            );
            let block = &text.blocks[first];
            report.push(
                Diagnostic::error("left-out", message)
                    .at(&text.source, block.range.clone())
                    .help("show it in a frame, or write `excerpt = true` in the layout"),
            );
        }
        names.extend(found);
    }
    names
}

/// Blocks in words: the part that is just these, else their first words.
fn describe(text: &Text, missing: &[usize]) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < missing.len() {
        let part = text
            .parts
            .iter()
            .filter(|p| p.marked || ["title", "lead", "list"].contains(&p.name.as_str()))
            .filter(|p| p.blocks.start == missing[at])
            .filter(|p| p.blocks.clone().all(|block| missing.contains(&block)))
            .max_by_key(|p| p.blocks.len());
        if let Some(part) = part {
            found.push(part.name.clone());
            at += part.blocks.len();
            continue;
        }
        let range = text.blocks[missing[at]].range.clone();
        let skip = matches!(text.blocks[missing[at]].kind, BlockKind::Break);
        let source = text.source.text.get(range).unwrap_or_default();
        let words: Vec<&str> =
            source.split_whitespace().filter(|w| *w != "#").take(5).collect();
        if !skip {
            found.push(format!("“{} …”", words.join(" ").trim_start_matches(['#', ' '])));
        }
        at += 1;
    }
    found
}

/// Whether a bound is of height.
impl BoundKind {
    /// Whether more height would help.
    pub fn is_height(&self) -> bool {
        matches!(self, Self::Height(_))
    }
}
