//! 领导小组会议: their records, and what was agreed becomes matters of 督办.
//!
//! What is issued is read by whoever sees matters, drafts by who records meetings: whoever registers matters of the whole district.
//!
//! - `keep`: recording, editing, issuing, giving up. `turn`: 转督办. `papers`: 会议纪要.

mod keep;
mod papers;
mod turn;

pub(crate) use keep::{Back, taken_back};
pub(crate) use turn::{agreed, asked};

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::lists;
use crate::places::conflict;
use crate::supervision::{Eyes, linked};
use api::meeting::{AgreedRow, ListMeetings, MeetingMay, MeetingRow, MeetingShown, Meetings, ShowMeeting};
use api::page::Total;
use api::{ErrorCode, Permission};
use domain::meeting::{MeetingFields, MeetingId, MeetingState};
use domain::supervision::flow::State;
use domain::supervision::{Link, LinkKind};
use serde_json::{Value, json};
use store::meeting::{self, Head, MeetingFilter};
use store::{place, supervision};

/// Most rows of a page.
const PAGE: u32 = 200;

fn row(head: Head) -> MeetingRow {
    MeetingRow {
        id: head.id,
        number: head.number,
        title: head.title,
        day: head.day,
        state: head.state,
        issued: head.issued,
        agreed: head.agreed,
        turned: head.turned,
        moved_at: head.moved_at,
        version: head.version,
    }
}

/// He records meetings: they are the whole district's.
async fn records(cx: &mut Cx<'_>, eyes: &Eyes) -> Result<bool, Failure> {
    let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
    Ok(eyes.instructs_at(district))
}

/// The office of the whole district.
async fn is_office(cx: &mut Cx<'_>, eyes: &Eyes) -> Result<bool, Failure> {
    let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
    Ok(eyes.supervises_at(district))
}

impl Handle for ListMeetings {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Meetings, Failure> {
        let (limit, at) = (lists::limit(self.limit, PAGE)?, lists::at(&self.page, lists::place)?);
        let eyes = Eyes::of(cx).await?;
        let may_add = records(cx, &eyes).await?;
        let asked = |state: &MeetingState| {
            let is_wanted = if self.states.is_empty() { *state != MeetingState::Revoked } else { self.states.contains(state) };
            is_wanted && (may_add || *state == MeetingState::Issued)
        };
        let filter = MeetingFilter { states: MeetingState::ALL.iter().copied().filter(asked).collect(), text: self.text };
        let conn = &mut cx.conn().await?;
        let page = meeting::page(conn, &filter, &at, limit).await?;
        let total = Total { n: meeting::count(conn, &filter).await?, exact: true };
        let edges = lists::around(page.before, page.after, lists::placed);
        Ok(Meetings { meetings: page.rows.into_iter().map(row).collect(), edges, total, may_add })
    }
}

/// A meeting that the caller sees, with its text.
async fn found(cx: &mut Cx<'_>, eyes: &Eyes, id: MeetingId) -> Result<(Head, MeetingFields), Failure> {
    let records = records(cx, eyes).await?;
    let conn = &mut cx.conn().await?;
    let head = meeting::find(conn, id).await?.ok_or(ErrorCode::NotFound)?;
    if !records && head.state != MeetingState::Issued {
        return Err(ErrorCode::NotFound.into());
    }
    let fields = meeting::content(conn, id).await?.ok_or(ErrorCode::NotFound)?;
    Ok((head, fields))
}

/// The same as it was read, or what has become of it since.
async fn read(cx: &mut Cx<'_>, eyes: &Eyes, id: MeetingId, version: i64) -> Result<(Head, MeetingFields), Failure> {
    let (head, fields) = found(cx, eyes, id).await?;
    if head.version != version {
        return Err(conflict(&shown(cx, eyes, id).await?)?);
    }
    Ok((head, fields))
}

/// A meeting with everything that is known of it.
async fn shown(cx: &mut Cx<'_>, eyes: &Eyes, id: MeetingId) -> Result<MeetingShown, Failure> {
    let (head, fields) = found(cx, eyes, id).await?;
    let (records, office) = (records(cx, eyes).await?, is_office(cx, eyes).await?);
    let keys = meeting::agreed(&mut cx.conn().await?, id).await?;
    let mut agreed = Vec::with_capacity(keys.len());
    for key in keys {
        let link = Link { kind: LinkKind::Agreed, id: key.0 };
        let made = supervision::linked(&mut cx.conn().await?, link).await?;
        let turned = made.iter().any(|matter| matter.state != State::Revoked);
        agreed.push(AgreedRow { id: key, matters: linked(cx, eyes, link).await?, turned });
    }
    let left = agreed.iter().any(|one| !one.turned);
    let all: &[(MeetingMay, bool)] = match head.state {
        MeetingState::Draft => &[(MeetingMay::Issue, office), (MeetingMay::Edit, records), (MeetingMay::Revoke, records)],
        MeetingState::Issued => &[(MeetingMay::Turn, records && left)],
        MeetingState::Revoked => &[],
    };
    let may = all.iter().filter(|(_, may)| *may).map(|(one, _)| *one).collect();
    Ok(MeetingShown { row: row(head), fields, agreed, may })
}

impl Handle for ShowMeeting {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MeetingShown, Failure> {
        let eyes = Eyes::of(cx).await?;
        shown(cx, &eyes, self.id).await
    }
}

/// Enters in the log what was done to a meeting, and tells everybody who shows it.
async fn noted(cx: &mut Cx<'_>, id: MeetingId, title: &str, values: Value) -> Result<(), Failure> {
    let mut told = json!({ "title": title });
    if let (Value::Object(told), Value::Object(values)) = (&mut told, values) {
        told.extend(values);
    }
    cx.note(format!("meeting:{}", id.0), Some(told));
    cx.work().await?.changed("meeting", Some(id.0.to_string()));
    Ok(())
}

/// Whether the caller may know what was done to a meeting.
pub(crate) async fn may_know(cx: &mut Cx<'_>, id: MeetingId) -> Result<bool, Failure> {
    if cx.access_for(Permission::Matters).is_none() {
        return Ok(false);
    }
    let eyes = Eyes::of(cx).await?;
    match found(cx, &eyes, id).await {
        Ok(_) => Ok(true),
        Err(Failure::Api(error)) if error.code == ErrorCode::NotFound => Ok(false),
        Err(failure) => Err(failure),
    }
}
