//! What an archive says of itself.

use super::error::ArchiveError;
use crate::keys::Former;
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The form of the file; a newer one is refused. Since 2 it may hold blobs.
pub const FORMAT: i64 = 2;
/// Name of the manifest in the zip.
pub(super) const NAME: &str = "manifest.json";
/// Name of the secrets in a zip that a passphrase protects.
pub(super) const SECRETS: &str = "keys.json";
/// Name of the words for whoever finds the file.
pub(super) const READ_ME: &str = "README.txt";
/// Most bytes of a manifest.
pub(super) const LIMIT: u64 = 8 << 20;
/// Folder of the blobs in the zip.
pub(super) const BLOBS: &str = "blobs/";
/// Most bytes of a part's rows, uncompressed; parts are cut far below. Blobs are smaller too.
pub(super) const PART_LIMIT: u64 = 64 << 20;

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// By hand.
    Hand,
    /// By the schedule.
    Schedule,
    /// Before the database was brought to a newer schema.
    Upgrade,
}

impl Trigger {
    /// The word in names of files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Hand => "hand",
            Self::Schedule => "schedule",
            Self::Upgrade => "upgrade",
        }
    }
}

/// What whoever makes an archive says of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// Version of the program.
    pub program: String,
    /// `real`, `demo` or `rehearsal`: they never cross.
    pub kind: String,
    /// The district.
    pub district: String,
    /// When the snapshot was taken.
    pub made: Instant,
    /// By whom.
    pub by: String,
    /// Why.
    pub trigger: Trigger,
    /// Figures of the snapshot, to be compared after restoring; what they are is their maker's.
    pub figures: Value,
}

/// What an archive says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: i64,
    /// What its maker says.
    #[serde(flatten)]
    pub about: About,
    /// `sqlite` or `postgres`.
    pub database: String,
    /// The schema of the rows.
    pub schema: i64,
    /// The tables, in an order in which they can be filled.
    pub tables: Vec<Table>,
    /// The tables that were left out, for whoever wonders.
    pub left_out: Vec<String>,
    /// The audit chain.
    pub audit: Holds,
    /// Public halves of the keys that sign or signed the audit chain's heads.
    pub signers: Vec<Former>,
    /// The secrets of the installation are in it.
    pub has_secrets: bool,
    /// The bytes of attachments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blobs: Vec<Blob>,
    /// Attachments whose bytes were gone or damaged when it was made, by their hashes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<String>,
}

/// The bytes of an attachment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blob {
    /// SHA-256, hexadecimal; its name in the zip is that in the folder `blobs`.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

impl Blob {
    /// Its name in the zip.
    pub fn name(&self) -> String {
        format!("{BLOBS}{}", self.sha256)
    }
}

/// How far the audit chain reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holds {
    /// Entries that are chained.
    pub sealed: i64,
    /// The newest hash, hexadecimal; empty if none is.
    pub head: String,
    /// Entries that waited to be chained.
    pub unsealed: i64,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in the order of the rows' cells.
    pub columns: Vec<Column>,
    /// Rows in all.
    pub rows: u64,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What its cells are.
    pub kind: Kind,
}

/// What cells are, in both databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A whole number; flags are 0 and 1.
    Number,
    /// Text.
    Text,
    /// Bytes or a UUID, as hexadecimal text.
    Bytes,
}

/// A part: some rows of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name in the zip.
    pub name: String,
    /// Rows.
    pub rows: u64,
    /// Bytes of the rows.
    pub bytes: u64,
    /// Bytes in the zip.
    pub size: u64,
    /// SHA-256 of the bytes in the zip, hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|t| t.rows).fold(0, u64::saturating_add)
    }

    /// Rows of one table; none if it is not there.
    pub fn rows_of(&self, table: &str) -> u64 {
        self.tables.iter().find(|t| t.name == table).map_or(0, |t| t.rows)
    }

    /// Reads it, and refuses what this program can't know or what makes no sense.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, ArchiveError> {
        #[derive(Deserialize)]
        struct Version {
            format: i64,
        }
        let Ok(Version { format }) = serde_json::from_slice(bytes) else { return Err(ArchiveError::NotOurs) };
        if format > FORMAT {
            return Err(ArchiveError::Newer { what: "format", found: format, known: FORMAT });
        }
        let manifest: Self = serde_json::from_slice(bytes).map_err(|e| ArchiveError::Damaged(format!("{NAME}: {e}")))?;
        let known = crate::migrate::known_version();
        if manifest.schema > known {
            return Err(ArchiveError::Newer { what: "schema", found: manifest.schema, known });
        }
        manifest.check()?;
        Ok(manifest)
    }

    fn check(&self) -> Result<(), ArchiveError> {
        let wrong = |what: &str| Err(ArchiveError::Damaged(format!("{NAME}: {what}")));
        if self.format < 1 || self.schema < 1 {
            return wrong("format or schema");
        }
        let mut names: Vec<&str> = self.tables.iter().map(|t| t.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        if names.len() != self.tables.len() || !names.iter().all(|n| is_word(n)) {
            return wrong("names of tables");
        }
        for table in &self.tables {
            let mut columns: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
            columns.sort_unstable();
            columns.dedup();
            if columns.is_empty() || columns.len() != table.columns.len() || !columns.iter().all(|n| is_word(n)) {
                return wrong("names of columns");
            }
            let rows = table.parts.iter().map(|p| p.rows).fold(0, u64::saturating_add);
            if rows != table.rows {
                return wrong("numbers of rows");
            }
            if table.parts.iter().any(|p| p.bytes > PART_LIMIT || p.size > PART_LIMIT || p.rows > p.bytes) {
                return wrong("sizes of parts");
            }
        }
        let is_hash = |text: &str| text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !self.blobs.iter().all(|blob| is_hash(&blob.sha256) && blob.size <= PART_LIMIT) {
            return wrong("names or sizes of blobs");
        }
        let mut hashes: Vec<&str> = self.blobs.iter().map(|blob| blob.sha256.as_str()).collect();
        hashes.sort_unstable();
        if hashes.windows(2).any(|pair| pair.first() == pair.last()) {
            return wrong("names of blobs");
        }
        let mut parts: Vec<&str> = self.tables.iter().flat_map(|t| &t.parts).map(|p| p.name.as_str()).collect();
        parts.sort_unstable();
        if parts.windows(2).any(|pair| pair.first() == pair.last()) {
            return wrong("names of parts");
        }
        Ok(())
    }
}

/// Names of tables and columns go into statements: letters, digits and underscores only.
pub(super) fn is_word(name: &str) -> bool {
    let first = name.chars().next().is_some_and(|c| c.is_ascii_lowercase() || c == '_');
    first && name.len() <= 63 && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::is_word;

    #[test]
    fn words_are_safe_in_statements() {
        assert!(is_word("rating_place_day") && is_word("n1"));
        for bad in ["", "1n", "a b", "a\"b", "a;b", "Ä", &"x".repeat(64)] {
            assert!(!is_word(bad), "{bad}");
        }
    }
}
