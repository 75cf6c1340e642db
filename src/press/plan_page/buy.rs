//! What to buy: paper, card and stock, and the tools.

use super::printed::Printed;
use super::steps::{Steps, plain};
use crate::impose::{CardSheet, Stack};
use crate::model::Fold;
use crate::press::name::capital;
use crate::unit::{Family, INCH, Paper};

/// Paper whose short side is longer than this goes through no printer of an office.
const OFFICE: f64 = 13.0 * INCH;
/// Sheets in a ream.
const REAM: usize = 500;

/// Paper of one kind.
pub struct Pile {
    paper: Paper,
    what: What,
    /// How many sheets.
    count: usize,
    /// What it is called beside its number in the drawing.
    short: String,
}

/// What the paper is.
#[derive(PartialEq)]
enum What {
    Paper,
    Card,
    /// A copy shop prints on its own.
    Shop,
    Stock(Box<Bought>),
}

/// Stock, as it is asked for in a shop.
#[derive(PartialEq)]
struct Bought {
    /// Maker and number.
    number: String,
    /// What is on the package.
    name: String,
    /// Sheets in a package, where that is known.
    pack: Option<usize>,
    /// How it is cut.
    sheet: CardSheet,
}

impl Pile {
    /// The paper that a piece is printed on.
    fn of(piece: &Printed, office: &Paper) -> Self {
        let (paper, count) = (piece.paper(), piece.sheets());
        let what = match piece.stock() {
            Some(stock) => What::Stock(Box::new(Bought {
                number: stock.shown(),
                name: stock.name.clone(),
                pack: stock.pack,
                sheet: piece.cards().expect("stock has cards").sheet.clone(),
            })),
            None if piece.for_shop => What::Shop,
            None if piece.on_card => What::Card,
            None => What::Paper,
        };
        let short = match &what {
            What::Stock(bought) => bought.number.clone(),
            What::Card if paper.name == office.name => "card".to_owned(),
            What::Card => format!("of {} card", paper.shown()),
            What::Paper | What::Shop => format!("of {}", paper.shown()),
        };
        Self { paper, what, count, short }
    }

    /// Packages to buy, where it is known what they hold.
    fn packs(&self) -> Option<usize> {
        match &self.what {
            What::Stock(bought) => bought.pack.map(|pack| self.count.div_ceil(pack)),
            _ => None,
        }
    }

    /// A line of what to buy.
    fn line(&self) -> String {
        let count = self.count;
        let sheets = if count == 1 { "sheet" } else { "sheets" };
        let metric = self.paper.family == Family::Iso;
        let weight = match &self.what {
            What::Stock(bought) => return bought.line(count),
            What::Shop => "(copy shop)",
            What::Card if metric => "card, 160 to 200 g/m²",
            What::Card => "card, 90 to 110 lb",
            // Short, so that it stands on one line.
            What::Paper if self.paper.size.w > OFFICE => "(copy shop)",
            What::Paper if metric => "paper, 90 g/m²",
            What::Paper => "paper, 24 lb",
        };
        let reams = match count.div_ceil(REAM) {
            reams if reams > 1 && self.what == What::Paper => format!(" ({reams} reams)"),
            _ => String::new(),
        };
        format!("**{count}** {sheets} of {} {weight}{reams}", self.paper.shown())
    }
}

impl Bought {
    /// `**2** packs of Avery 5371, 10 sheets each: Business cards`.
    fn line(&self, count: usize) -> String {
        let own = plain(&self.number);
        // The number says the size: `Business cards, 2 x 3 1/2 in`.
        let what = match self.name.split(',').next() {
            None | Some("") => String::new(),
            Some(name) => format!(": {}", plain(name)),
        };
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        match self.pack {
            Some(pack) => {
                let packs = count.div_ceil(pack);
                let each = if packs == 1 { "" } else { " each" };
                let (s, sheets) = (plural(packs), plural(pack));
                format!("**{packs}** pack{s} of {own}, {pack} sheet{sheets}{each}{what}")
            }
            None => format!("**{count}** sheet{} of {own}{what}", plural(count)),
        }
    }
}

impl From<Pile> for Stack {
    fn from(pile: Pile) -> Self {
        let packs = pile.packs();
        let word = if packs == Some(1) { "pack" } else { "packs" };
        let name = match packs {
            Some(_) => format!("{word} of {}", pile.short),
            None => pile.short.clone(),
        };
        let (card, cells, size) = match pile.what {
            What::Stock(bought) => (false, Some(bought.sheet.clone()), bought.sheet.size),
            what => (what == What::Card, None, pile.paper.size),
        };
        Self { size, count: packs.unwrap_or(pile.count), card, name, cells }
    }
}

impl Steps<'_> {
    /// The paper to buy, the plan's own first.
    pub fn stacks(&self) -> Vec<Pile> {
        let own = Pile {
            paper: self.paper.clone(),
            what: What::Paper,
            count: self.pages,
            short: "paper".to_owned(),
        };
        let mut piles = vec![own];
        for piece in self.printed {
            let new = Pile::of(piece, self.paper);
            let same = |pile: &&mut Pile| {
                pile.paper.name == new.paper.name && pile.what == new.what
            };
            match piles.iter_mut().find(same) {
                Some(pile) => pile.count += new.count,
                None => piles.push(new),
            }
        }
        piles
    }

    /// The step.
    pub(super) fn buy(&self) -> String {
        let mut lines: Vec<String> = self.stacks().iter().map(Pile::line).collect();
        let mut tools = Vec::new();
        if self.any(|piece| piece.tile.is_some() || piece.has_flap) {
            tools.push("glue stick or clear tape");
        }
        if self.any(needs_scissors) {
            tools.push("scissors or a paper cutter");
        }
        if self.any(needs_stapler) {
            tools.push("long-arm stapler");
        }
        if !tools.is_empty() {
            lines.push(capital(&tools.join("; ")));
        }
        lines.join("\\\n   ")
    }
}

/// Whether somebody cuts it by hand.
fn needs_scissors(piece: &Printed) -> bool {
    let by_hand = piece.cards().is_some_and(|cards| cards.sheet.cut);
    let zine = |fold: Fold| fold == Fold::Zine;
    let folded = piece.fold_sheet();
    let folds = folded.is_some_and(|own| zine(own.fold) || own.has_waste());
    piece.tile.is_some() || by_hand || folds
}

/// Whether it has sheets that lie in each other.
pub(super) fn needs_stapler(piece: &Printed) -> bool {
    let is_booklet = piece.fold_sheet().is_some_and(|own| own.fold == Fold::Booklet);
    is_booklet && piece.planned.sheets > 1
}
