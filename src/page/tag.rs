//! What an item means: its element in the structure tree, or an artifact.

/// An element's place in [`Tags`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagId(pub u32);

impl TagId {
    /// The root: the document.
    pub const DOCUMENT: Self = Self(0);
}

/// What an item means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is content of this element.
    Tag(TagId),
    /// It is nothing to be read.
    Artifact(Artifact),
}

/// Kinds of artifact (ISO 32000-1, 14.8.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// Grounds.
    Background,
    /// Rules, bars, repeated faces.
    Layout,
    /// Page numbers, repeated heads and feet.
    Pagination,
    /// Fold, cut and register marks, rulers.
    Page,
}

/// The structure tree of a file: elements in reading order, parents before children.
#[derive(Clone, Debug, PartialEq)]
pub struct Tags {
    /// The elements; number 0 is the document.
    pub list: Vec<Tag>,
}

impl Default for Tags {
    fn default() -> Self {
        let root = Tag::new(Role::Document, TagId::DOCUMENT);
        Self { list: vec![root] }
    }
}

impl Tags {
    /// Adds an element below `parent`.
    pub fn add(&mut self, parent: TagId, role: Role) -> TagId {
        self.push(Tag::new(role, parent))
    }

    /// Adds an element.
    pub fn push(&mut self, tag: Tag) -> TagId {
        let id = TagId(u32::try_from(self.list.len()).expect("fewer than 2^32 elements"));
        self.list.push(tag);
        id
    }

    /// Adds the elements of another tree below one of this; gives how much further on their
    /// numbers are.
    pub fn append(&mut self, other: &Self, below: TagId) -> u32 {
        let by = u32::try_from(self.list.len() - 1).expect("fewer than 2^32 elements");
        for tag in &other.list[1..] {
            let parent = match tag.parent {
                TagId::DOCUMENT => below,
                TagId(own) => TagId(own + by),
            };
            self.list.push(Tag { parent, ..tag.clone() });
        }
        by
    }

    /// The same with its headings so many levels further down.
    #[must_use]
    pub fn lowered(mut self, down: u8) -> Self {
        for tag in &mut self.list {
            if let Role::Heading(level) = &mut tag.role {
                *level = (*level + down).min(6);
            }
        }
        self
    }

    /// The element of that number.
    pub fn get(&self, id: TagId) -> &Tag {
        &self.list[id.0 as usize]
    }
}

/// An element of the structure tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Its role.
    pub role: Role,
    /// The element it is in; the document is in itself.
    pub parent: TagId,
    /// Its language, where that differs from the file's.
    pub lang: Option<String>,
    /// The part of the text it comes from, for the proof and the tests.
    pub part: Option<String>,
}

impl Tag {
    /// An element without language or part.
    pub fn new(role: Role, parent: TagId) -> Self {
        Self { role, parent, lang: None, part: None }
    }
}

/// The role of an element (ISO 32000-1, 14.8.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// The whole file.
    Document,
    /// A text of several.
    Part,
    /// A group of blocks.
    Section,
    /// A heading, levels 1 to 6, without gaps.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A quotation of blocks.
    Quote,
    /// A list.
    List(Numbering),
    /// An item of a list.
    Item,
    /// The number or bullet of an item.
    Label,
    /// What an item says.
    Body,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell that heads its column.
    HeaderCell,
    /// A cell.
    Cell,
    /// A picture, with words for who can't see it.
    Figure(String),
    /// A piece of a paragraph.
    Span,
    /// A link to a URI.
    Link(String),
}

/// How a list counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// With bullets.
    Bullet,
    /// With 1, 2, 3.
    Decimal,
}
