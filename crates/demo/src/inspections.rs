//! 督查: annual plans, and plans in different states: one drawn, one agreed to and to be drawn in front of guests, one that waits for its
//! approver, one that was sent back; and a patrol whose visits were all made. Of the visits of the drawn one, one is in hand and one was reviewed, both with photos; what was found there is in every state.
//!
//! All of it is made up; whoever witnessed is a function, not a person.

use crate::create::{Failure, Handed};
use crate::findings;
use crate::tasks::account;
use api::InFile;
use api::inspection::{
    BeginVisit, CoverVisitPhoto, DecidePlan, ListChecklists, ListVisits, LocateStation, MakeDraw, PlanShown, PlanVerdict, ReviewVisit,
    SaveAnswer, SaveFinding, SaveParty, SavePlan, SaveYear, SealRoster, SetVisitDays, ShowVisit, SubmitPlan, SubmitVisit, TakeVisitPhotos,
    VisitDay, VisitFilter, VisitPhotoTaken, VisitRow, VisitVerdict,
};
use api::page::PageAt;
use domain::account::{AccountId, Role};
use domain::day::later;
use domain::inspection::checklist::Target;
use domain::inspection::checklist::score::Answer;
use domain::inspection::finding::{FindingFields, Remedy, Severity};
use domain::inspection::photo::{BlackBox, Coordinates, PhotoFields, PhotoPhase};
use domain::inspection::plan::{Cover, Coverage, ListVersion, PlanFields, PlanId, PlanKind, Sent, VisitId, Weighting};
use domain::inspection::rules::YearFields;
use domain::inspection::visit::{Filled, PartyFields, Signing};
use domain::place::PlaceId;
use jiff::civil::{Date, Weekday, date};
use service::{Actor, Service};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// How far a plan has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Far {
    Drawn,
    Approved,
    Pending,
    Returned,
}

/// A plan: name, kind, cover, coverage, for what, days from today to its first and last day, how many are drawn, how far.
type Plan = (&'static str, PlanKind, Cover, Coverage, Target, i64, i64, u32, Far);

const PLANS: [Plan; 4] = [
    ("村级公共服务站“五统一”落实情况督查", PlanKind::Government, Cover::Open, Coverage::Sample, Target::Station, -3, 27, 10, Far::Drawn),
    ("窗口在岗和服务作风暗访", PlanKind::Government, Cover::Covert, Coverage::Sample, Target::Station, 5, 35, 6, Far::Approved),
    ("镇便民服务中心业务检查", PlanKind::Business, Cover::Open, Coverage::Full, Target::TownCentre, 10, 40, 0, Far::Pending),
    ("自助终端运行情况巡查", PlanKind::Patrol, Cover::Open, Coverage::Sample, Target::SelfService, 15, 45, 2, Far::Returned),
];

/// Files annual plans and makes the plans; how many.
pub(crate) async fn inspect(service: &Arc<Service>, towns: &[PlaceId], folder: &Path) -> Result<usize, Failure> {
    let (office, leader) = (account(service, Role::Inspector).await?, account(service, Role::Leader).await?);
    let today = service.now().day();
    file(service, office, today).await?;
    let mut inspectors = Vec::new();
    for role in [Role::Inspector, Role::CatalogueAdmin, Role::DepartmentHandler, Role::TownAdmin] {
        inspectors.push(Sent { account: account(service, role).await?, recused: Vec::new() });
    }
    // One of them has a relative at work in another town.
    if let (Some(one), Some(town)) = (inspectors.get_mut(1), towns.last()) {
        one.recused.push(*town);
    }
    let lists = service.run_plain(Actor::LocalOperator, ListChecklists {}).await?.checklists;
    let of_stations = lists.iter().find(|list| list.target == Target::Station);
    let of_stations = of_stations.and_then(|list| list.published.map(|no| ListVersion { list: list.id, no }));
    Box::pin(crate::visited::patrol(service, (office, leader), &inspectors, of_stations)).await?;
    for (title, kind, cover, coverage, target, from, until, take, far) in PLANS {
        let list = lists.iter().find(|list| list.target == target);
        let fields = PlanFields {
            title: title.to_owned(),
            kind,
            cover,
            coverage,
            from: Some(later(today, from)),
            until: Some(later(today, until)),
            checklist: list.and_then(|list| list.published.map(|no| ListVersion { list: list.id, no })),
            inspectors: inspectors.clone(),
            take,
            standby: u32::from(coverage == Coverage::Sample),
            weighting: if target == Target::Station { Weighting::Risk } else { Weighting::Equal },
            approver: Some(leader),
            basis: format!("{}年度督查计划；领导小组会议议定事项", today.year()),
            content: "机构人员、场所标识、流程内容、信息系统、经费保障五个方面的落实情况，群众办事实际体验。".to_owned(),
            ..PlanFields::default()
        };
        let made = service.run_for(office, SavePlan { id: None, fields, version: 0 }).await?.row;
        let handed_in = service.run_for(office, SubmitPlan { id: made.id, version: made.version }).await?.row;
        let (verdict, opinion) = match far {
            Far::Pending => continue,
            Far::Returned => (PlanVerdict::Return, "巡查与村级站点督查时间重叠，错开安排后再报。"),
            Far::Approved | Far::Drawn => (PlanVerdict::Approve, "同意。轻车简从，不增加基层负担。"),
        };
        let decide = DecidePlan { id: made.id, verdict, opinion: opinion.to_owned(), version: handed_in.version };
        let decided = service.run_for(leader, decide).await?;
        if far == Far::Drawn {
            draw(service, office, decided, today).await?;
            Box::pin(visit(service, office, leader, made.id, folder)).await?;
        }
    }
    // And the patrol.
    Ok(PLANS.len() + 1)
}

/// Files the annual plans of this year.
async fn file(service: &Arc<Service>, office: AccountId, today: Date) -> Result<(), Failure> {
    let year = today.year();
    let kinds = [
        (PlanKind::Government, "麻督年", 4, "全年政府督查不超过四次，其中暗访两次。"),
        (PlanKind::Business, "麻业年", 6, "业务检查结合季度工作开展，能合并的合并。"),
        (PlanKind::Patrol, "麻巡年", 12, "日常巡查每月一次，不要求站点报送材料。"),
    ];
    for (kind, word, plans, note) in kinds {
        let number = format!("{word}〔{year}〕1号");
        let fields = YearFields { number, filed: Some(date(year, 1, 1)), plans, note: note.to_owned() };
        service.run_for(office, SaveYear { year, kind, fields, version: 0 }).await?;
    }
    Ok(())
}

/// Draws, and sets the days of most visits.
async fn draw(service: &Arc<Service>, office: AccountId, plan: PlanShown, today: Date) -> Result<(), Failure> {
    let id = plan.row.id;
    let sealed = service.run_for(office, SealRoster { id, void: None, version: plan.row.version }).await?.row;
    let witnesses = vec!["区纪委监委派员".to_owned(), "区财政局派员".to_owned()];
    let draw = MakeDraw { id, nonce: "3 5 2 6 1 4".to_owned(), witnesses, version: sealed.version };
    service.run_for(office, draw).await?;
    let filter = VisitFilter { plan: Some(id), ..VisitFilter::default() };
    let visits = service.run_for(office, ListVisits { filter, page: PageAt::First, limit: 200 }).await?.visits;
    let workdays = (0..28).map(|n| later(today, n)).filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    // Two stations a day; the last ones have no day yet.
    let days = visits.iter().zip(workdays.flat_map(|day| [day, day])).take(visits.len().saturating_sub(2));
    let days: Vec<VisitDay> = days.map(|(visit, day)| VisitDay { id: visit.id, day: Some(day), version: visit.version }).collect();
    if !days.is_empty() {
        service.run_for(office, SetVisitDays { plan: id, days }).await?;
    }
    Ok(())
}

/// What is answered otherwise than 符合: line, answer, faults, words.
const ANSWERS: [(&str, Answer, u32, &str); 5] = [
    ("1.3", Answer::Partly, 0, "监督电话已张贴，值班表仍是上季度的。"),
    ("2.4", Answer::Partly, 1, "没有老花镜。"),
    ("3.2", Answer::Partly, 1, "一份办事指南的材料清单与公布版本不一致。"),
    ("4.2", Answer::Fails, 0, ""),
    ("4.5", Answer::Partly, 1, "公示栏有一条过期信息。"),
];

/// Lines that are answered of the visit that is in hand.
const IN_HAND: usize = 8;

/// Visits to which the office is sent: the first is in hand, the second was reviewed.
async fn visit(service: &Arc<Service>, office: AccountId, leader: AccountId, plan: PlanId, folder: &Path) -> Result<(), Failure> {
    let filter = VisitFilter { plan: Some(plan), mine: true, ..VisitFilter::default() };
    let visits = service.run_for(office, ListVisits { filter, page: PageAt::First, limit: 10 }).await?.visits;
    if let Some(row) = visits.first() {
        answer(service, office, row, IN_HAND).await?;
        for fields in in_hand() {
            service.run_for(office, SaveFinding { visit: row.id, id: None, fields, version: 0 }).await?;
        }
        photos(service, office, row.id, folder, 0).await?;
    }
    // Where the town admin of the demonstration answers; whoever is sent there writes.
    let town = account(service, Role::TownAdmin).await?;
    let home = service.run_for(town, api::session::Show {}).await?.person.map(|person| person.home);
    let filter = VisitFilter { plan: Some(plan), ..VisitFilter::default() };
    let all = service.run_for(office, ListVisits { filter, page: PageAt::First, limit: 200 }).await?.visits;
    let begun = visits.first().map(|visit| visit.id);
    let in_town = all.iter().find(|visit| Some(visit.town) == home && Some(visit.id) != begun);
    let Some(row) = in_town.or_else(|| visits.get(1)) else { return Ok(()) };
    let mut sent = row.inspectors.iter().map(|goer| goer.account);
    let Some(writer) = sent.next() else { return Ok(()) };
    answer(service, writer, row, usize::MAX).await?;
    present(service, writer, row.id).await?;
    let mut found = Vec::new();
    for (fields, far) in findings::found() {
        let raised = service.run_for(writer, SaveFinding { visit: row.id, id: None, fields, version: 0 }).await?;
        found.push((raised.id, far));
    }
    photos(service, writer, row.id, folder, 10).await?;
    let version = service.run_for(writer, ShowVisit { id: row.id }).await?.visit.version;
    let submitted = service.run_for(writer, SubmitVisit { id: row.id, version }).await?.visit;
    let opinion = "记录完整，同意。".to_owned();
    let review = ReviewVisit { id: row.id, verdict: VisitVerdict::Agree, opinion, reasons: Vec::new(), version: submitted.version };
    service.run_for(leader, review).await?;
    let people = findings::People { office, leader, writer, second: sent.next(), town: in_town.map(|_| town) };
    Box::pin(findings::follow(service, &people, &found)).await?;
    findings::exemplars(service, &people, row.id).await
}

/// Begins a visit and answers its first lines.
async fn answer(service: &Arc<Service>, who: AccountId, row: &VisitRow, most: usize) -> Result<(), Failure> {
    let begun = service.run_for(who, BeginVisit { id: row.id, version: row.version }).await?;
    for line in begun.list.lines.into_iter().take(most) {
        let otherwise = ANSWERS.iter().find(|one| one.0 == line.no);
        let (answer, faults, words) = otherwise.map_or((Answer::Fits, 0, ""), |(_, answer, faults, words)| (*answer, *faults, *words));
        let filled = Filled { answer: Some(answer), faults, words: words.to_owned() };
        service.run_for(who, SaveAnswer { visit: row.id, line: line.no, filled, version: 0 }).await?;
    }
    Ok(())
}

/// 站点 stands somewhere in the district.
const STATION: Coordinates = Coordinates { lat: 21_263_000, lon: 110_323_000 };

/// Photos of a visit: one that fits, one that a chat program has sent, one of a finding; on the first a telephone number is covered.
async fn photos(service: &Arc<Service>, who: AccountId, visit: VisitId, folder: &Path, seed: u32) -> Result<(), Failure> {
    let now = service.now();
    let finding = service.run_for(who, ShowVisit { id: visit }).await?.record.and_then(|record| record.findings.first().map(|one| one.id));
    let fields = |line: &str, caption: &str| PhotoFields { line: line.to_owned(), caption: caption.to_owned(), ..PhotoFields::default() };
    let shown = PhotoFields { finding, phase: PhotoPhase::Before, ..fields("1.3", "公示栏上的值班表") };
    let taken = [
        (format!("IMG_{seed:04}.jpg"), Some(now.civil()), Some(STATION), fields("1.1", "服务大厅")),
        ("微信图片.jpg".to_owned(), None, None, fields("2.1", "站点标识")),
        (format!("IMG_{:04}.jpg", seed + 1), Some(now.civil()), None, shown),
    ];
    let mut all = Vec::new();
    let mut files = HashMap::new();
    for (n, (name, at, place, fields)) in (seed..).zip(taken) {
        let (path, handle) = (folder.join(format!("demo-photo-{n}.jpg")), n.to_string());
        std::fs::write(&path, crate::photo::photo(n, at, place)?)?;
        let file = InFile { handle: handle.clone(), name, size: std::fs::metadata(&path)?.len() };
        files.insert(handle, path);
        all.push(VisitPhotoTaken { file, fields });
    }
    let files = Handed(files);
    let done = service.run_for_with(who, TakeVisitPhotos { visit, photos: all }, &files).await;
    for path in files.0.values() {
        std::fs::remove_file(path)?;
    }
    done?;
    let photos = service.run_for(who, ShowVisit { id: visit }).await?.record.map(|record| record.photos).unwrap_or_default();
    if let Some(first) = photos.first() {
        service.run_for(who, LocateStation { photo: first.id }).await?;
        let boxes = vec![BlackBox { left: 1_250, top: 1_250, width: 2_850, height: 1_000 }];
        service.run_for(who, CoverVisitPhoto { id: first.id, boxes, version: first.version }).await?;
    }
    Ok(())
}

/// Says who was there.
async fn present(service: &Arc<Service>, who: AccountId, visit: VisitId) -> Result<(), Failure> {
    let Some(record) = service.run_for(who, ShowVisit { id: visit }).await?.record else { return Ok(()) };
    let fields = PartyFields {
        receiver: "站点负责人".to_owned(),
        post: "站长".to_owned(),
        signing: Signing::Signed,
        ended: Some(service.now()),
        ..record.party.fields
    };
    service.run_for(who, SaveParty { visit, fields, version: record.party.version }).await?;
    Ok(())
}

fn in_hand() -> [FindingFields; 2] {
    [
        FindingFields {
            line: "1.3".to_owned(),
            what: "值班表没有按季度更新。".to_owned(),
            spot: "大厅入口公示栏".to_owned(),
            severity: Severity::Minor,
            remedy: Remedy::Limited,
            days: 5,
            unit: "村民委员会".to_owned(),
            measures: "更新值班表，指定专人每季度检查。".to_owned(),
            ..FindingFields::default()
        },
        FindingFields {
            line: "2.4".to_owned(),
            what: "没有配备老花镜。".to_owned(),
            spot: "填表台".to_owned(),
            severity: Severity::Minor,
            remedy: Remedy::OnTheSpot,
            ..FindingFields::default()
        },
    ]
}
