//! A contact sheet: all pages of a packet on one picture, small, on grey.

use image::{Rgb, RgbImage};

use crate::unit::{INCH, Size};

/// The square that a page is fitted into, and the space between two, in pixels.
const CELL: u32 = 360;
const GAP: u32 = 28;

/// The grey behind the pages.
const GREY: Rgb<u8> = Rgb([206, 206, 204]);

/// At how many dots per inch a page fits into its place.
pub fn dpi(sheet: Size) -> f64 {
    f64::from(CELL) * INCH / sheet.w.max(sheet.h)
}

/// Lays pictures out in rows, each in the middle of its place. Every picture is one page,
/// drawn at its [`dpi`].
pub fn sheet(pages: &[RgbImage]) -> RgbImage {
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX).max(1);
    let columns = (1..=count).find(|n| n * n >= count).unwrap_or(1).max(count.min(4));
    let rows = count.div_ceil(columns);
    let side = |n: u32| GAP + n * (CELL + GAP);
    let mut out = RgbImage::from_pixel(side(columns), side(rows), GREY);
    for (index, page) in (0..).zip(pages) {
        let (w, h) = (page.width().min(CELL), page.height().min(CELL));
        let left = side(index % columns) + (CELL - w) / 2;
        let top = side(index / columns) + (CELL - h) / 2;
        image::imageops::replace(&mut out, page, i64::from(left), i64::from(top));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stand_side_by_side_on_grey() {
        let page = RgbImage::from_pixel(200, CELL, Rgb([255, 255, 255]));
        let out = sheet(&[page.clone(), page.clone(), page]);
        assert_eq!(out.dimensions(), (3 * CELL + 4 * GAP, CELL + 2 * GAP));
        assert_eq!(*out.get_pixel(0, 0), GREY);
        assert_eq!(out.get_pixel(GAP + CELL / 2, GAP + CELL / 2).0, [255; 3]);
    }
}
