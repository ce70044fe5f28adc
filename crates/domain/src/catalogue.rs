//! The six categories (六大类) and the terminal modules (功能模块) that the platform's source names.
//!
//! Twenty-five of the "26 modules" are named there; the twenty-sixth slot stays open until an admin names it.

/// A category and its modules, in order.
#[derive(Clone, Copy, Debug)]
pub struct Category {
    /// Code stored.
    pub code: &'static str,
    /// 类
    pub name: &'static str,
    /// 模块
    pub modules: &'static [&'static str],
}

/// The categories as the source names them.
pub const CATEGORIES: [Category; 6] = [
    Category { code: "gov_service", name: "政务服务", modules: &["办事指南", "网上办事"] },
    Category {
        code: "party", name: "基层党建", modules: &["322一线工作法", "党务公开", "学习园地", "党代表工作室", "党员志愿服务活动"]
    },
    Category { code: "special", name: "专项工程", modules: &["精准扶贫", "新农村连片示范工程"] },
    Category {
        code: "org_ops",
        name: "组织运作",
        modules: &["三务公开", "麻章新闻", "特色旅游", "法律援助", "农户征信", "就业援助", "惠农保险", "民情互动", "投诉建议咨询"],
    },
    Category { code: "assets", name: "三资平台", modules: &["通知公告", "招标公告", "中标公告"] },
    Category {
        code: "convenience", name: "便民服务", modules: &["交通违章查询", "话费充值", "水费缴纳", "车票购买"]
    },
];

#[cfg(test)]
mod tests {
    #[test]
    fn twenty_five_are_named() {
        assert_eq!(super::CATEGORIES.iter().map(|c| c.modules.len()).sum::<usize>(), 25);
    }
}
