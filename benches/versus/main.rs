//! handbill beside Typst: whole processes, cold, in turn, the same words in the same faces
//! on the same papers.
//!
//! ```text
//! cargo bench --bench versus                      # all cases
//! cargo bench --bench versus -- tent poster       # some of them
//! TYPST=/path/to/typst cargo bench --bench versus
//! ```
//!
//! Typst comes from `TYPST` or from the `PATH`. Without it only handbill is measured, and
//! the bench says so. Both write tagged PDF/UA-1; both search for the size on the tent and
//! on the poster. Typst breaks its lines in its default way, line by line.
//!
//! The booklet stands beside handbill's own handout of the same text, not beside Typst.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the table is the result")]
#![allow(clippy::disallowed_methods, reason = "a bench reads its environment")]

mod child;
mod sample;
mod words;

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use child::Program;
use sample::Sample;

/// One thing to print, by both programs.
struct Case {
    name: String,
    handbill: Program,
    typst: Option<Program>,
    warm_ups: u32,
    runs: u32,
}

/// What one case came to.
struct Outcome {
    name: String,
    handbill: (Program, Sample),
    typst: Option<(Program, Sample)>,
}

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const HANDBILL: &str = env!("CARGO_BIN_EXE_handbill");

/// The long texts: pages to reach, and the meetings that fill them.
const LONG: [(u32, u32); 3] = [(250, 332), (500, 664), (1000, 1328)];

fn main() -> ExitCode {
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let folder =
        std::env::temp_dir().join(format!("handbill-versus-{}", std::process::id()));
    let done = std::fs::create_dir_all(&folder)
        .map_err(|e| format!("{}: {e}", folder.display()))
        .and_then(|()| all(&wanted, &folder));
    let _ = std::fs::remove_dir_all(&folder);
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("versus: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the cases that are wanted (all, if none is named) and prints as it goes. False if
/// a case failed: the others are measured all the same.
fn all(wanted: &[String], folder: &Path) -> Result<bool, String> {
    let typst = find_typst();
    if let Some((_, version)) = &typst {
        println!("handbill {} beside {version};", env!("CARGO_PKG_VERSION"));
        println!("the booklet beside handbill's own handout of the same text\n");
    } else {
        let stars = "*".repeat(66);
        eprintln!(
            "{stars}\n* SKIPPED: no typst in TYPST or in the PATH, handbill runs alone. *"
        );
        eprintln!("{stars}");
    }
    let typst = typst.map(|(path, _)| path);
    let is_wanted =
        |case: &Case| wanted.is_empty() || wanted.iter().any(|w| case.name.contains(w));
    let cases = cases(folder, typst.as_deref())?;
    let mut failures = Vec::new();
    let mut long = Vec::new();
    head();
    for case in cases.into_iter().filter(is_wanted) {
        let is_long = case.name.ends_with("pages");
        let name = case.name.clone();
        match measure(case, folder) {
            Ok(outcome) => {
                row(&outcome);
                if is_long {
                    long.push(outcome);
                }
            }
            Err(problem) => {
                println!("{name:<12} FAILED, see below");
                failures.push(format!("{name}: {problem}"));
            }
        }
    }
    growth(&long);
    for failure in &failures {
        eprintln!("\n{failure}");
    }
    Ok(failures.is_empty())
}

/// Typst's path and what it calls itself.
fn find_typst() -> Option<(PathBuf, String)> {
    let path = std::env::var_os("TYPST").map_or_else(|| "typst".into(), PathBuf::from);
    let out = Command::new(&path).arg("--version").stderr(Stdio::null()).output().ok()?;
    let version = String::from_utf8_lossy(&out.stdout).trim().to_owned();
    out.status.success().then_some((path, version))
}

/// The cases, with the files that they need written to `folder`.
fn cases(folder: &Path, typst: Option<&Path>) -> Result<Vec<Case>, String> {
    let write = |name: &str, text: &str| -> Result<String, String> {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(path.display().to_string())
    };
    let ours = |args: &[&str], name: &str| {
        let out = folder.join(format!("{name}-handbill.pdf"));
        let mut args: Vec<String> = args.iter().map(|&arg| arg.to_owned()).collect();
        args.extend(["-o".to_owned(), out.display().to_string()]);
        Program { path: HANDBILL.into(), args, out }
    };
    let theirs = |source: &str, name: &str| {
        let out = folder.join(format!("{name}-typst.pdf"));
        let fonts = format!("{ROOT}/assets/fonts");
        let args =
            ["compile", "--ignore-system-fonts", "--font-path", &fonts, "--root", "/"];
        let mut args: Vec<String> = args.iter().map(|&arg| arg.to_owned()).collect();
        args.extend(["--pdf-standard", "ua-1", source].map(str::to_owned));
        args.push(out.display().to_string());
        typst.map(|path| Program { path: path.into(), args, out })
    };
    let source = |name: &str| format!("{ROOT}/benches/versus/{name}.typ");

    let three = write("three.md", &words::three())?;
    let short: [(&str, Vec<&str>); 3] = [
        ("handout", vec!["make", "handout", &three, "--theme", "calm"]),
        ("tent", vec!["make", "tent", "safety"]),
        ("poster", vec!["make", "poster", "safety"]),
    ];
    let mut cases: Vec<Case> = short
        .iter()
        .map(|(name, args)| Case {
            name: (*name).to_owned(),
            handbill: ours(args, name),
            typst: theirs(&source(name), name),
            warm_ups: 3,
            runs: 20,
        })
        .collect();
    cases.extend(tiles(&ours, &theirs(&source("tiles"), "tiles")));
    cases.push(booklet(folder, "three.md")?);
    for (pages, meetings) in LONG {
        let name = format!("{pages} pages");
        let (markdown, typ) = write_long(&folder.join(pages.to_string()), meetings)?;
        cases.push(Case {
            handbill: ours(&["make", "handout", &markdown, "--theme", "calm"], &name),
            typst: theirs(&typ, &name),
            name,
            warm_ups: 1,
            runs: 5,
        });
    }
    Ok(cases)
}

/// The poster on sheets of Letter, with the map that Typst's sheets don't have. Typst places
/// it on each sheet as it is, or finds its size once before that.
fn tiles(
    ours: &impl Fn(&[&str], &str) -> Program,
    theirs: &Option<Program>,
) -> [Case; 2] {
    let once = theirs.clone().map(|mut typst| {
        typst.args.splice(1..1, ["--input", "size=once"].map(str::to_owned));
        typst
    });
    [("tiles", theirs.clone()), ("tiles once", once)].map(|(name, typst)| Case {
        name: name.to_owned(),
        handbill: ours(&["make", "poster", "safety", "--tile", "letter"], name),
        typst,
        warm_ups: 3,
        runs: 20,
    })
}

/// A booklet, and a handout of the same text: packets of one piece, each with its plan.
fn booklet(folder: &Path, text: &str) -> Result<Case, String> {
    let packet = |name: &str, more: &str| -> Result<Program, String> {
        let file = folder.join(format!("packet-{name}.toml"));
        let piece = format!("[[piece]]\ntext = {text:?}\nlayout = \"handout\"\n{more}");
        std::fs::write(&file, format!("theme = \"calm\"\n\n{piece}"))
            .map_err(|e| format!("{}: {e}", file.display()))?;
        let out = folder.join(name);
        let args =
            ["build", &file.display().to_string(), "-o", &out.display().to_string()];
        Ok(Program {
            path: HANDBILL.into(),
            args: args.map(str::to_owned).to_vec(),
            out: out.join("three-handout.pdf"),
        })
    };
    Ok(Case {
        name: "booklet".to_owned(),
        handbill: packet("booklet", "fold = \"booklet\"\n")?,
        typst: Some(packet("handout", "")?),
        warm_ups: 3,
        runs: 20,
    })
}

/// Writes a long text beside itself, as Markdown and as Typst; gives both paths.
fn write_long(path: &Path, meetings: u32) -> Result<(String, String), String> {
    let (markdown, typst) = (path.with_extension("md"), path.with_extension("typ"));
    let create = |path: &Path| File::create(path).map(BufWriter::new);
    create(&markdown)
        .and_then(|mut ours| words::long(meetings, &mut ours, &mut create(&typst)?))
        .map_err(|e| format!("{}: {e}", path.display()))?;
    Ok((markdown.display().to_string(), typst.display().to_string()))
}

/// Runs both programs in turn, A B A B.
fn measure(case: Case, folder: &Path) -> Result<Outcome, String> {
    let mut ours = Sample::default();
    let mut theirs = Sample::default();
    for turn in 0..case.warm_ups + case.runs {
        let counts = turn >= case.warm_ups;
        let run = case.handbill.run(folder)?;
        if counts {
            ours.push(run);
        }
        if let Some(typst) = &case.typst {
            let run = typst.run(folder)?;
            if counts {
                theirs.push(run);
            }
        }
    }
    let typst = case.typst.map(|typst| (typst, theirs));
    Ok(Outcome { name: case.name, handbill: (case.handbill, ours), typst })
}

fn head() {
    println!(
        "{:<12} {:>20} {:>20} {:>13} {:>22} {:>14}",
        "case", "handbill ms", "typst ms", "ratio", "PDF bytes", "peak MB"
    );
    println!(
        "{:<12} {:>20} {:>20} {:>13} {:>22} {:>14}",
        "",
        "min / median",
        "min / median",
        "wall    cpu",
        "handbill      typst",
        "hb   typst"
    );
}

/// One line of the table; a ratio above 1 says how many times longer Typst takes.
fn row(outcome: &Outcome) {
    let (program, sample) = &outcome.handbill;
    let (least, median) = sample.wall();
    let (name, bytes, peak) = (&outcome.name, program.bytes(), sample.peak());
    print!("{name:<12} {:>20}", format!("{least:.2} / {median:.2}"));
    if let Some((typst, other)) = &outcome.typst {
        let (least, wall) = other.wall();
        let cpu = other.cpu().1 / sample.cpu().1;
        print!(" {:>20}", format!("{least:.2} / {wall:.2}"));
        print!(" {:>13}", format!("{:.2}   {cpu:.2}", wall / median));
        print!(" {:>22}", format!("{bytes} {:>10}", typst.bytes()));
        println!(" {:>14}", format!("{peak:.1}  {:>6.1}", other.peak()));
    } else {
        print!(" {:>20} {:>13} {:>22}", "-", "-", bytes);
        println!(" {:>14}", format!("{peak:.1}"));
    }
}

/// Whether time and memory grow with the pages, or faster.
fn growth(long: &[Outcome]) {
    if long.is_empty() {
        return;
    }
    println!(
        "\n{:<12} {:>9} {:>7} {:>12} {:>12}",
        "", "", "pages", "ms a page", "peak MB"
    );
    for outcome in long {
        let both = std::iter::once(("handbill", &outcome.handbill))
            .chain(outcome.typst.as_ref().map(|typst| ("typst", typst)));
        for (who, (program, sample)) in both {
            let median = sample.wall().1;
            let (pages, each) = program.pages().map_or_else(
                || ("?".to_owned(), "?".to_owned()),
                |n| (n.to_string(), format!("{:.3}", median / f64::from(n.max(1)))),
            );
            let (name, peak) = (&outcome.name, sample.peak());
            println!("{name:<12} {who:>9} {pages:>7} {each:>12} {peak:>12.1}");
        }
    }
}
