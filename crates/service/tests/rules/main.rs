//! The rules of people, places and the door itself, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::assigning_clones, missing_docs, reason = "tests")]

mod accounts;
mod adjustments;
mod audits;
mod availability;
mod backups;
mod calendars;
mod catalogue;
mod cells;
mod checklists;
mod duties;
mod duty_cells;
mod duty_drafts;
mod duty_sets;
mod envelope;
mod erasure;
mod findings;
mod flow_charts;
mod inspection;
mod inspection_overview;
mod items;
mod meetings;
mod notices;
mod open;
mod packets;
mod papers;
mod pdf;
mod photos;
mod places;
mod proposals;
mod provincial;
mod rechecks;
mod releases;
mod sessions;
mod setup;
mod supervision;
mod tasks;
mod visit_photos;
mod visits;

use api::{ApiError, ErrorCode};
use domain::account::{AccountId, Role};
use testkit::Desk;

/// A password that is good enough.
pub(crate) const PASSWORD: &str = "lantern-quarry-9-otter";

/// The code of an error, its field and its rule.
pub(crate) fn told<T: std::fmt::Debug>(answer: Result<T, ApiError>) -> (ErrorCode, String, String) {
    let error = answer.expect_err("an error");
    let rule = error.arg("rule").to_owned();
    (error.code, error.field.unwrap_or_default(), rule)
}

/// The same for values that break a rule.
pub(crate) fn invalid<T: std::fmt::Debug>(answer: Result<T, ApiError>) -> (String, String) {
    let (code, field, rule) = told(answer);
    assert_eq!(code, ErrorCode::Invalid);
    (field, rule)
}

/// The code of an error.
pub(crate) fn code<T: std::fmt::Debug>(answer: Result<T, ApiError>) -> ErrorCode {
    told(answer).0
}

/// The account of a demonstration's role.
pub(crate) async fn account_of(desk: &Desk, role: Role) -> api::account::Account {
    account_named(desk, role.code()).await
}

/// The account of a login.
pub(crate) async fn account_named(desk: &Desk, login: &str) -> api::account::Account {
    let all = desk.operate(api::account::List {}).await.unwrap().accounts;
    all.into_iter().find(|a| a.login == login).unwrap()
}

/// A new account with a role at a place, not enrolled yet; its one-time code.
pub(crate) async fn newcomer(desk: &Desk, login: &str, role: Option<(Role, domain::place::PlaceId)>) -> (AccountId, String) {
    let made = desk.operate(api::account::Create { login: login.to_owned(), name: format!("{login}的人") }).await.unwrap();
    if let Some((role, place)) = role {
        let from = desk.service.now().day();
        desk.operate(api::account::GiveGrant { account: made.account, role, place, body: None, from, until: None }).await.unwrap();
    }
    (made.account, made.code)
}
