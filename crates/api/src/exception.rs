//! 例外事项: what was corrected, withdrawn, taken out or looked at, with the reason, for the business auditor.

use crate::audit::Entry;
use crate::file::OutFile;
use crate::import::Written;
use crate::page::{Edges, PageAt};
use crate::{operation, wire};
use domain::period::Period;

wire! {
    /// What kind of exception.
    pub enum ExceptionKind {
        /// 剔除、申诉成立、恢复计入: a rating was taken out of the rates or put back.
        Standing,
        /// 查看评价人: somebody looked at a rater's name and phone.
        Rater,
        /// 替换导入: an import replaced what was stored.
        Replaced,
        /// 区划机构变更: places, bodies or points were renamed, merged, split or ended, or such a change was taken back.
        Change,
        /// 不计入统计: a place was left out of the figures or counted again.
        Counted,
        /// 更正: the cutoff day, the work calendar, sources.
        Correction,
        /// 撤销: a change was undone.
        Undone,
        /// 恢复备份: the database was replaced by a backup.
        Restored,
    }
}

impl ExceptionKind {
    /// Every kind, in the order of the list.
    pub const ALL: [Self; 8] =
        [Self::Standing, Self::Rater, Self::Replaced, Self::Change, Self::Counted, Self::Correction, Self::Undone, Self::Restored];

    /// The word of an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Standing => "standing",
            Self::Rater => "rater",
            Self::Replaced => "replaced",
            Self::Change => "change",
            Self::Counted => "counted",
            Self::Correction => "correction",
            Self::Undone => "undone",
            Self::Restored => "restored",
        }
    }

    /// The operations whose entries are of this kind.
    pub fn operations(self) -> &'static [&'static str] {
        match self {
            Self::Standing => &["rating.standing.set", "rating.standings.set"],
            Self::Rater => &["rating.rater.show"],
            Self::Replaced => &["import.ratings", "import.cases"],
            Self::Change => &["change.make", "change.revoke", "change.due"],
            Self::Counted => &["place.active.set"],
            Self::Correction => &["setting.cutoff.set", "calendar.year.import", "source.save"],
            Self::Undone => &["history.undo"],
            // As the restored database tells it; the one that was put aside holds who ordered it.
            Self::Restored => &["backup.restored"],
        }
    }

    /// The kind of an operation's entries.
    pub fn of(operation: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.operations().contains(&operation))
    }
}

wire! {
    /// Which exceptions.
    #[derive(Default)]
    pub struct Filter {
        /// Days.
        #[serde(default)]
        pub period: Option<Period>,
        /// Of these kinds; empty for all.
        #[serde(default)]
        pub kinds: Vec<ExceptionKind>,
        /// Words that reason, name or values contain.
        #[serde(default)]
        pub text: Option<String>,
    }
}

wire! {
    /// Exceptions, newest first, page by page.
    pub struct List {
        /// Which.
        #[serde(default)]
        pub filter: Filter,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// At most this many, 1…500.
        pub limit: u32,
    }
}
operation!(List => Listed, "exception.list", Exceptions, AuditedRead);

wire! {
    /// A page of exceptions.
    pub struct Listed {
        /// Newest first.
        pub entries: Vec<Entry>,
        /// What lies around them.
        pub edges: Edges,
    }
}

wire! {
    /// Writes exactly the filtered exceptions as CSV, with who, when, what and why.
    pub struct Export {
        /// Which.
        #[serde(default)]
        pub filter: Filter,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(Export => Written, "exception.export", Exceptions, AuditedRead);
