//! Every key that a TOML file may have: the one list that the readers, the messages and
//! the reference in `docs/layouts.md` share. A test holds the three together.

/// A key: its name, what it takes and what it is when it is not given.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What it takes, as the reference says it.
    pub takes: &'static str,
    /// What it is where it is not given, as the reference says it.
    pub default: &'static str,
}

const fn key(name: &'static str, takes: &'static str, default: &'static str) -> Key {
    Key { name, takes, default }
}

/// The sections of the reference, each with its keys.
pub const SECTIONS: &[(&str, &[Key])] = &[
    ("layout", LAYOUT),
    ("require", REQUIRE),
    ("fit", FIT),
    ("fit of a frame", FRAME_FIT),
    ("panel", PANEL),
    ("grid", GRID),
    ("frame", FRAME),
    ("box", BOX),
    ("bar", BAR),
    ("ruled", RULED),
    ("sides", SIDES),
    ("style", STYLE),
    ("packet", PACKET),
    ("piece", PIECE),
    ("stock", STOCK),
    ("theme", THEME),
    ("front matter", FRONT_MATTER),
];

/// The sections of `printer.toml`, as `docs/printing.md` has them.
pub const PRINTER_SECTIONS: &[(&str, &[Key])] =
    &[("file", PRINTERS), ("printer", PRINTER), ("tray", TRAY), ("sides", SIDES)];

/// The top of a layout's file.
pub const LAYOUT: &[Key] = &[
    key("kind", "string", "the layout's name"),
    key("lang", "language", "the first text's"),
    key("extends", "layout", "none"),
    key("paper", "paper", "`letter`"),
    key("orientation", "`portrait` or `landscape`", "`portrait`"),
    key("margin", "length or sides", "`s/12`"),
    key("edge", "length", "`max(0.25in, s/48)`"),
    key("bleed", "length", "none"),
    key("fold-y", "length or list of lengths", "none"),
    key("fold-x", "length or list of lengths", "none"),
    key("excerpt", "true or false", "`false`"),
    key("text", "text or list of texts", "none"),
    key("require", "require", "none"),
    key("deny", "finding or list of findings", "none"),
    key("warn", "finding or list of findings", "none"),
    key("allow", "finding or list of findings", "none"),
    key("fonts", "family or list of families", "the embedded family"),
    key("fit", "fit", "see fit"),
    key("grid", "grid", "the frames below each other"),
    key("panel", "panels by name", "one panel over the whole sheet"),
    key("frame", "frames by name", "none"),
    key("box", "boxes by name", "none"),
    key("style", "styles by name", "the built-in styles"),
    key("when", "overrides by part", "none"),
];

/// What is asked of a piece.
pub const REQUIRE: &[Key] = &[key("reads-to", "distance", "none")];

/// How a size is found.
pub const FIT: &[Key] = &[
    key("min", "length", "`9pt`"),
    key("usual", "length", "none"),
    key("max", "length", "`s/4`"),
    key("share", "string", "none"),
];

/// How the size of a frame is bound, or found apart from the piece's.
pub const FRAME_FIT: &[Key] = &[
    key("min", "length", "none; with `share` half of `max`"),
    key("max", "length", "none; with `share` the style's size"),
    key("share", "string", "none"),
];

/// A panel.
pub const PANEL: &[Key] = &[
    key("side", "`front` or `back`", "`front`"),
    key("x", "length", "right of the panel before"),
    key("y", "length", "`0`"),
    key("width", "length", "the rest of the sheet"),
    key("height", "length", "`100%`"),
    key("turn", "`0`, `90`, `180` or `270`", "`0`"),
    key("repeat", "panel", "none"),
    key("grid", "grid", "the layout's"),
    key("margin", "length or sides", "the layout's"),
    key("edge", "length", "the layout's"),
];

/// A grid.
pub const GRID: &[Key] = &[
    key("rows", "list of tracks", "`auto` for each"),
    key("columns", "list of tracks", "`1fr` for each"),
    key("areas", "list of lines", "none"),
    key("gap", "length", "`0`"),
    key("row-gap", "length", "`1.31b`"),
];

/// A frame.
pub const FRAME: &[Key] = &[
    key("area", "area", "the frame's name"),
    key("panel", "panel", "the first panel"),
    key("thread", "list of panels", "none"),
    key("show", "part or list of parts", "none"),
    key("flow", "part or list of parts", "none"),
    key("say", "sentence or list of sentences", "none"),
    key("join", "string", "each sentence is a paragraph"),
    key("draw", "`line`, `box`, `arrow`, `ruler`, `rows` or `space`", "none"),
    key("turn", "`right`, `down`, `left` or `up`", "`right`"),
    key("columns", "list of strings", "none"),
    key("row-height", "length", "`0.4in`"),
    key("weight", "length", "`0.75pt`"),
    key("color", "color", "`ink`"),
    key("image", "path", "none"),
    key("alt", "string", "none"),
    key("style", "style or styles by role", "by role"),
    key("fit", "fit", "the piece's size"),
    key("ground", "color", "none"),
    key("bar", "bar or length", "none"),
    key("ruled", "ruled", "`{ top = \"s/400\" }`"),
    key("pad", "length or sides", "`0`"),
    key("align", "`start`, `center` or `end`", "the style's"),
    key("valign", "`top`, `middle` or `bottom`", "`top`"),
    key("stretch-after", "number", "`0`"),
    key("on", "`all`, `first` or `rest`", "`all`"),
    key("off", "true or false", "`false`"),
];

/// A box.
pub const BOX: &[Key] = &[
    key("around", "part or list of parts", "the box's name"),
    key("frames", "list of frames", "none"),
    key("ground", "color", "none"),
    key("bar", "bar or length", "none"),
    key("ruled", "ruled", "`{ top = \"s/400\" }`"),
    key("pad", "length or sides", "`0`"),
    key("columns", "count", "`1`"),
    key("gap", "length", "`s/34`"),
    key("column-bar", "bar or length", "none"),
    key("before", "length", "`0`"),
    key("after", "length", "`0`"),
    key("stretch-before", "number", "`0`"),
    key("stretch-after", "number", "`0`"),
    key("join", "true or false", "`false`"),
    key("style", "style or styles by role", "by role"),
    key("off", "true or false", "`false`"),
];

/// A bar.
pub const BAR: &[Key] = &[
    key("weight", "length", "`s/200`"),
    key("color", "color", "`primary`"),
    key("wide", "true or false", "`true`"),
];

/// Rules in place of a ground.
pub const RULED: &[Key] =
    &[key("top", "length", "none"), key("bottom", "length", "none")];

/// Four sides.
pub const SIDES: &[Key] = &[
    key("top", "length", "as without the key"),
    key("right", "length", "as without the key"),
    key("bottom", "length", "as without the key"),
    key("left", "length", "as without the key"),
];

/// A style.
pub const STYLE: &[Key] = &[
    key("like", "style", "`body`"),
    key("fonts", "family or list of families", "the layout's"),
    key("size", "length", "`1b`"),
    key("steps", "list of lengths", "none"),
    key("leading", "number", "`1.35`"),
    key("weight", "`regular` or `bold`", "`regular`"),
    key("italic", "true or false", "`false`"),
    key("color", "color", "`ink`"),
    key("tracking", "length", "`0em`"),
    key("align", "`start`, `center` or `end`", "`start`"),
    key("measure", "length", "`34.5em`"),
    key("characters", "count", "`75`"),
    key("balance", "true or false", "`false`"),
    key("hang", "true or false", "`false`"),
    key("max-lines", "count", "none"),
    key("first-lines", "count", "none"),
    key("bold-digits", "true or false", "`false`"),
    key("new-page", "true or false", "`false`"),
    key("before", "length", "`1.31em`"),
    key("after", "length", "`0`"),
    key("stretch-before", "number", "`0`"),
    key("stretch-after", "number", "`0`"),
    key("marker", "`text`, `tall` or `none`", "`text`"),
    key("marker-column", "length", "`1.8em`"),
    key("marker-color", "color", "`primary`"),
    key("hairline", "true or false", "`false`"),
    key("first-column", "length", "none"),
    key("item-before", "length", "`1.08em`"),
    key("item-after", "length", "`0`"),
    key("item-stretch-before", "number", "`0`"),
    key("item-stretch-after", "number", "`0`"),
];

/// A packet.
pub const PACKET: &[Key] = &[
    key("group", "details by name", "none"),
    key("fonts", "folder or list of folders", "none"),
    key("theme", "theme", "`calm`"),
    key("paper", "paper", "the layout's"),
    key("deny", "finding or list of findings", "the layout's"),
    key("warn", "finding or list of findings", "the layout's"),
    key("allow", "finding or list of findings", "the layout's"),
    key("piece", "list of pieces", "none"),
];

/// A piece of a packet.
pub const PIECE: &[Key] = &[
    key("text", "text or list of texts", "the layout's"),
    key("layout", "layout", "none"),
    key("paper", "paper", "the packet's, else the layout's"),
    key("tile", "paper", "none"),
    key("overlap", "length", "`0.5in`"),
    key("stock", "stock", "none"),
    key("sheet", "paper", "the paper itself"),
    key("nup", "columns and rows, `2x4`", "as many as fit"),
    key("back", "layout", "the layout's panels on the back"),
    key("flip", "`long-edge` or `short-edge`", "as a book turns"),
    key("fold", "`booklet`, `half`, `tri-fold` or `zine`", "none"),
    key("thickness", "length", "`0.1mm`"),
    key("blanks", "list of page numbers", "none"),
    key("marks", "list of `crop`, `fold` and `registration`", "none"),
    key("orientation", "`portrait` or `landscape`", "the layout's"),
    key("theme", "theme", "the packet's"),
    key("copies", "count", "`1`"),
    key("bleed", "true or false", "`false`"),
    key("file", "string", "from text, layout and paper"),
    key("require", "require", "the layout's"),
    key("deny", "finding or list of findings", "the packet's"),
    key("warn", "finding or list of findings", "the packet's"),
    key("allow", "finding or list of findings", "the packet's"),
];

/// A stock's file.
pub const STOCK: &[Key] = &[
    key("numbers", "string or list of strings", "the file's name"),
    key("name", "string", "none"),
    key("maker", "string", "none"),
    key("kind", "`tent`, `card`, `badge`, `index` or `label`", "`card`"),
    key("sheet", "paper", "`letter`"),
    key("orientation", "`portrait` or `landscape`", "`portrait`"),
    key("pack", "count", "none"),
    key("origin", "two lengths: x, y", "none"),
    key("flat", "two lengths: width, height", "none"),
    key("pitch", "two lengths: across, down", "the flat size"),
    key("columns", "count", "`1`"),
    key("rows", "count", "`1`"),
    key("radius", "length", "`0`"),
    key("fold-y", "length or list of lengths", "none"),
    key("scored", "true or false", "`false`"),
    key("cut", "`die` or `hand`", "`die`"),
    key("safe", "length", "`0.125in`"),
    key(
        "known",
        "`two-sources`, `one-source`, `arithmetic` or `conflict`",
        "`arithmetic`",
    ),
    key("note", "string", "none"),
];

/// A theme.
pub const THEME: &[Key] = &[
    key("grounds", "true or false", "`true`"),
    key("ink", "hexadecimal color", "`#000000`"),
    key("primary", "hexadecimal color", "`#000000`"),
    key("alert", "hexadecimal color", "`#000000`"),
    key("ground", "hexadecimal color", "`#ffffff`"),
    key("mid", "hexadecimal color", "`#808080`"),
    key("paper", "hexadecimal color", "`#ffffff`"),
];

/// The front matter of a text.
pub const FRONT_MATTER: &[Key] = &[
    key("title", "string", "the first heading"),
    key("lang", "language", "`en`"),
    key("owner", "string", "none"),
    key("edition", "string", "none"),
];

/// The top of `printer.toml`.
pub const PRINTERS: &[Key] = &[key("printer", "printers by name or address", "none")];

/// A printer.
pub const PRINTER: &[Key] = &[
    key("uri", "address", "the printer's name"),
    key("offset-front", "two lengths", "none"),
    key("offset-back", "two lengths", "none"),
    key("scale-error", "two numbers", "none"),
    key("unprintable", "length or sides", "`0.25in`"),
    key("tray", "trays by name", "none"),
];

/// A tray of a printer.
pub const TRAY: &[Key] = &[
    key("offset-front", "two lengths", "the printer's"),
    key("offset-back", "two lengths", "the printer's"),
    key("scale-error", "two numbers", "the printer's"),
    key("unprintable", "length or sides", "the printer's"),
];
