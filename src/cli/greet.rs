//! `handbill` alone: a welcome, and what to type next.

use super::Outcome;
use super::screen::{Look, Screen};

const STEPS: &[(&str, &str)] = &[
    ("handbill build", "the standard packet, ready to print, in the folder out/"),
    ("handbill new my-group", "a packet of your own, to fill in for your group"),
    ("handbill make poster safety", "a single sheet"),
    ("handbill list layouts", "what else there is (also: texts, themes, papers, fonts)"),
    ("handbill help", "everything it can do"),
];

pub fn run(screen: &Screen) -> Outcome {
    let mut words = String::from(
        "Welcome. handbill makes handouts, table tents and wall posters for a support group,\n\
         from words that the group has agreed on, ready to print.\n\n\
         Type one of these next:\n\n",
    );
    for (command, what) in STEPS {
        let shown = screen.paint(Look::Strong, &format!("{command:<28}"));
        words += &format!("  {shown} {what}\n");
    }
    screen.say(&words)
}
