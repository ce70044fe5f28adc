//! What a door carries: a call in, an outcome back, small change events between.

use crate::error::ApiError;
use crate::wire;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Version of the envelope; another one is refused with [`crate::ErrorCode::VersionMismatch`].
pub const VERSION: u32 = 1;

wire! {
    /// The person's language.
    #[derive(Default)]
    pub enum Lang {
        /// 简体中文, the first language.
        #[default]
        Zh,
        /// English.
        En,
    }
}

/// A call through a door.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// [`VERSION`].
    pub v: u32,
    /// Made by the caller; a repeated write with the same id is done once.
    pub request_id: Uuid,
    /// For texts made on this side (file headings, returned rows).
    pub lang: Lang,
    /// [`crate::Operation::NAME`].
    pub name: String,
    /// The request.
    pub body: serde_json::Value,
}

/// What comes back through a door.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The reply.
    Ok(serde_json::Value),
    /// Why not.
    Error(ApiError),
}

wire! {
    /// What kind of thing has changed.
    pub enum ChangeKind {
        /// Places or their activity.
        Place,
        /// Service points.
        Point,
        /// Bodies.
        Body,
        /// Accounts or grants.
        Account,
        /// Ratings or cases, and with them the figures.
        Figures,
        /// A job's state or progress.
        Job,
        /// Settings.
        Setting,
        /// The work calendar.
        Calendar,
        /// Backups, their schedule, the installation's keys.
        Backup,
        /// Terms of personal data, and what was erased.
        Erasure,
        /// Somebody's notices.
        Notice,
        /// The service catalogue.
        Catalogue,
        /// At which service points items are done.
        Availability,
        /// Responsibility lists.
        Duty,
        /// Matters of 督办.
        Matter,
        /// Working groups and their tasks.
        Task,
        /// Meetings of the leading group.
        Meeting,
        /// 督查: checklists, plans, visits. No key is told: it would tell of a plan under cover.
        Inspection,
    }
}

impl ChangeKind {
    /// Every kind.
    pub const ALL: [Self; 18] = [
        Self::Place,
        Self::Point,
        Self::Body,
        Self::Account,
        Self::Figures,
        Self::Job,
        Self::Setting,
        Self::Calendar,
        Self::Backup,
        Self::Erasure,
        Self::Notice,
        Self::Catalogue,
        Self::Availability,
        Self::Duty,
        Self::Matter,
        Self::Task,
        Self::Meeting,
        Self::Inspection,
    ];
}

wire! {
    /// Something has changed; the page fetches what it shows of it.
    pub struct Change {
        /// Rises by one with every event of this process.
        pub seq: u64,
        /// What kind.
        pub kind: ChangeKind,
        /// Which one, if one; none means many.
        pub id: Option<String>,
    }
}
