//! 通知: what a person is told without asking, and whether it was read.

use crate::page::{Edges, PageAt};
use crate::{Done, operation, wire};
use domain::time::Instant;
use std::collections::BTreeMap;

wire! {
    /// What kind of news.
    pub enum NoticeKind {
        /// A job of one's own has ended. Args: job, job_kind, state, file, taken, returned.
        JobEnded,
        /// A backup failed. Args: job, file.
        BackupFailed,
        /// A grant of one's own ends soon. Args: role, place, until.
        OwnGrantEnds,
        /// A grant that one answers for ends soon. Args: name, role, place, until.
        GrantEnds,
        /// A planned change was done on its day. Args: no, unit.
        ChangeDone,
        /// A planned change could not be done. Args: no, unit.
        ChangeFailed,
        /// Somebody did something with a matter of 督办. Args: matter, act, title, who, words.
        MatterMoved,
        /// The light of a matter has turned red. Args: matter, title, day.
        MatterRed,
        /// One's own draft of the responsibility lists was decided about, or several together. Args: duty, version, act, name, n, who, words.
        DutyDecided,
        /// One's own text of an item, or one with words of one's own in it, was decided about, or several together. Args: item, act, name, n, who,
        /// words.
        ItemDecided,
        /// One's own proposal of what an item should say was answered. Args: proposal, act (its state), name, n, who, words.
        ProposalDecided,
        /// Somebody did something with a finding of an inspection. Args: finding, act, point, what, who, words.
        FindingMoved,
        /// A finding is due soon, or late. Args: finding, point, what, day, late (empty: it is not).
        FindingDue,
        /// An exemplar was spread. Args: exemplar, title, point.
        ExemplarSpread,
    }
}

impl NoticeKind {
    /// The word stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::JobEnded => "job_ended",
            Self::BackupFailed => "backup_failed",
            Self::OwnGrantEnds => "own_grant_ends",
            Self::GrantEnds => "grant_ends",
            Self::ChangeDone => "change_done",
            Self::ChangeFailed => "change_failed",
            Self::MatterMoved => "matter_moved",
            Self::MatterRed => "matter_red",
            Self::DutyDecided => "duty_decided",
            Self::ItemDecided => "item_decided",
            Self::ProposalDecided => "proposal_decided",
            Self::FindingMoved => "finding_moved",
            Self::FindingDue => "finding_due",
            Self::ExemplarSpread => "exemplar_spread",
        }
    }

    /// The kind of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        [
            Self::JobEnded,
            Self::BackupFailed,
            Self::OwnGrantEnds,
            Self::GrantEnds,
            Self::ChangeDone,
            Self::ChangeFailed,
            Self::MatterMoved,
            Self::MatterRed,
            Self::DutyDecided,
            Self::ItemDecided,
            Self::ProposalDecided,
            Self::FindingMoved,
            Self::FindingDue,
            Self::ExemplarSpread,
        ]
        .into_iter()
        .find(|kind| kind.code() == code)
    }
}

wire! {
    /// Something to know.
    #[derive(Eq)]
    pub struct Notice {
        /// Number, rising.
        pub id: i64,
        /// What kind.
        pub kind: NoticeKind,
        /// About what: `job:…`, `grant:…`, `matter:…`.
        pub subject: String,
        /// What its words need.
        pub args: BTreeMap<String, String>,
        /// When.
        pub at: Instant,
        /// It was read.
        pub read: bool,
    }
}

wire! {
    /// One's own notices, the newest first.
    pub struct List {
        /// Only those that were not read.
        #[serde(default)]
        pub unread_only: bool,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// At most this many, 1…500.
        pub limit: u32,
    }
}
operation!(List => Listed, "notice.list", SignedIn, Read);

wire! {
    /// A page of notices.
    pub struct Listed {
        /// The newest first.
        pub notices: Vec<Notice>,
        /// How many were not read, in all.
        pub unread: i64,
        /// What lies around them.
        pub edges: Edges,
    }
}

wire! {
    /// Marks notices as read.
    pub struct MarkRead {
        /// These; none of them means all up to `until`.
        #[serde(default)]
        pub ids: Vec<i64>,
        /// All up to this number.
        #[serde(default)]
        pub until: Option<i64>,
    }
}
operation!(MarkRead => Done, "notice.read", SignedIn, Draft);
