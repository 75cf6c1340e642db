//! Art: faces that stand in a file once and are painted through a window, on one sheet or
//! on many.
//!
//! Art is a form XObject without tags (ISO 32000-1, 8.10), painted as an artifact: a form
//! with tags may be painted only once (ISO 14289-1, 7.20). Its space is that of the face
//! with y turned over.

use std::sync::Arc;

use lopdf::{Dictionary, Object};
use printpdf::{CurTransMat, DictItem, Op, XObjectId, XObjectTransform};

use super::bounds::bounds;
use super::content::{Place, Shared, bytes, shape};
use super::file::{File, Ref, corners, name, real, round};
use super::ink::Ink;
use crate::page::{Color, Item, Layer};
use crate::unit::Rect;

/// The art of a file, in the order in which it is first painted.
#[derive(Default)]
pub(super) struct Forms {
    list: Vec<(Arc<Vec<Item>>, Form)>,
    /// Opacities of the veils, in hundredths.
    veils: Vec<u8>,
}

/// The content of a form, before it is written.
struct Form {
    bytes: Vec<u8>,
    /// Left, bottom, right, top in the form's space.
    bounds: [f64; 4],
}

/// Paints a layer that is art: the ink's matrix is set, the face's origin is (0, 0).
pub(super) fn paint(layer: &Layer, clip: Rect, ink: &mut Ink, shared: &mut Shared<'_>) {
    let form = place(&layer.items, shared);
    let number = |v: f64| DictItem::Real(round(v));
    let window = [clip.x, -clip.bottom(), clip.w, clip.h].map(number).to_vec();
    let plain = |key: &str| Op::Unknown { key: key.into(), value: Vec::new() };
    ink.ops.push(Op::SaveGraphicsState);
    ink.ops.push(Op::Unknown { key: "re".into(), value: window });
    ink.ops.extend([plain("W"), plain("n")]);
    let transform = XObjectTransform { no_auto_scale: true, ..Default::default() };
    ink.ops.push(Op::UseXobject { id: XObjectId(format!("A{form}")), transform });
    if layer.veil > 0.0 {
        let veil = shared.forms.veil(layer.veil);
        let gs = DictItem::Name(format!("V{veil}").into_bytes());
        ink.ops.push(Op::Unknown { key: "gs".into(), value: vec![gs] });
        let kept = ink.state.clone();
        ink.fill(Color::WHITE);
        // Wider than the window, whose edge cuts both off alike.
        let veil =
            Rect { x: clip.x - 1.0, y: clip.y - 1.0, w: clip.w + 2.0, h: clip.h + 2.0 };
        ink.rectangle(veil, Place { x: 0.0, y: 0.0 });
        ink.state = kept;
    }
    ink.ops.push(Op::RestoreGraphicsState);
}

/// The place of some art in the file.
fn place(items: &Arc<Vec<Item>>, shared: &mut Shared<'_>) -> usize {
    let known = shared.forms.list.iter().position(|(own, _)| Arc::ptr_eq(own, items));
    known.unwrap_or_else(|| {
        let form = Form { bytes: drawn(items, shared), bounds: around(items, shared) };
        shared.forms.list.push((Arc::clone(items), form));
        shared.forms.list.len() - 1
    })
}

/// A form begins with the state of whoever paints it: it says what it takes for granted.
fn drawn(items: &[Item], shared: &mut Shared<'_>) -> Vec<u8> {
    let mut ink = Ink::anew();
    for item in items {
        shape(item, Place { x: 0.0, y: 0.0 }, &mut ink, shared);
    }
    ink.end_text();
    bytes(ink.ops)
}

fn around(items: &[Item], shared: &Shared<'_>) -> [f64; 4] {
    let all = items.iter().map(|item| bounds(&item.shape, shared.book));
    let r = all.reduce(Rect::union).unwrap_or_default();
    [r.x, -r.bottom(), r.right(), -r.y]
}

impl Forms {
    fn veil(&mut self, veil: f64) -> u8 {
        let hundredths = percent(veil);
        if !self.veils.contains(&hundredths) {
            self.veils.push(hundredths);
        }
        hundredths
    }

    /// Writes the forms; gives their resources.
    pub(super) fn write(&self, file: &mut File, resources: Ref) -> Dictionary {
        let mut forms = Dictionary::new();
        for (place, (_, form)) in self.list.iter().enumerate() {
            let mut dict = Dictionary::new();
            dict.set("Type", name("XObject"));
            dict.set("Subtype", name("Form"));
            dict.set("BBox", corners(form.bounds));
            dict.set(
                "Matrix",
                Object::Array([1, 0, 0, 1, 0, 0].map(Object::from).to_vec()),
            );
            dict.set("Resources", resources);
            forms.set(format!("A{place}"), file.stream(dict, &form.bytes));
        }
        forms
    }

    /// The graphics states of the veils (8.4.5).
    pub(super) fn states(&self) -> Dictionary {
        let mut states = Dictionary::new();
        for veil in &self.veils {
            let mut dict = Dictionary::new();
            dict.set("Type", name("ExtGState"));
            dict.set("ca", real(f64::from(*veil) / 100.0));
            states.set(format!("V{veil}"), dict);
        }
        states
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn percent(veil: f64) -> u8 {
    (veil.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// The matrix of a layer as an operator.
pub(super) fn matrix(m: [f64; 6]) -> Op {
    Op::SetTransformationMatrix { matrix: CurTransMat::Raw(m.map(round)) }
}
