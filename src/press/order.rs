//! What is asked for.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Diagnostic, Place};
use crate::font::Book;
use crate::load::{Library, at};
use crate::model::{Calibration, Date, Group, Orientation, Packet};
use crate::unit::{Distance, Paper};

/// A packet to print, and what overrides it.
pub struct Order<'a> {
    /// The packet.
    pub packet: &'a Packet,
    /// Where names are looked up.
    pub library: &'a Library,
    /// The faces.
    pub book: &'a Book,
    /// Overrides of every piece.
    pub over: Overrides,
}

/// What the command line says over a packet.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// The theme, by name or path.
    pub theme: Option<String>,
    /// The paper.
    pub paper: Option<Paper>,
    /// The sheets that every piece is cut up over.
    pub tile: Option<Paper>,
    /// The stock that every piece is printed on.
    pub stock: Option<String>,
    /// How it stands.
    pub orientation: Option<Orientation>,
    /// Copies of every piece.
    pub copies: Option<u32>,
    /// The group.
    pub group: Option<Group>,
    /// How far away every text must be readable.
    pub reads_to: Option<Distance>,
    /// How the printer that the sheets are for stands to the paper.
    pub printer: Option<Calibration>,
    /// What day it is: for what grows stale. Without it nothing does.
    pub today: Option<Date>,
}

/// A finding at a place of the packet, unless the packet has no file or what is meant stands on
/// the command line.
pub fn at_place(
    packet: &Packet,
    range: &Range<usize>,
    finding: Diagnostic,
) -> Diagnostic {
    if packet.source.text.is_empty() || range.is_empty() {
        return finding;
    }
    let place = Place { source: Arc::clone(&packet.source), range: range.clone() };
    at(finding, &place)
}
