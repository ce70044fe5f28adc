//! The portable archive: everything that a district's database holds, in one file that restores into SQLite or PostgreSQL.
//!
//! It is a zip (`docs/decisions/0010-backup-erasure-keys.md`): `manifest.json` says what it is, `rows/TABLE/0001.jsonl.zst` and
//! on are the rows of a table, one JSON array a line with its columns in the manifest's order, compressed by zstd. Every part's
//! SHA-256 stands in the manifest. `blobs/SHA-256` are the bytes of attachments. Protected, the whole zip is one age file. An outsider reads it with `age`, `unzip` and `zstd`.
//!
//! - [`write`] takes one from a consistent snapshot while others go on writing.
//! - [`Archive`] reads one that somebody hands in: whatever its bytes are, memory is bounded and errors are typed.
//! - [`restore`] makes a database of it in an empty place, at the schema that it was taken with; opening it brings it to the newest.
//!
//! Tables and columns are read from the database itself, so that a table that is added later is taken along; those that are
//! left out on purpose stand in [`LEFT_OUT`].

mod dump;
mod error;
mod file;
mod load;
mod manifest;
mod protect;
mod read;
mod schema;
pub(crate) mod some;
mod write;

pub use error::ArchiveError;
pub use file::{digits, name_of, sweep_parts, write_file};
pub use load::{Loaded, restore};
pub use manifest::{About, Blob, Column, FORMAT, Holds, Kind, Manifest, Part, Table, Trigger};
pub use protect::{Opening, Protection};
pub use read::{Archive, Checked};
pub use schema::{LEFT_OUT, numbers, tables};
pub use some::Rows;
pub use write::{Progress, write};

/// Ending of an archive's name.
pub const ENDING: &str = ".yimen.zip";
/// Ending of a protected one's.
pub const PROTECTED_ENDING: &str = ".yimen.zip.age";
