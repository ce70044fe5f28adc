//! 离线包: files that go from one installation to another, and what is known of them; see docs/decisions/0037.
//!
//! - `seal`: the file: signed by who made it, encrypted to who may read it. `rows`: the rows of visits in it.
//! - `device`: in the office, which installations go out and what they were given. `op`: what they brought back.
//! - `outbox`: on such an installation, what was done there.

pub mod device;
pub mod op;
pub mod outbox;
pub mod rows;
pub mod seal;

pub use seal::{PacketError, Sealed};

use crate::db::Store;
use crate::error::StoreError;
use domain::packet::Installation;

/// The public half of this installation, under a name.
pub fn own(store: &Store, name: &str) -> Result<Installation, StoreError> {
    let record = store.keys().record()?;
    Ok(Installation {
        id: record.installation,
        name: name.to_owned(),
        signer: record.signing.id,
        signing: record.signing.public,
        encryption: record.encryption.public,
    })
}
