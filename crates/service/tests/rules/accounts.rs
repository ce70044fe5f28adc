//! Accounts and grants.

use crate::{account_named, account_of, code, invalid, newcomer, told};
use api::ErrorCode;
use api::account::{Create, EndGrant, GiveGrant, Invite, List, ListForGrants, SetClosed};
use domain::account::{AccountId, AccountState, Role};
use domain::body::BodyId;
use domain::place::PlaceId;
use jiff::civil::{Date, date};
use testkit::Desk;

fn give(account: AccountId, role: Role, place: PlaceId) -> GiveGrant {
    GiveGrant { account, role, place, body: None, from: date(2026, 11, 23), until: None }
}

fn rule(field: &str, rule: &str) -> (String, String) {
    (field.to_owned(), rule.to_owned())
}

testkit::on_both! {
    async fn accounts_are_made_and_listed(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::SystemAdmin).await;
        let create = |login: &str, name: &str| Create { login: login.to_owned(), name: name.to_owned() };
        let made = desk.call(create(" Li.Si ", " 李四 ")).await.unwrap();
        assert_eq!(made.until, desk.service.now().plus_seconds(7 * 86_400));
        let stored = account_named(&desk, "li.si").await;
        assert_eq!((stored.id, stored.name.as_str(), stored.state, stored.version, stored.grants.len()), (made.account, "李四", AccountState::Invited, 1, 0));
        assert_eq!(invalid(desk.call(create("li.si", "另一个")).await), rule("login", "taken"));
        assert_eq!(invalid(desk.call(create("<b>", "李四")).await), rule("login", "login"));
        assert_eq!(invalid(desk.call(create("wang.wu", " ")).await), rule("name", "length"));
        assert_eq!(desk.call(List {}).await.unwrap().accounts.len(), 13);
        let mut security = desk.another();
        security.enter(Role::SecurityAdmin).await;
        assert_eq!(security.call(ListForGrants {}).await.unwrap().accounts.len(), 13);
        assert_eq!(code(security.call(List {}).await), ErrorCode::NotPermitted);
        // Names are personal: the audit entry holds them in its erasable part only.
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM audit WHERE subject LIKE '%李四%' OR subject LIKE '%li.si%'").await, [0]);
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM audit_values WHERE body LIKE '%李四%'").await, [1]);
    }

    async fn closing_needs_the_version_that_was_read(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::SystemAdmin).await;
        let leader = account_of(&desk, Role::Leader).await;
        let close = |closed, version| SetClosed { account: leader.id, closed, version };
        desk.call(close(true, 1)).await.unwrap();
        let error = desk.call(close(true, 1)).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::Conflict);
        let current: api::account::Account = serde_json::from_str(error.arg("current")).unwrap();
        assert_eq!((current.state, current.version, current.grants.len()), (AccountState::Closed, 2, 1));
        desk.call(close(false, 2)).await.unwrap();
        assert_eq!(account_of(&desk, Role::Leader).await.state, AccountState::Invited, "without a password it waits for enrolment");
        let unknown = SetClosed { account: AccountId(uuid::Uuid::nil()), closed: true, version: 1 };
        assert_eq!(code(desk.call(unknown).await), ErrorCode::NotFound);
    }

    async fn nobody_closes_himself_or_the_last_custodian(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::SystemAdmin).await;
        let own = account_of(&desk, Role::SystemAdmin).await;
        let close = |a: &api::account::Account| SetClosed { account: a.id, closed: true, version: a.version };
        assert_eq!(invalid(desk.call(close(&own)).await), rule("account", "self"));
        assert_eq!(invalid(desk.call(Invite { account: own.id }).await), rule("account", "self"));
        let security = account_of(&desk, Role::SecurityAdmin).await;
        assert_eq!(invalid(desk.call(close(&security)).await), rule("account", "last_of_role"));
        let mut giver = desk.another();
        giver.enter(Role::SecurityAdmin).await;
        for account in [&own, &security] {
            assert_eq!(invalid(giver.call(EndGrant { grant: account.grants[0].grant.id }).await), rule("grant", "last_of_role"));
        }
        // Somebody who has not enrolled yet, or whose grant has a last day, is no replacement.
        let district = desk.place("麻章区").await;
        let (second, one_time) = newcomer(&desk, "second", None).await;
        giver.call(GiveGrant { until: Some(date(2027, 1, 1)), ..give(second, Role::SecurityAdmin, district) }).await.unwrap();
        assert_eq!(invalid(desk.call(close(&security)).await), rule("account", "last_of_role"));
        let enrol = api::session::Enrol { login: "second".to_owned(), code: one_time, password: crate::PASSWORD.to_owned() };
        desk.another().call(enrol).await.unwrap();
        assert_eq!(invalid(desk.call(close(&security)).await), rule("account", "last_of_role"));
        giver.call(GiveGrant { from: date(2026, 1, 1), ..give(second, Role::SecurityAdmin, district) }).await.unwrap_err();
        giver.call(EndGrant { grant: account_named(&desk, "second").await.grants[0].grant.id }).await.unwrap();
        giver.call(give(second, Role::SecurityAdmin, district)).await.unwrap();
        desk.call(close(&security)).await.unwrap();
        assert_eq!(code(giver.call(ListForGrants {}).await), ErrorCode::SessionEnded);
    }

    async fn an_invitation_starts_over(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        let (account, first) = newcomer(&desk, "li.si", None).await;
        let enrol = |code: &str| api::session::Enrol { login: "li.si".to_owned(), code: code.to_owned(), password: crate::PASSWORD.to_owned() };
        let mut person = desk.another();
        person.call(enrol(&first)).await.unwrap();
        desk.enter(Role::SystemAdmin).await;
        let second = desk.call(Invite { account }).await.unwrap();
        assert_eq!(code(person.call(api::place::Tree {}).await), ErrorCode::SessionEnded);
        let open = api::session::Open { login: "li.si".to_owned(), password: crate::PASSWORD.to_owned() };
        assert_eq!(code(person.call(open).await), ErrorCode::WrongCredentials);
        let third = desk.call(Invite { account }).await.unwrap();
        assert_eq!(code(person.call(enrol(&second.code)).await), ErrorCode::WrongCode, "the newest code counts");
        person.call(enrol(&third.code)).await.unwrap();
        let stored = account_named(&desk, "li.si").await;
        desk.call(SetClosed { account, closed: true, version: stored.version }).await.unwrap();
        assert_eq!(invalid(desk.call(Invite { account }).await), rule("account", "closed"));
    }

    async fn grants_are_checked(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::SecurityAdmin).await;
        let (district, town) = (desk.place("麻章区").await, desk.place("太平镇").await);
        let (account, _) = newcomer(&desk, "li.si", None).await;
        let body = desk.operate(api::body::List {}).await.unwrap().bodies[0].id;
        let handler = |body: Option<BodyId>| GiveGrant { body, ..give(account, Role::DepartmentHandler, district) };
        assert_eq!(invalid(desk.call(handler(None)).await), rule("body", "required"));
        assert_eq!(code(desk.call(handler(Some(BodyId(99)))).await), ErrorCode::NotFound);
        desk.call(handler(Some(body))).await.unwrap();
        assert_eq!(invalid(desk.call(handler(Some(body))).await), rule("role", "held"));
        // A second body at a place where he acts for one already, above or below.
        let second = desk.operate(api::body::Save { id: None, code: None, name: "区水务局".into(), place: district, active: true, version: 0 }).await.unwrap().id;
        for place in [district, town] {
            let another = GiveGrant { place, ..handler(Some(second)) };
            assert_eq!(invalid(desk.call(another).await), rule("body", "another_body"));
        }
        let days = |from: Date, until: Option<Date>| GiveGrant { from, until, ..give(account, Role::Leader, town) };
        assert_eq!(invalid(desk.call(days(date(2026, 12, 2), Some(date(2026, 12, 1)))).await), rule("until", "before_from"));
        assert_eq!(invalid(desk.call(days(date(2026, 1, 1), Some(date(2026, 11, 22)))).await), rule("until", "past"));
        assert_eq!(code(desk.call(give(account, Role::Leader, PlaceId(9_999))).await), ErrorCode::NotFound);
        assert_eq!(invalid(desk.call(give(account, Role::SystemAdmin, town)).await), rule("place", "district_only"));
        assert_eq!(code(desk.call(give(AccountId(uuid::Uuid::nil()), Role::Leader, town)).await), ErrorCode::NotFound);
        let own = account_of(&desk, Role::SecurityAdmin).await;
        assert_eq!(invalid(desk.call(give(own.id, Role::SecurityAdmin, district)).await), rule("account", "self"));

        let clash = desk.call(give(account, Role::SecurityAuditor, district)).await.unwrap_err();
        assert_eq!((clash.code, clash.arg("held"), clash.arg("rule")), (ErrorCode::RolesExclude, "department_handler", "business"));
        let clash = desk.call(give(account, Role::BusinessAuditor, district)).await.unwrap_err();
        assert_eq!((clash.code, clash.arg("rule")), (ErrorCode::RolesExclude, "auditor"));
        let system = account_of(&desk, Role::SystemAdmin).await;
        let clash = desk.call(give(system.id, Role::SecurityAuditor, district)).await.unwrap_err();
        assert_eq!((clash.code, clash.arg("rule")), (ErrorCode::RolesExclude, "custodians"));

        // Roles exclude each other while both hold; one after the other is a change of office.
        let (other, _) = newcomer(&desk, "wang.wu", None).await;
        desk.call(GiveGrant { until: Some(date(2026, 12, 31)), ..give(other, Role::Inspector, district) }).await.unwrap();
        assert_eq!(told(desk.call(give(other, Role::BusinessAuditor, district)).await).0, ErrorCode::RolesExclude);
        desk.call(GiveGrant { from: date(2027, 1, 1), ..give(other, Role::BusinessAuditor, district) }).await.unwrap();
        let shown = account_named(&desk, "wang.wu").await.grants;
        assert_eq!(shown.iter().map(|g| (g.grant.role, g.given_by.as_deref(), g.ended)).collect::<Vec<_>>(),
            [(Role::Inspector, Some("演示安全保密管理员"), false), (Role::BusinessAuditor, Some("演示安全保密管理员"), false)]);
    }

    async fn a_grant_works_from_the_next_call(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::SecurityAdmin).await;
        let (town, elsewhere) = (desk.place("太平镇").await, desk.place("麻章镇").await);
        let (account, one_time) = newcomer(&desk, "li.si", None).await;
        let mut person = desk.another();
        person.call(api::session::Enrol { login: "li.si".to_owned(), code: one_time, password: crate::PASSWORD.to_owned() }).await.unwrap();
        let points = |place| api::point::List { place };
        assert_eq!(code(person.call(points(town)).await), ErrorCode::NotFound, "signed in, but without any place");
        desk.call(give(account, Role::TownAdmin, town)).await.unwrap();
        person.call(points(town)).await.unwrap();
        assert_eq!(code(person.call(points(elsewhere)).await), ErrorCode::NotFound);
        let grant = account_named(&desk, "li.si").await.grants[0].grant.id;
        desk.call(EndGrant { grant }).await.unwrap();
        assert_eq!(code(person.call(points(town)).await), ErrorCode::NotFound);
        assert_eq!(code(person.call(api::overview::Summary { place: town, period: domain::period::Preset::LastWeek.period(date(2026, 11, 22)), basis: domain::change::Basis::Now }).await), ErrorCode::NotPermitted);
        assert_eq!(code(desk.call(EndGrant { grant }).await), ErrorCode::NotFound, "it has ended");
        assert!(account_named(&desk, "li.si").await.grants[0].ended);

        desk.call(GiveGrant { from: date(2026, 11, 24), until: Some(date(2026, 11, 24)), ..give(account, Role::TownAdmin, town) }).await.unwrap();
        assert_eq!(code(person.call(points(town)).await), ErrorCode::NotFound, "not yet");
        for _ in 0..36 { desk.clock.advance(25 * 60); person.call(api::session::Show {}).await.unwrap(); }
        assert_eq!(desk.service.now().day(), date(2026, 11, 24));
        person.call(points(town)).await.unwrap();
        for _ in 0..58 { desk.clock.advance(25 * 60); person.call(api::session::Show {}).await.unwrap(); }
        assert_eq!(desk.service.now().day(), date(2026, 11, 25));
        assert_eq!(code(person.call(points(town)).await), ErrorCode::NotFound, "no more");
    }

    async fn refusals_are_audited(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::Leader).await;
        assert_eq!(code(desk.call(List {}).await), ErrorCode::NotPermitted);
        assert_eq!(scratch.texts("SELECT who || ' ' || operation FROM audit WHERE outcome = 'refused'").await, ["演示领导 account.list"]);
    }
}
