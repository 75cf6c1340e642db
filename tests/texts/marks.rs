//! Parts and their marks.

use crate::read::{good, one_mistake, part, read, words};

#[test]
fn marks_name_blocks() {
    let text = good(
        "<!-- #a -->\n# H\n<!-- #b -->\n<!-- #c -->\n- x\n- y\n<!-- #d -->\np\n\
         <!-- /b --> <!-- a note -->\n\n<!--#e-->\n\nq\n<!-- r -->\ns",
    );
    let found = ["a", "b", "c", "d", "e"].map(|name| part(&text, name).unwrap());
    assert_eq!(found, ["H", "x|y|p", "x|y", "p", "q"]);
    assert_eq!(part(&text, "all").unwrap(), "H|x|y|p|q|s");
    assert!(text.parts[..5].iter().all(|p| p.marked));
    assert!(text.parts[5..].iter().all(|p| !p.marked));
}

#[test]
fn marks_that_name_nothing_are_mistakes() {
    one_mistake("x\n\n<!-- #a -->", "mark-without-block", "<!-- #a -->");
    one_mistake("<!-- #a -->\n<!-- /a -->\nx", "mark-without-block", "<!-- #a -->");
    one_mistake("x\n\n<!-- /a -->", "mark-without-start", "<!-- /a -->");
    one_mistake(
        "<!-- #a -->\nx\n<!-- /a -->\n<!-- /a -->",
        "mark-without-start",
        "<!-- /a -->",
    );
    one_mistake("<!-- #a -->\nx\n\n<!-- #a -->\ny", "mark-twice", "<!-- #a -->");
    one_mistake("<!-- #a b -->\nx", "mark-name", "<!-- #a b -->");
    one_mistake("<!-- # -->\nx", "mark-name", "<!-- # -->");
    one_mistake("- x\n  <!-- #a -->\n- y", "mark-inside", "<!-- #a -->");
    one_mistake("> <!-- /a -->\n> y", "mark-inside", "<!-- /a -->");
    one_mistake("x <!-- #a --> y", "mark-inside", "<!-- #a -->");
    let (_, report) = read("<!-- #rules -->\nx\n\ny\n<!-- /rule -->");
    assert!(report.findings[0].help[0].contains("did you mean `rules`?"));
}

#[test]
fn comments_hide_no_words() {
    assert_eq!(words(&good("<!-- a\nb -->\nx <!-- c -->y\n<!-->\nz")), ["x y", "z"]);
    one_mistake("<!-- a --> words\nx", "text-after-comment", "words");
    one_mistake("x\n\n<!-- a\n\nwords", "open-comment", "<!-- a");
}

#[test]
fn built_in_parts_need_no_mark() {
    let parts = |file: &str| {
        let text = good(file);
        ["title", "lead", "list", "rest"]
            .map(|name| part(&text, name).unwrap_or_default())
    };
    assert_eq!(parts("# t\n\na\n\nb\n\n- l\n\nr\n\ns"), ["t", "b", "l", "r|s"]);
    assert_eq!(parts("# t\n\na\n\n## u\n\n- l\n"), ["t", "", "l", ""]);
    assert_eq!(parts("x\n\n# t\n\na\n\nb"), ["t", "a", "", "b"]);
    assert_eq!(parts("# t\n\na"), ["t", "", "", "a"]);
    assert_eq!(parts("a\n\nb"), ["", "a", "", "b"]);
    assert_eq!(parts("a"), ["", "", "", "a"]);
    assert_eq!(parts("# t"), ["t", "", "", ""]);
    assert_eq!(parts("> - q\n\np\n\n- l"), ["", "p", "l", ""]);
    // A mark of the same name wins, and `rest` begins after it.
    assert_eq!(parts("# t\n\n- l\n\n<!-- #list -->\n- m\n\nr"), ["t", "", "m", "r"]);
}
