//! The charts as their callers see them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the verdict")]

mod check;
mod makers;
mod properties;
mod snapshots;
