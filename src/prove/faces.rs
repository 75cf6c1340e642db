//! Faces at hand, read backwards: from an outline to the glyphs that look so, and from a
//! glyph to the texts that it may stand for.

use std::collections::BTreeMap;

use read_fonts::{FontRef, TableProvider};

use super::gsub;
use super::outlines::Outlines;
use crate::font::Face;

/// Texts that one glyph may stand for: more are not told apart.
const TEXTS: usize = 12;
/// Substitutions after each other that are walked back.
const ROUNDS: usize = 5;

/// What is known of a face once it was asked for a glyph that no plain way leads to.
pub(super) struct Backwards {
    by_print: BTreeMap<u64, Vec<u16>>,
    texts: BTreeMap<u16, Vec<String>>,
}

impl Backwards {
    /// The face read backwards; kept with the face.
    pub(super) fn of(face: &Face) -> &Self {
        face.keep(Self::new)
    }

    fn new(face: &Face) -> Self {
        let mut by_print: BTreeMap<u64, Vec<u16>> = BTreeMap::new();
        if let Some(outlines) = Outlines::new(face.bytes(), face.index()) {
            for glyph in 0..outlines.count() {
                if let Some(print) = outlines.print(glyph) {
                    by_print.entry(print).or_default().push(glyph);
                }
            }
        }
        Self { by_print, texts: texts(face) }
    }

    /// The texts that a glyph of this look may stand for; `None` if no glyph looks so.
    pub(super) fn texts(&self, print: u64) -> Option<Vec<&str>> {
        let glyphs = self.by_print.get(&print)?;
        let own = glyphs.iter().filter_map(|glyph| self.texts.get(glyph));
        Some(own.flatten().map(String::as_str).collect())
    }

    /// The glyphs that look so.
    pub(super) fn glyphs(&self, print: u64) -> &[u16] {
        self.by_print.get(&print).map_or(&[], Vec::as_slice)
    }
}

fn texts(face: &Face) -> BTreeMap<u16, Vec<String>> {
    let mut texts: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    let font = FontRef::from_index(face.bytes(), face.index());
    if let Some(cmap) = font.ok().and_then(|font| font.cmap().ok())
        && let Some((_, _, table)) = cmap.best_subtable()
    {
        for (code, glyph) in table.iter() {
            if let (Some(c), Ok(glyph)) =
                (char::from_u32(code), u16::try_from(glyph.to_u32()))
            {
                add(&mut texts, glyph, c.to_string());
            }
        }
    }
    let steps = gsub::steps(face.bytes(), face.index());
    for _ in 0..ROUNDS {
        let mut grown = false;
        for step in &steps {
            for text in spelled(&texts, &step.from) {
                grown |= add(&mut texts, step.to, text);
            }
        }
        if !grown {
            break;
        }
    }
    texts
}

fn add(texts: &mut BTreeMap<u16, Vec<String>>, glyph: u16, text: String) -> bool {
    let own = texts.entry(glyph).or_default();
    let is_new = own.len() < TEXTS && !own.contains(&text);
    if is_new {
        own.push(text);
    }
    is_new
}

/// What glyphs in a row may spell.
fn spelled(texts: &BTreeMap<u16, Vec<String>>, glyphs: &[u16]) -> Vec<String> {
    let mut out = vec![String::new()];
    for glyph in glyphs {
        let Some(own) = texts.get(glyph) else { return Vec::new() };
        let longer = |head: &String| -> Vec<String> {
            own.iter().map(|text| format!("{head}{text}")).collect()
        };
        out = out.iter().flat_map(longer).take(TEXTS).collect();
    }
    out.retain(|text| text.len() <= 64);
    out
}
