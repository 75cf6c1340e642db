//! What a careful designer would check on every sheet: the words, their size, their lines.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod fit;
mod lines;
mod words;

use std::path::PathBuf;
use std::sync::Arc;

use handbill::compose::{Job, Prepared};
use handbill::diag::{Report, Source, render};
use handbill::font::Book;
use handbill::load::{Library, read_text};
use handbill::model::{Group, Layout, Named, Packet, Piece, Text, Theme};
use handbill::page::{Item, Mark, Page, Run, Shape};
use handbill::press::{Order, Overrides, Sheet, run, single};
use handbill::unit::{Paper, Point, Rect};

/// The group of the pictures.
pub fn group() -> Group {
    let details = [
        ("name", "Tuesday Family Group"),
        ("meets", "Tuesdays, 7 pm"),
        ("place", "St. Mark's Hall, Room 204"),
        ("crisis", "Call or text 988, day or night"),
    ];
    Group { details: details.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect() }
}

pub fn piece(layout: &str, texts: &[&str], theme: &str, paper: Option<&str>) -> Piece {
    let named = |name: &str| Named { name: name.into(), range: 0..0 };
    Piece {
        texts: texts.iter().map(|name| named(name)).collect(),
        theme: named(theme),
        paper: paper.map(|name| Paper::find(name).unwrap()),
        ..Piece::new(named(layout))
    }
}

/// Composes a packet and visits its sheets.
pub fn compose<T>(packet: &Packet, visit: impl FnMut(&Sheet<'_, '_>) -> T) -> Vec<T> {
    let library = Library::default();
    let book = Book::embedded();
    let order =
        Order { packet, library: &library, book: &book, over: Overrides::default() };
    let (made, _) =
        run(&order, visit).unwrap_or_else(|found| panic!("{}", render(&found, false)));
    made
}

/// The packet of one piece.
pub fn one(piece: Piece) -> Packet {
    Packet { group: group(), ..single(piece, PathBuf::new()) }
}

/// The standard packet, for a group.
pub fn standard() -> Packet {
    let mut report = Report::default();
    let source = Source::new("standard packet", handbill::load::STANDARD_PACKET);
    let packet = handbill::load::read_packet(&source, &PathBuf::new(), &mut report);
    assert!(!report.has_errors());
    Packet { group: group(), ..packet }
}

/// Every run of a page with its place on the sheet, in reading order; repeated faces left out.
pub fn runs(page: &Page) -> Vec<(&Item, &Run)> {
    let layers = page.layers.iter().filter(|layer| !layer.repeat);
    layers
        .flat_map(|layer| layer.items.iter())
        .filter_map(|item| match &item.shape {
            Shape::Text(run) => Some((item, run)),
            _ => None,
        })
        .collect()
}

/// The ink of a run on its face: the tight boxes of its glyphs.
pub fn ink(run: &Run, book: &Book) -> Vec<Rect> {
    let face = book.face(run.face);
    let mut x = run.at.x;
    let mut found = Vec::new();
    for glyph in &run.glyphs {
        if let Some(r) = face.extents(glyph.id).filter(|r| r.w > 0.0 && r.h > 0.0) {
            found.push(Rect {
                x: x + (f64::from(glyph.dx) + r.x) * run.size,
                y: run.at.y + (r.y - f64::from(glyph.dy)) * run.size,
                w: r.w * run.size,
                h: r.h * run.size,
            });
        }
        x += f64::from(glyph.advance) * run.size;
    }
    found
}

/// Lines of text: runs of one element on one baseline, joined.
pub fn text_lines(page: &Page) -> Vec<(Mark, f64, Point, String)> {
    let mut found: Vec<(Mark, f64, Point, String)> = Vec::new();
    for (item, run) in runs(page) {
        match found.last_mut() {
            Some((mark, _, at, text))
                if *mark == item.mark && (at.y - run.at.y).abs() < 0.01 =>
            {
                text.push_str(&run.text);
            }
            _ => found.push((item.mark, run.size, run.at, run.text.clone())),
        }
    }
    found
}

/// A text from Markdown, a layout on its paper and a theme: what a job needs.
pub struct Parts {
    pub text: Arc<Text>,
    pub layout: Layout,
    pub theme: Theme,
    pub group: Group,
}

pub fn parts(markdown: &str, layout: &str, paper: &str) -> Parts {
    let mut report = Report::default();
    let source = Source::new("random.md", markdown);
    let (text, found) = read_text("random", &source, &mut |_| Err("none".into()));
    report.append(found);
    let library = Library::default();
    let text = Arc::new(text);
    let tree = library.layout(layout, &mut report).unwrap();
    let mut layout = tree.resolve(&[Arc::clone(&text)], &mut report);
    layout.paper = Paper::find(paper).unwrap();
    let theme = library.theme("calm", &mut report).unwrap();
    assert!(!report.has_errors(), "{}", render(&report, false));
    Parts { text, layout, theme, group: group() }
}

impl Parts {
    pub fn prepared<T>(&self, book: &Book, visit: impl FnOnce(&Prepared<'_>) -> T) -> T {
        let texts = [&*self.text];
        let job = Job {
            layout: &self.layout,
            texts: &texts,
            theme: &self.theme,
            group: &self.group,
            book,
            bleed: None,
        };
        let prepared =
            Prepared::new(&job).unwrap_or_else(|r| panic!("{}", render(&r, false)));
        visit(&prepared)
    }
}
