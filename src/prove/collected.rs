//! A file that collects others, copies repeated: it says and shows what they do, in order.
//!
//! Its parts were proven against their sources, each in a file of its own. Here every page is
//! held against the page of its part by what is drawn, and every block by what is read.

use sha2::{Digest, Sha256};

use super::blocks::Block;
use super::finding::Finding;
use super::words::{head, plain};
use super::{Proof, Read, inherent, proof, read};
use crate::font::Book;
use crate::page::Seal;

/// What was read of a file, to be found again where it is collected.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// What is drawn on each page.
    drawn: Vec<[u8; 32]>,
    /// Each block, with its words for who finds it missing.
    blocks: Vec<([u8; 32], String)>,
}

impl Said {
    pub(super) fn of(read: &Read<'_>) -> Self {
        let block = |block: &Block| (hash(block, 0), head(&block.words));
        Self {
            drawn: read.pages.iter().map(|page| page.hash).collect(),
            blocks: read.blocks.list.iter().map(block).collect(),
        }
    }
}

/// A part of a collection.
pub struct Part<'p> {
    /// What was proven of its own file.
    pub proof: &'p Proof,
    /// The file's name.
    pub file: &'p str,
    /// How often it stands there.
    pub copies: usize,
    /// Whether an empty page follows each copy, so that none begins on the back of another.
    pub blank: bool,
}

/// Proves a file that collects others.
///
/// # Errors
/// The first thing in which it differs from its parts, and whatever is wrong with it besides.
pub fn collected(
    bytes: &[u8],
    book: &Book,
    parts: &[Part<'_>],
    named: Seal,
) -> Result<Proof, Vec<Finding>> {
    let folded = !named.get("folded").is_empty();
    let read =
        read(bytes, book, Some(folded)).map_err(|bad| vec![Finding::new(bad.0)])?;
    let mut findings = inherent(&read);
    findings.extend(Against { read: &read, page: 0, block: 0 }.all(parts).err());
    if findings.is_empty() { Ok(proof(&read, named)) } else { Err(findings) }
}

/// How far a collection was held against its parts.
struct Against<'r, 'b> {
    read: &'r Read<'b>,
    page: usize,
    block: usize,
}

impl Against<'_, '_> {
    fn all(mut self, parts: &[Part<'_>]) -> Result<(), Finding> {
        for part in parts {
            for _ in 0..part.copies {
                self.blocks(part)?;
                self.pages(part)?;
            }
        }
        if self.page != self.read.pages.len() {
            return Err(self.wrong("this page belongs to none of its parts"));
        }
        match self.read.blocks.list.get(self.block) {
            Some(block) => {
                let words = head(&block.words);
                Err(self.wrong(&format!("“{words}” belongs to none of its parts")))
            }
            None => Ok(()),
        }
    }

    fn blocks(&mut self, part: &Part<'_>) -> Result<(), Finding> {
        let list = &self.read.blocks.list;
        for (was, words) in &part.proof.said.blocks {
            let same = |block: &Block| hash(block, self.page) == *was;
            if !list.get(self.block).is_some_and(same) {
                let message = format!("“{words}” is not as in {}", part.file);
                return Err(self.wrong(&message));
            }
            self.block += 1;
        }
        Ok(())
    }

    fn pages(&mut self, part: &Part<'_>) -> Result<(), Finding> {
        for was in &part.proof.said.drawn {
            let page = self.read.pages.get(self.page);
            if page.is_none_or(|page| page.hash != *was) {
                let message =
                    format!("what is drawn there is not what {} has", part.file);
                return Err(self.wrong(&message));
            }
            self.page += 1;
        }
        if part.blank {
            let page = self.read.pages.get(self.page);
            if page.is_none_or(|page| !page.blank) {
                return Err(self.wrong("this page ought to be empty"));
            }
            self.page += 1;
        }
        Ok(())
    }

    fn wrong(&self, message: &str) -> Finding {
        Finding::new(message).on(Some(self.page))
    }
}

/// A block, its page counted from the first of its part.
fn hash(block: &Block, first: usize) -> [u8; 32] {
    let page = block.page.and_then(|page| page.checked_sub(first));
    let page = page.map_or(u64::MAX, |page| page as u64);
    Sha256::new()
        .chain_update(page.to_be_bytes())
        .chain_update([u8::from(block.figure)])
        .chain_update(&block.role)
        .chain_update([0])
        .chain_update(plain(&block.words))
        .finalize()
        .into()
}
