//! What was found on a reviewed visit, in every state on its way until it is closed; and what is done well there.

use crate::create::Failure;
use api::inspection::{
    AnswerFinding, BatchAct, ChosenFinding, ConfirmFinding, DecideExemplar, DecideFinding, FindingDeed, HandleFinding, HandleFindings,
    ProposeExemplar, ShowFinding,
};
use domain::account::AccountId;
use domain::day::later;
use domain::inspection::exemplar::ExemplarFields;
use domain::inspection::finding::flow::{FindingAct as Act, RecheckWay};
use domain::inspection::finding::{FindingFields, FindingId, Remedy, Severity};
use domain::inspection::plan::VisitId;
use service::Service;
use std::sync::Arc;

/// Whoever has to do with findings.
pub(crate) struct People {
    /// 督查办公室
    pub(crate) office: AccountId,
    /// Reviews, and decides.
    pub(crate) leader: AccountId,
    /// Has written the record.
    pub(crate) writer: AccountId,
    /// Another of those who were there.
    pub(crate) second: Option<AccountId>,
    /// Answers for the town in which the station lies; none: nobody does, and the office enters what it is told.
    pub(crate) town: Option<AccountId>,
}

/// How far a finding goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Far {
    Open,
    Issued,
    Asked,
    Returned,
    ToRecheck,
    Objected,
    Referred,
    Closed,
    Cancelled,
    Long,
    OnTheSpot,
}

/// Line, what is wrong, where, how grave, how far it goes.
const FOUND: [(&str, &str, &str, Severity, Far); 11] = [
    ("1.3", "值班表没有按季度更新。", "大厅入口公示栏", Severity::Minor, Far::Closed),
    ("2.4", "没有配备老花镜。", "填表台", Severity::Minor, Far::OnTheSpot),
    ("3.2", "一份办事指南的材料清单与公布版本不一致。", "资料架", Severity::Serious, Far::ToRecheck),
    ("4.5", "公示栏有一条过期信息。", "公示栏", Severity::Minor, Far::Open),
    ("2.1", "站点名称招牌破损。", "正门", Severity::Minor, Far::Issued),
    ("2.2", "服务大厅没有无障碍坡道。", "正门台阶", Severity::Serious, Far::Long),
    ("1.2", "一名专职人员没有佩戴工牌。", "服务窗口", Severity::Minor, Far::Objected),
    ("3.4", "部分办件没有登记上传。", "办件台账", Severity::Grave, Far::Returned),
    ("4.1", "外网线路经常中断。", "机柜", Severity::Serious, Far::Referred),
    ("5.2", "经费使用台账没有附票据。", "档案柜", Severity::Serious, Far::Asked),
    ("3.1", "事项上墙内容字号偏小。", "服务窗口", Severity::Minor, Far::Cancelled),
];

/// What is raised, with how far it goes.
pub(crate) fn found() -> Vec<(FindingFields, Far)> {
    let fields = |(line, what, spot, severity, far): &(&str, &str, &str, Severity, Far)| {
        let remedy = match far {
            Far::OnTheSpot => Remedy::OnTheSpot,
            Far::Long => Remedy::Long,
            _ => Remedy::Limited,
        };
        let days = match remedy {
            Remedy::Long => 60,
            Remedy::Limited => 10,
            _ => 0,
        };
        let fields = FindingFields {
            line: (*line).to_owned(),
            what: (*what).to_owned(),
            spot: (*spot).to_owned(),
            severity: *severity,
            remedy,
            days,
            unit: "村民委员会".to_owned(),
            measures: "明确专人负责，对照检查表逐项整改。".to_owned(),
            ..FindingFields::default()
        };
        (fields, *far)
    };
    FOUND.iter().map(fields).collect()
}

fn deed(act: Act, words: &str) -> FindingDeed {
    FindingDeed { act, words: words.to_owned(), ..FindingDeed::default() }
}

async fn version(service: &Arc<Service>, who: AccountId, id: FindingId) -> Result<i64, Failure> {
    Ok(service.run_for(who, ShowFinding { id }).await?.row.finding.version)
}

async fn handle(service: &Arc<Service>, who: AccountId, id: FindingId, deed: FindingDeed) -> Result<(), Failure> {
    let version = version(service, who, id).await?;
    service.run_for(who, HandleFinding { id, deed, version }).await?;
    Ok(())
}

async fn decide(service: &Arc<Service>, who: AccountId, id: FindingId, deed: FindingDeed) -> Result<(), Failure> {
    let version = version(service, who, id).await?;
    service.run_for(who, DecideFinding { id, deed, version }).await?;
    Ok(())
}

/// By the town; where nobody answers for it here, the office enters what it was told.
async fn answer(service: &Arc<Service>, people: &People, id: FindingId, mut deed: FindingDeed) -> Result<(), Failure> {
    let who = people.town.unwrap_or(people.office);
    if people.town.is_none() {
        deed.recipient = "站点负责人".to_owned();
    }
    let version = version(service, who, id).await?;
    service.run_for(who, AnswerFinding { id, deed, version }).await?;
    Ok(())
}

/// Takes what was found as far as it is to go.
pub(crate) async fn follow(service: &Arc<Service>, people: &People, all: &[(FindingId, Far)]) -> Result<(), Failure> {
    let mut chosen = Vec::new();
    for (id, far) in all {
        if !matches!(far, Far::Open | Far::OnTheSpot | Far::Referred) {
            chosen.push(ChosenFinding { id: *id, version: version(service, people.office, *id).await? });
        }
    }
    let issue = HandleFindings { findings: chosen, act: BatchAct::Issue, words: "请按期整改。".to_owned(), day: None };
    service.run_for(people.office, issue).await?;
    for (id, far) in all {
        Box::pin(one(service, people, *id, *far)).await?;
    }
    Ok(())
}

async fn one(service: &Arc<Service>, people: &People, id: FindingId, far: Far) -> Result<(), Failure> {
    let today = service.now().day();
    let (office, leader) = (people.office, people.leader);
    match far {
        Far::Open | Far::Issued => return Ok(()),
        Far::OnTheSpot => {
            let Some(second) = people.second else { return Ok(()) };
            let version = version(service, office, id).await?;
            let words = "当场购置并摆放到位，已拍照。".to_owned();
            service.run_for(second, ConfirmFinding { id, words, version }).await?;
            return Ok(());
        }
        Far::Referred => {
            let refer = FindingDeed {
                recipient: "区政务服务和数据管理局".to_owned(), ..deed(Act::Referred, "线路由区级统一运维。")
            };
            return handle(service, office, id, refer).await;
        }
        Far::Cancelled => return decide(service, leader, id, deed(Act::Cancelled, "字号符合制作规范，登记有误。")).await,
        _ => {}
    }
    answer(service, people, id, deed(Act::Signed, "")).await?;
    match far {
        Far::Objected if people.town.is_some() => {
            answer(service, people, id, deed(Act::Objected, "该同志当日外出办事，返回途中被检查。")).await?;
        }
        Far::Asked if people.town.is_some() => {
            let ask = FindingDeed { day: Some(later(today, 40)), ..deed(Act::Asked, "票据要到开户行补打，需要时间。") };
            answer(service, people, id, ask).await?;
        }
        Far::Long => {
            for (days, what) in [(20, "完成坡道设计和报批"), (45, "完成施工和验收")] {
                handle(service, office, id, FindingDeed { day: Some(later(today, days)), ..deed(Act::Planned, what) }).await?;
            }
            let reach =
                FindingDeed { milestone: 1, proof: "设计图纸".to_owned(), ..deed(Act::Reached, "设计已经镇政府同意。") };
            answer(service, people, id, reach).await?;
        }
        Far::ToRecheck | Far::Closed | Far::Returned => {
            let mended = FindingDeed {
                proof: "整改前后照片".to_owned(), ..deed(Act::Mended, "已整改到位，并安排专人每月自查。")
            };
            answer(service, people, id, mended).await?;
            let look = |way, act, words: &str| FindingDeed { way: Some(way), ..deed(act, words) };
            match far {
                Far::Closed => decide(service, leader, id, look(RecheckWay::Papers, Act::Passed, "照片清晰，情况属实。")).await?,
                Far::Returned => {
                    decide(service, leader, id, look(RecheckWay::OnSite, Act::Failed, "仍有三件没有上传，继续整改。")).await?;
                }
                _ => {}
            }
        }
        _ => {}
    }
    Ok(())
}

/// What is done well there: one waits for its review, one is spread.
pub(crate) async fn exemplars(service: &Arc<Service>, people: &People, visit: VisitId) -> Result<(), Failure> {
    let all = [
        ("代办不出村", "专人负责代办，每周固定两天到镇便民服务中心递交。", "代办登记簿和固定递交日。", true),
        ("办事指南一页纸", "把高频事项的指南压缩成一页，图示办理步骤。", "一页纸的版式，可以直接套用。", false),
    ];
    for (title, what, copy, spread) in all {
        let fields = ExemplarFields { title: title.to_owned(), what: what.to_owned(), copy: copy.to_owned(), ..ExemplarFields::default() };
        let made = service.run_for(people.writer, ProposeExemplar { visit, fields }).await?;
        if spread {
            let opinion = "做法简便易行，同意推广。".to_owned();
            service.run_for(people.leader, DecideExemplar { id: made.id, spread, opinion, version: made.version }).await?;
        }
    }
    Ok(())
}
