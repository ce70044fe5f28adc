//! Personal data is erased when its term is over, leaves tombstones, and does not come back.

use super::{code, invalid};
use api::ErrorCode;
use api::erasure::{Now, Save, Show, Term};
use api::session::DatabaseKind;
use domain::account::Role;
use domain::retention::Kept;
use testkit::{Desk, Scratch};

const RATINGS: &str = "数据来源,评价编号,区划代码,事项名称,评价渠道,评价等级,评价时间,评价人姓名,评价人电话
窗口,old,440811001201,养老保险参保登记,2,5,2025-01-15 09:30:00,王小明,13800001234
窗口,new,440811001201,养老保险参保登记,2,1,2026-11-20 09:30:00,李小红,13900005678
窗口,bad,440811001201,养老保险参保登记,2,9,2026-11-20 09:30:00,陈小刚,13700009999
";

async fn imported(scratch: &Scratch, differing: domain::import::Differing) -> Desk {
    let mut desk = Desk::new(scratch).await;
    let code = scratch.texts("SELECT code FROM place_code WHERE code NOT LIKE '%000' ORDER BY code").await[0].clone();
    std::fs::write(scratch.file("ratings.csv"), RATINGS.replace("440811001201", &code)).unwrap();
    let file = desk.gives(&scratch.file("ratings.csv"));
    let start = api::import::Start {
        kind: domain::import::ImportKind::Ratings,
        file,
        source: None,
        taking: domain::import::Taking::Good,
        differing,
        extent: None,
        reading: Default::default(),
        compare_only: false,
    };
    let job = desk.run_with_files(start).await.unwrap();
    for _ in 0..1_000 {
        let job = desk.run_with_files(api::job::Show { job: job.id }).await.unwrap();
        if job.state.is_final() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    desk
}

async fn terms(desk: &Desk) -> Vec<Term> {
    desk.run_with_files(Show {}).await.unwrap().terms
}

fn of(terms: &[Term], kept: Kept) -> (u64, u64) {
    let term = terms.iter().find(|t| t.kept == kept).unwrap();
    (term.held, term.due)
}

/// Terms of the logs, put into the database past the rules.
async fn put_terms(scratch: &Scratch, days: i64) {
    let value = format!(r#"{{"days":{days},"reason":"x"}}"#);
    for name in ["retention.logs", "retention.audit_values"] {
        scratch.execute(&format!("UPDATE meta SET value = '{value}' WHERE name = '{name}'")).await;
    }
}

testkit::on_both! {
    async fn what_is_due_is_erased_once_and_stays_gone(scratch) {
        let first = Desk::new(&scratch).await;
        first.service.init(DatabaseKind::Real).await.unwrap();
        first.service.close().await;
        let desk = imported(&scratch, domain::import::Differing::Refuse).await;
        let before = terms(&desk).await;
        assert_eq!((of(&before, Kept::Raters), of(&before, Kept::ReturnedRows)), ((2, 1), (1, 0)));
        desk.service.do_due().await;
        desk.service.wait_for_all_work().await.unwrap();
        assert_eq!(of(&terms(&desk).await, Kept::Raters), (1, 0));
        assert_eq!(scratch.texts("SELECT name FROM rating_person WHERE name IS NOT NULL").await, ["李小红"]);
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM rating_person WHERE erased_at IS NOT NULL AND phone IS NULL").await, [1]);
        // The rating itself and all sums are as they were.
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM rating").await, [2]);
        assert_eq!(desk.operate(api::audit::VerifyRollups {}).await.unwrap().differing, 0);
        // By counts only, and once.
        let noted = "SELECT body FROM audit_values v JOIN audit a ON a.id = v.audit_id WHERE a.operation = 'erasure.run'";
        assert_eq!(scratch.texts(noted).await, [r#"{"erased":{"raters":1}}"#]);
        desk.service.do_due().await;
        assert_eq!(scratch.texts(noted).await.len(), 1);
        // The same file again brings nothing back, whatever was chosen.
        for differing in [domain::import::Differing::Refuse, domain::import::Differing::Replace] {
            let again = imported(&scratch, differing).await;
            again.service.close().await;
            assert_eq!(scratch.texts("SELECT name FROM rating_person WHERE name IS NOT NULL").await, ["李小红"]);
        }
        desk.service.wait_for_all_work().await.unwrap();
    }

    async fn entries_of_the_log_stay_and_are_proved(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::SystemAdmin).await;
        desk.call(api::account::Create { login: "zhang".to_owned(), name: "张三丰".to_owned() }).await.unwrap();
        desk.enter(Role::CatalogueAdmin).await;
        let village = desk.place("洋村东村委会").await;
        let version = scratch.numbers(&format!("SELECT version FROM place WHERE id = {}", village.0)).await[0];
        desk.call(api::place::SetActive { place: village, active: false, reason: "合并".to_owned(), version }).await.unwrap();
        desk.enter(Role::SecurityAdmin).await;
        let entries = desk.operate(api::audit::Verify {}).await.unwrap().entries;
        desk.clock.advance(86_400 * 1_200);
        desk.enter(Role::SecurityAdmin).await;
        let due = desk.call(Show {}).await.unwrap().terms;
        let (_, due) = of(&due, Kept::AuditValues);
        assert!(due > 0);
        let ran = desk.call(Now { kept: vec![Kept::AuditValues], reason: "年度清理".to_owned() }).await.unwrap();
        assert_eq!(ran.erased[0].count, due);
        let left = scratch.texts("SELECT body FROM audit_values").await.join(" ");
        assert!(!left.contains("张三丰") && left.contains("合并"), "{left}");
        let proof = desk.operate(api::audit::Verify {}).await.unwrap();
        assert!(proof.faults.is_empty() && proof.entries > entries, "{proof:?}");
        // Nothing is left to be done.
        assert!(desk.call(Now { kept: vec![Kept::AuditValues], reason: "年度清理".to_owned() }).await.unwrap().erased.is_empty());
        let shown = desk.call(Show {}).await.unwrap();
        assert_eq!((shown.done.len(), shown.done[0].reason.as_str(), shown.done[0].by.as_str()), (1, "年度清理", "演示安全保密管理员"));
    }

    /// 网络安全法 第二十一条第(三)项, whatever is set, and whatever somebody put past the rules.
    async fn the_log_of_six_months_stays_whatever_is_set(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::SystemAdmin).await;
        desk.call(api::account::Create { login: "zhang".to_owned(), name: "张三丰".to_owned() }).await.unwrap();
        desk.enter(Role::SecurityAdmin).await;
        for kept in [Kept::AuditValues, Kept::Logs] {
            desk.call(Save { kept, days: 184, reason: "省空间".to_owned() }).await.unwrap();
        }
        let made = desk.service.now().day();
        let file = |day| scratch.file(&format!("logs/window.{day}.log"));
        std::fs::create_dir_all(scratch.file("logs")).unwrap();
        // The newest one of a program stays anyhow.
        for day in [made, domain::day::later(made, 1), domain::day::later(made, 300)] {
            std::fs::write(file(day), "x").unwrap();
        }
        let entries = "SELECT COUNT(*) FROM audit";
        let erased = "SELECT COUNT(*) FROM audit_values WHERE erased_at IS NOT NULL";
        let written = scratch.numbers(entries).await[0];
        let now = || Now { kept: vec![Kept::AuditValues, Kept::Logs], reason: "省空间".to_owned() };
        desk.clock.advance(86_400 * 183);
        for days in [184, 183, 1, 0, -1] {
            put_terms(&scratch, days).await;
            desk.service.do_due().await;
            desk.service.wait_for_all_work().await.unwrap();
            assert!(desk.operate(now()).await.unwrap().erased.is_empty(), "{days}");
            assert_eq!(scratch.numbers(erased).await, [0], "{days}");
            assert!(file(made).exists(), "{days}");
        }
        // Past the term the values and the file go; the entries never do.
        put_terms(&scratch, 184).await;
        desk.clock.advance(86_400 * 3);
        desk.operate(now()).await.unwrap();
        assert!(scratch.numbers(erased).await[0] > 0 && !file(made).exists());
        assert!(scratch.numbers(entries).await[0] > written);
        assert!(desk.operate(api::audit::Verify {}).await.unwrap().faults.is_empty());
    }

    async fn returned_rows_go_with_their_cells(scratch) {
        let first = Desk::new(&scratch).await;
        first.service.init(DatabaseKind::Rehearsal).await.unwrap();
        first.service.close().await;
        let desk = imported(&scratch, domain::import::Differing::Refuse).await;
        assert!(scratch.texts("SELECT cells FROM job_problem").await[0].contains("13700009999"));
        desk.clock.advance(86_400 * 91);
        desk.service.do_due().await;
        desk.service.wait_for_all_work().await.unwrap();
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM job_problem").await, [0]);
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM job WHERE kind = 'import.ratings' AND erased_at IS NOT NULL").await, [1]);
    }

    async fn terms_have_bounds_and_reasons(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::SystemAdmin).await;
        assert_eq!(code(desk.call(Show {}).await), ErrorCode::NotPermitted);
        desk.enter(Role::SecurityAdmin).await;
        let save = |kept, days, reason: &str| Save { kept, days, reason: reason.to_owned() };
        // Six months at least, by law.
        for kept in [Kept::Logs, Kept::AuditValues] {
            assert_eq!(invalid(desk.call(save(kept, 183, "省空间")).await), ("days".to_owned(), "range".to_owned()));
            desk.call(save(kept, 184, "省空间")).await.unwrap();
        }
        assert_eq!(invalid(desk.call(save(Kept::Raters, 60, "")).await).0, "reason");
        desk.call(save(Kept::Raters, 60, "区里规定")).await.unwrap();
        let terms = desk.call(Show {}).await.unwrap().terms;
        let raters = terms.iter().find(|t| t.kept == Kept::Raters).unwrap();
        assert_eq!((raters.days, raters.reason.as_str(), raters.usual), (60, "区里规定", 365));
        // What somebody put there past the rules does not count.
        scratch.execute("UPDATE meta SET value = '{\"days\":1,\"reason\":\"x\"}' WHERE name = 'retention.logs'").await;
        let terms = desk.call(Show {}).await.unwrap().terms;
        assert_eq!(terms.iter().find(|t| t.kept == Kept::Logs).unwrap().days, 200);
    }
}

/// Files that nobody fetched, logs and replaced databases go when their term is over; what is in use stays.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_go_when_their_term_is_over() {
    let scratch = Scratch::sqlite();
    let desk = Desk::new(&scratch).await;
    desk.service.init(DatabaseKind::Real).await.unwrap();
    let put = |name: &str| {
        let path = scratch.file(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "x").unwrap();
    };
    for name in [
        "staging/returned-7.xlsx",
        "logs/window.2026-04-01.log",
        "logs/window.2026-06-01.log",
        "logs/yimenctl.2020-01-01.log",
        "replaced/20260101-093000/data.sqlite",
        "replaced/20261120-093000/data.sqlite",
    ] {
        put(name);
    }
    // Its day by the file system is the machine's real one; the clock of the test is set beyond the term.
    let real = service::SystemClock;
    let ahead = (domain::time::Clock::now(&real).0 - desk.service.now().0) / 1_000_000 + 86_400 * 31;
    let exists = |name: &str| scratch.file(name).exists();
    desk.service.do_due().await;
    desk.service.wait_for_all_work().await.unwrap();
    // Kept by their own day: 200 and 90 days; the newest log of a program is never removed.
    assert!(!exists("logs/window.2026-04-01.log") && exists("logs/window.2026-06-01.log") && exists("logs/yimenctl.2020-01-01.log"));
    assert!(!exists("replaced/20260101-093000") && exists("replaced/20261120-093000/data.sqlite"));
    if ahead > 0 {
        assert!(exists("staging/returned-7.xlsx"));
        desk.clock.advance(ahead);
        desk.service.do_due().await;
        desk.service.wait_for_all_work().await.unwrap();
    }
    assert!(!exists("staging/returned-7.xlsx"));
}
