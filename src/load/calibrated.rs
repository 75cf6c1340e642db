//! `printer.toml` with new numbers in it: only the lines that change are another, so that what
//! a person wrote there stays.

use std::fmt::Write;

use crate::model::Calibration;
use crate::unit::{MM, Point, Pt, Sides};

/// The text of a file of printers with these numbers at a printer or at a tray of it.
pub fn calibrated(
    old: &str,
    (printer, tray): (&str, Option<&str>),
    uri: Option<&str>,
    found: &Calibration,
) -> String {
    let mut lines: Vec<String> = old.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        lines.push(
            "# How printers stand to the paper: `handbill calibrate` writes it.".into(),
        );
    }
    if let Some(uri) = uri {
        put(&mut lines, &[printer], &[("uri", quoted(uri))]);
    }
    let path: Vec<&str> = match tray {
        Some(tray) => vec![printer, "tray", tray],
        None => vec![printer],
    };
    put(&mut lines, &path, &entries(found));
    lines.join("\n") + "\n"
}

/// Puts keys into a table, which is made if it is not there.
fn put(lines: &mut Vec<String>, path: &[&str], entries: &[(&str, String)]) {
    let is_own = |line: &String| heading(line).is_some_and(|steps| steps == path);
    let at = lines.iter().position(is_own).unwrap_or_else(|| {
        let mut head = "[printer".to_owned();
        for step in path {
            head += ".";
            head += &if *step == "tray" { (*step).to_owned() } else { quoted(step) };
        }
        lines.extend([String::new(), head + "]"]);
        lines.len() - 1
    });
    for (key, value) in entries {
        let line = format!("{key} = {value}");
        let own =
            lines[at + 1..].iter().take_while(|line| !line.trim_start().starts_with('['));
        let is_key = |line: &String| {
            line.trim_start()
                .strip_prefix(key)
                .is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        let length = own.clone().count();
        match own.clone().position(is_key) {
            Some(found) => lines[at + 1 + found] = line,
            None => {
                let blank = lines[at + 1..=at + length].iter().rev();
                let blank = blank.take_while(|line| line.trim().is_empty()).count();
                lines.insert(at + 1 + length - blank, line);
            }
        }
    }
}

/// The steps of a table's heading below `printer`, if a line is one.
fn heading(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let table: toml::Table = line.starts_with('[').then(|| line.parse().ok())??;
    let mut steps = Vec::new();
    let mut table = table.get("printer")?.as_table()?;
    while let Some((step, inner)) = table.iter().next() {
        steps.push(step.clone());
        table = inner.as_table()?;
    }
    Some(steps)
}

fn entries(found: &Calibration) -> Vec<(&'static str, String)> {
    let mut entries = Vec::new();
    let offset = |Point { x, y }: Point| format!("[{}, {}]", mm(x), mm(y));
    if let Some(front) = found.front {
        entries.push(("offset-front", offset(front)));
    }
    if let Some(back) = found.back {
        entries.push(("offset-back", offset(back)));
    }
    if let Some([across, along]) = found.scale_error {
        entries.push(("scale-error", format!("[{across}, {along}]")));
    }
    if let Some(Sides { top, right, bottom, left }) = found.unprintable {
        let [top, right, bottom, left] = [top, right, bottom, left].map(mm);
        let sides = format!(
            "{{ top = {top}, right = {right}, bottom = {bottom}, left = {left} }}"
        );
        entries.push(("unprintable", sides));
    }
    entries
}

/// A length as the file has it.
fn mm(points: Pt) -> String {
    format!("\"{}mm\"", (points / MM * 1000.0).round() / 1000.0 + 0.0)
}

/// A string as TOML has it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(x: Pt, y: Pt) -> Calibration {
        let front = Some(Point { x: x * MM, y: y * MM });
        Calibration { front, ..Calibration::default() }
    }

    #[test]
    fn new_numbers_change_their_own_lines_and_no_others() {
        let one = calibrated("", ("office", None), None, &found(0.5, -1.0));
        assert!(
            one.ends_with("[printer.\"office\"]\noffset-front = [\"0.5mm\", \"-1mm\"]\n")
        );
        let mine = format!(
            "{one}# mine\nunprintable = \"4mm\"\n\n[printer.home]\nuri = \"ipp://h/\"\n"
        );
        let two = calibrated(&mine, ("office", None), None, &found(0.0, 2.0));
        assert_eq!(two, mine.replace("[\"0.5mm\", \"-1mm\"]", "[\"0mm\", \"2mm\"]"));
        let three = calibrated(
            &two,
            ("home", Some("tray-2")),
            Some("ipp://x/"),
            &found(1.0, 1.0),
        );
        assert!(three.starts_with(&two.replace("ipp://h/", "ipp://x/")));
        let tray =
            "[printer.\"home\".tray.\"tray-2\"]\noffset-front = [\"1mm\", \"1mm\"]\n";
        assert!(three.ends_with(tray), "{three}");
        let four =
            calibrated(&three, ("office", None), Some("ipp://o/"), &found(0.0, 2.0));
        assert!(
            four.contains("unprintable = \"4mm\"\nuri = \"ipp://o/\"\n\n[printer.home]")
        );
    }
}
