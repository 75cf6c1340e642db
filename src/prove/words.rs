//! Words: what is the same text, whatever stands between and around its words.

/// White space, and what is neither seen nor spoken: marks of direction, joiners, places to
/// break a word at, selectors.
pub(super) fn is_blank(c: char) -> bool {
    if c.is_ascii() {
        return c <= ' ' || c == '\u{7f}';
    }
    c.is_whitespace() || is_silent(c)
}

/// What is neither seen nor spoken.
pub(super) fn is_silent(c: char) -> bool {
    if matches!(c, ' '..='~' | '\t'..='\r') {
        return false;
    }
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}'
    ) || c.is_control() && !c.is_whitespace()
}

/// A text with single blanks between its words, and nothing silent in it.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    out.extend(spelled(text));
    out
}

/// The characters of a text made plain.
fn spelled(text: &str) -> impl Iterator<Item = char> {
    let (mut begun, mut gap) = (false, false);
    let seen = text.chars().filter(|c| !is_silent(*c));
    let spelled = seen.map(move |c| {
        if c.is_whitespace() {
            gap = begun;
            return [None, None];
        }
        begun = true;
        [std::mem::take(&mut gap).then_some(' '), Some(alike(c))]
    });
    spelled.flatten().flatten()
}

/// Whether two texts have the same words.
pub(super) fn says(a: &str, b: &str) -> bool {
    a == b || spelled(a).eq(spelled(b))
}

/// A text without any blanks.
pub(super) fn tight(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).map(alike).collect()
}

/// Whether two texts are the same, blanks and what is silent apart.
pub(super) fn same(a: &str, b: &str) -> bool {
    fn seen(text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(|c| !is_blank(*c)).map(alike)
    }
    a == b || seen(a).eq(seen(b))
}

/// The hyphen that does not break looks like the one that does.
fn alike(c: char) -> char {
    if matches!(c, '\u{2010}' | '\u{2011}') { '-' } else { c }
}

/// The first difference of two texts, each with a few words around it: of the first, of the
/// second. `None` where they are the same.
pub(super) fn difference(a: &str, b: &str) -> Option<(String, String)> {
    const BEFORE: usize = 3;
    const AFTER: usize = 4;
    let (a, b) = (plain(a), plain(b));
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    if a == b {
        return None;
    }
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let around = |words: &[&str]| {
        let start = head.saturating_sub(BEFORE);
        let end = (head + AFTER).min(words.len());
        let mut out = words.get(start..end).unwrap_or_default().join(" ");
        if start > 0 {
            out.insert_str(0, "… ");
        }
        if end < words.len() {
            out.push_str(" …");
        }
        out
    };
    Some((around(&a), around(&b)))
}

/// The first words of a text.
pub(super) fn head(text: &str) -> String {
    let text = plain(text);
    let words: Vec<&str> = text.split(' ').collect();
    match words.get(..7) {
        Some(first) if words.len() > 7 => first.join(" ") + " …",
        _ => words.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_shown_with_the_words_around_it() {
        let (a, b) =
            difference("You may  bring weapons", "You may not bring weapons").unwrap();
        assert_eq!(a, "You may bring weapons");
        assert_eq!(b, "You may not bring weapons");
        assert_eq!(difference("a\u{ad}b c\n", "ab  c"), None);
        assert!(same("x\u{2011}y", "x-y") && tight("a b") == "ab");
    }
}
