//! Responsibility lists: drafted, reviewed, published, as of a day; by whom, and what is refused.

use crate::{account_of, code, invalid, newcomer, told};
use api::duty::{
    AcceptDrafts, Chosen, CompareDates, CompareVersions, CountDuties, DropDraft, DutyFilter, DutyVersion, ListDrafts, ListDuties, May,
    Moved, PublishDrafts, RebaseDraft, ReviewDrafts, RevokePlan, SaveDraft, SetChain, ShowChain, ShowDuty, ShowDutyTree, SubmitDrafts,
    Verdict, Version, WithdrawDuty,
};
use api::page::{Edges, PageAt};
use api::{ApiError, ErrorCode};
use domain::account::{AccountId, Role};
use domain::body::BodyId;
use domain::catalogue::codes::ItemKind;
use domain::duty::differ::Adjustment;
use domain::duty::flow::{Act, Chain, ChainStep, Deed, Stage, Standing};
use domain::duty::{DutyFields, DutyId, DutyList, DutyStep, LegalBasis};
use domain::place::{Level, PlaceId};
use jiff::civil::{Date, date};
use testkit::Desk;

/// A demonstration with a town's administrator, the list's, and a reviewer for each step.
pub(crate) struct Office {
    pub(crate) desk: Desk,
    pub(crate) body: BodyId,
    pub(crate) town: PlaceId,
    pub(crate) district: PlaceId,
    pub(crate) town_admin: AccountId,
    pub(crate) admin: AccountId,
    pub(crate) reviewers: Vec<AccountId>,
}

impl Office {
    pub(crate) async fn new(scratch: &testkit::Scratch) -> Self {
        let desk = Desk::demo(scratch).await;
        let tree = desk.operate(api::place::Tree {}).await.unwrap().places;
        let body = desk.operate(api::body::List {}).await.unwrap().bodies[0].id;
        let district = tree[0].id;
        let mut reviewers = Vec::new();
        for login in ["bianban", "sifaju", "zhengfu"] {
            reviewers.push(newcomer(&desk, login, Some((Role::Approver, district))).await.0);
        }
        let town = desk.place("麻章镇").await;
        let (town_admin, admin) = (account_of(&desk, Role::TownAdmin).await.id, account_of(&desk, Role::CatalogueAdmin).await.id);
        Self { desk, body, town, district, town_admin, admin, reviewers }
    }

    pub(crate) fn fields(&self, code: &str) -> DutyFields {
        DutyFields {
            code: code.to_owned(),
            name: format!("权责{code}"),
            body: Some(self.body),
            place: Some(self.town),
            levels: vec![Level::Town],
            basis: vec![LegalBasis { law: "条例".to_owned(), ..LegalBasis::default() }],
            steps: vec![DutyStep { name: "受理".to_owned(), content: "当场告知".to_owned(), ..DutyStep::default() }],
            ..DutyFields::default()
        }
    }

    pub(crate) async fn by<O: service::Handle>(&self, who: AccountId, operation: O) -> Result<O::Reply, ApiError> {
        self.desk.service.run_for(who, operation).await
    }

    pub(crate) async fn draft(&self, who: AccountId, duty: Option<DutyId>, fields: DutyFields) -> DutyVersion {
        self.by(who, SaveDraft { duty, draft: None, based_on: None, fields, reason: "机构改革".to_owned(), version: 0 }).await.unwrap()
    }

    /// A draft after it was moved alone.
    async fn moved(&self, who: AccountId, draft: &DutyVersion, operation: impl service::Handle<Reply = Moved>) -> DutyVersion {
        let moved = self.by(who, operation).await.unwrap().versions;
        assert_eq!(moved.iter().map(|one| one.id).collect::<Vec<_>>(), [draft.head.id]);
        let shown = self.by(who, ShowDuty { id: draft.head.duty, version: Some(draft.head.id), as_of: None }).await.unwrap().shown;
        assert_eq!(shown.head, moved[0], "as it was told");
        shown
    }

    pub(crate) fn submitting(drafts: &[&DutyVersion]) -> SubmitDrafts {
        SubmitDrafts { drafts: chosen(drafts), opinion: String::new() }
    }

    pub(crate) async fn submit(&self, who: AccountId, draft: &DutyVersion) -> DutyVersion {
        self.moved(who, draft, Self::submitting(&[draft])).await
    }

    pub(crate) fn accepting(drafts: &[&DutyVersion], verdict: Verdict, opinion: &str) -> AcceptDrafts {
        AcceptDrafts { drafts: chosen(drafts), verdict, opinion: opinion.to_owned() }
    }

    pub(crate) async fn accept(&self, draft: &DutyVersion) -> DutyVersion {
        self.moved(self.admin, draft, Self::accepting(&[draft], Verdict::Approve, "")).await
    }

    pub(crate) fn review(draft: &DutyVersion, verdict: Verdict, opinion: &str) -> ReviewDrafts {
        ReviewDrafts { drafts: chosen(&[draft]), verdict, opinion: opinion.to_owned() }
    }

    pub(crate) async fn reviewed(&self, who: AccountId, draft: &DutyVersion, verdict: Verdict, opinion: &str) -> DutyVersion {
        self.moved(who, draft, Self::review(draft, verdict, opinion)).await
    }

    /// A page of what is drafted and reviewed that has room for all there is.
    pub(crate) async fn drafts(&self, who: AccountId, waiting: bool) -> Vec<Version> {
        let page = self.by(who, ListDrafts { waiting, stage: None, page: PageAt::First, limit: 200 }).await.unwrap();
        assert_eq!(page.edges, Edges::default());
        page.drafts
    }

    /// The town's draft as far as it waits to be published.
    pub(crate) async fn approved(&self, draft: DutyVersion) -> DutyVersion {
        let submitted = self.submit(self.town_admin, &draft).await;
        let mut draft = self.accept(&submitted).await;
        for reviewer in &self.reviewers {
            draft = self.reviewed(*reviewer, &draft, Verdict::Approve, "同意").await;
        }
        draft
    }

    pub(crate) fn publish(drafts: &[&DutyVersion], effective: Date) -> PublishDrafts {
        PublishDrafts { drafts: chosen(drafts), effective, paper: "麻府办〔2026〕8号".to_owned(), countersigned: String::new() }
    }

    pub(crate) async fn published(&self, draft: DutyVersion, effective: Date) -> DutyVersion {
        let draft = self.approved(draft).await;
        self.by(self.admin, Self::publish(&[&draft], effective)).await.unwrap();
        self.shown(draft.head.duty).await
    }

    pub(crate) async fn shown(&self, id: DutyId) -> DutyVersion {
        self.by(self.admin, ShowDuty { id, version: None, as_of: None }).await.unwrap().shown
    }

    pub(crate) async fn codes(&self, who: AccountId, filter: DutyFilter) -> Vec<String> {
        let total = self.by(who, CountDuties { filter: filter.clone() }).await.unwrap();
        let listed = self.by(who, ListDuties { filter, sort: None, page: PageAt::First, limit: 50, own: false }).await.unwrap();
        assert_eq!(total.n, i64::try_from(listed.duties.len()).unwrap());
        listed.duties.into_iter().map(|row| row.code).collect()
    }

    /// An item's working text goes the whole way, by the hands of the entries' offices.
    pub(crate) async fn item_published(&self, item: &domain::catalogue::item::Item) {
        use api::item::{ChosenItem, ChosenRelease, PublishReleases, Release, ReviewReleases, SubmitItems};
        let chosen = |release: &Release| vec![ChosenRelease { release: release.id, version: release.version }];
        let items = vec![ChosenItem { item: item.id, version: item.version }];
        let submit = SubmitItems { items, reason: "上级调整".to_owned() };
        let mut release = self.desk.operate(submit).await.unwrap().releases.remove(0);
        for reviewer in &self.reviewers {
            let review = ReviewReleases { releases: chosen(&release), verdict: Verdict::Approve, opinion: String::new() };
            release = self.by(*reviewer, review).await.unwrap().releases.remove(0);
        }
        let (paper, countersigned) = (String::new(), String::new());
        let publish = PublishReleases { releases: chosen(&release), effective: self.today(), paper, countersigned };
        self.by(self.admin, publish).await.unwrap();
    }

    pub(crate) fn today(&self) -> Date {
        self.desk.service.now().day()
    }
}

/// Drafts as they were read.
pub(crate) fn chosen(drafts: &[&DutyVersion]) -> Vec<Chosen> {
    drafts.iter().map(|draft| Chosen { draft: draft.head.id, version: draft.head.version }).collect()
}

fn as_of(day: Date) -> DutyFilter {
    DutyFilter { as_of: Some(day), ..DutyFilter::default() }
}

testkit::on_both! {
    async fn a_change_is_begun_upon_what_was_read(scratch) {
        let office = Office::new(&scratch).await;
        let first = office.draft(office.town_admin, None, office.fields("T-1")).await;
        let first = office.published(first, office.today()).await;
        let upon = |base: &DutyVersion, note: &str| SaveDraft {
            duty: Some(first.head.duty),
            draft: None,
            based_on: Some(base.head.id),
            fields: DutyFields { note: note.to_owned(), ..first.fields.clone() },
            reason: String::new(),
            version: 0,
        };
        let second = office.by(office.town_admin, upon(&first, "二")).await.unwrap();
        let second = office.published(second, office.today()).await;
        // Somebody had the first one open all the while: his text would bring it back as if it were new.
        let refused = office.by(office.town_admin, upon(&first, "三")).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Conflict);
        let current: DutyVersion = serde_json::from_str(refused.arg("current")).unwrap();
        assert_eq!((current.head.id, current.fields.note.as_str()), (second.head.id, "二"));
        let third = office.by(office.town_admin, upon(&second, "三")).await.unwrap();
        assert_eq!((third.head.based_on, third.head.is_behind), (Some(second.head.id), false));
    }

    async fn the_tree_counts_what_the_list_shows_as_far_as_one_sees_it(scratch) {
        let office = Office::new(&scratch).await;
        let leader = account_of(&office.desk, Role::Leader).await.id;
        let body = api::body::Save { id: None, code: None, name: "区应急管理局".to_owned(), place: office.district, active: true, version: 0 };
        let other = office.desk.operate(body).await.unwrap().id;
        let joint = DutyFields { joint: vec![other], kind: ItemKind::Penalty, ..office.fields("T-1") };
        let published = office.draft(office.town_admin, None, joint).await;
        office.published(published, office.today()).await;
        office.draft(office.town_admin, None, office.fields("T-2")).await;
        let tree = async |who, filter| {
            let groups = office.by(who, ShowDutyTree { filter }).await.unwrap().groups;
            groups.into_iter().map(|group| (group.body, group.kind, group.own, group.joint)).collect::<Vec<_>>()
        };
        let kind = office.fields("").kind;
        let (theirs, ours) = ((Some(other), ItemKind::Penalty, 0, 1), (Some(office.body), ItemKind::Penalty, 1, 0));
        let drafted = (Some(office.body), kind, 1, 0);
        let mut all = tree(office.town_admin, DutyFilter::default()).await;
        all.sort_by_key(|(body, kind, ..)| (*body, kind.code()));
        let mut expected = vec![ours, drafted, theirs];
        expected.sort_by_key(|(body, kind, ..)| (*body, kind.code()));
        assert_eq!(all, expected);
        // Of what is drafted nothing is told to whoever can't see it, nor of what was not yet in force on a day.
        assert_eq!(tree(leader, DutyFilter::default()).await.len(), 2);
        assert_eq!(tree(leader, as_of(office.today())).await.len(), 2);
        assert!(tree(leader, as_of(office.today().yesterday().unwrap())).await.is_empty());
        assert_eq!(tree(leader, DutyFilter { text: "没有".to_owned(), ..DutyFilter::default() }).await, []);
        // What a body's line counts is what the list shows of it.
        assert_eq!(office.codes(leader, DutyFilter { body: Some(other), ..DutyFilter::default() }).await, ["T-1"]);
        assert_eq!(office.codes(leader, DutyFilter { text: "应急管理".to_owned(), ..DutyFilter::default() }).await, ["T-1"], "by its name too");
    }

    async fn a_town_proposes_the_chain_approves_and_it_is_published(scratch) {
        let office = Office::new(&scratch).await;
        let leader = account_of(&office.desk, Role::Leader).await.id;
        let draft = office.draft(office.town_admin, None, office.fields("T-1")).await;
        assert_eq!((draft.head.stage, draft.head.deed, draft.head.no), (Stage::Draft, Deed::Add, 1));
        assert_eq!(draft.head.may, [May::Edit, May::Submit, May::Drop]);
        assert_eq!(office.codes(office.town_admin, DutyFilter::default()).await, ["T-1"]);
        assert!(office.codes(leader, DutyFilter::default()).await.is_empty(), "a draft is not read by everybody");
        assert_eq!(code(office.by(leader, ShowDuty { id: draft.head.duty, version: None, as_of: None }).await), ErrorCode::NotFound);
        let proposed = office.submit(office.town_admin, &draft).await;
        assert_eq!(proposed.head.stage, Stage::Proposed);
        let waiting = |who| office.drafts(who, true);
        assert_eq!(waiting(office.admin).await.len(), 1);
        assert!(waiting(office.town_admin).await.is_empty());
        let mut draft = office.accept(&proposed).await;
        for (reviewer, step) in office.reviewers.iter().zip(["编办审核", "司法局合法性审查", "区政府审定"]) {
            assert_eq!((draft.head.stage, draft.head.step.as_str()), (Stage::Review, step));
            assert_eq!(waiting(*reviewer).await.len(), 1);
            draft = office.reviewed(*reviewer, &draft, Verdict::Approve, "同意").await;
            assert!(waiting(*reviewer).await.is_empty());
        }
        assert_eq!(draft.head.stage, Stage::Approved);
        assert_eq!(waiting(office.admin).await[0].may, [May::Publish, May::Return]);
        let published = office.by(office.admin, Office::publish(&[&draft], office.today())).await.unwrap().versions;
        assert_eq!((published[0].stage, published[0].from, published[0].paper.as_str()), (Stage::Published, Some(office.today()), "麻府办〔2026〕8号"));
        let shown = office.by(leader, ShowDuty { id: draft.head.duty, version: None, as_of: None }).await.unwrap();
        assert_eq!((shown.shown.fields.clone(), shown.shown.head.may.len()), (office.fields("T-1"), 0));
        let acts: Vec<Act> = shown.shown.opinions.iter().map(|one| one.act).collect();
        let expected = [Act::Written, Act::Submitted, Act::Accepted, Act::Approved, Act::Approved, Act::Approved, Act::Published];
        assert_eq!(acts, expected);
        assert_eq!(office.codes(leader, DutyFilter::default()).await, ["T-1"]);
    }

    async fn nobody_takes_two_steps_or_reviews_his_own(scratch) {
        let office = Office::new(&scratch).await;
        let own = office.draft(office.admin, None, office.fields("T-1")).await;
        let own = office.submit(office.admin, &own).await;
        assert_eq!(own.head.stage, Stage::Review, "the list's administrator need not propose to himself");
        let first = office.reviewed(office.reviewers[0], &own, Verdict::Approve, "").await;
        let again = office.by(office.reviewers[0], Office::review(&first, Verdict::Approve, "")).await;
        assert_eq!(invalid(again), ("drafts".to_owned(), "duty_twice".to_owned()));
        let second = office.reviewed(office.reviewers[1], &first, Verdict::Approve, "").await;
        let third = office.reviewed(office.reviewers[2], &second, Verdict::Approve, "").await;
        assert_eq!(third.head.stage, Stage::Approved);
        let publish = Office::publish(&[&third], office.today());
        assert_eq!(invalid(office.by(office.admin, publish.clone()).await), ("drafts".to_owned(), "duty_own".to_owned()), "he wrote it");
        // One who reviews and writes: a second role does not help.
        let from = office.today();
        let body = None;
        let give = api::account::GiveGrant { account: office.reviewers[2], role: Role::CatalogueAdmin, place: office.district, body, from, until: None };
        office.desk.operate(give).await.unwrap();
        assert_eq!(invalid(office.by(office.reviewers[2], publish.clone()).await), ("drafts".to_owned(), "duty_twice".to_owned()));
        let (other, _) = newcomer(&office.desk, "other", Some((Role::CatalogueAdmin, office.district))).await;
        assert_eq!(office.by(other, publish).await.unwrap().versions[0].stage, Stage::Published);
        let mine = office.draft(office.reviewers[2], None, office.fields("T-2")).await;
        let mine = office.submit(office.reviewers[2], &mine).await;
        assert_eq!(invalid(office.by(office.reviewers[2], Office::review(&mine, Verdict::Approve, "")).await), ("drafts".to_owned(), "duty_own".to_owned()));
    }

    async fn what_is_returned_says_why_and_begins_anew(scratch) {
        let office = Office::new(&scratch).await;
        let draft = office.draft(office.town_admin, None, office.fields("T-1")).await;
        let proposed = office.submit(office.town_admin, &draft).await;
        let answer = |draft: &DutyVersion, verdict, opinion: &str| Office::accepting(&[draft], verdict, opinion);
        assert_eq!(invalid(office.by(office.admin, answer(&proposed, Verdict::Return, " ")).await), ("opinion".to_owned(), "too_short".to_owned()));
        assert_eq!(code(office.by(office.town_admin, answer(&proposed, Verdict::Approve, "")).await), ErrorCode::NotPermitted);
        // The administrator may change what is proposed; he has a hand in it then.
        let changed = DutyFields { hotline: "12345".to_owned(), ..office.fields("T-1") };
        let save = SaveDraft { duty: None, draft: Some(proposed.head.id), based_on: None, fields: changed.clone(), reason: String::new(), version: proposed.head.version };
        assert_eq!(code(office.by(office.town_admin, SaveDraft { version: proposed.head.version, ..save.clone() }).await), ErrorCode::NotFound);
        let edited = office.by(office.admin, save).await.unwrap();
        assert_eq!((edited.head.stage, &edited.fields), (Stage::Proposed, &changed));
        let accepted = office.accept(&edited).await;
        let late = office.by(office.reviewers[0], Office::review(&proposed, Verdict::Approve, "")).await;
        assert_eq!(code(late), ErrorCode::Conflict, "somebody has moved it");
        let first = office.reviewed(office.reviewers[0], &accepted, Verdict::Approve, "").await;
        let bare = office.by(office.reviewers[1], Office::review(&first, Verdict::Return, "")).await;
        assert_eq!(invalid(bare), ("opinion".to_owned(), "too_short".to_owned()));
        let returned = office.reviewed(office.reviewers[1], &first, Verdict::Return, "依据已失效").await;
        assert_eq!((returned.head.stage, returned.head.round), (Stage::Draft, 2));
        let last = returned.opinions.last().unwrap();
        assert_eq!((last.act, last.step.as_str(), last.opinion.as_str()), (Act::Returned, "司法局合法性审查", "依据已失效"));
        assert_eq!(office.drafts(office.town_admin, true).await.len(), 1, "it waits for its author");
        let again = office.submit(office.town_admin, &returned).await;
        let again = office.accept(&again).await;
        let first = office.reviewed(office.reviewers[0], &again, Verdict::Approve, "").await;
        assert_eq!(first.head.stage, Stage::Review, "a new round, so he may again");
        let refused = office.draft(office.town_admin, None, office.fields("T-2")).await;
        let refused = office.submit(office.town_admin, &refused).await;
        let refused = office.moved(office.admin, &refused, answer(&refused, Verdict::Refuse, "不属镇职责")).await;
        assert_eq!((refused.head.stage, refused.head.may.len()), (Stage::Refused, 0));
        assert_eq!(office.codes(office.admin, DutyFilter::default()).await, ["T-1"]);
    }

    async fn what_is_published_is_changed_beside_it_and_compared(scratch) {
        let office = Office::new(&scratch).await;
        let (march, october) = (date(2026, 3, 1), date(2026, 10, 1));
        let one = office.published(office.draft(office.town_admin, None, office.fields("T-1")).await, march).await;
        let save = SaveDraft { duty: None, draft: Some(one.head.id), based_on: None, fields: office.fields("X"), reason: String::new(), version: one.head.version };
        assert_eq!(invalid(office.by(office.admin, save).await), ("draft".to_owned(), "duty_stage".to_owned()));
        let same = office.draft(office.town_admin, Some(one.head.duty), office.fields("T-1")).await;
        let submit = |draft: &DutyVersion| Office::submitting(&[draft]);
        assert_eq!(invalid(office.by(office.town_admin, submit(&same)).await), ("drafts".to_owned(), "duty_same".to_owned()));
        let second = SaveDraft { duty: Some(one.head.duty), draft: None, based_on: None, fields: office.fields("T-1"), reason: String::new(), version: 0 };
        assert_eq!(invalid(office.by(office.town_admin, second).await), ("duty".to_owned(), "duty_draft_open".to_owned()), "one for each");
        let other = DutyFields { note: "区里起草".to_owned(), ..office.fields("T-1") };
        let other = office.draft(office.admin, Some(one.head.duty), other).await;
        let longer = DutyFields { situations: "应当受理而不予受理的".to_owned(), ..office.fields("T-1") };
        let save = SaveDraft { duty: None, draft: Some(same.head.id), based_on: None, fields: longer.clone(), reason: String::new(), version: same.head.version };
        let changed = office.by(office.town_admin, save).await.unwrap();
        assert_eq!(changed.head.deed, Deed::Change);
        assert_eq!(office.shown(one.head.duty).await.fields, office.fields("T-1"), "the published one stands until then");
        let changed = office.published(changed, october).await;
        assert_eq!((changed.fields.clone(), changed.head.no), (longer.clone(), 2));
        let compared = office.by(office.town_admin, CompareVersions { old: one.head.id, new: changed.head.id }).await.unwrap();
        assert_eq!(compared.differing.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["situations"]);
        let september = office.by(office.admin, ShowDuty { id: one.head.duty, version: None, as_of: Some(date(2026, 9, 30)) }).await.unwrap();
        assert_eq!((september.shown.head.id, september.shown.fields), (one.head.id, office.fields("T-1")));
        // The other draft was begun upon what is not in force any more.
        assert_eq!(invalid(office.by(office.admin, submit(&other)).await), ("drafts".to_owned(), "duty_behind".to_owned()));
        let rebased = office.by(office.admin, RebaseDraft { draft: other.head.id, version: other.head.version }).await.unwrap();
        assert_eq!((rebased.both.len(), rebased.draft.head.is_behind), (0, false));
        assert_eq!(rebased.draft.fields, DutyFields { note: "区里起草".to_owned(), ..longer });
        assert_eq!(office.submit(office.admin, &rebased.draft).await.head.stage, Stage::Review);
    }

    async fn an_entry_is_withdrawn_as_a_change_and_shown_as_such(scratch) {
        let office = Office::new(&scratch).await;
        let (march, june, october) = (date(2026, 3, 1), date(2026, 6, 1), date(2026, 10, 1));
        let main = office.published(office.draft(office.town_admin, None, office.fields("T-1")).await, march).await;
        let below = DutyFields { parent: Some(main.head.duty), ..office.fields("T-1-1") };
        let child = office.published(office.draft(office.town_admin, None, below).await, june).await;
        let withdraw = |duty, reason: &str| WithdrawDuty { duty, reason: reason.to_owned() };
        assert_eq!(invalid(office.by(office.town_admin, withdraw(main.head.duty, "")).await), ("reason".to_owned(), "too_short".to_owned()));
        let gone = office.by(office.town_admin, withdraw(main.head.duty, "条例已废止")).await.unwrap();
        assert_eq!(gone.head.deed, Deed::Withdraw);
        let edit = SaveDraft { duty: None, draft: Some(gone.head.id), based_on: None, fields: office.fields("T-1"), reason: String::new(), version: gone.head.version };
        assert_eq!(invalid(office.by(office.town_admin, edit).await), ("draft".to_owned(), "duty_withdraw".to_owned()));
        let gone = office.approved(gone).await;
        let alone = office.by(office.admin, Office::publish(&[&gone], october)).await;
        assert_eq!(invalid(alone), ("drafts".to_owned(), "duty_children".to_owned()));
        let child_gone = office.approved(office.by(office.town_admin, withdraw(child.head.duty, "随主项取消")).await.unwrap()).await;
        office.by(office.admin, Office::publish(&[&gone, &child_gone], october)).await.unwrap();
        let abolished = DutyFilter { standing: Some(Standing::Abolished), ..DutyFilter::default() };
        assert_eq!(office.codes(office.town_admin, abolished).await, ["T-1", "T-1-1"], "a set together, and never hidden");
        assert_eq!(office.codes(office.town_admin, DutyFilter { standing: Some(Standing::Published), ..as_of(june) }).await, ["T-1", "T-1-1"]);
        let told = office.by(office.town_admin, CompareDates { from: march, to: june, body: None }).await.unwrap().adjusted;
        assert_eq!(told.iter().map(|one| (one.adjustment, one.code.as_str())).collect::<Vec<_>>(), [(Adjustment::Added, "T-1-1")]);
        let told = office.by(office.town_admin, CompareDates { from: june, to: october, body: Some(office.body) }).await.unwrap().adjusted;
        assert!(told.len() == 2 && told.iter().all(|one| one.adjustment == Adjustment::Withdrawn && one.old.is_some()));
        assert_eq!(invalid(office.by(office.town_admin, withdraw(main.head.duty, "再取消")).await), ("duty".to_owned(), "duty_withdrawn".to_owned()));
        let back = office.draft(office.town_admin, Some(main.head.duty), office.fields("T-1")).await;
        assert_eq!(back.head.deed, Deed::Add, "what was withdrawn comes back as something new");
    }

    async fn what_has_a_day_is_published_on_it(scratch) {
        let office = Office::new(&scratch).await;
        let one = office.approved(office.draft(office.town_admin, None, office.fields("T-1")).await).await;
        let two = office.approved(office.draft(office.town_admin, None, office.fields("T-2")).await).await;
        let december = date(2026, 12, 1);
        let planned = office.by(office.admin, Office::publish(&[&one, &two], december)).await.unwrap().versions;
        assert!(planned.iter().all(|one| one.stage == Stage::Planned && one.effective == Some(december)));
        office.desk.service.do_due().await;
        assert!(office.codes(office.admin, as_of(office.today())).await.is_empty(), "not before its day");
        let revoke = |reason: &str| RevokePlan { draft: planned[1].id, reason: reason.to_owned(), version: planned[1].version };
        assert_eq!(invalid(office.by(office.admin, revoke("")).await), ("reason".to_owned(), "too_short".to_owned()));
        assert_eq!(office.by(office.admin, revoke("另行公布")).await.unwrap().head.stage, Stage::Approved);
        office.desk.clock.set(date(2026, 12, 3).at(8, 0, 0, 0));
        office.desk.service.do_due().await;
        assert_eq!(office.codes(office.admin, as_of(december)).await, ["T-1"]);
        assert!(office.codes(office.admin, as_of(date(2026, 11, 30))).await.is_empty());
        let shown = office.shown(one.head.duty).await;
        assert_eq!((shown.head.from, shown.head.published_by.as_str(), shown.head.until), (Some(december), "system", None));
    }

    async fn what_can_not_be_published_on_its_day_waits_and_says_why(scratch) {
        let office = Office::new(&scratch).await;
        let one = office.published(office.draft(office.town_admin, None, office.fields("T-1")).await, date(2026, 3, 1)).await;
        let noted = |note: &str| DutyFields { note: note.to_owned(), ..office.fields("T-1") };
        let planned = office.approved(office.draft(office.town_admin, Some(one.head.duty), noted("先起草")).await).await;
        office.by(office.admin, Office::publish(&[&planned], date(2026, 12, 1))).await.unwrap();
        // Another draft of the same entry overtakes it.
        let (other, _) = newcomer(&office.desk, "other", Some((Role::TownAdmin, office.town))).await;
        let overtaking = office.draft(other, Some(one.head.duty), noted("后起草")).await;
        let overtaking = office.submit(other, &overtaking).await;
        let mut overtaking = office.accept(&overtaking).await;
        for reviewer in &office.reviewers {
            overtaking = office.reviewed(*reviewer, &overtaking, Verdict::Approve, "").await;
        }
        office.by(office.admin, Office::publish(&[&overtaking], office.today())).await.unwrap();
        office.desk.clock.set(date(2026, 12, 1).at(8, 0, 0, 0));
        office.desk.service.do_due().await;
        let shown = office.by(office.admin, ShowDuty { id: one.head.duty, version: Some(planned.head.id), as_of: None }).await.unwrap().shown;
        assert_eq!((shown.head.stage, shown.head.failed.as_str(), shown.head.is_behind), (Stage::Approved, "duty_behind", true));
        assert_eq!(office.shown(one.head.duty).await.fields, noted("后起草"));
        assert_eq!(office.drafts(office.admin, true).await.len(), 1, "it waits for him");
    }

    async fn what_is_wrong_is_refused_and_nothing_changes(scratch) {
        let office = Office::new(&scratch).await;
        let main = office.draft(office.town_admin, None, office.fields("T-1")).await;
        let child = DutyFields { parent: Some(main.head.duty), ..office.fields("T-2") };
        let child = office.draft(office.town_admin, None, child).await;
        let village = office.desk.operate(api::place::Tree {}).await.unwrap().places.into_iter().find(|p| p.level == Level::Village).unwrap().id;
        let good = || office.fields("T-3");
        let table = [
            (DutyFields { name: " ".to_owned(), ..good() }, "name", "required"),
            (DutyFields { code: "T-1".to_owned(), ..good() }, "code", "taken"),
            (DutyFields { body: Some(BodyId(9_999)), ..good() }, "body", "unknown"),
            (DutyFields { joint: vec![BodyId(9_999)], ..good() }, "joint", "unknown"),
            (DutyFields { place: Some(PlaceId(9_999)), ..good() }, "place", "unknown"),
            (DutyFields { place: Some(village), ..good() }, "place", "duty_village"),
            (DutyFields { place: Some(office.district), list: DutyList::TownBasic, ..good() }, "place", "duty_town"),
            (DutyFields { parent: Some(DutyId(9_999)), ..good() }, "parent", "unknown"),
            (DutyFields { verified: Some(date(2100, 1, 1)), ..good() }, "verified", "future"),
            (DutyFields { steps: vec![DutyStep { name: "审\u{7}".to_owned(), content: "看".to_owned(), ..DutyStep::default() }], ..good() }, "steps.0.name", "control"),
        ];
        for (fields, field, rule) in table {
            let save = SaveDraft { duty: None, draft: None, based_on: None, fields, reason: String::new(), version: 0 };
            assert_eq!(invalid(office.by(office.admin, save).await), (field.to_owned(), rule.to_owned()));
        }
        let circle = DutyFields { parent: Some(child.head.duty), ..office.fields("T-1") };
        let save = SaveDraft { duty: None, draft: Some(main.head.id), based_on: None, fields: circle, reason: String::new(), version: main.head.version };
        assert_eq!(invalid(office.by(office.town_admin, save).await), ("parent".to_owned(), "circular".to_owned()));
        assert_eq!(office.codes(office.admin, DutyFilter::default()).await, ["T-1", "T-2"]);
        assert_eq!(office.shown(main.head.duty).await.head.version, main.head.version);
        // A set is published whole or not at all: the child's main entry is not published with it.
        let child = office.approved(child).await;
        let other = office.approved(office.draft(office.town_admin, None, office.fields("T-4")).await).await;
        let today = office.today();
        let set = office.by(office.admin, Office::publish(&[&other, &child], today)).await;
        assert_eq!(invalid(set), ("drafts".to_owned(), "duty_parent".to_owned()));
        assert!(office.codes(office.admin, as_of(today)).await.is_empty());
        let none = Office::publish(&[], today);
        assert_eq!(invalid(office.by(office.admin, none).await), ("drafts".to_owned(), "range".to_owned()));
        assert_eq!(invalid(office.by(office.admin, Office::publish(&[&other], date(1999, 1, 1))).await), ("effective".to_owned(), "too_early".to_owned()));
        let future = ListDuties { filter: as_of(date(2100, 1, 1)), sort: None, page: PageAt::First, limit: 10, own: false };
        assert_eq!(invalid(office.by(office.admin, future).await), ("as_of".to_owned(), "future".to_owned()));
    }

    async fn a_town_proposes_for_itself_only(scratch) {
        let office = Office::new(&scratch).await;
        let elsewhere = office.desk.place("太平镇").await;
        for place in [elsewhere, office.district] {
            let save = SaveDraft { duty: None, draft: None, based_on: None, fields: DutyFields { place: Some(place), ..office.fields("T-1") }, reason: String::new(), version: 0 };
            assert_eq!(code(office.by(office.town_admin, save).await), ErrorCode::NotFound);
        }
        let (other, _) = newcomer(&office.desk, "other", Some((Role::TownAdmin, elsewhere))).await;
        let draft = office.draft(office.town_admin, None, office.fields("T-1")).await;
        assert!(office.codes(other, DutyFilter::default()).await.is_empty());
        let drop = DropDraft { draft: draft.head.id, reason: String::new(), version: draft.head.version };
        assert_eq!(code(office.by(other, drop.clone()).await), ErrorCode::NotFound);
        let subject = format!("duty:{}", draft.head.duty.0);
        let history = api::history::List { subject: subject.clone(), page: PageAt::First, limit: 10 };
        assert_eq!(code(office.by(other, history.clone()).await), ErrorCode::NotFound);
        let changed = DutyFields { note: "改".to_owned(), ..office.fields("T-1") };
        let save = SaveDraft { duty: None, draft: Some(draft.head.id), based_on: None, fields: changed, reason: String::new(), version: draft.head.version };
        office.by(office.town_admin, save).await.unwrap();
        let deeds = office.by(office.town_admin, history).await.unwrap().deeds;
        assert_eq!((deeds.len(), deeds[0].can_undo, deeds[1].can_undo), (2, true, false));
        office.by(office.town_admin, api::history::Undo { subject, no: None }).await.unwrap();
        let shown = office.shown(draft.head.duty).await;
        assert_eq!((shown.fields, shown.head.version), (office.fields("T-1"), 3));
        let dropped = office.by(office.town_admin, DropDraft { version: 3, ..drop }).await.unwrap();
        assert_eq!((dropped.head.stage, dropped.head.may.len()), (Stage::Dropped, 0));
        let leader = account_of(&office.desk, Role::Leader).await.id;
        let save = SaveDraft { duty: None, draft: None, based_on: None, fields: office.fields("T-9"), reason: String::new(), version: 0 };
        assert_eq!(told(office.by(leader, save).await).0, ErrorCode::NotPermitted);
    }

    async fn the_chain_is_a_setting_and_steps_may_be_a_bodys(scratch) {
        let office = Office::new(&scratch).await;
        let usual = office.by(office.town_admin, ShowChain {}).await.unwrap();
        assert_eq!(usual, Chain::default());
        let step = |name: &str, body| ChainStep { name: name.to_owned(), body };
        let set = |steps| SetChain { chain: Chain { steps }, before: usual.clone() };
        assert_eq!(invalid(office.by(office.admin, set(Vec::new())).await), ("steps".to_owned(), "range".to_owned()));
        let twice = set(vec![step("审核", None), step("审核", None)]);
        assert_eq!(invalid(office.by(office.admin, twice).await), ("steps.1.name".to_owned(), "taken".to_owned()));
        let unknown = set(vec![step("审核", Some(BodyId(9_999)))]);
        assert_eq!(invalid(office.by(office.admin, unknown).await), ("steps.0.body".to_owned(), "unknown".to_owned()));
        office.by(office.admin, set(vec![step("合法性审查", Some(office.body))])).await.unwrap();
        assert_eq!(code(office.by(office.admin, set(vec![step("审核", None)])).await), ErrorCode::Conflict);
        let (lawyer, _) = newcomer(&office.desk, "lawyer", None).await;
        let from = office.today();
        let give = api::account::GiveGrant { account: lawyer, role: Role::Approver, place: office.district, body: Some(office.body), from, until: None };
        office.desk.operate(give).await.unwrap();
        let draft = office.submit(office.admin, &office.draft(office.admin, None, office.fields("T-1")).await).await;
        let turn = office.by(office.reviewers[0], Office::review(&draft, Verdict::Approve, "")).await;
        assert_eq!(invalid(turn), ("drafts".to_owned(), "duty_turn".to_owned()), "another body's step");
        let approved = office.reviewed(lawyer, &draft, Verdict::Approve, "").await;
        assert_eq!(approved.head.stage, Stage::Approved);
    }
}
