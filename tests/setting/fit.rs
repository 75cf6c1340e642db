//! The size that is found is the largest on the grid: the next one does not fit.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::{compose, one, parts, piece, standard};
use handbill::compose::{Prepared, Step, Tightness};
use handbill::font::Book;
use handbill::page::Mark;

/// What was found fits, and no step above it does, as far as the layout allows larger ones.
fn is_largest(prepared: &Prepared<'_>, name: &str) {
    let Ok(found) = prepared.search() else { return };
    if found.many {
        return;
    }
    let fits = |step| prepared.fits(step, found.tight, found.wishes).is_ok();
    assert!(fits(found.step), "{name}: {found:?} does not fit");
    let (_, high) = prepared.bounds();
    if found.step == high || found.tight > Tightness(0) && prepared.usual() == found.step
    {
        return; // As large as the layout allows, or as its usual size.
    }
    let next = Step(found.step.0 + 1);
    assert!(!fits(next), "{name}: {found:?}, and {} pt fits too", next.size());
}

#[test]
fn the_next_step_does_not_fit_for_any_piece_of_the_standard_packet() {
    compose(&standard(), |sheet| is_largest(sheet.prepared, &sheet.planned.file));
}

#[test]
fn the_next_step_does_not_fit_for_200_random_texts() {
    let book = Book::embedded();
    let mut random = Random(7);
    for number in 0..200 {
        let markdown = text(&mut random);
        let layout = ["handout", "poster", "tent"][number % 3];
        let paper = ["letter", "a4", "11x17in", "24x36in"][random.below(4)];
        let parts = parts(&markdown, layout, paper);
        parts.prepared(&book, |prepared| {
            is_largest(prepared, &format!("{number} {layout} {paper}"));
            if let Ok(found) = prepared.search() {
                let composition = prepared.compose(found).unwrap();
                for page in 0..composition.pages() {
                    assert!(!composition.page(page).layers.is_empty());
                }
            }
        });
    }
}

#[test]
fn words_that_are_narrower_than_the_frame_that_grows_stand_on_the_sheet() {
    let layout = "paper = 'letter'\norientation = 'landscape'\nmargin = '0.4in'\n\
                  [frame.a]\nsay = 'Tuesday Group'\n[frame.b]\nsay = 'Room 204'\n";
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join("grows.toml");
    std::fs::write(&file, layout).unwrap();
    let packet = one(piece(file.to_str().unwrap(), &[], "calm", None));
    compose(&packet, |sheet| {
        is_largest(sheet.prepared, "grows");
        let page = sheet.page(0);
        for (_, run) in crate::runs(&page) {
            assert!(run.at.y < 612.0 - 28.0, "{} at {}", run.text, run.at.y);
        }
    });
}

#[test]
fn frames_that_share_a_word_have_one_size() {
    let layout = "paper = 'letter'\n[grid]\nrows = ['auto', 'auto']\nareas = ['a', 'b']\n\
                  [frame.a]\nsay = 'Short'\nfit = { min = '10pt', max = '200pt', share = 'x' }\n\
                  [frame.b]\nsay = 'Very much longer words'\n\
                  fit = { min = '10pt', max = '200pt', share = 'WORD' }\n";
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let sizes = |word: &str| {
        let file = folder.join(format!("share-{word}.toml"));
        std::fs::write(&file, layout.replace("WORD", word)).unwrap();
        let packet = one(piece(file.to_str().unwrap(), &[], "calm", None));
        let made = compose(&packet, |sheet| {
            sheet.planned.sizes.iter().map(|size| size.size_pt).collect::<Vec<f64>>()
        });
        made.concat()
    };
    let (apart, together) = (sizes("y"), sizes("x"));
    assert!(apart[0] > apart[1] + 10.0, "{apart:?}");
    assert!((together[0] - together[1]).abs() < 1e-9, "{together:?}");
    assert!((together[0] - apart[1]).abs() < 1e-9, "{together:?} {apart:?}");
}

#[test]
fn no_words_are_lost_between_pages() {
    let book = Book::embedded();
    let mut random = Random(11);
    for _ in 0..20 {
        let long: String =
            (0..12).map(|_| text(&mut random).replace("# ", "## ")).collect();
        let markdown = format!("# A long text\n\n{long}");
        parts(&markdown, "handout", "letter").prepared(&book, |prepared| {
            let found = prepared.search().unwrap();
            let composition = prepared.compose(found).unwrap();
            let said: usize = (0..composition.pages())
                .map(|page| {
                    let page = composition.page(page);
                    let of_text = crate::runs(&page).into_iter();
                    of_text
                        .filter(|(_, run)| run.source.is_some())
                        .map(|(_, run)| letters(&run.text))
                        .sum::<usize>()
                })
                .sum();
            let numbers = |line: &&str| !line.trim_start().starts_with("<!--");
            let wanted: usize = markdown
                .lines()
                .filter(numbers)
                .map(|line| {
                    let line = line.trim_start_matches(['#', '-', ' ']);
                    let line = line.trim_start_matches(|c: char| c.is_ascii_digit());
                    letters(line.trim_start_matches(". "))
                })
                .sum();
            assert_eq!(said, wanted);
        });
    }
}

#[test]
fn no_page_begins_or_ends_with_a_lonely_line() {
    let book = Book::embedded();
    let mut random = Random(23);
    let mut cuts = 0;
    for _ in 0..20 {
        let long: String =
            (0..14).map(|_| text(&mut random).replace("# ", "## ")).collect();
        let markdown = format!("# A long text\n\n{long}");
        parts(&markdown, "handout", "letter").prepared(&book, |prepared| {
            let found = prepared.search().unwrap();
            let composition = prepared.compose(found).unwrap();
            // How many lines each element has on each page.
            let lines = |page: usize| {
                let mut count = BTreeMap::new();
                for (mark, ..) in crate::text_lines(&composition.page(page)) {
                    if let Mark::Tag(tag) = mark {
                        *count.entry(tag).or_insert(0_usize) += 1;
                    }
                }
                count
            };
            let pages: Vec<_> = (0..composition.pages()).map(lines).collect();
            for pair in pages.windows(2) {
                for (tag, before) in &pair[0] {
                    let Some(after) = pair[1].get(tag) else { continue };
                    cuts += 1;
                    assert!(*before > 1 && *after > 1, "{before} lines, then {after}");
                }
            }
        });
    }
    assert!(cuts > 5, "only {cuts} paragraphs were cut: the test sees too little");
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// A text of a few blocks: a title, paragraphs, a lead and a list.
fn text(random: &mut Random) -> String {
    let mut out = format!("# {}\n\n", sentence(random, 9).trim_end_matches('.'));
    for _ in 0..random.below(4) {
        for _ in 0..1 + random.below(4) {
            out += &sentence(random, 18);
            out.push(' ');
        }
        out += "\n\n";
    }
    if random.below(3) > 0 {
        out += sentence(random, 12).trim_end_matches('.');
        out += ":\n\n";
        let numbered = random.below(2) == 0;
        for number in 1..=2 + random.below(5) {
            out += &if numbered { format!("{number}. ") } else { "- ".to_owned() };
            out += &sentence(random, 22);
            out.push('\n');
        }
        out.push('\n');
    }
    out += &sentence(random, 20);
    out + "\n\n"
}

fn sentence(random: &mut Random, most: usize) -> String {
    const WORDS: [&str; 24] = [
        "group",
        "listen",
        "understanding",
        "we",
        "a",
        "the",
        "of",
        "respect",
        "confidentiality",
        "room",
        "and/or",
        "self-care",
        "people",
        "who",
        "responsibilities",
        "to",
        "not",
        "feel",
        "emotions",
        "in",
        "support",
        "experience",
        "with",
        "others'",
    ];
    let count = 2 + random.below(most);
    let words: Vec<&str> = (0..count).map(|_| WORDS[random.below(WORDS.len())]).collect();
    format!("{}.", words.join(" "))
}

/// A small generator (Knuth's MMIX constants), so that every machine tries the same texts.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }
}
