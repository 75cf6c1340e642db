//! How far away a reader sits: `10ft`, `3m`.

use super::{INCH, MM, Pt};

/// A distance between a reader and a sheet, in points.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Distance(pub Pt);

/// Points in a foot.
const FOOT: Pt = 12.0 * INCH;
/// Points in a metre.
const METRE: Pt = 1000.0 * MM;

impl Distance {
    /// Reads a distance: a number and `ft`, `m`, `in` or `cm`.
    ///
    /// # Errors
    /// Says in a few words what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let end =
            text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (digits, unit) = text.split_at(end);
        let by = match unit.trim() {
            "ft" => FOOT,
            "m" => METRE,
            "in" => INCH,
            "cm" => 10.0 * MM,
            "" => return Err("the unit is missing: write `10ft` or `3m`".to_owned()),
            other => {
                return Err(format!(
                    "`{other}` is not a unit of distance: write `10ft` or `3m`"
                ));
            }
        };
        let value = digits.parse::<f64>().ok().filter(|n| *n > 0.0 && *n < 10_000.0);
        value.map(|n| Self(n * by)).ok_or_else(|| {
            "a number above zero is missing: write `10ft` or `3m`".to_owned()
        })
    }

    /// In feet.
    pub fn feet(self) -> f64 {
        self.0 / FOOT
    }

    /// The distance as it is promised: never more than it is. Whole feet (a tenth below one
    /// foot); tenths of a metre, since a metre is too coarse a step in a room.
    pub fn shown(self, metric: bool) -> String {
        let tenths = |value: f64| format!("{:.1}", (value * 10.0 + 1e-6).floor() / 10.0);
        if metric {
            format!("{} m", tenths(self.0 / METRE))
        } else if self.feet() < 1.0 {
            format!("{} ft", tenths(self.feet()))
        } else {
            format!("{:.0} ft", (self.feet() + 1e-6).floor())
        }
    }

    /// The distance to a tenth, rounded down: where it is compared with another one.
    pub fn exact(self, metric: bool) -> String {
        let (value, unit) =
            if metric { (self.0 / METRE, "m") } else { (self.feet(), "ft") };
        let text = format!("{:.1}", (value * 10.0 + 1e-6).floor() / 10.0);
        format!("{} {unit}", text.strip_suffix(".0").unwrap_or(&text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_read_and_never_promised_longer_than_they_are() {
        let feet = |text: &str| Distance::parse(text).unwrap().feet();
        assert!((feet("10ft") - 10.0).abs() < 1e-9);
        assert!((feet("120 in") - 10.0).abs() < 1e-9);
        assert!((feet("3m") - 9.8425).abs() < 1e-3);
        for text in ["", "10", "ft", "10 miles", "-3m", "0ft", "1.2.3m", "10pt"] {
            assert!(Distance::parse(text).is_err(), "{text}");
        }
        let shown = |text: &str, metric| Distance::parse(text).unwrap().shown(metric);
        assert_eq!(shown("15.96ft", false), "15 ft");
        assert_eq!(shown("0.99ft", false), "0.9 ft");
        assert_eq!(shown("1.09m", true), "1.0 m");
        assert_eq!(Distance::parse("10ft").unwrap().exact(false), "10 ft");
        assert_eq!(Distance::parse("6.49ft").unwrap().exact(false), "6.4 ft");
    }
}
