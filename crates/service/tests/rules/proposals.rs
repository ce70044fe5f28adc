//! 申报 of items: who proposes what, what whoever keeps the catalogue answers, and whose words they are then.

use crate::items::fields;
use crate::{account_of, code, invalid, newcomer};
use api::duty::Verdict;
use api::home::TodoKind;
use api::item::{
    AcceptProposal, ChosenItem, ChosenRelease, CountProposals, ItemsThen, ListItemsThen, ListProposals, Proposal, ProposalMay,
    ProposalShown, ProposalText, RefuseProposal, ReviewReleases, SaveItem, SaveProposal, ShowItem, ShowProposal, SubmitItems,
    WithdrawProposal,
};
use api::notice::{List, NoticeKind};
use api::page::PageAt;
use api::{ApiError, ErrorCode};
use domain::account::{AccountId, Role};
use domain::body::BodyId;
use domain::catalogue::item::{Item, ItemFields};
use domain::catalogue::proposal::{ProposalId, ProposalState};
use testkit::{Desk, Scratch};

/// A demonstration with an item of the department's, one that is another body's, and everybody whom proposals concern.
struct Council {
    desk: Desk,
    office: AccountId,
    department: AccountId,
    town: AccountId,
    item: Item,
    others: Item,
    body: BodyId,
}

impl Council {
    async fn new(scratch: &Scratch) -> Self {
        let desk = Desk::demo(scratch).await;
        let body = desk.operate(api::body::List {}).await.unwrap().bodies[0].id;
        let district = desk.operate(api::place::Tree {}).await.unwrap().places[0].id;
        let save = api::body::Save { id: None, code: None, name: "区民政局".to_owned(), place: district, active: true, version: 0 };
        let other = desk.operate(save).await.unwrap().id;
        let item = async |fields| desk.operate(SaveItem { id: None, fields, version: 0 }).await.unwrap();
        let (own, others) = (item(fields(body, "P-1", "社会保障卡申领")).await, item(fields(other, "P-2", "临时救助申请")).await);
        let of = async |role| account_of(&desk, role).await.id;
        let (office, department, town) = (of(Role::CatalogueAdmin).await, of(Role::DepartmentHandler).await, of(Role::TownAdmin).await);
        Self { office, department, town, item: own, others, body, desk }
    }

    async fn by<O: service::Handle>(&self, who: AccountId, operation: O) -> Result<O::Reply, ApiError> {
        self.desk.service.run_for(who, operation).await
    }

    async fn proposed(&self, who: AccountId, item: &Item, hours: &str) -> Proposal {
        let made = self.by(who, about(item, hours)).await.unwrap();
        self.shown(who, made.id.unwrap()).await.head
    }

    async fn shown(&self, who: AccountId, id: ProposalId) -> ProposalShown {
        self.by(who, ShowProposal { id }).await.unwrap()
    }

    async fn working(&self, item: &Item) -> Item {
        self.by(self.office, ShowItem { id: item.id }).await.unwrap().item
    }

    async fn accept(&self, id: ProposalId) -> Result<Proposal, ApiError> {
        let shown = self.shown(self.office, id).await;
        let accept = AcceptProposal { id, answer: "同意".to_owned(), version: shown.head.version, item_version: shown.item_version };
        self.by(self.office, accept).await
    }

    /// What 待办 says of proposals, beside what the list counts.
    async fn waiting(&self, who: AccountId) -> i64 {
        let todos = self.by(who, api::home::Show {}).await.unwrap().todos;
        todos.iter().filter(|todo| todo.kind == TodoKind::ProposalsWaiting).map(|todo| todo.n).sum()
    }

    async fn listed(&self, who: AccountId, state: Option<ProposalState>) -> Vec<ProposalId> {
        let listed = self.by(who, ListProposals { state, page: PageAt::First, limit: 50 }).await.unwrap();
        let counted = self.by(who, CountProposals {}).await.unwrap().of(state);
        let n = i64::try_from(listed.proposals.len()).unwrap();
        assert_eq!((listed.total.n, counted), (n, n));
        listed.proposals.into_iter().map(|one| one.id).collect()
    }

    /// What somebody was told of what was decided about his.
    async fn told(&self, who: AccountId, kind: NoticeKind) -> Vec<(String, String)> {
        self.desk.service.sweep_now().await.unwrap();
        let listed = self.by(who, List { unread_only: false, page: PageAt::First, limit: 100 }).await.unwrap().notices;
        let arg = |notice: &api::notice::Notice, name: &str| notice.args.get(name).cloned().unwrap_or_default();
        listed.iter().filter(|notice| notice.kind == kind).map(|notice| (arg(notice, "act"), arg(notice, "words"))).collect()
    }
}

fn hours(item: &Item, hours: &str) -> ItemFields {
    ItemFields { hours: hours.to_owned(), ..item.fields.clone() }
}

fn about(item: &Item, typed: &str) -> SaveProposal {
    SaveProposal {
        id: None, item: Some(item.id), fields: hours(item, typed), reason: Some("群众需要".to_owned()), version: item.version
    }
}

testkit::on_both! {
    async fn what_is_taken_over_is_in_the_working_text_and_its_author_does_not_review_it(scratch) {
        let council = Council::new(&scratch).await;
        let made = council.proposed(council.department, &council.item, "周六上午").await;
        assert_eq!((made.state, made.fields.as_slice(), made.may.as_slice()), (ProposalState::Open, ["hours".to_owned()].as_slice(), [ProposalMay::Change, ProposalMay::Withdraw].as_slice()));
        assert_eq!((council.waiting(council.office).await, council.waiting(council.department).await), (1, 0));
        assert_eq!(council.listed(council.office, Some(ProposalState::Open)).await, [made.id]);
        assert!(council.listed(council.town, None).await.is_empty(), "another one's");
        assert_eq!(code(council.by(council.town, ShowProposal { id: made.id }).await), ErrorCode::NotFound);
        // The office has written something else meanwhile: both are there afterwards.
        let edited = ItemFields { consult: "0759-12345".to_owned(), ..council.item.fields.clone() };
        council.by(council.office, SaveItem { id: Some(council.item.id), fields: edited, version: council.item.version }).await.unwrap();
        let shown = council.shown(council.office, made.id).await;
        assert_eq!((shown.both.len(), shown.differing.len(), shown.item_version), (0, 1, 2));
        let late = AcceptProposal { id: made.id, answer: String::new(), version: made.version, item_version: 1 };
        assert_eq!(code(council.by(council.office, late).await), ErrorCode::Conflict, "beside what he has not read");
        let accepted = council.accept(made.id).await.unwrap();
        assert_eq!((accepted.state, accepted.answer.as_str(), accepted.may.len()), (ProposalState::Accepted, "同意", 0));
        let working = council.working(&council.item).await;
        assert_eq!((working.fields.hours.as_str(), working.fields.consult.as_str(), working.version), ("周六上午", "0759-12345", 3));
        assert_eq!(council.waiting(council.office).await, 0);
        assert_eq!(council.told(council.department, NoticeKind::ProposalDecided).await, [("accepted".to_owned(), "同意".to_owned())]);
        assert!(council.told(council.office, NoticeKind::ProposalDecided).await.is_empty());
        // What was answered is not answered again, nor changed or withdrawn.
        let again = RefuseProposal { id: made.id, reason: "再想想".to_owned(), version: accepted.version };
        assert_eq!(invalid(council.by(council.office, again).await).1, "proposal_decided");
        let withdraw = WithdrawProposal { id: made.id, reason: "再想想".to_owned(), version: accepted.version };
        assert_eq!(invalid(council.by(council.department, withdraw).await).1, "proposal_decided");

        // Its author may be a reviewer too: not of this text.
        let district = council.desk.operate(api::place::Tree {}).await.unwrap().places[0].id;
        let grant = api::account::GiveGrant {
            account: council.department, role: Role::Approver, place: district, body: None, from: council.desk.service.now().day(), until: None,
        };
        council.desk.operate(grant).await.unwrap();
        let checked = ItemFields { verified: Some(council.desk.service.now().day()), ..working.fields.clone() };
        let checked = council.by(council.office, SaveItem { id: Some(working.id), fields: checked, version: working.version }).await.unwrap();
        let items = vec![ChosenItem { item: checked.id, version: checked.version }];
        let submitted = council.by(council.office, SubmitItems { items, reason: "调整时间".to_owned() }).await.unwrap().releases.remove(0);
        let review = |verdict, opinion: &str| ReviewReleases {
            releases: vec![ChosenRelease { release: submitted.id, version: submitted.version }], verdict, opinion: opinion.to_owned(),
        };
        assert_eq!(invalid(council.by(council.department, review(Verdict::Approve, "")).await).1, "duty_own");
        let (reviewer, _) = newcomer(&council.desk, "bianban", Some((Role::Approver, district))).await;
        council.by(reviewer, review(Verdict::Return, "材料不全")).await.unwrap();
        // Whoever handed it in is told, and he whose words they are.
        for who in [council.office, council.department] {
            assert_eq!(council.told(who, NoticeKind::ItemDecided).await, [("returned".to_owned(), "材料不全".to_owned())]);
        }
        assert!(council.told(reviewer, NoticeKind::ItemDecided).await.is_empty());
        // Whose words come in later is not told of what was decided before.
        let later = ItemFields { note: "镇里建议".to_owned(), ..council.by(council.town, ShowItem { id: checked.id }).await.unwrap().item.fields };
        let ask = SaveProposal { id: None, item: Some(checked.id), fields: later, reason: Some("便民".to_owned()), version: checked.version };
        council.accept(council.by(council.town, ask).await.unwrap().id.unwrap()).await.unwrap();
        let items = vec![ChosenItem { item: checked.id, version: checked.version + 1 }];
        council.by(council.office, SubmitItems { items, reason: "调整时间".to_owned() }).await.unwrap();
        assert!(council.told(council.town, NoticeKind::ItemDecided).await.is_empty());
    }

    async fn where_both_have_changed_a_field_it_is_told_and_the_proposal_holds(scratch) {
        let council = Council::new(&scratch).await;
        let made = council.proposed(council.town, &council.others, "周六上午").await;
        assert_eq!(made.from, "麻章镇");
        let edited = hours(&council.others, "周日");
        council.by(council.office, SaveItem { id: Some(council.others.id), fields: edited, version: 1 }).await.unwrap();
        assert_eq!(council.shown(council.office, made.id).await.both, ["hours"]);
        assert!(council.shown(council.town, made.id).await.both.is_empty(), "what is drafted is the office's to know");
        council.accept(made.id).await.unwrap();
        assert_eq!(council.working(&council.others).await.fields.hours, "周六上午");
    }

    async fn a_new_item_gets_its_code_from_the_office(scratch) {
        let council = Council::new(&scratch).await;
        let new = |fields: ItemFields| SaveProposal { id: None, item: None, fields, reason: Some("群众需要".to_owned()), version: 0 };
        let nameless = fields(council.body, "", "");
        assert_eq!(invalid(council.by(council.department, new(nameless)).await), ("name".to_owned(), "required".to_owned()));
        let taken = fields(council.body, "P-1", "上门认证");
        assert_eq!(invalid(council.by(council.department, new(taken)).await), ("code".to_owned(), "taken".to_owned()));
        let uncoded = fields(council.body, "", "上门认证");
        let made = council.by(council.department, new(uncoded.clone())).await.unwrap();
        let id = made.id.unwrap();
        assert_eq!(invalid(council.accept(id).await), ("code".to_owned(), "required".to_owned()));
        assert_eq!(council.shown(council.office, id).await.head.state, ProposalState::Open, "and nothing has happened");
        let coded = ItemFields { code: "P-9".to_owned(), ..uncoded.clone() };
        let change = SaveProposal { id: Some(id), item: None, fields: coded.clone(), reason: None, version: made.version };
        let changed = council.by(council.office, change.clone()).await.unwrap();
        let late = council.by(council.department, change).await;
        assert_eq!(code(late.clone()), ErrorCode::Conflict);
        let current: ProposalText = serde_json::from_str(late.unwrap_err().args.get("current").unwrap()).unwrap();
        assert_eq!(current, changed, "told what it says now");
        let head = council.shown(council.department, id).await.head;
        assert!(!head.editor.is_empty() && head.reason == "群众需要", "what was not said again stays");
        let hands = "SELECT COUNT(*) FROM item_proposal_hand";
        assert_eq!(scratch.numbers(hands).await, [2], "the author, and whoever changed it");
        let accepted = council.accept(id).await.unwrap();
        let item = council.by(council.office, ShowItem { id: accepted.item.unwrap() }).await.unwrap().item;
        assert_eq!((item.fields.name.as_str(), item.fields.code.as_str(), item.fields.verified), ("上门认证", "P-9", None));
    }

    async fn what_nobody_may_propose_is_refused_at_its_field(scratch) {
        let council = Council::new(&scratch).await;
        let wrong = async |who, ask: SaveProposal| invalid(council.by(who, ask).await);
        let told = |field: &str, rule: &str| (field.to_owned(), rule.to_owned());
        let same = SaveProposal { fields: council.item.fields.clone(), ..about(&council.item, "") };
        assert_eq!(wrong(council.town, same).await, told("name", "proposal_same"));
        assert_eq!(wrong(council.department, about(&council.others, "周六")).await, told("body", "proposal_body"));
        assert_eq!(wrong(council.town, SaveProposal { reason: Some(" ".to_owned()), ..about(&council.item, "周六") }).await.0, "reason");
        let late = SaveProposal { version: 9, ..about(&council.item, "周六") };
        assert_eq!(code(council.by(council.town, late).await), ErrorCode::Conflict);
        for who in [account_of(&council.desk, Role::Leader).await.id, account_of(&council.desk, Role::StationClerk).await.id] {
            assert_eq!(code(council.by(who, about(&council.item, "周六")).await), ErrorCode::NotPermitted);
        }
        assert!(council.listed(council.office, None).await.is_empty(), "nothing was written");
        let made = council.proposed(council.town, &council.item, "周六").await;
        let accept = AcceptProposal { id: made.id, answer: String::new(), version: made.version, item_version: 1 };
        assert_eq!(code(council.by(council.town, accept).await), ErrorCode::NotPermitted);
        let refuse = RefuseProposal { id: made.id, reason: " ".to_owned(), version: made.version };
        assert_eq!(invalid(council.by(council.office, refuse.clone()).await).0, "reason");
        let refused = council.by(council.office, RefuseProposal { reason: "暂不具备条件".to_owned(), ..refuse }).await.unwrap();
        assert_eq!((refused.state, refused.answer.as_str()), (ProposalState::Refused, "暂不具备条件"));
        assert_eq!(council.working(&council.item).await.version, 1, "the item is as it was");
        let other = council.proposed(council.town, &council.item, "周日").await;
        let withdraw = WithdrawProposal { id: other.id, reason: "另行研究".to_owned(), version: other.version };
        assert_eq!(council.by(council.town, withdraw).await.unwrap().state, ProposalState::Withdrawn);
        assert_eq!(council.told(council.town, NoticeKind::ProposalDecided).await.len(), 1, "not of what he did himself");
    }

    async fn a_proposal_stands_upon_what_its_author_reads(scratch) {
        let council = Council::new(&scratch).await;
        // In force by the database itself; what the office drafts meanwhile is nothing that a town reads.
        let public = serde_json::to_string(&council.others.fields).unwrap();
        let id = council.others.id.0;
        let release = |no: i64, hours: &str, from: &str, until: &str| format!(
            "INSERT INTO item_release (item_id, no, stage, deed, code, name, fields, content, author, author_name, moved_at, from_day, until_day)
             VALUES ({id}, {no}, 'published', 'add', 'P-2', '临时救助申请', '', '{}', '1', '甲', 0, '{from}', '{until}')",
            public.replace("\"hours\":\"\"", &format!("\"hours\":\"{hours}\"")),
        );
        scratch.execute(&release(1, "工作日", "2026-01-01", "9999-12-31")).await;
        let read = council.by(council.town, ShowItem { id: council.others.id }).await.unwrap();
        assert_eq!((read.item.fields.hours.as_str(), read.read() < 0), ("工作日", true));
        let drafted = hours(&council.others, "周日");
        council.by(council.office, SaveItem { id: Some(council.others.id), fields: drafted, version: 1 }).await.unwrap();
        let fields = ItemFields { consult: "12345".to_owned(), ..read.item.fields.clone() };
        let ask = SaveProposal { id: None, item: Some(council.others.id), fields, reason: Some("便民".to_owned()), version: read.read() };
        let made = council.by(council.town, ask.clone()).await.unwrap();
        assert_eq!(council.shown(council.town, made.id.unwrap()).await.head.fields, ["consult"], "a save of the draft moves nothing for it");
        scratch.execute("UPDATE item_release SET until_day = '2026-02-01'").await;
        scratch.execute(&release(2, "周六", "2026-02-01", "9999-12-31")).await;
        let late = council.by(council.town, ask).await;
        let current: ProposalText = serde_json::from_str(late.unwrap_err().args.get("current").unwrap()).unwrap();
        assert_eq!((current.fields.hours.as_str(), current.id), ("周六", None), "others have come into force since");
        // The catalogue of a day, as it was then.
        let then = async |on: jiff::civil::Date, text: &str| {
            let then = ItemsThen { on, text: text.to_owned(), body: None };
            let listed = council.by(council.town, ListItemsThen { then, page: PageAt::First, limit: 50 }).await.unwrap();
            assert_eq!(listed.total.n, i64::try_from(listed.releases.len()).unwrap());
            listed.releases.iter().map(|one| one.no).collect::<Vec<_>>()
        };
        use jiff::civil::date;
        assert_eq!(then(date(2025, 12, 31), "").await, [0_i64; 0]);
        assert_eq!(then(date(2026, 1, 1), "").await, [1]);
        assert_eq!(then(date(2026, 1, 31), "救助").await, [1]);
        assert_eq!(then(date(2026, 2, 1), "").await, [2]);
        assert_eq!(then(date(2026, 2, 1), "无此").await, [0_i64; 0]);
        scratch.execute("UPDATE item_release SET deed = 'withdraw' WHERE no = 2").await;
        assert_eq!(then(date(2026, 2, 1), "").await, [0_i64; 0], "what was withdrawn is in no list");
    }

    async fn an_item_that_files_alone_have_named_is_proposed_as_a_new_one(scratch) {
        let council = Council::new(&scratch).await;
        scratch.execute("INSERT INTO item (code, name) VALUES ('name:上门认证', '上门认证')").await;
        let id = scratch.numbers("SELECT id FROM item WHERE name = '上门认证'").await[0];
        let item = domain::catalogue::item::ItemId(id);
        let read = council.by(council.department, ShowItem { id: item }).await.unwrap();
        let described = fields(council.body, "", "上门认证");
        let ask = SaveProposal { id: None, item: Some(item), fields: described, reason: Some("群众需要".to_owned()), version: read.read() };
        let made = council.by(council.department, ask).await.unwrap();
        let shown = council.shown(council.office, made.id.unwrap()).await;
        assert_eq!((shown.base.is_none(), shown.head.item, shown.item_version), (true, Some(item), 0));
    }
}
