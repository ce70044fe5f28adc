//! The plan of an inspection (督查方案): what is looked at, where, by whom, how it is drawn, and who agrees to it.
//!
//! - Who may order which kind: 政府督查工作条例 (2021) art. 5, 7 — by the government or an office that it has designated, decided or approved by its
//!   head; other checks are 业务检查 or 日常巡查 and are kept apart.
//! - What a plan has to say before it is handed in: art. 11, 15 — contents, objects, scope.

use super::checklist::{ChecklistId, Target};
use super::draw::INSPECTORS_LEAST;
use crate::account::{AccountId, Role};
use crate::catalogue::codes::coded;
use crate::catalogue::parts::TEXT_LIMIT;
use crate::catalogue::problem::{At, ItemProblem, Rule, has_control, once, text_problem, tidy_all, too_long};
use crate::place::PlaceId;
use crate::point::{PointId, PointKind};
use crate::supervision::flow::WORDS_LIMIT;
use crate::supervision::{TITLE_LIMIT, number};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Stable key of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct PlanId(pub i64);

/// Stable key of a visit (检查任务).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct VisitId(pub i64);

/// 表号 of a visit's paper form: the plan's number and the visit's place in the draw.
pub fn form_number(plan: &str, order: i64) -> String {
    format!("{plan}-{order:03}")
}

/// Plan's number and place in the draw of a [`form_number`], as it is copied from paper: with blanks, full-width forms, other dashes and brackets.
pub fn of_form_number(text: &str) -> Option<(String, i64)> {
    let plain: String = text.trim().chars().filter(|c| !c.is_whitespace()).map(number::plain).collect();
    let (plan, order) = plain.rsplit_once('-')?;
    let is_order = (1..=6).contains(&order.len()) && order.bytes().all(|byte| byte.is_ascii_digit());
    if !is_order || plan.is_empty() {
        return None;
    }
    Some((plan.to_owned(), order.parse().ok()?))
}

/// Most inspectors of a plan.
pub const INSPECTORS_LIMIT: usize = 200;
/// Most stations that a plan leaves out.
pub const EXCLUSIONS_LIMIT: usize = 500;
/// Most places where an inspector does not go, beyond his own.
pub const RECUSED_LIMIT: usize = 50;
/// Most stations that are drawn.
pub const TAKE_LIMIT: u32 = 20_000;
/// Most that stand by in a town.
pub const STANDBY_LIMIT: u32 = 50;
/// Most inspectors that go to a station.
pub const PER_VISIT_LIMIT: u32 = 10;
/// Most witnesses of a draw.
pub const WITNESSES_LIMIT: usize = 10;
/// Most characters of a witness's name.
pub const NAME_LIMIT: usize = 40;
/// Most characters of what is entered in front of witnesses.
pub const NONCE_LIMIT: usize = 200;

coded! {
    /// 督查类型
    PlanKind {
        /// 政府督查
        #[default]
        Government => "government_inspection",
        /// 业务检查
        Business => "business_check",
        /// 日常巡查
        Patrol => "patrol_check",
    }
    /// 督查方式
    Cover {
        /// 明查
        #[default]
        Open => "open_visit",
        /// 暗访: unknown to towns, stations and bodies until it is released.
        Covert => "covert_visit",
    }
    /// 督查范围
    Coverage {
        /// 抽查
        #[default]
        Sample => "sample_coverage",
        /// 全覆盖
        Full => "full_coverage",
    }
    /// 抽取权重
    Weighting {
        /// 等权
        #[default]
        Equal => "equal_weight",
        /// 按风险
        Risk => "risk_weight",
    }
    /// How far a plan is.
    PlanState {
        /// 编制中
        #[default]
        Draft => "plan_draft",
        /// 待审批
        Pending => "plan_pending",
        /// 已退回: to be edited and handed in again.
        Returned => "plan_returned",
        /// 已批准
        Approved => "plan_approved",
        /// 名录已封存
        Sealed => "plan_sealed",
        /// 已抽取
        Drawn => "plan_drawn",
        /// 已撤销
        Revoked => "plan_revoked",
    }
    /// Where a day lies to the period of a plan that was drawn.
    Phase {
        /// 未开始
        #[default]
        Coming => "phase_coming",
        /// 进行中
        Running => "phase_running",
        /// 已结束
        Over => "phase_over",
    }
    /// What was done with a plan.
    PlanAct {
        /// 编制
        #[default]
        Made => "plan_made",
        /// 修改
        Edited => "plan_edited",
        /// 提交审批
        Submitted => "plan_submitted",
        /// 撤回
        Recalled => "plan_recalled",
        /// 批准
        Approved => "plan_agreed",
        /// 退回
        Returned => "plan_sent_back",
        /// 封存名录
        Sealed => "plan_roster_sealed",
        /// 抽取
        Drawn => "plan_was_drawn",
        /// 作废并重新封存: the attempt before is void.
        Voided => "plan_attempt_void",
        /// 替补: a station that stood by stepped in for one that can't be visited.
        Replaced => "plan_station_replaced",
        /// 公开: what was under cover may be known.
        Released => "plan_released",
        /// 撤销
        Revoked => "plan_given_up",
    }
    /// How far a visit is.
    VisitState {
        /// 待检查
        #[default]
        Waiting => "visit_waiting",
        /// 检查中: its record was begun.
        Begun => "visit_begun",
        /// 待审核: handed in, and answered by nobody yet.
        Submitted => "visit_submitted",
        /// 已退回: to be mended and handed in again.
        Returned => "visit_returned",
        /// 已审定: its score is fixed.
        Agreed => "visit_agreed",
        /// 备选: steps in for one that can't be visited.
        Standby => "visit_standby",
        /// 已作废: of an attempt that does not count, of a plan that was given up, or another station stepped in.
        Void => "visit_void",
    }
    /// 提示: what is to be looked at before a plan is agreed to. None of them forbids it.
    WarningKind {
        /// 超出年度次数上限: villages that are visited more often in the year than is meant.
        #[default]
        Cap => "warn_cap",
        /// 重复检查: villages that another plan visits within so many days.
        Repeat => "warn_repeat",
        /// 方案重叠: another plan goes to the same towns at the same time.
        Overlap => "warn_overlap",
        /// 未列入年度计划: no annual plan of this kind is filed for the year.
        Unplanned => "warn_unplanned",
        /// 超出年度计划数: more plans than the annual plan has.
        YearFull => "warn_year_full",
    }
}

impl PlanKind {
    /// The roles of those who may make such a plan, with a grant for the whole district.
    pub fn makers(self) -> &'static [Role] {
        match self {
            // The designated office alone; a department that was not designated may not 督查.
            Self::Government => &[Role::Inspector],
            Self::Business | Self::Patrol => &[Role::Inspector, Role::CatalogueAdmin],
        }
    }

    /// The roles of those who may agree to it, with a grant for the whole district.
    pub fn approvers(self) -> &'static [Role] {
        match self {
            // 政府督查 is decided or approved by the head of government.
            Self::Government => &[Role::Leader],
            Self::Business | Self::Patrol => &[Role::Leader, Role::Approver],
        }
    }
}

/// The roles of those who can be sent: the office's own people, and those whom departments and towns lend.
pub const SENT: [Role; 4] = [Role::Inspector, Role::CatalogueAdmin, Role::DepartmentHandler, Role::TownAdmin];

impl PlanState {
    /// Its text can be edited.
    pub fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// Someone has agreed to it, and it was not given up.
    pub fn is_agreed(self) -> bool {
        matches!(self, Self::Approved | Self::Sealed | Self::Drawn)
    }

    /// Where an act leads; none: it can't be done from here.
    pub fn after(self, act: PlanAct) -> Option<Self> {
        use PlanAct as Act;
        match (self, act) {
            (Self::Draft, Act::Edited) => Some(Self::Draft),
            (Self::Returned, Act::Edited) => Some(Self::Returned),
            (Self::Draft | Self::Returned, Act::Submitted) => Some(Self::Pending),
            (Self::Pending, Act::Recalled) => Some(Self::Draft),
            (Self::Pending, Act::Approved) => Some(Self::Approved),
            (Self::Pending, Act::Returned) => Some(Self::Returned),
            (Self::Approved, Act::Sealed) | (Self::Drawn, Act::Voided) => Some(Self::Sealed),
            (Self::Sealed, Act::Drawn) => Some(Self::Drawn),
            (Self::Drawn, Act::Released | Act::Replaced) => Some(Self::Drawn),
            (Self::Revoked, _) => None,
            (_, Act::Revoked) => Some(Self::Revoked),
            _ => None,
        }
    }
}

/// Where a day lies to a period.
pub fn phase(from: Date, until: Date, today: Date) -> Phase {
    match () {
        () if today < from => Phase::Coming,
        () if today > until => Phase::Over,
        () => Phase::Running,
    }
}

/// Which service points a list is for.
pub fn point_kind(target: Target) -> PointKind {
    match target {
        Target::Station => PointKind::Station,
        Target::TownCentre => PointKind::TownCentre,
        Target::SelfService => PointKind::SelfService,
    }
}

/// A version of a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListVersion {
    /// Which list.
    pub list: ChecklistId,
    /// Which of its versions, from 1 on.
    pub no: i64,
}

/// Somebody who may be sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sent {
    /// Who.
    pub account: AccountId,
    /// 回避: towns and villages where he does not go, beyond those that his own grants are for.
    #[serde(default)]
    pub recused: Vec<PlaceId>,
}

/// A service point that is left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Exclusion {
    /// Which.
    pub point: PointId,
    /// Why.
    pub reason: String,
}

/// What a person may edit of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PlanFields {
    /// 方案名称
    pub title: String,
    /// 督查类型
    pub kind: PlanKind,
    /// 督查方式
    pub cover: Cover,
    /// 督查范围: 抽查 or 全覆盖
    pub coverage: Coverage,
    /// 督查区域: towns; none: the whole district.
    pub towns: Vec<PlaceId>,
    /// 开始日期
    #[serde(with = "crate::day::MaybeDayText")]
    pub from: Option<Date>,
    /// 结束日期
    #[serde(with = "crate::day::MaybeDayText")]
    pub until: Option<Date>,
    /// 检查表版本: it keeps the version that it began with.
    pub checklist: Option<ListVersion>,
    /// 检查人员名录
    pub inspectors: Vec<Sent>,
    /// 抽取数量; of no account for 全覆盖.
    pub take: u32,
    /// 每镇备选数
    pub standby: u32,
    /// 每站检查人数
    pub per_visit: u32,
    /// 抽取权重
    pub weighting: Weighting,
    /// 排除对象
    pub exclusions: Vec<Exclusion>,
    /// 审批人
    pub approver: Option<AccountId>,
    /// 督查依据
    pub basis: String,
    /// 督查内容
    pub content: String,
}

impl Default for PlanFields {
    fn default() -> Self {
        Self {
            title: String::new(),
            kind: PlanKind::default(),
            cover: Cover::default(),
            coverage: Coverage::default(),
            towns: Vec::new(),
            from: None,
            until: None,
            checklist: None,
            inspectors: Vec::new(),
            take: 0,
            standby: 1,
            per_visit: INSPECTORS_LEAST,
            weighting: Weighting::default(),
            exclusions: Vec::new(),
            approver: None,
            basis: String::new(),
            content: String::new(),
        }
    }
}

/// Every field by its name, in the order of the form.
pub const FIELDS: [&str; 17] = [
    "title",
    "kind",
    "cover",
    "coverage",
    "towns",
    "from",
    "until",
    "checklist",
    "inspectors",
    "take",
    "standby",
    "per_visit",
    "weighting",
    "exclusions",
    "approver",
    "basis",
    "content",
];

impl PlanFields {
    /// The same without blanks around texts, with everybody and everything once.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        tidy_all(vec![&mut self.title, &mut self.basis, &mut self.content]);
        self.towns = sorted(self.towns);
        for one in &mut self.inspectors {
            one.recused = sorted(std::mem::take(&mut one.recused));
        }
        for one in &mut self.exclusions {
            tidy_all(vec![&mut one.reason]);
        }
        if self.coverage == Coverage::Full {
            // Everything is visited: nothing is drawn, nobody stands by, nothing weighs.
            (self.take, self.standby, self.weighting) = (0, 0, Weighting::Equal);
        }
        self
    }

    /// The first thing that is wrong with its words and lists, in the order of the form; what is needed only when it is handed in is asked
    /// for by [`Self::unready`], and numbers by [`Self::numbers`].
    pub fn problem(&self) -> Option<ItemProblem> {
        required("title", self.title.trim().is_empty())
            .or_else(|| text_problem("title", &self.title, TITLE_LIMIT, false))
            .or_else(|| {
                let is_turned = self.from.zip(self.until).is_some_and(|(from, until)| until < from);
                if is_turned { field("until", Rule::Order) } else { None }
            })
            .or_else(|| if self.inspectors.len() > INSPECTORS_LIMIT { field("inspectors", Rule::TooMany(INSPECTORS_LIMIT)) } else { None })
            .or_else(|| {
                self.inspectors.iter().enumerate().find_map(|(n, one)| {
                    let wrong = one.recused.len() > RECUSED_LIMIT;
                    wrong.then_some(ItemProblem { at: At::Cell("inspectors", n, "recused"), rule: Rule::TooMany(RECUSED_LIMIT) })
                })
            })
            .or_else(|| if self.exclusions.len() > EXCLUSIONS_LIMIT { field("exclusions", Rule::TooMany(EXCLUSIONS_LIMIT)) } else { None })
            .or_else(|| self.exclusions.iter().enumerate().find_map(|(n, one)| wrong_reason(n, &one.reason)))
            .or_else(|| text_problem("basis", &self.basis, TEXT_LIMIT, true))
            .or_else(|| text_problem("content", &self.content, TEXT_LIMIT, true))
    }

    /// Somebody or something that is there twice: the field.
    pub fn twice(&self) -> Option<&'static str> {
        let people: Vec<AccountId> = self.inspectors.iter().map(|one| one.account).collect();
        let points: Vec<PointId> = self.exclusions.iter().map(|one| one.point).collect();
        match () {
            () if once(people.clone()).len() < people.len() => Some("inspectors"),
            () if once(points.clone()).len() < points.len() => Some("exclusions"),
            () => None,
        }
    }

    /// The first number that lies outside of its range: field, least, most.
    pub fn numbers(&self) -> Option<(&'static str, u32, u32)> {
        let all = [
            ("take", self.take, 0, TAKE_LIMIT),
            ("standby", self.standby, 0, STANDBY_LIMIT),
            ("per_visit", self.per_visit, INSPECTORS_LEAST, PER_VISIT_LIMIT),
        ];
        all.into_iter().find(|(_, n, least, most)| n < least || n > most).map(|(field, _, least, most)| (field, least, most))
    }

    /// What is missing before it can be handed in.
    pub fn unready(&self) -> Option<ItemProblem> {
        required("from", self.from.is_none())
            .or_else(|| required("until", self.until.is_none()))
            .or_else(|| required("checklist", self.checklist.is_none()))
            .or_else(|| required("inspectors", self.inspectors.is_empty()))
            .or_else(|| required("take", self.coverage == Coverage::Sample && self.take == 0))
            .or_else(|| required("approver", self.approver.is_none()))
            .or_else(|| required("basis", self.basis.trim().is_empty()))
            .or_else(|| required("content", self.content.trim().is_empty()))
    }

    /// Takes one field over from another text; a name that there isn't takes nothing.
    pub fn take_over(&mut self, field: &str, from: &Self) {
        match field {
            "title" => self.title.clone_from(&from.title),
            "kind" => self.kind = from.kind,
            "cover" => self.cover = from.cover,
            "coverage" => self.coverage = from.coverage,
            "towns" => self.towns.clone_from(&from.towns),
            "from" => self.from = from.from,
            "until" => self.until = from.until,
            "checklist" => self.checklist = from.checklist,
            "inspectors" => self.inspectors.clone_from(&from.inspectors),
            "take" => self.take = from.take,
            "standby" => self.standby = from.standby,
            "per_visit" => self.per_visit = from.per_visit,
            "weighting" => self.weighting = from.weighting,
            "exclusions" => self.exclusions.clone_from(&from.exclusions),
            "approver" => self.approver = from.approver,
            "basis" => self.basis.clone_from(&from.basis),
            "content" => self.content.clone_from(&from.content),
            _ => {}
        }
    }
}

fn sorted(places: Vec<PlaceId>) -> Vec<PlaceId> {
    let mut places = once(places);
    places.sort_unstable();
    places
}

fn wrong_reason(n: usize, reason: &str) -> Option<ItemProblem> {
    let reason = reason.trim();
    let rule = match () {
        () if reason.is_empty() => Rule::Required,
        () if too_long(reason, WORDS_LIMIT) => Rule::TooLong(WORDS_LIMIT),
        () if has_control(reason, false) => Rule::Control,
        () => return None,
    };
    Some(ItemProblem { at: At::Cell("exclusions", n, "reason"), rule })
}

fn field(name: &'static str, rule: Rule) -> Option<ItemProblem> {
    Some(ItemProblem { at: At::Field(name), rule })
}

fn required(name: &'static str, is_missing: bool) -> Option<ItemProblem> {
    if is_missing { field(name, Rule::Required) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn sent(n: u128) -> Sent {
        Sent { account: AccountId(Uuid::from_u128(n)), recused: vec![PlaceId(3), PlaceId(2), PlaceId(3)] }
    }

    fn good() -> PlanFields {
        PlanFields {
            title: "第三季度村级站点督查".to_owned(),
            kind: PlanKind::Business,
            cover: Cover::Covert,
            from: Some(date(2026, 7, 1)),
            until: Some(date(2026, 9, 30)),
            towns: vec![PlaceId(2)],
            checklist: Some(ListVersion { list: ChecklistId(1), no: 1 }),
            inspectors: vec![sent(1), sent(2)],
            take: 10,
            standby: 2,
            per_visit: 3,
            weighting: Weighting::Risk,
            exclusions: vec![Exclusion { point: PointId(5), reason: "已列入拆并计划".to_owned() }],
            approver: Some(AccountId(Uuid::from_u128(9))),
            basis: "年度督查计划".to_owned(),
            content: "五统一落实情况".to_owned(),
            coverage: Coverage::Sample,
        }
    }

    #[test]
    fn every_field_is_named_and_taken() {
        let value = serde_json::to_value(PlanFields::default()).unwrap();
        let mut named: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let mut all = FIELDS.to_vec();
        named.sort_unstable();
        all.sort_unstable();
        assert_eq!(named, all);
        let full = PlanFields { coverage: Coverage::Full, ..good() };
        for field in FIELDS {
            let mut taken = PlanFields::default();
            taken.take_over(field, &full);
            assert_ne!(taken, PlanFields::default(), "{field}");
        }
    }

    #[test]
    fn a_form_is_known_by_its_number() {
        let number = form_number("麻督查〔2026〕3号", 7);
        assert_eq!(number, "麻督查〔2026〕3号-007");
        let known = Some(("麻督查〔2026〕3号".to_owned(), 7));
        for text in [number.as_str(), " 麻督查［２０２６］３号－００７ ", "麻督查[2026]3号 - 7", "麻督查（2026）3号—007"]
        {
            assert_eq!(of_form_number(text), known, "{text}");
        }
        for text in ["", "-", "-1", "麻督查〔2026〕3号", "麻督查〔2026〕3号-", "麻督查〔2026〕3号-x", "麻督查〔2026〕3号-1234567"]
        {
            assert_eq!(of_form_number(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_where_it_is() {
        let at = |fields: &PlanFields| fields.problem().or_else(|| fields.unready()).map(|problem| problem.at.path());
        assert_eq!(at(&good()), None);
        let cases = [
            (PlanFields { title: " ".to_owned(), ..good() }, "title"),
            (PlanFields { until: Some(date(2026, 6, 30)), ..good() }, "until"),
            (PlanFields { from: None, ..good() }, "from"),
            (PlanFields { checklist: None, ..good() }, "checklist"),
            (PlanFields { inspectors: Vec::new(), ..good() }, "inspectors"),
            (PlanFields { take: 0, ..good() }, "take"),
            (PlanFields { approver: None, ..good() }, "approver"),
            (PlanFields { basis: String::new(), ..good() }, "basis"),
            (PlanFields { content: String::new(), ..good() }, "content"),
            (PlanFields { exclusions: vec![Exclusion { point: PointId(1), reason: String::new() }], ..good() }, "exclusions.0.reason"),
        ];
        for (fields, expected) in cases {
            assert_eq!(at(&fields).as_deref(), Some(expected));
        }
        assert_eq!(PlanFields { per_visit: 1, ..good() }.numbers(), Some(("per_visit", 2, PER_VISIT_LIMIT)));
        assert_eq!(PlanFields { inspectors: vec![sent(1), sent(1)], ..good() }.twice(), Some("inspectors"));
        let full = PlanFields { coverage: Coverage::Full, ..good() }.tidy();
        assert_eq!((full.take, full.standby, at(&full)), (0, 0, None), "of everything nothing is drawn");
        assert_eq!(good().tidy().inspectors[0].recused, [PlaceId(2), PlaceId(3)]);
    }

    #[test]
    fn a_plan_goes_its_way() {
        use PlanAct as Act;
        let way = [
            Act::Edited,
            Act::Submitted,
            Act::Returned,
            Act::Edited,
            Act::Submitted,
            Act::Approved,
            Act::Sealed,
            Act::Drawn,
            Act::Voided,
            Act::Drawn,
        ];
        let mut state = PlanState::Draft;
        for act in way {
            state = state.after(act).unwrap();
        }
        assert_eq!(state, PlanState::Drawn);
        for act in [Act::Edited, Act::Submitted, Act::Approved, Act::Sealed, Act::Drawn] {
            assert_eq!(state.after(act), None, "{act:?}");
        }
        assert_eq!(PlanState::Sealed.after(Act::Edited), None, "what is sealed is not edited");
        assert_eq!(PlanState::Sealed.after(Act::Sealed), None, "nor sealed twice");
        for state in PlanState::ALL.iter().filter(|state| **state != PlanState::Revoked) {
            assert_eq!(state.after(Act::Revoked), Some(PlanState::Revoked));
        }
        assert!(PlanAct::ALL.iter().all(|act| PlanState::Revoked.after(*act).is_none()));
    }

    #[test]
    fn the_government_inspects_by_its_office_and_its_head_agrees() {
        assert_eq!(PlanKind::Government.makers(), [Role::Inspector]);
        assert_eq!(PlanKind::Government.approvers(), [Role::Leader]);
        for kind in PlanKind::ALL {
            for role in kind.makers().iter().chain(kind.approvers()) {
                assert!(!role.is_custodian() && *role != Role::BusinessAuditor, "{kind:?} {role:?}");
            }
        }
    }

    #[test]
    fn phases() {
        let (from, until) = (date(2026, 7, 1), date(2026, 7, 31));
        let table = [(date(2026, 6, 30), Phase::Coming), (from, Phase::Running), (until, Phase::Running), (date(2026, 8, 1), Phase::Over)];
        for (day, expected) in table {
            assert_eq!(phase(from, until, day), expected);
        }
    }
}
