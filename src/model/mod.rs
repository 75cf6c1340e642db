//! What the files mean, resolved: texts, layouts, themes, packets and plans.

mod group;
mod layout;
mod packet;
mod plan;
mod style;
mod text;
mod theme;

pub use group::Group;
pub use layout::*;
pub use packet::*;
pub use plan::*;
pub use style::*;
pub use text::*;
pub use theme::*;
