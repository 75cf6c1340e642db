//! `handbill calibrate`: the sheet to print, and the numbers that were read off it.

use std::path::Path;

use super::args::Calibrate;
use super::printers::off_scale;
use super::screen::{Detail, Look, Screen};
use super::{Outcome, Stop};
use crate::diag::{Report, Source};
use crate::font::Book;
use crate::load::{self, Library};
use crate::model::{Calibration, Printer};
use crate::press;
use crate::unit::{INCH, MM, Paper, Point, Pt, Sides};
use crate::write::folder::Folder;

/// How long the rulers of the sheet are.
const RULER: Pt = 150.0 * MM;
/// The most that a page is moved: what the scales of the sheet show.
const MOST: Pt = 25.4 * MM;

pub fn run(args: &Calibrate, screen: &Screen) -> Outcome {
    match (&args.printer, &args.output) {
        (Some(name), None) => keep(args, name, screen),
        (None, Some(file)) => sheet(args, file, screen),
        (Some(_), Some(_)) => Err(Stop::Usage(
            "-o writes the sheet, and --printer keeps its numbers: one after the other".into(),
        )),
        (None, None) => Err(Stop::Usage(
            "begin with the sheet: `handbill calibrate -o calibration.pdf`; then the numbers you \
             read off it: `handbill calibrate --printer NAME --front 0.5,-1 --back 0,1.5`"
                .into(),
        )),
    }
}

fn sheet(args: &Calibrate, file: &Path, screen: &Screen) -> Outcome {
    let known = ["letter", "a4"];
    let Some(paper) = Paper::find(&args.paper).filter(|p| known.contains(&&*p.name))
    else {
        return Err(Stop::Usage(format!(
            "--paper {}: the calibration sheet is letter or a4; what it finds holds for other papers of the printer too",
            args.paper
        )));
    };
    let mut report = Report::default();
    let theme = Library::default().theme("calm", &mut report).map_err(Report::from)?;
    let pdf = press::calibration_sheet(&paper, &theme, &Book::embedded());
    if file.as_os_str() == "-" {
        return screen.bytes(&pdf);
    }
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let mut folder = Folder::open(file.parent().unwrap_or(Path::new("")))?;
    folder.add(&name.unwrap_or_default(), &pdf)?;
    folder.finish()?;
    let strong = screen.paint(Look::Strong, "both sides, at \"Actual size\" (100 %)");
    screen.say(&format!(
        "{}: the calibration sheet, on {}. Print it on {strong}; what to do then stands on it.\n",
        file.display(),
        paper.shown()
    ))
}

/// Keeps what was read off the sheet, and says how it was understood.
fn keep(args: &Calibrate, name: &str, screen: &Screen) -> Outcome {
    let found = measured(args)?;
    let file = &args.printer_file;
    let old = if file.exists() {
        load::open(file).map_err(Report::from)?.text.clone()
    } else {
        String::new()
    };
    let known = read(file, &old)?;
    let by_address = known.iter().find(|printer| printer.uri.as_deref() == Some(name));
    let name = by_address.map_or(name, |printer| printer.name.as_str());
    let uri = args.uri.as_deref();
    let text = load::calibrated(&old, (name, args.tray.as_deref()), uri, &found);
    // Read before it is written, so that no file is spoilt.
    let written = read(file, &text)?;
    let printer = written.into_iter().find(|printer| printer.name == name);
    let printer = printer.unwrap_or_default();
    let (folder, own) = (file.parent().unwrap_or(Path::new("")), file.file_name());
    let own = own.map(|own| own.to_string_lossy().into_owned()).unwrap_or_default();
    let mut folder = Folder::open(folder)?;
    folder.add(&own, text.as_bytes())?;
    folder.finish()?;
    let kept = printer.at(args.tray.as_deref());
    screen.found(&off_scale(name, &kept), Detail::Full);
    let tray = args.tray.as_ref().map(|tray| format!(", tray `{tray}`"));
    let heading =
        format!("{}: printer `{name}`{}", file.display(), tray.unwrap_or_default());
    screen.say(&format!("{}\n{}", screen.paint(Look::Good, &heading), told(&kept)))
}

/// The printers that a file of this text has.
fn read(file: &Path, text: &str) -> Result<Vec<Printer>, Report> {
    let source = Source::new(file.display().to_string(), text);
    let mut report = Report::default();
    let printers = load::read_printers(&source, &mut report);
    if report.has_errors() { Err(report) } else { Ok(printers) }
}

fn measured(args: &Calibrate) -> Result<Calibration, Stop> {
    let found = Calibration {
        front: args.front.as_deref().map(|t| way("--front", t)).transpose()?,
        back: args.back.as_deref().map(|t| way("--back", t)).transpose()?,
        scale_error: args.scale.as_deref().map(scale).transpose()?,
        unprintable: args.edges.as_deref().map(edges).transpose()?,
    };
    if found == Calibration::default() {
        return Err(Stop::Usage(
            "which numbers did you read? Write them as --front 0.5,-1 --back 0,1.5"
                .into(),
        ));
    }
    Ok(found)
}

/// The lengths of an option, parted by commas: millimetres where no unit is written.
fn lengths(option: &str, text: &str) -> Result<Vec<Pt>, Stop> {
    let wrong = |part: &str| {
        Stop::Usage(format!(
            "{option} {text}: `{part}` is no length; write millimetres, like 0.5 or -1, or inches, like 0.05in"
        ))
    };
    let one = |part: &str| {
        // The sheet prints a true minus.
        let plain = part.trim().replace('\u{2212}', "-");
        let (number, unit) = if let Some(number) = plain.strip_suffix("mm") {
            (number, MM)
        } else if let Some(number) = plain.strip_suffix("in") {
            (number, INCH)
        } else {
            (plain.as_str(), MM)
        };
        let number = number.trim().trim_start_matches('+').parse::<f64>();
        number.ok().filter(|n| n.is_finite()).map(|n| n * unit).ok_or_else(|| wrong(part))
    };
    text.split(',').map(one).collect()
}

fn way(option: &str, text: &str) -> Result<Point, Stop> {
    let [x, y] = lengths(option, text)?[..] else {
        return Err(Stop::Usage(format!(
            "{option} {text}: two numbers are wanted, left or right and up or down: {option} 0.5,-1"
        )));
    };
    if x.abs().max(y.abs()) > MOST {
        return Err(Stop::Usage(format!(
            "{option} {text}: that is more than an inch; the numbers are millimetres, like {option} 0.5,-1"
        )));
    }
    Ok(Point { x, y })
}

/// What the rulers measure, as per cent too large.
fn scale(text: &str) -> Result<[f64; 2], Stop> {
    let sides = lengths("--scale", text)?;
    let near = |side: &Pt| (0.8..=1.25).contains(&(side / RULER));
    let [across, down] = sides[..] else {
        return Err(Stop::Usage(format!(
            "--scale {text}: two numbers are wanted, the lengths of the two 150 mm scales: --scale 150.2,149.5"
        )));
    };
    if !sides.iter().all(near) {
        return Err(Stop::Usage(format!(
            "--scale {text}: the two scales are 150 mm long, and so far off is no printer: --scale 150.2,149.5"
        )));
    }
    let error = |side: Pt| ((side / RULER - 1.0) * 100_000.0).round() / 1000.0;
    Ok([error(across), error(down)])
}

fn edges(text: &str) -> Result<Sides<Pt>, Stop> {
    let sides = lengths("--edges", text)?;
    let [top, right, bottom, left] = sides[..] else {
        return Err(Stop::Usage(format!(
            "--edges {text}: four numbers are wanted, top, right, bottom and left: --edges 4,4,5,4"
        )));
    };
    if sides.iter().any(|side| !(0.0..=2.0 * MOST).contains(side)) {
        return Err(Stop::Usage(format!(
            "--edges {text}: the numbers are millimetres from the edge, like --edges 4,4,5,4"
        )));
    }
    Ok(Sides { top, right, bottom, left })
}

/// What it comes to, in plain words.
fn told(kept: &Calibration) -> String {
    let mut words = String::new();
    for (side, offset) in [("front", kept.front), ("back", kept.back)] {
        if let Some(offset) = offset {
            words += &format!("  every {side} is moved {}\n", moved(offset));
        }
    }
    if let Some([across, along]) = kept.scale_error {
        words += &format!("  it prints {} across and {} down\n", off(across), off(along));
    }
    if let Some(Sides { top, right, bottom, left }) = kept.unprintable {
        let [top, right, bottom, left] = [top, right, bottom, left].map(mm);
        words += &format!(
            "  it leaves {top} mm white at the top, {right} right, {bottom} at the bottom, {left} left\n"
        );
    }
    words
}

fn mm(points: Pt) -> f64 {
    (points / MM * 100.0).round() / 100.0
}

fn moved(offset: Point) -> String {
    let part = |way: Pt, less: &str, more: &str| {
        let way = mm(way);
        let name = if way < 0.0 { less } else { more };
        (way != 0.0).then(|| format!("{} mm {name}", way.abs()))
    };
    let parts =
        [part(offset.x, "to the left", "to the right"), part(offset.y, "up", "down")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "not at all".to_owned() } else { parts.join(" and ") }
}

fn off(error: f64) -> String {
    let size = if error < 0.0 { "small" } else { "large" };
    if error == 0.0 {
        "to size".to_owned()
    } else {
        format!("{} % too {size}", error.abs())
    }
}
