//! Long work: its state, progress and cancellation.

use crate::{Done, operation, wire};
use domain::time::Instant;
use uuid::Uuid;

wire! {
    /// Where a job stands.
    pub enum JobState {
        /// Reading and checking; can be cancelled.
        Checking,
        /// Being written in one transaction; can't be cancelled any more.
        Merging,
        /// Done.
        Done,
        /// Finished without taking anything, since rows were wrong and all or nothing was asked for.
        Refused,
        /// Looked through from the first row to the last, and compared with what is stored; nothing was taken, as was asked.
        Compared,
        /// Failed; see its error.
        Failed,
        /// Cancelled by a person.
        Cancelled,
        /// The program stopped while it ran; nothing was taken.
        Interrupted,
    }
}

impl JobState {
    /// The word stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Checking => "checking",
            Self::Merging => "merging",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Compared => "compared",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Interrupted => "interrupted",
        }
    }

    /// The state of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Checking, Self::Merging, Self::Done, Self::Refused, Self::Compared, Self::Failed, Self::Cancelled, Self::Interrupted]
            .into_iter()
            .find(|s| s.code() == code)
    }

    /// Nothing will change any more.
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Checking | Self::Merging)
    }
}

wire! {
    /// What an import did so far.
    #[derive(Default)]
    pub struct ImportCounts {
        /// Data rows read.
        pub read: u64,
        /// New ones taken.
        pub taken: u64,
        /// Identical to what is stored; skipped.
        pub identical: u64,
        /// Stored ones replaced.
        pub replaced: u64,
        /// Rows returned.
        pub returned: u64,
        /// Rows that are no data: totals, signatures, remarks.
        #[serde(default)]
        pub asides: u64,
        /// Stored with other content; they are among the returned ones.
        #[serde(default)]
        pub differing: u64,
        /// Case counts that are stored for the places and days of the file and are not in it.
        #[serde(default)]
        pub absent: u64,
        /// Those of them that became 0.
        #[serde(default)]
        pub zeroed: u64,
    }
}

wire! {
    /// A job.
    pub struct Job {
        /// Key.
        pub id: Uuid,
        /// `import.ratings`, `import.cases`.
        pub kind: String,
        /// Where it stands.
        pub state: JobState,
        /// Name of the file.
        pub file: String,
        /// Who started it.
        pub by: String,
        /// When.
        pub started: Instant,
        /// When it ended.
        pub ended: Option<Instant>,
        /// Bytes of the file.
        pub size: u64,
        /// Bytes read so far.
        pub at: u64,
        /// Rows per second so far.
        pub rate: u64,
        /// What it did so far.
        pub counts: ImportCounts,
        /// Why it failed.
        pub error: Option<crate::ApiError>,
    }
}

wire! {
    /// One job.
    pub struct Show {
        /// The job.
        pub job: Uuid,
    }
}
operation!(Show => Job, "job.show", Import, Read);

wire! {
    /// The newest jobs, newest first.
    pub struct List {
        /// At most this many, 1…200.
        pub limit: u32,
    }
}
operation!(List => Listed, "job.list", Import, Read);

wire! {
    /// Jobs.
    pub struct Listed {
        /// Newest first.
        pub jobs: Vec<Job>,
    }
}

wire! {
    /// Cancels a job that still checks.
    pub struct Cancel {
        /// The job.
        pub job: Uuid,
    }
}
operation!(Cancel => Done, "job.cancel", Import, Write);
