//! Objects (ISO 32000-1, 7.3), read from tokens to a bounded depth.

use super::lex::{Lexer, Token, from_hex, from_literal, from_name};

/// Arrays and dictionaries within each other: no honest file has more.
const DEEPEST: usize = 48;

/// An object.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Object {
    /// Nothing.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A number, and whether it is whole.
    Number(f64, bool),
    /// A name.
    Name(Vec<u8>),
    /// A string.
    Text(Vec<u8>),
    /// An array.
    Array(Vec<Object>),
    /// A dictionary.
    Dict(Dict),
    /// Another object, by its number.
    Ref(u32),
}

/// A dictionary, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dict(pub Vec<(Vec<u8>, Object)>);

impl Dict {
    /// The value of a key. The last of several counts.
    pub(super) fn find(&self, key: &[u8]) -> Option<&Object> {
        self.0.iter().rev().find(|(own, _)| own == key).map(|(_, value)| value)
    }

    /// The value of a key; nothing where there is none.
    pub(super) fn get(&self, key: &str) -> &Object {
        const NULL: &Object = &Object::Null;
        self.find(key.as_bytes()).unwrap_or(NULL)
    }

    /// Whether `Type` says so.
    pub(super) fn is(&self, kind: &str) -> bool {
        self.get("Type").name() == Some(kind)
    }
}

impl Object {
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(value, _) => Some(*value),
            _ => None,
        }
    }

    /// A whole number that is not negative.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub(super) fn count(&self) -> Option<usize> {
        match self {
            Self::Number(value, true) if (0.0..9e15).contains(value) => {
                Some(*value as usize)
            }
            _ => None,
        }
    }

    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => std::str::from_utf8(name).ok(),
            _ => None,
        }
    }

    pub(super) fn array(&self) -> Option<&[Object]> {
        match self {
            Self::Array(list) => Some(list),
            _ => None,
        }
    }

    pub(super) fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// A text string (7.9.2.2).
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Self::Text(bytes) => Some(text(bytes)),
            _ => None,
        }
    }
}

/// What a text string says: UTF-16 with its mark, UTF-8 with its mark, else `PDFDocEncoding`.
pub(super) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|b| doc_encoding(*b)).collect(),
    }
}

/// UTF-16, big end first.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// ISO 32000-1, annex D.2: what differs from Latin 1.
fn doc_encoding(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘',
        '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž',
        '\u{fffd}',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        0xa0 => '€',
        other => char::from(other),
    }
}

/// Reads an object; `None` if there is none, or one that is nested too deep.
pub(super) fn object(lexer: &mut Lexer<'_>) -> Option<Object> {
    let token = lexer.token()?;
    from_token(token, lexer, DEEPEST)
}

fn from_token(token: Token<'_>, lexer: &mut Lexer<'_>, depth: usize) -> Option<Object> {
    let depth = depth.checked_sub(1)?;
    Some(match token {
        Token::Number(value, true) => {
            reference(value, lexer).map_or(Object::Number(value, true), Object::Ref)
        }
        Token::Number(value, false) => Object::Number(value, false),
        Token::Name(raw) => Object::Name(from_name(raw).into_owned()),
        Token::Literal(raw) => Object::Text(from_literal(raw).into_owned()),
        Token::Hex(raw) => Object::Text(from_hex(raw)),
        Token::Open => Object::Array(array(lexer, depth)?),
        Token::DictOpen => Object::Dict(dict(lexer, depth)?),
        Token::Word(b"true") => Object::Bool(true),
        Token::Word(b"false") => Object::Bool(false),
        Token::Word(b"null") => Object::Null,
        Token::Close | Token::DictClose | Token::Word(_) => return None,
    })
}

fn array(lexer: &mut Lexer<'_>, depth: usize) -> Option<Vec<Object>> {
    let mut list = Vec::new();
    loop {
        match lexer.token()? {
            Token::Close => return Some(list),
            token => list.push(from_token(token, lexer, depth)?),
        }
    }
}

fn dict(lexer: &mut Lexer<'_>, depth: usize) -> Option<Dict> {
    let mut list = Vec::new();
    loop {
        match lexer.token()? {
            Token::DictClose => return Some(Dict(list)),
            Token::Name(key) => {
                let token = lexer.token()?;
                list.push((
                    from_name(key).into_owned(),
                    from_token(token, lexer, depth)?,
                ));
            }
            _ => return None,
        }
    }
}

/// The rest of `12 0 R`, if this is one.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn reference(value: f64, lexer: &mut Lexer<'_>) -> Option<u32> {
    if !(0.0..=f64::from(u32::MAX)).contains(&value) {
        return None;
    }
    // Most numbers are followed by no digit: look before reading.
    let mut next = lexer.clone();
    next.skip_blank();
    if !next.bytes.get(next.at).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let Some(Token::Number(_, true)) = next.token() else { return None };
    next.skip_blank();
    if next.bytes.get(next.at) != Some(&b'R') {
        return None;
    }
    let Some(Token::Word(b"R")) = next.token() else { return None };
    *lexer = next;
    Some(value as u32)
}
