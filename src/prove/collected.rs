//! A file that collects others, copies repeated: it says and shows what they do, in order.
//!
//! Its parts were proven against their sources, each in a file of its own. Here every page is
//! held against the page of its part by what is drawn, and every block by what is read.

use super::blocks::Block;
use super::finding::Finding;
use super::words::{head, says};
use super::{Proof, Read, inherent, proof, read};
use crate::font::Book;
use crate::page::Seal;

/// What was read of a file, to be found again where it is collected.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// What is drawn on each page.
    pub drawn: Vec<[u8; 32]>,
    /// Each block.
    pub blocks: Vec<Block>,
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
    if findings.is_empty() { Ok(proof(read, named)) } else { Err(findings) }
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
        for was in &part.proof.said.blocks {
            let same = |block: &Block| is_alike(block, self.page, was);
            if !list.get(self.block).is_some_and(same) {
                let words = head(&was.words);
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

/// Whether a block is that of a part whose first page is the page `first`.
fn is_alike(block: &Block, first: usize, was: &Block) -> bool {
    block.page == was.page.map(|page| page + first)
        && (block.figure, &block.role) == (was.figure, &was.role)
        && says(&block.words, &was.words)
}
