//! The layout's own sentences and drawings.

use std::sync::Arc;

use super::{Builder, is_late};
use crate::compose::galley::{DrawingNode, Node, Para};
use crate::compose::shape::Emphasis;
use crate::diag::Diagnostic;
use crate::model::{Drawing, DrawingKind, Frame, Style, Tint};
use crate::page::{Role, Tag, TagId};

/// What stands beside a ruler.
const RULER: &str = "This bar is 2 in (50.8 mm) long on paper printed at 100 %";

impl<'a> Builder<'a> {
    /// Sentences of the layout's own. `pages`: (this page, all pages), where it is known.
    pub fn say(
        &mut self,
        frame: &'a Frame,
        sentences: &[String],
        join: Option<&str>,
        ground: Option<&str>,
        pages: Option<(usize, usize)>,
    ) -> Vec<Node<'a>> {
        self.align = frame.align;
        let mut said: Vec<String> =
            sentences.iter().filter_map(|sentence| self.fill(sentence, pages)).collect();
        if let Some(join) = join {
            said = (!said.is_empty()).then(|| said.join(join)).into_iter().collect();
        }
        let style = self.style(&frame.name, &[&frame.style]);
        let late = pages.is_some() && is_late(sentences);
        said.iter()
            .map(|words| {
                let heads = matches!(style.name.as_str(), "title" | "display");
                let role = if heads { Role::Heading(1) } else { Role::Paragraph };
                let tag = (!late).then(|| self.own(role));
                self.sentence(words, &style, tag, ground, frame)
            })
            .collect()
    }

    /// An element for words of the layout's own, in its language.
    fn own(&mut self, role: Role) -> TagId {
        let lang = self.job.own_lang();
        let lang = (lang != self.job.lang()).then_some(lang);
        self.tags.push(Tag { lang, ..Tag::new(role, TagId::DOCUMENT) })
    }

    pub(super) fn sentence(
        &mut self,
        words: &str,
        style: &Arc<Style>,
        tag: Option<TagId>,
        ground: Option<&str>,
        frame: &Frame,
    ) -> Node<'a> {
        let emphasis = if style.bold_digits { digits(words) } else { Vec::new() };
        let lang = self.job.own_lang();
        let (shaped, missing) = self.typesetter.shape(words, &emphasis, style, &lang);
        for found in missing {
            let code = u32::from(found.character);
            let families = self.job.book.families().join(", ");
            let message = format!(
                "no font has the character `{}` (U+{code:04X}) that frame `{}` says: {words}",
                found.character, frame.name
            );
            self.report.push(
                Diagnostic::error("no-glyph", message).help(format!("tried {families}")),
            );
        }
        Node::Para(Para {
            shaped,
            style: Arc::clone(style),
            color: Tint::on(&style.color, ground),
            tag,
            links: Vec::new(),
            inline: None,
            keep: false,
            new_page: false,
            should: None,
        })
    }

    /// A sentence with its details; `None` if one is missing.
    pub(super) fn fill(
        &self,
        sentence: &str,
        pages: Option<(usize, usize)>,
    ) -> Option<String> {
        let mut out = String::new();
        let mut rest = sentence;
        while let Some(open) = rest.find('{') {
            let close = open + rest[open..].find('}')?;
            out.push_str(&rest[..open]);
            let name = rest[open + 1..close].trim();
            match name {
                "page" => out.push_str(&pages?.0.to_string()),
                "pages" => out.push_str(&pages?.1.to_string()),
                _ => out.push_str(self.job.group.get(name.strip_prefix("group.")?)?),
            }
            rest = &rest[close + 1..];
        }
        out.push_str(rest);
        Some(out)
    }

    pub(super) fn drawing(&mut self, frame: &'a Frame, drawing: &'a Drawing) -> Node<'a> {
        let mut heads = Vec::new();
        if let DrawingKind::Rows { columns, .. } = &drawing.kind {
            let style = self.style("table-head", &[&frame.style]);
            for (head, _) in columns {
                let tag = self.own(Role::Paragraph);
                if let Node::Para(para) =
                    self.sentence(head, &style, Some(tag), None, frame)
                {
                    heads.push(para);
                }
            }
        }
        if drawing.kind == DrawingKind::Ruler {
            let style = self.style("ruler", &[&frame.style]);
            if let Node::Para(para) = self.sentence(RULER, &style, None, None, frame) {
                heads.push(para);
            }
        }
        Node::Drawing(DrawingNode {
            drawing,
            color: Tint::on(&drawing.color, None),
            heads,
        })
    }
}

/// The stretches of digits, and what joins them: a number to call.
fn digits(words: &str) -> Vec<Emphasis> {
    let mut found: Vec<Emphasis> = Vec::new();
    for (at, c) in words.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some(last)
                if words[last.range.end..at].chars().all(|c| "-.() ".contains(c)) =>
            {
                last.range.end = end;
            }
            _ => found.push(Emphasis { range: at..end, bold: true, italic: false }),
        }
    }
    found
}
