//! Words that are printed and not read aloud: marks for who handles the paper, and heads and
//! feet that say again what was read, or count pages.

use std::collections::BTreeSet;

use super::expected::Expected;
use super::finding::Finding;
use super::words::{head, tight};

/// Words, and the page that they stand on.
type OnPage = (usize, String);

/// Marks that say something else than they may.
pub(super) fn marks(may: &[String], found: &[OnPage]) -> Vec<Finding> {
    let phrases = sorted(may.iter().map(|words| tight(words)));
    let strange =
        found.iter().filter(|(_, words)| !is_made_of(&tight(words), &[], &phrases));
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
        let [own, all] = match pages {
            Some(pages) => [page + 1, pages].map(|number| number.to_string()),
            None => [ANY.to_string(), ANY.to_string()],
        };
        let counts = expected.counts.iter().map(|sentence| {
            tight(sentence).replace("{page}", &own).replace("{pages}", &all)
        });
        !is_made_of(&tight(words), &sorted(counts), &again)
    });
    let told = strange.map(|(page, words)| {
        let message =
            format!("its head or foot says “{}”, which no source does", head(words));
        Finding::new(message).on(Some(*page))
    });
    told.collect()
}

/// Stands in a phrase for a number, whichever it is.
const ANY: char = '\0';

/// Phrases, each once, the longest first: one that begins with another is tried before it.
fn sorted(phrases: impl Iterator<Item = String>) -> Vec<String> {
    let phrases: BTreeSet<String> = phrases.filter(|phrase| !phrase.is_empty()).collect();
    let mut phrases: Vec<String> = phrases.into_iter().collect();
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    phrases
}

/// Whether words are phrases of these lists one after the other, and nothing else.
fn is_made_of(words: &str, first: &[String], others: &[String]) -> bool {
    let mut rest = words;
    while !rest.is_empty() {
        let mut phrases = first.iter().chain(others);
        let Some(next) = phrases.find_map(|phrase| after(rest, phrase)) else {
            return false;
        };
        rest = next;
    }
    true
}

/// What stands after a phrase at the beginning of words.
fn after<'w>(words: &'w str, phrase: &str) -> Option<&'w str> {
    // Most phrases begin otherwise.
    let first = phrase.chars().next();
    if first != words.chars().next() && first != Some(ANY) {
        return None;
    }
    let mut parts = phrase.split(ANY);
    let mut rest = words.strip_prefix(parts.next()?)?;
    for part in parts {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if number.len() == rest.len() {
            return None;
        }
        rest = number.strip_prefix(part)?;
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::super::expected::{Passage, PassageKind, Strand};
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

    #[test]
    fn a_foot_says_again_what_is_read_and_counts_beside_it() {
        let words = "Call or text 988".to_owned();
        let passage = Passage { words, kind: PassageKind::Words, place: None };
        let strand = Strand { passages: vec![passage], optional: false };
        let counts = vec!["Page {page}".to_owned()];
        let expected = Expected { strands: vec![strand], counts, ..Expected::default() };
        let found =
            |words: &str, pages| heads(&expected, &[(1, words.to_owned())], pages);
        assert!(found("Call or text 988Page 2", Some(3)).is_empty());
        assert_eq!(found("Call or text 988Page 3", Some(3)).len(), 1);
        assert_eq!(found("Call or text 987Page 2", Some(3)).len(), 1);
        assert!(found("Page 7Call or text 988", None).is_empty());
        assert_eq!(found("Page 7Call or text 987", None).len(), 1);
        assert_eq!(found("Page ", None).len(), 1);
    }
}
