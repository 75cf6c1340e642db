//! Items as operators, and what they fill: faces and pictures.

use super::fonts::Faces;
use super::images::Images;
use super::ink::{Ink, Place};
use super::text;
use crate::font::Book;
use crate::page::{Item, Shape};

/// What the items of a file share, and fill.
pub(super) struct Stores<'a> {
    pub book: &'a Book,
    pub faces: Faces,
    pub images: Images,
}

/// Draws an item.
pub(super) fn shape(item: &Item, place: Place, ink: &mut Ink, stores: &mut Stores<'_>) {
    match &item.shape {
        Shape::Text(run) => text::draw(run, place, ink, (stores.book, &mut stores.faces)),
        Shape::Path(path) => ink.path(path, place),
        Shape::Image(picture) => {
            let id = stores.images.place(&picture.image);
            ink.image(&Images::name(id), picture.rect, place);
        }
    }
}
