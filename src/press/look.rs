//! A look at every page of a piece, as a careful designer gives it.

use crate::check::{Areas, Inspection, Outcome, Subject};
use crate::compose::{Composition, Job, Prepared};
use crate::page::Page;
use crate::unit::Sides;

/// So many pages of a piece are kept for the writer; those of long texts are painted again.
const KEPT: usize = 8;

/// Looks at every page, and keeps the first.
pub fn look(
    job: &Job<'_>,
    ready: &Prepared<'_>,
    composition: &Composition<'_, '_>,
    (areas, unprintable): (&mut Areas, Option<Sides>),
) -> (Outcome, Vec<Page>) {
    let subject = Subject {
        book: job.book,
        tags: ready.tags(),
        b: composition.found().step.size(),
        kind: &job.layout.kind,
        cut: job.layout.cut,
        saves: job.theme.name == "ink-saver",
        unprintable,
    };
    let mut inspection = Inspection::new(subject, areas);
    let mut pages = Vec::new();
    for at in 0..composition.pages() {
        let page = composition.page(at);
        inspection.page(&page);
        if at < KEPT {
            pages.push(page);
        }
    }
    (inspection.finish(), pages)
}
