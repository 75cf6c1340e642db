//! Markdown to a [`Text`]: `CommonMark` and tables, with every byte accounted for.
//!
//! # Front matter
//!
//! A file may begin with TOML between two lines of `+++`. Its keys are `title`, `lang`,
//! `owner` and `edition`, all text in quotes.
//!
//! # Parts
//!
//! A part is a contiguous range of top-level blocks with a name.
//!
//! - `<!-- #name -->` on the line before a block names that block.
//! - `<!-- /name -->` after a later block makes the part end there.
//! - Parts may lie in each other; marks directly above each other name the same block.
//! - Other comments are ignored.
//!
//! These parts need no mark; a mark of the same name wins:
//!
//! | name | what it is |
//! |---|---|
//! | `title` | the first heading, if there is one |
//! | `list` | the first list that stands in nothing else, if there is one |
//! | `lead` | the paragraph directly before that list, if there is one; in a text without a list the first paragraph after the title, if something follows it |
//! | `rest` | everything after the last of `title`, `lead` and `list`, if anything is left |
//! | `all` | everything |
//!
//! # Mistakes
//!
//! What could not be printed is never left out in silence. All are errors but those with "(warning)".
//!
//! | code | what is wrong |
//! |---|---|
//! | `front-matter-open` | the second `+++` is missing |
//! | `toml-syntax` | a line of front matter is no TOML |
//! | `unknown-key` | front matter has no such key |
//! | `wrong-type` | the value is not text in quotes |
//! | `empty-value` | the value says nothing |
//! | `bad-language` | `lang` is no language code |
//! | `control-character` | a control character other than a line end or a tab, also as an entity |
//! | `mark-name` | a name of other than letters, digits and hyphens |
//! | `mark-twice` | a name is given twice |
//! | `mark-without-start` | an end without its beginning, or a second end |
//! | `mark-without-block` | no block follows the mark, or none before its end |
//! | `mark-inside` | a mark in a line, a list or a quotation |
//! | `open-comment` | a comment without `-->` |
//! | `text-after-comment` | words beside a comment, which Markdown takes for HTML |
//! | `raw-html` | HTML other than comments |
//! | `footnote` | a footnote, or a reference to one |
//! | `remote-image` | a picture that is no file of one's own |
//! | `image-without-file` | a picture without a file |
//! | `image-without-alt` | a picture without words |
//! | `image-in-text` | a picture beside words |
//! | `image` | a picture that can't be read |
//! | `unsafe-link` | a link that begins with other than http, https, mailto, tel or sms |
//! | `link-without-address` | a link that leads nowhere |
//! | `table-cell` | a row with more cells than columns |
//! | `too-deep` | lists and quotations more than 16 levels deep |
//! | `no-words` | the text says nothing |
//! | `list-number` | (warning) an item is printed with another number than the source has |
//! | `unused-reference` | (warning) `[label]: address`, used by no link |

mod blocks;
mod check;
mod front;
mod html;
mod inline;
mod marks;
mod parts;
mod runs;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser};

use self::blocks::{Reader, first_line};
pub(super) use self::check::{LANGUAGES, is_language};
use self::marks::Marks;
use crate::diag::{Diagnostic, Report, Source};
use crate::model::Text;
use crate::page::Image;

/// Reads a text. `image` finds a picture by its path as the text writes it, or says in a few
/// words why it can't be used.
///
/// The report holds every mistake of the file, from its beginning to its end; if it has errors the text is not to be used.
/// All ranges of the text are bytes of the file, its byte order mark and front matter
/// counted.
pub fn read_text(
    name: &str,
    source: &Arc<Source>,
    image: &mut dyn FnMut(&str) -> Result<Arc<Image>, String>,
) -> (Text, Report) {
    let mut report = Report::default();
    check::control_characters(source, &mut report);
    let front = front::read(source, &mut report);
    let (events, definitions) = parse(&source.text, front.body);
    let marks = Marks::default();
    let mut reader = Reader { source, events, at: 0, report, image, marks };
    let blocks = reader.blocks(0);
    for definition in definitions {
        reader.wrong(unused(), first_line(&source.text, &definition));
    }
    let Reader { mut report, marks, .. } = reader;
    let marked = marks.parts(blocks.len(), source, &mut report);
    if !report.has_errors() && !check::says_something(&blocks) {
        let end = source.text.trim_end().len();
        report.push(
            Diagnostic::error("no-words", "this text says nothing")
                .at(source, end..end)
                .help("write the words, or take the text out of the packet"),
        );
    }
    report.findings.sort_by_key(|f| f.place.as_ref().map(|place| place.range.start));
    let text = Text {
        name: name.to_owned(),
        source: Arc::clone(source),
        title: front.title,
        lang: front.lang.unwrap_or_else(|| "en".to_owned()),
        owner: front.owner,
        edition: front.edition,
        parts: parts::with_built_in(&blocks, marked),
        blocks,
    };
    (text, report)
}

/// An event of the parser and its bytes in the file.
type Found<'a> = (Event<'a>, Range<usize>);

/// The parser's events from `body` on, and the reference definitions that nothing uses.
fn parse(text: &str, body: usize) -> (Vec<Found<'_>>, Vec<Range<usize>>) {
    // The old footnotes, as they find references to notes that are missing, too.
    let options = Options::ENABLE_TABLES | Options::ENABLE_OLD_FOOTNOTES;
    let shift = |range: Range<usize>| range.start + body..range.end + body;
    let mut parser = Parser::new_ext(&text[body..], options).into_offset_iter();
    let events: Vec<_> =
        parser.by_ref().map(|(event, range)| (event, shift(range))).collect();
    let definitions = parser.reference_definitions();
    let used = blocks::used(&events, |label| Some(definitions.get(label)?.span.start));
    let mut unused: Vec<_> = definitions
        .iter()
        .filter(|(_, definition)| !used.contains(&definition.span.start))
        .map(|(_, definition)| shift(definition.span.clone()))
        .collect();
    unused.sort_by_key(|range| range.start);
    (events, unused)
}

fn unused() -> Diagnostic {
    let message = "this line gives a link its address, and no link uses it";
    Diagnostic::warning("unused-reference", message)
        .label("prints nothing")
        .help("if these words are to be printed, write `\\[` for the first bracket")
}
