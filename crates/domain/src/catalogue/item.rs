//! 服务事项: an item with the fields of its 实施清单, as the national exchange tables name them.

use super::ModuleId;
use super::codes::{Audience, BodyNature, Handling, ItemKind, ItemState, Origin, Reach};
use super::limit::{LIMIT_MOST, Limit};
use super::parts::{Basis, Channel, Condition, Fee, LINE_LIMIT, Material, Outcome, Part, PartKind, Question, Step, TEXT_LIMIT};
use super::pattern::CODE_LIMIT;
use super::problem::{At, ItemProblem, Rule, once, rows_problem, text_problem, tidy_all, tidy_rows};
use super::vague;
use crate::body::BodyId;
use crate::place::Level;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Most characters of an item's name.
pub const ITEM_NAME_LIMIT: usize = 200;

/// Most visits that an item can ask for.
pub const VISITS_LIMIT: u32 = 9;

/// Stable key of an item; ratings and cases point to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ItemId(pub i64);

/// What a person may edit of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ItemFields {
    /// 实施编码: files of ratings know the item by it.
    pub code: String,
    /// 基本编码 of the superior catalogue.
    pub base_code: String,
    /// 业务办理项编码
    pub handle_code: String,
    /// 事项名称
    pub name: String,
    /// 事项类型
    pub kind: ItemKind,
    /// 来源
    pub origin: Origin,
    /// 事项状态
    pub state: ItemState,
    /// The day on which somebody checked it against its source; none: 待核实.
    #[serde(with = "crate::day::MaybeDayText")]
    pub verified: Option<Date>,
    /// 实施主体
    pub body: Option<BodyId>,
    /// 实施主体性质
    pub nature: BodyNature,
    /// 承办机构
    pub undertaker: String,
    /// 委托部门
    pub entrusted_by: String,
    /// 联办机构
    pub joint: Vec<BodyId>,
    /// 权力来源
    pub power_source: String,
    /// 行使层级
    pub levels: Vec<Level>,
    /// 办件类型
    pub handling: Handling,
    /// 法定办结时限
    pub legal: Option<Limit>,
    /// 法定办结时限说明
    pub legal_note: String,
    /// 承诺办结时限
    pub promised: Option<Limit>,
    /// 承诺办结时限说明
    pub promised_note: String,
    /// 服务对象
    pub audience: Vec<Audience>,
    /// 特别程序
    pub special: String,
    /// 到现场次数
    pub visits: u32,
    /// 网上办理
    pub online: bool,
    /// 物流快递
    pub express: bool,
    /// 预约办理
    pub booking: bool,
    /// 自助终端办理
    pub terminal: bool,
    /// 进驻政务大厅
    pub hall: bool,
    /// 通办范围
    pub reach: Reach,
    /// 办理时间
    pub hours: String,
    /// 咨询方式
    pub consult: String,
    /// 监督投诉方式
    pub supervise: String,
    /// 计划生效日期
    #[serde(with = "crate::day::MaybeDayText")]
    pub effective: Option<Date>,
    /// 计划取消日期
    #[serde(with = "crate::day::MaybeDayText")]
    pub ends: Option<Date>,
    /// The terminal modules that lead to it.
    pub modules: Vec<ModuleId>,
    /// 备注
    pub note: String,
    /// 设定依据
    pub basis: Vec<Basis>,
    /// 受理条件
    pub conditions: Vec<Condition>,
    /// 办理流程
    pub steps: Vec<Step>,
    /// 申请材料
    pub materials: Vec<Material>,
    /// 收费项目; none: 不收费.
    pub fees: Vec<Fee>,
    /// 审批结果
    pub results: Vec<Outcome>,
    /// 办理渠道
    pub channels: Vec<Channel>,
    /// 常见问题
    pub questions: Vec<Question>,
}

/// An item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item {
    /// Stable key.
    pub id: ItemId,
    /// What may be edited; of an item that only files of ratings have named, its code and name.
    pub fields: ItemFields,
    /// Moves by one with every change; 0 while only files of ratings have named it.
    pub version: i64,
}

/// Every field by its name, in the order of the form. Rows of a kind are one field.
pub const FIELDS: [&str; 44] = [
    "name",
    "code",
    "base_code",
    "handle_code",
    "kind",
    "origin",
    "state",
    "verified",
    "body",
    "nature",
    "undertaker",
    "entrusted_by",
    "joint",
    "power_source",
    "levels",
    "basis",
    "handling",
    "legal",
    "legal_note",
    "promised",
    "promised_note",
    "audience",
    "conditions",
    "special",
    "steps",
    "materials",
    "fees",
    "results",
    "channels",
    "questions",
    "visits",
    "online",
    "express",
    "booking",
    "terminal",
    "hall",
    "reach",
    "hours",
    "consult",
    "supervise",
    "effective",
    "ends",
    "modules",
    "note",
];

/// What the province settles: locked in an item of 省统一 once it has been checked.
pub const LOCKED: [&str; 8] = ["name", "base_code", "kind", "origin", "power_source", "basis", "legal", "legal_note"];

/// Fields that stand in one cell of a table: one line, a word, a day, or yes and no.
pub const CELLS: [&str; 29] = [
    "name",
    "code",
    "base_code",
    "handle_code",
    "kind",
    "origin",
    "state",
    "body",
    "nature",
    "undertaker",
    "entrusted_by",
    "power_source",
    "handling",
    "legal",
    "legal_note",
    "promised",
    "promised_note",
    "visits",
    "online",
    "express",
    "booking",
    "terminal",
    "hall",
    "reach",
    "hours",
    "consult",
    "supervise",
    "effective",
    "ends",
];

/// Wording that leaves something open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Vague {
    /// Among which rows.
    pub part: PartKind,
    /// Which row, counted from 0.
    pub row: usize,
    /// The words.
    pub words: Vec<String>,
}

impl ItemFields {
    /// The same without blanks around texts and without empty rows; levels, bodies and modules once each.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        tidy_all(vec![
            &mut self.code,
            &mut self.base_code,
            &mut self.handle_code,
            &mut self.name,
            &mut self.undertaker,
            &mut self.entrusted_by,
            &mut self.power_source,
            &mut self.legal_note,
            &mut self.promised_note,
            &mut self.special,
            &mut self.hours,
            &mut self.consult,
            &mut self.supervise,
            &mut self.note,
        ]);
        let levels = std::mem::take(&mut self.levels);
        self.levels = Level::ALL.into_iter().filter(|level| levels.contains(level)).collect();
        let audience = std::mem::take(&mut self.audience);
        self.audience = Audience::ALL.iter().copied().filter(|one| audience.contains(one)).collect();
        let body = self.body;
        self.joint = once(std::mem::take(&mut self.joint)).into_iter().filter(|joint| Some(*joint) != body).collect();
        self.joint.sort_unstable();
        self.modules = once(std::mem::take(&mut self.modules));
        self.modules.sort_unstable();
        self.basis = tidy_rows(self.basis);
        self.conditions = tidy_rows(self.conditions);
        self.steps = tidy_rows(self.steps);
        self.materials = tidy_rows(self.materials);
        self.fees = tidy_rows(self.fees);
        self.results = tidy_rows(self.results);
        self.channels = tidy_rows(self.channels);
        self.questions = tidy_rows(self.questions);
        self
    }

    /// The first thing that is wrong, in the order of the form. Whether the promise keeps within the law is asked of the
    /// calendar besides ([`super::limit::breach`]), whether the code follows the rule of the [pattern](super::pattern).
    pub fn problem(&self) -> Option<ItemProblem> {
        let lines = [
            ("name", &self.name, ITEM_NAME_LIMIT),
            ("code", &self.code, CODE_LIMIT),
            ("base_code", &self.base_code, CODE_LIMIT),
            ("handle_code", &self.handle_code, CODE_LIMIT),
            ("undertaker", &self.undertaker, LINE_LIMIT),
            ("entrusted_by", &self.entrusted_by, LINE_LIMIT),
            ("power_source", &self.power_source, LINE_LIMIT),
            ("legal_note", &self.legal_note, LINE_LIMIT),
            ("promised_note", &self.promised_note, LINE_LIMIT),
            ("hours", &self.hours, LINE_LIMIT),
            ("consult", &self.consult, LINE_LIMIT),
            ("supervise", &self.supervise, LINE_LIMIT),
        ];
        let texts = [("special", &self.special), ("note", &self.note)];
        let field = |field: &'static str, rule: Rule| Some(ItemProblem { at: At::Field(field), rule });
        let required = [
            ("name", self.name.trim().is_empty()),
            ("code", self.code.trim().is_empty()),
            ("body", self.body.is_none()),
            ("levels", self.levels.is_empty()),
            ("audience", self.audience.is_empty()),
        ];
        if let Some((name, _)) = required.into_iter().find(|(_, is_missing)| *is_missing) {
            return field(name, Rule::Required);
        }
        if let Some(problem) = lines.into_iter().find_map(|(name, text, limit)| text_problem(name, text, limit, false)) {
            return Some(problem);
        }
        if let Some(problem) = texts.into_iter().find_map(|(name, text)| text_problem(name, text, TEXT_LIMIT, true)) {
            return Some(problem);
        }
        let out_of_range = |limit: &Option<Limit>| limit.is_some_and(|limit| !(1..=LIMIT_MOST).contains(&limit.days));
        if out_of_range(&self.legal) {
            return field("legal", Rule::Range(LIMIT_MOST));
        }
        if out_of_range(&self.promised) {
            return field("promised", Rule::Range(LIMIT_MOST));
        }
        match (self.handling, self.promised) {
            (Handling::Promised, None) => return field("promised", Rule::Required),
            (Handling::Instant, Some(_)) => return field("promised", Rule::Instant),
            _ => {}
        }
        if self.visits > VISITS_LIMIT {
            return field("visits", Rule::Range(VISITS_LIMIT));
        }
        if self.effective.zip(self.ends).is_some_and(|(effective, ends)| ends < effective) {
            return field("ends", Rule::Order);
        }
        None.or_else(|| rows_problem(PartKind::Basis.code(), &self.basis))
            .or_else(|| rows_problem(PartKind::Conditions.code(), &self.conditions))
            .or_else(|| rows_problem(PartKind::Steps.code(), &self.steps))
            .or_else(|| rows_problem(PartKind::Materials.code(), &self.materials))
            .or_else(|| rows_problem(PartKind::Fees.code(), &self.fees))
            .or_else(|| rows_problem(PartKind::Results.code(), &self.results))
            .or_else(|| rows_problem(PartKind::Channels.code(), &self.channels))
            .or_else(|| rows_problem(PartKind::Questions.code(), &self.questions))
    }

    /// The first locked field of a stored item that an edit would change; none if it isn't locked or nothing locked
    /// changes. An item of 省统一 is locked while it is marked as checked: taking that mark away opens it again, and the
    /// log says who did.
    pub fn unlocks(&self, stored: &Self) -> Option<&'static str> {
        let is_locked = stored.origin == Origin::Province && stored.verified.is_some() && self.verified.is_some();
        if !is_locked {
            return None;
        }
        let changed = [
            self.name != stored.name,
            self.base_code != stored.base_code,
            self.kind != stored.kind,
            self.origin != stored.origin,
            self.power_source != stored.power_source,
            self.basis != stored.basis,
            self.legal != stored.legal,
            self.legal_note != stored.legal_note,
        ];
        LOCKED.into_iter().zip(changed).find(|(_, changed)| *changed).map(|(field, _)| field)
    }

    /// Wording in conditions, materials and fees that leaves open what a person has to bring or fulfil.
    pub fn vague(&self) -> Vec<Vague> {
        fn of<P: Part>(part: PartKind, rows: &[P]) -> impl Iterator<Item = Vague> + '_ {
            rows.iter().enumerate().filter_map(move |(row, cells)| {
                // The basis is quoted, and quotations are as they are.
                let own = P::COLUMNS.iter().zip(cells.cells()).filter(|(column, _)| column.key != "basis");
                let mut words: Vec<String> = Vec::new();
                for (_, cell) in own {
                    words.extend(vague::found(&cell).into_iter().filter(|word| !words.contains(word)).collect::<Vec<_>>());
                }
                (!words.is_empty()).then_some(Vague { part, row, words })
            })
        }
        of(PartKind::Conditions, &self.conditions)
            .chain(of(PartKind::Materials, &self.materials))
            .chain(of(PartKind::Fees, &self.fees))
            .collect()
    }

    /// Rows of a kind by their cells.
    pub fn rows(&self, kind: PartKind) -> Vec<Vec<String>> {
        fn cells<P: Part>(rows: &[P]) -> Vec<Vec<String>> {
            rows.iter().map(Part::cells).collect()
        }
        match kind {
            PartKind::Basis => cells(&self.basis),
            PartKind::Conditions => cells(&self.conditions),
            PartKind::Steps => cells(&self.steps),
            PartKind::Materials => cells(&self.materials),
            PartKind::Fees => cells(&self.fees),
            PartKind::Results => cells(&self.results),
            PartKind::Channels => cells(&self.channels),
            PartKind::Questions => cells(&self.questions),
        }
    }

    /// Sets the rows of a kind; false, and nothing is changed, if a cell does not hold what it should.
    pub fn set_rows(&mut self, kind: PartKind, rows: &[Vec<String>]) -> bool {
        fn read<P: Part>(rows: &[Vec<String>], into: &mut Vec<P>) -> bool {
            match rows.iter().map(|cells| P::of_cells(cells)).collect::<Option<Vec<P>>>() {
                Some(read) => {
                    *into = read;
                    true
                }
                None => false,
            }
        }
        match kind {
            PartKind::Basis => read(rows, &mut self.basis),
            PartKind::Conditions => read(rows, &mut self.conditions),
            PartKind::Steps => read(rows, &mut self.steps),
            PartKind::Materials => read(rows, &mut self.materials),
            PartKind::Fees => read(rows, &mut self.fees),
            PartKind::Results => read(rows, &mut self.results),
            PartKind::Channels => read(rows, &mut self.channels),
            PartKind::Questions => read(rows, &mut self.questions),
        }
    }

    /// Takes one field over from another edit.
    pub fn take(&mut self, field: &str, from: &Self) {
        match field {
            "name" => self.name.clone_from(&from.name),
            "code" => self.code.clone_from(&from.code),
            "base_code" => self.base_code.clone_from(&from.base_code),
            "handle_code" => self.handle_code.clone_from(&from.handle_code),
            "kind" => self.kind = from.kind,
            "origin" => self.origin = from.origin,
            "state" => self.state = from.state,
            "verified" => self.verified = from.verified,
            "body" => self.body = from.body,
            "nature" => self.nature = from.nature,
            "undertaker" => self.undertaker.clone_from(&from.undertaker),
            "entrusted_by" => self.entrusted_by.clone_from(&from.entrusted_by),
            "joint" => self.joint.clone_from(&from.joint),
            "power_source" => self.power_source.clone_from(&from.power_source),
            "levels" => self.levels.clone_from(&from.levels),
            "handling" => self.handling = from.handling,
            "legal" => self.legal = from.legal,
            "legal_note" => self.legal_note.clone_from(&from.legal_note),
            "promised" => self.promised = from.promised,
            "promised_note" => self.promised_note.clone_from(&from.promised_note),
            "audience" => self.audience.clone_from(&from.audience),
            "special" => self.special.clone_from(&from.special),
            "visits" => self.visits = from.visits,
            "online" => self.online = from.online,
            "express" => self.express = from.express,
            "booking" => self.booking = from.booking,
            "terminal" => self.terminal = from.terminal,
            "hall" => self.hall = from.hall,
            "reach" => self.reach = from.reach,
            "hours" => self.hours.clone_from(&from.hours),
            "consult" => self.consult.clone_from(&from.consult),
            "supervise" => self.supervise.clone_from(&from.supervise),
            "effective" => self.effective = from.effective,
            "ends" => self.ends = from.ends,
            "modules" => self.modules.clone_from(&from.modules),
            "note" => self.note.clone_from(&from.note),
            rows => {
                if let Some(kind) = PartKind::from_code(rows) {
                    self.set_rows(kind, &from.rows(kind));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Unit;
    use jiff::civil::date;

    fn fields() -> ItemFields {
        ItemFields {
            code: "440811003100001".to_owned(),
            name: "医疗费用手工报销".to_owned(),
            body: Some(BodyId(3)),
            levels: vec![Level::Village],
            audience: vec![Audience::Person],
            legal: Some(Limit { days: 30, unit: Unit::Workday }),
            promised: Some(Limit { days: 15, unit: Unit::Workday }),
            materials: vec![Material { name: "居民身份证".to_owned(), copies: 1, ..Material::default() }],
            ..ItemFields::default()
        }
    }

    #[test]
    fn what_is_wrong_is_told_where_it_stands() {
        assert_eq!(fields().problem(), None);
        let limit = |days| Some(Limit { days, unit: Unit::Day });
        let material = |material: Material| ItemFields { materials: vec![fields().materials[0].clone(), material], ..fields() };
        let table = [
            (ItemFields { name: "\u{3000}".to_owned(), ..fields() }, "name", Rule::Required),
            (ItemFields { name: "甲\n乙".to_owned(), ..fields() }, "name", Rule::Control),
            (ItemFields { name: "长".repeat(201), ..fields() }, "name", Rule::TooLong(200)),
            (ItemFields { code: String::new(), ..fields() }, "code", Rule::Required),
            (ItemFields { body: None, ..fields() }, "body", Rule::Required),
            (ItemFields { levels: Vec::new(), ..fields() }, "levels", Rule::Required),
            (ItemFields { audience: Vec::new(), ..fields() }, "audience", Rule::Required),
            (ItemFields { legal: limit(0), ..fields() }, "legal", Rule::Range(LIMIT_MOST)),
            (ItemFields { promised: limit(1_001), ..fields() }, "promised", Rule::Range(LIMIT_MOST)),
            (ItemFields { promised: None, ..fields() }, "promised", Rule::Required),
            (ItemFields { handling: Handling::Instant, ..fields() }, "promised", Rule::Instant),
            (ItemFields { visits: 10, ..fields() }, "visits", Rule::Range(VISITS_LIMIT)),
            (ItemFields { effective: Some(date(2026, 5, 2)), ends: Some(date(2026, 5, 1)), ..fields() }, "ends", Rule::Order),
            (material(Material { spec: "A4".to_owned(), ..Material::default() }), "materials.1.name", Rule::Required),
            (material(Material { name: "表".repeat(301), ..Material::default() }), "materials.1.name", Rule::TooLong(LINE_LIMIT)),
            (material(Material { name: "表".to_owned(), copies: 100, ..Material::default() }), "materials.1.copies", Rule::Range(99)),
            (ItemFields { conditions: vec![Condition { text: "有".to_owned() }; 61], ..fields() }, "conditions", Rule::TooMany(60)),
        ];
        for (fields, path, rule) in table {
            let problem = fields.problem().unwrap();
            assert_eq!((problem.at.path().as_str(), problem.rule), (path, rule));
        }
    }

    #[test]
    fn a_tidy_item_has_no_empty_rows_and_names_everything_once() {
        let blank = Material { name: " ".to_owned(), copies: 1, ..Material::default() };
        let tidy = ItemFields {
            name: " 报销 ".to_owned(),
            joint: vec![BodyId(9), BodyId(3), BodyId(9)],
            modules: vec![ModuleId(2), ModuleId(1), ModuleId(2)],
            levels: vec![Level::Village, Level::District, Level::Village],
            materials: vec![blank, fields().materials[0].clone()],
            ..fields()
        }
        .tidy();
        assert_eq!((tidy.name.as_str(), tidy.materials.len()), ("报销", 1));
        assert_eq!((tidy.joint, tidy.modules), (vec![BodyId(9)], vec![ModuleId(1), ModuleId(2)]), "its own body is no other one");
        assert_eq!(tidy.levels, [Level::District, Level::Village]);
    }

    #[test]
    fn what_the_province_settles_is_locked_once_it_is_checked() {
        let stored = ItemFields { origin: Origin::Province, verified: Some(date(2026, 11, 2)), ..fields() };
        let renamed = ItemFields { name: "别的".to_owned(), ..stored.clone() };
        assert_eq!(renamed.unlocks(&stored), Some("name"));
        assert_eq!(ItemFields { origin: Origin::Local, ..stored.clone() }.unlocks(&stored), Some("origin"));
        assert_eq!(ItemFields { promised: None, hours: "周一至周五".to_owned(), ..stored.clone() }.unlocks(&stored), None);
        assert_eq!(ItemFields { verified: None, ..renamed.clone() }.unlocks(&stored), None, "it is opened again by that");
        assert_eq!(renamed.unlocks(&ItemFields { verified: None, ..stored.clone() }), None, "not checked yet");
        assert_eq!(renamed.unlocks(&ItemFields { origin: Origin::Local, ..stored }), None);
    }

    #[test]
    fn open_wording_is_told_by_row_and_quotations_are_left_alone() {
        let condition = |text: &str| Condition { text: text.to_owned() };
        let fields = ItemFields {
            conditions: vec![condition("参加居民医保"), condition("符合规定的其他条件")],
            materials: vec![Material { name: "发票".to_owned(), basis: "其他材料".to_owned(), ..Material::default() }],
            basis: vec![Basis { law: "条例".to_owned(), text: "其他材料".to_owned(), ..Basis::default() }],
            ..fields()
        };
        let words = vec!["规定的其他".to_owned(), "其他条件".to_owned()];
        assert_eq!(fields.vague(), [Vague { part: PartKind::Conditions, row: 1, words }]);
    }

    #[test]
    fn cells_are_fields_and_rows_are_none() {
        let rows: Vec<&str> = PartKind::ALL.into_iter().map(PartKind::code).collect();
        assert!(CELLS.iter().all(|cell| FIELDS.contains(cell) && !rows.contains(cell)));
    }

    #[test]
    fn every_field_can_be_taken_over() {
        let mine = fields();
        let json = serde_json::to_value(ItemFields::default()).unwrap();
        let mut named: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
        let mut listed: Vec<&str> = FIELDS.to_vec();
        named.sort_unstable();
        listed.sort_unstable();
        assert_eq!(listed, named, "the list names exactly the fields that there are");
        let mut taken = ItemFields::default();
        for field in listed {
            taken.take(field, &mine);
        }
        assert_eq!(taken, mine);
    }
}
