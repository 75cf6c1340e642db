//! The font book: the faces at hand, by family, and which of them sets a character.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::Face;
use crate::page::FaceId;

/// The embedded family.
const EMBEDDED: &str = "Atkinson Hyperlegible Next";
/// Its `PostScript` name, without the style.
const POSTSCRIPT: &str = "AtkinsonHyperlegibleNext";

/// A style's wish for a face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Want<'a> {
    /// Families in the order to try; after them come all others, in the book's order.
    pub families: &'a [String],
    /// Bold rather than regular.
    pub bold: bool,
    /// Italic rather than upright.
    pub italic: bool,
}

/// Why a font file was not added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontProblem {
    /// The file.
    pub file: String,
    /// The reason, as the rest of a sentence.
    pub reason: String,
}

/// A face that is read when it is first asked for.
struct Slot {
    family: String,
    weight: u16,
    italic: bool,
    embedded: &'static [u8],
    postscript: String,
    face: OnceLock<Face>,
}

/// The faces at hand.
pub struct Book {
    slots: Vec<Slot>,
}

impl Default for Book {
    fn default() -> Self {
        Self::embedded()
    }
}

impl Book {
    /// The book of the embedded family: regular, bold and their italics.
    pub fn embedded() -> Self {
        const FACES: [(&[u8], u16, bool); 4] = [
            (
                include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
                400,
                false,
            ),
            (
                include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
                700,
                false,
            ),
            (
                include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext-Italic.ttf"),
                400,
                true,
            ),
            (
                include_bytes!(
                    "../../assets/fonts/AtkinsonHyperlegibleNext-BoldItalic.ttf"
                ),
                700,
                true,
            ),
        ];
        let slots = FACES
            .map(|(embedded, weight, italic)| Slot {
                family: EMBEDDED.to_owned(),
                weight,
                italic,
                embedded,
                postscript: format!("{POSTSCRIPT}-{}", style(weight, italic)),
                face: OnceLock::new(),
            })
            .into();
        Self { slots }
    }

    /// Adds the faces of a font file (TTF, OTF or a collection).
    ///
    /// # Errors
    /// The file is no font, or one that can't be printed from; nothing of it is added.
    pub fn add(&mut self, file: &str, bytes: Vec<u8>) -> Result<(), FontProblem> {
        let problem = |reason| FontProblem { file: file.to_owned(), reason };
        let count = match bytes.get(..12) {
            Some([b't', b't', b'c', b'f', _, _, _, _, n @ ..]) => {
                u32::from_be_bytes([n[0], n[1], n[2], n[3]]).min(256)
            }
            _ => 1,
        };
        let bytes = Arc::new(bytes);
        let faces: Result<Vec<_>, _> =
            (0..count).map(|index| Face::open(Arc::clone(&bytes), index)).collect();
        for face in faces.map_err(problem)? {
            let slot = Slot {
                family: face.family.clone(),
                weight: face.weight,
                italic: face.italic,
                embedded: &[],
                postscript: face.postscript.clone(),
                face: OnceLock::new(),
            };
            slot.face.set(face).expect("the slot is new");
            self.slots.push(slot);
        }
        Ok(())
    }

    /// Adds every font file of a folder and its folders, by name; tells what was no font.
    ///
    /// # Errors
    /// The folder can't be read.
    pub fn add_folder(&mut self, folder: &Path) -> std::io::Result<Vec<FontProblem>> {
        let mut problems = Vec::new();
        let mut folders = vec![folder.to_path_buf()];
        let mut seen = BTreeSet::new();
        while let Some(folder) = folders.pop() {
            // A link may lead back to a folder above it.
            if !seen.insert(folder.canonicalize()?) {
                continue;
            }
            let mut entries: Vec<_> =
                std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
            entries.sort_by_key(std::fs::DirEntry::path);
            for path in entries.iter().map(std::fs::DirEntry::path) {
                if path.is_dir() {
                    folders.push(path);
                } else if is_font_file(&path) {
                    let name = path.display().to_string();
                    problems.extend(self.add(&name, std::fs::read(&path)?).err());
                }
            }
        }
        Ok(problems)
    }

    /// The face of that number.
    pub fn face(&self, id: FaceId) -> &Face {
        let slot = &self.slots[usize::from(id.0)];
        slot.face.get_or_init(|| Face::embedded(slot.embedded))
    }

    /// The first face of that `PostScript` name.
    pub fn named(&self, postscript: &str) -> Option<&Face> {
        let own = self.slots.iter().position(|slot| slot.postscript == postscript)?;
        Some(self.face(FaceId(u16::try_from(own).expect("fewer than 65,536 faces"))))
    }

    /// The names of the families, each once, in order.
    pub fn families(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for slot in &self.slots {
            if !names.contains(&slot.family.as_str()) {
                names.push(&slot.family);
            }
        }
        names
    }

    /// The faces of a family: name, weight, italic.
    pub fn faces_of(&self, family: &str) -> Vec<(u16, bool)> {
        let own = self.slots.iter().filter(|slot| slot.family == family);
        own.map(|slot| (slot.weight, slot.italic)).collect()
    }

    /// Whether there is a family of that name.
    pub fn has_family(&self, name: &str) -> bool {
        self.slots.iter().any(|slot| slot.family.eq_ignore_ascii_case(name))
    }

    /// The face that a style wants: of its first family that is at hand.
    pub fn first(&self, want: Want<'_>) -> FaceId {
        let family = want.families.iter().find(|name| self.has_family(name));
        // The embedded faces stand first in every book: regular, bold, and their italics.
        let embedded = FaceId(u16::from(want.bold) + 2 * u16::from(want.italic));
        family.and_then(|family| self.nearest(family, want)).unwrap_or(embedded)
    }

    /// The face that sets all of `chars`: the wanted families first, then every other in the
    /// book's order. `None` if no family has them.
    pub fn covering(&self, chars: &str, want: Want<'_>) -> Option<FaceId> {
        let wanted = want.families.iter().map(String::as_str);
        let mut tried: Vec<&str> = Vec::new();
        for family in wanted.chain(self.families()) {
            if tried.iter().any(|name| name.eq_ignore_ascii_case(family)) {
                continue;
            }
            tried.push(family);
            let Some(id) = self.nearest(family, want) else { continue };
            if self.covers(id, chars) {
                return Some(id);
            }
        }
        None
    }

    /// Whether the face has a glyph for each of the characters that needs one.
    pub fn covers(&self, id: FaceId, chars: &str) -> bool {
        let face = self.face(id);
        chars.chars().all(|c| {
            face.has(c) || is_invisible(c) || stands_for(c).is_some_and(|s| face.has(s))
        })
    }

    /// The face of a family that is nearest to the wanted style and weight (CSS Fonts 4,
    /// 5.2, cut down to two weights and two styles).
    fn nearest(&self, family: &str, want: Want<'_>) -> Option<FaceId> {
        let weight: u16 = if want.bold { 700 } else { 400 };
        let far =
            |slot: &Slot| (slot.italic != want.italic, slot.weight.abs_diff(weight));
        let own = self.slots.iter().enumerate();
        own.filter(|(_, slot)| slot.family.eq_ignore_ascii_case(family))
            .min_by_key(|(_, slot)| far(slot))
            .map(|(index, _)| {
                FaceId(u16::try_from(index).expect("fewer than 65,536 faces"))
            })
    }
}

/// What a face of the embedded family is called.
fn style(weight: u16, italic: bool) -> &'static str {
    match (weight, italic) {
        (700, false) => "Bold",
        (700, true) => "BoldItalic",
        (_, true) => "Italic",
        _ => "Regular",
    }
}

/// The character whose glyph sets another where a face lacks it: the hyphen that does not
/// break, and the narrow blank, which is set half as wide.
pub(super) fn stands_for(c: char) -> Option<char> {
    match c {
        '\u{2011}' => Some('-'),
        '\u{202f}' => Some(' '),
        _ => None,
    }
}

/// Characters that shape to nothing and need no glyph: joiners, direction marks, the soft
/// hyphen, selectors.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\n'
    )
}

fn is_font_file(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    ["ttf", "otf", "ttc", "otc"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_family_has_its_four_faces_and_their_measures() {
        let book = Book::embedded();
        let want = Want { families: &[], bold: true, italic: false };
        let bold = book.face(book.first(want));
        assert_eq!(bold.postscript, "AtkinsonHyperlegibleNext-Bold");
        assert_eq!((bold.weight, bold.italic), (700, false));
        assert!((bold.cap_height - 0.668).abs() < 1e-6, "{}", bold.cap_height);
        assert!(book.covering("–é'", want).is_some());
        assert!(book.covering("\u{13000}", want).is_none());
    }

    #[test]
    fn what_is_no_font_says_so() {
        let problem = Book::embedded().add("a.ttf", b"not a font".to_vec()).unwrap_err();
        assert!(problem.reason.contains("no TrueType"), "{}", problem.reason);
    }
}
