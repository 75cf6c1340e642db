//! What the finished pages of a piece give to say, and how much each finding weighs.

use super::far;
use super::load::Loaded;
use super::look::look;
use super::order::{Order, at_place};
use super::printer::unprintable;
use crate::check::{Areas, Outcome, help_line};
use crate::compose::{Composition, Prepared};
use crate::diag::{Diagnostic, Report};
use crate::model::{CODES, Group, PlannedPiece, PlannedReach, Rules};
use crate::page::Page;
use crate::unit::Distance;

/// What was seen on the pages of a piece.
pub struct Inspected {
    /// Reach and ink.
    pub outcome: Outcome,
    /// Its first pages.
    pub pages: Vec<Page>,
}

/// Looks at every page of a piece; findings go to the report, at the piece and with the
/// weight that packet and layout give them.
pub fn piece(
    order: &Order<'_>,
    loaded: &Loaded<'_>,
    ready: &Prepared<'_>,
    composition: &Composition<'_, '_>,
    (areas, report): (&mut Areas, &mut Report),
) -> Inspected {
    let job = ready.job();
    let own = order.over.printer.as_ref();
    let unprintable = own.and_then(|own| unprintable(own, job.layout.sheet()));
    let (mut outcome, pages) = look(job, ready, composition, (areas, unprintable));
    let mut found = std::mem::take(&mut outcome.findings);
    let own = &loaded.piece.rules;
    let asked = own.reads_to.or(loaded.layout.rules.reads_to);
    if let Some((asked, reach)) = order.over.reads_to.or(asked).zip(outcome.reach)
        && !reach.reaches(asked)
    {
        found.push(far::too_near(job, reach, asked, areas));
    }
    // What the command line asks for is not to be allowed away.
    let typed = order.over.reads_to.is_some();
    let rules = [own, &order.packet.rules, &loaded.layout.rules];
    for finding in found {
        let finding = at_place(order.packet, &loaded.piece.layout.range, finding);
        let finding = if typed && finding.code == "reads-to" {
            Some(finding)
        } else {
            weighed(finding, &rules)
        };
        finding.into_iter().for_each(|finding| report.push(finding));
    }
    Inspected { outcome, pages }
}

/// The plan's entry with reach and ink.
pub fn planned(planned: PlannedPiece, outcome: &Outcome) -> PlannedPiece {
    let round = |value: f64, by: f64| (value * by).round() / by;
    let feet = |distance: Distance| round(distance.feet(), 100.0);
    let reads_to_ft = outcome.reach.map(|reach| PlannedReach {
        at_20_40: feet(reach.at_20_40()),
        at_20_20: feet(reach.at_20_20()),
    });
    PlannedPiece { reads_to_ft, ink: round(outcome.mean_ink(), 10_000.0), ..planned }
}

/// The findings of a piece with the weight that is asked for.
pub fn weigh(order: &Order<'_>, loaded: &Loaded<'_>, found: Report, report: &mut Report) {
    let rules = [&loaded.piece.rules, &order.packet.rules, &loaded.layout.rules];
    let placed = |finding| at_place(order.packet, &loaded.piece.layout.range, finding);
    let kept = found.findings.into_iter().map(placed);
    let kept = kept.filter_map(|finding| weighed(finding, &rules));
    kept.for_each(|finding| report.push(finding));
}

/// What there is to say of the group.
pub fn group(order: &Order<'_>, group: &Group, report: &mut Report) {
    let Some(finding) = order.over.today.and_then(|today| help_line(group, today)) else {
        return;
    };
    let source = &order.packet.source;
    let own = order.over.group.is_none();
    let at = source.text.find(Group::CRISIS_CHECKED).filter(|_| own);
    let finding = match at {
        Some(at) => finding.at(source, at..at + Group::CRISIS_CHECKED.len()),
        None => finding,
    };
    let finding = weighed(finding, &[&order.packet.rules]);
    finding.into_iter().for_each(|finding| report.push(finding));
}

/// A finding with the weight that the first of the rules that speaks of it gives; nothing if
/// it is allowed.
fn weighed(finding: Diagnostic, rules: &[&Rules]) -> Option<Diagnostic> {
    if !CODES.contains(&finding.code) {
        return Some(finding);
    }
    match rules.iter().find_map(|rules| rules.level(finding.code)) {
        None => Some(finding),
        Some(level) => level.map(|severity| Diagnostic { severity, ..finding }),
    }
}
