//! Stock as another program draws it: measured in hundredths of an inch, which are pixels.

use crate::rendered::{self, Area, Picture};
use crate::{geometry, made};

/// Inches as pixels of a page that is drawn at 100 an inch, rounded outwards or inwards.
fn pixels([x, y, right, foot]: [f64; 4], out: bool) -> Area {
    let low =
        |v: f64| (if out { (100.0 * v).floor() } else { (100.0 * v).ceil() }) as usize;
    let high =
        |v: f64| (if out { (100.0 * v).ceil() } else { (100.0 * v).floor() }) as usize;
    [low(x), low(y), high(right), high(foot)]
}

fn near(a: usize, b: usize) -> bool {
    a.abs_diff(b) <= 1
}

#[test]
fn every_stock_is_drawn_within_its_safe_zones_and_nowhere_else() {
    for (number, [w, h, x0, y0, dx, dy, fw, fh, columns, rows], fold, safe) in geometry()
    {
        let name = format!("drawn-{number}");
        let piece = format!("layout = \"face.toml\"\nstock = \"{number}\"");
        let bytes = made(&name, &piece, &[]).2;
        let Some(mut pages) = rendered::pages(&name, &bytes, 100) else { return };
        let page = &mut pages[0];
        let size = [w, h].map(|v| (100.0 * v).round() as usize);
        assert!(near(page.w, size[0]) && near(page.h, size[1]), "{number}: the sheet");
        let by_hand = ["place-card", "tent-a4"].contains(&number);
        let mut first: Option<Area> = None;
        for at in 0..(columns * rows) as usize {
            let (column, row) = (at % columns as usize, at / columns as usize);
            let (x, y) = (x0 + column as f64 * dx, y0 + row as f64 * dy);
            let top = y + fold.unwrap_or(0.0);
            // The face below the fold, or the only one.
            let ink = page.ink(pixels([x, top, x + fw, y + fh], false)).unwrap();
            let zone = [x + safe, top + safe, x + fw - safe, y + fh - safe];
            let zone = pixels(zone, true);
            assert!(
                near(ink[0], zone[0]) && near(ink[2], zone[2]),
                "{number} {at}: {ink:?} in {zone:?}"
            );
            assert!(
                ink[1] + 1 >= zone[1] && ink[3] <= zone[3] + 1,
                "{number} {at}: {ink:?} in {zone:?}"
            );
            // All stand alike, a pitch apart.
            let from = first.get_or_insert(ink);
            let by = [column as f64 * dx, row as f64 * dy]
                .map(|v| (100.0 * v).round() as usize);
            for side in 0..4 {
                assert!(
                    near(ink[side], from[side] + by[side % 2]),
                    "{number} {at}: the pitch"
                );
            }
            if let Some(fold) = fold {
                let other = page.ink(pixels([x, y, x + fw, top], false)).unwrap();
                // Turned over about the middle of the fold.
                let (across, down) = (200.0 * x + 100.0 * fw, 200.0 * (y + fold));
                let turned = [
                    across - other[2] as f64,
                    down - other[3] as f64,
                    across - other[0] as f64,
                    down - other[1] as f64,
                ];
                for side in 0..4 {
                    let off = (ink[side] as f64 - turned[side]).abs();
                    assert!(
                        off <= 2.0,
                        "{number} {at}: {ink:?} and {turned:?} at the fold"
                    );
                }
            }
            page.blank(pixels([x + 0.02, y + 0.02, x + fw - 0.02, y + fh - 0.02], true));
        }
        let all = page.all();
        assert_eq!(
            page.ink(all).is_some(),
            by_hand,
            "{number}: what stands in the waste"
        );
        if by_hand {
            let edges = |from: f64, pitch: f64, side: f64, count: f64| -> Vec<f64> {
                let both = |at: usize| {
                    [from + at as f64 * pitch, from + at as f64 * pitch + side]
                };
                let mut all: Vec<f64> = (0..count as usize).flat_map(both).collect();
                all.dedup_by(|a, b| (*a - *b).abs() < 0.001);
                all
            };
            let upright = edges(x0, dx, fw, columns);
            let mut across = edges(y0, dy, fh, rows);
            across.extend(
                (0..rows as usize).map(|row| y0 + row as f64 * dy + fold.unwrap()),
            );
            across.sort_by(f64::total_cmp);
            let inner = pixels([x0, y0, x0, y0], false);
            for (found, wanted) in [
                (page.ticks([0, 0, page.w, inner[1] - 5], false), upright),
                (page.ticks([0, 0, inner[0] - 5, page.h], true), across),
            ] {
                assert_eq!(
                    found.len(),
                    wanted.len(),
                    "{number}: {found:?} for {wanted:?}"
                );
                let off = |(found, wanted): (&f64, &f64)| (found - 100.0 * wanted).abs();
                assert!(
                    found.iter().zip(&wanted).all(|both| off(both) <= 1.0),
                    "{number}: {found:?} for {wanted:?}"
                );
            }
        }
    }
}

/// A ground that fills its card, with words in a corner.
const FULL: &str = "\
margin = \"0.1in\"
edge   = \"0\"
[fit]
min = \"6pt\"
max = \"6pt\"
[grid]
rows  = [\"1fr\"]
areas = [\"name\"]
[frame.name]
say    = \"{group.name}\"
ground = \"ground\"
";

/// The ground of a card on a sheet of so many: as far as it goes from its middle.
fn ground(page: &Picture, (columns, rows): (usize, usize), at: usize) -> Area {
    let (w, h) = (page.w / columns, page.h / rows);
    let (x, y) = (at % columns * w + w / 2, at / columns * h + h / 2);
    let column = |at: &usize| page.ink([*at, y - 9, at + 1, y + 9]).is_some();
    let row = |at: &usize| page.ink([x - 9, *at, x + 9, at + 1]).is_some();
    [
        (0..=x).rev().take_while(column).last().unwrap(),
        (0..=y).rev().take_while(row).last().unwrap(),
        (x..page.w).take_while(column).last().unwrap() + 1,
        (y..page.h).take_while(row).last().unwrap() + 1,
    ]
}

#[test]
fn drawn_backs_lie_on_their_fronts_for_both_flips() {
    // What hangs below a foot is safe, and is more than what rises above a head: so much the
    // grounds stand off the middle of their cards.
    const OFF_MIDDLE: usize = 4;
    let sheets = [
        ("5371", "stock = \"5371\""),
        ("5395", "stock = \"5395\""),
        ("5388", "stock = \"5388\""),
        ("plain", "paper = \"3x5in\"\nsheet = \"letter\""),
        ("nup", "paper = \"a4\"\nnup = \"2x3\""),
        ("lying", "paper = \"letter\"\norientation = \"landscape\"\nnup = \"2x2\""),
    ];
    for (name, sheet) in sheets {
        for flip in ["long-edge", "short-edge"] {
            let piece = format!(
                "layout = \"full.toml\"\n{sheet}\nback = \"full.toml\"\nflip = \"{flip}\""
            );
            let name = format!("drawn-backs-{name}-{flip}");
            let (_, planned, bytes) = made(&name, &piece, &[("full.toml", FULL)]);
            let Some(pages) = rendered::pages(&name, &bytes, 100) else { return };
            let own = planned.sheet.unwrap();
            let (front, back) = (&pages[0], &pages[1]);
            let (columns, rows) = (own.columns, own.rows);
            // A lying sheet has its upright edge as the short one.
            let sideways = (flip == "short-edge") == (front.w > front.h);
            for at in 0..columns * rows {
                let (column, row) = (at % columns, at / columns);
                let [l, t, r, b] = ground(front, (columns, rows), at);
                let (behind, turned) = if sideways {
                    let behind = row * columns + (columns - 1 - column);
                    let [bl, bt, br, bb] = ground(back, (columns, rows), behind);
                    (behind, [back.w - br, bt, back.w - bl, bb])
                } else {
                    let behind = (rows - 1 - row) * columns + column;
                    let [bl, bt, br, bb] = ground(back, (columns, rows), behind);
                    (behind, [bl, back.h - bb, br, back.h - bt])
                };
                let slip = if sideways { 1 } else { OFF_MIDDLE };
                let meets = near(l, turned[0])
                    && near(r, turned[2])
                    && t.abs_diff(turned[1]) <= slip
                    && b.abs_diff(turned[3]) <= slip;
                assert!(meets, "{name} {at} on {behind}: {:?} {turned:?}", [l, t, r, b]);
            }
        }
    }
}
