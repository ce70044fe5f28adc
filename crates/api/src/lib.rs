//! Every operation of the console; no I/O.
//!
//! An operation is a request type with a reply type, a name, the permission it needs and its effect. The same type is
//! the form's payload in the window, the command line's JSON and the body of a request from elsewhere.
//!
//! To add one: write request and reply in the file of its area with [`operation!`], add it to [`for_each_operation!`]
//! in `list.rs`, then implement `service::Handle` for it; nothing compiles until that is done.

pub mod account;
pub mod attachment;
pub mod audit;
pub mod availability;
pub mod backup;
pub mod body;
pub mod calendar;
pub mod case;
pub mod catalogue;
pub mod cells;
pub mod change;
pub mod diagnosis;
pub mod draft;
pub mod duty;
pub mod envelope;
pub mod erasure;
pub mod error;
pub mod exception;
pub mod file;
pub mod history;
pub mod home;
pub mod import;
pub mod inspection;
pub mod item;
pub mod job;
mod list;
pub mod meeting;
pub mod notice;
pub mod open;
pub mod overview;
pub mod packet;
pub mod page;
pub mod place;
pub mod point;
pub mod provincial;
pub mod rating;
pub mod register;
pub mod session;
pub mod setup;
pub mod supervision;
pub mod task;
pub mod view;

pub use domain::permission::Permission;
pub use envelope::{Call, Change, ChangeKind, Lang, Outcome, VERSION};
pub use error::{ApiError, ErrorCode};
pub use file::{Folder, FolderFiles, InFile, OutFile};
pub use list::{OperationInfo, operations};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What an operation does to the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Reads; leaves no trace.
    Read,
    /// Reads something that is entered in the audit log.
    AuditedRead,
    /// Changes data; audited.
    Write,
    /// Keeps a person's own unfinished work or taste; not audited.
    Draft,
}

/// A request that can be sent through a door.
pub trait Operation: Serialize + DeserializeOwned + Send + 'static {
    /// What comes back.
    type Reply: Serialize + DeserializeOwned + Send + 'static;
    /// `area.object.verb`.
    const NAME: &'static str;
    /// Checked before the handler runs.
    const NEEDS: Permission;
    /// What it does to the database.
    const EFFECT: Effect;
}

/// Declares a request as an operation: `operation!(List => Listed, "rating.list", Ratings, Read);`
macro_rules! operation {
    ($request:ty => $reply:ty, $name:literal, $needs:ident, $effect:ident) => {
        impl $crate::Operation for $request {
            type Reply = $reply;
            const NAME: &'static str = $name;
            const NEEDS: $crate::Permission = $crate::Permission::$needs;
            const EFFECT: $crate::Effect = $crate::Effect::$effect;
        }
    };
}
pub(crate) use operation;

/// Derives what every wire type has.
macro_rules! wire {
    ($(#[$meta:meta])* pub struct $name:ident $($rest:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct $name $($rest)*
    };
    ($(#[$meta:meta])* pub enum $name:ident $($rest:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name $($rest)*
    };
}
pub(crate) use wire;

wire! {
    /// The reply of an operation that has nothing to say but that it was done.
    pub struct Done {}
}
