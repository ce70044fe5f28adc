//! Signing in, locking out, idling out, enrolling.

use crate::{PASSWORD, account_named, code, invalid, newcomer, told};
use ErrorCode::{LockedOut, WrongCredentials};
use api::session::{ChangePassword, Close, Enrol, Enter, JudgePassword, Open, SavePreference, Show};
use api::{ApiError, ErrorCode, Permission};
use domain::account::Role;
use domain::time::Clock;
use jiff::civil::date;
use testkit::Desk;

fn open(login: &str, password: &str) -> Open {
    Open { login: login.to_owned(), password: password.to_owned() }
}

fn enrol(login: &str, code: &str) -> Enrol {
    Enrol { login: login.to_owned(), code: code.to_owned(), password: PASSWORD.to_owned() }
}

/// A desk at a demonstration where `li.si` is a leader of the district with a password.
async fn with_person(scratch: &testkit::Scratch) -> Desk {
    let mut desk = Desk::demo(scratch).await;
    let district = desk.place("麻章区").await;
    let (_, one_time) = newcomer(&desk, "li.si", Some((Role::Leader, district))).await;
    desk.call(enrol("li.si", &one_time)).await.unwrap();
    desk.call(Close {}).await.unwrap();
    assert!(desk.token.is_none());
    desk
}

fn left(error: &ApiError) -> (ErrorCode, String) {
    (error.code, format!("{}{}", error.arg("left"), error.arg("seconds")))
}

testkit::on_both! {
    async fn entering_needs_a_demonstration(scratch) {
        let mut desk = Desk::new(&scratch).await;
        assert_eq!(code(desk.call(Enter { role: Role::Leader }).await), ErrorCode::SetupNeeded);
        assert_eq!(desk.call(Show {}).await.unwrap().kind, None);
        desk.service.create_demo(api::session::DatabaseKind::Demo).await.unwrap();
        let state = desk.call(Enter { role: Role::TownAdmin }).await.unwrap();
        let person = state.person.unwrap();
        assert_eq!((person.login.as_str(), person.name.as_str()), ("town_admin", "演示镇管理员"));
        assert_eq!(person.home, desk.place("麻章镇").await);
        assert_eq!(person.grants[0].place_name, "麻章镇");
        assert!(person.permissions.contains(&Permission::Points) && !person.permissions.contains(&Permission::Accounts));
        let shown = desk.call(Show {}).await.unwrap();
        assert_eq!(shown.person.unwrap(), person);
        assert_eq!((shown.kind, shown.today, shown.cutoff, shown.cutoff_fixed), (state.kind, date(2026, 11, 23), date(2026, 11, 23), false));
        assert_eq!(code(desk.service.create_demo(api::session::DatabaseKind::Demo).await), ErrorCode::AlreadySetUp);
    }

    async fn every_role_can_be_entered(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        for role in Role::ALL {
            let person = desk.call(Enter { role }).await.unwrap().person.unwrap();
            assert_eq!(person.grants.len(), 1);
            assert_eq!((person.grants[0].grant.role, person.grants[0].grant.body.is_some()), (role, role.needs_body()));
        }
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM session WHERE closed_at IS NULL").await, [1], "a door holds one session");
    }

    async fn a_password_opens_a_session(scratch) {
        let mut desk = with_person(&scratch).await;
        assert_eq!(code(desk.call(api::place::Tree {}).await), ErrorCode::SignInNeeded);
        let person = desk.call(open(" Li.Si ", PASSWORD)).await.unwrap().person.unwrap();
        assert_eq!((person.name.as_str(), person.grants.len()), ("li.si的人", 1));
        assert_eq!(desk.call(api::place::Tree {}).await.unwrap().places.len(), 105);
        desk.call(Close {}).await.unwrap();
        assert_eq!(code(desk.call(api::place::Tree {}).await), ErrorCode::SignInNeeded);
    }

    async fn failures_lock_with_back_off(scratch) {
        let mut desk = with_person(&scratch).await;
        let mut seen = Vec::new();
        for _ in 0..6 {
            seen.push(left(&desk.call(open("li.si", "wrong-wrong-wrong")).await.unwrap_err()));
        }
        let expected = [(WrongCredentials, "4"), (WrongCredentials, "3"), (WrongCredentials, "2"), (WrongCredentials, "1"), (LockedOut, "60"), (LockedOut, "60")];
        assert_eq!(seen, expected.map(|(c, s)| (c, s.to_owned())));
        // The right password does not help while it is locked, and the lock is kept.
        desk.clock.advance(59);
        assert_eq!(left(&desk.call(open("li.si", PASSWORD)).await.unwrap_err()), (LockedOut, "1".to_owned()));
        assert!(account_named(&desk, "li.si").await.locked_until.is_some());
        desk.clock.advance(1);
        assert_eq!(left(&desk.call(open("li.si", "wrong-wrong-wrong")).await.unwrap_err()), (LockedOut, "120".to_owned()));
        desk.clock.advance(120);
        desk.call(open("li.si", PASSWORD)).await.unwrap();
        assert_eq!(left(&desk.call(open("li.si", "wrong-wrong-wrong")).await.unwrap_err()), (WrongCredentials, "4".to_owned()), "success forgets failures");
    }

    async fn unknown_names_are_answered_like_known_ones(scratch) {
        let mut desk = with_person(&scratch).await;
        let mut answers = Vec::new();
        for login in ["li.si", "who-is-that", "leader"] {
            let mut these = Vec::new();
            for _ in 0..6 {
                these.push(left(&desk.call(open(login, "wrong-wrong-wrong")).await.unwrap_err()));
            }
            answers.push(these);
        }
        assert!(answers.iter().all(|a| *a == answers[0]), "{answers:?}");
    }

    async fn failures_are_audited_without_secrets(scratch) {
        let mut desk = with_person(&scratch).await;
        let typed = "my-secret-typed-into-the-name";
        desk.call(open(typed, "another-secret")).await.unwrap_err();
        desk.call(open("li.si", "another-secret")).await.unwrap_err();
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM audit WHERE operation = 'session.open' AND outcome = 'failed'").await, [2]);
        let everything = scratch.texts("SELECT subject || operation || who FROM audit UNION ALL SELECT body FROM audit_values UNION ALL SELECT value FROM meta UNION ALL SELECT reply FROM request_done").await;
        for secret in [typed, "another-secret", PASSWORD] {
            assert!(!everything.iter().any(|text| text.contains(secret)), "{secret}");
        }
    }

    async fn idle_sessions_end(scratch) {
        let mut desk = with_person(&scratch).await;
        desk.call(open("li.si", PASSWORD)).await.unwrap();
        for _ in 0..4 {
            desk.clock.advance(29 * 60);
            desk.call(api::place::Tree {}).await.unwrap();
        }
        desk.clock.advance(30 * 60 + 1);
        assert_eq!(code(desk.call(api::place::Tree {}).await), ErrorCode::SessionEnded);
        assert!(desk.token.is_none(), "the door forgets it");
        assert_eq!(code(desk.call(api::place::Tree {}).await), ErrorCode::SignInNeeded);
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM audit WHERE operation = 'session.idle'").await, [1]);
        // Whoever stands at the door is told who he is not, instead of an error.
        desk.call(open("li.si", PASSWORD)).await.unwrap();
        desk.clock.advance(31 * 60);
        assert_eq!(desk.call(Show {}).await.unwrap().person, None);
    }

    async fn tokens_and_codes_are_nowhere_in_clear(scratch) {
        let mut desk = with_person(&scratch).await;
        let (_, one_time) = newcomer(&desk, "wang.wu", None).await;
        desk.call(open("li.si", PASSWORD)).await.unwrap();
        desk.service.close().await;
        let texts = scratch.texts(
            "SELECT COALESCE(password_hash, '') FROM account UNION ALL SELECT reply FROM request_done
             UNION ALL SELECT body FROM audit_values UNION ALL SELECT value FROM meta UNION ALL SELECT subject FROM audit",
        ).await;
        let plain = one_time.replace('-', "");
        for secret in [one_time.as_str(), plain.as_str(), PASSWORD] {
            assert!(!texts.iter().any(|t| t.contains(secret)));
        }
        assert!(texts.iter().any(|t| t.starts_with("$argon2id$")));
        if scratch.url().is_none() {
            // Not a trace of it in the bytes of the files either.
            for entry in std::fs::read_dir(scratch.folder()).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    let bytes = std::fs::read(&path).unwrap();
                    for secret in [one_time.as_bytes(), plain.as_bytes(), PASSWORD.as_bytes()] {
                        assert!(!bytes.windows(secret.len()).any(|w| w == secret), "{}", path.display());
                    }
                }
            }
        }
        // Hashes of 32 bytes are all that is kept of tokens and codes.
        let length = if scratch.url().is_some() { "octet_length" } else { "length" };
        let lengths = scratch.numbers(&format!("SELECT CAST({length}(token_hash) AS BIGINT) FROM session UNION ALL SELECT CAST({length}(code_hash) AS BIGINT) FROM enrolment")).await;
        assert!(!lengths.is_empty() && lengths.iter().all(|l| *l == 32));
    }

    async fn a_code_is_used_once_and_for_a_week(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        let (_, one_time) = newcomer(&desk, "wang.wu", None).await;
        assert_eq!(told(desk.call(Enrol { password: "mazhang2024".to_owned(), ..enrol("wang.wu", &one_time) }).await),
            (ErrorCode::Invalid, "password".to_owned(), "too_weak".to_owned()), "a weak password does not use the code up");
        assert_eq!(code(desk.call(enrol("wang.wu", "AAAA-BBBB-CCCC")).await), ErrorCode::WrongCode);
        assert_eq!(code(desk.call(enrol("leader", &one_time)).await), ErrorCode::WrongCode, "it is for one account");
        let state = desk.call(enrol("wang.wu", &one_time.to_lowercase())).await.unwrap();
        assert_eq!(state.person.unwrap().grants, []);
        assert_eq!(code(desk.call(enrol("wang.wu", &one_time)).await), ErrorCode::WrongCode);

        let (_, late) = newcomer(&desk, "zhao.liu", None).await;
        desk.clock.advance(7 * 86_400);
        assert_eq!(code(desk.call(enrol("zhao.liu", &late)).await), ErrorCode::WrongCode);
        for _ in 0..3 {
            assert_eq!(code(desk.call(enrol("zhao.liu", &late)).await), ErrorCode::WrongCode);
        }
        assert_eq!(code(desk.call(enrol("zhao.liu", &late)).await), ErrorCode::LockedOut, "codes can't be tried on and on");
    }

    async fn a_password_is_changed_by_its_owner(scratch) {
        let mut desk = with_person(&scratch).await;
        desk.call(open("li.si", PASSWORD)).await.unwrap();
        let mut other = desk.another();
        other.call(open("li.si", PASSWORD)).await.unwrap();
        let change = |old: &str, new: &str| ChangePassword { old: old.to_owned(), new: new.to_owned() };
        assert_eq!(code(desk.call(change("wrong-wrong-wrong", "granite-7-violin-dusk")).await), ErrorCode::WrongCredentials);
        assert_eq!(invalid(desk.call(change(PASSWORD, PASSWORD)).await), ("new".to_owned(), "same".to_owned()));
        assert_eq!(invalid(desk.call(change(PASSWORD, "li.si-li.si")).await), ("new".to_owned(), "too_weak".to_owned()));
        assert_eq!(invalid(desk.call(change(PASSWORD, "short")).await), ("new".to_owned(), "too_short".to_owned()));
        desk.call(change(PASSWORD, "granite-7-violin-dusk")).await.unwrap();
        desk.call(api::place::Tree {}).await.unwrap();
        assert_eq!(code(other.call(api::place::Tree {}).await), ErrorCode::SessionEnded, "other sessions end");
        assert_eq!(code(other.call(open("li.si", PASSWORD)).await), ErrorCode::WrongCredentials);
        other.call(open("li.si", "granite-7-violin-dusk")).await.unwrap();
    }

    async fn passwords_are_judged_with_local_words(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        let judge = |password: &str| JudgePassword { password: password.to_owned(), words: vec!["wangwu".to_owned(), "王五".to_owned()] };
        for weak in ["yangcundong1", "洋村东村委会2024", "wangwu20261123", "huguangzhen88", "zhanjiang2026"] {
            assert!(!desk.call(judge(weak)).await.unwrap().accepted, "{weak}");
        }
        assert_eq!(desk.call(judge("wW3#")).await.unwrap().rule.as_deref(), Some("too_short"));
        assert_eq!(desk.call(judge(&"长".repeat(129))).await.unwrap().rule.as_deref(), Some("too_long"));
        let good = desk.call(judge(PASSWORD)).await.unwrap();
        assert_eq!((good.accepted, good.rule), (true, None));
    }

    async fn tastes_are_kept(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        let save = |key: &str, value: &str| SavePreference { key: key.to_owned(), value: value.to_owned() };
        assert_eq!(code(desk.call(save("theme", "dark")).await), ErrorCode::SignInNeeded);
        desk.enter(Role::Leader).await;
        desk.call(save("theme", "dark")).await.unwrap();
        desk.call(save("theme", "light")).await.unwrap();
        desk.call(Close {}).await.unwrap();
        let state = desk.call(Enter { role: Role::Leader }).await.unwrap();
        assert_eq!(state.preferences.into_iter().collect::<Vec<_>>(), [("theme".to_owned(), "light".to_owned())]);
        assert_eq!(invalid(desk.call(save("", "x")).await).0, "key");
        assert_eq!(invalid(desk.call(save(&"k".repeat(65), "x")).await).0, "key");
        assert_eq!(invalid(desk.call(save("x", &"v".repeat(4_001))).await).0, "value");
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM audit WHERE operation = 'session.preference.save'").await, [0], "tastes are nobody's business");
    }

    async fn a_closed_account_is_out_at_once(scratch) {
        let mut desk = with_person(&scratch).await;
        desk.call(open("li.si", PASSWORD)).await.unwrap();
        let account = account_named(&desk, "li.si").await;
        assert_eq!(account.seen, Some(desk.clock.now()));
        desk.operate(api::account::SetClosed { account: account.id, closed: true, version: account.version }).await.unwrap();
        assert_eq!(code(desk.call(api::place::Tree {}).await), ErrorCode::SessionEnded);
        assert_eq!(code(desk.call(open("li.si", PASSWORD)).await), ErrorCode::WrongCredentials);
    }

    async fn a_repeated_request_writes_once(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let place = desk.place("麻章区").await;
        let save = || api::body::Save { id: None, code: None, name: "区民政局".to_owned(), place, active: true, version: 0 };
        let id = uuid::Uuid::now_v7();
        let first = desk.repeat(id, save()).await.unwrap();
        assert_eq!(desk.repeat(id, save()).await.unwrap(), first);
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM body WHERE name = '区民政局'").await, [1]);
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM audit WHERE operation = 'body.save'").await, [1]);
        assert_eq!(code(desk.repeat(id, api::place::SetCutoff { day: None }).await), ErrorCode::Malformed, "an id is for one request");
    }
}
