//! Ink to items: lines become runs of glyphs, with their element and the bytes of their
//! source.

use std::ops::Range;

use super::galley::{Node, Para};
use super::lines::Line;
use super::rows::{Ink, InkKind, Setting};
use super::shape::ShapedRun;
use crate::font::Book;
use crate::page::{
    Artifact, Color, Glyph, Item, Mark, Path, Picture, Run, Shape, Stroke, TagId,
};
use crate::unit::{Point, Pt, Rect};

/// How far a stem stays right of the axis in lines that hang, in em: half of what the side
/// bearing of running text leaves, so that display lines and the text below them align.
const STEM: f64 = 0.022;

/// Paints ink at a place; `artifact` where the words were read on another page.
pub fn ink(
    setting: &Setting<'_>,
    ink: &Ink<'_>,
    at: Point,
    artifact: bool,
    out: &mut Vec<Item>,
) {
    let (x, y) = (at.x + ink.x, at.y + ink.y);
    let tagged = |tag: Option<TagId>| match tag {
        Some(tag) if !artifact => Mark::Tag(tag),
        _ => Mark::Artifact(Artifact::Pagination),
    };
    match &ink.kind {
        InkKind::Line { para, line, size } => {
            let mark = tagged(para.tag);
            paint_line(setting, para, line, *size, Point { x, y }, mark, artifact, out);
        }
        InkKind::Rule { w, weight, color } => {
            let path = rule(Rect { x, y, w: *w, h: *weight }, setting.theme.tint(*color));
            out.push(Item {
                mark: Mark::Artifact(Artifact::Layout),
                shape: Shape::Path(path),
            });
        }
        InkKind::Bullet { tag, side, color } => {
            let path =
                Path::rect(Rect { x, y, w: *side, h: *side }, setting.theme.tint(*color));
            out.push(Item { mark: tagged(Some(*tag)), shape: Shape::Path(path) });
        }
        InkKind::Picture { node, size } => {
            if let Node::Picture { image, tag } = node {
                let rect = Rect { x, y, w: size.0, h: size.1 };
                let shape = Shape::Image(Picture { image: image.clone(), rect });
                out.push(Item { mark: tagged(Some(*tag)), shape });
            }
        }
        InkKind::Drawing { .. } => {} // Drawn by the frame, which knows its room.
    }
}

/// A rule. One thinner than a point is stroked: viewers draw a thin filled rectangle as
/// heavy as a whole pixel.
pub fn rule(r: Rect, color: Color) -> Path {
    if r.h >= 1.0 {
        return Path::rect(r, color);
    }
    let y = r.y + r.h / 2.0;
    let stroke = Stroke { color, width: r.h, dash: Vec::new() };
    Path::line(Point { x: r.x, y }, Point { x: r.right(), y }, stroke)
}

#[expect(clippy::too_many_arguments, reason = "a line, its place and its meaning")]
fn paint_line(
    setting: &Setting<'_>,
    para: &Para<'_>,
    line: &Line,
    size: Pt,
    at: Point,
    mark: Mark,
    artifact: bool,
    out: &mut Vec<Item>,
) {
    let words = &para.shaped.words;
    let Some(first) = words.get(line.from) else { return };
    let bytes = first.start..words[line.to - 1].next;
    let mut x = at.x;
    if para.style.hang || para.style.name == "numeral" {
        x -= bearing(setting.book, para, bytes.start) * size;
    }
    let last = &words[line.to - 1];
    let seen = last.end;
    let color = setting.theme.tint(para.color);
    if para.shaped.rtl {
        x -= last.blank * size; // The blanks at the line's end stand left of it.
    }
    // Painted from left to right, and handed on in the order in which they are read.
    let mut read: Vec<(usize, Item)> = Vec::new();
    for piece in visual(para, &bytes, seen) {
        let glyphs = glyphs_of(para, piece.run, &piece.bytes);
        if glyphs.is_empty() {
            continue;
        }
        let width: f64 = glyphs.iter().map(|g| f64::from(g.advance)).sum();
        for part in cut_at_links(para, &piece.bytes) {
            let own: Vec<Glyph> = glyphs
                .iter()
                .filter(|g| part.0.contains(&(g.start as usize)))
                .map(|g| Glyph {
                    start: g.start - part.0.start as u32,
                    end: g.end.min(part.0.end as u32) - part.0.start as u32,
                    ..*g
                })
                .collect();
            let before: f64 = glyphs
                .iter()
                .take_while(|g| !part.0.contains(&(g.start as usize)))
                .map(|g| f64::from(g.advance))
                .sum();
            let mark = match part.1 {
                Some(link) if !artifact => Mark::Tag(link),
                _ => mark,
            };
            // A hard break is read as the blank between two lines.
            let text = para.shaped.text[part.0.clone()].replace('\n', " ");
            let source = para.inline.and_then(|inline| inline.source_of(part.0.clone()));
            let run = Run {
                face: piece.run.face,
                size,
                color,
                at: Point { x: x + before * size, y: at.y },
                glyphs: own,
                text,
                source,
                rtl: piece.run.level % 2 == 1,
            };
            if !run.glyphs.is_empty() {
                read.push((part.0.start, Item { mark, shape: Shape::Text(run) }));
            }
        }
        x += width * size;
    }
    read.sort_by_key(|(start, _)| *start);
    out.extend(read.into_iter().map(|(_, item)| item));
}

/// How far the first glyph's ink stands from its origin, less the stem's own place.
fn bearing(book: &Book, para: &Para<'_>, start: usize) -> f64 {
    let shaped = &para.shaped;
    if shaped.rtl {
        return 0.0;
    }
    let Some(run) = shaped.runs.iter().find(|run| run.range.contains(&start)) else {
        return 0.0;
    };
    let glyphs = &shaped.glyphs[run.glyphs.clone()];
    let first = glyphs.iter().find(|g| g.start as usize == start);
    let ink = first.and_then(|g| book.face(run.face).extents(g.id));
    let numeral = para.style.name == "numeral";
    ink.map_or(0.0, |r| r.x - if numeral { 0.0 } else { STEM })
}

/// A piece of a run on a line.
struct Piece<'p> {
    run: &'p ShapedRun,
    bytes: Range<usize>,
}

/// The runs of a line in visual order (UAX 9, L1 and L2): blanks at its end take the
/// paragraph's direction.
fn visual<'p>(para: &'p Para<'_>, bytes: &Range<usize>, seen: usize) -> Vec<Piece<'p>> {
    let shaped = &para.shaped;
    let mut pieces: Vec<(u8, Piece<'p>)> = Vec::new();
    let base = u8::from(shaped.rtl);
    for run in &shaped.runs {
        let own = run.range.start.max(bytes.start)..run.range.end.min(bytes.end);
        if own.is_empty() {
            continue;
        }
        let cut = seen.clamp(own.start, own.end);
        for (level, part) in [(run.level, own.start..cut), (base, cut..own.end)] {
            if !part.is_empty() {
                pieces.push((level, Piece { run, bytes: part }));
            }
        }
    }
    let most = pieces.iter().map(|(level, _)| *level).max().unwrap_or(0);
    for level in (1..=most).rev() {
        let mut at = 0;
        while at < pieces.len() {
            let end =
                at + pieces[at..].iter().take_while(|(own, _)| *own >= level).count();
            if end > at {
                pieces[at..end].reverse();
            }
            at = end.max(at + 1);
        }
    }
    pieces.into_iter().map(|(_, piece)| piece).collect()
}

fn glyphs_of(para: &Para<'_>, run: &ShapedRun, bytes: &Range<usize>) -> Vec<Glyph> {
    let own = para.shaped.glyphs[run.glyphs.clone()].iter();
    own.filter(|g| bytes.contains(&(g.start as usize))).copied().collect()
}

/// A range cut where links begin and end.
fn cut_at_links(
    para: &Para<'_>,
    bytes: &Range<usize>,
) -> Vec<(Range<usize>, Option<TagId>)> {
    let mut found = Vec::new();
    let mut at = bytes.start;
    for (range, tag) in &para.links {
        let own = range.start.max(bytes.start)..range.end.min(bytes.end);
        if own.is_empty() {
            continue;
        }
        if at < own.start {
            found.push((at..own.start, None));
        }
        found.push((own.clone(), Some(*tag)));
        at = own.end;
    }
    if at < bytes.end {
        found.push((at..bytes.end, None));
    }
    found
}
