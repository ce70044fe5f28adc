//! What every list shares: its order, its pages by key, and how many rows there are.
//!
//! Pages are told apart by keys, not by numbers: a page begins after a row (or ends before one), whatever has come or gone
//! meanwhile. A key is made by the service and means nothing to anybody else.

use crate::wire;
use serde::{Deserialize, Serialize};

wire! {
    /// By what a list is ordered.
    #[derive(Eq, Hash)]
    pub struct Sort {
        /// A column that the list can be ordered by.
        pub by: String,
        /// The largest, newest or last first.
        pub down: bool,
    }
}

/// The key of a row in its list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Cursor(pub String);

/// Which page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PageAt {
    /// The first one.
    #[default]
    First,
    /// The last one.
    Last,
    /// The one after a row.
    After(Cursor),
    /// The one before a row.
    Before(Cursor),
}

wire! {
    /// What lies around a page.
    #[derive(Eq, Default)]
    pub struct Edges {
        /// There are rows before the page: ask for those before this one.
        pub before: Option<Cursor>,
        /// There are rows after the page: ask for those after this one.
        pub after: Option<Cursor>,
        /// So few rows fit that the page was handed over before it was full; further on there may be more or none.
        pub unfinished: bool,
    }
}

wire! {
    /// How many there are.
    #[derive(Copy, Eq, Default)]
    pub struct Total {
        /// How many, or how many at least.
        pub n: i64,
        /// That is all; else there are more, which were not counted.
        pub exact: bool,
    }
}

impl Total {
    /// Just that many.
    pub fn all(n: usize) -> Self {
        Self { n: i64::try_from(n).unwrap_or(i64::MAX), exact: true }
    }
}
