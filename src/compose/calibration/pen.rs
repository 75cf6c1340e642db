//! Words and lines, set by hand.

use super::Inks;
use crate::font::{Book, Shaper};
use crate::page::{
    Artifact, Color, FaceId, Item, Mark, Path, Run, Shape, Stroke, TagId, Tags,
};
use crate::unit::{Point, Pt, Rect};

/// The embedded regular face.
pub const REGULAR: FaceId = FaceId(0);
/// The embedded bold face.
pub const BOLD: FaceId = FaceId(1);

/// How words look.
#[derive(Clone, Copy)]
pub struct Style {
    /// The face.
    pub face: FaceId,
    /// The size in points.
    pub size: Pt,
    /// From baseline to baseline, by the size.
    pub leading: f64,
    /// The colour.
    pub color: Color,
}

/// What draws the sheet.
pub struct Pen<'a> {
    book: &'a Book,
    shaper: Shaper,
    items: Vec<Item>,
    /// The colours.
    pub inks: Inks,
    /// The structure tree.
    pub tags: Tags,
}

impl<'a> Pen<'a> {
    /// A pen over an empty page.
    pub fn new(book: &'a Book, inks: Inks) -> Self {
        let (items, tags) = (Vec::new(), Tags::default());
        Self { book, shaper: Shaper::default(), items, inks, tags }
    }

    /// What was drawn; the page is empty again.
    pub fn take(&mut self) -> Vec<Item> {
        std::mem::take(&mut self.items)
    }

    /// The height of a style's capitals.
    pub fn cap(&self, style: Style) -> Pt {
        f64::from(self.book.face(style.face).cap_height) * style.size
    }

    /// How wide words are.
    pub fn width(&mut self, words: &str, style: Style) -> Pt {
        self.run(words, style, (0.0, 0.0)).width()
    }

    fn run(&mut self, words: &str, style: Style, (x, y): (Pt, Pt)) -> Run {
        let look = (style.face, style.size, style.color);
        self.shaper.line(self.book, look, Point { x, y }, words)
    }

    /// A line of words on a baseline.
    pub fn line(&mut self, words: &str, style: Style, at: (Pt, Pt), mark: Mark) {
        let run = self.run(words, style, at);
        self.items.push(Item { mark, shape: Shape::Text(run) });
    }

    /// A label that nobody hears, in the middle of `x`.
    pub fn label(&mut self, words: &str, style: Style, (x, y): (Pt, Pt)) {
        let half = self.width(words, style) / 2.0;
        self.line(words, style, (x - half, y), Mark::Artifact(Artifact::Page));
    }

    /// Words broken into lines, from the capitals of the first; the baseline of the last.
    pub fn paragraph(
        &mut self,
        words: &str,
        style: Style,
        (x, top): (Pt, Pt),
        measure: Pt,
        tag: TagId,
    ) -> Pt {
        let mut lines = vec![String::new()];
        for word in words.split_inclusive(' ') {
            let last = lines.last_mut().expect("there is a first line");
            let longer = format!("{last}{word}");
            if last.is_empty() || self.width(longer.trim_end(), style) <= measure {
                *last = longer;
            } else {
                lines.push(word.to_owned());
            }
        }
        let mut y = top + self.cap(style);
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                y += style.size * style.leading;
            }
            self.line(line, style, (x, y), Mark::Tag(tag));
        }
        y
    }

    /// A straight line.
    pub fn stroke(&mut self, from: Point, to: Point, width: Pt, color: Color) {
        let stroke = Stroke { color, width, dash: Vec::new() };
        self.draw(Path::line(from, to, stroke));
    }

    /// A bar.
    pub fn rule(&mut self, r: Rect, color: Color) {
        self.draw(Path::rect(r, color));
    }

    /// The outline of a rectangle, within it.
    pub fn frame(&mut self, r: Rect, width: Pt, color: Color) {
        let half = width / 2.0;
        let inner = Rect { x: r.x + half, y: r.y + half, w: r.w - width, h: r.h - width };
        let mut path = Path::rect(inner, color);
        path.fill = None;
        path.stroke = Some(Stroke { color, width, dash: Vec::new() });
        self.draw(path);
    }

    fn draw(&mut self, path: Path) {
        let mark = Mark::Artifact(Artifact::Page);
        self.items.push(Item { mark, shape: Shape::Path(path) });
    }
}
