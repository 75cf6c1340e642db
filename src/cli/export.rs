//! `handbill export KIND NAME`: what is built in, as a file that overrides it.

use std::path::Path;

use super::Outcome;
use super::args::{self, Export};
use super::screen::Screen;
use crate::diag::{Diagnostic, Report};
use crate::load::Kind;
use crate::write::folder::Folder;

impl From<args::Kind> for Kind {
    fn from(typed: args::Kind) -> Self {
        match typed {
            args::Kind::Layout => Self::Layout,
            args::Kind::Text => Self::Text,
            args::Kind::Theme => Self::Theme,
            args::Kind::Stock => Self::Stock,
        }
    }
}

pub fn run(args: &Export, screen: &Screen) -> Outcome {
    let kind = Kind::from(args.kind);
    let word = kind.word();
    let Some((name, contents)) =
        kind.embedded().iter().find(|(name, _)| *name == args.name)
    else {
        let known: Vec<&str> = kind.embedded().iter().map(|(name, _)| *name).collect();
        let message = format!("there is no built-in {word} `{}`", args.name);
        let finding = Diagnostic::error("unknown-name", message)
            .did_you_mean(&args.name, known.iter().copied())
            .help(format!("there are {}", known.join(", ")));
        return Err(Report::from(finding).into());
    };
    if args.stdout {
        return screen.say(contents);
    }
    let file = format!("{name}{}", kind.ending());
    if Path::new(&file).symlink_metadata().is_ok() {
        let message = format!("there is a `{file}` already, and it stays as it is");
        let help = "take it away first, or see the built-in one with --stdout";
        return Err(Report::from(Diagnostic::error("exists", message).help(help)).into());
    }
    let mut folder = Folder::open(Path::new(""))?;
    folder.add(&file, contents.as_bytes())?;
    folder.finish()?;
    screen.say(&format!(
        "{file}: the {word} `{name}`, to change as you like. Packets beside it use it from now on.\n"
    ))
}
