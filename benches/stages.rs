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
use handbill::model::{Group, Layout, Named, Piece, Text, Theme};
use handbill::page::About;
use handbill::press::{self, Order, Overrides};
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
    println!("\n{:22} {:>9} {:>9} {:>9}", "the proof, ms", "proof", "all else", "share");
    let long = long();
    let cases = [
        ("safety", "handout", RUNS),
        ("safety", "tent", RUNS),
        ("safety", "poster", RUNS),
    ];
    let path = long.display().to_string();
    for (text, layout, runs) in cases.into_iter().chain([(path.as_str(), "handout", 5)]) {
        let (proof, whole) = proof(text, layout, runs);
        let (proof, rest) = (proof / 1e3, (whole - proof) / 1e3);
        let name = if text == "safety" { layout } else { "1,000 pages" };
        println!("{name:22} {proof:9.2} {rest:9.2} {:7.0} %", 100.0 * proof / rest);
    }
    let _ = std::fs::remove_file(long);
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
        cut: None,
        saves: false,
        unprintable: None,
    };
    let mut areas = Areas::default();
    let about = || About { tags: prepared.tags().clone(), ..About::default() };
    let options = pdf::PdfOptions::default();
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
        ("prove and seal", proof("safety", layout, RUNS).0),
        ("draw, 72 dpi", median(|| drop(png::draw(&page, &book, 72.0, &[])))),
        ("encode PNG, 72 dpi", median(|| drop(png::encode(&drawn, 72.0)))),
    ]
}

/// What the proof of a text costs, and making it with all that belongs to it, the proof too.
fn proof(text: &str, layout: &str, runs: usize) -> (f64, f64) {
    let named = |name: &str| Named { name: name.to_owned(), range: 0..0 };
    let piece = Piece { texts: vec![named(text)], ..Piece::new(named(layout)) };
    let packet = press::single(piece, PathBuf::new());
    let (book, library) = (Book::embedded(), Library { folder: PathBuf::new() });
    let over = Overrides::default();
    let order = Order { packet: &packet, library: &library, book: &book, over };
    let whole = median_of(runs, || drop(press::build(&order)));
    let found = press::run(&order, |sheet| {
        let options = pdf::PdfOptions::default();
        let pages = || (0..sheet.composition.pages()).map(|page| sheet.page(page));
        let plain = median_of(runs, || {
            drop(pdf::write(&sheet.about, pages(), &book, &options));
        });
        median_of(runs, || drop(press::write(sheet))) - plain
    });
    let (proof, _) = found.unwrap_or_else(|_| panic!("the text fits"));
    (proof[0], whole)
}

/// The three texts again and again, until they fill a thousand pages.
fn long() -> PathBuf {
    let all = ["comparison", "notice", "safety"].map(|name| {
        let file = format!("{}/assets/texts/{name}.md", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(file).expect("it is in the repository");
        let words = text.rsplit("+++\n").next().unwrap_or_default().to_owned();
        // A part is named once in a text.
        words
            .lines()
            .filter(|line| !line.starts_with("<!--"))
            .fold(String::new(), |all, line| all + line + "\n")
    });
    let path = std::env::temp_dir().join("handbill-stages-long.md");
    std::fs::write(&path, all.join("\n").repeat(334)).expect("the temporary folder");
    path
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
fn median(work: impl FnMut()) -> f64 {
    median_of(RUNS, work)
}

fn median_of(runs: usize, mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}
