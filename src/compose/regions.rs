//! Rows into regions: the pages of a flow, the panels of a thread; and the slack of each.

use std::ops::Range;

use super::rows::Rows;
use crate::unit::Pt;

/// Slip for sums of lengths.
pub const SLIP: Pt = 0.02;

/// The most that a gap may grow to by slack, as a multiple of its base.
const MOST_GAP: f64 = 2.5;

/// How full the last page of a flow should be at least.
const HALF: f64 = 0.5;

/// Fills regions of the given heights with rows, in order; each section begins a region.
/// `None` if the rows need more regions than there are, or one is taller than its region.
pub fn fill(
    rows: &Rows<'_>,
    mut height: impl FnMut(usize) -> Option<Pt>,
) -> Option<Vec<Range<usize>>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for section in rows.sections() {
        let mut from = section.start;
        while from < section.end {
            let room = height(found.len())?;
            let to = cut(rows, from..section.end, room)?;
            found.push(from..to);
            from = to;
        }
    }
    Some(found)
}

/// After the last row of `range` that fits in `room` and at which the text may be cut.
fn cut(rows: &Rows<'_>, range: Range<usize>, room: Pt) -> Option<usize> {
    let mut used = rows.head_height(range.start);
    let mut last = None;
    for at in range.clone() {
        let row = &rows.rows[at];
        used += row.height + if at == range.start { 0.0 } else { row.gap.base };
        if used > room + SLIP {
            return last;
        }
        if !row.keep {
            last = Some(at + 1);
        }
    }
    Some(range.end)
}

/// Pages of a flow: filled in order, then the last page of each section filled up to half
/// from the one before it. The flag tells whether every last page came out half full.
pub fn pages(rows: &Rows<'_>, first: Pt, rest: Pt) -> Option<(Vec<Range<usize>>, bool)> {
    let height = |page: usize| if page == 0 { first } else { rest };
    let mut found = fill(rows, |page| Some(height(page)))?;
    let mut half = true;
    for at in 1..found.len() {
        let ends = at + 1 == found.len() || rows.rows[found[at + 1].start].new_page;
        if !ends || rows.rows[found[at].start].new_page {
            continue;
        }
        let both = found[at - 1].start..found[at].end;
        let wanted = HALF * height(at);
        let full = |page: &Range<usize>| {
            rows.head_height(page.start) + rows.height(page.start, page.end)
        };
        if full(&found[at]) >= wanted {
            continue;
        }
        // The latest cut that leaves half a page behind it.
        let cut = (both.start + 1..found[at].start).rev().find(|to| {
            let behind = full(&(*to..both.end));
            !rows.rows[to - 1].keep && behind >= wanted && behind <= height(at) + SLIP
        });
        match cut {
            Some(to) => {
                found[at - 1].end = to;
                found[at].start = to;
            }
            None => half = false,
        }
    }
    Some((found, half))
}

/// The panels of a thread: filled evenly, to the least height that holds the rows.
pub fn thread(rows: &Rows<'_>, heights: &[Pt]) -> Option<Vec<Range<usize>>> {
    let at = |share: f64| fill(rows, |panel| heights.get(panel).map(|h| h * share));
    at(1.0)?;
    let (mut low, mut high) = (0_u32, 64_u32);
    while high - low > 1 {
        let middle = u32::midpoint(low, high);
        if at(f64::from(middle) / 64.0).is_some() {
            high = middle;
        } else {
            low = middle;
        }
    }
    at(f64::from(high) / 64.0)
}

/// Where each row of a region stands: the offset of its top, the slack of the region divided
/// among the gaps by their shares. `end` is the share of the space below the last row.
pub fn spread(rows: &Rows<'_>, range: Range<usize>, height: Pt, end: f64) -> Vec<Pt> {
    let natural = rows.height(range.start, range.end);
    let mut slack = (height - natural).max(0.0);
    let inner: Vec<usize> = range.clone().skip(1).collect();
    let mut extra = vec![0.0; range.len()];
    let mut open: Vec<usize> =
        inner.iter().copied().filter(|at| rows.rows[*at].gap.stretch > 0.0).collect();
    let mut below = end;
    // Gaps that reach their most are closed, and what is left goes to the others.
    while slack > 1e-6 {
        let shares: f64 =
            open.iter().map(|at| rows.rows[*at].gap.stretch).sum::<f64>() + below;
        if shares <= 0.0 {
            break;
        }
        let unit = slack / shares;
        let before = open.len();
        open.retain(|at| {
            let gap = rows.rows[*at].gap;
            let most = (MOST_GAP - 1.0) * gap.base;
            let own = &mut extra[*at - range.start];
            let full = gap.base > 0.0 && *own + unit * gap.stretch > most;
            if full {
                slack -= most - *own;
                *own = most;
            }
            !full
        });
        if open.len() == before {
            for at in &open {
                extra[*at - range.start] += unit * rows.rows[*at].gap.stretch;
            }
            slack = 0.0;
        }
        below = end;
    }
    let mut y = 0.0;
    let place = |at: usize| {
        let row = &rows.rows[at];
        if at > range.start {
            y += row.gap.base + extra[at - range.start];
        }
        let top = y;
        y += row.height;
        top
    };
    range.clone().map(place).collect()
}
