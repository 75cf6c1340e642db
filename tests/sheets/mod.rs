//! Packets of the repository, made through the library.
#![allow(dead_code)]

use std::path::{Path, PathBuf};

use handbill::diag::{Report, render};
use handbill::font::Book;
use handbill::load::{Library, folder_of, open, read_packet};
use handbill::press::{Order, Overrides, Sheet, run};

use super::tools;

/// The repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Composes the pieces of a packet and hands each to `visit`; `book` has the embedded faces,
/// and those of the packet's own folders are added.
pub fn compose<T>(
    file: &Path,
    visit: impl FnMut(&Sheet<'_, '_>) -> T,
) -> Result<Vec<T>, Report> {
    let mut report = Report::default();
    let source = open(file).unwrap_or_else(|found| panic!("{}", found.message));
    let folder = folder_of(file);
    let packet = read_packet(&source, &folder, &mut report);
    if !report.findings.is_empty() {
        return Err(report);
    }
    let mut book = Book::embedded();
    for fonts in &packet.fonts {
        let problems = book.add_folder(&folder.join(&fonts.name)).unwrap();
        assert_eq!(problems, []);
    }
    let library = Library { folder };
    let over = Overrides::default();
    let order = Order { packet: &packet, library: &library, book: &book, over };
    run(&order, visit).map(|(made, _)| made)
}

/// The same; it must go well.
pub fn composed<T>(file: &Path, visit: impl FnMut(&Sheet<'_, '_>) -> T) -> Vec<T> {
    compose(file, visit).unwrap_or_else(|report| {
        panic!("{}:\n{}", file.display(), render(&report, false))
    })
}

/// A folder for the files of a test, empty.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// The Arabic packet of `tests/layouts`, in a folder with the font that it names; `None`
/// where that font is not installed.
pub fn arabic(name: &str) -> Option<PathBuf> {
    const NOTO: &str = "/usr/share/fonts/truetype/noto";
    let faces = ["NotoNaskhArabic-Regular.ttf", "NotoNaskhArabic-Bold.ttf"];
    let found: Option<Vec<Vec<u8>>> =
        faces.iter().map(|name| std::fs::read(format!("{NOTO}/{name}")).ok()).collect();
    let Some(fonts) = found else {
        tools::missing(
            "no Noto Naskh Arabic here (fonts-noto-core): no sheet in Arabic was made",
        );
        return None;
    };
    let place = folder(name);
    std::fs::create_dir_all(place.join("fonts")).unwrap();
    for (name, bytes) in faces.iter().zip(fonts) {
        std::fs::write(place.join("fonts").join(name), bytes).unwrap();
    }
    for name in ["packet.toml", "arabic.toml", "welcome.md"] {
        std::fs::copy(root().join("tests/layouts/arabic").join(name), place.join(name))
            .unwrap();
    }
    Some(place.join("packet.toml"))
}
