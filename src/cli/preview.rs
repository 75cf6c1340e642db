//! `handbill preview`: every page as a picture, and all of them on one.

use std::time::Instant;

use image::RgbImage;

use super::Outcome;
use super::args::Preview;
use super::build::shown;
use super::order::Request;
use super::progress::Progress;
use super::screen::{Detail, Look, Screen, plural};
use crate::page::{Color, Page, Shape};
use crate::press::Sheet;
use crate::unit::{Rect, Size};
use crate::write::folder::{Folder, WriteError};
use crate::write::png::{self, Guide, contact};

/// The most pages on the contact sheet.
const PAGES: usize = 100;

/// The contact sheet's file.
const CONTACT: &str = "packet.png";

const FRAME: Color = Color { r: 40, g: 110, b: 220 };
const GRID: Color = Color { r: 150, g: 205, b: 225 };
const ZONE: Color = Color { r: 210, g: 60, b: 50 };
const BASELINE: Color = Color { r: 215, g: 120, b: 190 };

pub fn run(args: &Preview, screen: &Screen, began: Instant) -> Outcome {
    let request = Request::of_packet(&args.packet, None)?;
    let mut drawing = Drawing {
        args,
        folder: None,
        small: Vec::new(),
        pages: 0,
        progress: Progress::new(request.packet.pieces.len(), began),
    };
    let (drawn, _) =
        request.run((screen, Detail::Brief), |sheet| drawing.sheet(sheet))?;
    drawn.into_iter().collect::<Result<Vec<()>, WriteError>>()?;
    let Drawing { folder, small, pages, .. } = drawing;
    let Some(mut folder) = folder else { return Ok(()) };
    folder.add(CONTACT, &png::encode(&contact::sheet(&small), 72.0))?;
    folder.finish()?;
    let done = format!(
        "{}: {}, and {CONTACT} with {}, {:.2} s",
        shown(&args.out),
        plural(pages, "page"),
        if pages > small.len() {
            format!("the first {PAGES}")
        } else {
            "all of them".into()
        },
        began.elapsed().as_secs_f64()
    );
    screen.say(&format!("{}\n", screen.paint(Look::Good, &done)))
}

struct Drawing<'a> {
    args: &'a Preview,
    folder: Option<Folder>,
    small: Vec<RgbImage>,
    pages: usize,
    progress: Progress,
}

impl Drawing<'_> {
    fn sheet(&mut self, sheet: &Sheet<'_, '_>) -> Result<(), WriteError> {
        let file = &sheet.planned.file;
        let stem = file.strip_suffix(".pdf").unwrap_or(file);
        let count = sheet.printed();
        let dpi = f64::from(self.args.dpi);
        for number in 0..count {
            let page = sheet.printed_page(number);
            let guides = if self.args.guides && sheet.imposed.is_none() {
                guides(sheet, number, &page)
            } else {
                Vec::new()
            };
            let picture = png::draw(&page, sheet.job.book, dpi, &guides);
            let name = name(stem, number, count);
            if self.folder.is_none() {
                self.folder = Some(Folder::open(&self.args.out)?);
            }
            if let Some(folder) = &mut self.folder {
                folder.add(&name, &png::encode(&picture, dpi))?;
            }
            if self.small.len() < PAGES {
                let whole = |side: f64| side + 2.0 * page.rim();
                let size = Size { w: whole(page.trim.w), h: whole(page.trim.h) };
                self.small.push(png::draw(
                    &page,
                    sheet.job.book,
                    contact::dpi(size),
                    &guides,
                ));
            }
            self.pages += 1;
        }
        self.progress.step();
        Ok(())
    }
}

/// The name of a page's picture: numbered where there are several, and never the contact
/// sheet's.
fn name(stem: &str, number: usize, count: usize) -> String {
    let own = format!("{stem}.png");
    if count == 1 && !own.eq_ignore_ascii_case(CONTACT) {
        return own;
    }
    let digits = count.to_string().len();
    format!("{stem}-{:0digits$}.png", number + 1)
}

/// Safe zones, the grid, baselines and frames of a page, those in front last.
fn guides(sheet: &Sheet<'_, '_>, number: usize, page: &Page) -> Vec<Guide> {
    let line = |rect, color, dashed| Guide { rect, color, dashed };
    let zones = sheet.composition.safe_zones(number);
    let frames = sheet.composition.frames_on(number);
    let mut found: Vec<Guide> = Vec::new();
    for (_, frame) in &frames {
        let zone = zones.iter().find(|zone| middle_in(**zone, *frame));
        for rect in zone.map(|zone| grid_lines(*zone, *frame)).into_iter().flatten() {
            found.push(line(rect, GRID, true));
        }
    }
    found.extend(baselines(page).into_iter().map(|rect| line(rect, BASELINE, false)));
    found.extend(frames.iter().map(|(_, rect)| line(*rect, FRAME, false)));
    found.extend(zones.iter().map(|rect| line(*rect, ZONE, true)));
    found
}

fn middle_in(zone: Rect, frame: Rect) -> bool {
    let (x, y) = (frame.x + frame.w / 2.0, frame.y + frame.h / 2.0);
    zone.holds(Rect { x, y, w: 0.0, h: 0.0 })
}

/// The edges of a frame, carried on over its zone.
fn grid_lines(zone: Rect, frame: Rect) -> [Rect; 4] {
    [
        Rect { x: frame.x, w: 0.0, ..zone },
        Rect { x: frame.right(), w: 0.0, ..zone },
        Rect { y: frame.y, h: 0.0, ..zone },
        Rect { y: frame.bottom(), h: 0.0, ..zone },
    ]
}

/// Where words stand: a line below each run.
fn baselines(page: &Page) -> Vec<Rect> {
    let runs = page.layers.iter().flat_map(|layer| {
        layer.items.iter().filter_map(|item| match &item.shape {
            Shape::Text(run) => {
                let own = Rect { x: run.at.x, y: run.at.y, w: run.width(), h: 0.0 };
                Some(layer.matrix.apply_rect(own))
            }
            Shape::Path(_) | Shape::Image(_) => None,
        })
    });
    runs.collect()
}
