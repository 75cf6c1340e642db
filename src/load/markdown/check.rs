//! Small checks: characters, addresses, language codes, pictures' names.

use std::sync::Arc;

use crate::diag::{Diagnostic, Report, Source};
use crate::model::{Block, BlockKind};

/// How many control characters are shown one by one.
const SHOWN: usize = 5;

/// Reports the control characters of a file. Line ends and tabs are none.
pub(super) fn control_characters(source: &Arc<Source>, report: &mut Report) {
    let found: Vec<(usize, char)> =
        source.text.char_indices().filter(|(_, c)| is_stray_control(*c)).collect();
    for (at, c) in found.iter().take(SHOWN) {
        let mut wrong = control(*c).at(source, *at..*at + c.len_utf8()).label("here");
        if *c == '\0' {
            wrong =
                wrong.help("if the file looks right in your editor, save it as UTF-8");
        }
        if found.len() > SHOWN {
            wrong = wrong.help(format!("the file has {} of them", found.len()));
        }
        report.push(wrong);
    }
}

/// The mistake of a control character.
pub(super) fn control(c: char) -> Diagnostic {
    Diagnostic::error(
        "control-character",
        format!("the control character U+{:04X} can't be printed", u32::from(c)),
    )
    .help("delete it; it may have come along when the words were copied")
}

/// Whether a character is a control character that no text needs.
pub(super) fn is_stray_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

/// What to write where a language is asked for.
pub const LANGUAGES: &str =
    "write `en` for English, `es` for Spanish, `es-MX` for Mexico's";

/// Whether this looks like a language code after BCP 47 (RFC 5646): a language of two or
/// three letters, then subtags of letters and digits.
pub fn is_language(code: &str) -> bool {
    let mut tags = code.split('-');
    let language = tags.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_alphabetic())
        && tags.all(|tag| {
            (1..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// The scheme of an address, in lower case, if it has one. A single letter is a drive of
/// Windows, not a scheme. Blanks and control characters hide nothing.
pub(super) fn scheme(address: &str) -> Option<String> {
    let address: String = address
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .flat_map(char::to_lowercase)
        .collect();
    if address.starts_with("//") {
        return Some("http".to_owned());
    }
    let (scheme, _) = address.split_once(':')?;
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(known))
    .then(|| scheme.to_owned())
}

/// Whether a link may lead there: to a web page, a mailbox or a telephone.
pub(super) fn is_safe_link(address: &str) -> bool {
    scheme(address).is_none_or(|scheme| {
        matches!(&*scheme, "http" | "https" | "mailto" | "tel" | "sms")
    })
}

/// Whether blocks say or show anything.
pub(super) fn says_something(blocks: &[Block]) -> bool {
    let words = |inline: &crate::model::Inline| !inline.text.trim().is_empty();
    blocks.iter().any(|block| match &block.kind {
        BlockKind::Heading { inline, .. }
        | BlockKind::Paragraph { inline }
        | BlockKind::Code { inline } => words(inline),
        BlockKind::List { items, .. } => {
            items.iter().any(|item| says_something(&item.blocks))
        }
        BlockKind::Quote { blocks } => says_something(blocks),
        BlockKind::Table { head, rows, .. } => {
            head.iter().any(words) || rows.iter().flatten().any(words)
        }
        BlockKind::Image { .. } => true,
        BlockKind::Break => false,
    })
}

#[cfg(test)]
mod tests {
    use super::{is_language, is_safe_link, scheme};

    #[test]
    fn language_codes() {
        for code in ["en", "en-US", "es-419", "zh-Hant-TW", "haw"] {
            assert!(is_language(code), "{code}");
        }
        for code in ["", "e", "english", "en_US", "en-", "EN US", "1n", "éé"] {
            assert!(!is_language(code), "{code}");
        }
    }

    #[test]
    fn unsafe_links_are_seen_through_their_disguise() {
        for safe in
            ["https://x.y/a:b", "mailto:a@b.c", "tel:988", "a/b.html", "#x", "?a:b"]
        {
            assert!(is_safe_link(safe), "{safe}");
        }
        for bad in ["javascript:x", " Java\tScript:x", "file:///etc", "data:text/html,x"]
        {
            assert!(!is_safe_link(bad), "{bad}");
        }
    }

    #[test]
    fn a_drive_is_no_scheme() {
        assert_eq!(scheme("C:/logo.png"), None);
        assert_eq!(scheme("HTTPS://x/y.png").as_deref(), Some("https"));
        assert_eq!(scheme("//x/y.png").as_deref(), Some("http"));
    }
}
