//! Drawings against the sheets that they are made of.

use super::*;
use crate::model::Fold;
use crate::page::{Duplex, Segment, Shape};

/// The dashed lines of what is drawn in one frame: across where both ends are at one height.
fn dashed(what: &Drawings, frame: &str) -> Vec<[Pt; 4]> {
    let theme = Theme {
        name: String::new(),
        colors: std::collections::BTreeMap::new(),
        grounds: true,
    };
    let field = Rect { x: 0.0, y: 0.0, w: FIELD.0, h: FIELD.1 };
    let frames = [(frame.to_owned(), field)];
    let layers = drawings(what, &frames, (&Book::embedded(), &theme));
    let items = layers.iter().flat_map(|layer| layer.items.iter());
    let lines = items.filter_map(|item| match &item.shape {
        Shape::Path(path) => match (path.segments.as_slice(), &path.stroke) {
            ([Segment::Move(a), Segment::Line(b)], Some(stroke)) => {
                (!stroke.dash.is_empty()).then_some([a.x, a.y, b.x, b.y])
            }
            _ => None,
        },
        _ => None,
    });
    lines.collect()
}

fn near(found: &[Pt], wanted: &[Pt]) -> bool {
    let both = found.iter().zip(wanted);
    found.len() == wanted.len() && both.into_iter().all(|(a, b)| (a - b).abs() < 0.01)
}

#[test]
fn cards_are_drawn_with_the_cuts_of_their_sheet() {
    let sheet = CardSheet {
        size: Size { w: 612.0, h: 792.0 },
        origin: Point { x: 54.0, y: 36.0 },
        pitch: Size { w: 252.0, h: 144.0 },
        card: Size { w: 252.0, h: 144.0 },
        columns: 2,
        rows: 5,
        folds: Vec::new(),
        cut: true,
        twin: None,
    };
    let cutting = Some(Cutting::Cards(sheet.clone()));
    let lines = dashed(&Drawings { cutting, ..Drawings::default() }, "cut-picture");
    let by = 69.0 / 792.0;
    let upright: Vec<Pt> =
        lines.iter().filter(|l| l[0] == l[2]).map(|l| l[0] / by).collect();
    assert!(near(&upright, &[54.0, 306.0, 558.0]), "{upright:?}");
    // The key beside the sheet is a line, too.
    let on_it = |l: &&[Pt; 4]| l[1] == l[3] && l[0] < 1.0;
    let across: Vec<Pt> =
        lines.iter().filter(on_it).map(|l| (l[1] - 10.5) / by).collect();
    assert!(near(&across, &sheet.cuts().1), "{across:?}");
    let cutting = Some(Cutting::Apart(sheet));
    let lines = dashed(&Drawings { cutting, ..Drawings::default() }, "cut-picture");
    assert_eq!(lines.len(), 0, "what comes apart is not cut");
}

#[test]
fn a_tri_fold_is_drawn_with_its_narrow_panel_and_a_zine_with_its_cut() {
    let sheet = |fold: Fold, page: Size, narrower: Pt| FoldSheet {
        size: Size { w: 792.0, h: 612.0 },
        page,
        fold,
        thickness: 0.0,
        narrower,
        rtl: false,
        flip: Duplex::ShortEdge,
        marks: Vec::new(),
    };
    let drawn = |own: FoldSheet| {
        let folding = vec![Folding::Sheets(own, 1)];
        dashed(&Drawings { folding, ..Drawings::default() }, "fold-picture")
    };
    let by = (72.0 / 612.0_f64).min(90.0 / 792.0);
    let own = sheet(Fold::TriFold, Size { w: 261.0, h: 612.0 }, 4.5);
    let folds: Vec<Pt> = drawn(own).iter().map(|line| line[0] / by).collect();
    assert!(near(&folds, &[265.5, 531.0]), "{folds:?}");
    let lines = drawn(sheet(Fold::Zine, Size { w: 198.0, h: 306.0 }, 0.0));
    let upright: Vec<Pt> =
        lines.iter().filter(|l| l[0] == l[2]).map(|l| l[0] / by).collect();
    assert!(near(&upright, &[198.0, 396.0, 594.0]), "{upright:?}");
    // Folded across but for the two panels in the middle, which are cut.
    let ends = lines.iter().filter(|l| l[1] == l[3]).map(|l| [l[0] / by, l[2] / by]);
    let ends: Vec<Pt> = ends.flatten().collect();
    assert!(near(&ends, &[0.0, 198.0, 594.0, 792.0]), "{ends:?}");
}
