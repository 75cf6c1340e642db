//! A piece made ready: its faces, its galley, and the search for its size.

mod left_out;
mod search;
mod trial;

use std::cell::RefCell;
use std::sync::Arc;

use crate::compose::Job;
use crate::compose::build::{Builder, is_late};
use crate::compose::fit::{Bound, Step, Tightness};
use crate::compose::galley::{BoxPaint, Node};
use crate::compose::grid;
use crate::compose::regions::SLIP;
use crate::compose::rows::{Rows, Setter, Setting};
use crate::diag::{Diagnostic, Report};
use crate::model::{Content, Frame, OnPages, Panel};
use crate::page::Tags;
use crate::unit::{Expr, Point, Pt, Rect, Scale, Sides, Size, Turn};
use trial::Trial;

/// A frame and what stands in it.
pub(in crate::compose) struct Filled<'a> {
    pub frame: &'a Frame,
    pub nodes: Vec<Node<'a>>,
    pub paint: BoxPaint,
    /// Whether it runs over pages.
    pub flow: bool,
    /// Whether it speaks of pages, and so stands only where there are several.
    pub late: bool,
}

/// A face: a panel that does not repeat another, with its measures in points.
pub(in crate::compose) struct Face<'a> {
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
pub(in crate::compose) struct Solved {
    /// Frame, its rectangle on the face, and its own size if it has one.
    pub frames: Vec<(usize, Rect, Option<Pt>)>,
    /// Boxes with no frame in them, and where they would stand.
    pub empty: Vec<(usize, Rect)>,
}

/// Which pages a face is solved for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::compose) enum PageKind {
    /// The only page.
    Only,
    /// The first of several.
    First,
    /// One of the others.
    Rest,
}

/// A piece, shaped and tagged, ready to be fitted.
pub struct Prepared<'a> {
    pub(in crate::compose) job: &'a Job<'a>,
    pub(in crate::compose) frames: Vec<Filled<'a>>,
    pub(in crate::compose) faces: Vec<Face<'a>>,
    pub(in crate::compose) builder: RefCell<Builder<'a>>,
    tags: Tags,
    left_out: Vec<String>,
    /// Whether titles within a flow begin pages: it has several, however short it is.
    titled: bool,
}

/// Whether a block begins a page.
fn begins_page(node: &Node<'_>) -> bool {
    match node {
        Node::Para(para) => para.new_page,
        Node::Box(own) => own.rows.iter().flatten().flatten().any(begins_page),
        _ => false,
    }
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
                let paint = BoxPaint::new(frame.ground.as_deref(), frame.bar.as_ref(), None);
                Filled { frame, nodes, paint, flow, late }
            })
            .collect();
        let wrong = builder.report.has_errors();
        let mut unwanted = Report::default();
        let left_out = left_out::left_out(job, &builder.shown, &mut unwanted);
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
        let titled = frames.iter().any(|f| f.flow && f.nodes.iter().any(begins_page));
        let builder = RefCell::new(builder);
        Ok(Self { job, frames, faces, builder, tags, left_out, titled })
    }

    /// What it is made from.
    pub fn job(&self) -> &'a Job<'a> {
        self.job
    }

    /// The structure tree of the piece.
    pub fn tags(&self) -> &Tags {
        &self.tags
    }

    /// Whether the layout has sentences, and all of them are left out for want of details.
    pub fn is_silent(&self) -> bool {
        let says = |f: &&Filled<'_>| matches!(f.frame.content, Content::Say { .. });
        let mut said = self.frames.iter().filter(says).peekable();
        said.peek().is_some() && said.all(|f| f.nodes.is_empty())
    }

    /// What of the texts is not on the sheet: parts by name, else their first words.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// A length of the sheet in points.
    fn length(&self, length: &Expr) -> Pt {
        let s = self.faces.first().map_or(0.0, |face| face.size.short());
        length.at(&Scale { em: 0.0, b: 0.0, s, whole: s })
    }

    pub(in crate::compose) fn setting(
        &self,
        step: Step,
        tight: Tightness,
        wishes: bool,
        ink: bool,
    ) -> Setting<'a> {
        Setting {
            book: self.job.book,
            theme: self.job.theme,
            b: step.size(),
            s: 0.0,
            tight,
            own: None,
            wishes,
            ink,
            room: 0.0,
        }
    }

    pub(in crate::compose) fn face_of(&self, frame: usize) -> &Face<'a> {
        let face = self.faces.iter().find(|face| face.frames.contains(&frame));
        face.unwrap_or(&self.faces[0])
    }

    /// The rows of a frame in a width.
    pub(in crate::compose) fn rows(
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
    pub(in crate::compose) fn region(
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
        let counts = self.titled || kind != PageKind::Only;
        page && !filled.nodes.is_empty() && (!filled.late || counts)
    }

    /// Places the frames of a face.
    ///
    /// # Errors
    /// What binds: the frame whose words need more than it is given.
    pub(in crate::compose) fn solve(
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
        let mut cells = grid::cells(grid, &areas);
        // A text that runs on takes the height that is left, else the last frame does.
        let runs_on = |cell: &grid::Cell| {
            let filled = &self.frames[cell.frame];
            filled.flow || filled.frame.panels.len() > 1
        };
        if grid.is_none() && cells.iter().any(runs_on) {
            for cell in &mut cells {
                cell.grows = runs_on(cell);
            }
        }
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

/// The style of a frame's first words.
pub(in crate::compose) fn main_style<'n>(
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
pub(in crate::compose) fn panel_rects(job: &Job<'_>) -> Vec<Rect> {
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
