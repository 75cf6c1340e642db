//! The drawings of the plan: paper to buy, what is cut, what is folded, a poster to hang.
//!
//! They are made of the sheets' own proportions: outlines in ink, card in the ground's colour,
//! glue and lines of text in the mid one, dashes for what is cut or folded.

mod cutting;
mod folding;
#[cfg(test)]
mod tests;

use super::marks::Marks;
use super::tile::DASH;
use super::{CardSheet, FoldSheet};
use crate::font::Book;
use crate::model::Theme;
use crate::page::Layer;
use crate::unit::{Point, Pt, Rect, Size};

/// The width and height of a frame on which lengths are as they are written here.
const FIELD: (Pt, Pt) = (246.0, 97.0);
/// The outline of paper.
const OUTLINE: Pt = 0.9;
/// The edges of cards that are cut already.
const FINE: Pt = 0.6;
/// Words beside a drawing.
const WORDS: Pt = 9.0;
/// More stacks of paper than this are not drawn: the words name them all.
const STACKS: usize = 4;

/// A stack of paper to buy.
#[derive(Clone, Debug)]
pub struct Stack {
    /// One sheet.
    pub size: Size,
    /// How many.
    pub count: usize,
    /// Whether it is card.
    pub card: bool,
    /// What it is called beside its number.
    pub name: String,
    /// The cards on it, where it is cut already.
    pub cells: Option<CardSheet>,
}

/// Something to cut.
#[derive(Clone, Debug)]
pub enum Cutting {
    /// A tile.
    Tile(CutTile),
    /// A sheet of cards, from mark to mark.
    Cards(CardSheet),
    /// The one cut of a zine.
    Zine(FoldSheet),
    /// A sheet of cards that only come apart.
    Apart(CardSheet),
}

/// Something to fold.
#[derive(Clone, Debug)]
pub enum Folding {
    /// The folds of a layout.
    Layout(Folded),
    /// So many sheets that are folded together.
    Sheets(FoldSheet, usize),
}

/// A tile to cut.
#[derive(Clone, Debug)]
pub struct CutTile {
    /// Its sheet.
    pub sheet: Size,
    /// Where the cuts meet.
    pub corner: Point,
    /// What is seen of it in the poster.
    pub seen: Size,
    /// How far the next one lies on it.
    pub glue: Pt,
    /// What it is called.
    pub name: String,
}

/// A sheet to fold.
#[derive(Clone, Debug)]
pub struct Folded {
    /// The sheet.
    pub sheet: Size,
    /// Folds across it, from the top.
    pub across: Vec<Pt>,
    /// Folds along it, from the left.
    pub along: Vec<Pt>,
    /// Whether it stands on a table then.
    pub stands: bool,
}

/// A poster to hang.
#[derive(Clone, Debug)]
pub struct Hung {
    /// Its size.
    pub size: Size,
    /// How far above the floor its middle is.
    pub height: String,
    /// How far away it can be read.
    pub reads_to: Option<String>,
}

/// What a packet needs drawn.
#[derive(Clone, Debug, Default)]
pub struct Drawings {
    /// Paper to buy.
    pub stacks: Vec<Stack>,
    /// What is cut.
    pub cutting: Option<Cutting>,
    /// What is folded: one is drawn with what it becomes, several with their folds.
    pub folding: Vec<Folding>,
    /// What is hung.
    pub hung: Option<Hung>,
}

impl Drawings {
    /// Every word that stands in the drawings.
    pub fn phrases(&self) -> Vec<String> {
        let mut all = Vec::new();
        for stack in &self.stacks {
            all.extend([stack.count.to_string(), stack.name.clone()]);
        }
        match &self.cutting {
            Some(Cutting::Tile(tile)) => {
                all.extend([tile.name.clone(), CUT.into(), GLUE.into()]);
            }
            Some(Cutting::Cards(_) | Cutting::Zine(_)) => all.push(CUT.into()),
            Some(Cutting::Apart(_)) | None => {}
        }
        all.extend(folding::phrases(&self.folding));
        if let Some(hung) = &self.hung {
            all.extend([hung.height.clone(), READS.into()]);
            all.extend(hung.reads_to.clone());
        }
        all
    }
}

const CUT: &str = "cut here";
const GLUE: &str = "leave for the glue";
const READS: &str = "reads to";

/// Draws what a packet needs into the frames of its plan, and a line above every step.
pub fn drawings(
    what: &Drawings,
    frames: &[(String, Rect)],
    (book, theme): (&Book, &Theme),
) -> Vec<Layer> {
    let mut marks = Marks::new(book);
    let right = frames.iter().map(|(_, rect)| rect.right()).fold(0.0, Pt::max);
    for (name, rect) in frames {
        if matches!(name.as_str(), "buy" | "print" | "cut" | "fold" | "hang") {
            marks.color(theme.color("ink"));
            marks.line((rect.x, rect.y), (right, rect.y), super::marks::THIN, &[]);
        }
        let k = (rect.w / FIELD.0).min(rect.h / FIELD.1);
        let at = (rect.x, rect.y + 10.5 * k);
        let wide = rect.w / k;
        let mut pen = Pen { marks: &mut marks, theme, at, k, wide };
        match name.as_str() {
            "buy-picture" => pen.stacks(&what.stacks),
            "cut-picture" => what.cutting.iter().for_each(|own| pen.cutting(own)),
            "fold-picture" => pen.folding(&what.folding),
            "hang-picture" => what.hung.iter().for_each(|hung| pen.hung(hung)),
            _ => {}
        }
    }
    marks.layers()
}

/// Draws on the field of one frame.
struct Pen<'p, 'a> {
    marks: &'p mut Marks<'a>,
    theme: &'p Theme,
    at: (Pt, Pt),
    k: f64,
    /// How wide the frame is, in the field's lengths.
    wide: Pt,
}

impl Pen<'_, '_> {
    fn on(&self, (x, y): (Pt, Pt)) -> (Pt, Pt) {
        (self.at.0 + x * self.k, self.at.1 + y * self.k)
    }

    fn color(&mut self, role: &str) {
        self.marks.color(self.theme.color(role));
    }

    fn line(&mut self, from: (Pt, Pt), to: (Pt, Pt), width: Pt) {
        let (from, to) = (self.on(from), self.on(to));
        self.marks.line(from, to, width * self.k, &[]);
    }

    fn dashes(&mut self, from: (Pt, Pt), to: (Pt, Pt)) {
        let (from, to) = (self.on(from), self.on(to));
        self.marks.line(from, to, OUTLINE * self.k, &DASH);
    }

    fn fill(&mut self, r: Rect, role: &str) {
        self.color(role);
        let (x, y) = self.on((r.x, r.y));
        self.marks.fill(Rect { x, y, w: r.w * self.k, h: r.h * self.k });
    }

    /// A sheet of paper of a colour.
    fn shape(&mut self, corners: &[(Pt, Pt)], role: &str) {
        let corners: Vec<_> = corners.iter().map(|corner| self.on(*corner)).collect();
        self.color(role);
        self.marks.figure(&corners);
        self.color("ink");
        self.marks.outline(&corners, OUTLINE * self.k);
    }

    fn sheet(&mut self, r: Rect, role: &str) {
        let (right, foot) = (r.right(), r.bottom());
        self.shape(&[(r.x, r.y), (right, r.y), (right, foot), (r.x, foot)], role);
    }

    /// Words from a baseline's start; gives where they end.
    fn words(&mut self, at: (Pt, Pt), bold: bool, words: &str) -> Pt {
        self.color("ink");
        let at = self.on(at);
        let end = self.marks.words(at, WORDS * self.k, bold, words);
        (end - self.at.0) / self.k
    }

    fn width(&mut self, words: &str) -> Pt {
        self.marks.width(WORDS * self.k, false, words) / self.k
    }

    /// The cards of a sheet, in fine lines.
    fn cells(&mut self, sheet: &CardSheet, (left, top): (Pt, Pt), by: f64) {
        self.color("mid");
        for at in 0..sheet.count() {
            let r = sheet.slot(at);
            let (x, y, right, foot) = (r.x, r.y, r.right(), r.bottom());
            let corners = [(x, y), (right, y), (right, foot), (x, foot)];
            let corners = corners.map(|(x, y)| self.on((left + x * by, top + y * by)));
            self.marks.outline(&corners, FINE * self.k);
        }
    }

    /// Lines of text, so many of these lengths, between two sides.
    fn text(&mut self, (left, right): (Pt, Pt), top: Pt, step: Pt, lengths: &[f64]) {
        self.color("mid");
        for (at, length) in lengths.iter().enumerate() {
            let y = top + at as f64 * step;
            self.line((left, y), (left + (right - left) * length, y), 1.3);
        }
    }

    /// Stacks of paper, side by side, each with its number.
    fn stacks(&mut self, stacks: &[Stack]) {
        const HEIGHT: Pt = 49.0;
        let shown = &stacks[..stacks.len().min(STACKS)];
        let step = if shown.len() > 3 { FIELD.0 / shown.len() as f64 } else { 88.0 };
        for (at, stack) in shown.iter().enumerate() {
            let x = at as f64 * step;
            let by = (HEIGHT / stack.size.h).min((step - 16.0) / stack.size.w);
            let (w, h) = (stack.size.w * by, stack.size.h * by);
            let top = 6.4 + HEIGHT - h;
            let role = if stack.card { "ground" } else { "paper" };
            for below in (0..stack.count.min(3)).rev() {
                let off = 3.2 * below as f64;
                self.sheet(Rect { x: x + off, y: top - off, w, h }, role);
            }
            if let Some(cells) = &stack.cells {
                self.cells(cells, (x, top), by);
            }
            let end = self.words((x, 72.0), true, &stack.count.to_string());
            if end + 2.5 + self.width(&stack.name) < x + step {
                self.words((end + 2.5, 72.0), false, &stack.name);
            }
        }
    }

    fn arrow(&mut self, x: Pt, y: Pt) {
        self.color("ink");
        self.line((x, y), (x + 18.0, y), OUTLINE);
        let head = [(x + 17.0, y - 4.0), (x + 25.0, y), (x + 17.0, y + 4.0)];
        let head = head.map(|corner| self.on(corner));
        self.marks.figure(&head);
    }

    /// A poster on the wall, its middle at the eyes of who sits before it.
    fn hung(&mut self, own: &Hung) {
        let (floor, eyes) = (70.0, 28.0);
        self.color("ink");
        self.line((0.0, floor), (self.wide, floor), OUTLINE);
        let by = (54.0 / own.size.h).min(44.0 / own.size.w);
        let (w, h) = (own.size.w * by, own.size.h * by);
        let r = Rect { x: 45.0, y: eyes - h / 2.0, w, h };
        self.sheet(r, "paper");
        let inner = Rect { x: r.x + 0.45, y: r.y + 0.45, w: w - 0.9, h: h - 0.9 };
        self.fill(Rect { h: 0.24 * h, ..inner }, "primary");
        self.fill(Rect { y: r.y + 0.86 * h, h: 0.14 * h - 0.45, ..inner }, "ground");
        let top = r.y + 0.34 * h;
        self.text(
            (r.x + 4.0, r.right() - 4.0),
            top,
            0.11 * h,
            &[0.9, 1.0, 0.8, 0.95, 0.6],
        );
        self.color("ink");
        self.line((36.0, eyes), (36.0, floor), 0.5);
        self.line((31.0, eyes), (41.0, eyes), 0.5);
        self.words((0.0, 53.0), false, &own.height);
        self.person(eyes, floor);
        if let Some(far) = &own.reads_to {
            let from = r.right() + 8.0;
            self.color("ink");
            self.dashes((from, eyes), (190.0, eyes));
            let end = self.words((from + 14.0, eyes - 7.0), false, READS);
            self.words((end + 2.5, eyes - 7.0), true, far);
        }
    }

    /// Somebody on a chair.
    fn person(&mut self, eyes: Pt, floor: Pt) {
        self.color("ink");
        let x = 202.0;
        let centre = self.on((x, eyes));
        self.marks.ring(centre, 2.9 * self.k, 5.8 * self.k);
        self.line((x, eyes + 7.5), (x, eyes + 28.0), 5.6);
        self.line((x + 2.8, eyes + 25.2), (x - 14.0, eyes + 25.2), 5.6);
        self.line((x - 12.2, eyes + 24.0), (x - 12.2, floor - 0.4), 4.6);
        self.line((x - 18.0, floor - 2.2), (x - 9.9, floor - 2.2), 4.0);
        self.line((x - 4.0, eyes + 30.0), (x + 11.0, eyes + 30.0), OUTLINE);
        self.line((x - 4.0, eyes + 30.0), (x - 4.0, floor), OUTLINE);
        self.line((x + 11.0, eyes + 6.0), (x + 11.0, floor), OUTLINE);
    }
}
