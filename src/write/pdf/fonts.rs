//! The faces of a file: which glyphs are used, what each reads as, and the subsets.
//!
//! Glyphs get their number in the subset while the pages are written; the subset itself is
//! made once, at the end. `printpdf` makes the font dictionaries out of it.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};
use printpdf::{
    Codepoint, FontId, FontMetrics, FontType, Mm, Op, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfFontMetricsStub, PdfPage, TextItem,
};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::encode::{lopdf_of, pt};
use super::file::{File, Ref};
use crate::font::{Book, Face};
use crate::page::FaceId;

/// What a glyph reads as: ISO 32000-1, 9.10.3 has one text for each.
enum Reading {
    /// Never read by itself so far, only inside of a sequence with its own `ActualText`.
    Guess(String),
    /// This is what it reads as wherever nothing else is said.
    Own(String),
}

/// A face in use.
pub(super) struct Used {
    id: FaceId,
    remap: GlyphRemapper,
    /// By the number in the subset.
    readings: Vec<Reading>,
    /// By the number in the subset, in thousandths of an em.
    widths: Vec<u16>,
}

/// The faces of a file, in the order in which they are first used.
#[derive(Default)]
pub(super) struct Faces {
    list: Vec<Used>,
}

impl Faces {
    /// The place of a face in the file.
    pub(super) fn place(&mut self, id: FaceId) -> usize {
        let known = self.list.iter().position(|used| used.id == id);
        known.unwrap_or_else(|| {
            let notdef = Reading::Guess(" ".into());
            self.list.push(Used {
                id,
                remap: GlyphRemapper::new(),
                readings: vec![notdef],
                widths: vec![1000],
            });
            self.list.len() - 1
        })
    }

    /// The face in that place.
    pub(super) fn at(&mut self, place: usize) -> &mut Used {
        &mut self.list[place]
    }

    /// The name of a face in the resources.
    pub(super) fn name(place: usize) -> FontId {
        FontId(format!("T{place}"))
    }

    /// Writes the subsets and the dictionaries; gives the font resources.
    pub(super) fn write(&self, file: &mut File, book: &Book) -> Dictionary {
        let mut pdf = PdfDocument::new("");
        let mut ops = vec![Op::StartTextSection];
        for (place, used) in self.list.iter().enumerate() {
            let font = PdfFont::new(used.parsed(book));
            pdf.resources.fonts.map.insert(Self::name(place), font);
            ops.extend(used.specimen(place));
        }
        ops.push(Op::EndTextSection);
        pdf.pages.push(PdfPage::new(Mm(1.0), Mm(1.0), ops));
        let made = lopdf_of(&pdf);
        let mut resources = Dictionary::new();
        let page = made.page_iter().next().expect("the specimen has a page");
        let fonts = made
            .get_page_fonts(page)
            .expect("printpdf gives the specimen its font resources");
        for (place, used) in self.list.iter().enumerate() {
            let name = Self::name(place).0;
            let font = fonts.get(name.as_bytes()).expect("every face has a specimen");
            let face = book.face(used.id);
            let mut moving = Moving { from: &made, face, moved: BTreeMap::new() };
            let font = moving.object(file, &Object::Dictionary((*font).clone()));
            resources.set(name, file.add(font));
        }
        resources
    }
}

impl Used {
    /// The number of a glyph in the subset.
    pub(super) fn glyph(&mut self, face: &Face, glyph: u16) -> u16 {
        let new = self.remap.remap(glyph);
        if usize::from(new) == self.widths.len() {
            self.widths.push(thousandths(face.advance(glyph)));
            self.readings.push(Reading::Guess(String::new()));
        }
        new
    }

    /// The width that the file gives a glyph of the subset, in thousandths of an em.
    pub(super) fn width(&self, new: u16) -> f64 {
        f64::from(self.widths[usize::from(new)])
    }

    /// Whether the glyph reads as `text` if nothing else is said.
    ///
    /// The first text wins. Spaces and hyphens of special kinds never do, since the plain
    /// ones share their glyphs.
    pub(super) fn reads(&mut self, new: u16, text: &str) -> bool {
        let reading = &mut self.readings[usize::from(new)];
        match reading {
            Reading::Own(own) => own == text,
            Reading::Guess(_) if text.is_empty() || text.chars().any(is_special) => {
                self.guess(new, text);
                false
            }
            Reading::Guess(_) => {
                *reading = Reading::Own(text.to_owned());
                true
            }
        }
    }

    /// Notes what a glyph may stand for, where its text is said beside it.
    pub(super) fn guess(&mut self, new: u16, text: &str) {
        if let Reading::Guess(own) = &mut self.readings[usize::from(new)]
            && own.is_empty()
        {
            text.clone_into(own);
        }
    }

    fn reading(&self, new: usize) -> String {
        match &self.readings[new] {
            Reading::Own(text) => text.clone(),
            // 9.10: every glyph needs a text, and inside of an `ActualText` any will do.
            Reading::Guess(text) if text.is_empty() => " ".into(),
            Reading::Guess(text) => text.clone(),
        }
    }

    /// Shows every glyph once, so that printpdf takes it up.
    fn specimen(&self, place: usize) -> [Op; 2] {
        let glyphs = (0..self.readings.len()).map(|new| {
            let gid = u16::try_from(new).expect("glyph numbers have 16 bits");
            Codepoint::with_cid(gid, 0.0, self.reading(new))
        });
        let items = vec![TextItem::GlyphIds(glyphs.collect())];
        let font = PdfFontHandle::External(Faces::name(place));
        [Op::SetFont { font, size: pt(1.0) }, Op::ShowText { items }]
    }

    /// The subset as printpdf wants it. Its measures are in thousandths of an em already,
    /// since printpdf would cut fractions off where this rounds them.
    fn parsed(&self, book: &Book) -> ParsedFont {
        let face = book.face(self.id);
        let bytes = subsetter::subset(face.bytes(), face.index(), &self.remap)
            .expect("the book takes only fonts with outlines, and these can be cut down");
        let mille = |em: f32| signed(em * 1000.0);
        let [x_min, y_min, x_max, y_max] = face.bounds.map(mille);
        let widths = (0..).zip(self.widths.iter().copied());
        ParsedFont {
            font_name: Some(format!("{}+{}", tag(&bytes), face.postscript)),
            original_bytes: bytes,
            font_index: 0,
            codepoint_to_glyph: BTreeMap::new(),
            glyph_widths: widths.collect(),
            units_per_em: 1000,
            font_metrics: FontMetrics {
                ascent: mille(face.ascent),
                descent: mille(face.descent),
            },
            font_type: FontType::TrueType,
            pdf_font_metrics: PdfFontMetricsStub {
                x_min,
                y_min,
                x_max,
                y_max,
                us_weight_class: face.weight,
                ..PdfFontMetricsStub::default()
            },
        }
    }
}

/// Objects on their way from printpdf's document into the file.
struct Moving<'a> {
    from: &'a lopdf::Document,
    face: &'a Face,
    moved: BTreeMap<lopdf::ObjectId, Ref>,
}

impl Moving<'_> {
    fn object(&mut self, file: &mut File, object: &Object) -> Object {
        match object {
            Object::Reference(id) => self.reference(file, *id).into(),
            Object::Array(list) => {
                Object::Array(list.iter().map(|o| self.object(file, o)).collect())
            }
            Object::Dictionary(dict) => self.dictionary(file, dict).into(),
            other => other.clone(),
        }
    }

    fn dictionary(&mut self, file: &mut File, dict: &Dictionary) -> Dictionary {
        let mut out: Dictionary =
            dict.iter().map(|(key, o)| (key.clone(), self.object(file, o))).collect();
        if dict.has_type(b"FontDescriptor") {
            describe(&mut out, self.face);
        }
        out
    }

    fn reference(&mut self, file: &mut File, id: lopdf::ObjectId) -> Ref {
        if let Some(new) = self.moved.get(&id) {
            return *new;
        }
        let new = file.reserve();
        self.moved.insert(id, new);
        let object = self.from.get_object(id).expect("printpdf's references are whole");
        let object = match object {
            Object::Stream(stream) => {
                let dict = self.dictionary(file, &stream.dict);
                file.deflated(dict, &stream.content).into()
            }
            other => self.object(file, other),
        };
        file.put(new, object);
        new
    }
}

/// What printpdf can't know of a face (ISO 32000-1, tables 122 and 123).
fn describe(descriptor: &mut Dictionary, face: &Face) {
    const SYMBOLIC: i64 = 1 << 2;
    const PLAIN: i64 = 1 << 5;
    const ITALIC: i64 = 1 << 6;
    let latin = face.glyph('A').is_some() && face.glyph('a').is_some();
    let slant = if face.italic { ITALIC } else { 0 };
    descriptor.set("Flags", slant | if latin { PLAIN } else { SYMBOLIC });
    descriptor.set("CapHeight", i64::from(signed(face.cap_height * 1000.0)));
    descriptor.set("XHeight", i64::from(signed(face.x_height * 1000.0)));
    descriptor.set("ItalicAngle", super::file::real(f64::from(face.italic_angle)));
}

/// Six letters for a subset, made of its bytes (9.6.4).
fn tag(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// Characters that borrow the glyph of another, or have none.
fn is_special(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{ad}' | '\u{34f}' | '\u{2000}'..='\u{200f}' | '\u{2010}'
            | '\u{2011}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}'
            | '\u{3000}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    ) || c.is_control()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn thousandths(em: f32) -> u16 {
    (em * 1000.0).round() as u16
}

#[allow(clippy::cast_possible_truncation)]
fn signed(mille: f32) -> i16 {
    mille.round() as i16
}
