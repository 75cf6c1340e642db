//! Bad input: `tests/bad/` has a folder for every code a finding can have. In each the
//! command of `command.txt` (`build` without one) is run, and standard error is
//! `expected.txt`, letter for letter. Where there is a `printer.txt`, a made-up printer with
//! these attributes is at PRINTER.
//!
//! `BLESS=1 cargo test --test bad` writes what is shown now into every `expected.txt`.

mod printer;
mod run;
mod tools;

use std::path::{Path, PathBuf};

use printer::Fake;
use run::{Place, stderr};

fn folder(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for path in list(from) {
        let name = path.file_name().unwrap();
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else if !["command.txt", "expected.txt", "printer.txt"]
            .iter()
            .any(|own| name == *own)
        {
            std::fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

/// Runs a case; what is wrong with it.
fn case(case: &Path) -> Option<String> {
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    let place = Place::new(&name);
    copy(case, &place.path);
    let before = place.files();
    let command = std::fs::read_to_string(case.join("command.txt"));
    let command = command.unwrap_or_else(|_| "build".into());
    let able = std::fs::read_to_string(case.join("printer.txt"));
    let printer = able.ok().map(|able| Fake::able(&able).uri()).unwrap_or_default();
    let output = place.run(&command.replace("PRINTER", &printer));
    let mut shown = stderr(&output);
    if !printer.is_empty() {
        shown = shown.replace(&printer, "PRINTER");
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(case.join("expected.txt"), &shown).unwrap();
    }
    let expected = std::fs::read_to_string(case.join("expected.txt")).unwrap_or_default();
    let is_error = shown.starts_with("error[") || shown.contains("\nerror[");
    let code = match (is_error, &*name) {
        (false, _) => 0,
        (true, "write" | "printer") => 3,
        (true, _) => 1,
    };
    if shown != expected {
        return Some(format!("{name}: expected\n{expected}\nbut was\n{shown}"));
    }
    if !shown.contains(&format!("[{name}]: ")) {
        return Some(format!("{name} is not what was found:\n{shown}"));
    }
    if output.status.code() != Some(code) {
        return Some(format!("{name}: ends with {:?}", output.status));
    }
    let after = place.files();
    (after != before).then(|| format!("{name}: left behind {after:?}"))
}

#[test]
fn every_mistake_is_shown_as_expected_and_leaves_nothing_behind() {
    let wrong: Vec<String> =
        list(&folder("tests/bad")).iter().filter_map(|at| case(at)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The codes that the program's files give to findings.
fn codes(folder: &Path, found: &mut Vec<String>) {
    for path in list(folder) {
        if path.is_dir() {
            codes(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap();
        for call in ["::error(", "::warning(", "::note(", "error_at("] {
            for (at, _) in text.match_indices(call) {
                let Some(rest) = text[at + call.len()..].trim_start().strip_prefix('"')
                else {
                    continue;
                };
                found.push(rest.split('"').next().unwrap().to_owned());
            }
        }
    }
}

#[test]
fn every_code_has_a_case() {
    let mut found = Vec::new();
    codes(&folder("src"), &mut found);
    found.sort();
    found.dedup();
    assert!(found.len() > 50, "only {found:?}");
    let lacks: Vec<_> =
        found.iter().filter(|code| !folder("tests/bad").join(code).is_dir()).collect();
    assert!(lacks.is_empty(), "no case in tests/bad for {lacks:?}");
}
