//! What ratings, imports, changes, calendar, backups, the audit log and drafts have to say.

use super::{Found, days_since};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::home::{TodoKind, Urgency};
use api::job::JobState;
use api::session::DatabaseKind;
use api::{ErrorCode, Permission};
use domain::account::Role;
use domain::change::Basis;
use domain::period::{Period, Preset};
use domain::place::PlaceId;
use domain::rating::{Grade, Standing};
use jiff::civil::Date;
use store::{audit, draft, job, place, rating};

/// Days after which a backup is old.
const BACKUP_DAYS: i64 = 7;
/// Days after which the chain should be proved again.
const PROOF_DAYS: i64 = 7;
/// Days for which exceptions are new to the business auditor.
const EXCEPTION_DAYS: i64 = 7;
/// Who answers for bad ratings.
const ANSWER: [Role; 4] = [Role::DepartmentHandler, Role::TownAdmin, Role::StationClerk, Role::CatalogueAdmin];

/// Imports whose returned rows nobody has fetched or settled.
pub(super) async fn returned_rows(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    let Some(access) = cx.access_for(Permission::Import) else { return Ok(()) };
    let district = place::district(&mut cx.conn().await?).await?;
    let all = access.scopes().iter().any(|s| Some(s.place()) == district && s.body().is_none());
    let own = if all { None } else { cx.actor.account() };
    let (n, oldest) = job::history::open(&mut cx.conn().await?, own).await?;
    found.add(TodoKind::ReturnedRows, Urgency::Due, n, oldest.map(|at| at.day()), 0);
    Ok(())
}

/// Bad ratings of the last whole week, for those who answer for them: one entry for each grant.
pub(super) async fn bad_ratings(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    let Some(access) = cx.access_for(Permission::Ratings) else { return Ok(()) };
    let today = cx.today();
    let mut places: Vec<PlaceId> = cx.grants.iter().filter(|g| g.holds_on(today) && ANSWER.contains(&g.role)).map(|g| g.place).collect();
    places.sort_unstable();
    places.dedup();
    let (cutoff, _) = crate::sessions::cutoff(&mut cx.conn().await?, today).await?;
    let period = Preset::LastWeek.period(cutoff);
    let filter = rating::Filter {
        period,
        below: true,
        grades: &[Grade::VeryBad, Grade::Bad],
        standings: &[Standing::Counted],
        channels: &[],
        assess_no: None,
        facet: None,
        weekday: None,
        hour: None,
        with_comment: false,
        text: None,
        basis: Basis::Now,
    };
    for at in places {
        let path = place::path(&mut cx.conn().await?, at).await?;
        let Some(scope) = access.narrow(at, &path) else { continue };
        let (n, _) = rating::count(&mut cx.conn().await?, &scope, &filter).await?;
        found.at(TodoKind::BadRatings, Urgency::Due, n, Some(period.from), 0, Some(at));
    }
    Ok(())
}

/// Planned changes whose day came and that could not be done.
pub(super) async fn failed_changes(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    if cx.access_for(Permission::Changes).is_none() {
        return Ok(());
    }
    let (n, oldest) = store::home::failed_changes(&mut cx.conn().await?).await?;
    found.add(TodoKind::FailedChanges, Urgency::Wrong, n, oldest, 0);
    Ok(())
}

/// A year that should be published by now and is not known.
pub(super) async fn calendar(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    if cx.access_for(Permission::Calendar).is_none() {
        return Ok(());
    }
    let years = api::calendar::ListYears {}.handle(cx).await?;
    if let Some(due) = years.due {
        found.add(TodoKind::ProvisionalYears, Urgency::Due, 1, Some(Date::constant(due, 1, 1)), i64::from(due));
    }
    Ok(())
}

/// A backup that failed, is old, or was never made. What backups are called is said by whoever makes them: `backup…`.
pub(super) async fn backups(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    if cx.access_for(Permission::Accounts).is_none() {
        return Ok(());
    }
    let now = cx.now;
    let (newest, done) = job::history::newest_of(&mut cx.conn().await?, "backup%").await?;
    let has_failed = newest
        .as_ref()
        .is_some_and(|job| matches!(JobState::from_code(&job.state), Some(JobState::Failed | JobState::Interrupted | JobState::Refused)));
    let is_real = crate::sessions::kind(&mut cx.conn().await?).await? == Some(DatabaseKind::Real);
    match done {
        _ if has_failed => {
            found.add(TodoKind::Backups, Urgency::Wrong, 1, done.map(|at| at.day()), done.map_or(-1, |at| days_since(at, now)))
        }
        Some(at) if days_since(at, now) >= BACKUP_DAYS => {
            found.add(TodoKind::Backups, Urgency::Due, 1, Some(at.day()), days_since(at, now));
        }
        None if is_real => found.add(TodoKind::Backups, Urgency::Wrong, 1, None, -1),
        _ => {}
    }
    Ok(())
}

/// The audit chain: not proved for a week, or it did not fit.
pub(super) async fn chain(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    if cx.access_for(Permission::Audit).is_none() {
        return Ok(());
    }
    let now = cx.now;
    match audit::last_done(&mut cx.conn().await?, "audit.verify").await? {
        None => found.add(TodoKind::UnprovedChain, Urgency::Due, 1, None, -1),
        Some((at, values)) => {
            let values: Option<serde_json::Value> = values.as_deref().and_then(|v| serde_json::from_str(v).ok());
            let faults = values.and_then(|v| v.get("faults").and_then(serde_json::Value::as_i64)).unwrap_or(0);
            let days = days_since(at, now);
            if faults > 0 {
                found.add(TodoKind::UnprovedChain, Urgency::Wrong, faults, Some(at.day()), 0);
            } else if days >= PROOF_DAYS {
                found.add(TodoKind::UnprovedChain, Urgency::Due, 1, Some(at.day()), days);
            }
        }
    }
    Ok(())
}

/// What was corrected, withdrawn, taken out or looked at in the last days.
pub(super) async fn exceptions(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    if cx.access_for(Permission::Exceptions).is_none() {
        return Ok(());
    }
    let today = cx.today();
    let period = Period { from: domain::day::later(today, 1 - EXCEPTION_DAYS), to: today };
    let (n, _) = crate::exceptions::since(cx, period).await?;
    found.add(TodoKind::Exceptions, Urgency::Some, n, Some(period.from), EXCEPTION_DAYS);
    Ok(())
}

/// One's own drafts.
pub(super) async fn drafts(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    let account = cx.actor.account().ok_or(ErrorCode::SignInNeeded);
    let Ok(account) = account else { return Ok(()) };
    let (n, oldest) = draft::count(&mut cx.conn().await?, account).await?;
    found.add(TodoKind::Drafts, Urgency::Some, n, oldest.map(|at| at.day()), api::draft::KEPT_DAYS);
    Ok(())
}
