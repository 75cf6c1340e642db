//! The picture of each embedded layout, in its folder.
//!
//! `HANDBILL_BLESS=1 cargo test --test pictures` draws them anew.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sheets;
mod tools;

use handbill::write::png;
use sheets::{composed, folder, root};

/// Layout, its text and its paper.
const PICTURES: [(&str, &str, &str); 8] = [
    ("handout", "safety", "letter"),
    ("tent", "notice", "letter"),
    ("poster", "safety", "24x36in"),
    ("door-sign", "", "letter"),
    ("sign-in", "", "letter"),
    ("tent-base", "notice", "letter"),
    ("card", "notice", "2x3.5in"),
    ("booklet", "safety", "statement"),
];

/// How wide a picture is, in pixels.
const WIDTH: f64 = 600.0;

#[test]
fn each_embedded_layout_has_its_picture() {
    let place = folder("pictures");
    for (layout, text, paper) in PICTURES {
        let text =
            if text.is_empty() { String::new() } else { format!("text = \"{text}\"\n") };
        let packet = format!(
            "[group]\nname = \"Tuesday Family Group\"\nmeets = \"Tuesdays, 7 pm\"\n\
             place = \"St. Mark's Hall, Room 204\"\n\
             crisis = \"Call or text 988, day or night\"\n\n\
             [[piece]]\nlayout = \"{layout}\"\npaper = \"{paper}\"\n{text}"
        );
        std::fs::write(place.join("packet.toml"), packet).unwrap();
        composed(&place.join("packet.toml"), |sheet| {
            let page = sheet.composition.page(0);
            let dpi = WIDTH * 72.0 / page.trim.w;
            let drawn = png::draw(&page, sheet.job.book, dpi, &[]);
            let file = root().join(format!("layouts/{layout}/{layout}.png"));
            if std::env::var_os("HANDBILL_BLESS").is_some() {
                std::fs::write(&file, png::encode(&drawn, dpi)).unwrap();
            }
            let help = "run with HANDBILL_BLESS=1 to draw it anew";
            let kept = std::fs::read(&file)
                .unwrap_or_else(|_| panic!("{layout} has none: {help}"));
            let kept = image::load_from_memory(&kept).unwrap().into_rgb8();
            assert!(kept == drawn, "the picture of {layout} is another one: {help}");
        });
    }
}
