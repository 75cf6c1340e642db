//! Printing: to a real IPP printer on loopback, and to printers that misbehave.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod printer;
mod run;
mod tools;

use std::time::Instant;

use printer::{ABLE, Able, Fake, PRINT_JOB, Real, Way, is_here, value};
use run::{Place, stderr};
use serde_json::Value;

/// A printer that can do all that the standard packet needs.
const FINE: &str = "\
text printer-info Example 3000
enum printer-state 3
keyword printer-state-reasons none
boolean printer-is-accepting-jobs true
mime document-format-supported application/pdf,image/urf
keyword media-supported na_letter_8.5x11in,na_ledger_11x17in,na_arch-d_24x36in
keyword media-ready na_letter_8.5x11in,na_ledger_11x17in,na_arch-d_24x36in
keyword sides-supported one-sided,two-sided-long-edge,two-sided-short-edge
keyword print-scaling-supported auto,none
range copies-supported 1-99
";

/// A packet of three sheets: one upright, one of two pages, one on another paper.
const PACKET: &str = "\
[[piece]]
text = \"safety\"
layout = \"tent\"
copies = 3
[[piece]]
text = [\"comparison\", \"notice\", \"safety\"]
layout = \"long.toml\"
copies = 2
file = \"long one\"
[[piece]]
text = \"safety\"
layout = \"poster\"
paper = \"11x17in\"
";

/// A handout that runs over several pages.
const LONG: &str = "\
extends = \"handout\"
fit = { min = \"16pt\", usual = \"16pt\", max = \"16pt\" }
";

fn packet(place: &Place) -> Value {
    place.write("long.toml", LONG);
    place.write("packet.toml", PACKET);
    place.done("build");
    serde_json::from_slice(&place.read("out/plan.json")).unwrap()
}

#[test]
fn a_real_printer_gets_every_sheet_as_the_plan_has_it() {
    if !is_here() {
        return;
    }
    let example = |name: &str| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        folder.join(name).display().to_string()
    };
    let place = Place::new("print-kinds");
    place.write("packet.toml", include_str!("every-kind.toml"));
    let every_kind = place.file("packet.toml").display().to_string();
    for (name, packet) in [
        ("print-own", String::new()),
        ("print-standard", "--copies 2".to_owned()),
        ("print-every-kind", every_kind),
        ("print-new-group", example("new-group")),
        ("print-own-text", example("own-text")),
        ("print-table-set", example("table-set")),
    ] {
        let place = Place::new(name);
        let plan = if packet.is_empty() {
            self::packet(&place)
        } else {
            place.done(&format!("build {packet} --out out"));
            serde_json::from_slice(&place.read("out/plan.json")).unwrap()
        };
        let printer = Real::start(&place.file("printer"), ABLE, "exit 0");
        let shown =
            place.done(&format!("print {packet} --yes --printer {}", printer.uri()));
        let (jobs, spooled) = (printer.jobs(), printer.spooled());
        let pieces = plan["pieces"].as_array().unwrap();
        assert_eq!((jobs.len(), spooled.len()), (pieces.len(), pieces.len()), "{shown}");
        let mut sheets = 0;
        for ((piece, job), bytes) in pieces.iter().zip(&jobs).zip(&spooled) {
            let file = piece["file"].as_str().unwrap();
            assert_eq!(value(job, "job-name"), file.trim_end_matches(".pdf"));
            for name in ["media", "sides", "print-scaling"] {
                assert_eq!(
                    value(job, name),
                    piece["print"][name].as_str().unwrap(),
                    "{file}"
                );
            }
            let copies = piece["print"]["copies"].as_u64().unwrap();
            assert_eq!(value(job, "copies"), copies.to_string());
            assert_eq!(value(job, "job-state"), "completed");
            assert!(*bytes == place.read(&format!("out/{file}")), "{file}");
            sheets += copies * piece["sheets"].as_u64().unwrap();
        }
        assert!(shown.contains(&format!("{sheets} sheets: all printed")), "{shown}");
        // The plan counts its own page, which is not printed with the packet.
        let page = plan["plan"]["sheets"].as_u64().unwrap();
        assert_eq!(plan["sheets"].as_u64(), Some(sheets + page), "{name}");
        assert_eq!(plan["collected_sheets"], plan["sheets"], "{name}");
    }
}

#[test]
fn sides_flip_and_sheets_follow_from_pages_and_paper() {
    let place = Place::new("print-plan");
    let plan = packet(&place);
    let told = |at: usize, name: &str| plan["pieces"][at][name].clone();
    assert_eq!((told(0, "sides"), told(0, "flip")), ("one".into(), "none".into()));
    let pages = told(1, "pages").as_u64().unwrap();
    assert!(pages > 2, "{pages}");
    assert_eq!((told(1, "sides"), told(1, "flip")), ("two".into(), "long-edge".into()));
    assert_eq!(told(1, "sheets"), pages.div_ceil(2));
    assert_eq!(told(1, "scale"), 1.0);
    assert_eq!(
        told(1, "print")["lp"],
        "lp -d PRINTER -o media=na_letter_8.5x11in -o sides=two-sided-long-edge \
         -o print-scaling=none -n 2 -- 'long one.pdf'"
    );
    assert_eq!(told(2, "print")["media"], "na_ledger_11x17in");
}

#[test]
fn a_dry_run_shows_what_would_be_said_and_says_nothing_to_the_printer() {
    let place = Place::new("print-dry");
    packet(&place);
    let fake = Fake::able(FINE);
    let shown = place.done(&format!("print --dry-run --printer {}", fake.uri()));
    assert!(shown.contains("lp -d PRINTER -o media=na_ledger_11x17in"), "{shown}");
    assert!(
        shown.contains(" sides=two-sided-long-edge copies=2 print-scaling=none"),
        "{shown}"
    );
    assert!(fake.asked.lock().unwrap().is_empty());
    let shown = place.done("print --dry-run --printer ipp://localhost/printers/Office");
    assert!(shown.contains("lp -d Office "), "{shown}");
    let json: Value =
        serde_json::from_str(&place.done("print --dry-run --json")).unwrap();
    assert_eq!(json["jobs"][0]["state"], "not sent");
    assert_eq!(json["jobs"][0]["print"]["print-scaling"], "none");
}

#[test]
fn only_what_is_named_is_printed_and_json_tells_of_each_job() {
    let place = Place::new("print-only");
    packet(&place);
    let fake = Fake::able(FINE);
    let words = format!("print --yes --json --only safety-tent --printer {}", fake.uri());
    let json: Value = serde_json::from_str(&place.done(&words)).unwrap();
    assert_eq!(json["sheets"], 3);
    assert_eq!(json["jobs"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&json["jobs"][0]["job"], &json["jobs"][0]["state"]),
        (&1.into(), &"printed".into())
    );
    let said = place.fails(&words.replace("safety-tent", "safety-tend"), 1);
    assert!(said.contains("did you mean `safety-tent`?"), "{said}");
    assert_eq!(fake.jobs(), 1);
}

#[test]
fn what_can_not_be_understood_is_a_usage_error_with_an_example() {
    let place = Place::new("print-usage");
    let uri = Fake::able(FINE).uri();
    for (words, said) in [
        (format!("print --printer {uri}"), "add --yes"),
        ("print --yes".into(), "ipp://192.168.1.20/ipp/print"),
        ("print --yes --printer office".into(), "ipp://192.168.1.20/ipp/print"),
        ("print --yes --printer lpd://x/y".into(), "don't speak `lpd://`"),
        ("print --yes --printer ipps://x/ipp/print".into(), "write ipp://x/ipp/print"),
        ("print --yes --tray main".into(), "--tray needs --printer"),
        ("calibrate".into(), "calibrate -o calibration.pdf"),
        ("calibrate --printer a".into(), "--front 0.5,-1 --back 0,1.5"),
        ("calibrate --printer a --front 1".into(), "two numbers are wanted"),
        ("calibrate --printer a --front 100,1".into(), "more than an inch"),
        ("calibrate --printer a --front x,1".into(), "`x` is no length"),
        ("calibrate --printer a --scale 6,6".into(), "150 mm long"),
        ("calibrate -o c.pdf --paper 24x36in".into(), "letter or a4"),
    ] {
        let shown = place.fails(&words, 2);
        assert!(shown.contains(said), "{words}: {shown}");
    }
    assert!(place.files().is_empty());
}

/// A printer that lacks something, what it lacks, and whether the sheets are sent all the same.
#[test]
fn what_the_printer_can_not_do_is_told_before_anything_is_sent() {
    let place = Place::new("print-lacks");
    packet(&place);
    let without = |name: &str| {
        let lines = FINE.lines().filter(|line| !line.contains(name));
        lines.collect::<Vec<_>>().join("\n")
    };
    let duplex = ",two-sided-long-edge,two-sided-short-edge";
    for (able, code, said) in [
        (FINE.replace("application/pdf,", ""), "printer-format", "takes no PDF"),
        (FINE.replace(",na_ledger_11x17in", ""), "printer-paper", "no 11x17 in paper"),
        (FINE.replace(duplex, ""), "printer-duplex", "both sides"),
        (without("sides-supported"), "printer-duplex", "long one.pdf"),
        (
            FINE.replace("printer-state 3", "printer-state 5")
                .replace("reasons none", "reasons paused"),
            "printer-stopped",
            "it was paused",
        ),
        (FINE.replace("jobs true", "jobs false"), "printer-stopped", "takes no jobs"),
        (FINE.replace("1-99", "1-2"), "printer-copies", "2 copies"),
    ] {
        let fake = Fake::able(&able);
        let shown = place.fails(&format!("print --yes --printer {}", fake.uri()), 1);
        assert!(
            shown.contains(&format!("error[{code}]")) && shown.contains(said),
            "{shown}"
        );
        assert_eq!(fake.jobs(), 0, "{code}");
    }
    for (able, code) in [
        (without("print-scaling"), "printer-scaling"),
        (
            FINE.replace("media-ready na_letter_8.5x11in,", "media-ready "),
            "printer-ready",
        ),
        (FINE.replace("reasons none", "reasons toner-low-warning"), "printer-state"),
    ] {
        let fake = Fake::able(&able);
        let output = place.run(&format!("print --yes --printer {}", fake.uri()));
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(
            stderr(&output).contains(&format!("warning[{code}]")),
            "{}",
            stderr(&output)
        );
        assert_eq!(fake.jobs(), 3, "{code}");
    }
}

#[test]
fn a_printer_may_call_the_same_paper_otherwise_or_take_any_size() {
    let place = Place::new("print-names");
    packet(&place);
    let any = "keyword media-supported custom_min_3x5in,custom_max_13x19in,custom_x_215.9x279.4mm";
    let lines: Vec<&str> = FINE.lines().filter(|line| !line.contains("media-")).collect();
    let fake = Fake::able(&(lines.join("\n") + "\n" + any));
    let json = place.done(&format!("print --yes --json --printer {}", fake.uri()));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["jobs"][0]["print"]["media"], "custom_x_215.9x279.4mm");
    assert_eq!(json["jobs"][2]["print"]["media"], "na_ledger_11x17in");
}

#[test]
fn a_printer_that_is_none_is_told_and_nothing_hangs() {
    let place = Place::new("print-none");
    let page = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".to_vec();
    let gone = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec();
    let password = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n".to_vec();
    let long = b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n\x02\x00\x00\x00".to_vec();
    for (way, said) in [
        (Way::Hangs, "does not answer"),
        (Way::Closes, "broke"),
        (Way::Says(b"220 smtp\r\n".to_vec()), "does not speak as a printer does"),
        (Way::Says(page), "does not speak as a printer does"),
        (Way::Says(gone), "nothing at that path"),
        (Way::Says(password), "wants a password"),
        (Way::Says(long), "broke"),
    ] {
        let fake = Fake::start(way);
        let began = Instant::now();
        let words = format!(
            "print --yes --timeout 1 --only safety-tent --printer {}",
            fake.uri()
        );
        let output = place.run(&words);
        let shown = stderr(&output);
        assert_eq!(output.status.code(), Some(3), "{said}: {shown}");
        assert!(shown.contains(said), "{said}: {shown}");
        assert!(shown.contains("nothing was printed"), "{shown}");
        assert!(began.elapsed().as_secs() < 10, "{said}");
    }
    // No other test is given this port, as it might be one that was free a moment ago.
    let shown = place.fails("print --yes --printer ipp://127.0.0.1:1/", 3);
    assert!(shown.contains("there is no printer at"), "{shown}");
}

#[test]
fn a_printer_that_gives_up_in_the_middle_ends_with_how_to_go_on() {
    let place = Place::new("print-middle");
    packet(&place);
    let able = || Able { attributes: FINE.into(), ..Able::default() };
    let ended = |able: Able| {
        let fake = Fake::start(Way::Able(able));
        let words = format!("print --yes --wait 1 --timeout 2 --printer {}", fake.uri());
        (place.fails(&words, 3), fake.uri())
    };
    let (shown, uri) = ended(Able { drops_at: Some(2), ..able() });
    assert!(shown.contains("long one.pdf: the line to the printer"), "{shown}");
    assert!(shown.contains("printed: safety-tent.pdf"), "{shown}");
    assert!(shown.contains("not sure: long one.pdf"), "{shown}");
    assert!(shown.contains("not printed: safety-poster.pdf"), "{shown}");
    let again = format!("--printer {uri} --only safety-poster\n");
    assert!(shown.contains(&again), "{shown}");
    let (shown, _) = ended(Able { refuses: Some(2), ..able() });
    assert!(shown.contains("the printer refuses"), "{shown}");
    assert!(shown.contains("--only 'long one' --only safety-poster"), "{shown}");
    let attributes = FINE.replace("keyword printer-state-reasons none\n", "");
    let reasons = Some("media-empty-error");
    let (shown, _) = ended(Able { state: Some(6), reasons, attributes, ..able() });
    assert!(shown.contains("stood still for 1 s: it is out of paper"), "{shown}");
    assert!(shown.contains("printed: nothing"), "{shown}");
    let (shown, _) = ended(Able { state: Some(8), ..able() });
    assert!(shown.contains("gave job 1 up"), "{shown}");
    assert!(shown.contains("--only safety-tent --only 'long one'"), "{shown}");
}

#[test]
fn a_real_printer_out_of_paper_says_so() {
    if !is_here() {
        return;
    }
    let place = Place::new("print-empty");
    let script = "echo 'STATE: +media-empty-error' >&2\nsleep 6";
    let printer = Real::start(&place.file("printer"), ABLE, script);
    let words =
        format!("print --yes --wait 2 --only safety-tent --printer {}", printer.uri());
    let shown = place.fails(&words, 3);
    assert!(shown.contains("the printer says it is out of paper"), "{shown}");
    assert!(shown.contains("stood still for 2 s: it is out of paper"), "{shown}");
}

#[test]
fn a_tray_is_asked_for_with_the_paper_in_it() {
    if !is_here() {
        return;
    }
    let place = Place::new("print-tray");
    let printer = Real::start(&place.file("printer"), ABLE, "exit 0");
    let words = format!(
        "print --yes --only safety-tent --tray manual --printer {}",
        printer.uri()
    );
    place.done(&words);
    let asked = value(&printer.jobs()[0], "media-col").to_owned();
    assert!(asked.contains("x-dimension=21590 y-dimension=27940"), "{asked}");
    assert!(asked.contains("media-source=manual"), "{asked}");
    let shown = place.fails(&words.replace("manual", "manuel"), 1);
    assert!(shown.contains("did you mean `manual`?"), "{shown}");
}

#[test]
fn a_job_asks_for_one_thing_at_a_time() {
    let place = Place::new("print-order");
    let fake = Fake::able(FINE);
    place.done(&format!("print --yes --only safety-tent --printer {}", fake.uri()));
    let asked = fake.asked.lock().unwrap().clone();
    let at = asked.iter().position(|own| *own == PRINT_JOB).unwrap();
    assert!(at > 0, "the printer is asked before it is sent anything: {asked:?}");
}

#[test]
fn a_printer_that_says_little_of_itself_is_taken_at_its_word() {
    let place = Place::new("print-little");
    let fake = Fake::able("enum printer-state 3");
    place.done(&format!("print --yes --only safety-tent --printer {}", fake.uri()));
    assert_eq!(fake.jobs(), 1);
}

#[test]
fn no_answer_whatever_makes_it_panic() {
    use handbill::send::{Address, Line};
    let mut answer = vec![2, 0, 0, 0, 0, 0, 0, 1, 1];
    for line in FINE.lines() {
        answer.push(4);
        printer::attribute(&mut answer, line);
    }
    answer.push(3);
    let mut seed = 7_usize;
    for round in 0..300 {
        let mut bytes = answer.clone();
        for _ in 0..=round % 5 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
            let at = (seed >> 33) % bytes.len();
            bytes[at] = (seed >> 21) as u8;
            if round % 7 == 0 {
                bytes.truncate(at + 1);
            }
        }
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", bytes.len());
        let fake = Fake::start(Way::Says([head.into_bytes(), bytes].concat()));
        let address = Address::parse(&fake.uri()).unwrap();
        let _ = Line::new(address, std::time::Duration::from_secs(5)).able();
    }
}
