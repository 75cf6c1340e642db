//! Which printer the sheets are for, and what `printer.toml` knows of it.

use std::path::{Path, PathBuf};

use super::Stop;
use super::args::PrinterArgs;
use crate::diag::{Diagnostic, Report, nearest};
use crate::load;
use crate::model::{Calibration, Printer};
use crate::send::Address;

/// The file in which printers are kept, beside the packet.
pub const FILE: &str = "printer.toml";

/// The printer that was named.
pub struct Named {
    /// What it is called: as it was typed.
    pub name: String,
    /// Where it is; what is wrong where that can't be told.
    pub address: Result<Address, String>,
    /// How it stands to the paper.
    pub calibration: Calibration,
}

impl PrinterArgs {
    /// The printer that was typed, if one was; warnings go to the report.
    pub fn named(
        &self,
        packet: Option<&Path>,
        report: &mut Report,
    ) -> Result<Option<Named>, Stop> {
        let Some(name) = &self.printer else {
            return match &self.tray {
                Some(_) => Err(Stop::Usage("--tray needs --printer".into())),
                None => Ok(None),
            };
        };
        let known = self.known(packet)?;
        let own = known.iter().find(|printer| {
            printer.name == *name || printer.uri.as_deref() == Some(name)
        });
        let uri = own.and_then(|own| own.uri.as_deref()).unwrap_or(name);
        let address = Address::parse(uri);
        if let (None, Err(wrong)) = (own, &address) {
            return Err(Stop::Usage(unknown(name, &known, wrong)));
        }
        let calibration = own.map(|own| own.at(self.tray.as_deref()));
        let calibration = calibration.unwrap_or_default();
        report.append(off_scale(name, &calibration));
        Ok(Some(Named { name: name.clone(), address, calibration }))
    }

    /// The file of printers: the one that is named, or the one beside the packet.
    pub fn file(&self, packet: Option<&Path>) -> PathBuf {
        let beside = packet.map(load::folder_of).unwrap_or_default();
        self.printer_file.clone().unwrap_or_else(|| beside.join(FILE))
    }

    fn known(&self, packet: Option<&Path>) -> Result<Vec<Printer>, Report> {
        let file = self.file(packet);
        if self.printer_file.is_none() && !file.is_file() {
            return Ok(Vec::new());
        }
        let source = load::open(&file).map_err(Report::from)?;
        let mut report = Report::default();
        let known = load::read_printers(&source, &mut report);
        if report.has_errors() { Err(report) } else { Ok(known) }
    }
}

/// What to say to a name that nobody knows and that is no address.
fn unknown(name: &str, known: &[Printer], wrong: &str) -> String {
    let names = known.iter().map(|printer| printer.name.as_str());
    let near = nearest(name, names).map(|near| format!("; did you mean `{near}`?"));
    format!("--printer {name}: {wrong}{}", near.unwrap_or_default())
}

/// The warning of a printer that prints too large or too small.
pub fn off_scale(name: &str, calibration: &Calibration) -> Report {
    let Some(error) = calibration.off_scale() else { return Report::default() };
    let (size, way) = if error > 0.0 { ("large", "down") } else { ("small", "up") };
    let message = format!("the printer `{name}` prints {:.2} % too {size}", error.abs());
    let finding = Diagnostic::warning("printer-scale", message)
        .help(format!(
            "look in its settings for \"fit to page\" or \"scale\", and set it to \"Actual size\" or \
             100 %; if it is that already, turn its own size correction {way} by as much"
        ))
        .help("nothing is scaled here: what is drawn to size stays so, and the printer is put right");
    finding.into()
}
