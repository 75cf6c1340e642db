//! The structure tree: which element each piece of content belongs to.
//!
//! Elements are noted while the pages are written, in a few bytes each, and become objects
//! at the end: only then are all their kids known, since one may go on over several pages.

use lopdf::{Dictionary, Object};

use super::Again;
use super::bounds::around;
use super::file::{File, Ref, corners, count, name, text};
use super::outline::Outline;
use crate::page::{Item, Numbering, Role, Shape, TagId, Tags};

/// Where something is read: the rank of its face, then what was painted before it.
type Place = (u32, u32);

/// A kid of an element, in the order of the pages.
#[derive(Clone, Copy)]
enum Kid {
    Content { page: u32, mcid: u32, place: Place },
    Object { page: u32, object: Ref, place: Place },
    Child(TagId),
}

/// What is known of an element so far.
#[derive(Default)]
struct Node {
    kids: Vec<Kid>,
    /// Where the first of its content is read.
    place: Option<Place>,
    /// It stands among its parent's kids.
    attached: bool,
    /// The page on which a figure stands, and its corners.
    seat: Option<(u32, [f64; 4])>,
    /// A label has text; one of paths alone is a bullet.
    has_text: bool,
    has_path: bool,
}

/// An entry of the parent tree (ISO 32000-1, 14.7.4.4).
enum Parent {
    /// The elements of a page's sequences, by MCID.
    Page(Vec<TagId>),
    /// The element of a link annotation.
    Link(TagId),
}

/// A page that has tags: its number, and its entry of the parent tree.
#[derive(Clone, Copy)]
pub(super) struct Tagged {
    page: u32,
    pub entry: usize,
}

/// The structure tree in the making.
pub(super) struct Tree<'a> {
    tags: &'a Tags,
    nodes: Vec<Node>,
    parents: Vec<Parent>,
    /// The present page, and its entry of the parent tree.
    page: u32,
    entry: usize,
    /// The rank of the face at hand, and how much was painted.
    rank: u32,
    painted: u32,
    pub(super) outline: Outline,
}

impl<'a> Tree<'a> {
    pub(super) fn new(tags: &'a Tags) -> Self {
        let mut nodes: Vec<Node> = Vec::new();
        nodes.resize_with(tags.list.len(), Node::default);
        nodes[0].attached = true;
        let outline = Outline::default();
        Self {
            tags,
            nodes,
            parents: Vec::new(),
            page: u32::MAX,
            entry: 0,
            rank: 0,
            painted: 0,
            outline,
        }
    }

    /// A new page begins.
    pub(super) fn begin_page(&mut self) {
        self.page = self.page.wrapping_add(1);
        self.entry = self.parents.len();
        self.parents.push(Parent::Page(Vec::new()));
    }

    /// The present page.
    pub(super) fn page(&self) -> Tagged {
        Tagged { page: self.page, entry: self.entry }
    }

    /// A page begins that is painted as an earlier one, with elements of its own.
    pub(super) fn again(&mut self, first: Tagged, again: Again) {
        self.begin_page();
        let Parent::Page(list) = &self.parents[first.entry] else {
            unreachable!("the page's entry is a page's")
        };
        for (mcid, from) in (0_u32..).zip(list.clone()) {
            let node = &self.nodes[from.0 as usize];
            let (has_text, has_path, seat) = (node.has_text, node.has_path, node.seat);
            let rank = node.kids.iter().find_map(|kid| match kid {
                Kid::Content { page, mcid: own, place }
                    if (*page, *own) == (first.page, mcid) =>
                {
                    Some(place.0)
                }
                _ => None,
            });
            self.rank(rank.unwrap_or_default() + again.rank);
            let id = TagId(from.0 + again.tags);
            self.mark(id);
            let page = self.page;
            let node = &mut self.nodes[id.0 as usize];
            node.has_text |= has_text;
            node.has_path |= has_path;
            if let Some((own, seat)) = seat
                && own == first.page
            {
                node.seat.get_or_insert((page, seat));
            }
        }
    }

    /// A face of that rank begins.
    pub(super) fn rank(&mut self, rank: u32) {
        self.rank = rank;
    }

    /// The kids of an element in the order in which they are read.
    fn read_order(&self, node: &Node) -> Vec<Kid> {
        let mut kids = node.kids.clone();
        kids.sort_by_key(|kid| match kid {
            Kid::Content { place, .. } | Kid::Object { place, .. } => *place,
            Kid::Child(child) => self.nodes[child.0 as usize].place.unwrap_or_default(),
        });
        kids
    }

    /// A new sequence of an element begins on the page; gives its number.
    pub(super) fn mark(&mut self, id: TagId) -> u32 {
        let Parent::Page(list) = &mut self.parents[self.entry] else {
            unreachable!("the page's entry is a page's")
        };
        let mcid = u32::try_from(list.len()).expect("fewer than 2^32 sequences a page");
        list.push(id);
        let page = self.page;
        self.attach(id);
        self.painted += 1;
        let place = (self.rank, self.painted);
        self.nodes[id.0 as usize].kids.push(Kid::Content { page, mcid, place });
        self.begins(id, place);
        mcid
    }

    /// An element and all that it stands in begin there, or before.
    fn begins(&mut self, id: TagId, place: Place) {
        let mut own = id;
        loop {
            let node = &mut self.nodes[own.0 as usize];
            if node.place.is_some_and(|known| known <= place) {
                return;
            }
            node.place = Some(place);
            if own == TagId::DOCUMENT {
                return;
            }
            own = self.tags.get(own).parent;
        }
    }

    /// Makes an element, and all that it stands in, kids of their parents.
    fn attach(&mut self, id: TagId) {
        let mut child = id;
        while !self.nodes[child.0 as usize].attached {
            self.nodes[child.0 as usize].attached = true;
            let parent = self.tags.get(child).parent;
            let kids = &mut self.nodes[parent.0 as usize].kids;
            kids.push(Kid::Child(child));
            child = parent;
        }
    }

    /// An annotation of an element; gives its entry of the parent tree.
    pub(super) fn object(&mut self, id: TagId, object: Ref) -> usize {
        let page = self.page;
        let node = &mut self.nodes[id.0 as usize];
        // Right after the last words of the link on this page.
        let place = node.kids.iter().rev().find_map(|kid| match kid {
            Kid::Content { page: own, place, .. } if *own == page => Some(*place),
            _ => None,
        });
        let place = place.or(node.place).unwrap_or((self.rank, self.painted));
        node.kids.push(Kid::Object { page, object, place });
        self.parents.push(Parent::Link(id));
        self.parents.len() - 1
    }

    /// Notes an item of an element; `at` is left, bottom, right, top on the sheet.
    pub(super) fn note(&mut self, id: TagId, item: &Item, at: [f64; 4]) {
        let page = self.page;
        let node = &mut self.nodes[id.0 as usize];
        match &item.shape {
            Shape::Text(_) => node.has_text = true,
            Shape::Path(_) | Shape::Image(_) => node.has_path = true,
        }
        if matches!(self.tags.get(id).role, Role::Figure(_)) {
            match &mut node.seat {
                Some((own, seat)) if *own == page => *seat = around(*seat, at),
                Some(_) => {}
                None => node.seat = Some((page, at)),
            }
        }
        if let Shape::Text(run) = &item.shape {
            let heading = self.up(id, |role| matches!(role, Role::Heading(_)));
            if let Some((heading, Role::Heading(level))) = heading {
                self.outline.note(heading, *level, page, at[3], run);
            }
        }
    }

    /// The link that an element is, or is in.
    pub(super) fn link_of(&self, id: TagId) -> Option<TagId> {
        Some(self.up(id, |role| matches!(role, Role::Link(_)))?.0)
    }

    /// Where a link goes.
    pub(super) fn uri(&self, id: TagId) -> &'a str {
        match &self.tags.get(id).role {
            Role::Link(uri) => uri,
            _ => "",
        }
    }

    fn up(&self, id: TagId, found: impl Fn(&Role) -> bool) -> Option<(TagId, &'a Role)> {
        let mut id = id;
        loop {
            let tag = self.tags.get(id);
            if found(&tag.role) {
                return Some((id, &tag.role));
            }
            if id == TagId::DOCUMENT {
                return None;
            }
            id = tag.parent;
        }
    }

    /// The name of an element's role.
    pub(super) fn role(&self, id: TagId) -> &'static str {
        const HEADINGS: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];
        match &self.tags.get(id).role {
            Role::Document => "Document",
            Role::Part => "Part",
            Role::Section => "Sect",
            Role::Heading(level) => HEADINGS[usize::from((*level).clamp(1, 6)) - 1],
            Role::Paragraph => "P",
            Role::Quote => "BlockQuote",
            Role::List(_) => "L",
            Role::Item => "LI",
            Role::Label => "Lbl",
            Role::Body => "LBody",
            Role::Table => "Table",
            Role::Row => "TR",
            Role::HeaderCell => "TH",
            Role::Cell => "TD",
            Role::Figure(_) => "Figure",
            Role::Span => "Span",
            Role::Link(_) => "Link",
        }
    }

    /// Writes the tree; `pages` are the pages' objects.
    pub(super) fn write(&self, file: &mut File, pages: &[Ref]) -> Ref {
        let root = file.reserve();
        let elements: Vec<Option<Ref>> =
            self.nodes.iter().map(|node| node.attached.then(|| file.reserve())).collect();
        for (index, node) in self.nodes.iter().enumerate() {
            let Some(own) = elements[index] else { continue };
            let id = TagId(u32::try_from(index).expect("elements have 32-bit numbers"));
            let parent = match index {
                0 => root,
                _ => element(&elements, self.tags.get(id).parent),
            };
            let dict = self.element(id, node, parent, &elements, pages);
            file.put(own, dict);
        }
        let mut dict = Dictionary::new();
        dict.set("Type", name("StructTreeRoot"));
        dict.set("K", element(&elements, TagId::DOCUMENT));
        dict.set("ParentTree", self.parent_tree(file, &elements));
        dict.set("ParentTreeNextKey", count(self.parents.len()));
        file.put(root, dict);
        root
    }

    fn element(
        &self,
        id: TagId,
        node: &Node,
        parent: Ref,
        elements: &[Option<Ref>],
        pages: &[Ref],
    ) -> Dictionary {
        let tag = self.tags.get(id);
        let mut dict = Dictionary::new();
        dict.set("Type", name("StructElem"));
        dict.set("S", name(self.role(id)));
        dict.set("P", parent);
        let order = self.read_order(node);
        let home = order.iter().find_map(|kid| match kid {
            Kid::Content { page, .. } => Some(*page),
            Kid::Object { .. } | Kid::Child(_) => None,
        });
        if let Some(page) = home {
            dict.set("Pg", pages[page as usize]);
        }
        let mut kids: Vec<Object> =
            order.iter().map(|k| kid(k, home, elements, pages)).collect();
        match kids.len() {
            0 => {}
            1 => dict.set("K", kids.remove(0)),
            _ => dict.set("K", Object::Array(kids)),
        }
        if let Some(lang) = &tag.lang {
            dict.set("Lang", text(lang));
        }
        if let Some(attributes) = attributes(&tag.role, node) {
            dict.set("A", attributes);
        }
        if let Role::Figure(alt) = &tag.role {
            dict.set("Alt", text(alt));
        }
        if tag.role == Role::Label && node.has_path && !node.has_text {
            dict.set("ActualText", text("\u{2022}"));
        }
        dict
    }

    fn parent_tree(&self, file: &mut File, elements: &[Option<Ref>]) -> Ref {
        let mut numbers = Vec::with_capacity(2 * self.parents.len());
        for (key, parent) in self.parents.iter().enumerate() {
            let value = match parent {
                Parent::Link(id) => element(elements, *id),
                Parent::Page(list) => {
                    let list = list.iter().map(|id| element(elements, *id).into());
                    file.add(Object::Array(list.collect()))
                }
            };
            numbers.extend([count(key), value.into()]);
        }
        let mut dict = Dictionary::new();
        dict.set("Nums", Object::Array(numbers));
        file.add(dict)
    }
}

fn element(elements: &[Option<Ref>], id: TagId) -> Ref {
    elements[id.0 as usize].expect("what has content, or a kid with it, is attached")
}

fn kid(kid: &Kid, home: Option<u32>, elements: &[Option<Ref>], pages: &[Ref]) -> Object {
    let mut dict = Dictionary::new();
    match kid {
        Kid::Child(id) => return element(elements, *id).into(),
        Kid::Content { page, mcid, .. } if home == Some(*page) => {
            return Object::Integer(i64::from(*mcid));
        }
        Kid::Content { page, mcid, .. } => {
            dict.set("Type", name("MCR"));
            dict.set("Pg", pages[*page as usize]);
            dict.set("MCID", Object::Integer(i64::from(*mcid)));
        }
        Kid::Object { page, object, .. } => {
            dict.set("Type", name("OBJR"));
            dict.set("Pg", pages[*page as usize]);
            dict.set("Obj", *object);
        }
    }
    dict.into()
}

/// Attributes of an element (ISO 32000-1, 14.8.5).
fn attributes(role: &Role, node: &Node) -> Option<Dictionary> {
    let (owner, key, value) = match role {
        Role::List(Numbering::Decimal) => ("List", "ListNumbering", name("Decimal")),
        Role::List(Numbering::Bullet) => ("List", "ListNumbering", name("Disc")),
        Role::HeaderCell => ("Table", "Scope", name("Column")),
        Role::Figure(_) => ("Layout", "BBox", corners(node.seat?.1)),
        _ => return None,
    };
    let mut dict = Dictionary::new();
    dict.set("O", name(owner));
    dict.set(key, value);
    Some(dict)
}
