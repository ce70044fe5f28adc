//! 通知: who is told of what others did with matters and drafts, once, and who is not.

use crate::duties::{Office, chosen};
use crate::supervision::House;
use api::duty::{ReviewDrafts, Verdict};
use api::notice::{List, MarkRead, Notice, NoticeKind};
use api::page::PageAt;
use api::supervision::{IssueMatter, MatterShown, ReportMatter, ReviewMatter, SignMatter, UrgeMatters};
use domain::account::{AccountId, Role};
use domain::day::later;
use testkit::Desk;

/// What a person has been told of such things, the oldest first.
async fn notices(desk: &Desk, who: AccountId) -> Vec<Notice> {
    desk.service.sweep_now().await.unwrap();
    let listed = desk.service.run_for(who, List { unread_only: false, page: PageAt::First, limit: 100 }).await.unwrap();
    let of_these = [NoticeKind::MatterMoved, NoticeKind::MatterRed, NoticeKind::DutyDecided];
    listed.notices.into_iter().rev().filter(|notice| of_these.contains(&notice.kind)).collect()
}

fn arg<'n>(notice: &'n Notice, name: &str) -> &'n str {
    notice.args.get(name).map_or("", String::as_str)
}

/// The same of the drafts below; the demonstration has some of its own.
async fn decided(desk: &Desk, who: AccountId) -> Vec<Notice> {
    let all = notices(desk, who).await.into_iter();
    all.filter(|notice| notice.kind == NoticeKind::DutyDecided && arg(notice, "name").starts_with("权责T-")).collect()
}

impl House {
    /// What a person was told about a matter: acts, and `red`.
    async fn told_of(&self, who: AccountId, matter: &MatterShown) -> Vec<String> {
        let id = matter.row.id.0.to_string();
        let about = notices(&self.desk, who).await.into_iter().filter(|notice| arg(notice, "matter") == id);
        about.map(|notice| if notice.kind == NoticeKind::MatterRed { "red".to_owned() } else { arg(&notice, "act").to_owned() }).collect()
    }
}

testkit::on_both! {
    async fn of_a_matter_those_are_told_whom_it_concerns(scratch) {
        let house = House::new(&scratch).await;
        let elsewhere = house.desk.place("太平镇").await;
        let (stranger, _) = crate::newcomer(&house.desk, "taiping", Some((Role::TownAdmin, elsewhere))).await;
        let made = house.registered(house.fields("窗口排队")).await;
        assert!(house.told_of(house.department, &made).await.is_empty(), "it is not handed out");
        let issue = IssueMatter { id: made.row.id, words: String::new(), on: None, version: made.row.version };
        let issued = house.by(house.office, issue).await.unwrap();
        assert_eq!(house.told_of(house.department, &made).await, ["issued"]);
        for who in [house.office, house.leader, house.town_admin, stranger] {
            assert!(house.told_of(who, &made).await.is_empty(), "whoever did it, who asked for it, and others");
        }
        let signed = SignMatter { id: made.row.id, words: String::new(), version: issued.row.version };
        let signed = house.by(house.department, signed).await.unwrap();
        let again = notices(&house.desk, house.leader).await;
        assert_eq!((again.len(), arg(&again[0], "act"), arg(&again[0], "title")), (1, "signed", "窗口排队"));
        assert_eq!(arg(&again[0], "who"), arg(&notices(&house.desk, house.leader).await[0], "who"), "once, however often it is looked for");
        let chosen = api::supervision::ChosenMatter { id: made.row.id, version: signed.row.version };
        house.by(house.office, UrgeMatters { matters: vec![chosen], words: "周五前反馈".to_owned() }).await.unwrap();
        let urged = notices(&house.desk, house.department).await.pop().unwrap();
        assert_eq!((arg(&urged, "act"), arg(&urged, "words"), urged.read), ("urged", "周五前反馈", false));
        house.by(house.department, MarkRead { ids: vec![urged.id], until: None }).await.unwrap();
        assert!(notices(&house.desk, house.department).await.pop().unwrap().read);

        // Reported as done: the leader and every office have to know; the department of what becomes of it.
        let at = house.shown(made.row.id).await;
        let report = |version| ReportMatter {
            id: made.row.id, progress: "已增开窗口".to_owned(), problems: String::new(), steps: String::new(), done: true, on: None, version,
        };
        let at = house.by(house.department, report(at.row.version)).await.unwrap();
        assert_eq!(house.told_of(house.leader, &made).await, ["signed", "submitted_done"]);
        assert_eq!(house.told_of(house.office, &made).await, ["submitted_done"]);
        let review = |at: &MatterShown, passed, opinion: &str| ReviewMatter { id: made.row.id, passed, opinion: opinion.to_owned(), version: at.row.version };
        let at = house.by(house.office, review(&at, false, "没有照片")).await.unwrap();
        assert_eq!(house.told_of(house.office, &made).await, ["submitted_done"], "it was the office itself");
        assert_eq!(house.told_of(house.other_office, &made).await, ["submitted_done", "returned_matter"]);
        let at = house.by(house.department, report(at.row.version)).await.unwrap();
        house.by(house.office, review(&at, true, "同意")).await.unwrap();
        assert_eq!(house.told_of(house.department, &made).await, ["issued", "urged", "returned_matter", "passed"]);
        assert_eq!(house.told_of(house.leader, &made).await, ["signed", "submitted_done", "returned_matter", "submitted_done", "passed"]);
        assert!(house.told_of(stranger, &made).await.is_empty());
        // What happened before somebody came is no news to him.
        let (late, _) = crate::newcomer(&house.desk, "xinren", None).await;
        let (role, from) = (Role::DepartmentHandler, house.desk.service.now().day());
        let place = house.desk.place("麻章区").await;
        let give = api::account::GiveGrant { account: late, role, place, body: Some(house.body), from, until: None };
        house.desk.operate(give).await.unwrap();
        assert!(house.told_of(late, &made).await.is_empty());
    }

    async fn a_light_that_turns_red_is_told_once(scratch) {
        let house = House::new(&scratch).await;
        let at = house.in_hand(house.fields("窗口排队")).await;
        assert!(!house.told_of(house.department, &at).await.contains(&"red".to_owned()));
        let due = at.row.due.unwrap();
        house.desk.clock.set(later(due, 1).at(9, 0, 0, 0));
        let red = |told: Vec<String>| told.iter().filter(|one| *one == "red").count();
        for who in [house.department, house.leader, house.office] {
            assert_eq!(red(house.told_of(who, &at).await), 1);
            assert_eq!(red(house.told_of(who, &at).await), 1, "not told again");
        }
        assert_eq!(red(house.told_of(house.town_admin, &at).await), 0);
    }

    async fn an_author_is_told_what_became_of_drafts(scratch) {
        let office = Office::new(&scratch).await;
        let mut drafts = Vec::new();
        for code in ["T-1", "T-2", "T-3"] {
            let draft = office.draft(office.town_admin, None, office.fields(code)).await;
            drafts.push(office.submit(office.town_admin, &draft).await);
        }
        assert!(decided(&office.desk, office.town_admin).await.is_empty(), "what one did oneself is no news");
        let all: Vec<_> = drafts.iter().collect();
        let accepted = office.by(office.admin, Office::accepting(&all, Verdict::Approve, "")).await.unwrap().versions;
        let mut told = decided(&office.desk, office.town_admin).await;
        let set = told.pop().unwrap();
        assert!(told.is_empty(), "a set is told once");
        assert_eq!((set.kind, arg(&set, "act"), arg(&set, "n")), (NoticeKind::DutyDecided, "accepted", "3"));
        let one = office.shown(accepted[0].duty).await;
        let returned = ReviewDrafts { drafts: chosen(&[&one]), verdict: Verdict::Return, opinion: "依据已失效".to_owned() };
        office.by(office.reviewers[0], returned).await.unwrap();
        let told = decided(&office.desk, office.town_admin).await.pop().unwrap();
        assert_eq!((arg(&told, "act"), arg(&told, "n"), arg(&told, "words")), ("returned", "1", "依据已失效"));
        assert_eq!((arg(&told, "duty"), arg(&told, "version")), (one.head.duty.0.to_string().as_str(), one.head.id.0.to_string().as_str()));
        for who in [office.admin, office.reviewers[0]] {
            assert!(decided(&office.desk, who).await.is_empty());
        }
        // Whoever drafts no longer is not told what becomes of it.
        let grants = office.desk.operate(api::account::List {}).await.unwrap().accounts;
        let own = grants.into_iter().find(|account| account.id == office.town_admin).unwrap().grants;
        for grant in own.into_iter().filter(|grant| grant.grant.role == Role::TownAdmin) {
            office.desk.operate(api::account::EndGrant { grant: grant.grant.id }).await.unwrap();
        }
        let one = office.shown(accepted[1].duty).await;
        let returned = ReviewDrafts { drafts: chosen(&[&one]), verdict: Verdict::Return, opinion: "依据不足".to_owned() };
        office.by(office.reviewers[0], returned).await.unwrap();
        assert!(decided(&office.desk, office.town_admin).await.iter().all(|notice| arg(notice, "words") != "依据不足"));
    }
}
