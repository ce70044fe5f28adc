//! Figures: counts, the measures made from them, and what may be said of small numbers.
//!
//! No source with the official formulas could be read; the definitions here are the project's, after domain brief §1,
//! and every screen shows them beside the figure. What is unknown is [`None`], never 0 or 100 %.

use serde::{Deserialize, Serialize};

/// Fewer valid ratings than this and a satisfaction figure says 样本不足 instead of a rank or a shade.
pub const MIN_RATINGS: i64 = 30;

/// Fewer cases than this and a rate of rating says 样本不足.
pub const MIN_CASES: i64 = 10;

/// What was counted for some place, period or other cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Counts {
    /// 办结办件; `None` where no case file covers the period.
    pub cases: Option<i64>,
    /// Counted ratings by grade 1…5.
    pub grades: [i64; 5],
    /// 系统默认评价
    pub by_default: i64,
    /// First ratings that a follow-up replaced.
    pub superseded: i64,
    /// Excluded with a reason.
    pub excluded: i64,
    /// Taken out since an appeal was upheld.
    pub appeal_upheld: i64,
}

impl Counts {
    /// Valid ratings: those counted in rates.
    pub fn valid(&self) -> i64 {
        self.grades.iter().sum()
    }

    /// 差评件数
    pub fn bad(&self) -> i64 {
        self.grades[0] + self.grades[1]
    }

    /// Ratings of grade 3 and better.
    pub fn satisfied(&self) -> i64 {
        self.grades[2] + self.grades[3] + self.grades[4]
    }

    /// Rated by the person himself, each case once: not by default, not superseded by the follow-up that is counted.
    pub fn active(&self) -> i64 {
        self.valid() + self.excluded + self.appeal_upheld
    }

    /// Rated at all, each case once.
    pub fn rated(&self) -> i64 {
        self.active() + self.by_default
    }

    /// Both together; cases are unknown only if both are.
    #[must_use]
    pub fn plus(mut self, other: &Self) -> Self {
        self.cases = match (self.cases, other.cases) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(0) + b.unwrap_or(0)),
        };
        for (mine, theirs) in self.grades.iter_mut().zip(other.grades) {
            *mine += theirs;
        }
        self.by_default += other.by_default;
        self.superseded += other.superseded;
        self.excluded += other.excluded;
        self.appeal_upheld += other.appeal_upheld;
        self
    }

    /// Without a part of them.
    #[must_use]
    pub fn minus(mut self, part: &Self) -> Self {
        self.cases = match (self.cases, part.cases) {
            (mine, None) => mine,
            (mine, Some(part)) => Some(mine.unwrap_or(0) - part),
        };
        for (mine, part) in self.grades.iter_mut().zip(part.grades) {
            *mine -= part;
        }
        self.by_default -= part.by_default;
        self.superseded -= part.superseded;
        self.excluded -= part.excluded;
        self.appeal_upheld -= part.appeal_upheld;
        self
    }

    /// Nothing is counted.
    pub fn is_empty(&self) -> bool {
        self.grades == [0; 5] && self.cases.unwrap_or(0) == 0 && self.by_default + self.superseded + self.excluded + self.appeal_upheld == 0
    }
}

/// The measures that grid, ranking and trend can be switched to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// 办件量: cases handled.
    Cases,
    /// 评价率: rated cases / handled cases.
    RatingRate,
    /// 主动评价率: cases rated by the person / handled cases.
    ActiveRate,
    /// 每万条差评: bad ratings per 10,000 valid ones.
    BadPer10k,
    /// 满意率: ratings of 基本满意 and better / valid ratings.
    SatisfiedRate,
}

/// Why a figure is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Absent {
    /// No case file covers the period.
    NoCaseData,
    /// The case file counts no case here.
    ZeroCases,
    /// Nobody rated.
    NoRatings,
    /// More rated cases than cases: the case file is incomplete.
    CasesIncomplete,
}

/// A measure's value: a count for [`Measure::Cases`], a fraction 0…1 for rates, bad ratings per 10,000 otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Value {
    /// The value.
    pub value: f64,
    /// What it rests on: the denominator (the count itself for cases).
    pub n: i64,
    /// Too few to rank or shade by.
    pub too_few: bool,
    /// 95 % Wilson interval in the value's own unit; none for cases.
    pub interval: Option<(f64, f64)>,
}

impl Measure {
    /// In the order of the switch; cases first, since satisfaction hardly differs.
    pub const ALL: [Self; 5] = [Self::Cases, Self::RatingRate, Self::ActiveRate, Self::BadPer10k, Self::SatisfiedRate];

    /// The word used in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::RatingRate => "rating_rate",
            Self::ActiveRate => "active_rate",
            Self::BadPer10k => "bad_per_10k",
            Self::SatisfiedRate => "satisfied_rate",
        }
    }

    /// The measure of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }

    /// More is worse.
    pub fn is_bad_when_high(self) -> bool {
        self == Self::BadPer10k
    }

    /// The value for these counts, or why there is none.
    pub fn of(self, counts: &Counts) -> Result<Value, Absent> {
        match self {
            Self::Cases => {
                let n = counts.cases.ok_or(Absent::NoCaseData)?;
                Ok(Value { value: n as f64, n, too_few: false, interval: None })
            }
            Self::RatingRate => share_of_cases(counts.rated(), counts),
            Self::ActiveRate => share_of_cases(counts.active(), counts),
            Self::BadPer10k => Ok(share(counts.bad(), counts.valid(), MIN_RATINGS, 10_000.0).ok_or(Absent::NoRatings)?),
            Self::SatisfiedRate => Ok(share(counts.satisfied(), counts.valid(), MIN_RATINGS, 1.0).ok_or(Absent::NoRatings)?),
        }
    }
}

fn share_of_cases(part: i64, counts: &Counts) -> Result<Value, Absent> {
    let cases = counts.cases.ok_or(Absent::NoCaseData)?;
    if counts.rated() > cases {
        return Err(Absent::CasesIncomplete);
    }
    share(part, cases, MIN_CASES, 1.0).ok_or(Absent::ZeroCases)
}

fn share(part: i64, whole: i64, min: i64, unit: f64) -> Option<Value> {
    (whole > 0).then(|| {
        let (low, high) = wilson(part, whole);
        Value { value: part as f64 / whole as f64 * unit, n: whole, too_few: whole < min, interval: Some((low * unit, high * unit)) }
    })
}

/// The 95 % Wilson score interval of `part / whole` (E. B. Wilson, JASA 22 (1927) 209–212), within 0…1.
///
/// `whole` must be positive and `part` within it.
pub fn wilson(part: i64, whole: i64) -> (f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
    let n = whole as f64;
    let p = part as f64 / n;
    let z2 = Z * Z;
    let middle = p + z2 / (2.0 * n);
    let reach = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    (((middle - reach) / scale).clamp(0.0, p), ((middle + reach) / scale).clamp(p, 1.0))
}

/// What a cut of the ratings is made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// 事项
    Item,
    /// 承办部门
    Body,
    /// 功能模块
    Module,
    /// 评价渠道
    Channel,
    /// 测评内容
    Reason,
    /// 窗口
    Window,
}

impl Facet {
    /// Every facet.
    pub const ALL: [Self; 6] = [Self::Item, Self::Body, Self::Module, Self::Channel, Self::Reason, Self::Window];

    /// The number stored.
    pub fn number(self) -> i16 {
        match self {
            Self::Item => 1,
            Self::Body => 2,
            Self::Module => 3,
            Self::Channel => 4,
            Self::Reason => 5,
            Self::Window => 6,
        }
    }

    /// The facet of a stored number.
    pub fn from_number(n: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.number() == n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counts(cases: Option<i64>, grades: [i64; 5], by_default: i64) -> Counts {
        Counts { cases, grades, by_default, ..Counts::default() }
    }

    #[test]
    fn empty_denominators_are_absent() {
        let nothing = Counts::default();
        assert_eq!(Measure::Cases.of(&nothing), Err(Absent::NoCaseData));
        assert_eq!(Measure::RatingRate.of(&nothing), Err(Absent::NoCaseData));
        assert_eq!(Measure::SatisfiedRate.of(&nothing), Err(Absent::NoRatings));
        assert_eq!(Measure::RatingRate.of(&counts(Some(0), [0; 5], 0)), Err(Absent::ZeroCases));
        assert_eq!(Measure::RatingRate.of(&counts(Some(1), [0, 0, 0, 0, 2], 0)), Err(Absent::CasesIncomplete));
    }

    #[test]
    fn definitions_by_hand() {
        let c = Counts { cases: Some(200), grades: [1, 1, 8, 30, 60], by_default: 20, superseded: 1, excluded: 1, appeal_upheld: 1 };
        let value = |m: Measure| m.of(&c).unwrap().value;
        assert!((value(Measure::RatingRate) - 122.0 / 200.0).abs() < 1e-12);
        assert!((value(Measure::ActiveRate) - 102.0 / 200.0).abs() < 1e-12);
        assert!((value(Measure::SatisfiedRate) - 0.98).abs() < 1e-12);
        assert!((value(Measure::BadPer10k) - 200.0).abs() < 1e-9);
    }

    #[test]
    fn wilson_known_values() {
        // R: binom::binom.wilson(9, 10) and (0, 20).
        let (low, high) = wilson(9, 10);
        assert!((low - 0.595_85).abs() < 1e-4 && (high - 0.982_12).abs() < 1e-4, "{low} {high}");
        let (low, high) = wilson(0, 20);
        assert!(low.abs() < 1e-12 && (high - 0.161_13).abs() < 1e-4, "{high}");
    }

    proptest! {
        #[test]
        fn wilson_holds_the_share(whole in 1i64..1_000_000, share in 0.0f64..=1.0) {
            #[expect(clippy::cast_possible_truncation, reason = "a share of at most a million")]
            let part = (whole as f64 * share) as i64;
            let (low, high) = wilson(part, whole);
            let p = part as f64 / whole as f64;
            prop_assert!(0.0 <= low && low <= p && p <= high && high <= 1.0);
        }
    }
}
