//! What is drafted and reviewed, page by page and counted; and what of it waits for whom.

use crate::duties::Office;
use crate::{invalid, newcomer};
use api::duty::{CountDrafts, ListDrafts, May, SetChain, ShowChain, Verdict, Version};
use api::home::TodoKind;
use api::page::PageAt;
use domain::account::{AccountId, Role};
use domain::duty::VersionId;
use domain::duty::flow::{Chain, ChainStep, Stage};

impl Office {
    async fn page(&self, who: AccountId, stage: Option<Stage>, page: PageAt) -> api::duty::Drafts {
        self.by(who, ListDrafts { waiting: false, stage, page, limit: 3 }).await.unwrap()
    }

    /// Every page from the first one on.
    async fn walked(&self, who: AccountId, stage: Option<Stage>) -> Vec<Vec<VersionId>> {
        let (mut pages, mut page) = (Vec::new(), PageAt::First);
        loop {
            let told = self.page(who, stage, page).await;
            pages.push(keys(&told.drafts));
            assert!(pages.len() < 20);
            match told.edges.after {
                Some(after) => page = PageAt::After(after),
                None => return pages,
            }
        }
    }

    /// What waits for somebody is just what he may answer, and what was returned to him; the figures say the same.
    async fn waits_for(&self, who: AccountId) -> Vec<String> {
        let seen = self.drafts(who, false).await;
        let answers = |one: &Version| one.may.iter().any(|may| matches!(may, May::Accept | May::Review | May::Publish));
        let returned = |one: &Version| one.stage == Stage::Draft && one.round > 1 && who == self.town_admin;
        let expected: Vec<&Version> = seen.iter().filter(|one| answers(one) || returned(one)).collect();
        let waiting = self.drafts(who, true).await;
        assert_eq!(waiting.iter().collect::<Vec<_>>(), expected);
        let counts = self.by(who, CountDrafts {}).await.unwrap();
        for stage in Stage::ALL.iter().copied() {
            let n = |all: &[Version]| i64::try_from(all.iter().filter(|one| one.stage == stage).count()).unwrap();
            assert_eq!((counts.total(Some(stage), false), counts.total(Some(stage), true)), (n(&seen), n(&waiting)), "{stage:?}");
        }
        let todos = self.by(who, api::home::Show {}).await.unwrap().todos;
        let todo = todos.iter().find(|todo| todo.kind == TodoKind::DutiesWaiting);
        let told = todo.map(|todo| (usize::try_from(todo.n).unwrap(), todo.oldest));
        assert_eq!(told, waiting.first().map(|first| (waiting.len(), Some(first.moved_at.day()))));
        waiting.into_iter().map(|one| one.code).collect()
    }
}

fn keys(drafts: &[Version]) -> Vec<VersionId> {
    drafts.iter().map(|one| one.id).collect()
}

testkit::on_both! {
    async fn every_draft_comes_once_and_in_order(scratch) {
        let office = Office::new(&scratch).await;
        let mut drafts = Vec::new();
        for n in 0..8 {
            // Some at the same moment.
            office.desk.clock.set(office.today().at(9, n / 3, 0, 0));
            drafts.push(office.draft(office.town_admin, None, office.fields(&format!("T-{n}"))).await);
        }
        office.desk.clock.set(office.today().at(10, 0, 0, 0));
        for n in [1, 4] {
            office.submit(office.town_admin, &drafts[n]).await;
        }
        // Those that were handed in have waited for a shorter time now.
        let expected: Vec<VersionId> = [0, 2, 3, 5, 6, 7, 1, 4].map(|n: usize| drafts[n].head.id).to_vec();
        for who in [office.town_admin, office.admin] {
            let pages = office.walked(who, None).await;
            assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 2]);
            assert_eq!(pages.concat(), expected);
        }
        // Backwards the same.
        let last = office.page(office.admin, None, PageAt::Last).await;
        assert_eq!(keys(&last.drafts), expected[5..]);
        let middle = office.page(office.admin, None, PageAt::Before(last.edges.before.unwrap())).await;
        assert_eq!(keys(&middle.drafts), expected[2..5]);
        assert_eq!(office.walked(office.admin, Some(Stage::Proposed)).await.concat(), expected[6..]);
        assert_eq!(office.walked(office.admin, Some(Stage::Draft)).await.concat(), expected[..6]);
        assert_eq!(office.walked(office.admin, Some(Stage::Review)).await.concat(), []);
        let elsewhere = office.desk.place("太平镇").await;
        let (other, _) = newcomer(&office.desk, "other", Some((Role::TownAdmin, elsewhere))).await;
        assert_eq!(office.walked(other, None).await.concat(), [], "another town's are not seen");
        let decided = ListDrafts { waiting: false, stage: Some(Stage::Published), page: PageAt::First, limit: 3 };
        assert_eq!(invalid(office.by(office.admin, decided).await).0, "stage");
        for limit in [0, 201] {
            let wrong = ListDrafts { waiting: false, stage: None, page: PageAt::First, limit };
            assert_eq!(invalid(office.by(office.admin, wrong).await), ("limit".to_owned(), "range".to_owned()));
        }
    }

    async fn what_waits_is_what_one_may_answer(scratch) {
        let office = Office::new(&scratch).await;
        let (town, admin) = (office.town_admin, office.admin);
        let [first, second, third] = office.reviewers[..] else { panic!("three reviewers") };
        let (drafter, _) = newcomer(&office.desk, "drafter", None).await;
        let (lawyer, _) = newcomer(&office.desk, "lawyer", None).await;
        let from = office.today();
        for (account, role) in [(drafter, Role::DepartmentHandler), (lawyer, Role::Approver)] {
            let give = api::account::GiveGrant { account, role, place: office.district, body: Some(office.body), from, until: None };
            office.desk.operate(give).await.unwrap();
        }
        let draft = async |code: &str| office.draft(town, None, office.fields(code)).await;
        let mut minute = 0;
        let mut later = || {
            minute += 1;
            office.desk.clock.set(office.today().at(9, minute, 0, 0));
        };
        draft("drafted").await;
        later();
        office.submit(town, &draft("proposed").await).await;
        later();
        let returned = office.submit(town, &draft("returned").await).await;
        office.by(admin, Office::accepting(&[&returned], Verdict::Return, "请补依据")).await.unwrap();
        later();
        let one = office.accept(&office.submit(town, &draft("step 2").await).await).await;
        office.reviewed(first, &one, Verdict::Approve, "").await;
        later();
        office.accept(&office.submit(town, &draft("step 1").await).await).await;
        later();
        office.approved(draft("approved").await).await;
        // The administrator's own, which he may not publish.
        let mut own = office.submit(admin, &office.draft(admin, None, office.fields("own")).await).await;
        for reviewer in [first, second, third] {
            own = office.reviewed(reviewer, &own, Verdict::Approve, "").await;
        }
        // A proposal that was overtaken can't be accepted, and waits for nobody but its author's sight.
        let published = office.published(draft("published").await, office.today()).await;
        later();
        let noted = |note: &str| domain::duty::DutyFields { note: note.to_owned(), ..office.fields("published") };
        let overtaken = office.draft(town, Some(published.head.duty), noted("先")).await;
        office.submit(town, &overtaken).await;
        let (colleague, _) = newcomer(&office.desk, "colleague", Some((Role::TownAdmin, office.town))).await;
        let other = office.draft(colleague, Some(published.head.duty), noted("后")).await;
        let mut other = office.accept(&office.submit(colleague, &other).await).await;
        for reviewer in [first, second, third] {
            other = office.reviewed(reviewer, &other, Verdict::Approve, "").await;
        }
        office.by(admin, Office::publish(&[&other], office.today())).await.unwrap();
        later();
        assert_eq!(office.waits_for(town).await, ["returned"]);
        assert_eq!(office.waits_for(admin).await, ["proposed", "approved"]);
        assert_eq!(office.waits_for(first).await, ["step 1"]);
        assert_eq!(office.waits_for(second).await, ["step 2", "step 1"]);
        assert_eq!(office.waits_for(colleague).await, Vec::<String>::new());
        assert_eq!(office.waits_for(drafter).await, Vec::<String>::new());
        assert_eq!(office.drafts(drafter, false).await.len(), office.drafts(admin, false).await.len(), "all are of his body");
        assert_eq!(office.waits_for(lawyer).await, Vec::<String>::new(), "his body has no step");
        let before = office.by(town, ShowChain {}).await.unwrap();
        let steps = vec![ChainStep { name: "合法性审查".to_owned(), body: Some(office.body) }];
        office.by(admin, SetChain { chain: Chain { steps }, before }).await.unwrap();
        later();
        office.accept(&office.submit(town, &draft("his").await).await).await;
        assert_eq!(office.waits_for(lawyer).await, ["his"]);
        assert_eq!(office.waits_for(first).await, ["step 1"]);
        assert_eq!(office.drafts(api_leader(&office).await, false).await, []);
    }
}

async fn api_leader(office: &Office) -> AccountId {
    crate::account_of(&office.desk, Role::Leader).await.id
}
