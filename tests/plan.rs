//! The plan: its sums are the pages of the files, its page says the steps that the packet needs.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod run;

use std::path::Path;

use handbill::font::Book;
use handbill::model::Plan;
use handbill::prove::{Expected, Passage, PassageKind, Proof, Strand, Verdict, verify};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use run::Place;

/// Posters in tiles, tents and a text of two pages.
const EVERY_STEP: &str = "
[group]
name   = \"Tuesday | Family_Group\"
meets  = \"Tuesdays, 7 pm\"
crisis = \"Call or text 988, day or night\"

[[piece]]
text   = [\"comparison\", \"safety\"]
layout = \"handout\"
copies = 12

[[piece]]
text   = \"notice\"
layout = \"tent\"
copies = 4

[[piece]]
text   = \"safety\"
layout = \"poster\"
tile   = \"letter\"
";

fn plan(place: &Place) -> Plan {
    serde_json::from_slice(&place.read("out/plan.json")).unwrap()
}

fn proof(bytes: &[u8]) -> Proof {
    match verify(bytes, &Book::embedded(), None) {
        Verdict::Intact(proof) => proof,
        other => panic!("{other:?}"),
    }
}

/// Whether a block of the plan's page is just these words.
fn says(place: &Place, words: &str) -> bool {
    let words = words.to_owned();
    let passages = vec![Passage { words, kind: PassageKind::Words, place: None }];
    let strands = vec![Strand { passages, optional: false }];
    let expected = Expected { strands, others: true, ..Expected::default() };
    let bytes = place.read("out/plan.pdf");
    verify(&bytes, &Book::embedded(), Some(&expected)).is_proven()
}

/// The sums of the plan against the files, each opened and its pages counted.
fn sums(place: &Place) -> Plan {
    let plan = plan(place);
    let mut sheets = 0;
    for piece in &plan.pieces {
        let pages = proof(&place.read(&format!("out/{}", piece.file))).pages;
        assert_eq!(piece.pages, pages, "{}", piece.file);
        let sides = if piece.sides == "two" { 2 } else { 1 };
        sheets += pages.div_ceil(sides) * piece.print.copies as usize;
        assert!(says(place, &piece.print.copies.to_string()), "{}", piece.file);
    }
    let page = plan.plan.as_ref().unwrap();
    assert_eq!(page.file, "plan.pdf");
    assert_eq!(page.pages, proof(&place.read("out/plan.pdf")).pages);
    sheets += page.sheets;
    assert_eq!(plan.sheets, Some(sheets));
    assert!(says(place, &format!("{sheets} sheets in all")), "{sheets} sheets");
    plan
}

/// Whether the page of the plan is PDF/UA-1 and PDF/A-2a.
fn judged(place: &Place) {
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(&place.read("out/plan.pdf"), &options).unwrap();
        assert!(report.is_compliant, "{profile}: {:#?}", report.failures);
    }
}

#[test]
fn the_sums_of_the_standard_packet_are_the_pages_of_its_files() {
    let place = Place::new("plan-standard");
    let shown = place.done("build");
    let sheets = sums(&place).sheets.unwrap();
    assert!(shown.contains(&format!("; {sheets} sheets with the plan, ")), "{shown}");
    judged(&place);
}

#[test]
fn the_sums_of_the_examples_are_the_pages_of_their_files() {
    for name in ["new-group", "own-text"] {
        let place = Place::new(&format!("plan-{name}"));
        let packet = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
        place.done(&format!("build {} --out out", packet.display()));
        sums(&place);
        judged(&place);
    }
}

#[test]
fn every_step_that_is_needed_stands_on_the_plan() {
    let place = Place::new("plan-steps");
    place.write("packet.toml", EVERY_STEP);
    place.done("build");
    let plan = sums(&place);
    judged(&place);
    assert!(plan.pieces[0].sides == "two" && plan.pieces[2].tiles.is_some());
    assert!(says(&place, "What to buy, print, cut, fold and hang"));
    for head in ["Buy", "Print at 100 %", "Cut", "Fold", "Hang"] {
        assert!(says(&place, head), "{head}");
    }
    for cell in ["comparison and safety, handout", "two, long edge", "Letter card"] {
        assert!(says(&place, cell), "{cell}");
    }
}

#[test]
fn a_packet_without_posters_has_nothing_to_hang() {
    let place = Place::new("plan-no-poster");
    place.write("packet.toml", "[[piece]]\ntext = \"safety\"\nlayout = \"handout\"\n");
    place.done("build");
    sums(&place);
    judged(&place);
    assert!(says(&place, "What to buy and print"));
    for head in ["Cut", "Fold", "Hang"] {
        assert!(!says(&place, head), "{head}");
    }
}

#[test]
fn a_long_table_runs_on_and_the_plan_counts_its_own_pages() {
    let place = Place::new("plan-long");
    let piece = "[[piece]]\nlayout = \"door-sign\"\npaper = \"a4\"\n";
    let group = "[group]\nname = \"Tuesday Group\"\n\n";
    place.write("packet.toml", group.to_owned() + &piece.repeat(60));
    place.done("build");
    let page = sums(&place).plan.unwrap();
    assert_eq!((page.pages, &*page.paper.name), (2, "a4"));
    judged(&place);
}

#[test]
fn a_piece_of_the_name_of_the_plan_gets_another_one() {
    let place = Place::new("plan-name");
    let piece = "[[piece]]\ntext = \"safety\"\nlayout = \"handout\"\nfile = \"plan\"\n";
    place.write("packet.toml", piece);
    place.done("build");
    assert_eq!(sums(&place).pieces[0].file, "plan-2.pdf");
    assert!(
        place.done("verify out --packet packet.toml").contains("3 files, all proven")
    );
}

#[test]
fn a_layout_of_ones_own_makes_the_plan() {
    let place = Place::new("plan-own");
    let layout =
        "extends = \"plan\"\n[frame.buy-picture]\noff = true\n[frame.help]\noff = true\n";
    place.write("plan.toml", layout);
    place.write("packet.toml", EVERY_STEP);
    place.done("build");
    sums(&place);
    judged(&place);
    assert!(!says(&place, "Call or text 988, day or night"));
}
