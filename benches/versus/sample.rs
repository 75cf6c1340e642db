//! Many runs of one program, and what they come to.

use std::time::Duration;

use crate::child::Run;

/// The runs of one program in one case.
#[derive(Default)]
pub struct Sample(Vec<Run>);

impl Sample {
    pub fn push(&mut self, run: Run) {
        self.0.push(run);
    }

    /// Milliseconds of the fastest and of the middle run.
    pub fn wall(&self) -> (f64, f64) {
        spread(self.0.iter().map(|run| run.wall))
    }

    /// Milliseconds of processor time of the cheapest and of the middle run.
    pub fn cpu(&self) -> (f64, f64) {
        spread(self.0.iter().map(|run| run.cpu))
    }

    /// The largest peak of all runs, in MB (10^6 bytes).
    pub fn peak(&self) -> f64 {
        mega(self.0.iter().map(|run| run.peak).max().unwrap_or(0))
    }
}

fn spread(times: impl Iterator<Item = Duration>) -> (f64, f64) {
    let mut ms: Vec<f64> = times.map(|t| t.as_secs_f64() * 1e3).collect();
    ms.sort_by(f64::total_cmp);
    let at = |i: usize| ms.get(i).copied().unwrap_or(f64::NAN);
    let middle = ms.len() / 2;
    let median = if ms.len().is_multiple_of(2) {
        f64::midpoint(at(middle.wrapping_sub(1)), at(middle))
    } else {
        at(middle)
    };
    (at(0), median)
}

#[expect(clippy::cast_precision_loss, reason = "below 2^52 bytes")]
fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
