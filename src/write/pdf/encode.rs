//! Operators to bytes, by `printpdf`.
//!
//! A document of one page and no resources costs little, and the names of fonts and pictures
//! need not be known to it. Given all pages at once it would hold all their operators and walk
//! over them twice.

use printpdf::{
    DictItem, Op, PdfDocument, PdfPage, PdfParseErrorSeverity, PdfSaveOptions, Pt,
};

use super::file::{round, utf16};

/// A length as printpdf has it.
pub(super) fn pt(value: f64) -> Pt {
    Pt(round(value))
}

/// The bytes of a content stream.
pub(super) fn bytes(ops: Vec<Op>) -> Vec<u8> {
    all_bytes([ops]).pop().expect("one was given")
}

/// The bytes of several content streams: printpdf makes a document for them in any case.
pub(super) fn all_bytes(streams: impl IntoIterator<Item = Vec<Op>>) -> Vec<Vec<u8>> {
    let mut pdf = PdfDocument::new("");
    let page = |ops| PdfPage::new(printpdf::Mm(1.0), printpdf::Mm(1.0), ops);
    pdf.pages.extend(streams.into_iter().map(page));
    let mut made = lopdf_of(&pdf);
    let pages: Vec<lopdf::ObjectId> = made.page_iter().collect();
    let content = |page| {
        let streams = made.get_page_contents(page);
        let stream = *streams.first().expect("printpdf writes one stream a page");
        let stream = made.get_object_mut(stream).and_then(lopdf::Object::as_stream_mut);
        std::mem::take(&mut stream.expect("contents are a stream").content)
    };
    pages.into_iter().map(content).collect()
}

/// What printpdf makes of a document. A complaint of it is a mistake of this program.
pub(super) fn lopdf_of(pdf: &PdfDocument) -> lopdf::Document {
    let mut warnings = Vec::new();
    // Glyphs are shown by an operator of our own making: one string for many of them.
    let options = PdfSaveOptions { secure: false, ..PdfSaveOptions::default() };
    let made = pdf.to_lopdf_document(&options, &mut warnings);
    debug_assert!(
        warnings.iter().all(|w| w.severity != PdfParseErrorSeverity::Error),
        "{warnings:?}"
    );
    made
}

/// The beginning of a marked-content sequence.
pub(super) fn begin_op(
    tag: &str,
    properties: impl IntoIterator<Item = (&'static str, DictItem)>,
) -> Op {
    let map = properties.into_iter().map(|(key, value)| (key.to_owned(), value));
    let properties = DictItem::Dict { map: map.collect() };
    Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties }
}

/// Says what the glyphs that follow read as (14.9.4).
pub(super) fn reads_as(text: &str) -> Op {
    let data = utf16(text);
    begin_op("Span", [("ActualText", DictItem::String { data, literal: false })])
}
