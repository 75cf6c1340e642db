//! `handbill new DIR`: a first packet.

use super::Outcome;
use super::args::New;
use super::screen::{Look, Screen};
use crate::diag::{Diagnostic, Report};
use crate::write::folder::Folder;

/// The packet to begin with.
const FIRST: &str = include_str!("../../assets/first-packet.toml");

pub fn run(args: &New, screen: &Screen) -> Outcome {
    let file = args.dir.join("packet.toml");
    if file.symlink_metadata().is_ok() {
        let message =
            format!("there is a `{}` already, and it stays as it is", file.display());
        let help = "name another folder, or open that file and change it";
        return Err(Report::from(Diagnostic::error("exists", message).help(help)).into());
    }
    let mut folder = Folder::open(&args.dir)?;
    folder.add("packet.toml", FIRST.as_bytes())?;
    folder.finish()?;
    let strong = |words: &str| screen.paint(Look::Strong, words);
    let dir = args.dir.display();
    screen.say(&format!(
        "Your packet is {}.\n\n\
         1. Open it and fill in your group's name, when and where it meets.\n\
         2. Type {} and print what is in {dir}/out.\n",
        strong(&file.display().to_string()),
        strong(&format!("handbill build {dir} --out {dir}/out")),
    ))
}
