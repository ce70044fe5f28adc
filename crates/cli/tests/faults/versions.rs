//! Databases of other versions: a newer one is refused as it is; an older one is backed up and then brought to the newest
//! schema, also if that is cut off again and again.

use crate::district::{District, copy, past, run, text, texts_of, yimenctl, zh};
use crate::rounds;
use sqlx::AssertSqlSafe;
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use std::fs;
use std::path::Path;
use store::{Location, Store};

/// Bodies of the older database: enough for its backup and upgrade to take a while.
const BODIES: usize = 40_000;

/// A database of the first schema.
fn old(folder: &Path) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async { Store::open_at(Location::Folder(folder.to_owned()), 1).await.unwrap().close().await });
    let fill = format!(
        "INSERT INTO meta (name, value) VALUES ('kind', 'demo'), ('case_days', '2024-11-24/2026-11-22');
         INSERT INTO place (id, level, name, short_name, active) VALUES (1, 1, '麻章区', '麻章区', TRUE);
         INSERT INTO place_code (code, place_id, valid_from) VALUES ('440811000000', 1, '2022-10-31');
         INSERT INTO place_closure (ancestor_id, descendant_id, depth) VALUES (1, 1, 0);
         WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {BODIES})
         INSERT INTO body (id, name, place_id, active) SELECT n, '部门' || n, 1, TRUE FROM n"
    );
    let options = SqliteConnectOptions::new().filename(Location::sqlite_file(folder));
    past(async {
        let mut db = SqliteConnection::connect_with(&options).await?;
        sqlx::raw_sql(AssertSqlSafe(fill)).execute(&mut db).await?;
        db.close().await
    });
}

/// The schema of a file, and what SQLite finds wrong with it.
fn schema(file: &Path) -> (i64, String) {
    let version = texts_of(file, "SELECT CAST(MAX(version) AS TEXT) FROM _sqlx_migrations WHERE success").remove(0);
    (version.parse().unwrap(), texts_of(file, "SELECT integrity_check FROM pragma_integrity_check").join(", "))
}

#[test]
fn an_upgrade_is_whole_or_goes_on() {
    let mut district = District::new(41);
    fs::remove_dir_all(district.data()).unwrap();
    let as_new = district.folder.path().join("as-new");
    old(&as_new);
    let newest = store::migrate::known_version();
    let backup = format!("yimen-demo-schema-1-to-{newest}.yimen.zip");
    let kept = district.folder.path().join(&backup);
    let (mut before, mut between, mut after) = (0, 0, 0);
    for round in 0..rounds() {
        copy(&as_new, &district.data());
        // Cut off again and again, as when somebody loses patience.
        for _ in 0..=round % 3 {
            let ended = district.kill(&["doctor"]);
            let (version, found) = schema(&district.data().join("data.sqlite"));
            assert_eq!(found, "ok", "round {round}");
            let has_backup = district.data().join("backups").join(&backup).exists();
            assert!(version == 1 || has_backup, "round {round}: schema {version} without a backup of the one before");
            assert!(ended.is_none() || version == newest, "round {round}: it ended with schema {version}");
            match version {
                1 => before += 1,
                v if v == newest => after += 1,
                _ => between += 1,
            }
        }
        assert_eq!(district.sound(), 0, "round {round}");
        let bodies = "SELECT CAST(COUNT(*) AS TEXT) FROM body_closure WHERE ancestor_id = descendant_id";
        assert_eq!((schema(&district.data().join("data.sqlite")).0, district.texts(bodies)), (newest, vec![BODIES.to_string()]));
        assert_eq!(district.texts("SELECT day_from || day_to FROM case_cover"), ["2024-11-242026-11-22"]);
        fs::copy(district.data().join("backups").join(&backup), &kept).unwrap();
        fs::remove_dir_all(district.data()).unwrap();
    }
    // The backup of the older one is good: it is restored elsewhere, and brought to the newest schema there.
    let other = district.folder.path().join("other");
    let told = run(yimenctl(&other).args(["restore", text(&kept)]));
    assert_eq!(told.code, Some(0), "{told:?}");
    assert_eq!(texts_of(&other.join("data.sqlite"), "SELECT CAST(COUNT(*) AS TEXT) FROM body_closure"), [BODIES.to_string()]);
    let killed = district.killed;
    eprintln!("faults: upgrade killed {killed} times in {} rounds: {before} before, {between} between, {after} after it", rounds());
}

#[test]
fn a_newer_database_is_refused_as_it_is() {
    let district = District::new(42);
    district.execute(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'newer', TRUE, x'00', 0)",
    );
    let bytes = fs::read(district.data().join("data.sqlite")).unwrap();
    for args in [&["doctor"][..], &["backup"], &["call", "home.show", "{}"]] {
        let told = district.run(args);
        assert!(told.code == Some(5) && told.says(&zh().error_database_newer_what()), "{args:?}: {told:?}");
    }
    assert!(bytes == fs::read(district.data().join("data.sqlite")).unwrap(), "nothing was written into it");
    assert!(!district.data().join("backups").exists());
}
