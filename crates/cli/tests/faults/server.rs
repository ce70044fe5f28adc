//! A PostgreSQL server that stops at once and starts again while people save and a file is imported: a cluster of the test's own
//! on the loopback address. Whoever tries again is answered again, without the program being started again.

#![expect(clippy::disallowed_methods, reason = "measures how long somebody waits")]

use crate::district::{Chance, ROWS};
use crate::rounds;
use crate::saving::What;
use api::ErrorCode;
use api::import::Start;
use api::job::{JobState, Show};
use api::session::DatabaseKind;
use domain::account::Role;
use domain::import::{Differing, ImportKind, Reading, Taking};
use domain::point::{PointFields, PointKind};
use service::{Actor, Location, Service};
use sqlx::{Connection, PgConnection};
use std::fmt::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use testkit::{Desk, TestClock};
use uuid::Uuid;

/// People who save at the same time.
const SAVERS: usize = 3;

struct Cluster {
    bin: PathBuf,
    folder: tempfile::TempDir,
    port: u16,
}

impl Cluster {
    /// None, and a loud line, where there is no PostgreSQL.
    fn start() -> Option<Self> {
        let found = Command::new("pg_config").arg("--bindir").output();
        let Some(bin) = found.ok().filter(|f| f.status.success()).map(|f| String::from_utf8_lossy(&f.stdout).trim().to_owned()) else {
            eprintln!("skipped: PostgreSQL that stops (pg_config is not here)");
            return None;
        };
        if !std::path::Path::new(&bin).join("initdb").exists() {
            eprintln!("skipped: PostgreSQL that stops (its server is not here)");
            return None;
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let cluster = Self { bin: bin.into(), folder: tempfile::tempdir().unwrap(), port };
        if is_root() {
            assert!(Command::new("chown").arg("postgres").arg(cluster.folder.path()).status().unwrap().success());
        }
        let made = cluster.server("initdb").args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]).status();
        assert!(made.unwrap().success());
        cluster.control(&["start"]);
        Some(cluster)
    }

    /// Root may not run PostgreSQL: then the user `postgres` does.
    fn server(&self, program: &str) -> Command {
        let program = self.bin.join(program);
        let mut command = if is_root() { Command::new("setpriv") } else { Command::new(&program) };
        if is_root() {
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
        }
        command.arg("-D").arg(self.folder.path().join("data")).current_dir("/").stdout(Stdio::null());
        command
    }

    fn control(&self, what: &[&str]) {
        let home = self.folder.path().display();
        let options = format!("-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home}", self.port);
        let log = self.folder.path().join("server.log");
        let done = self.server("pg_ctl").arg("-l").arg(log).args(["-w", "-o", &options]).args(what).status().unwrap();
        assert!(done.success(), "{what:?}");
    }

    /// As if the machine had lost power, but for what the system had taken over.
    fn stop(&self) {
        self.control(&["stop", "-m", "immediate"]);
    }

    fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // One that has stopped is as good.
        let _ = self.server("pg_ctl").args(["stop", "-m", "immediate"]).stderr(Stdio::null()).status();
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.starts_with(b"0"))
}

/// What one who saves has seen.
#[derive(Default)]
struct Seen {
    saved: usize,
    refused: usize,
    /// The longest that one thing took, from the first try.
    longest: Duration,
}

/// Whether it is said that the server is away, and not that something is wrong.
fn is_away(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::Unavailable | ErrorCode::Busy)
}

async fn save(mut desk: Desk, series: usize, stop: Arc<AtomicBool>) -> Seen {
    let place = desk.place("麻章镇").await;
    let mut seen = Seen::default();
    while !stop.load(Ordering::SeqCst) {
        let mut request = What::Point.request(&format!("d{series}"), seen.saved);
        let fields: PointFields = serde_json::from_value(request["fields"].take()).unwrap();
        let (id, began) = (Uuid::now_v7(), Instant::now());
        // The same request until it is answered: what the server had kept before it stopped is not done twice.
        loop {
            match desk.repeat(id, api::point::Create { place, kind: PointKind::SelfService, fields: fields.clone() }).await {
                Ok(_) => break,
                Err(error) => assert!(is_away(error.code), "{error}"),
            }
            seen.refused += 1;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        seen.saved += 1;
        seen.longest = seen.longest.max(began.elapsed());
    }
    seen
}

/// Imports one file after the other; how many were taken, and how many failed.
async fn import(mut desk: Desk, folder: PathBuf, stop: Arc<AtomicBool>) -> (i64, i64) {
    let (mut taken, mut failed, mut n) = (0, 0, 0);
    while !stop.load(Ordering::SeqCst) {
        n += 1;
        let path = folder.join(format!("{n}.csv"));
        std::fs::write(&path, ratings(n)).unwrap();
        let start = Start {
            kind: ImportKind::Ratings,
            file: desk.gives(&path),
            source: None,
            taking: Taking::Good,
            differing: Differing::Refuse,
            extent: None,
            reading: Reading::default(),
            compare_only: false,
        };
        let mut job = match desk.run_with_files(start).await {
            Ok(job) => job,
            // Whether it began is not known then; one that did and that nobody runs is in the way for a minute at most.
            Err(error) => {
                assert!(is_away(error.code) || error.code == ErrorCode::JobRunning, "{error}");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let began = Instant::now();
        while !job.state.is_final() {
            assert!(began.elapsed() < Duration::from_secs(90), "an import seems to run for ever");
            tokio::time::sleep(Duration::from_millis(20)).await;
            match desk.operate(Show { job: job.id }).await {
                Ok(shown) => job = shown,
                Err(error) => assert!(is_away(error.code), "{error}"),
            }
        }
        match (job.state, job.error) {
            (JobState::Done, _) => taken += 1,
            (JobState::Failed, Some(error)) if is_away(error.code) => failed += 1,
            (state, error) => panic!("{state:?} {error:?}"),
        }
    }
    (taken, failed)
}

fn ratings(file: i64) -> String {
    let mut text = "数据来源,评价编号,区划代码,事项名称,评价渠道,评价等级,评价时间\n".to_owned();
    for n in 0..ROWS {
        writeln!(text, "断电,{file}-{n},440811100202,养老保险参保登记,2,{},2026-11-{:02} 09:30:00", n % 5 + 1, n % 20 + 1).unwrap();
    }
    text
}

#[test]
fn a_server_that_stops_takes_nothing_away() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(3).enable_all().build().unwrap();
    runtime.block_on(under_load(cluster, folder.path()));
}

async fn number(url: &str, sql: &'static str) -> i64 {
    let mut db = PgConnection::connect(url).await.unwrap();
    let (n,): (i64,) = sqlx::query_as(sql).fetch_one(&mut db).await.unwrap();
    n
}

async fn under_load(cluster: Cluster, folder: &Path) {
    let location = Location::Postgres { url: cluster.url(), staging: folder.join("staging") };
    let service = Service::open(location).await.unwrap();
    service.create_demo(DatabaseKind::Demo).await.unwrap();
    let mut desk = Desk::over(Arc::clone(&service), TestClock::default());
    desk.enter(Role::CatalogueAdmin).await;
    let stop = Arc::new(AtomicBool::new(false));
    let savers: Vec<_> = (0..SAVERS).map(|n| tokio::spawn(save(desk.clone(), n, Arc::clone(&stop)))).collect();
    let importing = tokio::spawn(import(desk.clone(), folder.to_owned(), Arc::clone(&stop)));
    let mut chance = Chance::new(71);
    for round in 0..rounds() {
        tokio::time::sleep(Duration::from_millis(300 + chance.below(2_500))).await;
        cluster.stop();
        // A moment, and now and then longer than anybody waits for a connection.
        let away = if round % 4 == 3 { 13_000 } else { chance.below(1_500) };
        tokio::time::sleep(Duration::from_millis(away)).await;
        cluster.control(&["start"]);
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    stop.store(true, Ordering::SeqCst);
    let (mut saved, mut refused, mut longest) = (0, 0, Duration::ZERO);
    for (n, saver) in savers.into_iter().enumerate() {
        let seen = saver.await.unwrap();
        let mut db = PgConnection::connect(&cluster.url()).await.unwrap();
        let (there,): (i64,) =
            sqlx::query_as("SELECT COUNT(*) FROM point WHERE name LIKE $1").bind(format!("d{n}-%")).fetch_one(&mut db).await.unwrap();
        assert_eq!(usize::try_from(there).unwrap(), seen.saved, "saver {n}: each once");
        (saved, refused, longest) = (saved + seen.saved, refused + seen.refused, longest.max(seen.longest));
    }
    let (taken, failed) = importing.await.unwrap();
    assert_eq!(number(&cluster.url(), "SELECT COUNT(*) FROM rating").await, taken * ROWS);
    let created = "SELECT COUNT(*) FROM audit WHERE operation = 'point.create'";
    assert_eq!(usize::try_from(number(&cluster.url(), created).await).unwrap(), saved);
    let audit = service.run_plain(Actor::LocalOperator, api::audit::Verify {}).await.unwrap();
    let sums = service.run_plain(Actor::LocalOperator, api::audit::VerifyRollups {}).await.unwrap();
    assert_eq!((audit.faults.len(), sums.differing), (0, 0));
    assert!(saved > 0 && refused > 0);
    service.close().await;
    eprintln!(
        "faults: PostgreSQL stopped {} times; {saved} saved and there once, {refused} refusals, longest {:.1} s; imports: {taken} taken, {failed} failed",
        rounds(),
        longest.as_secs_f64()
    );
}
