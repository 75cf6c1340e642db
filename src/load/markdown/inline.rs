//! The words of a block, put together with a way back to the source.

use std::ops::Range;

use crate::model::{Inline, InlinePiece, Span};

/// Blanks from one tab stop of code to the next, as `CommonMark` counts them.
const TAB: usize = 4;

/// Puts an [`Inline`] together, piece by piece.
pub(super) struct Words<'s> {
    source: &'s str,
    inline: Inline,
    /// Whether the last piece is, byte for byte, its source, and so may grow.
    same: bool,
    bold: usize,
    italic: usize,
    links: Vec<String>,
}

impl<'s> Words<'s> {
    /// No words yet; ranges will be those of `source`.
    pub(super) fn new(source: &'s str) -> Self {
        let inline = Inline::default();
        Self { source, inline, same: false, bold: 0, italic: 0, links: Vec::new() }
    }

    /// The words.
    pub(super) fn done(self) -> Inline {
        self.inline
    }

    /// Strong emphasis begins or ends.
    pub(super) fn bold(&mut self, on: bool) {
        self.bold = if on { self.bold + 1 } else { self.bold.saturating_sub(1) };
    }

    /// Emphasis begins or ends.
    pub(super) fn italic(&mut self, on: bool) {
        self.italic = if on { self.italic + 1 } else { self.italic.saturating_sub(1) };
    }

    /// A link begins, or with `None` ends.
    pub(super) fn link(&mut self, address: Option<String>) {
        match address {
            Some(address) => self.links.push(address),
            None => drop(self.links.pop()),
        }
    }

    /// Running text. What differs from its source is an entity; what a backslash stands
    /// before is an escape; a tab becomes a blank.
    pub(super) fn text(&mut self, words: &str, at: Range<usize>) {
        if self.source.get(at.clone()) != Some(words) {
            self.push(&words.replace('\t', " "), at);
            return;
        }
        let mut start = at.start;
        if let Some(first) = words.chars().next().filter(|_| self.is_escape(at.start)) {
            start += first.len_utf8();
            let escaped = &words[..first.len_utf8()];
            self.push(escaped, at.start - 1..start);
        }
        for piece in self.source[start..at.end].split_inclusive('\t') {
            let words = piece.strip_suffix('\t').unwrap_or(piece);
            self.push(words, start..start + words.len());
            if words.len() < piece.len() {
                self.push(" ", start + words.len()..start + piece.len());
            }
            start += piece.len();
        }
    }

    /// Whether the byte before `at` is a backslash that printed nothing.
    fn is_escape(&self, at: usize) -> bool {
        let printed = self.inline.pieces.last().map_or(0, |piece| piece.source.end);
        let next = self.source[at..].chars().next();
        printed < at
            && self.source[..at].ends_with('\\')
            && next.is_some_and(|c| c.is_ascii_punctuation())
    }

    /// A line end that is a blank, or a hard line break.
    pub(super) fn line_end(&mut self, hard: bool, at: Range<usize>) {
        self.push(if hard { "\n" } else { " " }, at);
    }

    /// A code span: `code` without its backticks, `at` with them. A line end within it is
    /// one blank; what the parser left out between the letters (the `>` of a quotation, the
    /// backslash before a `|` in a table) is passed over.
    pub(super) fn code_span(&mut self, code: &str, at: Range<usize>) {
        let source = self.source;
        let ticks = source[at.clone()].bytes().take_while(|b| *b == b'`').count();
        let end = at.end.saturating_sub(ticks).max(at.start);
        let mut cursor = (at.start + ticks).min(end);
        for c in code.chars() {
            if c == ' '
                && source[..cursor].ends_with('\r')
                && source[cursor..end].starts_with('\n')
            {
                // The second half of a CRLF: the blank stands already.
                cursor += 1;
                if let Some(last) = self.inline.pieces.last_mut() {
                    last.source.end = cursor;
                }
                continue;
            }
            let is_it = |d: char| d == c || c == ' ' && matches!(d, '\n' | '\r');
            let found = source[cursor..end].char_indices().find(|(_, d)| is_it(*d));
            let (start, len) =
                found.map_or((cursor, 0), |(n, d)| (cursor + n, d.len_utf8()));
            cursor = start + len;
            let shown = if c == '\t' { ' ' } else { c };
            self.push(shown.encode_utf8(&mut [0; 4]), start..cursor);
        }
    }

    /// A piece of a code block: tabs reach to the next tab stop, every line end is `\n`.
    pub(super) fn code_block(&mut self, code: &str, at: Range<usize>) {
        // The parser takes the return before a last line of one letter for half of a CRLF.
        if let Some(end) = self.inline.pieces.last().map(|piece| piece.source.end)
            && self.source.get(end..at.start) == Some("\r")
            && !code.starts_with('\n')
        {
            self.push("\n", end..at.start);
        }
        if self.source.get(at.clone()) != Some(code) {
            self.push(code, at);
            return;
        }
        let mut start = at.start;
        for (n, c) in code.char_indices() {
            let end = at.start + n + c.len_utf8();
            match c {
                '\r' if code[n + 1..].starts_with('\n') => continue,
                '\r' | '\n' => self.push("\n", start..end),
                '\t' => self.push(&" ".repeat(TAB - self.column() % TAB), start..end),
                _ => self.push(c.encode_utf8(&mut [0; 4]), start..end),
            }
            start = end;
        }
    }

    /// Takes the last line end of a code block away.
    pub(super) fn trim_line_end(&mut self) {
        if !self.inline.text.ends_with('\n') {
            return;
        }
        self.inline.text.pop();
        let len = self.inline.text.len();
        match self.inline.pieces.last_mut() {
            Some(last) if last.start < len => last.source.end -= 1,
            _ => drop(self.inline.pieces.pop()),
        }
    }

    /// Letters since the last line end.
    fn column(&self) -> usize {
        let text = &self.inline.text;
        text[text.rfind('\n').map_or(0, |n| n + 1)..].chars().count()
    }

    /// Adds words and where they come from, in the style that is on.
    fn push(&mut self, words: &str, at: Range<usize>) {
        if words.is_empty() {
            return;
        }
        let start = self.inline.text.len();
        self.inline.text.push_str(words);
        let same = self.source.get(at.clone()) == Some(words);
        match self.inline.pieces.last_mut() {
            Some(last) if same && self.same && last.source.end == at.start => {
                last.source.end = at.end;
            }
            _ => self.inline.pieces.push(InlinePiece { start, source: at }),
        }
        self.same = same;
        self.style(start..self.inline.text.len());
    }

    fn style(&mut self, range: Range<usize>) {
        let (bold, italic) = (self.bold > 0, self.italic > 0);
        let link = self.links.last();
        if !bold && !italic && link.is_none() {
            return;
        }
        match self.inline.spans.last_mut() {
            Some(last)
                if last.range.end == range.start
                    && (last.bold, last.italic) == (bold, italic)
                    && last.link.as_ref() == link =>
            {
                last.range.end = range.end;
            }
            _ => {
                let link = link.cloned();
                self.inline.spans.push(Span { range, bold, italic, link });
            }
        }
    }
}
