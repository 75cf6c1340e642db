//! The words of the plan, made of the packet's numbers.

use super::Printed;
use crate::impose::Stack;
use crate::unit::{Family, INCH, Paper, Size};

/// Paper whose short side is longer than this goes through no printer of an office.
const OFFICE: f64 = 13.0 * INCH;

/// Paper of one kind.
pub struct Pile {
    paper: Paper,
    card: bool,
    count: usize,
    /// What it is called beside its number in the drawing.
    short: String,
}

impl From<Pile> for Stack {
    fn from(pile: Pile) -> Self {
        Self {
            size: pile.paper.size,
            count: pile.count,
            card: pile.card,
            name: pile.short,
        }
    }
}

/// The steps of a packet.
pub struct Steps<'p> {
    /// Its pieces.
    pub printed: &'p [Printed],
    paper: &'p Paper,
    /// How many pages the plan itself has.
    pages: usize,
}

impl<'p> Steps<'p> {
    pub fn new(printed: &'p [Printed], paper: &'p Paper, pages: usize) -> Self {
        Self { printed, paper, pages }
    }

    /// All sheets, with the plan's own.
    fn sheets(&self) -> usize {
        self.printed.iter().map(sheets).sum::<usize>() + self.pages
    }

    /// `63 sheets in all`.
    pub fn total(&self) -> String {
        match self.sheets() {
            1 => "1 sheet in all".to_owned(),
            count => format!("{count} sheets in all"),
        }
    }

    /// The poster that can be read from the furthest.
    pub fn furthest(&self) -> Option<&'p Printed> {
        let far =
            |piece: &Printed| piece.reads_to.as_ref().map_or(0.0, |(feet, _)| *feet);
        let hung = self.printed.iter().filter(|piece| piece.hangs());
        hung.reduce(|best, piece| if far(piece) > far(best) { piece } else { best })
    }

    fn is_metric(&self) -> bool {
        self.paper.family == Family::Iso
    }

    /// How far above the floor the middle of a poster is: at the eyes.
    pub fn height(&self) -> String {
        if self.is_metric() { "150 cm" } else { "60 in" }.to_owned()
    }

    /// The paper to buy, the plan's own first.
    pub fn stacks(&self) -> Vec<Pile> {
        let own = Pile {
            paper: self.paper.clone(),
            card: false,
            count: self.pages,
            short: "paper".to_owned(),
        };
        let mut piles = vec![own];
        for piece in self.printed {
            let (paper, card) = (paper(piece), piece.on_card());
            let same =
                |pile: &&mut Pile| pile.paper.name == paper.name && pile.card == card;
            match piles.iter_mut().find(same) {
                Some(pile) => pile.count += sheets(piece),
                None => {
                    let plain = paper.name == self.paper.name;
                    let short = match (card, plain) {
                        (true, true) => "card".to_owned(),
                        (true, false) => format!("of {} card", paper.shown()),
                        (false, _) => format!("of {}", paper.shown()),
                    };
                    piles.push(Pile { paper, card, count: sheets(piece), short });
                }
            }
        }
        piles
    }

    /// The plan as a text.
    pub fn text(&self) -> String {
        let mut steps =
            vec![("buy", "Buy", self.buy()), ("print", "Print at 100 %", self.print())];
        steps.extend(self.cut().map(|words| ("cut", "Cut", words)));
        steps.extend(self.fold().map(|words| ("fold", "Fold", words)));
        steps.extend(self.hang().map(|words| ("hang", "Hang", words)));
        let verbs = steps.iter().map(|(part, ..)| *part).collect::<Vec<_>>();
        let (last, others) = verbs.split_last().expect("there are two steps");
        let mut text = format!("# What to {} and {last}\n", others.join(", "));
        for (number, (part, head, words)) in (1..).zip(&steps) {
            text += &format!("\n<!-- #{part} -->\n{number}. ## {head}\n\n   {words}\n");
            if *part == "print" {
                text += &format!("\n<!-- #pieces -->\n{}", self.table());
            }
        }
        text
    }

    fn buy(&self) -> String {
        let mut lines: Vec<String> = self.stacks().iter().map(line).collect();
        if self.tiles() > 0 {
            lines.push("One glue stick, or clear tape".to_owned());
        }
        lines.join("\\\n   ")
    }

    fn print(&self) -> String {
        let mut words = "In the print window choose **Actual size**, not Fit.".to_owned();
        let ruled = self.printed.iter().filter(|piece| piece.has_ruler);
        let (tiles, others): (Vec<&Printed>, Vec<&Printed>) =
            ruled.partition(|piece| piece.tile.is_some());
        let on = match (others.first(), tiles.is_empty()) {
            (Some(piece), true) => format!("on each {}", plain(&piece.kind)),
            (None, false) => "on each tile".to_owned(),
            (Some(piece), false) => format!("on each {} and tile", plain(&piece.kind)),
            (None, true) => return words,
        };
        words += &format!(
            " Then measure the small ruler {on}: it is 2 inches long, or 50.8 mm."
        );
        words
    }

    fn tiles(&self) -> usize {
        self.printed.iter().filter(|piece| piece.tile.is_some()).count()
    }

    fn cut(&self) -> Option<String> {
        let needs_none = if self.printed.iter().any(|piece| piece.folded.is_some()) {
            " What is folded needs no cut."
        } else {
            ""
        };
        (self.tiles() > 0).then(|| {
            format!(
                "Poster tiles: along the left and top lines only. The other edges are for \
                 the glue.{needs_none}"
            )
        })
    }

    fn fold(&self) -> Option<String> {
        let folded = || self.printed.iter().filter(|piece| piece.folded.is_some());
        folded().next()?;
        let tents = folded().any(Printed::on_card);
        let rest = folded().any(|piece| !piece.on_card());
        let mut words = Vec::new();
        if tents {
            words.push("Tents: fold on the two ticks, print outside.");
        }
        if rest {
            words.push("Other sheets: fold on the ticks at their edges.");
        }
        words.push("Run a ruler along the fold to make it sharp.");
        Some(words.join(" "))
    }

    fn hang(&self) -> Option<String> {
        let best = self.furthest()?;
        let hung = self.printed.iter().filter(|piece| piece.hangs());
        let many = hung.map(|piece| piece.planned.copies).sum::<u32>() > 1;
        let floor = if self.is_metric() { "150 cm" } else { "60 inches" };
        let (posters, their) =
            if many { ("the posters", "their") } else { ("the poster", "its") };
        let begin = match self.tiles() {
            0 => format!("Hang {posters}"),
            _ => format!("Glue the tiles by their map, then hang {posters}"),
        };
        let mut words = format!("{begin} with {their} middle {floor} from the floor.");
        if let Some((_, far)) = &best.reads_to {
            let it = if many { "The largest" } else { "It" };
            words += &format!(" {it} can be read from {far}.");
        }
        Some(words)
    }

    /// The pieces, and how each is printed.
    fn table(&self) -> String {
        let mut rows = String::from(
            "| Piece | Paper | Sides | Pages | Copies | Sheets |\n|---|---|---|--:|--:|--:|\n",
        );
        for piece in self.printed {
            let planned = &piece.planned;
            let maps = usize::from(piece.tile.is_some());
            let (pages, copies) = (planned.pages - maps, planned.print.copies);
            let count = (planned.sheets - maps) * copies as usize;
            let stock = if piece.on_card() { "card" } else { "paper" };
            rows += &format!(
                "| {} | {} {stock} | {} | {pages} | {copies} | {count} |\n",
                plain(&what(piece)),
                paper(piece).shown(),
                sides(piece)
            );
        }
        let maps = self.printed.iter().filter(|piece| piece.tile.is_some());
        let maps: Vec<usize> =
            maps.map(|piece| piece.planned.print.copies as usize).collect();
        let name = match maps.len() {
            0 => "this plan",
            1 => "the map of the tiles, and this plan",
            _ => "the maps of the tiles, and this plan",
        };
        let (pages, sheets) =
            (maps.len() + self.pages, maps.iter().sum::<usize>() + self.pages);
        let copies = if pages == sheets { "1" } else { "" };
        rows += &format!(
            "| {name} | {} paper | one | {pages} | {copies} | {sheets} |\n",
            self.paper.shown()
        );
        rows
    }
}

/// Sheets of a piece, copies and map counted.
fn sheets(piece: &Printed) -> usize {
    piece.planned.sheets * piece.planned.print.copies as usize
}

/// The paper that goes into the printer.
fn paper(piece: &Printed) -> Paper {
    let own = &piece.planned.paper;
    Paper::find(&own.name).unwrap_or_else(|| Paper {
        name: own.name.clone(),
        size: Size {
            w: own.width_pt.min(own.height_pt),
            h: own.width_pt.max(own.height_pt),
        },
        family: piece.family,
    })
}

/// `safety, poster in tiles`.
fn what(piece: &Printed) -> String {
    let tiles = if piece.tile.is_some() { " in tiles" } else { "" };
    match piece.planned.text.as_str() {
        "" => format!("{}{tiles}", piece.kind),
        text => format!("{}, {}{tiles}", text.replace('+', " and "), piece.kind),
    }
}

fn sides(piece: &Printed) -> &'static str {
    match piece.planned.flip.as_str() {
        "long-edge" => "two, long edge",
        "short-edge" => "two, short edge",
        _ => "one",
    }
}

/// A line of what to buy.
fn line(pile: &Pile) -> String {
    let count = pile.count;
    let sheets = if count == 1 { "sheet" } else { "sheets" };
    let metric = pile.paper.family == Family::Iso;
    let weight = match (pile.card, metric) {
        (true, false) => "card, 90 to 110 lb",
        (true, true) => "card, 160 to 200 g/m²",
        // Short, so that it stands on one line.
        (false, _) if pile.paper.size.w > OFFICE => "(copy shop)",
        (false, false) => "paper, 24 lb",
        (false, true) => "paper, 90 g/m²",
    };
    format!("**{count}** {sheets} of {} {weight}", pile.paper.shown())
}

/// Words as Markdown has them for what they are.
fn plain(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        if "\\`*_|[]<>&#~!".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
