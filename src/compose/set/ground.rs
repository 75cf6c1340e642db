//! Grounds, bars and the rules in their place: how far they run.

use crate::compose::galley::BoxPaint;
use crate::compose::paint;
use crate::compose::rows::{Deco, Setting, ruled_weights};
use crate::compose::sheet::Face;
use crate::model::{Bar, Ruled, Theme, Tint};
use crate::page::{Artifact, Item, Mark, Path, Shape};
use crate::unit::{Pt, Rect, Size, Turn};

pub(super) fn layout_item(path: Path) -> Item {
    Item { mark: Mark::Artifact(Artifact::Layout), shape: Shape::Path(path) }
}

/// What a frame or a box around frames paints.
pub(super) fn deco(
    paint: BoxPaint,
    bar: Option<&Bar>,
    ruled: &Ruled,
    setting: &Setting<'_>,
) -> Deco {
    Deco {
        from: 0,
        to: 0,
        paint,
        bar: bar.map_or(0.0, |bar| setting.length(&bar.weight)),
        wide: bar.is_none_or(|bar| bar.wide),
        ruled: ruled_weights(ruled, setting),
    }
}

/// Grounds and bars of a face: how far they run.
pub(super) struct Ground<'g, 'a> {
    pub(super) face: &'g Face<'a>,
    pub(super) bleed: Option<Pt>,
    pub(super) sheet: Size,
    pub(super) theme: &'g Theme,
}

impl Ground<'_, '_> {
    /// A rectangle carried out to the edge on the sides where it stands at the margin, and
    /// past the trim where there is bleed.
    fn wide(&self, r: Rect) -> Rect {
        let face = self.face;
        let slip = 0.05;
        let edge = if self.bleed.is_some() { 0.0 } else { face.edge };
        let (mut left, mut right, mut top, mut bottom) =
            (r.x, r.right(), r.y, r.bottom());
        if left <= face.margin.left + slip {
            left = left.min(edge);
        }
        if right >= face.size.w - face.margin.right - slip {
            right = right.max(face.size.w - edge);
        }
        if let Some(bleed) = self.bleed.filter(|_| face.panel.turn == Turn::None) {
            // Only sides on the trim run past it.
            let at_top = face.at.y <= slip && top <= face.edge + slip;
            let at_bottom = face.at.y + face.size.h >= self.sheet.h - slip
                && bottom >= face.size.h - face.edge - slip;
            if face.at.x <= slip && left <= slip {
                left = -bleed;
            }
            if face.at.x + face.size.w >= self.sheet.w - slip
                && right >= face.size.w - slip
            {
                right = face.size.w + bleed;
            }
            if at_top {
                top = -bleed;
            }
            if at_bottom {
                bottom = face.size.h + bleed;
            }
        }
        Rect { x: left, y: top, w: right - left, h: bottom - top }
    }

    /// The ground, bar and rules of a frame or of a box.
    pub(super) fn paint(
        &self,
        rect: Rect,
        deco: &Deco,
        begins: bool,
        items: &mut Vec<Item>,
    ) {
        let wide = self.wide(rect);
        let color = |tint: Option<Tint>| tint.map(|tint| self.theme.tint(tint));
        let (ground, ruled) = if self.theme.grounds {
            (color(deco.paint.ground), None)
        } else {
            (None, color(deco.paint.ruled))
        };
        if let Some(color) = ground {
            items.push(Item {
                mark: Mark::Artifact(Artifact::Background),
                shape: Shape::Path(Path::rect(wide, color)),
            });
        }
        if let Some(color) = color(deco.paint.bar).filter(|_| begins && deco.bar > 0.0) {
            let (x, w) = if deco.wide { (wide.x, wide.w) } else { (rect.x, rect.w) };
            items.push(layout_item(Path::rect(
                Rect { x, y: rect.y, w, h: deco.bar },
                color,
            )));
        } else if let Some(color) = ruled {
            let (above, below) = deco.ruled;
            if begins && above > 0.0 {
                items.push(layout_item(paint::rule(Rect { h: above, ..rect }, color)));
            }
            if below > 0.0 {
                let y = rect.bottom() - below;
                items.push(layout_item(paint::rule(Rect { y, h: below, ..rect }, color)));
            }
        }
    }
}
