//! `handbill make LAYOUT [TEXT...]`.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::Make;
use super::order::Request;
use super::screen::{Detail, Screen};
use super::table::{Row, proven, table};
use crate::model::{Named, Piece};
use crate::press;
use crate::write::folder::Folder;

pub fn run(args: &Make, screen: &Screen) -> Outcome {
    let packet = press::single(piece(args), PathBuf::new());
    let request = Request::of_packet_made(packet, &args.over, &args.fonts);
    let (made, _) = request.run((screen, Detail::Lines), |sheet| {
        (Row::of(sheet).in_brief(), press::write(sheet))
    })?;
    for (row, made) in made {
        let made = made?;
        let file = match &args.output {
            Some(path) if path.as_os_str() == "-" => return screen.bytes(&made.bytes),
            Some(path) => path.clone(),
            None => PathBuf::from(&made.planned.file),
        };
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
        let mut folder = Folder::open(file.parent().unwrap_or(Path::new("")))?;
        folder.add(&name.unwrap_or_else(|| made.planned.file.clone()), &made.bytes)?;
        folder.finish()?;
        let table = table(&file.display().to_string(), &[row], screen);
        screen.say(&format!("{table}{}\n", proven(&[made.proof])))?;
    }
    Ok(())
}

fn piece(args: &Make) -> Piece {
    let named = |name: &str| Named { name: name.to_owned(), range: 0..0 };
    Piece {
        texts: args.text.iter().map(|name| named(name)).collect(),
        ..Piece::new(named(&args.layout))
    }
}
