//! Bytes to model: TOML and Markdown are read, every name is looked up, and every mistake
//! is collected with its place.

mod calibrated;
mod frame;
mod grid;
mod image;
mod imposition;
pub mod keys;
mod layout;
mod library;
mod markdown;
mod packet;
mod printer;
mod read;
mod rules;
mod source;
mod stock;
mod style;
mod theme;
mod tree;

pub use calibrated::calibrated;
pub use library::{
    Kind, LAYOUTS, LayoutTree, Library, STANDARD_PACKET, STOCK, TEXTS, THEMES, at,
};
pub use markdown::read_text;
pub use packet::{folder_of, read_group, read_packet};
pub use printer::read_printers;
pub use source::{decode, open};
