//! 权责清单 of three bodies and a town: published some time ago, changed and withdrawn since, and some on their way.
//!
//! What they say is made up after the pattern of published lists; nobody has checked it, so all are 待核实, and their notes say so.

use domain::body::BodyId;
use domain::catalogue::codes::ItemKind;
use domain::duty::{DutyFields, DutyList, DutyStep, LegalBasis, RiskLevel, RiskPoint};
use domain::place::{Level, PlaceId};

const NOTE: &str = "演示用示例，内容待与权威清单核实。";

/// The body of the town's list.
pub(crate) const TOWN_BODY: &str = "麻章镇人民政府";

/// A body and its entries: type, name, law, article.
type Entries = (&'static str, &'static str, &'static [(ItemKind, &'static str, &'static str, &'static str)]);

const DISTRICT: [Entries; 3] = [
    (
        "区民政局",
        "MZ",
        &[
            (ItemKind::Permit, "社会团体成立登记", "社会团体登记管理条例", "第九条"),
            (ItemKind::Permit, "民办非企业单位成立登记", "民办非企业单位登记管理暂行条例", "第三条"),
            (ItemKind::Permit, "公开募捐资格审核", "中华人民共和国慈善法", "第二十二条"),
            (ItemKind::Permit, "殡葬设施建设审批", "殡葬管理条例", "第八条"),
            (ItemKind::Penalty, "对养老机构歧视、侮辱老年人的处罚", "养老机构管理办法", "第四十六条"),
            (ItemKind::Penalty, "对擅自兴建殡葬设施的处罚", "殡葬管理条例", "第十八条"),
            (ItemKind::Grant, "临时救助金给付", "社会救助暂行办法", "第四十七条"),
            (ItemKind::Grant, "特困人员救助供养金给付", "社会救助暂行办法", "第十四条"),
            (ItemKind::Confirmation, "居民婚姻登记", "婚姻登记条例", "第二条"),
            (ItemKind::Inspection, "对养老服务机构的监督检查", "养老机构管理办法", "第三十八条"),
        ],
    ),
    (
        "区人力资源和社会保障局",
        "RS",
        &[
            (ItemKind::Permit, "民办职业培训学校设立审批", "中华人民共和国民办教育促进法", "第十二条"),
            (ItemKind::Permit, "人力资源服务许可", "人力资源市场暂行条例", "第十八条"),
            (ItemKind::Permit, "劳务派遣经营许可", "中华人民共和国劳动合同法", "第五十七条"),
            (ItemKind::Penalty, "对用人单位不按规定支付工资的处罚", "劳动保障监察条例", "第二十六条"),
            (ItemKind::Penalty, "对违反女职工劳动保护规定的处罚", "女职工劳动保护特别规定", "第十三条"),
            (ItemKind::Penalty, "对骗取社会保险待遇的处罚", "中华人民共和国社会保险法", "第八十八条"),
            (ItemKind::Confirmation, "工伤认定", "工伤保险条例", "第五条"),
            (ItemKind::Grant, "失业保险金给付", "失业保险条例", "第十四条"),
            (ItemKind::Inspection, "对用人单位劳动保障情况的检查", "劳动保障监察条例", "第十条"),
            (ItemKind::PublicService, "就业失业登记", "中华人民共和国就业促进法", "第三十五条"),
        ],
    ),
    (
        "区市场监督管理局",
        "SJ",
        &[
            (ItemKind::Permit, "食品经营许可", "中华人民共和国食品安全法", "第三十五条"),
            (ItemKind::Permit, "药品零售许可", "中华人民共和国药品管理法", "第五十一条"),
            (ItemKind::Permit, "特种设备使用登记", "中华人民共和国特种设备安全法", "第三十三条"),
            (ItemKind::Penalty, "对销售不合格食品的处罚", "中华人民共和国食品安全法", "第一百二十四条"),
            (ItemKind::Penalty, "对不按规定明码标价的处罚", "中华人民共和国价格法", "第四十二条"),
            (ItemKind::Penalty, "对虚假广告的处罚", "中华人民共和国广告法", "第五十五条"),
            (ItemKind::Coercion, "查封、扣押不符合安全标准的食品", "中华人民共和国食品安全法", "第一百一十条"),
            (ItemKind::Inspection, "对食品生产经营的监督检查", "中华人民共和国食品安全法", "第一百一十条"),
            (ItemKind::Confirmation, "企业登记注册", "市场主体登记管理条例", "第三条"),
            (ItemKind::Reward, "对举报食品安全违法行为的奖励", "中华人民共和国食品安全法", "第一百一十五条"),
        ],
    ),
];

const TOWN: [(DutyList, &str); 10] = [
    (DutyList::TownBasic, "开展村级公共服务站日常管理"),
    (DutyList::TownBasic, "受理、初审临时救助申请"),
    (DutyList::TownBasic, "办理村民宅基地审批"),
    (DutyList::TownBasic, "组织开展农村人居环境整治"),
    (DutyList::TownBasic, "调解民间纠纷"),
    (DutyList::TownAssist, "配合开展食品安全隐患排查"),
    (DutyList::TownAssist, "配合开展养老机构安全检查"),
    (DutyList::TownAssist, "配合开展拖欠农民工工资线索摸排"),
    (DutyList::TownRecalled, "特种设备安全监管"),
    (DutyList::TownRecalled, "劳务派遣单位年度核验"),
];

fn steps(kind: ItemKind) -> Vec<DutyStep> {
    let step =
        |(name, content): &(&str, &str)| DutyStep { name: (*name).to_owned(), content: (*content).to_owned(), ..DutyStep::default() };
    let all: &[(&str, &str)] = match kind {
        ItemKind::Penalty | ItemKind::Coercion => &[
            ("立案", "发现违法线索，10个工作日内决定是否立案。"),
            ("调查取证", "两名以上执法人员调查，出示证件，制作笔录。"),
            ("审理", "审查事实、证据、依据和程序，提出处理意见。"),
            ("告知", "告知拟作出的决定和陈述、申辩、听证的权利。"),
            ("决定", "作出决定，载明事实、依据、种类和救济途径。"),
            ("送达", "在7日内送达当事人。"),
            ("执行", "监督当事人履行；逾期不履行的依法申请强制执行。"),
        ],
        ItemKind::Inspection => &[
            ("制定方案", "按年度计划随机抽取检查对象和人员。"),
            ("现场检查", "两名以上人员检查，出示证件，记录情况。"),
            ("处理", "责令改正或移送，公开检查结果。"),
        ],
        _ => &[
            ("受理", "公示条件、材料和时限；当场告知或一次性告知补正。"),
            ("审查", "审查材料，必要时现场核查，提出意见。"),
            ("决定", "在承诺时限内作出决定；不予批准的说明理由。"),
            ("送达", "送达决定，公开结果。"),
            ("事后监管", "建立台账，开展后续检查。"),
        ],
    };
    all.iter().map(step).collect()
}

fn shared(body: BodyId, place: PlaceId, level: Level) -> DutyFields {
    DutyFields {
        body: Some(body),
        place: Some(place),
        levels: vec![level],
        accountable: "承办人、审核人、批准人及其直接主管人员".to_owned(),
        situations: "对符合条件的申请不予受理、不予办理的；超越权限或违反程序的；办理中索取、收受财物的；造成其他严重后果的。".to_owned(),
        accountability_basis: "《中华人民共和国公职人员政务处分法》".to_owned(),
        hotline: "0759-12345".to_owned(),
        note: NOTE.to_owned(),
        ..DutyFields::default()
    }
}

/// The entries of the three bodies, in the order of their codes.
pub(crate) fn of_bodies(body: impl Fn(&str) -> Option<BodyId>, district: PlaceId) -> Vec<DutyFields> {
    let mut all = Vec::new();
    for (name, short, entries) in DISTRICT {
        let Some(id) = body(name) else { continue };
        for (at, (kind, title, law, article)) in entries.iter().enumerate() {
            let risk = RiskPoint {
                stage: "审查".to_owned(),
                form: "擅自放宽条件或拖延办理".to_owned(),
                level: if *kind == ItemKind::Penalty { RiskLevel::High } else { RiskLevel::Medium },
                measure: "双人审查，结果公开，定期抽查".to_owned(),
                person: "股室负责人".to_owned(),
            };
            all.push(DutyFields {
                list: DutyList::Powers,
                code: format!("440811{short}-{:04}", at + 1),
                name: (*title).to_owned(),
                kind: *kind,
                basis: vec![LegalBasis { law: (*law).to_owned(), article: (*article).to_owned(), ..LegalBasis::default() }],
                measures: if *kind == ItemKind::Penalty {
                    "警告、罚款；情节严重的责令停业。".to_owned()
                } else {
                    String::new()
                },
                steps: steps(*kind),
                risks: vec![risk],
                flow_chart: format!("{title}运行流程图.pdf"),
                ..shared(id, district, Level::District)
            });
        }
    }
    all
}

/// The entries of the town.
pub(crate) fn of_town(body: BodyId, town: PlaceId) -> Vec<DutyFields> {
    let entry = |(at, (list, name)): (usize, &(DutyList, &str))| DutyFields {
        list: *list,
        code: format!("440811100-LZ-{:03}", at + 1),
        name: (*name).to_owned(),
        kind: ItemKind::Other,
        steps: steps(ItemKind::Other),
        authority: "镇在职责范围内组织实施；涉及执法的由区级部门承担。".to_owned(),
        ..shared(body, town, Level::Town)
    };
    TOWN.iter().enumerate().map(entry).collect()
}
