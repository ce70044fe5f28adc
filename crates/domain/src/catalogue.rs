//! The service catalogue (服务事项): the six categories (六大类) and the terminal modules (功能模块) of the platform.
//!
//! The platform's source speaks of 26 modules (六大类26个功能模块) and names 25; the twenty-sixth stays open until an admin
//! names it. Modules are menus on the terminals: each holds items or content.
//!
//! Items (服务事项) with their 实施清单 are in [`item`], their rows in [`parts`], their words in [`codes`]; [`limit`] holds a
//! promise against the law, [`pattern`] a code against the rule, [`vague`] finds 兜底 wording, [`rows_text`] writes rows
//! into one cell of a workbook. What is to be checked again, and when, is in [`recheck`]; what departments and towns propose in
//! [`proposal`]; how a text is handed in, reviewed and published in [`release`]. At which service points an item is done is in
//! [`availability`]. What a list of the province would change here is in [`provincial`], word by word in [`wording`].

pub mod availability;
pub mod codes;
pub mod item;
pub mod limit;
pub mod parts;
pub mod pattern;
pub mod problem;
pub mod proposal;
pub mod provincial;
pub mod recheck;
pub mod release;
pub mod rows_text;
pub mod vague;
pub mod wording;

use crate::body::BodyId;
use crate::place::Level;
use serde::{Deserialize, Serialize};

/// How many modules the source speaks of.
pub const MODULES: usize = 26;

/// Most characters of a module's name.
pub const NAME_LIMIT: usize = 30;

/// Most characters of the note on a module.
pub const NOTE_LIMIT: usize = 500;

/// 类
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// 政务服务
    GovService,
    /// 基层党建
    Party,
    /// 专项工程
    Special,
    /// 组织运作
    OrgOps,
    /// 三资平台
    Assets,
    /// 便民服务
    Convenience,
}

impl Category {
    /// The six, in the order of the source.
    pub const ALL: [Self; 6] = [Self::GovService, Self::Party, Self::Special, Self::OrgOps, Self::Assets, Self::Convenience];

    /// The word stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::GovService => "gov_service",
            Self::Party => "party",
            Self::Special => "special",
            Self::OrgOps => "org_ops",
            Self::Assets => "assets",
            Self::Convenience => "convenience",
        }
    }

    /// The category of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    /// The modules that the source names in it, in order.
    pub fn named(self) -> &'static [&'static str] {
        match self {
            Self::GovService => &["办事指南", "网上办事"],
            Self::Party => &["322一线工作法", "党务公开", "学习园地", "党代表工作室", "党员志愿服务活动"],
            Self::Special => &["精准扶贫", "新农村连片示范工程"],
            Self::OrgOps => {
                &["三务公开", "麻章新闻", "特色旅游", "法律援助", "农户征信", "就业援助", "惠农保险", "民情互动", "投诉建议咨询"]
            }
            Self::Assets => &["通知公告", "招标公告", "中标公告"],
            Self::Convenience => &["交通违章查询", "话费充值", "水费缴纳", "车票购买"],
        }
    }

    /// What its modules hold unless somebody says otherwise: those where something is handled hold items.
    pub fn usually_holds(self) -> Holds {
        match self {
            Self::GovService | Self::Convenience => Holds::Items,
            _ => Holds::Content,
        }
    }
}

/// Stable key of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ModuleId(pub i64);

/// What is found behind a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// 服务事项
    Items,
    /// 信息内容
    Content,
}

impl Holds {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Items, Self::Content];

    /// The word stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Items => "items",
            Self::Content => "content",
        }
    }

    /// What a stored word says.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|h| h.code() == code)
    }
}

/// Whether a module is offered on the terminals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ModuleState {
    /// 筹备: it is being made ready.
    Preparing,
    /// 启用
    Active,
    /// 停用: not offered any more. Modules are never deleted, since ratings name them.
    Suspended,
}

impl ModuleState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Preparing, Self::Active, Self::Suspended];

    /// The word stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }

    /// The state of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// What a person may edit of a module.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ModuleFields {
    /// Name on the terminals; files of ratings know the module by it.
    pub name: String,
    /// 类
    pub category: Category,
    /// What it holds.
    pub holds: Holds,
    /// The body that answers for it, where one was named.
    pub owner: Option<BodyId>,
    /// On whose terminals it stands: district, towns, villages.
    pub levels: Vec<Level>,
    /// Whether it is offered.
    pub state: ModuleState,
    /// Anything to know about it.
    pub note: String,
}

/// What is wrong with a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModuleProblem {
    /// Without a name.
    NameMissing,
    /// A name that is longer than [`NAME_LIMIT`].
    NameTooLong,
    /// A name with line breaks or other control characters.
    NameControl,
    /// It stands nowhere.
    NoLevel,
    /// A note that is longer than [`NOTE_LIMIT`].
    NoteTooLong,
}

impl ModuleFields {
    /// The same without blanks around its texts, each level once and from the district down.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        self.name = self.name.trim().to_owned();
        self.note = self.note.trim().to_owned();
        let named = std::mem::take(&mut self.levels);
        self.levels = Level::ALL.into_iter().filter(|level| named.contains(level)).collect();
        self
    }

    /// The first thing that is wrong, in the order of the form.
    pub fn problem(&self) -> Option<ModuleProblem> {
        let name = self.name.trim();
        if name.is_empty() {
            return Some(ModuleProblem::NameMissing);
        }
        if name.chars().count() > NAME_LIMIT {
            return Some(ModuleProblem::NameTooLong);
        }
        if name.chars().any(char::is_control) {
            return Some(ModuleProblem::NameControl);
        }
        if self.levels.is_empty() {
            return Some(ModuleProblem::NoLevel);
        }
        (self.note.trim().chars().count() > NOTE_LIMIT).then_some(ModuleProblem::NoteTooLong)
    }
}

/// A module (功能模块).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Module {
    /// Stable key.
    pub id: ModuleId,
    /// What may be edited.
    pub fields: ModuleFields,
    /// Moves by one with every change.
    pub version: i64,
}

/// How many of the source's modules nobody has named yet.
pub fn open_slots(modules: usize) -> usize {
    MODULES.saturating_sub(modules)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> ModuleFields {
        ModuleFields {
            name: "电费缴纳".to_owned(),
            category: Category::Convenience,
            holds: Holds::Items,
            owner: None,
            levels: vec![Level::Village],
            state: ModuleState::Preparing,
            note: String::new(),
        }
    }

    #[test]
    fn twenty_five_are_named_and_one_slot_is_open() {
        let mut named: Vec<&str> = Category::ALL.into_iter().flat_map(|c| c.named().iter().copied()).collect();
        assert_eq!(named.len(), 25);
        named.sort_unstable();
        named.dedup();
        assert_eq!(named.len(), 25, "each name once");
        assert_eq!((open_slots(25), open_slots(26), open_slots(30)), (1, 0, 0));
    }

    #[test]
    fn codes_come_back() {
        assert!(Category::ALL.into_iter().all(|c| Category::from_code(c.code()) == Some(c)));
        assert!(Holds::ALL.into_iter().all(|h| Holds::from_code(h.code()) == Some(h)));
        assert!(ModuleState::ALL.into_iter().all(|s| ModuleState::from_code(s.code()) == Some(s)));
        assert_eq!(Category::from_code("other"), None);
    }

    #[test]
    fn a_module_has_a_name_and_stands_somewhere() {
        assert_eq!(fields().problem(), None);
        let table = [
            (ModuleFields { name: " \u{3000}".to_owned(), ..fields() }, ModuleProblem::NameMissing),
            (ModuleFields { name: "长".repeat(NAME_LIMIT + 1), ..fields() }, ModuleProblem::NameTooLong),
            (ModuleFields { name: "电费\n缴纳".to_owned(), ..fields() }, ModuleProblem::NameControl),
            (ModuleFields { levels: Vec::new(), ..fields() }, ModuleProblem::NoLevel),
            (ModuleFields { note: "长".repeat(NOTE_LIMIT + 1), ..fields() }, ModuleProblem::NoteTooLong),
        ];
        for (fields, problem) in table {
            assert_eq!(fields.problem(), Some(problem));
        }
        assert_eq!(ModuleFields { name: "长".repeat(NAME_LIMIT), ..fields() }.problem(), None);
    }

    #[test]
    fn a_tidy_module_names_each_level_once_from_the_district_down() {
        let levels = vec![Level::Village, Level::District, Level::Village];
        let tidy = ModuleFields { name: " 电费缴纳 ".to_owned(), levels, ..fields() }.tidy();
        assert_eq!((tidy.name.as_str(), tidy.levels), ("电费缴纳", vec![Level::District, Level::Village]));
    }
}
