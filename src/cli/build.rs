//! `handbill build` and `handbill check`.

use std::path::Path;
use std::time::Instant;

use super::args::{Build, Check};
use super::order::Request;
use super::progress::Progress;
use super::screen::{Detail, Look, Screen, counted, plural};
use super::table::{Row, proven, table};
use super::{Outcome, Stop, environment};
use crate::model::{Plan, PlannedPiece};
use crate::press::{self, Made, PLAN_PAGE, Printed, Sheet};
use crate::prove::Proof;
use crate::write::folder::{self, Folder, PLAN, WriteError};

pub fn run(args: &Build, screen: &Screen, began: Instant) -> Outcome {
    let mut request = Request::of_packet(&args.packet, args.copies)?;
    request.for_printer(&args.printer)?;
    let mut folder = None;
    let mut write = |name: &str, bytes: &[u8]| -> Result<(), WriteError> {
        if folder.is_none() {
            folder = Some(Folder::open(&args.out)?);
        }
        folder.as_mut().map_or(Ok(()), |folder| folder.add(name, bytes))
    };
    let all = request.compose((screen, Detail::Brief), |sheets| {
        let made = each(sheets, began, &mut write)?;
        let collections = press::collections(sheets, &made.files)?;
        for own in &collections {
            write(&own.planned.file, &own.bytes)?;
        }
        Ok::<_, Stop>((made, collections))
    });
    let (made, collections) = all?.0?;
    let Some(mut folder) = folder else { return Ok(()) };
    let page = request.plan_page(&made.printed)?;
    folder.add(PLAN_PAGE, &page.bytes)?;
    let (pieces, mut proofs) = made.planned();
    proofs.push(page.proof);
    let collections = collections.into_iter().map(|own| own.planned).collect();
    let plan = plan(&request, &args.out, pieces).with(collections, page.planned);
    let old = folder.plan();
    let text = json(&plan);
    folder.add(PLAN, text.as_bytes())?;
    folder.finish()?;
    if let Some(old) = old {
        folder::remove_stale(&args.out, &old, &plan)?;
    }
    if args.json {
        return screen.say(&text);
    }
    let rows: Vec<Row> = made.rows.into_iter().map(Row::in_brief).collect();
    let table = table(&request.heading(), &rows, screen);
    let last = screen
        .paint(Look::Strong, "Print each packet file once, at \"Actual size\" (100 %).");
    let done = screen.paint(Look::Good, &done(&args.out, &plan, began));
    screen.say(&format!("{table}{done}\n{}\n{last}\n", proven(&proofs)))
}

/// What was written, and how much paper it takes.
fn done(out: &Path, plan: &Plan, began: Instant) -> String {
    let collected = plan.collections.iter().map(|own| own.file.as_str());
    let files: Vec<&str> = collected.chain([PLAN_PAGE, PLAN]).collect();
    format!(
        "{}: {}, {}; {} with the plan, {:.2} s",
        shown(out),
        plural(plan.pieces.len(), "piece"),
        files.join(", "),
        plural(plan.sheets.unwrap_or_default(), "sheet"),
        began.elapsed().as_secs_f64()
    )
}

/// All that [`run`] does, but for the writing.
pub fn check(args: &Check, screen: &Screen, began: Instant) -> Outcome {
    let mut request = Request::of_packet(&args.packet, None)?;
    request.for_printer(&args.printer)?;
    let all = request.compose((screen, Detail::Full), |sheets| {
        each(sheets, began, &mut |_, _| Ok(()))
    });
    let (made, found) = all?;
    let made = made?;
    let (pieces, _) = made.planned();
    if args.json {
        return screen.say(&json(&plan(&request, Path::new("out"), pieces)));
    }
    let rows = made.rows;
    let table = table(&request.heading(), &rows, screen);
    let ink =
        format!("{:.1} % ink on all paper of the packet, copies counted", ink(&pieces));
    let end = match counted(&found) {
        Some(count) => screen.paint(Look::Warn, &count),
        None => screen.paint(Look::Good, "nothing wrong"),
    };
    let acuity = screen.paint(Look::Dim, ACUITY);
    screen.say(&format!("{table}{ink}\n{acuity}\n{end}\n"))
}

/// What the distances of the table are, and what they are not.
const ACUITY: &str = "\"reads to\" is what a 20/40 reader can just make out (20/20 in brackets); \
                      comfortable reading wants letters 1.5 to 3 times as high";

/// The share of the packet's paper that is inked, in per cent.
fn ink(pieces: &[PlannedPiece]) -> f64 {
    let paper = |piece: &PlannedPiece| {
        // Of cards the copies are not those of the sheet.
        let pages = match piece.sheet {
            Some(_) => piece.pages as f64 * f64::from(piece.print.copies),
            None => piece.pages as f64 * f64::from(piece.copies),
        };
        piece.paper.width_pt * piece.paper.height_pt * pages
    };
    let inked: f64 = pieces.iter().map(|piece| piece.ink * paper(piece)).sum();
    100.0 * inked / pieces.iter().map(paper).sum::<f64>().max(1.0)
}

/// What every sheet came to.
#[derive(Default)]
struct Sheets {
    rows: Vec<Row>,
    printed: Vec<Printed>,
    files: Vec<Made>,
}

impl Sheets {
    /// What the plan has of each, and what was proven.
    fn planned(&self) -> (Vec<PlannedPiece>, Vec<Proof>) {
        let of = |made: &Made| (made.planned.clone(), made.proof.clone());
        self.files.iter().map(of).unzip()
    }
}

/// Makes every sheet and hands it to `write`.
fn each(
    sheets: &[Sheet<'_, '_>],
    began: Instant,
    write: &mut impl FnMut(&str, &[u8]) -> Result<(), WriteError>,
) -> Result<Sheets, Stop> {
    let mut progress = Progress::new(sheets.len(), began);
    let mut all = Sheets::default();
    for sheet in sheets {
        let made = press::write(sheet)?;
        write(&made.planned.file, &made.bytes)?;
        progress.step();
        all.rows.push(Row::of(sheet));
        all.printed.push(Printed::of(sheet, &made.planned));
        all.files.push(made);
    }
    Ok(all)
}

fn plan(request: &Request, out: &Path, pieces: Vec<PlannedPiece>) -> Plan {
    let packet = match &request.file {
        Some(file) => environment::way(out, file),
        None => "standard packet".to_owned(),
    };
    Plan::new(packet, pieces)
}

/// The plan as it is written.
fn json(plan: &Plan) -> String {
    serde_json::to_string_pretty(plan).expect("a plan is strings and finite numbers")
        + "\n"
}

/// A folder as it is shown.
pub fn shown(folder: &Path) -> String {
    let name = folder.display().to_string();
    if name.ends_with('/') { name } else { name + "/" }
}
