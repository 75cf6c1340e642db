//! Reading texts for the tests.

use std::sync::Arc;

use handbill::diag::{Report, Source};
use handbill::load::read_text;
use handbill::model::{Block, BlockKind, Inline, Text};
use handbill::page::Image;

/// The embedded texts.
pub(crate) const NAMES: [&str; 3] = ["comparison", "notice", "safety"];

/// Reads a text; pictures whose names begin with `no` are missing.
pub(crate) fn read(markdown: &str) -> (Text, Report) {
    let source = Source::new("a.md", markdown);
    read_text("a", &source, &mut |path| {
        if path.starts_with("no") {
            return Err("there is no such file".to_owned());
        }
        Ok(Arc::new(Image { width: 1, height: 1, rgb: vec![0; 3], alpha: None }))
    })
}

/// Reads a text without a mistake.
pub(crate) fn good(markdown: &str) -> Text {
    let (text, report) = read(markdown);
    assert_eq!(report, Report::default(), "{markdown:?}");
    text
}

/// What is wrong with a text: codes and the source under the caret.
pub(crate) fn bad(markdown: &str) -> Vec<(&'static str, String)> {
    let found = read(markdown).1.findings.into_iter().map(|finding| {
        let place = finding.place.expect("every mistake of a text has a place");
        (finding.code, place.source.text[place.range].to_owned())
    });
    found.collect()
}

/// Checks that exactly one thing is wrong.
pub(crate) fn one_mistake(markdown: &str, code: &str, at: &str) {
    assert_eq!(bad(markdown), [(code, at.to_owned())], "{markdown:?}");
}

pub(crate) fn embedded(folder: &str, name: &str) -> String {
    let path = format!("{}/{folder}/{name}.md", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("the file is part of the project")
}

/// All words of blocks, in order.
pub(crate) fn inlines<'t>(blocks: &'t [Block], found: &mut Vec<&'t Inline>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { inline, .. }
            | BlockKind::Paragraph { inline }
            | BlockKind::Code { inline } => found.push(inline),
            BlockKind::List { items, .. } => {
                for item in items {
                    inlines(&item.blocks, found);
                }
            }
            BlockKind::Quote { blocks } => inlines(blocks, found),
            BlockKind::Table { head, rows, .. } => {
                found.extend(head.iter().chain(rows.iter().flatten()));
            }
            BlockKind::Image { .. } | BlockKind::Break => {}
        }
    }
}

/// The words of a text, one string a block.
pub(crate) fn words(text: &Text) -> Vec<&str> {
    let mut found = Vec::new();
    inlines(&text.blocks, &mut found);
    found.into_iter().map(|inline| &*inline.text).collect()
}

/// The words of a part.
pub(crate) fn part(text: &Text, name: &str) -> Option<String> {
    let part = text.part(name)?;
    let mut found = Vec::new();
    inlines(&text.blocks[part.blocks.clone()], &mut found);
    Some(found.iter().map(|inline| &*inline.text).collect::<Vec<_>>().join("|"))
}

/// The first words of a text.
pub(crate) fn inline(markdown: &str) -> Inline {
    let text = good(markdown);
    let mut found = Vec::new();
    inlines(&text.blocks, &mut found);
    found[0].clone()
}
