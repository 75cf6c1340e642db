//! The picture of a page shows what the PDF of it prints.

mod case;

use std::path::PathBuf;
use std::process::Command;

use case::{Case, LETTER, everything, rect};
use handbill::page::{Color, Page};
use handbill::write::pdf::{PdfOptions, write};
use handbill::write::png::{Guide, draw, encode};
use image::{GrayImage, RgbImage};

/// What pdftoppm makes of a page's PDF; `None` where it is not installed.
fn printed(case: &Case, page: &Page, dpi: u32) -> Option<RgbImage> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let pdf = folder.join("preview.pdf");
    let of = std::iter::once(page.clone());
    let bytes = write(&case.about("Preview"), of, &case.book, &PdfOptions::default());
    std::fs::write(&pdf, bytes).unwrap();
    let mut command = Command::new("pdftoppm");
    command.args(["-r", &dpi.to_string(), "-png", "-singlefile"]);
    let Ok(out) = command.arg(&pdf).arg(folder.join("printed")).output() else {
        eprintln!("SKIPPED: pdftoppm is not installed");
        return None;
    };
    assert!(out.status.success());
    Some(image::open(folder.join("printed.png")).unwrap().into_rgb8())
}

/// The lightest and the darkest of a pixel and its neighbours.
fn around(image: &GrayImage, x: u32, y: u32) -> (u8, u8) {
    let (mut light, mut dark) = (0, 255);
    for y in y.saturating_sub(1)..=(y + 1).min(image.height() - 1) {
        for x in x.saturating_sub(1)..=(x + 1).min(image.width() - 1) {
            let v = image.get_pixel(x, y).0[0];
            (light, dark) = (v.max(light), v.min(dark));
        }
    }
    (light, dark)
}

/// Pixels of `a` that have nothing like them in `b` one pixel around.
fn astray(a: &GrayImage, b: &GrayImage) -> Vec<(u32, u32)> {
    const SLACK: u8 = 72;
    let stray = |(x, y, p): (u32, u32, &image::Luma<u8>)| {
        let (light, dark) = around(b, x, y);
        let v = p.0[0];
        let ok = v >= dark.saturating_sub(SLACK) && v <= light.saturating_add(SLACK);
        (!ok).then_some((x, y))
    };
    a.enumerate_pixels().filter_map(stray).collect()
}

#[test]
fn glyphs_lines_and_pictures_stand_where_the_pdf_has_them() {
    let mut case = Case::new();
    let (page, _) = everything(&mut case);
    for dpi in [150, 300] {
        let drawn = draw(&page, &case.book, f64::from(dpi), &[]);
        let Some(printed) = printed(&case, &page, dpi) else { return };
        assert_eq!(drawn.dimensions(), printed.dimensions());
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        drawn.save(folder.join(format!("drawn-{dpi}.png"))).unwrap();
        printed.save(folder.join(format!("printed-{dpi}.png"))).unwrap();
        let grey = |image: &RgbImage| image::imageops::grayscale(image);
        let (drawn, printed) = (grey(&drawn), grey(&printed));
        let astray = [astray(&drawn, &printed), astray(&printed, &drawn)].concat();
        assert!(
            astray.is_empty(),
            "{dpi} dpi, {}: {:?}",
            astray.len(),
            &astray[..astray.len().min(40)]
        );
    }
}

#[test]
fn guides_lie_on_top_and_the_file_tells_its_resolution() {
    let case = Case::new();
    let page = Page { trim: LETTER, bleed: 0.0, layers: vec![] };
    let color = Color { r: 255, g: 0, b: 0 };
    let guide = Guide { rect: rect(36.0, 36.0, 540.0, 720.0), color, dashed: false };
    let drawn = draw(&page, &case.book, 144.0, &[guide]);
    assert_eq!(drawn.dimensions(), (1224, 1584));
    assert_eq!(drawn.get_pixel(600, 71).0[0], 255);
    assert!(drawn.get_pixel(600, 72).0[1] < 200);
    assert_eq!(drawn.get_pixel(600, 76).0, [255; 3]);
    let dashed = draw(&page, &case.book, 144.0, &[Guide { dashed: true, ..guide }]);
    let red = |image: &RgbImage| image.pixels().filter(|p| p.0[1] < 200).count();
    assert!(red(&dashed) < red(&drawn) * 2 / 3, "{} {}", red(&dashed), red(&drawn));
    let bytes = encode(&drawn, 144.0);
    assert_eq!(&bytes[37..41], b"pHYs");
    assert_eq!(u32::from_be_bytes(bytes[41..45].try_into().unwrap()), 5669);
    assert_eq!(image::load_from_memory(&bytes).unwrap().into_rgb8(), drawn);
}

/// `cargo test --release --test png_preview -- --ignored --nocapture`
#[test]
#[ignore = "it measures; nothing can fail"]
fn how_long_it_takes() {
    let mut case = Case::new();
    let (page, _) = everything(&mut case);
    for dpi in [72.0, 150.0, 300.0] {
        let start = std::time::Instant::now();
        let drawn = draw(&page, &case.book, dpi, &[]);
        let drawing = start.elapsed();
        let bytes = encode(&drawn, dpi);
        eprintln!(
            "{dpi} dpi: {drawing:?}, all {:?}, {} bytes",
            start.elapsed(),
            bytes.len()
        );
    }
}
