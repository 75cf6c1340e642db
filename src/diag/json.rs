//! Findings for programs: JSON.

use serde::Serialize;

use super::{Diagnostic, Report, Severity};

/// A finding as it is written.
#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    byte_start: Option<usize>,
    byte_end: Option<usize>,
    label: &'a str,
    help: &'a [String],
}

/// All findings as one JSON array, on one line without a line end.
///
/// | key | value |
/// |---|---|
/// | `code` | the stable name of the mistake |
/// | `severity` | `error`, `warning` or `note` |
/// | `message` | what is wrong |
/// | `file` | the path as typed |
/// | `line`, `column` | where it begins, from 1; columns count characters |
/// | `end_line`, `end_column` | where it ends: the first character that is not part of it |
/// | `byte_start`, `byte_end` | the same in bytes, from 0 |
/// | `label` | a few words about the place, or `""` |
/// | `help` | what to do about it: a list of sentences |
///
/// From `file` to `byte_end` all are `null` for a finding without a place.
///
/// # Panics
///
/// Never: strings and numbers are always JSON.
pub fn to_json(report: &Report) -> String {
    let findings: Vec<_> = report.findings.iter().map(finding).collect();
    serde_json::to_string(&findings).expect("strings and numbers are always JSON")
}

fn finding(finding: &Diagnostic) -> Finding<'_> {
    let place = finding.place.as_ref();
    let start = place.map(|place| place.source.line_column(place.range.start));
    let end = place.map(|place| place.source.line_column(place.range.end));
    Finding {
        code: finding.code,
        severity: match finding.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        },
        message: &finding.message,
        file: place.map(|place| &*place.source.name),
        line: start.map(|(line, _)| line),
        column: start.map(|(_, column)| column),
        end_line: end.map(|(line, _)| line),
        end_column: end.map(|(_, column)| column),
        byte_start: place.map(|place| place.range.start),
        byte_end: place.map(|place| place.range.end),
        label: &finding.label,
        help: &finding.help,
    }
}

#[cfg(test)]
mod tests {
    use super::to_json;
    use crate::diag::{Diagnostic, Report, Source};

    #[test]
    fn a_finding_has_lines_columns_and_bytes() {
        let source = Source::new("a.md", "é\n– <b>\n");
        let mut report = Report::default();
        report.push(
            Diagnostic::error("raw-html", "HTML can't be \"printed\"")
                .at(&source, 7..10)
                .label("HTML")
                .help("write `**`"),
        );
        report.push(Diagnostic::warning("odd", "this is odd"));
        assert_eq!(
            to_json(&report),
            concat!(
                r#"[{"code":"raw-html","severity":"error","#,
                r#""message":"HTML can't be \"printed\"","file":"a.md","#,
                r#""line":2,"column":3,"end_line":2,"end_column":6,"#,
                r#""byte_start":7,"byte_end":10,"label":"HTML","help":["write `**`"]},"#,
                r#"{"code":"odd","severity":"warning","message":"this is odd","#,
                r#""file":null,"line":null,"column":null,"end_line":null,"#,
                r#""end_column":null,"byte_start":null,"byte_end":null,"#,
                r#""label":"","help":[]}]"#,
            )
        );
    }

    #[test]
    fn no_findings_are_an_empty_array() {
        assert_eq!(to_json(&Report::default()), "[]");
    }
}
