//! Collections: everything that prints alike in one file, copies repeated, page by page what
//! the pieces have.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod run;

use handbill::font::Book;
use handbill::model::{Plan, PlannedCollection, PlannedPiece};
use handbill::page::Seal;
use handbill::prove::{Part, Proof, Verdict, collected, verify};
use lopdf::{Document, ObjectId};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use run::Place;

const EVERY_KIND: &str = include_str!("every-kind.toml");

/// A built packet and its plan.
fn built(name: &str, packet: &str) -> (Place, Plan) {
    let place = Place::new(name);
    place.write("packet.toml", packet);
    place.done("build");
    let plan = serde_json::from_slice(&place.read("out/plan.json")).unwrap();
    (place, plan)
}

fn proof(bytes: &[u8]) -> Proof {
    match verify(bytes, &Book::embedded(), None) {
        Verdict::Intact(proof) => proof,
        other => panic!("{other:?}"),
    }
}

/// What each page of a file is painted by.
fn contents(bytes: &[u8]) -> Vec<ObjectId> {
    let file = Document::load_mem(bytes).unwrap();
    file.page_iter().map(|page| file.get_page_contents(page)[0]).collect()
}

fn piece<'p>(plan: &'p Plan, file: &str) -> &'p PlannedPiece {
    plan.pieces.iter().find(|piece| piece.file == file).unwrap()
}

/// How many pages a copy of a piece has, an empty one counted.
fn leaves(plan: &Plan, own: &PlannedCollection, file: &str) -> usize {
    let pages = piece(plan, file).pages;
    if own.sides == "two" { pages.next_multiple_of(2) } else { pages }
}

#[test]
fn every_piece_is_collected_once_with_its_copies_and_the_sums_are_the_same() {
    let (place, plan) = built("collected-all", EVERY_KIND);
    let mut pieces: Vec<(&str, u32)> = plan
        .collections
        .iter()
        .flat_map(|own| own.pieces.iter().map(|part| (part.file.as_str(), part.copies)))
        .collect();
    let mut wanted: Vec<(&str, u32)> =
        plan.pieces.iter().map(|own| (own.file.as_str(), own.print.copies)).collect();
    pieces.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(pieces, wanted);
    assert_eq!(plan.collected_sheets, plan.sheets);
    let mut sheets = plan.plan.as_ref().unwrap().sheets;
    for own in &plan.collections {
        let bytes = place.read(&format!("out/{}", own.file));
        let pages = proof(&bytes).pages;
        assert_eq!(own.pages, pages, "{}", own.file);
        assert_eq!(own.sheets, pages.div_ceil(if own.sides == "two" { 2 } else { 1 }));
        sheets += own.sheets;
        for part in &own.pieces {
            let piece = piece(&plan, &part.file);
            assert_eq!((&piece.sides, &piece.flip), (&own.sides, &own.flip));
            assert_eq!(piece.paper.name, own.paper.name, "{}", part.file);
        }
        for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
            let options = ValidationOptions::default().profile(profile);
            let report = validate_pdf_bytes(&bytes, &options).unwrap();
            assert!(
                report.is_compliant,
                "{} {profile}: {:#?}",
                own.file, report.failures
            );
        }
    }
    assert_eq!(plan.sheets, Some(sheets));
    let names: Vec<&str> = plan.collections.iter().map(|own| own.file.as_str()).collect();
    for name in [
        "packet-letter.pdf",
        "packet-letter-duplex.pdf",
        "packet-letter-card.pdf",
        "packet-letter-5371-duplex.pdf",
        "packet-statement-duplex-short-edge.pdf",
    ] {
        assert!(names.contains(&name), "{names:?}");
    }
    let told = place.done("verify out --packet packet.toml");
    assert!(told.contains("all proven"), "{told}");
}

#[test]
fn copies_share_what_is_painted_and_none_begins_on_the_back_of_another() {
    let (place, plan) = built("collected-copies", EVERY_KIND);
    for own in &plan.collections {
        let pages = contents(&place.read(&format!("out/{}", own.file)));
        let mut at = 0;
        for part in &own.pieces {
            let whole = leaves(&plan, own, &part.file);
            let first = &pages[at..at + whole];
            for copy in pages[at..].chunks(whole).take(part.copies as usize) {
                assert_eq!(copy, first, "{} in {}", part.file, own.file);
            }
            if own.sides == "two" {
                assert_eq!(at % 2, 0, "{} begins on a back", part.file);
            }
            at += whole * part.copies as usize;
        }
        assert_eq!(at, pages.len(), "{}", own.file);
    }
    let small = place.read("out/comparison-safety-handout.pdf").len();
    let large = place.read("out/packet-letter-duplex.pdf").len();
    assert!(large < 2 * small, "{large} bytes for five copies of {small}");
}

#[test]
fn a_collection_that_is_not_what_its_pieces_are_is_not_proven() {
    let (place, plan) = built("collected-wrong", EVERY_KIND);
    let book = Book::embedded();
    let own = plan.collections.iter().find(|own| own.file == "packet-letter-duplex.pdf");
    let own = own.unwrap();
    let bytes = place.read("out/packet-letter-duplex.pdf");
    let proofs: Vec<Proof> = own
        .pieces
        .iter()
        .map(|part| proof(&place.read(&format!("out/{}", part.file))))
        .collect();
    let parts = || -> Vec<Part<'_>> {
        let both = own.pieces.iter().zip(&proofs);
        both.map(|(part, proof)| Part {
            proof,
            file: &part.file,
            copies: part.copies as usize,
            blank: piece(&plan, &part.file).pages % 2 == 1,
        })
        .collect()
    };
    let against = |parts: &[Part<'_>]| {
        let named = Seal::default().with("folded", "collected");
        let found = collected(&bytes, &book, parts, named);
        found.map(|proof| proof.pages).map_err(|found| found[0].message.clone())
    };
    assert_eq!(against(&parts()), Ok(own.pages));
    let mut turned = parts();
    turned.reverse();
    assert!(against(&turned).unwrap_err().contains("is not as in"));
    let mut more = parts();
    more[0].copies += 1;
    assert!(against(&more).is_err());
    let mut fewer = parts();
    fewer[1].copies -= 1;
    assert!(against(&fewer).unwrap_err().contains("none of its parts"));
    let mut filled = parts();
    filled[1].blank = false;
    assert!(against(&filled).is_err());
    let other = proof(&place.read("out/safety-poster-11x17in.pdf"));
    let mut changed = parts();
    changed[0].proof = &other;
    assert!(against(&changed).is_err());
}

#[test]
fn the_same_words_drawn_in_another_way_are_not_the_piece() {
    let paper = |theme: &str| {
        format!(
            "[[piece]]\ntext = \"notice\"\nlayout = \"handout\"\ntheme = \"{theme}\"\ncopies = 2\n"
        )
    };
    let (place, _) = built("collected-calm", &paper("calm"));
    let (other, _) = built("collected-saver", &paper("ink-saver"));
    let made = proof(&other.read("out/notice-handout.pdf"));
    let part = Part { proof: &made, file: "notice-handout.pdf", copies: 2, blank: false };
    let bytes = place.read("out/packet-letter.pdf");
    let found = collected(&bytes, &Book::embedded(), &[part], Seal::default());
    let message = found.unwrap_err()[0].message.clone();
    assert!(message.contains("what is drawn there is not"), "{message}");
}

#[test]
fn a_piece_that_has_the_name_of_a_collection_keeps_it() {
    let packet = "[[piece]]\ntext = \"notice\"\nlayout = \"handout\"\nfile = \"packet-letter\"\ncopies = 2\n";
    let (place, plan) = built("collected-name", packet);
    assert_eq!(plan.pieces[0].file, "packet-letter.pdf");
    assert_eq!(plan.collections[0].file, "packet-letter-2.pdf");
    place.write("packet.toml", packet.replace("file = \"packet-letter\"\n", ""));
    place.done("build");
    let mut files = place.files();
    files.retain(|file| file.starts_with("out/"));
    assert!(!files.contains(&"out/packet-letter-2.pdf".to_owned()), "{files:?}");
}
