//! `handbill build` and `handbill check`.

use std::path::Path;
use std::time::Instant;

use super::args::{Build, Check};
use super::order::Request;
use super::progress::Progress;
use super::screen::{Look, Screen, plural};
use super::table::{Row, table};
use super::{Outcome, Stop, environment};
use crate::model::{Plan, PlannedPiece};
use crate::press;
use crate::write::folder::{self, Folder, PLAN, WriteError};

pub fn run(args: &Build, screen: &Screen, began: Instant) -> Outcome {
    let request = Request::of_packet(&args.packet, args.copies)?;
    let mut folder = None;
    let write = |name: &str, bytes: &[u8]| -> Result<(), WriteError> {
        if folder.is_none() {
            folder = Some(Folder::open(&args.out)?);
        }
        folder.as_mut().map_or(Ok(()), |folder| folder.add(name, bytes))
    };
    let (rows, pieces) = sheets(&request, screen, began, write)?;
    let Some(mut folder) = folder else { return Ok(()) };
    let plan = plan(&request, &args.out, pieces);
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
        "{}: {}, {PLAN}, {:.2} s",
        shown(&args.out),
        plural(rows.len(), "piece"),
        began.elapsed().as_secs_f64()
    );
    let table = table(&request.heading(), &rows, screen);
    let last = screen.paint(Look::Strong, "Print at \"Actual size\" (100 %).");
    screen.say(&format!("{table}{}\n{last}\n", screen.paint(Look::Good, &done)))
}

/// All that [`run`] does, but for the writing.
pub fn check(args: &Check, screen: &Screen, began: Instant) -> Outcome {
    let request = Request::of_packet(&args.packet, None)?;
    let (rows, pieces) = sheets(&request, screen, began, |_, _| Ok(()))?;
    if args.json {
        return screen.say(&json(&plan(&request, Path::new("out"), pieces)));
    }
    let table = table(&request.heading(), &rows, screen);
    screen.say(&format!("{table}{}\n", screen.paint(Look::Good, "nothing wrong")))
}

/// Makes every sheet and hands it to `write`: a row of the table and of the plan for each.
fn sheets(
    request: &Request,
    screen: &Screen,
    began: Instant,
    mut write: impl FnMut(&str, &[u8]) -> Result<(), WriteError>,
) -> Result<(Vec<Row>, Vec<PlannedPiece>), Stop> {
    let mut progress = Progress::new(request.packet.pieces.len(), began);
    let mut failed = None;
    let made = request.run(screen, |sheet| {
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
        Some((Row::of(sheet), made.planned))
    })?;
    match failed {
        Some(stop) => Err(stop),
        None => Ok(made.into_iter().flatten().unzip()),
    }
}

fn plan(request: &Request, out: &Path, pieces: Vec<PlannedPiece>) -> Plan {
    let packet = match &request.file {
        Some(file) => environment::way(out, file),
        None => "standard packet".to_owned(),
    };
    Plan { version: 1, packet, pieces }
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
