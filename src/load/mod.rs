//! Bytes to model.
