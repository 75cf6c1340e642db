//! A large page cut up: the tiles join to the page again.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sheets;

use std::path::PathBuf;

use handbill::font::Book;
use handbill::impose::{TileLook, TileSheet, cuts, text_spans, tile_corner, tiles};
use handbill::page::About;
use handbill::unit::{INCH, Size};
use handbill::write::{pdf, png};
use sheets::{composed, root};

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
        eprintln!(
            "{:?}",
            cuts.rows.windows(2).map(|p| (p[1] - p[0]) / 72.0).collect::<Vec<_>>()
        );
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
