//! Meetings of the leading group: recorded, issued, and what was agreed becomes matters, one by one or all together.

use crate::{code, invalid, newcomer};
use api::meeting::{
    ExportMinutes, IssueMeeting, ListMeetings, MeetingMay, MeetingShown, RevokeMeeting, SaveMeeting, ShowMeeting, TurnAgreed,
};
use api::page::PageAt;
use api::supervision::{ListLinked, ProposeMatter, RevokeMatter, SaveMatter, ShowMatter};
use api::{ApiError, ErrorCode};
use domain::account::{AccountId, Role};
use domain::body::BodyId;
use domain::day::later;
use domain::meeting::{Agreed, MeetingFields, MeetingId, MeetingState};
use domain::supervision::flow::State;
use domain::supervision::{Link, LinkKind, Source, Term};
use jiff::civil::Date;
use testkit::{Desk, Scratch};

struct House {
    desk: Desk,
    bodies: Vec<BodyId>,
    leader: AccountId,
    office: AccountId,
    town_admin: AccountId,
}

impl House {
    async fn new(scratch: &Scratch) -> Self {
        let desk = Desk::demo(scratch).await;
        let district = desk.operate(api::place::Tree {}).await.unwrap().places[0].id;
        let mut bodies: Vec<BodyId> = desk.operate(api::body::List {}).await.unwrap().bodies.iter().map(|body| body.id).collect();
        let town = desk.place("麻章镇").await;
        let helper = api::body::Save { id: None, code: None, name: "区司法局".to_owned(), place: district, active: true, version: 0 };
        bodies.push(desk.operate(helper).await.unwrap().id);
        let (office, _) = newcomer(&desk, "ducha", Some((Role::Inspector, district))).await;
        let (leader, _) = newcomer(&desk, "quzhang", Some((Role::Leader, district))).await;
        let (town_admin, _) = newcomer(&desk, "zhen", Some((Role::TownAdmin, town))).await;
        Self { desk, bodies, leader, office, town_admin }
    }

    async fn by<O: service::Handle>(&self, who: AccountId, operation: O) -> Result<O::Reply, ApiError> {
        self.desk.service.run_for(who, operation).await
    }

    fn today(&self) -> Date {
        self.desk.service.now().day()
    }

    fn agreed(&self, text: &str) -> Agreed {
        Agreed { text: text.to_owned(), lead: Some(self.bodies[0]), helpers: vec![self.bodies[1]], due: Some(later(self.today(), 30)) }
    }

    fn fields(&self) -> MeetingFields {
        MeetingFields {
            title: "第一次领导小组会议".to_owned(),
            number: "〔2026〕1号".to_owned(),
            day: Some(later(self.today(), -2)),
            venue: "三楼会议室".to_owned(),
            chair: "组长".to_owned(),
            agreed: vec![self.agreed("改造镇级平台。逾期通报"), self.agreed("培训窗口人员")],
            ..MeetingFields::default()
        }
    }

    async fn save(&self, fields: MeetingFields) -> Result<MeetingShown, ApiError> {
        self.by(self.office, SaveMeeting { id: None, fields, version: 0 }).await
    }

    async fn issued(&self) -> MeetingShown {
        let made = self.save(self.fields()).await.unwrap().row;
        self.by(self.office, IssueMeeting { id: made.id, version: made.version }).await.unwrap()
    }

    async fn listed(&self, who: AccountId) -> Vec<MeetingId> {
        let list = ListMeetings { text: String::new(), states: Vec::new(), page: PageAt::First, limit: 50 };
        self.by(who, list).await.unwrap().meetings.into_iter().map(|row| row.id).collect()
    }
}

testkit::on_both! {
    async fn a_meeting_is_recorded_issued_and_its_matters_are_followed_up(scratch) {
        let mut house = House::new(&scratch).await;
        let draft = house.save(house.fields()).await.unwrap();
        assert_eq!(draft.may, [MeetingMay::Issue, MeetingMay::Edit, MeetingMay::Revoke]);
        assert_eq!((house.listed(house.town_admin).await.len(), house.listed(house.leader).await.len()), (0, 1), "a draft is not everybody's");
        assert_eq!(code(house.by(house.town_admin, ShowMeeting { id: draft.row.id }).await), ErrorCode::NotFound);
        let turn = |agreed: Vec<domain::meeting::AgreedId>, version: i64| TurnAgreed { id: draft.row.id, agreed, version };
        assert_eq!(invalid(house.by(house.office, turn(Vec::new(), 1)).await).1, "meeting_state", "nothing is made of a draft");
        assert_eq!(code(house.by(house.leader, IssueMeeting { id: draft.row.id, version: 1 }).await), ErrorCode::NotPermitted);
        let issued = house.by(house.office, IssueMeeting { id: draft.row.id, version: 1 }).await.unwrap();
        assert_eq!((issued.row.state, issued.row.issued, issued.may.as_slice()), (MeetingState::Issued, Some(house.today()), [MeetingMay::Turn].as_slice()));
        assert_eq!(house.listed(house.town_admin).await, [draft.row.id]);
        let edit = SaveMeeting { id: Some(draft.row.id), fields: house.fields(), version: 2 };
        assert_eq!(invalid(house.by(house.office, edit).await).1, "meeting_state", "what is issued stands");
        // One by the form, as any row.
        let link = Link { kind: LinkKind::Agreed, id: issued.agreed[1].id.0 };
        let proposed = house.by(house.leader, ProposeMatter { link }).await.unwrap();
        assert_eq!((proposed.fields.title.as_str(), proposed.fields.source), ("培训窗口人员", Source::Meeting));
        assert_eq!((proposed.fields.lead, proposed.fields.helpers.clone()), (Some(house.bodies[0]), vec![house.bodies[1]]));
        assert_eq!(proposed.fields.term, Term::Day(later(house.today(), 30)));
        house.by(house.leader, SaveMatter { id: None, fields: proposed.fields, version: 0 }).await.unwrap();
        let shown = house.by(house.office, ShowMeeting { id: draft.row.id }).await.unwrap();
        assert_eq!((shown.row.turned, shown.agreed[0].turned, shown.agreed[1].turned), (1, false, true));
        let again = house.by(house.office, turn(vec![shown.agreed[1].id], 2)).await;
        assert_eq!(invalid(again), ("agreed".to_owned(), "agreed_turned".to_owned()));
        // The rest together.
        let all = house.by(house.office, turn(Vec::new(), 2)).await.unwrap();
        assert_eq!((all.row.turned, all.may.len()), (2, 0));
        let matter = &all.agreed[0].matters[0];
        assert_eq!((matter.title.as_str(), matter.state, matter.source), ("改造镇级平台", State::Unissued, Source::Meeting));
        let kept = house.by(house.office, ShowMatter { id: matter.id }).await.unwrap();
        let linked = kept.linked.unwrap();
        assert_eq!((linked.label.as_str(), linked.meeting), ("〔2026〕1号 第一次领导小组会议议定事项第1项", Some(draft.row.id)), "the matter leads to its meeting");
        assert_eq!(kept.fields.demand, "改造镇级平台。逾期通报");
        let link = Link { kind: LinkKind::Agreed, id: all.agreed[0].id.0 };
        assert_eq!(house.by(house.office, ListLinked { link }).await.unwrap().matters.len(), 1);
        assert_eq!(house.by(house.town_admin, ShowMeeting { id: draft.row.id }).await.unwrap().agreed[0].matters, [], "what is not handed out");
        assert_eq!(invalid(house.by(house.office, turn(Vec::new(), 2)).await), ("agreed".to_owned(), "agreed_none".to_owned()));
        // A matter that was given up makes room for another one.
        let drop = RevokeMatter { id: matter.id, reason: "重复".to_owned(), version: matter.version };
        house.by(house.office, drop).await.unwrap();
        assert_eq!(house.by(house.office, turn(vec![all.agreed[0].id], 2)).await.unwrap().row.turned, 2);
        let path = scratch.file("纪要.docx");
        let out = house.desk.takes(&path);
        house.desk.run_with_files(ExportMinutes { id: draft.row.id, out }).await.unwrap();
        assert!(std::fs::read(&path).unwrap().starts_with(b"PK"));
    }

    async fn what_is_wrong_with_a_meeting_is_told_where_it_is(scratch) {
        let house = House::new(&scratch).await;
        let refused = async |fields: MeetingFields| invalid(house.save(fields).await);
        let at = |field: &str, rule: &str| (field.to_owned(), rule.to_owned());
        let with = |one: Agreed| MeetingFields { agreed: vec![house.agreed("甲"), one], ..house.fields() };
        assert_eq!(refused(MeetingFields { title: String::new(), ..house.fields() }).await, at("title", "required"));
        assert_eq!(refused(with(Agreed { text: String::new(), ..house.agreed("") })).await, at("agreed.1.text", "required"));
        assert_eq!(refused(with(Agreed { lead: Some(BodyId(9_999)), ..house.agreed("乙") })).await, at("agreed.1.lead", "unknown"));
        assert_eq!(refused(with(Agreed { helpers: vec![BodyId(9_999)], ..house.agreed("乙") })).await, at("agreed.1.helpers", "unknown"));
        assert_eq!(refused(with(Agreed { due: Some(later(house.today(), -3)), ..house.agreed("乙") })).await, at("agreed.1.due", "order"));
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM meeting").await, [0]);
        let made = house.save(with(Agreed { due: None, ..house.agreed("乙") })).await.unwrap().row;
        let issue = IssueMeeting { id: made.id, version: made.version };
        assert_eq!(invalid(house.by(house.office, issue).await), at("agreed.1.due", "required"));
        assert_eq!(refused(house.fields()).await, at("number", "taken"));
        let future = MeetingFields { number: "2".to_owned(), day: Some(later(house.today(), 1)), ..house.fields() };
        let planned = house.save(future).await.unwrap().row;
        let issue = IssueMeeting { id: planned.id, version: planned.version };
        assert_eq!(invalid(house.by(house.office, issue.clone()).await), at("day", "future"));
        house.by(house.leader, RevokeMeeting { id: planned.id, reason: "取消".to_owned(), version: planned.version }).await.unwrap();
        assert_eq!(code(house.by(house.office, issue).await), ErrorCode::Conflict);
        assert_eq!(code(house.by(house.town_admin, SaveMeeting { id: None, fields: house.fields(), version: 0 }).await), ErrorCode::NotPermitted);
        assert_eq!(house.listed(house.leader).await, [made.id], "what was given up is looked at only when asked for");
    }

    async fn all_of_a_meeting_becomes_matters_or_nothing(scratch) {
        let house = House::new(&scratch).await;
        let issued = house.issued().await;
        // A body is lost between issuing and turning: not by the console, but it must not leave half of the matters.
        let gone = r#"replace(content, '"text":"培训窗口人员"', '"text":"培训窗口人员\u0007"')"#;
        scratch.execute(&format!("UPDATE meeting SET content = {gone}")).await;
        let turn = TurnAgreed { id: issued.row.id, agreed: Vec::new(), version: issued.row.version };
        assert!(house.by(house.office, turn).await.is_err());
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM matter").await, [0], "nothing half-written");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn minutes_are_printed_by_libreoffice() {
    let scratch = Scratch::sqlite();
    let mut house = House::new(&scratch).await;
    let issued = house.issued().await;
    let path = scratch.file("minutes.docx");
    let out = house.desk.takes(&path);
    house.desk.run_with_files(ExportMinutes { id: issued.row.id, out }).await.unwrap();
    let pdf = testkit::saved_by_office(scratch.folder(), &[&path], "pdf").remove(0);
    let told = crate::adjustments::close(&crate::papers::said("pdftotext", &["-layout"], &pdf));
    for words in
        ["第一次领导小组会议", "〔2026〕1号", "三楼会议室", "改造镇级平台。逾期通报", "培训窗口人员", "区司法局", "（印章）", "—1—"]
    {
        assert!(told.contains(words), "{words} in {told}");
    }
    assert!(crate::papers::said("pdfinfo", &[], &pdf).contains("(A4)"));
}
