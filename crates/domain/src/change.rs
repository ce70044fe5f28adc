//! 区划和机构变更: what happens to places, bodies (部门) and service points from a day on.
//!
//! A change is decided with a reason and an effective date. One whose day has not come is planned and done on its day. What
//! happened before stays what it was: figures can be read as the units are now (现行口径: a merged unit is the sum of its
//! predecessors) or as they were then (当时口径). After a split nothing is divided: the predecessor stays, marked.

use crate::period::{FIRST_DAY, Period};
use crate::place::{Level, PlaceCode};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A change may be decided this many days ahead.
pub const DAYS_AHEAD: i64 = 366;
/// Most characters of a name.
pub const NAME_CHARS: usize = 64;
/// Fewest and most characters of a reason.
pub const REASON_CHARS: (usize, usize) = (2, 200);
/// Most characters of the number of the paper that decided it (批准文号).
pub const PAPER_CHARS: usize = 100;
/// Most units in one change.
pub const UNITS: usize = 50;

/// What kind of unit changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 区划: a town or a village.
    Place,
    /// 部门
    Body,
    /// 服务站点
    Point,
}

impl Unit {
    /// The word that is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Body => "body",
            Self::Point => "point",
        }
    }

    /// The unit of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Place, Self::Body, Self::Point].into_iter().find(|unit| unit.code() == code)
    }
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// 更名
    Rename,
    /// 变更代码
    Recode,
    /// 新设
    Open,
    /// 撤销
    Close,
    /// 合并
    Merge,
    /// 拆分
    Split,
}

impl ChangeKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Rename, Self::Recode, Self::Open, Self::Close, Self::Merge, Self::Split];

    /// The word that is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Rename => "rename",
            Self::Recode => "recode",
            Self::Open => "open",
            Self::Close => "close",
            Self::Merge => "merge",
            Self::Split => "split",
        }
    }

    /// The kind of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How a change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeState {
    /// 待生效: its day has not come.
    Planned,
    /// 已生效
    Done,
    /// 已撤回: taken back, by whom and why is kept.
    Revoked,
    /// 未能生效: its day came and something stood in the way.
    Failed,
}

impl ChangeState {
    /// The word that is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Done => "done",
            Self::Revoked => "revoked",
            Self::Failed => "failed",
        }
    }

    /// The state of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Planned, Self::Done, Self::Revoked, Self::Failed].into_iter().find(|state| state.code() == code)
    }
}

/// By which units figures are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// 现行口径: as the units are now.
    #[default]
    Now,
    /// 当时口径: as they were when it happened.
    Then,
}

/// A unit that comes into being.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewUnit {
    /// Full name.
    pub name: String,
    /// Place code or credit code; service points have none, a body's may be unknown.
    #[serde(default)]
    pub code: Option<String>,
}

/// What is to happen to which unit; ids are those of the unit's own table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Deed {
    /// 更名
    Rename {
        /// The unit.
        unit: i64,
        /// Its new name.
        name: String,
    },
    /// 变更代码. A town's villages follow with their first nine digits.
    Recode {
        /// The unit.
        unit: i64,
        /// Its new code.
        code: String,
    },
    /// 新设
    Open {
        /// The place above it (of a body: where it sits; of a point: where it stands).
        parent: i64,
        /// The unit.
        new: NewUnit,
    },
    /// 撤销
    Close {
        /// The unit.
        unit: i64,
    },
    /// 合并: into one of them, another one that is there, or a new one.
    Merge {
        /// Those that end; at least one besides `into`.
        from: Vec<i64>,
        /// The one that is there and goes on.
        #[serde(default)]
        into: Option<i64>,
        /// Or the new one.
        #[serde(default)]
        new: Option<NewUnit>,
    },
    /// 拆分: it ends, and new ones take its place.
    Split {
        /// The unit that ends.
        unit: i64,
        /// Those that take its place, at least two.
        new: Vec<NewUnit>,
    },
}

impl Deed {
    /// What happens.
    pub fn kind(&self) -> ChangeKind {
        match self {
            Self::Rename { .. } => ChangeKind::Rename,
            Self::Recode { .. } => ChangeKind::Recode,
            Self::Open { .. } => ChangeKind::Open,
            Self::Close { .. } => ChangeKind::Close,
            Self::Merge { .. } => ChangeKind::Merge,
            Self::Split { .. } => ChangeKind::Split,
        }
    }

    /// The units that are there and are touched.
    pub fn units(&self) -> Vec<i64> {
        match self {
            Self::Rename { unit, .. } | Self::Recode { unit, .. } | Self::Close { unit } | Self::Split { unit, .. } => vec![*unit],
            Self::Open { .. } => Vec::new(),
            Self::Merge { from, into, .. } => {
                let mut units = from.clone();
                units.extend(into.filter(|into| !from.contains(into)));
                units
            }
        }
    }

    /// Those of a merge that end.
    pub fn ending(&self) -> Vec<i64> {
        match self {
            Self::Merge { from, into, .. } => from.iter().copied().filter(|unit| Some(*unit) != *into).collect(),
            Self::Close { unit } | Self::Split { unit, .. } => vec![*unit],
            _ => Vec::new(),
        }
    }

    /// The units that come into being.
    pub fn new_units(&self) -> Vec<&NewUnit> {
        match self {
            Self::Open { new, .. } => vec![new],
            Self::Merge { new, .. } => new.iter().collect(),
            Self::Split { new, .. } => new.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// What is wrong with it in itself, whatever is stored: field and rule.
    pub fn wrong(&self) -> Option<(&'static str, &'static str)> {
        let bad_name = |name: &str| {
            let name = name.trim();
            name.is_empty() || name.chars().count() > NAME_CHARS || name.chars().any(char::is_control)
        };
        if self.new_units().iter().any(|new| bad_name(&new.name)) {
            return Some(("name", "length"));
        }
        match self {
            Self::Rename { name, .. } if bad_name(name) => Some(("name", "length")),
            Self::Merge { from, into, new } => {
                let mut once = from.clone();
                once.sort_unstable();
                once.dedup();
                if once.len() != from.len() {
                    Some(("from", "twice"))
                } else if from.len() > UNITS {
                    Some(("from", "too_many_units"))
                } else if into.is_some() == new.is_some() {
                    Some(("into", "one_of_two"))
                } else if self.ending().is_empty() || (into.is_none() && from.len() < 2) {
                    Some(("from", "too_few"))
                } else {
                    None
                }
            }
            Self::Split { new, .. } if new.len() < 2 => Some(("new", "too_few")),
            Self::Split { new, .. } if new.len() > UNITS => Some(("new", "too_many_units")),
            Self::Split { new, .. } => {
                let mut names: Vec<&str> = new.iter().map(|n| n.name.trim()).collect();
                names.sort_unstable();
                names.dedup();
                (names.len() != new.len()).then_some(("new", "taken"))
            }
            _ => None,
        }
    }
}

/// Whether a change can take effect on a day.
pub fn may_take_effect(effective: Date, today: Date) -> bool {
    (FIRST_DAY..=today.saturating_add(DAYS_AHEAD.days())).contains(&effective)
}

/// The code of a place when one above it has got another: that one's digits, and its own behind them.
pub fn follows(own: &PlaceCode, above: &PlaceCode, level_above: Level) -> Option<PlaceCode> {
    let digits = if level_above == Level::District { 6 } else { 9 };
    PlaceCode::parse(&format!("{}{}", above.as_str().get(..digits)?, own.as_str().get(digits..)?))
}

/// Whether a code has the form of its level and begins as the code above it does.
pub fn code_fits(code: &PlaceCode, level: Level, above: Option<&PlaceCode>) -> bool {
    let (own, rest) = match level {
        Level::District => (6, 6),
        Level::Town => (9, 3),
        Level::Village => (12, 0),
    };
    let text = code.as_str();
    let ends_in_zeros = text.get(own..).is_some_and(|tail| tail.len() == rest && tail.bytes().all(|b| b == b'0'));
    let is_own = text.get(own - 3..own).is_some_and(|digits| digits != "000");
    let begins = above.is_none_or(|above| text.get(..own - 3) == above.as_str().get(..own - 3));
    ends_in_zeros && is_own && begins
}

/// The days of a unit's being: from its first day (if it is known) to the one before it ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Being {
    /// First day; none: since before the records begin.
    #[serde(default, with = "crate::day::MaybeDayText", skip_serializing_if = "Option::is_none")]
    pub opened: Option<Date>,
    /// First day on which it is no more.
    #[serde(default, with = "crate::day::MaybeDayText", skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
}

impl Being {
    /// Nothing is known of its beginning, and it has no end: most units.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// It is there on a day.
    pub fn is_there(&self, day: Date) -> bool {
        self.opened.is_none_or(|opened| opened <= day) && self.ended.is_none_or(|ended| day < ended)
    }

    /// It has ended, whenever.
    pub fn has_ended(&self) -> bool {
        self.ended.is_some()
    }

    /// The part of a period in which it was there.
    pub fn within(&self, period: Period) -> Option<Period> {
        let from = self.opened.map_or(period.from, |opened| opened.max(period.from));
        let to = self.ended.map_or(period.to, |ended| ended.saturating_sub(1.day()).min(period.to));
        Period::new(from, to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn new(name: &str) -> NewUnit {
        NewUnit { name: name.to_owned(), code: None }
    }

    #[test]
    fn deeds_that_cannot_be_meant() {
        let merge = |from: &[i64], into, new: Option<NewUnit>| Deed::Merge { from: from.to_vec(), into, new }.wrong();
        assert_eq!(merge(&[1, 2], Some(1), None), None);
        assert_eq!(merge(&[2], Some(1), None), None, "one that ends and one that is there");
        assert_eq!(merge(&[1, 2], None, Some(new("新村"))), None);
        assert_eq!(merge(&[1], None, Some(new("新村"))), Some(("from", "too_few")));
        assert_eq!(merge(&[1], Some(1), None), Some(("from", "too_few")));
        assert_eq!(merge(&[1, 1], Some(2), None), Some(("from", "twice")));
        assert_eq!(merge(&[1, 2], None, None), Some(("into", "one_of_two")));
        assert_eq!(merge(&[1, 2], Some(1), Some(new("新村"))), Some(("into", "one_of_two")));
        let split = |names: &[&str]| Deed::Split { unit: 1, new: names.iter().map(|n| new(n)).collect() }.wrong();
        assert_eq!(split(&["东村", "西村"]), None);
        assert_eq!(split(&["东村"]), Some(("new", "too_few")));
        assert_eq!(split(&["东村", " 东村 "]), Some(("new", "taken")));
        assert_eq!(split(&["东村", ""]), Some(("name", "length")));
        assert_eq!(Deed::Rename { unit: 1, name: "长".repeat(65) }.wrong(), Some(("name", "length")));
    }

    #[test]
    fn who_ends_in_a_merge() {
        let merge = Deed::Merge { from: vec![1, 2, 3], into: Some(2), new: None };
        assert_eq!((merge.ending(), merge.units()), (vec![1, 3], vec![1, 2, 3]));
        let merge = Deed::Merge { from: vec![1], into: Some(2), new: None };
        assert_eq!((merge.ending(), merge.units()), (vec![1], vec![1, 2]));
    }

    #[test]
    fn codes_follow_and_fit() {
        let code = |text: &str| PlaceCode::parse(text).unwrap();
        assert_eq!(follows(&code("440811100201"), &code("440811003"), Level::Town), Some(code("440811003201")));
        assert_eq!(follows(&code("440811100201"), &code("440812"), Level::District), Some(code("440812100201")));
        assert!(code_fits(&code("440811100201"), Level::Village, Some(&code("440811100"))));
        assert!(!code_fits(&code("440811101201"), Level::Village, Some(&code("440811100"))));
        assert!(!code_fits(&code("440811100000"), Level::Village, Some(&code("440811100"))));
        assert!(code_fits(&code("440811003"), Level::Town, Some(&code("440811"))));
        assert!(!code_fits(&code("440811003001"), Level::Town, Some(&code("440811"))));
        assert!(code_fits(&code("440811"), Level::District, None));
    }

    #[test]
    fn being() {
        let days = |from: i8, to: i8| Period { from: date(2026, 11, from), to: date(2026, 11, to) };
        let being = Being { opened: Some(date(2026, 11, 3)), ended: Some(date(2026, 11, 10)) };
        assert_eq!(being.within(days(1, 30)), Some(days(3, 9)));
        assert_eq!(being.within(days(10, 30)), None);
        assert!(being.is_there(date(2026, 11, 9)) && !being.is_there(date(2026, 11, 10)) && !being.is_there(date(2026, 11, 2)));
        assert_eq!(Being::default().within(days(1, 30)), Some(days(1, 30)));
    }

    #[test]
    fn days_that_a_change_can_have() {
        let today = date(2026, 11, 27);
        assert!(may_take_effect(date(2027, 11, 28), today) && may_take_effect(FIRST_DAY, today));
        assert!(!may_take_effect(date(2027, 11, 29), today));
    }
}
