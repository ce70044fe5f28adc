//! 可办矩阵: at which service points (服务站点) an item (服务事项) is done.
//!
//! A cell says 可办, 筹办 or 暂停 (with the reason, and until when where that is known), or nothing: it is not done there. An item is
//! handled at the levels of its 实施清单 (行使层级); a point of another level can't offer it. At a self-service point only an item with
//! 自助终端办理 can be done, of whatever level.
//!
//! A suspended cell comes back by itself: from the day after [`Offer::until`] on it counts as 可办, as of any day that is asked for.

use super::codes::ItemState;
use crate::place::Level;
use crate::point::PointKind;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Most characters of the reason of a suspension.
pub const REASON_LIMIT: usize = 200;

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfferState {
    /// 可办
    Offered,
    /// 筹办: it is being made ready.
    Planned,
    /// 暂停
    Suspended,
}

impl OfferState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Offered, Self::Planned, Self::Suspended];

    /// The word stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Planned => "planned",
            Self::Suspended => "suspended",
        }
    }

    /// The state of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// How an item stands at a point.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offer {
    /// 可办, 筹办 or 暂停.
    pub state: OfferState,
    /// Why it is suspended; empty otherwise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The last day of the suspension; none: nobody knows yet, or it isn't suspended.
    #[serde(default, with = "crate::day::MaybeDayText", skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// What is wrong with a cell that is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferProblem {
    /// A suspension without a reason.
    ReasonMissing,
    /// A reason that is longer than [`REASON_LIMIT`].
    ReasonTooLong,
    /// A reason with line breaks or other control characters.
    ReasonControl,
    /// A suspension that has ended already.
    UntilPast,
}

impl Offer {
    /// 可办
    pub fn offered() -> Self {
        Self { state: OfferState::Offered, reason: String::new(), until: None }
    }

    /// 筹办
    pub fn planned() -> Self {
        Self { state: OfferState::Planned, ..Self::offered() }
    }

    /// 暂停
    pub fn suspended(reason: impl Into<String>, until: Option<Date>) -> Self {
        Self { state: OfferState::Suspended, reason: reason.into(), until }
    }

    /// What it says on a day: a suspension that is over is 可办.
    #[must_use]
    pub fn on(self, day: Date) -> Self {
        let is_over = self.state == OfferState::Suspended && self.until.is_some_and(|until| until < day);
        if is_over { Self::offered() } else { self }
    }

    /// The same without blanks around the reason; reason and day only where it is suspended.
    #[must_use]
    pub fn tidy(self) -> Self {
        match self.state {
            OfferState::Suspended => Self { reason: self.reason.trim().to_owned(), ..self },
            state => Self { state, ..Self::offered() },
        }
    }

    /// What is wrong with it on the day on which it is written.
    pub fn problem(&self, today: Date) -> Option<OfferProblem> {
        if self.state != OfferState::Suspended {
            return None;
        }
        let reason = self.reason.trim();
        if reason.is_empty() {
            return Some(OfferProblem::ReasonMissing);
        }
        if reason.chars().count() > REASON_LIMIT {
            return Some(OfferProblem::ReasonTooLong);
        }
        if reason.chars().any(char::is_control) {
            return Some(OfferProblem::ReasonControl);
        }
        self.until.is_some_and(|until| until < today).then_some(OfferProblem::UntilPast)
    }
}

/// Why nothing can be set in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Unfit {
    /// The item is not handled at the point's level (行使层级).
    Level,
    /// A self-service point, and an item without 自助终端办理.
    Terminal,
    /// The item was cancelled (取消).
    Cancelled,
    /// The item has not been described yet, so that nobody knows at which levels it is handled.
    Undescribed,
    /// The point lies outside of what the person may edit, or is there no more.
    Elsewhere,
}

impl Unfit {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::Level, Self::Terminal, Self::Cancelled, Self::Undescribed, Self::Elsewhere];

    /// Its word in errors.
    pub fn code(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Terminal => "terminal",
            Self::Cancelled => "cancelled",
            Self::Undescribed => "undescribed",
            Self::Elsewhere => "elsewhere",
        }
    }
}

/// The level at which things are handled at a point; none at a self-service point, where that does not matter.
pub fn level_of(kind: PointKind) -> Option<Level> {
    match kind {
        PointKind::DistrictCentre => Some(Level::District),
        PointKind::TownCentre => Some(Level::Town),
        PointKind::Station => Some(Level::Village),
        PointKind::SelfService => None,
    }
}

/// What of an item says where it can be done.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Handled {
    /// 行使层级
    pub levels: Vec<Level>,
    /// 自助终端办理
    pub terminal: bool,
    /// 事项状态
    pub state: ItemState,
}

impl Handled {
    /// Why it can't be done at points of a kind; none if it can.
    pub fn unfit(&self, kind: PointKind) -> Option<Unfit> {
        if self.state == ItemState::Cancelled {
            return Some(Unfit::Cancelled);
        }
        match level_of(kind) {
            None if self.terminal => None,
            None => Some(Unfit::Terminal),
            Some(level) if self.levels.contains(&level) => None,
            Some(_) => Some(Unfit::Level),
        }
    }

    /// A point of that kind should offer it: it can be done there, and is in use (在用).
    pub fn is_due_at(&self, kind: PointKind) -> bool {
        self.state == ItemState::Active && self.unfit(kind).is_none()
    }
}

/// A cell where nothing can be said, as the clipboard and workbooks have it.
pub const UNFIT_TEXT: &str = "不适用";

/// A cell as the clipboard and workbooks have it: 可办, 筹办, 暂停（原因；至2026-12-31）, nothing.
pub fn cell_text(offer: Option<&Offer>) -> String {
    let Some(offer) = offer else { return String::new() };
    match offer.state {
        OfferState::Offered => "可办".to_owned(),
        OfferState::Planned => "筹办".to_owned(),
        OfferState::Suspended => match (offer.reason.trim(), offer.until) {
            ("", None) => "暂停".to_owned(),
            ("", Some(until)) => format!("暂停（至{}）", crate::day::text(until)),
            (reason, None) => format!("暂停（{reason}）"),
            (reason, Some(until)) => format!("暂停（{reason}；至{}）", crate::day::text(until)),
        },
    }
}

/// What people write for 可办, 筹办, 暂停 and for nothing, in lower case.
const OFFERED: [&str; 22] = [
    "可办",
    "能办",
    "已开办",
    "办理",
    "正常",
    "是",
    "有",
    "√",
    "✓",
    "✔",
    "●",
    "■",
    "1",
    "y",
    "yes",
    "o",
    "k",
    "v",
    "offered",
    "true",
    "可",
    "已办",
];
const PLANNED: [&str; 10] = ["筹办", "筹备", "计划", "拟办", "拟开办", "待开办", "○", "p", "c", "planned"];
const SUSPENDED: [&str; 8] = ["暂停办理", "暂停", "停办", "中止", "suspended", "s", "z", "◐"];
const NOTHING: [&str; 21] =
    ["", "-", "—", "——", "–", "/", "\\", "无", "否", "不办", "未开办", "不适用", "×", "✗", "✕", "x", "n", "no", "0", "false", "n/a"];

/// Reads a cell that a person has written or that [`cell_text`] has; an error where it can't be told what is meant.
///
/// # Errors
///
/// Any text that is none of the words above.
pub fn read_cell(text: &str) -> Result<Option<Offer>, UnreadCell> {
    let text = text.trim().trim_matches('\u{feff}');
    let lower = text.to_lowercase();
    if NOTHING.contains(&lower.as_str()) {
        return Ok(None);
    }
    if OFFERED.contains(&lower.as_str()) {
        return Ok(Some(Offer::offered()));
    }
    if PLANNED.contains(&lower.as_str()) {
        return Ok(Some(Offer::planned()));
    }
    if SUSPENDED.contains(&lower.as_str()) {
        return Ok(Some(Offer::suspended("", None)));
    }
    // 暂停（…）, 暂停：…, 暂停 …
    let rest = SUSPENDED.iter().filter(|word| word.chars().count() > 1).find_map(|word| text.strip_prefix(word)).ok_or(UnreadCell)?;
    let opens = rest.chars().next().is_some_and(|c| matches!(c, '（' | '(' | '：' | ':' | '，' | ',' | ' ' | '\u{3000}'));
    if !opens {
        return Err(UnreadCell);
    }
    let rest = rest.trim();
    let inner = rest.strip_prefix(['（', '(']).map(|inner| inner.strip_suffix(['）', ')']).unwrap_or(inner));
    let parting = |c: char| matches!(c, '：' | ':' | '，' | ',' | '；' | ';') || c.is_whitespace();
    let rest = inner.unwrap_or(rest).trim_matches(parting);
    let (reason, until) = match rest.rfind('至').and_then(|at| Some((at, day_of(rest.get(at + '至'.len_utf8()..)?)?))) {
        Some((at, day)) => (rest.get(..at).unwrap_or_default().trim_end_matches(parting), Some(day)),
        None => (rest, None),
    };
    Ok(Some(Offer::suspended(reason, until)))
}

/// A cell that can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnreadCell;

/// A day as people write it: 2026-12-31, 2026/12/31, 2026.12.31, 2026年12月31日.
fn day_of(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.trim().trim_end_matches('日').split(['-', '/', '.', '年', '月']).map(str::trim).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    Date::new(year.parse().ok().filter(|y| *y > 999)?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn handled(levels: &[Level], terminal: bool) -> Handled {
        Handled { levels: levels.to_vec(), terminal, state: ItemState::Active }
    }

    #[test]
    fn a_suspension_ends_by_itself() {
        let closed = Offer::suspended("装修", Some(date(2026, 12, 31)));
        assert_eq!(closed.clone().on(date(2026, 12, 31)), closed, "its last day");
        assert_eq!(closed.clone().on(date(2027, 1, 1)), Offer::offered());
        let open = Offer::suspended("装修", None);
        assert_eq!(open.clone().on(Date::MAX), open);
        assert_eq!(Offer::planned().on(Date::MAX), Offer::planned());
    }

    #[test]
    fn a_suspension_has_a_reason_and_ends_later() {
        let today = date(2026, 11, 27);
        let table = [
            (Offer::suspended(" ", None), Some(OfferProblem::ReasonMissing)),
            (Offer::suspended("长".repeat(REASON_LIMIT + 1), None), Some(OfferProblem::ReasonTooLong)),
            (Offer::suspended("装\n修", None), Some(OfferProblem::ReasonControl)),
            (Offer::suspended("装修", Some(date(2026, 11, 26))), Some(OfferProblem::UntilPast)),
            (Offer::suspended("装修", Some(today)), None),
            (Offer::suspended("长".repeat(REASON_LIMIT), None), None),
            (Offer { reason: "x".to_owned(), ..Offer::offered() }, None),
        ];
        for (offer, problem) in table {
            assert_eq!(offer.problem(today), problem, "{offer:?}");
        }
        let untidy = Offer { reason: "x".to_owned(), until: Some(today), ..Offer::planned() };
        assert_eq!(untidy.tidy(), Offer::planned());
        assert_eq!(Offer::suspended(" 装修 ", None).tidy().reason, "装修");
    }

    #[test]
    fn an_item_is_done_at_its_levels_and_at_terminals_if_it_says_so() {
        use PointKind::{DistrictCentre, SelfService, Station, TownCentre};
        let towns = handled(&[Level::Town, Level::Village], false);
        let table = [(DistrictCentre, Some(Unfit::Level)), (TownCentre, None), (Station, None), (SelfService, Some(Unfit::Terminal))];
        for (kind, unfit) in table {
            assert_eq!(towns.unfit(kind), unfit, "{kind:?}");
        }
        assert_eq!(handled(&[Level::District], true).unfit(SelfService), None, "a terminal has no level");
        let cancelled = Handled { state: ItemState::Cancelled, ..towns.clone() };
        assert_eq!(cancelled.unfit(Station), Some(Unfit::Cancelled));
        let paused = Handled { state: ItemState::Suspended, ..towns };
        assert_eq!((paused.unfit(Station), paused.is_due_at(Station)), (None, false), "may be prepared, and is not missed");
    }

    #[test]
    fn what_is_copied_can_be_pasted() {
        let until = Some(date(2026, 12, 31));
        let offers = [
            None,
            Some(Offer::offered()),
            Some(Offer::planned()),
            Some(Offer::suspended("", None)),
            Some(Offer::suspended("", until)),
            Some(Offer::suspended("大厅装修", None)),
            Some(Offer::suspended("大厅装修（二期）", None)),
            Some(Offer::suspended("系统升级，至下月", until)),
        ];
        for offer in offers {
            let text = cell_text(offer.as_ref());
            assert_eq!(read_cell(&text).unwrap(), offer, "{text}");
        }
    }

    #[test]
    fn people_write_it_in_many_ways() {
        let of = |text: &str| read_cell(text).map(|offer| offer.map(|o| (o.state, o.reason, o.until)));
        let plain = |state| Ok(Some((state, String::new(), None)));
        for text in ["可办", " √ ", "Y", "1", "是", "●"] {
            assert_eq!(of(text), plain(OfferState::Offered), "{text}");
        }
        for text in ["筹办", "计划", "○", "P"] {
            assert_eq!(of(text), plain(OfferState::Planned), "{text}");
        }
        for text in ["", " ", "—", "/", "×", "否", "不适用", "0"] {
            assert_eq!(of(text), Ok(None), "{text}");
        }
        let suspended = |reason: &str, until| Ok(Some((OfferState::Suspended, reason.to_owned(), until)));
        assert_eq!(of("暂停"), suspended("", None));
        assert_eq!(of("暂停：停电"), suspended("停电", None));
        assert_eq!(of("暂停(装修，至2026年12月31日)"), suspended("装修", Some(date(2026, 12, 31))));
        assert_eq!(of("停办 至2026/1/5"), suspended("", Some(date(2026, 1, 5))));
        assert_eq!(of("暂停（至2026-02-30）"), suspended("至2026-02-30", None), "no such day: kept as words");
        for text in ["暂停营业", "也许", "可办吗", "2", "<script>"] {
            assert_eq!(of(text), Err(UnreadCell), "{text}");
        }
    }

    #[test]
    fn codes_come_back() {
        assert!(OfferState::ALL.into_iter().all(|s| OfferState::from_code(s.code()) == Some(s)));
        assert_eq!(OfferState::from_code("other"), None);
    }
}
