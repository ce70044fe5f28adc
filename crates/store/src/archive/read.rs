//! Reading an archive that somebody hands in: its bytes may be anything.
//!
//! What is inflated is bounded by what the manifest says, and that by [`super::manifest::PART_LIMIT`]; nothing is believed that
//! was not checked against its hash.

use super::error::ArchiveError;
use super::manifest::{Blob, Column, Kind, LIMIT, Manifest, NAME, Part, READ_ME, SECRETS, Table};
use super::protect::{Opened, Opening};
use super::write::Progress;
use crate::keys::{Secrets, hex};
use serde::Deserialize;
use serde::de::{self, Deserializer, SeqAccess, Visitor};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::io::{Read, Seek};
use std::sync::atomic::Ordering;
use zip::ZipArchive;

/// An opened archive.
pub struct Archive<R: Read + Seek> {
    zip: ZipArchive<Opened<R>>,
    manifest: Manifest,
    is_protected: bool,
}

/// What a check of all parts found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Parts.
    pub parts: u64,
    /// Rows.
    pub rows: u64,
    /// Bytes of the rows.
    pub bytes: u64,
}

/// A cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    Null,
    Number(i64),
    Text(Cow<'a, str>),
}

impl<'a> Cell<'a> {
    /// The cells of a line.
    pub(super) fn row(line: &'a str) -> Option<Vec<Self>> {
        serde_json::from_str::<Row<'a>>(line).ok().map(|row| row.0)
    }

    pub(super) fn into_owned(self) -> Cell<'static> {
        match self {
            Cell::Null => Cell::Null,
            Cell::Number(n) => Cell::Number(n),
            Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
        }
    }
}

impl<R: Read + Seek> Archive<R> {
    /// Opens it and reads its manifest.
    pub fn open(file: R, opening: &Opening) -> Result<Self, ArchiveError> {
        let (opened, is_protected) = Opened::new(file, opening)?;
        let mut zip = ZipArchive::new(opened).map_err(|error| match error {
            zip::result::ZipError::Io(io) if !is_broken(&io) => ArchiveError::File(io),
            // A zip that was cut off has lost its list of files, and looks like anything else.
            _ => ArchiveError::NotOurs,
        })?;
        let bytes = match zip.by_name(NAME) {
            Ok(file) => {
                if file.size() > LIMIT {
                    return Err(ArchiveError::Damaged(format!("{NAME} is too large")));
                }
                bounded(file, LIMIT)?
            }
            Err(zip::result::ZipError::FileNotFound) => return Err(ArchiveError::NotOurs),
            Err(error) => return Err(error.into()),
        };
        let manifest = Manifest::parse(&bytes)?;
        let archive = Self { zip, manifest, is_protected };
        archive.nothing_else()?;
        Ok(archive)
    }

    /// What it says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Whether a passphrase or a key was needed.
    pub fn is_protected(&self) -> bool {
        self.is_protected
    }

    /// The installation's secrets, if it holds them.
    pub fn secrets(&mut self) -> Result<Option<Secrets>, ArchiveError> {
        if !self.manifest.has_secrets {
            return Ok(None);
        }
        let bytes = bounded(self.zip.by_name(SECRETS)?, LIMIT)?;
        serde_json::from_slice(&bytes).map(Some).map_err(|_| ArchiveError::Damaged(SECRETS.to_owned()))
    }

    /// Everything that is in the zip stands in the manifest.
    fn nothing_else(&self) -> Result<(), ArchiveError> {
        let blobs: Vec<String> = self.manifest.blobs.iter().map(Blob::name).collect();
        let mut known: Vec<&str> = self.manifest.tables.iter().flat_map(|t| &t.parts).map(|p| p.name.as_str()).collect();
        known.extend(blobs.iter().map(String::as_str));
        known.extend([NAME, READ_ME]);
        if self.manifest.has_secrets {
            known.push(SECRETS);
        }
        known.sort_unstable();
        if self.zip.len() != known.len() {
            return Err(ArchiveError::Damaged("there is more or less in it than its manifest says".to_owned()));
        }
        for name in self.zip.file_names() {
            let name = name?;
            if known.binary_search(&name.as_ref()).is_err() {
                return Err(ArchiveError::Damaged(format!("{name} is not in its manifest")));
            }
        }
        Ok(())
    }

    /// The rows of a part, once its hash is right.
    pub(super) fn rows(&mut self, part: &Part) -> Result<String, ArchiveError> {
        let damaged = |what: &str| ArchiveError::Damaged(format!("{}: {what}", part.name));
        let packed = bounded(self.zip.by_name(&part.name)?, part.size).map_err(|e| match e {
            ArchiveError::File(io) if is_broken(&io) => damaged(&io.to_string()),
            other => other,
        })?;
        if packed.len() as u64 != part.size || hex(&Sha256::digest(&packed)) != part.sha256 {
            return Err(damaged("its bytes are not those that were written"));
        }
        let length = usize::try_from(part.bytes).map_err(|_| damaged("too large"))?;
        let bytes = zstd::bulk::decompress(&packed, length).map_err(|_| damaged("it can't be unpacked"))?;
        if bytes.len() != length {
            return Err(damaged("its length is another one"));
        }
        String::from_utf8(bytes).map_err(|_| damaged("it is not text"))
    }

    /// The bytes of an attachment, once its hash is right.
    pub(super) fn blob(&mut self, blob: &Blob) -> Result<Vec<u8>, ArchiveError> {
        let damaged = |what: &str| ArchiveError::Damaged(format!("{}: {what}", blob.name()));
        let bytes = bounded(self.zip.by_name(&blob.name())?, blob.size).map_err(|e| match e {
            ArchiveError::File(io) if is_broken(&io) => damaged(&io.to_string()),
            other => other,
        })?;
        if bytes.len() as u64 == blob.size && hex(&Sha256::digest(&bytes)) == blob.sha256 {
            Ok(bytes)
        } else {
            Err(damaged("its bytes are not those that were written"))
        }
    }

    /// Reads everything and checks every hash, number and cell; needs no database.
    pub fn check(&mut self, progress: &Progress) -> Result<Checked, ArchiveError> {
        let mut checked = Checked { parts: 0, rows: 0, bytes: 0 };
        progress.total.store(self.manifest.rows() + self.manifest.blobs.len() as u64, Ordering::Relaxed);
        for table in self.manifest.tables.clone() {
            for part in &table.parts {
                progress.check()?;
                let text = self.rows(part)?;
                let rows = each_row(&table, part, &text, |_| Ok(()))?;
                checked.parts += 1;
                checked.rows += rows;
                checked.bytes += part.bytes;
                progress.add(rows);
            }
        }
        for blob in self.manifest.blobs.clone() {
            progress.check()?;
            self.blob(&blob)?;
            checked.parts += 1;
            checked.bytes += blob.size;
            progress.add(1);
        }
        self.secrets()?;
        Ok(checked)
    }
}

/// At most that many bytes, and an error for more.
fn bounded(file: impl Read, most: u64) -> Result<Vec<u8>, ArchiveError> {
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(ArchiveError::Damaged("a part is longer than its manifest says".to_owned()));
    }
    Ok(bytes)
}

/// The bytes are wrong, not the disk.
fn is_broken(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    matches!(error.kind(), InvalidData | InvalidInput | UnexpectedEof) || error.raw_os_error().is_none()
}

/// Calls `each` with every row of a part, once its cells fit the columns; how many there were.
pub(super) fn each_row<'t>(
    table: &Table,
    part: &Part,
    text: &'t str,
    mut each: impl FnMut(Vec<Cell<'t>>) -> Result<(), ArchiveError>,
) -> Result<u64, ArchiveError> {
    let damaged = |what: &str| ArchiveError::Damaged(format!("{}: {what}", part.name));
    let mut rows = 0;
    for line in text.lines() {
        let row = Cell::row(line).ok_or_else(|| damaged("a row can't be read"))?;
        if row.len() != table.columns.len() || !row.iter().zip(&table.columns).all(|(cell, column)| fits(cell, column)) {
            return Err(damaged("a row does not fit its columns"));
        }
        each(row)?;
        rows += 1;
    }
    if rows == part.rows { Ok(rows) } else { Err(damaged("its number of rows is another one")) }
}

fn fits(cell: &Cell<'_>, column: &Column) -> bool {
    match (cell, column.kind) {
        (Cell::Null, _) | (Cell::Number(_), Kind::Number) | (Cell::Text(_), Kind::Text) => true,
        (Cell::Text(hex), Kind::Bytes) => hex.len().is_multiple_of(2) && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')),
        _ => false,
    }
}

/// A row's cells, borrowed from the text where nothing was escaped.
struct Row<'a>(Vec<Cell<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Row<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Cells;
        impl<'de> Visitor<'de> for Cells {
            type Value = Vec<Cell<'de>>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a row")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut cells: A) -> Result<Self::Value, A::Error> {
                let mut row = Vec::with_capacity(24);
                while let Some(cell) = cells.next_element()? {
                    row.push(cell);
                }
                Ok(row)
            }
        }
        from.deserialize_seq(Cells).map(Row)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Cell<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct One;
        impl<'de> Visitor<'de> for One {
            type Value = Cell<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("null, a whole number or a text")
            }
            fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
                Ok(Cell::Null)
            }
            fn visit_i64<E: de::Error>(self, n: i64) -> Result<Self::Value, E> {
                Ok(Cell::Number(n))
            }
            fn visit_u64<E: de::Error>(self, n: u64) -> Result<Self::Value, E> {
                i64::try_from(n).map(Cell::Number).map_err(|_| E::custom("too large"))
            }
            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Cell::Text(Cow::Borrowed(text)))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Cell::Text(Cow::Owned(text.to_owned())))
            }
        }
        from.deserialize_any(One)
    }
}
