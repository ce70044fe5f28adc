//! The closed sets of words in an item's 实施清单, each with the word that is stored.

use serde::{Deserialize, Serialize};

macro_rules! coded {
    ($($(#[$meta:meta])* $name:ident { $($(#[$about:meta])* $variant:ident => $code:literal),+ $(,)? })+) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
            #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
            pub enum $name {
                $($(#[$about])* #[serde(rename = $code)] $variant),+
            }

            impl $name {
                /// Every one, in order.
                pub const ALL: &'static [Self] = &[$(Self::$variant),+];

                /// The words stored, in the same order.
                pub const CODES: &'static [&'static str] = &[$($code),+];

                /// The word stored.
                pub fn code(self) -> &'static str {
                    match self { $(Self::$variant => $code),+ }
                }

                /// What a stored word says.
                pub fn from_code(code: &str) -> Option<Self> {
                    Self::ALL.iter().copied().find(|one| one.code() == code)
                }
            }

            impl $crate::catalogue::parts::Cell for $name {
                const KIND: $crate::catalogue::parts::CellKind = $crate::catalogue::parts::CellKind::Choice(Self::CODES);
                fn text(&self) -> String {
                    self.code().to_owned()
                }
                fn read(text: &str) -> Option<Self> {
                    Self::from_code(text)
                }
            }
        )+
    };
}

pub(crate) use coded;

coded! {
    /// 事项类型: the ten kinds of power and 公共服务.
    ItemKind {
        /// 行政许可
        Permit => "permit",
        /// 行政处罚
        Penalty => "penalty",
        /// 行政强制
        Coercion => "coercion",
        /// 行政征收
        Levy => "levy",
        /// 行政给付
        Grant => "grant",
        /// 行政检查
        Inspection => "inspection",
        /// 行政确认
        Confirmation => "confirmation",
        /// 行政奖励
        Reward => "reward",
        /// 行政裁决
        Adjudication => "adjudication",
        /// 其他行政权力
        Other => "other",
        /// 公共服务
        #[default]
        PublicService => "public_service",
    }
    /// 来源
    Origin {
        /// 省统一: what the province has settled is locked once it has been checked.
        Province => "province",
        /// 本地补充
        #[default]
        Local => "local",
    }
    /// 事项状态; its words are not a module's, so that the log knows whose it tells.
    ItemState {
        /// 在用
        #[default]
        Active => "in_use",
        /// 暂停
        Suspended => "paused",
        /// 取消: shown as such, never deleted.
        Cancelled => "cancelled",
    }
    /// 实施主体性质
    BodyNature {
        /// 法定机关
        #[default]
        Statutory => "statutory",
        /// 授权组织
        Authorised => "authorised",
        /// 受委托组织
        Entrusted => "entrusted",
    }
    /// 办件类型
    Handling {
        /// 即办件: decided on the spot, so there is nothing to promise.
        Instant => "instant",
        /// 承诺件
        #[default]
        Promised => "promised",
    }
    /// 服务对象
    Audience {
        /// 自然人
        #[default]
        Person => "person",
        /// 法人
        LegalPerson => "legal_person",
        /// 其他组织
        OtherOrganisation => "other_organisation",
    }
    /// 通办范围
    Reach {
        /// 不通办
        #[default]
        None => "none",
        /// 全区通办
        District => "district",
        /// 全市通办
        City => "city",
        /// 全省通办
        Province => "province",
        /// 跨省通办
        Nation => "nation",
    }
    /// 材料必要性
    MaterialNeed {
        /// 必要
        #[default]
        Required => "required",
        /// 非必要
        Optional => "optional",
        /// 容缺后补
        Deferrable => "deferrable",
    }
    /// 材料类型
    MaterialKind {
        /// 原件
        #[default]
        Original => "original",
        /// 复印件
        Copy => "copy",
        /// 原件和复印件
        Both => "both",
    }
    /// 材料形式
    MaterialForm {
        /// 纸质
        Paper => "paper",
        /// 电子
        Electronic => "electronic",
        /// 纸质或电子
        #[default]
        Either => "either",
    }
    /// 来源渠道
    MaterialSource {
        /// 申请人自备
        #[default]
        Applicant => "applicant",
        /// 政府部门核发
        Government => "government",
        /// 其他
        Other => "other",
    }
    /// 办理渠道
    ChannelKind {
        /// 窗口
        #[default]
        Window => "window",
        /// 网上
        Online => "online",
        /// 自助终端
        SelfService => "self_service",
        /// 手机端
        Mobile => "mobile",
        /// 微信端
        Wechat => "wechat",
        /// 邮寄
        Post => "post",
    }
    /// 可否减免
    Reducible {
        /// 不减免
        #[default]
        No => "no",
        /// 可减免
        Yes => "yes",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_and_stand_for_one_thing() {
        assert!(ItemKind::ALL.iter().all(|k| ItemKind::from_code(k.code()) == Some(*k)));
        assert_eq!(ItemKind::ALL.len(), 11);
        assert_eq!(ItemKind::from_code("licence"), None);
        let mut codes = ItemKind::CODES.to_vec();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), ItemKind::ALL.len());
        assert_eq!(serde_json::to_string(&ItemKind::PublicService).unwrap(), "\"public_service\"", "one word in both");
    }
}
