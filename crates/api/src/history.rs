//! 变更记录: what was done to something, by whom, when and why, for whoever may see that thing; and taking a change back.

use crate::audit::Entry;
use crate::page::{Edges, PageAt};
use crate::{operation, wire};

wire! {
    /// What was done to something, newest first.
    pub struct List {
        /// To what: `point:17`, `account:…`.
        pub subject: String,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// At most this many, 1…100.
        pub limit: u32,
    }
}
operation!(List => Listed, "history.list", SignedIn, Read);

wire! {
    /// A page of what was done.
    pub struct Listed {
        /// Newest first.
        pub deeds: Vec<Deed>,
        /// What lies around them.
        pub edges: Edges,
    }
}

wire! {
    /// Something that was done.
    pub struct Deed {
        /// Its entry in the log; personal data in its values is masked.
        pub entry: Entry,
        /// The caller may take it back now: nothing has changed since.
        pub can_undo: bool,
    }
}

wire! {
    /// Takes back what was last done to something, by another change: refused if anything has changed since.
    pub struct Undo {
        /// To what.
        pub subject: String,
        /// The entry to be taken back; none: what the caller himself did last to it.
        #[serde(default)]
        pub no: Option<i64>,
    }
}
operation!(Undo => Undone, "history.undo", SignedIn, Write);

wire! {
    /// What was taken back.
    pub struct Undone {
        /// The operation that was taken back.
        pub operation: String,
    }
}
