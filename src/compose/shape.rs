//! From words to shaped paragraphs: itemise by direction, script and face, shape each run
//! once, and measure the pieces between break opportunities, all in em.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};
use unicode_script::{Script, UnicodeScript};

use super::breaks::{self, After};
use crate::font::{Book, RunOf, ShapedGlyph, Shaper, Want};
use crate::model::Style;
use crate::page::{FaceId, Glyph};

/// A paragraph, shaped. All widths are in em of its style.
#[derive(Clone, Debug, Default)]
pub struct Shaped {
    /// The words; `\n` is a hard break.
    pub text: String,
    /// Whether the paragraph runs from right to left.
    pub rtl: bool,
    /// The runs of one face and direction, in logical order.
    pub runs: Vec<ShapedRun>,
    /// The glyphs of all runs; within a run in visual order.
    pub glyphs: Vec<Glyph>,
    /// The pieces between break opportunities, in logical order.
    pub words: Vec<Word>,
}

/// A run of one face and direction.
#[derive(Clone, Debug)]
pub struct ShapedRun {
    /// The face.
    pub face: FaceId,
    /// The embedding level; odd runs from right to left.
    pub level: u8,
    /// Its bytes of the text.
    pub range: Range<usize>,
    /// Its glyphs.
    pub glyphs: Range<usize>,
}

/// A piece of a line that is never broken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word {
    /// Its first byte.
    pub start: usize,
    /// The end of what is seen of it.
    pub end: usize,
    /// Where the next word begins: after the blanks.
    pub next: usize,
    /// The width of what is seen.
    pub width: f64,
    /// The width of the blanks after it.
    pub blank: f64,
    /// How many characters are seen of it, and how many with its blanks.
    pub characters: (u32, u32),
    /// What may happen after it.
    pub after: After,
}

/// A stretch of text that is emphasised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emphasis {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
}

/// A character that no face has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The character.
    pub character: char,
}

/// Shapes paragraphs; keeps the shaper's buffer and plans between them.
pub struct Typesetter<'a> {
    /// The faces.
    pub book: &'a Book,
    shaper: Shaper,
}

impl<'a> Typesetter<'a> {
    /// A typesetter with these faces.
    pub fn new(book: &'a Book) -> Self {
        Self { book, shaper: Shaper::default() }
    }

    /// Shapes a paragraph; tells the characters that no face has.
    pub fn shape(
        &mut self,
        text: &str,
        emphasis: &[Emphasis],
        style: &Style,
        lang: &str,
    ) -> (Shaped, Vec<Missing>) {
        let mut shaped = Shaped { text: text.to_owned(), ..Shaped::default() };
        // A hard break is shaped as a blank: it is one where the lines are read as one.
        let flat = text.replace('\n', " ");
        let mut missing = Vec::new();
        let levels = levels(text, lang);
        shaped.rtl = levels.as_ref().is_some_and(|(base, _)| base.is_rtl());
        for item in self.itemise(text, emphasis, style, levels.as_ref(), &mut missing) {
            self.shape_run(&mut shaped, &flat, item, style, lang);
        }
        if missing.is_empty() {
            shaped.words = words(&shaped);
        }
        // A long text keeps all its paragraphs at once: no room is left unused.
        shaped.glyphs.shrink_to_fit();
        shaped.words.shrink_to_fit();
        shaped.runs.shrink_to_fit();
        (shaped, missing)
    }

    /// Cuts a paragraph where its level, script, emphasis or face changes.
    fn itemise(
        &self,
        text: &str,
        emphasis: &[Emphasis],
        style: &Style,
        levels: Option<&(Level, Vec<Level>)>,
        missing: &mut Vec<Missing>,
    ) -> Vec<RunItem> {
        let mut items: Vec<RunItem> = Vec::new();
        let mut clusters = Clusters::new(text);
        let mut spans = emphasis.iter().peekable();
        let mut first_of = None;
        while let Some(range) = clusters.next() {
            while spans.peek().is_some_and(|s| s.range.end <= range.start) {
                spans.next();
            }
            let span = spans.peek().filter(|s| s.range.start <= range.start);
            let want = Want {
                families: &style.fonts,
                bold: style.bold || span.is_some_and(|s| s.bold),
                italic: style.italic || span.is_some_and(|s| s.italic),
            };
            let piece = &text[range.clone()];
            let level = levels.map_or(0, |(_, all)| all[range.start].number());
            let script = script_of(piece);
            let common = matches!(script, Script::Common | Script::Inherited);
            let last = items.last();
            let same =
                last.filter(|run| run.bold == want.bold && run.italic == want.italic);
            // Blanks and marks belong to the face before them, so that a line keeps its colour.
            let kept = same.filter(|_| {
                common && piece.chars().all(|c| c.is_whitespace() || c == '\u{200d}')
            });
            let first = match first_of {
                Some((bold, italic, face))
                    if (bold, italic) == (want.bold, want.italic) =>
                {
                    face
                }
                _ => self.book.first(want),
            };
            first_of = Some((want.bold, want.italic, first));
            let face = kept
                .map(|run| run.face)
                .into_iter()
                .chain([first])
                .find(|face| self.book.covers(*face, piece))
                .or_else(|| self.book.covering(piece, want));
            let face = face.unwrap_or_else(|| {
                let at = piece
                    .char_indices()
                    .find(|(_, c)| {
                        self.book.covering(c.encode_utf8(&mut [0; 4]), want).is_none()
                    })
                    .unwrap_or((
                        0,
                        piece.chars().next().expect("a cluster has a character"),
                    ));
                let start = range.start + at.0;
                missing.push(Missing {
                    range: start..start + at.1.len_utf8(),
                    character: at.1,
                });
                self.book.first(want)
            });
            let joins = last.is_some_and(|run| {
                run.face == face
                    && run.level == level
                    && run.bold == want.bold
                    && run.italic == want.italic
                    && (common || run.script == script || run.script == Script::Common)
            });
            if joins {
                let run = items.last_mut().expect("it was just looked at");
                run.range.end = range.end;
                if run.script == Script::Common {
                    run.script = if common { Script::Common } else { script };
                }
            } else {
                let script = if common { Script::Common } else { script };
                items.push(RunItem {
                    face,
                    level,
                    script,
                    bold: want.bold,
                    italic: want.italic,
                    range,
                });
            }
        }
        items
    }

    fn shape_run(
        &mut self,
        shaped: &mut Shaped,
        text: &str,
        item: RunItem,
        style: &Style,
        lang: &str,
    ) {
        let rtl = item.level % 2 == 1;
        let mut out: Vec<ShapedGlyph> = Vec::with_capacity(item.range.len());
        let run = RunOf {
            face: item.face,
            text,
            range: item.range.clone(),
            script: script_tag(item.script),
            rtl,
            language: lang,
        };
        self.shaper.shape(self.book, &run, &mut out);
        let first = shaped.glyphs.len();
        let tracking = style.tracking as f32;
        for (index, glyph) in out.iter().enumerate() {
            let end = cluster_end(&out, index, rtl, item.range.end);
            shaped.glyphs.push(Glyph {
                id: glyph.id,
                advance: glyph.advance + if glyph.advance > 0.0 { tracking } else { 0.0 },
                dx: glyph.dx,
                dy: glyph.dy,
                start: glyph.cluster,
                end,
            });
        }
        let glyphs = first..shaped.glyphs.len();
        shaped.runs.push(ShapedRun {
            face: item.face,
            level: item.level,
            range: item.range,
            glyphs,
        });
    }
}

struct RunItem {
    face: FaceId,
    level: u8,
    script: Script,
    bold: bool,
    italic: bool,
    range: Range<usize>,
}

/// The embedding levels of a paragraph, by byte; `None` where all of it runs left to right.
fn levels(text: &str, lang: &str) -> Option<(Level, Vec<Level>)> {
    if text.is_ascii() && !is_rtl_language(lang) {
        return None;
    }
    // A hard break ends a line, not the paragraph: one base direction for all of it.
    let one = text.replace('\n', " ");
    let info = BidiInfo::new(&one, None);
    let base = info.paragraphs.first()?.level;
    (base.is_rtl() || info.has_rtl()).then(|| (base, info.levels.clone()))
}

pub(super) fn is_rtl_language(lang: &str) -> bool {
    let primary = lang.split('-').next().unwrap_or_default();
    matches!(
        primary,
        "ar" | "he" | "fa" | "ur" | "yi" | "dv" | "ps" | "sd" | "ug" | "ckb"
    )
}

/// Where the cluster of a glyph ends: at the next cluster in logical order.
fn cluster_end(glyphs: &[ShapedGlyph], index: usize, rtl: bool, end: usize) -> u32 {
    let own = glyphs[index].cluster;
    let end = u32::try_from(end).expect("a paragraph under 4 GB");
    if rtl {
        glyphs[..index].iter().rev().find(|g| g.cluster > own).map_or(end, |g| g.cluster)
    } else {
        glyphs[index..].iter().find(|g| g.cluster > own).map_or(end, |g| g.cluster)
    }
}

/// Pieces that are given one face: a base character with the marks, joiners and selectors
/// that follow it.
struct Clusters<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Clusters<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let mut chars = self.text[start..].char_indices();
        let (_, first) = chars.next()?;
        let mut end = start + first.len_utf8();
        let mut joined = false;
        for (at, c) in chars {
            let mark =
                !c.is_ascii() && (c.script() == Script::Inherited || c == '\u{200c}');
            if !mark && !joined {
                break;
            }
            joined = c == '\u{200d}';
            end = start + at + c.len_utf8();
        }
        self.at = end;
        Some(start..end)
    }
}

fn script_of(piece: &str) -> Script {
    piece.chars().next().map_or(Script::Common, |c| {
        if c.is_ascii() {
            if c.is_ascii_alphabetic() { Script::Latin } else { Script::Common }
        } else {
            c.script()
        }
    })
}

fn script_tag(script: Script) -> [u8; 4] {
    let name = script.short_name().as_bytes();
    match (script, name) {
        (Script::Common | Script::Inherited | Script::Unknown, _) => *b"Latn",
        (_, &[a, b, c, d]) => [a, b, c, d],
        _ => *b"Latn",
    }
}

/// Measures the pieces between break opportunities.
fn words(shaped: &Shaped) -> Vec<Word> {
    // The advance of each cluster, at its first byte, then summed up to each byte.
    let mut sums = vec![0.0_f64; shaped.text.len() + 1];
    for glyph in &shaped.glyphs {
        sums[glyph.start as usize + 1] += f64::from(glyph.advance);
    }
    for at in 1..sums.len() {
        sums[at] += sums[at - 1];
    }
    let mut start = 0;
    let mut words = Vec::new();
    for (next, after) in breaks::opportunities(&shaped.text) {
        let seen = shaped.text[start..next].trim_end_matches(is_blank).len();
        let end = start + seen;
        words.push(Word {
            start,
            end,
            next,
            width: sums[end] - sums[start],
            blank: sums[next] - sums[end],
            characters: (
                characters(&shaped.text[start..end]),
                characters(&shaped.text[start..next]),
            ),
            after,
        });
        start = next;
    }
    words
}

fn characters(piece: &str) -> u32 {
    u32::try_from(piece.chars().count()).unwrap_or(u32::MAX)
}

/// Whether a character is a blank that may hang past a line's end. A no-break space is not.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}
