//! The four things that people do at the stations most, as complete items: 医疗报销, 工商营业执照, 户口, 学前教育资助金.
//!
//! They show what a finished 实施清单 looks like. Nobody has checked them against the district's own lists, so all are
//! marked 待核实, and their notes say so.

use crate::catalogue::{BODIES, SERVICES, code};
use domain::body::BodyId;
use domain::calendar::Unit;
use domain::catalogue::ModuleId;
use domain::catalogue::codes::{
    Audience, ChannelKind, Handling, ItemKind, MaterialForm, MaterialKind, MaterialNeed, MaterialSource, Reach,
};
use domain::catalogue::item::ItemFields;
use domain::catalogue::limit::Limit;
use domain::catalogue::parts::{Basis, Channel, Condition, Material, Outcome, Question, Step};
use domain::place::Level;

const NOTE: &str = "演示用示例，内容待与权威清单核实。";
const HOURS: &str = "工作日 8:30—12:00，14:30—17:30";

fn of_workdays(days: u32) -> Option<Limit> {
    Some(Limit { days, unit: Unit::Workday })
}

fn conditions(texts: &[&str]) -> Vec<Condition> {
    texts.iter().map(|text| Condition { text: (*text).to_owned() }).collect()
}

fn basis(law: &str, article: &str, text: &str) -> Basis {
    Basis { law: law.to_owned(), article: article.to_owned(), text: text.to_owned() }
}

fn step(name: &str, content: &str, handler: &str, term: &str) -> Step {
    Step { name: name.to_owned(), content: content.to_owned(), handler: handler.to_owned(), term: term.to_owned() }
}

fn question(question: &str, answer: &str) -> Question {
    Question { question: question.to_owned(), answer: answer.to_owned() }
}

fn channel(kind: ChannelKind, address: &str, hours: &str) -> Channel {
    Channel { kind, address: address.to_owned(), hours: hours.to_owned(), note: String::new() }
}

/// Something that a person brings along himself.
fn own(name: &str, kind: MaterialKind, copies: u32, standard: &str) -> Material {
    Material { name: name.to_owned(), kind, copies, standard: standard.to_owned(), ..Material::default() }
}

/// Something that an office has issued.
fn issued(name: &str, kind: MaterialKind, copies: u32, by: &str) -> Material {
    Material { source: MaterialSource::Government, source_note: by.to_owned(), ..own(name, kind, copies, "在有效期内，信息清晰") }
}

/// A form that is filled in.
fn form(name: &str, standard: &str) -> Material {
    Material { form: MaterialForm::Either, blank: format!("{name}（空白表）"), ..own(name, MaterialKind::Original, 1, standard) }
}

/// What all four have, with the name, code and body of a service of the made-up district.
fn usual(service: &str, body: impl Fn(&str) -> Option<BodyId>) -> Option<ItemFields> {
    let index = SERVICES.iter().position(|s| s.name == service)?;
    let owner = BODIES.get(SERVICES.get(index)?.body)?;
    Some(ItemFields {
        code: code(index),
        name: service.to_owned(),
        body: Some(body(owner)?),
        levels: vec![Level::District, Level::Town, Level::Village],
        audience: vec![Audience::Person],
        power_source: "法定本级行使".to_owned(),
        hours: HOURS.to_owned(),
        consult: "到就近的便民服务中心（站）窗口咨询".to_owned(),
        supervise: "12345政务服务便民热线".to_owned(),
        hall: true,
        booking: true,
        reach: Reach::District,
        note: NOTE.to_owned(),
        ..ItemFields::default()
    })
}

/// The four items; `body` and `module` know keys by names. What the district does not have is left out.
pub(crate) fn items(body: impl Fn(&str) -> Option<BodyId>, module: impl Fn(&str) -> Option<ModuleId>) -> Vec<ItemFields> {
    let modules = |names: &[&str]| names.iter().filter_map(|name| module(name)).collect::<Vec<_>>();
    let guide = modules(&["办事指南", "网上办事"]);
    [reimbursement(&body), licence(&body), birth(&body), preschool(&body)]
        .into_iter()
        .flatten()
        .map(|fields| ItemFields { modules: guide.clone(), ..fields })
        .collect()
}

fn reimbursement(body: &impl Fn(&str) -> Option<BodyId>) -> Option<ItemFields> {
    Some(ItemFields {
        kind: ItemKind::Grant,
        undertaker: "区医疗保障局医保经办机构".to_owned(),
        handling: Handling::Promised,
        legal: of_workdays(30),
        promised: of_workdays(15),
        visits: 1,
        online: true,
        express: true,
        basis: vec![basis(
            "中华人民共和国社会保险法",
            "第二十八条",
            "符合基本医疗保险药品目录、诊疗项目、医疗服务设施标准以及急诊、抢救的医疗费用，按照国家规定从基本医疗保险基金中支付。",
        )],
        conditions: conditions(&[
            "参加本区城乡居民基本医疗保险并按时缴费",
            "在定点医疗机构就医但未能直接结算，或者经备案后异地就医",
            "在费用发生后一年内提出申请",
        ]),
        steps: vec![
            step("收件", "核对材料是否齐全，齐全的出具受理回执，不齐全的一次告知", "窗口人员", "当场"),
            step("审核", "审核就医和费用是否属于支付范围，计算应付金额", "经办机构审核岗", "10个工作日"),
            step("拨付", "把应付金额拨付到申请人的银行账户", "经办机构财务岗", "5个工作日"),
        ],
        materials: vec![
            issued("居民身份证或社会保障卡", MaterialKind::Both, 1, "公安机关、人力资源社会保障部门"),
            own("医疗费用发票", MaterialKind::Original, 1, "加盖医疗机构印章"),
            own("医疗费用明细清单", MaterialKind::Original, 1, "加盖医疗机构印章"),
            own("出院记录或门诊病历", MaterialKind::Copy, 1, "写明诊断和治疗经过"),
            own("申请人银行账户信息", MaterialKind::Copy, 1, "户名与参保人一致"),
            Material {
                need: MaterialNeed::Deferrable, ..own("异地就医备案回执", MaterialKind::Copy, 1, "异地就医的提供，可以容缺后补")
            },
        ],
        results: vec![Outcome {
            name: "医疗费用报销结算单".to_owned(),
            kind: "结算单".to_owned(),
            delivery: "窗口领取或邮寄".to_owned(),
            sample: String::new(),
        }],
        channels: vec![
            channel(ChannelKind::Window, "各级便民服务中心（站）综合窗口", HOURS),
            channel(ChannelKind::Online, "网上办事大厅“医疗保障”专栏", "全天"),
        ],
        questions: vec![question("由家人代办可以吗？", "可以。代办人带本人身份证和参保人的身份证即可。")],
        ..usual("医疗费用手工报销", body)?
    })
}

fn licence(body: &impl Fn(&str) -> Option<BodyId>) -> Option<ItemFields> {
    Some(ItemFields {
        kind: ItemKind::Confirmation,
        undertaker: "区市场监督管理局登记注册股".to_owned(),
        legal: of_workdays(3),
        promised: of_workdays(1),
        visits: 0,
        online: true,
        express: true,
        terminal: true,
        reach: Reach::City,
        basis: vec![basis(
            "中华人民共和国市场主体登记管理条例",
            "第十九条",
            "登记机关应当对申请材料进行形式审查。对申请材料齐全、符合法定形式的予以确认并当场登记。不能当场登记的，应当在3个工作日内予以登记；情形复杂的，经登记机关负责人批准，可以再延长3个工作日。",
        )],
        conditions: conditions(&["申请人是有经营能力的公民", "有经营场所", "经营范围不属于法律、行政法规禁止的项目"]),
        steps: vec![
            step("收件", "村（居）服务站登记申请并上传材料", "服务站工作人员", "当场"),
            step("审查", "对申请材料进行形式审查", "登记注册岗", "1个工作日"),
            step("发照", "制发营业执照，同时推送电子营业执照", "登记注册岗", "当场"),
        ],
        materials: vec![
            form("个体工商户登记（备案）申请书", "经营者签名"),
            issued("经营者身份证", MaterialKind::Both, 1, "公安机关"),
            own("经营场所使用证明", MaterialKind::Copy, 1, "产权证明或租赁合同；无产权证明的由村（居）委会出具证明"),
        ],
        results: vec![Outcome {
            name: "营业执照".to_owned(),
            kind: "证照".to_owned(),
            delivery: "窗口领取、邮寄或自助打印".to_owned(),
            sample: String::new(),
        }],
        channels: vec![
            channel(ChannelKind::Online, "网上办事大厅“开办企业”专栏", "全天"),
            channel(ChannelKind::Window, "镇便民服务中心综合窗口", HOURS),
            channel(ChannelKind::SelfService, "区政务服务中心24小时自助服务区", "全天"),
        ],
        questions: vec![question("没有门店可以办吗？", "从事网络经营的，可以把网络经营场所登记为经营场所。")],
        ..usual("个体工商户设立登记", body)?
    })
}

fn birth(body: &impl Fn(&str) -> Option<BodyId>) -> Option<ItemFields> {
    Some(ItemFields {
        kind: ItemKind::Confirmation,
        undertaker: "辖区派出所户籍窗口".to_owned(),
        handling: Handling::Instant,
        visits: 1,
        basis: vec![basis(
            "中华人民共和国户口登记条例",
            "第七条",
            "婴儿出生后一个月以内，由户主、亲属、抚养人或者邻居向婴儿常住地户口登记机关申报出生登记。",
        )],
        conditions: conditions(&["新生儿父亲或母亲的户口在本区", "由父母、监护人或户主申报"]),
        steps: vec![
            step("申报", "服务站登记并把材料上传到派出所，或者申报人直接到户籍窗口", "服务站工作人员", "当场"),
            step("办理", "核对出生医学证明，登记户口，签发户口簿内页", "户籍民警", "当场"),
        ],
        materials: vec![
            issued("出生医学证明", MaterialKind::Original, 1, "助产医疗机构"),
            issued("父母居民身份证", MaterialKind::Both, 1, "公安机关"),
            issued("父母居民户口簿", MaterialKind::Both, 1, "公安机关"),
            Material { need: MaterialNeed::Optional, ..issued("父母结婚证", MaterialKind::Both, 1, "民政部门") },
        ],
        results: vec![Outcome {
            name: "居民户口簿内页".to_owned(),
            kind: "证照".to_owned(),
            delivery: "窗口领取".to_owned(),
            sample: String::new(),
        }],
        channels: vec![
            channel(ChannelKind::Window, "辖区派出所户籍窗口", HOURS),
            channel(ChannelKind::Window, "村（居）便民服务站（登记、上传）", HOURS),
        ],
        questions: vec![question("出生超过一个月还能办吗？", "可以，材料相同。")],
        ..usual("出生登记（户口）", body)?
    })
}

fn preschool(body: &impl Fn(&str) -> Option<BodyId>) -> Option<ItemFields> {
    Some(ItemFields {
        kind: ItemKind::Grant,
        undertaker: "区教育局学生资助管理机构".to_owned(),
        legal: of_workdays(60),
        promised: of_workdays(30),
        legal_note: "每学期集中评审一次".to_owned(),
        visits: 1,
        basis: vec![basis("学前教育资助政策文件", "", "以本年度通知为准，文号待核实后补录。")],
        conditions: conditions(&["在本区经批准设立的幼儿园就读", "家庭属于低保、特困、孤儿或残疾儿童家庭", "本学期没有领取同类资助"]),
        steps: vec![
            step("申请", "家长向幼儿园或服务站提交申请表，服务站登记并上传", "幼儿园、服务站", "开学后30日内"),
            step("评审", "幼儿园评审小组评审并在园内公示", "幼儿园评审小组", "10个工作日"),
            step("审核", "区教育局审核名单并送财政部门", "学生资助岗", "15个工作日"),
            step("发放", "资助金拨付到家长的银行账户", "学生资助岗", "5个工作日"),
        ],
        materials: vec![
            form("学前教育资助申请表", "家长签名，幼儿园盖章"),
            issued("儿童户口簿或出生医学证明", MaterialKind::Copy, 1, "公安机关、助产医疗机构"),
            issued("家庭经济困难证明", MaterialKind::Copy, 1, "民政部门、残疾人联合会"),
            own("家长银行账户信息", MaterialKind::Copy, 1, "户名为儿童的父亲、母亲或监护人"),
        ],
        results: vec![Outcome {
            name: "资助名单和资助金".to_owned(),
            kind: "资金".to_owned(),
            delivery: "拨付到银行账户".to_owned(),
            sample: String::new(),
        }],
        channels: vec![channel(ChannelKind::Window, "就读的幼儿园", "在园时间"), channel(ChannelKind::Window, "村（居）便民服务站", HOURS)],
        questions: vec![question("每学期都要申请吗？", "要。家庭情况每学期重新核对一次。")],
        ..usual("学前教育资助金申请", body)?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_are_complete_clear_and_unverified() {
        let all = items(|_| Some(BodyId(1)), |name| Some(ModuleId(if name == "办事指南" { 1 } else { 2 })));
        assert_eq!(all.len(), 4);
        for fields in all {
            let name = &fields.name;
            assert_eq!(fields.clone().tidy(), fields, "{name}");
            assert_eq!(fields.problem(), None, "{name}");
            assert_eq!(fields.vague(), [], "{name}");
            assert_eq!(fields.verified, None, "{name}");
            let rows = [fields.basis.len(), fields.conditions.len(), fields.steps.len(), fields.materials.len(), fields.questions.len()];
            assert!(rows.iter().all(|n| *n > 0), "{name}");
        }
        assert!(items(|_| None, |_| None).is_empty(), "without its body there is no item");
    }
}
