//! A bar for work that takes longer than a second, on a terminal.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How long nobody needs to be told anything.
const PATIENCE: Duration = Duration::from_secs(1);

/// Counts what is done, and shows it once it takes long.
pub struct Progress {
    began: Instant,
    total: u64,
    done: u64,
    bar: Option<ProgressBar>,
    terminal: bool,
}

impl Progress {
    pub fn new(total: usize, began: Instant) -> Self {
        let terminal = std::io::stderr().is_terminal();
        Self { began, total: total as u64, done: 0, bar: None, terminal }
    }

    /// One thing is done.
    pub fn step(&mut self) {
        self.done += 1;
        if self.bar.is_none() && self.terminal && self.began.elapsed() > PATIENCE {
            let style = ProgressStyle::with_template("{bar:32} {pos} of {len}");
            self.bar = Some(ProgressBar::new(self.total));
            if let (Some(bar), Ok(style)) = (&self.bar, style) {
                bar.set_style(style);
            }
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.done);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
