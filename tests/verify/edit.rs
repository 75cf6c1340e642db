//! Changes to finished files, made with `lopdf`.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// The file after a change, saved again.
pub fn edited(bytes: &[u8], change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut doc = Document::load_mem(bytes).unwrap();
    doc.decompress();
    change(&mut doc);
    let mut out = Vec::new();
    doc.save_to(&mut out).unwrap();
    out
}

pub fn page(doc: &Document, index: usize) -> ObjectId {
    doc.page_iter().nth(index).unwrap()
}

pub fn page_dict(doc: &mut Document, index: usize) -> &mut Dictionary {
    let id = page(doc, index);
    doc.get_dictionary_mut(id).unwrap()
}

/// The content of a page, each glyph a string of four digits of its own.
pub fn content(doc: &Document, index: usize) -> String {
    let bytes = doc.get_page_content(page(doc, index));
    let mut out = String::new();
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        if byte != b'(' {
            out.push(char::from(byte));
            continue;
        }
        for glyph in literal(&mut rest).chunks(2) {
            out.push_str(&format!("<{:02x}{:02x}>", glyph[0], glyph[1]));
        }
    }
    out
}

/// The bytes of a literal string (ISO 32000-1, 7.3.4.2), after its first parenthesis.
fn literal(rest: &mut impl Iterator<Item = u8>) -> Vec<u8> {
    let (mut out, mut depth) = (Vec::new(), 0);
    while let Some(byte) = rest.next() {
        match byte {
            b'\\' => out.push(match rest.next().unwrap() {
                b'r' => b'\r',
                b'n' => b'\n',
                other => other,
            }),
            b')' if depth == 0 => return out,
            _ => {
                depth += i32::from(byte == b'(') - i32::from(byte == b')');
                out.push(byte);
            }
        }
    }
    out
}

/// Changes the content of a page; it must become another.
pub fn rewrite(doc: &mut Document, index: usize, change: impl FnOnce(&str) -> String) {
    let old = content(doc, index);
    let new = change(&old);
    assert_ne!(old, new, "the change found nothing to change");
    let stream = doc.get_page_contents(page(doc, index))[0];
    let stream = doc.get_object_mut(stream).unwrap().as_stream_mut().unwrap();
    stream.set_plain_content(new.into_bytes());
}

/// A sequence of a page's content, from its mark to its end.
pub fn sequence(content: &str, mark: &str) -> String {
    let start = content.find(mark).unwrap_or_else(|| panic!("no {mark}"));
    let start = content[..start].rfind('\n').map_or(0, |at| at + 1);
    let end = start + content[start..].find("EMC").unwrap() + 3;
    content[start..end].to_owned()
}

/// Changes one sequence of a page.
pub fn in_sequence(
    doc: &mut Document,
    index: usize,
    mark: &str,
    change: impl FnOnce(&str) -> String,
) {
    rewrite(doc, index, |content| {
        let own = sequence(content, mark);
        content.replacen(&own, &change(&own), 1)
    });
}

/// The objects of which `is` holds, in order.
pub fn objects(doc: &Document, is: impl Fn(&Dictionary) -> bool) -> Vec<ObjectId> {
    let own = doc.objects.iter().filter(|(_, object)| {
        let dict = match object {
            Object::Dictionary(dict) => Some(dict),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        };
        dict.is_some_and(&is)
    });
    own.map(|(id, _)| *id).collect()
}

pub fn named(dict: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dict.get(key).and_then(Object::as_name).is_ok_and(|own| own == name)
}

/// The elements of a role, in the order of their numbers.
pub fn elements(doc: &Document, role: &str) -> Vec<ObjectId> {
    objects(doc, |dict| {
        named(dict, b"Type", b"StructElem") && named(dict, b"S", role.as_bytes())
    })
}

/// The fonts of type 0.
pub fn fonts(doc: &Document) -> Vec<ObjectId> {
    objects(doc, |dict| named(dict, b"Subtype", b"Type0"))
}

/// Changes the table of texts of a font.
pub fn unicode(doc: &mut Document, font: usize, change: impl FnOnce(&str) -> String) {
    let font = fonts(doc)[font];
    let map = doc.get_dictionary(font).unwrap().get(b"ToUnicode").unwrap();
    let map = map.as_reference().unwrap();
    let stream = doc.get_object_mut(map).unwrap().as_stream_mut().unwrap();
    let old = String::from_utf8(stream.content.clone()).unwrap();
    let new = change(&old);
    assert_ne!(old, new, "the table of texts stayed as it was: {old}");
    stream.set_plain_content(new.into_bytes());
}

/// The CID font of a font.
pub fn descendant(doc: &mut Document, font: usize) -> &mut Dictionary {
    let font = fonts(doc)[font];
    let kids = doc.get_dictionary(font).unwrap().get(b"DescendantFonts").unwrap().clone();
    match &kids.as_array().unwrap()[0] {
        Object::Reference(id) => doc.get_dictionary_mut(*id).unwrap(),
        _ => {
            let font = doc.get_dictionary_mut(font).unwrap();
            let kids = font.get_mut(b"DescendantFonts").unwrap();
            kids.as_array_mut().unwrap()[0].as_dict_mut().unwrap()
        }
    }
}

/// Changes the XMP packet.
pub fn xmp(doc: &mut Document, change: impl FnOnce(&str) -> String) {
    let own = objects(doc, |dict| named(dict, b"Type", b"Metadata"))[0];
    let stream = doc.get_object_mut(own).unwrap().as_stream_mut().unwrap();
    let old = String::from_utf8(stream.content.clone()).unwrap();
    let new = change(&old);
    assert_ne!(old, new, "the packet stayed as it was");
    stream.set_plain_content(new.into_bytes());
}

pub fn catalog(doc: &mut Document) -> &mut Dictionary {
    let root = doc.trailer.get(b"Root").unwrap().as_reference().unwrap();
    doc.get_dictionary_mut(root).unwrap()
}

/// The kids of the page tree.
pub fn pages(doc: &mut Document) -> &mut Vec<Object> {
    let root = catalog(doc).get(b"Pages").unwrap().as_reference().unwrap();
    let root = doc.get_dictionary_mut(root).unwrap();
    root.get_mut(b"Kids").unwrap().as_array_mut().unwrap()
}

pub fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

pub fn numbers(values: &[i64]) -> Object {
    Object::Array(values.iter().map(|v| (*v).into()).collect())
}

/// Adds a stream of content, and gives its number.
pub fn add_stream(doc: &mut Document, dict: Dictionary, content: &str) -> ObjectId {
    doc.add_object(Stream::new(dict, content.as_bytes().to_vec()))
}

/// The resources of a page.
pub fn resources(doc: &mut Document) -> &mut Dictionary {
    let own = page_dict(doc, 0).get(b"Resources").unwrap().as_reference().unwrap();
    doc.get_dictionary_mut(own).unwrap()
}
