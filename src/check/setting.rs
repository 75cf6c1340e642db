//! How the words are set: long lines, tight lines, small type, lonely words, and words where
//! no printer reaches.

use super::lines::{Block, Line, quoted};
use super::worst::Worst;
use crate::diag::Diagnostic;
use crate::page::Page;
use crate::unit::{INCH, Pt, Rect, Sides};

/// The most characters of a line of running text.
const MEASURE: usize = 75;
/// The least leading of running text.
const LEADING: f64 = 1.2;
/// Fewer lines than this are not running text.
const RUNNING: usize = 3;
/// No words are smaller than this.
const LEAST: Pt = 8.0;
/// What printers don't reach, unless the sheet is trimmed after printing.
const UNREACHED: Pt = 0.25 * INCH;
/// How far words stay from a trim that is cut.
const CUT: Pt = 0.125 * INCH;
/// Floors of the text, by the layout's kind.
const FLOORS: [(&str, Pt, &str); 4] = [
    ("handout", 12.0, "source: RNIB, Clear Print guidelines: 12 pt at least"),
    ("tent", 14.0, "source: docs/checks.md: a tent is read across a table"),
    ("poster", 18.0, "source: docs/checks.md: a poster is read from a chair"),
    ("card", 8.0, "source: docs/checks.md: a card is read in the hand"),
];

/// The worst of what was seen.
#[derive(Default)]
pub struct Seen {
    long: Worst,
    tight: Worst,
    small: Worst,
    runts: Worst,
    edge: Worst,
}

impl Seen {
    /// Looks at a line: its size and its place on the page, of which so much is not for words.
    pub fn line(&mut self, line: &Line, page: &Page, unprintable: Option<Sides>) {
        if line.size < LEAST - 0.01 {
            self.small.note(LEAST - line.size, || {
                format!(
                    "{} is set in {:.2} pt: hard to read for many",
                    quoted(&line.text),
                    line.size
                )
            });
        }
        let (least, distance) = nearest(line.rect, page, unprintable);
        if distance < least - 0.01 {
            self.edge.note(least - distance, || {
                format!(
                    "{} stands {:.2} in ({:.1} mm) from the sheet's edge, and {} in is needed",
                    quoted(&line.text),
                    distance.max(0.0) / INCH,
                    distance.max(0.0) / INCH * 25.4,
                    (least / INCH * 1000.0).round() / 1000.0
                )
            });
        }
    }

    /// Looks at a block. What is larger than the text, whose size is `b`, may be set tighter.
    pub fn block(&mut self, block: &Block<'_>, b: Pt) {
        let lines = block.lines;
        if lines.len() >= RUNNING && !block.heading {
            self.measure(lines);
            if lines[0].size <= b * 1.1 {
                self.leading(lines);
            }
        }
        if let [.., before, last] = lines
            && !last.text.trim().contains(char::is_whitespace)
            && last.width < before.width / 4.0
        {
            self.runts.note(1.0, || {
                format!("{} is alone on the last line of its block", quoted(&last.text))
            });
        }
    }

    fn measure(&mut self, lines: &[Line]) {
        let count = |line: &Line| line.text.trim().chars().count();
        let Some(longest) = lines.iter().max_by_key(|line| count(line)) else { return };
        let most = count(longest);
        if most > MEASURE {
            self.long.note(most as f64, || {
                format!(
                    "the line {} has {most} characters, and {MEASURE} are the most that an eye follows",
                    quoted(&longest.text)
                )
            });
        }
    }

    fn leading(&mut self, lines: &[Line]) {
        let alike = |pair: &&[Line]| (pair[0].size - pair[1].size).abs() < 0.01;
        let steps = lines.windows(2).filter(alike);
        let ratios = steps.map(|pair| (pair[1].y - pair[0].y) / pair[0].size);
        let least = ratios.fold(f64::INFINITY, f64::min);
        if least < LEADING - 0.005 {
            self.tight.note(LEADING - least, || {
                format!(
                    "the lines of {} stand {least:.2} of their size apart, and running text needs {LEADING}",
                    quoted(&lines[0].text)
                )
            });
        }
    }

    /// What there is to say. `size`: the text's size, if there is a text; `kind`: the
    /// layout's.
    pub fn findings(&self, kind: &str, size: Option<Pt>, out: &mut Vec<Diagnostic>) {
        out.extend(self.long.tell(|words| {
            Diagnostic::warning("measure", words)
                .help("give the style a `measure` or `characters`, or the frame more `pad`")
                .help("source: R. Bringhurst, The Elements of Typographic Style, 2.1.2: 45 to 75 characters")
        }));
        out.extend(self.tight.tell(|words| {
            Diagnostic::warning("leading", words)
                .help("give the style more `leading`; it is tightened by .04 where space is short: a larger paper, or a smaller `usual` size, gives it back")
                .help("source: look of the layouts, docs/checks.md: 1.2 at least")
        }));
        out.extend(floor(kind, size));
        out.extend(self.small.tell(|words| {
            Diagnostic::warning("floor", words)
                .help(format!(
                    "give the style a size of {LEAST} pt at least: `max({LEAST}pt, 0.6b)`"
                ))
                .help("source: docs/checks.md: nothing under 8 pt")
        }));
        out.extend(self.runts.tell(|words| {
            Diagnostic::note("runt", words)
                .help("a little more or less `measure` in the style breaks the lines elsewhere")
                .help("source: R. Bringhurst, The Elements of Typographic Style, 2.4.1")
        }));
        out.extend(self.edge.tell(|words| {
            Diagnostic::warning("edge", words)
                .help("give the layout a wider `margin`; if your printer reaches that far, write `allow = [\"edge\"]`")
                .help("source: docs/checks.md: most office printers leave 0.17 to 0.25 in white")
        }));
    }
}

/// The text's size against the floor of its kind.
fn floor(kind: &str, size: Option<Pt>) -> Option<Diagnostic> {
    let (_, least, source) = FLOORS
        .iter()
        .find(|(name, ..)| kind.split_whitespace().any(|word| word == *name))?;
    let size = size.filter(|size| *size < least - 0.01)?;
    let message = format!("the text is set in {size} pt, and a {kind} needs {least} pt");
    Some(
        Diagnostic::warning("floor", message)
            .help("take a larger paper, leave parts out, or raise `min` in `[fit]`")
            .help(*source),
    )
}

/// The side at which words stand nearest to what is not printed: how far from the trim they
/// must stay there, and how far they do.
fn nearest(r: Rect, page: &Page, unprintable: Option<Sides>) -> (Pt, Pt) {
    let all = |least| Sides { top: least, right: least, bottom: least, left: least };
    let least = match unprintable {
        _ if page.bleed > 0.0 => all(CUT),
        Some(own) => own,
        None => all(UNREACHED),
    };
    let sides = [
        (least.top, r.y),
        (least.right, page.trim.w - r.right()),
        (least.bottom, page.trim.h - r.bottom()),
        (least.left, r.x),
    ];
    let room = |side: &(Pt, Pt)| side.1 - side.0;
    let nearest = sides.into_iter().min_by(|a, b| room(a).total_cmp(&room(b)));
    nearest.unwrap_or((0.0, Pt::INFINITY))
}
