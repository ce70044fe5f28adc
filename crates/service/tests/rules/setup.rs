//! The first run.

use crate::{PASSWORD, account_named, code, invalid};
use api::ErrorCode;
use api::session::{DatabaseKind, Enrol, Enter, Show};
use api::setup::{Finish, Invitee};
use domain::account::{AccountState, Role};
use testkit::Desk;

fn invitee(login: &str, name: &str) -> Invitee {
    Invitee { login: login.to_owned(), name: name.to_owned() }
}

fn finish() -> Finish {
    Finish {
        kind: DatabaseKind::Real,
        system_admin: invitee("zhang.san", "张三"),
        password: PASSWORD.to_owned(),
        security_admin: invitee("li.si", "李四"),
        security_auditor: invitee("wang.wu", "王五"),
    }
}

testkit::on_both! {
    async fn three_persons_begin(scratch) {
        let mut desk = Desk::new(&scratch).await;
        let done = desk.call(finish()).await.unwrap();
        let person = done.state.person.unwrap();
        assert_eq!((done.state.kind, person.login.as_str(), person.grants[0].grant.role), (Some(DatabaseKind::Real), "zhang.san", Role::SystemAdmin));
        assert_eq!(desk.call(Show {}).await.unwrap().person.unwrap().name, "张三");
        assert_eq!(desk.service.kind().await.unwrap(), Some(DatabaseKind::Real));
        for (login, one_time, role) in [("li.si", &done.security_admin_code, Role::SecurityAdmin), ("wang.wu", &done.security_auditor_code, Role::SecurityAuditor)] {
            assert_eq!(account_named(&desk, login).await.state, AccountState::Invited);
            let mut other = desk.another();
            let state = other.call(Enrol { login: login.to_owned(), code: one_time.clone(), password: PASSWORD.to_owned() }).await.unwrap();
            assert_eq!(state.person.unwrap().grants[0].grant.role, role);
        }
        let mut late = desk.another();
        assert_eq!(code(late.call(finish()).await), ErrorCode::AlreadySetUp, "once");
        assert_eq!(code(late.call(Enter { role: Role::Leader }).await), ErrorCode::DemoOnly);
        assert_eq!(code(desk.service.create_demo(DatabaseKind::Demo).await), ErrorCode::AlreadySetUp);
        assert_eq!(code(desk.service.init(DatabaseKind::Real).await), ErrorCode::AlreadySetUp);
    }

    async fn they_are_three_and_the_password_is_good(scratch) {
        let mut desk = Desk::new(&scratch).await;
        let wrong = |change: fn(&mut Finish)| {
            let mut request = finish();
            change(&mut request);
            request
        };
        let rule = |field: &str, rule: &str| (field.to_owned(), rule.to_owned());
        assert_eq!(invalid(desk.call(wrong(|f| f.security_admin.login = "Zhang.San".to_owned())).await), rule("security_admin", "same_person"));
        assert_eq!(invalid(desk.call(wrong(|f| f.security_auditor.name = "李四".to_owned())).await), rule("security_auditor", "same_person"));
        assert_eq!(invalid(desk.call(wrong(|f| f.security_auditor.login = "x".to_owned())).await), rule("security_auditor.login", "login"));
        assert_eq!(invalid(desk.call(wrong(|f| f.system_admin.name = String::new())).await), rule("system_admin.name", "length"));
        assert_eq!(invalid(desk.call(wrong(|f| f.password = "zhangsan2026".to_owned())).await), rule("password", "too_weak"));
        assert_eq!(invalid(desk.call(wrong(|f| f.kind = DatabaseKind::Demo)).await), rule("kind", "made_by_tool"));
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM account").await, [0]);
        desk.call(finish()).await.unwrap();
    }

    async fn the_command_line_may_have_decided_the_kind(scratch) {
        let mut desk = Desk::new(&scratch).await;
        desk.service.init(DatabaseKind::Rehearsal).await.unwrap();
        desk.service.init(DatabaseKind::Rehearsal).await.unwrap();
        assert_eq!(invalid(desk.service.init(DatabaseKind::Real).await), ("kind".to_owned(), "already_set".to_owned()));
        assert_eq!(code(desk.service.create_demo(DatabaseKind::Demo).await), ErrorCode::AlreadySetUp);
        assert_eq!(desk.call(Show {}).await.unwrap().kind, None, "nobody is there yet");
        assert_eq!(invalid(desk.call(finish()).await), ("kind".to_owned(), "already_set".to_owned()));
        desk.call(Finish { kind: DatabaseKind::Rehearsal, ..finish() }).await.unwrap();
        assert_eq!(desk.call(Show {}).await.unwrap().kind, Some(DatabaseKind::Rehearsal));
    }

    async fn two_first_runs_at_once_make_one(scratch) {
        let desk = Desk::new(&scratch).await;
        let (mut one, mut two) = (desk.another(), desk.another());
        let (first, second) = tokio::join!(one.call(finish()), two.call(finish()));
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1, "{first:?} {second:?}");
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM account").await, [3]);
    }
}
