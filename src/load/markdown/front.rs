//! Front matter: what a text says about itself, in TOML between two lines of `+++`.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeString, DeTable, DeValue};

use super::check;
use crate::diag::{Diagnostic, Report, Source};
use crate::load::keys::FRONT_MATTER;

/// What a text says about itself.
#[derive(Debug, Default)]
pub(super) struct Front {
    /// `title`.
    pub title: Option<String>,
    /// `lang`.
    pub lang: Option<String>,
    /// `owner`.
    pub owner: Option<String>,
    /// `edition`.
    pub edition: Option<String>,
    /// Where the Markdown begins in the source.
    pub body: usize,
}

/// Reads the front matter, if the file has one.
pub(super) fn read(source: &Arc<Source>, report: &mut Report) -> Front {
    let start =
        if source.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = lines(&source.text, start)
        .skip_while(|line| source.text[line.clone()].trim().is_empty());
    let is_fence = |line: &Range<usize>| source.text[line.clone()].trim_end() == "+++";
    let Some(open) = lines.next().filter(is_fence) else {
        return Front { body: start, ..Front::default() };
    };
    let Some(close) = lines.find(is_fence) else {
        report.push(
            Diagnostic::error("front-matter-open", "the front matter does not end")
                .at(source, open.start..open.start + "+++".len())
                .label("it begins here")
                .help("write `+++` on a line of its own after the last key"),
        );
        return Front { body: open.end, ..Front::default() };
    };
    let mut keys = Keys { source, base: open.end, report, broken: Vec::new() };
    keys.read(open.end..close.start, close.end)
}

/// The lines of a text from `at` on, each with its line end.
fn lines(text: &str, at: usize) -> impl Iterator<Item = Range<usize>> {
    text[at..].split_inclusive('\n').scan(at, |at, line| {
        let start = *at;
        *at += line.len();
        Some(start..*at)
    })
}

/// Reads the keys and collects what is wrong with them.
struct Keys<'a> {
    source: &'a Arc<Source>,
    /// Where the TOML begins in the source.
    base: usize,
    report: &'a mut Report,
    /// Lines that are no TOML: what was recovered from them is not looked at.
    broken: Vec<usize>,
}

impl Keys<'_> {
    fn read(&mut self, toml: Range<usize>, body: usize) -> Front {
        let (table, errors) = DeTable::parse_recoverable(&self.source.text[toml.clone()]);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let range = self.base + span.start..self.base + span.end;
            self.broken.push(self.source.line_column(range.start).0);
            self.report.push(
                Diagnostic::error("toml-syntax", error.message())
                    .at(self.source, range)
                    .help("a line of front matter looks like `title = \"The title\"`"),
            );
        }
        let mut front = Front { body, ..Front::default() };
        for (key, value) in table.get_ref() {
            let at = self.place(key.span());
            if self.broken.contains(&self.source.line_column(at.start).0) {
                continue;
            }
            let place = self.place(value.span());
            match key.get_ref().as_ref() {
                "title" => front.title = self.string(key.get_ref(), value, place),
                "owner" => front.owner = self.string(key.get_ref(), value, place),
                "edition" => front.edition = self.string(key.get_ref(), value, place),
                "lang" => front.lang = self.lang(key.get_ref(), value, place),
                other => self.unknown(other, at),
            }
        }
        front
    }

    fn place(&self, span: Range<usize>) -> Range<usize> {
        self.base + span.start..self.base + span.end
    }

    fn unknown(&mut self, key: &str, at: Range<usize>) {
        let names = || FRONT_MATTER.iter().map(|key| key.name);
        let known: Vec<String> = names().map(|name| format!("`{name}`")).collect();
        self.report.push(
            Diagnostic::error("unknown-key", format!("front matter has no key `{key}`"))
                .at(self.source, at)
                .label("not known here")
                .did_you_mean(key, names())
                .help(format!("the keys are {}", known.join(", "))),
        );
    }

    /// A string that says something, on one line.
    fn string(
        &mut self,
        key: &DeString<'_>,
        value: &toml::Spanned<DeValue<'_>>,
        at: Range<usize>,
    ) -> Option<String> {
        let DeValue::String(text) = value.get_ref() else {
            let written = &self.source.text[at.clone()];
            let plain = !written.contains(['"', '\n', '\'', '[', '{']);
            let example = if plain { written } else { "…" };
            self.report.push(
                Diagnostic::error(
                    "wrong-type",
                    format!("`{key}` must be text in quotes"),
                )
                .at(self.source, at.clone())
                .label("not in quotes")
                .help(format!("write `{key} = \"{example}\"`")),
            );
            return None;
        };
        let wrong = if text.trim().is_empty() {
            Diagnostic::error("empty-value", format!("`{key}` says nothing"))
                .help("write some words, or leave the line out")
        } else if text.chars().any(char::is_control) {
            Diagnostic::error("control-character", format!("`{key}` must be one line"))
                .help("leave out line breaks, tabs and control characters")
        } else {
            return Some(text.to_string());
        };
        self.report.push(wrong.at(self.source, at));
        None
    }

    fn lang(
        &mut self,
        key: &DeString<'_>,
        value: &toml::Spanned<DeValue<'_>>,
        at: Range<usize>,
    ) -> Option<String> {
        let lang = self.string(key, value, at.clone())?;
        if check::is_language(&lang) {
            return Some(lang);
        }
        self.report.push(
            Diagnostic::error("bad-language", format!("`{lang}` is no language code"))
                .at(self.source, at)
                .help(check::LANGUAGES),
        );
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Front, read};
    use crate::diag::{Report, Source};

    fn front(text: &str) -> (Front, Report) {
        let mut report = Report::default();
        (read(&Source::new("a.md", text), &mut report), report)
    }

    /// Code, the source under the caret, and help of all findings.
    fn findings(text: &str) -> Vec<(&'static str, String, String)> {
        let found = front(text).1.findings.into_iter().map(|f| {
            let place = f.place.unwrap();
            (f.code, place.source.text[place.range].to_owned(), f.help.join("; "))
        });
        found.collect()
    }

    #[test]
    fn a_file_without_front_matter_begins_at_once() {
        assert_eq!(front("# x\n").0.body, 0);
        assert_eq!(front("\u{feff}# x\n").0.body, 3);
        assert_eq!(front("").0.body, 0);
        assert_eq!(front("+++ x\n").0.body, 0);
    }

    #[test]
    fn bom_and_crlf_and_an_early_end_of_file_change_nothing() {
        for text in [
            "+++\ntitle = \"T\"\nlang = \"es-MX\"\n+++",
            "\u{feff}+++\r\ntitle = \"T\"\r\nlang = \"es-MX\"\r\n+++\r\n",
            "\n \n+++ \nlang = 'es-MX'\ntitle = 'T'\n+++\n",
        ] {
            let (front, report) = front(text);
            assert_eq!(report, Report::default());
            assert_eq!(front.title.as_deref(), Some("T"));
            assert_eq!(front.lang.as_deref(), Some("es-MX"));
            assert_eq!(front.body, text.len());
        }
    }

    #[test]
    fn all_mistakes_are_found_at_once() {
        let found = findings(
            "\u{feff}+++\ntitel = \"x\"\nedition = 2\nlang = \"english\"\nowner = \" \"\n+++\n",
        );
        let codes: Vec<_> = found.iter().map(|f| (f.0, &*f.1)).collect();
        assert_eq!(
            codes,
            [
                ("unknown-key", "titel"),
                ("wrong-type", "2"),
                ("bad-language", "\"english\""),
                ("empty-value", "\" \""),
            ]
        );
        assert!(found[0].2.contains("did you mean `title`?"));
        assert!(found[1].2.contains("write `edition = \"2\"`"));
    }

    #[test]
    fn a_line_that_is_no_toml_is_one_mistake() {
        let found = findings("+++\ntitle = The title\nlang = \"en\"\nowner NAMI\n+++\n");
        assert!(found.iter().all(|f| f.0 == "toml-syntax"), "{found:?}");
        assert!(found.len() >= 2, "{found:?}");
        assert_eq!(findings("+++\ntitle = \"a\"\n")[0].0, "front-matter-open");
    }
}
