//! The plan: its sums are the pages of the files, its page says the steps that the packet needs.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod run;
mod tools;

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

/// What `pdftotext` reads on a page of the plan; `None` without it.
fn page_text(place: &Place, page: usize) -> Option<String> {
    let page = page.to_string();
    let mut command = std::process::Command::new("pdftotext");
    command.args(["-f", &page, "-l", &page, "-layout", "out/plan.pdf", "-"]);
    command.current_dir(&place.path);
    let what = "no page of a plan was read back";
    let out = tools::output(&mut command, "poppler-utils", what)?;
    Some(String::from_utf8(out.stdout).unwrap())
}

#[test]
fn the_head_of_a_long_table_stands_on_every_page_and_is_read_once() {
    let place = Place::new("plan-head");
    let piece = "[[piece]]\nlayout = \"door-sign\"\npaper = \"letter\"\n";
    place.write(
        "packet.toml",
        "[group]\nname = \"Tuesday Group\"\n\n".to_owned() + &piece.repeat(120),
    );
    place.done("build");
    let pages = sums(&place).plan.unwrap().pages;
    assert!(pages > 2, "{pages} pages");
    judged(&place);
    for page in 1..=pages {
        let Some(text) = page_text(&place, page) else { return };
        let heads = text.lines().filter(|line| line.trim_start().starts_with("Piece"));
        assert_eq!(heads.count(), 1, "page {page}: {text}");
        assert!(text.matches("door sign").count() > 2, "page {page}: {text}");
    }
    assert!(says(&place, "Piece"));
}

/// Stock of somebody's own, in packages of ten sheets.
const OWN_STOCK: &str = "\
name = \"Our cards, 2 x 3 in\"
maker = \"Acme\"
sheet = \"letter\"
pack = 10
origin = [\"1in\", \"1in\"]
flat = [\"3in\", \"2in\"]
columns = 2
known = \"two-sources\"
";

#[test]
fn stock_is_bought_by_its_name_and_number() {
    let place = Place::new("plan-stock");
    place.write("stock/A7.toml", OWN_STOCK);
    let piece = |stock: &str, copies: u32| {
        format!(
            "[[piece]]\nlayout = \"door-sign\"\nstock = \"{stock}\"\ncopies = {copies}\n"
        )
    };
    let group = "[group]\nname = \"Tuesday Group\"\n\n";
    let pieces = piece("A7", 25) + &piece("5371", 25) + &piece("place-card", 5);
    place.write("packet.toml", group.to_owned() + &pieces);
    place.done("build");
    let plan = sums(&place);
    judged(&place);
    let stock = plan.pieces[0].sheet.as_ref().unwrap().stock.as_ref().unwrap();
    assert_eq!((stock.maker.as_deref(), stock.pack), (Some("Acme"), Some(10)));
    let bought = "1 sheet of Letter paper, 24 lb\n\
                  2 packs of Acme A7, 10 sheets each: Our cards\n\
                  3 sheets of Avery 5371: Business cards\n\
                  2 sheets of Letter card, 90 to 110 lb\n\
                  Scissors or a paper cutter";
    assert!(says(&place, bought), "{:?}", page_text(&place, 1));
    for words in [
        "Acme A7",
        "Avery 5371",
        "Letter card",
        "Check on one sheet first: print what goes on Avery 5371 on plain paper, and hold it against the stock, in front of a lamp.",
        "Acme A7 and Avery 5371: bend the sheet at its perforations and snap the pieces apart, without cutting.",
    ] {
        assert!(says(&place, words), "{words}: {:?}", page_text(&place, 1));
    }
}

#[test]
fn what_is_cut_and_folded_is_said_of_every_kind_of_sheet() {
    const PEN: &str = "Door sign, several on a sheet: run an empty pen along a ruler from fold tick to fold tick, then cut from mark to mark.";
    const PEEL: &str = "Avery 5395: peel the labels off, without cutting.";
    const BOOKLET: &str = "Booklet: lay the sheets of one copy on each other in the order of printing, the first one outside. Fold them together in the middle, page 1 in front, and put two staples in the fold.";
    const TRI_FOLD: &str = "Tri-fold: lay it with pages 2, 3 and 4 up. Fold page 4 in, which is the narrow panel, then page 2 over it: page 1 is in front.";
    const ZINE: &str = "Zine: fold it first, as below. Then cut the dashed line in its middle, through two panels, and nothing else.";
    let folds = "layout = \"booklet\"\ntext = \"safety\"\nfold = ";
    let cases: [(&str, String, &[&str], &[&str]); 9] = [
        (
            "hand",
            "layout = \"door-sign\"\nstock = \"place-card\"".into(),
            &[
                PEN,
                "Door sign, several on a sheet: fold along the pen's line, print outside.",
            ],
            &[],
        ),
        ("label", "layout = \"door-sign\"\nstock = \"5395\"".into(), &[PEEL], &["Fold"]),
        (
            "scored",
            "layout = \"tent\"\ntext = \"notice\"\nstock = \"5309\"".into(),
            &["Avery 5309: fold at the score, print outside."],
            &[],
        ),
        (
            "base",
            "layout = \"tent-base\"\ntext = \"notice\"".into(),
            &[
                "Tents with a base: fold on all ticks, print outside, and glue the flap behind the other end.",
            ],
            &["Cut"],
        ),
        (
            "plain",
            "layout = \"card\"\ntext = \"notice\"\npaper = \"3x5in\"\nsheet = \"letter\""
                .into(),
            &["Card: from mark to mark.", "Letter card"],
            &["Fold"],
        ),
        (
            "booklet",
            "layout = \"booklet\"\ntext = [\"safety\", \"notice\", \"comparison\"]\nfold = \"booklet\"\npaper = \"statement\"".into(),
            &[BOOKLET],
            &["Cut"],
        ),
        (
            "half",
            format!("{folds}\"half\"\npaper = \"5x7in\"\nsheet = \"11x17in\""),
            &[
                "Half-folded card: from mark to mark, before folding.",
                "Half-folded card: fold it in the middle, page 1 in front.",
            ],
            &["Hang"],
        ),
        (
            "tri-fold",
            format!("{folds}\"tri-fold\""),
            &[TRI_FOLD, "safety, tri-fold"],
            &["Cut"],
        ),
        ("zine", format!("{folds}\"zine\""), &[ZINE, "safety, zine"], &[]),
    ];
    let group = "[group]\nname = \"Tuesday Group\"\n\n[[piece]]\n";
    for (name, piece, words, others) in cases {
        let place = Place::new(&format!("plan-{name}"));
        place.write("packet.toml", format!("{group}{piece}\ncopies = 2\n"));
        place.done("build");
        sums(&place);
        for words in words {
            assert!(says(&place, words), "{name}: {words}: {:?}", page_text(&place, 1));
        }
        for head in others {
            assert!(!says(&place, head), "{name}: {head}");
        }
    }
}

#[test]
fn different_cards_are_laid_together_again() {
    let place = Place::new("plan-piles");
    place.write("deal.toml", "extends = \"booklet\"\n[style.title]\nnew-page = true\n[frame.page]\noff = true\n");
    let text: String = (1..=7).map(|n| format!("# Card {n}\n\nWords.\n\n")).collect();
    place.write("deal.md", text);
    let piece =
        "[[piece]]\nlayout = \"deal.toml\"\ntext = \"deal.md\"\nstock = \"5388\"\n";
    place.write("packet.toml", piece);
    place.done("build");
    sums(&place);
    assert!(
        says(
            &place,
            "Avery 5388: bend the sheet at its perforations and snap the pieces apart, without cutting. Keep the sheets in the order of printing, and lay the piles that you get on each other, from the top left, row by row."
        ),
        "{:?}",
        page_text(&place, 1)
    );
}

#[test]
fn steps_that_need_a_page_of_their_own_have_their_drawings_on_it() {
    let place = Place::new("plan-two");
    let packet = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/every-kind.toml");
    place.write("packet.toml", std::fs::read_to_string(packet).unwrap());
    place.done("build");
    assert_eq!(sums(&place).plan.unwrap().pages, 2);
    judged(&place);
    assert!(says(&place, "What to buy, print, cut, fold and hang"));
    let (Some(first), Some(second)) = (page_text(&place, 1), page_text(&place, 2)) else {
        return;
    };
    let band = "Tuesday Family Group";
    for (words, on) in [(band, [1, 1]), ("Print at 100 %", [1, 0]), ("cut here", [0, 1])]
    {
        let found = [&first, &second].map(|page| page.matches(words).count());
        assert_eq!(found, on, "{words}");
    }
    for step in ["Cut", "Fold", "Hang", "reads to"] {
        assert!(second.contains(step), "{step}: {second}");
    }
}

#[test]
fn steps_that_are_longer_than_a_page_run_on() {
    let place = Place::new("plan-flow");
    let stock =
        |n: usize| format!("[[piece]]\nlayout = \"door-sign\"\nstock = \"s{n}\"\n");
    for n in 1..=40 {
        place.write(&format!("stock/s{n}.toml"), OWN_STOCK);
    }
    let pieces: String = (1..=40).map(stock).collect();
    place.write(
        "packet.toml",
        "[group]\nname = \"Tuesday Group\"\n\n".to_owned() + &pieces,
    );
    place.done("build");
    let page = sums(&place).plan.unwrap();
    assert!(page.pages > 1);
    judged(&place);
    assert!(says(&place, "What to buy, print and cut") && says(&place, "Cut"));
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
