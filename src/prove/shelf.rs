//! What the pages of a file share: fonts, pictures and resources, each read once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use sha2::{Digest, Sha256};

use super::canvas::{Area, Unseen};
use super::file::{File, Reading, Stream};
use super::fonts::Font;
use super::lex::from_name;
use super::marked::Sequence;
use super::object::{Dict, Object};
use crate::font::Book;

/// The longest content of a form.
const FORM: usize = 32 << 20;
/// Forms that a file may paint: a form may paint forms, and these others.
const FORMS: usize = 20_000;

/// The resources of a page or a form, each kind looked up once, and the fonts found in them
/// so far.
pub(super) struct Resources {
    fonts: Dict,
    objects: Dict,
    properties: Dict,
    states: Dict,
    found: RefCell<BTreeMap<Vec<u8>, Option<usize>>>,
}

/// A form, read.
pub(super) struct Art {
    /// What it says, and what its glyphs say, as one sequence.
    pub words: Sequence,
    /// Words of it that can't be seen wherever it stands, and why.
    pub unseen: Vec<(Unseen, String)>,
    /// What it fills, in its own space.
    pub areas: Vec<Area>,
    /// The hash of what is drawn.
    pub drawn: [u8; 32],
}

/// What was read so far.
pub(super) struct Shelf<'f, 'b> {
    pub file: &'f File<'f>,
    book: &'b Book,
    pub fonts: Vec<Font<'b>>,
    font_numbers: BTreeMap<u32, usize>,
    pictures: BTreeMap<u32, [u8; 32]>,
    resources: BTreeMap<u32, Rc<Resources>>,
    /// Forms that are painted as artifacts.
    pub arts: BTreeMap<u32, Rc<Art>>,
    forms: usize,
}

impl Resources {
    /// A form or picture, by name.
    pub(super) fn object(&self, name: &[u8]) -> Option<&Object> {
        self.objects.find(&from_name(name))
    }
}

impl<'f, 'b> Shelf<'f, 'b> {
    pub(super) fn new(file: &'f File<'f>, book: &'b Book) -> Self {
        Self {
            file,
            book,
            fonts: Vec::new(),
            font_numbers: BTreeMap::new(),
            pictures: BTreeMap::new(),
            resources: BTreeMap::new(),
            arts: BTreeMap::new(),
            forms: 0,
        }
    }

    /// The resources that an object is.
    pub(super) fn resources(&mut self, object: &Object) -> Rc<Resources> {
        let make = |shelf: &Self| {
            let dict = shelf.file.dict(object).unwrap_or_default();
            let kind = |key| shelf.file.dict(dict.get(key)).unwrap_or_default();
            Rc::new(Resources {
                fonts: kind("Font"),
                objects: kind("XObject"),
                properties: kind("Properties"),
                states: kind("ExtGState"),
                found: RefCell::default(),
            })
        };
        let Object::Ref(number) = object else { return make(self) };
        if let Some(known) = self.resources.get(number) {
            return Rc::clone(known);
        }
        let made = make(self);
        self.resources.insert(*number, Rc::clone(&made));
        made
    }

    /// The number of a font.
    pub(super) fn font(
        &mut self,
        resources: &Resources,
        name: &[u8],
    ) -> Reading<Option<usize>> {
        if let Some(known) = resources.found.borrow().get(name) {
            return Ok(*known);
        }
        let found = self.find_font(resources, name)?;
        resources.found.borrow_mut().insert(name.to_vec(), found);
        Ok(found)
    }

    fn find_font(
        &mut self,
        resources: &Resources,
        name: &[u8],
    ) -> Reading<Option<usize>> {
        let Some(object) = resources.fonts.find(&from_name(name)) else {
            return Ok(None);
        };
        let number = match object {
            Object::Ref(number) => Some(*number),
            _ => None,
        };
        if let Some(known) = number.and_then(|number| self.font_numbers.get(&number)) {
            return Ok(Some(*known));
        }
        let Some(dict) = self.file.dict(object) else { return Ok(None) };
        self.fonts.push(Font::read(self.file, &dict, self.book)?);
        let place = self.fonts.len() - 1;
        if let Some(number) = number {
            self.font_numbers.insert(number, place);
        }
        Ok(Some(place))
    }

    /// Properties of marked content, by name.
    pub(super) fn properties(&self, resources: &Resources, name: &[u8]) -> Option<Dict> {
        self.file.dict(resources.properties.find(&from_name(name))?)
    }

    /// Parameters of the graphics state, by name.
    pub(super) fn parameters(&self, resources: &Resources, name: &[u8]) -> Option<Dict> {
        self.file.dict(resources.states.find(&from_name(name))?)
    }

    /// The content of a form.
    pub(super) fn form(&mut self, stream: &Stream<'_>) -> Reading<Vec<u8>> {
        self.forms += 1;
        if self.forms > FORMS {
            return Ok(Vec::new());
        }
        self.file.plain(&stream.dict, stream.raw, FORM)
    }

    /// A print of a picture: of its samples and their opacity, however they are packed.
    pub(super) fn picture(
        &mut self,
        reference: &Object,
        stream: &Stream<'_>,
    ) -> Reading<[u8; 32]> {
        let Object::Ref(number) = reference else { return Ok([0; 32]) };
        if let Some(known) = self.pictures.get(number) {
            return Ok(*known);
        }
        let mut hash = Sha256::new();
        self.samples(stream, &mut hash)?;
        if let Some(mask) = self.file.stream(stream.dict.get("SMask")) {
            self.samples(&mask, &mut hash)?;
        }
        let print = hash.finalize().into();
        self.pictures.insert(*number, print);
        Ok(print)
    }

    fn samples(&self, stream: &Stream<'_>, hash: &mut Sha256) -> Reading<()> {
        for key in ["Width", "Height", "BitsPerComponent", "ColorSpace", "Decode", "Mask"]
        {
            hash.update(format!("{key} {:?};", self.file.get(stream.dict.get(key))));
        }
        let filter = self.file.get(stream.dict.get("Filter"));
        let plain = matches!(&filter, Object::Null)
            || filter.name() == Some("FlateDecode")
            || filter
                .array()
                .is_some_and(|list| list.iter().all(|f| f.name() == Some("FlateDecode")));
        if plain {
            self.file.samples(&stream.dict, stream.raw, |piece| hash.update(piece))?;
        } else {
            hash.update(stream.raw);
        }
        Ok(())
    }
}
