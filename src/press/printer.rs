//! Pages made for one printer: moved by its offsets, and judged by what it leaves white.
//!
//! Offsets are those of the calibration sheet: an upright sheet that turns about its long edge.
//! A lying page goes through the printer turned by a quarter to the left (`landscape` in
//! RFC 8011, section 5.2.10), and the back of a sheet that turns about its short edge goes
//! through upside down; what is known of the paper is turned back with them.

use crate::model::{Calibration, PlannedOffsets, PlannedPiece};
use crate::page::{Duplex, Page};
use crate::unit::{MM, Point, Pt, Sides, Size};

/// A page of a piece, moved so that this printer puts it where it belongs.
pub fn placed(page: Page, at: usize, duplex: Duplex, printer: &Calibration) -> Page {
    let is_back = duplex != Duplex::Off && at % 2 == 1;
    let offset = if is_back { printer.back } else { printer.front };
    let Some(offset) = offset else { return page };
    let lying = page.trim.w > page.trim.h;
    let over = is_back && duplex == Duplex::ShortEdge;
    let Point { x, y } = on_page(offset, lying, over);
    page.moved(x, y)
}

/// A way on the paper as a way on the page.
fn on_page(way: Point, lying: bool, over: bool) -> Point {
    let turned = if lying { Point { x: -way.y, y: way.x } } else { way };
    if over { Point { x: -turned.x, y: -turned.y } } else { turned }
}

/// What a printer leaves white on a page of that size.
pub fn unprintable(printer: &Calibration, trim: Size) -> Option<Sides<Pt>> {
    let own = printer.unprintable?;
    if trim.w <= trim.h {
        return Some(own);
    }
    let Sides { top, right, bottom, left } = own;
    Some(Sides { top: left, right: top, bottom: right, left: bottom })
}

/// The plan's entry of a piece that is made for a printer.
pub fn planned(mut piece: PlannedPiece, printer: Option<&Calibration>) -> PlannedPiece {
    let Some(printer) = printer else { return piece };
    let told = |offset: Option<Point>| {
        let round = |points: Pt| (points / MM * 1000.0).round() / 1000.0;
        offset.map_or([0.0, 0.0], |offset| [round(offset.x), round(offset.y)])
    };
    if printer.front.is_some() || printer.back.is_some() {
        let (front_mm, back_mm) = (told(printer.front), told(printer.back));
        piece.offsets = Some(PlannedOffsets { front_mm, back_mm });
    }
    piece
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_the_paper_turns_with_the_page() {
        let way = Point { x: 1.0, y: 2.0 };
        let at = |lying, over| {
            let Point { x, y } = on_page(way, lying, over);
            (x, y)
        };
        assert_eq!(at(false, false), (1.0, 2.0));
        assert_eq!(at(true, false), (-2.0, 1.0));
        assert_eq!(at(true, true), (2.0, -1.0));
        let sides = Sides { top: 1.0, right: 2.0, bottom: 3.0, left: 4.0 };
        let printer = Calibration { unprintable: Some(sides), ..Calibration::default() };
        let lying = unprintable(&printer, Size { w: 792.0, h: 612.0 }).unwrap();
        assert_eq!(
            (lying.top, lying.right, lying.bottom, lying.left),
            (4.0, 1.0, 2.0, 3.0)
        );
    }
}
