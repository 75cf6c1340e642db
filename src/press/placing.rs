//! Pieces whose pages come on sheets of another size: on stock, several on a sheet, folded.
//!
//! Before a piece is composed, [`place`] gives its layout the size of one card or of one
//! folded page; `imposed` puts its pages on sheets afterwards.

use super::fit_sheet::{self, part};
use super::order::{Order, at_place};
use crate::diag::{Diagnostic, Report};
use crate::impose::{CardSheet, FoldSheet, Folds};
use crate::model::{
    Content, DrawingKind, Flip, Fold, Imposition, Known, Layout, Named, Orientation,
    Piece, SheetMark, Stock,
};
use crate::page::Duplex;
use crate::unit::{Expr, Paper, Point, Pt, Sides, Size, Unit};

/// How far the letters of a foot hang below their baseline: a share of the short side.
const HANGS: f64 = 1.0 / 50.0;

/// How far the tallest letters of a head rise above its capitals: a share of the short side.
const RISES: f64 = 1.0 / 125.0;

/// How the pages of a piece come on sheets.
pub struct Placing {
    /// The paper of the sheets.
    pub paper: Paper,
    /// What stands on them.
    pub way: Way,
}

/// What stands on the sheets.
pub enum Way {
    /// Cards beside and below each other.
    Cards { sheet: CardSheet, stock: Option<Box<Stock>>, turn: Duplex },
    /// Pages that are folded.
    Folded(FoldSheet),
    /// Pages one by one, for a copy shop, with marks around them.
    Trimmed { marks: Vec<SheetMark>, folds: Folds },
}

/// Gives a layout the size of one card or folded page, where its piece asks for sheets.
///
/// # Errors
/// An unknown stock, one that is not known well enough, and what does not fit on its sheet.
pub fn place(
    order: &Order<'_>,
    piece: &Piece,
    layout: &mut Layout,
    report: &mut Report,
) -> Option<Placing> {
    let typed =
        order.over.stock.as_ref().map(|name| Named { name: name.clone(), range: 0..0 });
    let own = &piece.imposition;
    let named = typed.or_else(|| own.stock.clone());
    let asked =
        named.is_some() || own.fold.is_some() || own.sheet.is_some() || own.nup.is_some();
    if !asked && own.back.is_none() && own.marks.is_empty() && own.blanks.is_empty() {
        return None;
    }
    let mut wrong = |finding| report.push(at_place(order.packet, &own.range, finding));
    if let Some(finding) = contradiction(piece, named.is_some()) {
        wrong(finding);
        return None;
    }
    let found = match named {
        Some(name) => {
            let mut inner = Report::default();
            let stock = order.library.stock(&name.name, &mut inner);
            let stock = stock.and_then(|stock| stock.map(known).transpose());
            report.append(inner);
            match stock {
                Ok(stock) => {
                    let placed = stock.map(|stock| on_stock(stock, own, layout));
                    let named = |finding| at_place(order.packet, &name.range, finding);
                    return placed?.map_err(|finding| report.push(named(finding))).ok();
                }
                Err(finding) => {
                    report.push(at_place(order.packet, &name.range, finding));
                    return None;
                }
            }
        }
        None => match own.fold {
            Some(fold) => fold_sheet(fold, own, layout),
            None if !asked && own.back.is_none() => Ok(alone(own, layout)),
            None => plain(own, layout),
        },
    };
    found.map_err(wrong).ok()
}

/// What does not go together.
fn contradiction(piece: &Piece, stock: bool) -> Option<Diagnostic> {
    let own = &piece.imposition;
    let asked = [
        ("tile", piece.tile.is_some()),
        ("stock", stock),
        ("fold", own.fold.is_some()),
        ("nup", own.nup.is_some()),
    ];
    let alone = !stock && own.fold.is_none() && own.nup.is_none() && own.sheet.is_none();
    if piece.tile.is_some() && !own.marks.is_empty() {
        return Some(
            Diagnostic::error("imposition", "`tile` and `marks` do not go together")
                .help("tiles have their own marks: leave `marks` out"),
        );
    }
    let asked: Vec<&str> =
        asked.iter().filter(|(_, is)| *is).map(|(key, _)| *key).collect();
    if let [first, second, ..] = asked.as_slice() {
        let message = format!("`{first}` and `{second}` do not go together");
        return Some(
            Diagnostic::error("imposition", message)
                .help("a piece is cut up, printed on stock, printed several on a sheet, or folded: write one of them"),
        );
    }
    if !own.blanks.is_empty() && own.fold.is_none() {
        return Some(
            Diagnostic::error("imposition", "`blanks` is for what is folded")
                .help("write `fold = \"booklet\"` beside it, or leave `blanks` out"),
        );
    }
    if own.back.is_some() && own.fold.is_some() {
        return Some(
            Diagnostic::error("imposition", "`back` and `fold` do not go together").help(
                "what is folded has its pages on both sides already: leave `back` out",
            ),
        );
    }
    if stock && own.sheet.is_some() {
        return Some(
            Diagnostic::error("imposition", "`stock` and `sheet` do not go together")
                .help("the stock has its own sheet: leave `sheet` out"),
        );
    }
    (piece.bleed && !alone).then(|| {
        Diagnostic::error("imposition", "a piece on a sheet of several has no bleed")
            .help("leave `bleed` out; a copy shop takes the pages one by one, without `stock`, `nup`, `sheet` and `fold`")
    })
}

/// A stock that sources disagree on is not printed on.
///
/// # Errors
/// It is such a stock.
pub fn known(stock: Stock) -> Result<Stock, Diagnostic> {
    if stock.known != Known::Conflict {
        return Ok(stock);
    }
    let number = stock.number();
    let message =
        format!("the sources on stock `{number}` disagree: it is not printed on");
    let mut finding = Diagnostic::error("stock-conflict", message);
    if let Some(note) = &stock.note {
        finding = finding.help(note.clone());
    }
    Err(finding.help(format!(
        "measure a sheet of yours and write `stock/{number}.toml` beside the packet: `handbill export stock {number}` begins it"
    )))
}

/// The layout on one piece of a stock: its safe inset is kept, and its folds are the stock's.
///
/// # Errors
/// The layout is folded where the stock is not.
pub fn on_stock(
    stock: Stock,
    own: &Imposition,
    layout: &mut Layout,
) -> Result<Placing, Diagnostic> {
    let size = stock.sheet();
    let has_faces = layout.folds_across.len() + layout.folds_along.len() > 0;
    let twin = stock.folds.first().copied().filter(|_| !has_faces);
    let page = twin.map_or(stock.flat, |fold| Size {
        h: fold.min(stock.flat.h - fold),
        ..stock.flat
    });
    layout.paper = part(page, stock.paper.family);
    layout.orientation = Orientation::from_size(page);
    if has_faces {
        let along = fit_sheet::take_folds_along(layout);
        let across = fit_sheet::take_folds(layout);
        fit_sheet::same_folds(layout, &stock, &across, &along)?;
    }
    keep_safe(layout, stock.safe);
    layout.cut = Some(stock.safe);
    let sheet = CardSheet {
        size,
        origin: stock.origin,
        pitch: stock.pitch,
        card: stock.flat,
        columns: stock.columns,
        rows: stock.rows,
        folds: if stock.scored { Vec::new() } else { stock.folds.clone() },
        cut: stock.by_hand,
        twin,
    };
    let turn = turn(own.flip, size);
    Ok(Placing {
        paper: stock.paper.clone(),
        way: Way::Cards { sheet, stock: Some(Box::new(stock)), turn },
    })
}

/// Words, bars and grounds stay within the safe inset. A ruler has no place there.
fn keep_safe(layout: &mut Layout, safe: Pt) {
    let least = |own: &mut Expr| {
        let kept = std::mem::take(own);
        *own = Expr::Max(vec![kept, Expr::pt(safe)]);
    };
    let sides = |own: &mut Sides<Expr>| {
        [&mut own.right, &mut own.left].into_iter().for_each(least);
        // Margins are counted to capitals and baseline: what rises above and hangs below
        // them is safe, too.
        for (side, more) in [(&mut own.top, RISES), (&mut own.bottom, HANGS)] {
            let kept = std::mem::take(side);
            let own = Expr::Sum(vec![Expr::pt(safe), Expr::Of(more, Unit::S)]);
            *side = Expr::Max(vec![kept, own]);
        }
    };
    let rulers: Vec<String> = layout
        .frames
        .iter()
        .filter(|f| is_ruler(&f.content))
        .flat_map(|f| f.panels.clone())
        .collect();
    layout.frames.retain(|frame| !is_ruler(&frame.content));
    layout.panels.retain(|panel| {
        !rulers.contains(&panel.name)
            || layout.frames.iter().any(|frame| frame.panels.contains(&panel.name))
    });
    least(&mut layout.edge);
    sides(&mut layout.margin);
    for panel in &mut layout.panels {
        panel.edge.iter_mut().for_each(least);
        panel.margin.iter_mut().for_each(sides);
    }
}

fn is_ruler(content: &Content) -> bool {
    matches!(content, Content::Draw(drawing) if matches!(drawing.kind, DrawingKind::Ruler))
}

/// Pages for a copy shop: folds are marked outside of the trim where that is asked for.
fn alone(own: &Imposition, layout: &mut Layout) -> Placing {
    let folds = if own.marks.contains(&SheetMark::Fold) {
        (fit_sheet::take_folds(layout), fit_sheet::take_folds_along(layout))
    } else {
        (Vec::new(), Vec::new())
    };
    let way = Way::Trimmed { marks: own.marks.clone(), folds };
    Placing { paper: layout.paper.clone(), way }
}

impl Placing {
    /// The stock that is printed on, if it is one.
    pub fn stock(&self) -> Option<&Stock> {
        match &self.way {
            Way::Cards { stock, .. } => stock.as_deref(),
            _ => None,
        }
    }

    /// Whether its pages are printed one by one.
    pub fn is_alone(&self) -> bool {
        matches!(self.way, Way::Trimmed { .. })
    }

    /// Gives the layout of a back the size of the card. What it leaves out is on the front, or
    /// told there.
    pub fn fit_back(&self, front: &Layout, back: &mut Layout) {
        back.paper = front.paper.clone();
        back.orientation = front.orientation;
        back.cut = front.cut;
        back.excerpt = true;
        back.folds_across.clear();
        back.folds_along.clear();
        if let Way::Cards { stock: Some(stock), .. } = &self.way {
            keep_safe(back, stock.safe);
        }
    }
}

/// Which way the sheet turns between front and back.
fn turn(flip: Option<Flip>, size: Size) -> Duplex {
    match flip {
        Some(Flip::Long) => Duplex::LongEdge,
        Some(Flip::Short) => Duplex::ShortEdge,
        None => Duplex::of(2, size),
    }
}

/// Several on plain paper, as many as fit or as many as are asked for.
fn plain(own: &Imposition, layout: &mut Layout) -> Result<Placing, Diagnostic> {
    let given = own.sheet.clone();
    let paper = given.clone().unwrap_or_else(|| layout.paper.clone());
    if given.is_none()
        && let Some(nup) = own.nup
    {
        let upright = layout.sheet();
        let share = fit_sheet::share(upright, nup);
        layout.paper = part(share, paper.family);
        layout.orientation = Orientation::from_size(share);
    }
    let card = layout.sheet();
    let lies = layout.paper.clone();
    let (size, columns, rows) = fit_sheet::grid(&paper, card, own.nup)
        .ok_or_else(|| fit_sheet::too_large(&lies, &paper, own.nup))?;
    let folds = fit_sheet::take_folds(layout);
    let whole = size == card;
    layout.cut = (!whole).then_some(fit_sheet::CUT);
    let (w, h) = (card.w * columns as Pt, card.h * rows as Pt);
    let sheet = CardSheet {
        size,
        origin: Point { x: (size.w - w) / 2.0, y: (size.h - h) / 2.0 },
        pitch: card,
        card,
        columns,
        rows,
        folds,
        cut: true,
        twin: None,
    };
    let turn = turn(own.flip, size);
    Ok(Placing { paper, way: Way::Cards { sheet, stock: None, turn } })
}

/// Pages of a sheet that is folded.
fn fold_sheet(
    fold: Fold,
    own: &Imposition,
    layout: &mut Layout,
) -> Result<Placing, Diagnostic> {
    let paper = own.sheet.clone().unwrap_or_else(|| layout.paper.clone());
    let lying = paper.size.turned();
    let narrower = fit_sheet::narrower(fold, paper.family);
    let page = match own.sheet {
        Some(_) => layout.sheet(),
        None => fit_sheet::folded_page(fold, lying, narrower),
    };
    let mut sheet = FoldSheet {
        size: lying,
        page,
        fold,
        thickness: own.thickness.unwrap_or(Imposition::THICKNESS),
        narrower,
        rtl: false,
        flip: Duplex::Off,
        marks: own.marks.clone(),
    };
    if !lying.rect().holds(sheet.block()) {
        sheet.size = paper.size;
    }
    if !sheet.size.rect().holds(sheet.block()) || page.short() < crate::unit::INCH {
        return Err(fit_sheet::no_fold(fold, &layout.paper, &paper));
    }
    layout.blanks.clone_from(&own.blanks);
    if sheet.is_two_sided() {
        sheet.flip = turn(own.flip, sheet.size);
    }
    layout.paper = part(page, paper.family);
    layout.orientation = Orientation::from_size(page);
    Ok(Placing { paper, way: Way::Folded(sheet) })
}
