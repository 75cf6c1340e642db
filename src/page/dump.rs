//! A stable text dump of a page, for tests: a line an item, in painting order.

use std::fmt::Write;

use super::{Mark, Page, Shape, Tags};

/// The page as lines of text: role, place, size and words of every item.
pub fn dump(page: &Page, tags: &Tags) -> String {
    let mut out = format!("page {:.1} x {:.1}\n", page.trim.w, page.trim.h);
    for layer in &page.layers {
        let repeat = if layer.repeat { " repeat" } else { "" };
        let m = layer.matrix.m.map(|v| format!("{v:.1}")).join(" ");
        writeln!(out, "layer [{m}]{repeat}").expect("writing to a string");
        for item in layer.items.iter() {
            let mark = match item.mark {
                Mark::Tag(id) => {
                    let tag = tags.get(id);
                    let lang = tag.lang.as_deref().map(|lang| format!(" in {lang}"));
                    format!("{:?}{}", tag.role, lang.unwrap_or_default())
                }
                Mark::Artifact(kind) => format!("{kind:?}"),
            };
            let shape = match &item.shape {
                Shape::Text(run) => format!(
                    "text {:.2} pt at {:.2} {:.2} w {:.2} {:?}",
                    run.size,
                    run.at.x,
                    run.at.y,
                    run.width(),
                    run.text
                ),
                Shape::Path(path) => {
                    let r = path.bounds();
                    let kind = if path.fill.is_some() { "fill" } else { "stroke" };
                    format!("{kind} {:.2} {:.2} {:.2} {:.2}", r.x, r.y, r.w, r.h)
                }
                Shape::Image(picture) => {
                    let r = picture.rect;
                    format!("image {:.2} {:.2} {:.2} {:.2}", r.x, r.y, r.w, r.h)
                }
            };
            writeln!(out, "  {mark}: {shape}").expect("writing to a string");
        }
    }
    out
}
