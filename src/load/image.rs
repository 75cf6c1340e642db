//! Pictures: PNG and JPEG files, decoded by the `image` crate.

use std::path::Path;
use std::sync::Arc;

use crate::diag::{Diagnostic, Source};
use crate::page::Image;

/// The most samples a picture may have: 100 million, 10,000 by 10,000.
const LIMIT: u64 = 100_000_000;

/// Opens a picture; a relative path starts at the folder of the file that names it.
///
/// # Errors
/// Why it can't be used: the file is missing, is no picture, or is too large.
pub fn open(from: &Source, path: &str) -> Result<Arc<Image>, String> {
    let folder = Path::new(&from.name).parent().unwrap_or_else(|| Path::new(""));
    let bytes =
        std::fs::read(folder.join(path)).map_err(|e| super::source::reason(&e))?;
    decode(&bytes)
}

/// The mistake of a picture that can't be used.
pub fn wrong(path: &str, why: &str) -> Diagnostic {
    Diagnostic::error("image", format!("the picture `{path}` can't be used: {why}"))
        .help("a picture is a PNG or JPEG file, named from the folder of this file")
}

/// Decodes a picture.
fn decode(bytes: &[u8]) -> Result<Arc<Image>, String> {
    let reader = image::ImageReader::new(std::io::Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|e| e.to_string())?;
    if reader.format().is_none() {
        return Err("it is no PNG or JPEG picture".to_owned());
    }
    let (width, height) = image::ImageReader::new(std::io::Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|e| e.to_string())?
        .into_dimensions()
        .map_err(|_| "it is damaged".to_owned())?;
    if u64::from(width) * u64::from(height) > LIMIT {
        return Err(format!("{width} by {height} samples are too many"));
    }
    let picture = reader.decode().map_err(|_| "it is damaged".to_owned())?;
    let alpha = picture
        .color()
        .has_alpha()
        .then(|| picture.to_rgba8().pixels().map(|p| p.0[3]).collect::<Vec<u8>>());
    let alpha = alpha.filter(|a| a.iter().any(|v| *v < 255));
    Ok(Arc::new(Image { width, height, rgb: picture.to_rgb8().into_raw(), alpha }))
}
