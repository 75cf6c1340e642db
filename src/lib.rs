//! From the words a group has agreed on to the sheets that come out of the printer.
//!
//! `docs/architecture.md` draws the way of one word from TOML to PDF.

pub mod check;
pub mod cli;
pub mod compose;
pub mod diag;
pub mod font;
pub mod impose;
pub mod load;
pub mod model;
pub mod page;
pub mod press;
pub mod prove;
pub mod send;
pub mod unit;
pub mod write;
