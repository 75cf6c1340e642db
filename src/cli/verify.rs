//! `handbill verify FILE...`

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::args::{PacketArgs, Verify};
use super::order::Request;
use super::screen::{Look, Screen, plural};
use super::{Outcome, Stop, fonts};
use crate::diag::{Diagnostic, Report};
use crate::font::Book;
use crate::model::Named;
use crate::page::Seal;
use crate::press::{self, Ought};
use crate::prove::{self, Expected, Finding, Proof, Verdict};

/// The largest file that is looked at.
const LARGEST: u64 = 1 << 30;

/// A file, and what it was found to be.
struct Checked {
    path: PathBuf,
    verdict: Verdict,
    /// Whether the words of today were known for it.
    held: bool,
}

pub fn run(args: &Verify, screen: &Screen) -> Outcome {
    let mut report = Report::default();
    let today = today(args, &mut report)?;
    let own = fonts::book(None, &args.fonts, &mut report);
    if !report.findings.is_empty() {
        screen.findings(&report);
    }
    let book = today.as_ref().map_or(&own, |(_, book)| book);
    let ought = today.as_ref().map_or(&[][..], |(ought, _)| ought);
    let files = files(&args.files)?;
    let checked: Vec<Checked> =
        files.into_iter().map(|path| check(path, book, ought, args)).collect();
    screen.say(&if args.json { json(&checked) } else { told(&checked, screen) })?;
    let proven = checked.iter().all(|checked| checked.verdict.is_proven());
    if proven { Ok(()) } else { Err(Stop::Unproven) }
}

/// What files ought to say by the texts of today, and the fonts of the packet.
fn today(args: &Verify, report: &mut Report) -> Result<Option<(Vec<Ought>, Book)>, Stop> {
    if let Some(packet) = &args.packet {
        let typed = PacketArgs {
            packet: Some(packet.clone()),
            over: super::args::Over::default(),
            fonts: args.fonts.clone(),
        };
        let request = Request::of_packet(&typed, None)?;
        let ought = request.ought()?;
        report.append(request.report.clone());
        return Ok(Some((ought, request.into_book())));
    }
    if args.text.is_empty() {
        return Ok(None);
    }
    let named = |name: &String| Named { name: name.clone(), range: 0..0 };
    let texts: Vec<Named> = args.text.iter().map(named).collect();
    let ought = press::ought_of_texts(&texts)?;
    Ok(Some((vec![ought], fonts::book(None, &args.fonts, report))))
}

/// The files that were named; of a folder all its PDFs, in order.
fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, Report> {
    let mut out = Vec::new();
    let mut report = Report::default();
    for path in named {
        if !path.is_dir() {
            out.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path).map(|list| {
            let paths = list.filter_map(|entry| Some(entry.ok()?.path()));
            let pdf = |path: &PathBuf| {
                path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
            };
            paths.filter(pdf).collect::<Vec<_>>()
        });
        let mut found = entries.unwrap_or_default();
        found.sort();
        if found.is_empty() {
            let message = format!("the folder `{}` has no PDF in it", path.display());
            report.push(
                Diagnostic::error("nothing-to-verify", message)
                    .help("name the folder that `handbill build` wrote into, or a file"),
            );
        }
        out.extend(found);
    }
    if report.has_errors() { Err(report) } else { Ok(out) }
}

fn check(path: PathBuf, book: &Book, ought: &[Ought], args: &Verify) -> Checked {
    let bytes = match bytes(&path) {
        Ok(bytes) => bytes,
        Err(reason) => {
            return Checked { path, verdict: Verdict::Unreadable(reason), held: false };
        }
    };
    let alone = prove::verify(&bytes, book, None);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let proof = match &alone {
        Verdict::Intact(proof) | Verdict::Resaved(proof) => proof,
        // Its sources know what it ought to say, where its seal knows only that it does not.
        Verdict::Altered(_) => {
            let ought = press::ought_of(ought, name.as_deref(), &Seal::default());
            let again = against(&bytes, book, &ought);
            return Checked { path, verdict: again.unwrap_or(alone), held: false };
        }
        _ => return Checked { path, verdict: alone, held: false },
    };
    if press::is_plan_page(&proof.seal) {
        // It has no source but the packet's numbers: its seal alone vouches for it.
        return Checked { path, verdict: alone, held: false };
    }
    let ought = press::ought_of(ought, name.as_deref(), &proof.seal);
    let held = !ought.is_empty();
    let verdict = match against(&bytes, book, &ought) {
        Some(verdict) => verdict,
        None if args.packet.is_some() => Verdict::OutOfDate(vec![Finding::new(
            "the packet has no piece of this name, nor of these texts and this layout",
        )]),
        None => alone,
    };
    Checked { path, verdict, held }
}

/// A file against all that it may say: what is proven, or what the first of them found.
fn against(bytes: &[u8], book: &Book, ought: &[Expected]) -> Option<Verdict> {
    let mut first = None;
    for expected in ought {
        let verdict = prove::verify(bytes, book, Some(expected));
        if verdict.is_proven() {
            return Some(verdict);
        }
        first = first.or(Some(verdict));
    }
    first
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let told = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    };
    let size = std::fs::metadata(path).map_err(told)?.len();
    if size > LARGEST {
        return Err("it is larger than 1 GB".to_owned());
    }
    std::fs::read(path).map_err(told)
}

/// What is said of each file: a line, and what was found below it.
fn told(checked: &[Checked], screen: &Screen) -> String {
    let wide = checked.iter().map(|c| c.path.display().to_string().chars().count());
    let wide = wide.max().unwrap_or(0);
    let mut out = String::new();
    for checked in checked {
        let (word, rest, findings) = parts(checked);
        let look = if checked.verdict.is_proven() { Look::Good } else { Look::Strong };
        let path = checked.path.display().to_string();
        let line = format!("{path:<wide$}  {}{rest}", screen.paint(look, word));
        out += line.trim_end();
        out.push('\n');
        for finding in findings {
            out += &format!("  {}\n", place(finding));
        }
    }
    if checked.len() > 1 {
        let proven = checked.iter().filter(|c| c.verdict.is_proven()).count();
        let count = plural(checked.len(), "file");
        out += &match checked.len() - proven {
            0 => format!("{count}, all proven\n"),
            not => format!("{count}: {proven} proven, {not} not\n"),
        };
    }
    out
}

/// A word for the verdict, the rest of the line, and what was found.
fn parts(checked: &Checked) -> (&'static str, String, &[Finding]) {
    let today = if checked.held { ", as the texts are today" } else { "" };
    match &checked.verdict {
        Verdict::Intact(proof) => ("intact", format!("{}{today}", amount(proof)), &[]),
        Verdict::Resaved(proof) => {
            ("re-saved, still proven", format!("{}{today}", amount(proof)), &[])
        }
        Verdict::Altered(found) => ("altered", String::new(), found),
        Verdict::OutOfDate(found) => ("out of date", String::new(), found),
        Verdict::NotOurs(reason) => ("not ours", format!(": {reason}"), &[]),
        Verdict::Unreadable(reason) => ("can't be read", format!(": {reason}"), &[]),
    }
}

fn amount(proof: &Proof) -> String {
    let mut out =
        format!(", {} on {}", plural(proof.words, "word"), plural(proof.pages, "page"));
    if let Some(face) = proof.faces_missing.first() {
        out +=
            &format!(" (the font {face} is not at hand: its outlines were not compared)");
    }
    out
}

/// A finding, with the line of its source.
fn place(finding: &Finding) -> String {
    match &finding.place {
        Some(place) => {
            let (line, column) = place.source.line_column(place.range.start);
            format!("{finding} ({}:{line}:{column})", place.source.name)
        }
        None => finding.to_string(),
    }
}

/// A file as it is written for programs.
#[derive(Serialize)]
struct Line<'a> {
    file: String,
    verdict: &'a str,
    proven: bool,
    pages: Option<usize>,
    words: Option<usize>,
    reason: Option<&'a str>,
    findings: Vec<Item<'a>>,
}

/// A finding as it is written for programs.
#[derive(Serialize)]
struct Item<'a> {
    page: Option<usize>,
    block: &'a str,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
}

fn json(checked: &[Checked]) -> String {
    let lines: Vec<Line<'_>> = checked.iter().map(line).collect();
    serde_json::to_string_pretty(&lines).expect("strings and numbers are always JSON")
        + "\n"
}

fn line(checked: &Checked) -> Line<'_> {
    let (verdict, proof, reason) = match &checked.verdict {
        Verdict::Intact(proof) => ("intact", Some(proof), None),
        Verdict::Resaved(proof) => ("re-saved", Some(proof), None),
        Verdict::Altered(_) => ("altered", None, None),
        Verdict::OutOfDate(_) => ("out-of-date", None, None),
        Verdict::NotOurs(reason) => ("not-ours", None, Some(reason.as_str())),
        Verdict::Unreadable(reason) => ("unreadable", None, Some(reason.as_str())),
    };
    let item = |finding: &'_ Finding| -> Option<(usize, usize)> {
        finding.place.as_ref().map(|p| p.source.line_column(p.range.start))
    };
    let items = parts(checked).2.iter().map(|finding| Item {
        page: finding.page,
        block: &finding.block,
        message: &finding.message,
        file: finding.place.as_ref().map(|place| place.source.name.as_str()),
        line: item(finding).map(|(line, _)| line),
        column: item(finding).map(|(_, column)| column),
    });
    Line {
        file: checked.path.display().to_string(),
        verdict,
        proven: checked.verdict.is_proven(),
        pages: proof.map(|proof| proof.pages),
        words: proof.map(|proof| proof.words),
        reason,
        findings: items.collect(),
    }
}
