//! 个人信息清除: what is kept for how long, what falls due, and erasing it.

use crate::{Done, operation, wire};
use domain::retention::{Kept, Source};
use domain::time::Instant;

wire! {
    /// Terms, and what is due by them. Counts only.
    pub struct Show {}
}
operation!(Show => Shown, "erasure.show", Erasure, Read);

wire! {
    /// Terms, and what is due by them.
    pub struct Shown {
        /// In the order of the screen.
        pub terms: Vec<Term>,
        /// The newest erasures, newest first.
        pub done: Vec<Run>,
    }
}

wire! {
    /// For how long something is kept.
    pub struct Term {
        /// What.
        pub kept: Kept,
        /// Days.
        pub days: u32,
        /// The least that may be set.
        pub least: u32,
        /// The most.
        pub most: u32,
        /// What it is if nobody sets it.
        pub usual: u32,
        /// The rule behind it.
        pub source: Source,
        /// Why it was set so; empty if it never was.
        pub reason: String,
        /// How many are kept.
        pub held: u64,
        /// How many are due now.
        pub due: u64,
        /// From when the oldest one is that is kept.
        pub oldest: Option<Instant>,
        /// When the next one falls due.
        pub next: Option<Instant>,
    }
}

wire! {
    /// An erasure that was done.
    pub struct Run {
        /// When.
        pub at: Instant,
        /// By whom.
        pub by: String,
        /// What, and how many.
        pub erased: Vec<Erased>,
        /// Why, where it was asked for by a person.
        pub reason: String,
    }
}

wire! {
    /// How many were erased.
    pub struct Erased {
        /// What.
        pub kept: Kept,
        /// How many.
        pub count: u64,
    }
}

wire! {
    /// Sets for how long something is kept.
    pub struct Save {
        /// What.
        pub kept: Kept,
        /// Days.
        pub days: u32,
        /// Why.
        pub reason: String,
    }
}
operation!(Save => Done, "erasure.term.save", Erasure, Write);

wire! {
    /// Erases what is due now rather than by the schedule.
    pub struct Now {
        /// What.
        pub kept: Vec<Kept>,
        /// Why.
        pub reason: String,
    }
}
operation!(Now => Ran, "erasure.run", Erasure, Write);

wire! {
    /// What was erased.
    pub struct Ran {
        /// What, and how many.
        pub erased: Vec<Erased>,
    }
}
