//! The plan: what came out, as `plan.json` tells it.

use serde::{Deserialize, Serialize};

use crate::page::Duplex;
use crate::unit::{Pt, Size};

/// `plan.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Plan {
    /// The version of this format: 1.
    pub version: u32,
    /// A name of this packet, the same at every build of it: what tells its own sheets from others.
    pub packet: String,
    /// The pieces, in the packet's order.
    pub pieces: Vec<PlannedPiece>,
    /// The same sheets once more, all that print alike in one file, copies repeated; none where
    /// nothing was written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub collections: Vec<PlannedCollection>,
    /// The plan as a page, for people; none where nothing was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlannedPage>,
    /// How many sheets of paper all of it takes, copies and the plan's own page counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheets: Option<usize>,
    /// How many sheets the collections and the plan's own page take: as many as `sheets`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected_sheets: Option<usize>,
}

impl Plan {
    /// The plan of so many pieces, without collections or a page of its own.
    pub fn new(packet: String, pieces: Vec<PlannedPiece>) -> Self {
        Self {
            version: 1,
            packet,
            pieces,
            collections: Vec::new(),
            plan: None,
            sheets: None,
            collected_sheets: None,
        }
    }

    /// Every file that it lists beside itself, with its hash.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let pieces = self.pieces.iter().map(|piece| (&*piece.file, &*piece.sha256));
        let collected = self.collections.iter().map(|own| (&*own.file, &*own.sha256));
        let page = self.plan.iter().map(|page| (&*page.file, &*page.sha256));
        pieces.chain(collected).chain(page)
    }

    /// Adds the collections and its page, and counts the sheets of it all.
    #[must_use]
    pub fn with(
        mut self,
        collections: Vec<PlannedCollection>,
        page: PlannedPage,
    ) -> Self {
        let of = |piece: &PlannedPiece| piece.sheets * piece.print.copies as usize;
        let pieces: usize = self.pieces.iter().map(of).sum();
        self.sheets = Some(pieces + page.sheets);
        let collected: usize = collections.iter().map(|own| own.sheets).sum();
        self.collected_sheets = Some(collected + page.sheets);
        self.collections = collections;
        self.plan = Some(page);
        self
    }
}

/// Sheets that print alike, in one file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlannedCollection {
    /// The file's name, beside the plan.
    pub file: String,
    /// The sheet of its first piece; others may lie where it stands.
    pub paper: PlannedPaper,
    /// Stock by its number, `card`, or `bleed`; none for plain paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<String>,
    /// Which sides of the paper are printed: `one` or `two`.
    pub sides: String,
    /// About which edge the sheet turns: `none`, `long-edge` or `short-edge`.
    pub flip: String,
    /// The pieces in it, in order.
    pub pieces: Vec<PlannedPart>,
    /// How many pages the file has, copies and empty backs counted.
    pub pages: usize,
    /// How many sheets of paper it takes.
    pub sheets: usize,
    /// What to tell the printer.
    pub print: PlannedPrint,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// A piece in a collection.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlannedPart {
    /// The piece's file.
    pub file: String,
    /// How often it stands there.
    pub copies: u32,
}

/// The plan as a page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlannedPage {
    /// The file's name, beside the plan.
    pub file: String,
    /// The sheet.
    pub paper: PlannedPaper,
    /// How many pages the file has.
    pub pages: usize,
    /// How many sheets of paper it takes: it is printed on one side.
    pub sheets: usize,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// A piece as it was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlannedPiece {
    /// The file's name, beside the plan.
    pub file: String,
    /// The text's name; several are joined by `+`; empty without a text.
    pub text: String,
    /// The layout's name.
    pub layout: String,
    /// The theme's name.
    pub theme: String,
    /// The sheet.
    pub paper: PlannedPaper,
    /// How the sheets join to a larger page, where it is cut up; the last page is their map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tiles: Option<PlannedTiles>,
    /// What stands on a sheet, where that is not just one page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<PlannedSheet>,
    /// How many pages the file has.
    pub pages: usize,
    /// How many copies to make: of cards, so many cards.
    pub copies: u32,
    /// Which sides of the paper are printed: `one` or `two`.
    #[serde(default)]
    pub sides: String,
    /// About which edge the sheet turns: `none`, `long-edge` or `short-edge`.
    #[serde(default)]
    pub flip: String,
    /// How many sheets of paper it takes, copies not counted.
    #[serde(default)]
    pub sheets: usize,
    /// How far its pages run past that paper on each side, in points: bleed, and the room for
    /// marks. A copy shop trims them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond_pt: Option<f64>,
    /// How large it is printed: 1 is as it is.
    #[serde(default)]
    pub scale: f64,
    /// How far its pages are moved for the printer that it is made for.
    #[serde(default)]
    pub offsets: Option<PlannedOffsets>,
    /// What to tell the printer.
    #[serde(default)]
    pub print: PlannedPrint,
    /// What of the text is not on it: parts by name, else their first words.
    pub left_out: Vec<String>,
    /// The size of the text in each frame.
    #[serde(rename = "type")]
    pub sizes: Vec<PlannedSize>,
    /// How far away its text can be read; none for a piece without words.
    #[serde(default)]
    pub reads_to_ft: Option<PlannedReach>,
    /// How much of its paper is inked: the mean of its pages, from 0 to 1.
    #[serde(default)]
    pub ink: f64,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// How far away a text can be read, in feet: the limit of what the eye can tell apart.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlannedReach {
    /// By a reader with 20/40 vision.
    pub at_20_40: f64,
    /// By a reader with 20/20 vision.
    pub at_20_20: f64,
}

/// The sheet of a piece, turned as it is printed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlannedPaper {
    /// The paper's name.
    pub name: String,
    /// Width in points.
    pub width_pt: f64,
    /// Height in points.
    pub height_pt: f64,
}

impl PlannedPaper {
    /// A sheet of this paper's name, as it lies.
    pub fn new(name: &str, size: Size) -> Self {
        Self {
            name: name.to_owned(),
            width_pt: thousandths(size.w),
            height_pt: thousandths(size.h),
        }
    }
}

/// A length as the plan has it: to a thousandth of a point.
pub fn thousandths(points: Pt) -> f64 {
    (points * 1000.0).round() / 1000.0
}

/// How far the pages are moved, in millimetres: right and down as the calibration sheet is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedOffsets {
    /// Every front.
    pub front_mm: [f64; 2],
    /// Every back.
    pub back_mm: [f64; 2],
}

/// What to tell the printer, in IPP's words (PWG 5100.16 for the scaling).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedPrint {
    /// The paper's self-describing name.
    pub media: String,
    /// `one-sided`, `two-sided-long-edge` or `two-sided-short-edge`.
    pub sides: String,
    /// How many copies.
    pub copies: u32,
    /// `none`: as large as it is.
    #[serde(rename = "print-scaling")]
    pub scaling: String,
    /// The line for those who print through CUPS; `PRINTER` is to be replaced.
    pub lp: String,
}

impl PlannedPrint {
    /// What to tell a printer of a file.
    pub fn new(file: &str, media: String, duplex: Duplex, copies: u32) -> Self {
        let sides = match duplex {
            Duplex::Off => "one-sided",
            Duplex::LongEdge => "two-sided-long-edge",
            Duplex::ShortEdge => "two-sided-short-edge",
        };
        let mut print = Self {
            media,
            sides: sides.to_owned(),
            copies,
            scaling: "none".to_owned(),
            lp: String::new(),
        };
        print.lp = print.line("PRINTER", file);
        print
    }

    /// The line for CUPS' `lp`.
    pub fn line(&self, printer: &str, file: &str) -> String {
        let Self { media, sides, copies, scaling, .. } = self;
        let (printer, file) = (quoted(printer), quoted(file));
        format!(
            "lp -d {printer} -o media={media} -o sides={sides} -o print-scaling={scaling} \
             -n {copies} -- {file}"
        )
    }
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

impl PlannedPiece {
    /// Says how a piece of so many pages goes through a printer.
    pub fn turn(&mut self, duplex: Duplex, media: String) {
        let (sides, flip, sheets) = match duplex {
            Duplex::Off => ("one", "none", self.pages),
            Duplex::LongEdge => ("two", "long-edge", self.pages.div_ceil(2)),
            Duplex::ShortEdge => ("two", "short-edge", self.pages.div_ceil(2)),
        };
        (self.sides, self.flip) = (sides.to_owned(), flip.to_owned());
        (self.sheets, self.scale) = (sheets, 1.0);
        self.print = PlannedPrint::new(&self.file, media, duplex, self.copies);
    }
}

/// A sheet with several pages on it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlannedSheet {
    /// A card, or a page of what is folded.
    pub of: PlannedPaper,
    /// How many cards stand side by side; 0 where the sheet is folded.
    #[serde(default)]
    pub columns: usize,
    /// How many stand below each other.
    #[serde(default)]
    pub rows: usize,
    /// How it is folded: `booklet`, `half`, `tri-fold`, `zine`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fold: Option<String>,
    /// The stock, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<PlannedStock>,
}

/// A stock that is printed on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlannedStock {
    /// Its number.
    pub number: String,
    /// What is on the package.
    pub name: String,
    /// Who makes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maker: Option<String>,
    /// How many sheets a package holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<usize>,
    /// How well its geometry is known.
    pub known: String,
    /// Whether one sheet is to be held against the stock before all are printed.
    pub check_first: bool,
}

/// The size of the text in a frame.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlannedSize {
    /// The frame's name.
    pub frame: String,
    /// The size of its main style, in points.
    pub size_pt: f64,
}

/// A page that is cut up over sheets. Lengths are points from its top left corner.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlannedTiles {
    /// The page.
    pub of: PlannedPaper,
    /// The edges of the columns, from left to right.
    pub columns: Vec<f64>,
    /// The edges of the rows, from the top.
    pub rows: Vec<f64>,
    /// How far one sheet lies on the next.
    pub overlap_pt: f64,
    /// Whether no cut between rows runs through a line of text.
    pub between_lines: bool,
}
