//! A demonstration in a folder of its own, and programs that are run on it.

use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{LazyLock, mpsc};
use std::time::Duration;
use texts::{Lang, Texts};

/// Rows of an imported file.
pub(crate) const ROWS: i64 = 3_000;
/// The longest that is waited before killing, in microseconds: about as long as a whole run takes.
const LONGEST: u64 = 800_000;
/// After this long a program hangs.
const PATIENCE: Duration = Duration::from_secs(90);

/// Numbers that look random and are the same in every run.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    /// A while before a process is killed. Most of it happens early: half of the time short whiles.
    pub(crate) fn wait(&mut self) -> Duration {
        let longest = if self.below(2) == 0 { LONGEST / 5 } else { LONGEST };
        Duration::from_micros(self.below(longest))
    }
}

/// How a program ended, and what it said.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) words: String,
}

impl Told {
    /// Whether it says this to a Chinese reader.
    pub(crate) fn says(&self, what: &str) -> bool {
        self.words.lines().any(|line| line.starts_with("yimenctl: ") && line.contains(what))
    }
}

/// The texts as a Chinese reader sees them.
pub(crate) fn zh() -> Texts {
    Texts::load(Lang::Zh)
}

/// The demonstration that every district begins as; made once.
static DEMO: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("faults-{}", std::process::id()));
    let made = yimenctl(&folder).args(["demo", "create", "--ratings", "500", "--seed", "1", "--until", "2026-11-22"]).status().unwrap();
    assert!(made.success());
    folder
});

/// `yimenctl` on a folder, whatever the environment says.
pub(crate) fn yimenctl(data: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("YIMEN_FAULT_CTL").unwrap_or_else(|| env!("CARGO_BIN_EXE_yimenctl").into()));
    command.env_remove("YIMEN_DATABASE").arg("--data").arg(data).stdin(Stdio::null());
    command
}

/// Runs it to its end, which has to come.
pub(crate) fn run(command: &mut Command) -> Told {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let id = child.id().to_string();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || tell.send(child.wait_with_output()));
    let Ok(done) = told.recv_timeout(PATIENCE) else {
        Command::new("kill").args(["-9", &id]).status().unwrap();
        panic!("{command:?} hangs");
    };
    let done = done.unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Told { code: done.status.code(), out: text(&done.stdout), words: text(&done.stderr) }
}

/// A demonstration with a few ratings, in a folder that is gone afterwards.
pub(crate) struct District {
    pub(crate) folder: tempfile::TempDir,
    data: PathBuf,
    pub(crate) chance: Chance,
    pub(crate) killed: u64,
}

impl District {
    /// In a temporary folder.
    pub(crate) fn new(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        copy(&DEMO, &data);
        Self { folder, data, chance: Chance::new(seed), killed: 0 }
    }

    /// In a folder of one's own: a small disk.
    pub(crate) fn in_folder(seed: u64, data: PathBuf) -> Self {
        copy(&DEMO, &data);
        Self { folder: tempfile::tempdir().unwrap(), data, chance: Chance::new(seed), killed: 0 }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.data.clone()
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = yimenctl(&self.data);
        command.args(args);
        command
    }

    /// Runs it, whatever comes of it.
    pub(crate) fn run(&self, args: &[&str]) -> Told {
        run(&mut self.command(args))
    }

    pub(crate) fn done(&self, args: &[&str]) {
        let told = self.run(args);
        assert_eq!(told.code, Some(0), "{args:?}: {told:?}");
    }

    /// Starts it and kills it after a while of its own; how it ended if it was faster.
    pub(crate) fn kill(&mut self, args: &[&str]) -> Option<ExitStatus> {
        let child = self.command(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        self.kill_child(child)
    }

    /// The same of one that was started.
    pub(crate) fn kill_child(&mut self, mut child: Child) -> Option<ExitStatus> {
        let wait = self.chance.wait();
        let mut waited = Duration::ZERO;
        while waited < wait {
            if let Some(status) = child.try_wait().unwrap() {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(1));
            waited += Duration::from_millis(1);
        }
        child.kill().unwrap();
        self.killed += 1;
        let status = child.wait().unwrap();
        status.success().then_some(status)
    }

    /// What `doctor` finds; an error if the database can't be opened or looked at.
    pub(crate) fn examined(&self) -> Result<Value, Told> {
        let told = self.run(&["--json", "doctor"]);
        match serde_json::from_str::<Value>(&told.out) {
            Ok(health) if health.get("well").is_some() => Ok(health),
            _ => Err(told),
        }
    }

    /// Opens it, and looks at everything: file, sums, audit chain. How many ratings there are.
    pub(crate) fn sound(&self) -> i64 {
        let health = self.examined().unwrap_or_else(|told| panic!("{told:?}"));
        assert_eq!(
            (&health["well"], &health["audit_faults"], &health["rollups_differing"]),
            (&true.into(), &0.into(), &0.into()),
            "{health}"
        );
        health["ratings"].as_i64().unwrap()
    }

    /// The first column of a query's rows, past the program.
    pub(crate) fn texts(&self, sql: &str) -> Vec<String> {
        texts_of(&self.data.join("data.sqlite"), sql)
    }

    /// Runs statements past the program.
    pub(crate) fn execute(&self, sql: &str) {
        let statements = AssertSqlSafe(sql.to_owned());
        let file = self.data.join("data.sqlite");
        past(async {
            let mut db = SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(file)).await?;
            sqlx::raw_sql(statements).execute(&mut db).await?;
            db.close().await
        });
    }
}

/// The first column of a query's rows of a SQLite file.
pub(crate) fn texts_of(file: &Path, sql: &str) -> Vec<String> {
    let query = AssertSqlSafe(sql.to_owned());
    let options = SqliteConnectOptions::new().filename(file).busy_timeout(Duration::from_secs(10));
    past(async {
        let mut db = SqliteConnection::connect_with(&options).await?;
        let rows: Vec<(String,)> = sqlx::query_as(query).fetch_all(&mut db).await?;
        db.close().await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    })
}

/// Runs what is asynchronous in a test that is not.
pub(crate) fn past<T>(work: impl Future<Output = Result<T, sqlx::Error>>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work).unwrap()
}

/// A file of ratings that no other round has.
pub(crate) fn file_of(district: &District, round: u64) -> PathBuf {
    let mut text = "数据来源,评价编号,区划代码,事项名称,评价渠道,评价等级,评价时间\n".to_owned();
    for n in 0..ROWS {
        writeln!(text, "断电,{round}-{n},440811100202,养老保险参保登记,2,{},2026-11-{:02} 09:30:00", n % 5 + 1, n % 20 + 1).unwrap();
    }
    let file = district.folder.path().join(format!("{round}.csv"));
    std::fs::write(&file, text).unwrap();
    file
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Copies a folder of files and folders, if there is one.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).into_iter().flatten() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
