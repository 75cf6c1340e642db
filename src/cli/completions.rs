//! `handbill completions SHELL`.

use clap::CommandFactory;

use super::Outcome;
use super::args::{Args, Completions};
use super::screen::Screen;

pub fn run(args: &Completions, screen: &Screen) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "handbill", &mut script);
    screen.bytes(&script)
}
