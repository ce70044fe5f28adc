//! 问题 until they are closed: who does what, what is told of them, papers, what stays under cover; 典型.

use crate::visits::{Village, finding};
use crate::{code, invalid, newcomer};
use api::ApiError;
use api::ErrorCode;
use api::home::TodoKind;
use api::inspection::{
    AnswerFinding, BatchAct, BulletinKind, ChosenFinding, ConfirmFinding, CountFindings, DecideExemplar, DecideFinding, ExportBulletin,
    ExportConclusion, ExportFindingPaper, ExportFindings, FindingDeed, FindingFilter, FindingPaper, FindingReply, FindingRow, FindingShown,
    HandleFinding, HandleFindings, LedgerRow, ListExemplars, ListFindings, ProposeExemplar, ReadLedger, ReleasePlan, SaveFinding,
    ShowFinding, ShowPlan, TakeLedger, TakeReply, VisitVerdict,
};
use api::notice::{List, NoticeKind};
use api::page::PageAt;
use api::supervision::ProposeMatter;
use domain::account::{AccountId, Role};
use domain::day::later;
use domain::import::Problem;
use domain::inspection::checklist::Unified;
use domain::inspection::exemplar::{ExemplarFields, ExemplarState};
use domain::inspection::finding::flow::{FindingAct as Act, RecheckWay};
use domain::inspection::finding::{FindingFields, FindingId, FindingState as State, Remedy};
use domain::inspection::plan::{Cover, VisitId};
use domain::supervision::{Link, LinkKind};
use jiff::civil::{Date, date};
use testkit::Scratch;

fn deed(act: Act, words: &str) -> FindingDeed {
    FindingDeed { act, words: words.to_owned(), ..FindingDeed::default() }
}

/// A file of the ledger with another cell.
fn edited(text: &str, id: FindingId, header: &str, cell: &str) -> String {
    let head: Vec<&str> = text.lines().next().unwrap().trim_start_matches('\u{feff}').split(',').collect();
    let at = |name: &str| head.iter().position(|one| *one == name).unwrap();
    let (key, column) = (at("系统编号"), at(header));
    let line = |line: &str| {
        let mut cells: Vec<&str> = line.split(',').collect();
        if cells[key] == id.0.to_string() {
            cells[column] = cell;
        }
        cells.join(",")
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

impl Village {
    /// A reviewed visit at which these were found.
    async fn found(&self, cover: Cover, all: Vec<FindingFields>) -> (VisitId, Vec<FindingRow>) {
        let begun = self.begun(cover).await;
        let id = begun.visit.id;
        self.filled(&begun).await;
        let mut rows = Vec::new();
        for fields in all {
            rows.push(self.by(self.office, SaveFinding { visit: id, id: None, fields, version: 0 }).await.unwrap());
        }
        self.submit(self.office, id).await.unwrap();
        self.review(self.leader, id, VisitVerdict::Agree, Vec::new()).await.unwrap();
        (id, rows)
    }

    async fn see(&self, who: AccountId, id: FindingId) -> Result<FindingShown, ApiError> {
        self.by(who, ShowFinding { id }).await
    }

    async fn version(&self, id: FindingId) -> i64 {
        self.see(self.office, id).await.unwrap().row.finding.version
    }

    async fn answers(&self, who: AccountId, id: FindingId, deed: FindingDeed) -> Result<FindingShown, ApiError> {
        let version = self.version(id).await;
        self.by(who, AnswerFinding { id, deed, version }).await
    }

    async fn handles(&self, who: AccountId, id: FindingId, deed: FindingDeed) -> Result<FindingShown, ApiError> {
        let version = self.version(id).await;
        self.by(who, HandleFinding { id, deed, version }).await
    }

    async fn decides(&self, who: AccountId, id: FindingId, deed: FindingDeed) -> Result<FindingShown, ApiError> {
        let version = self.version(id).await;
        self.by(who, DecideFinding { id, deed, version }).await
    }

    async fn issued(&self, id: FindingId) -> FindingShown {
        self.handles(self.office, id, deed(Act::Issued, "")).await.unwrap()
    }

    async fn in_hand(&self, id: FindingId) -> FindingShown {
        self.issued(id).await;
        self.answers(self.clerk, id, deed(Act::Signed, "")).await.unwrap()
    }

    async fn ledger(&self, who: AccountId, filter: FindingFilter) -> Vec<LedgerRow> {
        self.by(who, ListFindings { filter, page: PageAt::First, limit: 50 }).await.unwrap().findings
    }

    /// A person with a role over the whole district who had no part in anything.
    async fn outsider(&self, name: &str, role: Role) -> AccountId {
        let district = self.desk.operate(api::place::Tree {}).await.unwrap().places[0].id;
        newcomer(&self.desk, name, Some((role, district))).await.0
    }

    async fn todo(&self, who: AccountId, kind: TodoKind) -> i64 {
        let todos = self.by(who, api::home::Show {}).await.unwrap().todos;
        todos.iter().find(|todo| todo.kind == kind).map_or(0, |todo| todo.n)
    }

    fn today(&self) -> Date {
        self.desk.service.now().day()
    }
}

testkit::on_both! {
    async fn two_findings_go_their_way_until_they_are_closed(scratch) {
        let village = Village::new(&scratch).await;
        let other = FindingFields { line: "2.4".to_owned(), what: "没有老花镜".to_owned(), ..finding(5) };
        let (_, rows) = village.found(Cover::Open, vec![finding(5), other]).await;
        let (one, two) = (rows[0].id, rows[1].id);
        assert_eq!(village.todo(village.office, TodoKind::FindingsToIssue).await, 2);
        let chosen: Vec<ChosenFinding> = rows.iter().map(|row| ChosenFinding { id: row.id, version: 1 }).collect();
        let issue = |findings| HandleFindings { findings, act: BatchAct::Issue, words: String::new(), day: None };
        assert_eq!(code(village.by(village.town, issue(chosen.clone())).await), ErrorCode::NotPermitted);
        let handled = village.by(village.office, issue(chosen.clone())).await.unwrap();
        assert_eq!((handled.done.len(), handled.left.len(), handled.notices), (2, 0, vec!["麻督改〔2026〕1号".to_owned()]), "one notice a station");
        let again = village.by(village.office, issue(chosen)).await.unwrap();
        assert_eq!((again.done.len(), again.left[0].error.code), (0, ErrorCode::Conflict));

        // The town and the station find it, and answer for it.
        let shown = village.see(village.town, one).await.unwrap();
        assert_eq!((shown.row.finding.state, shown.row.notice.as_str(), shown.row.first_due), (State::Issued, "麻督改〔2026〕1号", Some(date(2026, 11, 30))));
        assert_eq!(shown.may, [Act::Signed, Act::Objected]);
        assert_eq!(shown.object_until, Some(later(village.today(), 30)));
        assert_eq!(village.todo(village.clerk, TodoKind::FindingsInHand).await, 2);
        let elsewhere = village.desk.place("太平镇").await;
        let (stranger, _) = newcomer(&village.desk, "taiping", Some((Role::TownAdmin, elsewhere))).await;
        assert_eq!(code(village.see(stranger, one).await), ErrorCode::NotFound);
        assert_eq!(code(village.answers(stranger, one, deed(Act::Signed, "")).await), ErrorCode::NotFound);
        assert_eq!(invalid(village.answers(village.clerk, one, deed(Act::Mended, "已换")).await).1, "finding_state", "sign first");
        village.answers(village.clerk, one, deed(Act::Signed, "")).await.unwrap();
        assert_eq!(invalid(village.answers(village.town, one, deed(Act::Mended, "")).await).0, "words");
        // More time is asked for by one side and granted by the other; the old day is kept.
        let early = FindingDeed { day: Some(date(2026, 11, 30)), ..deed(Act::Asked, "等配件") };
        assert_eq!(invalid(village.answers(village.town, one, early).await), ("day".to_owned(), "too_early".to_owned()));
        let ask = FindingDeed { day: Some(date(2026, 12, 10)), ..deed(Act::Asked, "等配件") };
        let asked = village.answers(village.town, one, ask.clone()).await.unwrap();
        assert_eq!((asked.row.asked, asked.row.finding.due), (Some(date(2026, 12, 10)), Some(date(2026, 11, 30))));
        assert_eq!(invalid(village.answers(village.clerk, one, ask).await).1, "finding_asked");
        assert_eq!(village.todo(village.office, TodoKind::FindingsAsking).await, 1);
        let granted = village.handles(village.office, one, deed(Act::Granted, "")).await.unwrap();
        assert_eq!((granted.row.finding.due, granted.row.first_due, granted.row.asked), (Some(date(2026, 12, 10)), Some(date(2026, 11, 30)), None));
        let step = granted.steps.last().unwrap();
        assert_eq!((step.due_before, step.due_after), (Some(date(2026, 11, 30)), Some(date(2026, 12, 10))));

        // Put right, looked at by another, sent back, put right again, closed.
        let mended = FindingDeed { proof: "照片2张".to_owned(), ..deed(Act::Mended, "已安排专人值守") };
        let mended = village.answers(village.town, one, mended).await.unwrap();
        assert_eq!((mended.row.finding.state, mended.may.as_slice()), (State::ToRecheck, [].as_slice()), "the checked side does not close it");
        assert_eq!(village.todo(village.office, TodoKind::FindingsToRecheck).await, 1);
        assert_eq!(code(village.handles(village.town, one, deed(Act::Passed, "属实")).await), ErrorCode::NotPermitted);
        assert_eq!(invalid(village.handles(village.office, one, deed(Act::Failed, "仍无人")).await).0, "way");
        let look = |act, words: &str| FindingDeed { way: Some(RecheckWay::OnSite), ..deed(act, words) };
        let back = village.handles(village.office, one, look(Act::Failed, "仍无人")).await.unwrap();
        assert_eq!((back.row.finding.state, back.row.mended), (State::Returned, None));
        // The office enters what it was told, also who answers for no place, and so does not close it itself.
        let told = FindingDeed { recipient: "陈站长".to_owned(), ..deed(Act::Mended, "已值守") };
        let heard = FindingDeed { recipient: "陈站长".to_owned(), ..deed(Act::Reported, "明日起值守") };
        village.handles(village.office, one, heard).await.unwrap();
        assert_eq!(invalid(village.answers(village.office, one, FindingDeed { recipient: String::new(), ..told.clone() }).await).0, "recipient");
        village.answers(village.office, one, told).await.unwrap();
        assert_eq!(invalid(village.handles(village.office, one, look(Act::Passed, "属实")).await).1, "finding_own");
        let other = village.outsider("inspector2", Role::Inspector).await;
        let closed = village.handles(other, one, look(Act::Passed, "属实")).await.unwrap();
        assert_eq!((closed.row.finding.state, closed.row.closed, closed.row.checker.as_str()), (State::Closed, Some(village.today()), "inspector2的人"));
        let reopened = FindingDeed { day: Some(date(2026, 12, 20)), ..deed(Act::Reopened, "又无人在岗") };
        let reopened = village.handles(village.office, one, reopened).await.unwrap();
        assert_eq!((reopened.row.finding.state, reopened.steps.len()), (State::InHand, 10), "what was before stays");

        // What is late is seen, not stored.
        village.desk.clock.set(date(2026, 12, 1).at(9, 0, 0, 0));
        let late = village.ledger(village.office, FindingFilter { late: true, ..FindingFilter::default() }).await;
        assert_eq!(late.iter().map(|row| (row.finding.id, row.days_late)).collect::<Vec<_>>(), [(two, Some(1))]);
        let counts = village.by(village.clerk, CountFindings { filter: FindingFilter::default() }).await.unwrap();
        assert_eq!((counts.late, counts.states.iter().find(|(state, _)| *state == State::Issued).unwrap().1), (1, 1));
        assert_eq!(village.todo(village.town, TodoKind::FindingsLate).await, 1);
        let next = village.begun(Cover::Open).await;
        assert_eq!(next.open_findings.iter().map(|row| row.id).collect::<Vec<_>>(), [two, one], "what is open is told to whoever comes next");
    }

    async fn an_objection_is_decided_by_people_without_a_part(scratch) {
        let village = Village::new(&scratch).await;
        let (_, rows) = village.found(Cover::Open, vec![finding(5), finding(5)]).await;
        let (one, two) = (rows[0].id, rows[1].id);
        village.issued(one).await;
        village.in_hand(two).await;
        let objected = village.answers(village.town, one, deed(Act::Objected, "当时在送办件")).await.unwrap();
        assert_eq!((objected.row.finding.state, objected.decide_until), (State::Objected, Some(later(village.today(), 30))));
        assert_eq!(invalid(village.decides(village.leader, one, deed(Act::Rejected, "属实")).await).1, "finding_part", "he reviewed it");
        let outsider = village.outsider("approver2", Role::Approver).await;
        assert_eq!(village.todo(outsider, TodoKind::FindingsObjected).await, 1);
        let kept = village.decides(outsider, one, deed(Act::Rejected, "监控显示无人")).await.unwrap();
        assert_eq!(kept.row.finding.state, State::Issued, "where it stood");
        // After the term nothing is objected to.
        village.desk.clock.set(later(village.today(), 31).at(9, 0, 0, 0));
        assert_eq!(invalid(village.answers(village.town, two, deed(Act::Objected, "不属实")).await).1, "finding_object_late");
        assert!(!village.see(village.town, two).await.unwrap().may.contains(&Act::Objected));
        assert_eq!(code(village.decides(village.office, two, deed(Act::Cancelled, "重复登记")).await), ErrorCode::NotPermitted, "who found it does not strike it out");
        let gone = village.decides(outsider, two, deed(Act::Cancelled, "重复登记")).await.unwrap();
        assert_eq!((gone.row.finding.state, gone.may.len()), (State::Cancelled, 0));
    }

    async fn what_is_under_cover_is_nobodys_to_put_right(scratch) {
        let village = Village::new(&scratch).await;
        let (visit, rows) = village.found(Cover::Covert, vec![finding(5)]).await;
        let id = rows[0].id;
        assert_eq!(invalid(village.handles(village.office, id, deed(Act::Issued, "")).await).1, "finding_secret");
        assert!(!village.see(village.office, id).await.unwrap().row.is_known);
        assert_eq!(village.todo(village.office, TodoKind::FindingsToIssue).await, 0, "no notice can be sent yet");
        let turn = || ProposeMatter { link: Link { kind: LinkKind::Finding, id: id.0 } };
        assert_eq!(code(village.by(village.office, turn()).await), ErrorCode::NotFound, "a matter would tell the town of it");
        for who in [village.town, village.clerk] {
            assert_eq!(code(village.see(who, id).await), ErrorCode::NotFound);
            assert!(village.ledger(who, FindingFilter::default()).await.is_empty());
            let counts = village.by(who, CountFindings { filter: FindingFilter::default() }).await.unwrap();
            assert!(counts.states.iter().all(|(_, n)| *n == 0));
            assert_eq!(code(village.answers(who, id, deed(Act::Signed, "")).await), ErrorCode::NotFound);
            assert_eq!(village.todo(who, TodoKind::FindingsInHand).await, 0);
        }
        // The same found again in the open: nobody of the checked side hears that it was found before.
        let (_, again) = village.found(Cover::Open, vec![finding(5)]).await;
        assert!(village.see(village.office, again[0].id).await.unwrap().row.again);
        let clerk = village.see(village.clerk, again[0].id).await.unwrap();
        assert!(!clerk.row.again && clerk.row.repeat_of.is_none());
        assert!(village.ledger(village.clerk, FindingFilter { again: true, ..FindingFilter::default() }).await.is_empty());
        let plan = village.by(village.office, ShowPlan { id: village.show(village.office, visit).await.unwrap().visit.plan }).await.unwrap().row;
        village.by(village.office, ReleasePlan { id: plan.id, day: village.today(), version: plan.version }).await.unwrap();
        assert!(village.by(village.office, turn()).await.unwrap().fields.demand.contains("工作时间无人在岗"));
        village.issued(id).await;
        assert!(village.see(village.clerk, again[0].id).await.unwrap().row.again, "released");
        assert_eq!(village.see(village.clerk, id).await.unwrap().row.finding.state, State::Issued);
    }

    async fn what_is_put_right_on_the_spot_is_confirmed_by_the_second(scratch) {
        let village = Village::new(&scratch).await;
        let begun = village.begun(Cover::Open).await;
        let visit = begun.visit.id;
        village.filled(&begun).await;
        let fields = FindingFields { remedy: Remedy::OnTheSpot, ..finding(0) };
        let row = village.by(village.office, SaveFinding { visit, id: None, fields, version: 0 }).await.unwrap();
        let confirm = || ConfirmFinding { id: row.id, words: "当场张贴".to_owned(), version: 1 };
        assert_eq!(code(village.by(village.second, confirm()).await), ErrorCode::NotFound, "not handed in");
        village.submit(village.office, visit).await.unwrap();
        assert_eq!(invalid(village.by(village.office, confirm()).await).1, "finding_not_yours", "he raised it");
        assert_eq!(invalid(village.handles(village.office, row.id, deed(Act::Issued, "")).await).1, "visit_unreviewed");
        let closed = village.by(village.second, confirm()).await.unwrap();
        assert_eq!((closed.row.finding.state, closed.row.closed), (State::Closed, Some(village.today())));
        // It had no notice: opened anew, once its score is fixed, it gets one.
        let anew = FindingDeed { day: Some(date(2026, 12, 20)), ..deed(Act::Reopened, "又脱落") };
        assert_eq!(invalid(village.handles(village.office, row.id, anew).await).1, "visit_unreviewed");
        // Sent back, the record can be written; what was confirmed stays.
        village.review(village.leader, visit, VisitVerdict::Return, vec![api::inspection::LineReason { line: "1.1".to_owned(), reason: "写明是谁".to_owned() }]).await.unwrap();
        let change = SaveFinding { visit, id: Some(row.id), fields: finding(3), version: 2 };
        assert_eq!(invalid(village.by(village.office, change).await).1, "finding_state");
    }

    async fn what_takes_long_and_what_goes_elsewhere(scratch) {
        let village = Village::new(&scratch).await;
        let long = FindingFields { remedy: Remedy::Long, ..finding(60) };
        let (_, rows) = village.found(Cover::Open, vec![long, finding(5)]).await;
        let (long, other) = (rows[0].id, rows[1].id);
        village.in_hand(long).await;
        let plan = |day: Option<Date>, what: &str| FindingDeed { day, ..deed(Act::Planned, what) };
        assert_eq!(invalid(village.handles(village.office, long, plan(None, "完成设计")).await), ("day".to_owned(), "required".to_owned()));
        village.handles(village.office, long, plan(Some(date(2026, 12, 10)), "完成设计")).await.unwrap();
        assert_eq!(invalid(village.answers(village.town, long, deed(Act::Mended, "完成")).await).1, "finding_milestones");
        let reach = |milestone| FindingDeed { milestone, proof: "设计图".to_owned(), ..deed(Act::Reached, "已完成") };
        assert_eq!(invalid(village.answers(village.town, long, reach(2)).await).0, "milestone");
        let reached = village.answers(village.town, long, reach(1)).await.unwrap();
        assert_eq!((reached.milestones[0].done, reached.milestones[0].proof.as_str()), (Some(village.today()), "设计图"));
        assert_eq!(village.answers(village.town, long, deed(Act::Mended, "完成")).await.unwrap().row.finding.state, State::ToRecheck);

        // What goes elsewhere is answered there, whatever milestones were set before.
        let (_, rows) = village.found(Cover::Open, vec![FindingFields { remedy: Remedy::Long, ..finding(60) }]).await;
        let gone = rows[0].id;
        village.in_hand(gone).await;
        village.handles(village.office, gone, plan(Some(date(2026, 12, 10)), "完成设计")).await.unwrap();
        let away = FindingDeed { recipient: "区住建局".to_owned(), ..deed(Act::Referred, "属于房屋结构") };
        village.handles(village.office, gone, away).await.unwrap();
        assert!(village.see(village.office, gone).await.unwrap().may.contains(&Act::Replied));
        let replied = village.handles(village.office, gone, deed(Act::Replied, "已加固")).await.unwrap();
        assert_eq!(replied.row.finding.state, State::ToRecheck);

        let refer = |to: &str| FindingDeed { recipient: to.to_owned(), ..deed(Act::Referred, "属于电力设施") };
        assert_eq!(invalid(village.handles(village.office, other, refer("")).await).0, "recipient");
        village.handles(village.office, other, refer("区供电局")).await.unwrap();
        let replied = village.handles(village.office, other, deed(Act::Replied, "已更换电表箱")).await.unwrap();
        assert_eq!((replied.row.finding.state, replied.steps[0].recipient.as_str()), (State::ToRecheck, "区供电局"));
        let look = FindingDeed { way: Some(RecheckWay::Papers), ..deed(Act::Passed, "回复属实") };
        assert_eq!(invalid(village.handles(village.office, other, look.clone()).await).1, "finding_own");
        assert_eq!(village.decides(village.leader, other, look).await.unwrap().row.finding.state, State::Closed);
    }

    async fn a_reply_on_paper_is_entered_by_its_number(scratch) {
        let village = Village::new(&scratch).await;
        let (_, rows) = village.found(Cover::Open, vec![finding(5), finding(5)]).await;
        let findings = rows.iter().map(|row| ChosenFinding { id: row.id, version: 1 }).collect();
        let issue = HandleFindings { findings, act: BatchAct::Issue, words: String::new(), day: Some(date(2026, 12, 8)) };
        let notice = village.by(village.office, issue).await.unwrap().notices.remove(0);
        let reply = |n: usize, done| FindingReply { id: rows[n].id, words: "已整改".to_owned(), proof: String::new(), done, version: 2 };
        let take = |notice: &str, replies| TakeReply { notice: notice.to_owned(), filler: "陈站长".to_owned(), replies };
        assert_eq!(invalid(village.by(village.office, take("别的", vec![reply(0, true)])).await).0, "notice");
        let wrong = FindingReply { words: String::new(), ..reply(1, true) };
        assert_eq!(invalid(village.by(village.office, take(&notice, vec![reply(0, true), wrong])).await).0, "replies.1.words");
        assert_eq!(village.see(village.office, rows[0].id).await.unwrap().row.finding.state, State::Issued, "all of it or none");
        village.by(village.office, take(&notice, vec![reply(0, true), reply(1, false)])).await.unwrap();
        let shown = village.see(village.office, rows[0].id).await.unwrap();
        assert_eq!((shown.row.finding.state, shown.steps.len(), shown.steps[2].recipient.as_str()), (State::ToRecheck, 3, "陈站长"));
        assert_eq!(village.see(village.office, rows[1].id).await.unwrap().row.finding.state, State::InHand);
        let found = village.ledger(village.office, FindingFilter { text: notice, states: vec![State::InHand], ..FindingFilter::default() }).await;
        assert_eq!(found.len(), 1);
    }

    async fn those_are_told_whom_it_concerns(scratch) {
        let village = Village::new(&scratch).await;
        let (_, rows) = village.found(Cover::Open, vec![finding(5)]).await;
        let told = async |who: AccountId| {
            village.desk.service.sweep_now().await.unwrap();
            let listed = village.by(who, List { unread_only: false, page: PageAt::First, limit: 100 }).await.unwrap().notices;
            let of = |notice: api::notice::Notice| match notice.kind {
                NoticeKind::FindingMoved => notice.args.get("act").cloned(),
                NoticeKind::FindingDue => Some(if notice.args["late"].is_empty() { "due" } else { "late" }.to_owned()),
                _ => None,
            };
            listed.into_iter().rev().filter_map(of).collect::<Vec<_>>()
        };
        village.in_hand(rows[0].id).await;
        assert_eq!(told(village.clerk).await, ["finding_act_issued"]);
        assert_eq!(told(village.town).await, ["finding_act_issued"]);
        assert!(told(village.office).await.is_empty(), "he did it");
        village.answers(village.clerk, rows[0].id, FindingDeed { day: Some(date(2026, 12, 9)), ..deed(Act::Asked, "缺人") }).await.unwrap();
        assert_eq!(told(village.office).await, ["finding_act_asked"]);
        village.desk.clock.set(date(2026, 11, 28).at(9, 0, 0, 0));
        assert_eq!(told(village.clerk).await.last().map(String::as_str), Some("due"));
        village.desk.clock.set(date(2026, 12, 1).at(9, 0, 0, 0));
        assert_eq!(told(village.clerk).await.last().map(String::as_str), Some("late"));
        assert_eq!(told(village.office).await, ["finding_act_asked", "late"]);
    }

    async fn an_exemplar_is_recommended_reviewed_and_spread(scratch) {
        let village = Village::new(&scratch).await;
        let (visit, _) = village.found(Cover::Open, Vec::new()).await;
        let fields = ExemplarFields { line: "1.1".to_owned(), title: "代办不出村".to_owned(), what: "专人代办".to_owned(), copy: "代办登记簿".to_owned(), ..ExemplarFields::default() };
        let propose = |fields| ProposeExemplar { visit, fields };
        assert_eq!(invalid(village.by(village.office, propose(ExemplarFields { copy: String::new(), ..fields.clone() })).await).0, "copy");
        let made = village.by(village.office, propose(fields)).await.unwrap();
        assert_eq!((made.state, made.fields.unified, made.may_decide), (ExemplarState::Proposed, Unified::OrgStaff, false));
        let list = || ListExemplars { states: Vec::new(), page: PageAt::First, limit: 50 };
        assert!(village.by(village.clerk, list()).await.unwrap().exemplars.is_empty(), "it waits");
        assert_eq!(village.todo(village.leader, TodoKind::ExemplarsToReview).await, 1);
        let decide = |spread, version| DecideExemplar { id: made.id, spread, opinion: String::new(), version };
        assert_eq!(invalid(village.by(village.leader, decide(false, 1)).await).0, "opinion");
        village.by(village.leader, decide(true, 1)).await.unwrap();
        assert_eq!(code(village.by(village.leader, decide(true, 1)).await), ErrorCode::Conflict);
        let elsewhere = village.desk.place("太平镇").await;
        let (stranger, _) = newcomer(&village.desk, "taiping", Some((Role::TownAdmin, elsewhere))).await;
        let read = village.by(stranger, list()).await.unwrap().exemplars;
        assert_eq!((read.len(), read[0].decided_by.as_str()), (1, ""), "every town reads it, and not who decided");
    }

    async fn the_ledger_comes_back_with_what_was_done(scratch) {
        let mut village = Village::new(&scratch).await;
        let other = FindingFields { what: "门口有积水".to_owned(), ..finding(5) };
        let (_, rows) = village.found(Cover::Open, vec![finding(5), other]).await;
        let (one, two) = (rows[0].id, rows[1].id);
        village.in_hand(one).await;
        village.issued(two).await;
        let path = scratch.file("ledger.csv");
        let export = async |village: &mut Village| {
            let out = village.desk.takes(&path);
            village.desk.run_for_with_files(village.town, ExportFindings { filter: FindingFilter::default(), out }).await.unwrap();
            std::fs::read_to_string(&path).unwrap()
        };
        let read = async |village: &mut Village, who: AccountId, text: &str| {
            std::fs::write(&path, text).unwrap();
            let file = village.desk.gives(&path);
            village.desk.run_for_with_files(who, ReadLedger { file }).await.unwrap()
        };
        let (town, office) = (village.town, village.office);
        let text = export(&mut village).await;
        let back = read(&mut village, town, &text).await;
        assert_eq!((back.changes.len(), back.same, back.wrong), (0, 2, 0), "{:?}", back.problems);
        let untouched = text.clone();

        // Exactly what was edited is a change; what was not signed for is signed for by it.
        let text = edited(&edited(&text, one, "整改情况", "已安排专人值守"), one, "佐证", "值守表");
        let text = edited(&edited(&text, two, "整改情况", "已疏通"), two, "整改完成", "是");
        let back = read(&mut village, town, &text).await;
        assert_eq!((back.same, back.wrong), (0, 0), "{:?}", back.problems);
        let mut told: Vec<_> = back.changes.iter().map(|one| (one.reply.id, one.reply.words.as_str(), one.reply.proof.as_str(), one.reply.done)).collect();
        told.sort_unstable();
        assert_eq!(told, [(one, "已安排专人值守", "值守表", false), (two, "已疏通", "", true)]);
        let replies: Vec<FindingReply> = back.changes.iter().map(|one| one.reply.clone()).collect();
        let take = || TakeLedger { replies: replies.clone() };
        assert_eq!(code(village.by(village.leader, take()).await), ErrorCode::NotPermitted);
        assert_eq!(invalid(village.by(office, take()).await).1, "finding_not_yours");
        assert_eq!(village.by(town, take()).await.unwrap().done.len(), 2);
        let (first, second) = (village.see(town, one).await.unwrap(), village.see(town, two).await.unwrap());
        let last = first.steps.last().unwrap();
        assert_eq!((last.act, last.words.as_str(), last.proof.as_str()), (Act::Reported, "已安排专人值守", "值守表"));
        assert_eq!((first.row.finding.state, second.row.finding.state), (State::InHand, State::ToRecheck));
        assert_eq!(code(village.by(town, take()).await), ErrorCode::Conflict, "upon the version that was exported");

        // The same file says nothing more; upon what has moved since nothing new is said.
        let back = read(&mut village, town, &text).await;
        assert_eq!((back.changes.len(), back.same, back.wrong), (0, 2, 0), "{:?}", back.problems);
        let back = read(&mut village, town, &untouched).await;
        assert_eq!((back.changes.len(), back.same, back.wrong), (0, 2, 0), "nobody edited it: {:?}", back.problems);
        let fresh = export(&mut village).await;
        let cases = [
            (edited(&text, one, "整改情况", "又有进展"), "version", "ledger_moved"),
            (edited(&fresh, one, "责任人", "别人"), "ledger_person", "ledger_fixed"),
            (edited(&fresh, one, "是否销号", "是"), "ledger_closed", "ledger_fixed"),
            (edited(&fresh, one, "佐证", "另一张表"), "ledger_proof", "ledger_proof"),
            (edited(&fresh, one, "佐证", "值守表2"), "ledger_proof", "ledger_proof"),
            (edited(&fresh, one, "整改情况", ""), "ledger_progress", "too_short"),
            (edited(&fresh, one, "整改完成", "快了"), "ledger_mended", "ledger_mended"),
            (edited(&fresh, two, "整改情况", "再补充"), "ledger_progress", "finding_state"),
            (edited(&fresh, one, "系统编号", "999999"), "key", "ledger_unknown"),
        ];
        for (text, field, expected) in cases {
            let back = read(&mut village, town, &text).await;
            let [problem] = back.problems.as_slice() else { panic!("{expected}: {:?}", back.problems) };
            assert!(matches!(&problem.problem, Problem::Rule { rule, .. } if rule == expected), "{expected}: {problem:?}");
            assert_eq!((problem.field.as_deref(), back.changes.len(), back.wrong), (Some(field), 0, 1));
        }
        // Days as a spreadsheet rewrites them change nothing, and more proof stands behind what is there.
        let days = edited(&fresh, one, "整改时限", "2026/11/30");
        let more = read(&mut village, town, &edited(&days, one, "佐证", "值守表；现场照片")).await;
        assert_eq!(more.changes.iter().map(|one| one.reply.proof.as_str()).collect::<Vec<_>>(), ["现场照片"]);
        let others = read(&mut village, office, &edited(&fresh, one, "整改情况", "已安排两人")).await;
        assert!(matches!(&others.problems[0].problem, Problem::Rule { rule, .. } if rule == "finding_not_yours"));
    }

    async fn papers_and_the_ledger_are_written(scratch) {
        let mut village = Village::new(&scratch).await;
        let (visit, rows) = village.found(Cover::Open, vec![finding(5)]).await;
        let id = rows[0].id;
        let export = async |village: &mut Village, paper: FindingPaper, name: &str| {
            let path = scratch.file(name);
            let out = village.desk.takes(&path);
            village.desk.run_with_files(ExportFindingPaper { paper, findings: vec![id], out }).await?;
            Ok::<_, ApiError>(crate::papers::part(&path, "word/document.xml"))
        };
        assert_eq!(invalid(export(&mut village, FindingPaper::Notice, "early.docx").await).1, "finding_unsent");
        village.in_hand(id).await;
        for (paper, name, wanted) in [
            (FindingPaper::Notice, "notice.docx", ["整改通知书", "麻督改〔2026〕1号", "工作时间无人在岗", "2026-11-30", "30日内书面申请复核"]),
            (FindingPaper::Urge, "urge.docx", ["整改催办通知", "麻督改〔2026〕1号", "工作时间无人在岗", "逾期天数", "催办次数"]),
            (FindingPaper::Reply, "reply.docx", ["整改情况报告", "麻督改〔2026〕1号", "工作时间无人在岗", "□是", "负责人签字"]),
        ] {
            let text = export(&mut village, paper, name).await.unwrap();
            for words in wanted {
                assert!(text.contains(words), "{words} in {name}");
            }
        }
        let path = scratch.file("结论.docx");
        let out = village.desk.takes(&path);
        village.desk.run_with_files(ExportConclusion { visit, out }).await.unwrap();
        let text = crate::papers::part(&path, "word/document.xml");
        for words in ["督查结论", "综合得分90分", "工作时间无人在岗", "统一机构人员"] {
            assert!(text.contains(words), "{words}");
        }
        let plan = village.show(village.office, visit).await.unwrap().visit.plan;
        for (kind, wanted) in [(BulletinKind::Bulletin, ["督查通报", "各镇情况", "较好的站点"]), (BulletinKind::Brief, ["督查专报", "需要关注的问题", "无。"])] {
            let out = village.desk.takes(&path);
            village.desk.run_with_files(ExportBulletin { plan, kind, out }).await.unwrap();
            let text = crate::papers::part(&path, "word/document.xml");
            for words in wanted {
                assert!(text.contains(words), "{words}");
            }
        }
        // What was struck out since is told of nobody, and a notice says all that it said.
        let (visit, rows) = village.found(Cover::Open, vec![finding(5), FindingFields { what: "门口有积水".to_owned(), ..finding(5) }]).await;
        let findings = rows.iter().map(|row| ChosenFinding { id: row.id, version: 1 }).collect();
        let issue = HandleFindings { findings, act: BatchAct::Issue, words: String::new(), day: None };
        village.by(village.office, issue).await.unwrap();
        let one_of_two = scratch.file("两个.docx");
        let out = village.desk.takes(&one_of_two);
        let paper = ExportFindingPaper { paper: FindingPaper::Notice, findings: vec![rows[0].id], out };
        assert_eq!(village.desk.run_with_files(paper).await.unwrap().rows, 2);
        assert!(crate::papers::part(&one_of_two, "word/document.xml").contains("门口有积水"));
        village.decides(village.leader, rows[1].id, deed(Act::Cancelled, "重复登记")).await.unwrap();
        let plan = village.show(village.office, visit).await.unwrap().visit.plan;
        let out = village.desk.takes(&path);
        village.desk.run_with_files(ExportBulletin { plan, kind: BulletinKind::Bulletin, out }).await.unwrap();
        let bulletin = crate::papers::part(&path, "word/document.xml");
        assert!(bulletin.contains("发现问题1个") && !bulletin.contains("门口有积水"), "{bulletin}");
        let out = village.desk.takes(&path);
        village.desk.run_with_files(ExportConclusion { visit, out }).await.unwrap();
        assert!(!crate::papers::part(&path, "word/document.xml").contains("门口有积水"));
        let ledger = scratch.file("台账.csv");
        let out = village.desk.takes(&ledger);
        village.desk.run_with_files(ExportFindings { filter: FindingFilter::default(), out }).await.unwrap();
        let text = std::fs::read_to_string(&ledger).unwrap();
        for words in ["序号", "五统一类别", "整改情况", "是否销号", "复查人", "麻督改〔2026〕1号", "工作时间无人在岗"] {
            assert!(text.contains(words), "{words} in {text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn papers_of_findings_are_printed_by_libreoffice() {
    let scratch = Scratch::sqlite();
    let mut village = Village::new(&scratch).await;
    let (visit, rows) = village.found(Cover::Open, vec![finding(5)]).await;
    village.in_hand(rows[0].id).await;
    let mut papers = Vec::new();
    for (paper, name) in [(FindingPaper::Notice, "notice"), (FindingPaper::Urge, "urge"), (FindingPaper::Reply, "reply")] {
        let path = scratch.file(&format!("{name}.docx"));
        let out = village.desk.takes(&path);
        village.desk.run_with_files(ExportFindingPaper { paper, findings: vec![rows[0].id], out }).await.unwrap();
        papers.push(path);
    }
    let path = scratch.file("bulletin.docx");
    let out = village.desk.takes(&path);
    let plan = village.show(village.office, visit).await.unwrap().visit.plan;
    village.desk.run_with_files(ExportBulletin { plan, kind: BulletinKind::Bulletin, out }).await.unwrap();
    papers.push(path);
    let paths: Vec<&std::path::Path> = papers.iter().map(std::path::PathBuf::as_path).collect();
    let wanted = [
        ["整改通知书", "麻督改〔2026〕1号", "（印章）", "—1—"],
        ["整改催办通知", "麻督改〔2026〕1号", "（印章）", "—1—"],
        ["整改情况报告", "麻督改〔2026〕1号", "负责人签字", "—1—"],
        ["督查通报", "麻督查〔2026〕1号", "（印章）", "—1—"],
    ];
    for (pdf, wanted) in testkit::saved_by_office(scratch.folder(), &paths, "pdf").iter().zip(wanted) {
        let told = crate::adjustments::close(&crate::papers::said("pdftotext", &["-layout"], pdf));
        for words in wanted {
            assert!(told.contains(words), "{words} in {told}");
        }
        assert!(crate::papers::said("pdfinfo", &[], pdf).contains("(A4)"));
    }
}
