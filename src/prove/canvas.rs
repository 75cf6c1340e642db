//! What is drawn on a page: a hash of it, and whether its words can be seen.
//!
//! The hash is of what a printer would draw, in order: each glyph by its outline, place and
//! colour, each path by its points. Numbers of objects, names of resources, filters and the
//! way the operators are written leave no trace in it.

use sha2::{Digest, Sha256};

use super::cover::Window;
use super::state::{Bounds, Ink, Matrix, State, around, holds, shared};

/// Pairs of words and grounds that are looked at on one page.
const PAIRS: usize = 4_000_000;
/// A stroke wider than this can hide words, in points.
const WIDE: f64 = 2.0;

/// Why words can't be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unseen {
    /// The render mode draws nothing.
    Mode,
    /// The colour of what lies behind.
    Color,
    /// Something is painted over them.
    Covered,
    /// Cut off by a clipping path.
    Clipped,
    /// Outside of the sheet.
    Off,
    /// So thin that nothing shows.
    Clear,
    /// In a layer that a reader can hide.
    Layer,
}

/// Glyphs that were shown together.
struct Shown {
    /// Which sequence, and where in its text.
    at: (usize, usize),
    order: usize,
    bounds: Bounds,
    /// Places in the middle of the letters: first, middle, last.
    dots: [(f64, f64); 3],
    ink: Ink,
}

/// An area that was filled.
#[derive(Clone)]
pub(super) struct Area {
    order: usize,
    bounds: Bounds,
    /// The figures, flattened; none for a picture, which fills its bounds.
    rings: Vec<Vec<(f64, f64)>>,
    ink: Ink,
}

/// A page as it is drawn.
pub(super) struct Canvas {
    trail: Vec<u8>,
    shown: Vec<Shown>,
    pub areas: Vec<Area>,
    order: usize,
    /// The finished sheet.
    sheet: Bounds,
    pub unseen: Vec<(Unseen, (usize, usize))>,
    /// Art that says something, and what is seen of it.
    pub windows: Vec<Window>,
}

impl Canvas {
    pub(super) fn new(sheet: Bounds) -> Self {
        Self {
            trail: Vec::new(),
            shown: Vec::new(),
            areas: Vec::new(),
            order: 0,
            sheet,
            unseen: Vec::new(),
            windows: Vec::new(),
        }
    }

    /// Notes a word of the hash.
    pub(super) fn note(&mut self, kind: &[u8]) {
        self.trail.extend_from_slice(kind);
        self.trail.push(0);
    }

    /// Notes a length or a place, to a twentieth of a point.
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn place(&mut self, value: f64) {
        self.trail.extend_from_slice(&((value * 20.0).round() as i32).to_be_bytes());
    }

    pub(super) fn ink(&mut self, ink: Ink) {
        match ink {
            Ink::Rgb(rgb) => self.trail.extend_from_slice(&rgb),
            Ink::Other => self.trail.push(1),
        }
    }

    /// Notes a glyph at a place on the sheet.
    pub(super) fn glyph(&mut self, print: u64, (x, y): (f64, f64)) {
        self.trail.extend_from_slice(&print.to_be_bytes());
        self.place(x);
        self.place(y);
    }

    /// Notes how the glyphs that follow are drawn.
    pub(super) fn manner(&mut self, state: &State, matrix: &Matrix) {
        self.note(b"T");
        self.ink(state.fill);
        let scale = state.size * 50.0;
        for part in &matrix[..4] {
            self.place(part * scale);
        }
        self.place(state.stretch);
        if state.render != 0 {
            self.note(b"mode");
            self.place(f64::from(i32::try_from(state.render).unwrap_or(-1)));
            self.ink(state.stroke);
        }
        self.thin(state);
    }

    fn thin(&mut self, state: &State) {
        if state.alpha < 1.0 {
            self.note(b"thin");
            self.place(state.alpha * 100.0);
        }
    }

    /// Words were shown; `at` is their place in the texts.
    pub(super) fn words(
        &mut self,
        at: (usize, usize),
        corners: [(f64, f64); 4],
        dots: [(f64, f64); 3],
        state: &State,
        hidden: bool,
    ) {
        let bounds = around(corners);
        let wrong = if hidden {
            Some(Unseen::Layer)
        } else if matches!(state.render, 3 | 7) {
            Some(Unseen::Mode)
        } else if state.alpha < 0.15 {
            Some(Unseen::Clear)
        } else if !holds(&self.sheet, &bounds, 1.0) {
            Some(Unseen::Off)
        } else if !holds(&state.clip, &bounds, 0.5) {
            Some(Unseen::Clipped)
        } else {
            None
        };
        if let Some(wrong) = wrong {
            self.unseen.push((wrong, at));
            return;
        }
        self.order += 1;
        self.shown.push(Shown { at, order: self.order, bounds, dots, ink: state.fill });
    }

    /// A path was painted: filled, stroked or both.
    pub(super) fn path(
        &mut self,
        how: &[u8],
        rings: Vec<Vec<(f64, f64)>>,
        state: &State,
        (fills, strokes): (bool, bool),
    ) {
        self.note(how);
        for ring in &rings {
            self.trail.push(b'm');
            for (x, y) in ring {
                self.place(*x);
                self.place(*y);
            }
        }
        self.order += 1;
        let bounds = around(rings.iter().flatten().copied());
        let bounds = shared(&bounds, &state.clip);
        self.note(b"clip");
        bounds.iter().for_each(|side| self.place(side.clamp(-1e6, 1e6)));
        self.thin(state);
        if strokes {
            self.ink(state.stroke);
            self.place(state.width);
            state.dash.iter().for_each(|part| self.place(*part));
            if state.width > WIDE && !fills {
                let w = state.width / 2.0;
                let bounds = [bounds[0] - w, bounds[1] - w, bounds[2] + w, bounds[3] + w];
                let line = rings.iter().all(|ring| ring.len() == 2);
                if line {
                    self.area(bounds, Vec::new(), state.stroke, state.alpha);
                }
            }
        }
        if fills {
            self.ink(state.fill);
            self.area(bounds, rings, state.fill, state.alpha);
        }
    }

    /// Art was painted, as far as its window shows it; `areas` are what it fills, in its own
    /// space.
    pub(super) fn art(&mut self, print: &[u8], areas: &[Area], state: &State) {
        let (matrix, window) = (&state.ctm, &state.clip);
        self.note(b"art");
        self.trail.extend_from_slice(print);
        self.ink(state.fill);
        self.ink(state.stroke);
        // Turns and sizes are finer than places.
        matrix[..4].iter().for_each(|part| self.place(part * 1000.0));
        matrix[4..].iter().for_each(|part| self.place(*part));
        window.iter().for_each(|side| self.place(side.clamp(-1e6, 1e6)));
        self.order += 1;
        for area in areas {
            let to = |p: &(f64, f64)| super::state::apply(matrix, p.0, p.1);
            let rings = area.rings.iter().map(|ring| ring.iter().map(to).collect());
            let [l, b, r, t] = area.bounds;
            let corners = [(l, b), (r, b), (r, t), (l, t)];
            self.areas.push(Area {
                order: self.order,
                bounds: shared(&around(corners.iter().map(to)), window),
                rings: rings.collect(),
                ink: area.ink,
            });
        }
    }

    /// A picture or another thing that fills its bounds was painted.
    pub(super) fn picture(&mut self, print: &[u8], matrix: &Matrix, state: &State) {
        self.note(b"picture");
        self.trail.extend_from_slice(print);
        matrix.iter().for_each(|part| self.place(*part));
        self.thin(state);
        self.order += 1;
        let corner = |x, y| super::state::apply(matrix, x, y);
        let corners =
            [corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0), corner(0.0, 1.0)];
        let bounds = shared(&around(corners), &state.clip);
        self.area(bounds, vec![corners.to_vec()], Ink::Other, state.alpha);
    }

    fn area(
        &mut self,
        bounds: Bounds,
        rings: Vec<Vec<(f64, f64)>>,
        ink: Ink,
        alpha: f64,
    ) {
        if alpha > 0.1 {
            self.areas.push(Area { order: self.order, bounds, rings, ink });
        }
    }

    /// Art that says something was painted.
    pub(super) fn window(&mut self, art: [u8; 32], state: &State) {
        let (matrix, clip, order) = (state.ctm, state.clip, self.order);
        self.windows.push(Window { art, matrix, clip, order });
    }

    /// The page is done: what can't be seen is known, and its hash.
    pub(super) fn finish(&mut self) -> [u8; 32] {
        for window in &mut self.windows {
            let order = window.order;
            let later = self.areas.iter().filter(|area| area.order > order);
            later.for_each(|area| window.without(&area.bounds));
        }
        if self.shown.len().saturating_mul(self.areas.len()) <= PAIRS {
            for shown in &self.shown {
                self.unseen.extend(self.why_unseen(shown).map(|why| (why, shown.at)));
            }
        } else {
            self.trail.push(b'?');
        }
        self.unseen.sort_by_key(|(_, at)| *at);
        self.shown = Vec::new();
        self.areas = Vec::new();
        Sha256::digest(std::mem::take(&mut self.trail)).into()
    }

    fn why_unseen(&self, shown: &Shown) -> Option<Unseen> {
        let near = |area: &&Area| {
            let b = shared(&area.bounds, &shown.bounds);
            b[0] <= b[2] && b[1] <= b[3]
        };
        let (before, after): (Vec<&Area>, Vec<&Area>) =
            self.areas.iter().filter(near).partition(|area| area.order < shown.order);
        if after.iter().any(|area| shown.dots.iter().any(|dot| area.covers(*dot))) {
            return Some(Unseen::Covered);
        }
        let alike = shown.dots.iter().any(|dot| {
            let behind = before.iter().rev().find(|area| area.covers(*dot));
            shown.ink.is_like(behind.map_or(Ink::WHITE, |area| area.ink))
        });
        alike.then_some(Unseen::Color)
    }
}

impl Area {
    fn covers(&self, (x, y): (f64, f64)) -> bool {
        let [left, low, right, high] = self.bounds;
        if x < left || x > right || y < low || y > high {
            return false;
        }
        // How often the figures wind around the point (8.5.3.3.2).
        let mut winding = 0;
        for ring in &self.rings {
            for (index, a) in ring.iter().enumerate() {
                let b = ring[(index + 1) % ring.len()];
                let side = (b.0 - a.0) * (y - a.1) - (x - a.0) * (b.1 - a.1);
                if a.1 <= y && b.1 > y && side > 0.0 {
                    winding += 1;
                } else if a.1 > y && b.1 <= y && side < 0.0 {
                    winding -= 1;
                }
            }
        }
        self.rings.is_empty() || winding != 0
    }
}
