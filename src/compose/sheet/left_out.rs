//! What of the texts stands nowhere.

use crate::compose::Job;
use crate::diag::{Diagnostic, Report};
use crate::model::{BlockKind, Text};

/// What of the texts stands nowhere; an error where the layout is no excerpt.
pub(super) fn left_out(
    job: &Job<'_>,
    shown: &[Vec<bool>],
    report: &mut Report,
) -> Vec<String> {
    let mut names = Vec::new();
    for (text, shown) in job.texts.iter().zip(shown) {
        let missing: Vec<usize> =
            shown.iter().enumerate().filter(|(_, is)| !**is).map(|(at, _)| at).collect();
        let Some(&first) = missing.first() else { continue };
        let found = describe(text, &missing);
        if !job.layout.excerpt {
            let message = format!(
                "layout `{}` leaves out a part of the text: {}",
                job.layout.name,
                found.join(", ")
            );
            let block = &text.blocks[first];
            report.push(
                Diagnostic::error("left-out", message)
                    .at(&text.source, block.range.clone())
                    .help("show it in a frame, or write `excerpt = true` in the layout"),
            );
        }
        names.extend(found);
    }
    names
}

/// Blocks in words: the part that is just these, else their first words.
fn describe(text: &Text, missing: &[usize]) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < missing.len() {
        let part = text
            .parts
            .iter()
            .filter(|p| p.marked || ["title", "lead", "list"].contains(&p.name.as_str()))
            .filter(|p| p.blocks.start == missing[at])
            .filter(|p| p.blocks.clone().all(|block| missing.contains(&block)))
            .max_by_key(|p| p.blocks.len());
        if let Some(part) = part {
            found.push(part.name.clone());
            at += part.blocks.len();
            continue;
        }
        let range = text.blocks[missing[at]].range.clone();
        let skip = matches!(text.blocks[missing[at]].kind, BlockKind::Break);
        let source = text.source.text.get(range).unwrap_or_default();
        let words: Vec<&str> =
            source.split_whitespace().filter(|w| *w != "#").take(5).collect();
        if !skip {
            found.push(format!("“{} …”", words.join(" ").trim_start_matches(['#', ' '])));
        }
        at += 1;
    }
    found
}
