//! What was typed.

mod printing;

use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand, ValueEnum};

use crate::model;
use crate::unit::Distance;
pub use printing::{Calibrate, Print, PrinterArgs};

/// From the words a group has agreed on to the sheets that come out of the printer.
#[derive(Debug, Parser)]
#[command(name = "handbill", version, max_term_width = 96, infer_subcommands = true)]
#[command(after_help = "Type `handbill` alone to see where to begin.")]
pub struct Args {
    /// When to use colour: auto is on a terminal, unless NO_COLOR is set.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: When,

    #[command(subcommand)]
    pub command: Option<Command>,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum When {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the sheets of a packet: a PDF a piece, and the plan.
    Build(Build),
    /// Make one sheet, without a packet.
    Make(Make),
    /// Look for mistakes: everything that build does, but nothing is written.
    ///
    /// Every finding is shown in full, with its figure, the source of its rule and a way out:
    /// how far the text can be read, contrast, line length, leading, small type, lonely words,
    /// words too near the edge, ink, and a help line that nobody has called for a year.
    ///
    /// `reads to` is a limit of acuity: what a 20/40 reader can just make out, from the height
    /// of the capitals on the paper. Comfortable reading wants letters 1.5 to 3 times as high.
    Check(Check),
    /// Make the sheets of a packet and send them to a printer.
    ///
    /// The printer is asked first what it can do; where it can't print what the packet needs,
    /// nothing is sent. No files are written: `handbill build` writes them.
    Print(Print),
    /// Find out where a printer puts its pages, and put it right.
    ///
    /// First the sheet: `handbill calibrate -o calibration.pdf`. Print it, and do what stands on
    /// it. Then the numbers: `handbill calibrate --printer office --front 0.5,-1 --back 0,1.5`.
    Calibrate(Calibrate),
    /// Draw every page as a picture.
    Preview(Preview),
    /// Ask finished files whether every word of them still is what was proven.
    Verify(Verify),
    /// Begin a packet of your own in a folder.
    New(New),
    /// Show what there is.
    List(List),
    /// Write a built-in layout, text or theme into this folder, to change it.
    Export(Export),
    /// Print completions for your shell.
    Completions(Completions),
}

impl Command {
    /// Whether findings are JSON.
    pub fn is_json(&self) -> bool {
        match self {
            Self::Build(args) => args.json,
            Self::Check(args) => args.json,
            Self::Print(args) => args.json,
            Self::Verify(args) => args.json,
            _ => false,
        }
    }
}

/// Which packet, and what is to be different.
#[derive(Debug, Group)]
pub struct PacketArgs {
    /// The packet's file, or the folder with a packet.toml. Without it: ./packet.toml, else the
    /// standard packet.
    pub packet: Option<PathBuf>,

    #[command(flatten)]
    pub over: Over,

    #[command(flatten)]
    pub fonts: FontArgs,
}

/// What is to be different from what the packet and the layouts say.
#[derive(Debug, Default, Group)]
pub struct Over {
    /// Print on this paper: letter, a4, 24x36in, 100x150mm ...
    #[arg(long)]
    pub paper: Option<String>,

    /// Cut every piece up over sheets of this paper, and add a map: letter, a4.
    #[arg(long, value_name = "PAPER")]
    pub tile: Option<String>,

    /// Print on stock of this number: 5305, 5371 ... `handbill list stock` shows them.
    #[arg(long, value_name = "NUMBER")]
    pub stock: Option<String>,

    /// How the paper stands: portrait has the short side below.
    #[arg(long, value_enum)]
    pub orientation: Option<Orientation>,

    /// The colours: calm, ink-saver, high-contrast, or a file of your own.
    #[arg(long)]
    pub theme: Option<String>,

    /// Fail unless every text can be read from so far: 10ft, 3m.
    #[arg(long, value_name = "DISTANCE", value_parser = Distance::parse)]
    pub reads_to: Option<Distance>,

    /// The packet whose [group] is printed.
    #[arg(long, value_name = "FILE")]
    pub group: Option<PathBuf>,
}

/// How the paper stands.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Orientation {
    Portrait,
    Landscape,
}

impl From<Orientation> for model::Orientation {
    fn from(typed: Orientation) -> Self {
        match typed {
            Orientation::Portrait => Self::Portrait,
            Orientation::Landscape => Self::Landscape,
        }
    }
}

/// Where else fonts are.
#[derive(Clone, Debug, Default, Group)]
pub struct FontArgs {
    /// Use the fonts of this folder, too; may be given several times.
    #[arg(long, value_name = "DIR")]
    pub font_dir: Vec<PathBuf>,

    /// Use the fonts of this computer, too.
    #[arg(long)]
    pub system_fonts: bool,
}

#[derive(Debug, Group)]
pub struct Build {
    #[command(flatten)]
    pub packet: PacketArgs,

    #[command(flatten)]
    pub printer: PrinterArgs,

    /// How many copies of every piece.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub copies: Option<u32>,

    /// The folder to write into.
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,

    /// Print the plan, and what is wrong, as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Group)]
pub struct Check {
    #[command(flatten)]
    pub packet: PacketArgs,

    #[command(flatten)]
    pub printer: PrinterArgs,

    /// Print the plan, and what is wrong, as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Group)]
pub struct Make {
    /// A layout, by name or file: handout, tent, poster ...
    pub layout: String,

    /// Texts, by name or file: safety, words.md ...
    pub text: Vec<String>,

    /// The file to write; - for standard output. Without it the name is made from the text and
    /// the layout.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub over: Over,

    #[command(flatten)]
    pub fonts: FontArgs,
}

#[derive(Debug, Group)]
pub struct Preview {
    #[command(flatten)]
    pub packet: PacketArgs,

    /// The folder to write into.
    #[arg(short, long, value_name = "DIR", default_value = "preview")]
    pub out: PathBuf,

    /// Dots per inch, 10 to 600.
    #[arg(long, value_name = "N", default_value_t = 100)]
    #[arg(value_parser = clap::value_parser!(u32).range(10..=600))]
    pub dpi: u32,

    /// Draw frames, grid, baselines and the zone that every printer reaches.
    #[arg(long)]
    pub guides: bool,
}

#[derive(Debug, Group)]
pub struct Verify {
    /// PDF files, or folders of them.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Hold them against the words of this packet as they are today.
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    pub packet: Option<PathBuf>,

    /// Hold them against this text, by name or file; may be given several times.
    #[arg(long, value_name = "TEXT")]
    pub text: Vec<String>,

    #[command(flatten)]
    pub fonts: FontArgs,

    /// Print what was found as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Group)]
pub struct New {
    /// The folder; it is made if it is not there.
    pub dir: PathBuf,
}

#[derive(Debug, Group)]
pub struct List {
    #[command(subcommand)]
    pub what: What,
}

#[derive(Debug, Subcommand)]
pub enum What {
    /// The texts that are built in.
    Texts,
    /// The layouts that are built in.
    Layouts,
    /// The themes that are built in.
    Themes,
    /// The papers that are known by name.
    Papers,
    /// The label, card and tent stock that is known by number.
    Stock,
    /// The fonts at hand.
    Fonts(FontArgs),
    /// The parts of a text, which a layout can show.
    Parts {
        /// A text, by name or file.
        text: String,
    },
}

#[derive(Debug, Group)]
pub struct Export {
    /// What kind of thing.
    #[arg(value_enum)]
    pub kind: Kind,

    /// Its name.
    pub name: String,

    /// Print it in place of writing a file.
    #[arg(long)]
    pub stdout: bool,
}

/// What can be exported.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Kind {
    Layout,
    Text,
    Theme,
    Stock,
}

#[derive(Debug, Group)]
pub struct Completions {
    /// The shell.
    pub shell: clap_complete::Shell,
}
