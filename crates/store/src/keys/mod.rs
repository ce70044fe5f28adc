//! The keys of an installation: one that signs (the heads of the audit chain), one that others encrypt to (backups now,
//! packets later). Both are made at the first run.
//!
//! What is public stands in `keys.json` beside the database: which keys there are, where their secrets are kept, and which
//! keys signed here before. The secrets are files that the owner alone may read, or entries of the system's key store
//! ([`Kept`]); [`relocate`] moves them. A secret that is gone is an error of its own ([`StoreError::KeyLost`]): what it signed
//! stays provable by its public half, and [`renew`] makes a new one.

mod encryption;
mod record;
mod secrets;
mod signing;

pub use record::{Former, Kept, Public, Record};
pub use secrets::has_system_store;
pub(crate) use signing::HEAD_FILE;

use crate::audit::Head;
use crate::error::StoreError;
use domain::time::Instant;
use record::{read, write};
use std::path::PathBuf;

pub(crate) use encryption::Opener;
pub use signing::hex;
pub(crate) use signing::{Signer, Trust, unhex};

/// Names of the secrets, as files and in the system's key store.
const SIGNING: &str = "signing.key";
const ENCRYPTION: &str = "encryption.key";

/// A secret's name in errors and records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// Signs.
    Signing,
    /// Opens what was encrypted to this installation.
    Encryption,
}

impl Which {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Signing, Self::Encryption];

    /// The name of its file, and of its entry in the system's key store.
    fn name(self) -> &'static str {
        match self {
            Self::Signing => SIGNING,
            Self::Encryption => ENCRYPTION,
        }
    }

    /// The word stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Signing => "signing",
            Self::Encryption => "encryption",
        }
    }
}

/// The keys of the installation whose folder this is.
#[derive(Clone, Debug)]
pub struct Keys {
    home: PathBuf,
}

/// Both secrets as they travel in a backup that is protected by a passphrase.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Secrets {
    /// Hexadecimal.
    pub signing: String,
    /// `AGE-SECRET-KEY-1…`
    pub encryption: String,
    /// Keys that signed before.
    pub former: Vec<Former>,
}

impl Keys {
    /// Those of a folder; nothing is read or made yet.
    pub fn of(home: PathBuf) -> Self {
        Self { home }
    }

    /// What is public about them, made if there are none yet.
    pub fn record(&self) -> Result<Record, StoreError> {
        match read(&self.home)? {
            Some(record) => Ok(record),
            None => self.make(),
        }
    }

    /// Makes the keys, or adopts a signing key that an older version left; processes that do so at the same time agree.
    fn make(&self) -> Result<Record, StoreError> {
        std::fs::create_dir_all(&self.home)?;
        let _turn = record::turn(&self.home)?;
        if let Some(record) = read(&self.home)? {
            return Ok(record);
        }
        let installation = uuid::Uuid::now_v7();
        let adopted = secrets::from_file(&self.home, Which::Signing)?;
        // A signing key that an older version left in a file stays there.
        let kept = if adopted.is_some() { Kept::File } else { secrets::first_choice() };
        let signing = match adopted {
            Some(secret) => secret,
            None => signing::fresh()?,
        };
        let encryption = match secrets::from_file(&self.home, Which::Encryption)? {
            Some(secret) => secret,
            None => encryption::fresh(),
        };
        let kept = secrets::keep_both(kept, &self.home, installation, &signing, &encryption)?;
        let record = Record {
            installation,
            kept,
            signing: signing::public(&signing)?,
            encryption: encryption::public(&encryption)?,
            former: Vec::new(),
        };
        write(&self.home, &record)?;
        Ok(record)
    }

    /// What tells whether a signature is this installation's, now or earlier. Needs no secret.
    pub(crate) fn trust(&self) -> Result<Trust, StoreError> {
        Trust::of(&self.record()?)
    }

    /// The key that signs.
    pub(crate) fn signer(&self) -> Result<Signer, StoreError> {
        let record = self.record()?;
        Signer::of(&self.secret(&record, Which::Signing)?, &record)
    }

    /// What opens an archive that was encrypted to this installation.
    pub(crate) fn opener(&self) -> Result<Opener, StoreError> {
        let record = self.record()?;
        Opener::of(&self.secret(&record, Which::Encryption)?)
    }

    fn secret(&self, record: &Record, which: Which) -> Result<String, StoreError> {
        secrets::get(record.kept, &self.home, record.installation, which)?.ok_or(StoreError::KeyLost(which))
    }

    /// Which secrets are gone.
    pub fn lost(&self) -> Result<Vec<Which>, StoreError> {
        let record = self.record()?;
        let mut lost = Vec::new();
        for which in Which::ALL {
            if secrets::get(record.kept, &self.home, record.installation, which)?.is_none() {
                lost.push(which);
            }
        }
        Ok(lost)
    }

    /// Both secrets, for a backup that is protected by a passphrase.
    pub fn secrets(&self) -> Result<Secrets, StoreError> {
        let record = self.record()?;
        let (signing, encryption) = (self.secret(&record, Which::Signing)?, self.secret(&record, Which::Encryption)?);
        Ok(Secrets { signing, encryption, former: record.former })
    }

    /// Moves the secrets between files and the system's key store. They are in the new place before they leave the old one.
    pub fn relocate(&self, to: Kept) -> Result<Record, StoreError> {
        let from = self.record()?.kept;
        if from == to {
            return self.record();
        }
        let all = self.secrets()?;
        let record = self.change(|record| {
            secrets::keep(to, &self.home, record.installation, Which::Signing, &all.signing)?;
            secrets::keep(to, &self.home, record.installation, Which::Encryption, &all.encryption)?;
            record.kept = to;
            Ok(())
        })?;
        for which in Which::ALL {
            secrets::forget(from, &self.home, record.installation, which)?;
        }
        Ok(record)
    }

    /// Makes a new key in place of one that is lost or is to be changed. What the old one signed stays provable.
    pub fn renew(&self, which: Which, now: Instant) -> Result<Record, StoreError> {
        let secret = match which {
            Which::Signing => signing::fresh()?,
            Which::Encryption => encryption::fresh(),
        };
        self.replace(which, &secret, now)
    }

    /// Takes over the keys of another installation, from a backup that held them.
    pub fn adopt(&self, secrets: &Secrets, now: Instant) -> Result<Record, StoreError> {
        for former in &secrets.former {
            self.know(former.clone())?;
        }
        self.replace(Which::Signing, &secrets.signing, now)?;
        self.replace(Which::Encryption, &secrets.encryption, now)
    }

    fn replace(&self, which: Which, secret: &str, now: Instant) -> Result<Record, StoreError> {
        let public = match which {
            Which::Signing => signing::public(secret)?,
            Which::Encryption => encryption::public(secret)?,
        };
        self.change(|record| {
            secrets::keep(record.kept, &self.home, record.installation, which, secret)?;
            match which {
                Which::Signing if record.signing.id != public.id => {
                    let old = std::mem::replace(&mut record.signing, public);
                    record.former.retain(|f| f.id != old.id && f.id != record.signing.id);
                    record.former.push(Former { id: old.id, public: old.public, until: now });
                }
                Which::Signing => {}
                Which::Encryption => record.encryption = public,
            }
            Ok(())
        })
    }

    /// From now on signatures of this key count as well: it signed what was restored here.
    pub fn know(&self, key: Former) -> Result<(), StoreError> {
        signing::check(&key)?;
        self.change(|record| {
            if record.signing.id != key.id && record.former.iter().all(|f| f.id != key.id) {
                record.former.push(key);
            }
            Ok(())
        })?;
        Ok(())
    }

    /// Changes the record while nobody else does.
    fn change(&self, with: impl FnOnce(&mut Record) -> Result<(), StoreError>) -> Result<Record, StoreError> {
        self.record()?;
        let _turn = record::turn(&self.home)?;
        let mut record = read(&self.home)?.ok_or(StoreError::KeyLost(Which::Signing))?;
        with(&mut record)?;
        write(&self.home, &record)?;
        Ok(record)
    }

    /// The public halves of all keys that sign or signed here, for the manifest of a backup.
    pub fn signers(&self, now: Instant) -> Result<Vec<Former>, StoreError> {
        let record = self.record()?;
        let mut all = record.former;
        all.push(Former { id: record.signing.id, public: record.signing.public, until: now });
        Ok(all)
    }

    /// The newest head of the audit chain that was kept beside the keys, if it is one of ours.
    pub(crate) fn newest_head(&self) -> Result<Option<Head>, StoreError> {
        let trust = self.trust()?;
        Ok(signing::kept_head(&self.home).filter(|head| head.is_signed_by(&trust)))
    }

    /// Keeps the newest head beside the keys.
    pub(crate) fn keep_newest_head(&self, head: &Head) {
        signing::keep_head(&self.home, head, self.newest_head().ok().flatten().as_ref());
    }
}
