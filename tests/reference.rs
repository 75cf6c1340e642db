//! `docs/layouts.md` and `docs/printing.md` say what `load::keys` says, key by key, and their
//! examples are read without a finding.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use handbill::diag::{Report, Source, render};
use handbill::load::keys::{PRINTER_SECTIONS, SECTIONS};
use handbill::load::{Library, read_packet, read_printers, read_text};

const REFERENCE: &str = include_str!("../docs/layouts.md");
const PRINTING: &str = include_str!("../docs/printing.md");

/// The rows of the first table below a heading, each as its first three cells.
fn rows(page: &str, section: &str) -> Vec<[String; 3]> {
    let heading = format!("\n### {section}\n");
    let (_, after) = page.split_once(&heading).unwrap_or_else(|| {
        panic!("there is no section `### {section}`");
    });
    let table = after
        .lines()
        .skip_while(|line| !line.starts_with("| key"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let cells = table.map(|line| {
        let cells: Vec<&str> =
            line.trim_matches('|').split(" | ").map(str::trim).collect();
        assert_eq!(cells.len(), 4, "a row has four cells: {line}");
        assert!(!cells[3].is_empty(), "a key has a meaning: {line}");
        [0, 1, 2].map(|at| cells[at].to_owned())
    });
    cells.collect()
}

#[test]
fn every_key_stands_in_the_reference_as_the_code_has_it() {
    let layouts = SECTIONS.iter().map(|section| (REFERENCE, section));
    let printing = PRINTER_SECTIONS.iter().map(|section| (PRINTING, section));
    for (page, (section, keys)) in layouts.chain(printing) {
        let wanted: Vec<[String; 3]> = keys
            .iter()
            .map(|key| [format!("`{}`", key.name), key.takes.into(), key.default.into()])
            .collect();
        assert_eq!(rows(page, section), wanted, "section `{section}`");
    }
}

#[test]
fn the_reference_has_no_section_that_the_code_has_not() {
    let (_, keys) = REFERENCE.split_once("\n## Every key\n").unwrap();
    let headings = keys.lines().filter_map(|line| line.strip_prefix("### "));
    let wanted: Vec<&str> = SECTIONS.iter().map(|(name, _)| *name).collect();
    assert_eq!(headings.collect::<Vec<_>>(), wanted);
}

/// The blocks of code after which `mark` stands, each with its line.
fn blocks(mark: &str) -> Vec<(usize, String)> {
    let fence = format!("```{mark}");
    let mut found = Vec::new();
    let mut lines = REFERENCE.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if line == fence {
            let inside =
                lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```");
            found.push((at + 1, inside.collect::<Vec<_>>().join("\n")));
        }
    }
    assert!(!found.is_empty(), "there is no block `{mark}`");
    found
}

/// A file with a block of the reference, in a folder of its own.
fn saved(name: &str, text: &str) -> (PathBuf, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reference");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), text).unwrap();
    (folder, name.to_owned())
}

fn holds(line: usize, report: &Report) {
    let said = render(report, false);
    assert!(report.findings.is_empty(), "docs/layouts.md, line {line}:\n{said}");
}

#[test]
fn the_layouts_of_the_reference_are_read_without_a_finding() {
    let source = Source::new("safety.md", include_str!("../assets/texts/safety.md"));
    let text = read_text("safety", &source, &mut |_| Err("no pictures".into())).0;
    for (line, block) in blocks("toml layout") {
        let (folder, file) = saved(&format!("layout-{line}.toml"), &block);
        let mut report = Report::default();
        let tree = Library { folder }.layout(&file, &mut report).unwrap();
        tree.resolve(&[], &mut report);
        tree.resolve(&[Arc::new(text.clone())], &mut report);
        holds(line, &report);
    }
}

#[test]
fn the_packets_and_themes_of_the_reference_are_read_without_a_finding() {
    for (line, block) in blocks("toml packet") {
        let mut report = Report::default();
        let packet =
            read_packet(&Source::new("p.toml", &*block), Path::new(""), &mut report);
        holds(line, &report);
        assert!(!packet.pieces.is_empty(), "line {line}");
    }
    for (line, block) in blocks("toml theme") {
        let (folder, file) = saved(&format!("theme-{line}.toml"), &block);
        let mut report = Report::default();
        Library { folder }.theme(&file, &mut report).unwrap();
        holds(line, &report);
    }
}

#[test]
fn every_fragment_of_the_reference_is_part_of_a_layout() {
    for (line, block) in blocks("toml") {
        let areas = "[grid]\nareas = [\"title\", \"rules\", \"sign\", \"help\", \"group\", \"when\"]\n";
        let has = |what: &str| block.contains(what);
        let mut whole = String::new();
        if has("thread") {
            whole += "[panel.in-1]\n[panel.in-2]\n[panel.in-3]\n";
        } else if !has("[grid]") {
            whole += areas;
        }
        if has("frames =") {
            whole += "[frame.group]\nsay = \"a\"\n[frame.when]\nsay = \"b\"\n";
        }
        if has("when.rules.frame.help") {
            whole += "[frame.help]\nsay = \"a\"\n";
        }
        // Keys of the top go before tables.
        let (folder, file) =
            saved(&format!("part-{line}.toml"), &format!("{block}\n{whole}"));
        let mut report = Report::default();
        let tree = Library { folder }.layout(&file, &mut report).unwrap();
        tree.resolve(&[], &mut report);
        holds(line, &report);
    }
}

/// The blocks of TOML of another page.
fn blocks_of(page: &str) -> Vec<String> {
    let parts = page.split("\n```toml\n").skip(1);
    parts.map(|part| part.split("\n```").next().unwrap().to_owned()).collect()
}

#[test]
fn the_toml_of_the_readme_is_a_packet_and_a_layout_without_a_finding() {
    let blocks = blocks_of(include_str!("../README.md"));
    assert_eq!(blocks.len(), 2);
    let mut report = Report::default();
    let packet =
        read_packet(&Source::new("p.toml", &*blocks[0]), Path::new(""), &mut report);
    assert_eq!(packet.pieces.len(), 1);
    let (folder, file) = saved("readme.toml", &blocks[1]);
    let tree = Library { folder }.layout(&file, &mut report).unwrap();
    tree.resolve(&[], &mut report);
    assert!(report.findings.is_empty(), "README.md:\n{}", render(&report, false));
}

#[test]
fn the_printers_of_the_reference_are_read_without_a_finding() {
    let blocks = blocks_of(PRINTING);
    assert_eq!(blocks.len(), 1);
    let mut report = Report::default();
    let printers = read_printers(&Source::new("printer.toml", &*blocks[0]), &mut report);
    assert!(report.findings.is_empty(), "{}", render(&report, false));
    assert_eq!(printers.len(), 2);
    assert_eq!(printers[0].trays[0].0, "manual");
}

/// Every name of a JSON value, however deep.
fn names(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(entries) => {
            for (name, value) in entries {
                found.push(name.clone());
                names(value, found);
            }
        }
        serde_json::Value::Array(list) => {
            list.iter().for_each(|value| names(value, found))
        }
        _ => {}
    }
}

#[test]
fn the_description_of_the_plan_has_every_field_of_it_and_no_other() {
    let page = include_str!("../docs/plan.md");
    let example = page.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let plan: handbill::model::Plan = serde_json::from_str(example).unwrap();
    let written = serde_json::to_value(&plan).unwrap();
    let shown: serde_json::Value = serde_json::from_str(example).unwrap();
    assert_eq!(written, shown, "the example is a whole plan");
    let mut fields = Vec::new();
    names(&written, &mut fields);
    let rows: String = page.lines().filter(|line| line.starts_with('|')).collect();
    for field in fields
        .iter()
        .filter(|field| !["pieces", "paper", "type", "print"].contains(&field.as_str()))
    {
        let told = [format!("`{field}`"), format!(".{field}`")];
        assert!(
            told.iter().any(|t| rows.contains(t.as_str())),
            "docs/plan.md lacks {field}"
        );
    }
}

#[test]
fn the_packets_of_the_page_on_stock_are_read_without_a_finding() {
    let page = include_str!("../docs/stock.md");
    let parts: Vec<&str> = page.split("\n```toml packet\n").skip(1).collect();
    assert!(parts.len() >= 3);
    for part in parts {
        let block = part.split("\n```").next().unwrap();
        let mut report = Report::default();
        read_packet(&Source::new("p.toml", block), Path::new(""), &mut report);
        assert!(report.findings.is_empty(), "{}", render(&report, false));
    }
    let own = blocks_of(page);
    let (folder, _) = saved("office.toml", &own[0]);
    let mut report = Report::default();
    let stock = Library { folder }.stock("office", &mut report).unwrap();
    assert!(report.findings.is_empty(), "{}", render(&report, false));
    assert_eq!(stock.unwrap().numbers, ["office"]);
}
