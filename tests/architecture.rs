//! Imports run one way: nouns below, verbs above, and equal ranks never import each other.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};

/// The modules, from the ground up. A module may use those of lower ranks.
const RANKS: [(&str, u8); 14] = [
    ("unit", 0),
    ("diag", 0),
    ("page", 1),
    ("font", 2),
    ("model", 2),
    ("load", 3),
    ("compose", 3),
    ("check", 3),
    ("impose", 3),
    ("write", 3),
    ("send", 3),
    ("prove", 3),
    ("press", 4),
    ("cli", 5),
];

fn rank(module: &str) -> u8 {
    let found = RANKS.iter().find(|(name, _)| *name == module);
    found.unwrap_or_else(|| panic!("`{module}` has no rank")).1
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The modules that a file names after `crate::`, braces looked into.
fn uses(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let list = match rest.strip_prefix('{') {
            Some(list) => list.split("};").next().unwrap_or(""),
            None => rest
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap_or(""),
        };
        let mut depth = 0;
        for part in list.split_inclusive(['{', '}', ',']) {
            let word: String = part
                .trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if depth == 0 && !word.is_empty() {
                found.push(word);
            }
            depth += part.matches('{').count();
            depth -= part.matches('}').count();
        }
    }
    found
}

#[test]
fn imports_run_one_way() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in sources(&src) {
        let inside = path.strip_prefix(&src).unwrap();
        let own = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        if matches!(own, "lib" | "main") {
            continue;
        }
        for other in uses(&std::fs::read_to_string(&path).unwrap()) {
            count += 1;
            if other != own && rank(&other) >= rank(own) {
                wrong.push(format!("{}: `{own}` uses `{other}`", inside.display()));
            }
        }
    }
    assert!(count > 100, "{count} uses were found: the reading is broken");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_outside_crate_lives_behind_one_folder() {
    const HOMES: [(&str, &str); 11] = [
        ("printpdf", "write/pdf"),
        ("lopdf", "write/pdf"),
        ("subsetter", "write/pdf"),
        ("fontdue", "write/png"),
        ("harfrust", "font"),
        ("taffy", "compose"),
        ("icu_segmenter", "compose"),
        ("pulldown_cmark", "load/markdown"),
        ("ipp", "send"),
        ("ureq", "send"),
        ("clap", "cli"),
    ];
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in sources(&src) {
        let text = std::fs::read_to_string(&path).unwrap();
        for (outside, home) in HOMES {
            let used = text.contains(&format!("use {outside}"))
                || text.contains(&format!("{outside}::"));
            let inside = path.strip_prefix(&src).unwrap();
            assert!(
                !used || inside.starts_with(home),
                "{} uses {outside}",
                inside.display()
            );
        }
    }
}
