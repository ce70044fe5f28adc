//! Drafts of the responsibility lists that are handed in, accepted and reviewed together: all of them or none, and who stopped it is named.

use crate::duties::{Office, chosen};
use crate::{code, newcomer};
use api::duty::{Chosen, DutyVersion, ReviewDrafts, SubmitDrafts, Verdict, Version};
use api::{ApiError, ErrorCode};
use domain::account::Role;
use domain::duty::flow::{Act, SET_LIMIT, Stage};

impl Office {
    async fn drafted(&self, codes: &[&str]) -> Vec<DutyVersion> {
        let mut all = Vec::new();
        for code in codes {
            all.push(self.draft(self.town_admin, None, self.fields(code)).await);
        }
        all
    }

    /// Drafts as they stand now.
    async fn again(&self, drafts: &[DutyVersion]) -> Vec<DutyVersion> {
        let mut all = Vec::new();
        for draft in drafts {
            all.push(self.shown(draft.head.duty).await);
        }
        all
    }

    /// How far drafts have come, how often they were moved, and what was said last.
    async fn stand(&self, drafts: &[DutyVersion]) -> Vec<(Stage, i64, Act)> {
        let all = self.again(drafts).await;
        all.into_iter().map(|one| (one.head.stage, one.head.version, one.opinions.last().unwrap().act)).collect()
    }
}

fn all(drafts: &[DutyVersion]) -> Vec<&DutyVersion> {
    drafts.iter().collect()
}

fn stages(versions: &[Version]) -> Vec<(Stage, &str)> {
    versions.iter().map(|one| (one.stage, one.code.as_str())).collect()
}

/// The field, the rule, and the entry that is named.
fn named<T: std::fmt::Debug>(answer: Result<T, ApiError>) -> (String, String, String) {
    let error = answer.unwrap_err();
    (error.field.clone().unwrap_or_default(), error.arg("rule").to_owned(), error.arg("name").to_owned())
}

fn why(rule: &str, code: &str) -> (String, String, String) {
    ("drafts".to_owned(), rule.to_owned(), format!("权责{code}"))
}

testkit::on_both! {
    async fn a_set_is_handed_in_and_accepted_whole_or_not_at_all(scratch) {
        let office = Office::new(&scratch).await;
        let drafts = office.drafted(&["T-1", "T-2", "T-3"]).await;
        let set = SubmitDrafts { drafts: chosen(&all(&drafts)), opinion: "请予受理".to_owned() };
        let submitted = office.by(office.town_admin, set).await.unwrap().versions;
        assert_eq!(stages(&submitted), [(Stage::Proposed, "T-1"), (Stage::Proposed, "T-2"), (Stage::Proposed, "T-3")], "as they were chosen");
        let proposed = office.again(&drafts).await;
        assert!(proposed.iter().all(|one| one.opinions.last().unwrap().opinion == "请予受理"), "one word to each");
        let late = office.drafted(&["T-4"]).await;
        let before = office.stand(&proposed).await;
        // One that is not handed in yet, one that was read before it was, one twice: the others stay where they are.
        let accept = |drafts: &[&DutyVersion]| office.by(office.admin, Office::accepting(drafts, Verdict::Approve, ""));
        assert_eq!(named(accept(&[&proposed[0], &late[0], &proposed[1]]).await), why("duty_stage", "T-4"));
        let stale = accept(&[&proposed[0], &drafts[1]]).await.unwrap_err();
        assert_eq!((stale.code, stale.arg("name")), (ErrorCode::Conflict, "权责T-2"));
        assert_eq!(named(accept(&[&proposed[0], &proposed[2], &proposed[0]]).await), why("duty_set_twice", "T-1"));
        assert_eq!(office.stand(&proposed).await, before);
        let accepted = accept(&all(&proposed)).await.unwrap().versions;
        assert!(accepted.iter().all(|one| one.stage == Stage::Review && one.step == "编办审核"));
        // Refusing asks for a reason, and is said of each.
        office.by(office.town_admin, Office::submitting(&all(&late))).await.unwrap();
        let late = office.again(&late).await;
        let refuse = |words: &str| office.by(office.admin, Office::accepting(&[&late[0]], Verdict::Refuse, words));
        assert_eq!(named(refuse("").await).1, "too_short");
        assert_eq!(stages(&refuse("不属镇职责").await.unwrap().versions), [(Stage::Refused, "T-4")]);
    }

    async fn of_a_set_each_is_asked_about_by_four_eyes(scratch) {
        let office = Office::new(&scratch).await;
        let drafts = office.drafted(&["T-1", "T-2"]).await;
        office.by(office.town_admin, Office::submitting(&all(&drafts))).await.unwrap();
        let drafts = office.again(&drafts).await;
        office.by(office.admin, Office::accepting(&all(&drafts), Verdict::Approve, "")).await.unwrap();
        // The first reviewer has written one himself, by a second role.
        let reviewer = office.reviewers[0];
        let (from, body) = (office.today(), None);
        let give = api::account::GiveGrant { account: reviewer, role: Role::CatalogueAdmin, place: office.district, body, from, until: None };
        office.desk.operate(give).await.unwrap();
        let own = office.draft(reviewer, None, office.fields("T-9")).await;
        let own = office.submit(reviewer, &own).await;
        let mut set = office.again(&drafts).await;
        set.push(own);
        let before = office.stand(&set).await;
        let review = |who, drafts: &[&DutyVersion], verdict, opinion: &str| {
            office.by(who, ReviewDrafts { drafts: chosen(drafts), verdict, opinion: opinion.to_owned() })
        };
        assert_eq!(named(review(reviewer, &all(&set), Verdict::Approve, "同意").await), why("duty_own", "T-9"));
        assert_eq!(office.stand(&set).await, before, "one of a set that is refused stops all of it");
        let taken = review(reviewer, &[&set[1], &set[0]], Verdict::Approve, "同意").await.unwrap().versions;
        assert_eq!(taken.iter().map(|one| (one.code.as_str(), one.step.as_str())).collect::<Vec<_>>(), [("T-2", "司法局合法性审查"), ("T-1", "司法局合法性审查")]);
        assert!(taken.iter().all(|one| one.may.is_empty()), "he has taken his step");
        let set = office.again(&set).await;
        assert_eq!(named(review(reviewer, &[&set[0]], Verdict::Approve, "").await), why("duty_twice", "T-1"));
        // Steps of one set may differ; each is entered with its own.
        let second = office.reviewers[1];
        let returned = review(second, &all(&set), Verdict::Return, "依据已失效").await.unwrap().versions;
        assert!(returned.iter().all(|one| one.stage == Stage::Draft && one.round == 2));
        let said = office.again(&set).await.into_iter().map(|one| one.opinions.last().unwrap().step.clone()).collect::<Vec<_>>();
        assert_eq!(said, ["司法局合法性审查", "司法局合法性审查", "编办审核"]);
    }

    async fn a_set_has_only_what_one_may_move_and_an_end(scratch) {
        let office = Office::new(&scratch).await;
        let drafts = office.drafted(&["T-1", "T-2"]).await;
        let elsewhere = office.desk.place("太平镇").await;
        let (other, _) = newcomer(&office.desk, "other", Some((Role::TownAdmin, elsewhere))).await;
        let fields = domain::duty::DutyFields { place: Some(elsewhere), ..office.fields("T-3") };
        let theirs = office.draft(other, None, fields).await;
        let before = office.stand(&drafts).await;
        let refused = office.by(office.town_admin, Office::submitting(&[&drafts[0], &theirs, &drafts[1]])).await;
        assert_eq!(code(refused), ErrorCode::NotFound, "another town's is not known of");
        // A reviewer knows of drafts, but hands none in.
        let refused = office.by(office.reviewers[0], Office::submitting(&[&drafts[0]])).await;
        assert_eq!(code(refused), ErrorCode::NotPermitted);
        assert_eq!(office.stand(&drafts).await, before);
        for n in [0, SET_LIMIT + 1] {
            let drafts = vec![Chosen { draft: drafts[0].head.id, version: 1 }; n];
            assert_eq!(named(office.by(office.town_admin, SubmitDrafts { drafts, opinion: String::new() }).await).1, "range");
        }
    }
}
