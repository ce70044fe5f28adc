//! Tasks of the five working groups, in every state, as they would stand some months after the plan was made.
//!
//! All of it is made up; whoever answers for one is a function, not a person.

use crate::create::Failure;
use api::ErrorCode;
use api::task::{HaltTask, ReportTask, SaveGroup, SaveTask};
use domain::account::{AccountId, Role};
use domain::body::BodyId;
use domain::day::later;
use domain::place::{Level, PlaceId};
use domain::task::{Group, GroupFields, TaskFields, TaskId};
use service::{Actor, Service};
use std::sync::Arc;

/// Where a task is about.
#[derive(Clone, Copy)]
enum At {
    District,
    /// A town, in turn.
    Town(usize),
    /// A village of a town, in turn.
    Village(usize, usize),
}

/// How far it has come.
#[derive(Clone, Copy)]
enum Far {
    /// Nobody has told of it.
    Planned,
    /// Told so many percent.
    Told(u8),
    Done,
    /// Halted after so many percent.
    Halted(u8),
}

/// A task: group, title, person, body, where, days from today to begin and term, what comes before by its place in the list, how far.
type Plan = (Group, &'static str, &'static str, &'static str, At, i64, i64, &'static [usize], Far);

const PLANS: [Plan; 31] = [
    (Group::District, "区级平台场地改造", "区政务服务中心主任", "区住房和城乡建设局", At::District, -120, -60, &[], Far::Done),
    (Group::District, "区级平台综合窗口设置", "区政务服务中心主任", "区民政局", At::District, -60, -20, &[0], Far::Done),
    (Group::District, "区级平台自助服务区建设", "政务数据股股长", "区人力资源和社会保障局", At::District, -40, 20, &[0], Far::Told(60)),
    (Group::District, "区级平台事项进驻清单核定", "审批改革股股长", "区市场监督管理局", At::District, -50, -5, &[], Far::Told(80)),
    (Group::District, "区级平台“好差评”评价器安装", "政务数据股股长", "区市场监督管理局", At::District, -10, 15, &[1], Far::Told(25)),
    (Group::District, "区级平台试运行和验收", "区政务服务中心主任", "区民政局", At::District, 20, 60, &[2, 4], Far::Planned),
    (Group::Local, "镇级平台建设标准印发", "基层政权股股长", "区民政局", At::District, -110, -80, &[], Far::Done),
    (Group::Local, "镇便民服务中心改造", "镇党政办主任", "区民政局", At::Town(0), -70, -10, &[6], Far::Done),
    (Group::Local, "镇便民服务中心改造", "镇便民服务中心主任", "区民政局", At::Town(1), -70, -8, &[6], Far::Told(70)),
    (Group::Local, "镇便民服务中心改造", "镇分管镇长", "区民政局", At::Town(2), -60, 10, &[6], Far::Told(55)),
    (Group::Local, "镇级自助终端布设", "镇便民服务中心主任", "区人力资源和社会保障局", At::Town(1), -20, 25, &[8], Far::Told(10)),
    (Group::Local, "镇级自助终端布设", "镇党政办主任", "区人力资源和社会保障局", At::Town(0), -30, 2, &[7], Far::Told(90)),
    (Group::Local, "村级公共服务站挂牌", "村党组织书记", "区民政局", At::Village(0, 0), -45, -15, &[6], Far::Done),
    (Group::Local, "村级公共服务站挂牌", "村党组织书记", "区民政局", At::Village(0, 1), -45, -15, &[6], Far::Told(50)),
    (Group::Local, "村级公共服务站设施配备", "驻村工作队队长", "区农业农村局", At::Village(1, 0), -30, 30, &[6], Far::Told(40)),
    (Group::Local, "村级公共服务站设施配备", "驻村工作队队长", "区农业农村局", At::Village(1, 1), -5, 40, &[6], Far::Planned),
    (Group::Local, "村级“24小时自助服务区”试点", "镇分管镇长", "区民政局", At::Village(2, 0), -25, 35, &[], Far::Halted(30)),
    (Group::HumanResources, "社保业务下沉事项清单", "社保股股长", "区人力资源和社会保障局", At::District, -90, -50, &[], Far::Done),
    (
        Group::HumanResources,
        "社保经办系统村级账号开通",
        "社保股股长",
        "区人力资源和社会保障局",
        At::District,
        -50,
        -12,
        &[17],
        Far::Told(75),
    ),
    (Group::HumanResources, "待遇资格认证村级培训", "就业股股长", "区人力资源和社会保障局", At::District, -8, 18, &[18], Far::Told(20)),
    (Group::HumanResources, "就业服务事项并入综合窗口", "就业股股长", "区人力资源和社会保障局", At::District, 5, 45, &[1], Far::Planned),
    (Group::HumanResources, "人社自助终端功能上线", "政务数据股股长", "区人力资源和社会保障局", At::District, -15, 3, &[2], Far::Told(65)),
    (Group::Justice, "镇公共法律服务工作站规范化", "司法所所长", "区司法局", At::Town(0), -60, -3, &[], Far::Told(85)),
    (Group::Justice, "村(居)法律顾问值班表公示", "司法所所长", "区司法局", At::Town(1), -40, 5, &[], Far::Told(60)),
    (Group::Justice, "人民调解室进驻镇级平台", "基层股股长", "区司法局", At::Town(1), 0, 30, &[8], Far::Planned),
    (Group::Justice, "法律援助申请网上受理", "基层股股长", "区司法局", At::District, -30, 28, &[3], Far::Told(35)),
    (Group::Lists, "区级权责清单修订", "编制股股长", "区司法局", At::District, -100, -30, &[], Far::Done),
    (Group::Lists, "镇级权责清单编制", "编制股股长", "区司法局", At::District, -30, 12, &[26], Far::Told(45)),
    (Group::Lists, "村级协助事项清单公布", "基层政权股股长", "区民政局", At::District, 10, 50, &[27], Far::Planned),
    (Group::Lists, "镇便民服务中心机构设置批复", "编制股股长", "区民政局", At::District, -80, -45, &[], Far::Done),
    (Group::Lists, "服务站工作人员配备核查", "编制股股长", "区人力资源和社会保障局", At::District, -20, -2, &[29], Far::Halted(10)),
];

/// Who leads each group.
const LEADS: [(Group, &str, &str); 5] = [
    (Group::District, "区民政局", "区政府分管领导"),
    (Group::Local, "区民政局", "区政府分管领导"),
    (Group::HumanResources, "区人力资源和社会保障局", "区人社局主要负责人"),
    (Group::Justice, "区司法局", "区司法局主要负责人"),
    (Group::Lists, "区司法局", "区委编办主要负责人"),
];

/// The account that demonstrates a role.
pub(crate) async fn account(service: &Arc<Service>, role: Role) -> Result<AccountId, Failure> {
    let accounts = service.run_plain(Actor::LocalOperator, api::account::List {}).await?.accounts;
    let found = accounts.iter().find(|account| account.login == role.code()).map(|account| account.id);
    Ok(found.ok_or_else(|| api::ApiError::from(ErrorCode::NotFound))?)
}

async fn report(service: &Arc<Service>, office: AccountId, id: TaskId, progress: u8, version: i64) -> Result<i64, Failure> {
    let is_done = progress == domain::task::flow::DONE;
    let (words, proof) = if is_done {
        ("已全部完成并自查", "验收单和照片存办公室")
    } else {
        ("按计划推进，已完成阶段工作", "")
    };
    let told = ReportTask { id, progress, words: words.to_owned(), proof: proof.to_owned(), version };
    Ok(service.run_for(office, told).await?.row.version)
}

/// Makes the groups' tasks; how many there are.
pub(crate) async fn plan(service: &Arc<Service>) -> Result<usize, Failure> {
    let office = account(service, Role::Inspector).await?;
    let today = service.now().day();
    let bodies = service.run_plain(Actor::LocalOperator, api::body::List {}).await?.bodies;
    let body = |name: &str| bodies.iter().find(|body| body.name == name).map(|body| body.id);
    let places = service.run_plain(Actor::LocalOperator, api::place::Tree {}).await?.places;
    let towns: Vec<PlaceId> = places.iter().filter(|place| place.level == Level::Town).map(|place| place.id).collect();
    let village = |town: usize, n: usize| {
        let town = towns.get(town)?;
        places.iter().filter(|place| place.level == Level::Village && place.parent == Some(*town)).nth(n).map(|place| place.id)
    };
    for (group, lead, leader) in LEADS {
        let fields = GroupFields { name: String::new(), lead: body(lead), leader: leader.to_owned() };
        service.run_for(office, SaveGroup { group, fields, version: 0 }).await?;
    }
    let helper: Option<BodyId> = body("区财政局").or_else(|| body("区司法局"));
    let mut made: Vec<TaskId> = Vec::with_capacity(PLANS.len());
    for (n, (group, title, responsible, lead, at, start, due, before, far)) in PLANS.into_iter().enumerate() {
        let place = match at {
            At::District => None,
            At::Town(town) => towns.get(town).copied(),
            At::Village(town, nth) => village(town, nth),
        };
        let named = place.and_then(|id| places.iter().find(|one| one.id == id)).map(|one| one.name.clone()).unwrap_or_default();
        let lead = body(lead);
        let fields = TaskFields {
            title: format!("{named}{title}"),
            group,
            demand: format!("按方案完成“{title}”，留存验收材料，纳入台账管理。"),
            responsible: format!("{named}{responsible}"),
            lead,
            helpers: helper.into_iter().filter(|helper| n % 3 == 0 && Some(*helper) != lead).collect(),
            place,
            start: Some(later(today, start)),
            due: Some(later(today, due)),
            before: before.iter().filter_map(|n| made.get(*n).copied()).collect(),
            note: String::new(),
        };
        let row = service.run_for(office, SaveTask { id: None, fields, version: 0 }).await?.row;
        made.push(row.id);
        match far {
            Far::Planned => {}
            Far::Told(progress) => {
                let version = if progress > 50 { report(service, office, row.id, progress / 2, row.version).await? } else { row.version };
                report(service, office, row.id, progress, version).await?;
            }
            Far::Done => {
                let version = report(service, office, row.id, 60, row.version).await?;
                report(service, office, row.id, 100, version).await?;
            }
            Far::Halted(progress) => {
                let version = report(service, office, row.id, progress, row.version).await?;
                let halt = HaltTask { id: row.id, reason: "等上级资金下达".to_owned(), version };
                service.run_for(office, halt).await?;
            }
        }
    }
    Ok(made.len())
}
