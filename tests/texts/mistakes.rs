//! Front matter, links, pictures, and what can't be printed.

use handbill::model::BlockKind;

use crate::read::{bad, good, inline, one_mistake};

#[test]
fn front_matter_is_optional_and_its_mistakes_have_places() {
    let text = good("+++\ntitle = \"T\"\nedition = \"2\"\n+++\nx\n");
    assert_eq!((text.title.as_deref(), text.edition.as_deref()), (Some("T"), Some("2")));
    assert_eq!((good("x").lang.as_str(), good("x").title), ("en", None));
    one_mistake("+++\nlnag = \"en\"\n+++\nx\n", "unknown-key", "lnag");
    one_mistake("\u{feff}+++\r\nlang = 3\r\n+++\r\nx\n", "wrong-type", "3");
}

#[test]
fn what_can_not_be_printed_is_a_mistake() {
    one_mistake("x <b>y", "raw-html", "<b>");
    one_mistake("<div>\nx\n</div>\n\ny", "raw-html", "<div>");
    one_mistake("x[^1]", "footnote", "[^1]");
    one_mistake("x\n\n[^1]: y", "footnote", "[^1]: y");
    one_mistake("a\u{1}b", "control-character", "\u{1}");
    one_mistake("a&#1;b", "control-character", "&#1;");
    one_mistake("a\0b", "control-character", "\0");
    one_mistake("[a](JavaScript:x)", "unsafe-link", "[a](JavaScript:x)");
    one_mistake("[a][r]\n\n[r]: file:///x", "unsafe-link", "[a][r]");
    one_mistake("x [a]()", "link-without-address", "[a]()");
    one_mistake(
        "x\n\n[Important]: https://x.y",
        "unused-reference",
        "[Important]: https://x.y",
    );
    for empty in ["", "\n", "\u{feff}", "+++\n+++\n", "---\n", "<!-- a -->", "#"] {
        assert_eq!(bad(empty)[0].0, "no-words", "{empty:?}");
    }
    let deep = format!("{}x", "> ".repeat(5000));
    assert_eq!(bad(&deep)[0].0, "too-deep");
    assert_eq!(bad(&format!("{}x", "- ".repeat(500)))[0].0, "too-deep");
}

#[test]
fn links_lead_where_they_may() {
    let link = |file: &str| inline(file).spans[0].link.clone().unwrap();
    assert_eq!(link("[a][r]\n\n[r]: https://x.y"), "https://x.y");
    assert_eq!(link("<a@b.c>"), "mailto:a@b.c");
    assert_eq!(link("[call](tel:988)"), "tel:988");
}

#[test]
fn a_picture_stands_alone_and_says_what_it_shows() {
    let text = good("![a *b*](c.png)\n\n- ![d](e.png)\n");
    assert!(matches!(&text.blocks[0].kind, BlockKind::Image { alt, .. } if alt == "a b"));
    let BlockKind::List { items, .. } = &text.blocks[1].kind else { panic!() };
    assert!(matches!(items[0].blocks[0].kind, BlockKind::Image { .. }));
    for (file, code) in [
        ("![](a.png)", "image-without-alt"),
        ("![a]()", "image-without-file"),
        ("![a](https://x.y/a.png)", "remote-image"),
        ("![a](data:image/png;base64,x)", "remote-image"),
        ("![a](no.png)", "image"),
    ] {
        one_mistake(file, code, file);
    }
    one_mistake("x ![a](b.png)", "image-in-text", "![a](b.png)");
    one_mistake("# ![a](b.png)", "image-in-text", "![a](b.png)");
    one_mistake("[![a](b.png)](https://c.d)", "image-in-text", "![a](b.png)");
    let found = bad("![a](b.png)\n![c](d.png)");
    assert!(
        found.len() == 2 && found.iter().all(|f| f.0 == "image-in-text"),
        "{found:?}"
    );
}
