//! From a process to a window: renderer, folder, log, service, window, and its end.

use crate::desk::Desk;
use crate::self_test;
use api::{Call, Lang};
use domain::account::Role;
use service::{Location, NoFiles, Service, SessionChange, SessionToken};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use tauri::{App, AppHandle, Manager, RunEvent, Runtime, WebviewUrl, WebviewWindowBuilder};
use uuid::Uuid;

/// Title of the window.
const TITLE: &str = "一门 · 麻章区基层公共服务综合平台(管理端)";

/// Variables that WebKitGTK has to find when the process begins: its DMABUF renderer shows white windows with some drivers and
/// in virtual displays; without compositing and with software GL it draws on machines whose driver is broken altogether.
#[cfg(target_os = "linux")]
fn renderer(in_software: bool) -> &'static [&'static str] {
    const ALL: [&str; 3] = ["WEBKIT_DISABLE_DMABUF_RENDERER", "WEBKIT_DISABLE_COMPOSITING_MODE", "LIBGL_ALWAYS_SOFTWARE"];
    if in_software { &ALL } else { &ALL[..1] }
}

/// Starts the program again with the variables that the renderer needs, where they are not set yet.
#[cfg(target_os = "linux")]
pub(crate) fn with_renderer_that_works(in_software: bool) -> Option<ExitCode> {
    use std::os::unix::process::CommandExt;
    let missing: Vec<&str> = renderer(in_software).iter().copied().filter(|name| std::env::var_os(name).is_none()).collect();
    if missing.is_empty() {
        return None;
    }
    let program = std::env::current_exe().ok()?;
    // Only comes back if it fails; then the window is tried as it is.
    let _ = std::process::Command::new(program).args(std::env::args_os().skip(1)).envs(missing.into_iter().map(|name| (name, "1"))).exec();
    None
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn with_renderer_that_works(_in_software: bool) -> Option<ExitCode> {
    None
}

/// What a person or a script asked for when starting the program.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// Folder of the district; beside a shared database, of this desk's logs and of files while they are imported.
    pub(crate) data: PathBuf,
    /// PostgreSQL database that desks share, `postgres://…`.
    database: Option<String>,
    /// Role to enter a demonstration database as.
    pub(crate) enter_as: Option<Role>,
}

impl Options {
    /// `--data DIR` or `YIMEN_DATA`, else the system's data folder; `--database URL` or `YIMEN_DATABASE`; `YIMEN_ENTER_AS`
    /// for demonstrations.
    pub(crate) fn from_environment() -> Self {
        let enter_as = std::env::var("YIMEN_ENTER_AS").ok().and_then(|role| Role::from_code(&role));
        Self { enter_as, ..Self::of(std::env::args_os().skip(1), |name| std::env::var_os(name)) }
    }

    /// What is typed beats the environment, as with `yimenctl`: `--data DIR` means that folder even where
    /// `YIMEN_DATABASE` is set.
    fn of(mut args: impl Iterator<Item = OsString>, env: impl Fn(&str) -> Option<OsString>) -> Self {
        let (mut data, mut database) = (None, None);
        while let Some(arg) = args.next() {
            match arg.to_str() {
                Some("--data") => data = args.next(),
                Some("--database") => database = args.next(),
                _ => {}
            }
        }
        if data.is_none() || database.is_some() {
            database = database.or_else(|| env("YIMEN_DATABASE"));
        }
        let data = data.or_else(|| env("YIMEN_DATA")).map_or_else(default_folder, PathBuf::from);
        Self { data, database: database.and_then(|url| url.into_string().ok()), enter_as: None }
    }

    fn location(&self) -> Location {
        match &self.database {
            Some(url) => Location::Postgres { url: url.clone(), staging: self.data.join("staging") },
            None => Location::Folder(self.data.clone()),
        }
    }

    /// A word for the folder and database, of letters and digits; none for the system's own data folder.
    pub(crate) fn mark(&self) -> Option<String> {
        let full = |path: &Path| std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf());
        let folder = full(&self.data);
        if self.database.is_none() && folder == full(&default_folder()) {
            return None;
        }
        let mut named = folder.into_os_string().into_encoded_bytes();
        named.extend(self.database.as_deref().unwrap_or_default().bytes());
        Some(Uuid::new_v5(&Uuid::NAMESPACE_URL, &named).simple().to_string())
    }
}

fn default_folder() -> PathBuf {
    directories::ProjectDirs::from("cn", "", "Yimen").map_or_else(|| PathBuf::from("yimen"), |d| d.data_dir().to_path_buf())
}

/// Opens the database and makes the window.
pub(crate) fn set_up(app: &mut App, options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let (location, role) = (options.location(), options.enter_as);
    // Beside the making of the window and the loading of the page, which take longer.
    app.manage(Desk::opening(async move {
        let opened = Service::open(location).await.map_err(service::why);
        if let Ok(service) = &opened {
            service.forget_opened();
        }
        let session = match (&opened, role) {
            (Ok(service), Some(role)) => enter(service, role).await,
            _ => None,
        };
        (opened, session)
    }));
    if let Err(wrong) = self_test::look() {
        self_test::explain(app.handle(), &wrong);
        return Ok(());
    }
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
        .title(TITLE)
        .inner_size(1440.0, 900.0)
        .min_inner_size(1024.0, 680.0)
        .center();
    // WebView2 is told by arguments; those before are what it is given anyway.
    #[cfg(windows)]
    let window = if self_test::renders_in_software(&options.data) {
        window.additional_browser_args("--disable-features=msWebOOUI,msPdfOOUI,msSmartScreenProtection --disable-gpu")
    } else {
        window
    };
    let window = window.build()?;
    crate::page_lost::watch(&window, &options.data)?;
    self_test::watch(app.handle(), options.data.clone());
    Ok(())
}

/// Enters a demonstration; the page shows the sign-in if it can't be entered.
async fn enter(service: &Arc<Service>, role: Role) -> Option<SessionToken> {
    let body = serde_json::to_value(api::session::Enter { role }).ok()?;
    let call = Call { v: api::VERSION, request_id: Uuid::now_v7(), lang: Lang::Zh, name: "session.enter".to_owned(), body };
    let answer = service.call(None, &serde_json::to_vec(&call).ok()?, &NoFiles).await;
    match answer.session {
        SessionChange::Set(token) => Some(token),
        SessionChange::Keep | SessionChange::Clear => None,
    }
}

/// Brings the window to the front when the program is started a second time.
pub(crate) fn show<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window("main") {
        // A window that can't be raised is still there.
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Closes the database when the program ends.
pub(crate) fn on_event<R: Runtime>(app: &AppHandle<R>, event: RunEvent) {
    if let RunEvent::Exit = event
        && let Some(service) = app.try_state::<Desk>().and_then(|desk| desk.service())
    {
        tauri::async_runtime::block_on(service.close());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_folder_has_its_own_window() {
        let mark = |data: &Path| Options { data: data.to_path_buf(), database: None, enter_as: None }.mark();
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let [first, second] = folders.each_ref().map(|folder| mark(folder.path()).unwrap());
        assert_ne!(first, second);
        assert_eq!(mark(&folders[0].path().join(".")), Some(first));
        assert_eq!(mark(&default_folder()), None);
        let shared = Options { data: default_folder(), database: Some("postgres://desk/yimen".to_owned()), enter_as: None };
        assert!(shared.mark().is_some());
    }

    #[test]
    fn what_is_typed_beats_the_environment() {
        let both = |name: &str| Some(OsString::from(if name == "YIMEN_DATABASE" { "postgres://env" } else { "/env" }));
        let of = |args: &[&str], env: &dyn Fn(&str) -> Option<OsString>| {
            let options = Options::of(args.iter().map(OsString::from), env);
            (options.data.to_string_lossy().into_owned(), options.database)
        };
        let typed = |data: &str, database: Option<&str>| (data.to_owned(), database.map(str::to_owned));
        assert_eq!(of(&[], &both), typed("/env", Some("postgres://env")));
        assert_eq!(of(&["--data", "/mine"], &both), typed("/mine", None));
        assert_eq!(of(&["--database", "postgres://mine"], &both), typed("/env", Some("postgres://mine")));
        assert_eq!(of(&["--data", "/mine", "--database", "postgres://mine"], &both), typed("/mine", Some("postgres://mine")));
        let none = |_: &str| None;
        assert_eq!(of(&["--other", "--data", "/mine"], &none), typed("/mine", None));
        assert_eq!(of(&[], &none).1, None);
    }
}
