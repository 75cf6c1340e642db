//! Every sheet that the repository can make is PDF/UA-1 and PDF/A-2a, as `page_validation`
//! reads the rules; `.ci/run` asks veraPDF too.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sheets;
mod tools;

use std::path::PathBuf;

use handbill::diag::render;
use handbill::font::Book;
use handbill::load::{LAYOUTS, Library};
use handbill::model::{Named, Packet, Piece};
use handbill::press::{Order, Overrides, build, single, write};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use sheets::{arabic, composed, root};

/// What breaks a rule of either standard, in words.
fn broken(what: &str, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(bytes, &options).unwrap();
        if !report.is_compliant {
            found.push(format!("{what}, {profile}: {:#?}", report.failures));
        }
    }
    found
}

/// The names in a folder of `assets` or `layouts`, without endings.
fn names(folder: &str, ending: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let wanted = paths.filter(|path| match ending {
        "" => path.is_dir(),
        _ => path.extension().is_some_and(|own| own == ending),
    });
    let mut names: Vec<String> =
        wanted.map(|path| path.file_stem().unwrap().to_str().unwrap().into()).collect();
    names.retain(|name| name != "README");
    names.sort();
    names
}

/// Layouts too small for more than this text.
const ONE_TEXT: [(&str, &str); 2] = [("card", "notice"), ("tent-base", "notice")];

/// Whether a layout shows a text at all.
fn shows_a_text(layout: &str) -> bool {
    let file = root().join("layouts").join(layout).join("layout.toml");
    let toml = std::fs::read_to_string(file).unwrap();
    toml.contains("extends")
        || toml.lines().any(|line| {
            let line = line.trim_start();
            line.starts_with("show")
                || line.starts_with("flow")
                || line.starts_with("[flow")
        })
}

fn piece(layout: &str, text: Option<&str>, theme: &str) -> Packet {
    let named = |name: &str| Named { name: name.to_owned(), range: 0..0 };
    let piece = Piece {
        texts: text.iter().map(|text| named(text)).collect(),
        theme: named(theme),
        ..Piece::new(named(layout))
    };
    single(piece, PathBuf::new())
}

#[test]
fn every_layout_with_every_text_and_theme_is_accessible_and_archival() {
    let (texts, themes) = (names("assets/texts", "md"), names("assets/themes", "toml"));
    let layouts: Vec<&str> = LAYOUTS.iter().map(|(name, _)| *name).collect();
    assert!(texts.len() >= 3 && themes.len() >= 3 && layouts.len() >= 5);
    let (book, library) = (Book::embedded(), Library { folder: PathBuf::new() });
    let mut found = Vec::new();
    let mut judged = 0;
    for layout in &layouts {
        let texts: Vec<Option<&str>> = match shows_a_text(layout) {
            true => texts
                .iter()
                .map(String::as_str)
                .filter(|text| {
                    ONE_TEXT.iter().all(|(own, only)| own != layout || only == text)
                })
                .map(Some)
                .collect(),
            false => vec![None],
        };
        for text in texts {
            for theme in &themes {
                let packet = piece(layout, text, theme);
                let over = Overrides::default();
                let order =
                    Order { packet: &packet, library: &library, book: &book, over };
                let what = format!("{layout} {} {theme}", text.unwrap_or("-"));
                let made = build(&order)
                    .unwrap_or_else(|r| panic!("{what}:\n{}", render(&r, false)));
                found.extend(broken(&what, &made.0[0].bytes));
                judged += 1;
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
    assert!(judged >= 33, "{judged} sheets were judged");
}

#[test]
fn every_example_is_accessible_and_archival() {
    let examples = names("examples", "");
    assert!(examples.len() >= 2);
    let mut packets: Vec<PathBuf> =
        examples.iter().map(|name| root().join("examples").join(name)).collect();
    let layouts = std::fs::read_dir(root().join("tests/layouts")).unwrap();
    packets.extend(layouts.map(|entry| entry.unwrap().path()));
    packets.sort();
    let files = packets.into_iter().map(|packet| packet.join("packet.toml"));
    // The Arabic one needs a font that the repository does not have.
    let whole =
        files.filter(|file| file.exists() && !file.parent().unwrap().ends_with("arabic"));
    let mut found = Vec::new();
    for packet in whole.chain(arabic("judged-arabic")) {
        for (name, bytes) in composed(&packet, |sheet| {
            (sheet.planned.file.clone(), write(sheet).unwrap().bytes)
        }) {
            found.extend(broken(&format!("{} {name}", packet.display()), &bytes));
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

/// Handouts, tents, tiles, stock, backs, every fold, and marks for a copy shop.
const SHEETS: &str = include_str!("every-kind.toml");

#[test]
fn sheets_of_every_kind_are_accessible_and_archival() {
    let place = sheets::folder("judged-sheets");
    let mut found = Vec::new();
    for theme in names("assets/themes", "toml") {
        let packet = format!("theme = \"{theme}\"\n{SHEETS}");
        std::fs::write(place.join("packet.toml"), packet).unwrap();
        for (name, bytes) in composed(&place.join("packet.toml"), |sheet| {
            (sheet.planned.file.clone(), write(sheet).unwrap().bytes)
        }) {
            found.extend(broken(&format!("{theme} {name}"), &bytes));
        }
    }
    assert_eq!(found, Vec::<String>::new());
}
