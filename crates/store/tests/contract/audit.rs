//! The audit log can't be changed unseen.

use domain::time::{Clock, Instant};
use proptest::prelude::*;
use serde_json::json;
use store::audit::{self, Fault, Filter, Verified};
use store::walk::{self, Ask, Way};
use store::{Actor, AuditNote, Location, Store};
use testkit::{Scratch, TestClock};

fn now() -> Instant {
    TestClock::default().now()
}

fn note(i: usize) -> AuditNote {
    AuditNote {
        operation: ["point.save", "session.open", "rating.export"][i % 3].to_owned(),
        subject: format!("point:{i}"),
        outcome: ["done", "refused", "failed"][i % 3],
        values: i.is_multiple_of(2).then(|| json!({ "before": null, "after": { "name": format!("站点{i}") } })),
    }
}

/// Writes some entries, a few with every work, and seals them in batches.
async fn fill(store: &Store, entries: usize) {
    for i in 0..entries {
        write(store, i, now().plus_seconds(i64::try_from(i).unwrap())).await;
        if i % 3 == 2 {
            audit::seal(store, now()).await.unwrap();
        }
    }
    audit::seal(store, now()).await.unwrap();
}

async fn write(store: &Store, i: usize, at: Instant) {
    let person =
        Actor::Account { id: domain::account::AccountId(uuid::Uuid::from_u128(0x0077_0000 + i as u128)), name: "演示领导".to_owned() };
    let actor = [Actor::System, person, Actor::Nobody][i % 3].clone();
    let mut work = store.begin(&actor).await.unwrap();
    work.note(note(i));
    work.commit(at).await.unwrap();
}

async fn filled(scratch: &Scratch, entries: usize) -> Store {
    let store = Store::open(scratch.location()).await.unwrap();
    fill(&store, entries).await;
    let proof = audit::verify(&store).await.unwrap();
    assert_eq!((proof.entries, proof.faults.as_slice(), proof.head.len()), (i64::try_from(entries).unwrap(), &[][..], 64));
    store
}

fn has(proof: &Verified, what: &str) -> bool {
    proof.faults.iter().any(|f| f.what == what)
}

testkit::on_both! {
    async fn an_untouched_log_is_sound(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        assert_eq!(audit::verify(&store).await.unwrap(), Verified::default());
        fill(&store, 25).await;
        // Nothing new: nothing is sealed, and nothing changes.
        audit::seal(&store, now()).await.unwrap();
        let first = audit::verify(&store).await.unwrap();
        assert_eq!((first.entries, first.faults.len()), (25, 0));
        assert_eq!(audit::verify(&store).await.unwrap(), first);
        assert_eq!(scratch.numbers("SELECT chain_no FROM audit ORDER BY id").await, (1..=25).collect::<Vec<i64>>());
    }

    async fn days_have_heads_of_their_own(scratch) {
        let store = filled(&scratch, 6).await;
        write(&store, 1, now()).await;
        audit::seal(&store, now().plus_seconds(86_400)).await.unwrap();
        assert_eq!(scratch.texts("SELECT day FROM audit_head ORDER BY day").await, ["2026-11-23", "2026-11-24"]);
        assert_eq!(scratch.numbers("SELECT chain_no FROM audit_head ORDER BY day").await, [6, 7]);
        assert!(audit::verify(&store).await.unwrap().faults.is_empty());
        // The head of a day that is over is as safe as the entries.
        scratch.execute("UPDATE audit_head SET chain_no = 5 WHERE day = '2026-11-23'").await;
        assert_eq!(audit::verify(&store).await.unwrap().faults, [Fault { no: 5, what: "altered" }]);
    }

    async fn entries_that_are_gone_are_missed(scratch) {
        let store = filled(&scratch, 12).await;
        scratch.execute("DELETE FROM audit_values WHERE audit_id IN (5, 6); DELETE FROM audit WHERE id IN (5, 6)").await;
        let proof = audit::verify(&store).await.unwrap();
        assert_eq!(proof.faults, [Fault { no: 5, what: "missing" }, Fault { no: 6, what: "missing" }]);
    }

    async fn a_cut_off_end_is_missed(scratch) {
        let store = filled(&scratch, 12).await;
        scratch.execute("DELETE FROM audit_values WHERE audit_id > 10; DELETE FROM audit WHERE id > 10").await;
        let gone = [Fault { no: 11, what: "cut_off" }, Fault { no: 12, what: "cut_off" }];
        assert_eq!(audit::verify(&store).await.unwrap().faults, gone);
        // With the head and its copy gone as well, the one beside the key still knows.
        scratch.execute("DELETE FROM audit_head; DELETE FROM meta WHERE name = 'audit_head'").await;
        assert!(has(&audit::verify(&store).await.unwrap(), "cut_off"));
        // And going on does not cover it up.
        write(&store, 1, now()).await;
        audit::seal(&store, now()).await.unwrap();
        assert!(!audit::verify(&store).await.unwrap().faults.is_empty());
    }

    async fn going_on_after_a_cut_leaves_the_gap(scratch) {
        let store = filled(&scratch, 12).await;
        scratch.execute("DELETE FROM audit_values WHERE audit_id > 10; DELETE FROM audit WHERE id > 10").await;
        for i in 0..4 {
            write(&store, i, now()).await;
        }
        audit::seal(&store, now()).await.unwrap();
        let proof = audit::verify(&store).await.unwrap();
        assert_eq!(proof.faults, [Fault { no: 11, what: "missing" }, Fault { no: 12, what: "missing" }]);
    }

    async fn entries_put_back_to_be_sealed_anew_are_found(scratch) {
        let store = filled(&scratch, 12).await;
        scratch.execute("UPDATE audit SET who = 'somebody else', chain_no = NULL, alg = NULL, prev_hash = NULL, hash = NULL WHERE id >= 11").await;
        audit::seal(&store, now()).await.unwrap();
        let proof = audit::verify(&store).await.unwrap();
        assert_eq!(proof.faults, [Fault { no: 11, what: "missing" }, Fault { no: 12, what: "missing" }]);
    }

    async fn entries_that_changed_places_are_found(scratch) {
        let store = filled(&scratch, 12).await;
        scratch.execute(
            "UPDATE audit SET chain_no = -4 WHERE id = 4; UPDATE audit SET chain_no = 4 WHERE id = 9;
             UPDATE audit SET chain_no = 9 WHERE id = 4",
        ).await;
        let proof = audit::verify(&store).await.unwrap();
        assert!(proof.faults.contains(&Fault { no: 4, what: "reordered" }) && proof.faults.contains(&Fault { no: 9, what: "reordered" }), "{proof:?}");
    }

    async fn many_entries_of_one_work_stay_in_turn_and_keep_their_own_values(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        // Written in groups, the last one not full.
        for entries in [1, 49, 50, 51, 123] {
            let before = scratch.numbers("SELECT COUNT(*) FROM audit").await[0];
            let mut work = store.begin(&Actor::System).await.unwrap();
            (0..entries).for_each(|i| work.note(note(i)));
            work.commit(now()).await.unwrap();
            let text = format!("SELECT a.subject || ' ' || a.operation || ' ' || a.outcome || ' ' || COALESCE(v.body, 'none')
                FROM audit a LEFT JOIN audit_values v ON v.audit_id = a.id WHERE a.id > {before} ORDER BY a.id");
            let expected = (0..entries).map(note).map(|note| {
                let values = note.values.map_or_else(|| "none".to_owned(), |values| values.to_string());
                format!("{} {} {} {values}", note.subject, note.operation, note.outcome)
            });
            assert_eq!(scratch.texts(&text).await, expected.collect::<Vec<_>>());
        }
        audit::seal(&store, now()).await.unwrap();
        let proof = audit::verify(&store).await.unwrap();
        assert_eq!((proof.entries, proof.faults.as_slice()), (274, &[][..]));
    }

    async fn erased_values_are_no_fault_and_altered_ones_are(scratch) {
        let store = filled(&scratch, 9).await;
        // A tombstone that no entry tells of hides something.
        scratch.execute("UPDATE audit_values SET body = '', erased_at = 1 WHERE audit_id = 3").await;
        assert_eq!(audit::verify(&store).await.unwrap().faults, [Fault { no: 3, what: "erased_unrecorded" }]);
        let mut work = store.begin(&Actor::System).await.unwrap();
        let values = Some(json!({ "erased": { "audit_values": 1, "raters": 7 } }));
        work.note(AuditNote { operation: audit::ERASURE.to_owned(), subject: "erasure".to_owned(), outcome: "done", values });
        work.commit(now()).await.unwrap();
        assert!(audit::verify(&store).await.unwrap().faults.is_empty(), "it tells before it is sealed");
        audit::seal(&store, now()).await.unwrap();
        assert!(audit::verify(&store).await.unwrap().faults.is_empty());
        // Gone altogether is not erased.
        scratch.execute("CREATE TABLE aside AS SELECT * FROM audit_values WHERE audit_id = 7; DELETE FROM audit_values WHERE audit_id = 7").await;
        assert_eq!(audit::verify(&store).await.unwrap().faults, [Fault { no: 7, what: "values_missing" }]);
        scratch.execute("INSERT INTO audit_values SELECT * FROM aside; DROP TABLE aside").await;
        scratch.execute("UPDATE audit_values SET body = '{}' WHERE audit_id = 5").await;
        assert_eq!(audit::verify(&store).await.unwrap().faults, [Fault { no: 5, what: "values_altered" }]);
        // Values moved to an entry that had none.
        scratch.execute("DELETE FROM audit_values WHERE audit_id = 5; UPDATE audit_values SET audit_id = 2 WHERE audit_id = 1").await;
        let faults = audit::verify(&store).await.unwrap().faults;
        assert!(faults.contains(&Fault { no: 2, what: "values_altered" }) && faults.contains(&Fault { no: 1, what: "values_missing" }), "{faults:?}");
    }

    async fn a_chain_forged_without_the_key_is_found(scratch) {
        let store = filled(&scratch, 9).await;
        let heads = scratch.texts("SELECT day || key_id FROM audit_head").await;
        // Somebody rewrites history with the program itself, but on another machine, without the key.
        scratch.execute(
            "UPDATE audit SET chain_no = NULL, alg = NULL, prev_hash = NULL, hash = NULL;
             UPDATE audit SET who = 'somebody else' WHERE id = 4;
             DELETE FROM audit_head; DELETE FROM meta WHERE name = 'audit_head'",
        ).await;
        let elsewhere = tempfile::tempdir().unwrap();
        let key = scratch.file("signing.key");
        std::fs::rename(scratch.file("keys.json"), elsewhere.path().join("keys.json")).unwrap();
        std::fs::rename(&key, elsewhere.path().join("signing.key")).unwrap();
        std::fs::rename(scratch.file("signing.head"), elsewhere.path().join("signing.head")).unwrap();
        audit::seal(&store, now()).await.unwrap();
        assert!(audit::verify(&store).await.unwrap().faults.is_empty(), "by itself the forged chain is sound");
        assert_ne!(scratch.texts("SELECT day || key_id FROM audit_head").await, heads);
        std::fs::rename(elsewhere.path().join("signing.key"), &key).unwrap();
        std::fs::rename(elsewhere.path().join("keys.json"), scratch.file("keys.json")).unwrap();
        std::fs::remove_file(scratch.file("signing.head")).unwrap();
        assert!(has(&audit::verify(&store).await.unwrap(), "altered"));
    }

    async fn entries_are_listed_newest_first(scratch) {
        let store = filled(&scratch, 9).await;
        let mut reader = store.read().await.unwrap();
        let conn = &mut reader.conn();
        let numbers = |page: &walk::Page<audit::Entry>| page.rows.iter().map(|e| e.no).collect::<Vec<_>>();
        let all = Filter::default();
        let page = audit::page(conn, &all, Way::Down, Ask::First, 4).await.unwrap();
        assert_eq!(numbers(&page), [9, 8, 7, 6]);
        let first = &page.rows[0];
        assert_eq!((first.who.as_str(), first.operation.as_str(), first.outcome.as_str()), ("nobody", "rating.export", "failed"));
        assert!(first.values.as_deref().unwrap().contains("站点8") && page.rows[1].values.is_none());
        assert!(page.before.is_none());
        let second = audit::page(conn, &all, Way::Down, Ask::After(page.after.unwrap()), 4).await.unwrap();
        assert_eq!(numbers(&second), [5, 4, 3, 2]);
        let back = audit::page(conn, &all, Way::Down, Ask::Before(second.before.unwrap()), 4).await.unwrap();
        assert_eq!((numbers(&back), back.before), (vec![9, 8, 7, 6], None));
        let last = audit::page(conn, &all, Way::Down, Ask::Last, 4).await.unwrap();
        assert_eq!((numbers(&last), last.after), (vec![4, 3, 2, 1], None));
        let oldest = audit::page(conn, &all, Way::Up, Ask::First, 2).await.unwrap();
        assert_eq!(numbers(&oldest), [1, 2]);
        let opened = Filter { operations: vec!["session.open"], ..Filter::default() };
        assert_eq!(numbers(&audit::page(conn, &opened, Way::Down, Ask::First, 4).await.unwrap()), [8, 5, 2]);
        assert_eq!(audit::count(conn, &opened).await.unwrap(), (3, true));
        let several = Filter { operations: vec!["session.open", "rating.export"], ..Filter::default() };
        assert_eq!(numbers(&audit::page(conn, &several, Way::Down, Ask::First, 3).await.unwrap()), [9, 8, 6]);
        let refused = Filter { refused_only: true, ..Filter::default() };
        assert_eq!(numbers(&audit::page(conn, &refused, Way::Down, Ask::First, 4).await.unwrap()), [9, 8, 6, 5]);
        let words = Filter { text: Some("站点8"), ..Filter::default() };
        assert_eq!(numbers(&audit::page(conn, &words, Way::Down, Ask::First, 4).await.unwrap()), [9]);
        let linked = audit::linked(conn, 9).await.unwrap().unwrap();
        assert_eq!((linked.chain_no, linked.hash.unwrap().len()), (Some(9), 64));
    }

    async fn sealers_take_turns(scratch) {
        let store = std::sync::Arc::new(Store::open(scratch.location()).await.unwrap());
        let other = std::sync::Arc::new(Store::open(scratch.location()).await.unwrap());
        let mut tasks = tokio::task::JoinSet::new();
        for i in 0..40 {
            let store = if i % 2 == 0 { store.clone() } else { other.clone() };
            tasks.spawn(async move {
                write(&store, i, now()).await;
                audit::seal(&store, now()).await.unwrap();
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        let proof = audit::verify(&store).await.unwrap();
        assert_eq!((proof.entries, proof.faults.len()), (40, 0), "{proof:?}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_key_is_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::sqlite();
    filled(&scratch, 3).await;
    assert_eq!(std::fs::metadata(scratch.file("signing.key")).unwrap().permissions().mode() & 0o777, 0o600);
    // Where SQLite's bytes are, the secret is not.
    let secret = std::fs::read_to_string(scratch.file("signing.key")).unwrap();
    let stored = std::fs::read(Location::sqlite_file(scratch.folder())).unwrap();
    assert!(!stored.windows(secret.len()).any(|w| w == secret.as_bytes()));
}

#[tokio::test]
async fn a_long_log_is_read_in_pieces() {
    let scratch = Scratch::sqlite();
    let store = Store::open(scratch.location()).await.unwrap();
    let mut work = store.begin(&Actor::System).await.unwrap();
    for i in 0..12_345 {
        work.note(note(i));
    }
    work.commit(now()).await.unwrap();
    audit::seal(&store, now()).await.unwrap();
    let proof = audit::verify(&store).await.unwrap();
    assert_eq!((proof.entries, proof.faults.len()), (12_345, 0));
    scratch.execute("UPDATE audit SET at = at + 1 WHERE id = 11111").await;
    assert_eq!(audit::verify(&store).await.unwrap().faults, [Fault { no: 11_111, what: "altered" }]);
}

/// A column with how one byte of it is changed: `{n}` is a byte's place, from 0.
const CHANGES: [(&str, &str); 17] = [
    ("audit", "id = id + (1 << ({n} % 7 * 8)) * 16"),
    ("audit", "at = (at | (1 << ({n} % 7 * 8))) - (at & (1 << ({n} % 7 * 8)))"),
    ("audit", "account_id = {blob account_id}"),
    ("audit", "account_id = NULL"),
    ("audit", "who = {text who}"),
    ("audit", "operation = {text operation}"),
    ("audit", "subject = {text subject}"),
    ("audit", "outcome = {text outcome}"),
    ("audit", "values_hash = {blob values_hash}"),
    ("audit", "chain_no = chain_no + (1 << ({n} % 7 * 8)) * 16"),
    ("audit", "alg = {text alg}"),
    ("audit", "prev_hash = {blob prev_hash}"),
    ("audit", "hash = {blob hash}"),
    ("audit_values", "audit_id = audit_id + (1 << ({n} % 7 * 8)) * 16"),
    ("audit_values", "salt = {blob salt}"),
    ("audit_values", "body = {text body}"),
    ("audit_values", "erased_at = 1"),
];

/// The assignment for one change. A character of a text is replaced by its neighbour; a byte of bytes is replaced by
/// a zero, or by one where it is zero.
fn assignment(change: &str, n: usize) -> String {
    let Some((column, rest)) = change.split_once(" = ") else { panic!("{change}") };
    if let Some(name) = rest.strip_prefix("{text ").and_then(|r| r.strip_suffix('}')) {
        let at = format!("({n} % max(length({name}), 1))");
        return format!(
            "{column} = substr({name}, 1, {at}) || char(CASE WHEN {name} = '' THEN 65 WHEN unicode(substr({name}, {at} + 1, 1)) % 2 = 0
                THEN unicode(substr({name}, {at} + 1, 1)) + 1 ELSE unicode(substr({name}, {at} + 1, 1)) - 1 END)
             || substr({name}, {at} + 2)"
        );
    }
    if let Some(name) = rest.strip_prefix("{blob ").and_then(|r| r.strip_suffix('}')) {
        let at = format!("({n} % max(length({name}), 1))");
        return format!(
            "{column} = CASE WHEN {name} IS NULL OR {name} = x'' THEN x'01' ELSE CAST(substr({name}, 1, {at})
             || CASE WHEN substr({name}, {at} + 1, 1) = x'00' THEN x'01' ELSE x'00' END || substr({name}, {at} + 2) AS BLOB) END"
        );
    }
    change.replace("{n}", &n.to_string())
}

#[test]
fn any_changed_byte_is_found() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let scratch = Scratch::sqlite();
    let store = runtime.block_on(filled(&scratch, 15));
    let connection = tokio::sync::Mutex::new(runtime.block_on(raw(scratch.folder())));
    let mut runner =
        proptest::test_runner::TestRunner::new(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() });
    let change = (0..CHANGES.len(), 0_usize..15, 0_usize..64);
    runner
        .run(&change, |(which, row, n)| {
            let (table, change) = CHANGES[which];
            let assignment = assignment(change, n);
            runtime.block_on(async {
                let mut connection = connection.lock().await;
                sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut *connection).await.unwrap();
                let key = if table == "audit" { "id" } else { "audit_id" };
                let worth = if change == "account_id = NULL" { "account_id IS NOT NULL" } else { "TRUE" };
                let sql = format!("UPDATE {table} SET {assignment} WHERE {key} = (SELECT {key} FROM {table} WHERE {worth} ORDER BY {key} LIMIT 1 OFFSET {row} % (SELECT COUNT(*) FROM {table} WHERE {worth}))");
                let changed = sqlx::query(sqlx::AssertSqlSafe(sql.clone())).execute(&mut *connection).await;
                prop_assert!(matches!(&changed, Ok(done) if done.rows_affected() == 1), "{}: {:?}", sql, changed);
                sqlx::raw_sql("COMMIT").execute(&mut *connection).await.unwrap();
                let proof = audit::verify(&store).await.unwrap();
                // Put back what was kept aside.
                sqlx::raw_sql("BEGIN; DELETE FROM audit_values; DELETE FROM audit; INSERT INTO audit SELECT * FROM kept; INSERT INTO audit_values SELECT * FROM kept_values; COMMIT")
                    .execute(&mut *connection)
                    .await
                    .unwrap();
                prop_assert!(!proof.faults.is_empty(), "not found: {}", sql);
                Ok(())
            })
        })
        .unwrap();
    assert!(runtime.block_on(audit::verify(&store)).unwrap().faults.is_empty());
}

/// A connection past the store, without the rules of foreign keys, with a copy of the log kept aside.
async fn raw(folder: &std::path::Path) -> sqlx::SqliteConnection {
    use sqlx::Connection;
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(Location::sqlite_file(folder))
        .foreign_keys(false)
        .synchronous(sqlx::sqlite::SqliteSynchronous::Off);
    let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::raw_sql(
        "CREATE TABLE IF NOT EXISTS kept AS SELECT * FROM audit; CREATE TABLE IF NOT EXISTS kept_values AS SELECT * FROM audit_values",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    connection
}
