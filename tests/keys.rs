//! Every key of the reference does something: with it, the sheet is another one.

mod sheets;
mod tools;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use handbill::load::keys::SECTIONS;
use handbill::page::dump;

const WORDS: &str = "\
# Some words for a title

A paragraph that is long enough for two lines at the least, or for three of them, or even for four, if the sheet is narrow enough for that.

We ask of all who come here:

1. Be kind, and let others speak for as long as they need, as long as it takes them to end
2. Be here

- A thing
- Another thing

<!-- #note -->
A note.

<!-- #two -->
### First
- One of them

### Second
- Two of them
<!-- /two -->
";

const BASE: &str = r#"
paper   = "letter"
excerpt = true
text    = "words.md"

[fit]
min = "6pt"
max = "11pt"

[grid]
columns = ["1fr", "1fr"]
rows    = ["auto", "auto", "1fr", "0.6in", "1in", "1.5in"]
areas   = ["group when", "title title", "text text", "line line", "arrow arrow", "sign sign"]
gap     = "0.2in"

[frame.group]
say = "{group.name}"

[frame.when]
say = ["Call 988", "{group.place}"]

[frame.title]
show = "title"

[frame.text]
flow = "all"

[frame.line]
draw = "line"

[frame.arrow]
draw = "arrow"

[frame.sign]
draw    = "rows"
columns = ["First name", "Second name"]

[box.two]
ground  = "ground"
columns = 2
"#;

/// Section, key, what the layout has before (over the base), and what changes it.
const LAYOUT: &[(&str, &str, &str, &str)] = &[
    (
        "layout",
        "kind",
        "frame.title.off = true\nframe.text.off = true\ntext = []",
        "kind = 'x'",
    ),
    ("layout", "lang", "", "lang = 'es'"),
    ("layout", "paper", "", "paper = 'a5'"),
    ("layout", "orientation", "", "orientation = 'landscape'"),
    ("layout", "margin", "", "margin = '1.5in'"),
    ("layout", "edge", "", "edge = '0.1in'"),
    ("layout", "bleed", "", "bleed = '0.125in'"),
    ("layout", "fold-y", "", "fold-y = '50%'"),
    ("layout", "fold-x", "", "fold-x = ['1in', '2in']"),
    ("layout", "excerpt", "frame.text.flow = 'lead'", "excerpt = false"),
    ("layout", "text", "", "text = 'safety'"),
    ("fit", "min", "fit.max = '5pt'", "fit.min = '10pt'"),
    ("fit", "usual", "fit.max = '40pt'\nstyle.body.max-lines = 3", "fit.usual = '25pt'"),
    ("fit", "max", "", "fit.max = '8pt'"),
    (
        "fit of a frame",
        "min",
        "style.title.size = '80pt'\nstyle.title.steps = []\nframe.title.fit = { max = '80pt', share = 'a' }",
        "frame.title.fit.min = '60pt'",
    ),
    ("fit of a frame", "max", "", "frame.title.fit.max = '20pt'"),
    (
        "fit of a frame",
        "share",
        "frame.title.fit = { min = '9pt', max = '60pt' }",
        "frame.title.fit.share = 'a'",
    ),
    ("panel", "side", PANELS, "panel.b.side = 'back'"),
    ("panel", "x", PANELS, "panel.b.x = '50%'"),
    ("panel", "y", PANELS, "panel.b.y = '1in'"),
    ("panel", "width", PANELS, "panel.a.width = '4in'"),
    ("panel", "height", PANELS, "panel.a.height = '45%'"),
    ("panel", "turn", PANELS, "panel.b.turn = 180"),
    ("panel", "repeat", PANELS, "panel.c = { repeat = 'a', y = '5in' }"),
    (
        "panel",
        "grid",
        PANELS,
        "panel.b.grid = { areas = ['sign sign', 'line line', 'arrow .'] }",
    ),
    ("panel", "margin", PANELS, "panel.b.margin = { left = '1in' }"),
    ("panel", "edge", PANELS, "panel.a.edge = '0.1in'"),
    ("grid", "rows", "", "grid.rows = ['auto', '2in', '1fr', '0.6in', '1in', '1.5in']"),
    ("grid", "columns", "", "grid.columns = ['2fr', '1fr']"),
    (
        "grid",
        "areas",
        "",
        "grid.areas = ['when group', 'title title', 'text text', 'line line', 'arrow arrow', 'sign sign']",
    ),
    ("grid", "gap", "", "grid.gap = '1in'"),
    ("grid", "row-gap", "", "grid.row-gap = '1in'"),
    ("frame", "area", "", "frame.when.area = 'line'"),
    ("frame", "panel", PANELS, "frame.arrow.panel = 'a'"),
    ("frame", "thread", PANELS, "frame.text.thread = ['a', 'b']"),
    ("frame", "show", "", "frame.title.show = ['nothing', 'lead']"),
    ("frame", "flow", "", "frame.text.flow = 'list'"),
    ("frame", "say", "", "frame.group.say = 'x'"),
    ("frame", "join", "", "frame.when.join = ', '"),
    ("frame", "draw", "", "frame.line.draw = 'box'"),
    ("frame", "turn", "", "frame.arrow.turn = 'up'"),
    ("frame", "columns", "", "frame.sign.columns = ['A 2fr', 'B']"),
    ("frame", "row-height", "", "frame.sign.row-height = '0.2in'"),
    ("frame", "weight", "", "frame.line.weight = '2pt'"),
    ("frame", "color", "", "frame.arrow.color = 'alert'"),
    (
        "frame",
        "image",
        "frame.line = { off = true }\n[frame.picture]\narea = 'line'\nimage = 'a.png'\nalt = 'x'",
        "frame.picture.image = 'b.png'",
    ),
    (
        "frame",
        "alt",
        "frame.line = { off = true }\n[frame.picture]\narea = 'line'\nimage = 'a.png'\nalt = 'x'",
        "frame.picture.alt = 'y'",
    ),
    ("frame", "style", "", "frame.title.style = 'body'"),
    ("frame", "fit", "", "frame.title.fit = { max = '20pt' }"),
    ("frame", "ground", "", "frame.title.ground = 'ground'"),
    ("frame", "bar", "", "frame.title.bar = 's/50'"),
    (
        "frame",
        "ruled",
        "frame.title.ground = 'ground'",
        "frame.title.ruled = { top = '9pt' }",
    ),
    ("frame", "pad", "", "frame.title.pad = { top = '1in' }"),
    ("frame", "align", "", "frame.title.align = 'end'"),
    ("frame", "valign", "", "frame.text.valign = 'bottom'"),
    (
        "frame",
        "stretch-after",
        "style.rule.item-stretch-after = 1",
        "frame.text.stretch-after = 9",
    ),
    (
        "frame",
        "on",
        "frame.text.flow = 'all'\nframe.title.off = true\nstyle.rule.item-before = '3in'",
        "frame.group.on = 'first'",
    ),
    ("frame", "off", "", "frame.line.off = true"),
    ("box", "around", "", "box.two.around = 'note'"),
    ("box", "frames", "", "box.two.frames = ['group', 'when']"),
    ("box", "ground", "", "box.two.ground = 'primary'"),
    ("box", "bar", "", "box.two.bar = { weight = '9pt' }"),
    ("box", "ruled", "", "box.two.ruled = { top = '9pt' }"),
    ("box", "pad", "", "box.two.pad = '1b'"),
    ("box", "columns", "", "box.two.columns = 1"),
    ("box", "gap", "", "box.two.gap = '1in'"),
    ("box", "column-bar", "", "box.two.column-bar = '3pt'"),
    ("box", "before", "", "box.two.before = '5b'"),
    ("box", "after", "box.note.ground = 'ground'", "box.note.after = '5b'"),
    ("box", "stretch-before", "", "box.two.stretch-before = 1\nbox.two.before = '2b'"),
    (
        "box",
        "stretch-after",
        "box.note = { ground = 'ground', after = '2b' }",
        "box.note.stretch-after = 1",
    ),
    (
        "box",
        "join",
        "box.note.ground = 'ground'\nbox.two.before = '2b'",
        "box.two.join = true",
    ),
    ("box", "style", "", "box.two.style = 'quote'"),
    ("box", "off", "", "box.two.off = true"),
    (
        "bar",
        "weight",
        "frame.title.bar = { color = 'ink' }",
        "frame.title.bar.weight = '9pt'",
    ),
    (
        "bar",
        "color",
        "frame.title.bar = { weight = '9pt' }",
        "frame.title.bar.color = 'alert'",
    ),
    (
        "bar",
        "wide",
        "frame.title.bar = { weight = '9pt' }",
        "frame.title.bar.wide = false",
    ),
    ("ruled", "top", "", "box.two.ruled.top = '3pt'"),
    ("ruled", "bottom", "", "box.two.ruled.bottom = '3pt'"),
    ("sides", "top", "", "margin = { top = '1.5in' }"),
    ("sides", "right", "", "margin = { right = '3in' }"),
    ("sides", "bottom", "", "margin = { bottom = '2in' }"),
    ("sides", "left", "", "margin = { left = '2in' }"),
    ("style", "like", "", "style.list.like = 'rule'"),
    ("style", "size", "", "style.rule.size = '0.8b'"),
    ("style", "steps", "style.title.size = '130pt'", "style.title.steps = ['40pt']"),
    ("style", "leading", "", "style.body.leading = 2"),
    ("style", "weight", "", "style.body.weight = 'bold'"),
    ("style", "italic", "", "style.body.italic = true"),
    ("style", "color", "", "style.body.color = 'alert'"),
    ("style", "tracking", "", "style.body.tracking = '0.1em'"),
    ("style", "align", "", "style.body.align = 'center'"),
    ("style", "measure", "", "style.body.measure = '20em'"),
    ("style", "characters", "", "style.body.characters = 40"),
    ("style", "balance", "style.rule.measure = '25em'", "style.rule.balance = false"),
    ("style", "hang", "", "style.title.hang = false"),
    ("style", "max-lines", "fit.max = '30pt'", "style.rule.max-lines = 1"),
    (
        "style",
        "first-lines",
        "fit.max = '16pt'\nstyle.rule.measure = '100em'\nstyle.rule.characters = 200",
        "style.rule.first-lines = 1",
    ),
    ("style", "bold-digits", "", "style.body.bold-digits = true"),
    (
        "style",
        "new-page",
        "frame.text.flow = 'all'\nframe.title.off = true\ntext = 'titles.md'",
        "style.title.new-page = false",
    ),
    ("style", "before", "", "style.list.before = '4b'"),
    (
        "style",
        "after",
        "frame.title.off = true\nframe.text.flow = 'all'",
        "style.title.after = '5b'",
    ),
    ("style", "stretch-before", "", "style.list.stretch-before = 1"),
    ("style", "stretch-after", "", "style.rule.stretch-after = 1"),
    ("style", "marker", "", "style.rule.marker = 'text'"),
    ("style", "marker-column", "", "style.rule.marker-column = '6b'"),
    ("style", "marker-color", "", "style.rule.marker-color = 'alert'"),
    ("style", "hairline", "", "style.rule.hairline = false"),
    (
        "style",
        "first-column",
        "frame.text.flow = 'all'\nframe.title.off = true\ntext = 'table.md'",
        "style.table.first-column = '2in'",
    ),
    ("style", "item-before", "", "style.rule.item-before = '2b'"),
    ("style", "item-after", "", "style.rule.item-after = '3b'"),
    (
        "style",
        "item-stretch-after",
        "fit.max = '14pt'",
        "style.rule.item-stretch-after = 5",
    ),
    ("style", "item-stretch-before", "", "style.rule.item-stretch-before = 5"),
];

/// Two panels, with the drawings on the second one.
const PANELS: &str = "\
panel.a.height = '60%'
panel.a.width = '5in'
panel.b.height = '100%'
panel.b.width = '3in'
frame.title.ground = 'ground'
frame.line.panel = 'b'
frame.arrow.panel = 'b'
frame.sign.panel = 'b'
";

/// Section, key, file, what stands in it, and what stands there in its place.
const FILES: &[(&str, &str, &str, &str, &str)] = &[
    ("packet", "group", "packet.toml", "name = 'G'", "name = 'H'"),
    ("packet", "theme", "packet.toml", "paper", "theme = 'ink-saver'\npaper"),
    ("packet", "paper", "packet.toml", "'letter'", "'a3'"),
    ("piece", "text", "packet.toml", "[[piece]]", "[[piece]]\ntext = 'notice'"),
    ("piece", "layout", "packet.toml", "'base.toml'", "'sign-in'"),
    ("piece", "paper", "packet.toml", "[[piece]]", "[[piece]]\npaper = 'a5'"),
    (
        "piece",
        "orientation",
        "packet.toml",
        "[[piece]]",
        "[[piece]]\norientation = 'landscape'",
    ),
    ("piece", "theme", "packet.toml", "[[piece]]", "[[piece]]\ntheme = 'ink-saver'"),
    ("piece", "copies", "packet.toml", "[[piece]]", "[[piece]]\ncopies = 3"),
    ("piece", "bleed", "packet.toml", "[[piece]]", "[[piece]]\nbleed = true"),
    ("piece", "file", "packet.toml", "[[piece]]", "[[piece]]\nfile = 'x'"),
    ("theme", "grounds", "calm.toml", "grounds = true", "grounds = false"),
    ("theme", "ink", "calm.toml", "'#000000'", "'#000001'"),
    ("theme", "primary", "calm.toml", "'#000002'", "'#000001'"),
    ("theme", "alert", "calm.toml", "'#000003'", "'#000001'"),
    ("theme", "ground", "calm.toml", "'#000004'", "'#000001'"),
    ("theme", "mid", "calm.toml", "'#000005'", "'#000001'"),
    ("theme", "paper", "calm.toml", "'#000006'", "'#000001'"),
    ("front matter", "title", "words.md", "# Some", "+++\ntitle = 'x'\n+++\n# Some"),
    ("front matter", "lang", "words.md", "# Some", "+++\nlang = 'es'\n+++\n# Some"),
    ("front matter", "owner", "words.md", "# Some", "+++\nowner = 'x'\n+++\n# Some"),
];

/// Keys that hold what the other sections list, or that need a test of their own; and where
/// that test is.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("layout", "extends", "tests/layouts: the Arabic sheet extends the handout"),
    ("layout", "fonts", "tests/layouts: the Arabic sheet"),
    ("layout", "fit", "its section"),
    ("layout", "grid", "its section"),
    ("layout", "panel", "its section"),
    ("layout", "frame", "its section"),
    ("layout", "box", "its section"),
    ("layout", "style", "its section"),
    ("layout", "when", "tests/layouts: the tent of the safety text"),
    ("layout", "require", "its section"),
    ("layout", "deny", "tests/check: the weight of a finding"),
    ("layout", "warn", "tests/check: the weight of a finding"),
    ("layout", "allow", "tests/check: the weight of a finding"),
    ("packet", "deny", "tests/check: the weight of a finding"),
    ("packet", "warn", "tests/check: the weight of a finding"),
    ("packet", "allow", "tests/check: the weight of a finding"),
    ("piece", "tile", "tests/tiles: a poster on its tiles"),
    ("piece", "overlap", "tests/tiles: a poster on its tiles"),
    ("piece", "stock", "tests/stock"),
    ("piece", "sheet", "tests/stock: cards on plain paper"),
    ("piece", "nup", "tests/stock: copies are cards"),
    ("piece", "back", "tests/stock: fronts and backs meet"),
    ("piece", "flip", "tests/stock: fronts and backs meet"),
    ("piece", "fold", "tests/folds"),
    ("piece", "thickness", "tests/folds: inner sheets creep"),
    ("piece", "blanks", "tests/folds: pages stay empty"),
    ("piece", "marks", "tests/folds: a booklet on a larger sheet"),
    ("stock", "numbers", "tests/stock"),
    ("stock", "name", "tests/stock"),
    ("stock", "maker", "tests/plan: stock is bought by its name and number"),
    ("stock", "kind", "tests/stock"),
    ("stock", "sheet", "tests/stock"),
    ("stock", "orientation", "tests/stock"),
    ("stock", "pack", "tests/plan: stock is bought by its name and number"),
    ("stock", "origin", "tests/stock"),
    ("stock", "flat", "tests/stock"),
    ("stock", "pitch", "tests/stock"),
    ("stock", "columns", "tests/stock"),
    ("stock", "rows", "tests/stock"),
    ("stock", "radius", "tests/stock"),
    ("stock", "fold-y", "tests/stock"),
    ("stock", "scored", "tests/stock"),
    ("stock", "cut", "tests/stock"),
    ("stock", "safe", "tests/stock"),
    ("stock", "known", "tests/stock"),
    ("stock", "note", "tests/stock"),
    ("piece", "require", "its section"),
    ("piece", "deny", "tests/check: the weight of a finding"),
    ("piece", "warn", "tests/check: the weight of a finding"),
    ("piece", "allow", "tests/check: the weight of a finding"),
    (
        "require",
        "reads-to",
        "tests/check: a poster that can't be read from the third row",
    ),
    ("fit", "share", "tests/setting: handouts of a packet have one size"),
    ("style", "fonts", "tests/layouts: the Arabic sheet"),
    ("packet", "fonts", "tests/layouts: the Arabic sheet"),
    ("packet", "piece", "its section"),
    ("front matter", "edition", "kept with the text; nothing prints it yet"),
];

const PACKET: &str = "\
paper = 'letter'
[group]
name = 'G'
place = 'P'
[[piece]]
layout = 'base.toml'
";

const THEME: &str = "\
grounds = true
ink     = '#000000'
primary = '#000002'
alert   = '#000003'
ground  = '#000004'
mid     = '#000005'
paper   = '#000006'
";

/// All that can be seen of a packet's sheets; what is wrong with it, if it is.
fn seen(folder: &Path) -> String {
    let one = |sheet: &handbill::press::Sheet<'_, '_>| {
        let mut out =
            format!("{:?}\n{}\n{}\n", sheet.planned, sheet.about.title, sheet.about.lang);
        writeln!(out, "{:?} {:?}", sheet.about.owner, sheet.about.tags).unwrap();
        for page in 0..sheet.composition.pages() {
            let page = sheet.composition.page(page);
            out += &dump(&page, sheet.prepared.tags());
            // The dump leaves out colours, faces and pictures.
            writeln!(out, "{:?}", page.layers).unwrap();
        }
        out
    };
    match sheets::compose(&folder.join("packet.toml"), one) {
        Ok(pieces) => pieces.concat(),
        Err(report) => format!("ERROR {}", handbill::diag::render(&report, false)),
    }
}

/// A folder with the base and files over it.
fn laid(folder: &Path, files: &[(&str, String)]) -> String {
    let dot = |shade: u8| {
        let image = image::RgbImage::from_pixel(4, 2, image::Rgb([shade; 3]));
        handbill::write::png::encode(&image, 72.0)
    };
    for (name, bytes) in [("a.png", dot(0)), ("b.png", dot(200))] {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let titles = "# One\n\nA.\n\n# Two\n\nB.\n";
    let plain = [
        ("words.md", WORDS),
        ("titles.md", titles),
        ("table.md", "# One\n\n| a | b |\n|---|---|\n| c | d |\n"),
        ("base.toml", BASE),
        ("packet.toml", PACKET),
        ("calm.toml", THEME),
    ];
    for (name, text) in plain {
        std::fs::write(folder.join(name), text).unwrap();
    }
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
    seen(folder)
}

#[test]
fn every_key_of_a_layout_changes_the_sheet() {
    let folder = sheets::folder("keys-layout");
    let mut idle = Vec::new();
    for (section, key, before, change) in LAYOUT {
        // Rules are seen where grounds are not printed.
        let theme = THEME.replace("grounds = true", "grounds = false");
        let theme = if change.contains("ruled") { theme } else { THEME.to_owned() };
        let mut packet = PACKET.replace("base.toml", "after.toml");
        if *key == "paper" {
            packet = packet.replace("paper = 'letter'", ""); // It goes before the layout's.
        }
        let layer = |name, text: &str| (name, text.to_owned());
        let base = format!("extends = 'base.toml'\n{before}\n");
        let mut files = vec![
            layer("before.toml", &base),
            layer("after.toml", "extends = 'before.toml'\n"),
            layer("packet.toml", &packet),
            layer("calm.toml", &theme),
        ];
        let old = laid(&folder, &files);
        files[1] = layer("after.toml", &format!("extends = 'before.toml'\n{change}\n"));
        let new = laid(&folder, &files);
        for (what, seen) in [("before", &old), ("after", &new)] {
            let meant = matches!(*key, "excerpt" | "max-lines")
                || (*section == "fit" && *key == "min");
            if seen.starts_with("ERROR") && !meant {
                idle.push(format!("{section}.{key}, {what}: {seen}"));
            }
        }
        if old == new {
            idle.push(format!("{section}.{key} changes nothing"));
        }
    }
    assert!(idle.is_empty(), "{}", idle.join("\n"));
}

#[test]
fn every_key_of_a_packet_a_theme_and_a_text_changes_something() {
    let folder = sheets::folder("keys-files");
    let theme_in_use = BASE.to_owned()
        + "[style.body]\ncolor = 'mid'\n[style.rule]\ncolor = 'alert'\n[box.note]\nground = 'ink'\n";
    let old = laid(&folder, &[("base.toml", theme_in_use.clone())]);
    assert!(!old.starts_with("ERROR"), "{old}");
    for (section, key, file, from, to) in FILES {
        let whole = match *file {
            "packet.toml" => PACKET,
            "calm.toml" => THEME,
            _ => WORDS,
        };
        assert!(whole.contains(from), "{section}.{key}");
        let files =
            [("base.toml", theme_in_use.clone()), (*file, whole.replacen(from, to, 1))];
        let new = laid(&folder, &files);
        assert!(!new.starts_with("ERROR"), "{section}.{key}: {new}");
        assert!(old != new, "{section}.{key} changes nothing");
    }
}

#[test]
fn no_key_is_forgotten_here() {
    let tried = LAYOUT.iter().map(|(section, key, ..)| (*section, *key));
    let tried = tried.chain(FILES.iter().map(|(section, key, ..)| (*section, *key)));
    let tried = tried.chain(ELSEWHERE.iter().map(|(section, key, _)| (*section, *key)));
    let known = SECTIONS
        .iter()
        .flat_map(|(section, keys)| keys.iter().map(move |key| (*section, key.name)));
    let (tried, known): (BTreeSet<_>, BTreeSet<_>) = (tried.collect(), known.collect());
    assert_eq!(tried, known);
}
