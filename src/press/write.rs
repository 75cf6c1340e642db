//! From a composed piece to a proven file.

use super::{Made, Sheet, expect, printer};
use crate::diag::Report;
use crate::page::Duplex;
use crate::prove::{self, Finding};
use crate::write::{folder, pdf};

/// Makes the PDF of a sheet, and proves it: the finished bytes are read back, and every word
/// of them is the source's.
///
/// # Errors
/// What could not be proven; such a file is not to be written.
pub fn write(sheet: &Sheet<'_, '_>) -> Result<Made, Report> {
    let book = sheet.job.book;
    let count = sheet.printed();
    let (about, duplex, expected) = match &sheet.imposed {
        Some(own) => (&own.about, own.duplex, own.expected.clone()),
        None => {
            let duplex = Duplex::of(count, sheet.job.layout.sheet());
            (&sheet.about, duplex, expect::expected(sheet.job))
        }
    };
    let options = pdf::PdfOptions {
        duplex,
        copies: sheet.planned.print.copies,
        ..pdf::PdfOptions::default()
    };
    let pages = (0..count).map(|at| {
        let page = sheet.printed_page(at);
        match sheet.printer {
            Some(own) => printer::placed(page, at, duplex, own),
            None => page,
        }
    });
    let mut draft = pdf::draft(about, pages, book, &options);
    let mut named = expect::named(sheet.job);
    if let Some(folded) = sheet.imposed.as_ref().and_then(|imposed| imposed.folded) {
        named = named.with("folded", folded);
    }
    let proof = prove::prove(draft.bytes(), book, &expected, named)
        .map_err(|found| not_proven(&sheet.planned.file, &found))?;
    draft.seal(&proof.seal);
    let bytes = draft.finish();
    let mut planned = printer::planned(sheet.planned.clone(), sheet.printer);
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
