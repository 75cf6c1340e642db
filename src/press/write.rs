//! From a composed piece to a proven file.

use super::sheet::{Made, Sheet};
use crate::diag::Report;
use crate::prove::{self, Finding};
use crate::write::{folder, pdf};

/// Makes the PDF of a sheet, and proves it: the finished bytes are read back, and every word
/// of them is the source's.
///
/// # Errors
/// What could not be proven; such a file is not to be written.
pub fn write(sheet: &Sheet<'_, '_>) -> Result<Made, Report> {
    let book = sheet.job.book;
    let options = pdf::PdfOptions {
        duplex: sheet.duplex(),
        copies: sheet.planned.print.copies,
        ..pdf::PdfOptions::default()
    };
    let pages = (0..sheet.printed()).map(|at| sheet.placed_page(at));
    let draft = pdf::draft(sheet.file_about(), pages, book, &options);
    let proof = prove::prove(draft.bytes(), book, &sheet.expected(), sheet.named())
        .map_err(|found| not_proven(&sheet.planned.file, &found))?;
    let bytes = draft.finish(Some(&proof.seal));
    let mut planned = sheet.placed_plan();
    planned.sha256 = folder::sha256(&bytes);
    Ok(Made { planned, bytes, proof })
}

/// So many findings of a file are told: the others follow from them as a rule.
const TOLD: usize = 5;

/// What could not be proven, as any other mistake is told.
pub(super) fn not_proven(file: &str, found: &[Finding]) -> Report {
    let mut report = Report::default();
    for finding in found.iter().take(TOLD) {
        let mut told = finding.diagnostic("not-proven");
        told.message = format!("{file}: {}", told.message);
        report.push(told.help(
            "nothing was written; this is a mistake of handbill or of a font: please report it",
        ));
    }
    report
}
