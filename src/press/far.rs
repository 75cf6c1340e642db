//! What to say when a text can't be read from where it is asked to be: the paper, or the
//! excerpt, that would do.

use super::advice::{describe, larger, short};
use super::look::look;
use crate::check::{Areas, Reach};
use crate::compose::{Job, Prepared};
use crate::diag::Diagnostic;
use crate::model::{Content, Layout};
use crate::unit::{Distance, Family};

/// The text is too small to be read from so far.
pub fn too_near(
    job: &Job<'_>,
    reach: Reach,
    asked: Distance,
    areas: &mut Areas,
) -> Diagnostic {
    let metric = is_metric(job.layout);
    let message = format!(
        "{} on {} is set in {} pt: it can be read from {}, and {} is asked for",
        describe(job),
        job.layout.paper.shown(),
        short(reach.size),
        reach.at_20_40().exact(metric),
        asked.exact(metric),
    );
    let mut finding = Diagnostic::error("reads-to", message);
    finding = match paper(job, asked, areas) {
        Some((paper, reach)) => finding.help(format!(
            "the smallest paper on which it can is {} ({}): write `paper = \"{}\"` or --paper {}",
            paper.shown(),
            reach.at_20_40().exact(metric),
            paper.name,
            paper.name
        )),
        None => finding.help("no known paper of this family is large enough for that"),
    };
    if let Some((part, reach)) = excerpt(job, asked, areas) {
        finding = finding.help(format!(
            "on this paper the part `{part}` alone can be read from {}: a layout with `excerpt = true` may show just that",
            reach.at_20_40().exact(metric)
        ));
    }
    finding.help(
        "source: capitals of h = 0.00291 d, the limit of 20/40 vision (docs/checks.md)",
    )
}

/// Whether distances are told in metres: on ISO paper.
pub fn is_metric(layout: &Layout) -> bool {
    layout.paper.family == Family::Iso
}

/// The smallest known paper of the same family on which the text reaches so far.
fn paper(
    job: &Job<'_>,
    asked: Distance,
    areas: &mut Areas,
) -> Option<(crate::unit::Paper, Reach)> {
    larger(&job.layout.paper).find_map(|paper| {
        let layout = Layout { paper: paper.clone(), ..job.layout.clone() };
        let reach = reach(&Job { layout: &layout, ..*job }, areas)?;
        reach.reaches(asked).then(|| (paper.clone(), reach))
    })
}

/// The longest part of a text that alone reaches so far on this paper, where the layout shows
/// the whole text. One that is an excerpt already shows what it is for.
fn excerpt(job: &Job<'_>, asked: Distance, areas: &mut Areas) -> Option<(String, Reach)> {
    let shows_all = |content: &Content| matches!(content, Content::Show { parts, .. } if parts.iter().any(|part| part == "all"));
    if !job.layout.frames.iter().any(|frame| shows_all(&frame.content)) {
        return None;
    }
    let text = job.texts.first()?;
    let whole = |part: &str| matches!(part, "all" | "rest" | "title");
    let mut parts: Vec<_> = text.parts.iter().filter(|part| !whole(&part.name)).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.blocks.len()));
    parts.iter().find_map(|part| {
        let layout = only(job.layout, &part.name)?;
        let reach = reach(&Job { layout: &layout, ..*job }, areas)?;
        reach.reaches(asked).then(|| (part.name.clone(), reach))
    })
}

/// The layout with one part of a text in its largest frame, and none in the others.
fn only(layout: &Layout, part: &str) -> Option<Layout> {
    let mut layout = layout.clone();
    layout.excerpt = true;
    let shows = |content: &Content| matches!(content, Content::Show { .. });
    let shown = layout.frames.iter().filter(|frame| shows(&frame.content));
    let main = shown.max_by_key(|frame| match &frame.content {
        Content::Show { flow, parts } => (*flow, parts.len()),
        _ => (false, 0),
    })?;
    let name = main.name.clone();
    for frame in &mut layout.frames {
        if let Content::Show { parts, .. } = &mut frame.content {
            let own = frame.name == name;
            *parts = if own { vec![part.to_owned()] } else { Vec::new() };
        }
    }
    layout.frames.retain(|frame| match &frame.content {
        Content::Show { parts, .. } => !parts.is_empty(),
        _ => true,
    });
    Some(layout)
}

/// How far a piece reaches, if it fits.
fn reach(job: &Job<'_>, areas: &mut Areas) -> Option<Reach> {
    let ready = Prepared::new(job).ok()?;
    let composition = ready.compose(ready.search().ok()?).ok()?;
    look(job, &ready, &composition, (areas, None)).0.reach
}
