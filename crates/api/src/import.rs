//! Importing rating and case files: preview, start, and the rows that come back.

use crate::file::{InFile, OutFile};
use crate::job::Job;
use crate::{operation, wire};
use domain::import::{CaseExtent, Differing, ImportKind, RowProblem, Taking};
use uuid::Uuid;

wire! {
    /// Reads the first 1,000 rows and says what is wrong with them.
    pub struct Preview {
        /// What the file holds.
        pub kind: ImportKind,
        /// The file.
        pub file: InFile,
        /// Source for rows that name none.
        pub source: Option<String>,
    }
}
operation!(Preview => Previewed, "import.preview", Import, Read);

wire! {
    /// A column of the file.
    pub struct ColumnFound {
        /// The header as it stands in the file.
        pub header: String,
        /// The field it was understood as; none: the column is not used.
        pub field: Option<String>,
    }
}

wire! {
    /// What a file looks like.
    pub struct Previewed {
        /// utf-8, utf-8-bom, utf-16, gb18030.
        pub encoding: String,
        /// The separator.
        pub delimiter: String,
        /// Columns in the file's order.
        pub columns: Vec<ColumnFound>,
        /// The first rows as they stand, at most 20.
        pub rows: Vec<Vec<String>>,
        /// Rows that were checked, at most 1,000.
        pub checked: u64,
        /// Problems of those rows, in row order.
        pub problems: Vec<RowProblem>,
        /// Rows with at least one problem.
        pub bad_rows: u64,
        /// The whole file was checked.
        pub whole: bool,
        /// The sources that the checked rows name.
        pub sources: Vec<String>,
    }
}

wire! {
    /// Starts the import as a job.
    pub struct Start {
        /// What the file holds.
        pub kind: ImportKind,
        /// The file.
        pub file: InFile,
        /// Source for rows that name none.
        pub source: Option<String>,
        /// Take the good rows, or all or nothing.
        pub taking: Taking,
        /// What to do with records that are stored with other content.
        pub differing: Differing,
        /// What a case file stands for; none: as its rows show, for everything below the place that they have in common.
        pub extent: Option<CaseExtent>,
    }
}
operation!(Start => Job, "import.start", Import, Write);

wire! {
    /// The first problems of a job, for showing.
    pub struct Problems {
        /// The job.
        pub job: Uuid,
        /// At most this many, 1…500.
        pub limit: u32,
    }
}
operation!(Problems => ProblemsListed, "import.problems", Import, Read);

wire! {
    /// Problems in row order.
    pub struct ProblemsListed {
        /// The problems.
        pub problems: Vec<RowProblem>,
        /// How many there are in all.
        pub total: u64,
    }
}

wire! {
    /// Writes the rows of a job that were not taken, each with the reason and how to fix it.
    pub struct Returned {
        /// The job.
        pub job: Uuid,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(Returned => Written, "import.returned", Import, AuditedRead);

wire! {
    /// A file was written.
    pub struct Written {
        /// Data rows in it.
        pub rows: u64,
    }
}
