//! Fills the galley: finds what each frame shows, gives every block its style and element,
//! and shapes it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::Job;
use super::galley::{
    BoxPaint, Boxed, DrawingNode, Item, List, MarkerNode, Node, Para, Table,
};
use super::shape::{Emphasis, Typesetter};
use crate::diag::{Diagnostic, Report};
use crate::model::{
    Align, Block, BlockKind, BoxRule, Content, Drawing, DrawingKind, Frame, Inline,
    ListItem, Marker, Span, Style, StyleMap, Text,
};
use crate::page::{Color, Numbering, Role, Tag, TagId, Tags};

/// The size in steps under which lists count their own depth.
const DEEPEST: usize = 8;

/// What the builder has made so far.
pub struct Builder<'a> {
    job: &'a Job<'a>,
    typesetter: Typesetter<'a>,
    /// The structure tree.
    pub tags: Tags,
    /// What is wrong.
    pub report: Report,
    /// How often each character was found that no face has.
    missed: BTreeMap<char, usize>,
    /// For each text, which of its blocks stand somewhere.
    pub shown: Vec<Vec<bool>>,
    /// For each text, the element its blocks are in.
    homes: Vec<TagId>,
    /// For each text, the level of the heading before.
    level: Vec<u8>,
    styles: Vec<Arc<Style>>,
    titles: usize,
    /// Where the lines of the frame at hand stand, if it says so.
    align: Option<Align>,
}

/// What a block stands in.
#[derive(Clone)]
struct Within<'a> {
    text: usize,
    styles: Vec<&'a StyleMap>,
    ground: Option<String>,
    parent: TagId,
    depth: usize,
    first_lines: bool,
}

impl<'a> Builder<'a> {
    /// A builder for a job.
    pub fn new(job: &'a Job<'a>) -> Self {
        let mut tags = Tags::default();
        let several = job.texts.len() > 1;
        let homes = job
            .texts
            .iter()
            .map(|text| {
                if !several {
                    return TagId::DOCUMENT;
                }
                let lang = (text.lang != job.lang()).then(|| text.lang.clone());
                tags.push(Tag { lang, ..Tag::new(Role::Part, TagId::DOCUMENT) })
            })
            .collect();
        Self {
            job,
            typesetter: Typesetter::new(job.book),
            tags,
            report: Report::default(),
            missed: BTreeMap::new(),
            shown: job.texts.iter().map(|text| vec![false; text.blocks.len()]).collect(),
            homes,
            level: vec![0; job.texts.len()],
            styles: job.layout.styles.iter().cloned().map(Arc::new).collect(),
            titles: 0,
            align: None,
        }
    }

    /// What stands in a frame; nothing if the text has none of its parts, or the group none
    /// of its details.
    pub fn frame(&mut self, frame: &'a Frame, ground: Option<&str>) -> Vec<Node<'a>> {
        let ground = frame.ground.as_deref().or(ground).map(str::to_owned);
        self.align = frame.align;
        match &frame.content {
            Content::Show { parts, flow } => {
                self.show(frame, parts, *flow, ground.as_deref())
            }
            Content::Say { sentences, join } => {
                self.say(frame, sentences, join.as_deref(), ground.as_deref(), None)
            }
            Content::Draw(drawing) => vec![self.drawing(frame, drawing)],
            Content::Image { image, alt } => {
                let tag = self.tags.add(TagId::DOCUMENT, Role::Figure(alt.clone()));
                vec![Node::Picture { image: Arc::clone(image), tag }]
            }
        }
    }

    /// The first of the parts that there is. A flow runs through every text that has it.
    fn show(
        &mut self,
        frame: &'a Frame,
        parts: &[String],
        flow: bool,
        ground: Option<&str>,
    ) -> Vec<Node<'a>> {
        self.titles = 0;
        for reference in parts {
            let (texts, part) = match reference.split_once('#') {
                Some((name, part)) => {
                    let own = self.job.texts.iter().position(|text| text.name == name);
                    if own.is_none() {
                        self.no_such_text(frame, name);
                    }
                    (own.map_or(0..0, |at| at..at + 1), part)
                }
                None => (0..self.job.texts.len(), reference.as_str()),
            };
            let mut nodes = Vec::new();
            for index in texts {
                let text: &'a Text = self.job.texts[index];
                let Some(part) = text.part(part) else { continue };
                let within = Within {
                    text: index,
                    styles: vec![&frame.style],
                    ground: ground.map(str::to_owned),
                    parent: self.homes[index],
                    depth: 0,
                    first_lines: true,
                };
                let blocks = part.blocks.clone();
                self.shown[index][blocks.clone()].fill(true);
                nodes.extend(self.blocks(text, blocks, &within, &mut Vec::new()));
                if !flow {
                    break;
                }
            }
            if !nodes.is_empty() {
                return nodes;
            }
        }
        Vec::new()
    }

    fn no_such_text(&mut self, frame: &Frame, name: &str) {
        let known: Vec<&str> =
            self.job.texts.iter().map(|text| text.name.as_str()).collect();
        let message = format!(
            "frame `{}` shows a text `{name}` that this piece has not",
            frame.name
        );
        let mut finding = Diagnostic::error("unknown-text", message)
            .did_you_mean(name, known.iter().copied())
            .help(format!(
                "the piece has {}",
                if known.is_empty() { "no text".into() } else { known.join(", ") }
            ));
        if let Some(place) = &frame.place {
            finding = finding.at(&place.source, place.range.clone());
        }
        self.report.push(finding);
    }

    /// The nodes of a range of a text's blocks, those of a box together.
    fn blocks(
        &mut self,
        text: &'a Text,
        range: Range<usize>,
        within: &Within<'a>,
        open: &mut Vec<&'a str>,
    ) -> Vec<Node<'a>> {
        let mut nodes = Vec::new();
        let mut at = range.start;
        while at < range.end {
            if let Some((rule, part)) = self.box_at(text, at..range.end, open) {
                open.push(&rule.name);
                nodes.push(self.boxed(text, part.clone(), rule, within, open));
                open.pop();
                at = part.end;
                continue;
            }
            let block = &text.blocks[at];
            let role = self.role(text, at, range.len() == 1);
            let before_list = matches!(block.kind, BlockKind::Paragraph { .. })
                && at + 1 < range.end
                && matches!(text.blocks[at + 1].kind, BlockKind::List { .. });
            self.block(text, block, &role, before_list, within, &mut nodes);
            at += 1;
        }
        nodes
    }

    /// The box that begins at a block: the widest one that is not open already.
    fn box_at(
        &self,
        text: &Text,
        range: Range<usize>,
        open: &[&str],
    ) -> Option<(&'a BoxRule, Range<usize>)> {
        let rules: &'a [BoxRule] = &self.job.layout.boxes;
        let mut found: Option<(&BoxRule, Range<usize>)> = None;
        for rule in rules.iter().filter(|rule| !open.contains(&rule.name.as_str())) {
            for part in rule.around.iter().filter_map(|name| text.part(name)) {
                let blocks = part.blocks.clone();
                let wider =
                    found.as_ref().is_none_or(|(_, old)| old.len() < blocks.len());
                if blocks.start == range.start && blocks.end <= range.end && wider {
                    found = Some((rule, blocks));
                }
            }
        }
        found
    }

    fn boxed(
        &mut self,
        text: &'a Text,
        part: Range<usize>,
        rule: &'a BoxRule,
        within: &Within<'a>,
        open: &mut Vec<&'a str>,
    ) -> Node<'a> {
        let mut inner = within.clone();
        inner.styles.push(&rule.style);
        inner.ground = rule.ground.clone().or(inner.ground);
        let nodes = self.blocks(text, part, &inner, open);
        let paint = self.paint(
            rule.ground.as_deref(),
            rule.bar.as_ref(),
            rule.column_bar.as_ref(),
        );
        Node::Box(Boxed { rule, paint, rows: in_columns(nodes, rule.columns) })
    }

    /// What a box or frame paints in this theme.
    pub fn paint(
        &self,
        ground: Option<&str>,
        bar: Option<&crate::model::Bar>,
        column_bar: Option<&crate::model::Bar>,
    ) -> BoxPaint {
        let theme = self.job.theme;
        let color = |bar: &crate::model::Bar| theme.color(&bar.color);
        // The lightest ground is marked by rules in the primary colour, any other in its own.
        let ruled =
            |role: &str| theme.color(if role == "ground" { "primary" } else { role });
        BoxPaint {
            ground: ground.filter(|_| theme.grounds).map(|role| theme.color(role)),
            bar: bar.map(color),
            column_bar: column_bar.map(color),
            ruled: ground.filter(|_| !theme.grounds).map(ruled),
        }
    }

    /// The role of a block: what the text's structure and marks make of it. `alone`: the
    /// frame shows just this block.
    fn role(&self, text: &Text, at: usize, alone: bool) -> String {
        let block = &text.blocks[at];
        if let BlockKind::Heading { level, .. } = block.kind {
            return if level <= text.title_level() { "title" } else { "heading" }
                .to_owned();
        }
        let own = at..at + 1;
        let mut parts = text.parts.iter().filter(|part| part.blocks == own);
        let named = parts.find(|part| {
            let role = part.marked || (alone && part.name == "lead");
            role && self.job.layout.style(&part.name).is_some()
        });
        if let Some(part) = named {
            return part.name.clone();
        }
        if leads(text, at) {
            return "lead".to_owned();
        }
        match block.kind {
            BlockKind::List { start: Some(_), .. } => "rule",
            BlockKind::List { .. } => "list",
            BlockKind::Table { .. } => "table",
            BlockKind::Quote { .. } => "quote",
            BlockKind::Code { .. } => "code",
            _ => "body",
        }
        .to_owned()
    }

    /// The style that a role is set in here.
    fn style(&self, role: &str, maps: &[&StyleMap]) -> Arc<Style> {
        let mut name = role;
        for map in maps.iter().rev() {
            let own =
                map.by_role.iter().find(|(of, _)| of == role).map(|(_, style)| style);
            if let Some(style) = own.or(map.all.as_ref()) {
                name = style;
                break;
            }
        }
        let find = |name: &str| self.styles.iter().find(|style| style.name == name);
        let style = find(name)
            .or_else(|| find("body"))
            .cloned()
            .unwrap_or_else(|| Arc::new(Style::plain("body")));
        match self.align {
            Some(align) if align != style.align => {
                Arc::new(Style { align, ..(*style).clone() })
            }
            _ => style,
        }
    }

    fn color(&self, role: &str, ground: Option<&str>) -> Color {
        let reversed = matches!(ground, Some("primary" | "alert" | "ink"));
        let theme = self.job.theme;
        theme.color(if reversed && theme.grounds { "paper" } else { role })
    }

    fn block(
        &mut self,
        text: &'a Text,
        block: &'a Block,
        role: &str,
        before_list: bool,
        within: &Within<'a>,
        nodes: &mut Vec<Node<'a>>,
    ) {
        let style = self.style(role, &within.styles);
        match &block.kind {
            BlockKind::Heading { level, inline } => {
                let depth = self.heading_level(text, *level, within.text);
                let tag = self.tags.add(within.parent, Role::Heading(depth));
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
                let tag = self.tags.add(within.parent, Role::Paragraph);
                let mut para = self.para(inline, &style, tag, within);
                para.keep = before_list || style.name == "letterhead";
                nodes.push(Node::Para(para));
            }
            BlockKind::List { start, items } => {
                nodes.push(self.list(text, *start, items, &style, within));
            }
            BlockKind::Quote { blocks } => {
                let parent = self.tags.add(within.parent, Role::Quote);
                let inner = Within { parent, ..within.clone() };
                for block in blocks {
                    self.block(text, block, "quote", false, &inner, nodes);
                }
            }
            BlockKind::Table { columns, head, rows } => {
                let table = self.tags.add(within.parent, Role::Table);
                let mut all = Vec::new();
                for (index, cells) in std::iter::once(head).chain(rows).enumerate() {
                    let row = self.tags.add(table, Role::Row);
                    let name = if index == 0 { "table-head" } else { role };
                    let style = self.style(name, &within.styles);
                    let cells = cells.iter().map(|inline| {
                        let role = if index == 0 { Role::HeaderCell } else { Role::Cell };
                        let tag = self.tags.add(row, role);
                        self.para(inline, &style, tag, within)
                    });
                    all.push(cells.collect());
                }
                let ink = self.color("ink", within.ground.as_deref());
                nodes.push(Node::Table(Table {
                    style,
                    columns: columns.clone(),
                    rows: all,
                    ink,
                }));
            }
            BlockKind::Image { image, alt } => {
                let tag = self.tags.add(within.parent, Role::Figure(alt.clone()));
                nodes.push(Node::Picture { image: Arc::clone(image), tag });
            }
            BlockKind::Break => {
                nodes.push(Node::Hairline {
                    color: self.color("ink", within.ground.as_deref()),
                });
            }
        }
    }

    /// A letterhead directly above a title goes to the new page with it.
    fn move_page_break(&self, title: &mut Para<'a>, nodes: &mut [Node<'a>]) {
        if let Some(Node::Para(before)) = nodes.last_mut() {
            if title.new_page && before.style.name == "letterhead" {
                before.new_page = true;
                title.new_page = false;
            }
        }
    }

    /// Levels 1 to 6 without gaps, whatever level the text begins at.
    fn heading_level(&mut self, text: &Text, level: u8, index: usize) -> u8 {
        let own = level.saturating_sub(text.title_level()) + 1;
        let depth = own.min(self.level[index] + 1).clamp(1, 6);
        self.level[index] = depth;
        depth
    }

    fn para(
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
            color: self.color(&style.color, within.ground.as_deref()),
            tag: Some(tag),
            inline: Some(inline),
            keep: false,
            new_page: false,
            should: None,
        }
    }

    /// Reports a character that no face has.
    fn missing(&mut self, character: char, place: Option<(&Text, Range<usize>)>) {
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

    fn list(
        &mut self,
        text: &'a Text,
        start: Option<u64>,
        items: &'a [ListItem],
        style: &Arc<Style>,
        within: &Within<'a>,
    ) -> Node<'a> {
        let numbered = start.is_some();
        let numbering = if numbered { Numbering::Decimal } else { Numbering::Bullet };
        let tag = self.tags.add(within.parent, Role::List(numbering));
        let mut list = List {
            style: Arc::clone(style),
            items: Vec::new(),
            depth: within.depth,
            rtl: false,
            ink: self.color("ink", within.ground.as_deref()),
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
                self.item_block(text, block, role, &map, &inner, &mut nodes);
            }
            if index == 0 && within.first_lines {
                if let Some(Node::Para(para)) = nodes.first_mut() {
                    para.should = style.first_lines;
                }
            }
            if let Some(Node::Para(para)) = nodes.first() {
                list.rtl |= para.shaped.rtl;
            }
            list.items.push(Item { marker, nodes });
        }
        Node::List(list)
    }

    /// A block of an item: its words in the list's style, a list in it in the plain style.
    fn item_block(
        &mut self,
        text: &'a Text,
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
            nodes.push(self.list(text, *start, items, &Arc::new(style), within));
            return;
        }
        match &block.kind {
            BlockKind::Paragraph { inline } | BlockKind::Code { inline } => {
                let style = self.style(list_style.all.as_deref().unwrap_or(role), &[]);
                let tag = self.tags.add(within.parent, Role::Paragraph);
                nodes.push(Node::Para(self.para(inline, &style, tag, within)));
            }
            _ => self.block(text, block, role, false, within, nodes),
        }
    }

    fn marker(
        &mut self,
        number: Option<u64>,
        item: TagId,
        style: &Arc<Style>,
        within: &Within<'a>,
    ) -> MarkerNode<'a> {
        if style.marker == Marker::None {
            return MarkerNode::None;
        }
        let tag = self.tags.add(item, Role::Label);
        let color = self.color(&style.marker_color, within.ground.as_deref());
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
                self.color(&style.color, within.ground.as_deref())
            },
            tag: Some(tag),
            links: Vec::new(),
            inline: None,
            keep: false,
            new_page: false,
            should: None,
        }))
    }

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
                let tag = (!late).then(|| self.tags.add(TagId::DOCUMENT, role));
                self.sentence(words, &style, tag, ground, frame)
            })
            .collect()
    }

    fn sentence(
        &mut self,
        words: &str,
        style: &Arc<Style>,
        tag: Option<TagId>,
        ground: Option<&str>,
        frame: &Frame,
    ) -> Node<'a> {
        let emphasis = if style.bold_digits { digits(words) } else { Vec::new() };
        let lang = self.job.lang();
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
            color: self.color(&style.color, ground),
            tag,
            links: Vec::new(),
            inline: None,
            keep: false,
            new_page: false,
            should: None,
        })
    }

    /// A sentence with its details; `None` if one is missing.
    fn fill(&self, sentence: &str, pages: Option<(usize, usize)>) -> Option<String> {
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

    fn drawing(&mut self, frame: &'a Frame, drawing: &'a Drawing) -> Node<'a> {
        let mut heads = Vec::new();
        if let DrawingKind::Rows { columns, .. } = &drawing.kind {
            let style = self.style("table-head", &[&frame.style]);
            for (head, _) in columns {
                let tag = self.tags.add(TagId::DOCUMENT, Role::Paragraph);
                if let Node::Para(para) =
                    self.sentence(head, &style, Some(tag), None, frame)
                {
                    heads.push(para);
                }
            }
        }
        Node::Drawing(DrawingNode {
            drawing,
            color: self.job.theme.color(&drawing.color),
            heads,
        })
    }
}

/// Whether a paragraph leads into the list below it: it ends with a colon.
fn leads(text: &Text, at: usize) -> bool {
    let list =
        matches!(text.blocks.get(at + 1).map(|b| &b.kind), Some(BlockKind::List { .. }));
    match &text.blocks[at].kind {
        BlockKind::Paragraph { inline } => {
            list && inline.text.trim_end().ends_with([':', '\u{ff1a}', '\u{589}'])
        }
        _ => false,
    }
}

/// Whether sentences speak of pages, which are counted only at the end.
pub fn is_late(sentences: &[String]) -> bool {
    sentences.iter().any(|s| s.contains("{page}") || s.contains("{pages}"))
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

/// Lists with their headings, side by side: rows of columns. A single one takes the whole
/// width.
fn in_columns(nodes: Vec<Node<'_>>, columns: usize) -> Vec<Vec<Vec<Node<'_>>>> {
    let mut groups: Vec<Vec<Node<'_>>> = Vec::new();
    let mut headed = false;
    for node in nodes {
        let heading = matches!(&node, Node::Para(para) if para.keep);
        let begins = heading || (matches!(node, Node::List(_)) && !headed);
        if columns > 1 && (begins || groups.is_empty()) {
            groups.push(Vec::new());
        }
        if groups.is_empty() {
            groups.push(Vec::new());
        }
        headed = heading;
        groups.last_mut().expect("there is a group").push(node);
    }
    let mut rows = Vec::new();
    while !groups.is_empty() {
        let rest = groups.split_off(columns.min(groups.len()));
        rows.push(groups);
        groups = rest;
    }
    rows
}
