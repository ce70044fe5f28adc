//! Importing rating and case files: preview, start, and the rows that come back.

use crate::file::{InFile, OutFile};
use crate::job::{Job, JobState};
use crate::page::{Edges, PageAt, Sort};
use crate::{Done, operation, wire};
use domain::import::{CaseExtent, Differing, ImportKind, Reading, RowProblem, Taking};
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
        /// Which sheet, header and columns; what is not said is found, or remembered from last time.
        #[serde(default)]
        pub reading: Reading,
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
        /// utf-8, utf-8-bom, utf-16, gb18030; or xlsx, xls, ods.
        pub encoding: String,
        /// The separator; empty in a workbook.
        pub delimiter: String,
        /// The sheets of a workbook.
        #[serde(default)]
        pub sheets: Vec<SheetFound>,
        /// How the file was read; hand it to [`Start`].
        #[serde(default)]
        pub reading: Reading,
        /// What columns are was taken over from last time.
        #[serde(default)]
        pub remembered: bool,
        /// Row of the header, from 1.
        #[serde(default)]
        pub header_row: u64,
        /// Columns that are needed and not there; nothing can be imported until somebody says which they are.
        #[serde(default)]
        pub missing: Vec<String>,
        /// Rows that are no data: totals, signatures, remarks.
        #[serde(default)]
        pub asides: Vec<u64>,
        /// The good ones of the checked rows against what is stored; none while columns are missing.
        #[serde(default)]
        pub difference: Option<Difference>,
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
    /// A sheet of a workbook.
    pub struct SheetFound {
        /// Its name.
        pub name: String,
        /// Not shown by the spreadsheet program.
        pub hidden: bool,
        /// Nothing stands in it.
        pub empty: bool,
    }
}

wire! {
    /// Rows of a file against what is stored.
    #[derive(Default)]
    pub struct Difference {
        /// Not stored yet.
        pub new: u64,
        /// Stored with the same content.
        pub same: u64,
        /// Stored with other content.
        pub changed: u64,
        /// What is other, at most 200 of them.
        pub changes: Vec<FieldChange>,
    }
}

wire! {
    /// A field of a row that is stored otherwise.
    pub struct FieldChange {
        /// Row in the file.
        pub row: u64,
        /// The field.
        pub field: String,
        /// What is stored; a rater's name and phone masked.
        pub stored: String,
        /// What the file has.
        pub file: String,
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
        /// Which sheet, header and columns, as the preview told.
        #[serde(default)]
        pub reading: Reading,
        /// Takes nothing: checks every row and compares it with what is stored ([`JobState::Compared`]).
        #[serde(default)]
        pub compare_only: bool,
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
    /// Writes the rows of a job that were not taken, each with the reason and how to fix it. To a name that ends in `.xlsx`
    /// goes the person's own workbook, marked, if the file was one.
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

wire! {
    /// Which imports.
    #[derive(Default)]
    pub struct HistoryFilter {
        /// Of this kind.
        #[serde(default)]
        pub kind: Option<ImportKind>,
        /// In one of these states; empty for all.
        #[serde(default)]
        pub states: Vec<JobState>,
        /// Part of the file's or the person's name.
        #[serde(default)]
        pub text: String,
        /// Only those with returned rows that nobody has fetched or settled.
        #[serde(default)]
        pub open_only: bool,
    }
}

wire! {
    /// Earlier imports, page by page: one's own, or all for whoever imports for the whole district.
    pub struct ListHistory {
        /// Which.
        #[serde(default)]
        pub filter: HistoryFilter,
        /// By `started`, the newest first if nothing is said.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// At most this many, 1…500.
        pub limit: u32,
    }
}
operation!(ListHistory => History, "import.history.list", Import, Read);

wire! {
    /// A page of imports.
    pub struct History {
        /// In the order that was asked for.
        pub jobs: Vec<Import>,
        /// What lies around them.
        pub edges: Edges,
    }
}

wire! {
    /// An import.
    pub struct Import {
        /// The job.
        pub job: Job,
        /// Its returned rows were fetched as a file, or settled otherwise.
        pub settled: bool,
    }
}

wire! {
    /// Writes exactly the filtered imports as CSV.
    pub struct ExportHistory {
        /// Which.
        #[serde(default)]
        pub filter: HistoryFilter,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportHistory => Written, "import.history.export", Import, AuditedRead);

wire! {
    /// Says that the rows which an import returned need nothing more.
    pub struct Settle {
        /// The job.
        pub job: Uuid,
    }
}
operation!(Settle => Done, "import.settle", Import, Write);
