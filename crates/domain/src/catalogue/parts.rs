//! The rows that hang on an item: 设定依据, 受理条件, 办理流程, 材料, 收费, 结果, 渠道, 常见问题.
//!
//! Each is a struct with named fields; [`Part`] says of every kind which cells a row has, so that checking, storing,
//! comparing and editing rows is written once for all.

use super::codes::{ChannelKind, MaterialForm, MaterialKind, MaterialNeed, MaterialSource, Reducible};
use serde::{Deserialize, Serialize};

/// Most rows of one kind that an item has.
pub const ROWS_LIMIT: usize = 60;

/// Most characters of a cell of one line.
pub const LINE_LIMIT: usize = 300;

/// Most characters of a cell that holds a text: articles are quoted in full.
pub const TEXT_LIMIT: usize = 4_000;

/// Most copies of a material.
pub const COPIES_LIMIT: u32 = 99;

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// One line of at most [`LINE_LIMIT`] characters.
    Line,
    /// Several lines, at most [`TEXT_LIMIT`] characters.
    Text,
    /// A number up to [`COPIES_LIMIT`].
    Count,
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// A value of a cell.
pub trait Cell: Sized {
    /// What it is.
    const KIND: CellKind;
    /// The value as text.
    fn text(&self) -> String;
    /// The value of a text.
    fn read(text: &str) -> Option<Self>;
}

impl Cell for String {
    const KIND: CellKind = CellKind::Line;
    fn text(&self) -> String {
        self.clone()
    }
    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Cell for u32 {
    const KIND: CellKind = CellKind::Count;
    fn text(&self) -> String {
        self.to_string()
    }
    fn read(text: &str) -> Option<Self> {
        text.trim().parse().ok()
    }
}

/// A cell that every row of a kind has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartColumn {
    /// Its name, the same in every layer.
    pub key: &'static str,
    /// What stands in it.
    pub kind: CellKind,
    /// It can't stay empty.
    pub required: bool,
}

/// Nothing was typed into a row: what is chosen or counted says nothing by itself.
pub fn is_blank(columns: &[PartColumn], cells: &[String]) -> bool {
    let typed = columns.iter().zip(cells).filter(|(column, _)| matches!(column.kind, CellKind::Line | CellKind::Text));
    typed.into_iter().all(|(_, cell)| cell.trim().is_empty())
}

/// Which rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// 设定依据
    Basis,
    /// 受理条件
    Conditions,
    /// 办理流程
    Steps,
    /// 申请材料
    Materials,
    /// 收费项目
    Fees,
    /// 审批结果
    Results,
    /// 办理渠道
    Channels,
    /// 常见问题
    Questions,
}

impl PartKind {
    /// Every kind, in the order of the service guide.
    pub const ALL: [Self; 8] =
        [Self::Basis, Self::Conditions, Self::Steps, Self::Materials, Self::Fees, Self::Results, Self::Channels, Self::Questions];

    /// Its name as a field of an item.
    pub fn code(self) -> &'static str {
        match self {
            Self::Basis => "basis",
            Self::Conditions => "conditions",
            Self::Steps => "steps",
            Self::Materials => "materials",
            Self::Fees => "fees",
            Self::Results => "results",
            Self::Channels => "channels",
            Self::Questions => "questions",
        }
    }

    /// The kind of a name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The cells of its rows.
    pub fn columns(self) -> &'static [PartColumn] {
        match self {
            Self::Basis => Basis::COLUMNS,
            Self::Conditions => Condition::COLUMNS,
            Self::Steps => Step::COLUMNS,
            Self::Materials => Material::COLUMNS,
            Self::Fees => Fee::COLUMNS,
            Self::Results => Outcome::COLUMNS,
            Self::Channels => Channel::COLUMNS,
            Self::Questions => Question::COLUMNS,
        }
    }
}

/// A row of any kind by its cells.
pub trait Part: Sized {
    /// The cells of a row.
    const COLUMNS: &'static [PartColumn];
    /// The values, in that order.
    fn cells(&self) -> Vec<String>;
    /// The row of such values; `None` if one is not what its cell holds.
    fn of_cells(cells: &[String]) -> Option<Self>;
}

macro_rules! kind_of {
    ($ty:ty,) => {
        <$ty as $crate::catalogue::parts::Cell>::KIND
    };
    ($ty:ty, $kind:ident) => {
        $crate::catalogue::parts::CellKind::$kind
    };
}

macro_rules! required {
    (required) => {
        true
    };
    (optional) => {
        false
    };
}

// `as Text` marks a cell of several lines.
macro_rules! parts {
    ($($(#[$meta:meta])* $name:ident { $($(#[$about:meta])* $field:ident: $ty:ty $(as $kind:ident)? = $mark:ident),+ $(,)? })+) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
            #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
            #[serde(default)]
            pub struct $name {
                $($(#[$about])* pub $field: $ty),+
            }

            impl $crate::catalogue::parts::Part for $name {
                const COLUMNS: &'static [$crate::catalogue::parts::PartColumn] = &[
                    $($crate::catalogue::parts::PartColumn {
                        key: stringify!($field),
                        kind: $crate::catalogue::parts::kind_of!($ty, $($kind)?),
                        required: $crate::catalogue::parts::required!($mark),
                    }),+
                ];
                fn cells(&self) -> Vec<String> {
                    vec![$($crate::catalogue::parts::Cell::text(&self.$field)),+]
                }
                fn of_cells(cells: &[String]) -> Option<Self> {
                    let mut cells = cells.iter();
                    Some(Self { $($field: $crate::catalogue::parts::Cell::read(cells.next()?)?),+ })
                }
            }
        )+
    };
}

pub(crate) use {kind_of, parts, required};

parts! {
    /// 设定依据
    Basis {
        /// 法律法规或文件名称
        law: String = required,
        /// 条款号
        article: String = optional,
        /// 原文
        text: String as Text = optional,
    }
    /// 受理条件
    Condition {
        /// 条件
        text: String as Text = required,
    }
    /// 办理环节
    Step {
        /// 环节名称
        name: String = required,
        /// 办理内容
        content: String as Text = optional,
        /// 办理人员或岗位
        handler: String = optional,
        /// 办理时限, as the office writes it: parts of a limit are not enforced.
        term: String = optional,
    }
    /// 申请材料
    Material {
        /// 材料名称
        name: String = required,
        /// 必要性
        need: MaterialNeed = optional,
        /// 类型
        kind: MaterialKind = optional,
        /// 形式
        form: MaterialForm = optional,
        /// 份数
        copies: u32 = optional,
        /// 规格
        spec: String = optional,
        /// 来源渠道
        source: MaterialSource = optional,
        /// 来源渠道说明: who issues it
        source_note: String = optional,
        /// 受理标准
        standard: String as Text = optional,
        /// 空白表: name or address
        blank: String = optional,
        /// 样表: name or address
        sample: String = optional,
        /// 要求提供材料的依据
        basis: String as Text = optional,
    }
    /// 收费项目
    Fee {
        /// 名称
        name: String = required,
        /// 标准
        standard: String = required,
        /// 依据
        basis: String as Text = optional,
        /// 可否减免
        reducible: Reducible = optional,
        /// 减免说明
        reduction: String as Text = optional,
    }
    /// 审批结果
    Outcome {
        /// 名称
        name: String = required,
        /// 类型: 证照, 批文 …
        kind: String = optional,
        /// 领取或送达方式
        delivery: String = optional,
        /// 样本: name or address
        sample: String = optional,
    }
    /// 办理渠道
    Channel {
        /// 渠道
        kind: ChannelKind = optional,
        /// 地点或网址
        address: String = required,
        /// 办理时间
        hours: String = optional,
        /// 说明
        note: String as Text = optional,
    }
    /// 常见问题
    Question {
        /// 问
        question: String as Text = required,
        /// 答
        answer: String as Text = required,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_comes_back_from_its_cells() {
        let material = Material { name: "身份证".to_owned(), copies: 2, need: MaterialNeed::Deferrable, ..Material::default() };
        assert_eq!(Material::of_cells(&material.cells()), Some(material.clone()));
        let mut cells = material.cells();
        cells[4] = "两".to_owned();
        assert_eq!(Material::of_cells(&cells), None, "no number");
        assert_eq!(Material::of_cells(&cells[..3]), None, "cells are missing");
    }

    #[test]
    fn every_kind_is_known_by_its_name_and_needs_something() {
        for kind in PartKind::ALL {
            assert_eq!(PartKind::from_code(kind.code()), Some(kind));
            assert!(kind.columns().iter().any(|column| column.required), "{kind:?}: an empty row says nothing");
        }
    }
}
