//! Meetings of the leading group: one whose matters are all followed up, one whose matters are in part, a draft.
//!
//! All of it is made up; whoever led or attended is a function, not a person.

use crate::create::Failure;
use crate::tasks::account;
use api::meeting::{IssueMeeting, SaveMeeting, TurnAgreed};
use domain::account::Role;
use domain::day::later;
use domain::meeting::{Agreed, MeetingFields};
use service::{Actor, Service};
use std::sync::Arc;

/// What was agreed: text, lead, helper, days from today to the term.
type Matter = (&'static str, &'static str, Option<&'static str>, i64);

/// A meeting: its name, days ago, whether it is issued, of how many matters are made, what was agreed.
type Plan = (&'static str, i64, bool, usize, &'static [Matter]);

const PLANS: [Plan; 3] = [
    (
        "基层公共服务平台建设领导小组第一次会议",
        75,
        true,
        3,
        &[
            ("各镇便民服务中心改造方案报区民政局备案。逾期未报的通报", "区民政局", Some("区住房和城乡建设局"), -20),
            ("社保业务下沉清单向社会公布", "区人力资源和社会保障局", None, 10),
            ("区级权责清单完成修订", "区司法局", Some("区民政局"), -5),
        ],
    ),
    (
        "基层公共服务平台建设领导小组第二次会议",
        20,
        true,
        1,
        &[
            ("村级公共服务站挂牌逐站核对。名称不统一的限期更换", "区民政局", None, 15),
            ("自助终端故障当日响应、三日修复", "区人力资源和社会保障局", Some("区市场监督管理局"), 25),
            ("镇级权责清单编制完成初稿", "区司法局", None, 30),
            ("窗口中午无人值守问题整改", "区公安分局", Some("区民政局"), 12),
        ],
    ),
    ("基层公共服务平台建设领导小组第三次会议", 2, false, 0, &[("年底前开展平台建设验收", "区民政局", None, 33)]),
];

/// Holds the meetings; how many there were.
pub(crate) async fn hold(service: &Arc<Service>) -> Result<usize, Failure> {
    let office = account(service, Role::Inspector).await?;
    let today = service.now().day();
    let bodies = service.run_plain(Actor::LocalOperator, api::body::List {}).await?.bodies;
    let body = |name: &str| bodies.iter().find(|body| body.name == name).map(|body| body.id);
    for (n, (title, ago, is_issued, turned, agreed)) in PLANS.into_iter().enumerate() {
        let day = later(today, -ago);
        let fields = MeetingFields {
            title: title.to_owned(),
            number: if is_issued { format!("麻基服会纪〔{}〕{}号", day.year(), n + 1) } else { String::new() },
            day: Some(day),
            venue: "区政府三楼会议室".to_owned(),
            chair: "区政府分管领导".to_owned(),
            attended: "领导小组成员单位负责人，各镇分管领导".to_owned(),
            summary: "听取五个工作组进展汇报，研究存在的问题，议定下列事项。".to_owned(),
            agreed: agreed
                .iter()
                .map(|(text, lead, helper, due)| Agreed {
                    text: (*text).to_owned(),
                    lead: body(lead),
                    helpers: helper.and_then(body).into_iter().collect(),
                    // A term never lies before the meeting, however young the demonstration is.
                    due: Some(later(today, *due).max(day)),
                })
                .collect(),
        };
        let made = service.run_for(office, SaveMeeting { id: None, fields, version: 0 }).await?;
        if !is_issued {
            continue;
        }
        let issued = service.run_for(office, IssueMeeting { id: made.row.id, version: made.row.version }).await?;
        let agreed = issued.agreed.iter().take(turned).map(|one| one.id).collect();
        service.run_for(office, TurnAgreed { id: made.row.id, agreed, version: issued.row.version }).await?;
    }
    Ok(PLANS.len())
}
