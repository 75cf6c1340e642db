//! Art that is shown over several sheets: at its size, and all of it, by arithmetic. What is
//! painted over it, be it a veil, is not counted as shown.

use super::finding::Finding;
use super::state::{Bounds, Matrix, shared};

/// How far sheets may fall short of each other: less than any printer can tell.
const SLIP: f64 = 0.01;

/// Art on a page, and the window that it is seen through, both in the page's space.
#[derive(Clone, Debug)]
pub(super) struct Window {
    /// What is drawn.
    pub art: [u8; 32],
    pub matrix: Matrix,
    pub clip: Bounds,
    /// When it was painted, among all that is painted on the page.
    pub order: usize,
}

impl Window {
    /// An area was painted over the page: what it leaves of the window, as the largest part
    /// beside it that is a rectangle.
    pub(super) fn without(&mut self, area: &Bounds) {
        let own = self.clip;
        let [left, low, right, high] = shared(&own, area);
        if right - left <= SLIP || high - low <= SLIP {
            return;
        }
        let parts = [
            [own[0], own[1], left, own[3]],
            [right, own[1], own[2], own[3]],
            [own[0], own[1], own[2], low],
            [own[0], high, own[2], own[3]],
        ];
        let size = |r: &Bounds| (r[2] - r[0]).max(0.0) * (r[3] - r[1]).max(0.0);
        let largest = parts.into_iter().max_by(|a, b| size(a).total_cmp(&size(b)));
        self.clip = largest.unwrap_or(own);
    }
}

/// What of a page of `size` the sheets don't show. `pages` are the windows of each sheet in
/// the order of painting: the first is what is seen.
pub(super) fn check(size: (f64, f64), pages: &[Vec<Window>]) -> Vec<Finding> {
    let mut shown: Vec<Bounds> = Vec::new();
    let first = pages.iter().find_map(|windows| windows.first());
    for (page, windows) in pages.iter().enumerate() {
        let own = |window: &&Window| first.is_some_and(|first| first.art == window.art);
        let Some(window) = windows.iter().find(own) else { continue };
        let [a, b, c, d, x, y] = window.matrix;
        let off = [a - 1.0, b, c, d - 1.0];
        if off.iter().any(|off| off.abs() > 1e-6) {
            let message = "the picture is not shown at its size";
            return vec![Finding::new(message).on(Some(page))];
        }
        let [left, low, right, high] = window.clip;
        // From the top left corner of the art, y downwards.
        shown.push([left - x, y - high, right - x, y - low]);
    }
    hole(size, &shown).map(|(x, y)| {
        let inches = |points: f64| points / 72.0;
        Finding::new(format!(
            "no sheet shows the place {:.2} in from the left and {:.2} in from the top",
            inches(x),
            inches(y)
        ))
    })
    .into_iter()
    .collect()
}

/// The middle of a part that no window shows.
fn hole((w, h): (f64, f64), shown: &[Bounds]) -> Option<(f64, f64)> {
    let edges = |end: f64, low: usize| -> Vec<f64> {
        let own = shown.iter().flat_map(|r| [r[low], r[low + 2]]);
        let mut all: Vec<f64> =
            own.chain([0.0, end]).map(|v| v.clamp(0.0, end)).collect();
        all.sort_by(f64::total_cmp);
        all.dedup_by(|a, b| (*a - *b).abs() <= SLIP);
        all
    };
    let (across, down) = (edges(w, 0), edges(h, 1));
    let middles = |edges: &[f64]| -> Vec<f64> {
        edges.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])).collect()
    };
    let places = middles(&across);
    middles(&down).into_iter().find_map(|y| {
        let seen =
            |x: f64| shown.iter().any(|r| x > r[0] && x < r[2] && y > r[1] && y < r[3]);
        places.iter().find(|x| !seen(**x)).map(|x| (*x, y))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(left: f64, top: f64, right: f64, bottom: f64) -> Vec<Window> {
        let matrix = [1.0, 0.0, 0.0, 1.0, 50.0, 700.0];
        let clip = [left + 50.0, 700.0 - bottom, right + 50.0, 700.0 - top];
        vec![Window { art: [1; 32], matrix, clip, order: 0 }]
    }

    #[test]
    fn sheets_that_join_show_all_of_the_page() {
        let pages =
            [sheet(-4.0, -4.0, 100.0, 300.0), Vec::new(), sheet(96.0, 0.0, 200.0, 304.0)];
        assert!(check((200.0, 300.0), &pages).is_empty());
    }

    #[test]
    fn a_gap_between_sheets_is_told() {
        let pages = [sheet(0.0, 0.0, 100.0, 300.0), sheet(101.0, 0.0, 200.0, 300.0)];
        let found = check((200.0, 300.0), &pages);
        assert!(found[0].message.contains("no sheet shows the place 1.4"), "{found:?}");
    }

    #[test]
    fn what_lies_under_a_veil_is_not_shown() {
        let mut pages = [sheet(0.0, 0.0, 104.0, 300.0), sheet(100.0, 0.0, 200.0, 300.0)];
        pages[0][0].without(&[152.0, 390.0, 200.0, 710.0]);
        assert!(check((200.0, 300.0), &pages).is_empty());
        pages[0][0].without(&[145.0, 390.0, 200.0, 710.0]);
        let found = check((200.0, 300.0), &pages);
        assert!(found[0].message.contains("no sheet shows the place 1.35"), "{found:?}");
    }

    #[test]
    fn a_spot_on_the_picture_takes_a_strip_of_it_away() {
        let mut pages = [sheet(0.0, 0.0, 200.0, 300.0)];
        pages[0][0].without(&[60.0, 600.0, 70.0, 610.0]);
        assert_eq!(check((200.0, 300.0), &pages).len(), 1);
    }

    #[test]
    fn a_picture_at_another_size_is_told() {
        let mut pages = [sheet(0.0, 0.0, 200.0, 300.0)];
        pages[0][0].matrix[0] = 0.96;
        assert!(check((200.0, 300.0), &pages)[0].message.contains("at its size"));
    }
}
