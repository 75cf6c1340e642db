//! Art: forms that are painted as artifacts, through a window, on one page or on many. Each is
//! read once, in its own space; what it says and shows is the same wherever it stands.

use std::rc::Rc;

use super::canvas::{Area, Canvas, Unseen};
use super::content::Reader;
use super::file::Reading;
use super::marked::{Mark, Marked, Sequence};
use super::shelf::Resources;
use super::state::{EVERYWHERE, IDENTITY, State};

/// A form, read.
pub(super) struct Art {
    /// What it says, and what its glyphs say, as one sequence.
    pub words: Sequence,
    /// Words of it that can't be seen wherever it stands, and why.
    pub unseen: Vec<(Unseen, String)>,
    /// What it fills, in its own space.
    pub areas: Vec<Area>,
    /// The hash of what is drawn.
    pub drawn: [u8; 32],
}

impl Reader<'_, '_, '_> {
    /// Reads a form in its own space; `None` if it has content of elements.
    pub(super) fn art(
        &mut self,
        bytes: &[u8],
        resources: &Rc<Resources>,
        depth: usize,
    ) -> Reading<Option<Art>> {
        let mut inner = Reader::new(self.shelf, EVERYWHERE, State::new(IDENTITY));
        inner.stream(bytes, resources, depth)?;
        let Reader { shelf, mut marked, mut canvas, .. } = inner;
        marked.finish(&shelf.fonts);
        Ok(art(marked, &mut canvas))
    }
}

fn art(marked: Marked, canvas: &mut Canvas) -> Option<Art> {
    let areas = canvas.areas.clone();
    let drawn = canvas.finish();
    let tagged = |sequence: &Sequence| matches!(sequence.mark, Mark::Tagged(_));
    if marked.sequences.iter().any(tagged) {
        return None;
    }
    let unseen = canvas.unseen.iter().map(|(why, (at, start))| {
        let claimed = &marked.sequences[*at].claimed;
        (*why, claimed.get(*start..).unwrap_or(claimed).to_owned())
    });
    let unseen = unseen.collect();
    let mut words = Sequence::new(Mark::Artifact);
    marked.sequences.iter().for_each(|sequence| words.add(sequence));
    Some(Art { words, unseen, areas, drawn })
}
