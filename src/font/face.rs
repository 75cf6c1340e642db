//! One face of a family: its bytes and its measures.

use std::any::Any;
use std::sync::{Arc, OnceLock};

use harfrust::GlyphId;
use harfrust::font::Font;
use harfrust::font::attribute::Style;
use harfrust::font::name::NameId;
use read_fonts::TableProvider;

use crate::unit::Rect;

/// The bytes of a font file.
#[derive(Clone)]
enum Bytes {
    Embedded(&'static [u8]),
    Read(Arc<Vec<u8>>),
}

/// A face: one weight and style of a family. Lengths are in em.
pub struct Face {
    bytes: Bytes,
    index: u32,
    pub(super) font: Font,
    upem: f32,
    /// Which ASCII characters it has, a bit each.
    ascii: u128,
    /// The family's name.
    pub family: String,
    /// The PostScript name, fit for a PDF.
    pub postscript: String,
    /// The weight, 400 is regular and 700 bold.
    pub weight: u16,
    /// Whether the face is italic or oblique.
    pub italic: bool,
    /// The slant of an italic in degrees, counted against the clock: -12 leans right.
    pub italic_angle: f32,
    /// The height of a flat capital, .668 in the embedded family.
    pub cap_height: f32,
    /// The height of a flat small letter.
    pub x_height: f32,
    /// Above the baseline.
    pub ascent: f32,
    /// Below the baseline, a negative number.
    pub descent: f32,
    /// The box that holds every glyph: left, bottom, right, top.
    pub bounds: [f32; 4],
    /// What a reader of the face has worked out, see [`Face::keep`].
    kept: OnceLock<Box<dyn Any + Send + Sync>>,
}

impl Face {
    pub(super) fn embedded(bytes: &'static [u8]) -> Self {
        Self::read(Bytes::Embedded(bytes), 0).expect("the embedded faces are fonts")
    }

    pub(super) fn open(bytes: Arc<Vec<u8>>, index: u32) -> Result<Self, String> {
        Self::read(Bytes::Read(bytes), index)
    }

    fn read(bytes: Bytes, index: u32) -> Result<Self, String> {
        let font = match &bytes {
            Bytes::Embedded(b) => Font::new(*b, index),
            Bytes::Read(b) => {
                let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::clone(b) as _;
                Font::new(harfrust::font::Blob::from(shared), index)
            }
        };
        let font = font.ok_or("it is no TrueType or OpenType font")?;
        if font.axes().iter().next().is_some() {
            return Err("it is a variable font; give a static instance of it \
                        (every design program and fonttools can write one)"
                .into());
        }
        let tables = font.tables();
        if tables.glyf().is_err() && tables.cff().is_err() {
            return Err(
                "it has no outlines that a printer can use (no glyf or CFF table)".into(),
            );
        }
        let upem = f32::from(font.units_per_em());
        let name = |id| {
            let found = font.names().get(id)?.english_or_first()?;
            Some(found.name().chars().collect::<String>())
        };
        let family = name(NameId::TYPOGRAPHIC_FAMILY_NAME)
            .or_else(|| name(NameId::FAMILY_NAME))
            .ok_or("it has no family name")?;
        let postscript = name(NameId::POSTSCRIPT_NAME).unwrap_or_else(|| family.clone());
        let postscript =
            postscript.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-');
        let attributes = font.default_attributes();
        let metrics = font.metrics();
        let em = |value: f32| value / upem;
        let line = metrics.h_line();
        let bounds = metrics.bounds;
        let mut face = Self {
            index,
            upem,
            ascii: 0,
            family,
            postscript: postscript.collect(),
            weight: attributes.weight.value() as u16,
            italic: !matches!(attributes.style, Style::Normal),
            italic_angle: font
                .tables()
                .post()
                .map_or(0.0, |post| post.italic_angle().to_f32()),
            cap_height: metrics.cap_height.map_or(0.0, |v| em(v.to_f32())),
            x_height: metrics.x_height.map_or(0.0, |v| em(v.to_f32())),
            ascent: line.map_or(0.8, |l| em(l.ascender.to_f32())),
            descent: line.map_or(-0.2, |l| em(l.descender.to_f32())),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max]
                .map(|v| em(v.to_f32())),
            font,
            bytes,
            kept: OnceLock::new(),
        };
        let height = |face: &Self, c| {
            face.glyph(c).and_then(|id| face.extents(id)).map_or(0.0, |r| -r.y as f32)
        };
        face.ascii = (0..128_u8)
            .filter(|code| face.glyph(char::from(*code)).is_some())
            .fold(0, |bits, code| bits | 1 << code);
        if face.cap_height <= 0.0 {
            face.cap_height = height(&face, 'H');
        }
        if face.cap_height <= 0.0 {
            face.cap_height = 0.7; // A script without capitals: where Latin capitals end.
        }
        if face.x_height <= 0.0 {
            face.x_height = height(&face, 'x');
        }
        Ok(face)
    }

    /// The whole font file.
    pub fn bytes(&self) -> &[u8] {
        match &self.bytes {
            Bytes::Embedded(b) => b,
            Bytes::Read(b) => b,
        }
    }

    /// Which font of a collection; 0 for a file of one font.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// Whether the face has a glyph for a character.
    pub fn has(&self, c: char) -> bool {
        match u32::from(c) {
            code @ 0..128 => self.ascii >> code & 1 == 1,
            _ => self.glyph(c).is_some(),
        }
    }

    /// The glyph of a character, if the face has it.
    pub fn glyph(&self, c: char) -> Option<u16> {
        let id = self.font.charmap().map_unicode(c)?;
        u16::try_from(id.to_u32()).ok().filter(|id| *id != 0)
    }

    /// The advance width of a glyph, in em.
    pub fn advance(&self, glyph: u16) -> f32 {
        self.font.glyph_metrics().h_advance(GlyphId::from(glyph)) / self.upem
    }

    /// The box around a glyph's ink, in em from its origin, y downwards.
    pub fn extents(&self, glyph: u16) -> Option<Rect> {
        let e = self.font.glyph_metrics().extents(GlyphId::from(glyph))?;
        let em = |v: f32| f64::from(v / self.upem);
        Some(Rect {
            x: em(e.x_bearing),
            y: -em(e.y_bearing),
            w: em(e.width),
            h: em(e.height),
        })
    }

    /// What `make` works out of the face, worked out once and kept with it. One kind of thing
    /// is kept: the reader of finished files has it.
    pub fn keep<T: Any + Send + Sync>(&self, make: impl FnOnce(&Self) -> T) -> &T {
        let kept = self.kept.get_or_init(|| Box::new(make(self)));
        kept.downcast_ref().expect("one kind of thing is kept with a face")
    }

    /// Units per em.
    pub fn units_per_em(&self) -> f32 {
        self.upem
    }
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face")
            .field("postscript", &self.postscript)
            .finish_non_exhaustive()
    }
}
