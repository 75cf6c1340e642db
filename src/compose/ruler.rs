//! A ruler of two inches: whoever lays one of wood beside it sees whether the sheet was
//! printed at its size. It is a mark for the printer, and nobody hears it read.

use super::galley::DrawingNode;
use super::lines::Line;
use super::paint;
use super::rows::{Ink, InkKind, Setting, total};
use crate::page::{Artifact, FaceId, Item, Mark, Path, Shape, Stroke};
use crate::unit::{INCH, Point, Pt, Rect};

/// How long it is: 2 in, 50.8 mm.
const LENGTH: Pt = 2.0 * INCH;
/// How high its ends are.
const TICK: Pt = 6.0;
/// Between the bar and its sentence.
const GAP: Pt = 6.0;

/// Draws the ruler and its sentence in the middle of the rectangle's height: the sentence
/// beside the bar where it has room, else below it. Where there is no room for two inches
/// there is no ruler.
pub fn ruler(
    node: &DrawingNode<'_>,
    r: Rect,
    weight: Pt,
    setting: &Setting<'_>,
    out: &mut Vec<Item>,
) {
    if r.w < LENGTH {
        return;
    }
    let mark = Mark::Artifact(Artifact::Page);
    let words = node.heads.first().map(|head| {
        let size = setting.size(&head.style, 0);
        let cap = f64::from(setting.book.face(FaceId(0)).cap_height) * size;
        (head, size, cap, total(head) * size)
    });
    let beside = words.is_none_or(|(.., width)| r.w >= LENGTH + GAP + width);
    let height = if beside { TICK } else { TICK + GAP + words.map_or(0.0, |w| w.2) };
    let top = r.y + (r.h - height).max(0.0) / 2.0;
    let middle = top + TICK / 2.0;
    let color = setting.theme.tint(node.color);
    let mut line = |x: Pt, y: Pt, to: Point| {
        let stroke = Stroke { color, width: weight, dash: Vec::new() };
        let path = Path::line(Point { x, y }, to, stroke);
        out.push(Item { mark, shape: Shape::Path(path) });
    };
    line(r.x, middle, Point { x: r.x + LENGTH, y: middle });
    for tick in 0..=4_u32 {
        // The ends stand within the two inches, and whole inches are twice as high as halves.
        let inset = match tick {
            0 => weight / 2.0,
            4 => -weight / 2.0,
            _ => 0.0,
        };
        let x = r.x + LENGTH * f64::from(tick) / 4.0 + inset;
        let half = if tick % 2 == 0 { TICK / 2.0 } else { TICK / 4.0 };
        line(x, middle - half, Point { x, y: middle + half });
    }
    let Some((head, size, cap, _)) = words else { return };
    let at = if beside {
        Point { x: r.x + LENGTH + GAP, y: middle + cap / 2.0 }
    } else {
        Point { x: r.x, y: top + TICK + GAP + cap }
    };
    let whole = Line { from: 0, to: head.shaped.words.len(), width: total(head) };
    let ink =
        Ink { x: 0.0, y: 0.0, kind: InkKind::Line { para: head, line: whole, size } };
    let first = out.len();
    paint::ink(setting, &ink, at, false, out);
    for item in &mut out[first..] {
        item.mark = mark;
    }
}
