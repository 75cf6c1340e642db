//! The seal: what is said of a file in its own metadata, and whether the file still is so.

use sha2::{Digest, Sha256};

use super::Read;
use super::finding::Finding;
use super::words::{head, plain};
use crate::page::Seal;

/// Blocks whose hashes are kept one by one: of longer files only all together.
const BLOCKS: usize = 400;
/// Digits of the hash of a block, and of a page.
const SHORT: [usize; 2] = [6, 8];
/// Findings of one kind that are told.
const TOLD: usize = 8;

/// The values that can be read off a file, put into a seal that names its sources.
pub(super) fn of(read: &Read<'_>, named: Seal) -> Seal {
    let words: Vec<String> =
        read.blocks.list.iter().map(|block| plain(&block.words)).collect();
    let all = words
        .iter()
        .fold(Sha256::new(), |hash, words| hash.chain_update(words).chain_update([0]));
    let blocks: Vec<String> = match words.len() {
        0..=BLOCKS => {
            words.iter().map(|words| short(words.as_bytes(), SHORT[0])).collect()
        }
        _ => Vec::new(),
    };
    let art =
        read.pages.iter().fold(Sha256::new(), |hash, page| hash.chain_update(page.hash));
    let drawn: Vec<String> =
        read.pages.iter().map(|page| hex(&page.hash)[..SHORT[1]].to_owned()).collect();
    let seal = named
        .with("words", hex(&all.finalize()))
        .with("blocks", blocks.join(" "))
        .with("structure", hex(&read.blocks.structure))
        .with("sheet", read.meta.sheet.clone())
        .with("pages", read.pages.len().to_string())
        .with("drawn", drawn.join(" "))
        .with("art", hex(&art.finalize()));
    let over = over(&seal, read);
    seal.with("seal", over)
}

/// The hash over all values, and over what the metadata says for people.
fn over(seal: &Seal, read: &Read<'_>) -> String {
    let mut hash = Sha256::new();
    for (name, value) in seal.values.iter().filter(|(name, _)| *name != "seal") {
        hash.update(format!("{name}={value}\n"));
    }
    let meta = &read.meta;
    hash.update(format!(
        "{}\n{}\n{}\n{}\n",
        meta.title, meta.author, meta.lang, meta.marks
    ));
    hex(&hash.finalize())
}

/// Everything in which a file is not what its seal says.
pub(super) fn check(seal: &Seal, read: &Read<'_>) -> Vec<Finding> {
    let now = of(read, seal.clone());
    let mut out = Vec::new();
    let differs = |name: &str| seal.get(name) != now.get(name);
    if over(seal, read) != seal.get("seal") {
        out.push(Finding::new(
            "its metadata was edited: title, author, language or what was proven of it",
        ));
    }
    if differs("words") {
        words(seal.get("blocks"), now.get("blocks"), read, &mut out);
    }
    if differs("art") || differs("pages") {
        pages(seal.get("drawn"), now.get("drawn"), &mut out);
    }
    if differs("structure") {
        out.push(Finding::new(
            "its structure tree is another than was proven: roles, languages, alternate texts or order",
        ));
    }
    if differs("sheet") {
        let (was, is) = (parts(seal.get("sheet")), parts(now.get("sheet")));
        let gone = was
            .iter()
            .filter(|part| !is.contains(part))
            .map(|p| format!("`{p}` is gone"));
        let new =
            is.iter().filter(|part| !was.contains(part)).map(|p| format!("`{p}` is new"));
        let told: Vec<String> = gone.chain(new).collect();
        out.push(Finding::new(format!(
            "what it asks of the program that shows or prints it was changed: {}",
            told.join(", ")
        )));
    }
    out
}

fn parts(list: &str) -> Vec<&str> {
    list.split("; ").collect()
}

/// Which blocks are others than were proven.
fn words(was: &str, is: &str, read: &Read<'_>, out: &mut Vec<Finding>) {
    let (was, is): (Vec<&str>, Vec<&str>) =
        (was.split_whitespace().collect(), is.split_whitespace().collect());
    if was.is_empty() || is.is_empty() {
        out.push(Finding::new("its words are others than were proven"));
        return;
    }
    let (first, last) = same_ends(&was, &is);
    let list = &read.blocks.list;
    let tell = |at: usize, message: String| {
        Finding::new(message).on(list[at].page).within(&list[at].name)
    };
    let (was, is) = (&was[first..was.len() - last], &is[first..is.len() - last]);
    for (index, own) in is.iter().enumerate().take(TOLD) {
        let at = first + index;
        let said = head(&list[at].words);
        if was.contains(own) {
            if is.len() == was.len() {
                out.push(tell(
                    at,
                    format!("“{said}” stands in another place than was proven"),
                ));
            } else if is.iter().filter(|other| *other == own).count()
                > was.iter().filter(|other| *other == own).count()
            {
                out.push(tell(at, format!("“{said}” stands there twice")));
            }
        } else {
            out.push(tell(
                at,
                format!("the file says “{said}”, and that is not what was proven"),
            ));
        }
    }
    for own in was.iter().filter(|own| !is.contains(own)).take(TOLD) {
        if is.len() < was.len() {
            let index = was.iter().position(|other| other == own).unwrap_or(0);
            let before = (first + index).checked_sub(1).and_then(|at| list.get(at));
            let message = match before {
                Some(block) => {
                    format!("a block is gone that stood after “{}”", head(&block.words))
                }
                None => "its first block is gone".to_owned(),
            };
            let page = before.or(list.first()).and_then(|block| block.page);
            out.push(Finding::new(message).on(page));
        }
    }
    if was.is_empty() && is.is_empty() {
        out.push(Finding::new("its words are others than were proven"));
    }
}

/// Which pages are others than were proven.
fn pages(was: &str, is: &str, out: &mut Vec<Finding>) {
    let (was, is): (Vec<&str>, Vec<&str>) =
        (was.split_whitespace().collect(), is.split_whitespace().collect());
    if was.len() != is.len() {
        out.push(Finding::new(format!(
            "it has {}, and {} were proven",
            number(is.len()),
            was.len()
        )));
    }
    let (first, last) = same_ends(&was, &is);
    let (was, is) = (&was[first..was.len() - last], &is[first..is.len() - last]);
    for (index, own) in is.iter().enumerate().take(TOLD) {
        let message = match was.iter().position(|other| other == own) {
            Some(at) if at != index => {
                format!("this was page {} when it was proven", first + at + 1)
            }
            Some(_) => continue,
            None => "what is drawn there is not what was proven".to_owned(),
        };
        out.push(Finding::new(message).on(Some(first + index)));
    }
    if was.len() > is.len() {
        for (index, own) in was.iter().enumerate().take(TOLD) {
            if !is.contains(own) {
                out.push(Finding::new(format!(
                    "page {} of what was proven is gone",
                    first + index + 1
                )));
            }
        }
    }
}

/// How many entries two lists have in common at their beginning and at their end.
fn same_ends(a: &[&str], b: &[&str]) -> (usize, usize) {
    let first = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let last = a[first..].iter().rev().zip(b[first..].iter().rev());
    (first, last.take_while(|(a, b)| a == b).count())
}

fn number(pages: usize) -> String {
    if pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") }
}

fn short(bytes: &[u8], digits: usize) -> String {
    hex(&Sha256::digest(bytes))[..digits].to_owned()
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [u8; 16] = *b"0123456789abcdef";
    let pair =
        |byte: &u8| [byte >> 4, byte & 15].map(|d| char::from(DIGITS[usize::from(d)]));
    bytes.iter().flat_map(pair).collect()
}
