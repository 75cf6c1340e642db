//! What a piece ought to say, by its sources: the words that its layout shows of its texts,
//! and its own sentences with the details of the group.
//!
//! This walk knows nothing of pages, sizes or glyphs, and shares nothing with the one that
//! composes: a mistake of that one is found by this.

use sha2::{Digest, Sha256};

use crate::compose::Job;
use crate::diag::Place;
use crate::model::{
    Block, BlockKind, Content, Drawing, DrawingKind, Frame, Group, Inline, OnPages, Text,
};
use crate::page::Seal;
use crate::prove::{Expected, Passage, PassageKind, Strand};

/// What stands beside a ruler.
const RULER: &str = "This bar is 2 in (50.8 mm) long on paper printed at 100 %";
/// The longest list of names that a seal holds, in characters.
const NAMES: usize = 300;

/// What the file of a piece ought to say.
pub fn expected(job: &Job<'_>) -> Expected {
    let strands = job.layout.frames.iter().map(|frame| Strand {
        passages: passages(frame, job),
        optional: frame.on == OnPages::Rest,
    });
    let strands = strands.filter(|strand| !strand.passages.is_empty()).collect();
    let marks = job.layout.frames.iter().filter_map(|frame| match &frame.content {
        Content::Draw(Drawing { kind: DrawingKind::Ruler, .. }) => Some(RULER.to_owned()),
        _ => None,
    });
    let counts = job.layout.frames.iter().flat_map(|frame| match &frame.content {
        Content::Say { sentences, join } => {
            counting(sentences, join.as_deref(), job.group)
        }
        _ => Vec::new(),
    });
    let (marks, counts) = (marks.collect(), counts.collect());
    Expected { strands, marks, counts, ..Expected::default() }
}

/// What a file of these texts ought to say, whatever its layout adds.
pub fn of_texts(texts: &[&Text]) -> Expected {
    let strand = |text: &&Text| {
        let mut passages = Vec::new();
        text.blocks.iter().for_each(|own| block(text, own, &mut passages));
        Strand { passages, optional: false }
    };
    let strands = texts.iter().map(strand).collect();
    Expected { strands, others: true, ..Expected::default() }
}

/// What the seal of a piece says of its sources.
pub fn named(job: &Job<'_>) -> Seal {
    let names: Vec<String> = job.texts.iter().map(|text| edition(text)).collect();
    let names: String = names.join("; ").chars().take(NAMES).collect();
    let source = job.texts.iter().fold(Sha256::new(), |hash, text| {
        hash.chain_update(&text.source.text).chain_update([0])
    });
    let source: String =
        source.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Seal::default()
        .with("made", concat!("handbill ", env!("CARGO_PKG_VERSION")))
        .with("texts", names)
        .with("layout", short(&job.layout.name))
        .with("theme", short(&job.theme.name))
        .with("source", source)
}

fn short(name: &str) -> String {
    name.chars().take(NAMES).collect()
}

fn edition(text: &Text) -> String {
    match &text.edition {
        Some(edition) => format!("{} ({edition})", text.name),
        None => text.name.clone(),
    }
}

fn passages(frame: &Frame, job: &Job<'_>) -> Vec<Passage> {
    match &frame.content {
        Content::Show { parts, flow } => shown(parts, *flow, job.texts),
        Content::Say { sentences, join } => said(sentences, join.as_deref(), job.group),
        Content::Draw(drawing) => match &drawing.kind {
            DrawingKind::Rows { columns, .. } => {
                columns.iter().filter_map(|(head, _)| own(head)).collect()
            }
            _ => Vec::new(),
        },
        Content::Image { alt, .. } => vec![picture(alt)],
    }
}

/// Words of the layout's own.
fn own(words: &str) -> Option<Passage> {
    let is_blank = words.trim().is_empty();
    let passage =
        Passage { words: words.to_owned(), kind: PassageKind::Words, place: None };
    (!is_blank).then_some(passage)
}

fn picture(alt: &str) -> Passage {
    Passage { words: alt.to_owned(), kind: PassageKind::Picture, place: None }
}

/// The first of the parts that a text has; a flow goes through all texts that have it.
fn shown(parts: &[String], flow: bool, texts: &[&Text]) -> Vec<Passage> {
    for part in parts {
        let (text, name) = match part.split_once('#') {
            Some((text, name)) => (Some(text), name),
            None => (None, part.as_str()),
        };
        let own = texts.iter().filter(|own| text.is_none_or(|text| own.name == text));
        // A name stands for the first text that has it.
        let own = own.take(if text.is_some() { 1 } else { usize::MAX });
        let with = own.filter_map(|text| Some((text, text.part(name)?)));
        let mut out = Vec::new();
        for (text, part) in with {
            for block in &text.blocks[part.blocks.clone()] {
                self::block(text, block, &mut out);
            }
            if !flow {
                break;
            }
        }
        if !out.is_empty() {
            return out;
        }
    }
    Vec::new()
}

fn block(text: &Text, block: &Block, out: &mut Vec<Passage>) {
    match &block.kind {
        BlockKind::Heading { inline, .. }
        | BlockKind::Paragraph { inline }
        | BlockKind::Code { inline } => out.extend(words(text, inline)),
        BlockKind::List { start, items } => {
            for (index, item) in (0_u64..).zip(items) {
                let label = match start {
                    Some(first) => format!("{}.", first.saturating_add(index)),
                    None => "\u{2022}".to_owned(),
                };
                let place =
                    Place { source: text.source.clone(), range: item.range.clone() };
                let place = Some(place);
                out.push(Passage { words: label, kind: PassageKind::Label, place });
                item.blocks.iter().for_each(|inner| self::block(text, inner, out));
            }
        }
        BlockKind::Quote { blocks } => {
            blocks.iter().for_each(|inner| self::block(text, inner, out));
        }
        BlockKind::Table { head, rows, .. } => {
            let cells = std::iter::once(head).chain(rows).flatten();
            out.extend(cells.filter_map(|cell| words(text, cell)));
        }
        BlockKind::Image { alt, .. } => out.push(picture(alt)),
        BlockKind::Break => {}
    }
}

fn words(text: &Text, inline: &Inline) -> Option<Passage> {
    let place = inline.source_of(0..inline.text.len());
    let mut passage = own(&inline.text)?;
    passage.place = place.map(|range| Place { source: text.source.clone(), range });
    Some(passage)
}

/// Whether a sentence counts pages.
fn counts(sentence: &str) -> bool {
    sentence.contains("{page}") || sentence.contains("{pages}")
}

/// Sentences that count pages, their details in place: each alone, or joined.
fn counting(sentences: &[String], join: Option<&str>, group: &Group) -> Vec<String> {
    if !sentences.iter().any(|sentence| counts(sentence)) {
        return Vec::new();
    }
    let filled: Vec<String> = sentences.iter().filter_map(|s| filled(s, group)).collect();
    match join {
        Some(join) => vec![filled.join(join)],
        None => filled,
    }
}

/// Sentences with their details. What counts pages is no text: it is repeated on each.
fn said(sentences: &[String], join: Option<&str>, group: &Group) -> Vec<Passage> {
    if sentences.iter().any(|sentence| counts(sentence)) {
        return Vec::new();
    }
    let filled: Vec<String> = sentences.iter().filter_map(|s| filled(s, group)).collect();
    match join {
        Some(join) => own(&filled.join(join)).into_iter().collect(),
        None => filled.iter().filter_map(|words| own(words)).collect(),
    }
}

/// A sentence with its details in place; `None` if one of them is not given.
fn filled(sentence: &str, group: &Group) -> Option<String> {
    let mut out = String::new();
    for (index, part) in sentence.split('{').enumerate() {
        match (index, part.split_once('}')) {
            (0, _) => out.push_str(part),
            (_, Some((name @ ("page" | "pages"), rest))) => {
                out.extend(["{", name, "}", rest]);
            }
            (_, Some((name, rest))) => {
                out.push_str(group.get(name.trim().strip_prefix("group.")?)?);
                out.push_str(rest);
            }
            (_, None) => return None,
        }
    }
    Some(out)
}
