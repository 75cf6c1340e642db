//! What other programs do to a file without changing what it says: nothing of it is called
//! altered.

use std::process::Command;

use handbill::prove::Verdict;
use lopdf::{Dictionary, Document, Object};

use super::edit::*;
use super::run::Place;
use super::{Base, asked, made, tools};

const BASES: [Base; 3] = [Base::Tent, Base::Handout, Base::Long];

fn must_be_resaved(what: &str, bytes: &[u8]) {
    let verdict = asked(bytes);
    assert!(matches!(verdict, Verdict::Resaved(_)), "{what}: {verdict:?}");
}

#[test]
fn qpdf_may_rewrite_a_file_in_every_way_it_knows() {
    if !tools::is_here("qpdf", "qpdf", "no file was rewritten by it") {
        return;
    }
    let ways = [
        "",
        "--linearize",
        "--qdf",
        "--qdf --object-streams=disable",
        "--qdf --no-original-object-ids",
        "--stream-data=uncompress",
        "--stream-data=preserve",
        "--stream-data=compress --recompress-flate --compression-level=9",
        "--recompress-flate --compression-level=1",
        "--object-streams=disable",
        "--object-streams=generate",
        "--object-streams=disable --linearize",
        "--object-streams=generate --stream-data=uncompress --linearize",
        "--normalize-content=y",
        "--coalesce-contents",
        "--coalesce-contents --normalize-content=y",
        "--newline-before-endstream",
        "--preserve-unreferenced",
        "--deterministic-id",
        "--static-id",
        "--min-version=2.0",
        "--force-version=1.7",
        "--decode-level=all",
        "--compress-streams=n",
        "--optimize-images",
        "--externalize-inline-images",
    ];
    let place = Place::new("verify-qpdf");
    for base in BASES {
        place.write("in.pdf", made(base));
        for way in ways {
            let words = format!("{way} in.pdf out.pdf");
            let mut command = Command::new("qpdf");
            let done = command.current_dir(&place.path).args(words.split_whitespace());
            let done = done.output().unwrap();
            assert!(done.status.code() != Some(2), "qpdf {words}: {done:?}");
            must_be_resaved(&format!("{base:?}: qpdf {way}"), &place.read("out.pdf"));
        }
    }
}

const PIKEPDF: &str = "
import pikepdf
def saved(name, **how):
    with pikepdf.open('in.pdf') as pdf:
        pdf.save(name, **how)
saved('1.pdf')
saved('2.pdf', linearize=True)
saved('3.pdf', object_stream_mode=pikepdf.ObjectStreamMode.disable)
saved('4.pdf', compress_streams=False)
saved('5.pdf', normalize_content=True)
with pikepdf.open('in.pdf') as pdf:
    with pdf.open_metadata() as meta:
        meta['xmp:Label'] = 'for the archive'
    pdf.docinfo['/Keywords'] = 'sheets'
    pdf.save('6.pdf')
";

#[test]
fn pikepdf_may_save_a_file_and_add_metadata() {
    let python = std::env::var_os("HANDBILL_PYTHON").unwrap_or_else(|| "python3".into());
    let there = Command::new(&python).args(["-c", "import pikepdf"]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        tools::missing(
            "no pikepdf here (python3-pikepdf; HANDBILL_PYTHON names a python that has it): \
             no file was saved by it",
        );
        return;
    }
    let place = Place::new("verify-pikepdf");
    for base in BASES {
        place.write("in.pdf", made(base));
        let mut command = Command::new(&python);
        let done =
            command.current_dir(&place.path).args(["-c", PIKEPDF]).output().unwrap();
        assert!(done.status.success(), "{done:?}");
        for number in 1..=6 {
            let bytes = place.read(&format!("{number}.pdf"));
            must_be_resaved(&format!("{base:?}: pikepdf {number}"), &bytes);
        }
    }
}

#[test]
fn mutool_may_clean_a_file() {
    if !tools::is_here("mutool", "mupdf-tools", "no file was cleaned by it") {
        return;
    }
    let place = Place::new("verify-mutool");
    for base in BASES {
        place.write("in.pdf", made(base));
        let at = |name: &str| place.file(name).display().to_string();
        for ways in
            [&["clean"][..], &["clean", "-g"], &["clean", "-d"], &["clean", "-z", "-gg"]]
        {
            let mut command = Command::new("mutool");
            command.args(ways).args([at("in.pdf"), at("out.pdf")]);
            assert!(command.output().unwrap().status.success());
            must_be_resaved(
                &format!("{base:?}: mutool {ways:?}"),
                &place.read("out.pdf"),
            );
        }
    }
}

#[test]
fn what_does_not_touch_the_words_may_change() {
    type Change = fn(&mut Document);
    let ways: [(&str, Change); 18] = [
        ("saved again", |_| {}),
        ("streams packed", |doc| doc.compress()),
        ("numbered anew", |doc| doc.renumber_objects()),
        ("numbered from 500", |doc| doc.renumber_objects_with(500)),
        ("another producer", |doc| {
            info(doc).set("Producer", Object::string_literal("another program"));
        }),
        ("a date of change", |doc| {
            info(doc).set("ModDate", Object::string_literal("D:20260101000000Z"));
        }),
        ("keywords", |doc| info(doc).set("Keywords", Object::string_literal("a, b"))),
        ("metadata added", |doc| {
            xmp(doc, |x| {
                x.replacen("<pdfaid:part>", "<xmp:Label>x</xmp:Label><pdfaid:part>", 1)
            });
        }),
        ("metadata laid out anew", |doc| xmp(doc, |x| x.replace(">\n<", "><"))),
        ("the room after the seal taken away", |doc| {
            xmp(doc, |x| x.lines().map(str::trim).collect::<Vec<_>>().join("\n"));
        }),
        ("an object that nobody names", |doc| {
            doc.add_object(Object::string_literal("nothing"));
        }),
        ("private data", |doc| {
            let mut dict = Dictionary::new();
            dict.set("LastModified", Object::string_literal("D:2026"));
            catalog(doc).set("PieceInfo", dict);
        }),
        ("the version in the catalogue", |doc| catalog(doc).set("Version", name("1.7"))),
        ("content in two streams", |doc| {
            let text = content(doc, 0);
            let at = text.find("EMC\n").unwrap() + 4;
            let two = [&text[..at], &text[at..]]
                .map(|part| add_stream(doc, Dictionary::new(), part).into());
            page_dict(doc, 0).set("Contents", Object::Array(two.to_vec()));
        }),
        ("content between a save and a restore", |doc| {
            rewrite(doc, 0, |c| format!("q\n{c}\nQ"));
        }),
        ("comments and blanks in the content", |doc| {
            rewrite(doc, 0, |c| c.replace("\nBT\n", "\n% words\n\r\n  BT \n"));
        }),
        ("fonts by other names", |doc| {
            for page in 0..doc.get_pages().len() {
                rewrite(doc, page, |c| c.replace("/T0 ", "/Fa ").replace("/T1 ", "/Fb "));
            }
            let own = resources(doc).get_mut(b"Font").unwrap().as_dict_mut().unwrap();
            for (old, new) in [(&b"T0"[..], "Fa"), (b"T1", "Fb")] {
                if let Some(font) = own.remove(old) {
                    own.set(new, font);
                }
            }
        }),
        ("boxes on the node above the pages", |doc| {
            for page in 0..doc.get_pages().len() {
                let media = page_dict(doc, page).remove(b"MediaBox").unwrap();
                let root = catalog(doc).get(b"Pages").unwrap().as_reference().unwrap();
                doc.get_dictionary_mut(root).unwrap().set("MediaBox", media);
            }
        }),
    ];
    for base in BASES {
        for (what, change) in ways {
            must_be_resaved(&format!("{base:?}: {what}"), &edited(made(base), change));
        }
    }
}

fn info(doc: &mut Document) -> &mut Dictionary {
    let own = doc.trailer.get(b"Info").unwrap().as_reference().unwrap();
    doc.get_dictionary_mut(own).unwrap()
}
