//! Registers (bodies, service points, accounts, units) from workbooks: what a file would change, doing it, and the rows that come
//! back. Everything passes through the very operations of the forms, so nothing can be imported that a form would refuse.
//!
//! Unlike ratings a register is small: there is no job. A preview does the import within a transaction and takes it back; the
//! import does it and keeps it; rows that were not taken are found anew when they are asked for.

use crate::file::{InFile, OutFile};
use crate::import::{self, Written};
use crate::job::ImportCounts;
use crate::{operation, wire};
use domain::account::AccountId;
use domain::import::{Reading, RowProblem, Taking};
use domain::register::Register;
use domain::time::Instant;
use jiff::civil::Date;

wire! {
    /// What is decided with changes of units (区划): one decision for the whole file.
    pub struct Decision {
        /// The first day of it.
        #[serde(with = "domain::day::DayText")]
        pub effective: Date,
        /// Why, 2…200 characters.
        pub reason: String,
        /// 批准文号, at most 100 characters; may be empty.
        #[serde(default)]
        pub paper: String,
    }
}

wire! {
    /// A file, and how it is read.
    pub struct Sheet {
        /// The file.
        pub file: InFile,
        /// Which sheet, header and columns; what is not said is found, or remembered from last time.
        #[serde(default)]
        pub reading: Reading,
        /// For units: from when on, and why. Without it a preview takes today.
        #[serde(default)]
        pub decision: Option<Decision>,
    }
}

wire! {
    /// Something that is stored, as it was when a file was previewed.
    #[derive(Eq)]
    pub struct Seen {
        /// What the file's rows know it by.
        pub key: String,
        /// Its version.
        pub version: i64,
    }
}

wire! {
    /// What a file would do.
    pub struct Previewed {
        /// What it looks like, its problems, and the difference to what is stored; every row was checked.
        pub table: import::Previewed,
        /// What the file would change, as it was; hand it to the import.
        pub seen: Vec<Seen>,
        /// Stored and not in the file, at most 200 names of them. They stay as they are.
        pub absent: Vec<String>,
        /// How many these are.
        pub absent_count: u64,
        /// Units whose codes follow from a changed code above them.
        pub followers: u64,
        /// How many problems there are; the table tells the first 500.
        pub problem_count: u64,
    }
}

wire! {
    /// Takes a file.
    pub struct Take {
        /// The file.
        pub sheet: Sheet,
        /// The good rows, or all or nothing.
        pub taking: Taking,
        /// What the preview saw; what moved since is not overwritten. None: only what the file itself says of versions.
        #[serde(default)]
        pub seen: Option<Vec<Seen>>,
    }
}

wire! {
    /// Whoever was made an account, with the one-time code, shown once.
    pub struct Enrolled {
        /// The account.
        pub account: AccountId,
        /// Name to sign in with.
        pub login: String,
        /// Name.
        pub name: String,
        /// The code.
        pub code: String,
        /// Until when it can be used.
        pub until: Instant,
    }
}

wire! {
    /// What was taken.
    pub struct Taken {
        /// Rows; `taken` are new ones, `replaced` changed ones, `identical` those that say nothing new.
        pub counts: ImportCounts,
        /// Nothing was taken since some rows are wrong and all or nothing was asked for.
        pub refused: bool,
        /// The first problems, at most 500.
        pub problems: Vec<RowProblem>,
        /// How many there are.
        pub problem_count: u64,
        /// New accounts.
        pub enrolled: Vec<Enrolled>,
    }
}

wire! {
    /// Writes the rows that would not be taken, each with the reason and how to fix it. To a name that ends in `.xlsx` goes the
    /// person's own workbook, marked, if the file was one.
    pub struct GiveBack {
        /// The file.
        pub sheet: Sheet,
        /// What the preview saw.
        #[serde(default)]
        pub seen: Option<Vec<Seen>>,
        /// Where to.
        pub out: OutFile,
    }
}

wire! {
    /// How far the caller's file of a register is: it is asked for while the file is previewed or taken.
    pub struct ShowProgress {
        /// The register.
        pub register: Register,
    }
}
operation!(ShowProgress => Option<Progress>, "register.progress", SignedIn, Read);

wire! {
    /// How far a file is.
    #[derive(Copy, Eq)]
    pub struct Progress {
        /// Rows that are done.
        pub done: u64,
        /// Of so many that say something new.
        pub total: u64,
    }
}

/// The three operations of a register, each with the permission of its form.
macro_rules! importable {
    ($register:ident, $needs:ident, $preview:ident $preview_name:literal, $import:ident $import_name:literal, $returned:ident $returned_name:literal) => {
        wire! {
            /// Says what a file would do, and changes nothing.
            pub struct $preview(pub Sheet);
        }
        operation!($preview => Previewed, $preview_name, $needs, Read);

        wire! {
            /// Takes a file in one transaction.
            pub struct $import(pub Take);
        }
        operation!($import => Taken, $import_name, $needs, Write);

        wire! {
            /// Writes the rows that would not be taken.
            pub struct $returned(pub GiveBack);
        }
        operation!($returned => Written, $returned_name, $needs, AuditedRead);

        impl $preview {
            /// The register.
            pub const REGISTER: Register = Register::$register;
        }
        impl $import {
            /// The register.
            pub const REGISTER: Register = Register::$register;
        }
        impl $returned {
            /// The register.
            pub const REGISTER: Register = Register::$register;
        }
    };
}

importable!(Bodies, Bodies, PreviewBodies "body.import.preview", ImportBodies "body.import", ReturnBodies "body.import.returned");
importable!(Points, Points, PreviewPoints "point.import.preview", ImportPoints "point.import", ReturnPoints "point.import.returned");
importable!(Accounts, Accounts, PreviewAccounts "account.import.preview", ImportAccounts "account.import", ReturnAccounts "account.import.returned");
importable!(Items, Catalogue, PreviewItems "item.import.preview", ImportItems "item.import", ReturnItems "item.import.returned");
importable!(Duties, Duties, PreviewDuties "duty.import.preview", ImportDuties "duty.import", ReturnDuties "duty.import.returned");
importable!(Units, Changes, PreviewUnits "place.import.preview", ImportUnits "place.import", ReturnUnits "place.import.returned");
