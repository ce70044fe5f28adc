//! Drafts: listed, begun, saved, given up, put upon what was published since; 取消.

use super::{DutyVersion, Version};
use crate::{operation, wire};
use domain::duty::{DutyFields, DutyId, VersionId};

wire! {
    /// What is drafted and reviewed.
    pub struct ListDrafts {
        /// Only what waits for the caller.
        #[serde(default)]
        pub waiting: bool,
    }
}
operation!(ListDrafts => Drafts, "duty.draft.list", SignedIn, Read);

wire! {
    /// What is drafted and reviewed, that which has waited longest first.
    pub struct Drafts {
        /// The versions that the caller may see.
        pub drafts: Vec<Version>,
    }
}

wire! {
    /// Begins a draft of a new or a published entry, or saves one.
    pub struct SaveDraft {
        /// The entry; none: a new one.
        #[serde(default)]
        pub duty: Option<DutyId>,
        /// The draft; none: begins one.
        #[serde(default)]
        pub draft: Option<VersionId>,
        /// The published version that was read and upon which one is begun; none: whichever is in force. Refused as a conflict if it is
        /// another one by now.
        #[serde(default)]
        pub based_on: Option<VersionId>,
        /// Its text.
        pub fields: DutyFields,
        /// 调整依据 or 理由
        #[serde(default)]
        pub reason: String,
        /// The draft's version that was read; 0 for a new one.
        #[serde(default)]
        pub version: i64,
    }
}
operation!(SaveDraft => DutyVersion, "duty.draft.save", Duties, Write);

wire! {
    /// Gives a version up that is not approved yet; it stays to be read.
    pub struct DropDraft {
        /// Which.
        pub draft: VersionId,
        /// Why.
        #[serde(default)]
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(DropDraft => DutyVersion, "duty.draft.drop", Duties, Write);

wire! {
    /// Puts a draft upon what was published since it was begun.
    pub struct RebaseDraft {
        /// Which.
        pub draft: VersionId,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(RebaseDraft => Rebased, "duty.draft.rebase", Duties, Write);

wire! {
    /// A draft upon what is published now.
    pub struct Rebased {
        /// The draft.
        pub draft: DutyVersion,
        /// Fields that both have changed, each otherwise: they stay the draft's, and have to be looked at.
        pub both: Vec<String>,
    }
}

wire! {
    /// Begins the withdrawal (取消) of a published entry: it goes the same way as any other change.
    pub struct WithdrawDuty {
        /// Which.
        pub duty: DutyId,
        /// Why.
        pub reason: String,
    }
}
operation!(WithdrawDuty => DutyVersion, "duty.withdraw", Duties, Write);
