//! Findings for people: the file, the line, a caret and what to write instead.

use std::ops::Range;

use annotate_snippets::{
    AnnotationKind, Group, Level, Renderer, Snippet, normalize_untrusted_str,
};

use super::{Diagnostic, Place, Report, Severity};

/// Columns of a line: longer lines of the source are trimmed around the caret.
const WIDTH: usize = 100;

/// Carets under a place at most, so that a whole paragraph does not keep its line from being
/// trimmed.
const CARETS: usize = 60;

/// All findings as they are shown in a terminal, an empty line between them, a line end after
/// the last. With `color`, styled by ANSI escapes. Nothing for an empty report.
pub fn render(report: &Report, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(WIDTH);
    let findings = report.findings.iter().map(|finding| one(finding, &renderer));
    findings.collect::<Vec<_>>().join("\n")
}

/// One finding, with a line end.
fn one(finding: &Diagnostic, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level.primary_title(&*finding.message).id(finding.code);
    let mut group = Group::with_title(title);
    if let Some(place) = &finding.place {
        let (text, range) = shown(place);
        let mut caret = AnnotationKind::Primary.span(range);
        if !finding.label.is_empty() {
            caret = caret.label(normalize_untrusted_str(&finding.label));
        }
        let path = normalize_untrusted_str(&place.source.name);
        let snippet = Snippet::source(text).path(path);
        group = group.element(snippet.annotation(caret));
    }
    for help in &finding.help {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    renderer.render(&[group]) + "\n"
}

/// The text without its byte order mark, and which bytes of it to show: those of the place
/// that stand in its first line, at whole characters.
fn shown(place: &Place) -> (&str, Range<usize>) {
    let text = &*place.source.text;
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = text.len() - body.len();
    let floor = |at: usize| {
        let at = at.saturating_sub(mark).min(body.len());
        (0..=at).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(0)
    };
    let start = floor(place.range.start);
    let end = floor(place.range.end).max(start);
    let line = body[start..end].lines().next().unwrap_or_default();
    let len = line.char_indices().nth(CARETS).map_or(line.len(), |(n, _)| n);
    (body, start..start + len)
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::diag::{Diagnostic, Report, Source};

    fn plain(finding: Diagnostic) -> String {
        render(&finding.into(), false)
    }

    #[test]
    fn a_finding_shows_its_place_and_what_to_write() {
        let source = Source::new("my/packet.toml", "[group]\n# é\nnaem = \"x\"\n");
        let finding = Diagnostic::error("unknown-key", "`group` has no key `naem`")
            .at(&source, 13..17)
            .label("not known here")
            .did_you_mean("naem", ["name"])
            .help("see the manual");
        assert_eq!(
            plain(finding),
            "\
error[unknown-key]: `group` has no key `naem`
 --> my/packet.toml:3:1
  |
3 | naem = \"x\"
  | ^^^^ not known here
  |
  = help: did you mean `name`?
  = help: see the manual
"
        );
    }

    #[test]
    fn a_finding_without_a_place_is_a_head_and_help() {
        let finding = Diagnostic::warning("odd", "this is odd").help("look at it");
        assert_eq!(
            plain(finding),
            "warning[odd]: this is odd\n |\n = help: look at it\n"
        );
        assert_eq!(
            plain(Diagnostic::note("fine", "all is well")),
            "note[fine]: all is well\n"
        );
    }

    #[test]
    fn findings_are_parted_by_an_empty_line() {
        let mut report = Report::default();
        assert_eq!(render(&report, false), "");
        report.push(Diagnostic::error("a", "x"));
        report.push(Diagnostic::error("b", "y"));
        assert_eq!(render(&report, false), "error[a]: x\n\nerror[b]: y\n");
    }

    #[test]
    fn a_long_line_is_trimmed_around_the_caret() {
        let text =
            format!("{}<b>{}\n", "some words ".repeat(40), " more words".repeat(40));
        let at = text.find("<b>").unwrap();
        let source = Source::new("a.md", text);
        let shown = plain(
            Diagnostic::error("raw-html", "HTML can't be printed")
                .at(&source, at..at + 3),
        );
        assert!(shown.contains("<b>") && shown.contains("^^^"), "{shown}");
        assert!(shown.contains("a.md:1:441"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= 110), "{shown}");
    }

    #[test]
    fn a_long_place_is_trimmed_as_well() {
        let source = Source::new("a.md", "some words ".repeat(40));
        let shown = plain(Diagnostic::error("x", "y").at(&source, 0..400).label("all"));
        assert!(shown.contains(&format!("{} all", "^".repeat(60))), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= 110), "{shown}");
    }

    #[test]
    fn odd_places_and_odd_characters_do_no_harm() {
        let source = Source::new("a\u{1b}[31m.md", "\u{feff}é\r\n\tx\0\u{202e}y\r\nlast");
        for range in [0..0, 4..5, 1..2, 6..18, 9..9, 90..99, 18..18] {
            let finding = Diagnostic::error("x", "bad \u{1b}[31m")
                .at(&source, range)
                .label("\u{1b}[2J")
                .help("\u{1b}[2J");
            let shown = plain(finding);
            assert!(!shown.contains(['\u{1b}', '\0', '\u{202e}']), "{shown:?}");
        }
    }

    #[test]
    fn color_is_only_there_when_asked_for() {
        let report = Report::from(Diagnostic::error("x", "y"));
        assert!(render(&report, true).contains("\u{1b}["));
        assert!(!render(&report, false).contains("\u{1b}["));
    }
}
