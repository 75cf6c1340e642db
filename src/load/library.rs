//! Texts, layouts and themes by name: a file beside the packet first, then the embedded one.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use super::read::{Reader, error_at};
use super::tree::{Node, Value};
use super::{image, keys, read_text, source};
use crate::diag::{Diagnostic, Place, Report, Source};
use crate::model::{Layout, Text, Theme};

/// What is embedded of a kind: names and contents.
type Embedded = &'static [(&'static str, &'static str)];

/// The embedded texts.
pub const TEXTS: Embedded = &[
    ("comparison", include_str!("../../assets/texts/comparison.md")),
    ("notice", include_str!("../../assets/texts/notice.md")),
    ("safety", include_str!("../../assets/texts/safety.md")),
];

/// The embedded layouts.
pub const LAYOUTS: Embedded = &[
    ("handout", include_str!("../../layouts/handout/layout.toml")),
    ("tent", include_str!("../../layouts/tent/layout.toml")),
    ("poster", include_str!("../../layouts/poster/layout.toml")),
    ("door-sign", include_str!("../../layouts/door-sign/layout.toml")),
    ("tent-base", include_str!("../../layouts/tent-base/layout.toml")),
    ("card", include_str!("../../layouts/card/layout.toml")),
    ("booklet", include_str!("../../layouts/booklet/layout.toml")),
    ("sign-in", include_str!("../../layouts/sign-in/layout.toml")),
];

/// The layouts of the sheets that handbill adds by itself.
pub const OWN_LAYOUTS: Embedded = &[
    ("map", include_str!("../../layouts/map/layout.toml")),
    ("plan", include_str!("../../layouts/plan/layout.toml")),
];

/// The embedded themes.
pub const THEMES: Embedded = &[
    ("calm", include_str!("../../assets/themes/calm.toml")),
    ("ink-saver", include_str!("../../assets/themes/ink-saver.toml")),
    ("high-contrast", include_str!("../../assets/themes/high-contrast.toml")),
];

/// The packet that is printed where none is named.
pub const STANDARD_PACKET: &str = include_str!("../../assets/packet.toml");

/// The built-in styles that every layout begins with, read once.
static STYLES: LazyLock<Node> = LazyLock::new(|| {
    let text = include_str!("../../assets/styles.toml");
    let mut report = Report::default();
    let tree = Node::parse(&Source::new("styles.toml (embedded)", text), &mut report);
    debug_assert!(!report.has_errors());
    tree
});

/// The stock that is built in, by the name of its file.
pub const STOCK: Embedded = &[
    ("5302", include_str!("../../assets/stock/5302.toml")),
    ("5305", include_str!("../../assets/stock/5305.toml")),
    ("5309", include_str!("../../assets/stock/5309.toml")),
    ("8309", include_str!("../../assets/stock/8309.toml")),
    ("5371", include_str!("../../assets/stock/5371.toml")),
    ("5384", include_str!("../../assets/stock/5384.toml")),
    ("5388", include_str!("../../assets/stock/5388.toml")),
    ("5389", include_str!("../../assets/stock/5389.toml")),
    ("5395", include_str!("../../assets/stock/5395.toml")),
    ("L4785", include_str!("../../assets/stock/L4785.toml")),
    ("L7414", include_str!("../../assets/stock/L7414.toml")),
    ("L7418", include_str!("../../assets/stock/L7418.toml")),
    ("place-card", include_str!("../../assets/stock/place-card.toml")),
    ("tent-a4", include_str!("../../assets/stock/tent-a4.toml")),
];

/// What kind of thing a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A layout.
    Layout,
    /// A theme.
    Theme,
    /// A stock.
    Stock,
}

impl Kind {
    /// The embedded ones.
    pub fn embedded(self) -> Embedded {
        match self {
            Self::Text => TEXTS,
            Self::Layout => LAYOUTS,
            Self::Theme => THEMES,
            Self::Stock => STOCK,
        }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Layout => "layout",
            Self::Theme => "theme",
            Self::Stock => "stock",
        }
    }

    /// The files that override the embedded one of that name, below the packet's folder.
    pub(super) fn overrides(self, name: &str) -> Vec<String> {
        match self {
            Self::Text => vec![format!("{name}.md"), format!("texts/{name}.md")],
            Self::Layout => vec![
                format!("{name}.toml"),
                format!("{name}/layout.toml"),
                format!("layouts/{name}.toml"),
                format!("layouts/{name}/layout.toml"),
            ],
            Self::Theme => vec![format!("{name}.toml"), format!("themes/{name}.toml")],
            Self::Stock => vec![format!("{name}.toml"), format!("stock/{name}.toml")],
        }
    }

    /// How its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => ".md",
            Self::Layout | Self::Theme | Self::Stock => ".toml",
        }
    }
}

/// A layout's tree before it knows which texts it shows.
#[derive(Clone, Debug)]
pub struct LayoutTree {
    name: String,
    tree: Node,
}

/// Where names are looked up.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The folder in which files override what is embedded.
    pub folder: PathBuf,
}

impl Library {
    /// Finds a thing by name or by path.
    ///
    /// # Errors
    /// There is no such thing, or its file can't be read.
    fn find(&self, kind: Kind, name: &str) -> Result<(String, Arc<Source>), Diagnostic> {
        if name.contains('/') || name.ends_with(kind.ending()) {
            let path = self.folder.join(name);
            let path = if kind == Kind::Layout && path.is_dir() {
                path.join("layout.toml")
            } else {
                path
            };
            return Ok((stem(&path), source::open(&path)?));
        }
        for file in kind.overrides(name) {
            let path = self.folder.join(file);
            if path.is_file() {
                return Ok((name.to_owned(), source::open(&path)?));
            }
        }
        let own = if kind == Kind::Layout { OWN_LAYOUTS } else { &[] };
        let mut embedded = kind.embedded().iter().chain(own);
        if let Some((_, text)) = embedded.find(|(own, _)| *own == name) {
            return Ok((
                name.to_owned(),
                Source::new(format!("{name}{} (embedded)", kind.ending()), *text),
            ));
        }
        let word = kind.word();
        let known = kind.embedded().iter().map(|(name, _)| *name);
        Err(Diagnostic::error("unknown-name", format!("there is no {word} `{name}`"))
            .did_you_mean(name, known)
            .help(format!("`handbill list {word}s` shows those that are built in; a file of yours is named with its path or ending: `{name}{}`", kind.ending())))
    }

    /// What is embedded of a kind, by name, and the file that overrides each.
    pub fn embedded(&self, kind: Kind) -> Vec<(&'static str, Option<PathBuf>)> {
        let own = |name: &str| {
            let mut files =
                kind.overrides(name).into_iter().map(|file| self.folder.join(file));
            files.find(|path| path.is_file())
        };
        kind.embedded().iter().map(|(name, _)| (*name, own(name))).collect()
    }

    /// The text of that name; what is wrong in it goes to the report.
    ///
    /// # Errors
    /// There is no such text.
    pub fn text(&self, name: &str, report: &mut Report) -> Result<Text, Diagnostic> {
        let (name, source) = self.find(Kind::Text, name)?;
        let from = Arc::clone(&source);
        let mut open = |path: &str| image::open(&from, path);
        let (text, found) = read_text(&name, &source, &mut open);
        report.append(found);
        Ok(text)
    }

    /// The theme of that name.
    ///
    /// # Errors
    /// There is no such theme.
    pub fn theme(&self, name: &str, report: &mut Report) -> Result<Theme, Diagnostic> {
        let (name, source) = self.find(Kind::Theme, name)?;
        let tree = Node::parse(&source, report);
        Ok(Reader { report }.theme(&name, &tree))
    }

    /// The layout of that name, with what it extends and the built-in styles.
    ///
    /// # Errors
    /// There is no such layout.
    pub fn layout(
        &self,
        name: &str,
        report: &mut Report,
    ) -> Result<LayoutTree, Diagnostic> {
        let (name, source) = self.find(Kind::Layout, name)?;
        let mut chain = vec![Node::parse(&source, report)];
        let mut seen = vec![source.name.clone()];
        while let Some(base) = chain.last_mut().and_then(|tree| tree.take("extends")) {
            let Value::String(base_name) = &base.value else {
                Reader { report }.wrong(&base, "`extends` names a layout");
                break;
            };
            let (_, source) =
                self.base(base_name, &seen).map_err(|found| at(found, &base.place))?;
            if seen.contains(&source.name) {
                let message = format!("layout `{base_name}` extends itself");
                report.push(error_at("layout-circle", &base.place, message));
                break;
            }
            seen.push(source.name.clone());
            chain.push(Node::parse(&source, report));
        }
        let mut tree = STYLES.clone();
        for layer in chain.into_iter().rev() {
            tree.merge(layer);
        }
        Ok(LayoutTree { name, tree })
    }

    /// A layout to extend: one that overrides an embedded layout may extend just that one.
    fn base(
        &self,
        name: &str,
        seen: &[String],
    ) -> Result<(String, Arc<Source>), Diagnostic> {
        let found = self.find(Kind::Layout, name)?;
        let mut embedded = LAYOUTS.iter().chain(OWN_LAYOUTS);
        let own = embedded.find(|(own, _)| *own == name);
        if let Some((_, text)) = own.filter(|_| seen.contains(&found.1.name)) {
            return Ok((
                name.to_owned(),
                Source::new(format!("{name}.toml (embedded)"), *text),
            ));
        }
        Ok(found)
    }
}

impl LayoutTree {
    /// The texts that the layout itself names.
    pub fn texts(&self) -> Vec<(String, Place)> {
        let of = |node: &Node| match &node.value {
            Value::String(name) => Some((name.clone(), node.place.clone())),
            _ => None,
        };
        match self.tree.get("text") {
            Some(Node { value: Value::Array(list), .. }) => {
                list.iter().filter_map(of).collect()
            }
            Some(node) => of(node).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Whether a frame shows a part of a text.
    pub fn needs_text(&self) -> bool {
        let frames = self.tree.get("frame").map(Node::entries).unwrap_or_default();
        let stands = |frame: &Node| {
            !matches!(frame.get("off").map(|n| &n.value), Some(Value::Bool(true)))
        };
        frames.iter().any(|(_, frame)| {
            let shows = ["show", "flow"].iter().any(|key| frame.get(key).is_some());
            shows && stands(frame)
        })
    }

    /// The layout for these texts: each `when.PART` whose part one of them has is laid on.
    pub fn resolve(&self, texts: &[Arc<Text>], report: &mut Report) -> Layout {
        let mut tree = self.tree.clone();
        if let Some(when) = tree.take("when") {
            for (part, over) in when.entries() {
                Reader { report }.keys(over, keys::LAYOUT, "a layout");
                if texts.iter().any(|text| text.part(&part.name).is_some()) {
                    tree.merge(over.clone());
                }
            }
        }
        Reader { report }.layout(&self.name, &tree)
    }
}

/// The same finding at a place, if it has none.
pub fn at(finding: Diagnostic, place: &Place) -> Diagnostic {
    if finding.place.is_some() {
        return finding;
    }
    finding.at(&place.source, place.range.clone())
}

fn stem(path: &Path) -> String {
    let file =
        if path.ends_with("layout.toml") { path.parent().unwrap_or(path) } else { path };
    file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}
