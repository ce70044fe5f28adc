//! 议定事项 become matters of 督办: one by one, some, or all together.

use super::{Eyes, found, noted, read, records, shown};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::supervision::register;
use api::meeting::{MeetingShown, TurnAgreed};
use api::{ApiError, ErrorCode};
use domain::meeting::{Agreed, AgreedId, MeetingFields, MeetingState};
use domain::supervision::flow::State;
use domain::supervision::{Link, LinkKind, MatterFields, Source, Term};
use serde_json::json;
use store::meeting::{self, Head};
use store::supervision;

/// Something that was agreed, and where.
pub(crate) struct Found {
    /// The meeting.
    pub(crate) head: Head,
    /// Its text.
    fields: MeetingFields,
    /// As the how manieth, counted from 1.
    pub(crate) no: usize,
    /// What.
    pub(crate) agreed: Agreed,
}

impl Found {
    /// The meeting by number and name.
    pub(crate) fn named(&self) -> String {
        if self.head.number.is_empty() { self.head.title.clone() } else { format!("{} {}", self.head.number, self.head.title) }
    }
}

/// Something that was agreed, if the caller may see it; of a meeting that is issued only.
pub(crate) async fn agreed(cx: &mut Cx<'_>, id: AgreedId) -> Result<Option<Found>, Failure> {
    let eyes = Eyes::of(cx).await?;
    let Some((at, no)) = meeting::of_agreed(&mut cx.conn().await?, id).await? else { return Ok(None) };
    let (head, fields) = found(cx, &eyes, at).await?;
    let agreed = no.checked_sub(1).and_then(|n| fields.agreed.get(n)).cloned();
    let is_issued = head.state == MeetingState::Issued;
    Ok(agreed.filter(|_| is_issued).map(|agreed| Found { head, fields, no, agreed }))
}

/// The matter that something agreed asks for.
fn matter(id: AgreedId, fields: &MeetingFields, agreed: &Agreed) -> MatterFields {
    MatterFields {
        title: agreed.title(),
        source: Source::Meeting,
        instructor: fields.title.clone(),
        instructed: fields.day,
        demand: agreed.text.clone(),
        leader: fields.chair.clone(),
        lead: agreed.lead,
        helpers: agreed.helpers.clone(),
        term: agreed.due.map_or_else(Term::default, Term::Day),
        link: Some(Link { kind: LinkKind::Agreed, id: id.0 }),
        ..MatterFields::default()
    }
    .tidy()
}

/// The same, as a proposal.
pub(crate) async fn asked(cx: &mut Cx<'_>, id: AgreedId) -> Result<MatterFields, Failure> {
    let found = agreed(cx, id).await?.ok_or(ErrorCode::NotFound)?;
    Ok(matter(id, &found.fields, &found.agreed))
}

impl Handle for TurnAgreed {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MeetingShown, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        if !records(cx, &eyes).await? {
            return Err(ErrorCode::NotPermitted.into());
        }
        let (head, fields) = read(cx, &eyes, self.id, self.version).await?;
        if head.state != MeetingState::Issued {
            return Err(ApiError::invalid("id", "meeting_state").into());
        }
        let keys = meeting::agreed(&mut cx.conn().await?, self.id).await?;
        if self.agreed.iter().any(|key| !keys.contains(key)) {
            return Err(ApiError::invalid("agreed", "unknown").into());
        }
        let mut made = Vec::new();
        for (key, one) in keys.into_iter().zip(&fields.agreed) {
            let is_named = self.agreed.contains(&key);
            if !is_named && !self.agreed.is_empty() {
                continue;
            }
            let link = Link { kind: LinkKind::Agreed, id: key.0 };
            let before = supervision::linked(&mut cx.conn().await?, link).await?;
            if before.iter().any(|matter| matter.state != State::Revoked) {
                // Of all, those that have none are meant; one that is named is not made twice.
                if is_named {
                    return Err(ApiError::invalid("agreed", "agreed_turned").with("title", one.title()).into());
                }
                continue;
            }
            made.push(register(cx, &eyes, matter(key, &fields, one)).await?.0);
        }
        if made.is_empty() {
            return Err(ApiError::invalid("agreed", "agreed_none").into());
        }
        noted(cx, self.id, &head.title, json!({ "number": head.number, "matters": made })).await?;
        shown(cx, &eyes, self.id).await
    }
}
