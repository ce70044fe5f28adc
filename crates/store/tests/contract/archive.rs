//! A portable archive holds everything and comes back as it was, in either database.

use domain::time::{Clock, Instant};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use store::archive::{self, About, Archive, ArchiveError, Manifest, Opening, Progress, Protection, Trigger};
use store::replace::Scratch;
use store::{Actor, AuditNote, Location, Store};
use testkit::{Scratch as Database, TestClock};

fn now() -> Instant {
    TestClock::default().now()
}

fn about() -> About {
    About {
        program: "0.0.0".to_owned(),
        kind: "demo".to_owned(),
        district: "麻章区".to_owned(),
        made: now(),
        by: "张三".to_owned(),
        trigger: Trigger::Hand,
        figures: json!({ "cases": 7 }),
    }
}

/// Texts that files, shells and databases like to break.
const ODD: &str = "'tab\there\nnew\rline \\N \\. back\\slash \"quoted\" 中文 𠮷 😀 \u{1}\u{7f}\u{85}\u{2028} {}[],:'";

/// A database with something odd in it.
async fn filled(scratch: &Database) -> Store {
    let store = Store::open(scratch.location()).await.unwrap();
    let mut work = store.begin(&Actor::System).await.unwrap();
    store::seed::district(&mut work.conn()).await.unwrap();
    store::calendar::seed(&mut work.conn(), now()).await.unwrap();
    store::meta::set(&mut work.conn(), store::meta::KIND, Some("demo")).await.unwrap();
    store::meta::set(&mut work.conn(), "odd", Some(ODD)).await.unwrap();
    store::meta::set(&mut work.conn(), "strangers", Some("a salt")).await.unwrap();
    let account =
        store::account::insert(&mut work.conn(), "zhang", ODD, domain::account::AccountState::Invited, now()).await.unwrap().unwrap();
    store::session::open(&mut work.conn(), &[7; 32], account, now()).await.unwrap();
    work.note(AuditNote {
        operation: "account.create".to_owned(),
        subject: ODD.to_owned(),
        outcome: "done",
        values: Some(json!({ "name": ODD })),
    });
    work.commit(now()).await.unwrap();
    scratch
        .execute(
            "INSERT INTO source (id, name, numberless) VALUES (5, '', TRUE), (9, 'x', FALSE);
             INSERT INTO job (no, id, kind, state, by_name, file_name, request, size, started_at, lease_until, counts)
             SELECT 3, id, 'import.ratings', 'merging', name, '', '{}', 9223372036854775807, -5, 1, '{}' FROM account;
             INSERT INTO rating_place_day (place_id, day, standing, n1, n2, n3, n4, n5) VALUES (1, '2026-01-01', 0, 0, -1, 2, 3, 4)",
        )
        .await;
    store::audit::seal(&store, now()).await.unwrap();
    store
}

async fn write(store: &Store, target: &Path, protection: Protection) -> Result<Manifest, ArchiveError> {
    let signers = store.keys().signers(now()).unwrap();
    let secrets = matches!(protection, Protection::Passphrase(_)).then(|| store.keys().secrets().unwrap());
    let mut snapshot = store.snapshot().await.unwrap();
    archive::write_file(
        &mut snapshot.conn(),
        &store.location().blobs(),
        target,
        protection,
        about(),
        signers,
        secrets,
        &Progress::default(),
    )
    .await
}

fn open(file: &Path) -> Result<Archive<File>, ArchiveError> {
    Archive::open(File::open(file).unwrap(), &Opening::default())
}

async fn restore(file: &Path, into: &Location) -> Result<Manifest, ArchiveError> {
    let loaded = archive::restore(open(file)?, into, Arc::new(Progress::default())).await?;
    Ok(loaded.manifest)
}

/// The rows of every table, as an archive's own parts say.
fn parts(manifest: &Manifest) -> BTreeMap<String, Vec<(u64, u64, String)>> {
    manifest.tables.iter().map(|t| (t.name.clone(), t.parts.iter().map(|p| (p.rows, p.bytes, p.sha256.clone())).collect())).collect()
}

/// Rows that loading itself changes: what was in flight is interrupted.
const SETTLED: [&str; 1] = ["job"];

/// The sum by which a zip knows its files.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}

testkit::on_both! {
    /// Out of this database, into SQLite and, where there is one, into PostgreSQL; out of those again: the same bytes.
    async fn everything_comes_back_in_either_database(scratch) {
        let store = filled(&scratch).await;
        let file = scratch.file("first.yimen.zip");
        let first = write(&store, &file, Protection::None).await.unwrap();
        assert_eq!((first.schema, first.rows_of("place"), first.audit.sealed), (store::migrate::known_version(), 105, 1));
        assert!(first.rows() > 200 && first.rows_of("session") == 0 && first.rows_of("source") == 2);
        let mut checked = open(&file).unwrap();
        assert_eq!(checked.check(&Progress::default()).unwrap().rows, first.rows());
        for other in [Some(Database::sqlite()), Database::postgres().await].into_iter().flatten() {
            let place = Scratch::beside(&other.location()).await.unwrap();
            assert_eq!(restore(&file, place.location()).await.unwrap(), first);
            let restored = Store::open_scratch(place.location().clone(), store::migrate::known_version()).await.unwrap();
            let again = other.file("again.yimen.zip");
            let second = write(&restored, &again, Protection::None).await.unwrap();
            let (mut before, mut after) = (parts(&first), parts(&second));
            for table in SETTLED {
                before.remove(table);
                after.remove(table);
            }
            assert_eq!(before, after);
            // The chain is sound by the keys that the manifest names.
            let proof = store::audit::verify_restored(&restored, &first.signers).await.unwrap();
            assert_eq!((proof.entries, proof.head, proof.faults.len()), (1, first.audit.head.clone(), 0));
            let mut reader = restored.read().await.unwrap();
            assert_eq!(store::meta::get(&mut reader.conn(), "odd").await.unwrap().as_deref(), Some(ODD));
            assert_eq!(store::meta::get(&mut reader.conn(), "strangers").await.unwrap(), None);
            assert_eq!(store::job::newest(&mut reader.conn(), 9).await.unwrap()[0].state, "interrupted");
            // Numbers go on where they were.
            drop(reader);
            let mut work = restored.begin(&Actor::System).await.unwrap();
            work.note(AuditNote { operation: "x".to_owned(), subject: String::new(), outcome: "done", values: None });
            work.commit(now()).await.unwrap();
            restored.close().await;
            place.remove().await.unwrap();
            other_is_untouched(&other).await;
        }
        store.close().await;
    }

    async fn a_table_that_is_added_later_is_taken_along(scratch) {
        let store = filled(&scratch).await;
        let flag = if scratch.url().is_some() { "BOOLEAN" } else { "INTEGER" };
        scratch.execute(&format!("CREATE TABLE of_tomorrow (no BIGINT PRIMARY KEY, words TEXT, done {flag});
            INSERT INTO of_tomorrow VALUES (1, 'kept', TRUE), (2, NULL, NULL)")).await;
        let manifest = write(&store, &scratch.file("a.yimen.zip"), Protection::None).await.unwrap();
        assert_eq!(manifest.rows_of("of_tomorrow"), 2);
        // It is refused where the schema does not know it, not dropped silently.
        let place = Scratch::folder(&scratch.folder().join("elsewhere")).unwrap();
        let refused = restore(&scratch.file("a.yimen.zip"), place.location()).await;
        assert!(matches!(&refused, Err(ArchiveError::Unfit(what)) if what.contains("of_tomorrow")), "{refused:?}");
    }

    /// What others write meanwhile is not in it, and does not wait for it.
    async fn one_state_is_taken_while_others_write(scratch) {
        let store = filled(&scratch).await;
        let signers = store.keys().signers(now()).unwrap();
        let mut snapshot = store.snapshot().await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        store::meta::set(&mut work.conn(), "after", Some("not in it")).await.unwrap();
        work.commit(now()).await.unwrap();
        let file = scratch.file("a.yimen.zip");
        let progress = Progress::default();
        let manifest = archive::write_file(&mut snapshot.conn(), &store.location().blobs(), &file, Protection::None, about(), signers, None, &progress).await.unwrap();
        drop(snapshot);
        assert_eq!(manifest.rows_of("meta") + 1, write(&store, &file, Protection::None).await.unwrap().rows_of("meta"));
        assert_eq!(progress.done.load(Ordering::Relaxed), progress.total.load(Ordering::Relaxed));
        assert_eq!(progress.done.load(Ordering::Relaxed), manifest.rows());
        // A snapshot that was dropped holds nobody up.
        let mut work = store.begin(&Actor::System).await.unwrap();
        store::meta::set(&mut work.conn(), "after", None).await.unwrap();
        work.commit(now()).await.unwrap();
    }

    async fn a_passphrase_protects_and_carries_the_keys(scratch) {
        let store = filled(&scratch).await;
        let file = scratch.file("a.yimen.zip.age");
        let manifest = write(&store, &file, Protection::Passphrase("lantern quarry".to_owned())).await.unwrap();
        assert!(manifest.has_secrets);
        let opened = |passphrase: Option<&str>| {
            Archive::open(File::open(&file).unwrap(), &Opening { passphrase: passphrase.map(str::to_owned), keys: None })
        };
        assert!(matches!(opened(None), Err(ArchiveError::PassphraseNeeded)));
        assert!(matches!(opened(Some("lantern")), Err(ArchiveError::PassphraseWrong)));
        let mut archive = opened(Some("lantern quarry")).unwrap();
        assert!(archive.is_protected());
        let secrets = archive.secrets().unwrap().unwrap();
        assert_eq!(archive.check(&Progress::default()).unwrap().rows, manifest.rows());
        // Another installation takes the keys over: what was signed with them is its own.
        let elsewhere = tempfile::tempdir().unwrap();
        let keys = store::keys::Keys::of(elsewhere.path().to_owned());
        keys.adopt(&secrets, now()).unwrap();
        assert_eq!(keys.record().unwrap().signing, store.keys().record().unwrap().signing);
        assert_eq!(keys.record().unwrap().encryption, store.keys().record().unwrap().encryption);

        // Encrypted to the installation's own key: opened by it and by nobody else.
        let recipient = store.keys().record().unwrap().encryption.public;
        write(&store, &file, Protection::Key(recipient)).await.unwrap();
        let by = |keys: Option<store::keys::Keys>| Archive::open(File::open(&file).unwrap(), &Opening { passphrase: None, keys });
        assert!(by(Some(store.keys().clone())).unwrap().is_protected());
        assert!(matches!(by(None), Err(ArchiveError::OtherKey)));
        let stranger = tempfile::tempdir().unwrap();
        assert!(matches!(by(Some(store::keys::Keys::of(stranger.path().to_owned()))), Err(ArchiveError::OtherKey)));
    }

    /// The bytes of attachments are in it and come back with it; one that is gone is told of and keeps nothing else back.
    async fn attachments_come_along(scratch) {
        let store = filled(&scratch).await;
        let blobs = store.location().blobs();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let mut kept = Vec::new();
        for (n, bytes) in [&b"first photo"[..], b"second photo", b"lost photo"].into_iter().enumerate() {
            let one = blobs.keep(bytes, 100).unwrap();
            let new = store::attachment::Attachment {
                id: domain::attachment::AttachmentId(0),
                subject: format!("matter:{n}"),
                source: String::new(),
                name: "a.jpg".to_owned(),
                media: domain::attachment::Media::Jpeg,
                size: one.size,
                sha256: one.sha256.clone(),
                person: "p".to_owned(),
                who: "w".to_owned(),
                added_at: now(),
                withdrawn_at: None,
                withdrawn_why: String::new(),
                erased_at: None,
            };
            store::attachment::insert(&mut work.conn(), &new).await.unwrap();
            kept.push(one.sha256);
        }
        work.commit(now()).await.unwrap();
        std::fs::remove_file(blobs.path(&kept[2]).unwrap()).unwrap();
        let file = scratch.file("a.yimen.zip");
        let manifest = write(&store, &file, Protection::None).await.unwrap();
        assert_eq!((manifest.blobs.len(), manifest.lost.as_slice()), (2, &kept[2..]));
        let checked = open(&file).unwrap().check(&Progress::default()).unwrap();
        assert_eq!(checked.rows, manifest.rows());
        let home = tempfile::tempdir().unwrap();
        let into = Location::Folder(home.path().to_owned());
        archive::restore(open(&file).unwrap(), &into, Arc::new(Progress::default())).await.unwrap();
        assert_eq!(into.blobs().read(&kept[0]).unwrap(), b"first photo");
        assert_eq!(into.blobs().read(&kept[1]).unwrap(), b"second photo");
        // A byte of a photo that is another one is found.
        let mut bytes = std::fs::read(&file).unwrap();
        let at = bytes.windows(12).position(|window| window == b"second photo").unwrap();
        bytes[at] = b'S';
        std::fs::write(&file, &bytes).unwrap();
        assert!(matches!(open(&file).unwrap().check(&Progress::default()), Err(ArchiveError::Damaged(_))));
        // Also where the zip's own sum was made to fit.
        let (was, is) = (crc32(b"second photo").to_le_bytes(), crc32(b"Second photo").to_le_bytes());
        let sums: Vec<usize> = bytes.windows(4).enumerate().filter(|(_, window)| *window == was).map(|(at, _)| at).collect();
        assert!(!sums.is_empty());
        for at in sums {
            bytes[at..at + 4].copy_from_slice(&is);
        }
        std::fs::write(&file, &bytes).unwrap();
        let found = open(&file).unwrap().check(&Progress::default());
        assert!(matches!(&found, Err(ArchiveError::Damaged(what)) if what.ends_with("not those that were written")), "{found:?}");
    }

    /// Whoever stops it leaves nothing behind, and does not touch an older file of the same name.
    async fn a_stopped_archive_leaves_no_file(scratch) {
        let store = filled(&scratch).await;
        let file = scratch.file("a.yimen.zip");
        std::fs::write(&file, "older").unwrap();
        let progress = Progress::default();
        progress.cancel.store(true, Ordering::Relaxed);
        let mut snapshot = store.snapshot().await.unwrap();
        let stopped = archive::write_file(&mut snapshot.conn(), &store.location().blobs(), &file, Protection::None, about(), Vec::new(), None, &progress).await;
        assert!(matches!(stopped, Err(ArchiveError::Cancelled)), "{stopped:?}");
        assert_eq!(std::fs::read(&file).unwrap(), b"older");
        assert!(!scratch.file("a.yimen.zip.part").exists());
        let nowhere = scratch.file("no/such/folder/a.yimen.zip");
        let failed = archive::write_file(&mut snapshot.conn(), &store.location().blobs(), &nowhere, Protection::None, about(), Vec::new(), None, &Progress::default()).await;
        assert!(matches!(failed, Err(ArchiveError::File(_))), "{failed:?}");
    }
}

/// Restoring in a scratch place leaves nothing where it was done beside.
async fn other_is_untouched(other: &Database) {
    if other.url().is_some() {
        assert_eq!(other.numbers("SELECT COUNT(*) FROM pg_namespace WHERE nspname LIKE 'yimen%'").await, [0]);
        assert_eq!(other.numbers("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'").await, [0]);
    } else {
        assert!(!other.file("data.sqlite").exists());
    }
}

#[tokio::test]
async fn an_older_schema_is_restored_and_brought_to_the_newest() {
    let old = Database::sqlite();
    Store::open_at(old.location(), 1).await.unwrap().close().await;
    for text in [
        "INSERT INTO place (id, level, name, short_name, active) VALUES (1, 1, '麻章区', '麻章区', 1)",
        "INSERT INTO place_code (code, place_id, valid_from) VALUES ('440811000000', 1, '2022-10-31')",
        "INSERT INTO place_closure (ancestor_id, descendant_id, depth) VALUES (1, 1, 0)",
        "INSERT INTO body (id, name, place_id, active) VALUES (7, '区民政局', 1, 1)",
        "INSERT INTO meta (name, value) VALUES ('kind', 'demo'), ('case_days', '2024-11-24/2026-11-22')",
    ] {
        old.execute(text).await;
    }
    // The upgrade itself makes one, of the schema that was there.
    let store = Store::open(old.location()).await.unwrap();
    let made = std::fs::read_dir(old.file("backups")).unwrap().map(|e| e.unwrap().path()).collect::<Vec<PathBuf>>();
    assert_eq!(made.len(), 1, "{made:?}");
    let manifest = open(&made[0]).unwrap().manifest().clone();
    assert_eq!((manifest.schema, manifest.about.kind.as_str(), manifest.about.trigger), (1, "demo", Trigger::Upgrade));
    for other in [Some(Database::sqlite()), Database::postgres().await].into_iter().flatten() {
        let place = Scratch::beside(&other.location()).await.unwrap();
        restore(&made[0], place.location()).await.unwrap();
        let restored = Store::open_scratch(place.location().clone(), store::migrate::known_version()).await.unwrap();
        let mut reader = restored.read().await.unwrap();
        assert_eq!(store::ground::read(&mut reader.conn()).await.unwrap().covers, {
            let mut here = store.read().await.unwrap();
            store::ground::read(&mut here.conn()).await.unwrap().covers
        });
        assert_eq!(store::body::all(&mut reader.conn()).await.unwrap().len(), 1);
        drop(reader);
        restored.close().await;
        place.remove().await.unwrap();
    }
    // Opening again makes no second one, and neither does a database that is new.
    store.close().await;
    Store::open(old.location()).await.unwrap().close().await;
    assert_eq!(std::fs::read_dir(old.file("backups")).unwrap().count(), 1);
    let new = Database::sqlite();
    Store::open(new.location()).await.unwrap().close().await;
    assert!(!new.file("backups").exists());
}

/// Before schema 18 attachments had no time at which they were erased: they are backed up as they are before they get one.
#[tokio::test]
async fn attachments_of_an_older_schema_are_backed_up_before_the_upgrade() {
    let old = Database::sqlite();
    Store::open_at(old.location(), 17).await.unwrap().close().await;
    old.execute("INSERT INTO meta (name, value) VALUES ('kind', 'demo')").await;
    let hash = "ab".repeat(32);
    let row = format!("('matter:1', '', 'a.jpg', 'jpeg', 7, '{hash}', 'p', '甲', 1)");
    old.execute(&format!("INSERT INTO attachment (subject, source, name, media, size, sha256, person, who, added_at) VALUES {row}")).await;
    Store::open(old.location()).await.unwrap().close().await;
    let made = std::fs::read_dir(old.file("backups")).unwrap().map(|e| e.unwrap().path()).collect::<Vec<PathBuf>>();
    let manifest = open(&made[0]).unwrap().manifest().clone();
    assert_eq!((made.len(), manifest.schema, manifest.lost.as_slice()), (1, 17, [hash].as_slice()), "its bytes were not there");
    assert_eq!(old.numbers("SELECT COUNT(*) FROM attachment WHERE erased_at IS NULL").await, [1]);
}

#[tokio::test]
async fn a_newer_archive_is_refused() {
    let scratch = Database::sqlite();
    let store = filled(&scratch).await;
    let known = store::migrate::known_version();
    scratch
        .execute(&format!(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES ({}, 'tomorrow', 1, x'00', 0)",
            known + 1
        ))
        .await;
    let file = scratch.file("a.yimen.zip");
    write(&store, &file, Protection::None).await.unwrap();
    let refused = open(&file).err();
    assert!(
        matches!(refused, Some(ArchiveError::Newer { what: "schema", found, known: k }) if found == known + 1 && k == known),
        "{refused:?}"
    );
}

/// Every table of the schema is either in the archive or left out for a reason: whoever adds one decides.
#[tokio::test]
async fn every_table_is_decided_on() {
    let scratch = Database::sqlite();
    let store = Store::open(scratch.location()).await.unwrap();
    let mut reader = store.read().await.unwrap();
    let taken = archive::tables(&mut reader.conn()).await.unwrap();
    let all = scratch.texts("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_sqlx%' ESCAPE '\\' ORDER BY name").await;
    let mut decided: Vec<String> = taken.iter().cloned().chain(archive::LEFT_OUT.iter().map(|(name, _)| (*name).to_owned())).collect();
    decided.sort();
    assert_eq!(decided, all);
    let mut taken = taken;
    taken.sort();
    insta::assert_snapshot!("tables_of_an_archive", taken.join("\n"));
}

/// Other people's tools read it: unzip and zstd, then each line is JSON.
#[tokio::test]
#[expect(clippy::print_stderr, reason = "says that it was skipped")]
async fn other_tools_read_it() {
    let has = |tool: &str| std::process::Command::new(tool).arg("-h").output().is_ok();
    let python = std::process::Command::new("python3").args(["-c", "import zipfile"]).output().is_ok_and(|o| o.status.success());
    if !python || !has("zstd") {
        eprintln!("skipped: python3 or zstd is not there");
        return;
    }
    let scratch = Database::sqlite();
    let store = filled(&scratch).await;
    let file = scratch.file("a.yimen.zip");
    let manifest = write(&store, &file, Protection::None).await.unwrap();
    let script = "import sys, json, zipfile, subprocess, hashlib
z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
m = json.loads(z.read('manifest.json')); n = 0
for t in m['tables']:
    for p in t['parts']:
        b = z.read(p['name']); assert hashlib.sha256(b).hexdigest() == p['sha256'] and len(b) == p['size']
        rows = [json.loads(l) for l in subprocess.run(['zstd', '-dc'], input=b, stdout=subprocess.PIPE, check=True).stdout.decode().split('\\n')[:-1]]
        assert len(rows) == p['rows'] and all(len(r) == len(t['columns']) for r in rows); n += len(rows)
print(n)";
    let out = std::process::Command::new("python3").args(["-c", script]).arg(&file).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    assert_eq!(String::from_utf8_lossy(&out.stdout).trim(), manifest.rows().to_string());
}
