//! What ratings, imports, changes, calendar, backups and the audit log have to say.

use super::{Found, days_since};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::jobs;
use api::Permission;
use api::home::{TodoKind, Urgency};
use api::job::JobState;
use api::session::DatabaseKind;
use domain::account::Role;
use domain::backup::Standing;
use domain::change::Basis;
use domain::inspection::overview::MONTHS_USUAL;
use domain::period::{Period, Preset};
use domain::place::PlaceId;
use domain::rating::{Grade, Standing as Counts};
use domain::supervision::light::Light;
use jiff::civil::Date;
use store::{audit, job, place, rating};

/// Days after which the chain should be proved again.
const PROOF_DAYS: i64 = 7;
/// Days for which exceptions are new to the business auditor.
const EXCEPTION_DAYS: i64 = 7;
/// Who answers for bad ratings.
const ANSWER: [Role; 4] = [Role::DepartmentHandler, Role::TownAdmin, Role::StationClerk, Role::CatalogueAdmin];

/// Imports whose returned rows nobody has fetched or settled.
pub(super) async fn returned_rows(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    let Some(access) = cx.access_for(Permission::Import) else { return Ok(()) };
    let own = if jobs::is_of_the_district(cx, &access).await? { None } else { cx.actor.account() };
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
        standings: &[Counts::Counted],
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

/// Entries of the responsibility lists that wait for the caller: to be accepted, reviewed, published, or handed in again.
pub(super) async fn duties(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    let (n, oldest) = crate::duties::waiting(cx).await?;
    found.add(TodoKind::DutiesWaiting, Urgency::Due, n, oldest, 0);
    Ok(())
}

/// Texts of items that wait for the caller: to be reviewed, published, or handed in again; proposals for them to be answered, and rows of the
/// province's list to be decided about.
pub(super) async fn releases(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    let (n, oldest) = crate::items::release::waiting(cx).await?;
    found.add(TodoKind::ReleasesWaiting, Urgency::Due, n, oldest, 0);
    let (n, oldest) = crate::items::proposal::waiting(cx).await?;
    found.add(TodoKind::ProposalsWaiting, Urgency::Due, n, oldest, 0);
    let (n, oldest) = crate::provincial::to_decide(cx).await?;
    found.add(TodoKind::ProvincialRows, Urgency::Due, n, oldest, 0);
    Ok(())
}

/// Items and entries of the responsibility lists that are due to be checked again, for those who keep them.
pub(super) async fn to_check(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    if cx.access_for(Permission::Catalogue).is_some() {
        let n = crate::items::verify::due(cx).await?;
        found.add(TodoKind::ItemsToCheck, Urgency::Some, n, None, 0);
    }
    let n = crate::duties::due_to_check(cx).await?;
    found.add(TodoKind::DutiesToCheck, Urgency::Some, n, None, 0);
    Ok(())
}

/// Matters of 督办: what is red for those who asked for it, what waits for those who hand out or answer.
pub(super) async fn matters(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    let to_do = crate::supervision::to_do(cx).await?;
    found.add(TodoKind::MattersRed, Urgency::Wrong, to_do.red, to_do.red_since, 0);
    found.add(TodoKind::MattersWaiting, Urgency::Due, to_do.waiting, None, 0);
    Ok(())
}

/// Tasks of the working groups that are red, for those who gave them.
pub(super) async fn tasks(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    if cx.access_for(Permission::Instruct).is_none() {
        return Ok(());
    }
    let counts = api::task::CountTasks { filter: api::task::TaskFilter::default() }.handle(cx).await?;
    let red = counts.lights.iter().find(|(light, _)| *light == Light::Red).map_or(0, |(_, n)| *n);
    found.add(TodoKind::TasksRed, Urgency::Wrong, red, None, 0);
    Ok(())
}

/// Plans of inspection that wait for the caller, and where he is sent soon.
pub(super) async fn inspections(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    let (n, oldest) = crate::inspections::waiting(cx).await?;
    found.add(TodoKind::InspectionsWaiting, Urgency::Due, n, oldest, 0);
    let (n, first) = crate::inspections::coming(cx).await?;
    found.add(TodoKind::VisitsComing, Urgency::Due, n, first, crate::inspections::SOON);
    let (in_hand, to_review) = crate::inspections::unfinished(cx).await?;
    found.add(TodoKind::VisitsInHand, Urgency::Due, in_hand, None, 0);
    found.add(TodoKind::VisitsToReview, Urgency::Due, to_review, None, 0);
    let unvisited = Box::pin(crate::inspections::unvisited(cx)).await?;
    found.add(TodoKind::StationsUnvisited, Urgency::Some, unvisited, None, i64::from(MONTHS_USUAL));
    findings(cx, found).await
}

/// Findings, by what is asked of the caller.
async fn findings(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    let waiting = crate::inspections::findings_waiting(cx).await?;
    found.add(TodoKind::FindingsLate, Urgency::Wrong, waiting.late, None, 0);
    found.add(TodoKind::FindingsInHand, Urgency::Due, waiting.in_hand, waiting.first_due, 0);
    found.add(TodoKind::FindingsToIssue, Urgency::Due, waiting.to_issue, None, 0);
    found.add(TodoKind::FindingsToRecheck, Urgency::Due, waiting.to_recheck, None, 0);
    found.add(TodoKind::FindingsAsking, Urgency::Due, waiting.asking, None, 0);
    found.add(TodoKind::FindingsObjected, Urgency::Due, waiting.objected, None, 0);
    found.add(TodoKind::ExemplarsToReview, Urgency::Some, waiting.exemplars, None, 0);
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

/// The newest backup failed, or the newest good one is old, or there is none.
pub(super) async fn backups(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    if cx.access_for(Permission::Backup).is_none() {
        return Ok(());
    }
    let last = job::history::newest_of(&mut cx.conn().await?, "backup.make").await?;
    let has_failed = last.is_some_and(|job| matches!(JobState::from_code(&job.state), Some(JobState::Failed | JobState::Interrupted)));
    let is_real = crate::sessions::kind(&mut cx.conn().await?).await? == Some(DatabaseKind::Real);
    let (standing, newest) = crate::backups::standing_now(cx).await?;
    let day = newest.map(|at| at.day());
    match standing {
        _ if has_failed => found.add(TodoKind::Backups, Urgency::Wrong, 1, day, 0),
        Standing::Missing if is_real => found.add(TodoKind::Backups, Urgency::Wrong, 1, None, -1),
        Standing::Old => found.add(TodoKind::Backups, Urgency::Due, 1, day, newest.map_or(0, |at| days_since(at, cx.now))),
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
    let n = crate::exceptions::count(cx, period).await?;
    found.add(TodoKind::Exceptions, Urgency::Some, n, Some(period.from), EXCEPTION_DAYS);
    Ok(())
}
