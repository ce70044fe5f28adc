//! The way of a draft: 申报, 受理, 审核, 公布.

use super::{DutyVersion, Version};
use crate::{operation, wire};
use domain::duty::VersionId;
use jiff::civil::Date;

wire! {
    /// 申报: hands a draft in.
    pub struct SubmitDraft {
        /// Which.
        pub draft: VersionId,
        /// A word to whoever looks at it.
        #[serde(default)]
        pub opinion: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(SubmitDraft => DutyVersion, "duty.submit", Duties, Write);

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
    /// 受理: takes a proposal of a town or a department into the review chain, or does not.
    pub struct AcceptDraft {
        /// Which.
        pub draft: VersionId,
        /// The answer.
        pub verdict: Verdict,
        /// The opinion; who does not accept says why.
        #[serde(default)]
        pub opinion: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(AcceptDraft => DutyVersion, "duty.accept", Catalogue, Write);

wire! {
    /// 审核: takes a step of the review chain.
    pub struct ReviewDraft {
        /// Which.
        pub draft: VersionId,
        /// The answer: approve or return.
        pub verdict: Verdict,
        /// The opinion; who returns it says why.
        #[serde(default)]
        pub opinion: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(ReviewDraft => DutyVersion, "duty.review", DutyReview, Write);

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
