//! Registers that are kept by form or by workbook: bodies, service points, accounts, units, service items, responsibility lists; the columns of their files.
//!
//! A file that was exported carries 系统编号 and 系统版本: by them a row is known whatever else was edited in it, and what
//! somebody else changed meanwhile is not overwritten. Files that offices made themselves have neither; their rows are known by
//! what people know them by (a body's code or name, a unit's code, a point's place and name, an account's login, an item's code).

use crate::import::{Column, column, form_of};
use crate::permission::Permission;
use crate::place::Level;
use crate::point::PointKind;
use serde::{Deserialize, Serialize};

/// A register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Register {
    /// 部门
    Bodies,
    /// 服务站点
    Points,
    /// 账号
    Accounts,
    /// 区划
    Units,
    /// 服务事项
    Items,
    /// 权责清单
    Duties,
}

/// Most rows of a register's file: more than any district has of anything.
pub const ROWS: u64 = 50_000;

/// Columns of a file of bodies.
pub const BODY_COLUMNS: &[Column] = &[
    column!("key", false, "系统编号", "key"),
    column!("body_name", true, "部门名称", "部门", "机构名称", "单位名称", "名称", "body_name"),
    column!("credit_code", false, "统一社会信用代码", "信用代码", "社会信用代码", "机构代码", "credit_code"),
    column!("place_code", false, "区划代码", "行政区划代码", "所在地代码", "place_code"),
    column!("seat", false, "所在地", "所在区划", "所属区划", "所在镇村", "seat"),
    column!("body_state", false, "办理状态", "状态", "部门状态", "body_state"),
    column!("version", false, "系统版本", "version"),
];

/// Columns of a file of service points.
pub const POINT_COLUMNS: &[Column] = &[
    column!("key", false, "系统编号", "key"),
    column!("place_code", false, "区划代码", "行政区划代码", "单位代码", "place_code"),
    column!("seat", false, "所在地", "单位名称", "村居名称", "所属村居", "所在村居", "站点所在村居", "seat"),
    column!("point_kind", false, "类别", "站点类别", "类型", "站点类型", "point_kind"),
    column!("point_name", true, "挂牌名称", "站点名称", "服务站点", "名称", "point_name"),
    column!("address", false, "地址", "详细地址", "站点地址", "address"),
    column!("head", false, "负责人", "站长", "head"),
    column!("staff", false, "专职人员", "工作人员", "staff"),
    column!("phone", false, "电话", "联系电话", "办公电话", "phone"),
    column!("hours", false, "开放时间", "服务时间", "办公时间", "hours"),
    column!("leader", false, "挂点领导", "leader"),
    column!("cadre", false, "驻村干部", "cadre"),
    column!("opened", false, "启用日", "启用日期", "启用时间", "opened"),
    column!("point_state", false, "使用状态", "状态", "站点状态", "point_state"),
    column!("windows", false, "窗口", "窗口设置", "windows"),
    column!("devices", false, "终端", "设备", "终端设备", "devices"),
    column!("version", false, "系统版本", "version"),
];

/// Columns of a file of accounts. What may be done with one is not given by file.
pub const ACCOUNT_COLUMNS: &[Column] = &[
    column!("login", true, "登录名", "账号", "用户名", "login"),
    column!("person_name", true, "姓名", "人员姓名", "person_name"),
    column!("version", false, "系统版本", "version"),
];

/// Columns of a file of units: towns and villages.
pub const UNIT_COLUMNS: &[Column] = &[
    column!("key", false, "系统编号", "key"),
    column!("unit_code", true, "区划代码", "行政区划代码", "统计用区划代码", "代码", "unit_code"),
    column!("unit_name", true, "单位名称", "区划名称", "村居名称", "名称", "unit_name"),
    column!("unit_level", false, "级别", "层级", "unit_level"),
    column!("above_code", false, "上级代码", "上级区划代码", "镇街代码", "above_code"),
    column!("above", false, "上级名称", "上级单位", "所属镇", "所属镇街", "镇街", "above"),
    column!("counted", false, "纳入统计", "是否统计", "counted"),
    column!("uncounted_reason", false, "不纳入原因", "不统计原因", "uncounted_reason"),
    column!("version", false, "系统版本", "version"),
];

/// Columns of a file of service items. Rows of an item (条件, 材料 …) stand in one cell, a line each; see
/// [`crate::catalogue::rows_text`].
pub const ITEM_COLUMNS: &[Column] = &[
    column!("key", false, "系统编号", "key"),
    column!("item_code", true, "事项编码", "实施编码", "事项代码", "权力编码", "item_code"),
    column!("item_name", true, "事项名称", "事项", "权力名称", "职权名称", "名称", "item_name"),
    column!("item_base_code", false, "基本编码", "item_base_code"),
    column!("item_handle_code", false, "业务办理项编码", "办理项编码", "item_handle_code"),
    column!("item_kind", false, "事项类型", "权力类型", "权力类别", "职权类型", "职权类别", "权责类型", "类型", "item_kind"),
    column!("item_origin", false, "来源", "事项来源", "item_origin"),
    column!("item_state", false, "事项状态", "状态", "item_state"),
    column!("item_verified", false, "核实日期", "核对日期", "item_verified"),
    column!("item_body", false, "实施主体", "责任主体", "行使主体", "实施机构", "部门名称", "item_body"),
    column!("item_nature", false, "实施主体性质", "主体性质", "item_nature"),
    column!("item_undertaker", false, "承办机构", "承办科室", "item_undertaker"),
    column!("item_entrusted_by", false, "委托部门", "item_entrusted_by"),
    column!("item_joint", false, "联办机构", "item_joint"),
    column!("item_power_source", false, "权力来源", "item_power_source"),
    column!("item_levels", false, "行使层级", "实施层级", "item_levels"),
    column!("item_basis", false, "设定依据", "实施依据", "法律依据", "item_basis"),
    column!("item_handling", false, "办件类型", "item_handling"),
    column!("item_legal", false, "法定办结时限", "法定时限", "item_legal"),
    column!("item_legal_note", false, "法定时限说明", "item_legal_note"),
    column!("item_promised", false, "承诺办结时限", "承诺时限", "item_promised"),
    column!("item_promised_note", false, "承诺时限说明", "item_promised_note"),
    column!("item_audience", false, "服务对象", "item_audience"),
    column!("item_conditions", false, "受理条件", "申请条件", "办理条件", "item_conditions"),
    column!("item_special", false, "特别程序", "item_special"),
    column!("item_steps", false, "办理流程", "办理环节", "item_steps"),
    column!("item_materials", false, "申请材料", "办理材料", "材料", "item_materials"),
    column!("item_fees", false, "收费项目", "item_fees"),
    column!("item_results", false, "办理结果", "审批结果", "item_results"),
    column!("item_channels", false, "办理渠道", "办理地点", "item_channels"),
    column!("item_questions", false, "常见问题", "item_questions"),
    column!("item_visits", false, "到现场次数", "跑动次数", "item_visits"),
    column!("item_online", false, "网上办理", "item_online"),
    column!("item_express", false, "物流快递", "item_express"),
    column!("item_booking", false, "预约办理", "item_booking"),
    column!("item_terminal", false, "自助终端办理", "item_terminal"),
    column!("item_hall", false, "进驻政务大厅", "item_hall"),
    column!("item_reach", false, "通办范围", "item_reach"),
    column!("item_hours", false, "办理时间", "item_hours"),
    column!("item_consult", false, "咨询方式", "咨询电话", "item_consult"),
    column!("item_supervise", false, "监督投诉方式", "监督电话", "item_supervise"),
    column!("item_effective", false, "计划生效日期", "生效日期", "item_effective"),
    column!("item_ends", false, "计划取消日期", "取消日期", "item_ends"),
    column!("item_modules", false, "所属功能模块", "功能模块", "item_modules"),
    column!("item_note", false, "备注", "item_note"),
    column!("version", false, "系统版本", "version"),
];

/// Columns of a list of the province (省级事项清单). Its key is the 基本编码; what is a district's own (核实日期, 联办机构, 功能模块 …)
/// is none of its columns.
pub const PROVINCIAL_COLUMNS: &[Column] = &[
    column!("item_base_code", false, "基本编码", "事项基本编码", "目录编码", "权力基本码", "item_base_code"),
    column!("item_code", false, "实施编码", "事项编码", "事项代码", "权力编码", "item_code"),
    column!("item_handle_code", false, "业务办理项编码", "办理项编码", "item_handle_code"),
    column!("item_name", true, "事项名称", "事项", "主项名称", "权力名称", "职权名称", "名称", "item_name"),
    column!("item_kind", false, "事项类型", "权力类型", "权力类别", "职权类型", "职权类别", "权责类型", "类型", "item_kind"),
    column!("item_body", false, "实施主体", "责任主体", "行使主体", "实施机构", "主管部门", "部门名称", "item_body"),
    column!("item_nature", false, "实施主体性质", "主体性质", "item_nature"),
    column!("item_power_source", false, "权力来源", "item_power_source"),
    column!("item_levels", false, "行使层级", "实施层级", "item_levels"),
    column!("item_basis", false, "设定依据", "实施依据", "法律依据", "item_basis"),
    column!("item_handling", false, "办件类型", "item_handling"),
    column!("item_legal", false, "法定办结时限", "法定时限", "item_legal"),
    column!("item_legal_note", false, "法定办结时限说明", "法定时限说明", "item_legal_note"),
    column!("item_promised", false, "承诺办结时限", "承诺时限", "item_promised"),
    column!("item_promised_note", false, "承诺办结时限说明", "承诺时限说明", "item_promised_note"),
    column!("item_audience", false, "服务对象", "item_audience"),
    column!("item_conditions", false, "受理条件", "申请条件", "办理条件", "item_conditions"),
    column!("item_special", false, "特别程序", "item_special"),
    column!("item_steps", false, "办理流程", "办理环节", "item_steps"),
    column!("item_materials", false, "申请材料", "办理材料", "材料", "item_materials"),
    column!("item_fees", false, "收费项目", "item_fees"),
    column!("item_results", false, "办理结果", "审批结果", "item_results"),
    column!("item_questions", false, "常见问题", "item_questions"),
    column!("item_visits", false, "到现场次数", "跑动次数", "item_visits"),
    column!("item_online", false, "网上办理", "item_online"),
    column!("item_reach", false, "通办范围", "item_reach"),
    column!("item_effective", false, "计划生效日期", "生效日期", "item_effective"),
    column!("item_ends", false, "计划取消日期", "取消日期", "item_ends"),
];

/// Columns of a file of the responsibility lists. Rows of an entry (依据, 责任事项, 风险点) stand in one cell, a line each; see
/// [`crate::duty::loose`].
pub const DUTY_COLUMNS: &[Column] = &[
    column!("key", false, "系统编号", "key"),
    column!("duty_list", false, "清单类别", "清单类型", "duty_list"),
    column!("duty_code", false, "事项编码", "权力编码", "职权编码", "权责编码", "项目编码", "实施编码", "事项代码", "编码", "duty_code"),
    column!("duty_name", true, "事项名称", "权力名称", "职权名称", "权责事项", "权责名称", "项目名称", "子项名称", "名称", "duty_name"),
    column!("duty_parent", false, "主项", "主项编码", "所属主项", "duty_parent"),
    column!("duty_kind", false, "权力类型", "权力类别", "职权类型", "职权类别", "事项类型", "权责类型", "类型", "类别", "duty_kind"),
    column!("duty_body", false, "行使主体", "实施主体", "责任主体", "实施机构", "部门名称", "责任部门", "责任单位", "duty_body"),
    column!("duty_joint", false, "共同行使主体", "联合行使主体", "共同实施主体", "duty_joint"),
    column!("duty_undertaker", false, "承办机构", "承办科室", "承办股室", "内设机构", "duty_undertaker"),
    column!("duty_place", false, "行使区域", "所在镇街", "镇街", "duty_place"),
    column!("duty_levels", false, "实施层级", "行使层级", "层级", "duty_levels"),
    column!("duty_authority", false, "权限划分", "实施层级及权限", "行使层级及权限", "层级权限", "duty_authority"),
    column!("duty_body_duty", false, "部门职责", "单位职责", "duty_body_duty"),
    column!("duty_basis", false, "实施依据", "设定依据", "法律依据", "职权依据", "权力依据", "法定依据", "依据", "duty_basis"),
    column!("duty_measures", false, "处罚的行为、种类、幅度", "处罚行为种类幅度", "处罚种类和幅度", "行为种类幅度", "duty_measures"),
    column!("duty_steps", false, "责任事项", "责任事项内容", "责任内容", "责任", "duty_steps"),
    column!("duty_accountable", false, "追责对象范围", "追责对象", "问责对象", "duty_accountable"),
    column!("duty_situations", false, "追责情形", "问责情形", "追责情形和追责方式", "duty_situations"),
    column!("duty_accountability_basis", false, "追责依据", "问责依据", "追责情形依据", "duty_accountability_basis"),
    column!("duty_risks", false, "廉政风险点", "风险点", "duty_risks"),
    column!("duty_hotline", false, "监督电话", "监督方式", "投诉电话", "监督投诉方式", "duty_hotline"),
    column!("duty_flow_chart", false, "运行流程图", "外部流程图", "流程图", "duty_flow_chart"),
    column!("duty_origin", false, "来源", "事项来源", "duty_origin"),
    column!("duty_verified", false, "核实日期", "核对日期", "duty_verified"),
    column!("duty_note", false, "备注", "duty_note"),
    column!("version", false, "系统版本", "version"),
];

impl Register {
    /// Every register.
    pub const ALL: [Self; 6] = [Self::Bodies, Self::Points, Self::Accounts, Self::Units, Self::Items, Self::Duties];

    /// The word used in addresses, on the command line and where mappings are kept.
    pub fn code(self) -> &'static str {
        match self {
            Self::Bodies => "bodies",
            Self::Points => "points",
            Self::Accounts => "accounts",
            Self::Units => "units",
            Self::Items => "items",
            Self::Duties => "duties",
        }
    }

    /// The register of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// The columns of its files, in the order in which they are exported.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Bodies => BODY_COLUMNS,
            Self::Points => POINT_COLUMNS,
            Self::Accounts => ACCOUNT_COLUMNS,
            Self::Units => UNIT_COLUMNS,
            Self::Items => ITEM_COLUMNS,
            Self::Duties => DUTY_COLUMNS,
        }
    }

    /// Whoever may edit it by form may import it.
    pub fn needs(self) -> Permission {
        match self {
            Self::Bodies => Permission::Bodies,
            Self::Points => Permission::Points,
            Self::Accounts => Permission::Accounts,
            Self::Units => Permission::Changes,
            Self::Items => Permission::Catalogue,
            Self::Duties => Permission::Duties,
        }
    }
}

/// Whether a cell says yes: in use, handling cases, counted; none of the words understood gives nothing.
pub fn yes_or_no(text: &str) -> Option<bool> {
    let folded = text.trim().to_lowercase();
    if ["是", "在用", "启用", "在办", "正常", "有效", "1", "yes", "y", "true", "on", "active"].contains(&folded.as_str()) {
        return Some(true);
    }
    ["否", "停用", "已停用", "已撤并", "撤并", "无效", "0", "no", "n", "false", "off", "inactive"]
        .contains(&folded.as_str())
        .then_some(false)
}

/// How the files write whether a body still handles cases.
pub fn body_state(active: bool) -> &'static str {
    if active { "在办" } else { "已撤并" }
}

/// How the files write whether a point is in use.
pub fn point_state(active: bool) -> &'static str {
    if active { "在用" } else { "停用" }
}

/// How the files write whether a unit is counted.
pub fn counted(active: bool) -> &'static str {
    if active { "是" } else { "否" }
}

/// How the files write a level.
pub fn level_word(level: Level) -> &'static str {
    match level {
        Level::District => "区",
        Level::Town => "镇",
        Level::Village => "村（居）",
    }
}

/// How the files write the kind of a point.
pub fn kind_word(kind: PointKind) -> &'static str {
    match kind {
        PointKind::DistrictCentre => "区政务服务中心",
        PointKind::TownCentre => "镇便民服务中心",
        PointKind::Station => "村（社区）便民服务站",
        PointKind::SelfService => "24小时自助服务点",
    }
}

/// The kind that a cell names, however its brackets are written.
pub fn kind_of_word(text: &str) -> Option<PointKind> {
    let fold = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '（' | '）')).collect::<String>();
    let told = fold(text);
    let short = |kind: PointKind| match kind {
        PointKind::DistrictCentre => ["区中心", "政务服务中心"],
        PointKind::TownCentre => ["镇中心", "便民服务中心"],
        PointKind::Station => ["村站", "便民服务站"],
        PointKind::SelfService => ["自助", "自助服务点"],
    };
    PointKind::ALL.into_iter().find(|kind| fold(kind_word(*kind)) == told || short(*kind).contains(&told.as_str()) || kind.code() == told)
}

/// A part of a point (窗口, 终端) as a cell has it: its number and what it is.
pub type Part = (String, String);

/// Characters that stand for themselves only behind a `\`: what parts and their two halves are told apart by.
const MARKS: [char; 8] = ['\\', '\n', ';', '；', '=', ':', '：', '＝'];

/// The parts of a point in one cell, each on a line: `1=综合窗口`.
pub fn parts_text(parts: &[Part]) -> String {
    let guarded = |text: &str| {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if MARKS.contains(&c) {
                out.push('\\');
            }
            out.push(if c == '\n' { 'n' } else { c });
        }
        out
    };
    let lines: Vec<String> = parts.iter().map(|(no, name)| format!("{}={}", guarded(no), guarded(name))).collect();
    lines.join("\n")
}

/// The parts that a cell names: lines, or pieces between semicolons; number and name between `=`, a colon or the first blank.
pub fn parts_of_text(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut no, mut name, mut in_name, mut guarded) = (String::new(), String::new(), false, false);
    let end = |no: &mut String, name: &mut String, in_name: &mut bool, parts: &mut Vec<Part>| {
        let (mut first, mut second) = (std::mem::take(no).trim().to_owned(), std::mem::take(name).trim().to_owned());
        if !*in_name && let Some((before, after)) = first.clone().split_once(char::is_whitespace) {
            (first, second) = (before.to_owned(), after.trim().to_owned());
        }
        *in_name = false;
        if !first.is_empty() || !second.is_empty() {
            parts.push((first, second));
        }
    };
    for c in text.chars() {
        if guarded {
            guarded = false;
            let c = if c == 'n' { '\n' } else { c };
            if in_name {
                name.push(c)
            } else {
                no.push(c)
            }
            continue;
        }
        match c {
            '\\' => guarded = true,
            '\n' | ';' | '；' => end(&mut no, &mut name, &mut in_name, &mut parts),
            '\r' => {}
            '=' | ':' | '：' | '＝' if !in_name => in_name = true,
            c if in_name => name.push(c),
            c => no.push(c),
        }
    }
    end(&mut no, &mut name, &mut in_name, &mut parts);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_stand_once_and_have_headers_that_no_other_has() {
        for register in Register::ALL {
            let mut headers: Vec<&str> = register.columns().iter().flat_map(|c| c.headers.iter().copied()).collect();
            let n = headers.len();
            headers.sort_unstable();
            headers.dedup();
            assert_eq!(headers.len(), n, "{register:?}");
            assert_eq!(Register::from_code(register.code()), Some(register));
        }
    }

    #[test]
    fn words_of_offices() {
        assert_eq!((yes_or_no("在用"), yes_or_no(" 否 "), yes_or_no("也许")), (Some(true), Some(false), None));
        for active in [true, false] {
            assert_eq!(yes_or_no(body_state(active)), Some(active));
            assert_eq!(yes_or_no(point_state(active)), Some(active));
            assert_eq!(yes_or_no(counted(active)), Some(active));
        }
        for kind in PointKind::ALL {
            assert_eq!(kind_of_word(kind_word(kind)), Some(kind));
        }
        assert_eq!(kind_of_word("村(社区)便民服务站"), Some(PointKind::Station));
    }

    #[test]
    fn parts_as_people_write_them() {
        let part = |no: &str, name: &str| (no.to_owned(), name.to_owned());
        assert_eq!(parts_of_text("1 综合窗口；2：社保"), [part("1", "综合窗口"), part("2", "社保")]);
        assert_eq!(parts_of_text("A-1=评价器\r\nA-2"), [part("A-1", "评价器"), part("A-2", "")]);
        assert!(parts_of_text(" \n;").is_empty());
    }

    proptest! {
        /// Whatever numbers and names are, they come back.
        #[test]
        fn parts_come_back(parts in prop::collection::vec(("\\PC{1,6}|[=:;\\\\；：＝n]{1,4}", "\\PC{0,8}|[=:;\\\\\nn]{0,4}"), 0..5)) {
            let parts: Vec<Part> = parts.into_iter().map(|(no, name)| (no.trim().to_owned(), name.trim().to_owned())).collect();
            prop_assume!(parts.iter().all(|(no, _)| !no.is_empty()));
            prop_assert_eq!(parts_of_text(&parts_text(&parts)), parts);
        }
    }
}
