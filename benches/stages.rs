//! The stages apart: what each costs within one process, on the embedded texts.
//!
//! `cargo bench --bench stages` prints the median of many runs of each stage, in microseconds.
#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use handbill::check::{Areas, Inspection, Subject};
use handbill::compose::{Job, Prepared};
use handbill::diag::Report;
use handbill::font::Book;
use handbill::load::Library;
use handbill::model::{Group, Layout, Text, Theme};
use handbill::page::{About, Seal};
use handbill::prove::{self, Expected};
use handbill::write::{pdf, png};

const RUNS: usize = 60;

fn main() {
    println!("{:22} {:>9} {:>9} {:>9}", "median of 60, µs", "handout", "tent", "poster");
    let cases: Vec<Vec<(&str, f64)>> =
        ["handout", "tent", "poster"].iter().map(|layout| stages(layout)).collect();
    for (index, (stage, _)) in cases[0].iter().enumerate() {
        let row: Vec<String> =
            cases.iter().map(|c| format!("{:9.0}", c[index].1)).collect();
        println!("{stage:22} {}", row.join(" "));
    }
}

/// The stages of one piece of the safety text, in order, each with its median.
fn stages(layout: &str) -> Vec<(&'static str, f64)> {
    let library = Library { folder: PathBuf::new() };
    let book = Book::embedded();
    let group = Group::default();
    let (text, layout_of, theme) = load(&library, layout);
    let texts = [&*text];
    let job = Job {
        layout: &layout_of,
        texts: &texts,
        theme: &theme,
        group: &group,
        book: &book,
        bleed: None,
    };
    let prepared =
        Prepared::new(&job).unwrap_or_else(|_| panic!("the embedded text is set"));
    let found = prepared.search().expect("the embedded text fits");
    let composition = prepared.compose(found).expect("it fits at that size");
    let page = composition.page(0);
    let subject = Subject {
        book: &book,
        tags: prepared.tags(),
        b: found.step.size(),
        kind: layout,
        saves: false,
        unprintable: None,
    };
    let mut areas = Areas::default();
    let about = || About { tags: prepared.tags().clone(), ..About::default() };
    let options = pdf::PdfOptions::default();
    let options = pdf::PdfOptions { sealed: true, ..options };
    let finished = pdf::write(&about(), std::iter::once(page.clone()), &book, &options);
    let drawn = png::draw(&page, &book, 72.0, &[]);
    vec![
        ("load", median(|| drop(load(&library, layout)))),
        ("shape and tag", median(|| drop(Prepared::new(&job)))),
        ("fit", median(|| drop(prepared.search()))),
        ("set", median(|| drop(prepared.compose(found)))),
        ("paint", median(|| drop(composition.page(0)))),
        (
            "check",
            median(|| {
                let mut inspection = Inspection::new(subject, &mut areas);
                inspection.page(&page);
                drop(inspection.finish());
            }),
        ),
        (
            "write PDF",
            median(|| {
                let pages = std::iter::once(page.clone());
                drop(pdf::write(&about(), pages, &book, &options));
            }),
        ),
        (
            "prove",
            median(|| {
                let seal = Seal::default();
                drop(prove::prove(&finished, &book, &Expected::default(), seal));
            }),
        ),
        (
            "prove, new book",
            median(|| {
                let (book, seal) = (Book::embedded(), Seal::default());
                drop(prove::prove(&finished, &book, &Expected::default(), seal));
            }),
        ),
        ("draw, 72 dpi", median(|| drop(png::draw(&page, &book, 72.0, &[])))),
        ("encode PNG, 72 dpi", median(|| drop(png::encode(&drawn, 72.0)))),
    ]
}

fn load(library: &Library, layout: &str) -> (Arc<Text>, Layout, Theme) {
    let mut report = Report::default();
    let text = Arc::new(library.text("safety", &mut report).expect("it is embedded"));
    let tree = library.layout(layout, &mut report).expect("it is embedded");
    let layout = tree.resolve(&[Arc::clone(&text)], &mut report);
    let theme = library.theme("calm", &mut report).expect("it is embedded");
    (text, layout, theme)
}

/// The median time of a piece of work, in microseconds.
fn median(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}
