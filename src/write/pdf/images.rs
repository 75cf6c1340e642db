//! Pictures: samples and opacity, deflated once each.

use std::sync::Arc;

use lopdf::{Dictionary, Object};

use super::file::{File, count, name};
use crate::page::Image;

/// The pictures of a file, in the order in which they are first drawn.
#[derive(Default)]
pub(super) struct Images {
    list: Vec<Arc<Image>>,
}

impl Images {
    /// The place of a picture in the file.
    pub(super) fn place(&mut self, image: &Arc<Image>) -> usize {
        let same = |known: &Arc<Image>| Arc::ptr_eq(known, image) || known == image;
        self.list.iter().position(same).unwrap_or_else(|| {
            self.list.push(Arc::clone(image));
            self.list.len() - 1
        })
    }

    /// The name of a picture in the resources.
    pub(super) fn name(place: usize) -> String {
        format!("I{place}")
    }

    /// Writes the pictures; gives their resources.
    pub(super) fn write(&self, file: &mut File) -> Dictionary {
        let mut resources = Dictionary::new();
        for (place, image) in self.list.iter().enumerate() {
            let mut dict = head(image, "DeviceRGB");
            if let Some(alpha) = &image.alpha {
                dict.set("SMask", file.stream(head(image, "DeviceGray"), alpha));
            }
            resources.set(Self::name(place), file.stream(dict, &image.rgb));
        }
        resources
    }
}

fn head(image: &Image, space: &str) -> Dictionary {
    let mut dict = Dictionary::new();
    dict.set("Type", name("XObject"));
    dict.set("Subtype", name("Image"));
    dict.set("Width", Object::Integer(i64::from(image.width)));
    dict.set("Height", count(image.height as usize));
    dict.set("ColorSpace", name(space));
    dict.set("BitsPerComponent", 8);
    dict
}
