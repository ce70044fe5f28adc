//! `keys.json`: what is public about an installation's keys.

use crate::error::StoreError;
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use uuid::Uuid;

const FILE: &str = "keys.json";
const LOCK: &str = "keys.lock";

/// Where the secrets are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// Files beside the database that the owner alone may read.
    File,
    /// The system's key store: Secret Service, Windows' credentials, macOS's keychain.
    System,
}

/// The public half of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Public {
    /// Names it.
    pub id: String,
    /// Signing: hexadecimal. Encryption: the age recipient.
    pub public: String,
}

/// The public half of a key that signed here before, or that signed what was restored here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// Names it.
    pub id: String,
    /// Hexadecimal.
    pub public: String,
    /// When it was replaced or taken over.
    pub until: Instant,
}

/// What is public about an installation's keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Names the installation: in the system's key store its entries carry this.
    pub installation: Uuid,
    /// Where the secrets are.
    pub kept: Kept,
    /// Signs.
    pub signing: Public,
    /// Is encrypted to.
    pub encryption: Public,
    /// Signed before.
    pub former: Vec<Former>,
}

/// Reads the record; `None` if there is none yet.
pub(super) fn read(home: &Path) -> Result<Option<Record>, StoreError> {
    match fs::read(home.join(FILE)) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|e| StoreError::Unavailable(format!("{FILE} can't be read: {e}"))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Writes the record: whole, or not at all.
pub(super) fn write(home: &Path, record: &Record) -> Result<(), StoreError> {
    let bytes = serde_json::to_vec_pretty(record).map_err(|e| StoreError::Unavailable(e.to_string()))?;
    let part = home.join(format!("{FILE}.part"));
    let mut file = File::create(&part)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    Ok(fs::rename(part, home.join(FILE))?)
}

/// Processes that change the record take turns; the turn ends when it is dropped.
pub(super) fn turn(home: &Path) -> Result<File, StoreError> {
    let file = File::create(home.join(LOCK))?;
    file.lock()?;
    Ok(file)
}
