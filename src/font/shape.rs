//! From characters to glyphs: one call of the shaper for a run of one face and script.

use harfrust::{
    Buffer, BufferFlags, Direction, Language, Script, ShapeOptions, ShapePlan, ShaperFont,
};
use std::str::FromStr;

use super::Book;
use super::book::stands_for;
use crate::page::{Color, FaceId, Glyph, Run};
use crate::unit::{Point, Pt};

/// A glyph as the shaper gave it. Lengths are in em.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShapedGlyph {
    /// The glyph's number in its face.
    pub id: u16,
    /// Advance to the next glyph, kerning counted.
    pub advance: f32,
    /// Right of the origin.
    pub dx: f32,
    /// Above the origin.
    pub dy: f32,
    /// The byte of the paragraph's text at which the glyph's cluster begins.
    pub cluster: u32,
}

/// A shaper with its buffer and the plans it has made so far.
#[derive(Default)]
pub struct Shaper {
    buffer: Option<Buffer>,
    plans: Vec<Plan>,
}

struct Plan {
    face: FaceId,
    direction: Direction,
    script: Option<Script>,
    language: String,
    plan: ShapePlan,
}

/// What a run of text is shaped as.
pub struct RunOf<'a> {
    /// The face.
    pub face: FaceId,
    /// The whole paragraph.
    pub text: &'a str,
    /// The bytes of it to shape.
    pub range: std::ops::Range<usize>,
    /// ISO 15924 tag of the script, like `Latn`.
    pub script: [u8; 4],
    /// Right to left.
    pub rtl: bool,
    /// Language, BCP 47.
    pub language: &'a str,
}

impl Shaper {
    /// Shapes a run. The glyphs come in visual order, left to right.
    pub fn shape(&mut self, book: &Book, run: &RunOf<'_>, out: &mut Vec<ShapedGlyph>) {
        let face = book.face(run.face);
        let direction =
            if run.rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        let script = Script::from_iso15924_tag(harfrust::Tag::new(&run.script));
        let language = Language::from_str(run.language).ok();
        let known = self.plans.iter().position(|p| {
            p.face == run.face
                && p.direction == direction
                && p.script == script
                && p.language == run.language
        });
        let index = known.unwrap_or_else(|| {
            let plan =
                ShapePlan::new(&face.font, direction, script, language.as_ref(), &[]);
            self.plans.push(Plan {
                face: run.face,
                direction,
                script,
                language: run.language.to_owned(),
                plan,
            });
            self.plans.len() - 1
        });
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.reset();
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        buffer.set_direction(direction);
        buffer.set_script(script);
        buffer.set_language(language);
        buffer.set_pre_context(&run.text[..run.range.start]);
        for (at, c) in run.text[run.range.clone()].char_indices() {
            let cluster =
                u32::try_from(run.range.start + at).expect("a paragraph under 4 GB");
            let own = stands_for(c).filter(|_| !face.has(c)).unwrap_or(c);
            buffer.push(u32::from(own), cluster);
        }
        buffer.set_post_context(&run.text[run.range.end..]);
        let options = ShapeOptions::new().plan(Some(&self.plans[index].plan));
        harfrust::shape(&ShaperFont::new(&face.font), &mut buffer, options)
            .expect("direction and script are set, and the plan is for them");
        let em = |units: i32| units as f32 / face.units_per_em();
        out.extend(buffer.glyph_infos().iter().zip(buffer.glyph_positions()).map(
            |(info, at)| ShapedGlyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: em(at.x_advance) * narrow(run.text, info.cluster, face),
                dx: em(at.x_offset),
                dy: em(at.y_offset),
                cluster: info.cluster,
            },
        ));
        self.buffer = Some(buffer);
    }
}

impl Shaper {
    /// A line of words of our own, from left to right, from its baseline's start.
    pub fn line(
        &mut self,
        book: &Book,
        (face, size, color): (FaceId, Pt, Color),
        at: Point,
        text: &str,
    ) -> Run {
        let (range, script) = (0..text.len(), *b"Latn");
        let whole = RunOf { face, text, range, script, rtl: false, language: "en" };
        let mut shaped = Vec::new();
        self.shape(book, &whole, &mut shaped);
        let end = u32::try_from(text.len()).expect("a line under 4 GB");
        let glyph = |(at, own): (usize, &ShapedGlyph)| {
            // Glyphs of one cluster have the same bytes.
            let next = shaped[at..].iter().find(|next| next.cluster > own.cluster);
            let ShapedGlyph { id, advance, dx, dy, cluster } = *own;
            let end = next.map_or(end, |next| next.cluster);
            Glyph { id, advance, dx, dy, start: cluster, end }
        };
        let glyphs = shaped.iter().enumerate().map(glyph).collect();
        let (text, source) = (text.to_owned(), None);
        Run { face, size, color, at, glyphs, text, source, rtl: false }
    }
}

/// Half where a narrow blank is set by the glyph of a whole one.
fn narrow(text: &str, cluster: u32, face: &super::Face) -> f32 {
    const BLANK: char = '\u{202f}';
    let own = text[cluster as usize..].starts_with(BLANK);
    if own && !face.has(BLANK) { 0.5 } else { 1.0 }
}
