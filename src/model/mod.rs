//! What the files mean, resolved: texts, layouts, themes, packets and plans.

mod date;
mod group;
mod imposition;
mod layout;
mod packet;
mod plan;
mod printer;
mod rules;
mod stock;
mod style;
mod text;
mod theme;

pub use date::Date;
pub use group::Group;
pub use imposition::*;
pub use layout::*;
pub use packet::*;
pub use plan::*;
pub use printer::{Calibration, Printer};
pub use rules::{CODES, Rules};
pub use stock::*;
pub use style::*;
pub use text::*;
pub use theme::*;
