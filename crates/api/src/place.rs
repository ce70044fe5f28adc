//! Places: the tree, and whether a village is counted.

use crate::{Done, operation, wire};
use domain::place::{Place, PlaceId};
use jiff::civil::Date;

wire! {
    /// The places a person may see: everything at and below his grants, and what lies above them. Places that have ended are
    /// among them.
    pub struct Tree {}
}
operation!(Tree => Places, "place.tree", SignedIn, Read);

wire! {
    /// Places in the order of their codes, the district first.
    pub struct Places {
        /// The places.
        pub places: Vec<Place>,
    }
}

wire! {
    /// Counts a village or leaves it out, with the reason.
    pub struct SetActive {
        /// The place, a village.
        pub place: PlaceId,
        /// Counted from now on.
        pub active: bool,
        /// Why, shown wherever the place is.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(SetActive => Done, "place.active.set", Places, Write);

wire! {
    /// Fixes the day up to which figures run, or lets it follow the newest data again.
    pub struct SetCutoff {
        /// The day; none follows the newest data.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub day: Option<Date>,
    }
}
operation!(SetCutoff => Done, "setting.cutoff.set", Places, Write);
