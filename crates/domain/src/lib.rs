//! The district's words and rules; no I/O
