//! Art: faces that stand in a file once and are painted through a window, on one sheet or
//! on many.
//!
//! Art is a form XObject without tags (ISO 32000-1, 8.10), painted as an artifact: a form
//! with tags may be painted only once (ISO 14289-1, 7.20). Its space is that of the face
//! with y turned over.

use std::sync::Arc;

use lopdf::Dictionary;
use printpdf::{Op, PaintMode};

use super::bounds::bounds;
use super::encode::all_bytes;
use super::file::{File, Ref, corners, name, real};
use super::ink::{Ink, Place};
use super::items::{Stores, shape};
use crate::page::{Item, Layer, Shape};
use crate::unit::Rect;

/// The art of a file, in the order in which it is first painted.
#[derive(Default)]
pub(super) struct Forms {
    list: Vec<(Arc<Vec<Item>>, Form)>,
    /// Opacities of faces, in hundredths.
    opacities: Vec<u8>,
}

/// A form, before it is written.
struct Form {
    ops: Vec<Op>,
    /// What it covers, in the face's coordinates.
    bounds: Rect,
}

impl Forms {
    /// Paints a layer that is art, as far as `clip` shows it, on a page whose origin is known.
    pub(super) fn paint(
        &mut self,
        layer: &Layer,
        clip: Rect,
        origin: Place,
        ink: &mut Ink,
        stores: &mut Stores<'_>,
    ) {
        let form = self.place(&layer.items, stores);
        let [a, b, c, d, e, f] = layer.matrix.m;
        ink.end_text();
        ink.ops.push(Op::SaveGraphicsState);
        ink.matrix([a, -b, -c, d, origin.x + e, origin.y - f]);
        if !clip.holds(self.list[form].1.bounds) {
            ink.rectangle(clip, Place { x: 0.0, y: 0.0 }, PaintMode::Clip);
        }
        ink.op_of("Do", &format!("A{form}"));
        ink.ops.push(Op::RestoreGraphicsState);
    }

    /// The place of some art in the file.
    fn place(&mut self, items: &Arc<Vec<Item>>, stores: &mut Stores<'_>) -> usize {
        let known = self.list.iter().position(|(own, _)| Arc::ptr_eq(own, items));
        known.unwrap_or_else(|| {
            let all = items.iter().map(|item| bounds(&item.shape, stores.book));
            let bounds = all.reduce(Rect::union).unwrap_or_default();
            let form = Form { ops: drawn(items, stores), bounds };
            self.list.push((Arc::clone(items), form));
            self.list.len() - 1
        })
    }

    /// The name of the graphics state of an opacity.
    pub(super) fn opacity(&mut self, opacity: f64) -> String {
        let hundredths = percent(opacity);
        if !self.opacities.contains(&hundredths) {
            self.opacities.push(hundredths);
        }
        format!("V{hundredths}")
    }

    /// Writes the forms; gives their resources.
    pub(super) fn write(self, file: &mut File, resources: Ref) -> Dictionary {
        let mut forms = Dictionary::new();
        if self.list.is_empty() {
            return forms;
        }
        let (ops, bounds): (Vec<_>, Vec<_>) =
            self.list.into_iter().map(|(_, form)| (form.ops, form.bounds)).unzip();
        for (place, (bytes, r)) in all_bytes(ops).iter().zip(bounds).enumerate() {
            let mut dict = Dictionary::new();
            dict.set("Subtype", name("Form"));
            // Out to whole points.
            let low = [r.x, -r.bottom()].map(f64::floor);
            let high = [r.right(), -r.y].map(f64::ceil);
            dict.set("BBox", corners([low[0], low[1], high[0], high[1]]));
            dict.set("Resources", resources);
            forms.set(format!("A{place}"), file.stream(dict, bytes));
        }
        forms
    }

    /// The graphics states of the opacities (8.4.5).
    pub(super) fn states(&self) -> Dictionary {
        let mut states = Dictionary::new();
        for opacity in &self.opacities {
            let mut dict = Dictionary::new();
            dict.set("Type", name("ExtGState"));
            dict.set("ca", real(f64::from(*opacity) / 100.0));
            states.set(format!("V{opacity}"), dict);
        }
        states
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn percent(opacity: f64) -> u8 {
    (opacity.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// The operators of a form; those of all forms become bytes at once.
///
/// A form begins with the state of whoever paints it: it says all that it needs. Blanks at the
/// ends of lines are for who reads; art is looked at.
fn drawn(items: &[Item], stores: &mut Stores<'_>) -> Vec<Op> {
    let is_blank = |item: &&Item| matches!(&item.shape, Shape::Text(run) if run.text.trim().is_empty());
    let mut ink = Ink::default();
    for item in items.iter().filter(|item| !is_blank(item)) {
        shape(item, Place { x: 0.0, y: 0.0 }, &mut ink, stores);
    }
    ink.end_text();
    ink.ops
}
