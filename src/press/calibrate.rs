//! The calibration sheet as a file.

use crate::compose::{Inks, calibration};
use crate::font::Book;
use crate::model::Theme;
use crate::page::Duplex;
use crate::unit::Paper;
use crate::write::pdf;

/// The PDF of the calibration sheet for a paper: two pages, printed on both sides.
pub fn calibration_sheet(paper: &Paper, theme: &Theme, book: &Book) -> Vec<u8> {
    let inks = Inks { ink: theme.color("ink"), primary: theme.color("primary") };
    let (about, pages) = calibration(paper.size, inks, book);
    let duplex = Duplex::of(pages.len(), paper.size);
    let options = pdf::PdfOptions { duplex, ..pdf::PdfOptions::default() };
    pdf::write(&about, pages.into_iter(), book, &options)
}
