//! Pages to sheets: how a large page is cut up over the paper that a printer takes.
//!
//! Coordinates are points from the top left corner of the page, y downwards, as in
//! [`page`](crate::page).

mod cuts;
mod drawings;
mod map;
mod marks;
mod obstacles;
mod tile;

pub use cuts::{Cuts, TileSheet, cuts};
pub use drawings::{CutTile, Drawings, Folded, Hung, Stack, drawings};
pub use map::map;
pub use obstacles::text_spans;
pub use tile::{TileLook, row_letter, tile_corner, tile_name, tiles};
