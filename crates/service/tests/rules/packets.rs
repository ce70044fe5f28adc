//! 离线包: what is done on a laptop comes back as it was done, and nothing is written over, doubled or lost.

use crate::visits::{Village, finding, said};
use crate::{PASSWORD, code, invalid, newcomer};
use api::inspection::{
    AnswerSaved, BeginVisit, FindingRow, ReviewVisit, SaveAnswer, SaveFinding, SaveParty, ShowVisit, SubmitVisit, VisitRow, VisitShown,
    VisitVerdict, WithdrawFinding,
};
use api::packet::{
    BackShown, Choice, DeviceRow, EnrolDevice, ListDevices, ListOps, MakePacket, MakeRequest, MakeReturn, MergeBack, OfferVisits, OpRow,
    PreviewBack, PreviewGrant, PreviewRequest, RevokeDevice, SettleOp, ShowOutpost, TakeGrant, TakePacket, Taken,
};
use api::{ApiError, ErrorCode};
use domain::account::{AccountId, Role};
use domain::inspection::checklist::score::Answer;
use domain::inspection::plan::{Cover, VisitId, VisitState};
use domain::inspection::visit::{Filled, PartyFields, Signing};
use domain::packet::OpState;
use std::path::PathBuf;
use testkit::{Desk, Scratch};

/// A laptop and the folder in which files are carried.
struct Laptop {
    desk: Desk,
    login: String,
    scratch: Scratch,
    device: DeviceRow,
    /// What was taken.
    grant: PathBuf,
}

/// Another password than the first.
const ANOTHER: &str = "granite-willow-4-heron";

fn detail<T: std::fmt::Debug>(answer: Result<T, ApiError>) -> String {
    let error = answer.expect_err("an error");
    assert_eq!(error.code, ErrorCode::PacketUnusable, "{error}");
    error.arg("detail").to_owned()
}

async fn signed_in(village: &Village, role: Role) -> Desk {
    let mut desk = village.desk.another();
    desk.enter(role).await;
    desk
}

/// A laptop asks, and an office enrols it for somebody; where the grant lies.
async fn granted(
    desk: &mut Desk,
    scratch: &Scratch,
    village: &Village,
    account: AccountId,
    name: &str,
) -> Result<(DeviceRow, PathBuf), ApiError> {
    let path = |what: &str| scratch.file(&format!("{what}-{}.packet", uuid::Uuid::now_v7()));
    let (request, grant) = (path("request"), path("grant"));
    let out = desk.takes(&request);
    let made = desk.call(MakeRequest { name: name.to_owned(), out }).await.unwrap();
    let mut admin = signed_in(village, Role::SystemAdmin).await;
    let file = admin.gives(&request);
    let shown = admin.call(PreviewRequest { file: file.clone() }).await.unwrap();
    assert_eq!((shown.name.as_str(), &shown.fingerprint), (name, &made.fingerprint), "what both compare by eye");
    let out = admin.takes(&grant);
    let other = EnrolDevice { file: file.clone(), fingerprint: "00000".to_owned(), account, out: out.clone() };
    assert_eq!(detail(admin.call(other).await), "other_print");
    let device = admin.call(EnrolDevice { file, fingerprint: shown.fingerprint, account, out }).await?;
    Ok((device, grant))
}

/// A laptop takes a grant; the name with which one signs in there.
async fn takes_grant(desk: &mut Desk, grant: &std::path::Path, password: &str) -> Result<String, ApiError> {
    let file = desk.gives(grant);
    let shown = desk.call(PreviewGrant { file: file.clone() }).await?;
    desk.call(TakeGrant { file, fingerprint: shown.fingerprint, password: password.to_owned() }).await?;
    Ok(shown.login)
}

impl Laptop {
    /// Enrolled for somebody.
    async fn enrolled(village: &Village, account: AccountId, name: &str) -> Self {
        let scratch = Scratch::sqlite();
        let mut desk = Desk::new(&scratch).await;
        let (device, grant) = granted(&mut desk, &scratch, village, account, name).await.unwrap();
        let login = takes_grant(&mut desk, &grant, PASSWORD).await.unwrap();
        Self { desk, login, scratch, device, grant }
    }

    /// Some time later; he signs in anew.
    async fn later(&mut self, seconds: i64) {
        self.desk.clock.advance(seconds);
        self.desk.token = None;
        self.desk.call(api::session::Open { login: self.login.clone(), password: PASSWORD.to_owned() }).await.unwrap();
    }

    async fn given(&self, village: &Village, visits: &[VisitId]) -> PathBuf {
        let mut office = signed_in(village, Role::Inspector).await;
        let path = self.scratch.file(&format!("out-{}.packet", uuid::Uuid::now_v7()));
        let out = office.takes(&path);
        office.call(MakePacket { device: self.device.id, visits: visits.to_vec(), days: 14, out }).await.unwrap();
        path
    }

    async fn take(&mut self, path: &std::path::Path) -> Result<Taken, ApiError> {
        let file = self.desk.gives(path);
        self.desk.call(TakePacket { file }).await
    }

    async fn returned(&mut self) -> PathBuf {
        let path = self.scratch.file(&format!("back-{}.packet", uuid::Uuid::now_v7()));
        let out = self.desk.takes(&path);
        self.desk.call(MakeReturn { out }).await.unwrap();
        path
    }

    async fn show(&mut self, id: VisitId) -> VisitShown {
        self.desk.call(ShowVisit { id }).await.unwrap()
    }

    async fn begin(&mut self, id: VisitId) -> VisitShown {
        let version = self.show(id).await.visit.version;
        self.desk.call(BeginVisit { id, version }).await.unwrap()
    }

    async fn answer(&mut self, visit: VisitId, line: &str, filled: Filled, version: i64) -> AnswerSaved {
        self.desk.clock.advance(7);
        self.desk.call(SaveAnswer { visit, line: line.to_owned(), filled, version }).await.unwrap()
    }

    async fn raise(&mut self, visit: VisitId, days: u32) -> FindingRow {
        self.desk.call(SaveFinding { visit, id: None, fields: finding(days), version: 0 }).await.unwrap()
    }
}

/// The office takes a packet back, or looks at it.
async fn merged(village: &Village, path: &std::path::Path) -> Result<BackShown, ApiError> {
    let mut office = signed_in(village, Role::Inspector).await;
    let file = office.gives(path);
    office.call(MergeBack { file }).await
}

async fn previewed(village: &Village, path: &std::path::Path) -> Result<BackShown, ApiError> {
    let mut office = signed_in(village, Role::Inspector).await;
    let file = office.gives(path);
    office.call(PreviewBack { file }).await
}

async fn open(village: &Village) -> Vec<OpRow> {
    signed_in(village, Role::Inspector).await.call(ListOps {}).await.unwrap().ops
}

async fn settle(village: &Village, op: &OpRow, keep: Choice) -> Vec<OpRow> {
    let settled = SettleOp { id: op.id, keep, version: op.version };
    signed_in(village, Role::Inspector).await.call(settled).await.unwrap().ops
}

fn party(shown: &VisitShown, now: domain::time::Instant) -> PartyFields {
    PartyFields {
        receiver: "陈站长".to_owned(),
        phone: "13800001111".to_owned(),
        signing: Signing::Signed,
        ended: Some(now),
        ..shown.record.as_ref().unwrap().party.fields.clone()
    }
}

/// Everything of a record that has to be the same on both sides.
fn written(shown: &VisitShown) -> serde_json::Value {
    let record = shown.record.as_ref().unwrap();
    let findings: Vec<_> = record
        .findings
        .iter()
        .map(|one| {
            (one.state, one.found.to_string(), one.due.map(|due| due.to_string()), &one.fields, &one.reason, &one.who, one.at, one.version)
        })
        .collect();
    serde_json::json!({
        "begun": (&record.begun_by, record.begun_at), "party": record.party, "answers": record.answers, "score": record.score,
        "findings": findings, "missing": record.missing, "state": shown.visit.state
    })
}

async fn drawn(village: &Village) -> VisitRow {
    village.drawn(Cover::Covert).await.1
}

testkit::on_both! {
    async fn what_is_done_outside_comes_back_as_it_was_done(scratch) {
        let village = Village::new(&scratch).await;
        let visit = drawn(&village).await;
        let mut laptop = Laptop::enrolled(&village, village.office, "外勤一号").await;
        assert!(laptop.desk.call(ShowVisit { id: visit.id }).await.is_err(), "nothing was given yet");
        let mut office = signed_in(&village, Role::Inspector).await;
        let offered = office.call(OfferVisits { device: laptop.device.id, from: None, to: None }).await.unwrap().visits;
        assert_eq!(offered.iter().map(|one| one.id).collect::<Vec<_>>(), [visit.id]);
        let packet = laptop.given(&village, &[visit.id]).await;
        assert_eq!(laptop.take(&packet).await.unwrap(), Taken { no: 1, visits: 1, left: 0 });
        assert_eq!(laptop.take(&packet).await.unwrap().visits, 1, "twice is once");

        laptop.later(3_600).await;
        let begun = laptop.begin(visit.id).await;
        assert_eq!((begun.station.fields.head.as_str(), begun.visit.title.as_str()), ("陈站长", "村级站点督查"));
        let lines: Vec<String> = begun.list.lines.iter().map(|line| line.no.clone()).collect();
        for line in lines.iter().skip(1) {
            laptop.answer(visit.id, line, said(Answer::Fits, ""), 0).await;
        }
        // Twice on the same line: the second is made upon the first.
        laptop.answer(visit.id, "1.1", said(Answer::Fails, "锁着门"), 0).await;
        laptop.answer(visit.id, "1.1", said(Answer::Partly, "一人外出，留有告示"), 1).await;
        let one = laptop.raise(visit.id, 5).await;
        let two = laptop.raise(visit.id, 10).await;
        assert_ne!(one.id, two.id);
        let fields = domain::inspection::finding::FindingFields { what: "大厅无人值守".to_owned(), ..finding(7) };
        let one = laptop.desk.call(SaveFinding { visit: visit.id, id: Some(one.id), fields, version: one.version }).await.unwrap();
        laptop.desk.call(WithdrawFinding { visit: visit.id, id: two.id, reason: "看错了窗口位置".to_owned(), version: two.version }).await.unwrap();
        let shown = laptop.show(visit.id).await;
        let now = laptop.desk.service.now();
        let fields = PartyFields { receiver: String::new(), phone: String::new(), signing: Signing::Open, ..party(&shown, now) };
        laptop.desk.call(SaveParty { visit: visit.id, fields, version: 1 }).await.unwrap();
        let version = laptop.show(visit.id).await.visit.version;
        laptop.desk.call(SubmitVisit { id: visit.id, version }).await.unwrap();
        let outside = laptop.show(visit.id).await;
        assert_eq!((outside.visit.state, one.version), (VisitState::Submitted, 2));

        let back = laptop.returned().await;
        village.desk.clock.advance(36_000);
        let ops = lines.len() as u64 + 1 + 1 + 4 + 1 + 1;
        let shown = previewed(&village, &back).await.unwrap();
        assert_eq!((shown.ops, shown.known, shown.open.len(), shown.visits[0].done), (ops, 0, 0, i64::try_from(ops).unwrap()));
        assert_eq!(village.show(village.office, visit.id).await.unwrap().visit.state, VisitState::Waiting, "a preview changes nothing");
        let done = merged(&village, &back).await.unwrap();
        assert_eq!((done.ops, done.known, done.open.len()), (ops, 0, 0));
        let here = village.show(village.office, visit.id).await.unwrap();
        assert_eq!(written(&here), written(&outside));
        let findings = here.record.as_ref().unwrap().findings.iter().map(|one| one.id.0).collect::<Vec<_>>();
        assert!(findings.iter().all(|id| *id < domain::packet::MADE_OUTSIDE), "they have keys of the office");

        // Brought back again, nothing is done; somebody who was not there reviews it as any other.
        let again = merged(&village, &back).await.unwrap();
        assert_eq!((again.known, again.open.len()), (ops, 0));
        assert_eq!(written(&village.show(village.office, visit.id).await.unwrap()), written(&outside));
        let agreed = village.by(village.leader, ReviewVisit { id: visit.id, verdict: VisitVerdict::Agree, opinion: String::new(), reasons: Vec::new(), version: here.visit.version }).await.unwrap();
        assert_eq!(agreed.visit.state, VisitState::Agreed);
        assert!(laptop.desk.call(ShowOutpost {}).await.unwrap().outpost.unwrap().waiting > 0, "the office has not said so yet");
    }

    async fn what_somebody_else_answered_meanwhile_is_decided_by_somebody(scratch) {
        let village = Village::new(&scratch).await;
        let visit = village.drawn(Cover::Open).await.1;
        let mut laptop = Laptop::enrolled(&village, village.office, "外勤一号").await;
        let packet = laptop.given(&village, &[visit.id]).await;
        laptop.take(&packet).await.unwrap();
        laptop.begin(visit.id).await;
        laptop.answer(visit.id, "1.1", said(Answer::Fails, "锁着门"), 0).await;
        laptop.answer(visit.id, "1.1", said(Answer::Partly, "后来开了门"), 1).await;
        laptop.answer(visit.id, "1.2", said(Answer::Fits, ""), 0).await;
        laptop.answer(visit.id, "1.3", said(Answer::Fits, ""), 0).await;
        let back = laptop.returned().await;

        // Meanwhile the other inspector begins the same visit on the office's database.
        village.desk.clock.advance(7_200);
        village.by(village.second, BeginVisit { id: visit.id, version: visit.version }).await.unwrap();
        village.answer(village.second, visit.id, "1.1", said(Answer::Fits, ""), 0).await.unwrap();
        village.answer(village.second, visit.id, "1.2", said(Answer::Fits, ""), 0).await.unwrap();
        let done = merged(&village, &back).await.unwrap();
        assert_eq!((done.visits[0].done, done.visits[0].conflicts, done.visits[0].failed), (3, 2, 0), "the same answer is no conflict");
        let [op] = done.open.as_slice() else { panic!("{:?}", done.open) };
        assert_eq!((op.line.as_str(), op.state), ("1.1", OpState::Conflict));
        assert_eq!(op.outside.answer, Some(said(Answer::Partly, "后来开了门")));
        assert_eq!(op.here.as_ref().unwrap().answer, Some(said(Answer::Fits, "")));
        let stands = |shown: &VisitShown| shown.record.as_ref().unwrap().answers.iter().find(|one| one.line == "1.1").unwrap().clone();
        assert_eq!(stands(&village.show(village.office, visit.id).await.unwrap()).filled.answer, Some(Answer::Fits), "nothing was written over");

        // What stands here moves on before somebody chooses: he is asked again.
        village.answer(village.second, visit.id, "1.1", said(Answer::NotApplicable, "不适用"), 1).await.unwrap();
        let asked = settle(&village, op, Choice::Outside).await;
        assert_eq!(asked[0].here.as_ref().unwrap().answer, Some(said(Answer::NotApplicable, "不适用")));
        let left = settle(&village, &asked[0], Choice::Outside).await;
        assert!(left.is_empty(), "{left:?}");
        let now = stands(&village.show(village.office, visit.id).await.unwrap());
        assert_eq!((now.filled, now.version), (said(Answer::Partly, "后来开了门"), 3));
        assert!(now.at < village.desk.service.now(), "at the moment at which it was said");
    }

    async fn two_laptops_at_one_station_meet_in_the_office(scratch) {
        let village = Village::new(&scratch).await;
        let visit = village.drawn(Cover::Open).await.1;
        let mut one = Laptop::enrolled(&village, village.office, "外勤一号").await;
        let mut two = Laptop::enrolled(&village, village.second, "外勤二号").await;
        for (laptop, answer, seconds) in [(&mut one, Answer::Fits, 60), (&mut two, Answer::Fails, 300)] {
            laptop.later(seconds).await;
            let packet = laptop.given(&village, &[visit.id]).await;
            laptop.take(&packet).await.unwrap();
            let begun = laptop.begin(visit.id).await;
            laptop.answer(visit.id, "1.1", said(answer, "见照片"), 0).await;
            laptop.raise(visit.id, 5).await;
            let fields = party(&begun, laptop.desk.service.now());
            laptop.desk.call(SaveParty { visit: visit.id, fields, version: 1 }).await.unwrap();
        }
        village.desk.clock.advance(7_200);
        let (first, second) = (one.returned().await, two.returned().await);
        assert!(merged(&village, &first).await.unwrap().open.is_empty());
        let done = merged(&village, &second).await.unwrap();
        let told: Vec<&str> = done.open.iter().map(|op| op.operation.as_str()).collect();
        assert_eq!(told, ["inspection.answer.save", "inspection.party.save"], "one ended later than the other");
        assert_eq!(village.show(village.office, visit.id).await.unwrap().record.unwrap().findings.len(), 2, "both findings are there");
        let left = settle(&village, &done.open[0], Choice::Here).await;
        assert_eq!(left.len(), 1);
        assert!(settle(&village, &left[0], Choice::Here).await.is_empty());
        assert!(merged(&village, &second).await.unwrap().open.is_empty(), "what was decided stays decided");
        let entered = scratch.texts("SELECT subject FROM audit WHERE operation = 'packet.op.settle'").await;
        assert_eq!(entered, [format!("inspection_visit:{}", visit.id.0), format!("inspection_visit:{}", visit.id.0)], "each with what it did");
        assert!(open(&village).await.is_empty());
    }

    async fn a_newer_packet_says_anew_what_the_office_has(scratch) {
        let village = Village::new(&scratch).await;
        let visit = village.drawn(Cover::Open).await.1;
        let mut laptop = Laptop::enrolled(&village, village.office, "外勤一号").await;
        let first = laptop.given(&village, &[visit.id]).await;
        laptop.take(&first).await.unwrap();
        laptop.begin(visit.id).await;
        laptop.answer(visit.id, "1.1", said(Answer::Fits, ""), 0).await;
        laptop.raise(visit.id, 5).await;
        let untouched = laptop.given(&village, &[visit.id]).await;
        assert_eq!(laptop.take(&untouched).await.unwrap(), Taken { no: 2, visits: 0, left: 1 }, "what the office does not have stays");
        assert_eq!(laptop.show(visit.id).await.record.unwrap().answers.len(), 1);
        village.desk.clock.advance(600);
        let back = laptop.returned().await;
        merged(&village, &back).await.unwrap();
        village.answer(village.second, visit.id, "1.1", said(Answer::Fails, "下午锁着门"), 1).await.unwrap();
        let newer = laptop.given(&village, &[visit.id]).await;
        laptop.later(600).await;
        assert_eq!(laptop.take(&newer).await.unwrap(), Taken { no: 3, visits: 1, left: 0 });
        assert_eq!(laptop.desk.call(ShowOutpost {}).await.unwrap().outpost.unwrap().waiting, 0);
        let shown = laptop.show(visit.id).await;
        assert_eq!(written(&shown), written(&village.show(village.office, visit.id).await.unwrap()));
        assert_eq!(detail(laptop.take(&first).await), "old");
        // Upon what the office said.
        laptop.answer(visit.id, "1.1", said(Answer::Partly, "傍晚开了门"), 2).await;
        let row = shown.record.unwrap().findings.remove(0);
        laptop.desk.call(SaveFinding { visit: visit.id, id: Some(row.id), fields: finding(9), version: row.version }).await.unwrap();
        // A new finding has a key that nothing had before: what is written into it is not taken for the first one's.
        let new = laptop.raise(visit.id, 20).await;
        let fields = domain::inspection::finding::FindingFields { what: "制度未上墙".to_owned(), ..finding(12) };
        laptop.desk.call(SaveFinding { visit: visit.id, id: Some(new.id), fields, version: new.version }).await.unwrap();
        village.desk.clock.advance(1_200);
        let back = laptop.returned().await;
        assert!(merged(&village, &back).await.unwrap().open.is_empty());
        let here = village.show(village.office, visit.id).await.unwrap();
        assert_eq!(written(&laptop.show(visit.id).await), written(&here));
        let findings = here.record.unwrap().findings;
        let whats: Vec<_> = findings.iter().map(|one| (one.fields.what.as_str(), one.fields.days)).collect();
        assert_eq!(whats, [("工作时间无人在岗", 9), ("制度未上墙", 12)]);
    }

    async fn an_office_that_lost_some_of_it_is_told_again(scratch) {
        let village = Village::new(&scratch).await;
        let visit = village.drawn(Cover::Open).await.1;
        let mut laptop = Laptop::enrolled(&village, village.office, "外勤一号").await;
        let packet = laptop.given(&village, &[visit.id]).await;
        laptop.take(&packet).await.unwrap();
        laptop.begin(visit.id).await;
        for line in ["1.1", "1.2", "1.3"] {
            laptop.answer(visit.id, line, said(Answer::Fits, ""), 0).await;
        }
        village.desk.clock.advance(600);
        let back = laptop.returned().await;
        assert_eq!(merged(&village, &back).await.unwrap().known, 0);
        scratch.execute("DELETE FROM packet_op WHERE seq = 3").await;
        let newer = laptop.given(&village, &[visit.id]).await;
        assert_eq!(laptop.take(&newer).await.unwrap(), Taken { no: 2, visits: 0, left: 1 }, "what the office lost stays");
        let back = laptop.returned().await;
        let done = merged(&village, &back).await.unwrap();
        assert_eq!((done.ops, done.known, done.open.len()), (2, 1, 0));
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM packet_op").await, [4]);
        let newest = laptop.given(&village, &[visit.id]).await;
        assert_eq!(laptop.take(&newest).await.unwrap(), Taken { no: 3, visits: 1, left: 0 });
    }

    async fn an_office_that_was_restored_counts_from_an_earlier_number(scratch) {
        let village = Village::new(&scratch).await;
        let visit = village.drawn(Cover::Open).await.1;
        let mut laptop = Laptop::enrolled(&village, village.office, "外勤一号").await;
        let first = laptop.given(&village, &[visit.id]).await;
        assert_eq!(laptop.take(&first).await.unwrap().no, 1);
        village.desk.clock.advance(60);
        let second = laptop.given(&village, &[visit.id]).await;
        assert_eq!(laptop.take(&second).await.unwrap().no, 2);
        scratch.execute("DELETE FROM packet_given_visit; DELETE FROM packet_given; UPDATE packet_device SET given = 0").await;
        village.desk.clock.advance(60);
        let restored = laptop.given(&village, &[visit.id]).await;
        assert_eq!(laptop.take(&restored).await.unwrap(), Taken { no: 1, visits: 1, left: 0 });
        assert_eq!(detail(laptop.take(&second).await), "old");
    }

    async fn a_finding_that_repeats_an_earlier_one_goes_out_without_it(scratch) {
        let village = Village::new(&scratch).await;
        let mut findings = Vec::new();
        let mut visits = Vec::new();
        for _ in 0..2 {
            let visit = village.begun(Cover::Open).await.visit.id;
            let raised = village.by(village.office, SaveFinding { visit, id: None, fields: finding(5), version: 0 }).await.unwrap();
            findings.push(raised.id.0);
            visits.push(visit);
        }
        scratch.execute(&format!("UPDATE inspection_finding SET repeat_of = {} WHERE id = {}", findings[0], findings[1])).await;
        let mut laptop = Laptop::enrolled(&village, village.office, "外勤一号").await;
        let packet = laptop.given(&village, &visits[1..]).await;
        assert_eq!(laptop.take(&packet).await.unwrap(), Taken { no: 1, visits: 1, left: 0 });
        assert_eq!(laptop.show(visits[1]).await.record.unwrap().findings.len(), 1);
    }

    async fn grants_that_see_no_visits_take_none_along(scratch) {
        let village = Village::new(&scratch).await;
        // What is under cover was agreed to at the station to which somebody of the town goes later.
        let covert = village.begun(Cover::Covert).await;
        village.filled(&covert).await;
        village.submit(village.office, covert.visit.id).await.unwrap();
        village.review(village.leader, covert.visit.id, VisitVerdict::Agree, Vec::new()).await.unwrap();
        let visit = village.drawn(Cover::Open).await.1.id;
        let goes = format!("INSERT INTO inspection_goer (visit_id, no, person, name) VALUES ({}, 9, '{}', '镇里的人')", visit.0, village.town.0);
        scratch.execute(&goes).await;
        let place = village.desk.operate(api::place::Tree {}).await.unwrap().places[0].id;
        let from = village.desk.service.now().day();
        let grant = api::account::GiveGrant { account: village.town, role: Role::AssetsAdmin, place, body: None, from, until: None };
        village.desk.operate(grant).await.unwrap();
        let mut laptop = Laptop::enrolled(&village, village.town, "外勤一号").await;
        let packet = laptop.given(&village, &[visit]).await;
        assert_eq!(laptop.take(&packet).await.unwrap(), Taken { no: 1, visits: 1, left: 0 });
        assert_eq!(laptop.scratch.numbers("SELECT id FROM inspection_visit").await, [visit.0]);
    }

    async fn a_laptop_is_one_person_s_and_what_it_packed_while_it_was_revoked_stays_out(scratch) {
        let village = Village::new(&scratch).await;
        let visit = village.drawn(Cover::Open).await.1;
        let mut laptop = Laptop::enrolled(&village, village.office, "外勤一号").await;
        let packet = laptop.given(&village, &[visit.id]).await;
        laptop.take(&packet).await.unwrap();
        laptop.begin(visit.id).await;
        let refused = granted(&mut laptop.desk, &laptop.scratch, &village, village.second, "外勤一号").await;
        let (field, rule) = invalid(refused);
        assert_eq!((field.as_str(), rule.as_str()), ("account", "packet_other_person"));
        village.desk.clock.advance(600);
        let revoke = RevokeDevice { id: laptop.device.id, reason: "笔记本电脑遗失".to_owned(), late: false, version: laptop.device.version };
        signed_in(&village, Role::SystemAdmin).await.call(revoke).await.unwrap();
        laptop.later(900).await;
        laptop.answer(visit.id, "1.1", said(Answer::Fits, ""), 0).await;
        let during = laptop.returned().await;
        village.desk.clock.advance(600);
        granted(&mut laptop.desk, &laptop.scratch, &village, village.office, "外勤一号").await.unwrap();
        assert_eq!(detail(merged(&village, &during).await), "barred");
        laptop.later(600).await;
        let after = laptop.returned().await;
        assert!(merged(&village, &after).await.unwrap().open.is_empty());
    }

    async fn what_is_not_for_this_installation_is_refused_and_says_why(scratch) {
        let village = Village::new(&scratch).await;
        let visit = village.drawn(Cover::Open).await.1;
        let mut laptop = Laptop::enrolled(&village, village.office, "外勤一号").await;
        let mut other = Laptop::enrolled(&village, village.second, "外勤二号").await;
        let packet = laptop.given(&village, &[visit.id]).await;
        assert_eq!(detail(other.take(&packet).await), "other");
        let bytes = std::fs::read(&packet).unwrap();
        let path = laptop.scratch.file("wrong.packet");
        for (wrong, expected) in [
            (bytes[..bytes.len() / 2].to_vec(), "half"),
            ({ let mut all = bytes.clone(); *all.last_mut().unwrap() ^= 1; all }, "altered"),
            (b"PK\x03\x04 a zip".to_vec(), "not_ours"),
            ([b"YIMEN PACKET 9".as_slice(), &bytes[14..]].concat(), "newer"),
        ] {
            std::fs::write(&path, wrong).unwrap();
            assert_eq!(detail(laptop.take(&path).await), expected);
        }
        laptop.later(15 * 86_400).await;
        assert_eq!(detail(laptop.take(&packet).await), "expired");
    }

    async fn a_laptop_writes_visits_and_nothing_else(scratch) {
        let village = Village::new(&scratch).await;
        let visit = village.drawn(Cover::Open).await.1;
        let mut laptop = Laptop::enrolled(&village, village.office, "外勤一号").await;
        let packet = laptop.given(&village, &[visit.id]).await;
        laptop.take(&packet).await.unwrap();
        let made = laptop.desk.call(api::inspection::SavePlan { id: None, fields: domain::inspection::plan::PlanFields::default(), version: 0 }).await;
        assert_eq!(code(made), ErrorCode::OnOutpost);
        let file = laptop.scratch.file("nothing.packet");
        let out = laptop.desk.takes(&file);
        assert_eq!(invalid(laptop.desk.call(MakeReturn { out }).await).1, "packet_nothing");
        // In the office nobody is outside.
        let mut office = signed_in(&village, Role::Inspector).await;
        assert!(office.call(ShowOutpost {}).await.unwrap().outpost.is_none());
        let file = office.gives(&packet);
        assert_eq!(detail(office.call(TakePacket { file }).await), "not_outside");
        // Somebody else's visits are not given.
        let (stranger, _) = newcomer(&village.desk, "stranger", Some((Role::Inspector, village.desk.operate(api::place::Tree {}).await.unwrap().places[0].id))).await;
        let theirs = Laptop::enrolled(&village, stranger, "外勤三号").await;
        let out = office.takes(&theirs.scratch.file("out.packet"));
        assert_eq!(invalid(office.call(MakePacket { device: theirs.device.id, visits: vec![visit.id], days: 14, out }).await).1, "packet_visits");
    }

    async fn what_a_revoked_laptop_made_before_is_taken_if_an_administrator_says_so(scratch) {
        let village = Village::new(&scratch).await;
        let visit = village.drawn(Cover::Open).await.1;
        let mut laptop = Laptop::enrolled(&village, village.office, "外勤一号").await;
        let packet = laptop.given(&village, &[visit.id]).await;
        laptop.take(&packet).await.unwrap();
        laptop.begin(visit.id).await;
        let before = laptop.returned().await;
        village.desk.clock.advance(600);
        let mut admin = signed_in(&village, Role::SystemAdmin).await;
        let revoke = |late, version| RevokeDevice { id: laptop.device.id, reason: "笔记本电脑遗失".to_owned(), late, version };
        let revoked = admin.call(revoke(false, laptop.device.version)).await.unwrap();
        assert_eq!(code(admin.call(revoke(true, laptop.device.version)).await), ErrorCode::Conflict);
        assert_eq!(detail(merged(&village, &before).await), "revoked");
        admin.call(revoke(true, revoked.version)).await.unwrap();
        assert!(merged(&village, &before).await.unwrap().open.is_empty());
        laptop.later(1_200).await;
        laptop.answer(visit.id, "1.1", said(Answer::Fits, ""), 0).await;
        let after = laptop.returned().await;
        assert_eq!(detail(previewed(&village, &after).await), "revoked");
        let mut office = signed_in(&village, Role::Inspector).await;
        let out = office.takes(&laptop.scratch.file("more.packet"));
        assert_eq!(invalid(office.call(MakePacket { device: laptop.device.id, visits: vec![visit.id], days: 14, out }).await).1, "packet_revoked");
        let devices = office.call(ListDevices {}).await.unwrap();
        assert!(devices.may_pack && !devices.may_enrol && devices.devices[0].revoked_at.is_some());
    }
}

/// Laptops of one district are nothing to another.
#[tokio::test]
async fn another_district_takes_nothing() {
    let (scratch, elsewhere) = (Scratch::sqlite(), Scratch::sqlite());
    let (village, other) = (Village::new(&scratch).await, Village::new(&elsewhere).await);
    let visit = village.drawn(Cover::Open).await.1;
    let mut laptop = Laptop::enrolled(&village, village.office, "外勤一号").await;
    let packet = laptop.given(&village, &[visit.id]).await;
    laptop.take(&packet).await.unwrap();
    laptop.begin(visit.id).await;
    let back = laptop.returned().await;
    assert_eq!(detail(previewed(&other, &back).await), "unknown");
    let mut theirs = Laptop::enrolled(&other, other.office, "另一区的电脑").await;
    assert_eq!(detail(theirs.take(&packet).await), "unknown");
    // What is not a packet of that use is told, too.
    assert_eq!(detail(laptop.take(&back).await), "other_use");
}

/// Nobody signs in by a grant that was used, or that another office made.
#[tokio::test]
async fn a_grant_is_taken_once_and_from_the_own_office() {
    let (scratch, elsewhere) = (Scratch::sqlite(), Scratch::sqlite());
    let (village, other) = (Village::new(&scratch).await, Village::new(&elsewhere).await);
    let mut laptop = Laptop::enrolled(&village, village.office, "外勤一号").await;
    let used = laptop.grant.clone();
    assert_eq!(detail(takes_grant(&mut laptop.desk, &used, ANOTHER).await), "grant_used");
    let take = |file, fingerprint: &str| TakeGrant { file, fingerprint: fingerprint.to_owned(), password: ANOTHER.to_owned() };
    let file = laptop.desk.gives(&used);
    assert_eq!(detail(laptop.desk.call(take(file, "")).await), "grant_used");
    village.desk.clock.advance(60);
    other.desk.clock.advance(60);
    let (_, theirs) = granted(&mut laptop.desk, &laptop.scratch, &other, other.office, "外勤一号").await.unwrap();
    assert_eq!(detail(takes_grant(&mut laptop.desk, &theirs, ANOTHER).await), "unknown_office");
    let (_, newer) = granted(&mut laptop.desk, &laptop.scratch, &village, village.office, "外勤一号").await.unwrap();
    let file = laptop.desk.gives(&newer);
    assert_eq!(detail(laptop.desk.call(take(file, "00000")).await), "other_print");
    let login = laptop.login.clone();
    let open = |password: &str| api::session::Open { login: login.clone(), password: password.to_owned() };
    laptop.desk.token = None;
    laptop.desk.call(open(PASSWORD)).await.unwrap();
    takes_grant(&mut laptop.desk, &newer, ANOTHER).await.unwrap();
    laptop.desk.token = None;
    laptop.desk.call(open(ANOTHER)).await.unwrap();
}

/// What stops a merge half-way loses and doubles nothing: it goes on where it was, and a visit that fails keeps no other waiting.
#[tokio::test]
async fn a_merge_that_was_stopped_goes_on() {
    let scratch = Scratch::sqlite();
    let village = Village::new(&scratch).await;
    let visits = [village.drawn(Cover::Open).await.1.id, village.drawn(Cover::Open).await.1.id];
    let mut laptop = Laptop::enrolled(&village, village.office, "外勤一号").await;
    let packet = laptop.given(&village, &visits).await;
    laptop.take(&packet).await.unwrap();
    for visit in visits {
        laptop.begin(visit).await;
        for line in ["1.1", "1.2", "1.3"] {
            laptop.answer(visit, line, said(Answer::Fits, ""), 0).await;
        }
        laptop.raise(visit, 5).await;
    }
    let back = laptop.returned().await;
    village.desk.clock.advance(600);
    let stop = format!(
        "CREATE TRIGGER stops BEFORE INSERT ON inspection_answer WHEN NEW.visit_id = {} AND NEW.line = '1.3' BEGIN SELECT RAISE(ABORT, 'stopped'); END",
        visits[0].0
    );
    scratch.execute(&stop).await;
    let shown = previewed(&village, &back).await.unwrap();
    let told: Vec<_> = shown.visits.iter().map(|one| (one.visit, one.done, one.waiting)).collect();
    assert_eq!(told, [(visits[0], 0, 5), (visits[1], 5, 0)], "a preview tells what would come of the others");
    assert_eq!(code(merged(&village, &back).await), ErrorCode::Internal);
    assert_eq!(scratch.numbers("SELECT COUNT(*) FROM inspection_answer").await, [3], "whole visits, or nothing of them");
    assert_eq!(scratch.numbers("SELECT COUNT(*) FROM packet_op WHERE state = 'op_waiting'").await, [5]);
    assert_eq!(
        scratch.numbers("SELECT COUNT(*) FROM audit WHERE operation = 'packet.back.merge'").await,
        [1],
        "entered with what was kept"
    );
    scratch.execute("DROP TRIGGER stops").await;
    assert!(merged(&village, &back).await.unwrap().open.is_empty());
    for visit in visits {
        assert_eq!(written(&laptop.show(visit).await), written(&village.show(village.office, visit).await.unwrap()));
    }
    assert_eq!(scratch.numbers("SELECT COUNT(*) FROM inspection_finding").await, [2]);
}
