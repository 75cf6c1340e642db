//! Where a large page is cut: columns alike, rows between lines of text.

use super::obstacles::Span;
use crate::unit::{INCH, Pt, Size};

/// How far a cut in the open stays away from the text beside it.
const CLEAR: Pt = 0.25 * INCH;
/// A cut off the middle of a narrow gap costs as much as a row that is so much off.
const NEAR: Pt = 9.0;
/// What the farthest cuts cost: they are made only where they save a row.
const FAR: f64 = 1e6;
/// How near to text a cut may come where that saves a row: the picture runs on past it.
const LEAST: Pt = 1.0;
/// How far apart the places are that are tried in a wide gap.
const STEP: Pt = 6.0;

/// A sheet that takes a part of a picture, and how the parts join.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TileSheet {
    /// The sheet as it lies.
    pub size: Size,
    /// The rim that the printer can't reach.
    pub rim: Pt,
    /// How far the picture runs past the cut, on the left and at the top.
    pub past: Pt,
    /// The glue zone, on the right and at the foot: the next sheet lies on it.
    pub overlap: Pt,
}

impl TileSheet {
    /// The largest part of the picture that is seen of one sheet. The unprinted rim at the
    /// right and at the foot is part of the glue zone.
    pub fn room(self) -> Size {
        let lost = self.rim + self.past + self.overlap.max(self.rim);
        Size { w: self.size.w - lost, h: self.size.h - lost }
    }
}

/// The places of the cuts, from edge to edge of the picture: one more than there are
/// columns or rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Cuts {
    /// The sheets.
    pub sheet: TileSheet,
    /// From the left edge to the right one.
    pub columns: Vec<Pt>,
    /// From the top to the foot.
    pub rows: Vec<Pt>,
    /// Whether no cut between rows runs through a line of text.
    pub between_lines: bool,
}

impl Cuts {
    /// How many sheets there are.
    pub fn sheets(&self) -> usize {
        (self.columns.len() - 1) * (self.rows.len() - 1)
    }
}

/// Cuts a picture up for a sheet: as few sheets as go, columns of one width, rows as alike
/// as the text lets them be. `text` are the heights that no cut may touch, from the top. If
/// lines stand too close for any such cut, the rows are alike and the text is cut.
///
/// `None` if less would be seen of a sheet than lies under the next one.
pub fn cuts(picture: Size, text: &[Span], sheet: TileSheet) -> Option<Cuts> {
    let room = sheet.room();
    if room.short() <= sheet.overlap.max(0.0) {
        return None;
    }
    let columns = even(picture.w, room.w);
    let (rows, between_lines) = match rows(picture.h, text, room.h) {
        Some(rows) => (rows, true),
        None => (even(picture.h, room.h), false),
    };
    Some(Cuts { sheet, columns, rows, between_lines })
}

/// The fewest equal parts that are at most `room` long, but for the rounding to whole
/// points: seams that stand on whole points join without a hair's breadth.
fn even(whole: Pt, room: Pt) -> Vec<Pt> {
    let parts = (whole / (room - 1.0).max(1.0)).ceil().max(1.0);
    let parts = if whole <= room { 1.0 } else { parts };
    let count = parts as u32;
    let mut places: Vec<Pt> =
        (0..=count).map(|at| (whole * f64::from(at) / parts).round()).collect();
    places[count as usize] = whole;
    places
}

/// The fewest rows of at most `room` whose cuts touch no text, as alike as can be and far
/// from the text: the least sum of squares over all choices of places, row after row.
fn rows(height: Pt, text: &[Span], room: Pt) -> Option<Vec<Pt>> {
    let (places, off): (Vec<Pt>, Vec<Pt>) =
        places(height, text, room).into_iter().unzip();
    let count = fewest(&places, room)?;
    let even = height / count as Pt;
    let last = places.len() - 1;
    // What it costs to have come to a place with so many rows, and from where.
    let mut best: Vec<Option<(f64, usize)>> = vec![None; places.len()];
    best[0] = Some((0.0, 0));
    let mut came = Vec::with_capacity(count);
    for _ in 0..count {
        let mut next: Vec<Option<(f64, usize)>> = vec![None; places.len()];
        for (to, end) in places.iter().enumerate() {
            for (from, start) in places[..to].iter().enumerate().rev() {
                if end - start > room + SLIP {
                    break;
                }
                let Some((cost, _)) = best[from] else { continue };
                let cost = cost + (end - start - even).powi(2) + off[to];
                if next[to].is_none_or(|(known, _)| cost < known) {
                    next[to] = Some((cost, from));
                }
            }
        }
        came.push(next.clone());
        best = next;
    }
    let mut cuts = vec![places[last]];
    let mut at = last;
    for row in came.iter().rev() {
        at = row[at]?.1;
        cuts.push(places[at]);
    }
    cuts.reverse();
    Some(cuts)
}

const SLIP: Pt = 1e-6;

/// The fewest rows, taking the farthest place each time.
fn fewest(places: &[Pt], room: Pt) -> Option<usize> {
    let (mut at, mut count) = (0, 0);
    while at + 1 < places.len() {
        let reach =
            places.partition_point(|place| *place <= places[at] + room + SLIP) - 1;
        if reach == at {
            return None;
        }
        at = reach;
        count += 1;
    }
    Some(count)
}

/// Where a row may begin or end, and what a place costs because text is near, from the top: the
/// edges, the middle and the quarters of each gap, in wide gaps every place that is clear of
/// the text on both sides, and the farthest that go.
fn places(height: Pt, text: &[Span], room: Pt) -> Vec<(Pt, f64)> {
    let mut places = vec![(0.0, 0.0)];
    let mut gap = |from: Pt, to: Pt| {
        let (first, last) = (from + CLEAR, to - CLEAR);
        if last <= first {
            let quarter = (to - from) / 4.0;
            let off = NEAR * NEAR;
            let tried = [(1.0, off), (2.0, 0.0), (3.0, off)];
            let whole = tried.map(|(part, off)| ((from + part * quarter).round(), off));
            places.extend(
                whole.into_iter().filter(|(place, _)| *place > from && *place < to),
            );
            return;
        }
        let steps = ((last - first) / STEP).floor().max(1.0);
        let count = steps as u32;
        let step = |at: u32| first + (last - first) * f64::from(at) / steps;
        places.extend((0..=count).map(|at| (step(at).round(), 0.0)));
    };
    let gaps = gaps(height, text);
    gaps.iter().for_each(|(from, to)| gap(*from, *to));
    let far = farthest(&gaps, room).into_iter().map(|place| (place, FAR));
    places.extend(far);
    places.push((height, 0.0));
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    places
}

/// Where there is no text.
fn gaps(height: Pt, text: &[Span]) -> Vec<Span> {
    let mut gaps = Vec::with_capacity(text.len() + 1);
    let mut from = 0.0;
    for (start, end) in text {
        gaps.push((from, start.min(height)));
        from = end.max(from);
    }
    gaps.push((from, height));
    gaps.retain(|(from, to)| to > from);
    gaps
}

/// The farthest cuts that go, row after row: no others give fewer rows. They stay a little
/// away from the text, or in the middle half of a gap that is too narrow for it.
fn farthest(gaps: &[Span], room: Pt) -> Vec<Pt> {
    let mut places = Vec::new();
    let mut at = 0.0;
    loop {
        let reach = at + room;
        let last = gaps.iter().rev().find_map(|(from, to)| {
            let away = LEAST.min((to - from) / 4.0);
            let place = (to - away).min(reach).floor();
            (place >= from + away).then_some(place)
        });
        match last {
            Some(place) if place > at => places.push(place),
            _ => return places,
        }
        at = places[places.len() - 1];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LYING: TileSheet = TileSheet {
        size: Size { w: 792.0, h: 612.0 },
        rim: 18.0,
        past: 4.5,
        overlap: 36.0,
    };

    #[test]
    fn an_empty_picture_is_cut_into_the_fewest_sheets() {
        let cuts = cuts(Size { w: 1728.0, h: 2592.0 }, &[], LYING).unwrap();
        assert_eq!((cuts.columns.len() - 1, cuts.rows.len() - 1), (3, 5));
        assert_eq!(cuts.sheets(), 15);
        assert_eq!(cuts.columns, [0.0, 576.0, 1152.0, 1728.0]);
        for pair in cuts.rows.windows(2) {
            assert!((pair[1] - pair[0] - 518.4).abs() < 6.0, "{:?}", cuts.rows);
        }
    }

    #[test]
    fn no_cut_between_rows_touches_a_line_of_text() {
        let lines: Vec<Span> =
            (0..40).map(|n| f64::from(n) * 64.0 + 20.0).map(|y| (y, y + 52.0)).collect();
        let cuts = cuts(Size { w: 1728.0, h: 2592.0 }, &lines, LYING).unwrap();
        assert!(cuts.between_lines);
        for cut in &cuts.rows {
            assert!(lines.iter().all(|(from, to)| cut <= from || cut >= to), "{cut}");
        }
        let tallest =
            cuts.rows.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max);
        assert!(tallest <= LYING.room().h, "{tallest}");
    }

    /// The fewest rows whose cuts stay so far away from the text, every point tried; a gap
    /// that is too narrow for it is cut anywhere in its middle half.
    fn tried(height: Pt, text: &[Span], room: Pt, away: Pt) -> Option<usize> {
        let ends = std::iter::once(0.0).chain(text.iter().map(|span| span.1));
        let starts = text.iter().map(|span| span.0).chain([height]);
        let gaps: Vec<Span> = ends.zip(starts).collect();
        let free = |y: Pt| {
            gaps.iter().any(|(from, to)| {
                let away = away.min((to - from) / 4.0);
                y >= from + away && y <= to - away
            })
        };
        let (mut at, mut rows) = (0.0, 0);
        while at < height {
            let mut next = (at + room).min(height).floor();
            while next < height && next > at && !free(next) {
                next -= 1.0;
            }
            if next <= at {
                return None;
            }
            (at, rows) = (next, rows + 1);
        }
        Some(rows)
    }

    #[test]
    fn no_other_cuts_give_fewer_sheets_upright_or_lying() {
        let picture = Size { w: 1728.0, h: 2592.0 };
        let mut dice = 1u32;
        let mut roll = |least: f64, most: f64| {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            least + (most - least) * f64::from(dice >> 8) / f64::from(1u32 << 24)
        };
        for _ in 0..300 {
            let (mut text, mut y): (Vec<Span>, Pt) = (Vec::new(), roll(0.0, 120.0));
            while y < 2400.0 {
                let end = y + roll(20.0, 180.0);
                text.push((y, end));
                y = end
                    + if roll(0.0, 1.0) < 0.7 {
                        roll(4.0, 30.0)
                    } else {
                        roll(30.0, 160.0)
                    };
            }
            for size in [LYING.size, LYING.size.turned()] {
                let sheet = TileSheet { size, ..LYING };
                let room = sheet.room().h;
                let own = cuts(picture, &text, sheet).unwrap();
                let rows = own.rows.len() - 1;
                let (near, open) = (
                    tried(picture.h, &text, room, 0.0),
                    tried(picture.h, &text, room, LEAST),
                );
                assert!(own.between_lines || near.is_none(), "{text:?}");
                assert!(
                    open.is_none_or(|open| rows <= open),
                    "{rows}, {open:?}: {text:?}"
                );
                assert!(
                    near.is_none_or(|near| rows >= near),
                    "{rows}, {near:?}: {text:?}"
                );
            }
        }
    }

    #[test]
    fn text_taller_than_a_sheet_is_cut() {
        let cuts = cuts(Size { w: 700.0, h: 2592.0 }, &[(10.0, 2500.0)], LYING).unwrap();
        assert!(!cuts.between_lines);
        assert_eq!(cuts.rows.len() - 1, 5);
    }

    #[test]
    fn a_sheet_that_is_all_rim_takes_nothing() {
        let sheet = TileSheet { overlap: 600.0, ..LYING };
        assert_eq!(cuts(Size { w: 700.0, h: 700.0 }, &[], sheet), None);
    }
}
