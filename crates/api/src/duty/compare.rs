//! Two versions, or two days, beside each other.

use crate::{operation, wire};
use domain::body::BodyId;
use domain::catalogue::provincial::Differing;
use domain::duty::differ::Adjustment;
use domain::duty::{DutyFields, DutyId, VersionId};
use jiff::civil::Date;

wire! {
    /// What two versions of an entry have otherwise.
    pub struct CompareVersions {
        /// The earlier one.
        pub old: VersionId,
        /// The later one.
        pub new: VersionId,
    }
}
operation!(CompareVersions => Compared, "duty.compare", SignedIn, Read);

wire! {
    /// Two versions beside each other.
    pub struct Compared {
        /// The earlier one.
        pub old: DutyFields,
        /// The later one.
        pub new: DutyFields,
        /// Field by field what differs.
        pub differing: Vec<Differing>,
    }
}

wire! {
    /// What became of the list between two days (动态调整).
    pub struct CompareDates {
        /// The earlier day.
        #[serde(with = "domain::day::DayText")]
        pub from: Date,
        /// The later day.
        #[serde(with = "domain::day::DayText")]
        pub to: Date,
        /// Of this body only.
        #[serde(default)]
        pub body: Option<BodyId>,
    }
}
operation!(CompareDates => Adjustments, "duty.dates.compare", SignedIn, Read);

wire! {
    /// An entry that is not as it was.
    pub struct Adjusted {
        /// The entry.
        pub id: DutyId,
        /// 调整类型
        pub adjustment: Adjustment,
        /// The version of the earlier day; none: it was not there.
        pub old: Option<VersionId>,
        /// The version of the later day; of what was withdrawn the one that says so.
        pub new: Option<VersionId>,
        /// 事项编码
        pub code: String,
        /// 事项名称
        pub name: String,
        /// 行使主体
        pub body: Option<BodyId>,
        /// 批准文号
        pub paper: String,
        /// The fields that differ.
        pub fields: Vec<String>,
    }
}

wire! {
    /// What became of the list.
    pub struct Adjustments {
        /// The entries that are not as they were, by code.
        pub adjusted: Vec<Adjusted>,
    }
}
