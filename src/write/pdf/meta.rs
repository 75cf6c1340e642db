//! What the file says of itself: the catalogue's metadata, `Info`, and the output intent.

use std::fmt::Write;

use lopdf::{Dictionary, Object};

use super::file::{File, Ref, name, text};
use super::icc;
use crate::page::{About, NAMESPACE, PREFIX, PROPERTIES, Seal};

const PRODUCER: &str = concat!("handbill ", env!("CARGO_PKG_VERSION"));

/// A moment, UTC.
#[derive(Clone, Copy)]
struct Moment {
    date: (i64, i64, i64),
    time: (i64, i64, i64),
}

impl Moment {
    /// From seconds since 1970 (H. Hinnant, "chrono-compatible low-level date algorithms",
    /// `civil_from_days`).
    fn new(seconds: i64) -> Self {
        let (days, rest) = (seconds.div_euclid(86400), seconds.rem_euclid(86400));
        let z = days + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i64::from(month <= 2);
        Self {
            date: (year, month, doy - (153 * mp + 2) / 5 + 1),
            time: (rest / 3600, rest / 60 % 60, rest % 60),
        }
    }

    /// As `Info` wants it (ISO 32000-1, 7.9.4).
    fn plain(self) -> String {
        let ((y, m, d), (h, min, s)) = (self.date, self.time);
        format!("D:{y:04}{m:02}{d:02}{h:02}{min:02}{s:02}Z")
    }

    /// As XMP wants it (ISO 8601).
    fn iso(self) -> String {
        let ((y, m, d), (h, min, s)) = (self.date, self.time);
        format!("{y:04}-{m:02}-{d:02}T{h:02}:{min:02}:{s:02}Z")
    }
}

/// Writes `Info`; what it says is what the XMP says.
pub(super) fn info(file: &mut File, about: &About, created: Option<i64>) -> Ref {
    let mut info = Dictionary::new();
    info.set("Title", text(&about.title));
    if let Some(owner) = &about.owner {
        info.set("Author", text(owner));
    }
    info.set("Producer", text(PRODUCER));
    if let Some(moment) = created.map(Moment::new) {
        info.set("CreationDate", text(&moment.plain()));
        info.set("ModDate", text(&moment.plain()));
    }
    file.add(info)
}

/// The XMP packet, with a seal if there is one.
pub(super) fn xmp(about: &About, created: Option<i64>, seal: Option<&Seal>) -> String {
    let packet = packet(about, created);
    let packet =
        packet.replacen("<!-- seal -->\n", &seal.map(sealed).unwrap_or_default(), 1);
    let schema = seal.map(|_| schema()).unwrap_or_default();
    packet.replacen("<!-- schema -->\n", &schema, 1)
}

/// The seal as it stands in the packet.
fn sealed(seal: &Seal) -> String {
    let mut out = String::new();
    for (key, value) in &seal.values {
        let value = escaped(value);
        writeln!(out, "<{PREFIX}:{key}>{value}</{PREFIX}:{key}>")
            .expect("writing to a string");
    }
    out
}

/// The extension schema of the seal (ISO 19005-2, 6.6.2.3.3).
fn schema() -> String {
    let mut out = format!(
        "<rdf:li rdf:parseType=\"Resource\">\n\
         <pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI>\n\
         <pdfaSchema:prefix>{PREFIX}</pdfaSchema:prefix>\n\
         <pdfaSchema:schema>What was proven of the file</pdfaSchema:schema>\n\
         <pdfaSchema:property><rdf:Seq>"
    );
    for (key, what) in PROPERTIES {
        write!(
            out,
            "<rdf:li rdf:parseType=\"Resource\">\n\
             <pdfaProperty:category>internal</pdfaProperty:category>\n\
             <pdfaProperty:description>{what}</pdfaProperty:description>\n\
             <pdfaProperty:name>{key}</pdfaProperty:name>\n\
             <pdfaProperty:valueType>Text</pdfaProperty:valueType>\n\
             </rdf:li>"
        )
        .expect("writing to a string");
    }
    out.push_str("</rdf:Seq></pdfaSchema:property>\n</rdf:li>");
    out
}

fn packet(about: &About, created: Option<i64>) -> String {
    let mut own = String::new();
    let title = escaped(&about.title);
    let put = |own: &mut String, line: std::fmt::Arguments<'_>| {
        own.write_fmt(line).expect("writing to a string");
    };
    put(
        &mut own,
        format_args!(
            "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n"
        ),
    );
    if let Some(owner) = about.owner.as_deref().map(escaped) {
        put(
            &mut own,
            format_args!(
                "<dc:creator><rdf:Seq><rdf:li>{owner}</rdf:li></rdf:Seq></dc:creator>\n"
            ),
        );
    }
    let lang = escaped(&about.lang);
    put(
        &mut own,
        format_args!(
            "<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>\n"
        ),
    );
    put(&mut own, format_args!("<pdf:Producer>{PRODUCER}</pdf:Producer>\n"));
    if let Some(moment) = created.map(|seconds| Moment::new(seconds).iso()) {
        put(
            &mut own,
            format_args!(
                "<xmp:CreateDate>{moment}</xmp:CreateDate>\n<xmp:ModifyDate>{moment}</xmp:ModifyDate>\n"
            ),
        );
    }
    let schemas = include_str!("packet.xml").replace("<!-- own -->\n", &own);
    let own = format!("xmlns:{PREFIX}=\"{NAMESPACE}\"");
    schemas.replace("xmlns:own=\"\"", &own)
}

/// Text fit for XML: characters that XML 1.0 forbids are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if u32::from(c) < 0x20 || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes the output intent: colours are sRGB (ISO 19005-2, 6.2.3).
pub(super) fn intent(file: &mut File) -> Object {
    let mut dict = Dictionary::new();
    dict.set("N", 3);
    let profile = file.stream(dict, &icc::srgb());
    let mut intent = Dictionary::new();
    intent.set("Type", name("OutputIntent"));
    intent.set("S", name("GTS_PDFA1"));
    intent.set("OutputConditionIdentifier", text("sRGB"));
    intent.set("Info", text("sRGB IEC61966-2.1"));
    intent.set("DestOutputProfile", profile);
    Object::Array(vec![intent.into()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_both_ways() {
        let moment = Moment::new(1_709_210_096);
        assert_eq!(moment.plain(), "D:20240229123456Z");
        assert_eq!(moment.iso(), "2024-02-29T12:34:56Z");
        assert_eq!(Moment::new(-1).iso(), "1969-12-31T23:59:59Z");
    }

    #[test]
    fn a_title_cannot_break_the_packet() {
        let about = About { title: "A & <b>\u{1}".into(), ..About::default() };
        assert!(packet(&about, None).contains(">A &amp; &lt;b&gt;<"));
    }
}
