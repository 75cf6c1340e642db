//! The words that both programs set: the three texts, and a text as long as is asked for.

use std::io::Write;

/// The three embedded texts, in the order of the packet.
const TEXTS: [&str; 3] = [
    include_str!("../../assets/texts/comparison.md"),
    include_str!("../../assets/texts/notice.md"),
    include_str!("../../assets/texts/safety.md"),
];

/// The three documents in one Markdown file: one front matter, then all that they say.
pub fn three() -> String {
    let mut file = "+++\ntitle = \"For every group\"\nlang = \"en\"\n+++\n".to_owned();
    for text in TEXTS {
        file.push('\n');
        file.push_str(body(text).trim());
        file.push('\n');
    }
    file
}

/// A text without its front matter.
fn body(text: &str) -> &str {
    text.splitn(3, "+++\n").nth(2).unwrap_or(text)
}

/// Writes a long text, once in Markdown and once in Typst, of the same words: so many
/// meetings, a heading, three paragraphs and a list each, no two alike. Nothing of it is
/// held, for what the bench holds counts as memory of its children.
///
/// # Errors
/// If one of the two cannot be written.
pub fn long(
    meetings: u32,
    markdown: &mut impl Write,
    typst: &mut impl Write,
) -> std::io::Result<()> {
    let pool: Vec<&str> = TEXTS.iter().flat_map(|text| sentences(body(text))).collect();
    let mut dice = Dice(0x5eed_0988);
    let title = "Notes from a thousand meetings";
    write!(markdown, "+++\ntitle = \"{title}\"\nlang = \"en\"\n+++\n\n# {title}\n")?;
    writeln!(typst, "{}= {title}", include_str!("long.typ"))?;
    for meeting in 1..=meetings {
        let words = body_of(&pool, &mut dice);
        write!(markdown, "\n## Meeting {meeting}\n{words}")?;
        write!(typst, "\n== Meeting {meeting}\n{words}")?;
    }
    markdown.flush()?;
    typst.flush()
}

/// The paragraphs and the list of one meeting, in marks that both languages read alike.
fn body_of(pool: &[&str], dice: &mut Dice) -> String {
    let mut words = String::new();
    for _ in 0..3 {
        words.push('\n');
        for i in 0..3 + dice.below(4) {
            words.push_str(if i == 0 { "" } else { " " });
            words.push_str(pool[dice.below(pool.len())]);
        }
        words.push('\n');
    }
    words.push('\n');
    for _ in 0..3 + dice.below(3) {
        words.push_str("- ");
        words.push_str(pool[dice.below(pool.len())]);
        words.push('\n');
    }
    words
}

/// The sentences of the plain paragraphs, without any that holds a mark of either language.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let plain = |line: &&str| line.starts_with(char::is_alphabetic);
    let marks = ['*', '#', '<', '_', '`', '$', '@', '[', '\\', '~'];
    text.lines()
        .filter(plain)
        .flat_map(|line| line.split_inclusive(". "))
        .map(str::trim)
        .filter(move |s| s.ends_with('.') && !s.contains(marks))
}

/// A small generator (Knuth, MMIX), so that every run sets the same words.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }
}
