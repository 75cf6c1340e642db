//! Pages to sheets: how a large page is cut up over the paper that a printer takes, how small
//! ones come several on a sheet, and how pages come on sheets that are folded.
//!
//! Coordinates are points from the top left corner of the page, y downwards, as in
//! [`page`](crate::page).

mod cuts;
mod drawings;
mod edges;
mod fold;
mod joining;
mod map;
mod marks;
mod nup;
mod obstacles;
mod tile;
mod trim;

pub use cuts::{Cuts, TileSheet, cuts};
pub use drawings::{CutTile, Cutting, Drawings, Folded, Folding, Hung, Stack, drawings};
pub use fold::{FoldSheet, Placed, folded, signature};
pub use map::map;
pub use nup::{CardSheet, nup};
pub use obstacles::text_spans;
pub use tile::{TileLook, row_letter, tile_corner, tile_name, tiles};
pub use trim::{Folds, SLUG, trimmed};
