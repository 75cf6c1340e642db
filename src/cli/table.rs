//! The table of what was made.

use super::screen::{Look, Screen, plural};
use crate::check::Reach;
use crate::model::PlannedPiece;
use crate::press::Sheet;
use crate::prove::Proof;
use crate::unit::{Distance, Paper};

/// The columns, and whether each stands on the right. What `check` tells besides is in the
/// last two; a column in which nothing stands is left out.
const RIGHT: [bool; 8] = [false, false, true, false, true, true, true, true];

/// A row of the table.
pub struct Row {
    cells: [String; RIGHT.len()],
    without: String,
}

impl Row {
    pub fn of(sheet: &Sheet<'_, '_>) -> Self {
        let planned = &sheet.planned;
        let kind = &sheet.job.layout.kind;
        let what = format!("{} {kind}", planned.text).trim().to_owned();
        let size = sheet.composition.found().step.size();
        let size = if planned.sizes.is_empty() { String::new() } else { points(size) };
        let reach = |of: fn(Reach) -> Distance| {
            sheet.reach.map(|reach| of(reach).shown(sheet.is_metric()))
        };
        let far = reach(Reach::at_20_20).map(|far| format!("({far})"));
        Self {
            cells: [
                what,
                paper(planned, sheet),
                amount(planned),
                format!("x {}", planned.copies),
                size,
                reach(Reach::at_20_40).unwrap_or_default(),
                far.unwrap_or_default(),
                format!("{:.1} % ink", planned.ink * 100.0),
            ],
            without: besides(planned),
        }
    }

    /// The row without what only `check` tells.
    pub fn in_brief(mut self) -> Self {
        self.cells[RIGHT.len() - 2..].fill(String::new());
        self
    }
}

/// The paper that goes into the printer.
fn paper(planned: &PlannedPiece, sheet: &Sheet<'_, '_>) -> String {
    match &planned.tiles {
        Some(_) => on(planned),
        None if planned.sheet.is_some() => {
            format!("{} on {}", sheet.job.layout.paper.shown(), on(planned))
        }
        None => sheet.job.layout.paper.shown(),
    }
}

fn on(planned: &PlannedPiece) -> String {
    let paper = Paper::find(&planned.paper.name);
    paper.map_or_else(|| planned.paper.name.clone(), |paper| paper.shown())
}

/// The stock, whether it is to be tried first, and how many sheets it takes.
fn on_stock(planned: &PlannedPiece) -> Option<String> {
    let sheet = planned.sheet.as_ref()?;
    let sheets = plural(planned.sheets * planned.print.copies as usize, "sheet");
    Some(match &sheet.stock {
        Some(own) if own.check_first => {
            format!("{sheets} of {}: check on one first", own.number)
        }
        Some(own) => format!("{sheets} of {}", own.number),
        None => sheets,
    })
}

/// How many pages, or tiles and the map that joins them.
fn amount(planned: &PlannedPiece) -> String {
    match &planned.tiles {
        Some(_) => plural(planned.pages - 1, "tile"),
        None => plural(planned.pages, "page"),
    }
}

/// What else there is to say of a piece: its map, and what it leaves out.
fn besides(planned: &PlannedPiece) -> String {
    let map = planned.tiles.as_ref().map(|_| "and 1 map".to_owned());
    let without = Some(without(&planned.left_out)).filter(|words| !words.is_empty());
    let all: Vec<String> =
        map.into_iter().chain(without).chain(on_stock(planned)).collect();
    all.join(", ")
}

/// What was proven of the files, in a line.
pub fn proven(proofs: &[Proof]) -> String {
    let words = proofs.iter().map(|proof| proof.words).sum();
    let unread: usize = proofs.iter().map(|proof| proof.unread).sum();
    let all = format!("Proven: {}, each as its source has it", plural(words, "word"));
    match unread {
        0 => format!("{all}."),
        // Letters that join can't be told one by one: the words are, by their tags.
        _ => format!(
            "{all}; {} of joined letters not read one by one.",
            plural(unread, "glyph")
        ),
    }
}

/// A size without needless zeros.
fn points(size: f64) -> String {
    let text = format!("{size:.2}");
    format!("{} pt", text.trim_end_matches('0').trim_end_matches('.'))
}

/// What is left out: parts by name, and how many paragraphs besides.
fn without(left_out: &[String]) -> String {
    let (plain, named): (Vec<&String>, Vec<&String>) =
        left_out.iter().partition(|what| what.starts_with('“'));
    let mut parts: Vec<String> = named.into_iter().cloned().collect();
    if !plain.is_empty() {
        parts.push(plural(plain.len(), "paragraph"));
    }
    match parts.split_last() {
        None => String::new(),
        Some((last, [])) => format!("without {last}"),
        Some((last, others)) => format!("without {} and {last}", others.join(", ")),
    }
}

/// The rows, in columns, below a heading.
pub fn table(heading: &str, rows: &[Row], screen: &Screen) -> String {
    let wide = |column: usize| {
        let cells = rows.iter().map(|row| row.cells[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..RIGHT.len()).map(wide).collect();
    let mut out = screen.paint(Look::Strong, heading) + "\n";
    for row in rows {
        let mut line = " ".to_owned();
        for (column, cell) in row.cells.iter().enumerate() {
            line += &match (widths[column], RIGHT[column]) {
                (0, _) => String::new(),
                (wide, true) if column == REACH => reads_to(cell, wide),
                (wide, true) => format!(" {cell:>wide$} "),
                (wide, false) => format!(" {cell:<wide$} "),
            };
        }
        line = format!("{line} {}", screen.paint(Look::Dim, &row.without));
        out += line.trim_end();
        out.push('\n');
    }
    out
}

/// Which column tells how far the text can be read by a 20/40 reader.
const REACH: usize = 5;

fn reads_to(cell: &str, wide: usize) -> String {
    let words = if cell.is_empty() { "" } else { "reads to" };
    format!(" {words:<8} {cell:>wide$} ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_told_shortly() {
        let list =
            |parts: &[&str]| parts.iter().map(|&p| p.to_owned()).collect::<Vec<_>>();
        assert_eq!(without(&[]), "");
        assert_eq!(without(&list(&["thanks"])), "without thanks");
        assert_eq!(
            without(&list(&["“a …”", "title", "“b …”"])),
            "without title and 2 paragraphs"
        );
        assert_eq!(points(58.5), "58.5 pt");
        assert_eq!(points(14.0), "14 pt");
    }
}
