//! Lengths as a layout writes them: `12pt`, `0.25in`, `1.2b`, `s/12`, `max(0.25in, s/48)`.

use super::{INCH, MM, Pt};

/// What a relative length is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Points.
    Pt,
    /// The size of the style in which the length stands.
    Em,
    /// The text size of the piece: the number the fit searches.
    B,
    /// The short side of the face.
    S,
    /// A hundredth of the sheet's width or height, whichever the key runs along.
    Percent,
}

/// The values that relative units take, all in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The size of the style at hand.
    pub em: Pt,
    /// The text size of the piece.
    pub b: Pt,
    /// The short side of the face.
    pub s: Pt,
    /// What `100%` is.
    pub whole: Pt,
}

/// A length that may depend on sizes not yet known.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A number of units.
    Of(f64, Unit),
    /// The larger of the lengths.
    Max(Vec<Expr>),
    /// The smaller of the lengths.
    Min(Vec<Expr>),
    /// The sum of the lengths.
    Sum(Vec<Expr>),
}

impl Default for Expr {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Expr {
    /// No length.
    pub const ZERO: Self = Self::Of(0.0, Unit::Pt);

    /// A length in points.
    pub fn pt(value: Pt) -> Self {
        Self::Of(value, Unit::Pt)
    }

    /// The length in points.
    pub fn at(&self, scale: &Scale) -> Pt {
        match self {
            Self::Of(n, Unit::Pt) => *n,
            Self::Of(n, Unit::Em) => n * scale.em,
            Self::Of(n, Unit::B) => n * scale.b,
            Self::Of(n, Unit::S) => n * scale.s,
            Self::Of(n, Unit::Percent) => n * scale.whole / 100.0,
            Self::Max(of) => of.iter().map(|e| e.at(scale)).fold(Pt::MIN, Pt::max),
            Self::Min(of) => of.iter().map(|e| e.at(scale)).fold(Pt::MAX, Pt::min),
            Self::Sum(of) => of.iter().map(|e| e.at(scale)).sum(),
        }
    }

    /// Whether the length depends on `unit`.
    pub fn uses(&self, unit: Unit) -> bool {
        match self {
            Self::Of(_, own) => *own == unit,
            Self::Max(of) | Self::Min(of) | Self::Sum(of) => {
                of.iter().any(|e| e.uses(unit))
            }
        }
    }

    /// Reads a length.
    ///
    /// # Errors
    /// Says in a few words what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parser = Parser { rest: text.trim() };
        let sum = parser.sum()?;
        if parser.rest.is_empty() {
            Ok(sum)
        } else {
            Err(format!("`{}` is left over", parser.rest))
        }
    }
}

/// The sentence that tells how a length is written.
pub fn length_help() -> &'static str {
    "write a number with a unit: pt, in, mm, cm, em (the style's size), b (the text size), \
     s (the short side); or s/12, max(0.25in, s/48), 1in + 2b"
}

struct Parser<'a> {
    rest: &'a str,
}

impl<'a> Parser<'a> {
    fn sum(&mut self) -> Result<Expr, String> {
        let mut terms = vec![self.term(1.0)?];
        loop {
            let sign = if self.eat("+") {
                1.0
            } else if self.eat("-") {
                -1.0
            } else {
                break;
            };
            terms.push(self.term(sign)?);
        }
        Ok(if terms.len() == 1 { terms.remove(0) } else { Expr::Sum(terms) })
    }

    fn term(&mut self, sign: f64) -> Result<Expr, String> {
        for (name, make) in
            [("max(", Expr::Max as fn(Vec<Expr>) -> Expr), ("min(", Expr::Min)]
        {
            if self.eat(name) {
                if sign < 0.0 {
                    return Err("a `-` before `max` or `min` is not understood".into());
                }
                let mut of = vec![self.sum()?];
                while self.eat(",") {
                    of.push(self.sum()?);
                }
                return if self.eat(")") {
                    Ok(make(of))
                } else {
                    Err("a `)` is missing".into())
                };
            }
        }
        let number = self.number()?;
        let unit = self.word();
        let n = sign * number.unwrap_or(1.0);
        let (n, unit) = match (unit, number) {
            ("pt", Some(_)) => (n, Unit::Pt),
            ("in", Some(_)) => (n * INCH, Unit::Pt),
            ("mm", Some(_)) => (n * MM, Unit::Pt),
            ("cm", Some(_)) => (n * MM * 10.0, Unit::Pt),
            ("em", _) => (n, Unit::Em),
            ("b", _) => (n, Unit::B),
            ("s", _) => (n, Unit::S),
            ("%", Some(_)) => (n, Unit::Percent),
            ("", Some(0.0)) => (0.0, Unit::Pt),
            ("", Some(_)) => return Err("the unit is missing".into()),
            ("", None) => return Err("a number is missing".into()),
            (other, _) => return Err(format!("`{other}` is not a unit")),
        };
        let by = if self.eat("/") {
            self.number()?.filter(|d| *d != 0.0).ok_or("after `/` a number is missing")?
        } else {
            1.0
        };
        Ok(Expr::Of(n / by, unit))
    }

    fn number(&mut self) -> Result<Option<f64>, String> {
        self.rest = self.rest.trim_start();
        let mut end = 0;
        for (at, c) in self.rest.char_indices() {
            if c.is_ascii_digit() || c == '.' || (at == 0 && c == '-') {
                end = at + 1;
            } else {
                break;
            }
        }
        if end == 0 {
            return Ok(None);
        }
        let (digits, rest) = self.rest.split_at(end);
        let value = digits.parse().map_err(|_| format!("`{digits}` is not a number"))?;
        self.rest = rest;
        Ok(Some(value))
    }

    fn word(&mut self) -> &'a str {
        self.rest = self.rest.trim_start();
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_alphabetic() && c != '%')
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn eat(&mut self, token: &str) -> bool {
        self.rest = self.rest.trim_start();
        if let Some(rest) = self.rest.strip_prefix(token) {
            self.rest = rest;
            return true;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: Scale = Scale { em: 20.0, b: 10.0, s: 600.0, whole: 800.0 };

    #[test]
    fn lengths_are_read_as_a_designer_writes_them() {
        for (text, points) in [
            ("12pt", 12.0),
            ("0.25in", 18.0),
            ("25.4mm", 72.0),
            ("2.54cm", 72.0),
            ("1.5em", 30.0),
            ("b", 10.0),
            ("s/12", 50.0),
            ("max(0.25in, s/48)", 18.0),
            ("min(1in, s/48)", 12.5),
            ("1in + 2b", 92.0),
            ("1in - 2b", 52.0),
            ("50%", 400.0),
            ("0", 0.0),
            ("-0.01em", -0.2),
        ] {
            let got = Expr::parse(text).unwrap().at(&SCALE);
            assert!((got - points).abs() < 1e-9, "{text}: {got}");
        }
        for text in ["", "12", "12 furlongs", "pt", "s/0", "max(1in", "1in 2in", "1..2pt"]
        {
            assert!(Expr::parse(text).is_err(), "{text}");
        }
    }
}
