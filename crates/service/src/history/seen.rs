//! Whether somebody may see a thing, and with it what was done to it.

use crate::context::Cx;
use crate::failure::Failure;
use api::{ErrorCode, Permission};
use domain::account::AccountId;
use domain::body::BodyId;
use domain::catalogue::item::ItemId;
use domain::duty::DutyId;
use domain::inspection::plan::{PlanId, VisitId};
use domain::meeting::MeetingId;
use domain::place::PlaceId;
use domain::point::PointId;
use domain::rating::RatingId;
use domain::supervision::MatterId;
use domain::task::TaskId;
use store::{body, place, point, rating};
use uuid::Uuid;

/// Not found, if the thing of a subject (`point:17`) lies outside of what the caller may see.
pub(super) async fn may_see(cx: &mut Cx<'_>, subject: &str) -> Result<(), Failure> {
    let not_found = || Failure::from(ErrorCode::NotFound);
    let (kind, key) = subject.split_once(':').ok_or_else(not_found)?;
    let id = key.parse::<i64>();
    match kind {
        "place" => at(cx, PlaceId(id.map_err(|_| not_found())?)).await,
        "point" => {
            let id = PointId(id.map_err(|_| not_found())?);
            let place = point::place_of(&mut cx.conn().await?, id).await?.ok_or_else(not_found)?;
            at(cx, place).await
        }
        "body" => {
            let id = BodyId(id.map_err(|_| not_found())?);
            let found = body::find(&mut cx.conn().await?, id).await?.ok_or_else(not_found)?;
            at(cx, found.place).await
        }
        "rating" => {
            let id = RatingId(id.map_err(|_| not_found())?);
            let access = cx.access_for(Permission::Ratings).ok_or_else(not_found)?;
            for scope in access.scopes() {
                if rating::find(&mut cx.conn().await?, scope, id).await?.is_some() {
                    return Ok(());
                }
            }
            Err(not_found())
        }
        "account" => {
            let id = Uuid::parse_str(key).map_err(|_| not_found())?;
            let keeps = [Permission::Accounts, Permission::Grants, Permission::Audit].iter().any(|p| cx.access_for(*p).is_some());
            if keeps || cx.actor.account() == Some(AccountId(id)) { Ok(()) } else { Err(not_found()) }
        }
        "source" if cx.access_for(Permission::Import).is_some() => Ok(()),
        "setting" if key == "cutoff" && cx.access_for(Permission::Places).is_some() => Ok(()),
        "calendar" | "change" if cx.access_for(Permission::Calendar).is_some() || cx.access_for(Permission::Ratings).is_some() => Ok(()),
        "item" => {
            let id = ItemId(id.map_err(|_| not_found())?);
            if crate::items::release::may_know(cx, id).await? { Ok(()) } else { Err(not_found()) }
        }
        // Modules and where items are done are read by everybody inside; what was done to them by whoever looks after them or reads business data.
        "module" | "availability" | "edition"
            if cx.access_for(Permission::Catalogue).is_some() || cx.access_for(Permission::Ratings).is_some() =>
        {
            Ok(())
        }
        "duty" => {
            let id = DutyId(id.map_err(|_| not_found())?);
            if crate::duties::may_know(cx, id).await? { Ok(()) } else { Err(not_found()) }
        }
        "matter" => {
            let id = MatterId(id.map_err(|_| not_found())?);
            if crate::supervision::may_know(cx, id).await? { Ok(()) } else { Err(not_found()) }
        }
        "task" => {
            let id = TaskId(id.map_err(|_| not_found())?);
            if crate::tasks::may_know(cx, id).await? { Ok(()) } else { Err(not_found()) }
        }
        "task_group" if cx.access_for(Permission::Matters).is_some() => Ok(()),
        "meeting" => {
            let id = MeetingId(id.map_err(|_| not_found())?);
            if crate::meetings::may_know(cx, id).await? { Ok(()) } else { Err(not_found()) }
        }
        "inspection" => {
            let id = PlanId(id.map_err(|_| not_found())?);
            if crate::inspections::may_know(cx, id).await? { Ok(()) } else { Err(not_found()) }
        }
        "inspection_visit" => {
            let id = VisitId(id.map_err(|_| not_found())?);
            if crate::inspections::may_know_visit(cx, id).await? { Ok(()) } else { Err(not_found()) }
        }
        "checklist" | "inspection_year" if crate::inspections::may_know_rules(cx).await? => Ok(()),
        "job" => {
            let id = Uuid::parse_str(key).map_err(|_| not_found())?;
            let access = cx.access_for(Permission::Import).ok_or_else(not_found)?;
            let all = std::mem::replace(&mut cx.access, access);
            let found = crate::jobs::visible(cx, id).await;
            cx.access = all;
            found.map(|_| ())
        }
        _ => Err(not_found()),
    }
}

async fn at(cx: &mut Cx<'_>, place: PlaceId) -> Result<(), Failure> {
    place::find(&mut cx.conn().await?, place).await?.ok_or(ErrorCode::NotFound)?;
    cx.scope_at(place).await.map(|_| ())
}
