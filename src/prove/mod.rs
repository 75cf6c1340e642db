//! The proof: finished bytes are read back, and what they say is held against what they
//! ought to say.
//!
//! Nothing here is shared with the writer. [`file`] reads objects from any bytes, in bounded
//! time and memory; [`content`] follows the operators of a page; [`fonts`] finds the outline
//! of every glyph again in the face that it came from; [`structure`] and [`blocks`] make the
//! three texts: by the tree, by the content, by the glyphs. [`prove`] asks whether they are
//! what the sources say; [`verify`] asks a file that was proven once whether it still is what
//! its seal says.

mod art;
mod beside;
mod blocks;
mod canvas;
mod check;
mod collected;
mod content;
mod cover;
mod expected;
mod faces;
mod file;
mod finding;
mod fonts;
mod gsub;
mod inflate;
mod lex;
mod marked;
mod meta;
mod object;
mod outlines;
mod pages;
mod seal;
mod shelf;
mod state;
mod structure;
mod words;

pub use collected::{Part, collected};
pub use expected::{Expected, Passage, PassageKind, Strand};
pub use file::Unreadable;
pub use finding::Finding;
pub use words::plain;

use crate::font::Book;
use crate::page::Seal;
use blocks::Blocks;
use file::{File, Reading};
use meta::Meta;
use pages::Page;

/// A file, read.
struct Read<'b> {
    pages: Vec<Page>,
    blocks: Blocks,
    meta: Meta,
    fonts: Vec<fonts::Font<'b>>,
    /// What each page shows of art.
    windows: Vec<Vec<cover::Window>>,
    intact: bool,
    /// Whether its sheets are folded, or its cards dealt out.
    folded: bool,
    /// What is wrong beside its texts.
    findings: Vec<Finding>,
}

/// What was proven of a file.
#[derive(Clone, Debug)]
pub struct Proof {
    /// What its metadata ought to say of it.
    pub seal: Seal,
    /// How many pages were read.
    pub pages: usize,
    /// How many words.
    pub words: usize,
    /// Faces that were not at hand, so that the outlines of their glyphs were not compared.
    pub faces_missing: Vec<String>,
    /// Glyphs that no single text can be said of, as where a script joins its letters.
    pub unread: usize,
    /// What a file that collects it has to show and say.
    said: collected::Said,
}

/// What a file is, asked again.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// The bytes are the ones that were written, and they are proven.
    Intact(Proof),
    /// Another program has saved it again; all that was proven still holds.
    Resaved(Proof),
    /// It is not what was proven.
    Altered(Vec<Finding>),
    /// It is what was proven, and the words have changed since.
    OutOfDate(Vec<Finding>),
    /// It has no seal: handbill did not make it, or another program took its metadata away.
    NotOurs(String),
    /// It is no PDF that can be read.
    Unreadable(String),
}

impl Verdict {
    /// Whether the file is proven.
    pub fn is_proven(&self) -> bool {
        matches!(self, Self::Intact(_) | Self::Resaved(_))
    }
}

/// Proves a file that was just made: each of its three texts is what the sources say, every
/// word of it can be seen. `named` is what the seal says of the sources.
///
/// # Errors
/// Everything in which it is not.
pub fn prove(
    bytes: &[u8],
    book: &Book,
    expected: &Expected,
    named: Seal,
) -> Result<Proof, Vec<Finding>> {
    let folded = !named.get("folded").is_empty();
    let read =
        read(bytes, book, Some(folded)).map_err(|bad| vec![Finding::new(bad.0)])?;
    let mut findings = check::check(expected, &read.blocks, counted(&read));
    findings.extend(
        expected.cover.iter().flat_map(|size| cover::check(*size, &read.windows)),
    );
    findings.extend(inherent(&read));
    if findings.is_empty() { Ok(proof(read, named)) } else { Err(findings) }
}

/// Asks a file whether it is what was proven of it; with `expected`, also whether the words
/// are those of today.
pub fn verify(bytes: &[u8], book: &Book, expected: Option<&Expected>) -> Verdict {
    let read = match read(bytes, book, None) {
        Ok(read) => read,
        Err(bad) => return Verdict::Unreadable(bad.0),
    };
    let Some(seal) = &read.meta.seal else {
        return Verdict::NotOurs(
            "handbill did not make it, or its metadata was taken away".to_owned(),
        );
    };
    let mut findings = inherent(&read);
    let told: Vec<Option<usize>> = findings.iter().map(|finding| finding.page).collect();
    let sealed = seal::check(seal, &read);
    // That a page is drawn in another way says nothing more where it is told in which.
    let vague = |finding: &Finding| {
        finding.block.is_empty()
            && finding.message.starts_with("what is drawn")
            && told.contains(&finding.page)
    };
    findings.extend(sealed.into_iter().filter(|finding| !vague(finding)));
    let changed =
        expected.map(|expected| check::check(expected, &read.blocks, counted(&read)));
    let changed = changed.unwrap_or_default();
    if !findings.is_empty() {
        // The sources know the words that the seal can only say are others.
        let told =
            |block: &str| changed.iter().any(|c| !block.is_empty() && c.block == block);
        findings.retain(|finding| !told(&finding.block));
        return Verdict::Altered(changed.into_iter().chain(findings).collect());
    }
    if !changed.is_empty() {
        return Verdict::OutOfDate(changed);
    }
    let named = seal.clone();
    if read.intact {
        Verdict::Intact(proof(read, named))
    } else {
        Verdict::Resaved(proof(read, named))
    }
}

/// Reads a file. One that has its name and its seal already says itself whether its sheets are
/// folded; of one in the making `folded` tells it.
fn read<'b>(bytes: &[u8], book: &'b Book, folded: Option<bool>) -> Reading<Read<'b>> {
    let named = folded.is_none();
    let file = File::open(bytes)?;
    let intact = named && meta::is_intact(&file);
    let catalog = file.dict(file.trailer.get("Root"));
    file.trouble()?;
    let catalog = catalog.ok_or_else(|| Unreadable::new("its catalogue is missing"))?;
    let meta = meta::read(&file, &catalog, named)?;
    let mut shelf = shelf::Shelf::new(&file, book);
    let found = pages::read(&mut shelf, &catalog)?;
    let tree = structure::read(&file, &catalog, &found.numbers);
    file.trouble()?;
    let parents = tree.as_ref().map(|tree| structure::parents(&file, &catalog, tree));
    let mut findings = found.findings;
    if let (Some(tree), Some(parents)) = (&tree, &parents) {
        findings.extend(pages::parents(&found.pages, &found.keys, tree, parents));
    }
    file.trouble()?;
    let said = meta.seal.as_ref().is_some_and(|seal| !seal.get("folded").is_empty());
    let folded = folded.unwrap_or(said);
    let blocks = blocks::read(tree.as_ref(), &found.seen, folded);
    let windows = found.seen.iter().map(|seen| seen.windows.clone()).collect();
    Ok(Read {
        windows,
        pages: found.pages,
        blocks,
        meta,
        fonts: shelf.fonts,
        intact,
        folded,
        findings,
    })
}

/// How many pages a file has that its heads and feet count.
fn counted(read: &Read<'_>) -> Option<usize> {
    (!read.folded).then_some(read.pages.len())
}

/// What is wrong with a file whatever its words ought to be.
fn inherent(read: &Read<'_>) -> Vec<Finding> {
    let mut out = read.blocks.findings.clone();
    out.extend(read.findings.iter().cloned());
    let meta = &read.meta;
    if meta.spoken != meta.lang {
        out.push(Finding::new(if meta.spoken.is_empty() {
            "its language is gone: a screen reader guesses how to speak it".to_owned()
        } else {
            format!("its language is said to be `{}` and `{}`", meta.spoken, meta.lang)
        }));
    }
    match &meta.info_title {
        Some(title) if *title != meta.title => out.push(Finding::new(format!(
            "its title is said to be “{title}” and “{}”",
            meta.title
        ))),
        Some(_) | None => {}
    }
    out
}

fn proof(read: Read<'_>, named: Seal) -> Proof {
    let missing = read.fonts.iter().filter(|font| font.is_ours() && !font.has_face());
    let words = |block: &blocks::Block| block.words.split_whitespace().count();
    Proof {
        seal: seal::of(&read, named),
        pages: read.pages.len(),
        words: read.blocks.list.iter().map(words).sum(),
        faces_missing: missing.map(|font| font.name.clone()).collect(),
        unread: read.blocks.unread,
        said: collected::Said {
            drawn: read.pages.iter().map(|page| page.hash).collect(),
            blocks: read.blocks.list,
        },
    }
}
