//! Files held against the texts of today, by the command.

use super::run::{Place, stderr};

const PACKET: &str = "[group]\nname = \"Tuesday Group\"\nmeets = \"Tuesdays, 7 pm\"\n\n\
                      [[piece]]\ntext = \"safety.md\"\nlayout = \"handout\"\n\n\
                      [[piece]]\ntext = \"safety.md\"\nlayout = \"tent\"\n\n\
                      [[piece]]\nlayout = \"door-sign\"\n";

fn built(name: &str) -> Place {
    let place = Place::new(name);
    let text = place.done("export text safety --stdout");
    place.write("safety.md", text);
    place.write("packet.toml", PACKET);
    place.done("build -o out");
    place
}

#[test]
fn a_packet_that_was_just_built_is_proven() {
    let place = built("today-same");
    let told = place.done("verify out --packet packet.toml");
    assert_eq!(told.matches("as the texts are today").count(), 5, "{told}");
    assert!(told.ends_with("6 files, all proven\n"), "{told}");
}

#[test]
fn a_letter_that_changed_since_is_named_with_its_word_and_place() {
    let place = built("today-letter");
    let text = String::from_utf8(place.read("safety.md")).unwrap();
    place.write("safety.md", text.replacen("weapons", "weapon", 1));
    let output = place.run("verify out --packet packet.toml");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(told.matches("out of date").count(), 4, "{told}");
    assert!(told.contains("page 1, rule 1: the file says “Not bring weapons"), "{told}");
    assert!(told.contains("the source says “Not bring weapon to"), "{told}");
    assert!(told.contains("safety.md:"), "{told}");
    let told = place.run("verify out/safety-handout.pdf --text safety.md");
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(
        told.contains("out of date") && told.contains("“Not bring weapon to"),
        "{told}"
    );
}

#[test]
fn a_detail_of_the_group_that_changed_is_named() {
    let place = built("today-group");
    place.write("packet.toml", PACKET.replace("Tuesdays, 7 pm", "Tuesdays, 8 pm"));
    let output = place.run("verify out/safety-handout.pdf --packet packet.toml");
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(
        told.contains("“Tuesdays, 7 pm”, the source says “Tuesdays, 8 pm”"),
        "{told}"
    );
}

#[test]
fn a_paragraph_that_is_new_is_named() {
    let place = built("today-new");
    let text = String::from_utf8(place.read("safety.md")).unwrap();
    place.write("safety.md", text + "\nCome early.\n");
    let output = place.run("verify out/safety-handout.pdf --packet packet.toml");
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("out of date"), "{told}");
    assert!(told.contains("Come early."), "{told}");
}

#[test]
fn programs_get_json() {
    let place = built("today-json");
    let told = place.done("verify out --json");
    let all: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(all.as_array().unwrap().len(), 6);
    assert_eq!(all[0]["verdict"], "intact");
    assert_eq!(all[0]["proven"], true);
    assert_eq!(all[0]["pages"], 1);
}

#[test]
fn tiles_and_collections_are_held_against_the_texts_of_today() {
    let place = Place::new("today-tiles");
    let text = place.done("export text safety --stdout");
    place.write("safety.md", &text);
    let piece = "[[piece]]\ntext = \"safety.md\"\nlayout = ";
    let poster = format!("{piece}\"poster\"\npaper = \"18x24in\"\ntile = \"letter\"\n");
    let handout = format!("{piece}\"handout\"\ncopies = 3\n");
    place.write("packet.toml", poster + &handout);
    place.done("build");
    let told = place.done("verify out --packet packet.toml");
    assert!(told.ends_with("4 files, all proven\n"), "{told}");
    place.write("safety.md", text.replacen("weapons", "weapon", 1));
    for file in ["safety-poster.pdf", "packet-letter.pdf"] {
        let output = place.run(&format!("verify out/{file} --packet packet.toml"));
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(told.contains("out of date"), "{told}");
        assert!(told.contains("the source says “Not bring weapon to"), "{told}");
        assert!(!told.contains("no element speaks of it"), "{told}");
    }
}
