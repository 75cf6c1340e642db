//! What is done with the sheets once they are printed: cutting and folding.

use super::buy::needs_stapler;
use super::printed::{Cards, Printed};
use super::steps::{Steps, list, plain};
use crate::model::Fold;
use crate::press::name::capital;

/// How cards are laid together that were dealt out over several sheets.
const PILES: &str = "Keep the sheets in the order of printing, and lay the piles that you get \
                     on each other, from the top left, row by row.";

impl Steps<'_> {
    /// The pieces of which something is true, by what they are: `card and door-sign`.
    fn kinds(&self, own: impl Fn(&Printed) -> bool) -> Option<String> {
        let mut names: Vec<String> = Vec::new();
        for piece in self.printed.iter().filter(|piece| own(piece)) {
            let name = plain(&piece.kind);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        (!names.is_empty()).then(|| capital(&list(&names)))
    }

    /// The stock of the pieces of which something is true: `Avery 5371 and Avery 5395`.
    pub(super) fn stocks(&self, own: impl Fn(&Printed) -> bool) -> Option<String> {
        let mut names: Vec<String> = Vec::new();
        for piece in self.printed.iter().filter(|piece| own(piece)) {
            let name = piece.stock().map(|stock| plain(&stock.shown()));
            names.extend(name.filter(|name| !names.contains(name)));
        }
        (!names.is_empty()).then(|| list(&names))
    }

    /// The step.
    pub(super) fn cut(&self) -> Option<String> {
        let mut lines = Vec::new();
        if self.tiles() > 0 {
            let mut words =
                "**Poster tiles:** along the left and top lines only. The other \
                             edges are for the glue."
                    .to_owned();
            let folded = || self.printed.iter().filter(|piece| piece.is_folded());
            if folded().next().is_some() && !folded().any(is_cut) {
                words += " What is folded needs no cut.";
            }
            lines.push(words);
        }
        lines.extend(self.apart());
        lines.extend(self.cards());
        lines.extend(self.folded_and_cut());
        if self.any(|piece| piece.for_shop) {
            lines.push(
                "**Copy shop:** let it trim the sheets to their size, after printing."
                    .to_owned(),
            );
        }
        (!lines.is_empty()).then(|| paragraphs(&lines))
    }

    /// Stock that is cut already.
    fn apart(&self) -> Vec<String> {
        let is_label =
            |piece: &Printed| piece.stock().is_some_and(|stock| stock.kind == "label");
        let mut lines = Vec::new();
        if let Some(stock) = self.stocks(|piece| !is_label(piece)) {
            let dealt = |piece: &Printed| in_piles(piece) && piece.stock().is_some();
            let piles = if self.any(dealt) { format!(" {PILES}") } else { String::new() };
            lines.push(format!(
                "**{stock}:** bend the sheet at its perforations and snap the pieces apart, \
                 without cutting.{piles}"
            ));
        }
        if let Some(stock) = self.stocks(is_label) {
            lines.push(format!("**{stock}:** peel the labels off, without cutting."));
        }
        lines
    }

    /// Cards that are cut by hand.
    fn cards(&self) -> Vec<String> {
        let by_hand = |piece: &Printed, own: fn(&Cards) -> bool| {
            piece.cards().is_some_and(|cards| cards.sheet.cut && own(cards))
        };
        let mut lines = Vec::new();
        if let Some(kinds) = self.kinds(|piece| by_hand(piece, folds)) {
            lines.push(format!(
                "**{kinds}, several on a sheet:** run an empty pen along a ruler from fold tick \
                 to fold tick, then cut from mark to mark."
            ));
        }
        let flat = |piece: &Printed| by_hand(piece, |cards| !folds(cards));
        if let Some(kinds) = self.kinds(flat) {
            let piles = if self.any(|piece| flat(piece) && in_piles(piece)) {
                format!(" {PILES}")
            } else {
                String::new()
            };
            lines.push(format!("**{kinds}:** from mark to mark.{piles}"));
        }
        lines
    }

    /// What is folded, and cut before or after.
    fn folded_and_cut(&self) -> Vec<String> {
        let folds = |piece: &Printed, wanted: fn(Fold) -> bool| {
            piece.fold_sheet().is_some_and(|own| own.has_waste() && wanted(own.fold))
        };
        let mut lines = Vec::new();
        if let Some(kinds) =
            self.folds_named(|piece| folds(piece, |fold| fold != Fold::Booklet))
        {
            lines.push(format!("**{kinds}:** from mark to mark, before folding."));
        }
        if let Some(kinds) =
            self.folds_named(|piece| folds(piece, |fold| fold == Fold::Booklet))
        {
            let first =
                if self.any(needs_stapler) { "fold and staple" } else { "fold it" };
            lines.push(format!(
                "**{kinds}:** {first} first, then cut along the marks on the outside."
            ));
        }
        if self.any(|piece| is_fold(piece, Fold::Zine)) {
            lines.push(
                "**Zine:** fold it first, as below. Then cut the dashed line in its middle, \
                 through two panels, and nothing else."
                    .to_owned(),
            );
        }
        lines
    }

    /// The folds of which something is true: `Booklet and zine`.
    fn folds_named(&self, own: impl Fn(&Printed) -> bool) -> Option<String> {
        let mut names: Vec<&str> = Vec::new();
        for piece in self.printed.iter().filter(|piece| own(piece)) {
            let name = piece.fold_sheet().map(|sheet| sheet.fold.shown());
            names.extend(name.filter(|name| !names.contains(name)));
        }
        (!names.is_empty()).then(|| capital(&list(&names)))
    }

    /// The step.
    pub(super) fn fold(&self) -> Option<String> {
        if !self.any(Printed::is_folded) {
            return None;
        }
        let mut lines = self.tents();
        for (fold, words) in [
            (Fold::Booklet, self.booklet()),
            (
                Fold::Half,
                "**Half-folded card:** fold it in the middle, page 1 in front."
                    .to_owned(),
            ),
            (Fold::TriFold, TRI_FOLD.to_owned()),
            (Fold::Zine, ZINE.to_owned()),
        ] {
            if self.any(|piece| is_fold(piece, fold)) {
                lines.push(words);
            }
        }
        lines.push("Run a ruler along each fold to make it sharp.".to_owned());
        Some(paragraphs(&lines))
    }

    /// What is folded by its layout, or by its stock.
    fn tents(&self) -> Vec<String> {
        let own = |piece: &Printed, stands: bool| {
            piece.folded.as_ref().is_some_and(|folded| folded.stands == stands)
        };
        let alone = |piece: &Printed| own(piece, true) && piece.cards().is_none();
        let mut lines = Vec::new();
        if self.any(|piece| alone(piece) && !piece.has_flap) {
            lines.push("**Tents:** fold on the two ticks, print outside.".to_owned());
        }
        if self.any(|piece| piece.has_flap) {
            lines.push(
                "**Tents with a base:** fold on all ticks, print outside, and glue the flap \
                 behind the other end."
                    .to_owned(),
            );
        }
        for (scored, place) in [(true, "at the score"), (false, "on the ticks")] {
            let those = |piece: &Printed| {
                own(piece, true)
                    && piece.stock().is_some_and(|stock| stock.scored == scored)
            };
            if let Some(stock) = self.stocks(those) {
                lines.push(format!("**{stock}:** fold {place}, print outside."));
            }
        }
        let by_pen = |piece: &Printed| {
            own(piece, true) && piece.cards().is_some_and(|cards| cards.sheet.cut)
        };
        if let Some(kinds) = self.kinds(by_pen) {
            lines.push(format!(
                "**{kinds}, several on a sheet:** fold along the pen's line, print outside."
            ));
        }
        if self.any(|piece| own(piece, false)) {
            lines.push("**Other sheets:** fold on the ticks at their edges.".to_owned());
        }
        lines
    }

    fn booklet(&self) -> String {
        if !self.any(needs_stapler) {
            return "**Booklet:** fold it in the middle, page 1 in front.".to_owned();
        }
        "**Booklet:** lay the sheets of one copy on each other in the order of printing, the \
         first one outside. Fold them together in the middle, page 1 in front, and put two \
         staples in the fold."
            .to_owned()
    }
}

/// Each by itself, in the item of its step.
fn paragraphs(lines: &[String]) -> String {
    lines.join("\n\n   ")
}

const TRI_FOLD: &str = "**Tri-fold:** lay it with pages 2, 3 and 4 up. Fold page 4 in, which is \
                        the narrow panel, then page 2 over it: page 1 is in front.";
const ZINE: &str = "**Zine:** fold it in half each way, and each end to the middle: eight panels. Cut. Fold \
                    it along, the cut on top, and push both ends together until it opens. Lay \
                    the leaves around, page 1 in front.";

fn is_fold(piece: &Printed, fold: Fold) -> bool {
    piece.fold_sheet().is_some_and(|own| own.fold == fold)
}

/// Whether something that is folded is cut as well.
fn is_cut(piece: &Printed) -> bool {
    let folds =
        piece.fold_sheet().is_some_and(|own| own.fold == Fold::Zine || own.has_waste());
    folds || piece.cards().is_some()
}

fn in_piles(piece: &Printed) -> bool {
    piece.cards().is_some_and(|cards| cards.in_piles)
}

/// Whether each card is folded.
fn folds(cards: &Cards) -> bool {
    let stock = cards.stock.as_ref();
    !cards.sheet.folds.is_empty() || stock.is_some_and(|stock| !stock.folds.is_empty())
}
