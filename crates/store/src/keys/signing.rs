//! The key that signs the heads of the audit chain, and the newest head kept beside it.

use super::record::{Former, Public, Record};
use crate::audit::Head;
use crate::error::StoreError;
use ed25519_dalek::{Signature, Signer as _, SigningKey, Verifier, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// A copy of the newest head outside of the database: whoever can only reach the database can't take it back.
pub(crate) const HEAD_FILE: &str = "signing.head";

/// A fresh secret, hexadecimal.
pub(super) fn fresh() -> Result<String, StoreError> {
    let mut secret = [0_u8; 32];
    getrandom::fill(&mut secret).map_err(|e| StoreError::Unavailable(e.to_string()))?;
    Ok(hex(&secret))
}

fn secret_of(text: &str) -> Result<SigningKey, StoreError> {
    let secret = unhex(text.trim()).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let secret = secret.ok_or_else(|| StoreError::Unavailable("the signing key is damaged".to_owned()))?;
    Ok(SigningKey::from_bytes(&secret))
}

/// Names a key: the first half of the hash of its public part.
fn id_of(key: &VerifyingKey) -> String {
    hex(&Sha256::digest(key.as_bytes())[..16])
}

/// The public half of a secret.
pub(super) fn public(secret: &str) -> Result<Public, StoreError> {
    let key = secret_of(secret)?.verifying_key();
    Ok(Public { id: id_of(&key), public: hex(key.as_bytes()) })
}

fn verifying(id: &str, public: &str) -> Result<VerifyingKey, StoreError> {
    let bytes = unhex(public).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let key = bytes.and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok()).filter(|key| id_of(key) == id);
    key.ok_or_else(|| StoreError::Unavailable(format!("the public key {id} is damaged")))
}

/// Whether a public key is one, and has the name it says.
pub(super) fn check(key: &Former) -> Result<(), StoreError> {
    verifying(&key.id, &key.public).map(|_| ())
}

/// The secret that signs.
pub(crate) struct Signer {
    key: SigningKey,
    id: String,
}

impl Signer {
    pub(super) fn of(secret: &str, record: &Record) -> Result<Self, StoreError> {
        let key = secret_of(secret)?;
        let id = id_of(&key.verifying_key());
        if id != record.signing.id {
            return Err(StoreError::Unavailable("the signing key is not the one that the record names".to_owned()));
        }
        Ok(Self { key, id })
    }

    /// The key's name.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Signs a message.
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.key.sign(message).to_vec()
    }
}

/// The public halves of the keys that sign or signed here.
pub(crate) struct Trust(Vec<(String, VerifyingKey)>);

impl Trust {
    pub(super) fn of(record: &Record) -> Result<Self, StoreError> {
        let own = std::iter::once((&record.signing.id, &record.signing.public));
        let all = own.chain(record.former.iter().map(|f| (&f.id, &f.public)));
        Ok(Self(all.map(|(id, public)| Ok((id.clone(), verifying(id, public)?))).collect::<Result<_, StoreError>>()?))
    }

    /// Those of a backup's manifest, for proving what it holds wherever it is.
    pub(crate) fn of_signers(signers: &[Former]) -> Result<Self, StoreError> {
        Ok(Self(signers.iter().map(|f| Ok((f.id.clone(), verifying(&f.id, &f.public)?))).collect::<Result<_, StoreError>>()?))
    }

    /// The public half of the named one, hexadecimal; empty if it is not among them.
    pub(crate) fn public(&self, id: &str) -> String {
        self.0.iter().find(|(known, _)| known == id).map_or_else(String::new, |(_, key)| hex(key.as_bytes()))
    }

    /// Whether one of them, the named one, signed a message.
    pub(crate) fn signed(&self, id: &str, message: &[u8], signature: &[u8]) -> bool {
        let key = self.0.iter().find(|(known, _)| known == id);
        key.is_some_and(|(_, key)| Signature::from_slice(signature).is_ok_and(|s| key.verify(message, &s).is_ok()))
    }
}

/// The head that was kept beside the key.
pub(super) fn kept_head(home: &Path) -> Option<Head> {
    Head::from_line(fs::read_to_string(home.join(HEAD_FILE)).ok()?.trim())
}

/// Keeps the newest head beside the key. It is a second witness; that it could not be written must not stop work.
/// One that reached further stays: a chain that became shorter was cut off, and that must not be covered up.
pub(super) fn keep_head(home: &Path, head: &Head, kept: Option<&Head>) {
    if kept.is_some_and(|kept| kept.chain_no > head.chain_no) {
        return;
    }
    let (temporary, file) = (home.join("signing.head.new"), home.join(HEAD_FILE));
    let written = fs::write(&temporary, head.to_line()).and_then(|()| fs::rename(&temporary, &file));
    if let Err(error) = written {
        tracing::warn!(%error, "the head of the audit chain could not be kept beside the key");
    }
}

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes of hexadecimal text.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    digits.chunks(2).map(|pair| std::str::from_utf8(pair).ok().and_then(|p| u8::from_str_radix(p, 16).ok())).collect()
}
