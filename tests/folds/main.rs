//! Folded sheets: a test folds them in the computer and reads the pages one after the other.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod leaves;

#[path = "../rendered/mod.rs"]
mod rendered;
#[path = "../sheets/mod.rs"]
mod sheets;
#[path = "../tools/mod.rs"]
mod tools;

use handbill::diag::render;
use handbill::font::Book;
use handbill::impose::{FoldSheet, Placed};
use handbill::model::{Fold, PlannedPiece, SheetMark};
use handbill::page::{Artifact, Duplex, Mark, Page, Shape};
use handbill::press::write;
use handbill::prove;
use handbill::unit::{Size, Turn};
use sheets::{arabic, composed, folder};

const LYING: Size = Size { w: 792.0, h: 612.0 };

fn sheet(fold: Fold, page: Size, flip: Duplex) -> FoldSheet {
    let narrower = if fold == Fold::TriFold { 4.5 } else { 0.0 };
    let (thickness, rtl, marks) = (0.3, false, Vec::new());
    FoldSheet { size: LYING, page, fold, thickness, narrower, rtl, flip, marks }
}

/// A page as it lies: its number from 1, its left edge, and whether it is upside down, seen
/// with the sheet turned over about its upright middle, as a leaf of a book is turned.
fn seen(side: &[Placed], own: &FoldSheet, back: bool) -> Vec<(usize, f64, bool)> {
    let over = back && own.flip == Duplex::LongEdge;
    let one = |placed: &Placed| {
        let x = if over { own.size.w - placed.at.x - own.page.w } else { placed.at.x };
        (placed.page + 1, x, (placed.turn == Turn::Over) != over)
    };
    side.iter().map(one).collect()
}

/// The page on the right or left half of a side, or 0 for a blank.
fn half(side: &[(usize, f64, bool)], right: bool) -> usize {
    let own = side.iter().find(|(_, x, _)| (*x > LYING.w / 4.0) == right);
    own.map_or(0, |(page, ..)| *page)
}

/// Folds the sheets once and lays them in each other; the pages as they are leafed through.
fn leafed(own: &FoldSheet, pages: usize) -> Vec<usize> {
    let sides = own.sides(pages);
    let sheets: Vec<_> = sides
        .chunks(2)
        .map(|both| (seen(&both[0], own, false), seen(&both[1], own, true)))
        .collect();
    let upright =
        sheets.iter().flat_map(|(a, b)| a.iter().chain(b)).all(|(.., over)| !over);
    assert!(upright, "a page is upside down");
    let mut read = Vec::new();
    // Bound on the left: the right half of each front, and what is behind it; then, from the
    // innermost sheet outwards, the left half of each back side's leaf.
    let first = !own.rtl;
    for (front, back) in &sheets {
        read.extend([half(front, first), half(back, !first)]);
    }
    for (front, back) in sheets.iter().rev() {
        read.extend([half(back, first), half(front, !first)]);
    }
    read
}

#[test]
fn booklets_of_every_length_are_read_from_the_first_page_to_the_last() {
    let page = Size { w: 396.0, h: 612.0 };
    for flip in [Duplex::ShortEdge, Duplex::LongEdge] {
        for rtl in [false, true] {
            for pages in 1..=64 {
                let own = FoldSheet { rtl, ..sheet(Fold::Booklet, page, flip) };
                let mut wanted: Vec<usize> = (1..=pages).collect();
                wanted.resize(pages.div_ceil(4) * 4, 0);
                assert_eq!(leafed(&own, pages), wanted, "{pages} pages");
            }
        }
    }
}

#[test]
fn inner_sheets_creep_towards_the_fold() {
    let own = sheet(Fold::Booklet, Size { w: 396.0, h: 612.0 }, Duplex::ShortEdge);
    let sides = own.sides(16);
    for (at, side) in sides.iter().enumerate() {
        let creep = (at / 2) as f64 * own.thickness;
        let xs: Vec<f64> = side.iter().map(|placed| placed.at.x).collect();
        assert!(xs.iter().any(|x| (x - creep).abs() < 1e-9), "{at}: {xs:?}");
        assert!(xs.iter().any(|x| (x - 396.0 + creep).abs() < 1e-9), "{at}: {xs:?}");
    }
}

#[test]
fn a_tri_fold_has_its_pages_back_to_back_and_its_narrow_panel_inside() {
    let page = Size { w: 261.0, h: 612.0 };
    for flip in [Duplex::ShortEdge, Duplex::LongEdge] {
        let own = sheet(Fold::TriFold, page, flip);
        let sides = own.sides(6);
        let mut outside = seen(&sides[0], &own, false);
        let mut inside = seen(&sides[1], &own, true);
        let by_place =
            |a: &(usize, f64, bool), b: &(usize, f64, bool)| a.1.total_cmp(&b.1);
        outside.sort_by(by_place);
        inside.sort_by(by_place);
        let numbers =
            |side: &[(usize, f64, bool)]| side.iter().map(|s| s.0).collect::<Vec<_>>();
        assert_eq!(numbers(&outside), [5, 6, 1]);
        assert_eq!(numbers(&inside), [2, 3, 4]);
        for ((_, front, _), (_, back, _)) in outside.iter().zip(inside.iter().rev()) {
            let behind = own.size.w - back - page.w;
            assert!((front - behind).abs() < 1e-6, "{front} and {behind}");
        }
        // 3 5/8, 3 11/16 and 3 11/16 in.
        assert_eq!(own.folds(false), [261.0, 526.5]);
        assert_eq!(own.folds(true), [265.5, 531.0]);
    }
}

#[test]
fn a_zine_folds_to_eight_pages_in_their_order() {
    let own = sheet(Fold::Zine, Size { w: 198.0, h: 306.0 }, Duplex::Off);
    let side = own.sides(8).remove(0);
    let at = |row: usize, column: usize| {
        let (x, y) = (column as f64 * 198.0, row as f64 * 306.0);
        let own =
            side.iter().find(|p| (p.at.x - x).abs() < 0.1 && (p.at.y - y).abs() < 0.1);
        let own = own.unwrap();
        assert_eq!(own.turn == Turn::Over, row == 0, "the top row is upside down");
        own.page + 1
    };
    // Folded along, cut and pushed together: the outer columns make a leaf each, of the two
    // panels that lie back to back; of the middle columns each row makes one.
    let mut leaves = [
        [at(0, 0), at(1, 0)],
        [at(0, 3), at(1, 3)],
        [at(0, 1), at(0, 2)],
        [at(1, 1), at(1, 2)],
    ];
    leaves.iter_mut().for_each(|leaf| leaf.sort_unstable());
    leaves.sort_unstable();
    assert_eq!(leaves, [[1, 2], [3, 4], [5, 6], [7, 8]]);
    // Pages that face each other are neighbours on the sheet, the even one on the left as
    // they are read.
    for row in 0..2 {
        for column in 0..3 {
            let (mut left, mut right) = (at(row, column), at(row, column + 1));
            if row == 0 {
                (left, right) = (right, left);
            }
            if left % 2 == 0 {
                assert_eq!(right, left % 8 + 1);
            }
        }
    }
    let facing = [at(1, 0), at(0, 0)];
    assert_eq!(facing, [6, 5], "the fold at the left has a leaf's two sides");
}

/// Makes one piece of a long text, proven and read back.
fn made(
    name: &str,
    chapters: usize,
    piece: &str,
) -> (Vec<Page>, Vec<Page>, PlannedPiece) {
    let place = folder(name);
    let words = "Let each other finish, and let a silence be what it is. ".repeat(12);
    let text: String = (1..=chapters)
        .map(|n| format!("# Chapter {n}\n\n{words}\n\n{words}\n\n"))
        .collect();
    std::fs::write(place.join("long.md"), text).unwrap();
    let packet =
        format!("[[piece]]\nlayout = \"booklet\"\ntext = \"long.md\"\n{piece}\n");
    std::fs::write(place.join("packet.toml"), packet).unwrap();
    let mut all = composed(&place.join("packet.toml"), |sheet| {
        let made = write(sheet).unwrap_or_else(|r| panic!("{}", render(&r, false)));
        let verdict = prove::verify(&made.bytes, &Book::embedded(), None);
        assert!(verdict.is_proven(), "{name}: {verdict:?}");
        let printed = (0..sheet.printed()).map(|at| sheet.printed_page(at)).collect();
        let pages = (0..sheet.composition.pages()).map(|at| sheet.page(at)).collect();
        (printed, pages, made.planned)
    });
    all.remove(0)
}

fn said(page: &Page) -> String {
    let items = page.layers.iter().flat_map(|layer| layer.items.iter());
    let runs = items.filter_map(|item| match &item.shape {
        Shape::Text(run) => Some(run.text.as_str()),
        _ => None,
    });
    runs.collect()
}

#[test]
fn a_booklet_of_a_long_text_is_proven_and_read_in_order() {
    let (printed, pages, planned) =
        made("long-booklet", 14, "fold = \"booklet\"\ncopies = 3");
    assert!(pages.len() > 8, "{} pages", pages.len());
    let sheets = pages.len().div_ceil(4);
    assert_eq!(
        (printed.len(), planned.sheets, planned.print.copies),
        (2 * sheets, sheets, 3)
    );
    // The faces, by their rank, say what the pages say.
    let mut faces: Vec<(u32, String)> = Vec::new();
    for side in &printed {
        for layer in side.layers.iter().filter(|layer| layer.rank > 0) {
            let page = Page { layers: vec![layer.clone()], ..side.clone() };
            faces.push((layer.rank, said(&page)));
        }
    }
    faces.sort();
    let read: String = faces.into_iter().map(|(_, words)| words).collect();
    assert_eq!(read, pages.iter().map(said).collect::<String>());
}

#[test]
fn pages_stay_empty_where_that_is_declared_and_numbers_go_on_after_them() {
    let (printed, pages, _) = made("blanks", 6, "fold = \"booklet\"\nblanks = [5, 2]");
    // The page of each rank, and the number at its foot, which is the last that it says.
    let mut numbers = Vec::new();
    for side in &printed {
        for layer in side.layers.iter().filter(|layer| layer.rank > 0) {
            let page = Page { layers: vec![layer.clone()], ..side.clone() };
            numbers.push((layer.rank, said(&page)));
        }
    }
    numbers.sort();
    let free = (1..).filter(|number| ![2, 5].contains(number));
    let wanted: Vec<u32> = free.take(pages.len()).collect();
    let ranks: Vec<u32> = numbers.iter().map(|(rank, _)| *rank).collect();
    assert_eq!(ranks, wanted);
    for (rank, words) in &numbers {
        assert!(words.ends_with(&format!(".{rank}")), "page {rank}: {words}");
    }
    assert_eq!(printed.len(), 2 * wanted.last().unwrap().div_ceil(4) as usize);
}

#[test]
fn every_fold_is_proven_on_letter_and_a4() {
    for (fold, paper, chapters) in [
        ("half", "letter", 2),
        ("half", "a4", 2),
        ("tri-fold", "letter", 2),
        ("tri-fold", "a4", 2),
        ("zine", "letter", 1),
        ("booklet", "a4", 5),
    ] {
        let piece = format!("fold = \"{fold}\"\npaper = \"{paper}\"");
        let (printed, _, planned) = made(&format!("{fold}-{paper}"), chapters, &piece);
        let sides = if fold == "zine" { 1 } else { 2 };
        assert_eq!(printed.len() % sides, 0);
        assert_eq!(planned.sheet.unwrap().fold.unwrap(), fold);
    }
}

#[test]
fn a_booklet_on_a_larger_sheet_has_its_marks_in_the_waste() {
    let piece = "fold = \"booklet\"\npaper = \"statement\"\nsheet = \"11x17in\"\nthickness = \"0\"\nmarks = [\"crop\", \"fold\", \"registration\"]";
    let (printed, ..) = made("copy-shop", 4, piece);
    let block = handbill::unit::Rect { x: 216.0, y: 90.0, w: 792.0, h: 612.0 };
    for side in &printed {
        assert_eq!((side.trim.w, side.trim.h), (1224.0, 792.0));
        let marks = side.layers.iter().flat_map(|layer| layer.items.iter());
        let marks = marks.filter(|item| item.mark == Mark::Artifact(Artifact::Page));
        let mut count = 0;
        for item in marks {
            let Shape::Path(path) = &item.shape else { panic!("a mark has words") };
            let r = path.bounds();
            let r = handbill::unit::Rect { w: r.w.max(0.1), h: r.h.max(0.1), ..r };
            assert!(r.within(block).is_none(), "{r:?}");
            count += 1;
        }
        assert!(count >= 8 + 2 + 12, "{count} marks");
    }
    assert_eq!(SheetMark::Crop, SheetMark::Crop);
}

#[test]
fn what_is_read_from_right_to_left_is_bound_on_the_right() {
    let Some(packet) = arabic("folds-arabic") else { return };
    let text = std::fs::read_to_string(&packet).unwrap();
    let text = text.replacen("[[piece]]\n", "[[piece]]\nfold = \"booklet\"\n", 1);
    std::fs::write(&packet, text).unwrap();
    let firsts = composed(&packet, |sheet| {
        write(sheet).unwrap_or_else(|r| panic!("{}", render(&r, false)));
        let page = sheet.printed_page(0);
        let own = page.layers.iter().find(|layer| layer.rank == 1).unwrap();
        own.matrix.m[4]
    });
    assert!(firsts[0] < 100.0, "the first page stands on the left: {firsts:?}");
}
