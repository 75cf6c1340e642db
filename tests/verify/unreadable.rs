//! Bytes that are no PDF, or a hostile one: an answer within a second, and never a panic.

use std::io::Write;
use std::process::Command;
use std::time::{Duration, Instant};

use flate2::{Compress, Compression, FlushCompress};
use handbill::prove::Verdict;

use super::run::Place;
use super::{Base, asked, made, tools};

/// Asks, and holds the answer against the clock; tests in debug run several times slower.
fn quick(what: &str, bytes: &[u8]) -> Verdict {
    let start = Instant::now();
    let verdict = asked(bytes);
    let limit = if cfg!(debug_assertions) { 10 } else { 1 };
    assert!(
        start.elapsed() < Duration::from_secs(limit),
        "{what}: {:?}",
        start.elapsed()
    );
    verdict
}

fn must_be_unreadable(what: &str, bytes: &[u8], says: &str) {
    match quick(what, bytes) {
        Verdict::Unreadable(reason) => assert!(reason.contains(says), "{what}: {reason}"),
        other => panic!("{what}: {other:?}"),
    }
}

#[test]
fn what_is_no_pdf_is_told_so() {
    must_be_unreadable("empty", b"", "empty");
    must_be_unreadable("ZIP", b"PK\x03\x04and so on", "ZIP");
    must_be_unreadable("text", b"Dear all,\n", "no PDF");
    must_be_unreadable("head", b"%PDF-1.7\n", "cut short");
    must_be_unreadable("zeros", &[0; 100_000], "no PDF");
}

#[test]
fn a_file_that_was_cut_anywhere_is_told_so() {
    let whole = made(Base::Handout);
    for part in 1..=40 {
        let cut = &whole[..whole.len() * part / 41];
        assert!(
            matches!(quick("cut", cut), Verdict::Unreadable(_)),
            "cut at {} of {}",
            cut.len(),
            whole.len()
        );
    }
}

#[test]
fn broken_bytes_never_lead_to_a_panic() {
    let whole = made(Base::Tent);
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..400 {
        let mut bytes = whole.to_vec();
        for _ in 0..8 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let at = usize::try_from(state % whole.len() as u64).unwrap();
            bytes[at] = u8::try_from(state >> 56).unwrap();
        }
        let verdict = quick("broken", &bytes);
        assert!(!matches!(verdict, Verdict::Intact(_)), "eight bytes were changed");
    }
}

#[test]
fn an_encrypted_file_is_told_so() {
    let place = Place::new("verify-encrypted");
    place.write("in.pdf", made(Base::Tent));
    let mut command = Command::new("qpdf");
    command.current_dir(&place.path);
    command.args(["--encrypt", "", "secret", "256", "--", "in.pdf", "out.pdf"]);
    let what = "no encrypted file was read";
    let Some(done) = tools::output(&mut command, "qpdf", what) else { return };
    assert!(done.status.success(), "{done:?}");
    must_be_unreadable("encrypted", &place.read("out.pdf"), "encrypted");
}

/// A file of these objects, numbered from 1; the first is the catalogue.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        writeln!(out, "{} 0 obj", index + 1).unwrap();
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let table = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(out, "{place:010} 00000 n ").unwrap();
    }
    write!(
        out,
        "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    )
    .unwrap();
    out
}

/// A stream that inflates to a gigabyte of zeros: what a megabyte packs to, over and over.
fn bomb(dict: &str) -> Vec<u8> {
    let piece = vec![0_u8; 1 << 20];
    let mut packer = Compress::new(Compression::fast(), true);
    let mut pack = || {
        let mut packed = Vec::with_capacity(1 << 20);
        packer.compress_vec(&piece, &mut packed, FlushCompress::Full).unwrap();
        packed
    };
    let (mut packed, next) = (pack(), pack());
    packed.extend(next.repeat(1023));
    let mut out =
        format!("<<{dict}/Filter/FlateDecode/Length {}>>\nstream\n", packed.len())
            .into_bytes();
    out.extend(packed);
    out.extend_from_slice(b"\nendstream");
    out
}

const CATALOG: &str = "<</Type/Catalog/Pages 2 0 R>>";
const PAGES: &str = "<</Type/Pages/Count 1/Kids[3 0 R]>>";

#[test]
fn loops_end() {
    let of = |objects: &[&str]| {
        file(&objects.iter().map(|object| object.as_bytes().to_vec()).collect::<Vec<_>>())
    };
    must_be_unreadable("catalogue", &of(&["1 0 R"]), "catalogue");
    let own = of(&[CATALOG, "<</Type/Pages/Kids[2 0 R 2 0 R]>>"]);
    must_be_unreadable("pages", &own, "loop");
    let page = "<</Type/Page/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</F 4 0 R>>>>>>";
    let form =
        "<</Subtype/Form/Length 26>>\nstream\n/F Do /F Do /F Do /F Do   \nendstream";
    let verdict = quick("forms", &of(&[CATALOG, PAGES, page, form]));
    assert!(matches!(verdict, Verdict::NotOurs(_)), "{verdict:?}");
    let tree = "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R>>";
    let own = of(&[
        tree,
        PAGES,
        "<</MediaBox[0 0 9 9]>>",
        "<</K 5 0 R>>",
        "<</S/P/K[5 0 R 4 0 R]>>",
    ]);
    assert!(matches!(quick("tree", &own), Verdict::NotOurs(_)));
    let mut own = of(&[CATALOG]);
    let at = own.windows(5).rposition(|w| w == b"/Root").unwrap();
    let table = own
        .windows(4)
        .rposition(|w| w == b"xref")
        .map_or(0, |_| own.windows(5).position(|w| w == b"xref\n").unwrap());
    own.splice(at..at, format!("/Prev {table}").into_bytes());
    must_be_unreadable("tables", &own, "");
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    must_be_unreadable("deep", &of(&[&deep]), "catalogue");
}

#[test]
fn bombs_do_not_go_off() {
    let text = |text: &str| text.as_bytes().to_vec();
    let page = text(
        "<</Type/Page/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
    );
    let content = file(&[text(CATALOG), text(PAGES), page, bomb("")]);
    must_be_unreadable("content", &content, "inflates without end");
    let shared = file(&[text("2 0 R"), bomb("/Type/ObjStm/N 1/First 4")]);
    let table = shared.windows(5).position(|w| w == b"xref\n").unwrap();
    let mut own = shared[..table].to_vec();
    // A table of places as a stream: the catalogue stands in the bomb.
    let at = own.len();
    let places = [[0, 0, 0, 0, 0, 0], [2, 0, 0, 0, 2, 0], [1, 0, 0, 0, 0, 0]];
    let mut places: Vec<u8> = places.concat();
    let second = own.windows(7).position(|w| w == b"2 0 obj").unwrap();
    places[13..17].copy_from_slice(&u32::try_from(second).unwrap().to_be_bytes());
    write!(
        own,
        "3 0 obj\n<</Type/XRef/Size 3/W[1 4 1]/Root 1 0 R/Length {}>>\nstream\n",
        places.len()
    )
    .unwrap();
    own.extend(places);
    write!(own, "\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n").unwrap();
    must_be_unreadable("object stream", &own, "inflates without end");
    let mut own = b"%PDF-1.7\n1 0 obj\n".to_vec();
    own.extend(bomb("/Type/XRef/Size 9/W[1 4 1]/Root 1 0 R"));
    own.extend_from_slice(b"\nendobj\nstartxref\n9\n%%EOF\n");
    must_be_unreadable("table of places", &own, "inflates without end");
    let picture = text(
        "<</Type/Page/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
    );
    let paint = text("<</Length 5>>\nstream\n/I Do\nendstream");
    let image = bomb("/Subtype/Image/Width 9/Height 9/BitsPerComponent 8");
    let own = file(&[text(CATALOG), text(PAGES), picture, paint, image]);
    must_be_unreadable("picture", &own, "inflates without end");
}

#[test]
fn a_million_objects_cost_what_is_used_of_them() {
    let mut objects = vec![CATALOG.as_bytes().to_vec(), PAGES.as_bytes().to_vec()];
    objects.push(b"<</Type/Page/MediaBox[0 0 9 9]>>".to_vec());
    objects.resize(1_000_000, b"<</A 1 0 R>>".to_vec());
    let verdict = quick("a million objects", &file(&objects));
    assert!(matches!(verdict, Verdict::NotOurs(_)), "{verdict:?}");
}

#[test]
fn the_command_tells_and_ends_with_1() {
    let place = Place::new("verify-command");
    place.write("empty.pdf", "");
    let told = place.run("verify empty.pdf gone.pdf");
    assert_eq!(told.status.code(), Some(1));
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(told.contains("empty.pdf  can't be read: it is empty"), "{told}");
    assert!(told.contains("gone.pdf   can't be read: there is no such file"), "{told}");
    assert!(told.ends_with("2 files: 0 proven, 2 not\n"), "{told}");
}
