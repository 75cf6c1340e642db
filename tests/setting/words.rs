//! Every word, in order.

use crate::{compose, one, parts, piece, runs};
use handbill::font::Book;
use handbill::page::{Mark, Role, Tag};

/// The words of a text as its Markdown has them, marks and numbers of lists apart.
fn words(markdown: &str) -> Vec<String> {
    let body = markdown.rsplit("+++\n").next().unwrap();
    let plain: String = body
        .lines()
        .filter(|line| !line.starts_with("<!--"))
        .map(|line| line.trim_start_matches(['#', ' ']).to_owned() + "\n")
        .collect();
    plain
        .replace("**", "")
        .split_whitespace()
        .filter(|word| *word != "-" && !is_number(word))
        .map(str::to_owned)
        .collect()
}

fn is_number(word: &str) -> bool {
    word.strip_suffix('.').unwrap_or(word).chars().all(|c| c.is_ascii_digit())
}

#[test]
fn a_handout_says_every_word_in_order_on_every_paper_in_every_theme() {
    for (name, markdown) in handbill::load::TEXTS {
        let wanted = words(markdown);
        for theme in ["calm", "ink-saver", "high-contrast"] {
            for paper in ["letter", "a4", "a3", "11x17in", "24x36in"] {
                let packet = one(piece("handout", &[name], theme, Some(paper)));
                compose(&packet, |sheet| {
                    let pages = sheet.composition.pages();
                    assert_eq!(pages, 1, "{name} {theme} {paper}");
                    let page = sheet.composition.page(0);
                    let of_text = runs(&page).into_iter().filter(|(item, run)| {
                        matches!(item.mark, Mark::Tag(_)) && run.source.is_some()
                    });
                    let said: String = of_text
                        .map(|(_, run)| run.text.clone())
                        .collect::<Vec<_>>()
                        .join("");
                    // Blocks follow each other without a blank: compare the letters.
                    assert_eq!(
                        said.split_whitespace().collect::<String>(),
                        wanted.concat(),
                        "{name} {theme} {paper}"
                    );
                });
            }
        }
    }
}

#[test]
fn every_run_is_its_bytes_of_the_source() {
    for (name, markdown) in handbill::load::TEXTS {
        let packet = one(piece("handout", &[name], "calm", None));
        compose(&packet, |sheet| {
            let page = sheet.composition.page(0);
            let mut count = 0;
            for (_, run) in runs(&page) {
                let Some(range) = run.source.clone() else { continue };
                count += 1;
                let source = &markdown[range];
                let squeeze =
                    |s: &str| s.replace("**", "").split_whitespace().collect::<String>();
                assert_eq!(squeeze(source), squeeze(&run.text), "{name}");
            }
            assert!(count > 20, "{name}: {count} runs");
        });
    }
}

#[test]
fn every_word_of_the_text_knows_its_part() {
    let packet = one(piece("handout", &["safety"], "calm", None));
    compose(&packet, |sheet| {
        let page = sheet.composition.page(0);
        let part = |words: &str| {
            let runs = runs(&page);
            let (item, _) =
                runs.iter().find(|(_, run)| run.text.contains(words)).unwrap();
            let Mark::Tag(tag) = item.mark else { panic!("{words} is an artifact") };
            sheet.about.tags.get(tag).part.clone()
        };
        assert_eq!(part("Creating a Sense").as_deref(), Some("title"));
        assert_eq!(part("weapons").as_deref(), Some("rules"));
        assert_eq!(part("1").as_deref(), Some("rules"), "the numeral");
        assert_eq!(part("We request").as_deref(), Some("rules"));
        assert_eq!(part("We thank you").as_deref(), Some("thanks"));
    });
}

#[test]
fn headings_of_one_level_stay_so_and_no_level_is_left_out() {
    let text = "# A\n\n### B\n\n1.\n\n### C\n\n2.\n\n#### D\n\n3.\n\n## E\n\n4.\n";
    parts(text, "handout", "letter").prepared(&Book::embedded(), |prepared| {
        let level = |tag: &Tag| match tag.role {
            Role::Heading(level) => Some(level),
            _ => None,
        };
        let levels: Vec<u8> = prepared.tags().list.iter().filter_map(level).collect();
        assert_eq!(levels, [1, 2, 2, 3, 2]);
    });
}
