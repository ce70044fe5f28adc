//! The way of a draft: 申报, 受理, 审核, 公布.

use super::{DutyVersion, Version};
use crate::{operation, wire};
use domain::duty::VersionId;
use jiff::civil::Date;

wire! {
    /// A version of a set.
    #[derive(Copy, Eq)]
    pub struct Chosen {
        /// Which.
        pub draft: VersionId,
        /// The version that was read.
        pub version: i64,
    }
}

wire! {
    /// What became of versions that were handed in, accepted or reviewed.
    pub struct Moved {
        /// The versions, as they were chosen.
        pub versions: Vec<Version>,
    }
}

wire! {
    /// 申报: hands one draft in, or a set of them together. All of them or none.
    pub struct SubmitDrafts {
        /// Which; up to [`domain::duty::flow::SET_LIMIT`].
        pub drafts: Vec<Chosen>,
        /// A word to whoever looks at them.
        #[serde(default)]
        pub opinion: String,
    }
}
operation!(SubmitDrafts => Moved, "duty.submit", Duties, Write);

wire! {
    /// What is answered to what was handed in.
    pub enum Verdict {
        /// 受理, 同意
        Approve,
        /// 退回: back to its author, who may hand it in again.
        Return,
        /// 不予受理: it ends here.
        Refuse,
    }
}

wire! {
    /// 受理: takes proposals of a town or a department into the review chain, or does not. All of them or none.
    pub struct AcceptDrafts {
        /// Which; up to [`domain::duty::flow::SET_LIMIT`].
        pub drafts: Vec<Chosen>,
        /// The answer to each.
        pub verdict: Verdict,
        /// The opinion; who does not accept says why.
        #[serde(default)]
        pub opinion: String,
    }
}
operation!(AcceptDrafts => Moved, "duty.accept", Catalogue, Write);

wire! {
    /// 审核: takes a step of the review chain, for each of the versions its own. All of them or none.
    pub struct ReviewDrafts {
        /// Which; up to [`domain::duty::flow::SET_LIMIT`].
        pub drafts: Vec<Chosen>,
        /// The answer to each: approve or return.
        pub verdict: Verdict,
        /// The opinion; who returns them says why.
        #[serde(default)]
        pub opinion: String,
    }
}
operation!(ReviewDrafts => Moved, "duty.review", DutyReview, Write);

wire! {
    /// 公布: one entry, or a set of them together, now or on a day. All of them or none.
    pub struct PublishDrafts {
        /// Which.
        pub drafts: Vec<Chosen>,
        /// 生效日期; one that is to come is kept until then.
        #[serde(with = "domain::day::DayText")]
        pub effective: Date,
        /// 批准文号
        #[serde(default)]
        pub paper: String,
        /// 会签意见
        #[serde(default)]
        pub countersigned: String,
    }
}
operation!(PublishDrafts => Published, "duty.publish", Catalogue, Write);

wire! {
    /// What was published, or is to be.
    pub struct Published {
        /// The versions.
        pub versions: Vec<Version>,
    }
}

wire! {
    /// Takes back that a version is published on a day: it waits again.
    pub struct RevokePlan {
        /// Which.
        pub draft: VersionId,
        /// Why.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(RevokePlan => DutyVersion, "duty.plan.revoke", Catalogue, Write);
