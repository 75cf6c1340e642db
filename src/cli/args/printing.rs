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
