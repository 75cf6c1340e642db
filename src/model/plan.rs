//! The plan: what came out, as `plan.json` tells it.

use serde::{Deserialize, Serialize};

/// `plan.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Plan {
    /// The version of this format: 1.
    pub version: u32,
    /// A name of this packet, the same at every build of it: what tells its own sheets from others.
    pub packet: String,
    /// The pieces, in the packet's order.
    pub pieces: Vec<PlannedPiece>,
}

/// A piece as it was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlannedPiece {
    /// The file's name, beside the plan.
    pub file: String,
    /// The text's name; several are joined by `+`; empty without a text.
    pub text: String,
    /// The layout's name.
    pub layout: String,
    /// The theme's name.
    pub theme: String,
    /// The sheet.
    pub paper: PlannedPaper,
    /// How many pages the file has.
    pub pages: usize,
    /// How many copies to print.
    pub copies: u32,
    /// What of the text is not on it: parts by name, else their first words.
    pub left_out: Vec<String>,
    /// The size of the text in each frame.
    #[serde(rename = "type")]
    pub sizes: Vec<PlannedSize>,
    /// How far away its text can be read; none for a piece without words.
    #[serde(default)]
    pub reads_to_ft: Option<PlannedReach>,
    /// How much of its paper is inked: the mean of its pages, from 0 to 1.
    #[serde(default)]
    pub ink: f64,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// How far away a text can be read, in feet: the limit of what the eye can tell apart.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlannedReach {
    /// By a reader with 20/40 vision.
    pub at_20_40: f64,
    /// By a reader with 20/20 vision.
    pub at_20_20: f64,
}

/// The sheet of a piece, turned as it is printed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlannedPaper {
    /// The paper's name.
    pub name: String,
    /// Width in points.
    pub width_pt: f64,
    /// Height in points.
    pub height_pt: f64,
}

/// The size of the text in a frame.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlannedSize {
    /// The frame's name.
    pub frame: String,
    /// The size of its main style, in points.
    pub size_pt: f64,
}
