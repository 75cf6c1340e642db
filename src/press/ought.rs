//! What finished files ought to say, by the texts of today: for files that are verified.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Order, expect, load, name};
use crate::compose::Job;
use crate::diag::Report;
use crate::load::Library;
use crate::model::{Named, Text};
use crate::page::Seal;
use crate::prove::Expected;

/// What the file of a piece ought to say.
pub struct Ought {
    /// The file's name.
    pub file: String,
    /// What its seal says of its sources.
    pub named: Seal,
    /// Its words.
    pub expected: Expected,
}

/// What the files of a packet ought to say.
///
/// # Errors
/// What is wrong with the packet, its texts and layouts.
pub fn ought(order: &Order<'_>) -> Result<Vec<Ought>, Report> {
    let mut report = Report::default();
    let loaded = load::pieces(order, &mut report);
    if report.has_errors() {
        return Err(report);
    }
    let group = order.over.group.as_ref().unwrap_or(&order.packet.group);
    let files = name::files(&loaded);
    let of_one = |(loaded, file): (&load::Loaded<'_>, String)| {
        let texts: Vec<&Text> = loaded.texts.iter().map(|text| &**text).collect();
        let job = Job {
            layout: &loaded.layout,
            texts: &texts,
            theme: &loaded.theme,
            group,
            book: order.book,
            bleed: None,
        };
        let mut expected = expect::expected(&job);
        if let Some(layout) = &loaded.back {
            let back = expect::expected(&Job { layout, ..job });
            expected.strands.extend(back.strands);
        }
        Ought { file, named: expect::named(&job), expected }
    };
    Ok(loaded.iter().zip(files).map(of_one).collect())
}

/// What a file of these texts ought to say, whatever its layout.
///
/// # Errors
/// What is wrong with the texts.
pub fn ought_of_texts(names: &[Named]) -> Result<Ought, Report> {
    let library = Library { folder: PathBuf::new() };
    let mut report = Report::default();
    let mut texts: Vec<Arc<Text>> = Vec::new();
    for name in names {
        match library.text(&name.name, &mut report) {
            Ok(text) => texts.push(Arc::new(text)),
            Err(found) => report.push(found),
        }
    }
    if report.has_errors() {
        return Err(report);
    }
    let texts: Vec<&Text> = texts.iter().map(|text| &**text).collect();
    let expected = expect::of_texts(&texts);
    Ok(Ought { file: String::new(), named: Seal::default(), expected })
}

/// What a file ought to say: that of the piece of its texts and layout, of several the one of
/// its name; or what is said of every file.
pub fn ought_of<'a>(
    list: &'a [Ought],
    file: Option<&str>,
    seal: &Seal,
) -> Option<&'a Ought> {
    let alike = |ought: &&Ought| {
        ["texts", "layout"].iter().all(|name| ought.named.get(name) == seal.get(name))
    };
    let of_name = list.iter().find(|ought| Some(ought.file.as_str()) == file);
    of_name
        .filter(alike)
        .or_else(|| list.iter().find(alike))
        .or(of_name)
        .or_else(|| list.iter().find(|ought| ought.file.is_empty()))
}
