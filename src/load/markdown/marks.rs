//! Marks: comments that give parts of a text a name.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Diagnostic, Report, Source};
use crate::model::Part;

/// What a comment says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Comment<'a> {
    /// Nothing that concerns us.
    Plain,
    /// `#name`: the next block has this name.
    Start(&'a str),
    /// `/name`: the part ends before this.
    End(&'a str),
}

impl<'a> Comment<'a> {
    /// Reads what stands between `<!--` and `-->`.
    pub(super) fn read(inside: &'a str) -> Self {
        let inside = inside.trim();
        if let Some(name) = inside.strip_prefix('#') {
            Self::Start(name)
        } else if let Some(name) = inside.strip_prefix('/') {
            Self::End(name)
        } else {
            Self::Plain
        }
    }
}

/// Whether a part may have this name: letters, digits and hyphens.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-')
}

/// A name that was given.
struct Start {
    name: String,
    /// Where the mark stands in the source.
    at: Range<usize>,
    /// The first block after it.
    block: usize,
    /// The block after the last one, once its end was seen.
    end: Option<usize>,
}

/// The marks of a text in the order they were met.
#[derive(Default)]
pub(super) struct Marks {
    starts: Vec<Start>,
}

impl Marks {
    /// Takes a comment that stands at `at`, between blocks; `block` blocks stand before it.
    pub(super) fn meet(
        &mut self,
        inside: &str,
        at: Range<usize>,
        block: usize,
        source: &Arc<Source>,
        report: &mut Report,
    ) {
        let wrong = match Comment::read(inside) {
            Comment::Plain => None,
            Comment::Start(name) | Comment::End(name) if !is_name(name) => {
                Some(bad_name(name))
            }
            Comment::Start(name) => self.start(name, &at, block, source),
            Comment::End(name) => self.end(name, block),
        };
        if let Some(wrong) = wrong {
            report.push(wrong.at(source, at));
        }
    }

    fn start(
        &mut self,
        name: &str,
        at: &Range<usize>,
        block: usize,
        source: &Arc<Source>,
    ) -> Option<Diagnostic> {
        if let Some(first) = self.starts.iter().find(|start| start.name == name) {
            let (line, _) = source.line_column(first.at.start);
            let message = format!("the name `{name}` is given twice");
            let wrong = Diagnostic::error("mark-twice", message)
                .label("again here")
                .help(format!("it stands in line {line} already; take another name"));
            return Some(wrong);
        }
        let (name, at) = (name.to_owned(), at.clone());
        self.starts.push(Start { name, at, block, end: None });
        None
    }

    fn end(&mut self, name: &str, block: usize) -> Option<Diagnostic> {
        let message = format!("`{name}` ends here and began nowhere");
        let Some(start) = self.starts.iter_mut().find(|start| start.name == name) else {
            let names = self.starts.iter().map(|start| &*start.name);
            let wrong = Diagnostic::error("mark-without-start", message)
                .did_you_mean(name, names)
                .help(format!("write `<!-- #{name} -->` before the first block of it"));
            return Some(wrong);
        };
        if start.end.is_some() {
            let message = format!("`{name}` ends twice");
            let help = "take one of the two ends away";
            return Some(Diagnostic::error("mark-without-start", message).help(help));
        }
        start.end = Some(block);
        None
    }

    /// The parts that were marked, in the order of their marks, in a text of `blocks` blocks.
    pub(super) fn parts(
        self,
        blocks: usize,
        source: &Arc<Source>,
        report: &mut Report,
    ) -> Vec<Part> {
        let mut parts = Vec::new();
        for Start { name, at, block, end } in self.starts {
            let end = end.unwrap_or(block + 1);
            if block < end && end <= blocks {
                parts.push(Part { name, blocks: block..end, marked: true });
                continue;
            }
            let message = format!("`{name}` names nothing");
            report.push(
                Diagnostic::error("mark-without-block", message)
                    .at(source, at)
                    .label("no words follow")
                    .help("put the mark on the line before a heading, paragraph or list"),
            );
        }
        parts
    }
}

fn bad_name(name: &str) -> Diagnostic {
    let wrong =
        Diagnostic::error("mark-name", format!("`{name}` can't be the name of a part"))
            .help("use letters, digits and hyphens, as in `<!-- #first-rules -->`");
    if name.trim().contains(char::is_whitespace) || name.is_empty() {
        return wrong.help("a comment that is no mark must not begin with `#` or `/`");
    }
    wrong
}

/// The mistake of a mark within a line, a list or a quotation.
pub(super) fn misplaced() -> Diagnostic {
    Diagnostic::error("mark-inside", "a mark can't stand inside a block")
        .label("not between two blocks")
        .help(
            "put it at the beginning of a line of its own, outside lists and quotations",
        )
}
