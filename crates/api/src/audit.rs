//! The audit log and the checks that prove stored figures and logs.

use crate::file::OutFile;
use crate::import::Written;
use crate::page::{Edges, PageAt, Sort, Total};
use crate::{operation, wire};
use domain::account::AccountId;
use domain::period::Period;
use domain::time::Instant;

wire! {
    /// Which entries. What is not said does not narrow.
    #[derive(Default)]
    pub struct Filter {
        /// Days of entering.
        #[serde(default)]
        pub period: Option<Period>,
        /// By whom.
        #[serde(default)]
        pub account: Option<AccountId>,
        /// Of these operations.
        #[serde(default)]
        pub operations: Vec<String>,
        /// On exactly this: `account:…`, `rating:17`.
        #[serde(default)]
        pub subject: Option<String>,
        /// done, refused or failed.
        #[serde(default)]
        pub outcome: Option<String>,
        /// Only refusals and failures.
        #[serde(default)]
        pub refused_only: bool,
        /// Words that subject, name or values contain.
        #[serde(default)]
        pub text: Option<String>,
    }
}

wire! {
    /// Entries of the audit log, page by page.
    pub struct List {
        /// Which.
        #[serde(default)]
        pub filter: Filter,
        /// By `at`, the newest first if nothing is said.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// At most this many, 1…500.
        pub limit: u32,
    }
}
operation!(List => Listed, "audit.list", Audit, AuditedRead);

wire! {
    /// A page of the audit log.
    pub struct Listed {
        /// In the order that was asked for.
        pub entries: Vec<Entry>,
        /// What lies around them.
        pub edges: Edges,
    }
}

wire! {
    /// How many entries there are.
    pub struct Count {
        /// Which.
        #[serde(default)]
        pub filter: Filter,
    }
}
operation!(Count => Total, "audit.count", Audit, Read);

wire! {
    /// One entry.
    pub struct Entry {
        /// Its number.
        pub no: i64,
        /// When.
        pub at: Instant,
        /// Who: a name, or system, or local operator.
        pub who: String,
        /// The account; none for the system, a local operator, or nobody.
        #[serde(default)]
        pub account: Option<AccountId>,
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
    /// People who may stand in the log: every account by name.
    pub struct ListPeople {}
}
operation!(ListPeople => People, "audit.people", Audit, Read);

wire! {
    /// Accounts by name.
    pub struct People {
        /// The accounts.
        pub people: Vec<AuditPerson>,
    }
}

wire! {
    /// An account as the log names it.
    pub struct AuditPerson {
        /// Key.
        pub account: AccountId,
        /// Name to sign in with.
        pub login: String,
        /// Name.
        pub name: String,
    }
}

wire! {
    /// Writes exactly the filtered entries as CSV, each with its place in the chain and its hashes, so that an outsider can
    /// prove them (`docs/audit_verify.py`).
    pub struct Export {
        /// Which.
        #[serde(default)]
        pub filter: Filter,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(Export => Written, "audit.export", Audit, AuditedRead);

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
        /// The signed head of the newest day.
        #[serde(default)]
        pub signed: Option<SignedHead>,
        /// What does not fit; empty if all is well.
        pub faults: Vec<Fault>,
    }
}

wire! {
    /// How far the chain reached on a day, signed.
    pub struct SignedHead {
        /// The day.
        pub day: String,
        /// The number of the last entry in the chain, which is how many there are.
        pub chain_no: i64,
        /// Its hash, hexadecimal.
        pub hash: String,
        /// Which key signed it.
        pub key_id: String,
        /// The key's public part (Ed25519), hexadecimal.
        pub public_key: String,
        /// The signature, hexadecimal.
        pub signature: String,
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
