//! Runs of words: their style, their links, and pictures that stand alone.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::blocks::{Reader, footnote};
use super::inline::Words;
use super::marks::{self, Comment};
use super::{check, html};
use crate::diag::Diagnostic;
use crate::load::image;
use crate::model::{BlockKind, Inline};

impl Reader<'_, '_> {
    /// A paragraph: words, or a picture that stands alone.
    pub(super) fn paragraph(&mut self, run: Range<usize>) -> BlockKind {
        let is_image = |(event, _): &(Event<'_>, _)| {
            matches!(event, Event::Start(Tag::Image { .. }))
        };
        let events = &self.events[run.clone()];
        let alone = events.first().is_some_and(is_image)
            && matches!(events.last(), Some((Event::End(TagEnd::Image), _)))
            && events.iter().filter(|event| is_image(event)).count() == 1;
        if alone {
            return self.picture(run);
        }
        BlockKind::Paragraph { inline: self.inline(run) }
    }

    /// A picture that stands alone.
    fn picture(&mut self, run: Range<usize>) -> BlockKind {
        let failed = BlockKind::Paragraph { inline: Inline::default() };
        let (Event::Start(Tag::Image { dest_url, .. }), at) =
            self.events[run.start].clone()
        else {
            return failed;
        };
        let alt = self.inline(run.start + 1..run.end - 1).text.replace('\n', " ");
        if alt.trim().is_empty() {
            let message = "this picture has no words for those who can't see it";
            let wrong = Diagnostic::error("image-without-alt", message)
                .label("say what the picture shows")
                .help(format!("write `![what the picture shows]({dest_url})`"));
            self.wrong(wrong, at.clone());
        }
        if let Some(wrong) = wrong_file(&dest_url) {
            self.wrong(wrong, at);
            return failed;
        }
        match (self.image)(&dest_url) {
            Ok(image) => BlockKind::Image { image, alt },
            Err(reason) => {
                self.wrong(image::wrong(&dest_url, &reason).label("this picture"), at);
                failed
            }
        }
    }

    /// The words of a run.
    pub(super) fn inline(&mut self, run: Range<usize>) -> Inline {
        let source = self.source;
        let mut words = Words::new(&source.text);
        let mut pictures = 0;
        for index in run {
            let (event, at) = self.events[index].clone();
            match event {
                Event::Start(Tag::Image { .. }) => {
                    if pictures == 0 {
                        self.wrong(image_in_text(), at);
                    }
                    pictures += 1;
                }
                Event::End(TagEnd::Image) => pictures -= 1,
                _ if pictures > 0 => {}
                Event::Text(text) => {
                    self.entity(&text, &at);
                    words.text(&text, at);
                }
                Event::Code(code) => words.code_span(&code, at),
                Event::SoftBreak => words.line_end(false, at),
                Event::HardBreak => words.line_end(true, at),
                Event::Start(Tag::Strong) => words.bold(true),
                Event::End(TagEnd::Strong) => words.bold(false),
                Event::Start(Tag::Emphasis) => words.italic(true),
                Event::End(TagEnd::Emphasis) => words.italic(false),
                Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                    words.link(Some(self.link(link_type, &dest_url, at)));
                }
                Event::End(TagEnd::Link) => words.link(None),
                Event::InlineHtml(tag) => self.inline_html(&tag, at),
                Event::FootnoteReference(_) => self.wrong(footnote(), at),
                // Nothing else is enabled in the parser.
                _ => {}
            }
        }
        words.done()
    }

    /// An entity must not write what may not stand in the file itself.
    fn entity(&mut self, text: &str, at: &Range<usize>) {
        if self.source.text.get(at.clone()) == Some(text) {
            return;
        }
        let bad = |c: &char| {
            check::is_stray_control(*c) || matches!(c, '\n' | '\r' | '\u{fffd}')
        };
        if let Some(c) = text.chars().find(bad) {
            let c = if c == '\u{fffd}' { '\0' } else { c };
            self.wrong(check::control(c).label("written as an entity"), at.clone());
        }
    }

    /// Where a link leads.
    fn link(&mut self, kind: LinkType, address: &CowStr<'_>, at: Range<usize>) -> String {
        if kind == LinkType::Email {
            return format!("mailto:{address}");
        }
        if address.trim().is_empty() {
            let wrong =
                Diagnostic::error("link-without-address", "this link leads nowhere")
                    .help(
                        "write `[words](https://example.org)`, or leave the brackets out",
                    );
            self.wrong(wrong, at);
        } else if !check::is_safe_link(address) {
            let message = format!("a link can't lead to `{address}`");
            let wrong = Diagnostic::error("unsafe-link", message)
                .label("this link")
                .help("links may begin with https:, http:, mailto:, tel: or sms:");
            self.wrong(wrong, at);
        }
        address.to_string()
    }

    /// HTML in a line: a comment prints nothing, anything else is wrong.
    fn inline_html(&mut self, tag: &str, at: Range<usize>) {
        match html::comment(tag).map(|(inside, _)| Comment::read(inside)) {
            Some(Comment::Plain) => {}
            Some(_) => self.wrong(marks::misplaced(), at),
            None => self.wrong(html::raw(tag), at),
        }
    }
}

/// What is wrong with the address of a picture before anyone looks for the file.
fn wrong_file(address: &str) -> Option<Diagnostic> {
    if address.trim().is_empty() {
        let wrong = Diagnostic::error("image-without-file", "this picture has no file")
            .help("write `![what the picture shows](file.png)`");
        return Some(wrong);
    }
    check::scheme(address)?;
    let wrong = Diagnostic::error("remote-image", "a picture must be a file of your own")
        .label("an address, not a file")
        .help("save the picture beside the text and write the name of its file");
    Some(wrong)
}

fn image_in_text() -> Diagnostic {
    Diagnostic::error("image-in-text", "a picture can't stand in a line of text")
        .label("this picture")
        .help("put it in a paragraph of its own, with an empty line before and after it")
}
