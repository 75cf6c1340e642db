//! The pages of a file: their boxes, their content, what is laid over them.

use std::collections::BTreeMap;
use std::rc::Rc;

use sha2::{Digest, Sha256};

use super::content::{self, Seen};
use super::file::{Reading, Unreadable};
use super::finding::Finding;
use super::object::{Dict, Object};
use super::shelf::Shelf;
use super::state::{Bounds, shared};
use super::structure::{Kid, Tree};

/// Nodes of the page tree within each other.
const DEEPEST: usize = 32;
/// Pages of a file.
const MOST: usize = 100_000;
/// The longest content of a page.
const LONGEST: usize = 24 << 20;

/// A page.
pub(super) struct Page {
    /// The hash of what is drawn on it, its boxes and its annotations.
    pub hash: [u8; 32],
    /// Whether nothing is drawn on it.
    pub blank: bool,
}

/// The pages, read.
pub(super) struct Pages {
    pub pages: Vec<Page>,
    pub seen: Vec<Rc<Seen>>,
    /// The page of each page object.
    pub numbers: BTreeMap<u32, usize>,
    /// The key of each page in the parent tree.
    pub keys: Vec<Option<usize>>,
    pub findings: Vec<Finding>,
}

/// What pages take over from the nodes above them.
#[derive(Clone)]
struct Heritage {
    dict: BTreeMap<&'static str, Object>,
}

const INHERITED: [&str; 4] = ["Resources", "MediaBox", "CropBox", "Rotate"];

/// Reads every page.
pub(super) fn read(shelf: &mut Shelf<'_, '_>, catalog: &Dict) -> Reading<Pages> {
    let mut list = Vec::new();
    let start = Heritage { dict: BTreeMap::new() };
    leaves(shelf, catalog.get("Pages"), &start, &mut list, DEEPEST)?;
    shelf.file.trouble()?;
    if list.is_empty() {
        return Err(Unreadable::new("it has no pages"));
    }
    let mut out = Pages {
        pages: Vec::new(),
        seen: Vec::new(),
        numbers: BTreeMap::new(),
        keys: Vec::new(),
        findings: Vec::new(),
    };
    let mut known = Known::default();
    for (index, (number, dict, heritage)) in list.iter().enumerate() {
        if let Some(number) = number
            && out.numbers.insert(*number, index).is_some()
        {
            out.findings
                .push(Finding::new("this page stands there twice").on(Some(index)));
        }
        page(shelf, (dict, heritage), index, &mut known, &mut out)?;
    }
    Ok(out)
}

type Leaf = (Option<u32>, Dict, Heritage);

fn leaves(
    shelf: &Shelf<'_, '_>,
    node: &Object,
    above: &Heritage,
    list: &mut Vec<Leaf>,
    depth: usize,
) -> Reading<()> {
    let Some(depth) = depth.checked_sub(1) else {
        return Err(Unreadable::new("its pages are a loop"));
    };
    let Some(dict) = shelf.file.dict(node) else { return Ok(()) };
    let mut own = above.clone();
    for key in INHERITED {
        if *dict.get(key) != Object::Null {
            own.dict.insert(key, dict.get(key).clone());
        }
    }
    if *dict.get("Kids") == Object::Null {
        if list.len() >= MOST {
            return Err(Unreadable::new("it has more than 100,000 pages"));
        }
        let number = match node {
            Object::Ref(number) => Some(*number),
            _ => None,
        };
        list.push((number, dict, own));
        return Ok(());
    }
    let kids = shelf.file.get(dict.get("Kids"));
    for kid in kids.array().unwrap_or_default() {
        shelf.file.trouble()?;
        leaves(shelf, kid, &own, list, depth)?;
    }
    Ok(())
}

/// Contents that were read already: by their stream, their resources, and the sheet that they
/// are seen on.
type Known = BTreeMap<(u32, u32, [u64; 4]), Rc<Seen>>;

fn page(
    shelf: &mut Shelf<'_, '_>,
    (dict, heritage): (&Dict, &Heritage),
    index: usize,
    known: &mut Known,
    out: &mut Pages,
) -> Reading<()> {
    const NULL: &Object = &Object::Null;
    let inherited = |key: &str| heritage.dict.get(key).unwrap_or(NULL);
    let file = shelf.file;
    let numbers = |object: &Object| -> Option<Bounds> {
        let list = file.get(object);
        let list: Vec<f64> =
            list.array()?.iter().filter_map(|n| file.get(n).number()).collect();
        let [a, b, c, d] = <[f64; 4]>::try_from(list).ok()?;
        Some([a.min(c), b.min(d), a.max(c), b.max(d)])
    };
    let media = numbers(inherited("MediaBox"))
        .ok_or_else(|| Unreadable::new("a page of it has no size"))?;
    let crop = numbers(inherited("CropBox")).unwrap_or(media);
    let trim = numbers(dict.get("TrimBox")).unwrap_or(crop);
    let bleed = numbers(dict.get("BleedBox")).unwrap_or(crop);
    let sheet = shared(&shared(&media, &crop), &trim);
    let key = match (dict.get("Contents"), inherited("Resources")) {
        (Object::Ref(own), Object::Ref(with)) => {
            Some((*own, *with, sheet.map(f64::to_bits)))
        }
        _ => None,
    };
    let seen = match key.and_then(|key| known.get(&key)) {
        Some(seen) => Rc::clone(seen),
        None => {
            let resources = shelf.resources(inherited("Resources"));
            let bytes = contents(shelf, dict.get("Contents"))?;
            let seen = Rc::new(content::read(shelf, &bytes, &resources, sheet)?);
            known.extend(key.map(|key| (key, Rc::clone(&seen))));
            seen
        }
    };
    let mut hash = Sha256::new();
    hash.update(seen.drawn);
    for side in [media, crop, trim, bleed].iter().flatten() {
        hash.update(format!("{side:.2} "));
    }
    let rotate = file.get(inherited("Rotate")).number().unwrap_or(0.0).rem_euclid(360.0);
    let unit = file.get(dict.get("UserUnit")).number().unwrap_or(1.0);
    hash.update(format!("{rotate} {unit} {}", dict.get("Tabs").name().unwrap_or("-")));
    annotations(shelf, dict, index, &mut hash, out);
    if rotate != 0.0 {
        out.findings.push(Finding::new("the page is turned").on(Some(index)));
    }
    if *dict.get("AA") != Object::Null {
        out.findings.push(Finding::new("the page starts an action").on(Some(index)));
    }
    out.pages.push(Page { hash: hash.finalize().into(), blank: seen.blank });
    out.seen.push(seen);
    out.keys.push(dict.get("StructParents").count());
    Ok(())
}

/// The content of a page: its streams, one after the other.
fn contents(shelf: &Shelf<'_, '_>, object: &Object) -> Reading<Vec<u8>> {
    let list = match object {
        Object::Array(list) => list.clone(),
        Object::Ref(_) => match shelf.file.get(object) {
            Object::Array(list) => list,
            _ => vec![object.clone()],
        },
        _ => Vec::new(),
    };
    let mut bytes = Vec::new();
    for part in &list {
        let Some(stream) = shelf.file.stream(part) else { continue };
        let room = LONGEST.saturating_sub(bytes.len());
        let mut own = shelf.file.plain(&stream.dict, stream.raw, room)?;
        if bytes.is_empty() {
            bytes = own;
        } else {
            bytes.push(b'\n');
            bytes.append(&mut own);
        }
    }
    Ok(bytes)
}

/// Annotations: links are ours, with nothing to be seen of their own.
fn annotations(
    shelf: &Shelf<'_, '_>,
    dict: &Dict,
    index: usize,
    hash: &mut Sha256,
    out: &mut Pages,
) {
    let list = shelf.file.get(dict.get("Annots"));
    for annotation in list.array().unwrap_or_default() {
        let Some(own) = shelf.file.dict(annotation) else { continue };
        let kind = own.get("Subtype").name().unwrap_or("?").to_owned();
        let looks = *own.get("AP") != Object::Null;
        if kind != "Link" || looks {
            let said = shelf.file.get(own.get("Contents")).text().unwrap_or_default();
            let said = super::words::head(&said);
            let said =
                if said.is_empty() { String::new() } else { format!(" “{said}”") };
            let message = format!("an annotation ({kind}){said} was laid over the page");
            out.findings.push(Finding::new(message).on(Some(index)));
        }
        hash.update(kind);
        for key in ["Rect", "QuadPoints", "A", "Dest", "Contents", "F", "Border"] {
            let value = shelf.file.get(own.get(key));
            hash.update(format!("{key} {};", super::structure::written(&value)));
        }
    }
}

/// What the parent tree says of sequences, held against what the elements say.
pub(super) fn parents(
    pages: &[Page],
    keys: &[Option<usize>],
    tree: &Tree,
    parents: &BTreeMap<usize, Vec<Option<usize>>>,
) -> Vec<Finding> {
    let mut wrong = vec![false; pages.len()];
    for (index, element) in tree.elements.iter().enumerate() {
        for kid in &element.kids {
            let Kid::Content(page, number) = kid else { continue };
            let key = keys.get(*page).copied().flatten();
            let own = key.and_then(|key| parents.get(&key)?.get(*number as usize));
            if own != Some(&Some(index)) {
                wrong[*page] = true;
            }
        }
    }
    let message =
        "its structure says in two places that words belong to different elements";
    let pages = wrong.iter().enumerate().filter(|(_, wrong)| **wrong);
    pages.map(|(page, _)| Finding::new(message).on(Some(page))).collect()
}
