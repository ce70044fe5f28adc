//! Writing a draft, handing it in, giving it up, and putting it upon what was published since it was begun.

use super::eyes::Eyes;
use super::{chain, shown, told, version};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::items;
use crate::places::conflict;
use crate::ratings::within;
use api::duty::{Drafts, DropDraft, DutyVersion, ListDrafts, RebaseDraft, Rebased, SaveDraft, SubmitDraft, WithdrawDuty};
use api::{ApiError, ErrorCode, Operation, Permission};
use domain::body::BodyId;
use domain::duty::flow::{Act, Deed, OPINION_LIMIT, REASON_LEAST, Stage, next, rebased};
use domain::duty::{DutyFields, DutyId, VersionId, differ};
use domain::place::{Level, PlaceId};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};
use store::duty::{self, Head, NewVersion, Opinion};
use store::{Conn, body};

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

/// Where an act leads, or that it can't be done where the version is.
pub(super) fn step(head: &Head, act: Act, is_own: bool) -> Result<(Stage, usize), ApiError> {
    let steps = head.chain.as_ref().map_or(0, |chain| chain.steps.len());
    next(head.stage, act, head.step, steps, is_own).ok_or_else(|| ApiError::invalid("draft", "duty_stage").with("stage", head.stage.code()))
}

/// Enters what somebody did with a version.
pub(super) async fn say(cx: &mut Cx<'_>, eyes: &Eyes, head: &Head, act: Act, step: &str, words: &str) -> Result<(), Failure> {
    let opinion = Opinion {
        of: head.id,
        round: head.round,
        step: step.to_owned(),
        act,
        opinion: words.to_owned(),
        person: eyes.person.clone(),
        who: eyes.who.clone(),
        at: cx.now,
    };
    duty::say(&mut cx.conn().await?, &opinion).await?;
    Ok(())
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

/// Who writes, and what there is to be named: read once, however many drafts are saved.
pub(crate) struct Pen {
    eyes: Eyes,
    bodies: HashMap<BodyId, String>,
    /// Codes that may be taken; none: nobody has looked. Many drafts need not ask for each of theirs.
    held: Option<Mutex<HashSet<String>>>,
}

impl Pen {
    pub(crate) async fn of(cx: &mut Cx<'_>) -> Result<Self, Failure> {
        let eyes = Eyes::of(cx).await?;
        let bodies = body::all(&mut cx.conn().await?).await?.into_iter().map(|body| (body.id, body.name)).collect();
        Ok(Self { eyes, bodies, held: None })
    }

    /// For many drafts.
    pub(crate) async fn for_many(self, conn: &mut Conn<'_>) -> Result<Self, Failure> {
        Ok(Self { held: Some(Mutex::new(duty::held(conn).await?.into_iter().collect())), ..self })
    }

    /// A code may be taken by another entry; it is from now on.
    fn may_be_taken(&self, code: &str) -> bool {
        let Some(held) = &self.held else { return true };
        let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.contains(code) {
            return true;
        }
        held.insert(code.to_owned());
        false
    }

    /// He may know of what has come so far.
    pub(crate) fn sees(&self, stage: Stage, author: &str, place: PlaceId, body: Option<BodyId>) -> bool {
        self.eyes.sees_at(stage, author, place, body)
    }

    /// He drafts entries of this body at this place.
    pub(crate) fn drafts_at(&self, place: PlaceId, body: Option<BodyId>) -> bool {
        self.eyes.drafts_at(place, body)
    }
}

/// What the writer himself has begun of published entries and that is not decided.
pub(crate) async fn past_own(conn: &mut Conn<'_>, pen: &Pen) -> Result<Vec<Head>, Failure> {
    Ok(duty::open_of(conn, &pen.eyes.person).await?)
}

/// A text as the log tells it: with names beside keys, since they may be others later.
async fn logged(conn: &mut Conn<'_>, bodies: &HashMap<BodyId, String>, fields: &DutyFields) -> Result<Value, Failure> {
    let parent = match fields.parent {
        Some(parent) => duty::name(conn, parent).await?.map(|(_, name)| name),
        None => None,
    };
    let mut told = json!(fields);
    if let Value::Object(map) = &mut told {
        map.insert("body_name".to_owned(), json!(fields.body.and_then(|body| bodies.get(&body))));
        map.insert("joint_names".to_owned(), json!(fields.joint.iter().filter_map(|body| bodies.get(body)).collect::<Vec<_>>()));
        map.insert("parent_name".to_owned(), json!(parent));
    }
    Ok(json!({ "duty": told }))
}

/// Refused if it names what is not there, or stands below itself.
async fn refers(conn: &mut Conn<'_>, pen: &Pen, fields: &DutyFields, duty: Option<DutyId>) -> Result<(), Failure> {
    let Pen { eyes, bodies, .. } = pen;
    if fields.body.is_some_and(|body| !bodies.contains_key(&body)) {
        return Err(ApiError::invalid("body", "unknown").into());
    }
    if fields.joint.iter().any(|body| !bodies.contains_key(body)) {
        return Err(ApiError::invalid("joint", "unknown").into());
    }
    let wrong = |rule: &str| Err(ApiError::invalid("place", rule).into());
    match fields.place.and_then(|place| eyes.level(place)) {
        None => return wrong("unknown"),
        Some(Level::Town) => {}
        Some(Level::District) if !fields.list.is_town() => {}
        Some(Level::District) => return wrong("duty_town"),
        Some(Level::Village) => return wrong("duty_village"),
    }
    if let Some(parent) = fields.parent {
        let above = duty::above(conn, parent).await?;
        if duty::name(conn, parent).await?.is_none() {
            return Err(ApiError::invalid("parent", "unknown").into());
        }
        if duty.is_some_and(|duty| duty == parent || above.contains(&duty)) {
            return Err(ApiError::invalid("parent", "circular").into());
        }
    }
    if !fields.code.is_empty() && pen.may_be_taken(&fields.code) && duty::coded(conn, &fields.code, duty).await?.is_some() {
        return Err(ApiError::invalid("code", "taken").into());
    }
    Ok(())
}

/// A published entry upon which something is begun.
struct Base {
    head: Head,
    fields: DutyFields,
}

async fn base(conn: &mut Conn<'_>, duty: DutyId) -> Result<Option<Base>, Failure> {
    let Some(current) = duty::current(conn, duty).await? else { return Ok(None) };
    let head = duty::find(conn, current).await?.ok_or(ErrorCode::NotFound)?;
    let fields = duty::content(conn, current).await?.ok_or(ErrorCode::NotFound)?;
    Ok(Some(Base { head, fields }))
}

/// Refused if the caller has begun another draft of the entry already: each has one.
async fn alone(conn: &mut Conn<'_>, eyes: &Eyes, duty: DutyId) -> Result<(), Failure> {
    let all = duty::versions(conn, duty).await?;
    if all.iter().any(|head| head.stage.is_open() && head.author == eyes.person) {
        return Err(ApiError::invalid("duty", "duty_draft_open").into());
    }
    Ok(())
}

impl Handle for SaveDraft {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<DutyVersion, Failure> {
        cx.work().await?;
        let pen = Pen::of(cx).await?;
        let id = Box::pin(pen.save(cx, self)).await?.id;
        shown(cx, id).await
    }
}

/// The same of many, each as if the form had asked for it; gives the entry. `pen` has been read within the unit of work.
pub(crate) async fn save_as_form(cx: &mut Cx<'_>, pen: &Pen, save: SaveDraft) -> Result<DutyId, Failure> {
    let access = cx.access_for(SaveDraft::NEEDS).ok_or(ErrorCode::NotPermitted)?;
    let (name, access) = (std::mem::replace(&mut cx.operation, SaveDraft::NAME), std::mem::replace(&mut cx.access, access));
    let saved = Box::pin(pen.save(cx, save)).await;
    (cx.operation, cx.access) = (name, access);
    Ok(saved?.duty)
}

impl Pen {
    /// Begins or saves a draft; gives it as it was before what is noted of it.
    async fn save(&self, cx: &mut Cx<'_>, asked: SaveDraft) -> Result<Head, Failure> {
        let (Self { eyes, bodies, .. }, now, today) = (self, cx.now, cx.today());
        let fields = asked.fields.tidy();
        if let Some(problem) = fields.problem() {
            return Err(items::check::wrong(&problem).into());
        }
        if fields.verified.is_some_and(|day| day > today) {
            return Err(ApiError::invalid("verified", "future").with("max", today).into());
        }
        let reason = within(&asked.reason, "reason", 0, OPINION_LIMIT)?.to_owned();
        let draft = match asked.draft {
            None => None,
            Some(id) => Some(read(cx, eyes, id, asked.version).await?),
        };
        let duty = draft.as_ref().map(|head| head.duty).or(asked.duty);
        let conn = &mut cx.conn().await?;
        refers(conn, self, &fields, duty).await?;
        // What lies outside of his places, or is another body's, is not found; nor can he put something there.
        if !fields.place.is_some_and(|place| eyes.drafts_at(place, fields.body)) {
            return Err(ErrorCode::NotFound.into());
        }
        let (head, before) = match &draft {
            None => {
                let base = match duty {
                    None => None,
                    Some(duty) => {
                        let base = base(conn, duty).await?.ok_or(ErrorCode::NotFound)?;
                        if !eyes.drafts_at(base.head.place, base.head.body) {
                            return Err(ErrorCode::NotFound.into());
                        }
                        alone(conn, eyes, duty).await?;
                        Some(base)
                    }
                };
                // What was withdrawn comes back as something new.
                let deed = if base.as_ref().is_some_and(|base| base.head.deed != Deed::Withdraw) { Deed::Change } else { Deed::Add };
                let based_on = base.as_ref().map(|base| base.head.id);
                let new = NewVersion {
                    duty,
                    deed,
                    based_on,
                    fields: &fields,
                    reason: &reason,
                    author: &eyes.person,
                    author_name: &eyes.who,
                    at: now,
                };
                (duty::begin(conn, &new).await?, base.map(|base| base.fields))
            }
            Some(head) => {
                let is_his = if head.stage == Stage::Proposed { eyes.is_admin } else { eyes.drafts_at(head.place, head.body) };
                if !is_his {
                    return Err(ErrorCode::NotFound.into());
                }
                step(head, Act::Written, eyes.is_admin)?;
                if head.deed == Deed::Withdraw {
                    return Err(ApiError::invalid("draft", "duty_withdraw").into());
                }
                let before = duty::content(conn, head.id).await?;
                if !duty::save(conn, head, &fields, &reason, head.based_on, now).await? {
                    return Err(conflict(&shown(cx, head.id).await?)?);
                }
                (duty::find(&mut cx.conn().await?, head.id).await?.ok_or(ErrorCode::NotFound)?, before)
            }
        };
        if !eyes.has_written(&head) {
            say(cx, eyes, &head, Act::Written, "", "").await?;
        }
        let begun = draft.is_none();
        let values = json!({
            "begun": begun, "reason": reason, "reason_before": draft.as_ref().map(|head| &head.reason), "version": head.version,
            "before": match &before {
                Some(before) => Some(logged(&mut cx.conn().await?, bodies, before).await?),
                None => None,
            },
            "after": logged(&mut cx.conn().await?, bodies, &fields).await?,
        });
        noted(cx, &head, values).await?;
        Ok(head)
    }
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
        let bodies = Pen::of(cx).await?.bodies;
        let conn = &mut cx.conn().await?;
        let (told_before, told_after) = (logged(conn, &bodies, &draft).await?, logged(conn, &bodies, &after).await?);
        noted(cx, &head, json!({ "before": told_before, "after": told_after, "both": both })).await?;
        Ok(Rebased { draft: shown(cx, head.id).await?, both: both.into_iter().map(str::to_owned).collect() })
    }
}

impl Handle for SubmitDraft {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<DutyVersion, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let opinion = within(&self.opinion, "opinion", 0, OPINION_LIMIT)?.to_owned();
        let head = own(cx, &eyes, self.draft, self.version).await?;
        let (stage, at) = step(&head, Act::Submitted, eyes.is_admin)?;
        let conn = &mut cx.conn().await?;
        if duty::current(conn, head.duty).await? != head.based_on {
            return Err(ApiError::invalid("draft", "duty_behind").into());
        }
        if let (Deed::Change, Some(base)) = (head.deed, head.based_on) {
            let (old, new) = (duty::content(conn, base).await?, duty::content(conn, head.id).await?);
            if old.zip(new).is_some_and(|(old, new)| differ::changed_fields(&old, &new).is_empty()) {
                return Err(ApiError::invalid("draft", "duty_same").into());
            }
        }
        let chain = Some(chain::read(conn).await?);
        moved(cx, &Head { stage, step: at, chain, ..head.clone() }).await?;
        say(cx, &eyes, &head, Act::Submitted, "", &opinion).await?;
        noted(cx, &head, json!({ "opinion": opinion })).await?;
        shown(cx, head.id).await
    }
}

impl Handle for ListDrafts {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Drafts, Failure> {
        let eyes = Eyes::of(cx).await?;
        let drafts = visible(cx, &eyes).await?;
        let is_wanted = |(head, version): &(Head, api::duty::Version)| !self.waiting || eyes.is_waited_for(head, &version.may);
        Ok(Drafts { drafts: drafts.into_iter().filter(is_wanted).map(|(_, version)| version).collect() })
    }
}

/// Everything that is not decided and that the caller may see.
async fn visible(cx: &mut Cx<'_>, eyes: &Eyes) -> Result<Vec<(Head, api::duty::Version)>, Failure> {
    if !eyes.is_drafting() {
        return Ok(Vec::new());
    }
    let conn = &mut cx.conn().await?;
    let mut found = Vec::new();
    for head in duty::undecided(conn).await? {
        if eyes.sees(&head) {
            let current = duty::current(conn, head.duty).await?;
            let told = version(&head, eyes, current);
            found.push((head, told));
        }
    }
    Ok(found)
}

/// How many versions wait for the caller, and the day of the one that has waited longest.
pub(crate) async fn waiting(cx: &mut Cx<'_>) -> Result<(i64, Option<jiff::civil::Date>), Failure> {
    if cx.access_for(Permission::Duties).is_none() && cx.access_for(Permission::DutyReview).is_none() {
        return Ok((0, None));
    }
    let eyes = Eyes::of(cx).await?;
    let mine: Vec<_> = visible(cx, &eyes).await?.into_iter().filter(|(head, version)| eyes.is_waited_for(head, &version.may)).collect();
    Ok((i64::try_from(mine.len()).unwrap_or(i64::MAX), mine.first().map(|(head, _)| head.moved_at.day())))
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
    Some(Back::Save(Box::new(SaveDraft { duty: None, draft: Some(draft), fields, reason, version })))
}
