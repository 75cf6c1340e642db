//! The table of what was made.

use super::screen::{Look, Screen, plural};
use crate::check::Reach;
use crate::press::Sheet;

/// A row of the table.
pub struct Row {
    cells: [String; 6],
    without: String,
}

impl Row {
    pub fn of(sheet: &Sheet<'_, '_>) -> Self {
        let planned = &sheet.planned;
        let kind = &sheet.job.layout.kind;
        let what = format!("{} {kind}", planned.text).trim().to_owned();
        let size = sheet.composition.found().step.size();
        let size = if planned.sizes.is_empty() { String::new() } else { points(size) };
        Self {
            cells: [
                what,
                sheet.job.layout.paper.shown(),
                plural(planned.pages, "page"),
                format!("x {}", planned.copies),
                size,
                reads_to(sheet),
            ],
            without: without(&planned.left_out),
        }
    }
}

/// How far the text can be read by a 20/40 reader.
fn reads_to(sheet: &Sheet<'_, '_>) -> String {
    let shown = |reach: Reach| reach.at_20_40().shown(sheet.is_metric());
    sheet.reach.map(shown).unwrap_or_default()
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
    let widths: Vec<usize> = (0..6).map(wide).collect();
    let mut out = screen.paint(Look::Strong, heading) + "\n";
    for row in rows {
        let [what, paper, pages, copies, size, reach] = &row.cells;
        let reads = if reach.is_empty() { "" } else { "reads to" };

        let line = format!(
            "  {what:<a$}  {paper:<b$}  {pages:>c$}  {copies:<d$}  {size:>e$}  {reads:<r$}{reach:>f$}  ",
            a = widths[0],
            b = widths[1],
            c = widths[2],
            d = widths[3],
            e = widths[4],
            r = if widths[5] == 0 { 0 } else { "reads to ".len() },
            f = widths[5],
        );
        let line = format!("{line}{}", screen.paint(Look::Dim, &row.without));
        out += line.trim_end();
        out.push('\n');
    }
    out
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
