//! Cases (办件量): what was handled, per service point, item, body and day.

use crate::file::OutFile;
use crate::import::Written;
use crate::page::{Edges, PageAt, Sort, Total};
use crate::rating::FacetKey;
use crate::{operation, wire};
use domain::change::Basis;
use domain::period::Period;
use domain::place::PlaceId;
use jiff::civil::Date;

wire! {
    /// Which cases.
    pub struct Filter {
        /// At this place.
        pub place: PlaceId,
        /// And below it.
        pub below: bool,
        /// By day of completion.
        pub period: Period,
        /// One item or body by its key.
        #[serde(default)]
        pub facet: Option<FacetKey>,
        /// By which units: as they are now, or as they were then.
        #[serde(default)]
        pub basis: Basis,
    }
}

wire! {
    /// Case counts, page by page.
    pub struct List {
        /// Which.
        pub filter: Filter,
        /// By `day` (the newest first if nothing is said) or `place`.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// At most this many, 1…500.
        pub limit: u32,
    }
}
operation!(List => Listed, "case.list", Ratings, Read);

wire! {
    /// How many cases there are, all rows together.
    pub struct Count {
        /// Which.
        pub filter: Filter,
    }
}
operation!(Count => Total, "case.count", Ratings, Read);

wire! {
    /// A count of cases.
    pub struct CaseRow {
        /// Key.
        pub id: i64,
        /// Day of completion.
        #[serde(with = "domain::day::DayText")]
        pub day: Date,
        /// Where.
        pub place: PlaceId,
        /// Name of the place.
        pub place_name: String,
        /// Service point.
        pub point_name: Option<String>,
        /// Item.
        pub item_name: Option<String>,
        /// Handling body.
        pub body_name: Option<String>,
        /// Source of the file.
        pub source: String,
        /// How many.
        pub cases: i64,
    }
}

wire! {
    /// A page of case counts.
    pub struct Listed {
        /// In the order that was asked for.
        pub rows: Vec<CaseRow>,
        /// What lies around them.
        pub edges: Edges,
    }
}

wire! {
    /// Writes exactly the filtered case counts as CSV or, to a name that ends in `.xlsx`, as a workbook.
    pub struct Export {
        /// Which.
        pub filter: Filter,
        /// No rows: a form to fill in.
        #[serde(default)]
        pub template: bool,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(Export => Written, "case.export", Ratings, AuditedRead);
