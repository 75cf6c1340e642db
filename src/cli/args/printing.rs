//! What is typed of printers.

use std::path::PathBuf;

use clap::Args as Group;

use super::PacketArgs;

/// Which printer the sheets are for.
#[derive(Debug, Group)]
pub struct PrinterArgs {
    /// The printer: an address like ipp://192.168.1.20/ipp/print, or a name that printer.toml has.
    #[arg(long, value_name = "PRINTER")]
    pub printer: Option<String>,

    /// The tray, as the printer names it.
    #[arg(long, value_name = "NAME")]
    pub tray: Option<String>,

    /// What is known of printers; printer.toml beside the packet without it.
    #[arg(long, value_name = "FILE")]
    pub printer_file: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub struct Print {
    #[command(flatten)]
    pub packet: PacketArgs,

    #[command(flatten)]
    pub printer: PrinterArgs,

    /// Print only this piece, by the name of its file; may be given several times.
    #[arg(long, value_name = "PIECE")]
    pub only: Vec<String>,

    /// How many copies of every piece.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub copies: Option<u32>,

    /// Show what the printer would be told, and send nothing.
    #[arg(long)]
    pub dry_run: bool,

    /// Print without asking.
    #[arg(short, long)]
    pub yes: bool,

    /// How many seconds the printer may take to answer.
    #[arg(long, value_name = "SECONDS", default_value_t = 15)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=3600))]
    pub timeout: u32,

    /// How many seconds a job may stand still before it is given up.
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub wait: u32,

    /// Say what was printed, and what is wrong, as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Group)]
pub struct Calibrate {
    /// The file to write the sheet to; - for standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// The paper of the sheet: letter or a4.
    #[arg(long, default_value = "letter")]
    pub paper: String,

    /// The printer that the numbers are of: a name of your own, or its address.
    #[arg(long, value_name = "PRINTER")]
    pub printer: Option<String>,

    /// The tray, where it is another than the printer's other trays.
    #[arg(long, value_name = "NAME", requires = "printer")]
    pub tray: Option<String>,

    /// Its address, to print to it by its name.
    #[arg(long, value_name = "ADDRESS", requires = "printer")]
    pub uri: Option<String>,

    /// The numbers of boxes 1 and 2, in mm: 0.5,-1
    #[arg(long, value_name = "X,Y", allow_hyphen_values = true, requires = "printer")]
    pub front: Option<String>,

    /// The numbers of boxes 3 and 4.
    #[arg(long, value_name = "X,Y", allow_hyphen_values = true, requires = "printer")]
    pub back: Option<String>,

    /// What the two long scales of the back measure, in mm: 150.2,149.5
    #[arg(long, value_name = "ACROSS,DOWN", requires = "printer")]
    pub scale: Option<String>,

    /// The smallest number to be seen at each edge, in mm: top, right, bottom, left.
    #[arg(long, value_name = "T,R,B,L", requires = "printer")]
    pub edges: Option<String>,

    /// The file to keep them in.
    #[arg(long, value_name = "FILE", default_value = "printer.toml")]
    pub printer_file: PathBuf,
}
