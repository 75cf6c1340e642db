//! Words against what is behind them.

use super::backdrop::{Backdrop, Behind, PAPER};
use super::light::{contrast, darkness, grey_contrast};
use super::lines::quoted;
use super::worst::Worst;
use crate::diag::Diagnostic;
use crate::font::Face;
use crate::page::{Color, Run};
use crate::unit::Rect;

/// A colour under less of the words than this doesn't count.
const LEAST: f64 = 0.02;
/// A ground lighter than this may not be printed at all, as a share of ink.
const FAINT: f64 = 0.03;
/// Where the rule is written.
const SOURCE: &str = "source: WCAG 2.2, 1.4.3 (contrast, minimum)";

/// The worst of what was seen.
#[derive(Default)]
pub struct Seen {
    color: Worst,
    grey: Worst,
    faint: Worst,
    picture: Worst,
}

impl Seen {
    /// Looks at a run that stands in a rectangle of the sheet.
    pub fn run(&mut self, run: &Run, face: &Face, rect: Rect, backdrop: &Backdrop) {
        let behind = backdrop.behind(rect);
        if behind.picture {
            self.picture.note(1.0, || {
                format!(
                    "{} stands on a picture: its contrast can't be known",
                    quoted(&run.text)
                )
            });
        }
        let large = run.size >= 18.0 || (run.size >= 14.0 && face.weight >= 700);
        let least = if large { 3.0 } else { 4.5 };
        let (ratio, on) = worst(&behind, run.color, contrast);
        let (in_grey, on_grey) = worst(&behind, run.color, grey_contrast);
        let told = |ratio: f64, on: Color| {
            let (text, color) = (quoted(&run.text), hex(run.color));
            let ratio = (ratio * 100.0).floor() / 100.0;
            format!(
                "{text}, {color} on {}, has a contrast of {ratio}:1, and at {} it needs {least}:1",
                hex(on),
                size(run.size, large)
            )
        };
        if ratio < least {
            self.color.note(least / ratio, || told(ratio, on));
        } else if in_grey < least {
            self.grey.note(least / in_grey, || told(in_grey, on_grey));
        }
    }

    /// Looks at a ground.
    pub fn ground(&mut self, color: Color) {
        let dark = darkness(color);
        if color != PAPER && dark < FAINT {
            self.faint.note(FAINT - dark, || {
                format!(
                    "the ground {} takes {:.1} % ink: many printers leave it white",
                    hex(color),
                    dark * 100.0
                )
            });
        }
    }

    /// What there is to say.
    pub fn findings(&self, out: &mut Vec<Diagnostic>) {
        out.extend(self.color.tell(|words| {
            Diagnostic::warning("contrast", words)
                .help("make the words darker, or the ground lighter: `color` in the style, or the colours of the theme")
                .help(SOURCE)
        }));
        out.extend(self.grey.tell(|words| {
            Diagnostic::warning("grey", format!("printed in grey, {words}"))
                .help("take two colours of which one is darker, not only another one; or print in colour and write `allow = [\"grey\"]`")
                .help(SOURCE)
        }));
        out.extend(self.faint.tell(|words| {
            Diagnostic::note("faint-ground", words)
                .help("nothing may hang on it alone: a bar or a rule is seen on every printer; or take a ground of 5 % and more")
        }));
        out.extend(self.picture.tell(|words| {
            Diagnostic::note("on-picture", words)
                .help("look at the preview, or put the words beside the picture")
        }));
    }
}

/// The least contrast with what is behind, and with which colour.
fn worst(behind: &Behind, ink: Color, of: fn(Color, Color) -> f64) -> (f64, Color) {
    let seen = behind.shares.iter().filter(|(_, share)| *share > LEAST);
    let ratios = seen.map(|(color, _)| (of(ink, *color), *color));
    let least = ratios.min_by(|a, b| a.0.total_cmp(&b.0));
    least.unwrap_or((of(ink, PAPER), PAPER))
}

fn size(points: f64, large: bool) -> String {
    let rounded = (points * 100.0).round() / 100.0;
    if large { format!("{rounded} pt (large)") } else { format!("{rounded} pt") }
}

fn hex(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.r, color.g, color.b)
}
