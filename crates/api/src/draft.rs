//! 草稿: forms that were begun and not sent, kept as they are typed, offered again afterwards. Nobody else sees them.

use crate::{Done, operation, wire};
use domain::time::Instant;

/// For how many days a draft is kept that nobody goes on with: it may hold names and telephone numbers.
pub const KEPT_DAYS: i64 = 30;

wire! {
    /// A form that was begun.
    #[derive(Eq)]
    pub struct Draft {
        /// Which form and about what: `point:17`, `grant`.
        pub form: String,
        /// That in words, as they were when it was kept.
        pub label: String,
        /// Where it is gone on with.
        pub address: String,
        /// When it was last kept.
        pub saved: Instant,
    }
}

wire! {
    /// One's own drafts.
    pub struct List {}
}
operation!(List => Listed, "draft.list", SignedIn, Read);

wire! {
    /// Drafts, the newest first.
    pub struct Listed {
        /// The drafts.
        pub drafts: Vec<Draft>,
    }
}

wire! {
    /// One draft with what was typed.
    pub struct Show {
        /// Which form.
        pub form: String,
    }
}
operation!(Show => Shown, "draft.show", SignedIn, Read);

wire! {
    /// What was typed.
    pub struct Shown {
        /// The draft; none if there is none.
        pub draft: Option<Draft>,
        /// What was typed, as the form keeps it.
        pub body: String,
    }
}

wire! {
    /// Keeps a form as it stands. Never a password.
    pub struct Keep {
        /// Which form, at most 80 characters.
        pub form: String,
        /// What it is about, in words, at most 100 characters.
        pub label: String,
        /// Where it is gone on with, at most 500 characters.
        pub address: String,
        /// What was typed, at most 50,000 characters.
        pub body: String,
    }
}
operation!(Keep => Done, "draft.keep", SignedIn, Draft);

wire! {
    /// Throws a draft away: it was sent, or is given up.
    pub struct Drop {
        /// Which form.
        pub form: String,
    }
}
operation!(Drop => Done, "draft.drop", SignedIn, Draft);
