//! What is known of a printer, and what comes of it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod rendered;
mod run;
mod tools;

use std::process::Command;

use handbill::diag::{Report, Source};
use handbill::load::read_printers;
use handbill::unit::MM;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use run::{Place, stderr};
use serde_json::Value;

const PACKET: &str = "\
[[piece]]
text = [\"comparison\", \"notice\", \"safety\"]
layout = \"long.toml\"
";

const LONG: &str = "\
extends = \"handout\"
fit = { min = \"16pt\", usual = \"16pt\", max = \"16pt\" }
";

const PRINTER: &str = "\
[printer.office]
uri = \"ipp://127.0.0.1:9/ipp/print\"
offset-front = [\"0.5mm\", \"-1mm\"]
offset-back = [\"-2mm\", \"0.25mm\"]

[printer.office.tray.manual]
offset-back = [\"3mm\", \"0mm\"]
";

/// The words of a file: page, word, left and top, in points; `None` without pdftotext.
fn words(place: &Place, file: &str) -> Option<Vec<(usize, String, f64, f64)>> {
    let mut command = Command::new("pdftotext");
    command.args(["-bbox", file, "-"]).current_dir(&place.path);
    let what = "no offset was measured";
    let out = tools::output(&mut command, "poppler-utils", what)?;
    let text = String::from_utf8(out.stdout).unwrap();
    let mut page = 0;
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some(size) = line.trim().strip_prefix("<page ") {
            assert_eq!(size, "width=\"612.000000\" height=\"792.000000\">", "boxes stay");
            page += 1;
        }
        let Some(word) = line.trim().strip_prefix("<word ") else { continue };
        let number = |name: &str| {
            let (_, rest) = word.split_once(&format!("{name}=\"")).unwrap();
            rest.split('"').next().unwrap().parse::<f64>().unwrap()
        };
        let text = word.split('>').nth(1).unwrap().to_owned();
        found.push((page, text, number("xMin"), number("yMin")));
    }
    Some(found)
}

#[test]
fn with_offsets_fronts_and_backs_move_by_just_that_and_nothing_else_does() {
    let place = Place::new("offsets");
    place.write("long.toml", LONG);
    place.write("packet.toml", PACKET);
    place.write("printer.toml", PRINTER);
    place.done("build --out plain");
    place.done("build --out moved --printer office");
    place.done("build --out tray --printer office --tray manual");
    let file = "comparison-notice-safety-long.pdf";
    let Some(plain) = words(&place, &format!("plain/{file}")) else { return };
    let pages = plain.last().unwrap().0;
    assert!(pages > 2, "{pages}");
    for (folder, back) in [("moved", (-2.0, 0.25)), ("tray", (3.0, 0.0))] {
        let moved = words(&place, &format!("{folder}/{file}")).unwrap();
        assert_eq!(plain.len(), moved.len());
        for (was, is) in plain.iter().zip(&moved) {
            let (dx, dy) = if was.0 % 2 == 1 { (0.5, -1.0) } else { back };
            assert_eq!((was.0, &was.1), (is.0, &is.1));
            assert!((is.2 - was.2 - dx * MM).abs() < 0.01, "{was:?} {is:?}");
            assert!((is.3 - was.3 - dy * MM).abs() < 0.01, "{was:?} {is:?}");
        }
        let plan: Value =
            serde_json::from_slice(&place.read(&format!("{folder}/plan.json"))).unwrap();
        let offsets = &plan["pieces"][0]["offsets"];
        assert_eq!(offsets["front_mm"], serde_json::json!([0.5, -1.0]));
        assert_eq!(offsets["back_mm"], serde_json::json!([back.0, back.1]));
        holds(&place.read(&format!("{folder}/{file}")));
    }
    let plan: Value = serde_json::from_slice(&place.read("plain/plan.json")).unwrap();
    assert_eq!(plan["pieces"][0]["offsets"], Value::Null);
}

/// A face that fills its card.
const FACE: &str = "\
margin = \"0.4in\"
edge   = \"0.4in\"
[frame.name]
say    = \"{group.name}\"
ground = \"ground\"
[frame.place]
say    = \"{group.place}\"
ground = \"ground\"
";

#[test]
fn drawn_sheets_move_by_just_the_offsets_singly_and_with_several_on_them() {
    // Right and down in tenths of a millimetre, which is a pixel: the front, the back that
    // turns about the long edge, and the one that turns about the short edge, which goes
    // through upside down; a lying page goes through turned by a quarter to the left.
    let upright = [(5.0, -10.0), (-20.0, 2.5), (20.0, -2.5)];
    let lying = [(10.0, 5.0), (-2.5, -20.0), (2.5, 20.0)];
    let pieces: [(&str, &str, bool); 6] = [
        ("single", "paper = \"letter\"", false),
        ("lying", "paper = \"letter\"\norientation = \"landscape\"", true),
        ("stock", "stock = \"5371\"", false),
        ("plain", "paper = \"3x5in\"\nsheet = \"a4\"", false),
        (
            "nup-lying",
            "paper = \"letter\"\norientation = \"landscape\"\nnup = \"2x2\"",
            true,
        ),
        ("nup", "paper = \"letter\"\nnup = \"2x4\"", false),
    ];
    for (name, sheet, lies) in pieces {
        for (at, flip) in [(1, "long-edge"), (2, "short-edge")] {
            let name = format!("offsets-{name}-{flip}");
            let place = Place::new(&name);
            place.write("face.toml", FACE);
            place.write("printer.toml", PRINTER);
            let group = "[group]\nname = \"Tuesday Group\"\nplace = \"Room 204\"\n";
            place.write(
                "packet.toml",
                format!("{group}\n[[piece]]\nlayout = \"face.toml\"\nback = \"face.toml\"\nfile = \"sheet\"\nflip = \"{flip}\"\n{sheet}\n"),
            );
            place.done("build --out plain");
            place.done("build --out moved --printer office");
            let drawn = |folder: &str| {
                let bytes = place.read(&format!("{folder}/sheet.pdf"));
                rendered::pages(&format!("{name}-{folder}"), &bytes, 254)
            };
            let (Some(plain), Some(moved)) = (drawn("plain"), drawn("moved")) else {
                return;
            };
            assert_eq!((plain.len(), moved.len()), (2, 2), "{name}");
            assert_eq!(plain[0].w > plain[0].h, lies, "{name}");
            let ways = if lies { lying } else { upright };
            for (side, (dx, dy)) in [(0, ways[0]), (1, ways[at])] {
                let (was, is) = (&plain[side], &moved[side]);
                assert_eq!((was.w, was.h), (is.w, is.h), "{name}: the boxes stay");
                let (was, is) = (was.ink(was.all()).unwrap(), is.ink(is.all()).unwrap());
                for (edge, way) in [dx, dy, dx, dy].into_iter().enumerate() {
                    let by = is[edge] as f64 - was[edge] as f64;
                    assert!(
                        (by - way).abs() <= 1.0,
                        "{name}, side {side}: {was:?} {is:?}"
                    );
                }
            }
        }
    }
}

fn holds(bytes: &[u8]) {
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(bytes, &options).unwrap();
        assert!(report.is_compliant, "{profile}: {:#?}", report.failures);
    }
}

#[test]
fn the_sheet_is_two_pages_tagged_and_fit_for_archives() {
    let place = Place::new("sheet");
    for paper in ["letter", "a4"] {
        let shown = place.done(&format!("calibrate -o {paper}.pdf --paper {paper}"));
        assert!(shown.contains("Print it on both sides"), "{shown}");
        let bytes = place.read(&format!("{paper}.pdf"));
        holds(&bytes);
        let document = lopdf::Document::load_mem(&bytes).unwrap();
        assert_eq!(document.get_pages().len(), 2);
        place.done(&format!("calibrate -o again.pdf --paper {paper}"));
        assert!(bytes == place.read("again.pdf"));
    }
}

#[test]
fn the_numbers_of_the_sheet_are_kept_and_said_back() {
    let place = Place::new("numbers");
    let words = "calibrate --printer office --uri ipp://10.0.0.7/ipp/print --front 0.5,-1 \
                 --back \u{2212}0.5,0.05in --scale 150.6,149.9 --edges 4,4,5,4";
    let output = place.run(words);
    let shown = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        shown.contains("every front is moved 0.5 mm to the right and 1 mm up"),
        "{shown}"
    );
    assert!(
        shown.contains("every back is moved 0.5 mm to the left and 1.27 mm down"),
        "{shown}"
    );
    assert!(
        shown.contains("0.4 % too large across and 0.067 % too small down"),
        "{shown}"
    );
    assert!(stderr(&output).contains("warning[printer-scale]"), "{}", stderr(&output));
    place.done("calibrate --printer office --tray manual --front 1,1");
    let text = String::from_utf8(place.read("printer.toml")).unwrap();
    let mut report = Report::default();
    let printers = read_printers(&Source::new("printer.toml", text), &mut report);
    assert!(report.findings.is_empty());
    assert_eq!(printers.len(), 1);
    let (own, tray) = (printers[0].at(None), printers[0].at(Some("manual")));
    let front = own.front.unwrap();
    assert!((front.x - 0.5 * MM).abs() < 1e-6 && (front.y + MM).abs() < 1e-6);
    assert!((tray.front.unwrap().x - MM).abs() < 1e-6);
    assert_eq!(tray.back, own.back);
    assert_eq!(own.scale_error, Some([0.4, -0.067]));
    assert!((own.unprintable.unwrap().bottom - 5.0 * MM).abs() < 1e-6);
}

#[test]
fn a_file_that_is_spoilt_is_told_and_left_as_it_is() {
    let place = Place::new("spoilt");
    place.write("printer.toml", "[printer.office]\noffset-frnt = [\"1mm\", \"1mm\"]\n");
    let shown = place.fails("calibrate --printer office --back 1,1", 1);
    assert!(
        shown.contains("error[unknown-key]")
            && shown.contains("did you mean `offset-front`?"),
        "{shown}"
    );
    assert_eq!(
        place.read("printer.toml"),
        b"[printer.office]\noffset-frnt = [\"1mm\", \"1mm\"]\n"
    );
    place.write(
        "printer.toml",
        "[printer.office]\noffset-front = [\"1em\", \"x\"]\nscale-error = 2\n",
    );
    let shown = place.fails("check --printer office", 1);
    assert_eq!(shown.matches("error[").count(), 3, "{shown}");
    let shown = place.fails("build --printer ofice --printer-file printer.toml", 1);
    assert!(shown.contains("error["), "{shown}");
    place.write("printer.toml", PRINTER);
    assert!(place.fails("build --printer ofice", 2).contains("did you mean `office`?"));
}

#[test]
fn the_check_of_the_edge_knows_what_the_printer_leaves_white() {
    let place = Place::new("edges");
    place.write("packet.toml", "[[piece]]\ntext = \"safety\"\nlayout = \"near.toml\"\n");
    place.write("near.toml", "extends = \"handout\"\nmargin = { left = \"0.3in\" }\n");
    let edge = |words: &str| stderr(&place.run(words)).contains("[edge]");
    assert!(!edge("check"));
    place.write("printer.toml", "[printer.a]\nunprintable = \"8mm\"\n[printer.b]\nunprintable = { left = \"9mm\" }\n[printer.c]\nunprintable = \"3mm\"\n");
    assert!(edge("check --printer a") && edge("check --printer b"));
    assert!(!edge("check --printer c"));
    place.write("near.toml", "extends = \"handout\"\nmargin = { left = \"0.2in\" }\n");
    assert!(edge("check") && !edge("check --printer c"));
}
