//! The command line's door: opens the database, signs in, carries envelopes.

use crate::args::{Args, LangArg};
use crate::files::Named;
use api::session::DatabaseKind;
use api::{ApiError, Call, ErrorCode, Lang, Operation, Outcome};
use domain::account::Role;
use serde_json::Value;
use service::{Actor, Answer, Handle, Location, Service, SessionChange, SessionToken};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// An open database and who is at its door.
pub(crate) struct Door {
    /// The service.
    pub(crate) service: Arc<Service>,
    token: Option<SessionToken>,
    lang: Lang,
    /// The database is a folder of the person who runs this: nothing in it is out of their reach anyway.
    is_own_folder: bool,
}

/// Whether a folder belongs to whoever runs this. Elsewhere than on Unix the person's own data folder is theirs.
fn is_own(folder: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        std::fs::metadata(folder).is_ok_and(|m| m.uid() == rustix::process::geteuid().as_raw())
    }
    #[cfg(not(unix))]
    {
        folder.is_dir()
    }
}

/// Where the database of these arguments is.
pub(crate) fn location(args: &Args) -> Location {
    let own = || directories::ProjectDirs::from("cn", "", "Yimen").map_or_else(|| PathBuf::from("yimen"), |d| d.data_dir().to_path_buf());
    match &args.database {
        Some(url) => Location::Postgres { url: url.clone(), staging: args.data.clone().unwrap_or_else(own).join("staging") },
        None => Location::Folder(args.data.clone().unwrap_or_else(own)),
    }
}

impl Door {
    /// Opens the database and, if a user is named, signs in.
    pub(crate) async fn open(args: &Args) -> Result<Self, ApiError> {
        let place = location(args);
        let service = Service::open_once(place.clone()).await.map_err(service::why)?;
        let is_own_folder = matches!(&place, Location::Folder(folder) if is_own(folder));
        let lang = match args.lang {
            LangArg::Zh => Lang::Zh,
            LangArg::En => Lang::En,
        };
        let mut door = Self { service, token: None, lang, is_own_folder };
        if let Some(login) = &args.user {
            let password = match std::env::var("YIMEN_PASSWORD") {
                Ok(password) => password,
                Err(_) => rpassword::prompt_password(format!("{login}: ")).map_err(|_| ApiError::new(ErrorCode::SignInNeeded))?,
            };
            door.call(api::session::Open { login: login.clone(), password }, &Named::default()).await?;
        }
        Ok(door)
    }

    /// Keeps the installation: as the signed-in person; as an audited local operator in an own folder, whose files are the
    /// person's anyway, and in a database that nobody has set up.
    pub(crate) async fn operate<O: Handle>(&mut self, operation: O, files: &Named) -> Result<O::Reply, ApiError> {
        if self.token.is_none() && (self.is_own_folder || self.service.kind().await?.is_none()) {
            return self.service.run(Actor::LocalOperator, operation, files).await;
        }
        self.call(operation, files).await
    }

    /// Looks at the database: as the signed-in person, or as an audited local operator in an own folder.
    pub(crate) async fn examine<O: Handle>(&mut self, operation: O) -> Result<O::Reply, ApiError> {
        if self.token.is_none() && self.is_own_folder {
            return self.service.run(Actor::LocalOperator, operation, &Named::default()).await;
        }
        self.call(operation, &Named::default()).await
    }

    /// Does an operation: as the signed-in person, or as an audited local operator on a demonstration in an own
    /// folder.
    pub(crate) async fn call<O: Handle>(&mut self, operation: O, files: &Named) -> Result<O::Reply, ApiError> {
        if self.token.is_none() && self.is_own_folder && self.service.kind().await? == Some(DatabaseKind::Demo) && O::NAME != "session.open"
        {
            return self.service.run(Actor::LocalOperator, operation, files).await;
        }
        let malformed = |e: serde_json::Error| ApiError::new(ErrorCode::Malformed).with("detail", e);
        let body = serde_json::to_value(operation).map_err(malformed)?;
        let reply = self.raw(<O as Operation>::NAME, body, files).await?;
        serde_json::from_value(reply).map_err(malformed)
    }

    /// Sends an envelope and keeps the session that comes back.
    pub(crate) async fn raw(&mut self, name: &str, body: Value, files: &Named) -> Result<Value, ApiError> {
        let call = Call { v: api::VERSION, request_id: Uuid::now_v7(), lang: self.lang, name: name.to_owned(), body };
        let malformed = |e: serde_json::Error| ApiError::new(ErrorCode::Malformed).with("detail", e);
        let envelope = serde_json::to_vec(&call).map_err(malformed)?;
        let Answer { body, session } = self.service.call(self.token.as_ref(), &envelope, files).await;
        match session {
            SessionChange::Keep => {}
            SessionChange::Set(token) => self.token = Some(token),
            SessionChange::Clear => self.token = None,
        }
        match serde_json::from_slice(&body).map_err(malformed)? {
            Outcome::Ok(reply) => Ok(reply),
            Outcome::Error(error) => Err(error),
        }
    }

    /// An operation by name: enters a demonstration as the role that may, so that scripts can try everything there.
    pub(crate) async fn call_by_name(&mut self, name: &str, body: Value, files: &Named) -> Result<Value, ApiError> {
        if self.token.is_none() && self.is_own_folder && self.service.kind().await? == Some(DatabaseKind::Demo) {
            let needs = api::operations().into_iter().find(|o| o.name == name).map(|o| o.needs);
            let anybody = matches!(needs, None | Some(api::Permission::Anyone));
            // What everybody who is signed in may do, no role is named for.
            if let Some(role) = needs.filter(|_| !anybody).map(|n| n.roles().first().copied().unwrap_or(Role::Leader)) {
                let body = serde_json::to_value(api::session::Enter { role }).unwrap_or_default();
                self.raw("session.enter", body, &Named::default()).await?;
            }
        }
        self.raw(name, body, files).await
    }

    /// Signs out and closes the database.
    pub(crate) async fn close(mut self) {
        if self.token.is_some() {
            // The session would end by itself when idle.
            let _ = self.raw("session.close", Value::Object(serde_json::Map::new()), &Named::default()).await;
        }
        self.service.close().await;
    }
}
