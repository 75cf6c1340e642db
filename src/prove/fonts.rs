//! Fonts of a file: what a code claims to be, and what it looks like.
//!
//! A font of ours is of type 0, with Identity-H, an embedded subset and a table of texts
//! (ISO 32000-1, 9.7 and 9.10.3). The look of each code is its outline in the subset; the
//! face of that name, where it is at hand, says what such an outline stands for.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::faces::Backwards;
use super::file::{File, Reading};
use super::lex::{Lexer, Token, from_hex};
use super::object::{Dict, Object, utf16};
use super::outlines::{BLANK, Outlines};
use super::words::{is_blank, same};
use crate::font::{Book, Face};

/// The longest font file.
const LONGEST: usize = 32 << 20;

/// What a glyph stands for, by its outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// What the file says it stands for.
    AsClaimed,
    /// These texts, and the file says another.
    Other(Vec<String>),
    /// Nothing of the face looks so.
    Foreign,
    /// The face is not at hand.
    Unknown,
}

/// What is known of a code.
#[derive(Clone, Debug)]
pub(super) struct Code {
    /// What the file says it stands for.
    pub claim: String,
    pub look: Look,
    /// The print of its outline.
    pub print: u64,
    /// Its width in the file, in thousandths of an em.
    pub width: f64,
    /// Whether that is the width of the face.
    pub wide: bool,
    /// Whether it has no ink.
    pub blank: bool,
}

/// A font of a file.
pub(super) struct Font<'b> {
    /// The name of the face, without the subset's letters.
    pub name: String,
    face: Option<&'b Face>,
    /// The embedded subset; none if the font is of another kind than ours.
    bytes: Option<Vec<u8>>,
    texts: BTreeMap<u16, String>,
    widths: BTreeMap<u16, f64>,
    usual: f64,
    /// From code to glyph of the subset, where that is not the same.
    glyphs: Option<Vec<u8>>,
    known: RefCell<Vec<Option<Code>>>,
}

impl<'b> Font<'b> {
    /// Reads a font.
    pub(super) fn read(file: &File<'_>, dict: &Dict, book: &'b Book) -> Reading<Self> {
        let full = file.get(dict.get("BaseFont"));
        let full = full.name().unwrap_or("without a name");
        let name = match full.split_once('+') {
            Some((tag, name)) if tag.len() == 6 => name,
            _ => full,
        };
        let kids = file.get(dict.get("DescendantFonts"));
        let cid = kids.array().and_then(|kids| file.dict(kids.first()?));
        let mut font = Self {
            face: book.named(name),
            name: name.to_owned(),
            bytes: None,
            texts: BTreeMap::new(),
            widths: BTreeMap::new(),
            usual: 1000.0,
            glyphs: None,
            known: RefCell::default(),
        };
        let identity = file.get(dict.get("Encoding")).name() == Some("Identity-H");
        let Some(cid) = cid.filter(|_| identity) else { return Ok(font) };
        if let Some(bytes) = file.contents(dict.get("ToUnicode"))? {
            font.texts = to_unicode(&bytes);
        }
        font.usual = file.get(cid.get("DW")).number().unwrap_or(1000.0);
        font.widths = widths(file, &file.get(cid.get("W")));
        font.glyphs = match cid.get("CIDToGIDMap") {
            map @ Object::Ref(_) => file.contents(map)?,
            _ => None,
        };
        let descriptor = file.dict(cid.get("FontDescriptor")).unwrap_or_default();
        for key in ["FontFile2", "FontFile3"] {
            if let Some(stream) = file.stream(descriptor.get(key)) {
                font.bytes = Some(file.plain(&stream.dict, stream.raw, LONGEST)?);
            }
        }
        Ok(font)
    }

    /// Whether it is a font as ours are: two bytes a code, embedded.
    pub(super) fn is_ours(&self) -> bool {
        self.bytes.is_some()
    }

    /// Whether the face is at hand.
    pub(super) fn has_face(&self) -> bool {
        self.face.is_some()
    }

    /// Runs `with` on what is known of a code.
    pub(super) fn code<T>(&self, code: u16, with: impl FnOnce(&Code) -> T) -> T {
        let mut known = self.known.borrow_mut();
        let index = usize::from(code);
        if known.len() <= index {
            known.resize(index + 1, None);
        }
        with(known[index].get_or_insert_with(|| self.look_at(code)))
    }

    fn look_at(&self, code: u16) -> Code {
        let claim = self.texts.get(&code).cloned().unwrap_or_default();
        let width = self.widths.get(&code).copied().unwrap_or(self.usual);
        let glyph = match &self.glyphs {
            None => Some(code),
            Some(map) => super::outlines::word(map, 2 * usize::from(code)),
        };
        let outlines = self.bytes.as_deref().and_then(|bytes| Outlines::new(bytes, 0));
        let print = glyph.and_then(|glyph| outlines.as_ref()?.print(glyph));
        let Some(print) = print else {
            return Code {
                claim,
                look: Look::Foreign,
                print: 1,
                width,
                wide: true,
                blank: false,
            };
        };
        let (look, wide) = self.look(&claim, print, width);
        Code { claim, look, print, width, wide, blank: print == BLANK }
    }

    /// What an outline stands for, and whether it is as wide as in the face.
    fn look(&self, claim: &str, print: u64, width: f64) -> (Look, bool) {
        if print == BLANK {
            let blank = claim.chars().all(is_blank);
            let look =
                if blank { Look::AsClaimed } else { Look::Other(vec![" ".to_owned()]) };
            return (look, true);
        }
        let Some(face) = self.face else { return (Look::Unknown, true) };
        let Some(own) = Outlines::new(face.bytes(), face.index()) else {
            return (Look::Unknown, true);
        };
        let fits = |glyph: u16| {
            own.advance(glyph).is_none_or(|advance| (advance - width).abs() <= 1.01)
        };
        // The plain way: the glyph of the character that is claimed looks so.
        if let Some(glyph) = plain_glyph(face, claim)
            && own.print(glyph) == Some(print)
        {
            return (Look::AsClaimed, fits(glyph));
        }
        let back = Backwards::of(face);
        let Some(texts) = back.texts(print) else { return (Look::Foreign, true) };
        let wide = back.glyphs(print).iter().any(|glyph| fits(*glyph));
        if texts.iter().any(|text| same(text, claim)) {
            return (Look::AsClaimed, wide);
        }
        (Look::Other(texts.into_iter().map(str::to_owned).collect()), wide)
    }

    /// The texts that a code may stand for, by its outline alone; `None` where that can't be
    /// said.
    pub(super) fn texts(&self, code: u16) -> Option<Vec<String>> {
        let print = self.code(code, |known| known.print);
        if print == BLANK {
            return Some(vec![" ".to_owned()]);
        }
        let face = self.face?;
        let texts = Backwards::of(face).texts(print)?;
        Some(texts.into_iter().map(str::to_owned).collect())
    }
}

/// The glyph of a text of one character.
fn plain_glyph(face: &Face, claim: &str) -> Option<u16> {
    let mut chars = claim.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return None };
    face.glyph(c)
}

/// A table of texts (9.10.3): the code of each glyph, and its text in UTF-16.
fn to_unicode(bytes: &[u8]) -> BTreeMap<u16, String> {
    let mut texts = BTreeMap::new();
    let mut lexer = Lexer::new(bytes, 0);
    let mut waiting: Vec<Vec<u8>> = Vec::new();
    let mut ranges = false;
    while let Some(token) = lexer.token() {
        match token {
            Token::Word(b"beginbfchar") => (ranges, waiting) = (false, Vec::new()),
            Token::Word(b"beginbfrange") => (ranges, waiting) = (true, Vec::new()),
            Token::Word(b"begincodespacerange") => {
                (ranges, waiting) = (false, Vec::new())
            }
            Token::Word(b"endcodespacerange") => waiting.clear(),
            Token::Hex(raw) => waiting.push(from_hex(raw)),
            Token::Word(b"endbfchar") if !ranges => {
                for pair in waiting.chunks_exact(2) {
                    texts.insert(code(&pair[0]), utf16(&pair[1]));
                }
                waiting.clear();
            }
            Token::Open if ranges && waiting.len() % 3 == 2 => {
                let first = code(&waiting[waiting.len() - 2]);
                waiting.truncate(waiting.len() - 2);
                let mut next = first;
                while let Some(Token::Hex(raw)) = lexer.token() {
                    texts.insert(next, utf16(&from_hex(raw)));
                    next = next.wrapping_add(1);
                }
            }
            Token::Word(b"endbfrange") if ranges => {
                for three in waiting.chunks_exact(3) {
                    range(&mut texts, code(&three[0]), code(&three[1]), &three[2]);
                }
                waiting.clear();
            }
            _ => {}
        }
    }
    texts
}

fn range(texts: &mut BTreeMap<u16, String>, first: u16, last: u16, start: &[u8]) {
    let Some((low, head)) = start.split_last() else { return };
    for (step, code) in (first..=last).enumerate() {
        let mut bytes = head.to_vec();
        bytes.push(low.wrapping_add(u8::try_from(step & 0xff).unwrap_or(0)));
        texts.insert(code, utf16(&bytes));
    }
}

fn code(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |code: u16, byte| code << 8 | u16::from(*byte))
}

/// Widths of codes (9.7.4.3).
fn widths(file: &File<'_>, list: &Object) -> BTreeMap<u16, f64> {
    let mut widths = BTreeMap::new();
    let list = list.array().unwrap_or_default();
    let code = |object: &Object| u16::try_from(object.count()?).ok();
    let mut at = 0;
    while let Some(first) = list.get(at).and_then(code) {
        let Some(second) = list.get(at + 1) else { break };
        if let Object::Array(own) = file.get(second) {
            for (code, width) in (first..).zip(own.iter().filter_map(Object::number)) {
                widths.insert(code, width);
            }
            at += 2;
        } else {
            let (last, width) = (code(second), list.get(at + 2).and_then(Object::number));
            let (Some(last), Some(width)) = (last, width) else { break };
            widths.extend((first..=last).map(|code| (code, width)));
            at += 3;
        }
    }
    widths
}
