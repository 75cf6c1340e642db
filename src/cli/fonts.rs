//! The faces at hand: the embedded ones, and those of the folders that were named.

use std::path::Path;

use super::args::FontArgs;
use super::environment;
use crate::diag::{Diagnostic, Place, Report};
use crate::font::Book;
use crate::load::at;
use crate::model::Packet;

/// The font book of a packet and a command line.
pub fn book(packet: Option<&Packet>, args: &FontArgs, report: &mut Report) -> Book {
    let mut book = Book::embedded();
    let named =
        packet.iter().flat_map(|packet| packet.fonts.iter().map(move |n| (packet, n)));
    for (packet, name) in named {
        let place = Place { source: packet.source.clone(), range: name.range.clone() };
        let mut found = Report::default();
        folder(&mut book, &packet.folder.join(&name.name), &mut found);
        found.findings.into_iter().for_each(|finding| report.push(at(finding, &place)));
    }
    for path in &args.font_dir {
        folder(&mut book, path, report);
    }
    if args.system_fonts {
        for path in environment::font_folders() {
            // What a computer holds besides usable fonts is nobody's mistake.
            let _ = book.add_folder(&path);
        }
    }
    book
}

fn folder(book: &mut Book, path: &Path, report: &mut Report) {
    match book.add_folder(path) {
        Ok(problems) => report.findings.extend(problems.into_iter().map(|problem| {
            let message =
                format!("the font `{}` is not used: {}", problem.file, problem.reason);
            Diagnostic::warning("font", message)
        })),
        Err(error) => {
            let message = match error.kind() {
                std::io::ErrorKind::NotFound => {
                    format!("there is no folder `{}` to take fonts from", path.display())
                }
                std::io::ErrorKind::NotADirectory => {
                    format!("`{}` is no folder to take fonts from", path.display())
                }
                _ => format!("the fonts in `{}` can't be read: {error}", path.display()),
            };
            report.push(
                Diagnostic::error("font-folder", message)
                    .help("name the folder in which the font files are"),
            );
        }
    }
}
