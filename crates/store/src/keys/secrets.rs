//! Where secrets are: in files of the owner's, or in the system's key store.
//!
//! `YIMEN_KEYS=file` or `system` decides for an installation that has no keys yet. Without it Windows and macOS take theirs,
//! which is always there for the person; elsewhere files are taken, since the Secret Service lives in an unlocked desktop
//! session and a nightly `yimenctl` could not reach it. `docs/decisions/0010-backup-erasure-keys.md`.

use super::Which;
use super::record::Kept;
use crate::error::StoreError;
use keyring_core::{CredentialStore, Entry, Error};
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// The service under which entries stand in the system's key store.
const SERVICE: &str = "cn.yimen.console";
/// A key store that does not answer for so long is taken to be absent: it may be waiting for somebody to unlock it.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the environment asks for; else the system's key store where it is always there.
pub(super) fn first_choice() -> Kept {
    match std::env::var("YIMEN_KEYS").as_deref() {
        Ok("file") => Kept::File,
        Ok("system") => Kept::System,
        _ if cfg!(any(windows, target_os = "macos")) => Kept::System,
        _ => Kept::File,
    }
}

/// Whether the system's key store answers.
pub fn has_system_store() -> bool {
    cfg!(any(windows, target_os = "macos")) || (may_have_bus() && in_store(|_| Ok(())).is_ok())
}

/// Without a session bus there is no Secret Service, and asking for one could start a bus.
fn may_have_bus() -> bool {
    std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some()
}

#[cfg(target_os = "linux")]
fn system_store() -> Result<Arc<CredentialStore>, Error> {
    let store: Arc<CredentialStore> = zbus_secret_service_keyring_store::Store::new()?;
    Ok(store)
}

#[cfg(windows)]
fn system_store() -> Result<Arc<CredentialStore>, Error> {
    let store: Arc<CredentialStore> = windows_native_keyring_store::Store::new()?;
    Ok(store)
}

#[cfg(target_os = "macos")]
fn system_store() -> Result<Arc<CredentialStore>, Error> {
    let store: Arc<CredentialStore> = apple_native_keyring_store::keychain::Store::new()?;
    Ok(store)
}

#[cfg(not(any(target_os = "linux", windows, target_os = "macos")))]
fn system_store() -> Result<Arc<CredentialStore>, Error> {
    Err(Error::NoDefaultStore)
}

/// Asks the system's key store in a thread of its own: it blocks, and may wait for a person.
fn in_store<T: Send + 'static>(ask: impl FnOnce(&Arc<CredentialStore>) -> Result<T, Error> + Send + 'static) -> Result<T, StoreError> {
    let (send, answer) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        // Nobody may wait any longer.
        let _ = send.send(system_store().and_then(|store| ask(&store)));
    });
    match answer.recv_timeout(PATIENCE) {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(StoreError::Unavailable(format!("the system's key store: {error}"))),
        Err(_) => Err(StoreError::Unavailable("the system's key store does not answer".to_owned())),
    }
}

fn user(installation: Uuid, which: Which) -> String {
    format!("{installation}:{}", which.code())
}

/// The secret of a file; `None` if there is no such file.
pub(super) fn from_file(home: &Path, which: Which) -> Result<Option<String>, StoreError> {
    match fs::read_to_string(home.join(which.name())) {
        Ok(text) => Ok(Some(text.trim().to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// A secret; `None` if it is gone.
pub(super) fn get(kept: Kept, home: &Path, installation: Uuid, which: Which) -> Result<Option<String>, StoreError> {
    match kept {
        Kept::File => from_file(home, which),
        Kept::System => in_store(move |store| match Entry::new_in_store(store, SERVICE, &user(installation, which))?.get_password() {
            Ok(secret) => Ok(Some(secret)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        }),
    }
}

/// Keeps both of a new installation: in the system's key store if that was chosen and takes them, else in files.
pub(super) fn keep_both(kept: Kept, home: &Path, installation: Uuid, signing: &str, encryption: &str) -> Result<Kept, StoreError> {
    let both = |kept| {
        keep(kept, home, installation, Which::Signing, signing)?;
        keep(kept, home, installation, Which::Encryption, encryption)
    };
    if kept == Kept::System {
        match both(Kept::System) {
            Ok(()) => return Ok(Kept::System),
            Err(error) => tracing::warn!(%error, "the keys are kept in files"),
        }
    }
    both(Kept::File)?;
    Ok(Kept::File)
}

/// Keeps a secret, replacing what is there.
pub(super) fn keep(kept: Kept, home: &Path, installation: Uuid, which: Which, secret: &str) -> Result<(), StoreError> {
    match kept {
        Kept::File => to_file(home, which, secret),
        Kept::System => {
            let secret = secret.to_owned();
            in_store(move |store| {
                let entry = Entry::new_in_store(store, SERVICE, &user(installation, which))?;
                entry.set_password(&secret)?;
                // What can't be read back was not kept.
                if entry.get_password()? == secret { Ok(()) } else { Err(Error::NoEntry) }
            })
        }
    }
}

/// Written aside and renamed, so that nobody reads half a key.
fn to_file(home: &Path, which: Which, secret: &str) -> Result<(), StoreError> {
    let (file, part) = (home.join(which.name()), home.join(format!("{}.part", which.name())));
    match fs::remove_file(&part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let mut made = crate::private::secret().write(true).create_new(true).open(&part)?;
    made.write_all(secret.as_bytes())?;
    made.sync_all()?;
    Ok(fs::rename(part, file)?)
}

/// Takes a secret away from where it was.
pub(super) fn forget(kept: Kept, home: &Path, installation: Uuid, which: Which) -> Result<(), StoreError> {
    match kept {
        Kept::File => match fs::remove_file(home.join(which.name())) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        },
        Kept::System => in_store(move |store| match Entry::new_in_store(store, SERVICE, &user(installation, which))?.delete_credential() {
            Err(Error::NoEntry) | Ok(()) => Ok(()),
            Err(error) => Err(error),
        }),
    }
}
