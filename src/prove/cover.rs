//! Art that is shown over several sheets: at its size, and all of it, by arithmetic.

use super::finding::Finding;
use super::state::{Bounds, Matrix};

/// How far sheets may fall short of each other: less than any printer can tell.
const SLIP: f64 = 0.01;

/// Art on a page, and the window that it is seen through, both in the page's space.
#[derive(Clone, Debug)]
pub(super) struct Window {
    /// What is drawn.
    pub art: [u8; 32],
    pub matrix: Matrix,
    pub clip: Bounds,
}

/// What of a page of `size` the sheets don't show. `pages` are the windows of each sheet in
/// the order of painting: the first is what is seen, others lie in the glue zones.
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
        vec![Window { art: [1; 32], matrix, clip }]
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
    fn a_picture_at_another_size_is_told() {
        let mut pages = [sheet(0.0, 0.0, 200.0, 300.0)];
        pages[0][0].matrix[0] = 0.96;
        assert!(check((200.0, 300.0), &pages)[0].message.contains("at its size"));
    }
}
