//! Pages to PDF: tagged, PDF/UA-1 and PDF/A-2a at once.
//!
//! `printpdf` writes the content streams ([`encode`]) and the font dictionaries
//! ([`fonts`]), both through small documents of their own. Boxes, tags, metadata and the
//! places of the objects are made here, object by object, with `lopdf`'s writer ([`file`]).
//! Pages are written as they come and dropped, so a file's length costs time, not memory.

mod bounds;
mod content;
mod encode;
mod file;
mod fonts;
mod forms;
mod icc;
mod images;
mod ink;
mod items;
mod links;
mod meta;
mod outline;
mod text;
mod tree;

use lopdf::{Dictionary, Object};

use crate::font::Book;
use crate::page::{About, Duplex, Page, Seal, Tags};

use content::{Shared, content};
use file::{Closed, End, File, Ref, corners, count, name};

/// What is asked of a file beside its pages.
#[derive(Clone, Debug)]
pub struct PdfOptions {
    /// Ask the print dialogue not to scale the pages (`/PrintScaling /None`).
    pub print_scaling_none: bool,
    /// Which sides the print dialogue proposes to print.
    pub duplex: Duplex,
    /// How many copies are wanted; the dialogue can be asked for two to five.
    pub copies: u32,
    /// When the file was made, in seconds since 1970, UTC; `None` leaves dates out.
    pub created: Option<i64>,
}

impl Default for PdfOptions {
    fn default() -> Self {
        Self { print_scaling_none: true, duplex: Duplex::Off, copies: 1, created: None }
    }
}

/// A page of a file.
pub enum Leaf {
    /// A page that the file has not yet.
    New(Page),
    /// A page that it has already, once more: what is painted stands in the file once.
    Again(Again),
}

/// A page that a file has already, once more.
#[derive(Clone, Copy, Debug)]
pub struct Again {
    /// Which page it is, from 0.
    pub page: usize,
    /// How much further on the numbers of its elements are.
    pub tags: u32,
    /// How much further on its faces are read.
    pub rank: u32,
}

impl From<Page> for Leaf {
    fn from(page: Page) -> Self {
        Self::New(page)
    }
}

/// Writes a file: each page is written as it comes and dropped.
///
/// The media box of a page is its trim, the bleed around it, and the slug around that. Elements of `about.tags`
/// that no item on any page belongs to are left out; the kids of each stand in the order
/// in which the pages first show them. The same input gives the same bytes.
pub fn write(
    about: &About,
    pages: impl Iterator<Item = impl Into<Leaf>>,
    book: &Book,
    options: &PdfOptions,
) -> Vec<u8> {
    draft(about, pages, book, options).finish(None)
}

/// A file that is whole but for its seal and its name.
pub struct Draft {
    file: Closed,
    about: About,
    created: Option<i64>,
}

impl Draft {
    /// The file, named by zeros.
    pub fn bytes(&self) -> &[u8] {
        self.file.bytes()
    }

    /// The file, with a seal if there is one, named by a hash of its bytes.
    pub fn finish(self, seal: Option<&Seal>) -> Vec<u8> {
        self.file.finish(meta::xmp(&self.about, self.created, seal).as_bytes())
    }
}

/// Writes a file as [`write`] does, but for its seal and its name.
pub fn draft(
    about: &About,
    pages: impl Iterator<Item = impl Into<Leaf>>,
    book: &Book,
    options: &PdfOptions,
) -> Draft {
    let mut file = File::new();
    let mut shared = Shared {
        stores: items::Stores {
            book,
            faces: fonts::Faces::default(),
            images: images::Images::default(),
        },
        forms: forms::Forms::default(),
        tree: tree::Tree::new(&about.tags),
    };
    let (parent, resources) = (file.reserve(), file.reserve());
    let mut kept: Vec<Kept> = Vec::new();
    for leaf in pages {
        let own = match leaf.into() {
            Leaf::New(page) => {
                Kept::new(&page, &mut file, &mut shared, [parent, resources])
            }
            Leaf::Again(again) => {
                kept[again.page].again(again, &mut file, &mut shared.tree)
            }
        };
        kept.push(own);
    }
    let pages: Vec<Ref> = kept.into_iter().map(|page| page.own).collect();
    put_resources(&mut file, &mut shared, resources);
    put_page_tree(&mut file, parent, &pages);
    let mut catalog = Dictionary::new();
    catalog.set("Type", name("Catalog"));
    catalog.set("Pages", parent);
    catalog.set("Lang", file::text(&about.lang));
    let mut mark_info = Dictionary::new();
    mark_info.set("Marked", true);
    catalog.set("MarkInfo", mark_info);
    catalog.set("StructTreeRoot", shared.tree.write(&mut file, &pages));
    if let Some(outline) = shared.tree.outline.write(&mut file, &pages) {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", name("UseOutlines"));
    }
    catalog.set("ViewerPreferences", preferences(options));
    let metadata = file.reserve();
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", meta::intent(&mut file));
    let root = file.add(catalog);
    let info = meta::info(&mut file, about, options.created);
    let mut file = file.close(End { root, info, metadata });
    file.draft(meta::xmp(about, options.created, None).as_bytes());
    let about = About { tags: Tags::default(), ..about.clone() };
    Draft { file, about, created: options.created }
}

/// A page that was written, and what it takes to write it once more.
struct Kept {
    own: Ref,
    dict: Dictionary,
    links: links::Links,
    /// Its number among the pages that have tags, and its entry of the parent tree.
    tagged: tree::Tagged,
}

impl Kept {
    fn new(
        page: &Page,
        file: &mut File,
        shared: &mut Shared<'_>,
        [parent, resources]: [Ref; 2],
    ) -> Self {
        let made = content(page, shared);
        if page.layers.iter().any(|layer| layer.repeat && layer.clip.is_some()) {
            file.press_hard();
        }
        let (w, h, rim, slug) = (page.trim.w, page.trim.h, page.rim(), page.slug);
        let around =
            |off: f64| corners([off, off, w + 2.0 * rim - off, h + 2.0 * rim - off]);
        let mut dict = Dictionary::new();
        dict.set("Type", name("Page"));
        dict.set("Parent", parent);
        dict.set("MediaBox", around(0.0));
        dict.set("BleedBox", around(slug));
        dict.set("TrimBox", around(rim));
        dict.set("Resources", resources);
        dict.set("Contents", file.stream(Dictionary::new(), &made.bytes));
        dict.set("Tabs", name("S"));
        Self::put(dict, made.links, file, &mut shared.tree)
    }

    fn again(&self, again: Again, file: &mut File, tree: &mut tree::Tree<'_>) -> Self {
        tree.again(self.tagged, again);
        Self::put(self.dict.clone(), self.links.moved(again.tags), file, tree)
    }

    /// Writes the page whose tags were noted last.
    fn put(
        dict: Dictionary,
        links: links::Links,
        file: &mut File,
        tree: &mut tree::Tree<'_>,
    ) -> Self {
        let tagged = tree.page();
        let mut own = dict.clone();
        if let Some(entry) = tagged.entry {
            own.set("StructParents", count(entry));
        }
        let annotations = links.write(file, tree);
        if !annotations.is_empty() {
            own.set("Annots", Object::Array(annotations));
        }
        Self { own: file.add(own), dict, links, tagged }
    }
}

fn put_resources(file: &mut File, shared: &mut Shared<'_>, own: Ref) {
    let mut dict = Dictionary::new();
    let fonts = shared.stores.faces.write(file, shared.stores.book);
    let mut pictures = shared.stores.images.write(file);
    let states = shared.forms.states();
    pictures.extend(&std::mem::take(&mut shared.forms).write(file, own));
    for (kind, list) in [("Font", fonts), ("XObject", pictures), ("ExtGState", states)] {
        if !list.is_empty() {
            dict.set(kind, list);
        }
    }
    file.put(own, dict);
}

fn put_page_tree(file: &mut File, own: Ref, pages: &[Ref]) {
    let mut dict = Dictionary::new();
    dict.set("Type", name("Pages"));
    dict.set("Count", count(pages.len()));
    dict.set("Kids", Object::Array(pages.iter().map(|page| (*page).into()).collect()));
    file.put(own, dict);
}

/// What the print dialogue starts from (ISO 32000-1, 12.2, table 150).
fn preferences(options: &PdfOptions) -> Dictionary {
    let mut dict = Dictionary::new();
    dict.set("DisplayDocTitle", true);
    if options.print_scaling_none {
        dict.set("PrintScaling", name("None"));
    }
    let duplex = match options.duplex {
        Duplex::Off => "Simplex",
        Duplex::LongEdge => "DuplexFlipLongEdge",
        Duplex::ShortEdge => "DuplexFlipShortEdge",
    };
    dict.set("Duplex", name(duplex));
    dict.set("PickTrayByPDFSize", true);
    if (2..=5).contains(&options.copies) {
        dict.set("NumCopies", i64::from(options.copies));
    }
    dict
}
