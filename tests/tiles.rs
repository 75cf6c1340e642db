//! A large page cut up: the tiles join to the page again.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod raster;
mod sheets;
mod tools;

use std::path::PathBuf;

use handbill::font::Book;
use handbill::impose::{Cuts, TileLook, TileSheet, cuts, text_spans, tile_corner, tiles};
use handbill::page::About;
use handbill::press::write;
use handbill::unit::{INCH, Pt, Size};
use handbill::write::{pdf, png};
use raster::{Raster, rasters};
use sheets::{composed, folder, root};

#[test]
fn the_tiles_of_a_poster_join_to_the_poster() {
    let file = root().join("examples/new-group/packet.toml");
    composed(&file, |sheet| {
        if sheet.planned.layout != "poster" || sheet.planned.paper.name != "24x36in" {
            return;
        }
        let book = Book::embedded();
        let art = sheet.composition.page(0);
        let paper = TileSheet {
            size: Size { w: 792.0, h: 612.0 },
            rim: 0.25 * INCH,
            past: INCH / 16.0,
            overlap: 0.5 * INCH,
        };
        let cuts = cuts(art.trim, &text_spans(&art, &book), paper).unwrap();
        let look = TileLook {
            book: &book,
            theme: sheet.job.theme,
            title: "Guidelines poster",
            size: "24 × 36 in",
            group: "Tuesday Family Group",
        };
        let pages = tiles(&art, &cuts, &look);
        let about = About { title: "T".into(), lang: "en".into(), ..About::default() };
        let bytes =
            pdf::write(&about, pages.iter().cloned(), &book, &pdf::PdfOptions::default());
        let place = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(place.join("tiles.pdf"), &bytes).unwrap();
        let whole = png::draw(&art, &book, 72.0, &[]);
        let mut joined = image::RgbImage::new(whole.width(), whole.height());
        let mut tiles = pages.iter();
        let corner = tile_corner(&cuts);
        let px = |v: f64| v.round() as u32;
        for rows in cuts.rows.windows(2) {
            for columns in cuts.columns.windows(2) {
                let tile = png::draw(tiles.next().unwrap(), &book, 72.0, &[]);
                for y in px(rows[0])..px(rows[1]) {
                    for x in px(columns[0])..px(columns[1]) {
                        let from = (
                            x - px(columns[0]) + px(corner.x),
                            y - px(rows[0]) + px(corner.y),
                        );
                        joined.put_pixel(x, y, *tile.get_pixel(from.0, from.1));
                    }
                }
            }
        }
        let differ = whole
            .pixels()
            .zip(joined.pixels())
            .filter(|(a, b)| a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > 8));
        joined.save(place.join("joined.png")).unwrap();
        assert_eq!(differ.count(), 0);
    });
}

/// What the pictures of the finished files are drawn at.
const DPI: f64 = 100.0;

/// A poster of the safety text, and the same on tiles: the finished files are drawn, the tiles
/// cut and joined, and held against the poster.
fn joins(paper: &str, tile: &str) {
    let place = folder(&format!("tiles-{paper}"));
    let piece = |more: &str| {
        format!(
            "[[piece]]\ntext = \"safety\"\nlayout = \"poster\"\npaper = \"{paper}\"\n{more}\n"
        )
    };
    let packet = format!(
        "[group]\nname = \"Tuesday Family Group\"\n\n{}\n{}",
        piece(""),
        piece(&format!("tile = \"{tile}\""))
    );
    std::fs::write(place.join("packet.toml"), packet).unwrap();
    let made = composed(&place.join("packet.toml"), |sheet| {
        let cuts = sheet.imposed.as_ref().and_then(|imposed| imposed.cuts.clone());
        (write(sheet).unwrap_or_else(|_| panic!("{paper}: not proven")).bytes, cuts)
    });
    let [(whole, None), (tiled, Some(cuts))] = made.as_slice() else { panic!("{paper}") };
    let (large, small) = (tiled.len(), whole.len());
    assert!(large <= 2 * small, "{paper}: {large} bytes on tiles, {small} as one");
    let files = [("poster.pdf", whole), ("tiles.pdf", tiled)];
    let drawn = files.map(|(name, bytes)| {
        std::fs::write(place.join(name), bytes).unwrap();
        rasters(&place.join(name), DPI)
    });
    let [Some(whole), Some(tiles)] = drawn else { return };
    // The map is the last page.
    assert_eq!(tiles.len(), cuts.sheets() + 1, "{paper}");
    fewest(&whole[0], cuts, paper);
    rejoined(&whole[0], &tiles, cuts, paper);
}

/// Pixels of a length.
fn px(length: Pt) -> usize {
    (length * DPI / INCH).round() as usize
}

/// No cut between rows touches a letter, and no cuts of either kind of sheet, upright or
/// lying, would give fewer: by the rows of pixels that hold no text.
fn fewest(whole: &Raster, cuts: &Cuts, paper: &str) {
    let free = whole.rows_without_text();
    for cut in &cuts.rows {
        assert!(free[px(*cut)], "{paper}: the cut at {cut} pt touches a letter");
    }
    let (width, height) =
        (cuts.columns[cuts.columns.len() - 1], cuts.rows[cuts.rows.len() - 1]);
    let size = cuts.sheet.size;
    let counts = [size, size.turned()].map(|size| {
        let room = TileSheet { size, ..cuts.sheet }.room();
        let columns = (width / room.w).ceil() as usize;
        let (mut at, mut rows) = (0, 0);
        while at < px(height) {
            let reach = (at + px(room.h)).min(px(height));
            let Some(next) = (at + 1..=reach).rev().find(|y| free[*y]) else {
                return usize::MAX;
            };
            at = next;
            rows += 1;
        }
        columns * rows
    });
    assert_eq!(cuts.sheets(), counts[0].min(counts[1]), "{paper}: {counts:?}");
}

/// Cut at the cut lines and joined, the tiles are the poster, to half a pixel; none is blank.
fn rejoined(whole: &Raster, tiles: &[Raster], cuts: &Cuts, paper: &str) {
    let corner = tile_corner(cuts);
    let mut joined = whole.clone();
    let mut tiles = tiles.iter();
    for rows in cuts.rows.windows(2) {
        for columns in cuts.columns.windows(2) {
            let tile = tiles.next().unwrap();
            let (x, left, w) = pixels_between(columns[0], columns[1], corner.x);
            let (y, top, h) = pixels_between(rows[0], rows[1], corner.y);
            assert!(tile.has_ink((left, top), (w, h)), "{paper}: a tile is blank");
            joined.paste(tile, (left, top), (x, y), (w, h));
        }
    }
    let differ = joined.differ(whole);
    assert_eq!(differ, [], "{paper}: pixels that are not the poster's");
}

/// The pixels of a tile that are wholly between two cuts: where they belong on the poster,
/// where they are on the tile, and how many there are. One that a cut runs through shows marks.
fn pixels_between(from: Pt, to: Pt, corner: Pt) -> (usize, usize, usize) {
    let scale = DPI / INCH;
    let start = (corner * scale).ceil();
    let end = ((corner + to - from) * scale).floor();
    let on_poster = start - ((corner - from) * scale).round();
    (on_poster as usize, start as usize, (end - start) as usize)
}

#[test]
fn a_poster_of_24_by_36_inches_joins_from_letter() {
    joins("24x36in", "letter");
}

#[test]
fn a_poster_of_a2_joins_from_a4() {
    joins("a2", "a4");
}

#[test]
fn a_poster_of_18_by_24_inches_joins_from_letter() {
    joins("18x24in", "letter");
}

#[test]
fn a_poster_of_36_by_48_inches_joins_from_tabloid() {
    joins("36x48in", "11x17in");
}
