//! 总览: the leader's figures, read from roll-ups.

use crate::{operation, wire};
use domain::change::Basis;
use domain::figures::{Counts, Facet};
use domain::period::Period;
use domain::place::PlaceId;
use jiff::civil::Date;

wire! {
    /// The sentence and the figures on top.
    pub struct Summary {
        /// The place, with everything below.
        pub place: PlaceId,
        /// The days.
        pub period: Period,
        /// By which units: as they are now, or as they were then.
        #[serde(default)]
        pub basis: Basis,
    }
}
operation!(Summary => Summarised, "overview.summary", Ratings, Read);

wire! {
    /// The figures on top.
    pub struct Summarised {
        /// The period's counts.
        pub counts: Counts,
        /// The period before.
        pub before: Period,
        /// Its counts.
        pub before_counts: Counts,
        /// 本月累计 up to the cutoff.
        pub month: Period,
        /// Its counts.
        pub month_counts: Counts,
        /// Active stations below the place.
        pub stations: i64,
        /// Those without a case in the period; none when no case file covers it.
        pub without_cases: Option<Vec<PlaceId>>,
        /// Those without a valid rating in the period.
        pub without_ratings: Vec<PlaceId>,
        /// The last thirteen months up to the period's, for the small trends.
        pub months: Vec<MonthCounts>,
        /// Days that case files cover in every place: the span nearest to the period.
        pub case_days: Option<Period>,
        /// Stations whose cases are not known for the whole period.
        pub cases_unknown: Vec<PlaceId>,
        /// Days that rating files cover.
        pub rating_days: Option<Period>,
    }
}

wire! {
    /// One month.
    pub struct MonthCounts {
        /// `YYYY-MM`.
        pub month: String,
        /// Its counts.
        pub counts: Counts,
    }
}

wire! {
    /// Counts per place: every village, and town and district centres by their own rows.
    pub struct Grid {
        /// The place, with everything below.
        pub place: PlaceId,
        /// The days.
        pub period: Period,
        /// By which units: as they are now, or as they were then.
        #[serde(default)]
        pub basis: Basis,
    }
}
operation!(Grid => Gridded, "overview.grid", Ratings, Read);

wire! {
    /// Counts per place, for grid and ranking alike.
    pub struct Gridded {
        /// In the order of place codes; a place without any row has empty counts. A place that was merged has a row by its own
        /// only as it was then; one that was closed or split only where something is counted, or while it was there.
        pub rows: Vec<PlaceCounts>,
        /// A change of places falls into the period or is later, so that now and then differ.
        pub differs: bool,
    }
}

wire! {
    /// What happened at one place itself.
    pub struct PlaceCounts {
        /// The place.
        pub place: PlaceId,
        /// Its own counts, nothing below; with those of the places that were merged into it.
        pub counts: Counts,
    }
}

wire! {
    /// Twenty-four months up to the one of the day, for the trend against last year.
    pub struct Trend {
        /// The place, with everything below.
        pub place: PlaceId,
        /// Last month, `YYYY-MM`.
        pub until: String,
        /// By which units: as they are now, or as they were then.
        #[serde(default)]
        pub basis: Basis,
    }
}
operation!(Trend => Trended, "overview.trend", Ratings, Read);

wire! {
    /// Months in order.
    pub struct Trended {
        /// Twenty-four months; those without any row have empty counts.
        pub months: Vec<MonthCounts>,
        /// The last month is not over by the cutoff.
        pub last_is_partial: bool,
        /// The last day that is counted.
        #[serde(with = "domain::day::DayText")]
        pub last_day: Date,
    }
}

wire! {
    /// Counts by item, body, module, channel, reason or window; most bad ratings first.
    pub struct Facets {
        /// The place, with everything below.
        pub place: PlaceId,
        /// The days.
        pub period: Period,
        /// By what.
        pub facet: Facet,
        /// At most this many, 1…200.
        pub limit: u32,
        /// By which units: as they are now, or as they were then.
        #[serde(default)]
        pub basis: Basis,
    }
}
operation!(Facets => Faceted, "overview.facets", Ratings, Read);

wire! {
    /// Counts by facet.
    pub struct Faceted {
        /// Most bad ratings first.
        pub rows: Vec<FacetCounts>,
    }
}

wire! {
    /// One value of a facet.
    pub struct FacetCounts {
        /// Its key; 0 where the ratings name none.
        pub key: i64,
        /// Its name; empty for key 0 and for channels (worded by the page).
        pub name: String,
        /// Its counts.
        pub counts: Counts,
    }
}

wire! {
    /// When people rate: weekday × hour over whole months.
    pub struct Hours {
        /// The place, with everything below.
        pub place: PlaceId,
        /// First month, `YYYY-MM`.
        pub from: String,
        /// Last month, `YYYY-MM`.
        pub to: String,
        /// By which units: as they are now, or as they were then.
        #[serde(default)]
        pub basis: Basis,
    }
}
operation!(Hours => Houred, "overview.hours", Ratings, Read);

wire! {
    /// Counts by weekday and hour.
    pub struct Houred {
        /// Only cells that have rows.
        pub cells: Vec<HourCounts>,
        /// The last day that is counted.
        #[serde(with = "domain::day::DayText")]
        pub last_day: Date,
    }
}

wire! {
    /// One cell.
    pub struct HourCounts {
        /// Monday = 0.
        pub weekday: u8,
        /// 0…23.
        pub hour: u8,
        /// Its counts.
        pub counts: Counts,
    }
}
