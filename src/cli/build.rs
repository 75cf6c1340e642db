//! `handbill build` and `handbill check`.

use std::path::Path;
use std::time::Instant;

use super::args::{Build, Check};
use super::order::Request;
use super::progress::Progress;
use super::screen::{Detail, Look, Screen, counted, plural};
use super::table::{Row, proven, table};
use super::{Outcome, Stop, environment};
use crate::diag::Report;
use crate::model::{Plan, PlannedPiece};
use crate::press::{self, PLAN_PAGE, Printed};
use crate::prove::Proof;
use crate::write::folder::{self, Folder, PLAN, WriteError};

pub fn run(args: &Build, screen: &Screen, began: Instant) -> Outcome {
    let mut request = Request::of_packet(&args.packet, args.copies)?;
    request.for_printer(&args.printer)?;
    let mut folder = None;
    let write = |name: &str, bytes: &[u8]| -> Result<(), WriteError> {
        if folder.is_none() {
            folder = Some(Folder::open(&args.out)?);
        }
        folder.as_mut().map_or(Ok(()), |folder| folder.add(name, bytes))
    };
    let made = sheets(&request, (screen, Detail::Brief), began, write)?;
    let rows: Vec<Row> = made.rows.into_iter().map(Row::in_brief).collect();
    let Some(mut folder) = folder else { return Ok(()) };
    let page = request.plan_page(&made.printed)?;
    folder.add(PLAN_PAGE, &page.bytes)?;
    let plan = plan(&request, &args.out, made.pieces).with_page(page.planned);
    let proofs = [made.proofs, vec![page.proof]].concat();
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
    let done = format!(
        "{}: {}, {PLAN_PAGE}, {PLAN}; {} with the plan, {:.2} s",
        shown(&args.out),
        plural(rows.len(), "piece"),
        plural(plan.sheets.unwrap_or_default(), "sheet"),
        began.elapsed().as_secs_f64()
    );
    let table = table(&request.heading(), &rows, screen);
    let last = screen.paint(Look::Strong, "Print at \"Actual size\" (100 %).");
    let done = screen.paint(Look::Good, &done);
    screen.say(&format!("{table}{done}\n{}\n{last}\n", proven(&proofs)))
}

/// All that [`run`] does, but for the writing.
pub fn check(args: &Check, screen: &Screen, began: Instant) -> Outcome {
    let mut request = Request::of_packet(&args.packet, None)?;
    request.for_printer(&args.printer)?;
    let made = sheets(&request, (screen, Detail::Full), began, |_, _| Ok(()))?;
    let Sheets { rows, pieces, found, .. } = made;
    if args.json {
        return screen.say(&json(&plan(&request, Path::new("out"), pieces)));
    }
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
    pieces: Vec<PlannedPiece>,
    printed: Vec<Printed>,
    proofs: Vec<Proof>,
    found: Report,
}

/// Makes every sheet and hands it to `write`.
fn sheets(
    request: &Request,
    screen: (&Screen, Detail),
    began: Instant,
    mut write: impl FnMut(&str, &[u8]) -> Result<(), WriteError>,
) -> Result<Sheets, Stop> {
    let mut progress = Progress::new(request.packet.pieces.len(), began);
    let mut failed = None;
    let (made, found) = request.run(screen, |sheet| {
        if failed.is_some() {
            return None;
        }
        let made = match press::write(sheet) {
            Ok(made) => made,
            Err(found) => {
                failed = Some(Stop::Wrong(found));
                return None;
            }
        };
        failed = write(&made.planned.file, &made.bytes).err().map(Stop::World);
        progress.step();
        let printed = Printed::of(sheet, &made.planned);
        Some((Row::of(sheet), printed, made))
    })?;
    match failed {
        Some(stop) => Err(stop),
        None => {
            let mut sheets = Sheets { found, ..Sheets::default() };
            for (row, printed, made) in made.into_iter().flatten() {
                sheets.rows.push(row);
                sheets.printed.push(printed);
                sheets.pieces.push(made.planned);
                sheets.proofs.push(made.proof);
            }
            Ok(sheets)
        }
    }
}

fn plan(request: &Request, out: &Path, pieces: Vec<PlannedPiece>) -> Plan {
    let packet = match &request.file {
        Some(file) => environment::way(out, file),
        None => "standard packet".to_owned(),
    };
    Plan { version: 1, packet, pieces, plan: None, sheets: None }
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
