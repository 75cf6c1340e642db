//! A packet: what to print for one group.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Group, Imposition, Orientation, Rules};
use crate::diag::Source;
use crate::unit::{INCH, Paper, Pt};

/// A packet, as its file says it; names are not yet looked up.
#[derive(Clone, Debug)]
pub struct Packet {
    /// The file.
    pub source: Arc<Source>,
    /// The folder that paths are relative to.
    pub folder: PathBuf,
    /// The group.
    pub group: Group,
    /// Folders of fonts, from the packet's folder.
    pub fonts: Vec<Named>,
    /// The pieces.
    pub pieces: Vec<Piece>,
    /// What it says of findings in all of them.
    pub rules: Rules,
}

/// A name in a packet, and where it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name or path.
    pub name: String,
    /// Its bytes in the packet's file.
    pub range: Range<usize>,
}

/// How a piece is cut up over smaller sheets.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// The sheets.
    pub paper: Paper,
    /// How far one sheet lies on the next.
    pub overlap: Pt,
    /// Its bytes in the packet's file.
    pub range: Range<usize>,
}

impl Tile {
    /// How far one sheet lies on the next, where nothing is said: half an inch of glue.
    pub const OVERLAP: Pt = 0.5 * INCH;

    /// Sheets of a paper that no packet names.
    pub fn over(paper: Paper) -> Self {
        Self { paper, overlap: Self::OVERLAP, range: 0..0 }
    }
}

/// A piece of a packet.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its bytes in the packet's file.
    pub range: Range<usize>,
    /// The texts, by name or path; none where the layout needs none.
    pub texts: Vec<Named>,
    /// The layout, by name or path.
    pub layout: Named,
    /// The theme.
    pub theme: Named,
    /// The paper, else the layout's own.
    pub paper: Option<Paper>,
    /// The sheets that it is cut up over, if it is.
    pub tile: Option<Tile>,
    /// How its pages come on sheets: on stock, several on a sheet, folded.
    pub imposition: Imposition,
    /// How it stands, else as the layout says.
    pub orientation: Option<Orientation>,
    /// How many copies.
    pub copies: u32,
    /// Whether grounds run past the trim, for a copy shop.
    pub bleed: bool,
    /// The file's name without `.pdf`, else made from text and layout.
    pub file: Option<String>,
    /// What is asked of it, and what is said of its findings.
    pub rules: Rules,
}

impl Piece {
    /// A piece of a layout, with all else as it is where nothing is said.
    pub fn new(layout: Named) -> Self {
        Self {
            range: 0..0,
            texts: Vec::new(),
            layout,
            theme: Named { name: "calm".into(), range: 0..0 },
            paper: None,
            tile: None,
            imposition: Imposition::default(),
            orientation: None,
            copies: 1,
            bleed: false,
            file: None,
            rules: Rules::default(),
        }
    }
}
