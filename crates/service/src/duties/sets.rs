//! Versions that are moved together: read and asked about in groups, all of them moved or none; an error names the one that stopped it.

use super::beside::Beside;
use super::drafts::{leads, moved, noted};
use super::eyes::Eyes;
use super::{told, version};
use crate::context::Cx;
use crate::failure::Failure;
use crate::places::conflict;
use crate::review::several;
use api::duty::{Chosen, Version};
use api::{ApiError, ErrorCode};
use domain::duty::VersionId;
use domain::duty::flow::{Act, Stage};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use store::duty::{self, Head, Opinion};

/// So much is said in one statement.
const GROUP: usize = 100;

/// Why a set can't be moved: what is wrong with one of it, by name.
pub(super) fn wrong(head: &Head, rule: &str) -> ApiError {
    ApiError::invalid("drafts", rule).with("name", &head.name)
}

/// It has come to another stage.
pub(super) fn wrong_stage(head: &Head) -> ApiError {
    wrong(head, "duty_stage").with("stage", head.stage.code())
}

/// Where an act leads one of a set.
pub(super) fn step(head: &Head, act: Act, is_own: bool) -> Result<(Stage, usize), ApiError> {
    leads(head, act, is_own).ok_or_else(|| wrong_stage(head))
}

/// The versions of a set, as they were chosen, if the caller may know each and has read it as it is.
pub(super) async fn chosen(cx: &mut Cx<'_>, eyes: &Eyes, drafts: &[Chosen]) -> Result<(Vec<Head>, Beside), Failure> {
    several(drafts.len(), "drafts")?;
    let ids: Vec<VersionId> = drafts.iter().map(|one| one.draft).collect();
    let found = duty::find_all(&mut cx.conn().await?, &ids).await?;
    let found: HashMap<VersionId, Head> = found.into_iter().filter(|head| eyes.sees(head)).map(|head| (head.id, head)).collect();
    let (mut heads, mut taken) = (Vec::with_capacity(drafts.len()), HashSet::new());
    for Chosen { draft, version } in drafts {
        let head = found.get(draft).ok_or_else(|| ApiError::new(ErrorCode::NotFound).with("draft", draft.0))?;
        if !taken.insert(draft) {
            return Err(wrong(head, "duty_set_twice").into());
        }
        if head.version != *version {
            return Err(match conflict(&told(cx, eyes, head).await?)? {
                Failure::Api(error) => error.with("name", &head.name).into(),
                failure => failure,
            });
        }
        heads.push(head.clone());
    }
    let beside = Beside::of(&mut cx.conn().await?, &heads).await?;
    Ok((heads, beside))
}

/// One of a set that is to be moved.
pub(super) struct Move {
    /// As it was read.
    pub(super) from: Head,
    /// As it is to be.
    pub(super) to: Head,
    /// The name of the step that is taken; empty outside of the chain.
    pub(super) step: String,
    /// What the log tells of it.
    pub(super) values: Value,
}

/// Moves a set, enters what was done and said, and tells what became of it.
pub(super) async fn move_all(cx: &mut Cx<'_>, eyes: &Eyes, act: Act, words: &str, moves: Vec<Move>) -> Result<Vec<Version>, Failure> {
    for one in &moves {
        moved(cx, &one.to).await?;
    }
    say_all(cx, eyes, act, words, moves.iter().map(|one| (&one.from, one.step.as_str()))).await?;
    let ids: Vec<VersionId> = moves.iter().map(|one| one.from.id).collect();
    for one in moves {
        noted(cx, &one.from, one.values).await?;
    }
    versions(cx, eyes, &ids).await
}

/// Enters what somebody did with versions of a set, each with its step.
pub(super) async fn say_all(
    cx: &mut Cx<'_>,
    eyes: &Eyes,
    act: Act,
    words: &str,
    of: impl Iterator<Item = (&Head, &str)>,
) -> Result<(), Failure> {
    let said = of.map(|(head, step)| Opinion {
        of: head.id,
        round: head.round,
        step: step.to_owned(),
        act,
        opinion: words.to_owned(),
        person: eyes.person.clone(),
        who: eyes.who.clone(),
        at: cx.now,
    });
    let said: Vec<Opinion> = said.collect();
    let conn = &mut cx.conn().await?;
    for some in said.chunks(GROUP) {
        duty::say_all(conn, some).await?;
    }
    Ok(())
}

/// Versions as they are now, in the order of their keys.
pub(super) async fn versions(cx: &mut Cx<'_>, eyes: &Eyes, ids: &[VersionId]) -> Result<Vec<Version>, Failure> {
    let conn = &mut cx.conn().await?;
    let heads = duty::find_all(conn, ids).await?;
    let beside = Beside::of(conn, &heads).await?;
    let heads: HashMap<VersionId, Head> = heads.into_iter().map(|head| (head.id, head)).collect();
    Ok(ids.iter().filter_map(|id| heads.get(id)).map(|head| version(head, eyes, &beside)).collect())
}
