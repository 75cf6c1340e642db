//! Bytes to model.

pub mod markdown;
mod source;

pub use markdown::read_text;
pub use source::decode;
