//! Drawings of a layout's own: lines, boxes, arrows, rows to write on.

use super::galley::DrawingNode;
use super::lines::Line;
use super::paint;
use super::rows::{Ink, InkKind, Setting, total};
use super::ruler::ruler;
use crate::model::DrawingKind;
use crate::page::{Artifact, Color, Item, Mark, Path, Segment, Shape, Stroke};
use crate::unit::{Point, Pt, Rect, Turn};

/// Draws in a rectangle.
pub fn draw(node: &DrawingNode<'_>, r: Rect, setting: &Setting<'_>, out: &mut Vec<Item>) {
    let weight = setting.length(&node.drawing.weight);
    let color = setting.theme.tint(node.color);
    let stroke = || Stroke { color, width: weight, dash: Vec::new() };
    let mut push = |path: Path| {
        out.push(Item {
            mark: Mark::Artifact(Artifact::Layout),
            shape: Shape::Path(path),
        });
    };
    match &node.drawing.kind {
        DrawingKind::Line => {
            push(paint::rule(Rect { y: r.bottom() - weight, h: weight, ..r }, color));
        }
        DrawingKind::Box => {
            let inset = weight / 2.0;
            let inner =
                Rect { x: r.x + inset, y: r.y + inset, w: r.w - weight, h: r.h - weight };
            push(Path { fill: None, stroke: Some(stroke()), ..Path::rect(inner, color) });
        }
        DrawingKind::Arrow(turn) => push(arrow(r, *turn, color)),
        DrawingKind::Space => {}
        DrawingKind::Ruler => ruler(node, r, weight, setting, out),
        DrawingKind::Rows { height, columns } => {
            rows(node, r, setting.length(height), columns, setting, out);
        }
    }
}

/// An arrow as large as the rectangle holds, with a shaft a third as thick as its head.
fn arrow(r: Rect, turn: Turn, color: Color) -> Path {
    // On a field 10 wide and 8 high, pointing right, from its middle.
    const SHAPE: [(f64, f64); 7] = [
        (-5.0, -1.2),
        (1.0, -1.2),
        (1.0, -4.0),
        (5.0, 0.0),
        (1.0, 4.0),
        (1.0, 1.2),
        (-5.0, 1.2),
    ];
    let upright = matches!(turn, Turn::Right | Turn::Left);
    let (fw, fh) = if upright { (8.0, 10.0) } else { (10.0, 8.0) };
    let unit = (r.w / fw).min(r.h / fh);
    let middle = Point { x: r.x + r.w / 2.0, y: r.y + r.h / 2.0 };
    let place = |(x, y): (f64, f64)| {
        let (x, y) = match turn {
            Turn::None => (x, y),
            Turn::Right => (-y, x),
            Turn::Over => (-x, -y),
            Turn::Left => (y, -x),
        };
        Point { x: middle.x + x * unit, y: middle.y + y * unit }
    };
    let mut segments = vec![Segment::Move(place(SHAPE[0]))];
    segments.extend(SHAPE[1..].iter().map(|p| Segment::Line(place(*p))));
    segments.push(Segment::Close);
    Path { segments, fill: Some(color), stroke: None }
}

/// Rows to write on: heads, then as many equal rows as the rectangle holds.
fn rows(
    node: &DrawingNode<'_>,
    r: Rect,
    height: Pt,
    columns: &[(String, f64)],
    setting: &Setting<'_>,
    out: &mut Vec<Item>,
) {
    let weight = setting.length(&node.drawing.weight);
    let color = setting.theme.tint(node.color);
    let shares: f64 = columns.iter().map(|(_, share)| share).sum();
    let gap = if columns.len() > 1 { setting.s / 34.0 } else { 0.0 };
    let room = r.w - gap * columns.len().saturating_sub(1) as f64;
    let fields: Vec<(Pt, Pt)> = if columns.is_empty() {
        vec![(r.x, r.w)]
    } else {
        let mut x = r.x;
        columns
            .iter()
            .map(|(_, share)| {
                let field = (x, room * share / shares);
                x += field.1 + gap;
                field
            })
            .collect()
    };
    let mut top = r.y;
    for (head, (x, _)) in node.heads.iter().zip(&fields) {
        let size = setting.size(&head.style, 0);
        let cap = f64::from(setting.book.face(crate::page::FaceId(0)).cap_height) * size;
        let line = Line { from: 0, to: head.shaped.words.len(), width: total(head) };
        let ink = Ink { x: 0.0, y: cap, kind: InkKind::Line { para: head, line, size } };
        paint::ink(setting, &ink, Point { x: *x, y: r.y }, false, out);
        top = top.max(r.y + cap + 0.4 * size);
    }
    let count = ((r.bottom() - top) / height.max(4.0)).floor().max(0.0);
    if count < 1.0 {
        return;
    }
    // What is left over is divided among the rows: the last line stands at the foot.
    let step = (r.bottom() - top) / count;
    for row in 0..=count as usize {
        let first = row == 0;
        if first && node.heads.is_empty() {
            continue;
        }
        let y = top + step * row as f64 - weight;
        for (x, w) in &fields {
            let path = paint::rule(Rect { x: *x, y, w: *w, h: weight }, color);
            out.push(Item {
                mark: Mark::Artifact(Artifact::Layout),
                shape: Shape::Path(path),
            });
        }
    }
}
