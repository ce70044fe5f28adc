//! 督查检查概况: what leaders see of inspections. Only scores that a review fixed count, each on the day on which its visit was made; what is under cover
//! counts for nobody who may not know of it. See docs/decisions/0036.

use crate::import::Written;
use crate::page::{Edges, PageAt, Sort, Total};
use crate::{OutFile, operation, wire};
use domain::inspection::checklist::score::Share;
use domain::inspection::checklist::{ChecklistId, Unified};
use domain::inspection::overview::{Covered, MONTHS_USUAL, Rate};
use domain::period::Period;
use domain::place::PlaceId;
use domain::point::PointId;
use jiff::civil::Date;

fn usual_months() -> u32 {
    MONTHS_USUAL
}

wire! {
    /// Figures of inspections.
    pub struct ShowInspectionOverview {
        /// At and below this place; none: wherever the caller sees inspections.
        #[serde(default)]
        pub place: Option<PlaceId>,
        /// The days in which visits were made, and findings raised and closed.
        pub period: Period,
        /// A station counts as covered that was visited within so many months; 1 to 60.
        #[serde(default = "usual_months")]
        pub months: u32,
    }
}
operation!(ShowInspectionOverview => InspectionOverview, "inspection.overview.show", Inspections, Read);

wire! {
    /// Figures of inspections.
    pub struct InspectionOverview {
        /// The days that were asked for.
        pub period: Period,
        /// Within how many months a station had to be visited.
        pub months: u32,
        /// The days before, with which rates are compared.
        pub before: Period,
        /// Coverage is as of this day: the last of the period, or today.
        #[serde(with = "domain::day::DayText")]
        pub as_of: Date,
        /// 覆盖情况
        pub coverage: Coverages,
        /// Visits that were made in the period.
        pub visits: i64,
        /// Stations that were visited in the period.
        pub visited: i64,
        /// 得分率
        pub rate: Rate,
        /// By how much it rose, in tenths of a hundredth; none: too few visits.
        #[serde(default)]
        pub change: Option<i32>,
        /// 五统一, in their order; those that no checklist asked for rest on no visits.
        pub unified: Vec<UnifiedRate>,
        /// Towns in the order of their codes; what serves the district itself stands under it.
        pub towns: Vec<TownInspected>,
        /// At most ten stations that were visited in the period, the worst of their last scores first.
        pub stations: Vec<StationInspected>,
        /// Findings.
        pub findings: FindingFigures,
        /// At most ten lines at which most visits lost points.
        pub worst: Vec<WorstLine>,
        /// The twenty-four months up to the one in which the period ends.
        pub by_month: Vec<MonthInspected>,
    }
}

wire! {
    /// How many stations were visited when.
    #[derive(Copy, Default, Eq)]
    pub struct Coverages {
        /// Stations that are open.
        pub stations: i64,
        /// Visited within so many months.
        pub within: i64,
        /// Visited longer ago.
        pub longer: i64,
        /// Never visited.
        pub never: i64,
    }
}

wire! {
    /// The rate of one of the five.
    #[derive(Copy, Eq)]
    pub struct UnifiedRate {
        /// Which.
        pub unified: Unified,
        /// 得分率
        pub rate: Rate,
        /// By how much it rose, in tenths; none: too few visits.
        #[serde(default)]
        pub change: Option<i32>,
    }
}

wire! {
    /// A town.
    #[derive(Copy, Eq)]
    pub struct TownInspected {
        /// Which.
        pub place: PlaceId,
        /// 覆盖情况
        pub coverage: Coverages,
        /// Visits that were made in the period.
        pub visits: i64,
        /// 得分率
        pub rate: Rate,
        /// By how much it rose, in tenths; none: too few visits.
        #[serde(default)]
        pub change: Option<i32>,
        /// Findings that are open now.
        pub open: i64,
        /// Of them late.
        pub late: i64,
    }
}

wire! {
    /// A station, its last score beside what people said of it.
    #[derive(Eq)]
    pub struct StationInspected {
        /// Which.
        pub point: PointId,
        /// What it is called.
        pub name: String,
        /// Its place.
        pub place: PlaceId,
        /// Its town.
        pub town: PlaceId,
        /// When it was last visited in the period.
        #[serde(with = "domain::day::DayText")]
        pub last: Date,
        /// What it got then.
        pub score: Share,
        /// Findings that are open now.
        pub open: i64,
        /// 满意评价 of its place in the period; none: the caller may not read ratings.
        #[serde(default)]
        pub satisfied: Option<i64>,
        /// 有效评价 of its place in the period.
        #[serde(default)]
        pub valid: Option<i64>,
    }
}

wire! {
    /// Findings: what is open stands as it is now, the rest falls into the period. What was struck out counts nowhere.
    #[derive(Copy, Default, Eq)]
    pub struct FindingFigures {
        /// Found in the period.
        pub raised: i64,
        /// Of them 重复问题.
        pub again: i64,
        /// Open now.
        pub open: i64,
        /// Of them late.
        pub late: i64,
        /// Open ones by the days since they were found: up to 30, 90, 180, longer.
        pub ages: [i64; 4],
        /// Closed in the period.
        pub closed: i64,
        /// Of them put right in time.
        pub in_time: i64,
        /// Median of the days from being found to being closed; none where none was closed.
        #[serde(default)]
        pub days: Option<i64>,
    }
}

wire! {
    /// A line of a checklist at which points were lost.
    #[derive(Eq)]
    pub struct WorstLine {
        /// Of which list.
        pub list: ChecklistId,
        /// 序号
        pub line: String,
        /// 检查内容, as the newest of the versions has it that were used.
        pub text: String,
        /// 五统一类别
        pub unified: Unified,
        /// Visits that lost points there.
        pub failed: i64,
        /// Visits whose list has it.
        pub asked: i64,
    }
}

wire! {
    /// A month.
    #[derive(Eq)]
    pub struct MonthInspected {
        /// `YYYY-MM`.
        pub month: String,
        /// Visits that were made.
        pub visits: i64,
        /// 得分率 of those of them in which something could be reached.
        pub rate: Rate,
        /// Findings that were raised.
        pub raised: i64,
        /// Findings that were closed.
        pub closed: i64,
    }
}

wire! {
    /// Which stations.
    #[derive(Default, Eq)]
    pub struct CoverageFilter {
        /// At and below this place; none: wherever the caller sees inspections.
        #[serde(default)]
        pub place: Option<PlaceId>,
        /// So covered; none: however.
        #[serde(default)]
        pub states: Vec<Covered>,
        /// Within so many months; nothing: six.
        #[serde(default)]
        pub months: Option<u32>,
        /// As of this day; none: today.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub as_of: Option<Date>,
    }
}

wire! {
    /// A page of stations: those that were never visited first, then by when they last were; or by `last`, `score` or `open`.
    pub struct ListCoverage {
        /// Which.
        #[serde(default)]
        pub filter: CoverageFilter,
        /// In which order.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// Rows of a page, up to 200.
        pub limit: u32,
    }
}
operation!(ListCoverage => CoverageRows, "inspection.coverage.list", Inspections, Read);

wire! {
    /// A page of stations.
    pub struct CoverageRows {
        /// Its rows.
        pub stations: Vec<CoverageRow>,
        /// What lies around it.
        pub edges: Edges,
        /// How many fit.
        pub total: Total,
    }
}

wire! {
    /// A station and how it is covered.
    #[derive(Eq)]
    pub struct CoverageRow {
        /// Which.
        pub point: PointId,
        /// What it is called.
        pub name: String,
        /// Its place.
        pub place: PlaceId,
        /// Its town.
        pub town: PlaceId,
        /// 覆盖情况
        pub state: Covered,
        /// When it was last visited.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub last: Option<Date>,
        /// What it got then.
        #[serde(default)]
        pub score: Option<Share>,
        /// Findings that are open now.
        pub open: i64,
    }
}

wire! {
    /// 覆盖情况 as a file.
    pub struct ExportCoverage {
        /// Which.
        #[serde(default)]
        pub filter: CoverageFilter,
        /// In which order.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportCoverage => Written, "inspection.coverage.export", Inspections, AuditedRead);
