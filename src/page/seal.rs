//! The seal of a file: what its metadata says was proven of it.
//!
//! The names are properties of the XMP packet, in a namespace of their own. Who writes a file
//! makes room for them; who has read it back says what they are.

/// The namespace of the properties.
pub const NAMESPACE: &str = "https://handbill.example/ns/seal/1/";
/// The prefix of the namespace.
pub const PREFIX: &str = "handbill";

/// The properties, and what each one is.
pub const PROPERTIES: [(&str, &str); 15] = [
    ("made", "Program and version that made the file"),
    ("texts", "Names and editions of the texts"),
    ("layout", "Name of the layout"),
    ("theme", "Name of the theme"),
    ("pieces", "The pieces that the file collects, and how often each"),
    ("folded", "How the sheets are folded or collected: each side is read by itself"),
    ("source", "SHA-256 of the texts as they were read"),
    ("words", "SHA-256 of the words as they were set"),
    ("blocks", "A short hash of each block of the words, in reading order"),
    ("structure", "SHA-256 of the structure tree"),
    ("sheet", "What a reader of the file is asked to do with it"),
    ("pages", "Number of pages"),
    ("drawn", "A short hash of what is drawn on each page"),
    ("art", "SHA-256 of what is drawn on all pages"),
    ("seal", "SHA-256 of all the other properties, title, author and language"),
];

/// What was proven of a file: a value for each property that is known, in the order of
/// [`PROPERTIES`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seal {
    /// Names and values.
    pub values: Vec<(&'static str, String)>,
}

impl Seal {
    /// The value of a property; empty where it is not known.
    pub fn get(&self, name: &str) -> &str {
        let own = self.values.iter().find(|(own, _)| *own == name);
        own.map_or("", |(_, value)| value)
    }

    /// The same with another value of a property, in its place.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let place = |name: &str| PROPERTIES.iter().position(|(own, _)| *own == name);
        self.values.retain(|(own, _)| *own != name);
        self.values.push((name, value.into()));
        self.values.sort_by_key(|(own, _)| place(own));
        self
    }
}
