//! Outlines of glyphs, and a print of each: what is drawn alike has one print.
//!
//! Fonts are read here once more, from their tables (OpenType 1.9, glyf, loca, CFF): the
//! proof asks what a printer would draw, not what the file's own names say.

use std::ops::Range;

use read_fonts::ps::cff::CffFontRef;
use read_fonts::ps::charstring::CommandSink;
use read_fonts::types::{Fixed, GlyphId};
use sha2::{Digest, Sha256};

/// The print of a glyph without ink.
pub(super) const BLANK: u64 = 0;
/// Composite glyphs within each other.
const DEEPEST: usize = 8;

/// The outlines of a font's bytes.
pub(super) struct Outlines<'a> {
    kind: Kind<'a>,
    widths: Widths<'a>,
}

enum Kind<'a> {
    Glyf { loca: &'a [u8], glyf: &'a [u8], long: bool },
    Cff(Box<CffFontRef<'a>>),
}

/// The advance widths of a font (OpenType, hmtx).
struct Widths<'a> {
    hmtx: &'a [u8],
    count: usize,
    upem: f64,
}

impl<'a> Outlines<'a> {
    /// The outlines of a font file, of the font of that number in a collection, or of a bare
    /// CFF table.
    pub(super) fn new(bytes: &'a [u8], index: u32) -> Option<Self> {
        if matches!(bytes, [1, 0, ..]) {
            let kind = Kind::Cff(Box::new(CffFontRef::new_cff(bytes, 0, None).ok()?));
            return Some(Self {
                kind,
                widths: Widths { hmtx: &[], count: 0, upem: 1000.0 },
            });
        }
        let start = match bytes.get(..4)? {
            b"ttcf" => long(bytes, 12 + 4 * index as usize)?,
            _ => 0,
        };
        let table = |tag| bytes.get(table(bytes, start, tag)?);
        let head: &[u8] = table(b"head")?;
        let kind = match (table(b"loca"), table(b"glyf"), table(b"CFF ")) {
            (Some(loca), Some(glyf), _) => {
                Kind::Glyf { loca, glyf, long: word(head, 50)? != 0 }
            }
            (_, _, Some(cff)) => {
                Kind::Cff(Box::new(CffFontRef::new_cff(cff, 0, None).ok()?))
            }
            _ => return None,
        };
        let widths = Widths {
            hmtx: table(b"hmtx").unwrap_or_default(),
            count: table(b"hhea").and_then(|hhea| word(hhea, 34)).map_or(0, usize::from),
            upem: f64::from(word(head, 18)?).max(1.0),
        };
        Some(Self { kind, widths })
    }

    /// How many glyphs there are.
    pub(super) fn count(&self) -> u16 {
        let count = match &self.kind {
            Kind::Glyf { loca, long, .. } => {
                (loca.len() / if *long { 4 } else { 2 }).saturating_sub(1)
            }
            Kind::Cff(cff) => cff.num_glyphs() as usize,
        };
        u16::try_from(count).unwrap_or(u16::MAX)
    }

    /// The advance of a glyph in thousandths of an em, if the font says it.
    pub(super) fn advance(&self, glyph: u16) -> Option<f64> {
        let last = self.widths.count.checked_sub(1)?;
        let at = usize::from(glyph).min(last);
        Some(f64::from(word(self.widths.hmtx, 4 * at)?) * 1000.0 / self.widths.upem)
    }

    /// The print of a glyph; `None` if there is no such glyph, or it is broken.
    pub(super) fn print(&self, glyph: u16) -> Option<u64> {
        match &self.kind {
            Kind::Glyf { .. } => self.glyf_print(glyph, DEEPEST),
            Kind::Cff(cff) => cff_print(cff, glyph),
        }
    }

    fn glyf_print(&self, glyph: u16, depth: usize) -> Option<u64> {
        let depth = depth.checked_sub(1)?;
        let data = self.data(glyph)?;
        // Tables are padded with zeros, and not everywhere alike.
        let end = data.iter().rposition(|byte| *byte != 0).map_or(0, |at| at + 1);
        let data = &data[..end];
        if data.is_empty() {
            return Some(BLANK);
        }
        let mut hash = Sha256::new();
        if word(data, 0)? < 0x8000 {
            hash.update(data);
            return Some(short(hash));
        }
        hash.update(data.get(..10)?);
        let mut at = 10;
        loop {
            let flags = word(data, at)?;
            let part = word(data, at + 2)?;
            let mut size = if flags & 1 == 0 { 2 } else { 4 };
            size += match flags & 0b1100_1000 {
                0 => 0,
                0b1000 => 2,
                0b100_0000 => 4,
                _ => 8,
            };
            hash.update((flags & !0x100).to_be_bytes());
            hash.update(padded(data, at + 4, size));
            hash.update(self.glyf_print(part, depth)?.to_be_bytes());
            if flags & 0x20 == 0 {
                return Some(short(hash));
            }
            at += 4 + size;
        }
    }

    fn data(&self, glyph: u16) -> Option<&'a [u8]> {
        let Kind::Glyf { loca, glyf, long: is_long } = &self.kind else { return None };
        let place = |index: usize| {
            Some(if *is_long {
                long(loca, 4 * index)?
            } else {
                2 * usize::from(word(loca, 2 * index)?)
            })
        };
        let index = usize::from(glyph);
        glyf.get(place(index)?..place(index + 1)?)
    }
}

/// Bytes of a glyph, zeros where its end was cut off as padding.
fn padded(data: &[u8], at: usize, size: usize) -> Vec<u8> {
    (at..at + size).map(|index| data.get(index).copied().unwrap_or(0)).collect()
}

fn cff_print(cff: &CffFontRef<'_>, glyph: u16) -> Option<u64> {
    let glyph = GlyphId::from(glyph);
    if glyph.to_u32() >= cff.num_glyphs() {
        return None;
    }
    let font = cff.subfont(cff.subfont_index(glyph)?, &[]).ok()?;
    let mut steps = Steps::default();
    cff.evaluate_charstring(&font, glyph, &[], &mut steps).ok()?;
    if steps.0.is_empty() {
        return Some(BLANK);
    }
    Some(short(Sha256::new().chain_update(&steps.0)))
}

/// The steps of an outline, as bytes.
#[derive(Default)]
struct Steps(Vec<u8>);

impl Steps {
    fn put(&mut self, step: u8, values: &[Fixed]) {
        self.0.push(step);
        for value in values {
            self.0.extend_from_slice(&value.to_bits().to_be_bytes());
        }
    }
}

impl CommandSink for Steps {
    fn move_to(&mut self, x: Fixed, y: Fixed) {
        self.put(0, &[x, y]);
    }

    fn line_to(&mut self, x: Fixed, y: Fixed) {
        self.put(1, &[x, y]);
    }

    fn curve_to(&mut self, a: Fixed, b: Fixed, c: Fixed, d: Fixed, x: Fixed, y: Fixed) {
        self.put(2, &[a, b, c, d, x, y]);
    }

    fn close(&mut self) {
        self.put(3, &[]);
    }
}

fn short(hash: Sha256) -> u64 {
    let hash = hash.finalize();
    let head = hash.iter().take(8).fold(0, |value, byte| value << 8 | u64::from(*byte));
    head.max(1)
}

pub(super) fn table(bytes: &[u8], start: usize, tag: &[u8; 4]) -> Option<Range<usize>> {
    let count = usize::from(word(bytes, start + 4)?);
    let entry = |index| bytes.get(start + 12 + 16 * index..start + 28 + 16 * index);
    let own = (0..count).filter_map(entry).find(|entry| entry.starts_with(tag))?;
    let at = long(own, 8)?;
    Some(at..at.checked_add(long(own, 12)?)?)
}

pub(super) fn word(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes([pair[0], pair[1]]))
}

pub(super) fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_be_bytes([four[0], four[1], four[2], four[3]])).ok()
}
