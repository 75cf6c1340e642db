//! Pages to bytes.

pub mod pdf;
