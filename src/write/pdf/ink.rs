//! The pen: colours, lines, outlines and pictures, each said only when it changes.

use printpdf::{
    Color as Ink3, CurTransMat, Greyscale, Line, LineDashPattern, LinePoint, Op,
    PaintMode, Point as Dot, Polygon, PolygonRing, Rgb, WindingOrder, XObjectId,
    XObjectTransform,
};

use super::content::{Place, pt};
use super::file::round;
use crate::page::{Color, Path, Segment, Stroke};
use crate::unit::{Point, Rect};

/// What the reader of the stream knows so far (ISO 32000-1, 8.4.1).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct State {
    pub fill: Color,
    pub stroke: Color,
    pub width: f32,
    pub dash: Vec<f32>,
    /// The place of the face in the file, and the size.
    pub font: Option<(usize, f32)>,
    pub rise: f32,
}

impl Default for State {
    fn default() -> Self {
        let dash = Vec::new();
        let (fill, stroke) = (Color::BLACK, Color::BLACK);
        Self { fill, stroke, width: 1.0, dash, font: None, rise: 0.0 }
    }
}

/// The operators of a page so far.
#[derive(Default)]
pub(super) struct Ink {
    pub ops: Vec<Op>,
    pub state: State,
    /// The start of the present line of text; `None` outside of text.
    pub line: Option<(f32, f32)>,
}

impl Ink {
    /// A pen that says first what [`State`] takes for granted, for a stream that begins
    /// with the state of another.
    pub(super) fn anew() -> Self {
        let black = || tint(Color::BLACK);
        let ops = vec![
            Op::SetFillColor { col: black() },
            Op::SetOutlineColor { col: black() },
            Op::SetOutlineThickness { pt: pt(1.0) },
            Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &[]) },
            Op::SetLineOffset { multiplier: 0.0 },
        ];
        Self { ops, ..Self::default() }
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
        if self.state.fill != color {
            self.state.fill = color;
            self.ops.push(Op::SetFillColor { col: tint(color) });
        }
    }

    fn stroke(&mut self, stroke: &Stroke) {
        if self.state.stroke != stroke.color {
            self.state.stroke = stroke.color;
            self.ops.push(Op::SetOutlineColor { col: tint(stroke.color) });
        }
        let width = pt(stroke.width);
        if self.state.width.to_bits() != width.0.to_bits() {
            self.state.width = width.0;
            self.ops.push(Op::SetOutlineThickness { pt: width });
        }
        let dash: Vec<f32> = stroke.dash.iter().copied().map(round).collect();
        if self.state.dash != dash {
            let pattern = LineDashPattern::new(0.0, &dash);
            self.ops.push(Op::SetLineDashPattern { dash: pattern });
            self.state.dash = dash;
        }
    }

    /// Draws an outline: its ground first, then its line.
    pub(super) fn path(&mut self, path: &Path, place: Place) {
        self.end_text();
        let figures = figures(path, place);
        if let Some(color) = path.fill {
            self.fill(color);
            match rectangle(path) {
                Some(r) => self.rectangle(r, place),
                None => self.polygon(&figures),
            }
        }
        if let Some(stroke) = &path.stroke {
            self.stroke(stroke);
            for (points, is_closed) in figures {
                self.ops.push(Op::DrawLine { line: Line { points, is_closed } });
            }
        }
    }

    fn polygon(&mut self, figures: &[(Vec<LinePoint>, bool)]) {
        let rings =
            figures.iter().map(|(points, _)| PolygonRing { points: points.clone() });
        let polygon = Polygon {
            rings: rings.collect(),
            mode: PaintMode::Fill,
            winding_order: WindingOrder::NonZero,
        };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    pub(super) fn rectangle(&mut self, r: Rect, place: Place) {
        // Both edges are rounded, not an edge and the size: neighbours must meet.
        let (left, right) = (round(place.x + r.x), round(place.x + r.right()));
        let (low, high) = (round(place.y - r.bottom()), round(place.y - r.y));
        let rectangle = printpdf::Rect {
            x: printpdf::Pt(left),
            y: printpdf::Pt(low),
            width: pt(f64::from(right) - f64::from(left)),
            height: pt(f64::from(high) - f64::from(low)),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    /// Draws a picture, scaled into a rectangle.
    pub(super) fn image(&mut self, id: XObjectId, r: Rect, place: Place) {
        self.end_text();
        let transform = XObjectTransform {
            translate_x: Some(pt(place.x + r.x)),
            translate_y: Some(pt(place.y - r.bottom())),
            scale_x: Some(round(r.w)),
            scale_y: Some(round(r.h)),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        let t = transform.get_ctms(None).into_iter().map(|m| m.as_array());
        let m = t.reduce(CurTransMat::combine_matrix).expect("it has two parts");
        // The parts multiply in single precision: round the product again.
        let m = m.map(|v| round(f64::from(v)));
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(m) });
        let transform = XObjectTransform { no_auto_scale: true, ..Default::default() };
        self.ops.push(Op::UseXobject { id, transform });
        self.ops.push(Op::RestoreGraphicsState);
    }
}

/// The figures of an outline, and whether each is closed.
fn figures(path: &Path, place: Place) -> Vec<(Vec<LinePoint>, bool)> {
    let dot = |p: &Point, bezier| LinePoint {
        p: Dot { x: pt(place.x + p.x), y: pt(place.y - p.y) },
        bezier,
    };
    let mut out: Vec<(Vec<LinePoint>, bool)> = Vec::new();
    for segment in &path.segments {
        if let Segment::Move(p) = segment {
            out.push((vec![dot(p, false)], false));
            continue;
        }
        let Some((points, closed)) = out.last_mut() else { continue };
        match segment {
            Segment::Line(p) => points.push(dot(p, false)),
            Segment::Curve(a, b, end) => {
                points.extend([dot(a, true), dot(b, true), dot(end, false)]);
            }
            Segment::Close => *closed = true,
            Segment::Move(_) => {}
        }
    }
    out
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
