//! Numbers grow stale: when somebody last called the help line.

use crate::diag::Diagnostic;
use crate::model::{Date, Group};

/// After so many days the number is to be called again.
const DAYS: i64 = 366;

/// What there is to say of the day on which the help line was last called. A group that gives
/// no day is not told to: it is an offer to be reminded, and the number of a national line
/// does not change.
pub fn help_line(group: &Group, today: Date) -> Option<Diagnostic> {
    let checked = group.crisis_checked()?;
    let days = today.days() - checked.days();
    if (0..=DAYS).contains(&days) {
        return None;
    }
    let line = group.get("crisis").unwrap_or("the help line");
    let message = if days < 0 {
        format!("`{line}` is said to be checked on {checked}, which is still to come")
    } else {
        format!("`{line}` was last checked on {checked}, more than a year ago")
    };
    Some(
        Diagnostic::warning("help-line", message)
            .help(format!(
                "call it, then write `{} = \"{today}\"` in `[group]`",
                Group::CRISIS_CHECKED
            ))
            .help("source: docs/checks.md: a wrong number on a wall is worse than none"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_fine_and_a_day_more_is_not() {
        let group = |day: &str| {
            let mut group = Group::default();
            group.details.insert(Group::CRISIS_CHECKED.to_owned(), day.to_owned());
            group
        };
        let today = Date::parse("2026-11-25").unwrap();
        let said = |day: &str| help_line(&group(day), today).map(|found| found.message);
        assert_eq!(said("2025-11-25"), None);
        assert!(said("2025-11-20").unwrap().contains("more than a year ago"));
        assert!(said("2026-12-01").unwrap().contains("still to come"));
        assert!(help_line(&Group::default(), today).is_none());
    }
}
