//! What is cut, or comes apart.

use super::{CUT, CutTile, Cutting, FINE, GLUE, Pen};
use crate::impose::{CardSheet, FoldSheet};
use crate::unit::{Pt, Rect, Size};

/// How high a sheet is drawn at most.
const HEIGHT: Pt = 69.0;

impl Pen<'_, '_> {
    /// A sheet and its cuts.
    pub(super) fn cutting(&mut self, own: &Cutting) {
        match own {
            Cutting::Tile(tile) => self.tile(tile),
            Cutting::Cards(sheet) => self.cards(sheet),
            Cutting::Zine(sheet) => self.zine_cut(sheet),
            Cutting::Apart(sheet) => self.apart(sheet),
        }
    }

    /// What dashes are.
    fn cut_key(&mut self, x: Pt) {
        self.color("ink");
        self.dashes((x, 4.0), (x + 16.0, 4.0));
        self.words((x + 24.0, 7.0), false, CUT);
    }

    /// A sheet of paper as it lies; how much smaller it is drawn, and its size then.
    fn whole(&mut self, sheet: Size) -> (f64, Pt, Pt) {
        let by = (HEIGHT / sheet.h).min(100.0 / sheet.w);
        let (w, h) = (sheet.w * by, sheet.h * by);
        self.sheet(Rect { x: 0.0, y: 0.0, w, h }, "paper");
        (by, w, h)
    }

    /// Cards that are cut from mark to mark: each has its lines of text.
    fn cards(&mut self, sheet: &CardSheet) {
        let (by, w, h) = self.whole(sheet.size);
        for at in 0..sheet.count() {
            let r = sheet.slot(at);
            let (left, right) = (r.x * by + 3.0, r.right() * by - 3.0);
            let step = (r.h * by / 3.0).min(6.6);
            let lines = ((r.h * by - 3.0) / step).floor().max(1.0) as usize;
            let top = r.y * by + (r.h * by - (lines - 1) as Pt * step) / 2.0;
            self.text((left, right), top, step, &[0.9, 1.0, 0.7, 0.85][..lines.min(4)]);
        }
        self.color("ink");
        let (upright, across) = sheet.cuts();
        upright.into_iter().for_each(|x| self.dashes((x * by, 0.0), (x * by, h)));
        across.into_iter().for_each(|y| self.dashes((0.0, y * by), (w, y * by)));
        self.cut_key(w + 16.0);
    }

    /// A zine's folds in fine lines, and its cut.
    fn zine_cut(&mut self, own: &FoldSheet) {
        let block = own.block();
        let (by, w, h) = self.whole(Size { w: block.w, h: block.h });
        self.color("mid");
        for x in own.folds(false).into_iter().map(|x| (x - block.x) * by) {
            self.line((x, 0.0), (x, h), FINE);
        }
        let (page, middle) = (own.page.w * by, h / 2.0);
        self.line((0.0, middle), (page, middle), FINE);
        self.line((3.0 * page, middle), (w, middle), FINE);
        self.color("ink");
        self.dashes((page, middle), (3.0 * page, middle));
        self.cut_key(w + 16.0);
    }

    /// Cards that are cut already: the sheet, and one of them.
    fn apart(&mut self, sheet: &CardSheet) {
        let (by, w, h) = self.whole(sheet.size);
        self.cells(sheet, (0.0, 0.0), by);
        self.arrow(w + 12.0, h / 2.0);
        let (cw, ch) = (sheet.card.w * by, sheet.card.h * by);
        let (x, y) = (w + 52.0, (h - ch) / 2.0);
        self.sheet(Rect { x, y, w: cw, h: ch }, "ground");
    }

    /// A tile: its cut lines at the left and top, its glue edge at the right and foot.
    fn tile(&mut self, tile: &CutTile) {
        const HEIGHT: Pt = 69.0;
        let by = (HEIGHT / tile.sheet.h).min(100.0 / tile.sheet.w);
        let (w, h) = (tile.sheet.w * by, tile.sheet.h * by);
        self.sheet(Rect { x: 0.0, y: 0.0, w, h }, "paper");
        let (x, y) = (tile.corner.x * by, tile.corner.y * by);
        let (right, foot) = (x + tile.seen.w * by, y + tile.seen.h * by);
        let glue = (tile.glue * by).min(w - right - 1.5).max(3.0);
        let low = (tile.glue * by).min(h - foot - 1.5).max(3.0);
        self.fill(Rect { x: right, y, w: glue, h: foot + low - y }, "mid");
        self.fill(Rect { x, y: foot, w: right - x, h: low }, "mid");
        self.text(
            (x + 7.0, right - 7.0),
            y + 9.0,
            6.6,
            &[1.0, 0.85, 0.95, 0.7, 0.9, 0.6],
        );
        self.color("ink");
        self.dashes((0.0, y), (w, y));
        self.dashes((x, 0.0), (x, h));
        let beside = x > 17.0;
        let name = if beside { (4.0, y + 11.0) } else { (right - 17.0, foot - 4.0) };
        self.words(name, true, &tile.name);
        let key = w + 16.0;
        self.cut_key(key);
        self.fill(Rect { x: key, y: 20.0, w: 16.0, h: 6.5 }, "mid");
        self.words((key + 24.0, 26.5), false, GLUE);
    }
}
