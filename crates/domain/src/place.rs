//! Places: the district, its towns and its villages.
//!
//! A place has a stable id; its 12-digit code (国家统计局 区划代码: 6 county, 3 town, 3 village digits) is a dated fact
//! about it, because a town that becomes a street office changes the code of every village below it.

use crate::change::Being;
use serde::{Deserialize, Serialize};

/// Stable key of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct PlaceId(pub i64);

/// The three levels of the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 区
    District,
    /// 镇
    Town,
    /// 村(居)
    Village,
}

impl Level {
    /// From the district down.
    pub const ALL: [Self; 3] = [Self::District, Self::Town, Self::Village];

    /// The word for it in addresses and filters.
    pub fn code(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Town => "town",
            Self::Village => "village",
        }
    }

    /// The number stored: 1 district, 2 town, 3 village.
    pub fn number(self) -> i16 {
        match self {
            Self::District => 1,
            Self::Town => 2,
            Self::Village => 3,
        }
    }

    /// The level of a stored number.
    pub fn from_number(n: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.number() == n)
    }
}

/// A 12-digit code; shorter official forms (6 for a county, 9 for a town) are padded with zeros.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct PlaceCode(String);

impl PlaceCode {
    /// Accepts 6, 9 or 12 ASCII digits.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let well_formed = matches!(text.len(), 6 | 9 | 12) && text.bytes().all(|b| b.is_ascii_digit());
        well_formed.then(|| Self(format!("{text:0<12}")))
    }

    /// The 12 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PlaceCode {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or(text)
    }
}

impl From<PlaceCode> for String {
    fn from(code: PlaceCode) -> Self {
        code.0
    }
}

/// A place as lists and pickers need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// Stable key.
    pub id: PlaceId,
    /// District, town or village.
    pub level: Level,
    /// The place above, none for the district.
    pub parent: Option<PlaceId>,
    /// The code in force.
    pub code: PlaceCode,
    /// Full name, such as 洋村东村委会.
    pub name: String,
    /// What fits on a tile: 洋村东.
    pub short_name: String,
    /// Full pinyin without tones or spaces, for the picker and for sorting.
    pub pinyin: String,
    /// Pinyin initials, for the picker.
    pub initials: String,
    /// Counted by the platform.
    pub active: bool,
    /// Why it is not counted.
    pub inactive_reason: Option<String>,
    /// From when on and until when it is there.
    #[serde(default, skip_serializing_if = "Being::is_plain")]
    pub being: Being,
    /// The place that it was merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<PlaceId>,
    /// The places that it was split into.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub split_into: Vec<PlaceId>,
    /// Moves by one with every change.
    pub version: i64,
}

impl Place {
    /// The place above it as places are now: one that was merged stands below the one that it was merged into.
    pub fn above(&self) -> Option<PlaceId> {
        self.merged_into.or(self.parent)
    }
}

/// One unit of the embedded list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedUnit {
    /// 12-digit code.
    pub code: PlaceCode,
    /// Full name.
    pub name: String,
    /// 9-digit code of the town, padded.
    pub town_code: PlaceCode,
    /// Name of the town.
    pub town: String,
}

/// Code and name of the district.
pub const DISTRICT: (&str, &str) = ("440811", "麻章区");

/// The state-farm headquarters that NBS lists and the platform's hundred villages leave out.
pub const STATE_FARM_CODE: &str = "440811100007";

/// Why the state-farm unit starts inactive.
pub const STATE_FARM_REASON: &str = "国营农场场部,不在平台统计的100个行政村(社区)之内";

/// The 101 units of the three towns (NBS 2022), in code order.
pub fn seed_units() -> Vec<SeedUnit> {
    include_str!("../data/units.csv")
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(',');
            let code = PlaceCode::parse(cells.next()?)?;
            let name = cells.next()?.to_owned();
            let town_code = PlaceCode::parse(cells.next()?)?;
            let town = cells.next()?.to_owned();
            Some(SeedUnit { code, name, town_code, town })
        })
        .collect()
}

/// The name without its administrative ending, for tiles: 洋村东村委会 → 洋村东.
pub fn short_name(name: &str) -> &str {
    ["社区居委会", "居委会", "村委会", "社区"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending).filter(|rest| !rest.is_empty()))
        .unwrap_or(name)
}

/// What people write for a name besides the name itself: without its ending, and with the endings that its kind may have.
pub fn forms(name: &str, level: Level) -> Vec<String> {
    let (stem, endings): (&str, &[&str]) = match level {
        Level::District => (name.strip_suffix(['区', '县', '市']).unwrap_or(name), &[""]),
        Level::Town => (["街道办事处", "街道", "镇", "乡"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name), &[""]),
        Level::Village if name.ends_with("村委会") => (short_name(name), &["", "村", "村委", "村民委员会"]),
        Level::Village => (short_name(name), &["", "社区", "居委", "居委会", "社区居委会", "居民委员会", "社区居民委员会"]),
    };
    if stem.is_empty() {
        return Vec::new();
    }
    endings.iter().map(|ending| format!("{stem}{ending}")).filter(|form| form != name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_name() {
        assert_eq!(forms("北山村委会", Level::Village), ["北山", "北山村", "北山村委", "北山村民委员会"]);
        assert_eq!(forms("太平镇", Level::Town), ["太平"]);
        assert!(forms("黄外社区居委会", Level::Village).contains(&"黄外社区".to_owned()));
        assert!(forms("镇", Level::Town).is_empty() && !forms("村委会", Level::Village).contains(&String::new()));
    }

    #[test]
    fn the_list_is_forty_one_thirty_one_twenty_nine() {
        let units = seed_units();
        assert_eq!(units.len(), 101);
        let of = |town: &str| units.iter().filter(|u| u.town == town).count();
        assert_eq!((of("麻章镇"), of("太平镇"), of("湖光镇")), (41, 31, 29));
        assert!(units.iter().any(|u| u.code.as_str() == STATE_FARM_CODE));
        assert!(units.is_sorted_by(|a, b| a.code < b.code));
    }

    #[test]
    fn codes_are_padded_or_refused() {
        assert_eq!(PlaceCode::parse("440811").unwrap().as_str(), "440811000000");
        assert_eq!(PlaceCode::parse(" 440811100 ").unwrap().as_str(), "440811100000");
        for bad in ["", "4408", "44081110000x", "4408111000011", "4.40811E+11"] {
            assert_eq!(PlaceCode::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn short_names_lose_only_the_ending() {
        assert_eq!(short_name("洋村东村委会"), "洋村东");
        assert_eq!(short_name("湖光农场场部社区居委会"), "湖光农场场部");
        assert_eq!(short_name("村委会"), "村委会");
        assert_eq!(short_name("麻章镇"), "麻章镇");
    }
}
