//! Falsified files: each is found, and the message says where and what.

use lopdf::{Dictionary, Document, Object};

use super::edit::*;
use super::{Base, found, made};

/// A way to falsify a file.
struct Mutation {
    name: &'static str,
    base: Base,
    change: fn(&mut Document),
    /// A finding begins so: the place.
    at: &'static str,
    /// And says this.
    says: &'static str,
}

macro_rules! mutations {
    ($($name:literal, $base:ident, $at:literal, $says:literal, $change:expr;)*) => {
        [$(Mutation {
            name: $name, base: Base::$base, change: $change, at: $at, says: $says,
        }),*]
    };
}

#[test]
#[allow(clippy::too_many_lines, reason = "a list")]
fn every_way_to_falsify_a_file_is_found_with_its_place() {
    let all = mutations! {
        // Texts and glyphs.
        "two entries of ToUnicode exchanged", Tent, "page 1, ", "a screen reader says “", |doc| {
            unicode(doc, 1, |map| exchanged(map, "0061", "0065"));
        };
        "one entry of ToUnicode lies", Handout, "page 1, ", "printed is “", |doc| {
            unicode(doc, 1, |map| exchanged(map, "006E", "006D"));
        };
        "ToUnicode of another font", Tent, "page 1, ", "printed is “", |doc| {
            let ids = fonts(doc);
            let map = doc.get_dictionary(ids[0]).unwrap().get(b"ToUnicode").unwrap().clone();
            doc.get_dictionary_mut(ids[1]).unwrap().set("ToUnicode", map);
        };
        "ToUnicode gone", Handout, "page 1, ", "printed is “", |doc| {
            let ids = fonts(doc);
            doc.get_dictionary_mut(ids[1]).unwrap().remove(b"ToUnicode");
        };
        "a word's glyphs replaced", Tent, "page 1, paragraph", "that is not what was proven", |doc| {
            in_sequence(doc, 0, "/MCID 0>>", |s| s.replacen("<0003>", "<000b>", 1));
        };
        "a word's glyphs exchanged", Handout, "page 1, rule 1", "that is not what was proven", |doc| {
            in_sequence(doc, 0, "/MCID 4>>", |s| swapped(s, "<0006>", "<0009>"));
        };
        "a word taken away", Handout, "page 1, rule 2", "that is not what was proven", |doc| {
            in_sequence(doc, 0, "/MCID 6>>", |s| {
                let start = s.find("[<").unwrap();
                let end = start + s[start..].find("] TJ").unwrap();
                let mut out = s.to_owned();
                out.replace_range(start..end, "[<0005>");
                out
            });
        };
        "another font's subset", Tent, "page 1, ", "a screen reader says “", |doc| {
            let own = objects(doc, |dict| named(dict, b"Type", b"FontDescriptor"));
            let [a, b] = [0, 1].map(|at| {
                doc.get_dictionary(own[at]).unwrap().get(b"FontFile2").unwrap().clone()
            });
            doc.get_dictionary_mut(own[0]).unwrap().set("FontFile2", b);
            doc.get_dictionary_mut(own[1]).unwrap().set("FontFile2", a);
        };
        "fonts exchanged in the resources", Tent, "page 1, ", "that is not what was proven", |doc| {
            let ids = fonts(doc);
            let own = resources(doc).get_mut(b"Font").unwrap().as_dict_mut().unwrap();
            own.set("T0", ids[1]);
            own.set("T1", ids[0]);
        };
        "a font that is not embedded", Tent, "page 1, ", "Helvetica", |doc| {
            let mut font = Dictionary::new();
            font.set("Type", name("Font"));
            font.set("Subtype", name("Type1"));
            font.set("BaseFont", name("Helvetica"));
            let font = doc.add_object(font);
            let own = resources(doc).get_mut(b"Font").unwrap().as_dict_mut().unwrap();
            own.set("T1", font);
        };
        "glyphs numbered anew", Tent, "page 1, ", "printed is “", |doc| {
            let map: String = (0..40u16).map(|n| char::from(u8::from(n % 2 == 1) * 5)).collect();
            let map = add_stream(doc, Dictionary::new(), &map);
            descendant(doc, 1).set("CIDToGIDMap", map);
        };
        "widths of letters changed", Tent, "page 1, ", "another width than its font has", |doc| {
            let own = descendant(doc, 1).get_mut(b"W").unwrap().as_array_mut().unwrap();
            own[1].as_array_mut().unwrap()[2] = 900.into();
        };
        // Marked content.
        "a paragraph made an artifact", Tent, "page 1, item 1", "structure speaks of are not on the page", |doc| {
            rewrite(doc, 0, |c| c.replacen("/P <</MCID 2>> BDC", "/Artifact <</Type/Layout>> BDC", 1));
        };
        "a paragraph dropped", Tent, "page 1, item 1", "are not on the page", |doc| {
            in_sequence(doc, 0, "/MCID 2>>", |_| String::new());
        };
        "a paragraph emptied", Tent, "page 1, item 1", "that is not what was proven", |doc| {
            in_sequence(doc, 0, "/MCID 2>>", |_| "/P <</MCID 2>> BDC EMC".into());
        };
        "a paragraph doubled", Tent, "page 1, item 1", "twice", |doc| {
            in_sequence(doc, 0, "/MCID 2>>", |s| format!("{s}\n{s}"));
        };
        "a paragraph doubled without a tag", Tent, "page 1", "no element speaks of", |doc| {
            in_sequence(doc, 0, "/MCID 2>>", |s| {
                let (_, inner) = s.split_once("BDC").unwrap();
                format!("{s}\n{}", inner.trim_end_matches("EMC"))
            });
        };
        "a paragraph moved in the content", Tent, "page 1, the label of item 4", "another order", |doc| {
            rewrite(doc, 0, |c| {
                let own = sequence(c, "/MCID 6>>");
                let other = sequence(c, "/MCID 8>>");
                c.replacen(&own, "", 1).replacen(&other, &format!("{other}\n{own}"), 1)
            });
        };
        "a paragraph moved on the page", Tent, "page 1", "what is drawn there", |doc| {
            in_sequence(doc, 0, "/MCID 2>>", |s| s.replacen("234.303 Td", "224.303 Td", 1));
        };
        "a paragraph without a mark", Tent, "page 1", "no element speaks of", |doc| {
            in_sequence(doc, 0, "/MCID 4>>", |s| {
                s.replacen("/P <</MCID 4>> BDC", "", 1).trim_end_matches("EMC").to_owned()
            });
        };
        "MCIDs exchanged", Tent, "page 1, ", "another order", |doc| {
            rewrite(doc, 0, |c| swapped(c, "/MCID 2>>", "/MCID 4>>"));
        };
        "an actual text that lies, in the content", Handout, "page 1, rule 1", "printed is “", |doc| {
            in_sequence(doc, 0, "/MCID 4>>", |s| {
                let s = s.replacen("BT\n", "BT\n/Span <</ActualText (You may)>> BDC\n", 1);
                s.replacen("ET\n", "EMC\nET\n", 1)
            });
        };
        "an actual text over nothing", Handout, "page 1, rule 1", "a screen reader says “", |doc| {
            in_sequence(doc, 0, "/MCID 4>>", |s| {
                s.replacen("BT\n", "BT\n/Span <</ActualText (never)>> BDC\nEMC\n", 1)
            });
        };
        "words in a layer that can be hidden", Tent, "page 1, item 1", "layer that can be hidden", |doc| {
            in_sequence(doc, 0, "/MCID 2>>", |s| {
                let s = s.replacen("BT\n", "/OC /L0 BDC\nBT\n", 1);
                s.replacen("ET\n", "ET\nEMC\n", 1)
            });
        };
        // The structure tree.
        "elements exchange their content", Tent, "page 1", "belong to different elements", |doc| {
            let own = elements(doc, "P");
            let [a, b] = [1, 2].map(|at| {
                doc.get_dictionary(own[at]).unwrap().get(b"K").unwrap().clone()
            });
            doc.get_dictionary_mut(own[1]).unwrap().set("K", b);
            doc.get_dictionary_mut(own[2]).unwrap().set("K", a);
        };
        "items in another order", Tent, "page 1, ", "another order", |doc| {
            let list = elements(doc, "L")[0];
            let kids = doc.get_dictionary_mut(list).unwrap().get_mut(b"K").unwrap();
            kids.as_array_mut().unwrap().swap(0, 2);
        };
        "an item said twice", Tent, "page 1, ", "twice", |doc| {
            let own = elements(doc, "P");
            let first = doc.get_dictionary(own[1]).unwrap().get(b"K").unwrap().clone();
            doc.get_dictionary_mut(own[2]).unwrap().set("K", first);
        };
        "an item taken out of the tree", Tent, "page 1", "a screen reader skips it", |doc| {
            let list = elements(doc, "L")[0];
            let kids = doc.get_dictionary_mut(list).unwrap().get_mut(b"K").unwrap();
            kids.as_array_mut().unwrap().remove(1);
        };
        "a label dropped", Handout, "page 1", "a screen reader skips it", |doc| {
            let item = elements(doc, "LI")[0];
            let kids = doc.get_dictionary_mut(item).unwrap().get_mut(b"K").unwrap();
            kids.as_array_mut().unwrap().remove(0);
        };
        "a label that lies", Tent, "page 1, the label of item 1", "a screen reader says “3.”", |doc| {
            let label = elements(doc, "Lbl")[0];
            doc.get_dictionary_mut(label).unwrap().set("ActualText", Object::string_literal("3."));
        };
        "an element whose actual text lies", Handout, "page 1, ", "a screen reader says “Bring weapons.”", |doc| {
            let own = elements(doc, "P")[2];
            let text = Object::string_literal("Bring weapons.");
            doc.get_dictionary_mut(own).unwrap().set("ActualText", text);
        };
        "an alternate text over words", Handout, "page 1, ", "in place of its words", |doc| {
            let own = elements(doc, "P")[2];
            let text = Object::string_literal("Nothing here.");
            doc.get_dictionary_mut(own).unwrap().set("Alt", text);
        };
        "a heading made a paragraph", Handout, "its structure tree is another", "roles", |doc| {
            let own = elements(doc, "H1")[0];
            doc.get_dictionary_mut(own).unwrap().set("S", name("P"));
        };
        "a list that counts no more", Handout, "its structure tree is another", "roles", |doc| {
            let own = elements(doc, "L")[0];
            doc.get_dictionary_mut(own).unwrap().remove(b"A");
        };
        "a language changed in the tree", Handout, "its structure tree is another", "languages", |doc| {
            let own = elements(doc, "P")[1];
            doc.get_dictionary_mut(own).unwrap().set("Lang", Object::string_literal("fr"));
        };
        "the parent tree gone", Tent, "page 1", "belong to different elements", |doc| {
            let root = catalog(doc).get(b"StructTreeRoot").unwrap().as_reference().unwrap();
            doc.get_dictionary_mut(root).unwrap().remove(b"ParentTree");
        };
        "the structure tree gone", Tent, "its structure tree is gone", "a screen reader", |doc| {
            catalog(doc).remove(b"StructTreeRoot");
        };
        // What can be seen.
        "render mode 3", Tent, "page 1, item 1", "invisible on paper", |doc| {
            in_sequence(doc, 0, "/MCID 2>>", |s| s.replacen("BT\n", "BT\n3 Tr\n", 1).replacen("ET", "0 Tr\nET", 1));
        };
        "white on white", Tent, "page 1, item 1", "the colour of what lies behind", |doc| {
            in_sequence(doc, 0, "/MCID 2>>", |s| s.replacen("0 g", "1 g", 1));
        };
        "the colour of the ground", Tent, "page 1, item 1", "the colour of what lies behind", |doc| {
            in_sequence(doc, 0, "/MCID 2>>", |s| {
                s.replacen("0 g", "0.2 0.4 0.6 rg 0 0 612 396 re f", 1)
            });
        };
        "a ground painted over", Tent, "page 1, item 2", "is painted over", |doc| {
            rewrite(doc, 0, |c| {
                format!("{c}\n/Artifact <</Type/Background>> BDC 1 g 40 180 500 40 re f EMC")
            });
        };
        "a ground painted over the other face", Tent, "page 1", "is painted over", |doc| {
            rewrite(doc, 0, |c| {
                format!("{c}\n/Artifact <</Type/Background>> BDC 1 g 30 500 560 80 re f EMC")
            });
        };
        "a wide line through the words", Tent, "page 1, item 4", "is painted over", |doc| {
            rewrite(doc, 0, |c| {
                format!("{c}\n/Artifact <</Type/Layout>> BDC 30 w 20 70 m 590 70 l S EMC")
            });
        };
        "clipped away", Tent, "page 1, paragraph", "is cut away", |doc| {
            rewrite(doc, 0, |c| format!("q 0 0 100 100 re W n\n{c}\nQ"));
        };
        "off the sheet", Tent, "page 1, item 1", "outside of the sheet", |doc| {
            in_sequence(doc, 0, "/MCID 2>>", |s| {
                let s = s.replacen("BT\n", "q 1 0 0 1 2000 0 cm\nBT\n", 1);
                s.replacen("ET\n", "ET\nQ\n", 1)
            });
        };
        "the trim cuts words off", Tent, "page 1, paragraph", "outside of the sheet", |doc| {
            page_dict(doc, 0).set("TrimBox", numbers(&[0, 0, 300, 792]));
        };
        "transparent", Tent, "page 1, item 1", "so transparent", |doc| {
            let mut state = Dictionary::new();
            state.set("ca", Object::Real(0.0));
            let mut states = Dictionary::new();
            states.set("G0", state);
            resources(doc).set("ExtGState", states);
            in_sequence(doc, 0, "/MCID 2>>", |s| {
                let s = s.replacen("BT\n", "q /G0 gs\nBT\n", 1);
                s.replacen("ET\n", "ET\nQ\n", 1)
            });
        };
        "smaller letters", Tent, "page 1", "what is drawn there", |doc| {
            rewrite(doc, 0, |c| c.replacen("/T1 23.75 Tf", "/T1 13.75 Tf", 1));
        };
        "narrower letters", Tent, "page 1", "what is drawn there", |doc| {
            rewrite(doc, 0, |c| c.replacen("/T1 23.75 Tf", "/T1 23.75 Tf 60 Tz", 1));
        };
        "another colour", Tent, "page 1", "what is drawn there", |doc| {
            rewrite(doc, 0, |c| c.replacen("0.549 0.184 0.129 rg", "0.2 0.7 0.2 rg", 1));
        };
        "a rule taken away", Tent, "page 1", "what is drawn there", |doc| {
            rewrite(doc, 0, |c| c.replacen("27 361.08 558 7.92 re", "27 361.08 1 1 re", 1));
        };
        // The second face.
        "a word changed in the second face", Tent, "page 1", "the face that is repeated says “", |doc| {
            in_sequence(doc, 0, "-79.926 Td", |s| s.to_owned() + " ");
            rewrite(doc, 0, |c| {
                let at = c.find("-161.697 Td").unwrap();
                let (head, tail) = c.split_at(at);
                format!("{head}{}", tail.replacen("<0003>", "<000b>", 1))
            });
        };
        "the second face taken away", Tent, "page 1", "what is drawn there", |doc| {
            rewrite(doc, 0, |c| {
                let at = c.find("-1 0 0 -1 612 396 cm").unwrap();
                let end = at + c[at..].find("EMC").unwrap();
                format!("{}{}", &c[..c[..at].rfind('q').unwrap()], &c[end + 5..])
            });
        };
        // Pages.
        "a page taken away", Long, "", "page 2 of what was proven is gone", |doc| {
            pages(doc).remove(1);
        };
        "a page doubled", Long, "page 3", "twice", |doc| {
            let list = pages(doc);
            let second = list[1].clone();
            list.insert(2, second);
        };
        "pages exchanged", Long, "page 1", "this was page 2 when it was proven", |doc| {
            pages(doc).swap(0, 1);
        };
        "a page added", Long, "it has ", "were proven", |doc| {
            let mut page = page_dict(doc, 0).clone();
            page.remove(b"Contents");
            page.remove(b"StructParents");
            page.remove(b"Annots");
            let page = doc.add_object(page);
            pages(doc).push(page.into());
        };
        "a page turned", Tent, "page 1", "the page is turned", |doc| {
            page_dict(doc, 0).set("Rotate", 180);
        };
        "another size of page", Tent, "page 1", "what is drawn there", |doc| {
            page_dict(doc, 0).set("MediaBox", numbers(&[0, 0, 700, 800]));
        };
        "a page scaled", Tent, "page 1", "what is drawn there", |doc| {
            page_dict(doc, 0).set("UserUnit", Object::Real(0.96));
        };
        "the content scaled", Tent, "page 1", "what is drawn there", |doc| {
            rewrite(doc, 0, |c| format!("q 0.96 0 0 0.96 12 16 cm\n{c}\nQ"));
        };
        "words in a second stream", Tent, "page 1", "no element speaks of", |doc| {
            let more = "BT /T1 20 Tf 50 20 Td <000100020003> Tj ET";
            let more = add_stream(doc, Dictionary::new(), more);
            let own = page_dict(doc, 0).get(b"Contents").unwrap().clone();
            page_dict(doc, 0).set("Contents", Object::Array(vec![own, more.into()]));
        };
        "a form laid over", Tent, "page 1, ", "is painted over", |doc| {
            let mut form = Dictionary::new();
            form.set("Type", name("XObject"));
            form.set("Subtype", name("Form"));
            form.set("BBox", numbers(&[0, 0, 612, 792]));
            let form = add_stream(doc, form, "1 g 0 0 612 200 re f");
            let mut own = Dictionary::new();
            own.set("F0", form);
            resources(doc).set("XObject", own);
            rewrite(doc, 0, |c| format!("{c}\n/Artifact BMC /F0 Do EMC"));
        };
        "an annotation laid over", Tent, "page 1", "an annotation (FreeText) “You may” was laid over", |doc| {
            let mut note = Dictionary::new();
            note.set("Type", name("Annot"));
            note.set("Subtype", name("FreeText"));
            note.set("Rect", numbers(&[50, 200, 400, 300]));
            note.set("Contents", Object::string_literal("You may"));
            let note = doc.add_object(note);
            page_dict(doc, 0).set("Annots", Object::Array(vec![note.into()]));
        };
        "a link that leads elsewhere", Long, "page 1", "what is drawn there", |doc| {
            let own = objects(doc, |dict| named(dict, b"Subtype", b"Link"))[0];
            let action = doc.get_dictionary_mut(own).unwrap().get_mut(b"A").unwrap();
            action.as_dict_mut().unwrap().set("URI", Object::string_literal("https://evil.example"));
        };
        "a cell of a table exchanged", Long, "page 1, ", "another order", |doc| {
            let row = elements(doc, "TR")[1];
            let kids = doc.get_dictionary_mut(row).unwrap().get_mut(b"K").unwrap();
            kids.as_array_mut().unwrap().swap(0, 1);
        };
        // What the file says of itself.
        "another title in the metadata", Tent, "its metadata was edited", "title", |doc| {
            xmp(doc, |x| x.replacen("Important Notice", "Unimportant Notice", 1));
        };
        "another edition in the seal", Tent, "its metadata was edited", "proven", |doc| {
            xmp(doc, |x| x.replacen("<handbill:layout>tent", "<handbill:layout>poster", 1));
        };
        "another hash in the seal", Tent, "its metadata was edited", "proven", |doc| {
            xmp(doc, |x| x.replacen("<handbill:words>", "<handbill:words>0", 1));
        };
        "another author in the metadata", Tent, "its metadata was edited", "author", |doc| {
            xmp(doc, |x| x.replacen("<rdf:li>NAMI<", "<rdf:li>Someone<", 1));
        };
        "another title in Info", Tent, "its title is said to be “Another”", "Important", |doc| {
            let info = doc.trailer.get(b"Info").unwrap().as_reference().unwrap();
            let info = doc.get_dictionary_mut(info).unwrap();
            info.set("Title", Object::string_literal("Another"));
        };
        "the language gone", Tent, "its language is gone", "guesses", |doc| {
            catalog(doc).remove(b"Lang");
        };
        "another language", Tent, "its language is said to be `fr`", "`en`", |doc| {
            catalog(doc).set("Lang", Object::string_literal("fr"));
        };
        "the wish for actual size gone", Tent, "what it asks of the program", "`PrintScaling /None` is gone", |doc| {
            let own = catalog(doc).get_mut(b"ViewerPreferences").unwrap();
            own.as_dict_mut().unwrap().remove(b"PrintScaling");
        };
        "marked as not tagged", Tent, "what it asks of the program", "`tagged` is gone", |doc| {
            catalog(doc).remove(b"MarkInfo");
        };
        "a program that runs when it is opened", Tent, "what it asks of the program", "`OpenAction` is new", |doc| {
            let mut action = Dictionary::new();
            action.set("S", name("JavaScript"));
            action.set("JS", Object::string_literal("app.alert(1)"));
            catalog(doc).set("OpenAction", action);
        };
    };
    assert!(all.len() >= 40, "only {}", all.len());
    let mut wrong = Vec::new();
    for Mutation { name, base, change, at, says } in all {
        let bytes = edited(made(base), change);
        let found = found(&bytes);
        if !found.iter().any(|finding| finding.starts_with(at) && finding.contains(says))
        {
            wrong.push(format!(
                "{name}: no finding at `{at}` says `{says}`:\n  {}",
                found.join("\n  ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

/// A table of texts with two of its characters exchanged.
fn exchanged(map: &str, a: &str, b: &str) -> String {
    swapped(map, &format!("<{a}>"), &format!("<{b}>"))
}

/// A text with every `a` and `b` exchanged.
fn swapped(text: &str, a: &str, b: &str) -> String {
    text.replace(a, "\u{1}").replace(b, a).replace('\u{1}', b)
}

#[test]
fn without_its_metadata_a_file_is_not_ours() {
    let bytes = edited(made(Base::Tent), |doc| {
        catalog(doc).remove(b"Metadata");
    });
    assert!(found(&bytes)[0].starts_with("NotOurs"), "{:?}", found(&bytes));
}
