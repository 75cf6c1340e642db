//! Runs of text: glyphs, where they stand, and what they read as.

use printpdf::{DictItem, Op, PdfFontHandle};

use super::encode::{pt, reads_as};
use super::file::round;
use super::fonts::{Faces, Used};
use super::ink::{Ink, Place};
use crate::font::{Book, Face};
use crate::page::{Glyph, Run};

/// Draws a run.
pub(super) fn draw(
    run: &Run,
    place: Place,
    ink: &mut Ink,
    (book, faces): (&Book, &mut Faces),
) {
    if run.glyphs.is_empty() {
        return;
    }
    let face = book.face(run.face);
    let number = faces.place(run.face);
    ink.fill(run.color);
    let mut pen = Pen {
        ink,
        used: faces.at(number),
        face,
        run,
        number,
        place,
        want: 0.0,
        at: 0.0,
        items: Vec::new(),
    };
    if run.rtl { pen.backwards() } else { pen.forwards() }
}

/// How long most strings of glyph numbers are, in bytes.
const WORD: usize = 16;

/// A run on its way to the page. Lengths along the line are in thousandths of an em.
struct Pen<'a> {
    ink: &'a mut Ink,
    used: &'a mut Used,
    face: &'a Face,
    run: &'a Run,
    number: usize,
    place: Place,
    /// Where the next glyph's origin ought to be.
    want: f64,
    /// Where it would be if nothing were said.
    at: f64,
    /// What is shown together: strings of glyph numbers, and steps between them.
    items: Vec<DictItem>,
}

impl<'a> Pen<'a> {
    fn forwards(&mut self) {
        self.go_to(0.0);
        for cluster in clusters(&self.run.glyphs) {
            let text = self.text_of(cluster);
            if let [glyph] = cluster {
                let id = self.used.glyph(self.face, glyph.id);
                if self.used.reads(id, text) {
                    self.show(glyph);
                    continue;
                }
            }
            self.spelled(cluster, text);
        }
        self.flush();
    }

    /// Right to left: word after word from the right, so that the stream has the words in
    /// reading order, each with its text in logical order.
    fn backwards(&mut self) {
        let mut right: f64 =
            self.run.glyphs.iter().map(|g| f64::from(g.advance) * 1000.0).sum();
        let space = |g: &Glyph| self.text_of(&[*g]).chars().all(char::is_whitespace);
        let words: Vec<&'a [Glyph]> =
            self.run.glyphs.chunk_by(|a, b| space(a) == space(b)).collect();
        for word in words.into_iter().rev() {
            right -= word.iter().map(|g| f64::from(g.advance) * 1000.0).sum::<f64>();
            self.go_to(right);
            self.word(word);
            self.flush();
        }
    }

    /// A word from right to left, its glyphs left to right as they are painted.
    ///
    /// Where each glyph has its own text, readers are told that the order is reversed (ISO
    /// 32000-1, 14.8.2.3.3); poppler and pdf.js find that out by themselves. A word with
    /// marks over its letters has its text beside it, in the order it is spoken.
    fn word(&mut self, word: &'a [Glyph]) {
        let mut each = true;
        for cluster in clusters(word) {
            let text = self.text_of(cluster);
            match cluster {
                [glyph] => {
                    let id = self.used.glyph(self.face, glyph.id);
                    each &= self.used.reads(id, text);
                }
                _ => {
                    self.guess(cluster, text);
                    each = false;
                }
            }
        }
        if let ([glyph], true) = (word, each) {
            return self.show(glyph);
        }
        let start = word.iter().map(|g| g.start).min().unwrap_or_default();
        let end = word.iter().map(|g| g.end).max().unwrap_or_default();
        self.ink.ops.push(if each {
            Op::BeginMarkedContent { tag: "ReversedChars".into() }
        } else {
            reads_as(self.run.text.get(start as usize..end as usize).unwrap_or_default())
        });
        word.iter().for_each(|glyph| self.show(glyph));
        self.flush();
        self.ink.ops.push(Op::EndMarkedContent);
    }

    /// Glyphs with their text beside them.
    fn spelled(&mut self, cluster: &[Glyph], text: &str) {
        self.flush();
        self.guess(cluster, text);
        let hyphen = text.is_empty() && cluster.iter().all(|g| self.is_hyphen(g));
        self.ink.ops.push(reads_as(if hyphen { "\u{ad}" } else { text }));
        cluster.iter().for_each(|glyph| self.show(glyph));
        self.flush();
        self.ink.ops.push(Op::EndMarkedContent);
    }

    /// A hyphen that stands for no byte of the text was set at the end of a line: a soft
    /// one (ISO 32000-1, 14.8.2.2.3).
    fn is_hyphen(&self, glyph: &Glyph) -> bool {
        let hyphens = ['-', '\u{2010}', '\u{ad}'];
        hyphens.iter().any(|c| self.face.glyph(*c) == Some(glyph.id))
    }

    /// Notes for each glyph of a cluster the character that it stands for, if that is
    /// plain, else the whole text.
    fn guess(&mut self, cluster: &[Glyph], text: &str) {
        for glyph in cluster {
            let id = self.used.glyph(self.face, glyph.id);
            let own = text.chars().find(|c| self.face.glyph(*c) == Some(glyph.id));
            match own {
                Some(c) => self.used.guess(id, c.encode_utf8(&mut [0; 4])),
                None => self.used.guess(id, text),
            }
        }
    }

    fn text_of(&self, cluster: &[Glyph]) -> &'a str {
        let (start, end) = (cluster[0].start as usize, cluster[0].end as usize);
        let text = self.run.text.get(start..end).unwrap_or_default();
        // A place to break at, where there was none: its glyph is the letter before.
        text.strip_suffix('\u{ad}').filter(|rest| !rest.is_empty()).unwrap_or(text)
    }

    /// Starts anew at a distance from the run's start.
    fn go_to(&mut self, from_start: f64) {
        let x = self.place.x + self.run.at.x + from_start * self.run.size / 1000.0;
        self.ink.text_at(x, self.place.y - self.run.at.y);
        self.want = 0.0;
        self.at = 0.0;
        let font = (self.number, round(self.run.size));
        if self.ink.state.font != Some(font) {
            self.ink.state.font = Some(font);
            let size = pt(self.run.size);
            let font = PdfFontHandle::External(Faces::name(self.number));
            self.ink.ops.push(Op::SetFont { font, size });
        }
    }

    /// Adds a glyph to those that are shown together.
    fn show(&mut self, glyph: &Glyph) {
        self.rise(round(f64::from(glyph.dy) * self.run.size));
        let back = self.at - (self.want + f64::from(glyph.dx) * 1000.0);
        // What rounding leaves over is carried on, not lost.
        let back = back.round();
        if back != 0.0 {
            // A positive number goes back.
            self.items.push(DictItem::Int(whole(back)));
            self.at -= back;
        }
        let gid = self.used.glyph(self.face, glyph.id);
        if let Some(DictItem::String { data, .. }) = self.items.last_mut() {
            data.extend(gid.to_be_bytes());
        } else {
            let mut data = Vec::with_capacity(WORD);
            data.extend(gid.to_be_bytes());
            self.items.push(DictItem::String { data, literal: true });
        }
        self.at += self.used.width(gid);
        self.want += f64::from(glyph.advance) * 1000.0;
    }

    fn rise(&mut self, rise: f32) {
        if self.ink.state.rise != Some(rise) {
            self.flush();
            self.ink.state.rise = Some(rise);
            self.ink.ops.push(Op::SetLineOffset { multiplier: rise });
        }
    }

    fn flush(&mut self) {
        if !self.items.is_empty() {
            let items = DictItem::Array(std::mem::take(&mut self.items));
            self.ink.ops.push(Op::Unknown { key: "TJ".into(), value: vec![items] });
        }
    }
}

#[allow(clippy::cast_possible_truncation)]
fn whole(mille: f64) -> i64 {
    mille as i64
}

/// Glyphs that share their text.
fn clusters(glyphs: &[Glyph]) -> impl Iterator<Item = &[Glyph]> {
    glyphs.chunk_by(|a, b| (a.start, a.end) == (b.start, b.end) && a.start != a.end)
}
