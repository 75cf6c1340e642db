//! `handbill list`.

use super::Outcome;
use super::args::{List, What};
use super::fonts;
use super::screen::{Look, Screen, plural};
use crate::diag::Report;
use crate::load::{Kind, Library};
use crate::model::{Block, Stock, Text};
use crate::unit::{Family, INCH, MM, papers};

/// Words of a part that are shown.
const WORDS: usize = 8;

pub fn run(args: &List, screen: &Screen) -> Outcome {
    let library = Library::default();
    let mut report = Report::default();
    let rows = match &args.what {
        What::Texts => texts(&library, &mut report),
        What::Layouts => layouts(&library, &mut report),
        What::Themes => themes(&library, &mut report),
        What::Papers => known_papers(),
        What::Stock => stock(&library, &mut report),
        What::Fonts(args) => {
            let book = fonts::book(None, args, &mut report);
            let faces = |family: &str| {
                book.faces_of(family).into_iter().map(face).collect::<Vec<_>>()
            };
            let row = |name: &str| vec![name.to_owned(), faces(name).join(", ")];
            book.families().into_iter().map(row).collect()
        }
        What::Parts { text } => match library.text(text, &mut report) {
            Ok(text) => parts(&text),
            Err(found) => {
                report.push(found);
                Vec::new()
            }
        },
    };
    if report.has_errors() {
        return Err(report.into());
    }
    if !report.findings.is_empty() {
        screen.findings(&report);
    }
    screen.say(&columns(&rows, screen))
}

fn texts(library: &Library, report: &mut Report) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (name, file) in library.embedded(Kind::Text) {
        let mut row = vec![name.to_owned()];
        if let Ok(text) = library.text(name, report) {
            let owner =
                text.owner.as_ref().map_or_else(String::new, |o| format!("words of {o}"));
            row.extend([text.shown_title(), owner]);
        }
        row.push(own(file));
        rows.push(row);
    }
    rows
}

fn layouts(library: &Library, report: &mut Report) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (name, file) in library.embedded(Kind::Layout) {
        let mut row = vec![name.to_owned()];
        if let Ok(tree) = library.layout(name, report) {
            let layout = tree.resolve(&[], report);
            let needs = if tree.needs_text() { "a text" } else { "no text" };
            row.extend([layout.kind.clone(), layout.paper.shown(), needs.to_owned()]);
        }
        row.push(own(file));
        rows.push(row);
    }
    rows
}

fn themes(library: &Library, report: &mut Report) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (name, file) in library.embedded(Kind::Theme) {
        let mut row = vec![name.to_owned()];
        if let Ok(theme) = library.theme(name, report) {
            let grounds = if theme.grounds {
                "colored grounds"
            } else {
                "rules in place of grounds"
            };
            row.push(grounds.to_owned());
        }
        row.push(own(file));
        rows.push(row);
    }
    rows
}

/// The file that overrides what is built in.
fn own(file: Option<std::path::PathBuf>) -> String {
    file.map_or_else(String::new, |file| format!("yours: {}", file.display()))
}

fn known_papers() -> Vec<Vec<String>> {
    let known = papers();
    let row = |paper: &crate::unit::Paper| {
        let (unit, word) = match paper.family {
            Family::Inch => (INCH, "in"),
            Family::Iso => (MM, "mm"),
        };
        let side = |points: f64| format!("{}", (points / unit * 1000.0).round() / 1000.0);
        let size = format!("{} x {} {word}", side(paper.size.w), side(paper.size.h));
        let also = known.alias.iter().filter(|(_, of)| *of == paper.name);
        let also: Vec<&str> = also.map(|(name, _)| name.as_str()).collect();
        let also = if also.is_empty() {
            String::new()
        } else {
            format!("also {}", also.join(", "))
        };
        vec![paper.name.clone(), size, also]
    };
    known.list.iter().map(row).collect()
}

/// Each stock: its numbers, what it is, how it stands on its sheet, and how well it is known.
fn stock(library: &Library, report: &mut Report) -> Vec<Vec<String>> {
    let row = |stock: &Stock| {
        let on = format!("{} on {}", stock.columns * stock.rows, stock.paper.shown());
        let known =
            if stock.by_hand { "plain: cut by hand" } else { stock.known.shown() };
        vec![stock.numbers.join(", "), stock.name.clone(), on, known.to_owned()]
    };
    library.stock_list(report).iter().map(row).collect()
}

fn face((weight, italic): (u16, bool)) -> String {
    let weight = match weight {
        400 => "regular".to_owned(),
        700 => "bold".to_owned(),
        other => other.to_string(),
    };
    if italic { format!("{weight} italic") } else { weight }
}

/// The parts of a text in the order in which they begin: name, length and first words.
fn parts(text: &Text) -> Vec<Vec<String>> {
    let mut parts: Vec<_> =
        text.parts.iter().filter(|part| !part.blocks.is_empty()).collect();
    parts.sort_by_key(|part| (part.blocks.start, part.blocks.len()));
    let line = |at: usize| text.source.line_column(at).0;
    let row = |part: &&crate::model::Part| {
        let blocks: &[Block] = &text.blocks[part.blocks.clone()];
        let range = blocks[0].range.start..blocks[blocks.len() - 1].range.end;
        let source = text.source.text.get(range.clone()).unwrap_or_default();
        let (first, last) =
            (line(range.start), line(range.start + source.trim_end().len()));
        let lines = if first == last {
            format!("line {first}")
        } else {
            format!("lines {first}-{last}")
        };
        let head = source.trim_start_matches(|c: char| "#*_->+ ".contains(c));
        let mut words = head.split_whitespace();
        let mut shown =
            words.by_ref().take(WORDS).collect::<Vec<_>>().join(" ").replace("**", "");
        if words.next().is_some() {
            shown += " ...";
        }
        vec![part.name.clone(), plural(blocks.len(), "block"), lines, shown]
    };
    parts.iter().map(row).collect()
}

/// Rows in columns, the first set off.
fn columns(rows: &[Vec<String>], screen: &Screen) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in
            row.iter().enumerate().filter(|(column, _)| widths[*column] > 0)
        {
            let padded = format!("{cell:<width$}", width = widths[column]);
            let look =
                if column == 0 { screen.paint(Look::Strong, &padded) } else { padded };
            line += &look;
            line += "  ";
        }
        out += line.trim_end();
        out.push('\n');
    }
    out
}
