//! Where a line may end: Unicode line breaking (UAX 14), less the places where a careful
//! typesetter would not.

use std::sync::OnceLock;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

/// What may happen after a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum After {
    /// The line may end here; the cost is 0 for a good place, as after a comma, and 1 for a
    /// poor one.
    May(f32),
    /// The line ends here: a hard break, or the end of the paragraph.
    Must,
}

/// Every place where a line may end, as the byte after the blanks, in order. The last is
/// the end of the text.
pub fn opportunities(text: &str) -> Vec<(usize, After)> {
    let mut found = Vec::new();
    let mut hold = |at: usize| {
        let before = &text[..at];
        if at == text.len() || before.ends_with('\n') {
            found.push((at, After::Must));
        } else if let Some(cost) = cost(before, &text[at..]) {
            found.push((at, After::May(cost)));
        }
    };
    if text.bytes().all(is_plain) {
        // Between ASCII words the standard allows breaks after blanks only, once hyphens
        // and slashes are left out as `cost` does.
        for (at, byte) in text.bytes().enumerate().skip(1) {
            let last = text.as_bytes()[at - 1];
            if (last == b' ' && byte != b' ') || last == b'\n' {
                hold(at);
            }
        }
        if !text.is_empty() {
            hold(text.len());
        }
        return found;
    }
    for at in segmenter().segment_str(text).filter(|at| *at > 0) {
        hold(at);
    }
    if found.last().is_none_or(|(at, _)| *at < text.len()) && !text.is_empty() {
        found.push((text.len(), After::Must));
    }
    found
}

/// Characters between which lines break at blanks and nowhere else.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" \n.,;:'\"!-/&".contains(&byte)
}

/// Made once: it holds the dictionaries of Thai, Lao, Khmer and Burmese.
fn segmenter() -> LineSegmenterBorrowed<'static> {
    static ONE: OnceLock<LineSegmenterBorrowed<'static>> = OnceLock::new();
    *ONE.get_or_init(|| LineSegmenter::new_dictionary(LineBreakOptions::default()))
}

/// The cost of ending a line between these two pieces; `None` where it should not.
fn cost(before: &str, after: &str) -> Option<f32> {
    let seen = before.trim_end();
    let next = after.chars().next()?;
    if seen.len() == before.len() {
        // No blank: words of many scripts end so, but not at a hyphen, dash or slash of
        // their own (s/he, well-being, 1990–2000).
        let last = before.chars().next_back()?;
        if matches!(last, '-' | '/' | '\u{2010}' | '\u{2013}' | '\\' | '|') {
            return None;
        }
        return Some(0.0);
    }
    let word = seen.rsplit(char::is_whitespace).next().unwrap_or(seen);
    let ahead = after.split(char::is_whitespace).next().unwrap_or(after);
    if is_dash(ahead) {
        return None; // A dash ends a line, it does not begin one.
    }
    if matches!(word, "A" | "a" | "I" | "St." | "Mr." | "Mrs." | "Ms." | "Dr.")
        || is_unit_of(word, ahead)
        || is_room(word, next)
    {
        return None;
    }
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let pause = seen.ends_with([',', ';', ':', '.', '!', '?']);
    Some(if is_small(word) {
        1.0
    } else if pause {
        0.0
    } else {
        0.7
    })
}

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "\u{2013}" | "\u{2014}")
}

/// A number and what it counts: `7 pm`, `12 ft`.
fn is_unit_of(word: &str, next: &str) -> bool {
    const UNITS: [&str; 18] = [
        "am", "pm", "a.m.", "p.m.", "in", "ft", "pt", "mm", "cm", "m", "km", "kg", "g",
        "lb", "h", "min", "%", "°C",
    ];
    let number = word.chars().all(|c| c.is_ascii_digit() || ".,:".contains(c));
    let unit = next.trim_end_matches([',', ';', ')']);
    number && word.contains(|c: char| c.is_ascii_digit()) && UNITS.contains(&unit)
}

/// A name with its number: `Room 204`, `No. 5`.
fn is_room(word: &str, next: char) -> bool {
    const NAMES: [&str; 11] = [
        "Room", "room", "Rm", "Rm.", "No.", "no.", "Suite", "Floor", "Page", "page",
        "Step",
    ];
    next.is_ascii_digit() && NAMES.contains(&word)
}

/// Small words of English that read on to the next: a line of a heading should not end with
/// one.
fn is_small(word: &str) -> bool {
    const SMALL: [&str; 24] = [
        "a", "an", "the", "and", "or", "but", "of", "in", "on", "at", "to", "for",
        "from", "by", "with", "is", "are", "be", "that", "as", "if", "not", "into", "we",
    ];
    word.len() <= 4 && SMALL.iter().any(|small| small.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let mut start = 0;
        let cut = |(at, _): (usize, After)| {
            let piece = text[start..at].trim_end();
            start = at;
            piece
        };
        opportunities(text).into_iter().map(cut).collect()
    }

    #[test]
    fn a_word_is_not_broken_at_its_own_hyphen_or_slash() {
        assert_eq!(
            pieces("what s/he says and/or the well-being"),
            ["what", "s/he", "says", "and/or", "the", "well-being"]
        );
    }

    #[test]
    fn what_reads_together_stays_together() {
        assert_eq!(pieces("at 7 pm, in Room 204"), ["at", "7 pm,", "in", "Room 204"]);
        assert_eq!(pieces("Therapy: A Comparison"), ["Therapy:", "A Comparison"]);
        assert_eq!(pieces("in St. Mark's Hall"), ["in", "St. Mark's", "Hall"]);
        assert_eq!(pieces("just that – offer"), ["just", "that –", "offer"]);
    }

    #[test]
    fn a_hard_break_must_end_the_line() {
        let found = opportunities("one\ntwo");
        assert_eq!(found, [(4, After::Must), (7, After::Must)]);
    }

    #[test]
    fn thai_breaks_between_words_that_have_no_blanks() {
        assert!(opportunities("สวัสดีชาวโลก").len() > 1);
    }

    #[test]
    fn plain_words_break_as_the_standard_breaks_them() {
        let text =
            "Respect the stated, personal boundaries; of others' \"own\" space! Yes.";
        let plain: Vec<usize> = opportunities(text).iter().map(|f| f.0).collect();
        let full: Vec<usize> =
            segmenter().segment_str(text).filter(|at| *at > 0).collect();
        assert_eq!(plain, full);
    }
}
