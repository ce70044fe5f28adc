//! Saving a draft: first everything is asked that there is to ask, then it is written.

use super::beside::Beside;
use super::chart;
use super::drafts::{alone, base, noted, read, step};
use super::eyes::Eyes;
use super::shown;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::items;
use crate::places::conflict;
use crate::ratings::within;
use api::duty::{DutyVersion, SaveDraft};
use api::{ApiError, ErrorCode};
use domain::body::BodyId;
use domain::duty::flow::{Act, Deed, OPINION_LIMIT, Stage};
use domain::duty::{DutyFields, DutyId};
use domain::place::{Level, PlaceId};
use domain::time::Instant;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};
use store::duty::{self, Head, NewVersion, Opinion};
use store::{Conn, body};

/// Who writes, and what there is to be named: read once, however many drafts are saved.
pub(crate) struct Pen {
    eyes: Eyes,
    bodies: HashMap<BodyId, String>,
    /// Codes that may be taken; none: nobody has looked. Many drafts need not ask for each of theirs.
    held: Option<Mutex<HashSet<String>>>,
}

/// A draft about which everything has been asked: it may be written.
pub(super) struct Ready {
    /// The draft as it stands; none: a version is begun.
    draft: Option<Head>,
    /// Of which entry one is begun; none: of a new one.
    duty: Option<DutyId>,
    /// The published version upon which one is begun.
    base: Option<Head>,
    /// What stood there before.
    before: Option<DutyFields>,
    fields: DutyFields,
    reason: String,
}

impl Ready {
    fn deed(&self) -> Deed {
        // What was withdrawn comes back as something new.
        if self.base.as_ref().is_some_and(|base| base.deed != Deed::Withdraw) { Deed::Change } else { Deed::Add }
    }

    fn begun<'n>(&'n self, eyes: &'n Eyes, at: Instant) -> NewVersion<'n> {
        NewVersion {
            duty: self.duty,
            deed: self.deed(),
            based_on: self.base.as_ref().map(|base| base.id),
            fields: &self.fields,
            reason: &self.reason,
            author: &eyes.person,
            author_name: &eyes.who,
            at,
        }
    }
}

/// A text as the log tells it: with names beside keys, since they may be others later.
pub(super) async fn logged(conn: &mut Conn<'_>, bodies: &HashMap<BodyId, String>, fields: &DutyFields) -> Result<Value, Failure> {
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

/// Bodies by name, as the log tells of them.
pub(super) async fn bodies(conn: &mut Conn<'_>) -> Result<HashMap<BodyId, String>, Failure> {
    Ok(body::all(conn).await?.into_iter().map(|body| (body.id, body.name)).collect())
}

impl Pen {
    pub(crate) async fn of(cx: &mut Cx<'_>) -> Result<Self, Failure> {
        let eyes = Eyes::of(cx).await?;
        let bodies = bodies(&mut cx.conn().await?).await?;
        Ok(Self { eyes, bodies, held: None })
    }

    /// The same for many drafts.
    pub(super) async fn for_many(self, conn: &mut Conn<'_>) -> Result<Self, Failure> {
        Ok(Self { held: Some(Mutex::new(duty::held(conn).await?.into_iter().collect())), ..self })
    }

    /// What begins a version.
    pub(super) fn begins<'n>(&'n self, ready: &'n Ready, at: Instant) -> NewVersion<'n> {
        ready.begun(&self.eyes, at)
    }

    /// A code may be taken by another entry; it is from now on.
    fn may_be_taken(&self, code: &str) -> bool {
        let Some(held) = &self.held else { return true };
        !held.lock().unwrap_or_else(PoisonError::into_inner).insert(code.to_owned())
    }

    /// A code may be taken by another entry.
    pub(super) fn is_held(&self, code: &str) -> bool {
        self.held.as_ref().is_none_or(|held| held.lock().unwrap_or_else(PoisonError::into_inner).contains(code))
    }

    /// He may know of what has come so far.
    pub(crate) fn sees(&self, stage: Stage, author: &str, place: PlaceId, body: Option<BodyId>) -> bool {
        self.eyes.sees_at(stage, author, place, body)
    }

    /// He drafts entries of this body at this place.
    pub(crate) fn drafts_at(&self, place: PlaceId, body: Option<BodyId>) -> bool {
        self.eyes.drafts_at(place, body)
    }

    /// What he himself has begun of published entries and that is not decided.
    pub(crate) async fn past_own(&self, conn: &mut Conn<'_>) -> Result<Vec<Head>, Failure> {
        Ok(duty::open_of(conn, &self.eyes.person).await?)
    }

    /// What he himself has begun of these entries and that is not decided.
    pub(super) async fn begun(&self, conn: &mut Conn<'_>, duties: &[DutyId]) -> Result<Vec<Head>, Failure> {
        Ok(duty::begun_by(conn, &self.eyes.person, duties).await?)
    }

    /// He has begun it.
    pub(super) fn is_author(&self, head: &Head) -> bool {
        head.author == self.eyes.person
    }

    /// He may know of a version.
    pub(super) fn sees_head(&self, head: &Head) -> bool {
        self.eyes.sees(head)
    }

    /// Refused if it names what is not there, or stands below itself.
    async fn refers(&self, conn: &mut Conn<'_>, fields: &DutyFields, duty: Option<DutyId>) -> Result<(), Failure> {
        let Self { eyes, bodies, .. } = self;
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
        if !fields.code.is_empty() && self.may_be_taken(&fields.code) && duty::coded(conn, &fields.code, duty).await?.is_some() {
            return Err(ApiError::invalid("code", "taken").into());
        }
        Ok(())
    }

    /// Asks everything there is to ask of a draft whose text is tidy.
    pub(super) async fn check(&self, cx: &mut Cx<'_>, asked: SaveDraft) -> Result<Ready, Failure> {
        let (eyes, fields) = (&self.eyes, asked.fields);
        if let Some(problem) = fields.problem() {
            return Err(items::check::wrong(&problem).into());
        }
        let today = cx.today();
        if fields.verified.is_some_and(|day| day > today) {
            return Err(ApiError::invalid("verified", "future").with("max", today).into());
        }
        let reason = within(&asked.reason, "reason", 0, OPINION_LIMIT)?.to_owned();
        let draft = match asked.draft {
            None => None,
            Some(id) => Some(read(cx, eyes, id, asked.version).await?),
        };
        let duty = draft.as_ref().map(|head| head.duty).or(asked.duty);
        chart::fits(cx, eyes, &fields).await?;
        let conn = &mut cx.conn().await?;
        self.refers(conn, &fields, duty).await?;
        // What lies outside of his places, or is another body's, is not found; nor can he put something there.
        if !fields.place.is_some_and(|place| eyes.drafts_at(place, fields.body)) {
            return Err(ErrorCode::NotFound.into());
        }
        let (base, before) = match (&draft, duty) {
            (Some(head), _) => {
                let is_his = if head.stage == Stage::Proposed { eyes.is_admin } else { eyes.drafts_at(head.place, head.body) };
                if !is_his {
                    return Err(ErrorCode::NotFound.into());
                }
                step(head, Act::Written, eyes.is_admin)?;
                if head.deed == Deed::Withdraw {
                    return Err(ApiError::invalid("draft", "duty_withdraw").into());
                }
                (None, duty::content(conn, head.id).await?)
            }
            (None, Some(duty)) => {
                let base = base(conn, duty).await?.ok_or(ErrorCode::NotFound)?;
                if !eyes.drafts_at(base.head.place, base.head.body) {
                    return Err(ErrorCode::NotFound.into());
                }
                alone(conn, eyes, duty).await?;
                // What was read is what is changed: else a text that is out of date would come back as if it were new.
                if asked.based_on.is_some_and(|read| read != base.head.id) {
                    return Err(conflict(&shown(cx, base.head.id).await?)?);
                }
                (Some(base.head), Some(base.fields))
            }
            (None, None) => (None, None),
        };
        Ok(Ready { draft, duty, base, before, fields, reason })
    }

    /// Begins or saves a draft; gives it as it was before what is noted of it.
    pub(super) async fn write(&self, cx: &mut Cx<'_>, ready: Ready) -> Result<Head, Failure> {
        let now = cx.now;
        let Some(draft) = &ready.draft else {
            let begun = duty::begin(&mut cx.conn().await?, &ready.begun(&self.eyes, now)).await?;
            self.note(cx, std::slice::from_ref(&begun), &[ready]).await?;
            return Ok(begun);
        };
        if !duty::save(&mut cx.conn().await?, draft, &ready.fields, &ready.reason, draft.based_on, now).await? {
            return Err(conflict(&shown(cx, draft.id).await?)?);
        }
        let head = duty::find(&mut cx.conn().await?, draft.id).await?.ok_or(ErrorCode::NotFound)?;
        self.note(cx, std::slice::from_ref(&head), &[ready]).await?;
        Ok(head)
    }

    /// Saves a draft as if the form had asked for it.
    pub(super) async fn save_as_form(&self, cx: &mut Cx<'_>, asked: SaveDraft) -> Result<Head, Failure> {
        let as_before = cx.stand_for::<SaveDraft>()?;
        let saved = Box::pin(self.save(cx, asked)).await;
        cx.stand_as(as_before);
        saved
    }

    async fn save(&self, cx: &mut Cx<'_>, asked: SaveDraft) -> Result<Head, Failure> {
        let ready = self.check(cx, tidy(asked)).await?;
        self.write(cx, ready).await
    }

    /// Enters who wrote drafts, and what.
    pub(super) async fn note(&self, cx: &mut Cx<'_>, heads: &[Head], ready: &[Ready]) -> Result<(), Failure> {
        let (Self { eyes, bodies, .. }, now) = (self, cx.now);
        let written = |head: &Head| Opinion {
            of: head.id,
            round: head.round,
            step: String::new(),
            act: Act::Written,
            opinion: String::new(),
            person: eyes.person.clone(),
            who: eyes.who.clone(),
            at: now,
        };
        // What was just begun nobody has a hand in yet.
        let saved: Vec<Head> = heads.iter().zip(ready).filter(|(_, ready)| ready.draft.is_some()).map(|(head, _)| head.clone()).collect();
        let beside = Beside::of(&mut cx.conn().await?, &saved).await?;
        let said: Vec<Opinion> = heads.iter().filter(|head| !beside.has_written(head, &eyes.person)).map(written).collect();
        duty::say_all(&mut cx.conn().await?, &said).await?;
        for (head, ready) in heads.iter().zip(ready) {
            let conn = &mut cx.conn().await?;
            let values = json!({
                "begun": ready.draft.is_none(), "reason": ready.reason, "version": head.version,
                "reason_before": ready.draft.as_ref().map(|head| &head.reason),
                "before": match &ready.before {
                    Some(before) => Some(logged(conn, bodies, before).await?),
                    None => None,
                },
                "after": logged(conn, bodies, &ready.fields).await?,
            });
            noted(cx, head, values).await?;
        }
        Ok(())
    }
}

pub(super) fn tidy(asked: SaveDraft) -> SaveDraft {
    SaveDraft { fields: asked.fields.tidy(), ..asked }
}

impl Handle for SaveDraft {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<DutyVersion, Failure> {
        cx.work().await?;
        let pen = Pen::of(cx).await?;
        let id = Box::pin(pen.save(cx, self)).await?.id;
        shown(cx, id).await
    }
}
