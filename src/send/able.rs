//! What a printer can do, in its own words.

use ipp::prelude::{DelimiterTag, IppAttributeGroup, IppOperationBuilder, IppValue};

use super::wire::{list, number, text, values};
use super::{Line, SendError};
use crate::unit::{MM, Pt, Size};

/// What is asked of a printer; some answer too little without the list.
const ASKED: [&str; 17] = [
    "printer-name",
    "printer-info",
    "printer-make-and-model",
    "printer-state",
    "printer-state-reasons",
    "printer-state-message",
    "printer-is-accepting-jobs",
    "document-format-supported",
    "media-supported",
    "media-ready",
    "media-size-supported",
    "media-col-database",
    "media-source-supported",
    "sides-supported",
    "print-scaling-supported",
    "copies-supported",
    "operations-supported",
];

/// A hundredth of a millimetre: IPP's unit of paper.
const UNIT: Pt = MM / 100.0;

/// What a printer can do.
#[derive(Clone, Debug, Default)]
pub struct Able {
    /// What it calls itself.
    pub name: String,
    /// The kinds of file it takes.
    pub formats: Vec<String>,
    /// The papers it takes, by name.
    pub media: Vec<String>,
    /// The sizes of paper it takes, as (least, most) of width and height.
    pub sizes: Vec<(Size, Size)>,
    /// The papers that lie in it now.
    pub ready: Vec<String>,
    /// Its trays.
    pub trays: Vec<String>,
    /// Which sides it prints.
    pub sides: Vec<String>,
    /// How it scales.
    pub scaling: Vec<String>,
    /// The most copies of a job; none if it does not say.
    pub copies: Option<u32>,
    /// Whether it takes jobs.
    pub accepts: bool,
    /// Whether it stands still.
    pub stopped: bool,
    /// Why it is in the state that it is in.
    pub reasons: Vec<String>,
}

impl Line {
    /// Asks the printer what it can do.
    ///
    /// # Errors
    /// There is no printer, or it does not answer as it should.
    pub fn able(&self) -> Result<Able, SendError> {
        self.attributes(&ASKED)
    }

    /// Why the printer stands still, if it says so.
    ///
    /// # Errors
    /// As [`Line::able`].
    pub fn reasons(&self) -> Result<Vec<String>, SendError> {
        self.attributes(&["printer-state-reasons"]).map(|able| able.reasons)
    }

    fn attributes(&self, asked: &[&str]) -> Result<Able, SendError> {
        let asking =
            IppOperationBuilder::get_printer_attributes(self.address.uri.clone());
        let request = asking.attributes(asked).build();
        let request = request.map_err(|error| self.strange(&error.to_string()))?;
        let answer = self.ask(request.into())?;
        let group = answer.attributes.first_of(DelimiterTag::PrinterAttributes);
        let group = group.ok_or_else(|| self.strange("it says nothing of itself"))?;
        Ok(Able::read(group))
    }
}

impl Able {
    fn read(group: &IppAttributeGroup) -> Self {
        const STOPPED: i32 = 5;
        let named = ["printer-info", "printer-make-and-model", "printer-name"];
        let name =
            named.iter().find_map(|key| text(group, key).filter(|t| !t.is_empty()));
        let accepts = match values(group, "printer-is-accepting-jobs").first() {
            Some(IppValue::Boolean(accepts)) => *accepts,
            _ => true,
        };
        let copies = match values(group, "copies-supported").first() {
            Some(IppValue::RangeOfInteger { max, .. }) => Some(*max),
            Some(IppValue::Integer(most)) => Some(*most),
            _ => None,
        };
        let mut reasons = list(group, "printer-state-reasons");
        reasons.retain(|reason| reason != "none");
        let mut media = list(group, "media-supported");
        for name in sizes_by_name(group) {
            if !media.contains(&name) {
                media.push(name);
            }
        }
        Self {
            name: name.unwrap_or_default(),
            formats: list(group, "document-format-supported"),
            media,
            sizes: sizes(group),
            ready: list(group, "media-ready"),
            trays: list(group, "media-source-supported"),
            sides: list(group, "sides-supported"),
            scaling: list(group, "print-scaling-supported"),
            copies: copies.and_then(|most| u32::try_from(most).ok()),
            accepts,
            stopped: number(group, "printer-state") == Some(STOPPED),
            reasons,
        }
    }
}

/// The names of the papers of the database.
fn sizes_by_name(group: &IppAttributeGroup) -> Vec<String> {
    let entries = values(group, "media-col-database");
    let names = entries.into_iter().filter_map(|entry| {
        let IppValue::Collection(entry) = entry else { return None };
        entry.get("media-size-name").and_then(super::wire::spelled).map(str::to_owned)
    });
    names.collect()
}

/// The sizes that a printer lists without a name, and those that it takes between bounds.
fn sizes(group: &IppAttributeGroup) -> Vec<(Size, Size)> {
    let own = values(group, "media-size-supported").into_iter();
    let database = values(group, "media-col-database").into_iter().filter_map(|entry| {
        let IppValue::Collection(entry) = entry else { return None };
        entry.get("media-size")
    });
    own.chain(database).filter_map(size).collect()
}

fn size(value: &IppValue) -> Option<(Size, Size)> {
    let IppValue::Collection(size) = value else { return None };
    let side = |name: &str| match size.get(name)? {
        IppValue::Integer(n) => Some((*n, *n)),
        IppValue::RangeOfInteger { min, max } => Some((*min, *max)),
        _ => None,
    };
    let (w, h) = (side("x-dimension")?, side("y-dimension")?);
    let points = |w: i32, h: i32| Size { w: f64::from(w) * UNIT, h: f64::from(h) * UNIT };
    Some((points(w.0, h.0), points(w.1, h.1)))
}

/// The size that a self-describing name tells: `na_letter_8.5x11in`.
pub(super) fn told(name: &str) -> Option<Size> {
    let size = name.rsplit('_').next()?;
    let (sides, unit) = match size.strip_suffix("in") {
        Some(sides) => (sides, crate::unit::INCH),
        None => (size.strip_suffix("mm")?, MM),
    };
    let (w, h) = sides.split_once('x')?;
    let side = |text: &str| text.parse::<f64>().ok().map(|n| n * unit);
    Some(Size { w: side(w)?, h: side(h)? })
}
