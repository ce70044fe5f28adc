//! 督查: plans are made by one and agreed to by another, drawn so that anybody can compute it anew, and what is under cover stays there.

use crate::{code, invalid, told};
use api::home::TodoKind;
use api::inspection::{
    BeginVisit, CertificateKind, CountPlans, CountVisitDays, DecidePlan, ExportCertificate, InspectionRules, ListChecklists, ListPeople,
    ListPlans, ListVisits, ListYears, MakeDraw, PlanFilter, PlanMay, PlanShown, PlanVerdict, PublishChecklist, RecallPlan, ReleasePlan,
    ReplaceVisit, RevokePlan, RosterWrong, SaveChecklist, SaveInspectionRules, SavePlan, SaveYear, SealRoster, SetVisitDays, ShowChecklist,
    ShowInspectionRules, ShowPlan, ShowRoster, SubmitPlan, VisitDay, VisitFilter, VisitRow, Visits,
};
use api::page::PageAt;
use api::{ApiError, ErrorCode};
use domain::account::{AccountId, Role};
use domain::day::later;
use domain::inspection::certificate::Certificate;
use domain::inspection::checklist::{ListFields, ListStage, Target};
use domain::inspection::plan::{
    Cover, Coverage, Exclusion, ListVersion, PlanAct, PlanFields, PlanId, PlanKind, PlanState, Sent, VisitId, VisitState, WarningKind,
    Weighting,
};
use domain::inspection::rules::YearFields;
use domain::place::PlaceId;
use domain::point::{PointId, PointKind};
use jiff::civil::Date;
use std::collections::HashMap;
use std::process::Command;
use testkit::{Desk, Scratch};

struct House {
    desk: Desk,
    people: HashMap<String, AccountId>,
    towns: Vec<PlaceId>,
    /// Service points of the villages, four of the first town, three of the second.
    points: Vec<(PointId, PlaceId)>,
}

impl House {
    async fn new(scratch: &Scratch) -> Self {
        let desk = Desk::demo(scratch).await;
        let accounts = desk.operate(api::account::List {}).await.unwrap().accounts;
        let tree = desk.operate(api::place::Tree {}).await.unwrap().places;
        let towns = vec![desk.place("麻章镇").await, desk.place("太平镇").await];
        let mut points = Vec::new();
        for (town, n) in [(towns[0], 4), (towns[1], 3)] {
            for village in tree.iter().filter(|place| place.parent == Some(town) && place.active).take(n) {
                let fields = testkit::station(&format!("{}便民服务站", village.name));
                let made = desk.operate(api::point::Create { place: village.id, kind: PointKind::Station, fields }).await.unwrap();
                points.push((made.id, village.id));
            }
        }
        Self { desk, people: accounts.into_iter().map(|account| (account.login, account.id)).collect(), towns, points }
    }

    fn who(&self, role: Role) -> AccountId {
        self.people[role.code()]
    }

    async fn by<O: service::Handle>(&self, role: Role, operation: O) -> Result<O::Reply, ApiError> {
        self.desk.service.run_for(self.who(role), operation).await
    }

    fn today(&self) -> Date {
        self.desk.service.now().day()
    }

    fn fields(&self) -> PlanFields {
        let sent = |role: Role| Sent { account: self.who(role), recused: Vec::new() };
        PlanFields {
            title: "村级站点督查".to_owned(),
            from: Some(later(self.today(), 1)),
            until: Some(later(self.today(), 30)),
            inspectors: [Role::Inspector, Role::CatalogueAdmin, Role::DepartmentHandler, Role::TownAdmin].map(sent).to_vec(),
            take: 3,
            approver: Some(self.who(Role::Leader)),
            basis: "年度督查计划".to_owned(),
            content: "五统一落实情况".to_owned(),
            ..PlanFields::default()
        }
    }

    fn covert(&self) -> PlanFields {
        PlanFields { title: "暗访".to_owned(), cover: Cover::Covert, ..self.fields() }
    }

    async fn save(&self, fields: PlanFields) -> Result<PlanShown, ApiError> {
        self.by(Role::Inspector, SavePlan { id: None, fields, version: 0 }).await
    }

    async fn submitted(&self, fields: PlanFields) -> PlanShown {
        let made = self.save(fields).await.unwrap().row;
        self.by(Role::Inspector, SubmitPlan { id: made.id, version: made.version }).await.unwrap()
    }

    async fn approved(&self, fields: PlanFields) -> PlanShown {
        let row = self.submitted(fields).await.row;
        self.by(Role::Leader, approve(row.id, row.version)).await.unwrap()
    }

    async fn sealed(&self, fields: PlanFields) -> PlanShown {
        let row = self.approved(fields).await.row;
        self.by(Role::Inspector, SealRoster { id: row.id, void: None, version: row.version }).await.unwrap()
    }

    async fn drawn(&self, fields: PlanFields) -> PlanShown {
        let row = self.sealed(fields).await.row;
        self.by(Role::Inspector, nonce(row.id, row.version)).await.unwrap()
    }

    async fn listed(&self, role: Role) -> Vec<PlanId> {
        let list = ListPlans { filter: PlanFilter::default(), page: PageAt::First, limit: 50 };
        let reply = self.by(role, list).await.unwrap();
        assert_eq!(reply.total.n, reply.plans.len() as i64);
        let counted = self.by(role, CountPlans { filter: PlanFilter::default() }).await.unwrap();
        let n: i64 = counted.states.iter().filter(|(state, _)| *state != PlanState::Revoked).map(|(_, n)| n).sum();
        assert_eq!(n, reply.total.n, "what is counted is what is listed");
        reply.plans.into_iter().map(|row| row.id).collect()
    }

    async fn visits(&self, role: Role, filter: VisitFilter) -> Vec<VisitRow> {
        let Visits { visits, total, .. } =
            self.by(role, ListVisits { filter: filter.clone(), page: PageAt::First, limit: 50 }).await.unwrap();
        assert_eq!(total.n, visits.len() as i64);
        let days = VisitFilter { from: Some(self.today()), to: Some(later(self.today(), 100)), ..filter };
        let counted = self.by(role, CountVisitDays { filter: days }).await.unwrap();
        assert_eq!(counted.undated + counted.days.iter().map(|day| day.visits).sum::<i64>(), total.n);
        visits
    }

    /// The certificate as the program and the script of outsiders find it: how many attempts.
    async fn proved(&self, scratch: &Scratch, id: PlanId) -> usize {
        let path = scratch.file("certificate.json");
        let mut desk = self.desk.clone();
        let out = desk.takes(&path);
        desk.run_with_files(ExportCertificate { id, kind: CertificateKind::Json, out }).await.unwrap();
        let certificate: Certificate = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(certificate.verify(), Ok(()));
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/draw_verify.py");
        let done = Command::new("python3").args(["-B", script]).arg(&path).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
        certificate.attempts.len()
    }
}

fn approve(id: PlanId, version: i64) -> DecidePlan {
    DecidePlan { id, verdict: PlanVerdict::Approve, opinion: String::new(), version }
}

fn nonce(id: PlanId, version: i64) -> MakeDraw {
    MakeDraw { id, nonce: " 3 5 2 ".to_owned(), witnesses: vec!["见证人甲".to_owned(), "见证人乙".to_owned()], version }
}

fn kinds(shown: &PlanShown) -> Vec<WarningKind> {
    shown.warnings.iter().map(|warning| warning.kind).collect()
}

testkit::on_both! {
    async fn a_plan_is_made_by_one_and_agreed_to_by_another(scratch) {
        let house = House::new(&scratch).await;
        // A draft may lack everything but its name; what is handed in may not.
        let bare = PlanFields { title: "草稿".to_owned(), ..PlanFields::default() };
        let made = house.save(bare).await.unwrap();
        assert_eq!((made.row.state, made.row.number.as_str(), made.may.as_slice()), (PlanState::Draft, "", [PlanMay::Submit, PlanMay::Edit, PlanMay::Revoke].as_slice()));
        assert_eq!(made.checklist, "村级便民服务站检查表", "a plan begins with the newest list for stations");
        assert_eq!(invalid(house.by(Role::Inspector, SubmitPlan { id: made.row.id, version: 1 }).await), ("from".to_owned(), "required".to_owned()));
        let wrong = [
            (PlanFields { title: String::new(), ..house.fields() }, "title", "required"),
            (PlanFields { per_visit: 1, ..house.fields() }, "per_visit", "range"),
            (PlanFields { until: Some(house.today()), ..house.fields() }, "until", "order"),
            (PlanFields { towns: vec![house.points[0].1], ..house.fields() }, "towns", "unknown"),
            (PlanFields { approver: Some(house.who(Role::Approver)), ..house.fields() }, "approver", "approver_role"),
            (PlanFields { inspectors: vec![Sent { account: house.who(Role::StationClerk), recused: Vec::new() }], ..house.fields() }, "inspectors.0.account", "inspector_role"),
            (PlanFields { exclusions: vec![Exclusion { point: PointId(9_999), reason: "停用".to_owned() }], ..house.fields() }, "exclusions.0.point", "unknown"),
            (PlanFields { checklist: Some(ListVersion { list: domain::inspection::checklist::ChecklistId(1), no: 9 }), ..house.fields() }, "checklist", "checklist_unpublished"),
        ];
        for (fields, field, rule) in wrong {
            assert_eq!(invalid(house.save(fields).await), (field.to_owned(), rule.to_owned()));
        }
        // Whoever reads an old version is told what it says now.
        let checklist = made.fields.checklist;
        let edit = |version: i64, title: &str| SavePlan { id: Some(made.row.id), fields: PlanFields { title: title.to_owned(), checklist, ..house.fields() }, version };
        let edited = house.by(Role::CatalogueAdmin, edit(1, "别人改")).await;
        assert_eq!(invalid(edited), ("kind".to_owned(), "plan_kind".to_owned()), "government inspections are their office's");
        let edited = house.by(Role::Inspector, edit(1, "修改")).await.unwrap();
        let late = house.by(Role::Inspector, edit(1, "晚了")).await.unwrap_err();
        assert_eq!(late.code, ErrorCode::Conflict);
        let current: PlanShown = serde_json::from_str(late.arg("current")).unwrap();
        assert_eq!((current.fields.title.as_str(), current.row.version), ("修改", edited.row.version));

        let id = made.row.id;
        let handed_in = house.by(Role::Inspector, SubmitPlan { id, version: 2 }).await.unwrap();
        assert_eq!((handed_in.row.state, handed_in.may.as_slice()), (PlanState::Pending, [PlanMay::Recall, PlanMay::Revoke].as_slice()));
        assert_eq!(invalid(house.by(Role::Inspector, edit(3, "又改")).await), ("id".to_owned(), "plan_state".to_owned()));
        assert_eq!(code(house.by(Role::Inspector, approve(id, 3)).await), ErrorCode::NotPermitted);
        assert_eq!(invalid(house.by(Role::Approver, approve(id, 3)).await), ("id".to_owned(), "plan_approver".to_owned()), "the one whom it names");
        let seen = house.by(Role::Leader, ShowPlan { id }).await.unwrap();
        assert_eq!(seen.may, [PlanMay::Decide]);
        let todos = house.by(Role::Leader, api::home::Show {}).await.unwrap().todos;
        assert!(todos.iter().any(|todo| todo.kind == TodoKind::InspectionsWaiting && todo.n == 1));
        let back = DecidePlan { id, verdict: PlanVerdict::Return, opinion: String::new(), version: 3 };
        assert_eq!(invalid(house.by(Role::Leader, back.clone()).await), ("opinion".to_owned(), "too_short".to_owned()));
        let returned = house.by(Role::Leader, DecidePlan { opinion: "范围过大".to_owned(), ..back }).await.unwrap();
        assert_eq!((returned.row.state, returned.steps.last().map(|step| (step.act, step.words.as_str()))), (PlanState::Returned, Some((PlanAct::Returned, "范围过大"))));
        // It keeps these words when it is edited and handed in again.
        let again = house.by(Role::Inspector, edit(4, "小范围")).await.unwrap().row;
        let again = house.by(Role::Inspector, SubmitPlan { id, version: again.version }).await.unwrap().row;
        let again = house.by(Role::Inspector, RecallPlan { id, version: again.version }).await.unwrap().row;
        let again = house.by(Role::Inspector, SubmitPlan { id, version: again.version }).await.unwrap().row;
        let agreed = house.by(Role::Leader, approve(id, again.version)).await.unwrap();
        let year = house.today().year();
        assert_eq!((agreed.row.state, agreed.row.number.clone()), (PlanState::Approved, format!("麻督查〔{year}〕1号")));
        assert!(agreed.steps.iter().any(|step| step.words == "范围过大"));
        let revoke = RevokePlan { id, reason: "合并开展".to_owned(), version: agreed.row.version };
        let revoked = house.by(Role::Inspector, revoke).await.unwrap();
        assert_eq!((revoked.row.state, revoked.may.len()), (PlanState::Revoked, 0));
        let second = house.approved(house.fields()).await;
        assert_eq!(second.row.number, format!("麻督查〔{year}〕2号"), "a number is used once");
        let business = PlanFields { kind: PlanKind::Business, approver: Some(house.who(Role::Approver)), ..house.fields() };
        let made = house.by(Role::CatalogueAdmin, SavePlan { id: None, fields: business, version: 0 }).await.unwrap().row;
        let row = house.by(Role::CatalogueAdmin, SubmitPlan { id: made.id, version: 1 }).await.unwrap().row;
        let agreed = house.by(Role::Approver, approve(row.id, row.version)).await.unwrap();
        assert_eq!(agreed.row.number, format!("麻业查〔{year}〕1号"));
    }

    async fn nobody_agrees_to_his_own_plan(scratch) {
        let house = House::new(&scratch).await;
        // The office's head who has become a leader too names himself.
        let both = house.who(Role::Inspector);
        let from = house.today();
        let district = house.desk.operate(api::place::Tree {}).await.unwrap().places[0].id;
        house.desk.operate(api::account::GiveGrant { account: both, role: Role::Leader, place: district, body: None, from, until: None }).await.unwrap();
        let own = house.save(PlanFields { approver: Some(both), ..house.fields() }).await.unwrap();
        let (own, checklist) = (own.row, own.fields.checklist);
        assert_eq!(invalid(house.by(Role::Inspector, SubmitPlan { id: own.id, version: 1 }).await), ("approver".to_owned(), "plan_own".to_owned()));
        // Nor if he comes to be named after having edited it, and another one hands it in.
        let (other, _) = crate::newcomer(&house.desk, "ducha2", Some((Role::Inspector, district))).await;
        let edit = SavePlan { id: Some(own.id), fields: PlanFields { approver: Some(both), title: "他改".to_owned(), checklist, ..house.fields() }, version: 1 };
        let edited = house.desk.service.run_for(other, edit).await.unwrap().row;
        let submit = SubmitPlan { id: own.id, version: edited.version };
        assert_eq!(invalid(house.desk.service.run_for(other, submit).await), ("approver".to_owned(), "plan_own".to_owned()));
        let people = house.by(Role::Inspector, ListPeople {}).await.unwrap().people;
        let of = |role: Role| people.iter().find(|person| person.account == house.who(role));
        assert_eq!(of(Role::Leader).map(|person| (person.can_be_sent, person.approves.len())), Some((false, 3)));
        assert_eq!(of(Role::TownAdmin).map(|person| (person.can_be_sent, person.own.as_slice())), Some((true, &house.towns[..1])));
        assert!(of(Role::StationClerk).is_none() && of(Role::SystemAdmin).is_none());
    }

    async fn what_is_drawn_can_be_computed_anew(scratch) {
        let house = House::new(&scratch).await;
        let excluded = house.points[0].0;
        let fields = PlanFields { standby: 1, exclusions: vec![Exclusion { point: excluded, reason: "已列入拆并".to_owned() }], ..house.fields() };
        let plan = house.approved(fields.clone()).await;
        let id = plan.row.id;
        let shown = house.by(Role::Inspector, ShowRoster { id, attempt: None }).await.unwrap();
        assert_eq!((shown.sealed, shown.wrong, shown.roster.objects.len(), shown.roster.take), (false, None, 7, 3));
        assert_eq!(shown.roster.objects.iter().filter(|object| !object.excluded.is_empty()).count(), 1);
        let own: Vec<_> = shown.roster.inspectors.iter().filter(|one| !one.recused.is_empty()).collect();
        assert_eq!((own.len(), own[0].name.as_str()), (1, "演示镇管理员"), "nobody goes to his own town");
        assert_eq!(invalid(house.by(Role::Inspector, nonce(id, plan.row.version)).await), ("id".to_owned(), "plan_state".to_owned()), "first the seal");
        let sealed = house.by(Role::Inspector, SealRoster { id, void: None, version: plan.row.version }).await.unwrap();
        let attempt = &sealed.attempts[0];
        assert_eq!((sealed.row.state, attempt.no, attempt.digest == shown.digest, attempt.drawn_at), (PlanState::Sealed, 1, true, None));
        // The seal stands in the log, which proves itself, before anything is drawn.
        let values = scratch.texts("SELECT v.body FROM audit_values v JOIN audit a ON a.id = v.audit_id WHERE a.operation = 'inspection.roster.seal'").await;
        assert!(values.iter().any(|value| value.contains(&attempt.digest)), "{values:?}");
        let edit = SavePlan { id: Some(id), fields: fields.clone(), version: sealed.row.version };
        assert_eq!(invalid(house.by(Role::Inspector, edit).await), ("id".to_owned(), "plan_state".to_owned()), "what is sealed is not edited");
        // What changes in the district since does not change what was sealed.
        let points = house.desk.operate(api::point::List { place: house.towns[1] }).await.unwrap().points;
        let mut closed = points[0].clone();
        closed.fields.active = false;
        house.desk.operate(api::point::Save { id: closed.id, fields: closed.fields, version: closed.version }).await.unwrap();
        let draw = nonce(id, sealed.row.version);
        let wrong = [
            (MakeDraw { nonce: "  ".to_owned(), ..draw.clone() }, "nonce", "too_short"),
            (MakeDraw { witnesses: vec![" ".to_owned()], ..draw.clone() }, "witnesses", "required"),
            (MakeDraw { witnesses: vec!["演示督查员".to_owned()], ..draw.clone() }, "witnesses", "witness_self"),
        ];
        for (draw, field, rule) in wrong {
            assert_eq!(invalid(house.by(Role::Inspector, draw).await), (field.to_owned(), rule.to_owned()));
        }
        assert_eq!(invalid(house.by(Role::Inspector, ExportCertificate { id, kind: CertificateKind::Json, out: api::OutFile { handle: "x".to_owned(), name: "x".to_owned() } }).await).1, "plan_undrawn");
        let drawn = house.by(Role::Inspector, draw.clone()).await.unwrap();
        assert_eq!((drawn.row.state, drawn.row.visits, drawn.attempts[0].nonce.as_str(), drawn.attempts[0].witnesses.len()), (PlanState::Drawn, 3, "3 5 2", 2));
        assert_eq!(code(house.by(Role::Inspector, draw).await), ErrorCode::Conflict, "once");
        assert_eq!(house.proved(&scratch, id).await, 1);
        let roster = house.by(Role::Inspector, ShowRoster { id, attempt: Some(1) }).await.unwrap();
        assert_eq!((roster.sealed, roster.digest == shown.digest, roster.roster == shown.roster), (true, true, true));

        let of = VisitFilter { plan: Some(id), ..VisitFilter::default() };
        let visits = house.visits(Role::Inspector, of.clone()).await;
        let chosen = roster.drawn.unwrap().chosen;
        assert_eq!((visits.len(), visits.iter().map(|visit| visit.order).collect::<Vec<_>>()), (3, vec![1, 2, 3]));
        for (visit, chosen) in visits.iter().zip(&chosen) {
            let at = roster.roster.objects.iter().position(|object| object.code == chosen.object).unwrap();
            assert_eq!((visit.point, visit.inspectors.len()), (roster.points[at].point, 2));
            assert_ne!(visit.point, excluded);
            let is_town_admin = |goer: &api::inspection::Goer| goer.account == house.who(Role::TownAdmin);
            assert!(visit.town != house.towns[0] || !visit.inspectors.iter().any(is_town_admin), "nobody goes to his own town");
        }
        let standing_by = house.visits(Role::Inspector, VisitFilter { states: vec![VisitState::Standby], ..of.clone() }).await;
        assert!(standing_by.len() == 2 && standing_by.iter().all(|visit| visit.inspectors.is_empty()));

        // A second attempt is never quiet.
        let version = drawn.row.version;
        assert_eq!(invalid(house.by(Role::Inspector, SealRoster { id, void: None, version }).await), ("id".to_owned(), "plan_state".to_owned()));
        assert_eq!(invalid(house.by(Role::Inspector, SealRoster { id, void: Some(" ".to_owned()), version }).await), ("void".to_owned(), "too_short".to_owned()));
        let again = house.by(Role::Inspector, SealRoster { id, void: Some("见证人未到齐".to_owned()), version }).await.unwrap();
        assert_eq!((again.row.state, again.row.visits, again.attempts.len(), again.attempts[0].void.as_str()), (PlanState::Sealed, 0, 2, "见证人未到齐"));
        assert!(house.visits(Role::Inspector, of.clone()).await.is_empty());
        let second = house.by(Role::Inspector, MakeDraw { nonce: "6 6 1".to_owned(), ..nonce(id, again.row.version) }).await.unwrap();
        assert_eq!((second.row.visits, second.row.attempts), (3, 2));
        assert_eq!(house.proved(&scratch, id).await, 2);
        assert_eq!(house.by(Role::Inspector, ShowRoster { id, attempt: None }).await.unwrap().roster.objects.len(), 6, "the closed one is no longer there");
    }

    async fn everything_is_visited_where_all_is_to_be(scratch) {
        let house = House::new(&scratch).await;
        let full = PlanFields { coverage: Coverage::Full, take: 1, standby: 3, towns: vec![house.towns[1]], weighting: Weighting::Risk, ..house.fields() };
        let drawn = house.drawn(full).await;
        assert_eq!((drawn.row.visits, drawn.fields.take, drawn.fields.standby, drawn.fields.weighting), (3, 0, 0, Weighting::Equal));
        let visits = house.visits(Role::Inspector, VisitFilter { plan: Some(drawn.row.id), ..VisitFilter::default() }).await;
        assert!(visits.iter().all(|visit| visit.town == house.towns[1] && visit.inspectors.len() == 2));
        assert_eq!(house.proved(&scratch, drawn.row.id).await, 1);
        // By risk weights differ once something is known.
        let by_risk = house.approved(PlanFields { weighting: Weighting::Risk, ..house.fields() }).await;
        let roster = house.by(Role::Inspector, ShowRoster { id: by_risk.row.id, attempt: None }).await.unwrap();
        assert!(roster.roster.objects.iter().all(|object| object.weight == 400) && roster.points.iter().all(|point| point.bad == Some(0)));
        // What can't be drawn is said before it is handed in.
        let too_many = house.save(PlanFields { take: 8, ..house.fields() }).await.unwrap().row;
        let roster = house.by(Role::Inspector, ShowRoster { id: too_many.id, attempt: None }).await.unwrap();
        assert_eq!((roster.wrong, roster.wrong_at.as_str()), (Some(RosterWrong::Take), "7"));
        assert_eq!(invalid(house.by(Role::Inspector, SubmitPlan { id: too_many.id, version: 1 }).await), ("take".to_owned(), "range".to_owned()));
        let few = PlanFields { inspectors: house.fields().inspectors.into_iter().skip(2).collect(), ..house.fields() };
        let few = house.save(few).await.unwrap().row;
        assert_eq!(invalid(house.by(Role::Inspector, SubmitPlan { id: few.id, version: 1 }).await), ("inspectors".to_owned(), "roster_inspectors".to_owned()));
    }

    async fn what_is_under_cover_stays_there(scratch) {
        let house = House::new(&scratch).await;
        let year = house.today().year();
        let open = house.drawn(house.fields()).await.row;
        let covert = house.drawn(house.covert()).await.row;
        let waiting = house.submitted(house.fields()).await.row;
        assert_eq!(covert.number, format!("麻督访〔{year}〕1号"), "its number leaves no gap among the others");
        let next = house.approved(house.fields()).await.row;
        assert_eq!(next.number, format!("麻督查〔{year}〕2号"));
        let outsiders = [Role::TownAdmin, Role::StationClerk, Role::DepartmentHandler];
        let insiders = [Role::Inspector, Role::Leader, Role::CatalogueAdmin, Role::Approver, Role::BusinessAuditor];
        for role in insiders {
            assert_eq!(house.listed(role).await.len(), 4, "{role:?}");
            house.by(role, ShowPlan { id: covert.id }).await.unwrap();
        }
        let out = || api::OutFile { handle: "x".to_owned(), name: "x.json".to_owned() };
        for role in outsiders {
            let mut seen = house.listed(role).await;
            seen.sort_unstable();
            assert_eq!(seen, [open.id, next.id], "{role:?}: what is agreed to and open");
            for id in [covert.id, waiting.id] {
                assert_eq!(code(house.by(role, ShowPlan { id }).await), ErrorCode::NotFound);
                assert_eq!(code(house.by(role, ShowRoster { id, attempt: None }).await), ErrorCode::NotFound);
                assert_eq!(code(house.by(role, ExportCertificate { id, kind: CertificateKind::Json, out: out() }).await), ErrorCode::NotFound);
                assert_eq!(code(house.by(role, api::history::List { subject: format!("inspection:{}", id.0), page: PageAt::First, limit: 50 }).await), ErrorCode::NotFound);
            }
            let shown = house.by(role, ShowPlan { id: open.id }).await.unwrap();
            assert!(shown.warnings.is_empty() && shown.steps.is_empty() && shown.may == [PlanMay::Certificate]);
            let years = house.by(role, ListYears { year }).await.unwrap().kinds;
            assert_eq!((years[0].plans, years[0].drawn, years[0].visits), (2, 1, 3), "{role:?}");
            // Of its visits there are only his own.
            let of = VisitFilter { plan: Some(covert.id), ..VisitFilter::default() };
            for visit in house.visits(role, of).await {
                assert!(visit.inspectors.iter().any(|goer| goer.account == house.who(role)), "{role:?}");
            }
        }
        let of_clerk = house.visits(Role::StationClerk, VisitFilter::default()).await;
        assert!(of_clerk.iter().all(|visit| visit.plan == open.id && visit.place == house.points[0].1));
        // Whoever is sent finds his visits, and they are told of as something to do once they have a day.
        let of = VisitFilter { plan: Some(covert.id), ..VisitFilter::default() };
        let all = house.visits(Role::Inspector, of).await;
        let sent: Vec<&VisitRow> = all.iter().filter(|visit| visit.inspectors.iter().any(|goer| goer.account == house.who(Role::TownAdmin))).collect();
        let mine = VisitFilter { plan: Some(covert.id), mine: true, ..VisitFilter::default() };
        assert_eq!(house.visits(Role::TownAdmin, mine).await.len(), sent.len());
        let days = all.iter().map(|visit| VisitDay { id: visit.id, day: Some(later(house.today(), 2)), version: visit.version }).collect();
        house.by(Role::Inspector, SetVisitDays { plan: covert.id, days }).await.unwrap();
        let todos = house.by(Role::TownAdmin, api::home::Show {}).await.unwrap().todos;
        let coming = todos.iter().find(|todo| todo.kind == TodoKind::VisitsComing).map_or(0, |todo| todo.n);
        assert_eq!(coming, sent.len() as i64);
        let todos = house.by(Role::StationClerk, api::home::Show {}).await.unwrap().todos;
        assert!(!todos.iter().any(|todo| matches!(todo.kind, TodoKind::VisitsComing | TodoKind::InspectionsWaiting)));

        // Released from tomorrow on: then it is known.
        let release = |day: Date, version: i64| ReleasePlan { id: covert.id, day, version };
        let tomorrow = later(house.today(), 1);
        assert_eq!(invalid(house.by(Role::Inspector, release(later(house.today(), -1), covert.version)).await), ("day".to_owned(), "past".to_owned()));
        assert_eq!(invalid(house.by(Role::Inspector, ReleasePlan { id: open.id, day: tomorrow, version: open.version }).await), ("id".to_owned(), "plan_open".to_owned()));
        let released = house.by(Role::Inspector, release(tomorrow, covert.version)).await.unwrap();
        assert_eq!(code(house.by(Role::TownAdmin, ShowPlan { id: covert.id }).await), ErrorCode::NotFound, "not yet");
        house.desk.clock.advance(86_400);
        house.by(Role::TownAdmin, ShowPlan { id: covert.id }).await.unwrap();
        assert_eq!(house.listed(Role::StationClerk).await.len(), 3);
        let again = release(later(house.today(), 5), released.row.version);
        assert_eq!(invalid(house.by(Role::Inspector, again).await), ("id".to_owned(), "plan_state".to_owned()), "what is known can't be taken back");
    }

    async fn what_stands_by_steps_in_for_what_can_not_be_visited(scratch) {
        let house = House::new(&scratch).await;
        let all = async |plan: PlanId, state: VisitState| {
            house.visits(Role::Inspector, VisitFilter { plan: Some(plan), states: vec![state], ..VisitFilter::default() }).await
        };
        let replace = |id: VisitId, reason: &str, version: i64| ReplaceVisit { id, reason: reason.to_owned(), version };
        let no = |error: &str| ("id".to_owned(), error.to_owned());
        let drawn = house.drawn(PlanFields { standby: 1, ..house.covert() }).await.row;
        let before = house.by(Role::Inspector, ShowRoster { id: drawn.id, attempt: None }).await.unwrap();
        let (gone, standing) = (all(drawn.id, VisitState::Waiting).await.remove(0), all(drawn.id, VisitState::Standby).await);
        assert!(gone.may_replace && standing.iter().all(|one| !one.may_replace));
        let day = Some(later(house.today(), 3));
        let days = vec![VisitDay { id: gone.id, day, version: gone.version }];
        house.by(Role::Inspector, SetVisitDays { plan: drawn.id, days }).await.unwrap();
        assert_eq!(invalid(house.by(Role::Inspector, replace(gone.id, " ", 2)).await), ("reason".to_owned(), "too_short".to_owned()));
        assert_eq!(code(house.by(Role::Inspector, replace(gone.id, "装修闭站", 1)).await), ErrorCode::Conflict);
        assert_eq!(code(house.by(Role::Leader, replace(gone.id, "装修闭站", 2)).await), ErrorCode::NotPermitted);
        assert_eq!(invalid(house.by(Role::CatalogueAdmin, replace(gone.id, "装修闭站", 2)).await), no("plan_not_yours"));
        let next = standing.iter().find(|one| one.town == gone.town).unwrap();
        let stands = house.by(Role::Inspector, replace(gone.id, "装修闭站", 2)).await.unwrap();
        assert_eq!((stands.id, stands.point, stands.state, stands.day, stands.order), (next.id, next.point, VisitState::Waiting, day, 4));
        assert_eq!((&stands.inspectors, &stands.stands_for), (&gone.inspectors, &gone.point_name), "the same go there");
        let void = all(drawn.id, VisitState::Void).await;
        assert_eq!((void.len(), void[0].id, void[0].void_why.as_str()), (1, gone.id, "装修闭站"));
        assert_eq!(invalid(house.by(Role::Inspector, replace(gone.id, "装修闭站", 3)).await), no("visit_state"), "once");
        assert_eq!(invalid(house.by(Role::Inspector, replace(stands.id, "受灾", stands.version)).await), no("visit_no_standby"));
        // It stands beside the draw, which stays what it was, and in the plan's history.
        let after = house.by(Role::Inspector, ShowRoster { id: drawn.id, attempt: None }).await.unwrap();
        assert_eq!((&after.roster, &after.drawn, before.replaced.len()), (&before.roster, &before.drawn, 0));
        let told: Vec<_> = after.replaced.iter().map(|one| (one.from.as_str(), one.to.as_str(), one.reason.as_str())).collect();
        assert_eq!(told, [(gone.point_name.as_str(), stands.point_name.as_str(), "装修闭站")]);
        assert_eq!(house.proved(&scratch, drawn.id).await, 1);
        let shown = house.by(Role::Inspector, ShowPlan { id: drawn.id }).await.unwrap();
        let last = shown.steps.last().unwrap();
        assert_eq!((shown.row.visits, last.act, last.words.ends_with("装修闭站")), (3, PlanAct::Replaced, true));
        // Under cover stays under cover.
        let of = VisitFilter { plan: Some(drawn.id), states: vec![VisitState::Void, VisitState::Standby], ..VisitFilter::default() };
        for role in [Role::TownAdmin, Role::StationClerk, Role::DepartmentHandler] {
            assert!(house.visits(role, of.clone()).await.is_empty(), "{role:?}");
        }

        // Whoever has come to be of that town does not go; another goes, or nobody can.
        let sent = |role: Role| Sent { account: house.who(role), recused: Vec::new() };
        let two = vec![sent(Role::Inspector), sent(Role::CatalogueAdmin)];
        let (many, few) = (house.drawn(PlanFields { standby: 1, ..house.fields() }).await.row, house.drawn(PlanFields { standby: 1, inspectors: two, ..house.fields() }).await.row);
        let barred = house.who(Role::CatalogueAdmin);
        let goes = |visit: &VisitRow| visit.inspectors.iter().any(|goer| goer.account == barred);
        let gone = all(many.id, VisitState::Waiting).await.into_iter().find(goes).unwrap();
        let give = api::account::GiveGrant { account: barred, role: Role::TownAdmin, place: gone.town, body: None, from: house.today(), until: None };
        house.desk.operate(give).await.unwrap();
        let stands = house.by(Role::Inspector, replace(gone.id, "台风受灾", gone.version)).await.unwrap();
        assert!(!goes(&stands) && stands.inspectors.len() == 2);
        assert!(gone.inspectors.iter().filter(|one| one.account != barred).all(|one| stands.inspectors.contains(one)));
        let other = all(few.id, VisitState::Waiting).await.into_iter().find(|visit| visit.town == gone.town).unwrap();
        let refused = house.by(Role::Inspector, replace(other.id, "台风受灾", other.version)).await.unwrap_err();
        assert_eq!((refused.arg("rule"), refused.arg("people").is_empty()), ("visit_standby_inspectors", false));
        assert!(all(few.id, VisitState::Void).await.is_empty(), "nothing came of it");

        // What was begun stands.
        house.desk.clock.advance(86_400);
        let begun = BeginVisit { id: stands.id, version: stands.version };
        let version = house.desk.service.run_for(stands.inspectors[0].account, begun).await.unwrap().visit.version;
        assert_eq!(invalid(house.by(Role::Inspector, replace(stands.id, "台风受灾", version)).await), no("visit_state"));
    }

    async fn visits_get_their_days(scratch) {
        let house = House::new(&scratch).await;
        let drawn = house.drawn(house.fields()).await.row;
        let of = VisitFilter { plan: Some(drawn.id), ..VisitFilter::default() };
        let visits = house.visits(Role::Inspector, of.clone()).await;
        let set = |n: usize, day: Option<Date>, version: i64| VisitDay { id: visits[n].id, day, version };
        let days = |days: Vec<VisitDay>| SetVisitDays { plan: drawn.id, days };
        let (first, last) = (drawn.from.unwrap(), drawn.until.unwrap());
        assert_eq!(invalid(house.by(Role::Inspector, days(vec![set(0, Some(house.today()), 1)])).await), ("days.0.day".to_owned(), "too_early".to_owned()));
        assert_eq!(invalid(house.by(Role::Inspector, days(vec![set(0, Some(later(last, 1)), 1)])).await), ("days.0.day".to_owned(), "too_late".to_owned()));
        assert_eq!(code(house.by(Role::TownAdmin, days(vec![set(0, Some(first), 1)])).await), ErrorCode::NotPermitted);
        assert_eq!(invalid(house.by(Role::CatalogueAdmin, days(vec![set(0, Some(first), 1)])).await), ("id".to_owned(), "plan_not_yours".to_owned()));
        house.by(Role::Inspector, days(vec![set(0, Some(first), 1), set(1, Some(last), 1)])).await.unwrap();
        // All of them or none.
        let late = house.by(Role::Inspector, days(vec![set(2, Some(first), 1), set(0, None, 1)])).await.unwrap_err();
        assert_eq!(late.code, ErrorCode::Conflict);
        let current: VisitRow = serde_json::from_str(late.arg("current")).unwrap();
        assert_eq!((current.id, current.day, current.version), (visits[0].id, Some(first), 2));
        let now = house.visits(Role::Inspector, of.clone()).await;
        assert_eq!(now.iter().map(|visit| visit.day).collect::<Vec<_>>(), [Some(first), Some(last), None]);
        let range = CountVisitDays { filter: VisitFilter { from: Some(first), to: Some(first), ..of.clone() } };
        let counted = house.by(Role::Inspector, range).await.unwrap();
        assert_eq!((counted.days.len(), counted.days[0].visits, counted.undated), (1, 1, 1));
        assert_eq!(invalid(house.by(Role::Inspector, CountVisitDays { filter: of }).await).0, "from");
        let revoke = RevokePlan { id: drawn.id, reason: "重新部署".to_owned(), version: drawn.version };
        house.by(Role::Inspector, revoke).await.unwrap();
        assert!(house.visits(Role::Inspector, VisitFilter::default()).await.is_empty());
        assert_eq!(house.proved(&scratch, drawn.id).await, 1, "what was drawn stays provable");
    }

    async fn too_often_too_soon_and_beside_each_other_is_told(scratch) {
        let house = House::new(&scratch).await;
        let year = house.fields().from.unwrap().year();
        let first = house.drawn(PlanFields { coverage: Coverage::Full, ..house.fields() }).await;
        assert_eq!(kinds(&first), [WarningKind::Unplanned], "no annual plan is filed");
        let filed = YearFields { number: "麻督年1号".to_owned(), plans: 1, ..YearFields::default() };
        let save = |version: i64| SaveYear { year, kind: PlanKind::Government, fields: filed.clone(), version };
        assert_eq!(house.by(Role::Inspector, save(0)).await.unwrap().version, 1);
        assert_eq!(told(house.by(Role::Inspector, save(0)).await).0, ErrorCode::Conflict);
        assert_eq!(invalid(house.by(Role::CatalogueAdmin, save(1)).await), ("kind".to_owned(), "plan_kind".to_owned()));
        assert!(kinds(&house.by(Role::Inspector, ShowPlan { id: first.row.id }).await.unwrap()).is_empty());
        let rules = house.by(Role::Inspector, ShowInspectionRules {}).await.unwrap();
        let strict = InspectionRules { cap: 1, repeat_days: 10, ..rules.clone() };
        house.by(Role::Inspector, SaveInspectionRules { rules: strict.clone(), before: rules.clone() }).await.unwrap();
        assert_eq!(code(house.by(Role::Inspector, SaveInspectionRules { rules: strict.clone(), before: rules.clone() }).await), ErrorCode::Conflict);
        let same = InspectionRules { covert: strict.open.clone(), ..strict.clone() };
        assert_eq!(invalid(house.by(Role::Inspector, SaveInspectionRules { rules: same, before: strict.clone() }).await), ("covert.government".to_owned(), "taken".to_owned()));
        let second = house.save(PlanFields { towns: vec![house.towns[0]], ..house.fields() }).await.unwrap();
        assert_eq!(kinds(&second), [WarningKind::YearFull, WarningKind::Cap, WarningKind::Repeat, WarningKind::Overlap]);
        let of = |kind: WarningKind| second.warnings.iter().find(|warning| warning.kind == kind).unwrap();
        assert_eq!((of(WarningKind::YearFull).n, of(WarningKind::YearFull).limit), (2, 1));
        assert_eq!((of(WarningKind::Cap).n, of(WarningKind::Cap).limit, of(WarningKind::Cap).year), (4, 1, Some(year)));
        let repeat = of(WarningKind::Repeat);
        assert_eq!((repeat.n, repeat.plan, repeat.named.clone()), (4, Some(first.row.id), format!("{} 村级站点督查", first.row.number)));
        assert_eq!(of(WarningKind::Overlap).places, [house.towns[0]]);
        // None of them forbids anything.
        house.by(Role::Inspector, SubmitPlan { id: second.row.id, version: 1 }).await.unwrap();
        let later_on = PlanFields { from: Some(later(house.today(), 60)), until: Some(later(house.today(), 70)), ..house.fields() };
        let third = house.save(later_on).await.unwrap();
        assert!(!kinds(&third).contains(&WarningKind::Repeat) && !kinds(&third).contains(&WarningKind::Overlap));
    }

    async fn a_plan_holds_on_to_its_checklist(scratch) {
        let house = House::new(&scratch).await;
        let lists = house.by(Role::StationClerk, ListChecklists {}).await.unwrap();
        assert_eq!((lists.checklists.len(), lists.may_edit), (3, false));
        let station = lists.checklists.iter().find(|list| list.target == Target::Station).unwrap().clone();
        let plan = house.save(house.fields()).await.unwrap();
        let shown = house.by(Role::Inspector, ShowChecklist { id: station.id, no: None }).await.unwrap();
        let draft = |version: i64, name: &str| SaveChecklist {
            id: Some(station.id),
            code: String::new(),
            fields: ListFields { name: name.to_owned(), ..shown.shown.fields.clone() },
            version,
        };
        let second = house.by(Role::CatalogueAdmin, draft(station.version, "新表")).await.unwrap();
        assert_eq!((second.shown.no, second.shown.stage, second.row.draft, second.row.published), (2, ListStage::Draft, Some(2), Some(1)));
        assert_eq!(told(house.by(Role::Inspector, draft(station.version, "晚了")).await).0, ErrorCode::Conflict);
        assert_eq!(code(house.by(Role::TownAdmin, ShowChecklist { id: station.id, no: Some(2) }).await), ErrorCode::NotFound, "drafts are who keeps them");
        let unpublished = PlanFields { checklist: Some(ListVersion { list: station.id, no: 2 }), ..house.fields() };
        assert_eq!(invalid(house.save(unpublished.clone()).await), ("checklist".to_owned(), "checklist_unpublished".to_owned()));
        let other = SaveChecklist { fields: ListFields { target: Target::TownCentre, ..shown.shown.fields.clone() }, ..draft(second.row.version, "镇") };
        assert_eq!(invalid(house.by(Role::Inspector, other).await), ("target".to_owned(), "locked".to_owned()));
        let publish = |version: i64| PublishChecklist { id: station.id, version };
        let published = house.by(Role::Inspector, publish(second.row.version)).await.unwrap();
        assert_eq!(published.row.published, Some(2));
        assert_eq!(invalid(house.by(Role::Inspector, publish(published.row.version)).await), ("id".to_owned(), "checklist_no_draft".to_owned()));
        let now = house.by(Role::Inspector, ShowPlan { id: plan.row.id }).await.unwrap();
        assert_eq!((now.fields.checklist.map(|list| list.no), now.checklist == shown.shown.fields.name), (Some(1), true), "it holds on to its own");
        assert_eq!(house.save(house.fields()).await.unwrap().fields.checklist.map(|list| list.no), Some(2), "a new one begins with the new one");
        let new = |code: &str| SaveChecklist { id: None, code: code.to_owned(), fields: shown.shown.fields.clone(), version: 0 };
        assert_eq!(invalid(house.by(Role::Inspector, new("station")).await), ("code".to_owned(), "taken".to_owned()));
        assert_eq!(invalid(house.by(Role::Inspector, new("检查表")).await), ("code".to_owned(), "checklist_code".to_owned()));
        let mut broken = new("broken");
        broken.fields.lines[1].no = broken.fields.lines[0].no.clone();
        assert_eq!(invalid(house.by(Role::Inspector, broken).await), ("lines.1.no".to_owned(), "twice".to_owned()));
    }
}

/// The certificate as a paper says what the other one proves.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_certificate_is_a_paper_too() {
    let scratch = Scratch::sqlite();
    let house = House::new(&scratch).await;
    let drawn = house.drawn(house.fields()).await;
    let path = scratch.file("抽取证书.docx");
    let mut desk = house.desk.clone();
    let out = desk.takes(&path);
    desk.run_with_files(ExportCertificate { id: drawn.row.id, kind: CertificateKind::Paper, out }).await.unwrap();
    let file = std::fs::File::open(&path).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut zip::ZipArchive::new(file).unwrap().by_name("word/document.xml").unwrap(), &mut text).unwrap();
    for word in [drawn.row.number.as_str(), drawn.attempts[0].digest.as_str(), "3 5 2", "见证人甲", "便民服务站", "演示数据"] {
        assert!(text.contains(word), "{word}");
    }
}
