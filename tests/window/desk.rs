//! A person at the window: opens it on a demonstration of its own, finds things as people do, by their names.

use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::{Mutex, MutexGuard};

/// One window at a time: there is one display, and one set of processors to paint it.
static ONE: Mutex<()> = Mutex::const_new(());

/// How long something may take to appear.
const PATIENCE: Duration = Duration::from_secs(60);

/// Clicks what was found, once it can be used: a person waits for a button that is off.
const CLICK: &str = "if (found.getAttribute('aria-disabled') === 'true') return null;
    found.scrollIntoView({ block: 'center' }); found.focus(); found.click(); return plain(found.innerText);";

/// Marks what was found for the driver.
const MARK: &str =
    "document.querySelectorAll('[data-found]').forEach(e => delete e.dataset.found); found.dataset.found = 'yes'; return 'yes';";

/// How long the driver may take for one answer.
const ANSWER: Duration = Duration::from_secs(20);

/// Until what the page has painted can be seen.
const DRAWN: Duration = Duration::from_millis(400);

/// The last day of the demonstration's data: a Sunday, so that 上周 is the week that ends there.
pub(crate) const UNTIL: &str = "2026-11-22";

/// Programs that the environment names; `None` where the real window is not to be tried.
fn programs() -> Option<(PathBuf, PathBuf, PathBuf)> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let found =
        named("YIMEN_WINDOW").zip(named("YIMEN_CTL")).zip(named("YIMEN_DRIVER")).map(|((window, ctl), driver)| (window, ctl, driver));
    if found.is_none() {
        eprintln!("skipped: the real window (cargo xtask test provides what it needs)");
    }
    found
}

/// The window's program, a copy of the demonstration, and the display for oneself.
pub(crate) async fn demonstration_alone() -> Option<(PathBuf, TempDir, MutexGuard<'static, ()>)> {
    let (window, ctl, _) = programs()?;
    let one = ONE.lock().await;
    let folder = tempfile::tempdir_in(scratch()).unwrap();
    copy(&demonstration(&ctl), &folder.path().join("data"));
    Some((window, folder, one))
}

/// The window's program, and the display for oneself.
pub(crate) async fn window_alone() -> Option<(PathBuf, MutexGuard<'static, ()>)> {
    let (window, _, _) = programs()?;
    Some((window, ONE.lock().await))
}

/// An open window.
pub(crate) struct Desk {
    pub(crate) client: Client,
    pub(crate) data: PathBuf,
    /// Stands in for the file dialogs.
    pub(crate) files: PathBuf,
    name: &'static str,
    folder: TempDir,
    /// A PostgreSQL database in place of the folder's own.
    database: Option<String>,
    // Before the guard, so that the window is gone when the next one opens.
    _driver: Driver,
    _one: MutexGuard<'static, ()>,
}

/// `tauri-driver` with the web view's driver and the window that it started; all ended when dropped, however the journey
/// ends.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        // The driver leads a group of processes of its own; the window may have ended already.
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", self.0.id())]).status();
        let _ = self.0.wait();
    }
}

/// Where journeys keep their data.
fn scratch() -> PathBuf {
    let folder = std::path::absolute("target/journeys").unwrap();
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The demonstration is made once and copied for every journey.
fn demonstration(ctl: &Path) -> PathBuf {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = scratch().join("demo");
        if folder.exists() {
            std::fs::remove_dir_all(&folder).unwrap();
        }
        let made = Command::new(ctl)
            .arg("--data")
            .arg(&folder)
            .args(["demo", "create", "--ratings", "20000", "--seed", "1", "--until", UNTIL])
            .status()
            .expect("yimenctl");
        assert!(made.success());
        folder
    })
    .clone()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Processes of the window that are open on a folder.
fn processes_of(window: &Path, data: &Path) -> Vec<u32> {
    let mine = |id: &u32| {
        let process = PathBuf::from(format!("/proc/{id}"));
        let is_window = std::fs::read_link(process.join("exe")).is_ok_and(|exe| exe == window);
        let place = format!("YIMEN_DATA={}", data.display());
        is_window && std::fs::read(process.join("environ")).is_ok_and(|all| all.split(|b| *b == 0).any(|v| v == place.as_bytes()))
    };
    let all = std::fs::read_dir("/proc").unwrap().filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok());
    all.filter(mine).collect()
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Waits until somebody listens.
async fn listening(port: u16) {
    for _ in 0..200 {
        if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nobody listens on port {port}");
}

impl Desk {
    /// Opens the window on a copy of the demonstration; `None` if the real window is not to be tried.
    pub(crate) async fn open(name: &'static str) -> Option<Self> {
        let (_, ctl, _) = programs()?;
        let one = ONE.lock().await;
        let folder = tempfile::tempdir_in(scratch()).unwrap();
        copy(&demonstration(&ctl), &folder.path().join("data"));
        Self::open_on(name, folder, None, one).await
    }

    /// Opens the window on a folder without a database.
    pub(crate) async fn open_empty(name: &'static str) -> Option<Self> {
        programs()?;
        let one = ONE.lock().await;
        let folder = tempfile::tempdir_in(scratch()).unwrap();
        std::fs::create_dir_all(folder.path().join("data")).unwrap();
        Self::open_on(name, folder, None, one).await
    }

    /// Opens the window on a demonstration of its own in a PostgreSQL database.
    pub(crate) async fn open_shared(name: &'static str, database: &str) -> Option<Self> {
        let (_, ctl, _) = programs()?;
        let one = ONE.lock().await;
        let folder = tempfile::tempdir_in(scratch()).unwrap();
        let made = Command::new(ctl)
            .args(["--database", database, "--data"])
            .arg(folder.path().join("data"))
            .args(["demo", "create", "--ratings", "20000", "--seed", "1", "--until", UNTIL])
            .status()
            .expect("yimenctl");
        assert!(made.success());
        Self::open_on(name, folder, Some(database.to_owned()), one).await
    }

    /// Closes the window and opens it again on the same data.
    pub(crate) async fn restart(self) -> Self {
        let Self { client, name, folder, database, _driver: driver, _one: one, .. } = self;
        leave(client).await;
        drop(driver);
        Self::open_on(name, folder, database, one).await.unwrap()
    }

    /// Kills the program, as a power cut does, and opens the window again on the same data.
    pub(crate) async fn crash(self) -> Self {
        let Self { client, data, name, folder, database, _driver: driver, _one: one, .. } = self;
        let (window, _, _) = programs().unwrap();
        let killed = processes_of(&window, &data);
        assert!(!killed.is_empty());
        for id in killed {
            Command::new("kill").args(["-KILL", &id.to_string()]).status().unwrap();
        }
        drop(client);
        drop(driver);
        Self::open_on(name, folder, database, one).await.unwrap()
    }

    async fn open_on(name: &'static str, folder: TempDir, database: Option<String>, one: MutexGuard<'static, ()>) -> Option<Self> {
        let (window, _, driver) = programs()?;
        let (data, files) = (folder.path().join("data"), folder.path().join("files"));
        std::fs::create_dir_all(&files).unwrap();
        let (port, native) = (free_port(), free_port());
        let mut command = Command::new(driver);
        command.envs(database.iter().map(|url| ("YIMEN_DATABASE", url)));
        let driver = command
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .env("YIMEN_DATA", &data)
            .env("YIMEN_TEST_FILES", &files)
            .env("XDG_DATA_HOME", folder.path().join("home"))
            .env("XDG_CONFIG_HOME", folder.path().join("home"))
            .env("XDG_CACHE_HOME", folder.path().join("home"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .map(Driver)
            .expect("tauri-driver");
        let capabilities = json!({ "tauri:options": { "application": window } });
        let Value::Object(capabilities) = capabilities else { panic!("an object") };
        // A session that is asked for before both listen is never answered.
        for port in [native, port] {
            listening(port).await;
        }
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{port}");
        let client =
            tokio::time::timeout(PATIENCE, builder.connect(&address)).await.expect("a window in time").expect("a session of the window");
        Some(Self { client, data, files, name, folder, database, _driver: driver, _one: one })
    }

    /// Processes of the window's program.
    pub(crate) fn processes(&self) -> Vec<u32> {
        let (window, _, _) = programs().unwrap();
        processes_of(&window, &self.data)
    }

    /// Says which file the next dialog picks, after writing it.
    pub(crate) fn offer(&self, name: &str, content: &[u8]) {
        std::fs::write(self.files.join(name), content).unwrap();
        std::fs::write(self.files.join("next"), name).unwrap();
    }

    /// The text of a paper that was written.
    pub(crate) fn paper(&self, name: impl AsRef<Path>) -> String {
        let mut archive = zip::ZipArchive::new(std::fs::File::open(self.files.join(name)).unwrap()).unwrap();
        let mut text = String::new();
        archive.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// What was opened outside of the window, once something was.
    pub(crate) async fn opened(&self) -> String {
        for _ in 0..100 {
            if let Some(name) = std::fs::read_to_string(self.files.join("opened")).ok().filter(|name| !name.is_empty()) {
                return name;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("nothing was opened");
    }

    /// Waits until something visible is there that this CSS selector finds and whose text or name contains `text`;
    /// its text.
    pub(crate) async fn wait(&self, css: &str, text: &str) -> String {
        self.act(css, text, "return plain(found.innerText || found.value);").await
    }

    /// Clicks it.
    pub(crate) async fn click(&self, css: &str, text: &str) -> String {
        self.act(css, text, CLICK).await
    }

    /// Opens a menu and chooses from it. A menu closes when the page goes elsewhere, as it does by itself after signing in;
    /// then a person opens it again.
    pub(crate) async fn choose(&self, opener: &str, opener_text: &str, item: &str, item_text: &str) {
        for _ in 0..5 {
            self.click(opener, opener_text).await;
            for _ in 0..20 {
                tokio::time::sleep(Duration::from_millis(50)).await;
                if self.now(item, item_text, CLICK).await.is_some() {
                    return;
                }
            }
        }
        self.click(item, item_text).await;
    }

    /// Presses a key on it, as a person without a mouse does. What is drawn anew between looking and pressing is looked for again: nothing was
    /// typed into it then.
    pub(crate) async fn press(&self, css: &str, text: &str, key: &str) {
        loop {
            self.act(css, text, MARK).await;
            let pressed = match self.client.find(fantoccini::Locator::Css("[data-found]")).await {
                Ok(found) => found.send_keys(key).await,
                Err(gone) => Err(gone),
            };
            match pressed {
                Ok(()) => return,
                Err(gone) if gone.is_no_such_element() || gone.is_stale_element_reference() => {}
                Err(error) => panic!("{css} with {text:?} takes no key: {error}"),
            }
        }
    }

    /// Types into a field, as the page sees it.
    pub(crate) async fn fill(&self, css: &str, label: &str, value: &str) {
        let what = format!(
            "const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(found), 'value').set;
             found.focus(); set.call(found, {}); found.dispatchEvent(new Event('input', {{ bubbles: true }}));
             found.dispatchEvent(new Event('change', {{ bubbles: true }})); return '';",
            json!(value)
        );
        self.act(css, label, &what).await;
    }

    /// Enters a demonstration in a role, and goes where the rail's words lead.
    pub(crate) async fn enter_at(&self, role: &str, path: &[&str]) {
        self.click("button", role).await;
        for word in path {
            self.click("nav a", word).await;
        }
    }

    /// Enters a demonstration in another role than now.
    pub(crate) async fn become_another(&self, now: &str, role: &str) {
        self.choose(".top-bar button", now, "[role^=menuitem]", "切换演示角色").await;
        self.click("dialog button", role).await;
        self.wait(".top-bar button", role).await;
    }

    /// Types into a field that searches, and takes the first hit.
    pub(crate) async fn pick(&self, label: &str, value: &str) {
        self.fill("[role=combobox]", label, value).await;
        self.wait("[role=option]", value).await;
        self.press("[role=combobox]", label, "\u{E007}").await;
    }

    /// Goes to a place, by typing its name.
    pub(crate) async fn go_to(&self, place: &str) {
        self.click(".top-bar button", "地点").await;
        self.fill(".place-picker input", "", place).await;
        self.wait(".place-lines [role=option]", place).await;
        self.press(".place-picker input", "", "\u{E007}").await;
        self.wait(".top-bar button", place).await;
    }

    /// Waits for it, then does something to it in the page.
    async fn act(&self, css: &str, text: &str, what: &str) -> String {
        #[expect(clippy::disallowed_methods, reason = "patience of a test")]
        let until = std::time::Instant::now() + PATIENCE;
        loop {
            if let Some(answer) = self.now(css, text, what).await {
                return answer;
            }
            #[expect(clippy::disallowed_methods, reason = "patience of a test")]
            if std::time::Instant::now() > until {
                self.was_lost();
                self.picture("failed").await;
                let body = self.script("return document.body.innerText").await;
                panic!("no {css} with {text:?}; the page says:\n{}", body.as_str().unwrap_or_default());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The driver ends its session when the web view's process falls over, which the program survives (`page_lost.rs`) but a journey can't.
    /// The program has logged it then; the journey's name is written down, so that `cargo xtask test` may let it be gone once more. A page that
    /// hangs, or a program that is gone, is no such thing.
    fn was_lost(&self) {
        if !crate::self_test::log_of(&self.data).contains("the page's process has ended") {
            return;
        }
        let journey = std::thread::current().name().unwrap_or_default().to_owned();
        if let Some(file) = std::env::var_os("YIMEN_LOST_PAGES") {
            let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file).unwrap();
            writeln!(file, "{journey}").unwrap();
        }
        panic!("the web view's process fell over in {journey}");
    }

    /// Does something to it if it is there now.
    async fn now(&self, css: &str, text: &str, what: &str) -> Option<String> {
        let script = format!(
            "const [css, text] = arguments;
             const plain = t => (t || '').replace(/\\s+/g, ' ').trim();
             const label = e => e.labels ? [...e.labels].map(l => l.innerText).join(' ') : '';
             const names = e => [e.innerText, e.getAttribute('aria-label'), e.value, e.title, e.placeholder, label(e)].map(plain).join(' ');
             const seen = e => e.getClientRects().length > 0;
             const found = [...document.querySelectorAll(css)].find(e => seen(e) && names(e).includes(text));
             if (!found) return null;
             {what}"
        );
        let answer = tokio::time::timeout(ANSWER, self.client.execute(&script, vec![json!(css), json!(text)])).await;
        if let Ok(Ok(Value::String(answer))) = answer { Some(answer) } else { None }
    }

    /// Runs a script in the page.
    pub(crate) async fn script(&self, text: &str) -> Value {
        tokio::time::timeout(ANSWER, self.client.execute(text, Vec::new())).await.unwrap().unwrap_or(Value::Null)
    }

    /// Runs a script in the page that says itself when it has ended: by calling the last of its arguments.
    pub(crate) async fn script_ended(&self, text: &str) -> Value {
        self.script_with(text, Vec::new()).await
    }

    /// The same with arguments before that.
    pub(crate) async fn script_with(&self, text: &str, with: Vec<Value>) -> Value {
        self.client.execute_async(text, with).await.unwrap()
    }

    /// Shows the page in a theme (`light`, `dark`) and with letters (`normal`, `large`), as its settings would.
    pub(crate) async fn looks(&self, theme: &str, text: &str) {
        let set = format!("d.theme = {}; d.text = {};", json!(theme), json!(text));
        // What was measured for other letters is measured anew.
        self.script(&format!("const d = document.documentElement.dataset; {set} window.dispatchEvent(new Event('resize')); return '';"))
            .await;
    }

    /// A picture of the display in `target/screens`: what a person sees, once the compositor has drawn it.
    pub(crate) async fn picture(&self, what: &str) {
        tokio::time::sleep(DRAWN).await;
        // No journey asks for what the two sides do not understand of each other.
        let malformed = self.script("return document.querySelector('[data-code=Malformed]')?.dataset.detail ?? null;").await;
        assert!(malformed.is_null(), "on the way to {what}: {malformed}");
        let display = std::env::var("DISPLAY").unwrap();
        crate::screenshot::take(&display, &PathBuf::from(format!("target/screens/{}-{what}.png", self.name))).unwrap();
    }

    /// Closes the window.
    pub(crate) async fn close(self) {
        leave(self.client).await;
    }
}

async fn leave(client: Client) {
    // The session may be gone already.
    let _: Result<(), CmdError> = client.close().await;
}
