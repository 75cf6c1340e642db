//! What was found in a file that is not as it was made.

use std::fmt;

use crate::diag::{Diagnostic, Place};

/// One thing that is not proven, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The page, from 1.
    pub page: Option<usize>,
    /// What of the text: "heading", "rule 2"; empty where it is no block's.
    pub block: String,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where the words stand in their source, if that is known.
    pub place: Option<Place>,
}

impl Finding {
    /// A finding about the whole file.
    pub fn new(message: impl Into<String>) -> Self {
        Self { page: None, block: String::new(), message: message.into(), place: None }
    }

    /// The same, on a page, counted from 0.
    pub(super) fn on(mut self, page: Option<usize>) -> Self {
        self.page = page.map(|page| page + 1);
        self
    }

    /// The same, in a block.
    pub(super) fn within(mut self, block: &str) -> Self {
        block.clone_into(&mut self.block);
        self
    }

    /// The finding as every other mistake is told.
    pub fn diagnostic(&self, code: &'static str) -> Diagnostic {
        let mut out = Diagnostic::error(code, self.to_string());
        out.place.clone_from(&self.place);
        out
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.page, self.block.as_str()) {
            (Some(page), "") => write!(f, "page {page}: ")?,
            (Some(page), block) => write!(f, "page {page}, {block}: ")?,
            (None, "") => {}
            (None, block) => write!(f, "{block}: ")?,
        }
        f.write_str(&self.message)
    }
}
