//! Bytes to a source: UTF-8, or a mistake that says what the file is likely to be instead.

use std::sync::Arc;

use crate::diag::{Diagnostic, Source};

/// The text of a file that was read as `bytes`; `name` is the path as it was typed.
///
/// # Errors
///
/// `not-utf8`, at the first byte that is no UTF-8, with the likely cause. The diagnostic's
/// source shows the file as far as it can be read.
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<Arc<Source>, Diagnostic> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(name, text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            Err(not_utf8(name, error.as_bytes(), at))
        }
    }
}

/// The mistake: the byte at `at` is the first that is no UTF-8.
fn not_utf8(name: &str, bytes: &[u8], at: usize) -> Diagnostic {
    let what = Diagnostic::error("not-utf8", "this file is not saved as UTF-8 text");
    if let Some(text) = utf16(bytes) {
        let source = Source::new(name, text);
        return what
            .at(&source, 0..0)
            .label("it begins with the sign of UTF-16")
            .help("open it in your editor, choose \"Save as\" and the encoding UTF-8");
    }
    let byte = bytes[at];
    let source = Source::new(name, String::from_utf8_lossy(bytes));
    // Up to the first bad byte both texts are the same; there a U+FFFD of three bytes stands.
    let what = what
        .at(&source, at..at + '\u{fffd}'.len_utf8())
        .label(format!("byte 0x{byte:02X} is not UTF-8"));
    if bytes[..at].contains(&0) || bytes.starts_with(b"%PDF") || bytes.starts_with(b"PK")
    {
        return what.help("is it a text file at all? Save the words as plain text");
    }
    let what = match windows_1252(byte) {
        Some(letter) => what.help(format!(
            "it looks like \"ANSI\" (Windows-1252), where this byte is `{letter}`"
        )),
        None => what,
    };
    what.help("open it in your editor, choose \"Save as\" and the encoding UTF-8")
}

/// The text of a file that begins with the byte order mark of UTF-16.
fn utf16(bytes: &[u8]) -> Option<String> {
    let read: fn([u8; 2]) -> u16 = match bytes.get(..2)? {
        [0xFF, 0xFE] => u16::from_le_bytes,
        [0xFE, 0xFF] => u16::from_be_bytes,
        _ => return None,
    };
    let units: Vec<u16> =
        bytes[2..].chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
    Some(String::from_utf16_lossy(&units))
}

/// The letters of Windows-1252 that turn up in running text.
fn windows_1252(byte: u8) -> Option<char> {
    match byte {
        0x80 => Some('€'),
        0x85 => Some('…'),
        0x91 => Some('‘'),
        0x92 => Some('’'),
        0x93 => Some('“'),
        0x94 => Some('”'),
        0x95 => Some('•'),
        0x96 => Some('–'),
        0x97 => Some('—'),
        0xA1..=0xFF => Some(char::from(byte)),
        _ => None,
    }
}

/// Opens a text file; the name of the source is the path as it was typed.
///
/// # Errors
/// The file is missing or can't be read, or it is no UTF-8 text.
pub fn open(path: &std::path::Path) -> Result<Arc<Source>, Diagnostic> {
    let name = path.display().to_string();
    match std::fs::read(path) {
        Ok(bytes) => decode(&name, bytes),
        Err(error) => Err(Diagnostic::error(
            "no-file",
            format!("the file `{name}` can't be read: {}", reason(&error)),
        )),
    }
}

/// Why a file can't be read or written, in plain words.
pub fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".into(),
        ErrorKind::PermissionDenied => "you have no right to".into(),
        ErrorKind::IsADirectory => "it is a folder".into(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn place(bytes: &[u8]) -> (usize, usize, Vec<String>) {
        let error = decode("a.md", bytes.to_vec()).unwrap_err();
        assert_eq!(error.code, "not-utf8");
        let place = error.place.unwrap();
        assert!(place.source.text.is_char_boundary(place.range.end));
        let (line, column) = place.source.line_column(place.range.start);
        (line, column, error.help)
    }

    #[test]
    fn utf8_is_taken_as_it_is() {
        let source = decode("a.md", "\u{feff}é\r\n".into()).unwrap();
        assert_eq!((&*source.name, &*source.text), ("a.md", "\u{feff}é\r\n"));
    }

    #[test]
    fn the_first_bad_byte_has_a_line_and_a_column() {
        let (line, column, help) = place(b"One\nDon\x92t and \x93\n");
        assert_eq!((line, column), (2, 4));
        assert!(help[0].contains('’'), "{help:?}");
        assert!(help[1].contains("UTF-8"));
        assert_eq!(place("é\né".as_bytes().split_last().unwrap().1).1, 1);
    }

    #[test]
    fn utf16_is_recognised_by_its_mark() {
        for bytes in [b"\xFF\xFEa\0b\0".as_slice(), b"\xFE\xFF\0a\0b", b"\xFF\xFE\0"] {
            let (line, column, help) = place(bytes);
            assert_eq!((line, column), (1, 1));
            assert!(help[0].contains("UTF-8"), "{help:?}");
        }
    }

    #[test]
    fn a_file_that_is_no_text_is_said_to_be_none() {
        let (_, _, help) = place(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
        assert!(help[0].contains("text file"));
    }
}
