//! Files that service windows export: the columns of ratings and cases, and what can be wrong with a row.

use crate::period::Period;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// 评价
    Ratings,
    /// 办件量
    Cases,
}

/// A column of an imported or exported file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The field's name, the same in every layer.
    pub field: &'static str,
    /// The header that exports write, first of those understood.
    pub headers: &'static [&'static str],
    /// A row without it is refused (alternatives such as place code or unit name are checked by the row).
    pub required: bool,
    /// What kind of thing its cells are.
    pub form: Form,
}

/// What kind of thing the cells of a column are, for tidying what spreadsheets make of them and for writing workbooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Words.
    Text,
    /// A code or number by which something is known; never calculated with.
    Code,
    /// A day or a moment.
    Day,
    /// How many.
    Count,
}

/// What a field holds, by its name.
pub const fn form_of(field: &str) -> Form {
    match field.as_bytes() {
        b"record_no" | b"case_no" | b"place_code" | b"window_no" | b"staff_no" | b"item_code" | b"channel" | b"grade" | b"assess_no"
        | b"object" | b"person_type" | b"rater_phone" | b"code" | b"phone" | b"key" | b"credit_code" | b"unit_code" | b"above_code"
        | b"login" | b"item_base_code" | b"item_handle_code" | b"duty_code" | b"duty_parent" | b"duty_hotline" | b"line_no"
        | b"line_points" | b"line_each" | b"line_only_if" => Form::Code,
        b"at" | b"day" | b"opened" | b"item_verified" | b"item_effective" | b"item_ends" | b"duty_verified" => Form::Day,
        b"cases" | b"version" => Form::Count,
        _ => Form::Text,
    }
}

/// How a person said that a file is to be read; what is not said is found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reading {
    /// The sheet of a workbook.
    #[serde(default)]
    pub sheet: Option<String>,
    /// The row of the header, from 1 as a spreadsheet shows it.
    #[serde(default)]
    pub header_row: Option<u64>,
    /// What columns are whose headers are not known, or mean something else.
    #[serde(default)]
    pub mapping: Vec<Mapping>,
}

/// What a column is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mapping {
    /// Its header, or its letter where it has none.
    pub header: String,
    /// The field; none: it is not used.
    pub field: Option<String>,
}

macro_rules! column {
    ($field:literal, $required:literal, $($header:literal),+) => {
        Column { field: $field, headers: &[$($header),+], required: $required, form: form_of($field) }
    };
}
pub(crate) use column;

/// Columns of a rating file, in the order in which they are exported.
pub const RATING_COLUMNS: &[Column] = &[
    column!("source", false, "数据来源", "来源", "来源系统", "source"),
    column!("record_no", false, "评价编号", "评价流水号", "记录编号", "record_no"),
    column!("case_no", false, "办件编号", "办件号", "申办流水号", "projectNo", "case_no"),
    column!("place_code", false, "区划代码", "行政区划代码", "单位代码", "areaCode", "place_code"),
    column!("place_name", false, "单位名称", "村居名称", "站点所在村居", "unit_name"),
    column!("point", false, "服务站点", "站点名称", "网点名称", "point"),
    column!("window_no", false, "窗口号", "窗口编号", "window_no"),
    column!("staff_no", false, "工号", "工作人员编号", "staff_no"),
    column!("item_code", false, "事项编码", "实施编码", "taskCode", "item_code"),
    column!("item_name", false, "事项名称", "事项", "办理事项", "taskName", "item_name"),
    column!("body", false, "承办部门", "部门", "部门名称", "办理部门", "实施主体", "body"),
    column!("module", false, "功能模块", "模块", "module"),
    column!("channel", true, "评价渠道", "渠道", "pf", "channel"),
    column!("grade", true, "评价等级", "等级", "评价结果", "满意度", "整体满意度", "satisfaction", "grade"),
    column!("assess_no", false, "评价次数", "首次或追评", "assessNumber", "assess_no"),
    column!("object", false, "评价对象", "object"),
    column!("person_type", false, "评价人属性", "申请人类型", "userProp", "person_type"),
    column!("reasons", false, "测评内容", "评价详情", "evalDetail", "reasons"),
    column!("comment", false, "文字评价", "留言", "评价内容", "意见建议", "writingEvaluation", "comment"),
    column!("at", true, "评价时间", "时间", "评价日期", "assessTime", "at"),
    column!("rater_name", false, "评价人姓名", "姓名", "userName", "rater_name"),
    column!("rater_phone", false, "评价人电话", "联系电话", "手机号", "mobile", "rater_phone"),
];

/// Columns of a case file: one row counts the cases of a service point, item, body and day.
pub const CASE_COLUMNS: &[Column] = &[
    column!("source", false, "数据来源", "来源", "来源系统", "source"),
    column!("place_code", false, "区划代码", "行政区划代码", "单位代码", "areaCode", "place_code"),
    column!("place_name", false, "单位名称", "村居名称", "站点所在村居", "unit_name"),
    column!("point", false, "服务站点", "站点名称", "网点名称", "point"),
    column!("item_code", false, "事项编码", "实施编码", "taskCode", "item_code"),
    column!("item_name", false, "事项名称", "事项", "办理事项", "taskName", "item_name"),
    column!("body", false, "承办部门", "部门", "部门名称", "办理部门", "实施主体", "body"),
    column!("day", true, "办结日期", "日期", "统计日期", "day"),
    column!("cases", true, "办件量", "办结量", "办件数", "cases"),
];

impl ImportKind {
    /// The columns of a file of this kind.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Ratings => RATING_COLUMNS,
            Self::Cases => CASE_COLUMNS,
        }
    }

    /// The word stored and used on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ratings => "ratings",
            Self::Cases => "cases",
        }
    }

    /// The kind of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Ratings, Self::Cases].into_iter().find(|k| k.code() == code)
    }
}

/// What is wrong with a value or a row. The words for each, and how to fix it, are in `texts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Problem {
    /// A required value is missing.
    Missing,
    /// The value is none of those understood (grade, channel, yes/no, number).
    Unreadable,
    /// Not a date or time that can be read, or one that does not exist.
    BadTime,
    /// A time in the future (more than an hour ahead of this machine's clock).
    Future,
    /// Before the first day the console accepts (2010-01-01).
    TooOld,
    /// More characters than the limit.
    TooLong {
        /// The limit, in characters.
        limit: usize,
    },
    /// Characters that no text holds, such as NUL.
    BadCharacters,
    /// The row has more or fewer cells than the header.
    CellCount {
        /// Cells in the header.
        expected: usize,
        /// Cells in the row.
        found: usize,
    },
    /// Neither a place code nor a unit name.
    PlaceMissing,
    /// No place has had this code.
    UnknownPlaceCode,
    /// A code in scientific notation or with lost digits: a spreadsheet has turned it into a number.
    CodeMangled,
    /// A long number that a spreadsheet has kept to fifteen digits: the rest of it is lost.
    NumberCut,
    /// A formula that gave an error, such as #N/A.
    ErrorCell,
    /// No place has this name.
    UnknownPlaceName,
    /// Several places have this name.
    AmbiguousPlaceName {
        /// Code and full name of each.
        candidates: Vec<String>,
    },
    /// Code and name belong to different places.
    PlaceMismatch {
        /// The name that belongs to the code.
        name: String,
    },
    /// The place exists but is outside of what the importing person may change.
    OutsideScope,
    /// The record is stored already, outside of what the importing person may touch.
    RecordElsewhere,
    /// The place is not counted by the platform.
    PlaceInactive,
    /// The place was no more on the day of the row: closed, or split.
    PlaceEnded {
        /// From when on, `YYYY-MM-DD`.
        since: String,
        /// Code and name of each that it was split into; none if it was closed.
        candidates: Vec<String>,
    },
    /// The body was no more on the day of the row: closed, or split.
    BodyEnded {
        /// From when on, `YYYY-MM-DD`.
        since: String,
        /// The bodies that it was split into; none if it was closed.
        candidates: Vec<String>,
    },
    /// The place has no such service point.
    UnknownPoint {
        /// The points of the place.
        candidates: Vec<String>,
    },
    /// No body has this name or code.
    UnknownBody,
    /// No module has this name.
    UnknownModule,
    /// No record number, and the source is not declared numberless.
    NoRecordNo,
    /// No source in the row, and none was chosen for the file.
    NoSource,
    /// The same key stands in an earlier row of this file with other content.
    DuplicateInFile {
        /// That row, counted from 1 with the header.
        row: u64,
    },
    /// The same key is already stored with other content, and replacing was not chosen.
    Differs {
        /// The field that differs.
        field: String,
        /// What is stored.
        stored: String,
    },
    /// A whole number from 0 up was expected.
    NotACount,
    /// Nothing has this number of the console; only the console gives numbers.
    UnknownKey,
    /// It was given once and is not changed by a file.
    Fixed {
        /// What is stored.
        stored: String,
    },
    /// Somebody else changed it since the file was exported or previewed.
    ChangedMeanwhile {
        /// What is stored.
        stored: String,
    },
    /// The same thing stands in an earlier row of this file.
    TwiceInFile {
        /// That row, counted from 1 with the header.
        row: u64,
    },
    /// A rule of the form refuses it.
    Rule {
        /// The rule, as the form's error names it.
        rule: String,
        /// What its words need.
        args: BTreeMap<String, String>,
    },
}

/// A problem at its place in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RowProblem {
    /// Row in the file, counted from 1 with the header as row 1 (as a spreadsheet shows it).
    pub row: u64,
    /// The field's name from [`Column::field`]; none when the row as a whole is meant.
    pub field: Option<String>,
    /// The value found, at most 200 characters of it.
    pub value: String,
    /// What is wrong.
    pub problem: Problem,
}

/// Largest file taken, in bytes (2 GiB): a district's ratings of many years are far below.
pub const FILE_LIMIT: u64 = 2 << 30;

/// Most data rows taken from one file.
pub const ROW_LIMIT: u64 = 5_000_000;

/// Longest single row, in bytes: longer ones are a broken quote, not data.
pub const LINE_LIMIT: usize = 64 << 10;

/// Rows that the preview reads.
pub const PREVIEW_ROWS: usize = 1_000;

/// Problems kept with their rows for download; beyond this they are only counted, and the reader is told so.
pub const PROBLEM_LIMIT: usize = 20_000;

/// Bytes of returned rows kept; the same holds beyond.
pub const PROBLEM_BYTES: usize = 24 << 20;

/// New items, reasons, windows and sources that one file may bring along; more is a file with shifted columns.
pub const NEW_ENTRY_LIMIT: usize = 20_000;

/// What to do when some rows are good and some are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Taking {
    /// Take the good rows and return the rest.
    Good,
    /// Take nothing unless every row is good.
    AllOrNothing,
}

/// What a case file stands for beyond its rows: places and days without a row had no cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseExtent {
    /// The days that the file was exported for; none: from its first to its last row and the weekends around.
    pub days: Option<Period>,
    /// It stands only for the places that it names; else also for every other one below the lowest place above all of
    /// those.
    pub named_only: bool,
    /// What is stored for those places and days and is not in the file becomes 0: the file is right.
    #[serde(default)]
    pub zero_absent: bool,
}

/// What to do when a stored record differs from the file's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Differing {
    /// Refuse the row, showing both values.
    Refuse,
    /// Replace what is stored.
    Replace,
}
