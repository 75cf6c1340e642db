//! Pages to bytes, and bytes to files.

pub mod folder;
pub mod pdf;
pub mod png;
