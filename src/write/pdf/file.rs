//! The bytes of the file: objects, their places, the object streams and the table of places.
//!
//! `lopdf` writes each object. Which stream it goes to is decided here and at once, because
//! a whole `lopdf::Document` holds every object of the file and copies it again to save:
//! a file of a thousand personal pages took more than a gigabyte so.

use std::cell::RefCell;
use std::io::Write;
use std::ops::Range;

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object, Stream, StringFormat};
use sha2::{Digest, Sha256};

/// The number of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ref(pub u32);

impl From<Ref> for Object {
    fn from(id: Ref) -> Self {
        Self::Reference((id.0, 0))
    }
}

/// How hard streams are pressed. More would take twice the time of deflating to save 1.5 kB of
/// 14; where sheets say the same in many places, it saves 3 kB of 29 for 3 % of the run.
const LEVELS: [Compression; 2] = [Compression::new(1), Compression::new(3)];
/// What is shorter is not deflated: that would take ten bytes off and put twenty on.
const SHORT: usize = 100;
/// How many objects share a stream.
const SHARED: usize = 200;

/// Where an object stands (ISO 32000-1, 7.5.8.3).
#[derive(Clone, Copy)]
enum Place {
    Unknown,
    At(usize),
    In { stream: u32, index: usize },
}

/// A file that grows object by object.
pub(super) struct File {
    bytes: Vec<u8>,
    places: Vec<Place>,
    /// Objects that wait for their shared stream: their numbers, their offsets, their bytes.
    waiting: Vec<(u32, usize)>,
    shared: Vec<u8>,
    /// Which of the levels streams are pressed at; none for what is only a draft.
    level: Option<usize>,
}

impl File {
    pub(super) fn new() -> Self {
        // 7.5.2: four bytes over 127 tell programs that the file is binary.
        let bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        Self {
            bytes,
            places: vec![Place::Unknown],
            waiting: Vec::new(),
            shared: Vec::new(),
            level: Some(0),
        }
    }

    /// What follows is pressed harder: it says the same in many places.
    pub(super) fn press_hard(&mut self) {
        self.level = Some(1);
    }

    /// A number for an object that is written later.
    pub(super) fn reserve(&mut self) -> Ref {
        self.places.push(Place::Unknown);
        Ref(u32::try_from(self.places.len() - 1).expect("fewer than 2^32 objects"))
    }

    /// Writes an object under a new number.
    pub(super) fn add(&mut self, object: impl Into<Object>) -> Ref {
        let id = self.reserve();
        self.put(id, object);
        id
    }

    /// Writes the object that `id` was reserved for.
    pub(super) fn put(&mut self, id: Ref, object: impl Into<Object>) {
        let object = object.into();
        if let Object::Stream(stream) = object {
            self.direct(id, stream);
            return;
        }
        self.waiting.push((id.0, self.shared.len()));
        self.shared.append(&mut written(object));
        self.shared.push(b'\n');
        if self.waiting.len() == SHARED {
            self.share();
        }
    }

    /// Writes a deflated stream under a new number.
    pub(super) fn stream(&mut self, dict: Dictionary, content: &[u8]) -> Ref {
        let stream = self.deflated(dict, content);
        self.add(stream)
    }

    /// A stream with its content deflated, if it is long enough for that to pay.
    pub(super) fn deflated(&self, mut dict: Dictionary, content: &[u8]) -> Stream {
        let level = self.level.filter(|_| content.len() >= SHORT);
        let bytes = match level {
            Some(level) => {
                dict.set("Filter", name("FlateDecode"));
                deflate(content, level)
            }
            None => content.to_vec(),
        };
        Stream::new(dict, bytes).with_compression(false)
    }

    fn direct(&mut self, id: Ref, stream: Stream) {
        self.places[id.0 as usize] = Place::At(self.bytes.len());
        writeln!(self.bytes, "{} 0 obj", id.0).expect(IN_MEMORY);
        self.bytes.append(&mut written(stream.dict.into()));
        self.bytes.extend_from_slice(b"\nstream\n");
        self.bytes.extend_from_slice(&stream.content);
        // After a carriage return a line feed alone would read as one end of line with it.
        let end: &[u8] = if stream.content.ends_with(b"\r") { b"\r\n" } else { b"\n" };
        self.bytes.extend_from_slice(end);
        self.bytes.extend_from_slice(b"endstream\nendobj\n");
    }

    /// Writes the waiting objects as one object stream (7.5.7).
    fn share(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let id = self.reserve();
        let mut content = Vec::with_capacity(self.shared.len() + 8 * self.waiting.len());
        for (index, (number, offset)) in self.waiting.iter().enumerate() {
            write!(content, "{number} {offset} ").expect(IN_MEMORY);
            self.places[*number as usize] = Place::In { stream: id.0, index };
        }
        let mut dict = Dictionary::new();
        dict.set("Type", name("ObjStm"));
        dict.set("N", count(self.waiting.len()));
        dict.set("First", count(content.len()));
        content.append(&mut self.shared);
        self.waiting.clear();
        let stream = self.deflated(dict, &content);
        self.direct(id, stream);
    }

    /// All objects but the metadata are written: what follows can be written again.
    pub(super) fn close(mut self, end: End) -> Closed {
        self.share();
        let (body, places) = (self.bytes.len(), self.places.len());
        Closed { file: self, end, body, places }
    }
}

/// What the end of a file names.
pub(super) struct End {
    /// The catalogue.
    pub root: Ref,
    /// The old kind of metadata.
    pub info: Ref,
    /// The number that the metadata have.
    pub metadata: Ref,
}

/// A file whose objects are all written but the metadata.
pub(super) struct Closed {
    file: File,
    end: End,
    /// How much of it stays, whatever its end.
    body: usize,
    places: usize,
}

impl Closed {
    /// The file.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.file.bytes
    }

    /// Writes an end that is read once and written again: nothing of it is deflated.
    pub(super) fn draft(&mut self, metadata: &[u8]) {
        let level = self.file.level.take();
        self.end(metadata);
        self.file.level = level;
    }

    /// Writes the metadata, the table of places and the end, in place of those that there
    /// were, with zeros for the file's name.
    fn end(&mut self, metadata: &[u8]) {
        self.file.bytes.truncate(self.body);
        self.file.places.truncate(self.places);
        let mut dict = Dictionary::new();
        dict.set("Type", name("Metadata"));
        dict.set("Subtype", name("XML"));
        let stream = self.file.deflated(dict, metadata);
        self.file.direct(self.end.metadata, stream);
        self.file.table(&self.end);
    }

    /// The file with its end, named by a hash of its bytes, the digits of its name counted as
    /// zeros.
    pub(super) fn finish(mut self, metadata: &[u8]) -> Vec<u8> {
        self.end(metadata);
        let mut bytes = self.file.bytes;
        let hash = Sha256::digest(&bytes);
        for name in names(&bytes) {
            for (pair, byte) in bytes[name].chunks_exact_mut(2).zip(&hash[..16]) {
                pair.copy_from_slice(&[byte >> 4, byte & 15].map(digit));
            }
        }
        bytes
    }
}

impl File {
    fn table(&mut self, end: &End) {
        let id = self.reserve();
        let start = self.bytes.len();
        self.places[id.0 as usize] = Place::At(start);
        let rows = self.places.iter().map(|place| match *place {
            Place::Unknown => (0u8, 0, 0),
            Place::At(offset) => (1, offset, 0),
            Place::In { stream, index } => (2, stream as usize, index),
        });
        let rows: Vec<(u8, usize, usize)> = rows.collect();
        let first = width(rows.iter().map(|row| row.1).max());
        let second = width(rows.iter().map(|row| row.2).max());
        let mut table = Vec::with_capacity(rows.len() * (1 + first + second));
        for (kind, place, index) in rows {
            table.push(kind);
            table.extend_from_slice(&place.to_be_bytes()[size_of::<usize>() - first..]);
            table.extend_from_slice(&index.to_be_bytes()[size_of::<usize>() - second..]);
        }
        let own = Object::String(vec![0; 16], StringFormat::Hexadecimal);
        let mut dict = Dictionary::new();
        dict.set("Type", name("XRef"));
        dict.set("Size", count(self.places.len()));
        let widths = [1, first, second].map(count);
        dict.set("W", Object::Array(widths.to_vec()));
        dict.set("Root", end.root);
        dict.set("Info", end.info);
        dict.set("ID", Object::Array(vec![own.clone(), own]));
        let stream = self.deflated(dict, &table);
        self.direct(id, stream);
        write!(self.bytes, "startxref\n{start}\n%%EOF\n").expect(IN_MEMORY);
    }
}

/// How many bytes a number takes.
fn width(most: Option<usize>) -> usize {
    let bits = most.unwrap_or_default().max(1).ilog2() + 1;
    bits.div_ceil(8) as usize
}

/// Where the two names of a file stand: in the dictionary of its last object.
fn names(bytes: &[u8]) -> [Range<usize>; 2] {
    const DIGITS: [u8; 32] = [b'0'; 32];
    const LAST: &[u8] = b"/Type/XRef";
    let start = bytes.windows(LAST.len()).rposition(|w| w == LAST);
    let find = |from: usize| {
        let at = bytes[from..].windows(32).position(|w| w == DIGITS);
        let at = from + at.expect("the dictionary was written with two names of zeros");
        at..at + 32
    };
    let first = find(start.expect("the table of places was written"));
    let second = find(first.end);
    [first, second]
}

fn digit(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'A' + value - 10 }
}

const IN_MEMORY: &str = "writing to memory does not fail";

/// An object as bytes: `lopdf` opens its writer of objects only by way of the operands of a
/// content stream.
fn written(object: Object) -> Vec<u8> {
    let operations = [Operation { operator: String::new(), operands: vec![object] }];
    let mut bytes = Content { operations }.encode().expect(IN_MEMORY);
    bytes.truncate(bytes.trim_ascii_end().len());
    bytes
}

thread_local! {
    /// Made once a thread, for each level that is used: its tables are larger than most
    /// streams, and making them anew costs more than filling them.
    static COMPRESS: RefCell<[Option<Compress>; 2]> = const { RefCell::new([None, None]) };
}

fn deflate(content: &[u8], level: usize) -> Vec<u8> {
    COMPRESS.with_borrow_mut(|compress| {
        let compress =
            compress[level].get_or_insert_with(|| Compress::new(LEVELS[level], true));
        compress.reset();
        let mut out = Vec::with_capacity(content.len() / 2 + 64);
        loop {
            let done = usize::try_from(compress.total_in()).expect("it is in memory");
            let status =
                compress.compress_vec(&content[done..], &mut out, FlushCompress::Finish);
            if status.expect("deflating never fails") == Status::StreamEnd {
                return out;
            }
            out.reserve(content.len() / 4 + 256);
        }
    })
}

/// A name object.
pub(super) fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// A number of things.
pub(super) fn count(n: usize) -> Object {
    Object::Integer(i64::try_from(n).expect("fewer than 2^63 of them"))
}

/// A text string (7.9.2.2): ASCII as it is, all else in UTF-16.
pub(super) fn text(text: &str) -> Object {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    Object::String(utf16(text), StringFormat::Hexadecimal)
}

/// UTF-16, big end first, with the mark in front that says so.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}

/// A length in points or a coordinate, to a thousandth.
pub(super) fn real(value: f64) -> Object {
    Object::Real(round(value))
}

/// Rounds to a thousandth: finer than any printer, and short in the file.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn round(value: f64) -> f32 {
    // Adding zero turns a negative zero into a plain one.
    ((value * 1000.0).round() / 1000.0 + 0.0) as f32
}

/// An array of four coordinates.
pub(super) fn corners(values: [f64; 4]) -> Object {
    Object::Array(values.map(real).to_vec())
}
