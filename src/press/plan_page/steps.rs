//! The words of the plan, made of the packet's numbers.

use super::printed::Printed;
use crate::model::Stock;
use crate::unit::{Family, Paper};

/// The steps of a packet.
pub struct Steps<'p> {
    /// Its pieces.
    pub printed: &'p [Printed],
    /// The plan's own paper.
    pub(super) paper: &'p Paper,
    /// How many pages the plan itself has.
    pub(super) pages: usize,
}

impl<'p> Steps<'p> {
    pub fn new(printed: &'p [Printed], paper: &'p Paper, pages: usize) -> Self {
        Self { printed, paper, pages }
    }

    /// All sheets, with the plan's own.
    fn sheets(&self) -> usize {
        self.printed.iter().map(Printed::sheets).sum::<usize>() + self.pages
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

    /// Whether something is true of any piece.
    pub(super) fn any(&self, own: impl Fn(&Printed) -> bool) -> bool {
        self.printed.iter().any(own)
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

    fn print(&self) -> String {
        let mut words =
            "Print each packet file once: all copies are in it. In the print \
                         window choose **Actual size**, not Fit."
                .to_owned();
        if let Some(ruled) = self.ruled() {
            words += &format!(
                " Then measure the small ruler {ruled}: it is 2 inches long, or 50.8 mm."
            );
        }
        let unsure = |piece: &Printed| piece.stock().is_some_and(Stock::check_first);
        if let Some(stock) = self.stocks(unsure) {
            words += &format!(
                "\n\n   **Check on one sheet first:** print what goes on {stock} on plain \
                 paper, and hold it against the stock, in front of a lamp."
            );
        }
        words
    }

    /// Where the ruler of two inches stands.
    fn ruled(&self) -> Option<String> {
        let ruled = self.printed.iter().filter(|piece| piece.has_ruler);
        let (tiles, others): (Vec<&Printed>, Vec<&Printed>) =
            ruled.partition(|piece| piece.tile.is_some());
        match (others.first(), tiles.is_empty()) {
            (Some(piece), true) => Some(format!("on each {}", plain(&piece.kind))),
            (None, false) => Some("on each tile".to_owned()),
            (Some(piece), false) => {
                Some(format!("on each {} and tile", plain(&piece.kind)))
            }
            (None, true) => None,
        }
    }

    pub(super) fn tiles(&self) -> usize {
        self.printed.iter().filter(|piece| piece.tile.is_some()).count()
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
            rows += &format!(
                "| {} | {} | {} | {pages} | {copies} | {count} |\n",
                plain(&what(piece)),
                printed_on(piece),
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

/// What goes into the printer: `Letter paper`, `Avery 5371`.
fn printed_on(piece: &Printed) -> String {
    let paper = piece.paper().shown();
    match piece.stock() {
        Some(stock) => plain(&stock.shown()),
        None if piece.for_shop => format!("{paper}, trimmed"),
        None if piece.on_card => format!("{paper} card"),
        None => format!("{paper} paper"),
    }
}

/// `safety, poster in tiles`.
fn what(piece: &Printed) -> String {
    let kind = match (piece.fold_sheet(), piece.tile.is_some()) {
        (Some(sheet), _) => sheet.fold.shown().to_owned(),
        (None, true) => format!("{} in tiles", piece.kind),
        (None, false) => piece.kind.clone(),
    };
    match piece.planned.text.as_str() {
        "" => kind,
        text => format!("{}, {kind}", text.replace('+', " and ")),
    }
}

fn sides(piece: &Printed) -> &'static str {
    match piece.planned.flip.as_str() {
        "long-edge" => "two, long edge",
        "short-edge" => "two, short edge",
        _ => "one",
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Words as Markdown has them for what they are.
pub(super) fn plain(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        if "\\`*_|[]<>&#~!".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
