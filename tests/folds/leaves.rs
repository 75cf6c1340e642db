//! Written files, read by another program, folded and leafed through: each page says which one it
//! is, and so does the number at its foot.

use handbill::diag::render;
use handbill::font::Book;
use handbill::model::PlannedPiece;
use handbill::press::write;
use handbill::prove;

use crate::rendered;
use crate::sheets::{composed, folder};

/// A page as it is found on a side of a written file.
#[derive(Clone, Copy, Debug)]
struct Leaf {
    /// What its own text says, from 1.
    says: usize,
    /// The number at its foot.
    number: Option<usize>,
    /// The middle of its words.
    at: [f64; 2],
    upright: bool,
}

/// A text of so many pages, each of which says which one it is; made, written, proven, and
/// read from its bytes: the pages on each side, by another program than ours.
fn leaves(
    name: &str,
    pages: usize,
    piece: &str,
) -> Option<(Vec<Vec<Leaf>>, PlannedPiece)> {
    let place = folder(name);
    let page = |n: usize| format!("# Leaf{n} goes{n}\n\nBe kind, and be here.\n\n");
    std::fs::write(place.join("leaves.md"), (1..=pages).map(page).collect::<String>())
        .unwrap();
    let layout = "extends = \"booklet\"\n[fit]\nusual = \"9pt\"\nmax = \"9pt\"\n[style.title]\nnew-page = true\n";
    std::fs::write(place.join("leaves.toml"), layout).unwrap();
    let packet =
        format!("[[piece]]\nlayout = \"leaves.toml\"\ntext = \"leaves.md\"\n{piece}\n");
    std::fs::write(place.join("packet.toml"), packet).unwrap();
    let mut all = composed(&place.join("packet.toml"), |sheet| {
        assert_eq!(sheet.composition.pages(), pages, "{name}");
        let made = write(sheet).unwrap_or_else(|r| panic!("{}", render(&r, false)));
        let verdict = prove::verify(&made.bytes, &Book::embedded(), None);
        assert!(verdict.is_proven(), "{name}: {verdict:?}");
        (made.bytes, sheet.printed(), made.planned)
    });
    let (bytes, sides, planned) = all.remove(0);
    let words = rendered::words(name, &bytes)?;
    Some(((0..sides).map(|side| on_side(&words, side)).collect(), planned))
}

/// The pages on a side: a number belongs to the page that it stands nearest to, across.
fn on_side(words: &[rendered::Word], side: usize) -> Vec<Leaf> {
    let middle = |word: &rendered::Word| {
        [f64::midpoint(word.x[0], word.x[1]), f64::midpoint(word.y[0], word.y[1])]
    };
    let own = || words.iter().filter(|word| word.page == side);
    let heads = own().filter_map(|word| {
        let says: usize = word.text.strip_prefix("Leaf")?.parse().unwrap();
        let next = own().find(|own| own.text == format!("goes{says}")).unwrap();
        let upright = next.x[0] > word.x[0];
        Some(Leaf { says, number: None, at: middle(word), upright })
    });
    let mut found: Vec<Leaf> = heads.collect();
    for word in own() {
        let Ok(number) = word.text.parse::<usize>() else { continue };
        let [x, y] = middle(word);
        // A number stands below its page's words, as the page is read.
        let below = |leaf: &&mut Leaf| (y > leaf.at[1]) == leaf.upright;
        let nearest = found
            .iter_mut()
            .filter(below)
            .min_by(|a, b| (a.at[0] - x).abs().total_cmp(&(b.at[0] - x).abs()));
        let leaf = nearest.expect("a number has a page");
        assert_eq!(leaf.number, None, "two numbers on a page");
        leaf.number = Some(number);
    }
    assert!(found.iter().all(|leaf| leaf.number == Some(leaf.says)), "{found:?}");
    found
}

/// A back as it is seen when the sheet is turned like a leaf of a book, whichever edge the
/// printer turns about.
fn turned(side: &[Leaf], planned: &PlannedPiece) -> Vec<Leaf> {
    let (w, h) = (planned.paper.width_pt, planned.paper.height_pt);
    // A lying sheet that turns about its long edge comes back upside down.
    let over = planned.flip == "long-edge";
    let one = |leaf: &Leaf| match over {
        true => {
            Leaf { at: [w - leaf.at[0], h - leaf.at[1]], upright: !leaf.upright, ..*leaf }
        }
        false => *leaf,
    };
    side.iter().map(one).collect()
}

/// The pages of a side from left to right, in so many columns; 0 where there is none.
fn in_columns(side: &[Leaf], width: f64, columns: usize) -> Vec<usize> {
    let column = |leaf: &Leaf| (leaf.at[0] / width * columns as f64) as usize;
    let at = |own: usize| {
        let mut all = side.iter().filter(|leaf| column(leaf) == own);
        let page = all.next().map_or(0, |leaf| leaf.says);
        assert!(all.next().is_none(), "two pages in a place: {side:?}");
        page
    };
    assert!(side.iter().all(|leaf| leaf.upright), "upside down: {side:?}");
    (0..columns).map(at).collect()
}

#[test]
fn written_booklets_of_4_to_64_pages_are_folded_and_read_from_1_to_n() {
    for pages in (4..=64).step_by(4) {
        for flip in ["short-edge", "long-edge"] {
            let name = format!("leaves-{pages}-{flip}");
            let piece = format!("fold = \"booklet\"\nflip = \"{flip}\"");
            let Some((sides, planned)) = leaves(&name, pages, &piece) else { return };
            assert_eq!((sides.len(), planned.sheets), (pages / 2, pages / 4));
            assert_eq!(planned.flip, flip);
            let halves = |side: &[Leaf]| in_columns(side, planned.paper.width_pt, 2);
            let sheets: Vec<_> = sides
                .chunks(2)
                .map(|both| (halves(&both[0]), halves(&turned(&both[1], &planned))))
                .collect();
            let mut read = Vec::new();
            for (front, back) in &sheets {
                read.extend([front[1], back[0]]);
            }
            for (front, back) in sheets.iter().rev() {
                read.extend([back[1], front[0]]);
            }
            assert_eq!(read, (1..=pages).collect::<Vec<_>>(), "{name}");
        }
    }
}

#[test]
fn written_cards_and_tri_folds_are_folded_and_read_from_the_front() {
    for flip in ["short-edge", "long-edge"] {
        for paper in ["letter", "a4"] {
            let piece = |fold: &str| {
                format!("fold = \"{fold}\"\npaper = \"{paper}\"\nflip = \"{flip}\"")
            };
            let name = format!("leaves-half-{paper}-{flip}");
            let Some((sides, planned)) = leaves(&name, 4, &piece("half")) else { return };
            let w = planned.paper.width_pt;
            let front = in_columns(&sides[0], w, 2);
            let back = in_columns(&turned(&sides[1], &planned), w, 2);
            assert_eq!([front[1], back[0], back[1], front[0]], [1, 2, 3, 4], "{name}");

            let name = format!("leaves-tri-fold-{paper}-{flip}");
            let (sides, planned) = leaves(&name, 6, &piece("tri-fold")).unwrap();
            let outside = in_columns(&sides[0], w, 3);
            let inside = in_columns(&turned(&sides[1], &planned), w, 3);
            // Closed, the front is behind the left panel of the inside. Opened, that panel is
            // read, then what lies below; the right panel is turned in, and its other side
            // is the outside's left one.
            let read =
                [outside[2], inside[0], inside[1], inside[2], outside[0], outside[1]];
            assert_eq!(read, [1, 2, 3, 4, 5, 6], "{name}");
        }
    }
}

#[test]
fn written_zines_are_folded_cut_and_read_from_the_front() {
    for paper in ["letter", "a4"] {
        let name = format!("leaves-zine-{paper}");
        let piece = format!("fold = \"zine\"\npaper = \"{paper}\"");
        let Some((sides, planned)) = leaves(&name, 8, &piece) else { return };
        assert_eq!(sides.len(), 1);
        let (w, h) = (planned.paper.width_pt, planned.paper.height_pt);
        let at = |(row, column): (usize, usize)| {
            let own = sides[0].iter().filter(|leaf| {
                let place = [leaf.at[0] / w * 4.0, leaf.at[1] / h * 2.0];
                (place[1] as usize, place[0] as usize) == (row, column)
            });
            let own: Vec<&Leaf> = own.collect();
            assert_eq!(own.len(), 1, "{name}: {own:?}");
            assert_eq!(own[0].upright, row == 1, "{name}: the top row is upside down");
            own[0].says
        };
        // Folded along, the lower row in front. The ends are pushed together, so that the
        // cut opens: the panels stand as a cross of four leaves, and whoever leafs through
        // them goes around the sheet from the right end of the lower row.
        let around = [(1, 3), (0, 3), (0, 2), (0, 1), (0, 0), (1, 0), (1, 1), (1, 2)];
        assert_eq!(around.map(at), [1, 2, 3, 4, 5, 6, 7, 8], "{name}");
    }
}
