//! The command, as a person at a terminal meets it.

mod run;
mod tools;

use std::io::Read;
use std::process::Stdio;

use run::{Place, stderr};

/// The sheets of the standard packet.
const SHEETS: [&str; 8] = [
    "comparison-handout.pdf",
    "notice-handout.pdf",
    "notice-tent.pdf",
    "safety-handout.pdf",
    "safety-poster-11x17in.pdf",
    "safety-poster-24x36in.pdf",
    "safety-poster-letter.pdf",
    "safety-tent.pdf",
];

/// The same, all that print alike in one file.
const COLLECTED: [&str; 4] = [
    "packet-11x17in.pdf",
    "packet-24x36in.pdf",
    "packet-letter-card.pdf",
    "packet-letter.pdf",
];

fn plan(place: &Place) -> serde_json::Value {
    serde_json::from_slice(&place.read("out/plan.json")).unwrap()
}

#[test]
fn alone_it_greets_and_says_what_to_type_next() {
    let place = Place::new("greet");
    let shown = place.done("");
    assert!(shown.starts_with("Welcome"), "{shown}");
    assert!(
        shown.contains("handbill build") && shown.contains("handbill new"),
        "{shown}"
    );
    assert!(place.files().is_empty());
}

#[test]
fn build_in_an_empty_folder_makes_the_standard_packet() {
    let place = Place::new("standard");
    let shown = place.done("build");
    assert!(shown.starts_with("Standard packet\n"), "{shown}");
    assert!(shown.contains("safety poster       24x36 in  1 page  x 1"), "{shown}");
    assert!(shown.contains("out/: 8 pieces, packet-letter.pdf, "), "{shown}");
    assert!(shown.contains(", plan.pdf, plan.json; "), "{shown}");
    assert!(
        shown.ends_with("Print each packet file once, at \"Actual size\" (100 %).\n"),
        "{shown}"
    );
    let mut wanted: Vec<String> =
        SHEETS.iter().map(|name| format!("out/{name}")).collect();
    wanted.extend(COLLECTED.iter().map(|name| format!("out/{name}")));
    wanted.extend(["out", "out/plan.json", "out/plan.pdf"].map(str::to_owned));
    wanted.sort();
    assert_eq!(place.files(), wanted);
    assert_eq!(plan(&place)["version"], 1);
    assert_eq!(plan(&place)["packet"], "standard packet");
    assert!(place.read("out/notice-tent.pdf").starts_with(b"%PDF-"));
}

#[test]
fn two_builds_are_equal_byte_for_byte() {
    let place = Place::new("twice");
    place.done("build --out a");
    place.done("build --out b");
    for name in SHEETS.iter().chain(&COLLECTED).chain(&["plan.json", "plan.pdf"]) {
        assert!(
            place.read(&format!("a/{name}")) == place.read(&format!("b/{name}")),
            "{name}"
        );
    }
}

#[test]
fn a_sheet_that_is_no_longer_part_of_the_packet_is_removed_and_nothing_else() {
    let place = Place::new("stale");
    let piece = |text: &str, layout: &str| {
        format!("[[piece]]\ntext = \"{text}\"\nlayout = \"{layout}\"\n")
    };
    let all = [("safety", "handout"), ("notice", "handout"), ("safety", "tent")];
    let packet: String = all.iter().map(|(text, layout)| piece(text, layout)).collect();
    place.write("packet.toml", packet);
    place.done("build");
    place.write("out/ours.pdf", "not from here");
    place.write("out/notice-handout.pdf", "changed by hand");
    place.write("packet.toml", piece("safety", "handout"));
    place.done("build");
    let kept = ["out", "out/notice-handout.pdf", "out/ours.pdf", "out/plan.json"];
    let mut wanted: Vec<&str> = kept.into();
    let new = ["out/packet-letter.pdf", "out/plan.pdf", "out/safety-handout.pdf"];
    wanted.extend(new.into_iter().chain(["packet.toml"]));
    wanted.sort_unstable();
    assert_eq!(place.files(), wanted);
    assert_eq!(place.read("out/ours.pdf"), b"not from here");
    assert_eq!(place.read("out/notice-handout.pdf"), b"changed by hand");
    assert_eq!(plan(&place)["packet"], "../packet.toml");
}

#[test]
fn the_sheets_of_another_packet_are_not_touched() {
    let place = Place::new("other");
    place.write("one.toml", "[[piece]]\ntext = \"safety\"\nlayout = \"tent\"\n");
    place.write("two.toml", "[[piece]]\ntext = \"safety\"\nlayout = \"handout\"\n");
    place.done("build one.toml");
    place.done("build two.toml");
    assert!(place.files().contains(&"out/safety-tent.pdf".to_owned()));
}

#[test]
fn a_plan_that_names_files_elsewhere_removes_none_of_them() {
    let place = Place::new("tricky");
    place.write("packet.toml", "[[piece]]\ntext = \"safety\"\nlayout = \"tent\"\n");
    place.done("build");
    let sheet = place.read("out/safety-tent.pdf");
    place.write("precious.pdf", &sheet);
    let text = String::from_utf8(place.read("out/plan.json")).unwrap();
    place.write("out/plan.json", text.replace("safety-tent.pdf", "../precious.pdf"));
    place.done("build");
    assert!(place.read("precious.pdf") == sheet);
}

#[test]
fn json_is_a_plan_on_one_stream_and_findings_on_the_other() {
    let place = Place::new("json");
    let output = place.run("build --json");
    let shown: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(shown, plan(&place));
    assert_eq!(shown["pieces"].as_array().unwrap().len(), 8);
    let found: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    assert!(found.is_array());
    place.write("bad.toml", "[[piece]]\nlayout = \"postr\"\n");
    let found = place.fails("check bad.toml --json", 1);
    let found: serde_json::Value = serde_json::from_str(&found).unwrap();
    assert_eq!(found[0]["code"], "unknown-name");
    assert_eq!((&found[0]["file"], &found[0]["line"]), (&"bad.toml".into(), &2.into()));
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let place = Place::new("pipe");
    for words in ["list papers", "completions bash", "make handout safety -o -", "check"]
    {
        let mut command = place.command();
        command
            .args(words.split_whitespace())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(child.wait().unwrap().success(), "{words}: {said}");
        assert_eq!(said, "", "{words}");
    }
}

#[test]
fn a_new_packet_builds_and_is_never_overwritten() {
    let place = Place::new("new");
    let shown = place.done("new my-group");
    assert!(shown.contains("my-group/packet.toml"), "{shown}");
    let shown = place.done("build my-group --copies 3");
    assert!(shown.contains("(my-group/packet.toml)"), "{shown}");
    assert_eq!(shown.matches("  x 3  ").count(), 8, "{shown}");
    place.write("my-group/packet.toml", "mine");
    assert!(place.fails("new my-group", 1).contains("error[exists]"));
    assert_eq!(place.read("my-group/packet.toml"), b"mine");
}

#[test]
fn what_is_exported_overrides_what_is_built_in() {
    let place = Place::new("export");
    place.done("export text safety");
    place.done("export layout handout");
    assert!(place.fails("export layout handout", 1).contains("error[exists]"));
    assert!(place.fails("export theme clam", 1).contains("did you mean `calm`?"));
    assert!(place.done("export theme calm --stdout").contains("primary = \"#0b4f5c\""));
    place.done("make handout safety -o same.pdf");
    let text = String::from_utf8(place.read("safety.md")).unwrap();
    place.write("safety.md", text.replace("Not bring weapons", "Bring no weapons"));
    place.done("make handout safety -o other.pdf");
    assert!(place.read("same.pdf") != place.read("other.pdf"));
    assert!(place.done("list texts").contains("yours: safety.md"));
    assert!(place.done("list layouts").contains("yours: handout.toml"));
}

#[test]
fn a_layout_may_extend_the_one_that_it_overrides() {
    let place = Place::new("extends");
    place.write("poster.toml", "extends = \"poster\"\npaper = \"11x17in\"\n");
    place.write("packet.toml", "[[piece]]\ntext = \"safety\"\nlayout = \"poster\"\n");
    assert!(place.done("check").contains("safety poster  11x17 in"));
    assert!(place.done("make poster safety").contains("11x17 in"));
}

#[test]
fn lists_say_what_there_is() {
    let place = Place::new("list");
    let texts = place.done("list texts");
    assert!(texts.contains("A Comparison") && texts.contains("NAMI"), "{texts}");
    for (what, words) in [
        ("layouts", "door-sign"),
        ("themes", "high-contrast"),
        ("papers", "arch-d"),
        ("stock", "two sources agree"),
        ("fonts", "Atkinson Hyperlegible Next"),
        ("parts safety", "rules "),
    ] {
        let shown = place.done(&format!("list {what}"));
        assert!(shown.contains(words), "{what}: {shown}");
    }
    assert!(place.fails("list parts safty", 1).contains("did you mean `safety`?"));
    assert!(
        place.fails("list fonts --font-dir nowhere", 1).contains("error[font-folder]")
    );
}

#[test]
fn options_go_over_the_packet() {
    let place = Place::new("options");
    place.write("ours.toml", "[group]\nname = \"Tuesday Group\"\n");
    let shown = place.done("check --group ours.toml --paper a4 --theme ink-saver");
    assert!(shown.starts_with("Tuesday Group (standard packet)\n"), "{shown}");
    assert_eq!(shown.matches("  A4  ").count(), 8, "{shown}");
    assert!(shown.ends_with("nothing wrong\n"), "{shown}");
    let output =
        place.run("make door-sign --group ours.toml --orientation portrait -o -");
    assert!(output.stdout.starts_with(b"%PDF-"), "{}", stderr(&output));
}

#[test]
fn completions_are_for_the_shell_that_is_named() {
    let place = Place::new("completions");
    assert!(place.done("completions bash").contains("_handbill()"));
    assert!(place.done("completions fish").contains("complete -c handbill"));
}

#[test]
fn exit_codes_tell_what_kind_of_thing_went_wrong() {
    let place = Place::new("codes");
    assert!(place.fails("check nowhere", 1).contains("error[no-file]"));
    place.fails("biuld", 2);
    place.fails("build --copies 0", 2);
    place.fails("make", 2);
    assert!(place.fails("make handout --paper leter safety", 1).contains("`letter`"));
    place.done("--version");
    place.done("help build");
    assert!(place.files().is_empty());
}

#[test]
fn where_nothing_can_be_written_nothing_is_left_behind() {
    let place = Place::new("world");
    place.write("out", "a file");
    let said = place.fails("build", 3);
    assert!(said.contains("`out`") && said.contains("--out"), "{said}");
    place.write("sheets/safety-tent.pdf/x", "a folder in the way of a sheet");
    let before = place.files();
    let said = place.fails("build --out sheets", 3);
    assert!(said.contains("sheets/safety-tent.pdf"), "{said}");
    assert!(place.fails("make handout safety -o sheets", 3).contains("folder"));
    assert_eq!(place.files(), before);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_no_sheet_behind() {
    let place = Place::new("full");
    place.write("disk/x", "");
    let mount = |words: &[&str]| {
        let done = std::process::Command::new(words[0]).args(&words[1..]).output();
        done.is_ok_and(|output| output.status.success())
    };
    let disk = place.file("disk");
    let disk = disk.to_str().unwrap();
    if !mount(&["mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", disk]) {
        tools::not_tested(
            "no right to mount a disk (root has it): nothing was built on a full one",
        );
        return;
    }
    let output = place.run("build --out disk/out");
    let left = place.files();
    assert!(mount(&["umount", disk]));
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("the disk is full"), "{}", stderr(&output));
    assert_eq!(left, ["disk"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_device_as_standard_output_is_told() {
    let place = Place::new("device");
    let full = std::fs::File::create("/dev/full").unwrap();
    let output = place.command().arg("list").arg("papers").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
}

#[test]
fn a_preview_is_a_picture_a_page_and_a_contact_sheet() {
    let place = Place::new("preview");
    place.write(
        "packet.toml",
        "[[piece]]\ntext = \"safety\"\nlayout = \"tent\"\n\n[[piece]]\nlayout = \"sign-in\"\n",
    );
    let shown = place.done("preview --dpi 20 --guides");
    assert!(shown.starts_with("preview/: 2 pages, and packet.png"), "{shown}");
    let made: Vec<String> =
        place.files().into_iter().filter(|name| name.starts_with("preview/")).collect();
    assert_eq!(
        made,
        ["preview/packet.png", "preview/safety-tent.png", "preview/sign-in.png"]
    );
    let tent = image::open(place.file("preview/safety-tent.png")).unwrap().to_rgb8();
    assert_eq!(tent.dimensions(), (170, 220));
    let blue =
        |pixel: &image::Rgb<u8>| i32::from(pixel.0[2]) - i32::from(pixel.0[0]) > 60;
    let guided = tent.pixels().filter(|pixel| blue(pixel)).count();
    place.done("preview --dpi 20 --out plain");
    let plain = image::open(place.file("plain/safety-tent.png")).unwrap().to_rgb8();
    let plain = plain.pixels().filter(|pixel| blue(pixel)).count();
    assert!(guided > plain + 100, "frames: {guided} of {plain} blue dots");
    place.fails("preview --dpi 5", 2);
}

#[test]
fn colour_is_only_there_when_it_is_asked_for() {
    let place = Place::new("color");
    assert!(!place.done("check").contains('\u{1b}'));
    assert!(place.done("check --color always").contains('\u{1b}'));
    let output =
        place.command().args(["check", "--color", "auto"]).env("NO_COLOR", "1").output();
    assert!(!output.unwrap().stdout.contains(&0x1b));
}
