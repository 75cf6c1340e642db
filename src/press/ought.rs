//! What finished files ought to say, by the texts of today: for files that are verified.

use std::path::PathBuf;
use std::sync::Arc;

use super::order::Order;
use super::sheet::Sheet;
use super::{collect, expect, run};
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

/// What the files of a packet ought to say: it is composed for that, since the marks of tiles
/// and what stands on a map depend on where they are cut.
///
/// # Errors
/// What is wrong with the packet, its texts and layouts, and a piece that does not fit.
pub fn ought(order: &Order<'_>) -> Result<Vec<Ought>, Report> {
    let of_one = |sheet: &Sheet<'_, '_>| Ought {
        file: sheet.planned.file.clone(),
        named: sheet.named(),
        expected: sheet.expected(),
    };
    Ok(run(order, of_one)?.0)
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

/// What a file may say: that of its piece, by texts and layout, the one of its name before
/// others; of a collection that of its pieces; or what is said of every file.
pub fn ought_of(list: &[Ought], file: Option<&str>, seal: &Seal) -> Vec<Expected> {
    let every = || list.iter().find(|ought| ought.file.is_empty());
    let mut parts = collect::pieces(seal).peekable();
    if parts.peek().is_some() {
        let known = |file: &str| list.iter().find(|ought| ought.file == file);
        let all: Option<Vec<(&Ought, usize)>> =
            parts.map(|(file, copies)| Some((known(file)?, copies))).collect();
        let own = all.map(|all| of_all(&all));
        return own.or_else(|| Some(every()?.expected.clone())).into_iter().collect();
    }
    let alike = |ought: &&Ought| {
        ["texts", "layout"].iter().all(|name| ought.named.get(name) == seal.get(name))
    };
    let of_name = list.iter().find(|ought| Some(ought.file.as_str()) == file);
    let found: Vec<&Ought> = match of_name.filter(alike) {
        Some(own) => vec![own],
        None => list.iter().filter(alike).collect(),
    };
    let found = match found.as_slice() {
        [] => of_name.or_else(every).into_iter().collect(),
        _ => found,
    };
    found.into_iter().map(|ought| ought.expected.clone()).collect()
}

/// What a file says that has several pieces, each so many times.
fn of_all(pieces: &[(&Ought, usize)]) -> Expected {
    let mut all = Expected::default();
    for (Ought { expected, .. }, copies) in pieces {
        for _ in 0..*copies {
            all.strands.extend(expected.strands.iter().cloned());
        }
        all.marks.extend(expected.marks.iter().cloned());
        all.counts.extend(expected.counts.iter().cloned());
    }
    all
}
