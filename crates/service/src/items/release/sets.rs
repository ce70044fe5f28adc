//! Texts that are moved together: all of them or none; an error names the one that stopped it.

use super::eyes::Eyes;
use super::told;
use crate::context::Cx;
use crate::failure::Failure;
use crate::places::conflict;
use crate::review::several;
use api::item::{ChosenRelease, Release, ReleasesMoved};
use api::{ApiError, ErrorCode};
use domain::catalogue::release::ReleaseId;
use domain::duty::flow::{Act, Stage, next};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use store::Conn;
use store::catalogue::release::{self, Head, Opinion};

/// Why a set can't be moved: what is wrong with one of it, by name.
pub(super) fn wrong(head: &Head, rule: &str) -> ApiError {
    ApiError::invalid("releases", rule).with("name", &head.name)
}

/// It has come to another stage.
pub(super) fn wrong_stage(head: &Head) -> ApiError {
    wrong(head, "duty_stage").with("stage", head.stage.code())
}

/// A text of a set as it was read, with what was said about it.
pub(super) struct Chosen {
    pub(super) head: Head,
    pub(super) said: Vec<Opinion>,
}

/// The texts of a set, as they were chosen, if the caller may know each and has read it as it is.
pub(super) async fn chosen(cx: &mut Cx<'_>, eyes: &Eyes, asked: &[ChosenRelease]) -> Result<Vec<Chosen>, Failure> {
    several(asked.len(), "releases")?;
    let conn = &mut cx.conn().await?;
    let ids: Vec<ReleaseId> = asked.iter().map(|one| one.release).collect();
    let found = release::find_all(conn, &ids).await?.into_iter().filter(|_| eyes.sees_drafts());
    let found: HashMap<ReleaseId, Head> = found.map(|head| (head.id, head)).collect();
    let hands = release::hands(conn, &ids).await?;
    let (mut all, mut taken) = (Vec::with_capacity(asked.len()), HashSet::new());
    for ChosenRelease { release: id, version } in asked {
        let head = found.get(id).ok_or_else(|| ApiError::new(ErrorCode::NotFound).with("release", id.0))?.clone();
        if !taken.insert(*id) {
            return Err(wrong(&head, "duty_set_twice").into());
        }
        let said = hands.get(id).cloned().unwrap_or_default();
        if head.version != *version {
            return Err(match conflict(&told(&head, eyes, &said))? {
                Failure::Api(error) => error.with("name", &head.name).into(),
                failure => failure,
            });
        }
        all.push(Chosen { head, said });
    }
    Ok(all)
}

/// Where an act leads.
pub(super) fn step(head: &Head, act: Act) -> Result<(Stage, usize), ApiError> {
    let steps = head.chain.as_ref().map_or(0, |chain| chain.steps.len());
    // Whoever edits items keeps the list: nothing is proposed to anybody.
    next(head.stage, act, head.step, steps, true).ok_or_else(|| wrong_stage(head))
}

/// Moves a text on, or tells what somebody else has made of it meanwhile.
pub(super) async fn moved(cx: &mut Cx<'_>, head: &Head) -> Result<(), Failure> {
    let head = Head { moved_at: cx.now, ..head.clone() };
    let conn = &mut cx.conn().await?;
    if !release::move_to(conn, &head).await? {
        return Err(ErrorCode::Busy.into());
    }
    release::stand(conn, head.item).await?;
    Ok(())
}

/// Enters what somebody did with a text and said about it, in its way and in the log, and tells everybody who shows it.
pub(super) async fn say(
    cx: &mut Cx<'_>,
    eyes: &Eyes,
    head: &Head,
    act: Act,
    step: &str,
    words: &str,
    values: Value,
) -> Result<(), Failure> {
    let said = Opinion {
        of: head.id,
        round: head.round,
        step: step.to_owned(),
        act,
        opinion: words.to_owned(),
        person: eyes.person.clone(),
        who: eyes.who.clone(),
        at: cx.now,
    };
    release::say_all(&mut cx.conn().await?, &[said]).await?;
    let mut told = json!({ "act": act, "no": head.no, "deed": head.deed, "code": head.code, "name": head.name });
    if let (Value::Object(told), Value::Object(values)) = (&mut told, values) {
        told.extend(values);
    }
    cx.note(format!("item:{}", head.item.0), Some(told));
    cx.work().await?.changed("catalogue", Some(head.item.0.to_string()));
    Ok(())
}

/// Texts as they are told to the caller.
pub(super) async fn told_all(conn: &mut Conn<'_>, eyes: &Eyes, heads: &[Head]) -> Result<Vec<Release>, Failure> {
    // With what is decided nothing is done any more, whoever had a hand in it.
    let open: Vec<ReleaseId> = heads.iter().filter(|head| head.stage.is_open()).map(|head| head.id).collect();
    let hands = release::hands(conn, &open).await?;
    Ok(heads.iter().map(|head| told(head, eyes, hands.get(&head.id).map(Vec::as_slice).unwrap_or_default())).collect())
}

/// Texts as they are now, in the order of their keys.
pub(super) async fn after(cx: &mut Cx<'_>, eyes: &Eyes, ids: &[ReleaseId]) -> Result<ReleasesMoved, Failure> {
    let conn = &mut cx.conn().await?;
    let heads = release::find_all(conn, ids).await?;
    let told: HashMap<ReleaseId, Release> = told_all(conn, eyes, &heads).await?.into_iter().map(|one| (one.id, one)).collect();
    Ok(ReleasesMoved { releases: ids.iter().filter_map(|id| told.get(id)).cloned().collect() })
}
