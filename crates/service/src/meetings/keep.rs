//! Recording a meeting, editing a draft, issuing it, giving it up.

use super::{is_office, noted, read, records, shown};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::items;
use crate::places::conflict;
use crate::ratings::within;
use crate::supervision::{Eyes, Names};
use api::meeting::{IssueMeeting, MeetingShown, RevokeMeeting, SaveMeeting};
use api::{ApiError, ErrorCode};
use domain::meeting::{Agreed, MeetingFields, MeetingId, MeetingState};
use domain::period::FIRST_DAY;
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use domain::task::LAST_DAY;
use serde_json::{Value, json};
use store::meeting::{self, Head};

/// Tidy fields; refused if something is wrong with them, or they name what is not there.
fn checked(eyes: &Eyes, fields: MeetingFields) -> Result<MeetingFields, ApiError> {
    let fields = fields.tidy();
    if let Some(problem) = fields.problem() {
        return Err(items::check::wrong(&problem));
    }
    match fields.day {
        Some(day) if day < FIRST_DAY => return Err(ApiError::invalid("day", "too_early").with("min", FIRST_DAY)),
        Some(day) if day > LAST_DAY => return Err(ApiError::invalid("day", "too_late").with("max", LAST_DAY)),
        _ => {}
    }
    for (n, one) in fields.agreed.iter().enumerate() {
        if one.lead.is_some_and(|lead| !eyes.is_body(lead)) {
            return Err(ApiError::invalid(&format!("agreed.{n}.lead"), "unknown"));
        }
        if one.helpers.iter().any(|helper| !eyes.is_body(*helper)) {
            return Err(ApiError::invalid(&format!("agreed.{n}.helpers"), "unknown"));
        }
        if one.due.is_some_and(|due| due > LAST_DAY) {
            return Err(ApiError::invalid(&format!("agreed.{n}.due"), "too_late").with("max", LAST_DAY));
        }
    }
    Ok(fields)
}

/// Refused if another meeting has the number.
async fn is_free(cx: &mut Cx<'_>, id: Option<MeetingId>, number: &str) -> Result<(), Failure> {
    if number.is_empty() {
        return Ok(());
    }
    match meeting::numbered(&mut cx.conn().await?, number).await? {
        Some(other) if Some(other) != id => Err(ApiError::invalid("number", "taken").into()),
        _ => Ok(()),
    }
}

/// A text as the log tells it: what was agreed line by line, with names instead of keys.
fn logged(names: &Names, fields: &MeetingFields) -> Value {
    let line = |one: &Agreed| {
        let bodies = one.lead.iter().chain(&one.helpers).map(|body| names.body(Some(*body)));
        let parts = std::iter::once(one.text.clone()).chain(bodies).chain(one.due.map(domain::day::text));
        parts.collect::<Vec<_>>().join(" ")
    };
    let agreed: Vec<String> = fields.agreed.iter().map(line).collect();
    let mut told = json!(fields);
    if let Value::Object(map) = &mut told {
        // As it is read, and as it is put back.
        map.insert("agreed".to_owned(), json!(fields.agreed));
        map.insert("agreed_names".to_owned(), json!(agreed));
    }
    json!({ "meeting": told })
}

impl Handle for SaveMeeting {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MeetingShown, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        if !records(cx, &eyes).await? {
            return Err(ErrorCode::NotPermitted.into());
        }
        let fields = checked(&eyes, self.fields)?;
        is_free(cx, self.id, &fields.number).await?;
        let (id, before) = match self.id {
            None => (meeting::insert(&mut cx.conn().await?, &fields, &eyes.person, now).await?, None),
            Some(id) => {
                let (head, before) = read(cx, &eyes, id, self.version).await?;
                if head.state != MeetingState::Draft {
                    return Err(ApiError::invalid("id", "meeting_state").into());
                }
                if !meeting::save(&mut cx.conn().await?, &head, &fields, now).await? {
                    return Err(conflict(&shown(cx, &eyes, id).await?)?);
                }
                (id, Some(before))
            }
        };
        let names = Names::read(&mut cx.conn().await?).await?;
        let values = json!({
            "begun": before.is_none(), "version": self.id.map_or(1, |_| self.version + 1), "before": before.as_ref().map(|before| logged(&names, before)), "after": logged(&names, &fields),
        });
        noted(cx, id, &fields.title, values).await?;
        shown(cx, &eyes, id).await
    }
}

/// What takes the saving of a meeting back.
pub(crate) enum Back {
    /// What it said before.
    Save(Box<SaveMeeting>),
    /// It was recorded by that, so it is given up.
    Revoke(RevokeMeeting),
}

/// By what the saving of a meeting is taken back, from what the log says of it.
pub(crate) fn taken_back(id: i64, values: &Value, reason: String) -> Option<Back> {
    let (id, version) = (MeetingId(id), values.get("version")?.as_i64()?);
    if values.get("begun")?.as_bool()? {
        return Some(Back::Revoke(RevokeMeeting { id, reason, version }));
    }
    let fields: MeetingFields = serde_json::from_value(values.get("before")?.get("meeting")?.clone()).ok()?;
    Some(Back::Save(Box::new(SaveMeeting { id: Some(id), fields, version })))
}

/// Moves a meeting on, or tells what somebody else has made of it meanwhile.
async fn moved(cx: &mut Cx<'_>, eyes: &Eyes, head: Head) -> Result<(), Failure> {
    let head = Head { moved_at: cx.now, ..head };
    if meeting::move_to(&mut cx.conn().await?, &head).await? { Ok(()) } else { Err(conflict(&shown(cx, eyes, head.id).await?)?) }
}

impl Handle for IssueMeeting {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MeetingShown, Failure> {
        cx.work().await?;
        let (eyes, today) = (Eyes::of(cx).await?, cx.today());
        if !is_office(cx, &eyes).await? {
            return Err(ErrorCode::NotPermitted.into());
        }
        let (head, fields) = read(cx, &eyes, self.id, self.version).await?;
        if head.state != MeetingState::Draft {
            return Err(ApiError::invalid("id", "meeting_state").into());
        }
        if let Some(problem) = fields.unready() {
            return Err(items::check::wrong(&problem).into());
        }
        if head.day > today {
            return Err(ApiError::invalid("day", "future").with("max", today).into());
        }
        let title = head.title.clone();
        moved(cx, &eyes, Head { state: MeetingState::Issued, issued: Some(today), ..head }).await?;
        noted(cx, self.id, &title, json!({ "number": fields.number })).await?;
        shown(cx, &eyes, self.id).await
    }
}

impl Handle for RevokeMeeting {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MeetingShown, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        if !records(cx, &eyes).await? {
            return Err(ErrorCode::NotPermitted.into());
        }
        let reason = within(&self.reason, "reason", REASON_LEAST, WORDS_LIMIT)?.to_owned();
        let (head, _) = read(cx, &eyes, self.id, self.version).await?;
        if head.state != MeetingState::Draft {
            return Err(ApiError::invalid("id", "meeting_state").into());
        }
        let title = head.title.clone();
        moved(cx, &eyes, Head { state: MeetingState::Revoked, ..head }).await?;
        noted(cx, self.id, &title, json!({ "reason": reason })).await?;
        shown(cx, &eyes, self.id).await
    }
}
