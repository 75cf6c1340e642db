//! Printers as `printer.toml` knows them: how they stand to the paper.

use crate::unit::{Point, Pt, Sides};

/// A printer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Printer {
    /// What it is called here: a name, or its address.
    pub name: String,
    /// Its address, where the name is none.
    pub uri: Option<String>,
    /// How it stands to the paper.
    pub own: Calibration,
    /// How its trays do, where they are another.
    pub trays: Vec<(String, Calibration)>,
}

impl Printer {
    /// How paper from a tray is printed: what the tray says goes before what the printer says.
    pub fn at(&self, tray: Option<&str>) -> Calibration {
        let own = tray.and_then(|tray| self.trays.iter().find(|(name, _)| name == tray));
        match own {
            Some((_, tray)) => tray.over(&self.own),
            None => self.own.clone(),
        }
    }
}

/// How a printer stands to the paper; nothing where it is not known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    /// How far every front is to be moved, right and down, in points.
    pub front: Option<Point>,
    /// How far every back is to be moved.
    pub back: Option<Point>,
    /// By how many per cent it prints too large, across and along the sheet.
    pub scale_error: Option<[f64; 2]>,
    /// What it leaves white at the edges.
    pub unprintable: Option<Sides<Pt>>,
}

/// A scale that is off by more than this, in per cent, is worth a word: 0.8 mm on Letter.
const OFF: f64 = 0.3;

impl Calibration {
    /// The larger of the scale errors, if it is too large: in per cent.
    pub fn off_scale(&self) -> Option<f64> {
        let [across, along] = self.scale_error?;
        let worst = if across.abs() > along.abs() { across } else { along };
        (worst.abs() > OFF).then_some(worst)
    }

    fn over(&self, under: &Self) -> Self {
        Self {
            front: self.front.or(under.front),
            back: self.back.or(under.back),
            scale_error: self.scale_error.or(under.scale_error),
            unprintable: self.unprintable.or(under.unprintable),
        }
    }
}
