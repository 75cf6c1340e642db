//! The pen that draws what stands beside the art: lines, points, rings and single lines of
//! words. All of it is artifact: who listens hears the text, not the marks.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::font::{Book, Shaper, Want};
use crate::page::{
    Artifact, Color, Item, Layer, Mark, Path, Run, Segment, Shape, Stroke,
};
use crate::unit::{Matrix, Point, Pt, Rect};

/// The weight of thin lines.
pub(super) const THIN: Pt = 0.5;

/// How far from its centre a circle's control points stand (a quarter circle as one cubic).
const ROUND: f64 = 0.552_284_75;

/// A straight line, from and to.
pub(super) type Straight = ((Pt, Pt), (Pt, Pt));

/// Draws marks on a sheet.
pub(super) struct Marks<'a> {
    book: &'a Book,
    shaper: Shaper,
    items: Vec<Item>,
    layers: Vec<Layer>,
    color: Color,
    /// What stands on many sheets, drawn once.
    stamps: BTreeMap<&'static str, Arc<Vec<Item>>>,
    /// Words that were set already, in the size of one point, plain and bold: most stand on
    /// many sheets.
    set: [BTreeMap<String, Run>; 2],
}

impl<'a> Marks<'a> {
    pub(super) fn new(book: &'a Book) -> Self {
        Self {
            book,
            shaper: Shaper::default(),
            items: Vec::new(),
            layers: Vec::new(),
            color: Color::BLACK,
            stamps: BTreeMap::new(),
            set: Default::default(),
        }
    }

    /// What was drawn on a sheet; the next one begins.
    pub(super) fn layers(&mut self) -> Vec<Layer> {
        self.turned(Matrix::IDENTITY, |_| {});
        let mut layers = std::mem::take(&mut self.layers);
        layers.retain(|layer| !layer.items.is_empty());
        layers
    }

    /// Puts what `draw` draws on the sheet, as far as the window shows it. It is drawn for
    /// the first sheet and stands in the file once.
    pub(super) fn stamp(
        &mut self,
        name: &'static str,
        matrix: Matrix,
        window: Rect,
        draw: impl FnOnce(&mut Self),
    ) {
        if !self.stamps.contains_key(name) {
            let (kept, color) = (std::mem::take(&mut self.items), self.color);
            draw(self);
            let items = std::mem::replace(&mut self.items, kept);
            self.color = color;
            self.stamps.insert(name, Arc::new(items));
        }
        let items = Arc::clone(&self.stamps[name]);
        let clip = Some(window);
        self.turned(Matrix::IDENTITY, |_| {});
        self.layers.push(Layer { repeat: true, clip, ..Layer::new(matrix, items) });
    }

    /// The colour of what follows.
    pub(super) fn color(&mut self, color: Color) {
        self.color = color;
    }

    /// Draws on a face of its own, turned or moved by `matrix`.
    pub(super) fn turned(&mut self, matrix: Matrix, draw: impl FnOnce(&mut Self)) {
        let items = std::mem::take(&mut self.items);
        self.layers.push(Layer::new(Matrix::IDENTITY, Arc::new(items)));
        draw(self);
        let items = std::mem::take(&mut self.items);
        self.layers.push(Layer::new(matrix, Arc::new(items)));
    }

    fn put(&mut self, shape: Shape) {
        self.items.push(Item { mark: Mark::Artifact(Artifact::Page), shape });
    }

    pub(super) fn line(&mut self, from: (Pt, Pt), to: (Pt, Pt), width: Pt, dash: &[Pt]) {
        self.lines(&[(from, to)], width, dash);
    }

    /// Lines of one kind, drawn at once.
    pub(super) fn lines(&mut self, lines: &[Straight], width: Pt, dash: &[Pt]) {
        let point = |(x, y)| Point { x, y };
        let line = |(from, to)| [Segment::Move(point(from)), Segment::Line(point(to))];
        let segments = lines.iter().copied().flat_map(line).collect();
        let stroke = Some(Stroke { color: self.color, width, dash: dash.to_vec() });
        self.put(Shape::Path(Path { segments, fill: None, stroke }));
    }

    pub(super) fn fill(&mut self, r: Rect) {
        let path = Path::rect(r, self.color);
        self.put(Shape::Path(path));
    }

    /// A filled figure.
    pub(super) fn figure(&mut self, corners: &[(Pt, Pt)]) {
        let mut points = corners.iter().map(|&(x, y)| Point { x, y });
        let mut segments: Vec<Segment> =
            points.next().map(Segment::Move).into_iter().collect();
        segments.extend(points.map(Segment::Line));
        segments.push(Segment::Close);
        self.put(Shape::Path(Path { segments, fill: Some(self.color), stroke: None }));
    }

    /// The line around a figure.
    pub(super) fn outline(&mut self, corners: &[(Pt, Pt)], width: Pt) {
        let mut segments: Vec<Segment> =
            corners.iter().map(|&(x, y)| Segment::Line(Point { x, y })).collect();
        if let Some(&(x, y)) = corners.first() {
            segments[0] = Segment::Move(Point { x, y });
        }
        segments.push(Segment::Close);
        let stroke = Some(Stroke { color: self.color, width, dash: Vec::new() });
        self.put(Shape::Path(Path { segments, fill: None, stroke }));
    }

    /// A circle's line.
    pub(super) fn ring(&mut self, (x, y): (Pt, Pt), r: Pt, width: Pt) {
        let p = |dx: f64, dy: f64| Point { x: x + r * dx, y: y + r * dy };
        let k = ROUND;
        let segments = vec![
            Segment::Move(p(1.0, 0.0)),
            Segment::Curve(p(1.0, k), p(k, 1.0), p(0.0, 1.0)),
            Segment::Curve(p(-k, 1.0), p(-1.0, k), p(-1.0, 0.0)),
            Segment::Curve(p(-1.0, -k), p(-k, -1.0), p(0.0, -1.0)),
            Segment::Curve(p(k, -1.0), p(1.0, -k), p(1.0, 0.0)),
            Segment::Close,
        ];
        let stroke = Some(Stroke { color: self.color, width, dash: Vec::new() });
        self.put(Shape::Path(Path { segments, fill: None, stroke }));
    }

    /// Words on one line from a baseline's start, to a tenth of a point; gives where the line
    /// ends.
    pub(super) fn words(&mut self, at: (Pt, Pt), size: Pt, bold: bool, text: &str) -> Pt {
        let (x, y) = (tenth(at.0), tenth(at.1));
        let (at, color) = (Point { x, y }, self.color);
        let run = Run { at, size, color, ..self.set(bold, text).clone() };
        let end = x + run.width();
        self.put(Shape::Text(run));
        end
    }

    /// How wide words are.
    pub(super) fn width(&mut self, size: Pt, bold: bool, text: &str) -> Pt {
        self.set(bold, text).width() * size
    }

    fn set(&mut self, bold: bool, text: &str) -> &Run {
        let set = &mut self.set[usize::from(bold)];
        if !set.contains_key(text) {
            let want = Want { families: &[], bold, italic: false };
            let face =
                self.book.covering(text, want).unwrap_or_else(|| self.book.first(want));
            let (as_is, at) = ((face, 1.0, Color::BLACK), Point::default());
            let run = self.shaper.line(self.book, as_is, at, text);
            set.insert(text.to_owned(), run);
        }
        &set[text]
    }
}

/// To a tenth of a point: near enough for marks, and short in the file.
pub(super) fn tenth(length: Pt) -> Pt {
    (length * 10.0).round() / 10.0
}
