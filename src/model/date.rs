//! A day of the calendar.

use std::fmt;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year.
    pub year: i64,
    /// The month, from 1.
    pub month: i64,
    /// The day of the month, from 1.
    pub day: i64,
}

impl Date {
    /// Reads `2026-03-01`; nothing if there is no such day.
    pub fn parse(text: &str) -> Option<Self> {
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shape {
            return None;
        }
        let number = |range: std::ops::Range<usize>| text[range].parse().ok();
        let date =
            Self { year: number(0..4)?, month: number(5..7)?, day: number(8..10)? };
        (Self::from_days(date.days()) == date).then_some(date)
    }

    /// Days since 1 January 1970 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms",
    /// `days_from_civil`).
    pub fn days(self) -> i64 {
        let year = if self.month <= 2 { self.year - 1 } else { self.year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let month = (self.month + 9) % 12;
        let of_year = (153 * month + 2) / 5 + self.day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day so many days after 1 January 1970 (the same, `civil_from_days`).
    pub fn from_days(days: i64) -> Self {
        let days = days + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        Self { year, month, day }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn days_are_read_counted_and_written() {
        let date = Date::parse("2026-03-01").unwrap();
        assert_eq!(date.days(), 20_513);
        assert_eq!(date.to_string(), "2026-03-01");
        assert_eq!(Date::from_days(0).to_string(), "1970-01-01");
        for days in (-200_000..200_000).step_by(97) {
            assert_eq!(Date::from_days(days).days(), days);
        }
        for text in ["2026-02-29", "2026-13-01", "2026-1-1", "1.3.2026", "", "2026-03-00"]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
