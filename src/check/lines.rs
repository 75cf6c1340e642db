//! Lines and blocks, found again on a page from its runs.

use super::ink::Areas;
use crate::font::Book;
use crate::page::{Artifact, Layer, Mark, Role, Run, Shape, TagId, Tags};
use crate::unit::{Pt, Rect};

/// A line of words on a face.
pub struct Line {
    /// The element that the words are content of; nothing for a page number and the like.
    pub block: Option<TagId>,
    /// Its baseline on the face.
    pub y: Pt,
    /// From capitals to descenders, on the sheet.
    pub rect: Rect,
    /// How wide it is.
    pub width: Pt,
    /// The words, without the blanks around them.
    pub text: String,
    /// The size of its first run.
    pub size: Pt,
}

/// Lines of one element, one below the other.
pub struct Block<'l> {
    /// Its lines, from the top.
    pub lines: &'l [Line],
    /// Whether it is a heading.
    pub heading: bool,
}

/// Whether a mark is one for the printer, not for the reader.
pub fn is_mark(mark: Mark) -> bool {
    mark == Mark::Artifact(Artifact::Page)
}

/// The box of a run on its face: from the capitals to `below` em under the baseline.
pub fn run_box(run: &Run, book: &Book, below: f64) -> Rect {
    let cap = f64::from(book.face(run.face).cap_height);
    let (up, down) = (cap * run.size, below * run.size);
    Rect { x: run.at.x, y: run.at.y - up, w: run.width(), h: up + down }
}

/// The lines of a face, in reading order.
pub fn lines(layer: &Layer, tags: &Tags, book: &Book, areas: &mut Areas) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    for item in layer.items.iter() {
        let Shape::Text(run) = &item.shape else { continue };
        if is_mark(item.mark) || run.text.trim().is_empty() {
            continue;
        }
        let block = match item.mark {
            Mark::Tag(id) => Some(block_of(tags, id)),
            Mark::Artifact(_) => None,
        };
        let depth = areas.depth(book, run);
        let rect = layer.matrix.apply_rect(run_box(run, book, depth));
        match found.last_mut() {
            Some(line) if line.block == block && (line.y - run.at.y).abs() < 0.01 => {
                line.rect = line.rect.union(rect);
                line.width += run.width();
                line.text.push_str(&run.text);
            }
            _ => found.push(Line {
                block,
                y: run.at.y,
                rect,
                width: run.width(),
                text: run.text.clone(),
                size: run.size,
            }),
        }
    }
    found
}

/// The blocks that lines make.
pub fn blocks<'l>(lines: &'l [Line], tags: &'l Tags) -> impl Iterator<Item = Block<'l>> {
    let alike = |a: &Line, b: &Line| a.block.is_some() && a.block == b.block && b.y > a.y;
    lines.chunk_by(alike).map(|lines| {
        let role = lines[0].block.map(|id| &tags.get(id).role);
        Block { lines, heading: matches!(role, Some(Role::Heading(_))) }
    })
}

/// The element around spans and links.
fn block_of(tags: &Tags, mut id: TagId) -> TagId {
    while matches!(tags.get(id).role, Role::Span | Role::Link(_)) {
        id = tags.get(id).parent;
    }
    id
}

/// The first words of a line, to name it by.
pub fn quoted(text: &str) -> String {
    const MOST: usize = 32;
    let text = text.trim();
    if text.chars().count() <= MOST {
        return format!("“{text}”");
    }
    let cut: String = text.chars().take(MOST).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    format!("“{cut} …”")
}
