//! Links: an annotation for each link of a page, over all its lines.

use lopdf::{Dictionary, Object};

use super::bounds::around;
use super::file::{File, corners, count, name, real, text};
use super::tree::Tree;
use crate::page::{Shape, TagId};

/// A link's places on a page: left, bottom, right, top of each.
#[derive(Clone)]
struct Link {
    id: TagId,
    places: Vec<[f64; 4]>,
    words: String,
}

/// The links of a page.
#[derive(Default)]
pub(super) struct Links {
    list: Vec<Link>,
}

impl Links {
    /// Notes an item of a link.
    pub(super) fn note(&mut self, id: TagId, shape: &Shape, at: [f64; 4]) {
        let known = self.list.iter().position(|link| link.id == id);
        let index = known.unwrap_or_else(|| {
            self.list.push(Link { id, places: Vec::new(), words: String::new() });
            self.list.len() - 1
        });
        let link = &mut self.list[index];
        link.places.push(at);
        if let Shape::Text(run) = shape {
            link.words.push_str(&run.text);
        }
    }

    /// The same links of elements that are so many numbers further on.
    pub(super) fn moved(&self, by: u32) -> Self {
        let moved = |link: &Link| Link { id: TagId(link.id.0 + by), ..link.clone() };
        Self { list: self.list.iter().map(moved).collect() }
    }

    /// Writes the annotations; gives their objects.
    pub(super) fn write(&self, file: &mut File, tree: &mut Tree<'_>) -> Vec<Object> {
        let write = |link: &Link| {
            let own = file.reserve();
            let entry = tree.object(link.id, own);
            let annotation = link.annotation(tree.uri(link.id), entry);
            file.put(own, annotation);
            Object::from(own)
        };
        self.list.iter().map(write).collect()
    }
}

impl Link {
    /// ISO 32000-1, 12.5.6.5; the flag is "print", which PDF/A asks for.
    fn annotation(&self, uri: &str, entry: usize) -> Dictionary {
        let mut action = Dictionary::new();
        action.set("S", name("URI"));
        let address = Object::string_literal(ascii(uri));
        action.set("URI", address);
        let quads = self
            .places
            .iter()
            .flat_map(|[l, b, r, t]| [l, t, r, t, l, b, r, b].map(|v| real(*v)));
        let all = self.places.iter().copied().reduce(around).unwrap_or_default();
        let words = self.words.trim();
        let contents =
            if words == uri { uri.to_owned() } else { format!("{words} ({uri})") };
        let mut dict = Dictionary::new();
        dict.set("Type", name("Annot"));
        dict.set("Subtype", name("Link"));
        dict.set("Rect", corners(all));
        dict.set("QuadPoints", Object::Array(quads.collect()));
        dict.set("Border", Object::Array(vec![0.into(); 3]));
        dict.set("F", 4);
        dict.set("Contents", text(contents.trim()));
        dict.set("A", action);
        dict.set("StructParent", count(entry));
        dict
    }
}

/// A URI in ASCII: other bytes percent-encoded (RFC 3987, 3.1).
fn ascii(uri: &str) -> String {
    let mut out = String::with_capacity(uri.len());
    for byte in uri.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
