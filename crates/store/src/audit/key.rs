//! The key that signs the heads of the audit chain: a file beside the database, made at the first run.

use super::head::Head;
use super::{hex, unhex};
use crate::db::Location;
use crate::error::StoreError;
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier};
use sha2::{Digest, Sha256};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The secret, readable by the owner alone.
const KEY_FILE: &str = "signing.key";
/// A copy of the newest head outside of the database: whoever can only reach the database can't take it back.
const HEAD_FILE: &str = "signing.head";

/// The signing key and where it is kept.
pub(super) struct Key {
    key: SigningKey,
    folder: PathBuf,
}

impl Key {
    /// The key of a location, made if there is none: in the data folder, or beside the staging folder of PostgreSQL.
    pub(super) fn of(location: &Location) -> Result<Self, StoreError> {
        let folder = match location {
            Location::Folder(folder) => folder.clone(),
            Location::Postgres { staging, .. } => staging.parent().map_or_else(|| staging.clone(), Path::to_path_buf),
        };
        let file = folder.join(KEY_FILE);
        if !file.exists() {
            fs::create_dir_all(&folder)?;
            make(&folder, &file)?;
        }
        let secret = unhex(fs::read_to_string(&file)?.trim()).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let secret = secret.ok_or_else(|| StoreError::Unavailable(format!("{KEY_FILE} is damaged")))?;
        Ok(Self { key: SigningKey::from_bytes(&secret), folder })
    }

    /// Names the key: the first half of the hash of its public part.
    pub(super) fn id(&self) -> String {
        hex(&Sha256::digest(self.key.verifying_key().as_bytes())[..16])
    }

    /// The public part, hexadecimal.
    pub(super) fn public(&self) -> String {
        hex(self.key.verifying_key().as_bytes())
    }

    /// Signs a message.
    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.key.sign(message).to_vec()
    }

    /// Whether this key signed a message.
    pub(super) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|s| self.key.verifying_key().verify(message, &s).is_ok())
    }

    /// Keeps the newest head beside the key. It is a second witness; that it could not be written must not stop work.
    /// One that reached further stays: a chain that became shorter was cut off, and that must not be covered up.
    pub(super) fn keep_newest(&self, head: &Head) {
        if self.newest().is_some_and(|kept| kept.chain_no > head.chain_no) {
            return;
        }
        let (temporary, file) = (self.folder.join("signing.head.new"), self.folder.join(HEAD_FILE));
        let written = fs::write(&temporary, head.to_line()).and_then(|()| fs::rename(&temporary, &file));
        if let Err(error) = written {
            tracing::warn!(%error, "the head of the audit chain could not be kept beside the key");
        }
    }

    /// The head kept beside the key, if there is one that this key has signed.
    pub(super) fn newest(&self) -> Option<Head> {
        let head = Head::from_line(fs::read_to_string(self.folder.join(HEAD_FILE)).ok()?.trim())?;
        head.is_signed_by(self).then_some(head)
    }
}

/// Writes a fresh key aside and links it into place, so that two processes agree on one and none reads half a file.
fn make(folder: &Path, file: &Path) -> Result<(), StoreError> {
    let mut secret = [0_u8; 32];
    let mut suffix = [0_u8; 8];
    getrandom::fill(&mut secret).and_then(|()| getrandom::fill(&mut suffix)).map_err(|e| StoreError::Unavailable(e.to_string()))?;
    let temporary = folder.join(format!("{KEY_FILE}.{}", hex(&suffix)));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut made = options.open(&temporary)?;
    made.write_all(hex(&secret).as_bytes())?;
    made.sync_all()?;
    let linked = match fs::hard_link(&temporary, file) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        // Without hard links (FAT) the last one to rename wins; such a folder is not shared by two starts in practice.
        Err(_) => fs::copy(&temporary, file).map(|_| ()),
        linked => linked,
    };
    fs::remove_file(&temporary)?;
    Ok(linked?)
}
