//! Places: the tree, and whether a village is counted.

use crate::file::OutFile;
use crate::import::Written;
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

wire! {
    /// Writes the towns and villages at and below a place as a workbook or CSV that an import takes back.
    pub struct Export {
        /// The place.
        pub place: PlaceId,
        /// No rows: a form to fill in.
        #[serde(default)]
        pub template: bool,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(Export => Written, "place.export", Changes, AuditedRead);
