//! Texts: what a Markdown file says is what the model holds, and nothing is lost in silence.

mod bytes;
mod marks;
mod mistakes;
mod read;
mod three;
mod words;
