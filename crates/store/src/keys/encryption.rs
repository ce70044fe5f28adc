//! The key that others encrypt to: an age identity (X25519), <https://age-encryption.org/v1>.

use super::record::Public;
use crate::error::StoreError;
use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use std::str::FromStr;

/// A fresh secret, `AGE-SECRET-KEY-1…`.
pub(super) fn fresh() -> String {
    Identity::generate().to_string().expose_secret().to_owned()
}

fn identity(secret: &str) -> Result<Identity, StoreError> {
    Identity::from_str(secret.trim()).map_err(|_| StoreError::Unavailable("the encryption key is damaged".to_owned()))
}

/// The public half of a secret: what age calls a recipient, by which it is also named.
pub(super) fn public(secret: &str) -> Result<Public, StoreError> {
    let recipient = identity(secret)?.to_public().to_string();
    Ok(Public { id: recipient.chars().take(16).collect(), public: recipient })
}

/// The secret that opens.
pub(crate) struct Opener(Identity);

impl Opener {
    pub(super) fn of(secret: &str) -> Result<Self, StoreError> {
        Ok(Self(identity(secret)?))
    }

    /// What age asks for.
    pub(crate) fn identity(&self) -> &Identity {
        &self.0
    }
}
