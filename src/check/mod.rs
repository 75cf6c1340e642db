//! Pages to findings: what a careful designer would say of a finished piece.
//!
//! An [`Inspection`] looks at the pages of a piece one by one, in painting order: it knows
//! what is behind each word, finds lines and blocks again, and counts the ink. It draws
//! nothing. What it found comes out as an [`Outcome`]. `docs/checks.md` lists the findings
//! and the source of each rule.

mod backdrop;
mod contrast;
mod help_line;
mod ink;
mod light;
mod lines;
mod reach;
mod setting;
mod worst;

pub use help_line::help_line;
pub use ink::Areas;
pub use reach::Reach;

use backdrop::Backdrop;
use ink::{Ink, rectangle};
use reach::Census;

use crate::diag::Diagnostic;
use crate::font::Book;
use crate::page::{Item, Layer, Page, Path, Shape, Tags};
use crate::unit::{Pt, Rect, Sides};

/// Above this share of ink paper gets wavy and a cartridge is soon empty.
const MUCH: f64 = 0.25;
/// What the theme `ink-saver` promises.
const SAVING: f64 = 0.10;

/// What is looked at.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The faces.
    pub book: &'a Book,
    /// The structure tree that the items point into.
    pub tags: &'a Tags,
    /// The text size that was found.
    pub b: Pt,
    /// The layout's kind.
    pub kind: &'a str,
    /// How far words stay from the sides, where the pages are cut out of larger sheets.
    pub cut: Option<Pt>,
    /// Whether the theme promises to save ink.
    pub saves: bool,
    /// What the printer leaves white, where it is known.
    pub unprintable: Option<Sides>,
}

/// What was found.
pub struct Outcome {
    /// The findings.
    pub findings: Vec<Diagnostic>,
    /// How far the text can be read; nothing for a piece without words.
    pub reach: Option<Reach>,
    /// The share of each page that is inked.
    pub ink: Vec<f64>,
}

impl Outcome {
    /// The mean ink of the pages.
    pub fn mean_ink(&self) -> f64 {
        self.ink.iter().sum::<f64>() / self.ink.len().max(1) as f64
    }
}

/// A look at the pages of a piece.
pub struct Inspection<'a> {
    subject: Subject<'a>,
    areas: &'a mut Areas,
    census: Census,
    contrast: contrast::Seen,
    setting: setting::Seen,
    ink: Vec<f64>,
}

impl<'a> Inspection<'a> {
    /// Before the first page. `areas` are kept from piece to piece.
    pub fn new(subject: Subject<'a>, areas: &'a mut Areas) -> Self {
        Self {
            subject,
            areas,
            census: Census::default(),
            contrast: contrast::Seen::default(),
            setting: setting::Seen::default(),
            ink: Vec::new(),
        }
    }

    /// Looks at the next page.
    pub fn page(&mut self, page: &Page) {
        let mut backdrop = Backdrop::default();
        let mut ink = Ink::default();
        for layer in &page.layers {
            for item in layer.items.iter() {
                self.item(item, layer, &mut backdrop, &mut ink);
            }
            if !layer.repeat {
                self.words(layer, page);
            }
        }
        self.ink.push(ink.share(page, &backdrop));
    }

    fn item(&mut self, item: &Item, layer: &Layer, back: &mut Backdrop, ink: &mut Ink) {
        let book = self.subject.book;
        let on_sheet = |rect: Rect| layer.matrix.apply_rect(rect);
        match &item.shape {
            Shape::Text(run) => {
                let rect = on_sheet(lines::run_box(run, book, 0.0));
                ink.run(run, &back.behind(rect), book, self.areas);
                let blank = run.text.trim().is_empty();
                if !layer.repeat && !blank && !lines::is_mark(item.mark) {
                    self.census.count(run);
                    self.contrast.run(run, book.face(run.face), rect, back);
                }
            }
            Shape::Path(path) => self.path(path, on_sheet(path.bounds()), back, ink),
            Shape::Image(picture) => {
                let rect = on_sheet(picture.rect);
                ink.picture(&picture.image, rect, &back.behind(rect));
                back.picture(rect);
            }
        }
    }

    fn path(&mut self, path: &Path, rect: Rect, back: &mut Backdrop, ink: &mut Ink) {
        if let Some(stroke) = &path.stroke {
            let half = stroke.width / 2.0;
            let wide = Rect {
                x: rect.x - half,
                y: rect.y - half,
                w: rect.w + stroke.width,
                h: rect.h + stroke.width,
            };
            ink.stroke(path, stroke, &back.behind(wide));
        }
        let Some(color) = path.fill else { return };
        if rectangle(path).is_some() {
            back.paint(rect, color);
            self.contrast.ground(color);
        } else {
            ink.shape(path, light::darkness(color), &back.behind(rect));
            back.picture(rect);
        }
    }

    /// The lines of a face.
    fn words(&mut self, layer: &Layer, page: &Page) {
        let subject = self.subject;
        let lines = lines::lines(layer, subject.tags, subject.book, self.areas);
        let all = |cut| Sides { top: cut, right: cut, bottom: cut, left: cut };
        let least = subject.cut.map(all).or(subject.unprintable);
        for line in &lines {
            self.setting.line(line, page, least);
        }
        for block in lines::blocks(&lines, self.subject.tags) {
            self.setting.block(&block, self.subject.b);
        }
    }

    /// After the last page.
    pub fn finish(self) -> Outcome {
        let reach = self.census.reach(self.subject.b, self.subject.book);
        let mut findings = Vec::new();
        self.contrast.findings(&mut findings);
        let size = reach.map(|reach| reach.size);
        self.setting.findings(self.subject.kind, size, &mut findings);
        findings.extend(much_ink(&self.ink, self.subject.saves));
        Outcome { findings, reach, ink: self.ink }
    }
}

/// A page that takes more ink than its theme promises, or than paper likes.
fn much_ink(pages: &[f64], saves: bool) -> Option<Diagnostic> {
    let (at, most) = pages.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
    let which =
        if pages.len() > 1 { format!("page {}", at + 1) } else { "it".to_owned() };
    let takes = format!("{which} takes {:.1} % ink", most * 100.0);
    if saves && *most > SAVING {
        let message = format!("{takes}, and theme `ink-saver` promises 10 % at most");
        Some(
            Diagnostic::warning("ink", message)
                .help("lighter bars, thinner rules or a smaller title take less")
                .help("source: docs/checks.md: a tenth of the page"),
        )
    } else if *most > MUCH {
        let message = format!("{takes}: paper gets wavy, and a cartridge is soon empty");
        Some(
            Diagnostic::note("ink", message)
                .help("`theme = \"ink-saver\"`, or --theme ink-saver, prints rules in place of grounds")
                .help("source: docs/checks.md: a quarter of the page"),
        )
    } else {
        None
    }
}
