//! Content streams (ISO 32000-1, 7.8.2 and annex A): the operators, one after the other.

use std::borrow::Cow;
use std::rc::Rc;

use super::canvas::{Canvas, Unseen};
use super::cover::Window;
use super::file::Reading;
use super::lex::{Lexer, Token, from_hex, from_literal};
use super::marked::{Marked, Sequence};
use super::object::{Dict, Object, object};
use super::shelf::{Resources, Shelf};
use super::state::{
    Bounds, IDENTITY, Ink, Matrix, State, apply, around, product, shared,
};

/// Forms within forms.
const DEEPEST: usize = 8;
/// Operands that any operator could have.
const OPERANDS: usize = 20_000;
/// Saved states.
const SAVED: usize = 256;

/// A page, read.
pub(super) struct Seen {
    pub sequences: Vec<Sequence>,
    pub unseen: Vec<(Unseen, (usize, usize))>,
    /// Art that says something, and what is seen of it.
    pub windows: Vec<Window>,
    /// The hash of what is drawn.
    pub drawn: [u8; 32],
    /// Whether nothing is.
    pub blank: bool,
}

/// Reads the content of a page.
pub(super) fn read(
    shelf: &mut Shelf<'_, '_>,
    bytes: &[u8],
    resources: &Rc<Resources>,
    sheet: Bounds,
) -> Reading<Seen> {
    let mut reader = Reader::new(shelf, sheet, State::new(IDENTITY));
    reader.stream(bytes, resources, DEEPEST)?;
    let Reader { shelf, mut marked, mut canvas, .. } = reader;
    marked.finish(&shelf.fonts);
    let drawn = canvas.finish();
    let (unseen, windows) = (canvas.unseen, canvas.windows);
    let blank = bytes.trim_ascii().is_empty();
    Ok(Seen { sequences: marked.sequences, unseen, windows, drawn, blank })
}

/// A path in the making, on the sheet.
#[derive(Default)]
struct Path {
    rings: Vec<Vec<(f64, f64)>>,
    /// The pen, in the path's own space.
    pen: (f64, f64),
    clips: bool,
}

pub(super) struct Reader<'r, 'f, 'b> {
    pub(super) shelf: &'r mut Shelf<'f, 'b>,
    pub(super) marked: Marked,
    pub(super) canvas: Canvas,
    pub(super) state: State,
    pub(super) saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    path: Path,
}

/// The operands of an operator.
pub(super) struct Operands<'a> {
    tokens: Vec<Token<'a>>,
    numbers: Vec<f64>,
    dict: Option<Dict>,
}

impl<'a> Operands<'a> {
    fn clear(&mut self) {
        self.tokens.clear();
        self.numbers.clear();
        self.dict = None;
    }

    pub(super) fn name(&self) -> Option<&'a [u8]> {
        self.tokens.iter().rev().find_map(|token| match token {
            Token::Name(name) => Some(*name),
            _ => None,
        })
    }

    /// The last `N` numbers.
    fn last<const N: usize>(&self) -> Option<[f64; N]> {
        self.numbers.last_chunk().copied()
    }
}

impl<'r, 'f, 'b> Reader<'r, 'f, 'b> {
    /// A reader at the beginning of a stream; `sheet` is where something can be seen.
    pub(super) fn new(shelf: &'r mut Shelf<'f, 'b>, sheet: Bounds, state: State) -> Self {
        Self {
            shelf,
            marked: Marked::new(),
            canvas: Canvas::new(sheet),
            state,
            saved: Vec::new(),
            text: IDENTITY,
            line: IDENTITY,
            path: Path::default(),
        }
    }
}

impl Reader<'_, '_, '_> {
    pub(super) fn stream(
        &mut self,
        bytes: &[u8],
        resources: &Rc<Resources>,
        depth: usize,
    ) -> Reading<()> {
        let mut lexer = Lexer::new(bytes, 0);
        let mut own = Operands { tokens: Vec::new(), numbers: Vec::new(), dict: None };
        loop {
            lexer.skip_blank();
            let at = lexer.at;
            match lexer.token() {
                None => return Ok(()),
                Some(Token::Word(b"BI")) => {
                    inline_picture(&mut lexer, &mut self.canvas);
                    own.clear();
                }
                Some(Token::Word(word)) => {
                    self.operator(word, &own, resources, depth)?;
                    own.clear();
                }
                Some(Token::DictOpen) => {
                    lexer.at = at;
                    match object(&mut lexer) {
                        Some(Object::Dict(dict)) => own.dict = Some(dict),
                        _ => lexer.at = at + 2,
                    }
                }
                Some(_) if own.tokens.len() >= OPERANDS => own.clear(),
                Some(token) => {
                    if let Token::Number(value, _) = token {
                        own.numbers.push(value);
                    }
                    own.tokens.push(token);
                }
            }
        }
    }

    fn operator(
        &mut self,
        word: &[u8],
        own: &Operands<'_>,
        resources: &Rc<Resources>,
        depth: usize,
    ) -> Reading<()> {
        match word {
            b"BDC" | b"BMC" | b"EMC" | b"DP" | b"MP" => self.marks(word, own, resources),
            b"Do" => return self.paint_object(own, resources, depth),
            b"Tf" => {
                let name = own.name().unwrap_or_default();
                self.state.font = self.shelf.font(resources, name)?;
                self.state.size = own.last::<1>().map_or(0.0, |[size]| size);
            }
            b"gs" => self.parameters(own, resources),
            b"Tj" | b"TJ" | b"'" | b"\"" => self.show(word, own),
            _ => {
                let known = self.text_operator(word, own)
                    || self.path_operator(word, own)
                    || self.state_operator(word, own);
                if !known {
                    // Shadings and whatever else this program never writes.
                    self.canvas.note(word);
                    own.name().into_iter().for_each(|name| self.canvas.note(name));
                }
            }
        }
        Ok(())
    }

    fn marks(&mut self, word: &[u8], own: &Operands<'_>, resources: &Resources) {
        let tag = own.tokens.first().and_then(|token| match token {
            Token::Name(name) => Some(*name),
            _ => None,
        });
        match word {
            b"BMC" => self.marked.begin(tag.unwrap_or_default(), None),
            b"BDC" => {
                let named = match &own.dict {
                    Some(_) => None,
                    None => {
                        own.name().and_then(|name| self.shelf.properties(resources, name))
                    }
                };
                self.marked
                    .begin(tag.unwrap_or_default(), own.dict.as_ref().or(named.as_ref()));
            }
            b"EMC" => self.marked.end(&self.shelf.fonts),
            _ => {}
        }
    }

    fn parameters(&mut self, own: &Operands<'_>, resources: &Resources) {
        let name = own.name().unwrap_or_default();
        let Some(dict) = self.shelf.parameters(resources, name) else { return };
        if let Some(alpha) = self.shelf.file.get(dict.get("ca")).number() {
            self.state.alpha = alpha;
        }
        for key in ["BM", "SMask", "OP", "op", "CA"] {
            let value = self.shelf.file.get(dict.get(key));
            if value != Object::Null {
                self.canvas.note(key.as_bytes());
                self.canvas.note(format!("{value:?}").as_bytes());
            }
        }
    }

    fn state_operator(&mut self, word: &[u8], own: &Operands<'_>) -> bool {
        match word {
            b"q" => {
                if self.saved.len() < SAVED {
                    self.saved.push(self.state.clone());
                }
            }
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Some(matrix) = own.last::<6>() {
                    self.state.ctm = product(&matrix, &self.state.ctm);
                }
            }
            b"w" => self.state.width = own.last::<1>().map_or(1.0, |[w]| w),
            b"d" => self.state.dash.clone_from(&own.numbers),
            b"g" | b"rg" | b"k" | b"sc" | b"scn" => {
                self.state.fill = Ink::of(&own.numbers)
            }
            b"G" | b"RG" | b"K" | b"SC" | b"SCN" => {
                self.state.stroke = Ink::of(&own.numbers);
            }
            b"cs" => self.state.fill = Ink::BLACK,
            b"CS" => self.state.stroke = Ink::BLACK,
            b"J" | b"j" | b"M" => {
                // Ends and corners of lines: noted where they are not the usual ones.
                self.canvas.note(word);
                own.numbers.iter().for_each(|value| self.canvas.place(*value));
            }
            b"i" | b"ri" | b"BX" | b"EX" => {}
            _ => return false,
        }
        true
    }

    fn path_operator(&mut self, word: &[u8], own: &Operands<'_>) -> bool {
        let path = &mut self.path;
        let ctm = self.state.ctm;
        let to = |(x, y): (f64, f64)| apply(&ctm, x, y);
        match (word, own.numbers.as_slice()) {
            (b"m", [x, y]) => {
                path.pen = (*x, *y);
                path.rings.push(vec![to(path.pen)]);
            }
            (b"l", [x, y]) => path.line((*x, *y), to),
            (b"c", [a, b, c, d, x, y]) => path.curve([(*a, *b), (*c, *d), (*x, *y)], to),
            (b"v", [c, d, x, y]) => path.curve([path.pen, (*c, *d), (*x, *y)], to),
            (b"y", [a, b, x, y]) => path.curve([(*a, *b), (*x, *y), (*x, *y)], to),
            (b"re", [x, y, w, h]) => {
                let corners = [(*x, *y), (x + w, *y), (x + w, y + h), (*x, y + h)];
                path.rings.push(corners.map(to).to_vec());
                path.pen = (*x, *y);
            }
            (b"h", _) => {}
            (b"W" | b"W*", _) => path.clips = true,
            (b"n", _) => self.end_path(b"n", (false, false)),
            (b"S" | b"s", _) => self.end_path(word, (false, true)),
            (b"f" | b"F" | b"f*", _) => self.end_path(b"f", (true, false)),
            (b"B" | b"B*" | b"b" | b"b*", _) => self.end_path(word, (true, true)),
            _ => return false,
        }
        true
    }

    fn end_path(&mut self, how: &[u8], (fills, strokes): (bool, bool)) {
        let Path { rings, clips, .. } = std::mem::take(&mut self.path);
        let clip = clips.then(|| around(rings.iter().flatten().copied()));
        if fills || strokes {
            self.marked.paint();
            self.canvas.path(how, rings, &self.state, (fills, strokes));
        }
        if let Some(clip) = clip {
            self.state.clip = shared(&self.state.clip, &clip);
        }
    }

    fn text_operator(&mut self, word: &[u8], own: &Operands<'_>) -> bool {
        let one = own.last::<1>().map(|[value]| value);
        match (word, one) {
            (b"BT", _) => (self.text, self.line) = (IDENTITY, IDENTITY),
            (b"ET", _) => {}
            (b"Td" | b"TD", _) => {
                let [x, y] = own.last().unwrap_or_default();
                if word == b"TD" {
                    self.state.leading = -y;
                }
                self.next_line(x, y);
            }
            (b"T*", _) => self.next_line(0.0, -self.state.leading),
            (b"Tm", _) => {
                self.line = own.last::<6>().unwrap_or(IDENTITY);
                self.text = self.line;
            }
            (b"Tc", Some(value)) => self.state.char_space = value,
            (b"Tw", Some(value)) => self.state.word_space = value,
            (b"Tz", Some(value)) => self.state.stretch = value / 100.0,
            (b"TL", Some(value)) => self.state.leading = value,
            (b"Ts", Some(value)) => self.state.rise = value,
            #[allow(clippy::cast_possible_truncation)]
            (b"Tr", Some(value)) => self.state.render = value as i64,
            _ => return false,
        }
        true
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = product(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line);
        self.text = self.line;
    }

    fn show(&mut self, word: &[u8], own: &Operands<'_>) {
        if matches!(word, b"'" | b"\"") {
            if let (b"\"", [space, chars, ..]) = (word, own.numbers.as_slice()) {
                (self.state.word_space, self.state.char_space) = (*space, *chars);
            }
            self.next_line(0.0, -self.state.leading);
        }
        let Some(number) = self.state.font else {
            self.marked.foreign("no font");
            return;
        };
        if !self.shelf.fonts[number].is_ours() {
            let name = self.shelf.fonts[number].name.clone();
            self.marked.foreign(&name);
            self.canvas.note(b"foreign");
            return;
        }
        let matrix = product(&self.text, &self.state.ctm);
        self.canvas.manner(&self.state, &matrix);
        let at = self.marked.place();
        let hidden = self.marked.is_hidden();
        let mut extent: Option<(f64, f64)> = None;
        let mut pen = 0.0;
        for token in &own.tokens {
            match token {
                Token::Number(back, _) if word == b"TJ" => {
                    pen -= back / 1000.0 * self.state.size * self.state.stretch;
                }
                Token::Hex(raw) => {
                    let mut short = [0; 16];
                    let bytes = hex_into(raw, &mut short);
                    let bytes = bytes.unwrap_or_else(|| Cow::Owned(from_hex(raw)));
                    self.glyphs(&bytes, number, &matrix, &mut pen, &mut extent);
                }

                Token::Literal(raw) => {
                    self.glyphs(
                        &from_literal(raw),
                        number,
                        &matrix,
                        &mut pen,
                        &mut extent,
                    );
                }
                _ => {}
            }
        }
        self.text = product(&[1.0, 0.0, 0.0, 1.0, pen, 0.0], &self.text);
        let Some((left, right)) = extent else { return };
        let (rise, size) = (self.state.rise, self.state.size);
        let to = |x: f64, y: f64| apply(&matrix, x, rise + y * size);
        let corners =
            [to(left, -0.15), to(right, -0.15), to(right, 0.65), to(left, 0.65)];
        let slip = (right - left).min(0.2 * size) / 2.0;
        let middle = f64::midpoint(left, right);
        let dots = [to(left + slip, 0.25), to(middle, 0.25), to(right - slip, 0.25)];
        self.canvas.words(at, corners, dots, &self.state, hidden);
    }

    /// Shows glyphs; `extent` is where those with ink begin and end.
    fn glyphs(
        &mut self,
        bytes: &[u8],
        number: usize,
        matrix: &Matrix,
        pen: &mut f64,
        extent: &mut Option<(f64, f64)>,
    ) {
        let state = &self.state;
        let font = &self.shelf.fonts[number];
        for pair in bytes.chunks(2) {
            let code =
                pair.iter().fold(0, |code: u16, byte| code << 8 | u16::from(*byte));
            let wide = font.code(code, |known| {
                let wide = known.width / 1000.0 * state.size + state.char_space;
                let wide = wide * state.stretch;
                if !known.blank {
                    self.canvas.glyph(known.print, apply(matrix, *pen, state.rise));
                    let start = extent.map_or(*pen, |(start, _)| start);
                    *extent = Some((start.min(*pen), *pen + wide));
                }
                self.marked.glyph(number, code, known);
                wide
            });
            *pen += wide;
        }
    }
}

/// The bytes of a short and plain hexadecimal string, without a place of their own.
fn hex_into<'b>(raw: &[u8], room: &'b mut [u8; 16]) -> Option<Cow<'b, [u8]>> {
    let length = raw.len() / 2;
    if !raw.len().is_multiple_of(2) || length > room.len() {
        return None;
    }
    for (pair, byte) in raw.chunks_exact(2).zip(room.iter_mut()) {
        let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(Cow::Borrowed(&room[..length]))
}

impl Path {
    fn line(&mut self, end: (f64, f64), to: impl Fn((f64, f64)) -> (f64, f64)) {
        self.pen = end;
        if let Some(ring) = self.rings.last_mut() {
            ring.push(to(end));
        }
    }

    /// A curve as a few straight sides: enough to tell what it covers.
    fn curve(&mut self, points: [(f64, f64); 3], to: impl Fn((f64, f64)) -> (f64, f64)) {
        let [a, b, end] = points;
        let start = self.pen;
        self.pen = end;
        let Some(ring) = self.rings.last_mut() else { return };
        for step in 1..=6_u8 {
            let t = f64::from(step) / 6.0;
            let u = 1.0 - t;
            let mix = |p: f64, q: f64, r: f64, s: f64| {
                u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
            };
            ring.push(to((mix(start.0, a.0, b.0, end.0), mix(start.1, a.1, b.1, end.1))));
        }
    }
}

/// Skips a picture that stands in the content itself, and notes it.
fn inline_picture(lexer: &mut Lexer<'_>, canvas: &mut Canvas) {
    let start = lexer.at;
    let rest = &lexer.bytes[start..];
    let end = rest.windows(4).position(|w| {
        w[0].is_ascii_whitespace() && &w[1..3] == b"EI" && w[3].is_ascii_whitespace()
    });
    let end = end.map_or(rest.len(), |end| end + 3);
    canvas.note(b"BI");
    canvas.note(&rest[..end]);
    lexer.at = start + end;
}
