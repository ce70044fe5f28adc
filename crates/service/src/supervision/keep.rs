//! Registering a matter, editing one that is not handed out, giving it up.

use super::eyes::Eyes;
use super::{moved, noted, read, shown, source, step};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::items;
use crate::places::conflict;
use crate::ratings::within;
use api::supervision::{MatterShown, RevokeMatter, SaveMatter};
use api::{ApiError, ErrorCode};
use domain::place::PlaceId;
use domain::supervision::flow::{Act, REASON_LEAST, State, WORDS_LIMIT, next};
use domain::supervision::{MatterFields, MatterId};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::HashMap;
use store::supervision::{self, Head};
use store::{Conn, body, place};

/// Where an act leads, or that it can't be done where the matter is.
pub(super) fn lead(head: &Head, act: Act) -> Result<State, ApiError> {
    next(head.state, act, head.state_before).ok_or_else(|| ApiError::invalid("id", "matter_state").with("state", head.state.code()))
}

/// A text as the log tells it: with names beside keys, since they may be others later.
async fn logged(conn: &mut Conn<'_>, fields: &MatterFields) -> Result<Value, Failure> {
    let bodies: HashMap<_, _> = body::all(conn).await?.into_iter().map(|body| (body.id, body.name)).collect();
    let mut told = json!(fields);
    if let Value::Object(map) = &mut told {
        map.insert("lead_name".to_owned(), json!(fields.lead.and_then(|body| bodies.get(&body))));
        map.insert("helper_names".to_owned(), json!(fields.helpers.iter().filter_map(|body| bodies.get(body)).collect::<Vec<_>>()));
    }
    Ok(json!({ "matter": told }))
}

/// Refused if it names what is not there; the place that it is about.
async fn refers(cx: &mut Cx<'_>, eyes: &Eyes, fields: &MatterFields) -> Result<PlaceId, Failure> {
    if fields.lead.is_some_and(|lead| !eyes.is_body(lead)) {
        return Err(ApiError::invalid("lead", "unknown").into());
    }
    if fields.helpers.iter().any(|helper| !eyes.is_body(*helper)) {
        return Err(ApiError::invalid("helpers", "unknown").into());
    }
    let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
    let at = fields.place.unwrap_or(district);
    if !eyes.is_place(at) {
        return Err(ApiError::invalid("place", "unknown").into());
    }
    // Nor can he put something where he registers nothing.
    if eyes.instructs_at(at) { Ok(at) } else { Err(ErrorCode::NotFound.into()) }
}

/// Tidy fields; refused if something is wrong with them by themselves.
fn checked(fields: MatterFields, today: Date) -> Result<MatterFields, ApiError> {
    let fields = fields.tidy();
    match fields.problem() {
        Some(problem) => Err(items::check::wrong(&problem)),
        None if fields.instructed.is_some_and(|day| day > today) => Err(ApiError::invalid("instructed", "future").with("max", today)),
        None => Ok(fields),
    }
}

/// Enters in the log what a matter says now, beside what it said before.
async fn saved(cx: &mut Cx<'_>, id: MatterId, before: Option<&MatterFields>, fields: &MatterFields) -> Result<(), Failure> {
    let conn = &mut cx.conn().await?;
    let head = supervision::find(conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let values = json!({
        "begun": before.is_none(), "version": head.version,
        "before": match before {
            Some(before) => Some(logged(conn, before).await?),
            None => None,
        },
        "after": logged(conn, fields).await?,
    });
    noted(cx, &head, values).await
}

/// Registers a matter in the caller's work; refused if something is wrong with it, or it is not his to register.
pub(crate) async fn register(cx: &mut Cx<'_>, eyes: &Eyes, fields: MatterFields) -> Result<MatterId, Failure> {
    let fields = checked(fields, cx.today())?;
    let at = refers(cx, eyes, &fields).await?;
    let label = match fields.link {
        Some(link) => source::row(cx, link).await?.label,
        None => String::new(),
    };
    let now = cx.now;
    let id = supervision::insert(&mut cx.conn().await?, &fields, at, &label, &eyes.person, now).await?;
    let registered = step(cx, eyes, Act::Registered, &label);
    supervision::add_step(&mut cx.conn().await?, id, &registered).await?;
    saved(cx, id, None, &fields).await?;
    Ok(id)
}

impl Handle for SaveMatter {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MatterShown, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let Some(id) = self.id else {
            let id = register(cx, &eyes, self.fields).await?;
            return shown(cx, &eyes, id).await;
        };
        let fields = checked(self.fields, cx.today())?;
        let at = refers(cx, &eyes, &fields).await?;
        let (head, _) = read(cx, &eyes, id, self.version).await?;
        if !eyes.instructs_at(head.place) {
            return Err(ApiError::invalid("id", "matter_not_yours").into());
        }
        lead(&head, Act::Edited)?;
        let before = supervision::content(&mut cx.conn().await?, id).await?.ok_or(ErrorCode::NotFound)?;
        // From which row it came is not edited.
        if fields.link != before.link {
            return Err(ApiError::invalid("link", "locked").into());
        }
        if !supervision::save(&mut cx.conn().await?, &head, &fields, at, now).await? {
            return Err(conflict(&shown(cx, &eyes, id).await?)?);
        }
        let edited = step(cx, &eyes, Act::Edited, "");
        supervision::add_step(&mut cx.conn().await?, id, &edited).await?;
        saved(cx, id, Some(&before), &fields).await?;
        shown(cx, &eyes, id).await
    }
}

impl Handle for RevokeMatter {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MatterShown, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let reason = within(&self.reason, "reason", REASON_LEAST, WORDS_LIMIT)?.to_owned();
        let (head, _) = read(cx, &eyes, self.id, self.version).await?;
        if !eyes.instructs_at(head.place) {
            return Err(ApiError::invalid("id", "matter_not_yours").into());
        }
        let state = lead(&head, Act::Revoked)?;
        moved(cx, &eyes, &Head { state, ..head.clone() }).await?;
        let revoked = step(cx, &eyes, Act::Revoked, &reason);
        supervision::add_step(&mut cx.conn().await?, head.id, &revoked).await?;
        noted(cx, &head, json!({ "reason": reason })).await?;
        shown(cx, &eyes, head.id).await
    }
}

/// Whether the caller may know what was done to a matter.
pub(crate) async fn may_know(cx: &mut Cx<'_>, id: MatterId) -> Result<bool, Failure> {
    let eyes = Eyes::of(cx).await?;
    match super::found(cx, &eyes, id).await {
        Ok(_) => Ok(true),
        Err(Failure::Api(error)) if error.code == ErrorCode::NotFound => Ok(false),
        Err(failure) => Err(failure),
    }
}

/// By what the saving of a matter is taken back.
pub(crate) enum Back {
    /// It gets the text that it had.
    Save(Box<SaveMatter>),
    /// It was registered by that, so it is given up.
    Revoke(RevokeMatter),
}

/// By what the saving of a matter is taken back, from what the log says of it.
pub(crate) fn taken_back(id: i64, values: &Value, reason: String) -> Option<Back> {
    let (id, version) = (MatterId(id), values.get("version")?.as_i64()?);
    if values.get("begun")?.as_bool()? {
        return Some(Back::Revoke(RevokeMatter { id, reason, version }));
    }
    let fields: MatterFields = serde_json::from_value(values.get("before")?.get("matter")?.clone()).ok()?;
    Some(Back::Save(Box::new(SaveMatter { id: Some(id), fields, version })))
}
