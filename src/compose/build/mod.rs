//! Fills the galley: finds what each frame shows, gives every block its style and element,
//! and shapes it.

mod blocks;
mod say;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::compose::Job;
use crate::compose::galley::{BoxPaint, Boxed, Node};
use crate::compose::shape::Typesetter;
use crate::diag::{Diagnostic, Report};
use crate::model::{Align, BlockKind, BoxRule, Content, Frame, Style, StyleMap, Text};
use crate::page::{Role, Tag, TagId, Tags};

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
    /// For each text, the levels of the headings that the present one stands below.
    levels: Vec<Vec<u8>>,
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
    /// The innermost part around it, by name.
    part: Option<&'a str>,
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
            levels: vec![Vec::new(); job.texts.len()],
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
                    part: None,
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
            let within = &Within { part: part_of(text, at), ..within.clone() };
            let role = self.role(text, at, range.len() == 1);
            let before_list = matches!(block.kind, BlockKind::Paragraph { .. })
                && at + 1 < range.end
                && matches!(text.blocks[at + 1].kind, BlockKind::List { .. });
            self.block(block, &role, before_list, within, &mut nodes);
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
        let paint = BoxPaint::new(
            rule.ground.as_deref(),
            rule.bar.as_ref(),
            rule.column_bar.as_ref(),
        );
        Node::Box(Boxed { rule, paint, rows: in_columns(nodes, rule.columns) })
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

/// The name of the innermost part that a block is in: a marked one before a built-in one.
fn part_of(text: &Text, at: usize) -> Option<&str> {
    let around = text.parts.iter().filter(|part| part.blocks.contains(&at));
    let inner = around.min_by_key(|part| (!part.marked, part.blocks.len()));
    inner.map(|part| part.name.as_str())
}

/// Whether sentences speak of pages, which are counted only at the end.
pub fn is_late(sentences: &[String]) -> bool {
    sentences.iter().any(|s| s.contains("{page}") || s.contains("{pages}"))
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
