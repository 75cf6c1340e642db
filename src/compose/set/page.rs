//! A page of a piece that is set: its faces, their grounds, and the rows of their frames.

use std::ops::Range;
use std::sync::Arc;

use super::Composition;
use super::ground::{Ground, deco, layout_item};
use crate::compose::galley::{BoxPaint, Node};
use crate::compose::regions;
use crate::compose::rows::{Ink, InkKind, Row, Rows, Setter, Setting, ruled_weights};
use crate::compose::sheet::{Face, Solved, panel_rects};
use crate::compose::{draw, paint};
use crate::model::{BoxRule, Content, Theme, VAlign};
use crate::page::{Artifact, Color, Item, Layer, Mark, Page, Path, Shape, Stroke};
use crate::unit::{Matrix, Point, Pt, Rect, Scale, Size};

impl Composition<'_, '_> {
    /// Paints a page, counted from 0.
    pub fn page(&self, page: usize) -> Page {
        self.page_in(self.prepared.job.theme, page)
    }

    /// Paints a page in another theme: nothing but its colours and grounds is different.
    pub fn page_in(&self, theme: &Theme, page: usize) -> Page {
        let job = self.prepared.job;
        let back = self.backs && page == 1;
        let mut layers: Vec<Layer> = Vec::new();
        let mut painted: Vec<(&str, Size, Arc<Vec<Item>>)> = Vec::new();
        for (at, face) in self.prepared.faces.iter().enumerate() {
            if face.panel.back != back {
                continue;
            }
            let items = Arc::new(self.face(theme, at, page));
            painted.push((&face.panel.name, face.size, Arc::clone(&items)));
            let matrix = Matrix::place(face.at, face.size, face.panel.turn);
            layers.push(Layer::new(matrix, items));
        }
        for (panel, rect) in job.layout.panels.iter().zip(panel_rects(job)) {
            let Some(name) = panel.repeat.as_deref().filter(|_| panel.back == back)
            else {
                continue;
            };
            if let Some((_, size, items)) = painted.iter().find(|(own, ..)| *own == name)
            {
                let at = Point { x: rect.x, y: rect.y };
                let matrix = Matrix::place(at, *size, panel.turn);
                layers.push(Layer {
                    repeat: true,
                    ..Layer::new(matrix, Arc::clone(items))
                });
            }
        }
        layers.extend(self.folds());
        layers.retain(|layer| !layer.items.is_empty());
        let (trim, bleed) = (job.layout.sheet(), job.bleed.unwrap_or(0.0));
        Page { trim, bleed, slug: 0.0, layers }
    }

    /// Ticks at the edges of the sheet where it is folded.
    fn folds(&self) -> Option<Layer> {
        /// Length and weight of a tick, and its dashes.
        const TICK: (Pt, Pt, Pt) = (22.0, 0.6, 3.0);
        let layout = self.prepared.job.layout;
        let sheet = layout.sheet();
        let scale = |whole| Scale { em: 0.0, b: 0.0, s: sheet.short(), whole };
        let stroke =
            || Stroke { color: Color::BLACK, width: TICK.1, dash: vec![TICK.2, TICK.2] };
        let mut items = Vec::new();
        let mut tick = |from: Point, to: Point| {
            items.push(Item {
                mark: Mark::Artifact(Artifact::Page),
                shape: Shape::Path(Path::line(from, to, stroke())),
            });
        };
        let point = |x, y| Point { x, y };
        for fold in &layout.folds_across {
            let y = fold.at(&scale(sheet.h));
            tick(point(0.0, y), point(TICK.0, y));
            tick(point(sheet.w - TICK.0, y), point(sheet.w, y));
        }
        for fold in &layout.folds_along {
            let x = fold.at(&scale(sheet.w));
            tick(point(x, 0.0), point(x, TICK.0));
            tick(point(x, sheet.h - TICK.0), point(x, sheet.h));
        }
        (!items.is_empty()).then(|| Layer::new(Matrix::IDENTITY, Arc::new(items)))
    }

    /// Paints a face of a page: grounds first, then the frames in reading order.
    fn face(&self, theme: &Theme, at: usize, page: usize) -> Vec<Item> {
        let face = &self.prepared.faces[at];
        let solved = self.on(at, page);
        let mut items = Vec::new();
        let ground = Ground {
            face,
            bleed: self.prepared.job.bleed,
            sheet: self.prepared.job.layout.sheet(),
            theme,
        };
        self.grid_boxes(face, solved, &ground, &mut items);
        for (index, rect, own) in &solved.frames {
            let frame = self.prepared.frames[*index].frame;
            let range = self.range(*index, at, page);
            let flows = self.flows.contains_key(index);
            if flows && range.is_empty() {
                continue;
            }
            let setting = Setting { own: *own, ..self.setting(face) };
            let paint = self.prepared.frames[*index].paint;
            let deco = deco(paint, frame.bar.as_ref(), &frame.ruled, &setting);
            ground.paint(*rect, &deco, true, &mut items);
            self.frame(*index, (at, page), range, &ground, &mut items);
        }
        items
    }

    /// Boxes around frames, and the bars that stand for those that are empty.
    fn grid_boxes(
        &self,
        face: &Face<'_>,
        solved: &Solved,
        ground: &Ground<'_, '_>,
        items: &mut Vec<Item>,
    ) {
        let setting = self.setting(face);
        let frames = &self.prepared.frames;
        let paint = |rule: &BoxRule| {
            BoxPaint::new(rule.ground.as_deref(), rule.bar.as_ref(), None)
        };
        for rule in &self.prepared.job.layout.boxes {
            let inside = solved
                .frames
                .iter()
                .filter(|(index, ..)| rule.frames.contains(&frames[*index].frame.name));
            let Some(rect) = inside.map(|(_, rect, _)| *rect).reduce(Rect::union) else {
                continue;
            };
            // A box around columns of a row stands over the whole row.
            let (left, right) = (face.margin.left, face.size.w - face.margin.right);
            let wide = Rect { x: rect.x.min(left), w: right - rect.x.min(left), ..rect };
            let deco = deco(paint(rule), rule.bar.as_ref(), &rule.ruled, &setting);
            ground.paint(wide, &deco, true, items);
        }
        for (rule, rect) in &solved.empty {
            let rule = &self.prepared.job.layout.boxes[*rule];
            let weight = ruled_weights(&rule.ruled, &setting).0;
            let role = rule.ground.as_deref().unwrap_or("primary");
            let color = ground.theme.color(role);
            let right = face.size.w - face.margin.right;
            let line = Rect {
                x: face.margin.left,
                w: right - face.margin.left,
                h: weight,
                ..*rect
            };
            items.push(layout_item(Path::rect(line, color)));
        }
    }

    /// Paints a frame's rows, and what stands behind them.
    fn frame(
        &self,
        index: usize,
        (at, page): (usize, usize),
        range: Range<usize>,
        ground: &Ground<'_, '_>,
        items: &mut Vec<Item>,
    ) {
        let prepared = self.prepared;
        let face = &prepared.faces[at];
        let filled = &prepared.frames[index];
        let own =
            self.on(at, page).frames.iter().find(|(f, ..)| *f == index).and_then(|f| f.2);
        let setting = Setting { own, ..self.setting(face) };
        let (region, room) = prepared.region(face, self.on(at, page), index, &setting);
        let setting = Setting { room, theme: ground.theme, ..setting };
        if let Content::Image { .. } = filled.frame.content {
            paint_picture(&filled.nodes, region, page > 0 && !self.backs, items);
            return;
        }
        if filled.late {
            self.page_number(index, page, region, &setting, items);
            return;
        }
        let Some(rows) = self.rows.get(&index) else { return };
        let head = rows.head_height(range.start);
        let region = Rect { y: region.y + head, h: region.h - head, ..region };
        let ends = filled.flow && range.end == rows.rows.len();
        let mut height = region.h - if ends { rows.end } else { 0.0 };
        if self.found.many
            && self.flows.contains_key(&index)
            && self.is_last(rows, &range)
        {
            height = 0.0; // The last page of a long text keeps the spaces of the others.
        }
        let tops =
            regions::spread(rows, range.clone(), height, filled.frame.stretch_after);
        let free = region.h
            - tops.last().map_or(0.0, |top| top + rows.rows[range.end - 1].height);
        let down = match filled.frame.valign {
            VAlign::Top => 0.0,
            VAlign::Middle => free / 2.0,
            VAlign::Bottom => free,
        };
        let first = range.start;
        let top = |row: usize| region.y + down + tops[row - first];
        for deco in
            rows.decos.iter().filter(|d| d.from < range.end && d.to >= range.start)
        {
            let from = deco.from.max(range.start);
            let to = deco.to.min(range.end - 1);
            let y = top(from);
            let end = top(to) + rows.rows[to].height;
            let rect = Rect { x: region.x, y, w: region.w, h: end - y };
            ground.paint(rect, deco, from == deco.from, items);
        }
        // What stands on every page is read once, on the first.
        let repeated = page > 0 && !self.backs && !self.flows.contains_key(&index);
        if let Some(own) = rows.head(first) {
            let mut y = region.y + down - head;
            for row in own.rows.clone() {
                y += if row > own.rows.start { rows.rows[row].gap.base } else { 0.0 };
                let at = Point { x: region.x, y };
                paint_row(&rows.rows[row], at, region, true, &setting, items);
                y += rows.rows[row].height;
            }
        }
        for row in range {
            let at = Point { x: region.x, y: top(row) };
            paint_row(&rows.rows[row], at, region, repeated, &setting, items);
        }
    }

    /// Whether a page is the last of its section.
    fn is_last(&self, rows: &Rows<'_>, range: &Range<usize>) -> bool {
        range.start > 0 && rows.rows.get(range.end).is_none_or(|row| row.new_page)
    }

    /// A sentence with the number of the page.
    fn page_number(
        &self,
        index: usize,
        page: usize,
        region: Rect,
        setting: &Setting<'_>,
        items: &mut Vec<Item>,
    ) {
        let filled = &self.prepared.frames[index];
        let Content::Say { sentences, join } = &filled.frame.content else { return };
        let nodes = self.prepared.builder.borrow_mut().say(
            filled.frame,
            sentences,
            join.as_deref(),
            filled.frame.ground.as_deref(),
            Some(self.prepared.job.layout.numbered(page, self.pages())),
        );
        let rows = Setter::set(&nodes, region.w, *setting, Pt::INFINITY);
        // A number wider than the one it was fitted with keeps its place.
        let Ok(rows) = rows else { return };
        let range = 0..rows.rows.len();
        let tops = regions::spread(&rows, range.clone(), region.h, 0.0);
        for row in range {
            let at = Point { x: region.x, y: region.y + tops[row] };
            paint_row(&rows.rows[row], at, region, true, setting, items);
        }
    }
}

fn paint_row(
    row: &Row<'_>,
    at: Point,
    region: Rect,
    repeated: bool,
    setting: &Setting<'_>,
    items: &mut Vec<Item>,
) {
    for ink in &row.ink {
        if let Ink { x, kind: InkKind::Drawing { node }, .. } = ink {
            let rect =
                Rect { x: at.x + x, y: at.y, w: region.w - x, h: region.bottom() - at.y };
            draw::draw(node, rect, setting, items);
        } else {
            paint::ink(setting, ink, at, repeated, items);
        }
    }
}

/// A picture as large as its frame holds, in the middle of it.
fn paint_picture(
    nodes: &[Node<'_>],
    region: Rect,
    repeated: bool,
    items: &mut Vec<Item>,
) {
    for node in nodes {
        let Node::Picture { image, tag } = node else { continue };
        let (w, h) = (Pt::from(image.width), Pt::from(image.height));
        let scale = (region.w / w).min(region.h / h).max(0.0);
        let rect = Rect {
            x: region.x + (region.w - w * scale) / 2.0,
            y: region.y + (region.h - h * scale) / 2.0,
            w: w * scale,
            h: h * scale,
        };
        let mark =
            if repeated { Mark::Artifact(Artifact::Pagination) } else { Mark::Tag(*tag) };
        let picture = crate::page::Picture { image: Arc::clone(image), rect };
        items.push(Item { mark, shape: Shape::Image(picture) });
    }
}
