//! Running text in many languages: a handout says every word of it, or handbill says which
//! character no face has. There is nothing in between: no empty box, no lost accent.
//!
//! The texts are our own: a few sentences that are said at the start of a meeting.

mod tools;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use read_fonts::{FontRef, TableProvider as _};

/// The smallest number of languages that this must stay true for.
const LANGUAGES: usize = 100;

/// How many of them the embedded faces have every character of, at the least.
const COVERED: usize = 58;

/// Languages that are written without spaces between words: lines may break anywhere, so
/// the text is compared without its spaces.
const UNSPACED: [&str; 7] = ["ja", "km", "lo", "my", "th", "zh-Hans", "zh-Hant"];

/// Marks that print nothing, which Poppler adds to or leaves out of right-to-left text.
const UNSEEN: [char; 5] = ['\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}'];

#[test]
fn every_language_is_set_word_for_word_or_refused_by_the_name_of_a_character() {
    let covered = covered();
    let what = "no word was read back from a PDF";
    let can_read = tools::is_here("pdftotext", "poppler-utils", what);
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("languages");
    std::fs::create_dir_all(&out).unwrap();
    let (mut set, mut refused, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    for file in files() {
        let lang = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let pdf = out.join(format!("{lang}.pdf"));
        match judge(&file, &lang, &pdf, &covered, can_read) {
            Ok(true) => set.push(lang),
            Ok(false) => refused.push(lang),
            Err(problem) => wrong.push(format!("{lang}: {problem}")),
        }
    }
    println!("set: {}\nrefused: {}", set.join(" "), refused.join(" "));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_enough_languages_and_each_file_says_which_one_it_is() {
    let covered = covered();
    let files = files();
    assert!(files.len() >= LANGUAGES, "{} languages", files.len());
    let mut complete = 0;
    for file in &files {
        let lang = file.file_stem().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(file).unwrap();
        assert!(text.contains(&format!("\nlang = \"{lang}\"\n")), "{}", file.display());
        assert!(words(&text).len() > 1, "{}", file.display());
        complete += usize::from(lacking(&text, &covered).is_empty());
    }
    assert!(complete >= COVERED, "the faces have all characters of {complete} languages");
}

/// Makes a handout of one file. `true`: it was set, and the PDF says its words. `false`:
/// it was refused, and rightly so.
fn judge(
    file: &Path,
    lang: &str,
    pdf: &Path,
    covered: &BTreeSet<u32>,
    can_read: bool,
) -> Result<bool, String> {
    let _ = std::fs::remove_file(pdf);
    let made = Command::new(env!("CARGO_BIN_EXE_handbill"))
        .args(["make", "handout"])
        .arg(file)
        .args(["--paper", "letter", "-o"])
        .arg(pdf)
        .output()
        .map_err(|e| e.to_string())?;
    let said = String::from_utf8_lossy(&made.stderr);
    let text = std::fs::read_to_string(file).map_err(|e| e.to_string())?;
    let lacking = lacking(&text, covered);
    if made.status.success() {
        if !pdf.exists() {
            return Err("ended with 0 and wrote nothing".to_owned());
        }
        if can_read {
            same_words(&text, &read_back(pdf)?, UNSPACED.contains(&lang))?;
        }
        return Ok(true);
    }
    if made.status.code() != Some(1) {
        return Err(format!("ended with {}:\n{said}", made.status));
    }
    if pdf.exists() {
        return Err("failed and left a PDF behind".to_owned());
    }
    if lacking.is_empty() {
        return Err(format!("refused, though the faces have every character:\n{said}"));
    }
    let named = named(&said);
    if named.is_empty() {
        return Err(format!("refused without the name of a character (U+XXXX):\n{said}"));
    }
    match named.iter().find(|c| !lacking.contains(c)) {
        Some(c) => Err(format!("U+{c:04X} is named, but is not lacking:\n{said}")),
        None => Ok(false),
    }
}

/// The files, by name.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/languages");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "md")).collect();
    files.sort();
    files
}

/// The characters that at least one embedded face has, from the faces' own tables.
fn covered() -> BTreeSet<u32> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts");
    let mut covered = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "ttf" || e == "otf") {
            let bytes = std::fs::read(&path).unwrap();
            let font = FontRef::new(&bytes).unwrap();
            let cmap = font.cmap().unwrap();
            // The Basic Multilingual Plane is enough for the languages here.
            let has = |c: &u32| cmap.map_codepoint(*c).is_some_and(|g| g.to_u32() != 0);
            covered.extend((0x20..=0xffff).filter(has));
        }
    }
    covered
}

/// The characters of a text that no embedded face has.
fn lacking(text: &str, covered: &BTreeSet<u32>) -> BTreeSet<u32> {
    let body = body(text);
    let seen = body.chars().filter(|c| !c.is_whitespace());
    seen.map(u32::from).filter(|c| !covered.contains(c)).collect()
}

/// The characters that a message names as `U+XXXX`.
fn named(said: &str) -> BTreeSet<u32> {
    let hex = |rest: &str| {
        let end = rest.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(rest.len());
        u32::from_str_radix(&rest[..end], 16).ok()
    };
    said.split("U+").skip(1).filter_map(hex).collect()
}

/// The text of a PDF in the order in which it was drawn.
fn read_back(pdf: &Path) -> Result<String, String> {
    let read = Command::new("pdftotext")
        .arg("-raw")
        .args([pdf, Path::new("-")])
        .output()
        .map_err(|e| e.to_string())?;
    String::from_utf8(read.stdout).map_err(|e| e.to_string())
}

/// A file without its front matter and without the mark of its heading.
fn body(text: &str) -> String {
    let body = text.splitn(3, "+++\n").nth(2).unwrap_or(text);
    body.lines().map(|line| line.trim_start_matches("# ").to_owned() + "\n").collect()
}

/// The words of a file.
fn words(text: &str) -> Vec<String> {
    body(text).split_whitespace().map(str::to_owned).collect()
}

/// Says where the words of the PDF leave those of the source.
fn same_words(text: &str, pdf: &str, is_unspaced: bool) -> Result<(), String> {
    let pdf: String = pdf.chars().filter(|c| !UNSEEN.contains(c)).collect();
    let mut want = words(text);
    let mut got: Vec<String> = pdf.split_whitespace().map(str::to_owned).collect();
    if is_unspaced {
        (want, got) = (vec![want.concat()], vec![got.concat()]);
    }
    if want == got {
        return Ok(());
    }
    let at = want.iter().zip(&got).take_while(|(a, b)| a == b).count();
    let next = |words: &[String]| words[at..].iter().take(6).cloned().collect::<Vec<_>>();
    Err(format!("word {at}: source {:?}, PDF {:?}", next(&want), next(&got)))
}
