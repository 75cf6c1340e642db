//! The examples, and the sheets that were made from `docs/layouts.md` alone.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sheets;
mod tools;

use handbill::page::Shape;
use handbill::press::write;
use sheets::{arabic, composed, root};

/// Composes and writes every piece of a packet; the words on each page, joined.
fn words(packet: &str) -> Vec<(String, String)> {
    composed(&root().join(packet), |sheet| {
        let bytes = write(sheet).unwrap_or_else(|found| panic!("{found:?}")).bytes;
        assert!(bytes.starts_with(b"%PDF-1.7"), "{packet}");
        let pages =
            (0..sheet.composition.pages()).map(|page| sheet.composition.page(page));
        let said = pages.flat_map(|page| {
            let layers = page.layers.into_iter().filter(|layer| !layer.repeat);
            layers.flat_map(|layer| layer.items.to_vec()).collect::<Vec<_>>()
        });
        let said = said.filter_map(|item| match item.shape {
            Shape::Text(run) => Some(run.text),
            _ => None,
        });
        (sheet.planned.file.clone(), said.collect())
    })
}

#[test]
fn the_packet_of_a_new_group_is_whole() {
    let made = words("examples/new-group/packet.toml");
    assert_eq!(made.len(), 9);
    let door = &made.iter().find(|(file, _)| file == "door-sign.pdf").unwrap().1;
    assert!(door.contains("Tuesday Family Group"), "{door}");
}

#[test]
fn a_text_of_ones_own_comes_out_word_for_word() {
    let made = words("examples/own-text/packet.toml");
    assert_eq!(made.len(), 3);
    for (file, said) in &made {
        assert!(
            said.contains("Let each other finish, and let a silence be"),
            "{file}: {said}"
        );
    }
}

#[test]
fn a_certificate_has_its_line_to_write_on() {
    composed(&root().join("tests/layouts/certificate/packet.toml"), |sheet| {
        let page = sheet.composition.page(0);
        assert!(page.trim.w > page.trim.h, "it lies");
        let lines = page.layers[0].items.iter().filter(
            |item| matches!(&item.shape, Shape::Path(p) if p.bounds().w > 200.0 && p.bounds().h < 2.0),
        );
        assert!(lines.count() >= 1);
    });
}

#[test]
fn a_pocket_list_and_a_door_sign_and_a_tri_fold_are_made_from_the_reference() {
    assert_eq!(words("tests/layouts/pocket-list/packet.toml").len(), 1);
    assert_eq!(words("tests/layouts/door-sign/packet.toml").len(), 1);
    let (_, said) = &words("tests/layouts/tri-fold/packet.toml")[0];
    let order = ["Creating a Sense", "Not bring weapons", "sexual orientation"];
    let places: Vec<_> = order.iter().map(|words| said.find(words).unwrap()).collect();
    assert!(places.is_sorted(), "the rules run on from panel to panel: {places:?}");
}

#[test]
fn a_sheet_in_arabic_with_a_font_of_the_packet() {
    let Some(packet) = arabic("arabic") else { return };
    composed(&packet, |sheet| {
        let page = sheet.composition.page(0);
        let runs = page.layers[0].items.iter().filter_map(|item| match &item.shape {
            Shape::Text(run) if run.rtl => Some(run),
            _ => None,
        });
        // Lines end at the right margin: the right edge of the widest stands on it.
        let right = runs.map(|run| run.at.x + run.width()).fold(0.0, f64::max);
        assert!((right - (612.0 - 51.0)).abs() < 6.0, "{right}");
    });
}
