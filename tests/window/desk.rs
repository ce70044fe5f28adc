//! A person at the window: opens it on a demonstration of its own, finds things as people do, by their names.

use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// How long something may take to appear.
const PATIENCE: Duration = Duration::from_secs(20);

/// The last day of the demonstration's data: a Sunday, so that 上周 is the week that ends there.
pub(crate) const UNTIL: &str = "2026-11-22";

/// Programs that the environment names; `None` where the real window is not to be tried.
fn programs() -> Option<(PathBuf, PathBuf, PathBuf)> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let found = named("YIMEN_WINDOW_TESTS").and_then(|_| Some((named("YIMEN_WINDOW")?, named("YIMEN_CTL")?, named("YIMEN_DRIVER")?)));
    if found.is_none() {
        eprintln!("skipped: the real window (cargo xtask test provides what it needs)");
    }
    found
}

/// An open window.
pub(crate) struct Desk {
    pub(crate) client: Client,
    pub(crate) data: PathBuf,
    /// Stands in for the file dialogs.
    pub(crate) files: PathBuf,
    name: &'static str,
    _folder: TempDir,
    driver: Child,
}

/// The demonstration is made once and copied for every journey.
fn demonstration(ctl: &Path) -> PathBuf {
    use std::sync::OnceLock;
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("yimen-journeys-{}", std::process::id()));
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

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Desk {
    /// Opens the window on a copy of the demonstration; `None` if the real window is not to be tried.
    pub(crate) async fn open(name: &'static str) -> Option<Self> {
        let (_, ctl, _) = programs()?;
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        copy(&demonstration(&ctl), &data);
        Self::open_on(name, folder, data).await
    }

    /// Opens the window on a folder without a database.
    pub(crate) async fn open_empty(name: &'static str) -> Option<Self> {
        programs()?;
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir_all(&data).unwrap();
        Self::open_on(name, folder, data).await
    }

    async fn open_on(name: &'static str, folder: TempDir, data: PathBuf) -> Option<Self> {
        let (window, _, driver) = programs()?;
        let files = folder.path().join("files");
        std::fs::create_dir_all(&files).unwrap();
        let (port, native) = (free_port(), free_port());
        let driver = Command::new(driver)
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .env("YIMEN_DATA", &data)
            .env("YIMEN_TEST_FILES", &files)
            .env("XDG_DATA_HOME", folder.path().join("home"))
            .env("XDG_CONFIG_HOME", folder.path().join("home"))
            .env("XDG_CACHE_HOME", folder.path().join("home"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("tauri-driver");
        let capabilities = json!({ "tauri:options": { "application": window } });
        let Value::Object(capabilities) = capabilities else { panic!("an object") };
        let mut client = Err(String::new());
        for _ in 0..100 {
            client = ClientBuilder::new()
                .capabilities(capabilities.clone())
                .connect(&format!("http://127.0.0.1:{port}"))
                .await
                .map_err(|e| e.to_string());
            if client.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let client = client.expect("a session of the window");
        Some(Self { client, data, files, name, _folder: folder, driver })
    }

    /// Waits until something visible is there that this CSS selector finds and whose text or name contains `text`;
    /// its text.
    pub(crate) async fn wait(&self, css: &str, text: &str) -> String {
        self.act(css, text, "return plain(found.innerText || found.value);").await
    }

    /// Clicks it.
    pub(crate) async fn click(&self, css: &str, text: &str) -> String {
        self.act(css, text, "found.scrollIntoView({ block: 'center' }); found.focus(); found.click(); return plain(found.innerText);").await
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

    /// Waits for it, then does something to it in the page.
    async fn act(&self, css: &str, text: &str, what: &str) -> String {
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
        #[expect(clippy::disallowed_methods, reason = "patience of a test")]
        let until = std::time::Instant::now() + PATIENCE;
        loop {
            let answer = self.client.execute(&script, vec![json!(css), json!(text)]).await;
            if let Ok(Value::String(answer)) = answer {
                return answer;
            }
            #[expect(clippy::disallowed_methods, reason = "patience of a test")]
            if std::time::Instant::now() > until {
                self.picture("failed").await;
                let body = self.script("return document.body.innerText").await;
                panic!("no {css} with {text:?}; the page says:\n{}", body.as_str().unwrap_or_default());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Runs a script in the page.
    pub(crate) async fn script(&self, text: &str) -> Value {
        self.client.execute(text, Vec::new()).await.unwrap_or(Value::Null)
    }

    /// A picture of the page in `target/screens`.
    pub(crate) async fn picture(&self, what: &str) {
        let folder = PathBuf::from("target/screens");
        std::fs::create_dir_all(&folder).unwrap();
        if let Ok(png) = self.client.screenshot().await {
            std::fs::write(folder.join(format!("{}-{what}.png", self.name)), png).unwrap();
        }
    }

    /// Closes the window.
    pub(crate) async fn close(mut self) {
        // The session may be gone already.
        let _: Result<(), CmdError> = self.client.clone().close().await;
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
