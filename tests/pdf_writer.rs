//! What a finished PDF says and is, read back by other programs.

mod case;
mod tools;

use std::path::PathBuf;
use std::process::Command;

use case::{Case, LETTER, everything};
use handbill::page::{Duplex, Mark, Page, Role, Shape, TagId};
use handbill::unit::Matrix;
use handbill::write::pdf::{PdfOptions, write};
use lopdf::{Dictionary, Document, Object};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

fn options() -> PdfOptions {
    PdfOptions { created: Some(1_700_000_000), ..PdfOptions::default() }
}

fn made(case: &Case, title: &str, pages: Vec<Page>) -> Vec<u8> {
    write(&case.about(title), pages.into_iter(), &case.book, &options())
}

/// Where a test leaves its file for eyes.
fn left(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn must_hold(bytes: &[u8]) {
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(bytes, &options).unwrap();
        assert!(report.is_compliant, "{profile}: {:#?}", report.failures);
    }
}

/// What pdftotext reads, words apart by one space; `None` where it is not installed.
fn read(name: &str, bytes: &[u8], raw: bool) -> Option<String> {
    let path = left(name, bytes);
    let mut command = Command::new("pdftotext");
    if raw {
        command.arg("-raw");
    }
    command.arg(&path).arg("-");
    let what = "no word was read back from a PDF";
    let out = tools::output(&mut command, "poppler-utils", what)?;
    assert!(out.status.success());
    let text = String::from_utf8(out.stdout).unwrap();
    Some(plain(&text))
}

fn plain(text: &str) -> String {
    let marks = |c: char| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{200e}' | '\u{200f}');
    let text: String = text.chars().filter(|c| marks(*c)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn dict(pdf: &Document, object: &Object) -> Dictionary {
    match object {
        Object::Reference(id) => pdf.get_dictionary(*id).unwrap().clone(),
        other => other.as_dict().unwrap().clone(),
    }
}

#[test]
fn a_page_with_everything_is_accessible_archivable_and_reads_back() {
    let mut case = Case::new();
    let (page, words) = everything(&mut case);
    let bytes = made(&case, "Everything", vec![page.clone()]);
    left("everything.txt", words.as_bytes());
    if let Some(mut text) = read("everything.pdf", &bytes, true) {
        // The face that is turned stands there for eyes only.
        let repeated = "Both sides read this.";
        while text.matches(repeated).count() > 1 {
            let at = text.rfind(repeated).unwrap();
            text.replace_range(at..at + repeated.len(), "");
        }
        assert_eq!(plain(&text), plain(&words));
    }
    must_hold(&bytes);
    assert_eq!(bytes, made(&case, "Everything", vec![page]), "not the same bytes twice");
}

#[test]
fn the_boxes_have_the_bleed_around_the_trim() {
    let mut case = Case::new();
    let (page, _) = everything(&mut case);
    let pdf = Document::load_mem(&made(&case, "Boxes", vec![page])).unwrap();
    let page = pdf.get_dictionary(pdf.page_iter().next().unwrap()).unwrap();
    let numbers = |key: &[u8]| -> Vec<f32> {
        let array = page.get(key).unwrap().as_array().unwrap();
        array.iter().map(|n| n.as_float().unwrap()).collect()
    };
    assert_eq!(numbers(b"MediaBox"), [0.0, 0.0, 630.0, 810.0]);
    assert_eq!(numbers(b"BleedBox"), [0.0, 0.0, 630.0, 810.0]);
    assert_eq!(numbers(b"TrimBox"), [9.0, 9.0, 621.0, 801.0]);
}

#[test]
fn the_print_dialogue_starts_from_the_exact_size_the_sides_and_the_copies() {
    let mut case = Case::new();
    let (page, _) = everything(&mut case);
    let said = |duplex, copies| -> Vec<(String, String)> {
        let options = PdfOptions { duplex, copies, ..options() };
        let bytes =
            write(&case.about("Print"), [page.clone()].into_iter(), &case.book, &options);
        let pdf = Document::load_mem(&bytes).unwrap();
        let wanted =
            dict(&pdf, pdf.catalog().unwrap().get(b"ViewerPreferences").unwrap());
        let shown = |(key, value): (&Vec<u8>, &Object)| {
            (String::from_utf8(key.clone()).unwrap(), format!("{value:?}"))
        };
        wanted.iter().map(shown).collect()
    };
    let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    let book = said(Duplex::LongEdge, 4);
    assert!(book.contains(&pair("PrintScaling", "/None")), "{book:?}");
    assert!(book.contains(&pair("Duplex", "/DuplexFlipLongEdge")), "{book:?}");
    assert!(book.contains(&pair("PickTrayByPDFSize", "true")), "{book:?}");
    assert!(book.contains(&pair("NumCopies", "4")), "{book:?}");
    // Table 150: a viewer knows two to five copies, and takes one where nothing is said.
    for copies in [1, 12] {
        let sheet = said(Duplex::Off, copies);
        assert!(sheet.contains(&pair("Duplex", "/Simplex")), "{sheet:?}");
        assert!(sheet.iter().all(|(key, _)| key != "NumCopies"), "{sheet:?}");
    }
}

#[test]
fn long_files_have_bookmarks_and_short_ones_do_not() {
    let mut case = Case::new();
    let mut pages = Vec::new();
    for n in 1..=5 {
        let one = case.tags.add(TagId::DOCUMENT, Role::Heading(1));
        case.text(one, 20.0, (36.0, 60.0), &format!("Chapter {n}"));
        case.text(one, 20.0, (36.0, 84.0), "in two lines");
        let two = case.tags.add(TagId::DOCUMENT, Role::Heading(2));
        case.text(two, 16.0, (36.0, 120.0), "Détail");
        let layers = vec![case.layer(Matrix::IDENTITY)];
        pages.push(Page { trim: LETTER, bleed: 0.0, slug: 0.0, layers });
    }
    let short = Document::load_mem(&made(&case, "Short", pages[..3].to_vec())).unwrap();
    assert!(short.catalog().unwrap().get(b"Outlines").is_err());
    let bytes = made(&case, "Long", pages);
    must_hold(&bytes);
    left("long.pdf", &bytes);
    let long = Document::load_mem(&bytes).unwrap();
    let outline = dict(&long, long.catalog().unwrap().get(b"Outlines").unwrap());
    let mut next = outline.get(b"First").ok().cloned();
    let mut titles = Vec::new();
    while let Some(entry) = next {
        let entry = dict(&long, &entry);
        titles.push(lopdf::decode_text_string(entry.get(b"Title").unwrap()).unwrap());
        let kid = dict(&long, entry.get(b"First").unwrap());
        let title = lopdf::decode_text_string(kid.get(b"Title").unwrap()).unwrap();
        assert_eq!(title, "Détail");
        next = entry.get(b"Next").ok().cloned();
    }
    assert_eq!(titles.len(), 5);
    assert_eq!(titles[4], "Chapter 5 in two lines");
}

#[test]
fn an_element_goes_on_over_two_pages_and_unused_ones_are_left_out() {
    let mut case = Case::new();
    let heading = case.tags.add(TagId::DOCUMENT, Role::Heading(1));
    case.text(heading, 20.0, (36.0, 60.0), "Title");
    let never = case.tags.add(TagId::DOCUMENT, Role::Section);
    case.tags.add(never, Role::Paragraph);
    let p = case.tags.add(TagId::DOCUMENT, Role::Paragraph);
    case.text(p, 12.0, (36.0, 90.0), "begins here and");
    let first = case.layer(Matrix::IDENTITY);
    case.text(p, 12.0, (36.0, 90.0), "ends here.");
    let second = case.layer(Matrix::IDENTITY);
    let page = |layer| Page { trim: LETTER, bleed: 0.0, slug: 0.0, layers: vec![layer] };
    let bytes = made(&case, "Two pages", vec![page(first), page(second)]);
    must_hold(&bytes);
    let pdf = Document::load_mem(&bytes).unwrap();
    let root = dict(&pdf, pdf.catalog().unwrap().get(b"StructTreeRoot").unwrap());
    let document = dict(&pdf, root.get(b"K").unwrap());
    let kids = document.get(b"K").unwrap().as_array().unwrap();
    assert_eq!(kids.len(), 2);
    let p = dict(&pdf, &kids[1]);
    let parts = p.get(b"K").unwrap().as_array().unwrap();
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0].as_i64().unwrap(), 1);
    assert!(parts[1].as_dict().unwrap().has_type(b"MCR"));
}

#[test]
fn words_from_right_to_left_read_back_in_order() {
    let mut case = Case::new();
    let Some(face) = case.arabic() else {
        tools::missing(
            "no Noto Naskh Arabic here (fonts-noto-core): no page in Arabic was made",
        );
        return;
    };
    let heading = case.tags.add(TagId::DOCUMENT, Role::Heading(1));
    case.text(heading, 20.0, (36.0, 60.0), "Welcome");
    let p = case.tags.add(TagId::DOCUMENT, Role::Paragraph);
    case.tags.list[p.0 as usize].lang = Some("ar".into());
    let text = "السلام عليكم ولا بأس و";
    let run = case.run_of(face, 24.0, (100.0, 120.0), text, *b"Arab", true);
    case.put(Mark::Tag(p), Shape::Text(run));
    let pointed = case.run_of(face, 24.0, (100.0, 180.0), "أَهْلًا", *b"Arab", true);
    case.put(Mark::Tag(p), Shape::Text(pointed));
    let layers = vec![case.layer(Matrix::IDENTITY)];
    let bytes =
        made(&case, "Arabic", vec![Page { trim: LETTER, bleed: 0.0, slug: 0.0, layers }]);
    left("arabic.txt", format!("Welcome\n{text}\nأَهْلًا\n").as_bytes());
    must_hold(&bytes);
    if let Some(read) = read("arabic.pdf", &bytes, false) {
        // Poppler turns pointed words around, whatever it is told.
        assert!(read.starts_with(&format!("Welcome {text} ")), "{read}");
    }
    let pdf = Document::load_mem(&bytes).unwrap();
    let content = pdf.get_page_content(pdf.page_iter().next().unwrap());
    let content = String::from_utf8_lossy(&content).into_owned();
    let spoken = "FEFF0623064E06470652 0644064B0627".replace(' ', "");
    assert!(content.contains(&spoken), "{content}");
}

#[test]
fn a_word_divided_at_the_end_of_a_line_is_one_word_to_the_reader() {
    let mut case = Case::new();
    let heading = case.tags.add(TagId::DOCUMENT, Role::Heading(1));
    let face = case.face(false, false);
    let mut run = case.run(face, 20.0, (36.0, 60.0), "An exam-");
    run.text.pop();
    let hyphen = run.glyphs.last_mut().unwrap();
    hyphen.end = hyphen.start;
    case.put(Mark::Tag(heading), Shape::Text(run));
    case.text(heading, 20.0, (36.0, 84.0), "ple-like word");
    let layers = vec![case.layer(Matrix::IDENTITY)];
    let page = Page { trim: LETTER, bleed: 0.0, slug: 0.0, layers };
    let bytes = made(&case, "Divided", vec![page.clone(); 4]);
    must_hold(&bytes);
    if let Some(text) = read("divided.pdf", &bytes, true) {
        assert!(text.starts_with("An exam\u{ad} ple-like word"), "{text:?}");
    }
    let pdf = Document::load_mem(&bytes).unwrap();
    let outline = dict(&pdf, pdf.catalog().unwrap().get(b"Outlines").unwrap());
    let first = dict(&pdf, outline.get(b"First").unwrap());
    assert_eq!(first.get(b"Title").unwrap().as_str().unwrap(), b"An example-like word");
}

/// Runs the test above again, where no other program is.
fn without_programs() -> Command {
    let nowhere = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("no-programs");
    std::fs::create_dir_all(&nowhere).unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    let test = "a_word_divided_at_the_end_of_a_line_is_one_word_to_the_reader";
    command.args([test, "--exact"]).env("PATH", nowhere);
    // As `cargo test` runs it, whatever was asked of this run.
    command.env_remove("RUST_TEST_NOCAPTURE").env_remove("HANDBILL_REQUIRE_TOOLS");
    command
}

#[test]
fn what_is_not_tested_is_said_aloud_and_fails_where_programs_are_required() {
    let says = |bytes: &[u8]| {
        let line = "NOT TESTED: no pdftotext here (poppler-utils)";
        String::from_utf8_lossy(bytes).contains(line)
    };
    let passed = without_programs().output().unwrap();
    assert!(passed.status.success() && says(&passed.stderr), "{passed:?}");
    let failed = without_programs().env("HANDBILL_REQUIRE_TOOLS", "1").output().unwrap();
    assert!(!failed.status.success() && says(&failed.stdout), "{failed:?}");
}
