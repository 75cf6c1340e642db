//! The state of graphics and text while content is read (ISO 32000-1, 8.4 and 9.3).

/// From one space to another: `[a b c d e f]`, as content streams write it.
pub(super) type Matrix = [f64; 6];
/// Left, bottom, right, top.
pub(super) type Bounds = [f64; 4];

pub(super) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// A sheet without edges.
pub(super) const EVERYWHERE: Bounds =
    [f64::NEG_INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY];

/// `first`, then `then`.
pub(super) fn product(first: &Matrix, then: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [g, h, i, j, k, l] = then;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}

/// Where a point goes.
pub(super) fn apply(m: &Matrix, x: f64, y: f64) -> (f64, f64) {
    (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
}

/// The upright box around points; turned inside out without any.
pub(super) fn around(points: impl IntoIterator<Item = (f64, f64)>) -> Bounds {
    let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    points
        .into_iter()
        .fold(start, |b, (x, y)| [b[0].min(x), b[1].min(y), b[2].max(x), b[3].max(y)])
}

/// What two boxes share.
pub(super) fn shared(a: &Bounds, b: &Bounds) -> Bounds {
    [a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])]
}

/// Whether `outer` holds `inner`, but for `slip` points.
pub(super) fn holds(outer: &Bounds, inner: &Bounds, slip: f64) -> bool {
    inner[0] >= outer[0] - slip
        && inner[1] >= outer[1] - slip
        && inner[2] <= outer[2] + slip
        && inner[3] <= outer[3] + slip
}

/// A colour: red, green and blue, or something that is none of our kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Rgb([u8; 3]),
    Other,
}

impl Ink {
    pub(super) const BLACK: Self = Self::Rgb([0; 3]);
    pub(super) const WHITE: Self = Self::Rgb([255; 3]);

    /// The colour that numbers mean: one is grey, three are RGB, four CMYK.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub(super) fn of(parts: &[f64]) -> Self {
        let byte = |v: f64| (v.clamp(0.0, 1.0) * 255.0).round() as u8;
        match parts {
            [grey] => Self::Rgb([byte(*grey); 3]),
            [r, g, b] => Self::Rgb([byte(*r), byte(*g), byte(*b)]),
            [c, m, y, k] => Self::Rgb([c, m, y].map(|v| byte((1.0 - v) * (1.0 - k)))),
            _ => Self::Other,
        }
    }

    /// Whether nobody could tell them apart: a contrast under 1.15 (WCAG 2, 1.4.3).
    pub(super) fn is_like(self, other: Self) -> bool {
        let (Self::Rgb(a), Self::Rgb(b)) = (self, other) else { return false };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05) < 1.15
    }
}

/// How light a colour is, its gamma taken as 2: near enough to tell what is alike.
fn luminance(rgb: [u8; 3]) -> f64 {
    let [r, g, b] = rgb.map(|v| f64::from(v) / 255.0).map(|v| v * v);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// The state.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub ctm: Matrix,
    pub fill: Ink,
    pub stroke: Ink,
    pub width: f64,
    /// The dashes as they were written.
    pub dash: Vec<f64>,
    pub clip: Bounds,
    /// Opacity of fills.
    pub alpha: f64,
    pub font: Option<usize>,
    pub size: f64,
    pub char_space: f64,
    pub word_space: f64,
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
    pub render: i64,
}

impl State {
    /// Whether words are shown as they are where nothing is said.
    #[allow(clippy::float_cmp)]
    pub(super) fn is_plain(&self) -> bool {
        self.render == 0
            && [self.alpha, self.stretch] == [1.0; 2]
            && [self.char_space, self.word_space] == [0.0; 2]
    }

    pub(super) fn new(ctm: Matrix) -> Self {
        Self {
            ctm,
            fill: Ink::BLACK,
            stroke: Ink::BLACK,
            width: 1.0,
            dash: Vec::new(),
            clip: [-1e9, -1e9, 1e9, 1e9],
            alpha: 1.0,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            render: 0,
        }
    }
}
