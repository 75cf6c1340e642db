//! Every byte is accounted for, and no bytes do harm.

use handbill::model::{Inline, Text};

use crate::read::{inlines, read};

/// Checks what holds for every text: ranges in bounds, in order and at whole characters, and
/// every word is in the source as it stands, unless an entity or an escape writes it.
pub(crate) fn check_ranges(text: &Text) {
    let source = &*text.source.text;
    let mut found = Vec::new();
    inlines(&text.blocks, &mut found);
    for inline in found {
        check_pieces(inline, source);
        check_words(inline, source);
    }
    assert!(text.blocks.iter().all(|block| source.get(block.range.clone()).is_some()));
    for part in &text.parts {
        assert!(
            !part.blocks.is_empty() && text.blocks.get(part.blocks.clone()).is_some()
        );
    }
    if let Some(all) = text.part("all").filter(|all| !all.marked) {
        assert_eq!(all.blocks, 0..text.blocks.len());
    }
}

/// Pieces and spans are in order, in bounds, and at whole characters.
fn check_pieces(inline: &Inline, source: &str) {
    let mut before = 0;
    for (n, piece) in inline.pieces.iter().enumerate() {
        assert!(source.get(piece.source.clone()).is_some(), "{piece:?}");
        assert!(inline.text.is_char_boundary(piece.start));
        assert!(piece.source.start >= before && (n > 0 || piece.start == 0));
        before = piece.source.end;
    }
    for pair in inline.spans.windows(2) {
        assert!(pair[0].range.end <= pair[1].range.start);
    }
    assert!(inline.spans.iter().all(|s| inline.text.get(s.range.clone()).is_some()));
}

/// Every word stands in the source, if no markup stands within it.
fn check_words(inline: &Inline, source: &str) {
    let mut at = 0;
    for word in inline.text.split([' ', '\n']) {
        let range = at..at + word.len();
        at = range.end + 1;
        if word.is_empty() {
            continue;
        }
        let there = &source[inline.source_of(range).expect("a word has a source")];
        if !there.contains(['&', '\\', '*', '_', '`', '[', ']', '<', '>', '\n']) {
            assert_eq!(there, word);
        }
    }
}

/// Scraps of Markdown, so that strings of them are often nearly right.
const SCRAPS: [&str; 48] = [
    "\u{feff}",
    "+++\n",
    "title = \"x\"\n",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "  \n",
    "\\\n",
    "\t",
    "    ",
    "# ",
    "- ",
    "1. ",
    "> ",
    "```\n",
    "`",
    "``",
    "**",
    "*",
    "_",
    "[a]",
    "(b.png)",
    "![",
    "](no)",
    "[a]: b\n",
    "[^1]",
    "[^1]: ",
    "<!--",
    "-->",
    " #a ",
    " /a ",
    "<b>",
    "<div>\n",
    "|a|b|\n|-|-|\n",
    "|",
    "\\",
    "&amp;",
    "&nGg;",
    "&#10;",
    "&#0;",
    "\0",
    "é",
    "🙂",
    "word",
    " ",
    "---\n",
    "<https://x.y>",
];

proptest::proptest! {
    #[test]
    fn no_string_makes_the_reader_panic(file in "\\PC*|(?s).*") {
        check_ranges(&read(&file).0);
    }

    #[test]
    fn no_scraps_of_markdown_make_the_reader_panic(
        scraps in proptest::collection::vec(proptest::sample::select(&SCRAPS[..]), 0..40),
    ) {
        let (text, report) = read(&scraps.concat());
        check_ranges(&text);
        handbill::diag::render(&report, true);
        handbill::diag::to_json(&report);
    }

    #[test]
    fn no_bytes_make_the_decoder_panic(bytes: Vec<u8>) {
        if let Err(wrong) = handbill::load::decode("a.md", bytes) {
            handbill::diag::render(&wrong.into(), false);
        }
    }
}
