//! Another person at another program on the same database, without a window.

use api::body::{List, Save};
use api::catalogue::ListModules;
use api::duty::Verdict;
use api::item::{ChosenRelease, ListReleases, PublishReleases, Release, ReviewReleases, SaveItem};
use api::page::PageAt;
use api::session::Enter;
use api::{ApiError, Call, Lang, Operation, Outcome};
use domain::account::Role;
use domain::body::Body;
use domain::catalogue::codes::{Audience, Handling};
use domain::catalogue::item::{Item, ItemFields};
use domain::duty::flow::Stage;
use domain::place::Level;
use service::{Actor, Location, NoFiles, Service, SessionChange, SessionToken};
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

fn chosen(releases: &[Release]) -> Vec<ChosenRelease> {
    releases.iter().map(|one| ChosenRelease { release: one.id, version: one.version }).collect()
}

pub(crate) struct Other {
    service: Arc<Service>,
    token: Option<SessionToken>,
}

impl Other {
    /// Enters the demonstration in a folder as the account of a role.
    pub(crate) async fn enter(data: &Path, role: Role) -> Self {
        let service = Service::open(Location::Folder(data.to_owned())).await.unwrap();
        let mut other = Self { service, token: None };
        let (_, change) = other.ask(Enter { role }).await;
        let SessionChange::Set(token) = change else { panic!("no session") };
        other.token = Some(token);
        other
    }

    async fn ask<O: Operation>(&self, operation: O) -> (Result<O::Reply, ApiError>, SessionChange) {
        let body = serde_json::to_value(operation).unwrap();
        let call = Call { v: api::VERSION, request_id: Uuid::now_v7(), lang: Lang::Zh, name: O::NAME.to_owned(), body };
        let answer = self.service.call(self.token.as_ref(), &serde_json::to_vec(&call).unwrap(), &NoFiles).await;
        let reply = match serde_json::from_slice(&answer.body).unwrap() {
            Outcome::Ok(reply) => Ok(serde_json::from_value(reply).unwrap()),
            Outcome::Error(error) => Err(error),
        };
        (reply, answer.session)
    }

    /// The body of that name, as it is now.
    pub(crate) async fn body(&self, name: &str) -> Body {
        let (listed, _) = self.ask(List {}).await;
        listed.unwrap().bodies.into_iter().find(|body| body.name == name).unwrap()
    }

    /// Saves a body upon the version that was read.
    pub(crate) async fn save(&self, body: &Body) -> Result<Body, ApiError> {
        let Body { id, code, name, place, active, version, .. } = body.clone();
        self.ask(Save { id: Some(id), code, name, place, active, version }).await.0
    }

    /// Describes an item behind a module.
    pub(crate) async fn describe(&self, code: &str, name: &str, module: &str) -> Result<Item, ApiError> {
        let (listed, _) = self.ask(List {}).await;
        let (modules, _) = self.ask(ListModules {}).await;
        let fields = ItemFields {
            code: code.to_owned(),
            name: name.to_owned(),
            body: listed.unwrap().bodies.first().map(|body| body.id),
            levels: vec![Level::Village],
            audience: vec![Audience::Person],
            handling: Handling::Instant,
            modules: modules.unwrap().modules.into_iter().filter(|one| one.fields.name == module).map(|one| one.id).collect(),
            ..ItemFields::default()
        };
        self.ask(SaveItem { id: None, fields, version: 0 }).await.0
    }

    /// The offices of the chain agree to every item of a code that was handed in, and somebody else than its author publishes it.
    pub(crate) async fn publish(&self, code: &str, paper: &str) {
        let accounts = self.service.run_plain(Actor::LocalOperator, api::account::List {}).await.unwrap().accounts;
        let of = |login: &str| accounts.iter().find(|account| account.login == login).unwrap().id;
        let mut listed = self.handed_in(code).await;
        for login in ["demo.establishment", "demo.justice", "approver"] {
            let review = ReviewReleases { releases: chosen(&listed), verdict: Verdict::Approve, opinion: "同意".to_owned() };
            listed = self.service.run_for(of(login), review).await.unwrap().releases;
        }
        let (effective, countersigned) = (self.service.now().day(), String::new());
        let publish = PublishReleases { releases: chosen(&listed), effective, paper: paper.to_owned(), countersigned };
        self.service.run_for(of("demo.drafter"), publish).await.unwrap();
    }

    async fn handed_in(&self, code: &str) -> Vec<Release> {
        let list = ListReleases { waiting: false, stage: Some(Stage::Review), page: PageAt::First, limit: 200 };
        let all = self.service.run_plain(Actor::LocalOperator, list).await.unwrap().releases;
        all.into_iter().filter(|one| one.code == code).collect()
    }

    pub(crate) async fn leave(self) {
        self.service.close().await;
    }
}
