//! Paragraphs: their size, their lines, a row a line.

use super::{Gap, Ink, InkKind, Setter};
use crate::compose::breaks::After;
use crate::compose::fit::Bound;
use crate::compose::galley::Para;
use crate::compose::lines::{self, Measure};
use crate::model::Align;
use crate::unit::Pt;

impl<'g> Setter<'g, '_> {
    pub(super) fn para(&mut self, para: &'g Para<'g>, x: Pt, w: Pt) -> Result<(), Bound> {
        if para.shaped.words.is_empty() {
            return Ok(());
        }
        let style = &*para.style;
        let size = self.size_of(para, w);
        let measure =
            style.measure.as_ref().map_or(w, |m| self.setting.em(m, size).min(w));
        self.space_before(&style.space, size);
        let first = self.rows.rows.len();
        self.lines(para, x, w, measure, size)?;
        if para.new_page {
            self.rows.rows[first].new_page = true;
            self.used =
                self.rows.rows[first..].iter().map(|r| r.height + r.gap.base).sum();
        }
        let after = self.setting.em(&style.space.after, size) * self.setting.tight.gaps();
        self.pending = Gap { base: after, stretch: style.space.stretch_after };
        self.over()
    }

    /// The rows of a paragraph: a row a line.
    pub(super) fn lines(
        &mut self,
        para: &'g Para<'g>,
        x: Pt,
        w: Pt,
        measure: Pt,
        size: Pt,
    ) -> Result<(), Bound> {
        let style = &*para.style;
        let words = &para.shaped.words;
        let ems = measure / size;
        let characters = style.characters.unwrap_or(u32::MAX);
        let most = Measure { width: ems, characters };
        let Some(count) = lines::count(words, most) else {
            let word = lines::too_wide(words, ems)
                .map_or("", |w| &para.shaped.text[w.start..w.end]);
            return Err(Bound::word(word));
        };
        self.wishes(para, count)?;
        self.rows.count(size, count);
        let cap = self.setting.cap(style) * size;
        let leading = self.setting.leading(style, size);
        let found = if self.setting.ink {
            lines::best(words, most, style.balance).expect("the words were counted")
        } else {
            Vec::new()
        };
        for index in 0..count {
            if index > 0 {
                self.pending = Gap { base: leading - cap, stretch: 0.0 };
            }
            let ink = found.get(index).map(|line| {
                let free = w - line.width * size;
                let shift = match (style.align, para.shaped.rtl) {
                    (Align::Start, false) | (Align::End, true) => 0.0,
                    (Align::Center, _) => free / 2.0,
                    (Align::End, false) | (Align::Start, true) => free,
                };
                Ink {
                    x: x + shift,
                    y: cap,
                    kind: InkKind::Line { para, line: *line, size },
                }
            });
            // No lonely lines: the first two and the last two of a paragraph stay together,
            // and a short one is never cut.
            let keep =
                index + 1 < count && (count <= 3 || index == 0 || index + 2 >= count);
            let keep = keep || (para.keep && index + 1 == count);
            self.row(cap, ink.into_iter().collect(), keep);
        }
        Ok(())
    }

    /// Bounds on lines: those of the style hold always, wishes only while they are asked.
    pub(super) fn wishes(&self, para: &Para<'_>, count: usize) -> Result<(), Bound> {
        let words = &para.shaped.words;
        let hard = words.iter().filter(|w| w.after == After::Must).count();
        let style = &para.style;
        let text = || para.shaped.text.clone();
        if style.max_lines.is_some_and(|most| count > most.max(hard)) {
            return Err(Bound::wrap(text()));
        }
        let wish = para.should.is_some_and(|most| count > most.max(hard));
        if self.setting.wishes && (wish || (hard > 1 && hard <= 4 && count > hard)) {
            return Err(Bound::wrap(text()));
        }
        Ok(())
    }

    /// The size at which a paragraph stands: a step down where it would take four lines.
    pub(super) fn size_of(&self, para: &Para<'_>, w: Pt) -> Pt {
        let style = &para.style;
        let mut step = self.setting.tight.title_step().min(style.steps.len());
        let mut size = self.setting.size(style, step);
        while step < style.steps.len() {
            let lines = lines::count(&para.shaped.words, (w / size).into());
            if lines.is_some_and(|n| n <= 3) {
                break;
            }
            step += 1;
            size = self.setting.size(style, step);
        }
        size
    }
}
