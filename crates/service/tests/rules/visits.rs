//! 现场检查: answered upon what was read, handed in whole, reviewed by somebody who was not there; what is under cover stays there.

use crate::{code, invalid, newcomer};
use api::inspection::{
    AnswerRow, AnswerSaved, BeginVisit, DecidePlan, ExportVisit, FindingRow, LineReason, ListVisits, MakeDraw, PartySaved, PlanVerdict,
    ReleasePlan, ReviewVisit, RevokePlan, SaveAnswer, SaveFinding, SaveParty, SavePlan, SealRoster, ShowAnswers, ShowPlan, ShowVisit,
    SubmitPlan, SubmitVisit, VisitFilter, VisitMay, VisitRow, VisitShown, VisitVerdict, WithdrawFinding,
};
use api::page::PageAt;
use api::{ApiError, ErrorCode};
use domain::account::{AccountId, Role};
use domain::day::later;
use domain::inspection::checklist::Unified;
use domain::inspection::checklist::score::{Answer, Share};
use domain::inspection::finding::{FindingFields, FindingState, Remedy, Severity};
use domain::inspection::plan::{Cover, PlanFields, PlanId, Sent, VisitId, VisitState};
use domain::inspection::points::Points;
use domain::inspection::visit::{Filled, Missing, PartyFields, Signing, VisitAct};
use domain::place::PlaceId;
use domain::point::{PointFields, PointKind};
use domain::time::Clock;
use jiff::civil::date;
use testkit::{Desk, Scratch};

/// A demonstration with one station, and everybody whom a visit there concerns.
pub(crate) struct Village {
    pub(crate) desk: Desk,
    pub(crate) office: AccountId,
    pub(crate) second: AccountId,
    pub(crate) leader: AccountId,
    pub(crate) town: AccountId,
    pub(crate) clerk: AccountId,
    pub(crate) place: PlaceId,
}

impl Village {
    pub(crate) async fn new(scratch: &Scratch) -> Self {
        let desk = Desk::demo(scratch).await;
        let accounts = desk.operate(api::account::List {}).await.unwrap().accounts;
        let of = |role: Role| accounts.iter().find(|account| account.login == role.code()).unwrap().id;
        let mut clerk = desk.another();
        clerk.enter(Role::StationClerk).await;
        let place = clerk.call(api::session::Show {}).await.unwrap().person.unwrap().home;
        let fields =
            PointFields { address: "村委会一楼".to_owned(), head: "陈站长".to_owned(), ..testkit::station("便民服务站") };
        desk.operate(api::point::Create { place, kind: PointKind::Station, fields }).await.unwrap();
        Self {
            office: of(Role::Inspector),
            second: of(Role::CatalogueAdmin),
            leader: of(Role::Leader),
            town: of(Role::TownAdmin),
            clerk: of(Role::StationClerk),
            place,
            desk,
        }
    }

    pub(crate) async fn by<O: service::Handle>(&self, who: AccountId, operation: O) -> Result<O::Reply, ApiError> {
        self.desk.service.run_for(who, operation).await
    }

    /// A plan that was drawn: two go to the one station.
    pub(crate) async fn drawn(&self, cover: Cover) -> (PlanId, VisitRow) {
        let today = self.desk.service.now().day();
        let fields = PlanFields {
            title: "村级站点督查".to_owned(),
            cover,
            from: Some(today),
            until: Some(later(today, 30)),
            inspectors: [self.office, self.second].map(|account| Sent { account, recused: Vec::new() }).to_vec(),
            take: 1,
            standby: 0,
            approver: Some(self.leader),
            basis: "年度督查计划".to_owned(),
            content: "五统一落实情况".to_owned(),
            ..PlanFields::default()
        };
        let made = self.by(self.office, SavePlan { id: None, fields, version: 0 }).await.unwrap().row;
        let sent = self.by(self.office, SubmitPlan { id: made.id, version: made.version }).await.unwrap().row;
        let decide = DecidePlan { id: made.id, verdict: PlanVerdict::Approve, opinion: String::new(), version: sent.version };
        let agreed = self.by(self.leader, decide).await.unwrap().row;
        let sealed = self.by(self.office, SealRoster { id: made.id, void: None, version: agreed.version }).await.unwrap().row;
        let draw = MakeDraw { id: made.id, nonce: "3 5 2".to_owned(), witnesses: vec!["见证人".to_owned()], version: sealed.version };
        self.by(self.office, draw).await.unwrap();
        let filter = VisitFilter { plan: Some(made.id), ..VisitFilter::default() };
        (made.id, self.listed(self.office, filter).await.remove(0))
    }

    pub(crate) async fn listed(&self, who: AccountId, filter: VisitFilter) -> Vec<VisitRow> {
        self.by(who, ListVisits { filter, page: PageAt::First, limit: 50 }).await.unwrap().visits
    }

    pub(crate) async fn begun(&self, cover: Cover) -> VisitShown {
        let (_, visit) = self.drawn(cover).await;
        self.by(self.office, BeginVisit { id: visit.id, version: visit.version }).await.unwrap()
    }

    pub(crate) async fn show(&self, who: AccountId, id: VisitId) -> Result<VisitShown, ApiError> {
        self.by(who, ShowVisit { id }).await
    }

    pub(crate) async fn answer(
        &self,
        who: AccountId,
        visit: VisitId,
        line: &str,
        filled: Filled,
        version: i64,
    ) -> Result<AnswerSaved, ApiError> {
        self.by(who, SaveAnswer { visit, line: line.to_owned(), filled, version }).await
    }

    /// Everything answered, everybody named: ready to be handed in.
    pub(crate) async fn filled(&self, shown: &VisitShown) {
        let id = shown.visit.id;
        for line in &shown.list.lines {
            let filled = if line.no == "1.1" { said(Answer::Partly, "一人外出，留有告示") } else { said(Answer::Fits, "") };
            self.answer(self.office, id, &line.no, filled, 0).await.unwrap();
        }
        let now = self.desk.service.now();
        let begun = shown.record.as_ref().unwrap();
        let fields = PartyFields {
            receiver: "陈站长".to_owned(),
            phone: "13800001111".to_owned(),
            signing: Signing::Signed,
            ended: Some(now),
            ..begun.party.fields.clone()
        };
        self.by(self.second, SaveParty { visit: id, fields, version: begun.party.version }).await.unwrap();
    }

    pub(crate) async fn submit(&self, who: AccountId, id: VisitId) -> Result<VisitShown, ApiError> {
        let version = self.show(who, id).await?.visit.version;
        self.by(who, SubmitVisit { id, version }).await
    }

    pub(crate) async fn review(
        &self,
        who: AccountId,
        id: VisitId,
        verdict: VisitVerdict,
        reasons: Vec<LineReason>,
    ) -> Result<VisitShown, ApiError> {
        let version = self.show(who, id).await?.visit.version;
        self.by(who, ReviewVisit { id, verdict, opinion: String::new(), reasons, version }).await
    }
}

pub(crate) fn said(answer: Answer, words: &str) -> Filled {
    Filled { answer: Some(answer), faults: 0, words: words.to_owned() }
}

pub(crate) fn finding(days: u32) -> FindingFields {
    FindingFields {
        line: "1.1".to_owned(),
        what: "工作时间无人在岗".to_owned(),
        spot: "服务窗口".to_owned(),
        severity: Severity::Serious,
        days,
        ..FindingFields::default()
    }
}

testkit::on_both! {
    async fn two_inspectors_answer_at_once_and_nothing_is_lost(scratch) {
        let village = Village::new(&scratch).await;
        let (_, visit) = village.drawn(Cover::Open).await;
        let begin = || BeginVisit { id: visit.id, version: visit.version };
        let district = village.desk.operate(api::place::Tree {}).await.unwrap().places[0].id;
        let (other, _) = newcomer(&village.desk, "other", Some((Role::Inspector, district))).await;
        assert_eq!(invalid(village.by(other, begin()).await).1, "visit_not_yours");
        assert_eq!(code(village.by(village.leader, begin()).await), ErrorCode::NotPermitted);
        let begun = village.by(village.office, begin()).await.unwrap();
        assert_eq!((begun.visit.state, begun.may.as_slice()), (VisitState::Begun, [VisitMay::Write, VisitMay::Submit, VisitMay::Export].as_slice()));
        assert_eq!(code(village.by(village.second, begin()).await), ErrorCode::Conflict, "it was begun meanwhile");
        assert_eq!(begun.station.fields.head, "陈站长");
        let record = begun.record.unwrap();
        assert_eq!((record.party.fields.present.len(), record.answers.len(), record.score.all), (2, 0, Share::default()));

        let one = village.answer(village.office, visit.id, "1.1", said(Answer::Fits, ""), 0).await.unwrap();
        assert_eq!((one.answer.version, one.score.all), (1, Share { got: Points(200), of: Points(200) }));
        // The other one has seen nothing of it: he is told what stands there, and nothing is written over.
        let late = village.answer(village.second, visit.id, "1.1", said(Answer::Fails, "锁着门"), 0).await;
        assert_eq!(code(late.clone()), ErrorCode::Conflict);
        let stands: AnswerRow = serde_json::from_str(late.unwrap_err().arg("current")).unwrap();
        assert_eq!(stands, one.answer);
        let again = village.answer(village.second, visit.id, "1.1", said(Answer::Fits, " "), 0).await.unwrap();
        assert_eq!(again.answer, one.answer, "the same again changes nothing");
        let now = village.answer(village.second, visit.id, "1.1", said(Answer::Fails, "锁着门"), 1).await.unwrap();
        assert_eq!((now.answer.version, now.score.lost.as_slice()), (2, [("1.1".to_owned(), Points(200))].as_slice()));
        let taken_back = village.answer(village.office, visit.id, "1.1", Filled::default(), 2).await.unwrap();
        assert!(taken_back.score.open.contains(&"1.1".to_owned()));
        let kept = village.by(village.leader, ShowAnswers { visit: visit.id, line: "1.1".to_owned() }).await.unwrap().answers;
        let kept: Vec<_> = kept.into_iter().map(|row| (row.version, row.filled.answer)).collect();
        assert_eq!(kept, [(3, None), (2, Some(Answer::Fails)), (1, Some(Answer::Fits))]);

        // Faults cost one by one; what is asked only if something else fits is not asked else.
        let faults = Filled { answer: Some(Answer::Partly), faults: 3, words: String::new() };
        let lost = village.answer(village.office, visit.id, "2.4", faults, 0).await.unwrap().score.lost;
        assert_eq!(lost, [("2.4".to_owned(), Points(30))]);
        let none = village.answer(village.office, visit.id, "4.2", said(Answer::Fails, ""), 0).await.unwrap();
        assert!(!none.score.open.contains(&"4.3".to_owned()) && !none.missing.contains(&Missing::Words("4.2".to_owned())));
        let veto = village.answer(village.office, visit.id, "3.5", said(Answer::Fails, ""), 0).await.unwrap();
        assert_eq!((veto.score.vetoed, veto.missing.contains(&Missing::Words("3.5".to_owned()))), (vec!["3.5".to_owned()], true));

        assert_eq!(invalid(village.answer(village.office, visit.id, "9.9", Filled::default(), 0).await).0, "line");
        let long = said(Answer::Fits, &"长".repeat(1_001));
        assert_eq!(invalid(village.answer(village.office, visit.id, "1.2", long, 0).await).1, "too_long");
        assert_eq!(invalid(village.answer(other, visit.id, "1.2", said(Answer::Fits, ""), 0).await).1, "visit_not_yours");
    }

    async fn a_record_is_handed_in_whole_and_reviewed_by_another(scratch) {
        let village = Village::new(&scratch).await;
        let begun = village.begun(Cover::Open).await;
        let id = begun.visit.id;
        let early = village.submit(village.office, id).await.unwrap_err();
        assert_eq!(early.arg("rule"), "visit_missing");
        let missing: Vec<Missing> = serde_json::from_str(early.arg("missing")).unwrap();
        assert_eq!(missing, begun.record.as_ref().unwrap().missing, "what is told is what is shown");
        assert_eq!(missing.first(), Some(&Missing::Answer("1.1".to_owned())));
        assert!(missing.contains(&Missing::Signing) && missing.contains(&Missing::Receiver));
        village.filled(&begun).await;
        let submitted = village.submit(village.second, id).await.unwrap();
        assert_eq!((submitted.visit.state, submitted.record.unwrap().score.all), (VisitState::Submitted, Share { got: Points(900), of: Points(1_000) }));
        assert_eq!(invalid(village.answer(village.office, id, "1.1", said(Answer::Fits, ""), 1).await).1, "visit_state");

        // Whoever was there doesn't review it, though he may approve.
        let district = village.desk.operate(api::place::Tree {}).await.unwrap().places[0].id;
        let from = village.desk.service.now().day();
        let grant = api::account::GiveGrant { account: village.second, role: Role::Approver, place: district, body: None, from, until: None };
        village.desk.operate(grant).await.unwrap();
        let review = VisitFilter { review: true, ..VisitFilter::default() };
        assert_eq!(invalid(village.review(village.second, id, VisitVerdict::Agree, Vec::new()).await).1, "visit_own");
        assert!(village.listed(village.second, review.clone()).await.is_empty(), "nor does it wait for him");
        assert!(village.listed(village.office, review.clone()).await.is_empty());
        let waiting = village.listed(village.leader, review.clone()).await;
        assert_eq!(waiting.iter().map(|row| (row.id, row.score)).collect::<Vec<_>>(), [(id, None)]);
        assert_eq!(invalid(village.review(village.leader, id, VisitVerdict::Return, Vec::new()).await).0, "opinion", "why?");
        let reason = |line: &str| LineReason { line: line.to_owned(), reason: "说明是谁外出".to_owned() };
        assert_eq!(invalid(village.review(village.leader, id, VisitVerdict::Return, vec![reason("9.9")]).await).0, "reasons.0.line");
        assert_eq!(invalid(village.review(village.leader, id, VisitVerdict::Agree, vec![reason("1.1")]).await).1, "visit_agreed_lines");
        let returned = village.review(village.leader, id, VisitVerdict::Return, vec![reason("1.1")]).await.unwrap();
        assert_eq!((returned.visit.state, returned.visit.score), (VisitState::Returned, None));

        village.answer(village.office, id, "1.1", said(Answer::Partly, "陈某到镇里开会，留有告示"), 1).await.unwrap();
        village.submit(village.office, id).await.unwrap();
        let agreed = village.review(village.leader, id, VisitVerdict::Agree, Vec::new()).await.unwrap();
        assert_eq!((agreed.visit.state, agreed.visit.score), (VisitState::Agreed, Some(Share { got: Points(900), of: Points(1_000) })));
        let record = agreed.record.unwrap();
        let rounds: Vec<_> = record.rounds.iter().map(|round| (round.no, round.verdict, round.reasons.len())).collect();
        assert_eq!((record.is_fixed, rounds), (true, vec![(2, Some(VisitAct::Agreed), 0), (1, Some(VisitAct::Returned), 1)]));
        assert_eq!(invalid(village.review(village.leader, id, VisitVerdict::Agree, Vec::new()).await).1, "visit_state");
        assert!(village.listed(village.leader, review).await.is_empty());

        // The next visit there begins with what is known.
        let next = village.begun(Cover::Open).await;
        assert_eq!(next.last.map(|last| (last.id, last.score)), Some((id, agreed.visit.score)));
        // The checked side reads what came of it, and nothing of how it was talked about; what is being written it doesn't find.
        let clerk = village.show(village.clerk, id).await.unwrap();
        assert_eq!((clerk.record.unwrap().rounds.len(), clerk.may.as_slice()), (0, [VisitMay::Export].as_slice()));
        assert_eq!(code(village.show(village.clerk, next.visit.id).await), ErrorCode::NotFound);
        assert_eq!(code(village.by(village.clerk, ShowAnswers { visit: id, line: "1.1".to_owned() }).await), ErrorCode::NotFound);
    }

    async fn findings_are_raised_and_due_in_working_days(scratch) {
        let village = Village::new(&scratch).await;
        let begun = village.begun(Cover::Open).await;
        let id = begun.visit.id;
        let save = |fields: FindingFields| SaveFinding { visit: id, id: None, fields, version: 0 };
        // 2026-11-23 is a Monday.
        let one = village.by(village.office, save(finding(5))).await.unwrap();
        assert_eq!((one.found, one.due, one.fields.unified, one.state), (date(2026, 11, 23), Some(date(2026, 11, 30)), Unified::OrgStaff, FindingState::Open));
        let spot = FindingFields { line: String::new(), remedy: Remedy::OnTheSpot, unified: Unified::Funding, ..finding(9) };
        let spot = village.by(village.second, save(spot)).await.unwrap();
        assert_eq!((spot.due, spot.fields.days, spot.fields.unified), (Some(date(2026, 11, 23)), 0, Unified::Funding));
        assert_eq!(invalid(village.by(village.office, save(finding(0))).await), ("days".to_owned(), "range".to_owned()));
        assert_eq!(invalid(village.by(village.office, save(FindingFields { remedy: Remedy::Referred, ..finding(0) })).await).0, "unit");
        assert_eq!(code(village.by(village.leader, save(finding(5))).await), ErrorCode::NotPermitted);
        let change = |version| SaveFinding { visit: id, id: Some(one.id), fields: finding(3), version };
        let changed = village.by(village.second, change(1)).await.unwrap();
        assert_eq!((changed.due, changed.version), (Some(date(2026, 11, 26)), 2));
        let late = village.by(village.office, change(1)).await;
        assert_eq!(code(late.clone()), ErrorCode::Conflict);
        assert_eq!(serde_json::from_str::<FindingRow>(late.unwrap_err().arg("current")).unwrap(), changed);
        let drop = WithdrawFinding { visit: id, id: spot.id, reason: "登记重复".to_owned(), version: 1 };
        assert_eq!(village.by(village.office, drop.clone()).await.unwrap().state, FindingState::Withdrawn);
        assert_eq!(invalid(village.by(village.office, drop).await).1, "finding_withdrawn");
        village.filled(&begun).await;
        village.submit(village.office, id).await.unwrap();
        assert_eq!(invalid(village.by(village.office, change(2)).await).1, "visit_state");
        village.review(village.leader, id, VisitVerdict::Agree, Vec::new()).await.unwrap();
        let next = village.begun(Cover::Open).await;
        assert_eq!(next.open_findings.iter().map(|one| one.id).collect::<Vec<_>>(), [one.id], "it waits for whoever comes next");
        assert_eq!(village.show(village.town, id).await.unwrap().record.unwrap().findings.len(), 1, "what was withdrawn is nobody's business");
    }

    async fn who_was_there_is_said_as_it_can_be(scratch) {
        let village = Village::new(&scratch).await;
        let begun = village.begun(Cover::Open).await;
        let (id, now) = (begun.visit.id, village.desk.service.now());
        let fields = begun.record.unwrap().party.fields;
        assert_eq!((fields.present.len(), fields.began), (2, Some(now)));
        let save = |fields: PartyFields, version| SaveParty { visit: id, fields, version };
        let wrong = async |fields: PartyFields| invalid(village.by(village.office, save(fields, 1)).await);
        let told = |field: &str, rule: &str| (field.to_owned(), rule.to_owned());
        assert_eq!(wrong(PartyFields { present: vec![village.leader], ..fields.clone() }).await, told("present", "visit_not_sent"));
        assert_eq!(wrong(PartyFields { ended: Some(now.plus_seconds(60)), ..fields.clone() }).await, told("ended", "future"));
        assert_eq!(wrong(PartyFields { ended: Some(now.plus_seconds(-60)), ..fields.clone() }).await, told("ended", "order"));
        assert_eq!(wrong(PartyFields { began: Some(now.plus_seconds(-86_400)), ..fields.clone() }).await, told("began", "too_early"));
        assert_eq!(wrong(PartyFields { signing: Signing::Signed, ..fields.clone() }).await, told("receiver", "required"));
        let refused = PartyFields { signing: Signing::Refused, receiver: " 陈某 ".to_owned(), ..fields.clone() };
        let saved = village.by(village.office, save(refused.clone(), 1)).await.unwrap();
        assert_eq!((saved.party.fields.receiver.as_str(), saved.party.version), ("陈某", 2));
        assert!(saved.missing.contains(&Missing::Refusal));
        let late = village.by(village.second, save(fields, 1)).await;
        assert_eq!(serde_json::from_str::<PartySaved>(late.unwrap_err().arg("current")).unwrap().party, saved.party);
        assert_eq!(village.by(village.second, save(refused, 1)).await.unwrap().party.version, 2, "the same again changes nothing");
        // Whoever received them is in the record, not in the log.
        let log = scratch.texts("SELECT body FROM audit_values").await.concat();
        assert!(!log.contains("陈某"));
    }

    async fn what_is_under_cover_is_not_found(scratch) {
        let village = Village::new(&scratch).await;
        let begun = village.begun(Cover::Covert).await;
        let id = begun.visit.id;
        village.filled(&begun).await;
        village.by(village.office, SaveFinding { visit: id, id: None, fields: finding(5), version: 0 }).await.unwrap();
        for who in [village.town, village.clerk] {
            assert_eq!(code(village.show(who, id).await), ErrorCode::NotFound);
            assert!(village.listed(who, VisitFilter::default()).await.is_empty());
            assert_eq!(code(village.by(who, ShowAnswers { visit: id, line: "1.1".to_owned() }).await), ErrorCode::NotFound);
            let none = if who == village.town { ErrorCode::NotFound } else { ErrorCode::NotPermitted };
            for refused in [
                code(village.answer(who, id, "1.1", Filled::default(), 1).await),
                code(village.by(who, SaveFinding { visit: id, id: None, fields: finding(5), version: 0 }).await),
                code(village.by(who, SubmitVisit { id, version: 2 }).await),
                code(village.by(who, BeginVisit { id, version: 2 }).await),
            ] {
                assert_eq!(refused, none);
            }
        }
        village.submit(village.office, id).await.unwrap();
        village.review(village.leader, id, VisitVerdict::Agree, Vec::new()).await.unwrap();
        assert_eq!(code(village.show(village.clerk, id).await), ErrorCode::NotFound, "agreed to, and not released");
        // Nor do they hear of it by the next visit, which is open.
        let open = village.begun(Cover::Open).await;
        village.filled(&open).await;
        village.submit(village.office, open.visit.id).await.unwrap();
        village.review(village.leader, open.visit.id, VisitVerdict::Agree, Vec::new()).await.unwrap();
        let clerk = village.show(village.clerk, open.visit.id).await.unwrap();
        assert_eq!((clerk.last, clerk.open_findings.len()), (None, 0));
        let office = village.show(village.office, open.visit.id).await.unwrap();
        assert_eq!((office.last.map(|last| last.id), office.open_findings.len()), (Some(id), 1));
        let plan = village.by(village.office, ShowPlan { id: begun.visit.plan }).await.unwrap().row;
        let release = ReleasePlan { id: plan.id, day: village.desk.service.now().day(), version: plan.version };
        village.by(village.office, release).await.unwrap();
        assert_eq!(village.show(village.clerk, id).await.unwrap().visit.state, VisitState::Agreed);
    }

    async fn what_was_begun_stands(scratch) {
        let village = Village::new(&scratch).await;
        let (plan, visit) = village.drawn(Cover::Open).await;
        let version = village.by(village.office, ShowPlan { id: plan }).await.unwrap().row.version;
        let begun = village.by(village.office, BeginVisit { id: visit.id, version: visit.version }).await.unwrap();
        let again = SealRoster { id: plan, void: Some("名录有误".to_owned()), version };
        assert_eq!(invalid(village.by(village.office, again).await).1, "plan_begun");
        village.by(village.office, RevokePlan { id: plan, reason: "不再开展".to_owned(), version }).await.unwrap();
        village.filled(&begun).await;
        assert_eq!(village.submit(village.office, visit.id).await.unwrap().visit.state, VisitState::Submitted, "it is finished all the same");
    }

    async fn a_visit_before_its_time_and_one_written_down_afterwards(scratch) {
        let village = Village::new(&scratch).await;
        let (_, visit) = village.drawn(Cover::Open).await;
        village.desk.clock.set(date(2027, 1, 20).at(9, 0, 0, 0));
        let begun = village.by(village.office, BeginVisit { id: visit.id, version: visit.version }).await.unwrap();
        let party = begun.record.unwrap().party;
        assert_eq!(party.fields.began, None, "when it was is told");
        let at = |day, hour| domain::time::Instant::from_civil(date(2026, 12, day).at(hour, 0, 0, 0));
        let fields = PartyFields { began: at(1, 9), ended: at(1, 10), ..party.fields };
        village.by(village.office, SaveParty { visit: visit.id, fields, version: 1 }).await.unwrap();
        let found = village.by(village.office, SaveFinding { visit: visit.id, id: None, fields: finding(1), version: 0 }).await.unwrap();
        assert_eq!((found.found, found.due), (date(2026, 12, 1), Some(date(2026, 12, 2))));
        assert!(village.desk.clock.now() > at(1, 10).unwrap());
    }

    async fn the_record_is_written_as_a_paper(scratch) {
        let village = Village::new(&scratch).await;
        let (_, visit) = village.drawn(Cover::Open).await;
        let written = async |village: &Village, name: &str| {
            let path = scratch.file(name);
            let mut desk = village.desk.clone();
            let out = desk.takes(&path);
            desk.run_with_files(ExportVisit { id: visit.id, out }).await.unwrap();
            crate::papers::part(&path, "word/document.xml")
        };
        let blank = written(&village, "blank.docx").await;
        for words in ["现场检查记录表", "空白表", "统一机构人员", "工作时间有专职人员在岗", "陈站长", "（签字）"] {
            assert!(blank.contains(words), "{words}");
        }
        let begun = village.by(village.office, BeginVisit { id: visit.id, version: visit.version }).await.unwrap();
        village.filled(&begun).await;
        village.by(village.office, SaveFinding { visit: visit.id, id: None, fields: finding(5), version: 0 }).await.unwrap();
        let filled = written(&village, "filled.docx").await;
        for words in ["未审定", "一人外出", "部分符合", "工作时间无人在岗", "限期整改", "2026-11-30", "90分"] {
            assert!(filled.contains(words), "{words}");
        }
    }
}

/// Somebody of another town does not find what was agreed to here.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_town_finds_nothing() {
    let scratch = Scratch::sqlite();
    let village = Village::new(&scratch).await;
    let begun = village.begun(Cover::Open).await;
    village.filled(&begun).await;
    village.submit(village.office, begun.visit.id).await.unwrap();
    village.review(village.leader, begun.visit.id, VisitVerdict::Agree, Vec::new()).await.unwrap();
    let elsewhere = village.desk.place("太平镇").await;
    assert_ne!(elsewhere, village.place);
    let (other, _) = newcomer(&village.desk, "taiping", Some((Role::TownAdmin, elsewhere))).await;
    assert_eq!(code(village.show(other, begun.visit.id).await), ErrorCode::NotFound);
    assert!(village.show(village.town, begun.visit.id).await.is_ok());
}
