//! What is painted by name: pictures, forms, and art.
//!
//! Art are forms that are painted as artifacts, through a window, on one page or on many. Each
//! is read once, in its own space; what it says and shows is the same wherever it stands.

use std::rc::Rc;

use super::canvas::Canvas;
use super::content::{Operands, Reader};
use super::file::Reading;
use super::marked::{Mark, Marked, Sequence};
use super::object::{Dict, Object};
use super::shelf::{Art, Resources};
use super::state::{EVERYWHERE, IDENTITY, State, apply, around, product, shared};

impl Reader<'_, '_, '_> {
    /// Whether a form that is painted now says and shows what it always does.
    fn may_be_art(&self) -> bool {
        matches!(self.marked.mark(), Mark::Artifact | Mark::Printer)
            && !self.marked.is_hidden()
            && self.state.is_plain()
    }

    /// Paints art as far as its window, the clipping path, shows it.
    fn paint_art(&mut self, art: &Art) {
        self.canvas.art(&art.drawn, &art.areas, &self.state);
        if self.marked.mark() == Mark::Artifact && !art.words.seen.is_empty() {
            self.canvas.window(art.drawn, &self.state);
        }
        let at = self.marked.place();
        self.marked.art(&art.words);
        for (why, _) in &art.unseen {
            self.canvas.unseen.push((*why, at));
        }
    }

    /// Paints a picture or a form, by name.
    pub(super) fn paint_object(
        &mut self,
        own: &Operands<'_>,
        resources: &Rc<Resources>,
        depth: usize,
    ) -> Reading<()> {
        let name = own.name().unwrap_or_default();
        let Some(reference) = resources.object(name) else { return Ok(()) };
        // What was read is not looked up again.
        let known = match reference {
            Object::Ref(number) if depth > 0 => self.shelf.arts.get(number).cloned(),
            _ => None,
        };
        if let (Some(art), true) = (&known, self.may_be_art()) {
            self.paint_art(art);
            return Ok(());
        }
        let Some(stream) = self.shelf.file.stream(reference) else { return Ok(()) };
        if stream.dict.get("Subtype").name() != Some("Form") {
            let print = self.shelf.picture(reference, &stream)?;
            self.marked.paint();
            self.canvas.picture(&print, &self.state.ctm, &self.state);
            return Ok(());
        }
        let Some(depth) = depth.checked_sub(1) else { return Ok(()) };
        let bytes = self.shelf.form(&stream)?;
        let inner = match stream.dict.get("Resources") {
            Object::Null => Rc::clone(resources),
            own => self.shelf.resources(own),
        };
        if let (Object::Ref(number), true, true) =
            (reference, self.may_be_art(), is_plain(&stream.dict))
            && let Some(art) = self.art(&bytes, &inner, depth)?
        {
            let art = Rc::new(art);
            self.shelf.arts.insert(*number, Rc::clone(&art));
            self.paint_art(&art);
            return Ok(());
        }
        let numbers = |key: &str| -> Vec<f64> {
            let list = self.shelf.file.get(stream.dict.get(key));
            list.array().unwrap_or_default().iter().filter_map(Object::number).collect()
        };
        let matrix = <[f64; 6]>::try_from(numbers("Matrix")).unwrap_or(IDENTITY);
        let bounds = <[f64; 4]>::try_from(numbers("BBox"));
        let kept = self.state.clone();
        let depth_saved = self.saved.len();
        self.state.ctm = product(&matrix, &self.state.ctm);
        if let Ok([l, b, r, t]) = bounds {
            let ctm = self.state.ctm;
            let corners =
                [(l, b), (r, b), (r, t), (l, t)].map(|(x, y)| apply(&ctm, x, y));
            self.state.clip = shared(&self.state.clip, &around(corners));
        }
        self.stream(&bytes, &inner, depth)?;
        self.saved.truncate(depth_saved);
        self.state = kept;
        Ok(())
    }

    /// Reads a form in its own space; `None` if it has content of elements.
    fn art(
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

/// Whether a form stands in the space of whoever paints it.
fn is_plain(dict: &Dict) -> bool {
    let list = dict.get("Matrix").array().unwrap_or_default();
    let own: Vec<f64> = list.iter().filter_map(Object::number).collect();
    own.is_empty() || own == IDENTITY
}
