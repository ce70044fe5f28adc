//! Bodies and services of the made-up district.

/// A handling body.
pub(crate) const BODIES: [&str; 14] = [
    "区人力资源和社会保障局",
    "区民政局",
    "区医疗保障局",
    "区卫生健康局",
    "区公安分局",
    "区农业农村局",
    "区市场监督管理局",
    "区残疾人联合会",
    "区自然资源局",
    "区住房和城乡建设局",
    "区教育局",
    "区司法局",
    "区退役军人事务局",
    "区水务局",
];

/// A service: name, body (index), weight among all cases, minutes it takes, how much more often it is rated badly.
pub(crate) struct Service {
    pub(crate) name: &'static str,
    pub(crate) body: usize,
    pub(crate) weight: u32,
    pub(crate) trouble: u32,
    /// Only at town and district centres.
    pub(crate) centres_only: bool,
}

const fn service(name: &'static str, body: usize, weight: u32, trouble: u32, centres_only: bool) -> Service {
    Service { name, body, weight, trouble, centres_only }
}

/// What people come for.
pub(crate) const SERVICES: [Service; 42] = [
    service("城乡居民养老保险参保登记", 0, 90, 10, false),
    service("城乡居民养老保险待遇资格认证", 0, 140, 6, false),
    service("社会保障卡申领", 0, 60, 18, true),
    service("社会保障卡挂失与解挂", 0, 22, 14, false),
    service("就业困难人员认定", 0, 16, 22, false),
    service("灵活就业社会保险补贴申领", 0, 12, 26, true),
    service("最低生活保障申请", 1, 34, 40, false),
    service("特困人员救助供养申请", 1, 10, 24, false),
    service("临时救助申请", 1, 18, 34, false),
    service("高龄老人津贴申领", 1, 46, 12, false),
    service("婚姻登记预约", 1, 14, 8, true),
    service("城乡居民基本医疗保险参保登记", 2, 150, 10, false),
    service("医疗费用手工报销", 2, 64, 46, false),
    service("门诊特定病种备案", 2, 26, 30, true),
    service("异地就医备案", 2, 30, 16, false),
    service("生育登记", 3, 24, 8, false),
    service("计划生育家庭奖励扶助申请", 3, 12, 16, false),
    service("预防接种证查验", 3, 28, 6, false),
    service("出生登记（户口）", 4, 26, 14, true),
    service("居住证申领", 4, 20, 18, true),
    service("无犯罪记录证明", 4, 22, 10, true),
    service("户口迁移", 4, 18, 30, true),
    service("耕地地力保护补贴申报", 5, 40, 16, false),
    service("农机购置补贴申请", 5, 12, 28, true),
    service("农村宅基地申请", 5, 16, 52, false),
    service("政策性农业保险投保", 5, 36, 18, false),
    service("个体工商户设立登记", 6, 30, 16, true),
    service("食品经营许可（小餐饮）备案", 6, 14, 26, true),
    service("残疾人证办理", 7, 20, 24, false),
    service("困难残疾人生活补贴和重度残疾人护理补贴申请", 7, 24, 20, false),
    service("不动产登记（集体建设用地）", 8, 14, 56, true),
    service("农村危房改造申请", 9, 10, 36, false),
    service("公共租赁住房申请", 9, 8, 30, true),
    service("学前教育资助金申请", 10, 20, 12, false),
    service("义务教育阶段入学报名", 10, 22, 22, true),
    service("法律援助申请", 11, 8, 10, false),
    service("人民调解申请", 11, 10, 18, false),
    service("退役军人优待证申领", 12, 14, 10, true),
    service("优抚对象抚恤补助申领", 12, 10, 8, false),
    service("农村供水报装", 13, 12, 34, false),
    service("水费缴纳", 13, 58, 8, false),
    service("困难群众慰问金发放", 1, 16, 4, false),
];

/// A code in the form of an implementation list: district, body, kind and number.
pub(crate) fn code(index: usize) -> String {
    let body = SERVICES.get(index).map_or(0, |s| s.body) + 1;
    format!("440811{body:03}20{:05}", index + 1)
}

/// The terminal module that a service's ratings come from.
pub(crate) fn module(index: usize) -> &'static str {
    match SERVICES.get(index).map(|s| s.name) {
        Some("水费缴纳") => "水费缴纳",
        Some("法律援助申请") => "法律援助",
        Some("就业困难人员认定") => "就业援助",
        Some("政策性农业保险投保") => "惠农保险",
        _ if index.is_multiple_of(3) => "网上办事",
        _ => "办事指南",
    }
}

/// Services that nobody has put behind a module of the terminals yet.
const BEHIND_NONE: [&str; 3] = ["人民调解申请", "优抚对象抚恤补助申领", "农机购置补贴申请"];

/// Modules of the terminals that a service stands behind.
pub(crate) fn menus(index: usize) -> Vec<&'static str> {
    let Some(service) = SERVICES.get(index).filter(|s| !BEHIND_NONE.contains(&s.name)) else { return Vec::new() };
    let mut menus = vec!["办事指南"];
    let own = module(index);
    // Whoever cannot do it at a terminal only reads there how it is done.
    if own != "办事指南" && (own != "网上办事" || !service.centres_only) {
        menus.push(own);
    }
    menus
}
