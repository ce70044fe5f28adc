//! 常用筛选: filters of a list that a person has named. Nobody else sees them; a link shares them.

use crate::{Done, operation, wire};
use domain::time::Instant;

wire! {
    /// A named filter.
    #[derive(Eq)]
    pub struct SavedView {
        /// Number.
        pub id: i64,
        /// Of which list.
        pub list: String,
        /// Name.
        pub name: String,
        /// What stands in the address: `grade=1,2&sort=place`.
        pub query: String,
        /// When it was saved.
        pub saved: Instant,
    }
}

wire! {
    /// One's own named filters.
    pub struct List {
        /// Of this list only.
        #[serde(default)]
        pub list: Option<String>,
    }
}
operation!(List => Listed, "view.list", SignedIn, Read);

wire! {
    /// Named filters by name.
    pub struct Listed {
        /// The filters.
        pub views: Vec<SavedView>,
    }
}

wire! {
    /// Saves a filter under a name; one of the same name is replaced.
    pub struct Save {
        /// Of which list, at most 40 characters.
        pub list: String,
        /// Name, 1…40 characters.
        pub name: String,
        /// What stands in the address, at most 2,000 characters.
        pub query: String,
    }
}
operation!(Save => SavedView, "view.save", SignedIn, Draft);

wire! {
    /// Gives a named filter up.
    pub struct Drop {
        /// Its number.
        pub id: i64,
    }
}
operation!(Drop => Done, "view.drop", SignedIn, Draft);
