//! A file: where its objects stand (ISO 32000-1, 7.5), and the objects, one at a time.
//!
//! Nothing is believed: offsets may point anywhere, chains may be loops, streams may inflate
//! without end. Objects are read when they are asked for and not kept, so that a file of a
//! million of them costs what is used of it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::inflate::{Bad, inflate_to, plain};
use super::lex::{Lexer, Token};
use super::object::{Dict, Object, object};

/// Tables of places that are followed: each save that appends adds one.
const TABLES: usize = 512;
/// Objects that a file may have.
const OBJECTS: usize = 4_000_000;
/// Times that objects are read, before a file is said to be endless.
const READINGS: usize = 4_000_000;
/// The longest stream of one piece.
const LONGEST: usize = 32 << 20;
/// The longest of all object streams together.
const SHARED: usize = 48 << 20;

/// The samples of all pictures together.
const SAMPLES: usize = 512 << 20;

/// Why a file can't be read, as the rest of "it can't be read: …".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl Unreadable {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// What comes of reading.
pub(super) type Reading<T> = Result<T, Unreadable>;

/// Where an object stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Unknown,
    Free,
    At(usize),
    In(u32, u32),
}

/// An object stream, inflated: its bytes, and where each object begins.
struct Shared {
    bytes: Vec<u8>,
    places: Vec<(u32, usize)>,
}

/// A stream: its dictionary and its bytes as they stand.
pub(super) struct Stream<'a> {
    pub dict: Dict,
    pub raw: &'a [u8],
}

/// A file.
pub(super) struct File<'a> {
    pub bytes: &'a [u8],
    pub trailer: Dict,
    places: Vec<Place>,
    shared: RefCell<BTreeMap<u32, Option<Rc<Shared>>>>,
    /// Bytes that may still be inflated: of object streams, and of all.
    room: Cell<usize>,
    budget: Cell<usize>,
    readings: Cell<usize>,
    /// Bytes of pictures that may still be inflated.
    samples: Cell<usize>,
    /// What went wrong where nothing could be said at once.
    trouble: RefCell<Option<Unreadable>>,
}

impl<'a> File<'a> {
    /// Opens a file: reads its tables of places.
    pub(super) fn open(bytes: &'a [u8]) -> Reading<Self> {
        if bytes.is_empty() {
            return Err(Unreadable::new("it is empty"));
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return Err(Unreadable::new("it is a ZIP archive, not a PDF"));
        }
        if !bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-") {
            return Err(Unreadable::new("it is no PDF: it does not begin with %PDF"));
        }
        // Deflate can make a thousand bytes out of one; words and tables never shrink so far.
        let budget = bytes.len().saturating_mul(64).saturating_add(4 << 20);
        let mut file = Self {
            bytes,
            trailer: Dict::default(),
            places: Vec::new(),
            shared: RefCell::default(),
            room: Cell::new(SHARED),
            budget: Cell::new(budget),
            readings: Cell::new(READINGS),
            samples: Cell::new(SAMPLES),
            trouble: RefCell::default(),
        };
        file.tables(last_table(bytes)?)?;
        if *file.trailer.get("Encrypt") != Object::Null {
            return Err(Unreadable::new(
                "it is encrypted; save it without a password, then verify that",
            ));
        }
        Ok(file)
    }

    fn tables(&mut self, start: usize) -> Reading<()> {
        let mut next = vec![start];
        let mut seen = Vec::new();
        while let Some(at) = next.pop() {
            if seen.contains(&at) {
                continue;
            }
            seen.push(at);
            if seen.len() > TABLES {
                return Err(Unreadable::new("its tables of places have no end"));
            }
            let mut lexer = Lexer::new(self.bytes, at);
            let trailer = match lexer.token() {
                Some(Token::Word(b"xref")) => self.table(&mut lexer)?,
                Some(Token::Number(..)) => self.table_stream(at)?,
                _ => {
                    return Err(Unreadable::new(
                        "it is cut short or broken: no table of places where one should be",
                    ));
                }
            };
            // 7.5.8.4: the hybrid's stream goes before the table it was added to.
            next.extend(trailer.get("Prev").count());
            next.extend(trailer.get("XRefStm").count());
            if self.trailer.0.is_empty() {
                self.trailer = trailer;
            }
        }
        Ok(())
    }

    fn set(&mut self, number: usize, place: Place) -> Reading<()> {
        if number >= OBJECTS {
            return Err(Unreadable::new("it says that it has millions of objects"));
        }
        if self.places.len() <= number {
            self.places.resize(number + 1, Place::Unknown);
        }
        if self.places[number] == Place::Unknown {
            self.places[number] = place;
        }
        Ok(())
    }

    fn table(&mut self, lexer: &mut Lexer<'_>) -> Reading<Dict> {
        let broken = || Unreadable::new("its table of places is broken");
        loop {
            match lexer.token().ok_or_else(broken)? {
                Token::Word(b"trailer") => {
                    return match object(lexer) {
                        Some(Object::Dict(dict)) => Ok(dict),
                        _ => Err(broken()),
                    };
                }
                Token::Number(first, true) => {
                    let count = whole(lexer.token()).ok_or_else(broken)?;
                    let first =
                        whole(Some(Token::Number(first, true))).ok_or_else(broken)?;
                    for index in 0..count {
                        let offset = whole(lexer.token()).ok_or_else(broken)?;
                        whole(lexer.token()).ok_or_else(broken)?;
                        let place = match lexer.token() {
                            Some(Token::Word(b"n")) => Place::At(offset),
                            Some(Token::Word(b"f")) => Place::Free,
                            _ => return Err(broken()),
                        };
                        self.set(first.saturating_add(index), place)?;
                    }
                }
                _ => return Err(broken()),
            }
        }
    }

    fn table_stream(&mut self, at: usize) -> Reading<Dict> {
        let broken = || Unreadable::new("its table of places is broken");
        let stream =
            self.stream_at(at).filter(|s| s.dict.is("XRef")).ok_or_else(broken)?;
        let bytes = self.plain(&stream.dict, stream.raw, 64 << 20)?;
        let dict = stream.dict;
        let widths: Vec<usize> = dict
            .get("W")
            .array()
            .map(|list| list.iter().filter_map(Object::count).collect())
            .filter(|w: &Vec<usize>| w.len() == 3 && w.iter().all(|n| *n <= 8))
            .ok_or_else(broken)?;
        let size = dict.get("Size").count().unwrap_or(0);
        let index: Vec<usize> = match dict.get("Index").array() {
            Some(list) => list.iter().filter_map(Object::count).collect(),
            None => vec![0, size],
        };
        let row = widths.iter().sum::<usize>();
        if row == 0 {
            return Err(broken());
        }
        let mut rows = bytes.chunks_exact(row);
        for pair in index.chunks_exact(2) {
            for number in 0..pair[1] {
                let Some(row) = rows.next() else { break };
                let (kind, rest) = row.split_at(widths[0]);
                let (first, second) = rest.split_at(widths[1]);
                let kind = if kind.is_empty() { 1 } else { big_end(kind) };
                let place = match kind {
                    0 => Place::Free,
                    1 => Place::At(big_end(first)),
                    2 => Place::In(short(big_end(first)), short(big_end(second))),
                    _ => Place::Unknown,
                };
                self.set(pair[0].saturating_add(number), place)?;
            }
        }
        Ok(dict)
    }

    /// What a stream holds, within what the file may inflate in all.
    pub(super) fn plain(
        &self,
        dict: &Dict,
        raw: &[u8],
        limit: usize,
    ) -> Reading<Vec<u8>> {
        let resolved = self.filters(dict);
        let dict = resolved.as_ref().unwrap_or(dict);
        let limit = limit.min(self.budget.get());
        match plain(dict, raw, limit) {
            Ok(bytes) => {
                self.budget.set(self.budget.get().saturating_sub(bytes.len()));
                Ok(bytes)
            }
            Err(bad) => Err(told(bad)),
        }
    }

    /// Hands the samples of a picture to `take`: as many as its size asks for, since one
    /// colour all over shrinks to nothing; never held all at once.
    pub(super) fn samples(
        &self,
        dict: &Dict,
        raw: &[u8],
        mut take: impl FnMut(&[u8]),
    ) -> Reading<()> {
        let size = |key| self.get(dict.get(key)).count().unwrap_or(0);
        let whole = size("Width").saturating_mul(size("Height")).saturating_mul(8);
        let limit = whole.saturating_add(64).min(self.samples.get());
        let deflated = *dict.get("Filter") != Object::Null;
        if !deflated || *dict.get("DecodeParms") != Object::Null {
            take(&self.plain(dict, raw, LONGEST)?);
            return Ok(());
        }
        let count = inflate_to(raw, limit, take).map_err(told)?;
        self.samples.set(self.samples.get().saturating_sub(count));
        Ok(())
    }

    /// The dictionary with its filters looked up, if these are other objects.
    fn filters(&self, dict: &Dict) -> Option<Dict> {
        let is_ref = |key| matches!(dict.get(key), Object::Ref(_));
        (is_ref("Filter") || is_ref("DecodeParms")).then(|| {
            let keys = ["Filter", "DecodeParms"];
            let entry = |key: &str| (key.into(), self.get(dict.get(key)));
            Dict(keys.map(entry).into())
        })
    }

    /// An object, looked up if it is a reference; nothing if it is not there.
    pub(super) fn get(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..8 {
            let Object::Ref(number) = object else { return object };
            object = self.load(number);
        }
        Object::Null
    }

    /// The dictionary that an object is.
    pub(super) fn dict(&self, object: &Object) -> Option<Dict> {
        match self.get(object) {
            Object::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// What went wrong where nothing could be said at once.
    ///
    /// # Errors
    /// An object stream that can't be inflated, or more objects than any honest file asks for.
    pub(super) fn trouble(&self) -> Reading<()> {
        if self.readings.get() == 0 {
            return Err(Unreadable::new(
                "it has no end: millions of its objects are asked for",
            ));
        }
        self.trouble.borrow().clone().map_or(Ok(()), Err)
    }

    fn load(&self, number: u32) -> Object {
        let Some(left) = self.readings.get().checked_sub(1) else { return Object::Null };
        self.readings.set(left);
        match self.places.get(number as usize) {
            Some(Place::At(at)) => {
                self.object_at(*at).map_or(Object::Null, |(found, _)| found)
            }
            Some(Place::In(stream, index)) => self
                .shared(*stream)
                .and_then(|shared| {
                    let own = shared.places.get(*index as usize);
                    let own = own.filter(|(own, _)| *own == number);
                    let own = own
                        .or_else(|| shared.places.iter().find(|(own, _)| *own == number));
                    object(&mut Lexer::new(&shared.bytes, own?.1))
                })
                .unwrap_or_default(),
            _ => Object::Null,
        }
    }

    /// The object at an offset, and what comes after it.
    fn object_at(&self, at: usize) -> Option<(Object, Lexer<'a>)> {
        let mut lexer = Lexer::new(self.bytes, at);
        let (Some(Token::Number(..)), Some(Token::Number(..)), Some(Token::Word(b"obj"))) =
            (lexer.token(), lexer.token(), lexer.token())
        else {
            return None;
        };
        Some((object(&mut lexer)?, lexer))
    }

    /// The stream of that number.
    pub(super) fn stream(&self, reference: &Object) -> Option<Stream<'a>> {
        let Object::Ref(number) = reference else { return None };
        let left = self.readings.get().checked_sub(1)?;
        self.readings.set(left);
        match self.places.get(*number as usize)? {
            Place::At(at) => self.stream_at(*at),
            _ => None,
        }
    }

    fn stream_at(&self, at: usize) -> Option<Stream<'a>> {
        let (Object::Dict(dict), mut lexer) = self.object_at(at)? else { return None };
        let Some(Token::Word(b"stream")) = lexer.token() else { return None };
        let mut start = lexer.at;
        start += usize::from(self.bytes.get(start) == Some(&b'\r'));
        start += usize::from(self.bytes.get(start) == Some(&b'\n'));
        let length = match dict.get("Length") {
            Object::Ref(number) => match self.places.get(*number as usize) {
                Some(Place::At(at)) => self.object_at(*at)?.0.count()?,
                Some(Place::In(..)) => self.load(*number).count()?,
                _ => return None,
            },
            own => own.count()?,
        };
        let raw = self.bytes.get(start..start.checked_add(length)?)?;
        Some(Stream { dict, raw })
    }

    /// What a stream holds.
    pub(super) fn contents(&self, reference: &Object) -> Reading<Option<Vec<u8>>> {
        match self.stream(reference) {
            Some(stream) => self.plain(&stream.dict, stream.raw, LONGEST).map(Some),
            None => Ok(None),
        }
    }

    fn shared(&self, number: u32) -> Option<Rc<Shared>> {
        if let Some(known) = self.shared.borrow().get(&number) {
            return known.clone();
        }
        // What asks for itself finds nothing.
        self.shared.borrow_mut().insert(number, None);
        let made = self.unshare(number).map(Rc::new);
        self.shared.borrow_mut().insert(number, made.clone());
        made
    }

    fn unshare(&self, number: u32) -> Option<Shared> {
        let Some(Place::At(at)) = self.places.get(number as usize) else { return None };
        let stream = self.stream_at(*at)?;
        let bytes = match self.plain(&stream.dict, stream.raw, self.room.get()) {
            Ok(bytes) => bytes,
            Err(trouble) => {
                self.trouble.borrow_mut().get_or_insert(trouble);
                return None;
            }
        };
        self.room.set(self.room.get().saturating_sub(bytes.len()));
        let count = stream.dict.get("N").count()?.min(bytes.len());
        let first = stream.dict.get("First").count()?;
        let mut lexer = Lexer::new(&bytes, 0);
        let mut places = Vec::with_capacity(count.min(10_000));
        for _ in 0..count {
            let own = whole(lexer.token())?;
            let at = whole(lexer.token())?;
            places.push((u32::try_from(own).ok()?, first.checked_add(at)?));
        }
        Some(Shared { bytes, places })
    }
}

/// Why a stream can't be read, in words.
fn told(bad: Bad) -> Unreadable {
    Unreadable::new(match bad {
        Bad::TooLong => {
            "a stream of it inflates without end, as no sheet of paper needs".to_owned()
        }
        Bad::Filter(name) => {
            format!("a stream of it is packed with {name}, which handbill does not use")
        }
        Bad::Broken => "a stream of it is broken or cut short".to_owned(),
    })
}

/// Where the newest table of places stands.
fn last_table(bytes: &[u8]) -> Reading<usize> {
    let tail = bytes.len().saturating_sub(2048);
    let found = bytes[tail..].windows(9).rposition(|w| w == b"startxref");
    let at =
        found.ok_or_else(|| Unreadable::new("it is cut short: its end is missing"))?;
    let mut lexer = Lexer::new(bytes, tail + at + 9);
    whole(lexer.token())
        .filter(|at| *at < bytes.len())
        .ok_or_else(|| Unreadable::new("it is cut short: its table of places is missing"))
}

fn whole(token: Option<Token<'_>>) -> Option<usize> {
    match token? {
        Token::Number(value, true) => Object::Number(value, true).count(),
        _ => None,
    }
}

fn big_end(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |value: usize, byte| value << 8 | usize::from(*byte))
}

fn short(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
