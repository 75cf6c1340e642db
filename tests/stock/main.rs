//! Stock and several on a sheet: what is printed stands on each piece where the geometry of
//! the trade says, in hundredths of an inch; fronts and backs meet; a reader hears it once.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod drawn;

#[path = "../rendered/mod.rs"]
mod rendered;
#[path = "../sheets/mod.rs"]
mod sheets;
#[path = "../tools/mod.rs"]
mod tools;

use std::path::PathBuf;

use handbill::diag::{Report, render};
use handbill::font::Book;
use handbill::load::{Library, STOCK};
use handbill::model::{Known, PlannedPiece};
use handbill::page::{Artifact, Item, Layer, Mark, Page, Seal, Shape};
use handbill::press::write;
use handbill::prove;
use handbill::unit::{MM, Rect};
use handbill::write::pdf;
use sheets::{compose, composed, folder};

/// A face that fills its safe zone to all sides.
const FACE: &str = "\
kind   = \"face\"
margin = \"0.1in\"
edge   = \"0\"
[fit]
min = \"6pt\"
max = \"18pt\"
[frame.name]
say    = \"{group.name}\"
ground = \"ground\"
[frame.place]
say    = \"{group.place}\"
ground = \"ground\"
";

/// Number, sheet, first corner, pitch, flat size, columns, rows, fold from the top, safe inset:
/// inches, as the sources have them.
type Geometry = (&'static str, [f64; 10], Option<f64>, f64);

const MM_IN: f64 = MM / 72.0;

fn geometry() -> Vec<Geometry> {
    let mm = |sheet: [f64; 10]| {
        let mut own = sheet.map(|v| v * MM_IN);
        own[8..].copy_from_slice(&sheet[8..]);
        own
    };
    vec![
        ("5305", [8.5, 11.0, 0.0, 0.5, 8.5, 5.0, 8.5, 5.0, 1.0, 2.0], Some(2.5), 0.375),
        (
            "5309",
            [11.0, 8.5, 0.0, 0.75, 11.0, 7.0, 11.0, 7.0, 1.0, 1.0],
            Some(3.5),
            0.375,
        ),
        ("8309", [11.0, 8.5, 0.0, 0.75, 11.0, 7.0, 11.0, 7.0, 1.0, 1.0], Some(3.5), 0.5),
        ("5302", [8.5, 11.0, 0.75, 1.5, 3.5, 4.0, 3.5, 4.0, 2.0, 2.0], Some(2.0), 0.25),
        ("5371", [8.5, 11.0, 0.75, 0.5, 3.5, 2.0, 3.5, 2.0, 2.0, 5.0], None, 0.125),
        ("8871", [8.5, 11.0, 0.75, 0.5, 3.5, 2.0, 3.5, 2.0, 2.0, 5.0], None, 0.125),
        (
            "5395",
            [8.5, 11.0, 0.6875, 0.5833, 3.75, 2.5, 3.375, 2.3333, 2.0, 4.0],
            None,
            0.125,
        ),
        ("5392", [8.5, 11.0, 0.25, 1.0, 4.0, 3.0, 4.0, 3.0, 2.0, 3.0], None, 0.125),
        ("5388", [8.5, 11.0, 1.75, 1.0, 5.0, 3.0, 5.0, 3.0, 1.0, 3.0], None, 0.125),
        (
            "l7414",
            mm([210.0, 297.0, 15.0, 18.5, 90.0, 52.0, 90.0, 52.0, 2.0, 5.0]),
            None,
            3.0 * MM_IN,
        ),
        (
            "L7418",
            mm([210.0, 297.0, 19.0, 38.5, 86.0, 55.0, 86.0, 55.0, 2.0, 4.0]),
            None,
            3.0 * MM_IN,
        ),
        (
            "L4785",
            mm([210.0, 297.0, 18.0, 13.0, 95.0, 55.0, 80.0, 50.0, 2.0, 5.0]),
            None,
            3.0 * MM_IN,
        ),
        (
            "place-card",
            [8.5, 11.0, 0.75, 1.5, 3.5, 4.0, 3.5, 4.0, 2.0, 2.0],
            Some(2.0),
            0.25,
        ),
        (
            "tent-a4",
            mm([210.0, 297.0, 10.0, 18.5, 190.0, 130.0, 190.0, 130.0, 1.0, 2.0]),
            Some(65.0 * MM_IN),
            9.5 * MM_IN,
        ),
    ]
}

/// Files of a packet in a folder of its own.
fn packet(name: &str, piece: &str, files: &[(&str, &str)]) -> PathBuf {
    let place = folder(name);
    let text = format!(
        "[group]\nname = \"Tuesday Group\"\nplace = \"Room 204\"\n\n[[piece]]\n{piece}\n"
    );
    std::fs::write(place.join("packet.toml"), text).unwrap();
    std::fs::write(place.join("face.toml"), FACE).unwrap();
    for (name, text) in files {
        std::fs::create_dir_all(place.join(name).parent().unwrap()).unwrap();
        std::fs::write(place.join(name), text).unwrap();
    }
    place.join("packet.toml")
}

/// What the only piece of a packet prints: pages and plan. It is written, proven and read
/// back.
fn printed(name: &str, piece: &str, files: &[(&str, &str)]) -> (Vec<Page>, PlannedPiece) {
    let (pages, planned, _) = made(name, piece, files);
    (pages, planned)
}

/// The same with its file.
fn made(
    name: &str,
    piece: &str,
    files: &[(&str, &str)],
) -> (Vec<Page>, PlannedPiece, Vec<u8>) {
    let file = packet(name, piece, files);
    let mut all = composed(&file, |sheet| {
        let made = write(sheet).unwrap_or_else(|r| panic!("{}", render(&r, false)));
        let verdict = prove::verify(&made.bytes, &Book::embedded(), None);
        assert!(verdict.is_proven(), "{name}: {verdict:?}");
        let pages = (0..sheet.printed()).map(|at| sheet.printed_page(at)).collect();
        (pages, made.planned, made.bytes)
    });
    all.remove(0)
}

/// All sheets of paper that it takes.
fn sheets(planned: &PlannedPiece) -> usize {
    planned.sheets * planned.print.copies as usize
}

fn refused(name: &str, piece: &str, files: &[(&str, &str)]) -> String {
    let file = packet(name, piece, files);
    match compose(&file, |_| ()) {
        Ok(_) => panic!("{name}: nothing was wrong"),
        Err(report) => render(&report, false),
    }
}

fn bounds(item: &Item) -> Rect {
    match &item.shape {
        Shape::Text(run) => Rect {
            x: run.at.x,
            y: run.at.y - 0.66 * run.size,
            w: run.width(),
            h: 0.9 * run.size,
        },
        Shape::Path(path) => path.bounds(),
        Shape::Image(picture) => picture.rect,
    }
}

fn is_mark(layer: &Layer) -> bool {
    layer.items.iter().all(|item| item.mark == Mark::Artifact(Artifact::Page))
}

/// What stands on a page besides marks: the box around each layer.
fn faces(page: &Page) -> Vec<Rect> {
    let own = page.layers.iter().filter(|layer| !is_mark(layer));
    own.map(|layer| {
        let all = layer.items.iter().map(bounds).reduce(Rect::union).unwrap();
        layer.matrix.apply_rect(all)
    })
    .collect()
}

fn words(page: &Page, read: bool) -> usize {
    let own = page.layers.iter().filter(|layer| layer.repeat != read && !is_mark(layer));
    own.count()
}

fn hundredths(r: Rect) -> [f64; 4] {
    [r.x, r.y, r.right(), r.bottom()].map(|v| (v / 0.72).round())
}

#[test]
fn every_stock_has_its_faces_in_the_safe_zones_that_the_sources_give() {
    let mut known = 0;
    for (number, [w, h, x0, y0, dx, dy, fw, fh, columns, rows], fold, safe) in geometry()
    {
        let piece = format!("layout = \"face.toml\"\nstock = \"{number}\"");
        let (pages, planned) = printed(&format!("stock-{number}"), &piece, &[]);
        let page = &pages[0];
        let size = [page.trim.w, page.trim.h].map(|v| (v / 0.72).round());
        assert_eq!(size, [w, h].map(|v| (v * 100.0).round()), "{number}");
        let mut zones = Vec::new();
        for row in 0..rows as usize {
            for column in 0..columns as usize {
                let (x, y) = (x0 + column as f64 * dx, y0 + row as f64 * dy);
                let parts = match fold {
                    Some(fold) => vec![(y + fold, fh - fold), (y, fold)],
                    None => vec![(y, fh)],
                };
                zones.extend(parts.into_iter().map(|(y, h)| Rect {
                    x: 72.0 * (x + safe),
                    y: 72.0 * (y + safe),
                    w: 72.0 * (fw - 2.0 * safe),
                    h: 72.0 * (h - 2.0 * safe),
                }));
            }
        }
        let faces = faces(page);
        assert_eq!(faces.len(), zones.len(), "{number}");
        for (face, zone) in faces.iter().zip(&zones) {
            assert!(zone.holds(*face), "{number}: {face:?} in {zone:?}");
            // The ground fills the zone from side to side.
            let (face, zone) = (hundredths(*face), hundredths(*zone));
            assert_eq!([face[0], face[2]], [zone[0], zone[2]], "{number}");
        }
        assert_eq!(
            words(page, true),
            1,
            "{number}: one face is read, the others are art"
        );
        let stock = planned.sheet.unwrap().stock.unwrap();
        let sure = ["5305", "place-card", "tent-a4"].contains(&number);
        assert_eq!(stock.check_first, !sure, "{number}");
        known += 1;
    }
    assert!(known + 2 > STOCK.len(), "a stock has no test");
}

#[test]
fn scored_stock_has_no_marks_and_plain_card_has_them_in_the_waste() {
    let marks = |name: &str, stock: &str| {
        let piece = format!("layout = \"face.toml\"\nstock = {stock}");
        let (pages, _) = printed(name, &piece, &[]);
        let layers: Vec<Layer> =
            pages[0].layers.iter().filter(|l| is_mark(l)).cloned().collect();
        layers
            .iter()
            .flat_map(|l| l.items.iter().map(bounds).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    for scored in ["5305", "5309", "5302", "5371"] {
        assert_eq!(marks(&format!("marks-{scored}"), scored), [], "{scored}");
    }
    let found = marks("marks-place-card", "\"place-card\"");
    let block = Rect { x: 54.0, y: 108.0, w: 504.0, h: 576.0 };
    assert!(found.iter().all(|mark| {
        let mark = Rect { w: mark.w.max(0.1), h: mark.h.max(0.1), ..*mark };
        mark.within(block).is_none()
    }));
    // Three cuts down at top and foot, three across and two folds at left and right.
    assert_eq!(found.len(), 2 * (3 + 3 + 2));
    for y in [252.0, 540.0] {
        let folds = found.iter().filter(|mark| (mark.y - y).abs() < 0.01);
        assert_eq!(folds.count(), 2, "the fold at {y}");
    }
}

#[test]
fn copies_are_cards_and_sheets_are_counted() {
    let piece = "layout = \"card\"\ntext = \"notice\"\nstock = \"5371\"\ncopies = 25";
    let (pages, planned) = printed("count", piece, &[]);
    assert_eq!((pages.len(), planned.copies, sheets(&planned)), (1, 25, 3));
    let piece =
        "layout = \"face.toml\"\npaper = \"3x5in\"\nsheet = \"letter\"\ncopies = 5";
    let (_, planned) = printed("count-plain", piece, &[]);
    let sheet = planned.sheet.clone().unwrap();
    assert_eq!((sheet.columns * sheet.rows, sheets(&planned)), (4, 2));
    let piece = "layout = \"face.toml\"\npaper = \"letter\"\nnup = \"2x4\"\ncopies = 9";
    let (pages, planned) = printed("count-nup", piece, &[]);
    assert_eq!((sheets(&planned), words(&pages[0], false)), (2, 7));
}

#[test]
fn different_cards_are_dealt_so_that_the_piles_need_no_sorting() {
    let text = (1..=7).map(|n| format!("# Card {n}\n\nWords.\n\n")).collect::<String>();
    let layout = "extends = \"booklet\"\n[fit]\nusual = \"14pt\"\nmax = \"14pt\"\n[style.title]\nnew-page = true\n[frame.page]\noff = true\n";
    let piece =
        "layout = \"deal.toml\"\ntext = \"deal.md\"\nstock = \"5388\"\ncopies = 2";
    let files = [("deal.toml", layout), ("deal.md", &*text)];
    let (pages, planned) = printed("deal", piece, &files);
    // Seven cards on three sheets of three: card 1, 4, 7 on the first.
    assert_eq!((pages.len(), sheets(&planned)), (3, 6));
    let first = |page: &Page| -> Vec<String> {
        let runs = page.layers.iter().flat_map(|layer| layer.items.iter());
        let said = runs.filter_map(|item| match &item.shape {
            Shape::Text(run) if run.text.starts_with("Card") => Some(run.text.clone()),
            _ => None,
        });
        said.collect()
    };
    assert_eq!(first(&pages[0]), ["Card 1", "Card 4", "Card 7"]);
    assert_eq!(first(&pages[1]), ["Card 2", "Card 5"]);
}

#[test]
fn fronts_and_backs_meet_for_both_flips() {
    let back = "margin = \"0.1in\"\nedge = \"0\"\n[frame.name]\nsay = \"{group.place}\"\nground = \"ground\"\nvalign = \"middle\"\n";
    for (flip, upright) in [("long-edge", true), ("short-edge", false)] {
        for number in ["5371", "5388", "5395"] {
            let piece = format!(
                "layout = \"face.toml\"\nstock = {number}\nback = \"back.toml\"\nflip = \"{flip}\""
            );
            let name = format!("backs-{flip}-{number}");
            let (pages, planned) = printed(&name, &piece, &[("back.toml", back)]);
            assert_eq!((pages.len(), planned.pages, sheets(&planned)), (2, 2, 1));
            let zones = |page: &Page| -> Vec<[f64; 4]> {
                let turned = |r: Rect| {
                    if upright {
                        Rect { x: page.trim.w - r.right(), ..r }
                    } else {
                        Rect { y: page.trim.h - r.bottom(), ..r }
                    }
                };
                let all = faces(page);
                let own = all.iter().map(|r| hundredths(turned(*r)));
                own.collect()
            };
            let fronts: Vec<[f64; 4]> =
                faces(&pages[0]).iter().map(|r| hundredths(*r)).collect();
            for (front, back) in fronts.iter().zip(zones(&pages[1])) {
                assert_eq!([front[0], front[2]], [back[0], back[2]], "{name}");
                let middle = f64::midpoint(back[1], back[3]);
                assert!(front[1] < middle && middle < front[3], "{name}");
            }
            assert_eq!(words(&pages[1], true), 1);
        }
    }
}

#[test]
fn a_stock_of_ones_own_stands_beside_the_packet() {
    let own = "name = \"Mine\"\nkind = \"label\"\nsheet = \"a5\"\norientation = \"landscape\"\npack = 20\norigin = [\"1in\", \"1in\"]\nflat = [\"2in\", \"2in\"]\npitch = [\"3in\", \"2in\"]\ncolumns = 2\nrows = 1\nradius = \"2mm\"\nsafe = \"0.2in\"\nknown = \"two-sources\"\nnote = \"measured\"\n";
    let piece = "layout = \"face.toml\"\nstock = \"mine\"";
    let (pages, planned) = printed("own-stock", piece, &[("stock/mine.toml", own)]);
    let xs: Vec<f64> = faces(&pages[0]).iter().map(|r| hundredths(*r)[0]).collect();
    assert_eq!(xs, [120.0, 420.0]);
    assert!(!planned.sheet.unwrap().stock.unwrap().check_first);
    let wrong = own.replace("columns = 2", "columns = 9");
    let said = refused("own-stock-wide", piece, &[("stock/mine.toml", &wrong)]);
    assert!(said.contains("off the sheet"), "{said}");
}

#[test]
fn what_is_in_conflict_or_unknown_is_refused_by_name() {
    let said = refused("conflict", "layout = \"face.toml\"\nstock = 5389", &[]);
    assert!(said.contains("error[stock-conflict]") && said.contains("5389"), "{said}");
    let said = refused("unknown", "layout = \"face.toml\"\nstock = \"5306\"", &[]);
    assert!(said.contains("did you mean `530"), "{said}");
    let said = refused(
        "fold-of-none",
        "layout = \"tent\"\ntext = \"notice\"\nstock = \"5371\"",
        &[],
    );
    assert!(said.contains("which is not folded"), "{said}");
    let said = refused(
        "too-small",
        "layout = \"tent\"\ntext = \"notice\"\nstock = \"5305\"",
        &[],
    );
    assert!(said.contains("on which it fits is 5309"), "{said}");
    let mut report = Report::default();
    let list = Library::default().stock_list(&mut report);
    assert_eq!(list.iter().filter(|s| s.known == Known::Conflict).count(), 1);
    assert!(report.findings.is_empty());
}

#[test]
fn a_copy_shop_gets_bleed_and_marks_outside_of_the_trim() {
    let piece = "layout = \"tent\"\ntext = \"notice\"\nbleed = true\nmarks = [\"crop\", \"fold\", \"registration\"]";
    let (pages, planned) = printed("trimmed", piece, &[]);
    let page = &pages[0];
    assert_eq!((page.trim.w, page.bleed, page.slug), (612.0, 9.0, 36.0));
    assert!(planned.sheet.is_none());
    let kept = Rect { x: -9.0, y: -9.0, w: 630.0, h: 810.0 };
    let paper = Rect { x: -45.0, y: -45.0, w: 702.0, h: 882.0 };
    // The tent's ruler is a mark of its own, on the trim.
    let own =
        page.layers.iter().filter(|layer| layer.matrix.m[4] < 0.0 && is_mark(layer));
    let marks: Vec<Rect> = own
        .flat_map(|l| {
            l.items.iter().map(|i| l.matrix.apply_rect(bounds(i))).collect::<Vec<_>>()
        })
        .collect();
    // Eight ticks of crops, two of the fold, four crosses of three strokes.
    assert_eq!(marks.len(), 8 + 2 + 12);
    for mark in marks {
        let mark = Rect { w: mark.w.max(0.1), h: mark.h.max(0.1), ..mark };
        assert!(mark.within(kept).is_none() && paper.holds(mark), "{mark:?}");
    }
}

/// The same face with the letters of one run turned round.
fn misspelt(layer: &Layer) -> Layer {
    let mut items: Vec<Item> = layer.items.to_vec();
    let runs = items.iter_mut().filter_map(|item| match &mut item.shape {
        Shape::Text(run) => Some(run),
        _ => None,
    });
    for run in runs.take(1) {
        let ids: Vec<u16> = run.glyphs.iter().rev().map(|glyph| glyph.id).collect();
        run.glyphs.iter_mut().zip(ids).for_each(|(glyph, id)| glyph.id = id);
        run.text = run.text.chars().rev().collect();
    }
    Layer { items: std::sync::Arc::new(items), ..layer.clone() }
}

#[test]
fn a_copy_that_spells_another_word_is_found() {
    let file = packet("misspelt", "layout = \"face.toml\"\nstock = \"5371\"", &[]);
    composed(&file, |sheet| {
        let imposed = sheet.imposed.as_ref().unwrap();
        let book = Book::embedded();
        let proven = |page: Page| {
            let options = pdf::PdfOptions::default();
            let draft = pdf::draft(&imposed.about, [page].into_iter(), &book, &options);
            prove::prove(draft.bytes(), &book, &imposed.expected, Seal::default())
        };
        let page = imposed.pages[0].clone();
        assert!(proven(page.clone()).is_ok());
        let mut wrong = page;
        let at = wrong.layers.iter().rposition(|layer| layer.repeat).unwrap();
        wrong.layers[at] = misspelt(&wrong.layers[at]);
        let found = proven(wrong).unwrap_err();
        assert!(found.iter().any(|f| f.message.contains("puorG")), "{found:?}");
    });
}
