//! Sizes, lines and distances on the standard packet, in figures.

use std::collections::BTreeMap;

use crate::{compose, ink, one, piece, runs, standard, text_lines};
use handbill::font::Book;
use handbill::page::{Item, Mark, Role, Shape};
use handbill::press::Sheet;

fn size_of(sheet: &Sheet<'_, '_>, frame: &str) -> f64 {
    let sizes = &sheet.planned.sizes;
    sizes
        .iter()
        .find(|s| s.frame == frame)
        .unwrap_or_else(|| panic!("no {frame}"))
        .size_pt
}

#[test]
fn sizes_are_at_least_what_the_reader_needs() {
    let sizes: BTreeMap<String, Vec<(String, f64)>> = compose(&standard(), |sheet| {
        let sizes = sheet.planned.sizes.iter().map(|s| (s.frame.clone(), s.size_pt));
        (sheet.planned.file.clone(), sizes.collect())
    })
    .into_iter()
    .collect();
    let size = |file: &str, frame: &str| {
        sizes[file].iter().find(|(name, _)| name == frame).map(|(_, size)| *size).unwrap()
    };
    for text in ["comparison", "notice", "safety"] {
        let size = size(&format!("{text}-handout.pdf"), "text");
        assert!(size >= 12.0, "{text} {size}");
    }
    assert!(size("safety-poster-24x36in.pdf", "rules") >= 54.0);
    assert!(size("safety-tent.pdf", "lead") >= 14.5);
    assert!(size("safety-tent.pdf", "cases") >= 14.5);
    assert!(size("notice-tent.pdf", "cases") >= 20.0);
}

#[test]
fn handouts_have_lines_of_at_most_75_characters() {
    for text in ["comparison", "notice", "safety"] {
        for paper in ["letter", "a4"] {
            compose(&one(piece("handout", &[text], "calm", Some(paper))), |sheet| {
                let body = size_of(sheet, "text");
                let page = sheet.composition.page(0);
                for (_, size, _, line) in text_lines(&page) {
                    let long = line.trim_end().chars().count();
                    assert!(
                        size > body + 0.01 || long <= 75,
                        "{text} {paper} {long}: {line}"
                    );
                }
            });
        }
    }
}

/// Lines of each paragraph, by element.
fn paragraphs(sheet: &Sheet<'_, '_>) -> Vec<Vec<String>> {
    let page = sheet.composition.page(0);
    let mut found: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (mark, _, _, line) in text_lines(&page) {
        let Mark::Tag(tag) = mark else { continue };
        let role = &sheet.about.tags.get(tag).role;
        if matches!(role, Role::Paragraph | Role::Heading(_)) {
            found.entry(tag.0).or_default().push(line.trim_end().to_owned());
        }
    }
    found.into_values().collect()
}

#[test]
fn no_paragraph_of_the_standard_packet_ends_with_a_line_of_one_word() {
    compose(&standard(), |sheet| {
        for lines in paragraphs(sheet).iter().filter(|lines| lines.len() > 1) {
            let last = lines.last().unwrap();
            assert!(last.contains(' '), "{}: {lines:?}", sheet.planned.file);
        }
    });
}

#[test]
fn the_hard_break_of_the_thanks_is_kept_and_neither_part_wraps() {
    compose(&standard(), |sheet| {
        for lines in paragraphs(sheet) {
            if lines[0].starts_with("We thank you") {
                assert_eq!(
                    lines,
                    [
                        "We thank you in advance for strengthening our group",
                        "by respecting these guidelines."
                    ],
                    "{}",
                    sheet.planned.file
                );
            }
        }
    });
}

#[test]
fn every_glyph_stands_in_the_safe_zone_and_on_no_other() {
    let book = Book::embedded();
    compose(&standard(), |sheet| {
        let page = sheet.composition.page(0);
        let zones = sheet.composition.safe_zones(0);
        let mut boxes: Vec<(handbill::unit::Rect, String, f64)> = Vec::new();
        for layer in page.layers.iter().filter(|layer| !layer.repeat) {
            for item in layer.items.iter() {
                let Shape::Text(run) = &item.shape else { continue };
                for r in ink(run, &book) {
                    let on_sheet = layer.matrix.apply_rect(r);
                    assert!(
                        zones.iter().any(|zone| zone.holds(on_sheet)),
                        "{}: {:?} {on_sheet:?} {zones:?}",
                        sheet.planned.file,
                        run.text
                    );
                    boxes.push((r, run.text.clone(), run.at.y));
                }
            }
        }
        for (at, (a, text, y)) in boxes.iter().enumerate() {
            for (b, other, other_y) in &boxes[at + 1..] {
                let w = a.right().min(b.right()) - a.x.max(b.x);
                let h = a.bottom().min(b.bottom()) - a.y.max(b.y);
                let apart = (y - other_y).abs() > 0.01 || text != other;
                assert!(!(apart && w > 0.01 && h > 0.01), "{text} / {other}");
            }
        }
    });
}

#[test]
fn fitted_frames_are_full() {
    compose(&standard(), |sheet| {
        for (frame, full) in sheet.composition.fill() {
            if matches!(frame.as_str(), "text" | "rules" | "cases") {
                let shown = format!("{} {frame} {full}", sheet.planned.file);
                assert!((0.85..=1.0001).contains(&full), "{shown}");
            }
        }
    });
}

/// Whether an item is one of the text, not a mark for the printer.
fn is_read(item: &Item) -> bool {
    matches!(item.mark, Mark::Tag(_))
}

#[test]
fn both_faces_of_a_tent_are_one() {
    compose(&one(piece("tent", &["notice"], "calm", None)), |sheet| {
        let page = sheet.composition.page(0);
        let faces: Vec<_> =
            page.layers.iter().filter(|layer| layer.items.iter().any(is_read)).collect();
        assert_eq!(faces.len(), 2);
        assert_eq!(faces[0].items, faces[1].items);
        assert!(!faces[0].repeat && faces[1].repeat);
        assert!(!runs(&page).is_empty());
    });
}

#[test]
fn handouts_of_a_packet_share_one_size() {
    let sizes = compose(&standard(), |sheet| {
        (sheet.planned.layout == "handout").then(|| size_of(sheet, "text"))
    });
    let sizes: Vec<f64> = sizes.into_iter().flatten().collect();
    assert_eq!(sizes.len(), 3);
    assert!(sizes.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 1e-9), "{sizes:?}");
}
