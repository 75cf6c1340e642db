//! HTML in a text: comments, which print nothing, and everything else, which is a mistake.

use std::ops::Range;

use crate::diag::Diagnostic;

/// A piece of a block of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bit<'a> {
    /// What it is.
    pub kind: Kind<'a>,
    /// Its bytes in the HTML.
    pub range: Range<usize>,
}

/// The kinds of piece.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// A comment and what stands in it.
    Comment(&'a str),
    /// A comment that does not end.
    Open,
    /// Anything else but blanks.
    Other,
}

/// The pieces of a block of HTML.
pub(super) fn scan(html: &str) -> Vec<Bit<'_>> {
    let mut bits = Vec::new();
    let mut at = 0;
    loop {
        at += html[at..].len() - html[at..].trim_start().len();
        let rest = &html[at..];
        if rest.is_empty() {
            return bits;
        }
        let (kind, len) = match comment(rest) {
            Some((inside, len)) => (Kind::Comment(inside), len),
            None if rest.starts_with("<!--") => (Kind::Open, rest.len()),
            None => (Kind::Other, rest.find("<!--").unwrap_or(rest.len())),
        };
        let end = at + rest[..len].trim_end().len();
        bits.push(Bit { kind, range: at..end });
        at += len;
    }
}

/// What stands in the comment that `html` begins with, and the comment's length.
pub(super) fn comment(html: &str) -> Option<(&str, usize)> {
    let rest = html.strip_prefix("<!--")?;
    // CommonMark 0.31.2, 6.6: these two are comments as well.
    if let Some(short) = ["<!-->", "<!--->"].into_iter().find(|s| html.starts_with(s)) {
        return Some(("", short.len()));
    }
    let len = rest.find("-->")?;
    Some((&rest[..len], "<!--".len() + len + "-->".len()))
}

/// The mistake of HTML that is no comment.
pub(super) fn raw(html: &str) -> Diagnostic {
    let name = html.trim_start_matches(['<', '/']).to_lowercase();
    let name =
        name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let help = match name {
        "br" => "to break a line, end it with a backslash `\\`",
        "b" | "strong" => "for bold, write `**words**`",
        "i" | "em" => "for italics, write `*words*`",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "for a heading, write `## Words`",
        "ul" | "ol" | "li" => "for a list, write `- words` or `1. words`, one a line",
        "img" => "for a picture, write `![what it shows](file.png)`",
        "a" => "for a link, write `[words](https://example.org)`",
        "hr" => "for a line across, write `---`",
        _ => "write it in Markdown; for a plain `<`, write `&lt;`",
    };
    Diagnostic::error("raw-html", "HTML can't be printed").label("HTML").help(help)
}

#[cfg(test)]
mod tests {
    use super::{Bit, Kind, comment, scan};

    #[test]
    fn comments_are_told_from_the_rest() {
        let bits = scan("<!-- #a --> <!--b\n-->\n words <i> <!-->\n<!-- open\n");
        let expected = [
            Bit { kind: Kind::Comment(" #a "), range: 0..11 },
            Bit { kind: Kind::Comment("b\n"), range: 12..21 },
            Bit { kind: Kind::Other, range: 23..32 },
            Bit { kind: Kind::Comment(""), range: 33..38 },
            Bit { kind: Kind::Open, range: 39..48 },
        ];
        assert_eq!(bits, expected);
    }

    #[test]
    fn a_comment_ends_at_its_first_arrow() {
        assert_eq!(comment("<!-- a -- > b --> c -->"), Some((" a -- > b ", 17)));
        assert_eq!(comment("<!-- a"), None);
        assert_eq!(comment("a <!-- b -->"), None);
    }
}
