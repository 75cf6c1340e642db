//! The pen: colours, lines, outlines and pictures, each said only when it changes.

use printpdf::{
    Color as Ink3, CurTransMat, DictItem, Greyscale, LineDashPattern, Op, PaintMode,
    Point as Dot, Rgb,
};

use super::encode::{bytes, pt};
use super::file::round;
use crate::page::{Color, Path, Segment, Stroke};
use crate::unit::{Point, Rect};

/// A face on a page: from its own coordinates to those of the content stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Added to x.
    pub x: f64,
    /// What y, which grows downwards, is taken from.
    pub y: f64,
}

/// What the reader of the stream knows so far (ISO 32000-1, 8.4.1); `None` for what may be
/// anything, as in a form, which begins with the state of whoever paints it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct State {
    pub fill: Option<Color>,
    pub stroke: Option<Color>,
    pub width: Option<f32>,
    pub dash: Option<Vec<f32>>,
    /// The place of the face in the file, and the size.
    pub font: Option<(usize, f32)>,
    pub rise: Option<f32>,
}

impl State {
    /// The state at the start of a page.
    fn of_a_page() -> Self {
        let black = Some(Color::BLACK);
        Self {
            fill: black,
            stroke: black,
            width: Some(1.0),
            dash: Some(Vec::new()),
            font: None,
            rise: Some(0.0),
        }
    }
}

/// How many operators are kept before they become bytes: each takes a hundred times the room
/// of what it writes.
const KEPT: usize = 256;

/// The operators of a stream so far.
#[derive(Default)]
pub(super) struct Ink {
    /// What is settled.
    bytes: Vec<u8>,
    /// What is not.
    pub ops: Vec<Op>,
    pub state: State,
    /// The start of the present line of text; `None` outside of text.
    pub line: Option<(f32, f32)>,
    /// The kind of artifact that is open.
    pub artifact: Option<&'static str>,
}

impl Ink {
    /// A pen at the start of a page.
    pub(super) fn of_a_page() -> Self {
        Self { state: State::of_a_page(), ..Self::default() }
    }

    /// Makes bytes of the operators, if there are many and no text is open.
    pub(super) fn settle(&mut self) {
        if self.ops.len() >= KEPT && self.line.is_none() {
            let ops = std::mem::replace(&mut self.ops, Vec::with_capacity(KEPT));
            self.write(ops);
        }
    }

    fn write(&mut self, ops: Vec<Op>) {
        if ops.is_empty() {
            return;
        }
        if !self.bytes.is_empty() {
            self.bytes.push(b'\n');
        }
        self.bytes.append(&mut bytes(ops));
    }

    /// The bytes of all operators.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let ops = std::mem::take(&mut self.ops);
        self.write(ops);
        self.bytes
    }

    /// Makes sure that text may follow, beginning at a place.
    pub(super) fn text_at(&mut self, x: f64, y: f64) {
        let (x, y) = (round(x), round(y));
        if self.line.is_none() {
            self.ops.push(Op::StartTextSection);
        }
        let (from_x, from_y) = self.line.unwrap_or_default();
        // The reader adds these steps up, so they are taken between rounded places.
        let step = |to: f32, from: f32| pt(f64::from(to) - f64::from(from));
        let pos = Dot { x: step(x, from_x), y: step(y, from_y) };
        self.ops.push(Op::SetTextCursor { pos });
        self.line = Some((x, y));
    }

    /// Ends text, if there is any.
    pub(super) fn end_text(&mut self) {
        if self.line.take().is_some() {
            self.ops.push(Op::EndTextSection);
        }
    }

    /// Sets the colour of text and grounds.
    pub(super) fn fill(&mut self, color: Color) {
        if self.state.fill != Some(color) {
            self.state.fill = Some(color);
            self.ops.push(Op::SetFillColor { col: tint(color) });
        }
    }

    fn stroke(&mut self, stroke: &Stroke) {
        if self.state.stroke != Some(stroke.color) {
            self.state.stroke = Some(stroke.color);
            self.ops.push(Op::SetOutlineColor { col: tint(stroke.color) });
        }
        let width = pt(stroke.width);
        if self.state.width != Some(width.0) {
            self.state.width = Some(width.0);
            self.ops.push(Op::SetOutlineThickness { pt: width });
        }
        let dash: Vec<f32> = stroke.dash.iter().copied().map(round).collect();
        if self.state.dash.as_ref() != Some(&dash) {
            let pattern = LineDashPattern::new(0.0, &dash);
            self.ops.push(Op::SetLineDashPattern { dash: pattern });
            self.state.dash = Some(dash);
        }
    }

    /// Draws an outline: its ground first, then its line.
    pub(super) fn path(&mut self, path: &Path, place: Place) {
        self.end_text();
        if let Some(color) = path.fill {
            self.fill(color);
            match rectangle(path) {
                Some(r) => self.rectangle(r, place, PaintMode::Fill),
                None => self.trace(&path.segments, place, "f"),
            }
        }
        if let Some(stroke) = &path.stroke {
            self.stroke(stroke);
            match step(path) {
                Some(step) => self.ladder(path, step, place),
                None => self.trace(&path.segments, place, "S"),
            }
        }
    }

    /// Lines at equal steps: the same few lines over and over, which deflate to next to nothing.
    fn ladder(&mut self, path: &Path, (x, y): (f64, f64), place: Place) {
        /// Lines that are drawn at once: more are fewer operators, and other numbers.
        const ONCE: usize = 8;
        let (lines, once) = (path.segments.len() / 2, ONCE as f64);
        self.ops.push(Op::SaveGraphicsState);
        for drawn in (0..lines).step_by(ONCE) {
            let now = 2 * ONCE.min(lines - drawn);
            self.trace(&path.segments[..now], place, "S");
            self.matrix([1.0, 0.0, 0.0, 1.0, once * x, -once * y]);
        }
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// The segments of a path, and how it is painted. A ground closes its figures by itself.
    fn trace(&mut self, segments: &[Segment], place: Place, paint: &str) {
        let dot = |p: &Point| [place.x + p.x, place.y - p.y];
        for segment in segments {
            match segment {
                Segment::Move(p) => self.op("m", dot(p)),
                Segment::Line(p) => self.op("l", dot(p)),
                Segment::Curve(a, b, end) => {
                    self.op("c", [a, b, end].into_iter().flat_map(dot));
                }
                Segment::Close if paint == "f" => {}
                Segment::Close => self.op("h", []),
            }
        }
        self.op(paint, []);
    }

    /// An operator and its numbers.
    pub(super) fn op(&mut self, key: &str, numbers: impl IntoIterator<Item = f64>) {
        let value = numbers.into_iter().map(|v| DictItem::Real(round(v))).collect();
        self.ops.push(Op::Unknown { key: key.into(), value });
    }

    /// An operator that names something.
    pub(super) fn op_of(&mut self, key: &str, name: &str) {
        let value = vec![DictItem::Name(name.as_bytes().to_vec())];
        self.ops.push(Op::Unknown { key: key.into(), value });
    }

    /// From the space of what follows to the present one.
    pub(super) fn matrix(&mut self, m: [f64; 6]) {
        let matrix = CurTransMat::Raw(m.map(round));
        self.ops.push(Op::SetTransformationMatrix { matrix });
    }

    /// A rectangle, filled or made the window of what follows.
    pub(super) fn rectangle(&mut self, r: Rect, place: Place, mode: PaintMode) {
        // Both edges are rounded, not an edge and the size: neighbours must meet.
        let (left, right) = (round(place.x + r.x), round(place.x + r.right()));
        let (low, high) = (round(place.y - r.bottom()), round(place.y - r.y));
        let rectangle = printpdf::Rect {
            x: printpdf::Pt(left),
            y: printpdf::Pt(low),
            width: pt(f64::from(right) - f64::from(left)),
            height: pt(f64::from(high) - f64::from(low)),
            mode: Some(mode),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    /// Draws a picture, scaled into a rectangle.
    pub(super) fn image(&mut self, name: &str, r: Rect, place: Place) {
        self.end_text();
        self.ops.push(Op::SaveGraphicsState);
        self.matrix([r.w, 0.0, 0.0, r.h, place.x + r.x, place.y - r.bottom()]);
        self.op_of("Do", name);
        self.ops.push(Op::RestoreGraphicsState);
    }
}

/// The step from line to line of an outline that is many straight lines, all at one step of
/// whole points.
#[allow(clippy::float_cmp)]
fn step(path: &Path) -> Option<(f64, f64)> {
    const FEWEST: usize = 8;
    if path.segments.len() < 2 * FEWEST || !path.segments.len().is_multiple_of(2) {
        return None;
    }
    let line = |pair: &[Segment]| match pair {
        [Segment::Move(from), Segment::Line(to)] => Some([from.x, from.y, to.x, to.y]),
        _ => None,
    };
    let lines: Option<Vec<[f64; 4]>> = path.segments.chunks(2).map(line).collect();
    let lines = lines?;
    let (x, y) = (lines[1][0] - lines[0][0], lines[1][1] - lines[0][1]);
    let follows = |pair: &[[f64; 4]]| {
        let [a, b, c, d] = pair[0];
        [a + x, b + y, c + x, d + y] == pair[1]
    };
    (x.fract() == 0.0 && y.fract() == 0.0 && lines.windows(2).all(follows))
        .then_some((x, y))
}

/// The rectangle that the outline is, if it is one as [`Path::rect`] makes it.
#[allow(clippy::float_cmp)]
fn rectangle(path: &Path) -> Option<Rect> {
    use Segment::{Close, Line, Move};
    let [Move(a), Line(b), Line(c), Line(d), Close] = path.segments.as_slice() else {
        return None;
    };
    let upright = a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x;
    upright.then(|| path.bounds())
}

/// A colour as printpdf has it; greys in one number.
fn tint(color: Color) -> Ink3 {
    let part = |v: u8| round(f64::from(v) / 255.0);
    let Color { r, g, b } = color;
    if r == g && g == b {
        return Ink3::Greyscale(Greyscale::new(part(r), None));
    }
    Ink3::Rgb(Rgb::new(part(r), part(g), part(b), None))
}
