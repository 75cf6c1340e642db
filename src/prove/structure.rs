//! The structure tree (ISO 32000-1, 14.7): elements, and the content each one points at.

use std::collections::{BTreeMap, BTreeSet};

use super::file::File;
use super::object::{Dict, Object};

/// Elements within each other.
const DEEPEST: usize = 64;
/// Elements of a file.
const MOST: usize = 2_000_000;

/// A kid of an element.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kid {
    Element(usize),
    /// A sequence of marked content: page, number on it.
    Content(usize, u32),
}

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub role: String,
    pub kids: Vec<Kid>,
    pub actual: Option<String>,
    pub alt: Option<String>,
    pub lang: Option<String>,
    /// Its attributes, as they are written.
    pub attributes: String,
    /// Whether it is a list that counts.
    pub counts: bool,
}

/// The tree: elements in the order of the tree, the root first.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub elements: Vec<Element>,
    /// Numbers of the objects of the elements, where they have one.
    numbers: BTreeMap<u32, usize>,
    /// What renames roles or classes, as it is written.
    pub maps: String,
    /// Why the tree is not whole.
    pub broken: Option<&'static str>,
}

/// Reads the tree of a catalogue; `pages` are the numbers of the pages' objects.
pub(super) fn read(
    file: &File<'_>,
    catalog: &Dict,
    pages: &BTreeMap<u32, usize>,
) -> Option<Tree> {
    let root = file.dict(catalog.get("StructTreeRoot"))?;
    let mut tree = Tree::default();
    for key in ["RoleMap", "ClassMap"] {
        let map = file.get(root.get(key));
        if map != Object::Null {
            tree.maps.push_str(&format!("{key} {map:?};"));
        }
    }
    let mut reading = Walk { file, pages, tree: &mut tree, seen: BTreeSet::new() };
    reading.kids(root.get("K"), None, None, DEEPEST);
    Some(tree)
}

struct Walk<'w, 'f> {
    file: &'w File<'f>,
    pages: &'w BTreeMap<u32, usize>,
    tree: &'w mut Tree,
    seen: BTreeSet<u32>,
}

impl Walk<'_, '_> {
    fn kids(
        &mut self,
        kids: &Object,
        own: Option<usize>,
        page: Option<usize>,
        depth: usize,
    ) {
        match kids {
            Object::Array(list) => {
                for kid in list {
                    self.kid(kid, own, page, depth);
                }
            }
            Object::Ref(_) => match self.file.get(kids) {
                list @ Object::Array(_) => self.kids(&list, own, page, depth),
                _ => self.kid(kids, own, page, depth),
            },
            other => self.kid(other, own, page, depth),
        }
    }

    fn kid(
        &mut self,
        kid: &Object,
        own: Option<usize>,
        page: Option<usize>,
        depth: usize,
    ) {
        if let (Some(number), Some(own)) = (kid.count(), own) {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            match page {
                Some(page) => self.put(own, Kid::Content(page, number)),
                None => self.tree.broken = Some("an element has content on no page"),
            }
            return;
        }
        let number = match kid {
            Object::Ref(number) => Some(*number),
            _ => None,
        };
        let Some(dict) = self.file.dict(kid) else {
            if *kid != Object::Null {
                self.tree.broken = Some("an element of it is missing");
            }
            return;
        };
        match (dict.get("Type").name(), own) {
            (Some("MCR"), Some(own)) => {
                let there = self.page(dict.get("Pg")).or(page);
                let number = dict.get("MCID").count().and_then(|n| u32::try_from(n).ok());
                match there.zip(number) {
                    Some((page, number)) => self.put(own, Kid::Content(page, number)),
                    None => self.tree.broken = Some("an element has content on no page"),
                }
            }
            (Some("OBJR"), _) => {}
            _ => self.element(&dict, number, own, page, depth),
        }
    }

    fn page(&self, object: &Object) -> Option<usize> {
        match object {
            Object::Ref(number) => self.pages.get(number).copied(),
            _ => None,
        }
    }

    fn put(&mut self, own: usize, kid: Kid) {
        self.tree.elements[own].kids.push(kid);
    }

    fn element(
        &mut self,
        dict: &Dict,
        number: Option<u32>,
        parent: Option<usize>,
        page: Option<usize>,
        depth: usize,
    ) {
        if number.is_some_and(|number| !self.seen.insert(number)) {
            self.tree.broken = Some("an element of it stands in two places");
            return;
        }
        let Some(depth) =
            depth.checked_sub(1).filter(|_| self.tree.elements.len() < MOST)
        else {
            self.tree.broken = Some("it is deeper or larger than any text");
            return;
        };
        let text = |key| self.file.get(dict.get(key)).text();
        let attributes = self.file.get(dict.get("A"));
        let counts = attributes
            .dict()
            .is_some_and(|a| a.get("ListNumbering").name() == Some("Decimal"));
        let element = Element {
            role: self.file.get(dict.get("S")).name().unwrap_or("?").to_owned(),
            kids: Vec::new(),
            actual: text("ActualText"),
            alt: text("Alt"),
            lang: text("Lang"),
            counts,
            attributes: match attributes {
                Object::Null => String::new(),
                other => written(&other),
            },
        };
        self.tree.elements.push(element);
        let own = self.tree.elements.len() - 1;
        if let Some(number) = number {
            self.tree.numbers.insert(number, own);
        }
        if let Some(parent) = parent {
            self.put(parent, Kid::Element(own));
        }
        let page = self.page(dict.get("Pg")).or(page);
        self.kids(dict.get("K"), Some(own), page, depth);
    }
}

/// An object in a form that does not depend on how its numbers were written.
pub(super) fn written(object: &Object) -> String {
    match object {
        Object::Number(value, _) => format!("{value:.2}"),
        Object::Name(name) => format!("/{}", String::from_utf8_lossy(name)),
        Object::Text(bytes) => format!("({})", super::object::text(bytes)),
        Object::Array(list) => {
            let parts: Vec<String> = list.iter().map(written).collect();
            format!("[{}]", parts.join(" "))
        }
        Object::Dict(dict) => {
            let mut parts: Vec<String> = dict
                .0
                .iter()
                .map(|(key, value)| {
                    format!("{}={}", String::from_utf8_lossy(key), written(value))
                })
                .collect();
            parts.sort();
            format!("<{}>", parts.join(" "))
        }
        Object::Bool(value) => value.to_string(),
        Object::Ref(_) => "ref".to_owned(),
        Object::Null => String::new(),
    }
}

/// The elements that the parent tree names for the sequences of each page (14.7.4.4): by
/// page's key, then by number.
pub(super) fn parents(
    file: &File<'_>,
    catalog: &Dict,
    tree: &Tree,
) -> BTreeMap<usize, Vec<Option<usize>>> {
    let mut out = BTreeMap::new();
    let Some(root) = file.dict(catalog.get("StructTreeRoot")) else { return out };
    let mut waiting = vec![(root.get("ParentTree").clone(), DEEPEST)];
    while let Some((node, depth)) = waiting.pop() {
        let (Some(dict), Some(depth)) = (file.dict(&node), depth.checked_sub(1)) else {
            continue;
        };
        let kids = file.get(dict.get("Kids"));
        let kids = kids.array().unwrap_or_default().iter().take(MOST);
        waiting.extend(kids.map(|kid| (kid.clone(), depth)));
        if out.len() + waiting.len() > MOST {
            return out;
        }
        let numbers = file.get(dict.get("Nums"));
        for pair in numbers.array().unwrap_or_default().chunks_exact(2) {
            let (Some(key), Object::Array(list)) = (pair[0].count(), file.get(&pair[1]))
            else {
                continue;
            };
            let own = list.iter().map(|entry| match entry {
                Object::Ref(number) => tree.numbers.get(number).copied(),
                _ => None,
            });
            out.insert(key, own.collect());
        }
    }
    out
}
