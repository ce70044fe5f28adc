//! Matters of 督办 in every state, as an office would have them after some months: handed out, signed for, told of, late, done.
//!
//! All of it is made up; whoever asked for it is a function, not a person.

use crate::create::Failure;
use api::ErrorCode;
use api::account::{Create, GiveGrant};
use api::page::PageAt;
use api::supervision::{
    AskExtension, ChosenMatter, CloseMatter, HaltMatter, IssueMatter, MatterShown, ProposeMatter, ReportMatter, ReviewMatter, RevokeMatter,
    SaveMatter, SignMatter, UrgeMatters,
};
use domain::account::{AccountId, Role};
use domain::body::BodyId;
use domain::calendar::Unit;
use domain::day::later;
use domain::period::Period;
use domain::place::PlaceId;
use domain::rating::Grade;
use domain::supervision::cycle::Cycle;
use domain::supervision::{Link, LinkKind, MatterFields, Source, Term};
use jiff::civil::Date;
use service::{Actor, Service};
use std::sync::Arc;

/// How far a matter has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Far {
    Registered,
    Revoked,
    Issued,
    /// In hand, told of so many days ago, the last first.
    InHand(&'static [i64]),
    Asking,
    Urged,
    InReview,
    SentBack,
    Halted,
    Completed,
    Closed,
}

/// A matter: what, where from, who asked, the lead among the bodies, working days, how often it is told of, days ago, how far.
type Plan = (&'static str, Source, &'static str, &'static str, u32, Cycle, i64, Far);

const PLANS: [Plan; 28] = [
    (
        "村级公共服务站“24小时自助服务区”建设进度",
        Source::Meeting,
        "区政府常务会议",
        "区民政局",
        40,
        Cycle::Weekly,
        30,
        Far::InHand(&[3, 10, 17]),
    ),
    ("医保报销窗口排队时间过长", Source::Instruction, "区政府主要领导", "区医疗保障局", 10, Cycle::Weekly, 35, Far::InHand(&[20])),
    ("村级站点“零办件”问题整改", Source::Inspection, "区督查办", "区民政局", 15, Cycle::Weekly, 45, Far::Urged),
    ("一次性告知制度落实", Source::Instruction, "区政府分管领导", "区市场监督管理局", 20, Cycle::HalfMonthly, 20, Far::InHand(&[5])),
    ("农村宅基地审批超期件清理", Source::Superior, "市政府督查室", "区自然资源局", 30, Cycle::HalfMonthly, 50, Far::Asking),
    (
        "养老保险待遇资格认证下沉到村",
        Source::Meeting,
        "区政府常务会议",
        "区人力资源和社会保障局",
        60,
        Cycle::Monthly,
        40,
        Far::InHand(&[12]),
    ),
    ("12345热线反映户籍窗口态度差", Source::Hotline, "区12345热线办", "区公安分局", 5, Cycle::None, 4, Far::Issued),
    ("学前教育资助金发放不及时", Source::Hotline, "区12345热线办", "区教育局", 10, Cycle::Weekly, 9, Far::InHand(&[2])),
    (
        "残疾人证办理“跨镇通办”",
        Source::Meeting,
        "基层公共服务平台领导小组会议",
        "区残疾人联合会",
        45,
        Cycle::Monthly,
        15,
        Far::InHand(&[1]),
    ),
    ("法律援助工作站值班缺位", Source::Inspection, "区督查办", "区司法局", 7, Cycle::None, 6, Far::Issued),
    (
        "便民服务中心无障碍设施改造",
        Source::Instruction,
        "区政府主要领导",
        "区住房和城乡建设局",
        60,
        Cycle::HalfMonthly,
        25,
        Far::InHand(&[8, 20]),
    ),
    ("农村饮水安全投诉集中", Source::Superior, "市政府督查室", "区水务局", 20, Cycle::Weekly, 60, Far::InHand(&[30, 40])),
    ("惠农补贴“一卡通”发放核查", Source::Inspection, "区督查办", "区农业农村局", 30, Cycle::HalfMonthly, 33, Far::InReview),
    ("退役军人优待证集中办理", Source::Meeting, "区政府常务会议", "区退役军人事务局", 30, Cycle::Monthly, 48, Far::InReview),
    ("家庭医生签约服务真实性核查", Source::Inspection, "区督查办", "区卫生健康局", 20, Cycle::Weekly, 28, Far::SentBack),
    ("临时救助“小金额先行”落实", Source::Instruction, "区政府分管领导", "区民政局", 15, Cycle::None, 3, Far::Issued),
    ("自助终端故障三日未修", Source::Hotline, "区12345热线办", "区人力资源和社会保障局", 5, Cycle::None, 12, Far::InHand(&[])),
    ("个体工商户登记“只跑一次”", Source::Other, "区营商办", "区市场监督管理局", 25, Cycle::HalfMonthly, 14, Far::InHand(&[6])),
    ("村级站点挂牌名称不统一", Source::Inspection, "区督查办", "区民政局", 15, Cycle::None, 70, Far::Closed),
    ("政务服务网办事指南与窗口不一致", Source::Instruction, "区政府主要领导", "区市场监督管理局", 10, Cycle::Weekly, 55, Far::Closed),
    ("窗口人员中午无人值守", Source::Hotline, "区12345热线办", "区公安分局", 5, Cycle::None, 42, Far::Closed),
    ("困难群众临时救助金结算滞后", Source::Superior, "市政府督查室", "区民政局", 20, Cycle::Weekly, 65, Far::Completed),
    ("村医报酬拖欠核实", Source::Instruction, "区政府分管领导", "区卫生健康局", 15, Cycle::Weekly, 58, Far::Completed),
    ("高龄津贴静默认证试点", Source::Meeting, "基层公共服务平台领导小组会议", "区民政局", 40, Cycle::Monthly, 38, Far::Halted),
    ("职业技能培训补贴核查", Source::Inspection, "区督查办", "区人力资源和社会保障局", 30, Cycle::HalfMonthly, 21, Far::Halted),
    ("公租房申请材料精简", Source::Instruction, "区政府主要领导", "区住房和城乡建设局", 20, Cycle::None, 2, Far::Registered),
    ("农机购置补贴公示不规范", Source::Other, "区纪委监委", "区农业农村局", 15, Cycle::None, 1, Far::Registered),
    ("重复登记的督办件", Source::Other, "区督查办", "区民政局", 15, Cycle::None, 5, Far::Revoked),
];

struct Office {
    service: Arc<Service>,
    leader: AccountId,
    /// Hands out and enters what he is told.
    office: AccountId,
    /// Reviews.
    head: AccountId,
    today: Date,
}

impl Office {
    async fn report(&self, at: &MatterShown, words: &str, done: bool, on: Date) -> Result<MatterShown, Failure> {
        let report = ReportMatter {
            id: at.row.id,
            progress: words.to_owned(),
            problems: if done { String::new() } else { "人员和经费需要协调".to_owned() },
            steps: if done { String::new() } else { "按计划推进，逐站核对".to_owned() },
            done,
            on: Some(on),
            version: at.row.version,
        };
        Ok(self.service.run_for(self.office, report).await?)
    }

    /// Takes a matter that is registered as far as it is to come.
    async fn take(&self, made: MatterShown, issued: Date, far: Far) -> Result<(), Failure> {
        let (id, version) = (made.row.id, made.row.version);
        match far {
            Far::Registered => return Ok(()),
            Far::Revoked => {
                self.service.run_for(self.leader, RevokeMatter { id, reason: "重复登记".to_owned(), version }).await?;
                return Ok(());
            }
            _ => {}
        }
        let issue = IssueMatter { id, words: String::new(), on: Some(issued), version };
        let at = self.service.run_for(self.office, issue).await?;
        if far == Far::Issued {
            return Ok(());
        }
        let sign = SignMatter { id, words: "电话确认签收".to_owned(), version: at.row.version };
        let mut at = self.service.run_for(self.office, sign).await?;
        let ago = |n: i64| later(self.today, -n).max(issued);
        if let Far::InHand(reports) = far {
            for n in reports.iter().rev() {
                at = self.report(&at, "已部署，正在逐项整改", false, ago(*n)).await?;
            }
            return Ok(());
        }
        let reason = || "需等待上级批复".to_owned();
        match far {
            Far::Asking => {
                let at = self.report(&at, "已清理过半，其余件待上级批复", false, ago(7)).await?;
                let to = later(at.row.due.unwrap_or(self.today).max(self.today), 20);
                self.service.run_for(self.office, AskExtension { id, to, reason: reason(), version: at.row.version }).await?;
            }
            Far::Urged => {
                let matters = vec![ChosenMatter { id, version: at.row.version }];
                self.service.run_for(self.office, UrgeMatters { matters, words: "请于三日内书面反馈".to_owned() }).await?;
            }
            Far::Halted => {
                self.service.run_for(self.office, HaltMatter { id, reason: reason(), version: at.row.version }).await?;
            }
            _ => {
                let at = self.report(&at, "已全部整改，台账和照片附后", true, ago(5)).await?;
                if far == Far::InReview {
                    return Ok(());
                }
                let passed = far != Far::SentBack;
                let opinion = if passed { "核实属实" } else { "佐证材料不全，补充后再报" };
                let review = ReviewMatter { id, passed, opinion: opinion.to_owned(), version: at.row.version };
                let at = self.service.run_for(self.head, review).await?;
                if far == Far::Closed {
                    let close = CloseMatter { id, words: "回访群众满意".to_owned(), version: at.row.version };
                    self.service.run_for(self.head, close).await?;
                }
            }
        }
        Ok(())
    }
}

/// Bad ratings of the last weeks, as far as there are two.
async fn bad(office: &Office, district: PlaceId, until: Date) -> Result<Vec<Link>, Failure> {
    let filter = api::rating::Filter {
        place: district,
        below: true,
        period: Period { from: later(until, -90), to: until },
        grades: vec![Grade::VeryBad, Grade::Bad],
        standings: vec![domain::rating::Standing::Counted],
        channels: Vec::new(),
        assess_no: None,
        facet: None,
        weekday: None,
        hour: None,
        with_comment: true,
        text: None,
        basis: domain::change::Basis::Now,
    };
    let list = api::rating::List { filter, sort: None, page: PageAt::First, limit: 2 };
    let found = office.service.run_for(office.leader, list).await?.ratings;
    Ok(found.into_iter().map(|rating| Link { kind: LinkKind::Rating, id: rating.id.0 }).collect())
}

/// Makes the matters; how many there are.
pub(crate) async fn supervise(service: &Arc<Service>, district: PlaceId, until: Date) -> Result<usize, Failure> {
    let accounts = service.run_plain(Actor::LocalOperator, api::account::List {}).await?.accounts;
    let missing = || api::ApiError::from(ErrorCode::NotFound);
    let of = |role: Role| accounts.iter().find(|account| account.login == role.code()).map(|account| account.id).ok_or_else(missing);
    let create = Create { login: "demo.supervision".to_owned(), name: "演示督查办负责人".to_owned() };
    let head = service.run_plain(Actor::LocalOperator, create).await?.account;
    let from = domain::period::FIRST_DAY;
    let give = GiveGrant {
        account: head,
        role: Role::Inspector,
        place: district,
        body: None,
        from: service.now().day().min(until).max(from),
        until: None,
    };
    service.run_plain(Actor::LocalOperator, give).await?;
    let office =
        Office { service: Arc::clone(service), leader: of(Role::Leader)?, office: of(Role::Inspector)?, head, today: service.now().day() };
    let bodies = service.run_plain(Actor::LocalOperator, api::body::List {}).await?.bodies;
    let body = |name: &str| bodies.iter().find(|body| body.name == name).map(|body| body.id);
    let helper: Option<BodyId> = body("区司法局");
    let mut n = 0;
    for (at, (title, source, instructor, lead, days, cycle, ago, far)) in PLANS.into_iter().enumerate() {
        let issued = later(office.today, -ago);
        let lead = body(lead);
        let fields = MatterFields {
            title: title.to_owned(),
            source,
            instructor: instructor.to_owned(),
            instruction: "请认真研究，限期整改到位，并举一反三。".to_owned(),
            instructed: Some(issued),
            demand: format!("查清“{title}”的情况和原因，建立台账，逐项整改，按期反馈。"),
            leader: "区政府分管领导".to_owned(),
            lead,
            helpers: helper.into_iter().filter(|helper| at % 4 == 0 && Some(*helper) != lead).collect(),
            responsible: "经办股室负责人".to_owned(),
            term: Term::After { days, unit: Unit::Workday },
            cycle,
            ..MatterFields::default()
        };
        let made = service.run_for(office.leader, SaveMatter { id: None, fields, version: 0 }).await?;
        office.take(made, issued, far).await?;
        n += 1;
    }
    for (link, far) in bad(&office, district, until).await?.into_iter().zip([Far::InHand(&[]), Far::Registered]) {
        let mut fields = service.run_for(office.leader, ProposeMatter { link }).await?.fields;
        fields.lead = fields.lead.or_else(|| body("区民政局"));
        fields.term = Term::After { days: 5, unit: Unit::Workday };
        let issued = later(office.today, -6);
        fields.instructed = Some(issued);
        let made = service.run_for(office.leader, SaveMatter { id: None, fields, version: 0 }).await?;
        office.take(made, issued, far).await?;
        n += 1;
    }
    Ok(n)
}
