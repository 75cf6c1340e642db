//! Sheets to a printer, over IPP (RFC 8010, RFC 8011; scaling from PWG 5100.16).
//!
//! A [`Line`] leads to a printer: it is asked what it can do ([`Able`]), its answer is held
//! against what the sheets need ([`fits`]), and only then are they sent, each as a job of its
//! own. Nothing here waits or looks at the clock but for the time-outs of the line: the
//! command decides how long a job may take.
//!
//! There is no TLS: printers vouch for themselves, so that encryption would keep a secret from
//! everybody but whoever answers in the printer's place, and costs more code than all the rest
//! of this. Where it is needed, the print queue of the computer speaks it.

mod able;
mod address;
mod error;
mod fits;
mod job;
mod wire;

pub use able::Able;
pub use address::Address;
pub use error::{SendError, words};
pub use fits::{Needs, fits, media};
pub use job::{JobState, Taken, Ticket};
pub use wire::Line;
