//! A draft handed in, given up, and put upon what was published since it was begun.

use super::eyes::Eyes;
use super::sets::{self, Move, wrong};
use super::{chain, pen, shown, told};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use crate::ratings::within;
use api::duty::{DropDraft, DutyVersion, Moved, RebaseDraft, Rebased, SaveDraft, SubmitDrafts, WithdrawDuty};
use api::{ApiError, ErrorCode};
use domain::duty::flow::{Act, Deed, OPINION_LIMIT, REASON_LEAST, Stage, next, rebased};
use domain::duty::{DutyFields, DutyId, VersionId, differ};
use serde_json::{Value, json};
use std::collections::HashMap;
use store::Conn;
use store::duty::{self, Head, NewVersion};

/// A version as it stands, if the caller may know it and has read it as it is.
pub(super) async fn read(cx: &mut Cx<'_>, eyes: &Eyes, id: VersionId, read: i64) -> Result<Head, Failure> {
    let head = duty::find(&mut cx.conn().await?, id).await?.filter(|head| eyes.sees(head)).ok_or(ErrorCode::NotFound)?;
    if head.version != read {
        return Err(conflict(&told(cx, eyes, &head).await?)?);
    }
    Ok(head)
}

/// The same of one that he drafts.
async fn own(cx: &mut Cx<'_>, eyes: &Eyes, id: VersionId, version: i64) -> Result<Head, Failure> {
    let head = read(cx, eyes, id, version).await?;
    if eyes.drafts_at(head.place, head.body) { Ok(head) } else { Err(ErrorCode::NotFound.into()) }
}

/// Where an act leads; none: it can't be done where the version is.
pub(super) fn leads(head: &Head, act: Act, is_own: bool) -> Option<(Stage, usize)> {
    let steps = head.chain.as_ref().map_or(0, |chain| chain.steps.len());
    next(head.stage, act, head.step, steps, is_own)
}

/// The same of a draft by itself.
pub(super) fn step(head: &Head, act: Act, is_own: bool) -> Result<(Stage, usize), ApiError> {
    let wrong = || ApiError::invalid("draft", "duty_stage").with("stage", head.stage.code()).with("name", &head.name);
    leads(head, act, is_own).ok_or_else(wrong)
}

/// Enters what somebody did with a version.
pub(super) async fn say(cx: &mut Cx<'_>, eyes: &Eyes, head: &Head, act: Act, step: &str, words: &str) -> Result<(), Failure> {
    sets::say_all(cx, eyes, act, words, std::iter::once((head, step))).await
}

/// Moves a version on, or tells what somebody else has made of it meanwhile.
pub(super) async fn moved(cx: &mut Cx<'_>, head: &Head) -> Result<(), Failure> {
    let head = Head { moved_at: cx.now, ..head.clone() };
    if duty::move_to(&mut cx.conn().await?, &head).await? { Ok(()) } else { Err(conflict(&shown(cx, head.id).await?)?) }
}

/// Enters in the log what was done to an entry, and tells everybody who shows it.
pub(super) async fn noted(cx: &mut Cx<'_>, head: &Head, values: Value) -> Result<(), Failure> {
    let mut told = json!({ "draft": head.id, "no": head.no, "deed": head.deed, "code": head.code, "name": head.name });
    if let (Value::Object(told), Value::Object(values)) = (&mut told, values) {
        told.extend(values);
    }
    cx.note(format!("duty:{}", head.duty.0), Some(told));
    cx.work().await?.changed("duty", Some(head.duty.0.to_string()));
    Ok(())
}

/// A published entry upon which something is begun.
pub(super) struct Base {
    pub(super) head: Head,
    pub(super) fields: DutyFields,
}

pub(super) async fn base(conn: &mut Conn<'_>, duty: DutyId) -> Result<Option<Base>, Failure> {
    let Some(current) = duty::current(conn, duty).await? else { return Ok(None) };
    let head = duty::find(conn, current).await?.ok_or(ErrorCode::NotFound)?;
    let fields = duty::content(conn, current).await?.ok_or(ErrorCode::NotFound)?;
    Ok(Some(Base { head, fields }))
}

/// Refused if the caller has begun another draft of the entry already: each has one.
pub(super) async fn alone(conn: &mut Conn<'_>, eyes: &Eyes, duty: DutyId) -> Result<(), Failure> {
    let all = duty::versions(conn, duty).await?;
    if all.iter().any(|head| head.stage.is_open() && head.author == eyes.person) {
        return Err(ApiError::invalid("duty", "duty_draft_open").into());
    }
    Ok(())
}

impl Handle for WithdrawDuty {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<DutyVersion, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let reason = within(&self.reason, "reason", REASON_LEAST, OPINION_LIMIT)?.to_owned();
        let conn = &mut cx.conn().await?;
        let base =
            base(conn, self.duty).await?.filter(|base| eyes.drafts_at(base.head.place, base.head.body)).ok_or(ErrorCode::NotFound)?;
        if base.head.deed == Deed::Withdraw {
            return Err(ApiError::invalid("duty", "duty_withdrawn").into());
        }
        alone(conn, &eyes, self.duty).await?;
        let new = NewVersion {
            duty: Some(self.duty),
            deed: Deed::Withdraw,
            based_on: Some(base.head.id),
            fields: &base.fields,
            reason: &reason,
            author: &eyes.person,
            author_name: &eyes.who,
            at: now,
        };
        let head = duty::begin(conn, &new).await?;
        let id = head.id;
        say(cx, &eyes, &head, Act::Written, "", "").await?;
        noted(cx, &head, json!({ "reason": reason })).await?;
        shown(cx, id).await
    }
}

impl Handle for DropDraft {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<DutyVersion, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let reason = within(&self.reason, "reason", 0, OPINION_LIMIT)?.to_owned();
        let head = own(cx, &eyes, self.draft, self.version).await?;
        let (stage, at) = step(&head, Act::Dropped, eyes.is_admin)?;
        moved(cx, &Head { stage, step: at, ..head.clone() }).await?;
        say(cx, &eyes, &head, Act::Dropped, "", &reason).await?;
        noted(cx, &head, json!({ "reason": reason })).await?;
        shown(cx, head.id).await
    }
}

impl Handle for RebaseDraft {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Rebased, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let head = own(cx, &eyes, self.draft, self.version).await?;
        step(&head, Act::Written, eyes.is_admin)?;
        let conn = &mut cx.conn().await?;
        let base = base(conn, head.duty).await?.filter(|base| Some(base.head.id) != head.based_on);
        let Some(base) = base else { return Err(ApiError::invalid("draft", "duty_not_behind").into()) };
        // A change of what is withdrawn by now, or a second withdrawal, leads nowhere.
        if base.head.deed == Deed::Withdraw && head.deed != Deed::Add {
            return Err(ApiError::invalid("draft", "duty_withdrawn").into());
        }
        let draft = duty::content(conn, head.id).await?.ok_or(ErrorCode::NotFound)?;
        let begun_upon = match head.based_on {
            Some(id) => duty::content(conn, id).await?.ok_or(ErrorCode::NotFound)?,
            None => DutyFields::default(),
        };
        let (after, both) =
            if head.deed == Deed::Withdraw { (base.fields.clone(), Vec::new()) } else { rebased(&draft, &begun_upon, &base.fields) };
        if !duty::save(conn, &head, &after, &head.reason, Some(base.head.id), now).await? {
            return Err(conflict(&shown(cx, head.id).await?)?);
        }
        let conn = &mut cx.conn().await?;
        let bodies = pen::bodies(conn).await?;
        let (told_before, told_after) = (pen::logged(conn, &bodies, &draft).await?, pen::logged(conn, &bodies, &after).await?);
        noted(cx, &head, json!({ "before": told_before, "after": told_after, "both": both })).await?;
        Ok(Rebased { draft: shown(cx, head.id).await?, both: both.into_iter().map(str::to_owned).collect() })
    }
}

impl Handle for SubmitDrafts {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Moved, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let opinion = within(&self.opinion, "opinion", 0, OPINION_LIMIT)?.to_owned();
        let (heads, beside) = sets::chosen(cx, &eyes, &self.drafts).await?;
        let conn = &mut cx.conn().await?;
        let texts = change_texts(conn, &heads).await?;
        let chain = Some(chain::read(conn).await?);
        let mut moves = Vec::with_capacity(heads.len());
        for from in heads {
            if !eyes.drafts_at(from.place, from.body) {
                return Err(ApiError::new(ErrorCode::NotFound).with("draft", from.id.0).into());
            }
            let (stage, at) = sets::step(&from, Act::Submitted, eyes.is_admin)?;
            if beside.is_behind(&from) {
                return Err(wrong(&from, "duty_behind").into());
            }
            let both = from.based_on.and_then(|base| texts.get(&base)).zip(texts.get(&from.id));
            if from.deed == Deed::Change && both.is_some_and(|(old, new)| differ::changed_fields(old, new).is_empty()) {
                return Err(wrong(&from, "duty_same").into());
            }
            let to = Head { stage, step: at, chain: chain.clone(), ..from.clone() };
            moves.push(Move { from, to, step: String::new(), values: json!({ "opinion": opinion }) });
        }
        Ok(Moved { versions: sets::move_all(cx, &eyes, Act::Submitted, &opinion, moves).await? })
    }
}

/// The texts of changes, and of what each was begun upon.
async fn change_texts(conn: &mut Conn<'_>, heads: &[Head]) -> Result<HashMap<VersionId, DutyFields>, Failure> {
    let changes = heads.iter().filter(|head| head.deed == Deed::Change);
    let ids: Vec<VersionId> = changes.flat_map(|head| [Some(head.id), head.based_on]).flatten().collect();
    Ok(duty::contents(conn, &ids).await?)
}

/// Whether the caller may know what was done to an entry: drafts are told of there, so only whoever drafts or reviews it.
pub(crate) async fn may_know(cx: &mut Cx<'_>, duty: DutyId) -> Result<bool, Failure> {
    let eyes = Eyes::of(cx).await?;
    let versions = duty::versions(&mut cx.conn().await?, duty).await?;
    let is_seen = |head: &Head| eyes.sees(&Head { stage: Stage::Draft, ..head.clone() });
    Ok(!versions.is_empty() && versions.iter().all(is_seen))
}

/// By what the saving of a draft is taken back.
pub(crate) enum Back {
    /// It gets the text that it had.
    Save(Box<SaveDraft>),
    /// It was begun by that, so it is given up.
    Drop(DropDraft),
}

/// By what the saving of a draft is taken back, from what the log says of it.
pub(crate) fn taken_back(values: &Value) -> Option<Back> {
    let draft: VersionId = serde_json::from_value(values.get("draft")?.clone()).ok()?;
    let version = values.get("version")?.as_i64()?;
    if values.get("begun")?.as_bool()? {
        return Some(Back::Drop(DropDraft { draft, reason: String::new(), version }));
    }
    let fields: DutyFields = serde_json::from_value(values.get("before")?.get("duty")?.clone()).ok()?;
    let reason = values.get("reason_before").and_then(Value::as_str).unwrap_or_default().to_owned();
    Some(Back::Save(Box::new(SaveDraft { duty: None, draft: Some(draft), based_on: None, fields, reason, version })))
}
