//! A compositor's case: pages set by hand for the tests of what writes them.
#![allow(dead_code, clippy::too_many_arguments)]

use std::sync::Arc;

use handbill::font::{Book, RunOf, ShapedGlyph, Shaper, Want};
use handbill::page::{
    About, Artifact, Color, FaceId, Glyph, Image, Item, Layer, Mark, Numbering, Page,
    Path, Picture, Role, Run, Segment, Shape, Stroke, Tag, TagId, Tags,
};
use handbill::unit::{Matrix, Point, Rect, Size, Turn};

pub const LETTER: Size = Size { w: 612.0, h: 792.0 };
const ARABIC: &str = "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf";

/// Sets runs of text and collects items.
pub struct Case {
    pub book: Book,
    pub shaper: Shaper,
    pub tags: Tags,
    pub items: Vec<Item>,
}

impl Case {
    pub fn new() -> Self {
        let book = Book::embedded();
        let (shaper, tags) = (Shaper::default(), Tags::default());
        Self { book, shaper, tags, items: Vec::new() }
    }

    /// The Arabic face, if this machine has it.
    pub fn arabic(&mut self) -> Option<FaceId> {
        let bytes = std::fs::read(ARABIC).ok()?;
        self.book.add(ARABIC, bytes).unwrap();
        let families = [String::from("Noto Naskh Arabic")];
        let want = Want { families: &families, bold: false, italic: false };
        Some(self.book.first(want))
    }

    pub fn face(&self, bold: bool, italic: bool) -> FaceId {
        self.book.first(Want { families: &[], bold, italic })
    }

    pub fn run(&mut self, face: FaceId, size: f64, at: (f64, f64), text: &str) -> Run {
        self.run_of(face, size, at, text, *b"Latn", false)
    }

    pub fn run_of(
        &mut self,
        face: FaceId,
        size: f64,
        at: (f64, f64),
        text: &str,
        script: [u8; 4],
        rtl: bool,
    ) -> Run {
        let language = if rtl { "ar" } else { "en" };
        let mut shaped = Vec::new();
        let whole = RunOf { face, text, range: 0..text.len(), script, rtl, language };
        self.shaper.shape(&self.book, &whole, &mut shaped);
        let at = Point { x: at.0, y: at.1 };
        let glyphs = glyphs(&shaped, text.len());
        let (text, source) = (text.to_owned(), None);
        Run { face, size, color: Color::BLACK, at, glyphs, text, source, rtl }
    }

    pub fn text(&mut self, tag: TagId, size: f64, at: (f64, f64), text: &str) -> f64 {
        let face = self.face(false, false);
        let run = self.run(face, size, at, text);
        let end = run.at.x + run.width();
        self.items.push(Item { mark: Mark::Tag(tag), shape: Shape::Text(run) });
        end
    }

    pub fn put(&mut self, mark: Mark, shape: Shape) {
        self.items.push(Item { mark, shape });
    }

    /// The items so far as a face of their own.
    pub fn layer(&mut self, matrix: Matrix) -> Layer {
        let items = Arc::new(std::mem::take(&mut self.items));
        Layer::new(matrix, items)
    }

    pub fn about(&self, title: &str) -> About {
        About {
            title: title.into(),
            lang: "en".into(),
            owner: Some("A & B".into()),
            tags: self.tags.clone(),
        }
    }
}

/// Shaped glyphs with the bytes of their clusters.
fn glyphs(shaped: &[ShapedGlyph], len: usize) -> Vec<Glyph> {
    let mut starts: Vec<u32> = shaped.iter().map(|g| g.cluster).collect();
    starts.push(u32::try_from(len).unwrap());
    starts.sort_unstable();
    starts.dedup();
    let glyph = |g: &ShapedGlyph| {
        let next = starts.partition_point(|s| *s <= g.cluster);
        let ShapedGlyph { id, advance, dx, dy, cluster } = *g;
        Glyph { id, advance, dx, dy, start: cluster, end: starts[next] }
    };
    shaped.iter().map(glyph).collect()
}

pub fn ring(x: f64, y: f64, r: f64) -> Vec<Segment> {
    let p = |dx: f64, dy: f64| Point { x: x + r * dx, y: y + r * dy };
    let k = 0.552_284_75;
    vec![
        Segment::Move(p(1.0, 0.0)),
        Segment::Curve(p(1.0, k), p(k, 1.0), p(0.0, 1.0)),
        Segment::Curve(p(-k, 1.0), p(-1.0, k), p(-1.0, 0.0)),
        Segment::Curve(p(-1.0, -k), p(-k, -1.0), p(0.0, -1.0)),
        Segment::Curve(p(k, -1.0), p(1.0, -k), p(1.0, 0.0)),
        Segment::Close,
    ]
}

pub fn rect(x: f64, y: f64, w: f64, h: f64) -> Rect {
    Rect { x, y, w, h }
}

pub const ACCENT: Color = Color { r: 20, g: 90, b: 160 };

/// A page with everything on it, and the words that it says in order.
pub fn everything(case: &mut Case) -> (Page, String) {
    let mut words = Vec::new();
    let bleed = 9.0;
    let ground = rect(-bleed, -bleed, 612.0 + 18.0, 60.0 + bleed);
    let pale = Color { r: 230, g: 240, b: 250 };
    let background = Mark::Artifact(Artifact::Background);
    case.put(background, Shape::Path(Path::rect(ground, pale)));
    let doc = TagId::DOCUMENT;
    let section = case.tags.add(doc, Role::Section);
    let h1 = case.tags.add(section, Role::Heading(1));
    let bold = case.face(true, false);
    let mut run = case.run(bold, 28.0, (36.0, 44.0), "AVATAR Toner, “Wave” fi");
    run.color = ACCENT;
    words.push(run.text.clone());
    case.put(Mark::Tag(h1), Shape::Text(run));
    words.push(paragraph(case, section));
    words.push(lists(case, section));
    words.push(table(case, section));
    words.push(link(case, section));
    figure(case, section);
    let front = case.layer(Matrix::IDENTITY);
    let strip = Size { w: 300.0, h: 60.0 };
    let place = |x, y, turn, layer: &Layer, repeat| {
        let matrix = Matrix::place(Point { x, y }, strip, turn);
        Layer { repeat, ..Layer::new(matrix, Arc::clone(&layer.items)) }
    };
    let p = case.tags.add(section, Role::Paragraph);
    case.text(p, 18.0, (10.0, 30.0), "Both sides read this.");
    let frame = Stroke { color: ACCENT, width: 1.5, dash: vec![6.0, 3.0] };
    let edge = Path {
        fill: None,
        stroke: Some(frame),
        ..Path::rect(rect(2.0, 2.0, 296.0, 56.0), ACCENT)
    };
    case.put(Mark::Artifact(Artifact::Layout), Shape::Path(edge));
    let face = case.layer(Matrix::IDENTITY);
    words.push("Both sides read this.".into());
    let layers = vec![
        front,
        place(40.0, 600.0, Turn::None, &face, false),
        place(40.0, 700.0, Turn::Over, &face, true),
        place(500.0, 400.0, Turn::Right, &face, true),
        place(420.0, 400.0, Turn::Left, &face, true),
    ];
    let page = Page { trim: LETTER, bleed, slug: 0.0, layers };
    (page, words.join("\n"))
}

fn paragraph(case: &mut Case, section: TagId) -> String {
    let p = case.tags.add(section, Role::Paragraph);
    let regular = case.face(false, false);
    let lines = [
        "To Wave, AV, Ty. – We don’t know; café naïve",
        "no\u{a0}break, and a soft hy\u{ad}phen inside. 10 % off",
    ];
    for (at, line) in [90.0, 106.0].into_iter().zip(lines) {
        let mut run = case.run(regular, 12.0, (36.0, at), line);
        run.color = Color { r: 30, g: 30, b: 30 };
        case.put(Mark::Tag(p), Shape::Text(run));
    }
    let end = case.text(p, 12.0, (36.0, 122.0), "and ");
    let strong = case.tags.add(p, Role::Span);
    let italic = case.face(true, true);
    let run = case.run(italic, 12.0, (end, 122.0), "tracked out ");
    let mut run = Run { color: ACCENT, ..run };
    run.glyphs.iter_mut().for_each(|g| g.advance += 0.05);
    let end = end + run.width();
    case.put(Mark::Tag(strong), Shape::Text(run));
    case.text(p, 12.0, (end, 122.0), "again.");
    format!("{}\nand tracked out again.", lines.join("\n")).replace('\u{ad}', "")
}

fn lists(case: &mut Case, section: TagId) -> String {
    let mut words = String::new();
    for (numbering, x) in [(Numbering::Decimal, 36.0), (Numbering::Bullet, 300.0)] {
        let list = case.tags.add(section, Role::List(numbering));
        for n in 1..=3 {
            let y = 140.0 + 18.0 * f64::from(n);
            let item = case.tags.add(list, Role::Item);
            let label = case.tags.add(item, Role::Label);
            let body = case.tags.add(item, Role::Body);
            if numbering == Numbering::Decimal {
                case.text(label, 12.0, (x, y), &format!("{n}."));
                words += &format!("{n}. ");
            } else {
                let fill = Some(ACCENT);
                let dot =
                    Path { segments: ring(x + 4.0, y - 4.0, 2.2), fill, stroke: None };
                case.put(Mark::Tag(label), Shape::Path(dot));
            }
            let text = format!("Item number {n} of this list");
            case.text(body, 12.0, (x + 18.0, y), &text);
            words += &text;
            words.push('\n');
        }
    }
    words
}

fn table(case: &mut Case, section: TagId) -> String {
    let table = case.tags.add(section, Role::Table);
    let mut words = Vec::new();
    for (row, cells) in
        [["Day", "Hour"], ["Monday", "10:00"], ["Tuesday", "11:30"]].iter().enumerate()
    {
        let tr = case.tags.add(table, Role::Row);
        for (column, cell) in cells.iter().enumerate() {
            let role = if row == 0 { Role::HeaderCell } else { Role::Cell };
            let td = case.tags.add(tr, role);
            let (x, y) = (36.0 + 120.0 * column as f64, 230.0 + 18.0 * row as f64);
            case.text(td, 12.0, (x, y), cell);
            words.push(*cell);
        }
        let (from, to) = (
            Point { x: 36.0, y: 235.0 + 18.0 * row as f64 },
            Point { x: 276.0, y: 235.0 + 18.0 * row as f64 },
        );
        let stroke = Stroke { color: Color::BLACK, width: 0.5, dash: vec![] };
        let rule = Path::line(from, to, stroke);
        case.put(Mark::Artifact(Artifact::Layout), Shape::Path(rule));
    }
    words.join(" ")
}

fn link(case: &mut Case, section: TagId) -> String {
    let p = case.tags.add(section, Role::Paragraph);
    let end = case.text(p, 12.0, (36.0, 300.0), "Write to ");
    let uri = "https://example.org/a?b=c&d=é";
    let link = case.tags.add(p, Role::Link(uri.into()));
    case.text(link, 12.0, (end, 300.0), "our page,");
    let end = case.text(link, 12.0, (36.0, 316.0), "the second line");
    case.text(p, 12.0, (end, 316.0), " of it.");
    "Write to our page,\nthe second line of it.".into()
}

fn figure(case: &mut Case, section: TagId) {
    let figure = case.tags.push(Tag::new(
        Role::Figure("A square that goes from red to blue".into()),
        section,
    ));
    let (width, height) = (32, 16);
    let mut rgb = Vec::new();
    let mut alpha = Vec::new();
    for y in 0..height {
        for x in 0..width {
            rgb.extend([255 - x * 8, 0, x * 8]);
            alpha.push(255 - y * 8);
        }
    }
    let image = Image {
        width: u32::from(width),
        height: u32::from(height),
        rgb,
        alpha: Some(alpha),
    };
    let rect = rect(36.0, 340.0, 96.0, 48.0);
    let picture = Picture { image: Arc::new(image), rect };
    case.put(Mark::Tag(figure), Shape::Image(picture));
}
