//! The one error that crosses a door: a code from a closed list and its arguments.
//!
//! The words in the person's language, and how to go on, are in `texts` (`error.ftl`), chosen by code and arguments.

use crate::wire;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

wire! {
    /// What went wrong. Only what a person can act on differently gets a code of its own.
    pub enum ErrorCode {
        /// The two sides are of different versions. Args: expected, found.
        VersionMismatch,
        /// No such operation. Args: name.
        UnknownOperation,
        /// The request does not have the operation's form. Args: detail.
        Malformed,
        /// Nobody is signed in.
        SignInNeeded,
        /// The session ended by sign-out, idleness or a change of grants.
        SessionEnded,
        /// None of the person's roles may do this. Args: operation.
        NotPermitted,
        /// It does not exist, or lies outside of what the person may see.
        NotFound,
        /// Somebody saved it meanwhile. Args: current (JSON of what is stored now).
        Conflict,
        /// A value breaks a rule. `field` names it; args: rule, and what the rule needs.
        Invalid,
        /// Name or password is wrong. Args: left (tries before the account locks).
        WrongCredentials,
        /// Too many failures. Args: seconds until the next try.
        LockedOut,
        /// The one-time code is wrong, used or expired.
        WrongCode,
        /// The roles exclude each other. Args: held, rule (custodians, business, auditor).
        RolesExclude,
        /// Only demonstration or rehearsal databases do this.
        DemoOnly,
        /// The database is not set up yet.
        SetupNeeded,
        /// The database is set up already.
        AlreadySetUp,
        /// The file can't be read. Args: name, detail (gone, denied, not_text, xlsx, pdf, ole, zip, empty, too_large, header).
        FileUnreadable,
        /// The file can't be written. Args: name, detail.
        FileUnwritable,
        /// A backup can't be used. Args: name, detail (not_ours, damaged, passphrase_needed, passphrase_wrong, other_key,
        /// newer, other_kind, unfit, unproved, not_empty).
        BackupUnusable,
        /// A packet can't be used. Args: name, detail (not_ours, newer, half, altered, other, other_kind, other_district, other_use, unknown, revoked,
        /// old, expired, too_large, not_outside).
        PacketUnusable,
        /// This installation goes out (外出设备): only visits are written there. Args: operation.
        OnOutpost,
        /// A secret of the installation is gone. Args: key (signing, encryption).
        KeyLost,
        /// Another program has the database open, and this needs it alone.
        InUse,
        /// It was cancelled.
        Cancelled,
        /// Another long job of this kind is running.
        JobRunning,
        /// The database is busy with another write; try again.
        Busy,
        /// The disk is full.
        DiskFull,
        /// The folder or database can't be written.
        ReadOnly,
        /// The database was made by a newer version. Args: found, known.
        DatabaseNewer,
        /// What is stored can't be read any more. Args: detail.
        DatabaseDamaged,
        /// The database can't be reached. Args: detail.
        Unavailable,
        /// A fault of ours, logged under the id in args: id.
        Internal,
    }
}

/// An error as a door carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ApiError {
    /// What went wrong.
    pub code: ErrorCode,
    /// The field of the request that is meant, for [`ErrorCode::Invalid`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What the words need.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
}

impl ApiError {
    /// An error without arguments.
    pub fn new(code: ErrorCode) -> Self {
        Self { code, field: None, args: BTreeMap::new() }
    }

    /// A value that breaks a rule.
    pub fn invalid(field: &str, rule: &str) -> Self {
        Self { field: Some(field.to_owned()), ..Self::new(ErrorCode::Invalid).with("rule", rule) }
    }

    /// With one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    /// An argument, empty if it is not there.
    pub fn arg(&self, name: &str) -> &str {
        self.args.get(name).map_or("", String::as_str)
    }
}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.code)?;
        if let Some(field) = &self.field {
            write!(f, " in {field}")?;
        }
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ApiError {}
