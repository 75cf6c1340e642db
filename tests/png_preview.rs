//! The picture of a page shows what the PDF of it prints.

mod case;
mod tools;

use std::path::PathBuf;
use std::process::Command;

use case::{Case, LETTER, everything, rect};
use handbill::diag::{Report, Source};
use handbill::load;
use handbill::page::{Color, Page};
use handbill::press::{Order, Overrides, run};
use handbill::write::pdf::{PdfOptions, write};
use handbill::write::png::{Guide, draw, encode};
use image::{GrayImage, RgbImage};

/// The first page of a PDF as pdftoppm draws it; `None` where it is not installed.
fn printed(bytes: &[u8], name: &str, dpi: u32) -> Option<RgbImage> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let pdf = folder.join(format!("{name}.pdf"));
    std::fs::write(&pdf, bytes).unwrap();
    let mut command = Command::new("pdftoppm");
    command.args(["-r", &dpi.to_string(), "-png", "-singlefile"]);
    command.arg(&pdf).arg(folder.join(name));
    let what = "no picture was compared with its PDF";
    let out = tools::output(&mut command, "poppler-utils", what)?;
    assert!(out.status.success());
    Some(image::open(folder.join(format!("{name}.png"))).unwrap().into_rgb8())
}

/// No glyph or line of one is more than a pixel off in the other.
fn agree(drawn: &RgbImage, printed: &RgbImage, name: &str) {
    assert_eq!(drawn.dimensions(), printed.dimensions(), "{name}");
    let grey = |image: &RgbImage| image::imageops::grayscale(image);
    let (drawn, printed) = (grey(drawn), grey(printed));
    let astray = [astray(&drawn, &printed), astray(&printed, &drawn)].concat();
    let some = &astray[..astray.len().min(40)];
    // Where many edges meet in one pixel its grey may differ: one in a million is let go.
    let most = drawn.pixels().len() / 1_000_000;
    assert!(astray.len() <= most, "{name}: {} pixels: {some:?}", astray.len());
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
        let of = std::iter::once(page.clone());
        let bytes = write(&case.about("Preview"), of, &case.book, &PdfOptions::default());
        let Some(printed) = printed(&bytes, &format!("everything-{dpi}"), dpi) else {
            return;
        };
        agree(&drawn, &printed, &format!("{dpi} dpi"));
    }
}

#[test]
fn the_preview_of_every_piece_of_the_standard_packet_shows_its_pdf() {
    let mut report = Report::default();
    let source = Source::new("standard packet", load::STANDARD_PACKET);
    let packet = load::read_packet(&source, &PathBuf::new(), &mut report);
    let (library, book) = (load::Library::default(), handbill::font::Book::embedded());
    let over = Overrides::default();
    let order = Order { packet: &packet, library: &library, book: &book, over };
    let done = run(&order, |sheet| {
        // A large poster would be 20 million pixels at 150 dpi.
        let dpi = if sheet.planned.paper.width_pt > 1000.0 { 100 } else { 150 };
        let drawn = draw(&sheet.composition.page(0), &book, f64::from(dpi), &[]);
        let made =
            handbill::press::write(sheet).unwrap_or_else(|found| panic!("{found:?}"));
        let name = made.planned.file.trim_end_matches(".pdf").to_owned();
        if let Some(printed) = printed(&made.bytes, &name, dpi) {
            agree(&drawn, &printed, &name);
        }
    });
    assert_eq!(done.map(|(pieces, _)| pieces.len()).ok(), Some(8));
}

#[test]
fn guides_lie_on_top_and_the_file_tells_its_resolution() {
    let case = Case::new();
    let page = Page { trim: LETTER, bleed: 0.0, slug: 0.0, layers: vec![] };
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
