//! Drafts: listed, begun, saved, given up, put upon what was published since; 取消.

use super::{DutyVersion, Version};
use crate::page::{Edges, PageAt};
use crate::{operation, wire};
use domain::duty::flow::Stage;
use domain::duty::{DutyFields, DutyId, VersionId};

wire! {
    /// A page of what is drafted and reviewed, that which has waited longest first.
    pub struct ListDrafts {
        /// Only what waits for the caller.
        #[serde(default)]
        pub waiting: bool,
        /// Only what has come so far; none: all that is not decided.
        #[serde(default)]
        pub stage: Option<Stage>,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// Versions of a page, up to 200.
        pub limit: u32,
    }
}
operation!(ListDrafts => Drafts, "duty.draft.list", SignedIn, Read);

wire! {
    /// A page of what is drafted and reviewed.
    pub struct Drafts {
        /// The versions that the caller may see.
        pub drafts: Vec<Version>,
        /// What lies around them.
        pub edges: Edges,
    }
}

wire! {
    /// How much is drafted and reviewed. Asked for beside a page, which need not wait for it.
    pub struct CountDrafts {}
}
operation!(CountDrafts => DraftCounts, "duty.draft.count", SignedIn, Read);

wire! {
    /// What is drafted and reviewed, counted by stage.
    #[derive(Eq, Default)]
    pub struct DraftCounts {
        /// Every stage in which nothing is decided.
        pub stages: Vec<StageCount>,
    }
}

wire! {
    /// What has come so far.
    #[derive(Copy, Eq)]
    pub struct StageCount {
        /// 环节
        pub stage: Stage,
        /// How many the caller may see.
        pub n: i64,
        /// How many of them wait for him.
        pub waiting: i64,
    }
}

impl DraftCounts {
    /// How many there are, of a stage or of all; those that wait for the caller, or all that he may see.
    pub fn total(&self, stage: Option<Stage>, waiting: bool) -> i64 {
        let counted = self.stages.iter().filter(|count| stage.is_none_or(|stage| count.stage == stage));
        counted.map(|count| if waiting { count.waiting } else { count.n }).sum()
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
