//! What a file says of itself: its XMP packet (ISO 16684-1), its catalogue, its `Info`.

use sha2::{Digest, Sha256};

use super::file::{File, Reading};
use super::object::{Dict, Object};
use crate::page::{PREFIX, PROPERTIES, Seal};

/// What a file says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Meta {
    pub title: String,
    pub author: String,
    pub lang: String,
    /// The language of the catalogue.
    pub spoken: String,
    /// The title in `Info`; none where it has none.
    pub info_title: Option<String>,
    /// What its reader is asked to do, in words.
    pub sheet: String,
    /// The seal; none where the file has none.
    pub seal: Option<Seal>,
    /// Whether its parts say it is PDF/UA-1 and PDF/A-2a.
    pub marks: String,
}

/// Reads what a file says of itself, and its seal if it may have one already.
pub(super) fn read(file: &File<'_>, catalog: &Dict, named: bool) -> Reading<Meta> {
    let packet = file.contents(catalog.get("Metadata"))?.unwrap_or_default();
    let packet = String::from_utf8_lossy(&packet);
    let info = file.dict(file.trailer.get("Info")).unwrap_or_default();
    let known = |name: &str| property(&packet, name).unwrap_or_default();
    let properties = if named { &PROPERTIES[..] } else { &[] };
    let own = properties.iter().filter_map(|(name, _)| {
        Some((*name, property(&packet, &format!("{PREFIX}:{name}"))?))
    });
    let seal = Seal { values: own.collect() };
    Ok(Meta {
        title: known("dc:title"),
        author: known("dc:creator"),
        lang: known("dc:language"),
        spoken: file.get(catalog.get("Lang")).text().unwrap_or_default(),
        info_title: file.get(info.get("Title")).text(),
        sheet: sheet(file, catalog),
        seal: (!seal.get("seal").is_empty()).then_some(seal),
        marks: format!(
            "{} {} {}",
            known("pdfaid:part"),
            known("pdfaid:conformance"),
            known("pdfuaid:part")
        ),
    })
}

/// What a reader of the file is asked to do, in words, a semicolon between them.
fn sheet(file: &File<'_>, catalog: &Dict) -> String {
    let mut parts = Vec::new();
    let marked = file.dict(catalog.get("MarkInfo")).unwrap_or_default();
    if *marked.get("Marked") == Object::Bool(true) {
        parts.push("tagged".to_owned());
    }
    let wishes = file.dict(catalog.get("ViewerPreferences")).unwrap_or_default();
    let mut own: Vec<String> = wishes
        .0
        .iter()
        .map(|(key, value)| {
            let key = String::from_utf8_lossy(key);
            format!("{key} {}", super::structure::written(&file.get(value)))
        })
        .collect();
    own.sort();
    parts.extend(own);
    // What could run, hide or add something.
    let names = file.dict(catalog.get("Names")).unwrap_or_default();
    for key in ["OpenAction", "AA", "AcroForm", "OCProperties", "Collection"] {
        if file.get(catalog.get(key)) != Object::Null {
            parts.push(key.to_owned());
        }
    }
    for key in ["JavaScript", "EmbeddedFiles", "AlternatePresentations"] {
        if file.get(names.get(key)) != Object::Null {
            parts.push(key.to_owned());
        }
    }
    let intents = file.get(catalog.get("OutputIntents"));
    for intent in intents.array().unwrap_or_default().iter().filter_map(|i| file.dict(i))
    {
        let own = file.get(intent.get("OutputConditionIdentifier"));
        parts.push(format!("intent {}", own.text().unwrap_or_default()));
    }
    parts.join("; ")
}

/// The text of a property, written as an element or as an attribute.
fn property(packet: &str, name: &str) -> Option<String> {
    let opened = packet.match_indices(name).find(|(at, _)| {
        let before = packet[..*at].ends_with('<');
        let after = packet[at + name.len()..].chars().next();
        before && after.is_some_and(|c| c == '>' || c == '/' || c.is_whitespace())
    });
    if let Some((at, _)) = opened {
        let start = at + name.len();
        let head = start + packet[start..].find('>')? + 1;
        if packet[..head].ends_with("/>") {
            return Some(String::new());
        }
        let end = head + packet[head..].find(&format!("</{name}>"))?;
        return Some(unescaped(&bare(&packet[head..end])));
    }
    let attribute = packet.match_indices(name).find_map(|(at, _)| {
        let rest = packet[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let rest = &rest[1..];
        Some(rest[..rest.find(quote)?].to_owned())
    });
    attribute.map(|value| unescaped(&value))
}

/// Text without its elements.
fn bare(xml: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('>') else { break };
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    out.trim().to_owned()
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find(';').filter(|end| *end < 10) else {
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        let name = &rest[1..end];
        let code = match name.strip_prefix("#x") {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => name.strip_prefix('#').and_then(|n| n.parse().ok()),
        };
        match (name, code.and_then(char::from_u32)) {
            ("amp", _) => out.push('&'),
            ("lt", _) => out.push('<'),
            ("gt", _) => out.push('>'),
            ("quot", _) => out.push('"'),
            ("apos", _) => out.push('\''),
            (_, Some(c)) => out.push(c),
            _ => out.push_str(&rest[..=end]),
        }
        rest = &rest[end + 1..];
    }
    out + rest
}

/// Whether the bytes are the ones that were written: the file's name is a hash of them, its
/// own digits counted as zeros.
pub(super) fn is_intact(file: &File<'_>) -> bool {
    const DIGITS: usize = 32;
    let bytes = file.bytes;
    let tail = bytes.len().saturating_sub(4096);
    let Some(at) = bytes[..].windows(3).rposition(|w| w == b"/ID").filter(|at| {
        let last = bytes[tail..].windows(9).rposition(|w| w == b"startxref");
        last.is_some_and(|last| *at < tail + last)
    }) else {
        return false;
    };
    let mut found = Vec::new();
    let mut next = at;
    for _ in 0..2 {
        let Some(open) = bytes[next..].iter().take(40).position(|b| *b == b'<') else {
            return false;
        };
        next += open + 1;
        found.push(next);
        next += DIGITS;
        if bytes.get(next) != Some(&b'>') {
            return false;
        }
    }
    let [first, second] = [found[0], found[1]];
    let hash = Sha256::new()
        .chain_update(&bytes[..first])
        .chain_update([b'0'; DIGITS])
        .chain_update(&bytes[first + DIGITS..second])
        .chain_update([b'0'; DIGITS])
        .chain_update(&bytes[second + DIGITS..])
        .finalize();
    let own = super::seal::hex(&hash[..16]);
    [first, second]
        .iter()
        .all(|at| bytes[*at..at + DIGITS].eq_ignore_ascii_case(own.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::property;

    #[test]
    fn a_property_is_an_element_or_an_attribute() {
        let packet = "<a x:n=\"1 &amp; 2\"><dc:title><rdf:Alt><rdf:li>T &lt;</rdf:li></rdf:Alt></dc:title></a>";
        assert_eq!(property(packet, "dc:title").as_deref(), Some("T <"));
        assert_eq!(property(packet, "x:n").as_deref(), Some("1 & 2"));
        assert_eq!(property(packet, "x:m"), None);
    }
}
