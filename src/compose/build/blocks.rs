//! Blocks of a text: each gets its style and element, and is shaped.

use std::ops::Range;
use std::sync::Arc;

use super::{Builder, DEEPEST, Within};
use crate::compose::galley::{Item, List, MarkerNode, Node, Para, Table};
use crate::compose::shape::Emphasis;
use crate::diag::Diagnostic;
use crate::model::{
    Block, BlockKind, Inline, ListItem, Marker, Span, Style, StyleMap, Text, Tint,
};
use crate::page::{Numbering, Role, Tag, TagId};

impl<'a> Builder<'a> {
    /// An element of a text, with the part it comes from.
    fn tag(&mut self, within: &Within<'a>, role: Role) -> TagId {
        self.tag_in(within.parent, within, role)
    }

    fn tag_in(&mut self, parent: TagId, within: &Within<'a>, role: Role) -> TagId {
        let part = within.part.map(str::to_owned);
        self.tags.push(Tag { part, ..Tag::new(role, parent) })
    }

    pub(super) fn block(
        &mut self,
        block: &'a Block,
        role: &str,
        before_list: bool,
        within: &Within<'a>,
        nodes: &mut Vec<Node<'a>>,
    ) {
        let style = self.style(role, &within.styles);
        match &block.kind {
            BlockKind::Heading { level, inline } => {
                let depth = self.heading_level(*level, within.text);
                let tag = self.tag(within, Role::Heading(depth));
                let mut para = self.para(inline, &style, tag, within);
                para.keep = true;
                if role == "title" {
                    para.new_page = style.new_page && self.titles > 0;
                    self.titles += 1;
                    self.move_page_break(&mut para, nodes);
                }
                nodes.push(Node::Para(para));
            }
            BlockKind::Paragraph { inline } | BlockKind::Code { inline } => {
                let tag = self.tag(within, Role::Paragraph);
                let mut para = self.para(inline, &style, tag, within);
                para.keep = before_list || style.name == "letterhead";
                nodes.push(Node::Para(para));
            }
            BlockKind::List { start, items } => {
                nodes.push(self.list(*start, items, &style, within));
            }
            BlockKind::Quote { blocks } => {
                let parent = self.tag(within, Role::Quote);
                let inner = Within { parent, ..within.clone() };
                for block in blocks {
                    self.block(block, "quote", false, &inner, nodes);
                }
            }
            BlockKind::Table { columns, head, rows } => {
                let table = self.tag(within, Role::Table);
                let mut all = Vec::new();
                for (index, cells) in std::iter::once(head).chain(rows).enumerate() {
                    let row = self.tags.add(table, Role::Row);
                    let name = if index == 0 { "table-head" } else { role };
                    let style = self.style(name, &within.styles);
                    let cells = cells.iter().map(|inline| {
                        let role = if index == 0 { Role::HeaderCell } else { Role::Cell };
                        let tag = self.tag_in(row, within, role);
                        self.para(inline, &style, tag, within)
                    });
                    all.push(cells.collect());
                }
                let ink = Tint::on("ink", within.ground.as_deref());
                nodes.push(Node::Table(Table {
                    style,
                    columns: columns.clone(),
                    rows: all,
                    ink,
                }));
            }
            BlockKind::Image { image, alt } => {
                let tag = self.tag(within, Role::Figure(alt.clone()));
                nodes.push(Node::Picture { image: Arc::clone(image), tag });
            }
            BlockKind::Break => {
                nodes.push(Node::Hairline {
                    color: Tint::on("ink", within.ground.as_deref()),
                });
            }
        }
    }

    /// A letterhead directly above a title goes to the new page with it.
    pub(super) fn move_page_break(&self, title: &mut Para<'a>, nodes: &mut [Node<'a>]) {
        if let Some(Node::Para(before)) = nodes.last_mut()
            && title.new_page
            && before.style.name == "letterhead"
        {
            before.new_page = true;
            title.new_page = false;
        }
    }

    /// Levels 1 to 6 without gaps, whatever level the text begins at: one below the heading that
    /// this one stands under.
    pub(super) fn heading_level(&mut self, level: u8, index: usize) -> u8 {
        let above = &mut self.levels[index];
        above.retain(|own| *own < level);
        above.push(level);
        u8::try_from(above.len())
            .expect("Markdown has six levels, each stands there once")
    }

    pub(super) fn para(
        &mut self,
        inline: &'a Inline,
        style: &Arc<Style>,
        tag: TagId,
        within: &Within<'a>,
    ) -> Para<'a> {
        let text: &'a Text = self.job.texts[within.text];
        let emphasis: Vec<Emphasis> = inline
            .spans
            .iter()
            .filter(|span| span.bold || span.italic)
            .map(|Span { range, bold, italic, .. }| Emphasis {
                range: range.clone(),
                bold: *bold,
                italic: *italic,
            })
            .collect();
        let (shaped, missing) =
            self.typesetter.shape(&inline.text, &emphasis, style, &text.lang);
        for found in missing {
            let place = inline.source_of(found.range).unwrap_or_default();
            self.missing(found.character, Some((text, place)));
        }
        let links = inline.spans.iter().filter_map(|span| {
            let uri = span.link.clone()?;
            Some((span.range.clone(), self.tags.add(tag, Role::Link(uri))))
        });
        Para {
            links: links.collect(),
            shaped,
            style: Arc::clone(style),
            color: Tint::on(&style.color, within.ground.as_deref()),
            tag: Some(tag),
            inline: Some(inline),
            keep: false,
            new_page: false,
            should: None,
        }
    }

    /// Reports a character that no face has.
    pub(super) fn missing(
        &mut self,
        character: char,
        place: Option<(&Text, Range<usize>)>,
    ) {
        /// Places at which one character is shown: a page in a foreign script has thousands.
        const SHOWN: usize = 3;
        let times = self.missed.entry(character).or_insert(0);
        *times += 1;
        if *times > SHOWN {
            return;
        }
        let code = u32::from(character);
        let control = character.is_control();
        let shown = if control { String::new() } else { format!("`{character}` ") };
        let message = format!("no font has the character {shown}(U+{code:04X})");
        let families = self.job.book.families().join(", ");
        let mut finding = Diagnostic::error("no-glyph", message)
            .label(format!("tried {families}"))
            .help("name a folder with a font that has it: `fonts = \"fonts\"` in the packet, or --font-dir DIR");
        if let Some((text, range)) = place {
            finding = finding.at(&text.source, range);
        }
        self.report.push(finding);
    }

    pub(super) fn list(
        &mut self,
        start: Option<u64>,
        items: &'a [ListItem],
        style: &Arc<Style>,
        within: &Within<'a>,
    ) -> Node<'a> {
        let numbered = start.is_some();
        let numbering = if numbered { Numbering::Decimal } else { Numbering::Bullet };
        let tag = self.tag(within, Role::List(numbering));
        let mut list = List {
            style: Arc::clone(style),
            items: Vec::new(),
            depth: within.depth,
            rtl: false,
            ink: Tint::on("ink", within.ground.as_deref()),
        };
        for (index, item) in items.iter().enumerate() {
            let own = self.tags.add(tag, Role::Item);
            let number = start.map(|n| n.saturating_add(index as u64));
            let marker = self.marker(number, own, style, within);
            let parent = self.tags.add(own, Role::Body);
            let mut inner = Within {
                parent,
                depth: (within.depth + 1).min(DEEPEST),
                ..within.clone()
            };
            inner.first_lines = false;
            let mut nodes = Vec::new();
            for block in &item.blocks {
                let role = match block.kind {
                    BlockKind::List { start: Some(_), .. } => "sub-rule",
                    BlockKind::List { .. } => "sub-list",
                    _ => "item",
                };
                let map = StyleMap { all: Some(style.name.clone()), by_role: Vec::new() };
                self.item_block(block, role, &map, &inner, &mut nodes);
            }
            if index == 0
                && within.first_lines
                && let Some(Node::Para(para)) = nodes.first_mut()
            {
                para.should = style.first_lines;
            }
            if let Some(Node::Para(para)) = nodes.first() {
                list.rtl |= para.shaped.rtl;
            }
            list.items.push(Item { marker, nodes });
        }
        Node::List(list)
    }

    /// A block of an item: its words in the list's style, a list in it in the plain style.
    pub(super) fn item_block(
        &mut self,
        block: &'a Block,
        role: &str,
        list_style: &StyleMap,
        within: &Within<'a>,
        nodes: &mut Vec<Node<'a>>,
    ) {
        if let BlockKind::List { start, items } = &block.kind {
            let outer = self.style(list_style.all.as_deref().unwrap_or(role), &[]);
            let style = Style {
                marker: Marker::Text,
                hairline: false,
                item: Style::plain("body").item,
                first_lines: None,
                ..(*outer).clone()
            };
            nodes.push(self.list(*start, items, &Arc::new(style), within));
            return;
        }
        match &block.kind {
            BlockKind::Paragraph { inline } | BlockKind::Code { inline } => {
                let style = self.style(list_style.all.as_deref().unwrap_or(role), &[]);
                let tag = self.tag(within, Role::Paragraph);
                nodes.push(Node::Para(self.para(inline, &style, tag, within)));
            }
            _ => self.block(block, role, false, within, nodes),
        }
    }

    pub(super) fn marker(
        &mut self,
        number: Option<u64>,
        item: TagId,
        style: &Arc<Style>,
        within: &Within<'a>,
    ) -> MarkerNode<'a> {
        if style.marker == Marker::None {
            return MarkerNode::None;
        }
        let tag = self.tag_in(item, within, Role::Label);
        let color = Tint::on(&style.marker_color, within.ground.as_deref());
        let Some(number) = number else { return MarkerNode::Bullet { tag, color } };
        let tall = style.marker == Marker::Tall;
        let words = if tall { number.to_string() } else { format!("{number}.") };
        let bold = Style {
            name: "numeral".into(),
            bold: true,
            italic: false,
            tracking: 0.0,
            hang: false,
            ..(**style).clone()
        };
        let lang = self.job.texts[within.text].lang.clone();
        let (shaped, _) = self.typesetter.shape(&words, &[], &bold, &lang);
        MarkerNode::Number(Box::new(Para {
            shaped,
            style: Arc::new(bold),
            color: if tall {
                color
            } else {
                Tint::on(&style.color, within.ground.as_deref())
            },
            tag: Some(tag),
            links: Vec::new(),
            inline: None,
            keep: false,
            new_page: false,
            should: None,
        }))
    }
}
