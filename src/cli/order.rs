//! From what was typed to what it means: the packet, the library, the book and what is to be
//! different.

use std::path::{Path, PathBuf};

use super::args::{Over, PacketArgs, PrinterArgs};
use super::printers::Named as NamedPrinter;
use super::screen::{Detail, Screen};
use super::{Stop, fonts};
use crate::diag::{Diagnostic, Report, Source};
use crate::font::Book;
use crate::load::{self, Library, STANDARD_PACKET};
use crate::model::Packet;
use crate::press::{self, Overrides};
use crate::unit::{Paper, papers};

/// The name of the standard packet's source.
const STANDARD: &str = "standard packet (embedded)";

/// All that an order of the press borrows.
pub struct Request {
    /// The packet.
    pub packet: Packet,
    /// Its file; none for the standard packet and for a sheet alone.
    pub file: Option<PathBuf>,
    library: Library,
    book: Book,
    /// What is different from what the packet says.
    pub over: Overrides,
    /// What was found so far.
    pub report: Report,
}

impl Request {
    /// The request for a packet.
    pub fn of_packet(args: &PacketArgs, copies: Option<u32>) -> Result<Self, Report> {
        let mut report = Report::default();
        let file = packet_file(args.packet.as_deref());
        let source = match &file {
            Some(file) => {
                load::open(file).map_err(|found| Report::from(missing(found)))?
            }
            None => Source::new(STANDARD, STANDARD_PACKET),
        };
        let folder = file.as_deref().map(load::folder_of).unwrap_or_default();
        let packet = load::read_packet(&source, &folder, &mut report);
        let book = fonts::book(Some(&packet), &args.fonts, &mut report);
        let over = overrides(&args.over, copies, &mut report);
        Ok(Self { packet, file, library: Library { folder }, book, over, report })
    }

    /// The request for one sheet, without a packet.
    pub fn of_packet_made(
        packet: Packet,
        over: &Over,
        args: &super::args::FontArgs,
    ) -> Self {
        let mut report = Report::default();
        let book = fonts::book(None, args, &mut report);
        let over = overrides(over, None, &mut report);
        Self { packet, file: None, library: Library::default(), book, over, report }
    }

    /// Makes it for the printer that was named, if one was.
    pub fn for_printer(
        &mut self,
        args: &PrinterArgs,
    ) -> Result<Option<NamedPrinter>, Stop> {
        let named = args.named(self.file.as_deref(), &mut self.report)?;
        self.over.printer = named.as_ref().map(|named| named.calibration.clone());
        Ok(named)
    }

    /// Composes the pieces and hands each to `visit`; findings are shown, as far as `detail`
    /// says, if all went well, and come back if not.
    pub fn run<T>(
        &self,
        told: (&Screen, Detail),
        visit: impl FnMut(&press::Sheet<'_, '_>) -> T,
    ) -> Result<(Vec<T>, Report), Report> {
        self.compose(told, |sheets| sheets.iter().map(visit).collect())
    }

    /// As [`Request::run`], all pieces at once.
    pub fn compose<T>(
        &self,
        (screen, detail): (&Screen, Detail),
        work: impl FnOnce(&[press::Sheet<'_, '_>]) -> T,
    ) -> Result<(T, Report), Report> {
        let (made, found) = press::compose(self.report.clone(), &self.order(), work)?;
        screen.found(&found, detail);
        Ok((made, found))
    }

    /// Makes the page of the plan.
    pub fn plan_page(
        &self,
        printed: &[press::Printed],
    ) -> Result<press::MadePage, Report> {
        press::plan_page(&self.order(), printed)
    }

    fn order(&self) -> press::Order<'_> {
        press::Order {
            packet: &self.packet,
            library: &self.library,
            book: &self.book,
            over: self.over.clone(),
        }
    }

    /// What the files of the packet ought to say, by its texts of today.
    pub fn ought(&self) -> Result<Vec<press::Ought>, Report> {
        press::ought(&self.order())
    }

    /// The faces at hand.
    pub fn into_book(self) -> Book {
        self.book
    }

    /// What the packet is called in a heading.
    pub fn heading(&self) -> String {
        let group = self.over.group.as_ref().unwrap_or(&self.packet.group);
        match (group.get("name"), &self.file) {
            (Some(name), Some(file)) => format!("{name} ({})", file.display()),
            (None, Some(file)) => file.display().to_string(),
            (Some(name), None) => format!("{name} (standard packet)"),
            (None, None) => "Standard packet".to_owned(),
        }
    }
}

/// The packet's file: the one that is named, or the one in the folder that is named, or the
/// one of this folder.
fn packet_file(named: Option<&Path>) -> Option<PathBuf> {
    match named {
        Some(path) if path.is_dir() => Some(path.join("packet.toml")),
        Some(path) => Some(path.to_owned()),
        None => Some(PathBuf::from("packet.toml")).filter(|path| path.is_file()),
    }
}

fn missing(found: Diagnostic) -> Diagnostic {
    if found.code != "no-file" {
        return found;
    }
    found.help("`handbill new DIR` writes a packet to begin with; `handbill build` alone prints the standard one")
}

fn overrides(typed: &Over, copies: Option<u32>, report: &mut Report) -> Overrides {
    let mut paper =
        |name: &Option<String>| name.as_ref().and_then(|n| self::paper(n, report));
    let (paper, tile) = (paper(&typed.paper), paper(&typed.tile));
    let group = packet_file(typed.group.as_deref()).filter(|_| typed.group.is_some());
    let group = group.and_then(|file| match load::open(&file) {
        Ok(source) => Some(load::read_group(&source, report)),
        Err(found) => {
            report.push(found);
            None
        }
    });
    let orientation = typed.orientation.map(Into::into);
    Overrides {
        theme: typed.theme.clone(),
        paper,
        tile,
        stock: typed.stock.clone(),
        orientation,
        copies,
        group,
        reads_to: typed.reads_to,
        printer: None,
        today: super::environment::today(),
    }
}

fn paper(name: &str, report: &mut Report) -> Option<Paper> {
    let found = Paper::find(name);
    if found.is_none() {
        let known = papers();
        let names = known.list.iter().map(|paper| &*paper.name);
        report.push(
            Diagnostic::error("unknown-paper", format!("there is no paper `{name}`"))
                .did_you_mean(name, names.chain(known.alias.iter().map(|(name, _)| &**name)))
                .help("`handbill list papers` shows them; any size works too: `8x10in`, `100x150mm`"),
        );
    }
    found
}
