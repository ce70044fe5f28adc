//! Ratings (好差评): what a person said of how he was served.
//!
//! Grades and channels follow GB/T 39734-2020 and the exchange interface of the provinces (domain brief §1).

use crate::body::BodyId;
use crate::place::PlaceId;
use crate::point::PointId;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// Stable key of a rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct RatingId(pub i64);

macro_rules! coded {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $number:literal, [$($word:literal),+];)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vmeta])* $variant,)+ }

        impl $name {
            /// Every value, in the order of its numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The number stored and exchanged.
            pub fn number(self) -> i16 {
                match self { $(Self::$variant => $number),+ }
            }

            /// The value of a number.
            pub fn from_number(number: i16) -> Option<Self> {
                match number { $($number => Some(Self::$variant),)+ _ => None }
            }

            /// The Chinese word used in files, the first of those understood.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => [$($word),+][0]),+ }
            }

            /// Reads a number or any of the words that files use; white space around it is ignored.
            pub fn parse(text: &str) -> Option<Self> {
                let text = text.trim();
                if let Ok(number) = text.parse::<i16>() {
                    return Self::from_number(number);
                }
                $(if [$($word),+].contains(&text) { return Some(Self::$variant); })+
                None
            }
        }
    };
}

coded! {
    /// 整体满意度, five grades; the two lowest are 差评.
    Grade {
        /// 非常不满意
        VeryBad = 1, ["非常不满意", "非常不满"];
        /// 不满意
        Bad = 2, ["不满意", "不满"];
        /// 基本满意
        Fair = 3, ["基本满意", "一般"];
        /// 满意
        Good = 4, ["满意"];
        /// 非常满意
        VeryGood = 5, ["非常满意", "很满意"];
    }
}

impl Grade {
    /// 差评: the two lowest grades.
    pub fn is_bad(self) -> bool {
        self <= Self::Bad
    }
}

coded! {
    /// 评价渠道
    Channel {
        /// PC端
        Pc = 1, ["PC端", "电脑端", "网上办事大厅"];
        /// 移动端
        Mobile = 2, ["移动端", "手机端", "微信端", "小程序"];
        /// 二维码
        QrCode = 3, ["二维码", "扫码"];
        /// 政务大厅平板电脑
        HallTablet = 4, ["政务大厅平板电脑", "平板电脑", "评价仪"];
        /// 政务大厅其他终端
        HallOther = 5, ["政务大厅其他终端", "自助终端", "自助设备端", "书面评价", "意见箱"];
        /// 短信
        Sms = 6, ["短信", "电话回访", "热线"];
        /// 系统默认评价: nobody rated, the system put it in
        SystemDefault = 7, ["系统默认评价", "系统默认", "默认评价", "默认好评"];
    }
}

coded! {
    /// 评价次数
    AssessNo {
        /// 首次
        First = 1, ["首次", "首次评价", "一次"];
        /// 二次 (追评), after a bad rating was dealt with
        FollowUp = 2, ["二次", "二次评价", "追评", "追加评价"];
    }
}

coded! {
    /// 评价对象: what was rated
    RatedObject {
        /// 办件
        Case = 1, ["办件"];
        /// 事项
        Item = 2, ["事项"];
        /// 工作人员
        Staff = 3, ["工作人员", "人员", "窗口人员"];
        /// 场所(平台)
        Site = 4, ["场所", "平台", "站点", "大厅"];
    }
}

coded! {
    /// 评价人属性
    PersonType {
        /// 个人(自然人)
        Person = 1, ["个人", "自然人"];
        /// 法人(企业)
        Organisation = 2, ["法人", "企业", "单位"];
    }
}

coded! {
    /// How a rating stands in the figures.
    Standing {
        /// Counted in rates.
        Counted = 0, ["计入"];
        /// Put in by the system (channel 7); kept, left out of rates.
        Default = 1, ["系统默认"];
        /// Superseded by the other rating of the same record, see [`standing_of`]; kept, left out of rates.
        Superseded = 2, ["已被取代"];
        /// Taken out with a reason, such as a mistaken or malicious rating.
        Excluded = 3, ["已剔除"];
        /// Taken out because an appeal (申诉) was upheld.
        AppealUpheld = 4, ["申诉成立"];
    }
}

/// The standing a rating starts with; a decision (excluded, appeal upheld) overrides it later.
///
/// `other_given`: the same record's other rating exists and a person gave it. It supersedes a first rating, and any that
/// the system put in by default, so that a case is counted as rated once.
pub fn standing_of(channel: Channel, assess_no: AssessNo, other_given: bool) -> Standing {
    match (channel, assess_no, other_given) {
        (Channel::SystemDefault, _, true) | (_, AssessNo::First, true) => Standing::Superseded,
        (Channel::SystemDefault, _, false) => Standing::Default,
        (_, AssessNo::First, false) | (_, AssessNo::FollowUp, _) => Standing::Counted,
    }
}

/// Longest comment kept, in characters.
pub const COMMENT_LIMIT: usize = 2_000;

/// Longest code, number or name in an imported file, in characters.
pub const FIELD_LIMIT: usize = 200;

/// A rating as lists show it. Name and phone of the rater are not here: they have a permission of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rating {
    /// Stable key.
    pub id: RatingId,
    /// Name of the source that sent it.
    pub source: String,
    /// 评价编号 at the source, or the fingerprint of a numberless source.
    pub record_no: String,
    /// 办件编号
    pub case_no: Option<String>,
    /// Where.
    pub place: PlaceId,
    /// Full name of the place.
    pub place_name: String,
    /// 服务站点
    pub point: Option<PointId>,
    /// Name of the service point.
    pub point_name: Option<String>,
    /// 窗口号
    pub window_no: Option<String>,
    /// 工号
    pub staff_no: Option<String>,
    /// 事项编码
    pub item_code: Option<String>,
    /// 事项名称
    pub item_name: Option<String>,
    /// 承办部门
    pub body: Option<BodyId>,
    /// Its name.
    pub body_name: Option<String>,
    /// 功能模块
    pub module_name: Option<String>,
    /// 评价渠道
    pub channel: Channel,
    /// 评价等级
    pub grade: Grade,
    /// 首次 or 二次
    pub assess_no: AssessNo,
    /// 评价对象
    pub object: RatedObject,
    /// 评价人属性
    pub person_type: Option<PersonType>,
    /// Reasons that were ticked (测评内容).
    pub reasons: Vec<String>,
    /// 文字评价
    pub comment: Option<String>,
    /// 评价时间
    pub at: Instant,
    /// How it stands in the figures.
    pub standing: Standing,
    /// Why it was excluded or the appeal upheld.
    pub standing_reason: Option<String>,
    /// Name or phone of the rater are kept (shown only by permission).
    pub has_rater: bool,
    /// Moves by one with every change.
    pub version: i64,
}

/// 138****5678: keeps the first three and last four of eleven digits, fewer of anything shorter.
pub fn mask_phone(phone: &str) -> String {
    let chars: Vec<char> = phone.chars().collect();
    if chars.len() < 8 {
        return "*".repeat(chars.len());
    }
    let head: String = chars[..3].iter().collect();
    let tail: String = chars[chars.len() - 4..].iter().collect();
    format!("{head}{}{tail}", "*".repeat(chars.len() - 7))
}

/// 张**: keeps the family name.
pub fn mask_name(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| format!("{first}{}", "*".repeat(chars.count().max(1))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_read_numbers_and_words() {
        for grade in Grade::ALL {
            assert_eq!(Grade::parse(&grade.number().to_string()), Some(*grade));
            assert_eq!(Grade::parse(&format!(" {} ", grade.word())), Some(*grade));
        }
        for bad in ["0", "6", "-1", "五", "", "满意吗"] {
            assert_eq!(Grade::parse(bad), None, "{bad}");
        }
        let bad: Vec<_> = Grade::ALL.iter().filter(|g| g.is_bad()).map(|g| g.number()).collect();
        assert_eq!(bad, [1, 2]);
    }

    #[test]
    fn standing_follows_channel_and_follow_up() {
        use AssessNo::{First, FollowUp};
        assert_eq!(standing_of(Channel::Mobile, First, false), Standing::Counted);
        assert_eq!(standing_of(Channel::Mobile, First, true), Standing::Superseded);
        assert_eq!(standing_of(Channel::Mobile, FollowUp, true), Standing::Counted);
        assert_eq!(standing_of(Channel::SystemDefault, First, true), Standing::Superseded);
        assert_eq!(standing_of(Channel::SystemDefault, FollowUp, true), Standing::Superseded);
        assert_eq!(standing_of(Channel::SystemDefault, FollowUp, false), Standing::Default);
    }

    #[test]
    fn masks() {
        assert_eq!(mask_phone("13812345678"), "138****5678");
        assert_eq!(mask_phone("12345"), "*****");
        assert_eq!(mask_name("欧阳春"), "欧**");
        assert_eq!(mask_name("李"), "李*");
        assert_eq!(mask_name(""), "");
    }
}
