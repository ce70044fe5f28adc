//! The audit log and the checks that prove stored figures and logs.

use crate::{operation, wire};
use domain::time::Instant;

wire! {
    /// Entries of the audit log, newest first.
    pub struct List {
        /// Entries with a lower number than this.
        pub before: Option<i64>,
        /// At most this many, 1…500.
        pub limit: u32,
        /// Only of this operation.
        pub operation: Option<String>,
        /// Only refusals and failures.
        pub refused_only: bool,
    }
}
operation!(List => Listed, "audit.list", Audit, AuditedRead);

wire! {
    /// A page of the audit log.
    pub struct Listed {
        /// Newest first.
        pub entries: Vec<Entry>,
        /// There are older ones.
        pub more: bool,
    }
}

wire! {
    /// One entry.
    pub struct Entry {
        /// Its number.
        pub no: i64,
        /// When.
        pub at: Instant,
        /// Who: a name, or system, or local operator.
        pub who: String,
        /// The operation.
        pub operation: String,
        /// On what.
        pub subject: String,
        /// done, refused, failed.
        pub outcome: String,
        /// What changed, as JSON; none once it was erased.
        pub values: Option<String>,
    }
}

wire! {
    /// Proves the chain of audit entries.
    pub struct Verify {}
}
operation!(Verify => Verified, "audit.verify", Audit, AuditedRead);

wire! {
    /// The result of proving the audit chain.
    pub struct Verified {
        /// Entries proved.
        pub entries: i64,
        /// The newest hash, hexadecimal.
        pub head: String,
        /// What does not fit; empty if all is well.
        pub faults: Vec<Fault>,
    }
}

wire! {
    /// An entry that does not fit.
    pub struct Fault {
        /// Its number.
        pub no: i64,
        /// altered, missing, reordered, cut_off, values_altered.
        pub what: String,
    }
}

wire! {
    /// Recomputes every roll-up from the raw rows and compares.
    pub struct VerifyRollups {}
}
operation!(VerifyRollups => RollupsVerified, "rollup.verify", Verify, AuditedRead);

wire! {
    /// The result of comparing roll-ups.
    pub struct RollupsVerified {
        /// Raw ratings read.
        pub ratings: i64,
        /// Raw case rows read.
        pub case_rows: i64,
        /// Roll-up rows compared.
        pub compared: i64,
        /// Roll-up rows that differ, are missing or too many.
        pub differing: i64,
        /// The first few of them, in words for an administrator.
        pub examples: Vec<String>,
    }
}
