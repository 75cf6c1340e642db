//! A piece cut up over smaller sheets: its tiles, and the map that shows how they join.
//!
//! The tiles paint the piece as art; the map has it small, in the theme that needs no
//! grounds, and is what is read aloud. The map is composed like any piece: by the layout
//! `map`, whose text is the steps and whose group knows the figures.

use std::sync::Arc;

use super::expect;
use super::name::capital;
use super::order::{Order, at_place};
use super::sheet::{Imposed, Sheet};
use crate::compose::{Job, Prepared};
use crate::diag::{Diagnostic, Report, Source};
use crate::impose::{
    Cuts, TileLook, TileSheet, cuts, map, row_letter, text_spans, tile_name, tiles,
};
use crate::load::read_text;
use crate::model::{
    Group, Layout, PlannedPaper, PlannedPiece, PlannedTiles, Text, Theme, Tile,
    thousandths,
};
use crate::page::{About, Duplex, Page, TagId};
use crate::prove::Expected;
use crate::unit::{Family, INCH, MM, Matrix, Paper, Pt, Size};

/// What a printer can't reach.
const RIM: Pt = 0.25 * INCH;
/// How far the picture runs past a cut.
const PAST: Pt = INCH / 16.0;
/// More sheets than anyone glues together.
const MOST: usize = 200;
/// The theme of the small picture: words at full strength, no grounds.
const MAP_THEME: &str = "ink-saver";

/// Notes in the plan what is printed: the sheets, and how they join.
fn plan(planned: &mut PlannedPiece, tile: &Tile, cuts: &Cuts, pages: usize) {
    let paper = PlannedPaper::new(&tile.paper.name, cuts.sheet.size);
    planned.pages = pages;
    planned.tiles = Some(PlannedTiles {
        of: std::mem::replace(&mut planned.paper, paper),
        columns: cuts.columns.iter().copied().map(thousandths).collect(),
        rows: cuts.rows.iter().copied().map(thousandths).collect(),
        overlap_pt: thousandths(tile.overlap),
        between_lines: cuts.between_lines,
    });
    planned.turn(Duplex::Off, tile.paper.pwg());
}

/// Cuts a piece up, and says so in its plan.
///
/// # Errors
/// It has more than one page, it fits on one sheet, or the sheets would be too many.
pub fn tiled(
    order: &Order<'_>,
    sheet: &mut Sheet<'_, '_>,
    tile: &Tile,
) -> Result<Imposed, Report> {
    let wrong = |found| Report::from(at_place(order.packet, &tile.range, found));
    let art = sheet.page(0);
    let cuts = cut(sheet, &art, tile).map_err(wrong)?;
    let job = sheet.job;
    let (size, title) = (finished(art.trim, &job.layout.paper), piece_title(sheet));
    let group = job.group.get("name").unwrap_or_default();
    let look =
        TileLook { book: job.book, theme: job.theme, title: &title, size: &size, group };
    let mut pages = tiles(&art, &cuts, &look);
    let details = details(job.group, &cuts, tile, &title, &size);
    let (page, about, own) = map_page(order, sheet, &cuts, &look, &details)
        .map_err(|found| found.unwrap_or_else(|| wrong(no_map(tile))))?;
    pages.push(page);
    let mut expected = expect::expected(job);
    expected.strands.splice(0..0, own.strands);
    expected.marks.extend(phrases(&cuts, &look));
    // A page of several faces is several pictures: each is read, none is measured.
    if let [face] = art.layers.as_slice()
        && face.matrix == Matrix::IDENTITY
    {
        expected.cover = Some((art.trim.w, art.trim.h));
    }
    plan(&mut sheet.planned, tile, &cuts, pages.len());
    Ok(Imposed {
        pages,
        about,
        expected,
        duplex: Duplex::Off,
        prints: sheet.planned.copies,
        folded: None,
        cuts: Some(cuts),
    })
}

/// The fewest sheets, upright or lying, whose cuts between rows touch no text.
fn cut(sheet: &Sheet<'_, '_>, art: &Page, tile: &Tile) -> Result<Cuts, Diagnostic> {
    if sheet.composition.pages() > 1 {
        let message = "only a piece of one page can be cut up into tiles";
        return Err(Diagnostic::error("tile-pages", message)
            .help("give it a larger paper, or leave `tile` out"));
    }
    let upright = tile.paper.size;
    let holds = |size: Size| art.trim.w <= size.w && art.trim.h <= size.h;
    if holds(upright) || holds(upright.turned()) {
        let message = format!(
            "this piece fits on one sheet of {}: there is nothing to cut up",
            tile.paper.shown()
        );
        return Err(Diagnostic::error("tile-one", message)
            .help("leave `tile` out, or give the piece a larger `paper`"));
    }
    let text = text_spans(art, sheet.job.book);
    let tried = [upright, upright.turned()].map(|size| {
        let paper = TileSheet { size, rim: RIM, past: PAST, overlap: tile.overlap };
        cuts(art.trim, &text, paper)
    });
    let best = tried
        .into_iter()
        .flatten()
        .min_by_key(|cuts| (!cuts.between_lines, cuts.sheets()));
    let Some(best) = best else {
        let message = format!(
            "an overlap of {} hides more of {} than it leaves to be seen",
            inches(tile.overlap),
            tile.paper.shown()
        );
        return Err(Diagnostic::error("tile-overlap", message)
            .help("write a smaller one: `overlap = \"0.5in\"` is enough for glue"));
    };
    if best.sheets() > MOST {
        let message = format!(
            "{} sheets of {} would be needed; more than {MOST} are not made",
            best.sheets(),
            tile.paper.shown()
        );
        return Err(Diagnostic::error("tile-many", message)
            .help("cut it up over larger sheets, `tile = \"11x17in\"`, or take a smaller `paper`"));
    }
    Ok(best)
}

fn no_map(tile: &Tile) -> Diagnostic {
    let message = format!(
        "the map of the tiles, which shows how they join, does not fit on {}",
        tile.paper.shown()
    );
    Diagnostic::error("tile-map", message)
        .help("cut it up over larger sheets: `tile = \"letter\"` or --tile letter")
}

/// `Safety poster`.
fn piece_title(sheet: &Sheet<'_, '_>) -> String {
    capital(format!("{} {}", sheet.planned.text, sheet.job.layout.kind).trim())
}

/// `24 × 36 in`, `420 × 594 mm`.
fn finished(size: Size, paper: &Paper) -> String {
    let (unit, name) = unit(paper);
    format!("{} × {} {name}", plain(size.w / unit), plain(size.h / unit))
}

fn unit(paper: &Paper) -> (Pt, &'static str) {
    match paper.family {
        Family::Inch => (INCH, "in"),
        Family::Iso => (MM, "mm"),
    }
}

/// A number with at most two places.
fn plain(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn inches(length: Pt) -> String {
    match length / INCH {
        half if (half - 0.5).abs() < 1e-9 => "1/2 in".to_owned(),
        other => format!("{} in", plain(other)),
    }
}

/// The group with the figures of the piece, under names that no group has.
fn details(group: &Group, cuts: &Cuts, tile: &Tile, title: &str, size: &str) -> Group {
    let mut group = group.clone();
    let count = cuts.sheets();
    let rows = if cuts.between_lines { "between lines" } else { "through text" };
    let figures = [
        ("tiles-what", format!("{title}, {size}, {count} sheets")),
        ("tiles-finished", size.to_owned()),
        ("tiles-sheets", format!("{count}, {}", tile.paper.shown())),
        ("tiles-glue", inches(tile.overlap)),
        ("tiles-rows", rows.to_owned()),
    ];
    group.details.extend(figures.map(|(name, value)| (name.to_owned(), value)));
    group
}

/// What to do, step by step.
fn steps(cuts: &Cuts, size: Size, paper: &Paper) -> String {
    let (rows, columns) = (cuts.rows.len() - 1, cuts.columns.len() - 1);
    let mut steps = vec!["Cut each tile along its dashed lines.".to_owned()];
    if columns > 1 {
        let rest: Vec<String> =
            (3..=columns).map(|column| format!("A{column}")).collect();
        let then = match rest.as_slice() {
            [] => String::new(),
            list => format!(", then {}", list.join(", ")),
        };
        let name = if rows > 1 { "Row A: lay" } else { "Lay" };
        steps.push(format!(
            "{name} A2 on the glue edge of A1{then}. The cut edge lies on the black points."
        ));
    }
    let last = row_letter(rows - 1);
    if rows > 1 && columns > 1 {
        steps.push(match rows {
            2 => "Make row B in the same way.".to_owned(),
            _ => format!("Make rows B to {last} in the same way."),
        });
    }
    if rows > 1 {
        let rest: Vec<String> = (2..rows).map(row_letter).collect();
        let then = match rest.as_slice() {
            [] => String::new(),
            list => format!(", then {}", list.join(", ")),
        };
        steps.push(format!("Lay row B on the glue edge of row A{then}."));
    }
    let (unit, _) = unit(paper);
    let word = if paper.family == Family::Inch { "inches" } else { "mm" };
    let (w, h) = (plain(size.w / unit), plain(size.h / unit));
    steps.push(format!("Measure: {w} {word} wide, {h} {word} high."));
    let lines: Vec<String> =
        (1..).zip(steps).map(|(number, step)| format!("{number}. {step}\n")).collect();
    lines.concat()
}

/// What the marks of the tiles and of their map say.
fn phrases(cuts: &Cuts, look: &TileLook<'_>) -> Vec<String> {
    let (rows, columns) = (cuts.rows.len() - 1, cuts.columns.len() - 1);
    let count = cuts.sheets();
    let always =
        ["cut here", "goes on here", "this is", ",", look.title, look.size, look.group];
    let mut phrases: Vec<String> = always.map(str::to_owned).to_vec();
    phrases.push(
        "2 inches, or 50.8 mm. If it is not, print again at 100 %, Actual size.".into(),
    );
    phrases.push("Sheet".to_owned());
    phrases.extend((1..=count).map(|number| format!("{number} of {count}")));
    phrases.extend((1..=columns).map(|column| column.to_string()));
    phrases.extend((0..rows).map(row_letter));
    let names =
        (0..rows).flat_map(|row| (0..columns).map(move |column| tile_name(row, column)));
    phrases.extend(names);
    phrases
}

/// The map, what the file is about, and what the map itself ought to say.
///
/// # Errors
/// What is wrong with the layout `map`; nothing where the map does not fit on the sheets.
fn map_page(
    order: &Order<'_>,
    sheet: &Sheet<'_, '_>,
    cuts: &Cuts,
    look: &TileLook<'_>,
    details: &Group,
) -> Result<(Page, About, Expected), Option<Report>> {
    let own = sheet.job;
    let saver = theme(order, MAP_THEME)?;
    let small = sheet.composition.page_in(&saver, 0);
    let steps = steps(cuts, small.trim, &own.layout.paper);
    let source = Source::new("steps of the map", steps);
    let (text, _) =
        read_text("steps", &source, &mut |_| unreachable!("steps have no pictures"));
    let texts = [Arc::new(text)];
    let layout = layout(order, &texts, cuts)?;
    let texts: Vec<&Text> = texts.iter().map(|text| &**text).collect();
    let job = Job { layout: &layout, texts: &texts, group: details, bleed: None, ..*own };
    let ready = Prepared::new(&job)?;
    let found = ready.search().map_err(|_| None)?;
    let composed = ready.compose(found).expect("the size was found to fit");
    let mut page = composed.page(0);
    let mut tags = ready.tags().clone();
    // The map has a title of its own above the page's.
    let by = tags.append(&sheet.prepared.tags().clone().lowered(1), TagId::DOCUMENT);
    let small = Page {
        layers: small.layers.into_iter().map(|layer| layer.retagged(by)).collect(),
        ..small
    };
    let frames = composed.frames_on(0);
    let frame = |own| frames.iter().find(|(name, _)| name == own).map(|(_, rect)| *rect);
    let within = frame("picture").expect("the map has a frame for the picture");
    page.layers.extend(map(&small, cuts, (within, frame("joining")), look));
    let expected = expect::expected(&job);
    Ok((page, About { tags, ..sheet.about.clone() }, expected))
}

fn theme(order: &Order<'_>, name: &str) -> Result<Theme, Report> {
    let mut report = Report::default();
    match order.library.theme(name, &mut report) {
        Ok(theme) if !report.has_errors() => Ok(theme),
        Ok(_) => Err(report),
        Err(found) => {
            report.push(found);
            Err(report)
        }
    }
}

/// The layout of the map, on the paper of the tiles.
fn layout(order: &Order<'_>, texts: &[Arc<Text>], cuts: &Cuts) -> Result<Layout, Report> {
    let mut layout = own_layout(order, "map", texts)?;
    let size = cuts.sheet.size;
    layout.paper.size = Size { w: size.w.min(size.h), h: size.w.max(size.h) };
    Ok(layout)
}

/// A layout of the sheets that handbill adds by itself.
pub fn own_layout(
    order: &Order<'_>,
    name: &str,
    texts: &[Arc<Text>],
) -> Result<Layout, Report> {
    let mut report = Report::default();
    let tree = match order.library.layout(name, &mut report) {
        Ok(tree) => tree,
        Err(found) => {
            report.push(found);
            return Err(report);
        }
    };
    let layout = tree.resolve(texts, &mut report);
    if report.has_errors() { Err(report) } else { Ok(layout) }
}
