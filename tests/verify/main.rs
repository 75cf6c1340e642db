//! Finished files are asked whether they are what was proven: falsified ones, re-saved ones,
//! files that are broken, and files whose text has changed since.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod altered;
mod edit;
mod harmless;
mod today;
mod unreadable;

#[path = "../run/mod.rs"]
mod run;
#[path = "../tools/mod.rs"]
mod tools;

use std::sync::OnceLock;

use handbill::font::Book;
use handbill::prove::{Verdict, verify};

/// The files that are falsified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// A tent: its face stands on it twice.
    Tent,
    /// A handout, with rules and grounds.
    Handout,
    /// A text of three pages, with a link and a table.
    Long,
}

/// A text of several pages.
pub fn long_text() -> String {
    let mut text =
        "# A long one\n\nSee [the place](https://example.org/place) first.\n\n\
                    | Day | Hour |\n|---|---|\n| Monday | seven |\n"
            .to_owned();
    for part in 1..=40 {
        text += &format!(
            "\n## Part {part}\n\nWords of part {part}, which go on for a while so that the page \
             is filled by them, and then some more, until they end.\n"
        );
    }
    text
}

/// A finished file, as it was written.
pub fn made(base: Base) -> &'static [u8] {
    static FILES: [OnceLock<Vec<u8>>; 3] = [const { OnceLock::new() }; 3];
    FILES[base as usize].get_or_init(|| {
        let place = run::Place::new(&format!("verify-{base:?}"));
        match base {
            Base::Tent => place.done("make tent notice -o file.pdf"),
            Base::Handout => place.done("make handout safety -o file.pdf"),
            Base::Long => {
                place.write("long.md", long_text());
                place.done("make handout long.md -o file.pdf")
            }
        };
        place.read("file.pdf")
    })
}

/// What a file is, alone.
pub fn asked(bytes: &[u8]) -> Verdict {
    verify(bytes, &Book::embedded(), None)
}

/// What was found in a file that must be altered.
pub fn found(bytes: &[u8]) -> Vec<String> {
    match asked(bytes) {
        Verdict::Altered(found) => found.iter().map(ToString::to_string).collect(),
        other => vec![format!("{other:?}")],
    }
}

#[test]
fn a_file_as_it_was_written_is_intact() {
    for base in [Base::Tent, Base::Handout, Base::Long] {
        let verdict = asked(made(base));
        assert!(matches!(verdict, Verdict::Intact(_)), "{base:?}: {verdict:?}");
    }
}
