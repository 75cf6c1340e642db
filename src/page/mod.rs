//! The display list: what stands where on a page, and what it means.
//!
//! Coordinates are points from the top left corner of the trim, y downwards. A page is made
//! of layers, each a face with its own matrix; the items of a layer are in reading order.

mod dump;
mod seal;
mod tag;

use std::ops::Range;
use std::sync::Arc;

use crate::unit::{Matrix, Point, Pt, Rect, Size};

pub use dump::dump;
pub use seal::{NAMESPACE, PREFIX, PROPERTIES, Seal};
pub use tag::{Artifact, Mark, Numbering, Role, Tag, TagId, Tags};

/// What is true of a whole file, not of one page.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Title, for the metadata and the window's head.
    pub title: String,
    /// Language, BCP 47.
    pub lang: String,
    /// Who owns the words, if it is said.
    pub owner: Option<String>,
    /// The structure tree that the items of all pages point into.
    pub tags: Tags,
}

/// Which sides of the paper are printed, and how it turns between them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplex {
    /// The front alone.
    #[default]
    Off,
    /// Both; the sheet turns about its long edge, as a book of upright pages does.
    LongEdge,
    /// Both; the sheet turns about its short edge, as a book of lying pages does.
    ShortEdge,
}

impl Duplex {
    /// How a file of so many pages of that size is printed: its pages turn like a book's.
    pub fn of(pages: usize, trim: Size) -> Self {
        match (pages, trim.w > trim.h) {
            (0 | 1, _) => Self::Off,
            (_, false) => Self::LongEdge,
            (_, true) => Self::ShortEdge,
        }
    }
}

/// One page: a sheet's side as it will be printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The finished size.
    pub trim: Size,
    /// How far the picture runs past the trim on all four sides; 0 for none.
    pub bleed: Pt,
    /// How far the paper runs past that, for marks; 0 for none.
    pub slug: Pt,
    /// The faces on it, in reading order.
    pub layers: Vec<Layer>,
}

impl Page {
    /// The same with all that is on it further right and further down; its size stays.
    #[must_use]
    pub fn moved(mut self, x: Pt, y: Pt) -> Self {
        for layer in &mut self.layers {
            layer.matrix.m[4] += x;
            layer.matrix.m[5] += y;
        }
        self
    }

    /// How far the paper runs past the trim on all four sides.
    pub fn rim(&self) -> Pt {
        self.bleed + self.slug
    }
}

/// A face placed on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// From the face's coordinates to the page's.
    pub matrix: Matrix,
    /// What stands on the face, in reading order.
    pub items: Arc<Vec<Item>>,
    /// Set when these words stand elsewhere already, as on the second face of a tent: it is
    /// painted, and the reader of the file does not hear it twice.
    pub repeat: bool,
    /// Only what lies in this rectangle of the face is painted; all of it if there is none.
    /// A repeated face that is clipped is art: the file has it once, however often it stands.
    pub clip: Option<Rect>,
    /// How much its fills hide of what lies below: 1 for all of it. A face of art hides all.
    pub opacity: f64,
    /// Where it is read, among the faces of the whole file: of lower ranks first, of one rank
    /// in the order of the pages. Pages on sheets that are folded have ranks.
    pub rank: u32,
}

impl Layer {
    /// A face, all of it, read by who listens.
    pub fn new(matrix: Matrix, items: Arc<Vec<Item>>) -> Self {
        Self { matrix, items, repeat: false, clip: None, opacity: 1.0, rank: 0 }
    }

    /// The same face, read as elements whose numbers are so much further on.
    #[must_use]
    pub fn retagged(mut self, by: u32) -> Self {
        // Of a copy nothing is read, and art stands in a file once as long as it is the same.
        if !self.repeat {
            for item in Arc::make_mut(&mut self.items) {
                match &mut item.mark {
                    Mark::Tag(id) if *id != TagId::DOCUMENT => id.0 += by,
                    Mark::Tag(_) | Mark::Artifact(_) => {}
                }
            }
        }
        self
    }
}

/// One thing on a face.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it means.
    pub mark: Mark,
    /// What it looks like.
    pub shape: Shape,
}

/// What an item looks like.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A piece of a line of text.
    Text(Run),
    /// A filled or stroked outline.
    Path(Path),
    /// A picture.
    Image(Picture),
}

/// A colour, sRGB, 8 bits a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

impl Color {
    /// Black.
    pub const BLACK: Self = Self { r: 0, g: 0, b: 0 };
    /// White.
    pub const WHITE: Self = Self { r: 255, g: 255, b: 255 };
}

/// Which face of the font book a run is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// A run of glyphs of one face, size and colour, on one baseline, in visual order.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The face.
    pub face: FaceId,
    /// The size in points.
    pub size: Pt,
    /// The colour.
    pub color: Color,
    /// Where the first glyph's origin stands.
    pub at: Point,
    /// The glyphs, left to right as they are painted.
    pub glyphs: Vec<Glyph>,
    /// The text that the glyphs spell, in logical order: what is read back.
    pub text: String,
    /// The bytes of the source file that this text is, in logical order; `None` for the
    /// layout's own words.
    pub source: Option<Range<usize>>,
    /// Whether the text runs from right to left.
    pub rtl: bool,
}

impl Run {
    /// The width of the run in points.
    pub fn width(&self) -> Pt {
        self.glyphs.iter().map(|g| Pt::from(g.advance)).sum::<Pt>() * self.size
    }
}

/// A glyph of a run. Lengths are in em, x rightwards and y upwards as fonts have it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// The glyph's number in its face.
    pub id: u16,
    /// From this glyph's origin to the next one's, kerning and tracking counted.
    pub advance: f32,
    /// How far the glyph is drawn right of its origin.
    pub dx: f32,
    /// How far the glyph is drawn above its origin.
    pub dy: f32,
    /// Where its text begins in the run's text, in bytes.
    pub start: u32,
    /// Where its text ends. Glyphs of one cluster have the same bytes.
    pub end: u32,
}

/// A filled or stroked outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Closed figures of straight and curved sides.
    pub segments: Vec<Segment>,
    /// The colour inside.
    pub fill: Option<Color>,
    /// The line along it.
    pub stroke: Option<Stroke>,
}

impl Path {
    /// A filled rectangle.
    pub fn rect(r: Rect, fill: Color) -> Self {
        let corner = |x, y| Point { x, y };
        let segments = vec![
            Segment::Move(corner(r.x, r.y)),
            Segment::Line(corner(r.right(), r.y)),
            Segment::Line(corner(r.right(), r.bottom())),
            Segment::Line(corner(r.x, r.bottom())),
            Segment::Close,
        ];
        Self { segments, fill: Some(fill), stroke: None }
    }

    /// A straight line.
    pub fn line(from: Point, to: Point, stroke: Stroke) -> Self {
        let segments = vec![Segment::Move(from), Segment::Line(to)];
        Self { segments, fill: None, stroke: Some(stroke) }
    }

    /// The upright rectangle around the points of the outline, its stroke not counted.
    pub fn bounds(&self) -> Rect {
        let mut found: Option<Rect> = None;
        let mut hold = |p: &Point| {
            let dot = Rect { x: p.x, y: p.y, w: 0.0, h: 0.0 };
            found = Some(found.map_or(dot, |r| r.union(dot)));
        };
        for segment in &self.segments {
            match segment {
                Segment::Move(p) | Segment::Line(p) => hold(p),
                Segment::Curve(a, b, c) => [a, b, c].into_iter().for_each(&mut hold),
                Segment::Close => {}
            }
        }
        found.unwrap_or_default()
    }
}

/// A step of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Lift the pen and put it down here.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic curve: two control points and the end.
    Curve(Point, Point, Point),
    /// Back to where the pen was put down.
    Close,
}

/// A line's colour, width and dashes.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// The colour.
    pub color: Color,
    /// The width in points.
    pub width: Pt,
    /// Lengths of dash and gap in points; empty for a solid line.
    pub dash: Vec<Pt>,
}

/// A picture, scaled into a rectangle.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The picture's samples.
    pub image: Arc<Image>,
    /// Where it stands.
    pub rect: Rect,
}

/// A decoded picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// Width in samples.
    pub width: u32,
    /// Height in samples.
    pub height: u32,
    /// Rows of RGB samples, from the top, 3 bytes each.
    pub rgb: Vec<u8>,
    /// One byte of opacity a sample, if the picture is not opaque throughout.
    pub alpha: Option<Vec<u8>>,
}
