//! Tokens of PDF syntax (ISO 32000-1, 7.2 and 7.3), as they stand in files and in content.

use std::borrow::Cow;

/// A token; names and strings are raw, as they stand between their signs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// A number, and whether it is written without a point.
    Number(f64, bool),
    /// A name, without its slash.
    Name(&'a [u8]),
    /// What stands between parentheses.
    Literal(&'a [u8]),
    /// What stands between angle brackets.
    Hex(&'a [u8]),
    /// `[`
    Open,
    /// `]`
    Close,
    /// `<<`
    DictOpen,
    /// `>>`
    DictClose,
    /// An operator or a keyword.
    Word(&'a [u8]),
}

/// Reads tokens from bytes.
#[derive(Clone)]
pub(super) struct Lexer<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Skips white space and comments.
    pub(super) fn skip_blank(&mut self) {
        while let Some(byte) = self.peek() {
            if is_blank(byte) {
                self.at += 1;
            } else if byte == b'%' {
                while self.peek().is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.at += 1;
                }
            } else {
                return;
            }
        }
    }

    /// The next token; `None` at the end.
    pub(super) fn token(&mut self) -> Option<Token<'a>> {
        self.skip_blank();
        let byte = self.peek()?;
        let start = self.at;
        self.at += 1;
        match byte {
            b'/' => {
                let regular = self.regular();
                Some(Token::Name(regular))
            }
            b'(' => Some(Token::Literal(self.literal())),
            b'<' if self.peek() == Some(b'<') => {
                self.at += 1;
                Some(Token::DictOpen)
            }
            b'>' if self.peek() == Some(b'>') => {
                self.at += 1;
                Some(Token::DictClose)
            }
            b'<' => Some(Token::Hex(self.hex())),
            b'[' => Some(Token::Open),
            b']' => Some(Token::Close),
            b'0'..=b'9' | b'+' | b'-' | b'.' => {
                self.at = start;
                let word = self.regular();
                Some(number(word).unwrap_or(Token::Word(word)))
            }
            b')' | b'>' | b'{' | b'}' => Some(Token::Word(&self.bytes[start..self.at])),
            _ => {
                self.at = start;
                Some(Token::Word(self.regular()))
            }
        }
    }

    fn regular(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(|b| !is_blank(b) && !is_delimiter(b)) {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    fn hex(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(|b| b != b'>') {
            self.at += 1;
        }
        let end = self.at;
        self.at = (self.at + 1).min(self.bytes.len());
        &self.bytes[start..end]
    }

    fn literal(&mut self) -> &'a [u8] {
        let start = self.at;
        let mut depth = 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.at = (self.at + 1).min(self.bytes.len()),
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return &self.bytes[start..self.at - 1];
            }
        }
        &self.bytes[start..]
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// A number as PDF writes it: sign, digits, at most one point.
#[allow(clippy::cast_precision_loss, reason = "at most 17 digits are kept")]
fn number<'a>(word: &[u8]) -> Option<Token<'a>> {
    const TENS: [f64; 18] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
        1e15, 1e16, 1e17,
    ];
    let (negative, digits) = match word.split_first()? {
        (b'-', rest) => (true, rest),
        (b'+', rest) => (false, rest),
        _ => (false, word),
    };
    let (mut value, mut places, mut point, mut any) = (0_u64, 0_usize, false, false);
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                any = true;
                if value < 10_000_000_000_000_000 {
                    value = value * 10 + u64::from(byte - b'0');
                    places += usize::from(point);
                } else if !point {
                    return None;
                }
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    let size = value as f64 / TENS[places.min(17)];
    any.then_some(Token::Number(if negative { -size } else { size }, !point))
}

/// The bytes that a hexadecimal string means.
pub(super) fn from_hex(raw: &[u8]) -> Vec<u8> {
    let digits = raw.iter().filter_map(|b| char::from(*b).to_digit(16));
    let mut out = Vec::with_capacity(raw.len() / 2 + 1);
    let mut half = None;
    for digit in digits {
        let digit = u8::try_from(digit).unwrap_or(0);
        match half.take() {
            None => half = Some(digit << 4),
            Some(high) => out.push(high | digit),
        }
    }
    out.extend(half);
    out
}

/// The bytes that a literal string means (7.3.4.2).
pub(super) fn from_literal(raw: &[u8]) -> Cow<'_, [u8]> {
    if !raw.iter().any(|byte| matches!(byte, b'\\' | b'\r')) {
        return Cow::Borrowed(raw);
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(&byte) = raw.get(at) {
        at += 1;
        if byte == b'\r' {
            out.push(b'\n');
            at += usize::from(raw.get(at) == Some(&b'\n'));
            continue;
        }
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let Some(&escaped) = raw.get(at) else { break };
        at += 1;
        match escaped {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\n' => {}
            b'\r' => at += usize::from(raw.get(at) == Some(&b'\n')),
            b'0'..=b'7' => {
                let mut code = u32::from(escaped - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = raw.get(at) else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    at += 1;
                }
                out.push(u8::try_from(code & 0xff).unwrap_or(0));
            }
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// The bytes that a name means: `#` and two digits are a byte.
pub(super) fn from_name(raw: &[u8]) -> Cow<'_, [u8]> {
    if !raw.contains(&b'#') {
        return Cow::Borrowed(raw);
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(&byte) = raw.get(at) {
        let digits = raw.get(at + 1..at + 3);
        match digits {
            Some(digits) if byte == b'#' && digits.iter().all(u8::is_ascii_hexdigit) => {
                out.extend(from_hex(digits));
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_as_the_standard_writes_them() {
        let mut lexer =
            Lexer::new(b"/A#20b -1.50(a\\)(b))<0 1F>[4 .5]<</K true>>% x\nTJ", 0);
        let mut found = Vec::new();
        while let Some(token) = lexer.token() {
            found.push(token);
        }
        assert_eq!(found[0], Token::Name(b"A#20b"));
        assert_eq!(found[1], Token::Number(-1.5, false));
        assert_eq!(found[2], Token::Literal(b"a\\)(b)"));
        assert_eq!(found[3], Token::Hex(b"0 1F"));
        assert_eq!(found[6], Token::Number(0.5, false));
        assert_eq!(found.last(), Some(&Token::Word(b"TJ")));
        assert_eq!(*from_name(b"A#20b"), *b"A b");
        assert_eq!(*from_literal(b"a\\)\\101"), *b"a)A");
        assert_eq!(from_hex(b"0 1F"), [1, 0xf0]);
    }
}
