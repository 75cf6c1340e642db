//! The checks, as a coordinator meets them: how far a text can be read, contrast, ink, and how
//! much each finding weighs.

mod run;
mod sheets;
mod tools;

use std::process::Command;

use handbill::page::{Page, Role, Run, Shape};
use handbill::write::png;
use run::{Place, stderr};
use sheets::{composed, folder};

/// The words of a group, at the head of a packet.
const GROUP: &str = "[group]\nname = \"Tuesday Family Group\"\nmeets = \"Tuesdays, 7 pm\"\n\
     place = \"St. Mark's Hall, Room 204\"\ncrisis = \"Call or text 988, day or night\"\n\n";

/// A piece of a packet.
fn piece(layout: &str, text: &str, more: &str) -> String {
    let text =
        if text.is_empty() { String::new() } else { format!("text = \"{text}\"\n") };
    format!("[[piece]]\nlayout = \"{layout}\"\n{text}{more}\n")
}

/// The first upright line of running text at a size that begins with a flat capital.
fn flat_capital(page: &Page, size: f64) -> (Run, f64, f64) {
    let flat = |run: &Run| {
        run.text.starts_with(['H', 'N', 'R', 'B', 'D', 'T', 'E', 'I', 'U', 'A', 'P'])
    };
    for layer in page.layers.iter().filter(|layer| !layer.repeat) {
        for item in layer.items.iter() {
            if let Shape::Text(run) = &item.shape
                && (run.size - size).abs() < 0.01
                && flat(run)
            {
                let at = layer.matrix.apply(run.at);
                return (run.clone(), at.x, at.y);
            }
        }
    }
    panic!("no line of {size} pt begins with a flat capital");
}

/// The height of the first letter of a run on the drawn page, in points: the rows with ink
/// between the letter's sides, each by how dark its darkest pixel is.
fn drawn_height(page: &Page, size: f64, book: &handbill::font::Book) -> f64 {
    let dpi = 72.0 * 60.0 / size; // The em is 60 pixels.
    let image = png::draw(page, book, dpi, &[]);
    let (run, x, y) = flat_capital(page, size);
    let px = |points: f64| (points * dpi / 72.0) as u32;
    let wide = f64::from(run.glyphs[0].advance) * size;
    let dark = |row: u32| -> f64 {
        let pixels = (px(x)..px(x + wide)).map(|at| image.get_pixel(at, row).0[1]);
        1.0 - f64::from(pixels.min().unwrap()) / 255.0
    };
    let rows = px(y - 0.85 * size)..px(y + 0.1 * size);
    rows.map(dark).sum::<f64>() * 72.0 / dpi
}

#[test]
fn a_text_is_read_from_as_far_as_the_capitals_on_the_page_say() {
    let place = folder("check-reach");
    let fixed = |name: &str, base: &str, size: &str| {
        let layout =
            format!("extends = \"{base}\"\n[fit]\nmin = \"6pt\"\nmax = \"{size}\"\n");
        std::fs::write(place.join(name), layout).unwrap();
    };
    fixed("poster-57.toml", "poster", "57pt");
    fixed("poster-26.toml", "poster", "26pt");
    fixed("tent-24.toml", "tent", "24pt");
    fixed("handout-12.toml", "handout", "12.75pt");
    let pieces = [
        ("poster-57.toml", "safety", "paper = \"24x36in\"", 57.0, 15.1),
        ("poster-26.toml", "safety", "paper = \"11x17in\"", 26.0, 6.9),
        ("tent-24.toml", "notice", "paper = \"11x17in\"", 24.0, 6.4),
        ("handout-12.toml", "safety", "paper = \"letter\"", 12.75, 3.4),
    ];
    for (layout, text, paper, size, feet) in pieces {
        let packet = place.join("packet.toml");
        std::fs::write(&packet, piece(layout, text, paper)).unwrap();
        composed(&packet, |sheet| {
            let reach = sheet.reach.unwrap();
            assert!((reach.size - size).abs() < 1e-9, "{layout}: {} pt", reach.size);
            let measured = drawn_height(&sheet.page(0), size, sheet.job.book);
            let wanted = measured / 0.00291 / 864.0;
            let said = reach.at_20_40().feet();
            assert!(
                (said / wanted - 1.0).abs() < 0.03,
                "{layout}: {said}, on the page {wanted}"
            );
            assert!((said - feet).abs() < 0.06, "{layout}: {said} ft");
            let planned = sheet.planned.reads_to_ft.clone().unwrap();
            assert!((planned.at_20_40 - said).abs() < 0.01);
            assert!((planned.at_20_20 - 2.0 * said).abs() < 0.02);
        });
    }
}

#[test]
fn a_poster_that_cannot_be_read_from_the_third_row_names_the_paper_that_can() {
    let place = Place::new("reads-to");
    let shown = place.fails("make poster safety --paper letter --reads-to 10ft", 1);
    for words in
        ["error[reads-to]", "on Letter", "18.75 pt", "4.9 ft", "10 ft", "18x24in"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(place.files().is_empty(), "nothing is written");
    let shown = place.done("make poster safety --paper 18x24in --reads-to 10ft");
    assert!(shown.contains("reads to 11 ft"), "{shown}");
    // The paper before it does not pass.
    place.fails("make poster safety --paper 17x22in --reads-to 10ft", 1);
    let shown = place.fails("make handout safety --paper a4 --reads-to 2m", 1);
    assert!(shown.contains("1.1 m") && shown.contains("paper = \"a2\""), "{shown}");
    place.fails("make poster safety --reads-to far", 2);
}

#[test]
fn a_part_that_alone_could_be_read_from_there_is_named() {
    let place = Place::new("reads-to-part");
    let shown = place.fails("make handout safety --reads-to 4ft", 1);
    assert!(shown.contains("the part `"), "{shown}");
}

#[test]
fn a_distance_is_asked_for_in_a_layout_or_in_a_piece() {
    let place = Place::new("require");
    place.write("far.toml", "extends = \"poster\"\nrequire = { reads-to = \"10ft\" }\n");
    let packet = |more: &str| piece("far.toml", "safety", more);
    place.write("packet.toml", packet("paper = \"letter\""));
    assert!(place.fails("build", 1).contains("packet.toml:2:10"));
    place.write(
        "packet.toml",
        packet("paper = \"letter\"\nrequire = { reads-to = \"4ft\" }"),
    );
    place.done("build");
    let shown = place.fails("build --reads-to 5ft --out b", 1);
    assert!(shown.contains("5 ft is asked for"), "{shown}");
    place.write("packet.toml", packet("paper = \"letter\"\nallow = \"reads-to\""));
    place.done("build");
    place.fails("build --reads-to 10ft", 1);
}

#[test]
fn grey_words_on_grey_fail_with_their_ratio() {
    let place = Place::new("contrast");
    place.write(
        "theme.toml",
        "ink = \"#777777\"\nprimary = \"#0b4f5c\"\nground = \"#bbbbbb\"\nalert = \"#000000\"\n",
    );
    place.write(
        "mine.toml",
        "extends = \"handout\"\n[box.rules]\nground = \"ground\"\n[style.thanks]\ncolor = \"ink\"\n",
    );
    place.write(
        "packet.toml",
        format!("theme = \"theme.toml\"\n{}", piece("mine.toml", "safety", "")),
    );
    let shown = stderr(&place.run("check"));
    // (0.4969 + 0.05) / (0.1845 + 0.05), by hand.
    assert!(shown.contains("#777777 on #bbbbbb, has a contrast of 2.33:1"), "{shown}");
    assert!(
        shown.contains("warning[contrast]") && shown.contains("needs 4.5:1"),
        "{shown}"
    );
    place.write(
        "packet.toml",
        format!(
            "theme = \"theme.toml\"\ndeny = \"contrast\"\n{}",
            piece("mine.toml", "safety", "")
        ),
    );
    let shown = place.fails("build", 1);
    assert!(shown.contains("error[contrast]"), "{shown}");
    assert!(!place.file("out").exists(), "a denied finding leaves nothing behind");
}

#[test]
fn what_is_built_in_has_nothing_to_be_warned_of_in_any_theme() {
    let place = Place::new("themes");
    let mut packet = GROUP.to_owned();
    for layout in ["handout", "tent", "poster"] {
        for text in ["comparison", "notice", "safety"] {
            packet += &piece(layout, text, "");
        }
    }
    packet += &piece("door-sign", "", "");
    packet += &piece("sign-in", "", "");
    place.write("packet.toml", packet);
    for theme in ["calm", "ink-saver", "high-contrast"] {
        for paper in ["", "--paper letter", "--paper a4"] {
            let output = place.run(&format!("check --theme {theme} {paper}"));
            assert_eq!(stderr(&output), "", "{theme} {paper}");
        }
    }
    for example in ["new-group", "own-text"] {
        let path = sheets::root().join("examples").join(example);
        let output = place.run(&format!("check {}", path.display()));
        assert_eq!(stderr(&output), "", "{example}");
    }
    assert_eq!(stderr(&Place::new("themes-2").run("check")), "");
}

/// The plan of a build.
fn plan(place: &Place, out: &str) -> serde_json::Value {
    serde_json::from_slice(&place.read(&format!("{out}/plan.json"))).unwrap()
}

#[test]
fn ink_saver_takes_a_tenth_of_the_page_at_most() {
    let place = Place::new("ink");
    let mut packet = String::new();
    for layout in ["handout", "tent", "poster"] {
        for text in ["comparison", "notice", "safety"] {
            packet += &piece(layout, text, "");
        }
    }
    packet += &piece("sign-in", "", "");
    let named = format!("{GROUP}{packet}{}", piece("door-sign", "", ""));
    for (name, packet) in [("plain", packet), ("named", named)] {
        place.write(&format!("{name}.toml"), packet);
        place.done(&format!("build {name}.toml --theme ink-saver --out {name}"));
        for piece in plan(&place, name)["pieces"].as_array().unwrap() {
            let ink = piece["ink"].as_f64().unwrap();
            assert!(ink > 0.0 && ink <= 0.10, "{}: {ink}", piece["file"]);
        }
    }
}

/// The mean darkness of a PDF's pages, drawn in grey by another program; nothing where it is
/// not installed.
fn drawn_ink(file: &std::path::Path, dpi: u32) -> Option<f64> {
    let mut command = Command::new("pdftoppm");
    command.args(["-gray", "-singlefile", "-r", &dpi.to_string()]).arg(file);
    let what = "no ink was counted by another program";
    let drawn = tools::output(&mut command, "poppler-utils", what)?;
    // P5, width and height, 255; then a byte a pixel.
    let bytes = drawn.stdout;
    let head = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| at);
    let start = head.take(3).last()? + 1;
    let sum: f64 = bytes[start..].iter().map(|level| f64::from(*level)).sum();
    Some(1.0 - sum / 255.0 / (bytes.len() - start) as f64)
}

#[test]
fn ink_is_what_a_rasteriser_counts_but_for_a_hundredth_of_the_page() {
    let place = Place::new("ink-drawn");
    let pieces = [
        piece("handout", "comparison", ""),
        piece("tent", "safety", ""),
        piece("poster", "safety", "paper = \"letter\""),
        piece("door-sign", "", ""),
    ];
    place.write("packet.toml", format!("{GROUP}{}", pieces.concat()));
    place.done("build");
    for piece in plan(&place, "out")["pieces"].as_array().unwrap() {
        let name = piece["file"].as_str().unwrap();
        let Some(drawn) = drawn_ink(&place.file(&format!("out/{name}")), 150) else {
            return; // Nobody to ask.
        };
        let ink = piece["ink"].as_f64().unwrap();
        assert!((ink - drawn).abs() < 0.01, "{name}: {ink}, drawn {drawn}");
    }
}

#[test]
fn a_finding_weighs_what_the_piece_then_the_packet_then_the_layout_says() {
    let place = Place::new("weight");
    let layout = |rule: &str| {
        place.write(
            "mine.toml",
            format!("extends = \"handout\"\n{rule}\n[style.body]\ncolor = \"mid\"\n"),
        );
    };
    let packet = |top: &str, own: &str| {
        place.write(
            "packet.toml",
            format!("{top}\n{}", piece("mine.toml", "safety", own)),
        );
    };
    let says = || {
        let shown = stderr(&place.run("check"));
        shown.split('[').next().unwrap().to_owned()
    };
    layout("");
    packet("", "");
    assert_eq!(says(), "warning");
    layout("deny = \"contrast\"");
    assert_eq!(says(), "error");
    packet("warn = [\"contrast\"]", "");
    assert_eq!(says(), "warning");
    packet("warn = [\"contrast\"]", "allow = [\"contrast\"]");
    assert_eq!(says(), "");
    packet("allow = \"contrast\"", "deny = \"contrast\"");
    assert_eq!(says(), "error");
    // Of one file's words the strictest counts.
    layout("allow = \"contrast\"\ndeny = \"contrast\"");
    packet("", "");
    assert_eq!(says(), "error");
    packet("", "deny = \"kontrast\"");
    assert!(place.fails("check", 1).contains("did you mean `contrast`?"));
}

#[test]
fn a_build_tells_warnings_in_a_line_each_and_counts_the_notes() {
    let place = Place::new("brief");
    place.write("mine.toml", "extends = \"handout\"\n[style.body]\ncolor = \"mid\"\n");
    place.write(
        "pale.toml",
        "primary = \"#0b4f5c\"\nmid = \"#8ba3a6\"\nground = \"#fcfbf8\"\n",
    );
    place.write(
        "packet.toml",
        format!("theme = \"pale.toml\"\n{}", piece("mine.toml", "safety", "")),
    );
    let output = place.run("build");
    assert!(output.status.success());
    let shown = stderr(&output);
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines.len(), 2, "{shown}");
    assert!(lines[0].starts_with("warning[contrast]: “"), "{shown}");
    assert!(lines[0].ends_with("(packet.toml:3:10)"), "{shown}");
    assert_eq!(lines[1], "1 note: handbill check");
    let shown = String::from_utf8(place.run("check").stdout).unwrap();
    assert!(shown.ends_with("1 warning, 1 note\n"), "{shown}");
    assert!(shown.contains("% ink") && shown.contains("20/40"), "{shown}");
}

#[test]
fn a_help_line_that_nobody_called_for_a_year_is_told() {
    let place = Place::new("help-line");
    let packet = |day: &str| {
        let group =
            GROUP.replace("crisis =", &format!("crisis-checked = {day}\ncrisis ="));
        place.write("packet.toml", group + &piece("handout", "notice", ""));
    };
    // The test's day is 1 November 2026.
    packet("\"2026-03-01\"");
    assert_eq!(stderr(&place.run("check")), "");
    packet("2025-10-01");
    assert!(stderr(&place.run("check")).contains("warning[help-line]"));
    packet("\"2027-01-01\"");
    assert!(stderr(&place.run("check")).contains("still to come"));
    packet("\"March\"");
    assert!(place.fails("check", 1).contains("a day is written"));
}

#[test]
fn a_tent_has_a_ruler_of_two_inches_that_nobody_hears() {
    let place = folder("check-ruler");
    std::fs::write(place.join("packet.toml"), piece("tent", "notice", "")).unwrap();
    composed(&place.join("packet.toml"), |sheet| {
        let page = sheet.page(0);
        let marks: Vec<_> = page
            .layers
            .iter()
            .filter(|layer| !layer.repeat)
            .flat_map(|layer| layer.items.iter().map(move |item| (layer, item)))
            .filter(|(layer, item)| match &item.shape {
                Shape::Text(run) => run.text.contains("50.8 mm"),
                Shape::Path(path) => {
                    let r = layer.matrix.apply_rect(path.bounds());
                    (r.w - 144.0).abs() < 1e-6
                }
                Shape::Image(_) => false,
            })
            .collect();
        assert_eq!(marks.len(), 2, "a bar of 2 in and its sentence");
        for (layer, item) in marks {
            use handbill::page::{Artifact, Mark};
            assert_eq!(item.mark, Mark::Artifact(Artifact::Page));
            let at = match &item.shape {
                Shape::Text(run) => layer.matrix.apply(run.at).y,
                Shape::Path(path) => layer.matrix.apply_rect(path.bounds()).y,
                Shape::Image(_) => continue,
            };
            // Between the fold at 5.5 in and the bar 0.375 in below it.
            assert!(at > 396.0 && at < 396.0 + 27.0, "{at}");
        }
        let roles = sheet.prepared.tags().list.iter();
        let figures = roles.filter(|tag| matches!(tag.role, Role::Figure(_))).count();
        assert_eq!(figures, 0);
    });
}

#[test]
fn words_that_printers_do_not_reach_are_told_by_their_ink() {
    let place = Place::new("edge");
    let sheet = |words: &str, margin: &str| {
        place.write(
            "mine.toml",
            format!("margin = \"{margin}\"\n[fit]\nmax = \"20pt\"\n[frame.a]\nsay = \"{words}\"\nvalign = \"bottom\"\n"),
        );
        stderr(&place.run("make mine.toml"))
    };
    assert_eq!(sheet("Below", "0.26in"), "");
    // The p goes down past the baseline.
    let shown = sheet("Happy", "0.26in");
    assert!(shown.starts_with("warning[edge]: “Happy” stands 0.2"), "{shown}");
    assert!(sheet("Below", "0.2in").contains("stands 0.20 in"));
}
