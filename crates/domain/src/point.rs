//! Service points (服务站点): where people are served, on all three levels.

use crate::place::PlaceId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Stable key of a service point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct PointId(pub i64);

/// What stands behind the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PointKind {
    /// 区政务服务中心
    DistrictCentre,
    /// 镇便民服务中心
    TownCentre,
    /// 村(社区)便民服务站
    Station,
    /// 24小时自助服务点
    SelfService,
}

impl PointKind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::DistrictCentre, Self::TownCentre, Self::Station, Self::SelfService];

    /// The word stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::DistrictCentre => "district_centre",
            Self::TownCentre => "town_centre",
            Self::Station => "station",
            Self::SelfService => "self_service",
        }
    }

    /// The kind of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// What a person may edit of a service point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PointFields {
    /// 挂牌名称: today's name on the door.
    pub name: String,
    /// 地址
    pub address: String,
    /// 负责人
    pub head: String,
    /// 专职人员, names separated by 、
    pub staff: String,
    /// 电话
    pub phone: String,
    /// 开放时间 as posted.
    pub hours: String,
    /// 挂点领导
    pub leader: String,
    /// 驻村干部
    pub cadre: String,
    /// 启用日
    #[serde(default, with = "crate::day::MaybeDayText")]
    pub opened: Option<Date>,
    /// In use.
    pub active: bool,
    /// 窗口, in order.
    pub windows: Vec<Window>,
    /// 终端 and other devices, in order.
    pub devices: Vec<Device>,
}

/// A window (窗口).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Window {
    /// 窗口号, unique within the point.
    pub no: String,
    /// What it serves.
    pub name: String,
}

/// A device (终端): self-service terminal, rating device, screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Device {
    /// 终端编号, unique within the point.
    pub no: String,
    /// What it is, in words.
    pub name: String,
}

/// A service point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Point {
    /// Stable key.
    pub id: PointId,
    /// The place it serves.
    pub place: PlaceId,
    /// Its kind.
    pub kind: PointKind,
    /// What can be edited.
    pub fields: PointFields,
    /// First day on which it is no more.
    #[serde(default, with = "crate::day::MaybeDayText", skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
    /// The point that it was merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<PointId>,
    /// Moves by one with every change.
    pub version: i64,
}

/// What is wrong with the fields of a point: the field's name and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointProblem {
    /// A name on the door is required.
    NameMissing,
    /// A field is longer than 200 characters.
    TooLong(&'static str),
    /// Two windows or two devices carry the same number, or one has none.
    Numbers(&'static str),
}

impl PointFields {
    /// The first thing wrong, if any.
    pub fn problem(&self) -> Option<PointProblem> {
        if self.name.trim().is_empty() {
            return Some(PointProblem::NameMissing);
        }
        let texts = [
            ("name", &self.name),
            ("address", &self.address),
            ("head", &self.head),
            ("staff", &self.staff),
            ("phone", &self.phone),
            ("hours", &self.hours),
            ("leader", &self.leader),
            ("cadre", &self.cadre),
        ];
        if let Some((field, _)) = texts.iter().find(|(_, text)| text.chars().count() > 200) {
            return Some(PointProblem::TooLong(field));
        }
        let clash = |mut numbers: Vec<&str>| {
            numbers.sort_unstable();
            numbers.iter().any(|n| n.trim().is_empty()) || numbers.windows(2).any(|pair| pair[0] == pair[1])
        };
        if clash(self.windows.iter().map(|w| w.no.as_str()).collect()) {
            return Some(PointProblem::Numbers("windows"));
        }
        clash(self.devices.iter().map(|d| d.no.as_str()).collect()).then_some(PointProblem::Numbers("devices"))
    }
}
