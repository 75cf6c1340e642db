//! What is folded, and what it becomes.

use super::{Folded, Folding, OUTLINE, Pen};
use crate::impose::FoldSheet;
use crate::model::Fold;
use crate::unit::{Pt, Rect, Size};

/// How wide and high a sheet is drawn that stands alone.
const ALONE: Size = Size { w: 90.0, h: 72.0 };
/// How high one of several is.
const OF_SEVERAL: Pt = 52.0;
/// More are not drawn: the words name them all.
const MOST: usize = 4;

const FIRST: &str = "first";
const THEN: &str = "then";
const CUT: &str = "cut";

/// The words in the drawings of these.
pub(super) fn phrases(all: &[Folding]) -> Vec<String> {
    let words = |own: &Folding| match own {
        Folding::Sheets(sheet, _) if sheet.fold == Fold::TriFold => {
            vec![name(own), FIRST, THEN]
        }
        Folding::Sheets(sheet, _) if sheet.fold == Fold::Zine => vec![name(own), CUT],
        _ => vec![name(own)],
    };
    all.iter().flat_map(words).map(str::to_owned).collect()
}

fn name(own: &Folding) -> &'static str {
    match own {
        Folding::Layout(folded) if folded.stands => "tent",
        Folding::Layout(_) => "sheet",
        Folding::Sheets(sheet, _) if sheet.fold == Fold::Half => "card",
        Folding::Sheets(sheet, _) => sheet.fold.word(),
    }
}

impl Pen<'_, '_> {
    /// One kind with what it becomes; of several only the folds.
    pub(super) fn folding(&mut self, all: &[Folding]) {
        if let [one] = all {
            let w = self.unfolded(one, ALONE, true).w;
            match one {
                Folding::Layout(own) if own.stands => {
                    self.arrow(w + 12.0, 36.0);
                    self.tent(w + 48.0);
                }
                Folding::Layout(_) => {}
                Folding::Sheets(own, count) => {
                    self.arrow(w + 12.0, 36.0);
                    self.closed(w + 56.0, own, *count);
                }
            }
            return;
        }
        let shown = &all[..all.len().min(MOST)];
        let step = (super::FIELD.0 / shown.len().max(1) as Pt).min(88.0);
        let (left, most) = (self.at.0, Size { w: step - 12.0, h: OF_SEVERAL });
        let mut foot: Pt = 0.0;
        for (at, own) in shown.iter().enumerate() {
            self.at.0 = left + at as Pt * step * self.k;
            foot = foot.max(self.unfolded(own, most, false).h);
        }
        for (at, own) in shown.iter().enumerate() {
            self.at.0 = left + at as Pt * step * self.k;
            self.words((0.0, foot + 13.0), false, name(own));
        }
    }

    /// A sheet with its folds, no larger than `most`, with words or without; gives its size.
    fn unfolded(&mut self, own: &Folding, most: Size, with_words: bool) -> Size {
        match own {
            Folding::Layout(own) => self.flat(own, most),
            Folding::Sheets(own, count) => self.leaves(own, *count, most, with_words),
        }
    }

    /// A sheet with the folds of its layout.
    fn flat(&mut self, own: &Folded, most: Size) -> Size {
        let by = (most.h / own.sheet.h).min(most.w / own.sheet.w);
        let (w, h) = (own.sheet.w * by, own.sheet.h * by);
        self.sheet(Rect { x: 0.0, y: 0.0, w, h }, "paper");
        if own.stands {
            self.two_faces(w, own.across.first().map_or(h / 2.0, |fold| fold * by));
        }
        self.color("ink");
        for y in own.across.iter().map(|fold| fold * by) {
            self.dashes((0.0, y), (w, y));
        }
        for x in own.along.iter().map(|fold| fold * by) {
            self.dashes((x, 0.0), (x, h));
        }
        Size { w, h }
    }

    /// The faces of a tent above and below its fold, each with its bar at the fold.
    fn two_faces(&mut self, w: Pt, fold: Pt) {
        let (left, right) = (7.0, w - 7.0);
        let small = (fold / 36.0).min(1.0);
        let bar = |y: Pt| Rect {
            x: left,
            y: fold + y * small,
            w: right - left,
            h: 2.4 * small,
        };
        let step = 4.6 * small;
        self.text((left + 0.15 * w, right), fold - 26.0 * small, step, &[0.7, 1.0, 0.9]);
        self.fill(bar(-8.0), "primary");
        self.fill(bar(5.6), "primary");
        self.text((left, right), fold + 13.0 * small, step, &[0.9, 1.0, 0.7]);
    }

    /// Sheets that are folded together: the last one's upper side, and that there are more.
    fn leaves(&mut self, own: &FoldSheet, count: usize, most: Size, words: bool) -> Size {
        const BEHIND: Pt = 3.2;
        let block = own.block();
        let more = if own.fold == Fold::Booklet { count.clamp(1, 3) - 1 } else { 0 };
        let off = BEHIND * more as Pt;
        let by = ((most.h - off) / block.h).min((most.w - off) / block.w);
        let (w, h) = (block.w * by, block.h * by);
        for behind in (0..=more).rev() {
            let by = BEHIND * behind as Pt;
            self.sheet(Rect { x: by, y: off - by, w, h }, "paper");
        }
        let kept = self.at.1;
        self.at.1 += off * self.k;
        match own.fold {
            Fold::Zine => self.zine(own, (w, h), words),
            Fold::TriFold => self.tri_fold(own, by, h, words),
            Fold::Booklet | Fold::Half => {
                let middle = w / 2.0;
                let lines = [0.9, 1.0, 0.8, 0.95, 0.6];
                self.text((5.0, middle - 5.0), 0.2 * h, 0.14 * h, &lines);
                self.text((middle + 5.0, w - 5.0), 0.2 * h, 0.14 * h, &lines);
                self.color("ink");
                self.dashes((middle, 0.0), (middle, h));
            }
        }
        self.at.1 = kept;
        Size { w: w + off, h: h + off }
    }

    /// The inside: the narrow panel is folded in first.
    fn tri_fold(&mut self, own: &FoldSheet, by: f64, h: Pt, words: bool) {
        let left = own.block().x;
        let folds: Vec<Pt> =
            own.folds(true).into_iter().map(|x| (x - left) * by).collect();
        let whole = own.block().w * by;
        let edges = [0.0, folds[0], folds[1], whole];
        for panel in edges.windows(2) {
            let (from, to) = (panel[0] + 3.5, panel[1] - 3.5);
            self.text((from, to), 0.34 * h, 0.12 * h, &[0.9, 1.0, 0.8, 0.95, 0.6]);
        }
        self.color("ink");
        folds.iter().for_each(|x| self.dashes((*x, 0.0), (*x, h)));
        if words {
            let (first, then) = if own.rtl { (0, 2) } else { (2, 0) };
            for (panel, word) in [(first, FIRST), (then, THEN)] {
                let middle = f64::midpoint(edges[panel], edges[panel + 1]);
                let x = middle - self.width(word) / 2.0;
                self.words((x, 0.2 * h), false, word);
            }
        }
    }

    /// Eight panels, and the cut through the two in the middle.
    fn zine(&mut self, own: &FoldSheet, (w, h): (Pt, Pt), words: bool) {
        let (page, middle) = (w / 4.0, h / 2.0);
        self.color("ink");
        for x in [page, 2.0 * page, 3.0 * page] {
            self.dashes((x, 0.0), (x, h));
        }
        self.dashes((0.0, middle), (page, middle));
        self.dashes((3.0 * page, middle), (w, middle));
        self.line((page, middle), (3.0 * page, middle), 2.0 * OUTLINE);
        if words {
            let front = if own.rtl { 0.0 } else { 3.0 * page };
            self.fill(
                Rect { x: front + 4.0, y: middle + 6.0, w: page - 8.0, h: 3.0 },
                "primary",
            );
            self.text((front + 4.0, front + page - 4.0), middle + 14.0, 5.0, &[1.0, 0.8]);
            let x = 1.5 * page - self.width(CUT) / 2.0;
            self.words((x, middle - 5.0), false, CUT);
        }
    }

    /// What is folded, shut: its front, and the edges of its pages.
    fn closed(&mut self, x: Pt, own: &FoldSheet, count: usize) {
        const BEHIND: Pt = 2.0;
        let by = (62.0 / own.page.h).min(60.0 / own.page.w);
        let (w, h) = (own.page.w * by, own.page.h * by);
        let y = (ALONE.h - h) / 2.0;
        let leaves = match own.fold {
            Fold::Half => 1,
            Fold::TriFold => 2,
            Fold::Zine => 3,
            Fold::Booklet => count.clamp(1, 3),
        };
        for behind in (1..=leaves).rev() {
            let by = BEHIND * behind as Pt;
            let from = if own.rtl { x - by } else { x + by };
            let r = Rect { x: from, y: y + 0.4 * by, w, h: h - 0.8 * by };
            self.sheet(r, "paper");
        }
        self.sheet(Rect { x, y, w, h }, "paper");
        self.fill(Rect { x: x + 5.0, y: y + 0.16 * h, w: w - 10.0, h: 3.2 }, "primary");
        let lines = [0.9, 1.0, 0.8, 0.6];
        self.text((x + 5.0, x + w - 5.0), y + 0.36 * h, 0.13 * h, &lines);
        if own.fold == Fold::Booklet && count > 1 {
            self.color("ink");
            let spine = if own.rtl { x + w } else { x };
            for at in [0.25, 0.67] {
                self.line((spine, y + at * h), (spine, y + (at + 0.08) * h), 2.6);
            }
        }
    }

    /// A tent as it stands, its front and the edge of its back.
    fn tent(&mut self, x: Pt) {
        let foot = 66.0;
        self.color("ink");
        self.line((x, foot), (self.wide, foot), OUTLINE);
        self.shape(&[(x + 82.0, 6.0), (x + 106.0, 53.0), (x + 100.0, foot)], "ground");
        let front =
            [(x + 19.0, 6.0), (x + 82.0, 6.0), (x + 100.0, foot), (x + 8.0, foot)];
        self.shape(&front, "paper");
        self.fill(Rect { x: x + 21.0, y: 12.0, w: 59.0, h: 3.2 }, "primary");
        self.text((x + 22.0, x + 76.0), 22.0, 6.0, &[0.9, 1.0, 0.8, 0.6]);
    }
}
