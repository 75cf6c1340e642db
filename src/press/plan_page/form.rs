//! The forms of the plan: it stands on one page; a longer one lets its table run on; where the
//! steps are longer than a page, those after printing have a page of their own; and what is longer
//! still is one text without drawings.

use crate::model::{Content, Frame, Layout, OnPages, Text, Track};
use crate::unit::{Expr, Sides, Unit};

/// A form of the plan, the shortest first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// All on one page.
    OnePage,
    /// The table runs on to other pages.
    LongTable,
    /// What is bought and printed on one page, what is done afterwards on another.
    TwoPages,
    /// One text over as many pages as it takes.
    InOneFlow,
}

impl Form {
    /// The next one.
    pub(super) fn longer(self) -> Self {
        match self {
            Self::OnePage => Self::LongTable,
            Self::LongTable => Self::TwoPages,
            Self::TwoPages | Self::InOneFlow => Self::InOneFlow,
        }
    }

    /// The layouts of this form, each with pages of its own.
    pub(super) fn layouts(self, mut layout: Layout) -> Vec<Layout> {
        match self {
            Self::OnePage => {}
            Self::LongTable => run_on(&mut layout),
            Self::TwoPages => return two_pages(layout),
            Self::InOneFlow => in_one_flow(&mut layout),
        }
        vec![layout]
    }
}

/// The steps before the sheets are printed, and those after.
const BEFORE: [&str; 3] = ["buy", "print", "pieces"];
const AFTER: [&str; 3] = ["cut", "fold", "hang"];

/// Takes away the frames of the steps that the packet does not need.
pub(super) fn without_steps(layout: &mut Layout, text: &Text) {
    for step in BEFORE.into_iter().chain(AFTER) {
        if text.part(step).is_none() {
            without(layout, step);
        }
    }
}

/// Takes away the frames of a step.
fn without(layout: &mut Layout, step: &str) {
    let picture = format!("{step}-picture");
    layout.frames.retain(|frame| frame.name != step && frame.name != picture);
}

/// Takes away what a later page only says again.
pub(super) fn without_sentences(layout: &mut Layout) {
    layout.frames.retain(|frame| !says(frame));
}

/// Whether a frame has sentences of the layout's own.
pub(super) fn says(frame: &Frame) -> bool {
    matches!(frame.content, Content::Say { .. })
}

/// What is bought and printed, and what is done afterwards.
fn two_pages(mut layout: Layout) -> Vec<Layout> {
    layout.excerpt = true;
    layout.fit.share = Some(layout.name.clone());
    let mut later = layout.clone();
    AFTER.iter().for_each(|step| without(&mut layout, step));
    BEFORE.iter().for_each(|step| without(&mut later, step));
    let space = space_below_band(&later);
    later.frames.retain(|frame| frame.name != "title");
    later.frames.extend(space.map(|space| Frame { on: OnPages::All, ..space }));
    vec![layout, later]
}

/// Lets the table of the pieces run on; all else stands on the first page.
fn run_on(layout: &mut Layout) {
    layout.frames.extend(space_below_band(layout));
    for frame in &mut layout.frames {
        match &mut frame.content {
            Content::Show { flow, .. } if frame.name == "pieces" => *flow = true,
            Content::Say { .. } => {}
            _ if frame.on == OnPages::Rest => {}
            _ => frame.on = OnPages::First,
        }
    }
    for grid in layout.panels.iter_mut().filter_map(|panel| panel.grid.as_mut()) {
        let named = |line: &Vec<String>| line.iter().any(|area| area == "pieces");
        let blank = |line: &Vec<String>| line.iter().all(|area| area == ".");
        for (line, row) in grid.areas.iter().zip(&mut grid.rows) {
            if named(line) {
                *row = Track::Fr(1.0);
            } else if blank(line) {
                *row = Track::Auto;
            }
        }
    }
}

/// On other pages the table stands as far below the band as the title does on the first.
fn space_below_band(layout: &Layout) -> Option<Frame> {
    let is_drawn = |frame: &&Frame| matches!(frame.content, Content::Draw(_));
    let title = layout.frames.iter().find(|frame| frame.name == "title")?;
    let drawn = layout.frames.iter().find(is_drawn)?.clone();
    let pad = Sides { top: Expr::Of(1.3, Unit::B), ..Sides::default() };
    let (name, area) = ("space".to_owned(), title.area.clone());
    Some(Frame { name, area, pad, on: OnPages::Rest, ..drawn })
}

/// Shows the whole text where its title stands, over as many pages as it takes.
fn in_one_flow(layout: &mut Layout) {
    let is_shown = |content: &Content| matches!(content, Content::Show { .. });
    let Some(at) = layout.frames.iter().position(|frame| is_shown(&frame.content)) else {
        return;
    };
    let indent = layout.frames.iter().find(|frame| frame.name == "pieces");
    let indent = indent.map_or(Expr::ZERO, |frame| frame.pad.left.clone());
    let mut whole = layout.frames[at].clone();
    whole.content = Content::Show { parts: vec!["all".to_owned()], flow: true };
    let area = whole.area.clone();
    layout.frames.retain(says);
    let kept: Vec<String> =
        layout.frames.iter().map(|frame| frame.area.clone()).collect();
    layout.frames.insert(at.min(layout.frames.len()), whole);
    // The table stands on the axis of the whole text, and its second column where it stood.
    for style in layout.styles.iter_mut().filter(|style| style.name == "table") {
        let own = style.first_column.take();
        style.first_column = own.map(|length| Expr::Sum(vec![length, indent.clone()]));
    }
    // In place of the lines that are drawn above the frames.
    for style in layout.styles.iter_mut().filter(|style| style.name == "rule") {
        style.hairline = true;
    }
    for grid in layout.panels.iter_mut().filter_map(|panel| panel.grid.as_mut()) {
        let lines = std::mem::take(&mut grid.areas);
        let tracks = std::mem::take(&mut grid.rows);
        for (line, track) in lines.into_iter().zip(tracks) {
            let is_whole = line.contains(&area);
            if is_whole || line.iter().any(|area| kept.contains(area)) {
                grid.rows.push(if is_whole { Track::Fr(1.0) } else { track });
                grid.areas.push(line);
            }
        }
    }
}
