//! Words, lists, tables and code.

use handbill::model::{BlockKind, ColumnAlign, Inline};

use crate::read::{good, inline, one_mistake, read, words};

#[test]
fn words_know_their_bytes() {
    let at = |inline: &Inline, word: &str| {
        let start = inline.text.find(word).unwrap();
        inline.source_of(start..start + word.len()).unwrap()
    };
    let file = "\u{feff}a &amp; b \\*c\r\nd\te  \r\nf **g *h*** [i **j**](https://x.y)\n";
    let words = inline(file);
    assert_eq!(words.text, "a & b *c d e\nf g h i j");
    for (word, source) in
        [("&", "&amp;"), ("*c", "\\*c"), ("c", "c"), ("d e", "d\te"), ("c d", "c\r\nd")]
    {
        assert_eq!(&file[at(&words, word)], source);
    }
    assert_eq!(&file[at(&words, "e\nf")], "e  \r\nf");
    let spans: Vec<_> = words
        .spans
        .iter()
        .map(|s| (&words.text[s.range.clone()], s.bold, s.italic, s.link.is_some()))
        .collect();
    let expected = [
        ("g ", true, false, false),
        ("h", true, true, false),
        ("i ", false, false, true),
        ("j", true, false, true),
    ];
    assert_eq!(spans, expected);
}

#[test]
fn nothing_is_made_prettier() {
    let words =
        inline("\"a\" -- it's... (c) ~~b~~ $x$ s/he [ ] [^](c) - [x] d\u{a0}\u{ad}e");
    assert_eq!(
        words.text,
        "\"a\" -- it's... (c) ~~b~~ $x$ s/he [ ] ^ - [x] d\u{a0}\u{ad}e"
    );
    assert_eq!(inline("- [ ] x").text, "[ ] x");
    assert_eq!(inline("Title\n  more\\\nlast\n===\n").text, "Title more\nlast");
}

#[test]
fn code_is_plain_text_and_its_lines_stay() {
    assert_eq!(inline("x `` a`b `` `c\r\nd` `e\tf` y").text, "x a`b c d e f y");
    let quoted = "> `a\n> b` c\n";
    let words = inline(quoted);
    assert_eq!(words.text, "a b c");
    assert_eq!(&quoted[words.source_of(2..3).unwrap()], "b");
    for (file, code) in [
        ("```\r\na\r\n\r\n\tb\r\n```\r\n", "a\n\n    b"),
        ("    a\n     b\n\n    x\ty\n", "a\n b\n\nx   y"),
        ("```\na\n", "a"),
        (">\t\tcode\n", "  code"),
        ("\ta\rb", "a\nb"),
        ("```\na\r\nb", "a\nb"),
    ] {
        assert_eq!(inline(file).text, code, "{file:?}");
    }
}

#[test]
fn lists_quotations_and_tables_keep_their_shape() {
    let text = good("3. a\n4. b\n\n   c\n   - d\n\n> e\n>\n> f\n\n---\n");
    let BlockKind::List { start: Some(3), items } = &text.blocks[0].kind else {
        panic!()
    };
    assert_eq!((items[0].blocks.len(), items[1].blocks.len()), (1, 3));
    assert!(
        matches!(&text.blocks[1].kind, BlockKind::Quote { blocks } if blocks.len() == 2)
    );
    assert!(matches!(text.blocks[2].kind, BlockKind::Break));
    assert_eq!(words(&text), ["a", "b", "c", "d", "e", "f"]);

    let text = good("|a\\|b|`c\\|d`|e|\n|-|:-:|-:|\n|1|\n");
    let BlockKind::Table { columns, rows, .. } = &text.blocks[0].kind else { panic!() };
    assert_eq!(*columns, [ColumnAlign::Start, ColumnAlign::Center, ColumnAlign::End]);
    assert_eq!(rows[0].len(), 3);
    assert_eq!(words(&text), ["a|b", "c|d", "e", "1", "", ""]);
    one_mistake("|a|b|\n|-|-|\n|1|2| 3 c |\n", "table-cell", "3 c |");
}

#[test]
fn numbers_that_print_otherwise_are_warned_of() {
    assert_eq!(words(&good("1. a\n1. b\n1. c\n")).len(), 3);
    one_mistake("1. a\n2. b\n4. c\n", "list-number", "4.");
    assert!(!read("1. a\n3. b\n").1.has_errors());
}
