//! The three embedded texts.

use crate::bytes::check_ranges;
use crate::read::{NAMES, embedded, good, part, words};

#[test]
fn the_three_texts_say_what_was_given_word_for_word() {
    for name in NAMES {
        let text = good(&embedded("assets/texts", name));
        let plain = embedded("tests/words", name);
        assert_eq!(words(&text), words(&good(&plain)), "{name}");
        // The same once more without a parser: marks and front matter off, byte for byte.
        let file = embedded("assets/texts", name);
        let body = file.splitn(3, "+++\n").nth(2).unwrap();
        let kept = |file: &str| -> Vec<String> {
            let lines =
                file.split('\n').filter(|l| !l.is_empty() && !l.starts_with("<!--"));
            lines.map(str::to_owned).collect()
        };
        assert_eq!(kept(body), kept(&plain), "{name}");
        assert_eq!((text.lang.as_str(), text.owner.as_deref()), ("en", Some("NAMI")));
        assert_eq!(text.title.clone(), Some(text.shown_title()));
        assert_eq!(text.edition, None);
    }
}

#[test]
fn the_three_texts_have_the_parts_that_layouts_ask_for() {
    let texts = NAMES.map(|name| good(&embedded("assets/texts", name)));
    let names = texts.each_ref().map(|text| {
        let names = text.parts.iter().map(|p| format!("{} {:?}", p.name, p.blocks));
        names.collect::<Vec<_>>().join(", ")
    });
    assert_eq!(
        names,
        [
            "objectives 5..9, important 9..10, title 0..1, list 6..7, rest 7..10, all 0..10",
            "letterhead 0..1, help 5..7, cases 6..7, title 1..2, list 6..7, lead 5..6, \
             rest 7..8, all 0..8",
            "rules 3..4, thanks 4..5, title 0..1, list 3..4, lead 2..3, rest 4..5, all 0..5",
        ]
    );
    let thanks = part(&texts[2], "thanks").unwrap();
    assert_eq!(thanks.lines().count(), 2);
    assert!(thanks.ends_with("our group\nby respecting these guidelines."));
}

#[test]
fn line_ends_bom_and_missing_last_line_end_change_no_words() {
    for name in NAMES {
        let file = embedded("assets/texts", name);
        let text = good(&file);
        for other in [
            file.replace('\n', "\r\n"),
            format!("\u{feff}{file}"),
            format!("\u{feff}{}", file.trim_end().replace('\n', "\r\n")),
            file.trim_end().to_owned(),
        ] {
            let other = good(&other);
            assert_eq!(words(&other), words(&text));
            assert_eq!(other.parts, text.parts);
            assert_eq!(other.title, text.title);
            check_ranges(&other);
        }
    }
}

#[test]
fn several_documents_in_one_file_are_one_text() {
    let all = NAMES.map(|name| embedded("tests/words", name)).join("\n\n");
    let text = good(&all);
    assert_eq!(text.title_level(), 2);
    let expected: usize =
        NAMES.iter().map(|n| good(&embedded("tests/words", n)).blocks.len()).sum();
    assert_eq!(text.blocks.len(), expected);
    assert_eq!(part(&text, "title").as_deref(), Some(words(&text)[0]));
}

#[test]
fn every_word_of_the_three_texts_is_found_in_its_file() {
    for name in NAMES {
        check_ranges(&good(&embedded("assets/texts", name)));
    }
}
