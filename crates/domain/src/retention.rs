//! 保存期限: for how long personal data, and what holds it, is kept; and for how long logs must be.
//!
//! 个人信息保护法 (2021) 第十九条: no longer than its purpose needs; 第四十七条: erased by whoever holds it once the purpose is
//! achieved or the term is over. 网络安全法 (text of 2016) 第二十一条第(三)项: logs are kept for no less than six months. Nothing
//! here ever takes an entry of the audit log away: only the values beside it, of which the entry keeps a salted hash.

use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// What is kept for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// 评价人姓名、电话, from the rating on.
    Raters,
    /// 督办照片和扫描件: bytes and name, from the end of the matter (销号, 撤销) on, or from when they came after it.
    Photos,
    /// 撤回的照片和扫描件, from the withdrawal on.
    WithdrawnPhotos,
    /// 审计变更内容 that may name people, from the entry on. The entry itself stays.
    AuditValues,
    /// 导入退回行, from the end of the import on.
    ReturnedRows,
    /// 导入暂存文件 and 退回文件 that nobody fetched, from their last change on.
    Files,
    /// 被替换的数据库, from the restore on.
    Replaced,
    /// 运行日志, from its day on.
    Logs,
}

/// Why a term is as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// 个人信息保护法 第十九条、第四十七条: not longer than needed.
    PersonalInformation,
    /// 网络安全法 第二十一条第(三)项: not shorter than six months.
    NetworkLogs,
}

/// The least days that are not shorter than six months, whichever they are.
pub const SIX_MONTHS: u32 = 184;

impl Kept {
    /// Everything, in the order of the screen.
    pub const ALL: [Self; 8] =
        [Self::Raters, Self::Photos, Self::WithdrawnPhotos, Self::AuditValues, Self::ReturnedRows, Self::Files, Self::Replaced, Self::Logs];

    /// The word stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Raters => "raters",
            Self::Photos => "photos",
            Self::WithdrawnPhotos => "withdrawn_photos",
            Self::AuditValues => "audit_values",
            Self::ReturnedRows => "returned_rows",
            Self::Files => "files",
            Self::Replaced => "replaced",
            Self::Logs => "logs",
        }
    }

    /// Days that it is kept unless somebody decides otherwise.
    pub fn default_days(self) -> u32 {
        match self {
            // 回访, 整改 and 申诉 of a year's ratings, and its yearly review.
            Self::Raters => 365,
            // As long as a matter's papers are usually asked for again; an archive that must keep them longer has its own copy.
            Self::Photos => 3_650,
            Self::WithdrawnPhotos => 180,
            Self::AuditValues => 1_095,
            Self::ReturnedRows | Self::Replaced => 90,
            Self::Files => 30,
            Self::Logs => 200,
        }
    }

    /// Fewest and most days that may be set.
    pub fn bounds(self) -> (u32, u32) {
        match self {
            Self::Raters => (30, 1_825),
            Self::Photos => (365, 10_950),
            Self::WithdrawnPhotos => (7, 1_825),
            Self::AuditValues => (SIX_MONTHS, 3_650),
            Self::ReturnedRows => (7, 365),
            Self::Files => (1, 90),
            Self::Replaced => (1, 365),
            Self::Logs => (SIX_MONTHS, 3_650),
        }
    }

    /// The rule behind it.
    pub fn source(self) -> Source {
        match self {
            Self::AuditValues | Self::Logs => Source::NetworkLogs,
            Self::Raters | Self::Photos | Self::WithdrawnPhotos | Self::ReturnedRows | Self::Files | Self::Replaced => {
                Source::PersonalInformation
            }
        }
    }
}

/// What is from before this is due, if it is kept for so many days.
pub fn due_before(days: u32, now: Instant) -> Instant {
    now.plus_seconds(-i64::from(days) * 86_400)
}

/// Operations whose values in the audit log name no person: they stay. Whatever is not listed is taken to hold personal data.
const IMPERSONAL: [&str; 10] = ["place.", "body.", "change.", "calendar.", "setting.", "source.", "rollup.", "backup.", "erasure.", "key."];

/// The areas of operations that name nobody, for a query.
pub fn impersonal_areas() -> &'static [&'static str] {
    &IMPERSONAL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_stand_between_their_bounds_and_logs_never_below_six_months() {
        for kept in Kept::ALL {
            let (least, most) = kept.bounds();
            assert!((least..=most).contains(&kept.default_days()), "{kept:?}");
            if kept.source() == Source::NetworkLogs {
                assert!(least >= SIX_MONTHS);
            }
        }
    }

    /// The longest six months on end: March to August, and others of 184 days.
    #[test]
    fn six_months_are_never_longer() {
        use jiff::ToSpan;
        use jiff::civil::date;
        for n in 0..1_500 {
            let from = date(2026, 1, 1).saturating_add(n.days());
            let to = from.saturating_add(6.months());
            assert!(from.until(to).unwrap().get_days() <= i32::try_from(SIX_MONTHS).unwrap());
        }
    }
}
