//! Lines of a paragraph: as few as there can be, and among those the best.
//!
//! The cost of a set of lines is lexicographic: first their number, then the sum of squared
//! slack (Knuth and Plass, "Breaking Paragraphs into Lines", 1981, with ragged lines and no
//! hyphens), with penalties for a last line of one short word and for a line that ends with
//! a small word. Short blocks count their last line too, which balances them.

use super::breaks::After;
use super::shape::Word;

/// Words `from..to` of a paragraph, and the width of what is seen of them in em.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The first word.
    pub from: usize,
    /// After the last word.
    pub to: usize,
    /// The width in em.
    pub width: f64,
}

/// How much a line may hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// In em.
    pub width: f64,
    /// In characters; a single longer word stands all the same.
    pub characters: u32,
}

impl Measure {
    /// Whether words of this width and number of characters fit; `one` word alone is bound
    /// by its width only.
    fn holds(self, width: f64, characters: u32, one: bool) -> bool {
        width <= self.width + SLIP && (one || characters <= self.characters)
    }
}

impl From<f64> for Measure {
    fn from(width: f64) -> Self {
        Self { width, characters: u32::MAX }
    }
}

/// Slip for sums of floats, in em.
const SLIP: f64 = 1e-6;

/// How many lines the words take at this measure; `None` if a word is wider.
pub fn count(words: &[Word], measure: Measure) -> Option<usize> {
    let mut lines = 0;
    let mut at = 0;
    while at < words.len() {
        at = fill(words, at, measure)?;
        lines += 1;
    }
    Some(lines)
}

/// The widest word, if it is wider than the measure.
pub fn too_wide(words: &[Word], measure: f64) -> Option<&Word> {
    words
        .iter()
        .filter(|word| word.width > measure + SLIP)
        .max_by(|a, b| a.width.total_cmp(&b.width))
}

/// After the last word that fits on a line beginning at `from`.
fn fill(words: &[Word], from: usize, measure: Measure) -> Option<usize> {
    let (mut width, mut characters) = (0.0, 0);
    for (index, word) in words.iter().enumerate().skip(from) {
        if !measure.holds(
            width + word.width,
            characters + word.characters.0,
            index == from,
        ) {
            return (index > from).then_some(index);
        }
        if word.after == After::Must {
            return Some(index + 1);
        }
        width += word.width + word.blank;
        characters += word.characters.1;
    }
    Some(words.len())
}

/// The best lines at this measure, as few as greedy filling takes. `None` if a word is
/// wider.
pub fn best(words: &[Word], measure: Measure, balance: bool) -> Option<Vec<Line>> {
    let mut lines = Vec::new();
    let mut from = 0;
    while from < words.len() {
        let to = words[from..]
            .iter()
            .position(|word| word.after == After::Must)
            .map_or(words.len(), |at| from + at + 1);
        let few = count(&words[from..to], measure)?;
        section(
            words,
            from..to,
            few,
            measure,
            balance && few <= MOST_BALANCED,
            &mut lines,
        );
        from = to;
    }
    Some(lines)
}

/// The most lines that are balanced; longer blocks would each get a measure of their own.
const MOST_BALANCED: usize = 3;

/// The least share of the measure that a last line of one word, or of few, should fill.
const RUNT: f64 = 0.25;

/// The longest paragraph that is broken by the optimum in one go; a longer one is cut into
/// stretches that keep time and memory linear.
const STRETCH: usize = 48;

fn section(
    words: &[Word],
    range: std::ops::Range<usize>,
    few: usize,
    measure: Measure,
    balance: bool,
    out: &mut Vec<Line>,
) {
    let mut from = range.start;
    let mut left = few;
    // The head of a very long paragraph is filled greedily, line by line.
    while left > STRETCH {
        let to = fill(words, from, measure).expect("the words fit: they were counted");
        out.push(line(words, from, to));
        from = to;
        left -= 1;
    }
    if left <= 1 {
        out.push(line(words, from, range.end));
        return;
    }
    let n = range.end - from;
    // best[k][j]: the least cost of k lines that hold the first j words.
    let mut best = vec![vec![f64::INFINITY; n + 1]; left + 1];
    let mut back = vec![vec![0_usize; n + 1]; left + 1];
    best[0][0] = 0.0;
    for k in 1..=left {
        for i in (k - 1)..n {
            let base = best[k - 1][i];
            if base.is_infinite() {
                continue;
            }
            let (mut width, mut characters) = (0.0, 0);
            for j in i + 1..=n {
                let word = &words[from + j - 1];
                let seen = characters + word.characters.0;
                if !measure.holds(width + word.width, seen, j == i + 1) {
                    break;
                }
                let last = j == n;
                if last == (k == left) {
                    let own = base
                        + cost(
                            &words[from + i..from + j],
                            width + word.width,
                            measure.width,
                            last,
                            balance,
                        );
                    if own < best[k][j] {
                        best[k][j] = own;
                        back[k][j] = i;
                    }
                }
                width += word.width + word.blank;
                characters += word.characters.1;
            }
        }
    }
    let mut cuts = vec![n];
    for k in (1..=left).rev() {
        cuts.push(back[k][cuts[left - k]]);
    }
    for pair in cuts.windows(2).rev() {
        out.push(line(words, from + pair[1], from + pair[0]));
    }
}

fn line(words: &[Word], from: usize, to: usize) -> Line {
    let seen = &words[from..to];
    let width: f64 = seen.iter().map(|w| w.width + w.blank).sum();
    Line { from, to, width: width - seen.last().map_or(0.0, |w| w.blank) }
}

/// The cost of a line of these words.
fn cost(words: &[Word], width: f64, measure: f64, last: bool, balance: bool) -> f64 {
    let slack = ((measure - width) / measure).max(0.0);
    let mut cost = if last && !balance { 0.0 } else { slack * slack };
    if last {
        // A blank after a word is what is left of a space, so two words are seen as such.
        let few = words.len() < 3;
        if words.len() == 1 {
            cost += 4.0;
        } else if few && width < RUNT * measure {
            cost += 1.0;
        } else if width < RUNT * measure {
            cost += 0.1;
        }
    } else if let Some(After::May(poor)) = words.last().map(|w| w.after) {
        cost += f64::from(poor) * if balance { 0.06 } else { 0.015 };
    }
    cost
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(widths: &[f64]) -> Vec<Word> {
        let mut words: Vec<Word> = widths
            .iter()
            .map(|&width| Word {
                start: 0,
                end: 0,
                next: 0,
                width,
                blank: 0.25,
                characters: (3, 4),
                after: After::May(0.0),
            })
            .collect();
        if let Some(last) = words.last_mut() {
            last.after = After::Must;
        }
        words
    }

    #[test]
    fn the_last_line_is_not_one_short_word() {
        let words = words(&[3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 1.0]);
        let lines = best(&words, 9.6.into(), false).unwrap();
        assert_eq!(lines.len(), 3);
        assert!(lines[2].to - lines[2].from > 1, "{lines:?}");
    }

    #[test]
    fn short_blocks_are_balanced() {
        let words = words(&[2.0; 6]);
        let lines = best(&words, 11.5.into(), true).unwrap();
        assert_eq!(lines.iter().map(|l| l.to - l.from).collect::<Vec<_>>(), [3, 3]);
    }

    #[test]
    fn a_word_wider_than_the_measure_does_not_fit() {
        assert_eq!(count(&words(&[2.0, 20.0]), 10.0.into()), None);
        assert!(too_wide(&words(&[2.0, 20.0]), 10.0).is_some());
    }

    proptest::proptest! {
        #[test]
        fn the_best_lines_are_never_more_than_greedy_ones(
            widths in proptest::collection::vec(0.5_f64..6.0, 1..200),
            measure in 6.0_f64..40.0,
            balance in proptest::bool::ANY,
        ) {
            let words = words(&widths);
            let lines = best(&words, measure.into(), balance).unwrap();
            assert_eq!(Some(lines.len()), count(&words, measure.into()));
            assert!(lines.iter().all(|line| line.width <= measure + 1e-5));
            assert_eq!(lines.first().map(|l| l.from), Some(0));
            assert_eq!(lines.last().map(|l| l.to), Some(words.len()));
            assert!(lines.windows(2).all(|pair| pair[0].to == pair[1].from));
        }
    }
}
