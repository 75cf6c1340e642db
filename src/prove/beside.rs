//! Words that are printed and not read aloud: marks for who handles the paper, and heads and
//! feet that say again what was read, or count pages.

use super::expected::Expected;
use super::finding::Finding;
use super::words::{head, tight};

/// Words, and the page that they stand on.
type OnPage = (usize, String);

/// Marks that say something else than they may.
pub(super) fn marks(may: &[String], found: &[OnPage]) -> Vec<Finding> {
    let phrases = sorted(may.iter().map(|words| tight(words)));
    let strange = found.iter().filter(|(_, words)| !is_made_of(&tight(words), &phrases));
    let told = strange.map(|(page, words)| {
        let message =
            format!("“{}” is printed, and no element speaks of it", head(words));
        Finding::new(message).on(Some(*page))
    });
    told.collect()
}

/// Heads and feet that neither say again what is read, nor count pages. Of a file whose sheets
/// are folded (`pages` is `None`) any number may stand: its pages are not those of the file.
pub(super) fn heads(
    expected: &Expected,
    found: &[OnPage],
    pages: Option<usize>,
) -> Vec<Finding> {
    if found.is_empty() {
        return Vec::new();
    }
    let passages = expected.strands.iter().flat_map(|strand| &strand.passages);
    let again = sorted(passages.map(|passage| tight(&passage.words)));
    let strange = found.iter().filter(|(page, words)| {
        let (own, all) = match pages {
            Some(pages) => ((page + 1).to_string(), pages.to_string()),
            None => ("0".to_owned(), "0".to_owned()),
        };
        let number = |sentence: &String| {
            let filled =
                tight(&sentence.replace("{page}", &own).replace("{pages}", &all));
            if pages.is_some() { filled } else { zeros(&filled) }
        };
        let counts: Vec<String> = expected.counts.iter().map(number).collect();
        let words = tight(words);
        let counted = if pages.is_some() { words.clone() } else { zeros(&words) };
        !counts.contains(&counted) && !is_made_of(&words, &again)
    });
    let told = strange.map(|(page, words)| {
        let message =
            format!("its head or foot says “{}”, which no source does", head(words));
        Finding::new(message).on(Some(*page))
    });
    told.collect()
}

/// The same with a zero for each number.
fn zeros(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        match c {
            '0'..='9' if out.ends_with('0') => {}
            '0'..='9' => out.push('0'),
            other => out.push(other),
        }
    }
    out
}

/// Phrases, the longest first: one that begins with another is tried before it.
fn sorted(phrases: impl Iterator<Item = String>) -> Vec<String> {
    let mut phrases: Vec<String> = phrases.filter(|phrase| !phrase.is_empty()).collect();
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    phrases
}

/// Whether words are phrases one after the other, and nothing else.
fn is_made_of(words: &str, phrases: &[String]) -> bool {
    let mut rest = words;
    while !rest.is_empty() {
        let Some(next) =
            phrases.iter().find_map(|phrase| rest.strip_prefix(phrase.as_str()))
        else {
            return false;
        };
        rest = next;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_say_their_phrases_and_nothing_else() {
        let may = ["cut here".to_owned(), "B2".to_owned(), "B21".to_owned()];
        let found = |words: &str| marks(&may, &[(0, words.to_owned())]).len();
        assert_eq!(found("cut here B2"), 0);
        assert_eq!(found("B21cut here"), 0);
        assert_eq!(found("cut there"), 1);
    }

    #[test]
    fn a_foot_counts_the_pages_that_there_are() {
        let counts = vec!["Page {page} of {pages}".to_owned()];
        let expected = Expected { counts, ..Expected::default() };
        let found =
            |words: &str| heads(&expected, &[(1, words.to_owned())], Some(3)).len();
        assert_eq!(found("Page 2 of 3"), 0);
        assert_eq!(found("Page 2 of 4"), 1);
    }
}
