//! Items handed in, reviewed and published: by whom, what stays as it was, and what is refused.

use crate::items::{fields, new};
use crate::papers::part;
use crate::{account_of, code, invalid, newcomer};
use api::duty::{May, Verdict};
use api::home::TodoKind;
use api::item::{
    ChosenItem, ChosenRelease, CompareItemDates, CompareTexts, CountReleases, ExportItemAdjustment, ItemAdjustmentOf, ItemFilter,
    ListItems, ListReleases, PublishReleases, Release, ReleasesShown, ReviewReleases, SaveItem, ShowItem, ShowReleases, SubmitItems,
    TakeBackRelease, TextOf, VerifyItems,
};
use api::page::PageAt;
use api::{ApiError, ErrorCode};
use domain::account::{AccountId, Role};
use domain::body::BodyId;
use domain::catalogue::codes::ItemState;
use domain::catalogue::item::{Item, ItemFields, ItemId};
use domain::catalogue::parts::Material;
use domain::catalogue::release::ReleaseStanding;
use domain::duty::differ::Adjustment;
use domain::duty::flow::{Deed, Stage};
use domain::place::PlaceId;
use jiff::civil::{Date, date};
use testkit::{Desk, Scratch};

/// A demonstration with two who edit items, and a reviewer for each step.
pub(crate) struct Press {
    pub(crate) desk: Desk,
    pub(crate) body: BodyId,
    author: AccountId,
    publisher: AccountId,
    reviewers: Vec<AccountId>,
}

fn chosen(release: &Release) -> Vec<ChosenRelease> {
    vec![ChosenRelease { release: release.id, version: release.version }]
}

fn submitting(item: &Item) -> SubmitItems {
    SubmitItems { items: vec![ChosenItem { item: item.id, version: item.version }], reason: "上级调整".to_owned() }
}

fn review(release: &Release, verdict: Verdict, opinion: &str) -> ReviewReleases {
    ReviewReleases { releases: chosen(release), verdict, opinion: opinion.to_owned() }
}

fn publish(release: &Release, effective: Date) -> PublishReleases {
    let (paper, countersigned) = ("麻府办〔2026〕9号".to_owned(), "无意见".to_owned());
    PublishReleases { releases: chosen(release), effective, paper, countersigned }
}

impl Press {
    pub(crate) async fn new(scratch: &Scratch) -> Self {
        let desk = Desk::demo(scratch).await;
        let district = desk.operate(api::place::Tree {}).await.unwrap().places[0].id;
        let body = desk.operate(api::body::List {}).await.unwrap().bodies[0].id;
        let author = account_of(&desk, Role::CatalogueAdmin).await.id;
        let publisher = newcomer(&desk, "fabu", Some((Role::CatalogueAdmin, district))).await.0;
        let mut reviewers = Vec::new();
        for login in ["bianban", "sifaju", "zhengfu"] {
            reviewers.push(newcomer(&desk, login, Some((Role::Approver, district))).await.0);
        }
        Self { desk, body, author, publisher, reviewers }
    }

    async fn by<O: service::Handle>(&self, who: AccountId, operation: O) -> Result<O::Reply, ApiError> {
        self.desk.service.run_for(who, operation).await
    }

    fn today(&self) -> Date {
        self.desk.service.now().day()
    }

    async fn district(&self) -> PlaceId {
        self.desk.operate(api::place::Tree {}).await.unwrap().places[0].id
    }

    /// An item that was compared with its source.
    pub(crate) async fn item(&self, code: &str, name: &str) -> Item {
        let checked = ItemFields { verified: Some(self.today()), ..fields(self.body, code, name) };
        self.by(self.author, new(checked)).await.unwrap()
    }

    async fn save(&self, item: &Item, fields: ItemFields) -> Item {
        self.by(self.author, SaveItem { id: Some(item.id), fields, version: item.version }).await.unwrap()
    }

    async fn submit(&self, item: &Item) -> Release {
        self.by(self.author, submitting(item)).await.unwrap().releases.remove(0)
    }

    async fn approve(&self, mut release: Release) -> Release {
        for reviewer in &self.reviewers {
            release = self.by(*reviewer, review(&release, Verdict::Approve, "同意")).await.unwrap().releases.remove(0);
        }
        release
    }

    /// The item's working text goes the whole way.
    pub(crate) async fn published(&self, item: &Item, effective: Date) -> Release {
        let release = self.approve(self.submit(item).await).await;
        self.by(self.publisher, publish(&release, effective)).await.unwrap().releases.remove(0)
    }

    async fn shown(&self, who: AccountId, item: ItemId) -> ReleasesShown {
        self.by(who, ShowReleases { item, release: None }).await.unwrap()
    }

    async fn standing(&self, item: ItemId) -> ReleaseStanding {
        let shown = self.by(self.author, ShowItem { id: item }).await.unwrap();
        let filter = ItemFilter { standing: Some(shown.standing), ..ItemFilter::default() };
        let listed = self.by(self.author, ListItems { filter, sort: None, page: PageAt::First, limit: 200 }).await.unwrap();
        assert!(listed.items.iter().any(|row| row.id == item), "the list says so too");
        shown.standing
    }

    /// What waits for somebody, as the list, the figures and 待办 tell it.
    async fn waiting(&self, who: AccountId) -> Vec<Release> {
        let list = ListReleases { waiting: true, stage: None, page: PageAt::First, limit: 200 };
        let listed = self.by(who, list).await.unwrap();
        let counted = self.by(who, CountReleases {}).await.unwrap();
        let n = i64::try_from(listed.releases.len()).unwrap();
        assert_eq!((listed.total.n, counted.total(None, true)), (n, n));
        let todos = self.by(who, api::home::Show {}).await.unwrap().todos;
        assert_eq!(todos.iter().filter(|todo| todo.kind == TodoKind::ReleasesWaiting).map(|todo| todo.n).sum::<i64>(), n);
        for release in &listed.releases {
            assert!(!release.may.is_empty(), "what waits for him he can move: {release:?}");
        }
        listed.releases
    }
}

testkit::on_both! {
    async fn a_text_goes_from_hand_to_hand_and_is_published_for_good(scratch) {
        let press = Press::new(&scratch).await;
        let item = press.item("P-1", "临时救助申请").await;
        assert_eq!(press.standing(item.id).await, ReleaseStanding::Drafting);
        let first = press.submit(&item).await;
        assert_eq!((first.stage, first.deed, first.no, first.step.as_str()), (Stage::Review, Deed::Add, 1, "编办审核"));
        assert_eq!(press.standing(item.id).await, ReleaseStanding::Reviewing);
        // What is being reviewed does not change with what is typed meanwhile.
        let edited = press.save(&item, ItemFields { hours: "周一至周五".to_owned(), ..item.fields.clone() }).await;
        let shown = press.shown(press.author, item.id).await.shown.unwrap();
        assert_eq!((shown.fields.hours.as_str(), shown.head.may.as_slice()), ("", [May::Drop].as_slice()));
        assert!(press.waiting(press.author).await.is_empty());
        let [one, two, three] = press.reviewers.as_slice() else { panic!("three steps") };
        assert_eq!(press.waiting(*one).await.len(), 1);
        let second = press.by(*one, review(&first, Verdict::Approve, "")).await.unwrap().releases.remove(0);
        assert!(press.waiting(*one).await.is_empty(), "each step is another person's");
        assert_eq!(invalid(press.by(*one, review(&second, Verdict::Approve, "")).await).1, "duty_twice");
        assert_eq!(code(press.by(press.publisher, review(&second, Verdict::Approve, "")).await), ErrorCode::NotPermitted);
        assert_eq!(invalid(press.by(press.publisher, publish(&second, press.today())).await).1, "duty_stage");
        let third = press.by(*two, review(&second, Verdict::Approve, "合法")).await.unwrap().releases.remove(0);
        let approved = press.by(*three, review(&third, Verdict::Approve, "同意")).await.unwrap().releases.remove(0);
        assert_eq!(approved.stage, Stage::Approved);
        assert_eq!(invalid(press.by(press.author, publish(&approved, press.today())).await).1, "duty_own", "who handed it in does not publish it");
        assert_eq!(press.waiting(press.publisher).await.len(), 1);
        let published = press.by(press.publisher, publish(&approved, press.today())).await.unwrap().releases.remove(0);
        assert_eq!((published.stage, published.from, published.until), (Stage::Published, Some(press.today()), None));
        assert_eq!(press.standing(item.id).await, ReleaseStanding::Ahead, "it was edited meanwhile");
        // Who edits items reads what he edits, everybody else what is published.
        let leader = account_of(&press.desk, Role::Leader).await.id;
        let public = press.by(leader, ShowItem { id: item.id }).await.unwrap();
        assert_eq!((public.item.fields.hours.as_str(), public.in_force.map(|f| (f.no, f.is_shown))), ("", Some((1, true))));
        let own = press.by(press.author, ShowItem { id: item.id }).await.unwrap();
        assert_eq!((own.item.fields.hours.as_str(), own.in_force.map(|f| f.is_shown)), ("周一至周五", Some(false)));
        let change = press.published(&edited, press.today()).await;
        assert_eq!((change.deed, change.no, change.fields.as_slice()), (Deed::Change, 2, ["hours".to_owned()].as_slice()));
        assert_eq!(press.standing(item.id).await, ReleaseStanding::Published);
        let way = press.shown(leader, item.id).await;
        let told: Vec<_> = way.releases.iter().map(|one| (one.no, one.from, one.until)).collect();
        let today = Some(press.today());
        assert_eq!(told, [(2, today, None), (1, today, today)]);
        let before = press.by(leader, ShowReleases { item: item.id, release: Some(published.id) }).await.unwrap().shown.unwrap();
        assert_eq!((before.fields.hours.as_str(), before.opinions.len()), ("", 6), "what was published stays as it was");
        let compare = |old, new| CompareTexts { item: item.id, old, new };
        let compared = press.by(leader, compare(TextOf::Release(published.id), TextOf::Release(change.id))).await.unwrap();
        assert_eq!(compared.differing.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["hours"]);
        assert_eq!(code(press.by(leader, compare(TextOf::Working, TextOf::Release(change.id))).await), ErrorCode::NotFound);
        assert_eq!(way.unready.as_deref(), Some("not_permitted"));
    }

    async fn what_is_returned_says_why_and_goes_again(scratch) {
        let press = Press::new(&scratch).await;
        let item = press.item("P-1", "临时救助申请").await;
        let first = press.submit(&item).await;
        let reviewer = press.reviewers[0];
        assert_eq!(invalid(press.by(reviewer, review(&first, Verdict::Return, " ")).await), ("opinion".to_owned(), "too_short".to_owned()));
        let returned = press.by(reviewer, review(&first, Verdict::Return, "材料不全")).await.unwrap().releases.remove(0);
        assert_eq!((returned.stage, returned.round, press.standing(item.id).await), (Stage::Draft, 2, ReleaseStanding::Drafting));
        assert_eq!(press.waiting(press.author).await[0].id, first.id);
        let mended = press.save(&item, ItemFields { hours: "全天".to_owned(), ..item.fields.clone() }).await;
        let again = press.submit(&mended).await;
        assert_eq!((again.id, again.stage, again.round), (first.id, Stage::Review, 2));
        let shown = press.shown(press.author, item.id).await.shown.unwrap();
        assert_eq!(shown.fields.hours, "全天");
        let said: Vec<&str> = shown.opinions.iter().map(|one| one.opinion.as_str()).collect();
        assert_eq!(said, ["", "上级调整", "材料不全", "上级调整"], "who wrote it, and what was said");
        // Given up, it is out of the way; the next text is another one.
        let revoke = |release: &Release| TakeBackRelease { release: release.id, reason: "重新研究".to_owned(), version: release.version };
        let dropped = press.by(press.author, revoke(&again)).await.unwrap().releases.remove(0);
        assert_eq!((dropped.stage, dropped.may.len()), (Stage::Dropped, 0));
        assert_eq!(invalid(press.by(press.author, revoke(&dropped)).await).1, "duty_stage");
        assert_eq!(press.submit(&mended).await.no, 2);
    }

    async fn what_has_a_day_is_published_on_it(scratch) {
        let press = Press::new(&scratch).await;
        let (item, other) = (press.item("P-1", "临时救助申请").await, press.item("P-2", "老年人优待证办理").await);
        let day = press.today().tomorrow().unwrap();
        let planned = press.published(&item, day).await;
        assert_eq!((planned.stage, planned.effective), (Stage::Planned, Some(day)));
        assert_eq!(press.standing(item.id).await, ReleaseStanding::Reviewing);
        let off = press.published(&other, day).await;
        let revoke = TakeBackRelease { release: off.id, reason: "推迟".to_owned(), version: off.version };
        let back = press.by(press.author, revoke).await.unwrap().releases.remove(0);
        assert_eq!((back.stage, back.effective), (Stage::Approved, None));
        press.desk.service.do_due().await;
        assert_eq!(press.shown(press.author, item.id).await.releases[0].stage, Stage::Planned, "not before its day");
        press.desk.clock.advance(86_400);
        press.desk.service.do_due().await;
        let shown = press.shown(press.author, item.id).await;
        assert_eq!((shown.standing, shown.releases[0].from), (ReleaseStanding::Published, Some(day)));
        assert_eq!(press.shown(press.author, other.id).await.releases[0].stage, Stage::Approved);
    }

    async fn only_what_is_ready_is_handed_in_and_a_set_is_whole(scratch) {
        let press = Press::new(&scratch).await;
        let good = press.item("P-1", "临时救助申请").await;
        let unchecked = press.by(press.author, new(fields(press.body, "P-2", "未核实"))).await.unwrap();
        let gone = ItemFields { state: ItemState::Cancelled, verified: Some(press.today()), ..fields(press.body, "P-3", "从未公布") };
        let gone = press.by(press.author, new(gone)).await.unwrap();
        let of = |items: &[&Item]| {
            let items = items.iter().map(|item| ChosenItem { item: item.id, version: item.version }).collect();
            SubmitItems { items, reason: "上级调整".to_owned() }
        };
        for (set, rule) in [(&[&good, &unchecked], "item_unverified"), (&[&good, &gone], "item_never_there"), (&[&good, &good], "duty_set_twice")] {
            assert_eq!(invalid(press.by(press.author, of(set)).await).1, rule);
        }
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM item_release").await, [0], "all or none");
        assert_eq!(invalid(press.by(press.author, SubmitItems { reason: "x".to_owned(), ..of(&[&good]) }).await).0, "reason");
        let leader = account_of(&press.desk, Role::Leader).await.id;
        assert_eq!(code(press.by(leader, of(&[&good])).await), ErrorCode::NotPermitted);
        press.by(press.author, VerifyItems { items: of(&[&unchecked]).items }).await.unwrap();
        let checked = press.by(press.author, ShowItem { id: unchecked.id }).await.unwrap().item;
        assert_eq!(press.by(press.author, of(&[&good, &checked])).await.unwrap().releases.len(), 2);
        assert_eq!(invalid(press.by(press.author, of(&[&good])).await).1, "item_submitted");
        let late = press.by(press.author, of(&[&unchecked])).await.unwrap_err();
        assert_eq!((late.code, late.arg("name")), (ErrorCode::Conflict, "未核实"));
        // Others do not learn of it.
        let seen = press.by(leader, ListReleases { waiting: false, stage: None, page: PageAt::First, limit: 50 }).await.unwrap();
        assert_eq!((seen.releases.len(), press.shown(leader, good.id).await.releases.len()), (0, 0));
    }

    async fn what_is_withdrawn_is_shown_as_such_and_may_come_back(scratch) {
        let press = Press::new(&scratch).await;
        let item = press.item("P-1", "临时救助申请").await;
        press.published(&item, date(2026, 3, 1)).await;
        assert_eq!(press.shown(press.author, item.id).await.unready.as_deref(), Some("item_same"));
        let cancelled = press.save(&item, ItemFields { state: ItemState::Cancelled, ..item.fields.clone() }).await;
        let before = press.approve(press.submit(&cancelled).await).await;
        assert_eq!(invalid(press.by(press.publisher, publish(&before, date(2026, 2, 1))).await), ("effective".to_owned(), "duty_before".to_owned()));
        let gone = press.by(press.publisher, publish(&before, press.today())).await.unwrap().releases.remove(0);
        assert_eq!((gone.deed, press.standing(item.id).await), (Deed::Withdraw, ReleaseStanding::Abolished));
        let shown = press.by(press.author, ShowItem { id: item.id }).await.unwrap();
        assert_eq!(shown.in_force.map(|in_force| in_force.deed), Some(Deed::Withdraw));
        // What is drafted to bring it back is nobody else's to read: neither in itself nor in its log.
        let leader = account_of(&press.desk, Role::Leader).await.id;
        let log = |id: ItemId| api::history::List { subject: format!("item:{}", id.0), page: PageAt::First, limit: 5 };
        let draft = press.save(&cancelled, ItemFields { special: "拟恢复".to_owned(), ..cancelled.fields.clone() }).await;
        let read = press.by(leader, ShowItem { id: item.id }).await.unwrap();
        assert_eq!((read.item.fields.special.as_str(), read.in_force.map(|one| (one.deed, one.is_shown))), ("", Some((Deed::Withdraw, true))));
        assert_eq!(code(press.by(leader, log(item.id)).await), ErrorCode::NotFound);
        assert!(press.by(press.author, log(item.id)).await.is_ok());
        let cancelled = press.save(&draft, cancelled.fields.clone()).await;
        let again = press.save(&cancelled, ItemFields { state: ItemState::Active, ..cancelled.fields.clone() }).await;
        assert_eq!(press.standing(item.id).await, ReleaseStanding::Ahead);
        assert_eq!(press.published(&again, press.today()).await.deed, Deed::Add);
    }

    /// Whoever has edited the words has a hand in them, whoever hands them in; once they are published, the next text is a new one.
    async fn nobody_publishes_his_own_words(scratch) {
        let press = Press::new(&scratch).await;
        let item = press.item("P-1", "临时救助申请").await;
        let fields = ItemFields { hours: "全天".to_owned(), ..item.fields.clone() };
        let edited = press.by(press.publisher, SaveItem { id: Some(item.id), fields, version: item.version }).await.unwrap();
        let release = press.approve(press.submit(&edited).await).await;
        assert_eq!(invalid(press.by(press.publisher, publish(&release, press.today())).await).1, "duty_own");
        assert!(press.waiting(press.publisher).await.is_empty());
        let third = newcomer(&press.desk, "disan", Some((Role::CatalogueAdmin, press.district().await))).await.0;
        // A day that is taken back keeps its number; what goes back to be handed in again loses it.
        let day = press.today().tomorrow().unwrap();
        let planned = press.by(third, publish(&release, day)).await.unwrap().releases.remove(0);
        let revoke = |release: &Release| TakeBackRelease { release: release.id, reason: "推迟".to_owned(), version: release.version };
        let approved = press.by(press.author, revoke(&planned)).await.unwrap().releases.remove(0);
        assert_eq!((approved.stage, approved.paper.as_str()), (Stage::Approved, "麻府办〔2026〕9号"));
        let back = press.by(press.author, revoke(&approved)).await.unwrap().releases.remove(0);
        assert_eq!((back.stage, back.paper.as_str(), back.countersigned.as_str()), (Stage::Draft, "", ""));
        let release = press.approve(press.submit(&edited).await).await;
        press.by(third, publish(&release, press.today())).await.unwrap();
        let next = press.save(&edited, ItemFields { hours: "半天".to_owned(), ..edited.fields.clone() }).await;
        assert_eq!(press.published(&next, press.today()).await.no, 2, "of these words he has written none");
    }

    /// What became of the catalogue between two days, on screen and as a paper that a leader may have.
    async fn an_adjustment_of_items_is_told(scratch) {
        let press = Press::new(&scratch).await;
        let (march, october) = (date(2026, 3, 1), date(2026, 10, 1));
        let (first, second) = (press.item("P-1", "临时救助申请").await, press.item("P-2", "老年人优待证办理").await);
        press.published(&first, march).await;
        press.published(&second, march).await;
        let material = Material { name: "户口簿".to_owned(), copies: 1, ..Material::default() };
        let mut becomes = ItemFields { special: "公示七日".to_owned(), state: ItemState::Suspended, ..first.fields.clone() };
        becomes.materials.push(material);
        let changed = press.published(&press.save(&first, becomes).await, october).await;
        let gone = ItemFields { state: ItemState::Cancelled, ..second.fields.clone() };
        press.published(&press.save(&second, gone).await, october).await;
        let third = press.item("P-3", "新设事项").await;
        press.published(&third, october).await;
        // On its way, so nobody else's to read.
        let open = press.submit(&press.item("P-4", "在途事项").await).await;
        let mut leader = press.desk.another();
        leader.enter(Role::Leader).await;
        let days = |from, to| CompareItemDates { from, to, body: None };
        let told = leader.call(days(date(2026, 9, 30), october)).await.unwrap().adjusted;
        let told: Vec<_> = told.iter().map(|one| (one.code.as_str(), one.adjustment, one.fields.join(","))).collect();
        let expected = [
            ("P-1", Adjustment::Changed, "state,special,materials".to_owned()),
            ("P-2", Adjustment::Withdrawn, String::new()),
            ("P-3", Adjustment::Added, String::new()),
        ];
        assert_eq!(told, expected);
        assert!(leader.call(days(march, date(2026, 9, 30))).await.unwrap().adjusted.is_empty());
        let elsewhere = CompareItemDates { body: Some(BodyId(9_999)), ..days(date(2026, 9, 30), october) };
        assert!(leader.call(elsewhere).await.unwrap().adjusted.is_empty());
        assert_eq!(invalid(leader.call(days(october, march)).await), ("to".to_owned(), "order".to_owned()));
        assert_eq!(invalid(leader.call(days(march, date(2100, 1, 1))).await), ("to".to_owned(), "future".to_owned()));
        let path = scratch.file("items.docx");
        let out = leader.takes(&path);
        let of = ItemAdjustmentOf::Dates(days(date(2026, 9, 30), october));
        assert_eq!(leader.call(ExportItemAdjustment { of, out: out.clone() }).await.unwrap().rows, 3);
        let text = part(&path, "word/document.xml");
        for wanted in [
            "政务服务事项动态调整公告", "增加1项，调整1项，取消1项", "麻府办〔2026〕9号", "无意见", "上级调整", "（一）临时救助申请", "【新增】", "户口簿",
            "公示七日", "编办审核", "2026年9月30日至2026年10月1日", "发文机关（盖章）",
        ] {
            assert!(text.contains(wanted), "{wanted}");
        }
        let of = |id| ExportItemAdjustment { of: ItemAdjustmentOf::Releases(vec![id]), out: out.clone() };
        assert_eq!(leader.call(of(changed.id)).await.unwrap().rows, 1);
        assert_eq!(code(leader.call(of(open.id)).await), ErrorCode::NotFound);
    }

    /// Many are read page by page, each once, that which has waited longest first.
    async fn what_is_on_its_way_is_read_page_by_page(scratch) {
        let press = Press::new(&scratch).await;
        for n in 0..7 {
            let item = press.item(&format!("P-{n}"), &format!("事项{n}")).await;
            press.submit(&item).await;
            press.desk.clock.advance(60);
        }
        let (mut page, mut seen) = (PageAt::First, Vec::new());
        loop {
            let listed = press.by(press.reviewers[0], ListReleases { waiting: true, stage: Some(Stage::Review), page, limit: 3 }).await.unwrap();
            seen.extend(listed.releases.iter().map(|one| one.code.clone()));
            assert_eq!(listed.total.n, 7);
            match listed.edges.after {
                Some(after) => page = PageAt::After(after),
                None => break,
            }
        }
        assert_eq!(seen, ["P-0", "P-1", "P-2", "P-3", "P-4", "P-5", "P-6"]);
        let last = press.by(press.reviewers[0], ListReleases { waiting: false, stage: None, page: PageAt::Last, limit: 3 }).await.unwrap();
        assert_eq!(last.releases.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["P-4", "P-5", "P-6"]);
    }
}
