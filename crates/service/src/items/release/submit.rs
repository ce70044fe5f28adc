//! 送审: a copy of an item's working text goes to the review chain; and 撤回.

use super::eyes::Eyes;
use super::sets::{self, after, moved, say, step};
use super::{Current, hindrance};
use crate::context::{Cx, Handle};
use crate::duties::chain;
use crate::failure::Failure;
use crate::places::conflict;
use crate::ratings::within;
use crate::review::{keeps, several};
use api::item::{ChosenRelease, ReleasesMoved, SubmitItems, TakeBackRelease};
use api::{ApiError, ErrorCode};
use domain::catalogue::item::{Item, ItemId};
use domain::catalogue::release::{ReleaseId, changed_fields, deed};
use domain::duty::flow::{Act, Chain, Deed, OPINION_LIMIT, REASON_LEAST, Stage};
use serde_json::json;
use std::collections::HashSet;
use store::catalogue::item;
use store::catalogue::release::{self, Head, NewRelease, Opinion};

impl Handle for SubmitItems {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ReleasesMoved, Failure> {
        several(self.items.len(), "items")?;
        cx.work().await?;
        keeps(cx).await?;
        let eyes = Eyes::of(cx).await?;
        let reason = within(&self.reason, "reason", REASON_LEAST, OPINION_LIMIT)?.to_owned();
        let chain = chain::read(&mut cx.conn().await?).await?;
        // Another desk may be handing in some of them: whoever comes second finds that they are under way.
        let mut keys: Vec<ItemId> = self.items.iter().map(|chosen| chosen.item).collect();
        keys.sort_unstable();
        for key in keys {
            release::lock(&mut cx.conn().await?, key).await?;
        }
        let (mut ids, mut taken) = (Vec::with_capacity(self.items.len()), HashSet::new());
        for chosen in self.items {
            let item = item::find(&mut cx.conn().await?, chosen.item).await?.ok_or(ErrorCode::NotFound)?;
            if !taken.insert(chosen.item) {
                return Err(ApiError::invalid("items", "duty_set_twice").with("name", &item.fields.name).into());
            }
            if item.version != chosen.version {
                return Err(match conflict(&item)? {
                    Failure::Api(error) => error.with("name", &item.fields.name).into(),
                    failure => failure,
                });
            }
            ids.push(submit(cx, &eyes, item, &chain, &reason).await?);
        }
        after(cx, &eyes, &ids).await
    }
}

/// Hands one working text in; one that was returned goes again.
async fn submit(cx: &mut Cx<'_>, eyes: &Eyes, item: Item, chain: &Chain, reason: &str) -> Result<ReleaseId, Failure> {
    let now = cx.now;
    let conn = &mut cx.conn().await?;
    let (current, open) = (Current::of(conn, item.id).await?, release::open_of(conn, item.id).await?);
    if let Some(rule) = hindrance(&item, current.as_ref(), open.as_ref()) {
        return Err(ApiError::invalid("items", rule).with("name", &item.fields.name).into());
    }
    let was_withdrawn = current.as_ref().is_some_and(|current| current.head.deed == Deed::Withdraw);
    let before = current.as_ref().map(|current| &current.fields);
    let changed = before.map(|before| changed_fields(before, &item.fields)).unwrap_or_default();
    let new = NewRelease {
        item: item.id,
        deed: deed(before, was_withdrawn, &item.fields),
        based_on: current.as_ref().map(|current| current.head.id),
        changed: &changed,
        fields: &item.fields,
        reason,
        author: &eyes.person,
        author_name: &eyes.who,
        at: now,
    };
    let id = release::write(conn, open.as_ref(), &new).await?.ok_or(ErrorCode::Busy)?;
    let head = release::find(conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let head = Head { chain: Some(chain.clone()), ..head };
    let (stage, at) = step(&head, Act::Submitted)?;
    moved(cx, &Head { stage, step: at, ..head.clone() }).await?;
    enter_writers(cx, &head).await?;
    say(cx, eyes, &head, Act::Submitted, "", reason, json!({ "reason": reason, "fields": changed.join("、") })).await?;
    Ok(id)
}

/// Enters who has edited its words: they neither review nor publish it.
async fn enter_writers(cx: &mut Cx<'_>, head: &Head) -> Result<(), Failure> {
    let at = cx.now;
    let conn = &mut cx.conn().await?;
    let writers = release::writers(conn, head.item, head.id).await?.into_iter();
    let said = writers.map(|(person, who)| {
        let (step, opinion) = (String::new(), String::new());
        Opinion { of: head.id, round: head.round, step, act: Act::Written, opinion, person, who, at }
    });
    Ok(release::say_all(conn, &said.collect::<Vec<_>>()).await?)
}

impl Handle for TakeBackRelease {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ReleasesMoved, Failure> {
        cx.work().await?;
        keeps(cx).await?;
        let eyes = Eyes::of(cx).await?;
        let reason = within(&self.reason, "reason", REASON_LEAST, OPINION_LIMIT)?.to_owned();
        let chosen = sets::chosen(cx, &eyes, &[ChosenRelease { release: self.release, version: self.version }]).await?;
        for one in chosen {
            let head = one.head;
            let act = match head.stage {
                Stage::Planned => Act::Unplanned,
                Stage::Approved => Act::Returned,
                _ => Act::Dropped,
            };
            let (stage, at) = step(&head, act)?;
            let round = if act == Act::Returned { head.round + 1 } else { head.round };
            let mut after = Head { stage, step: at, round, effective: None, failed: String::new(), ..head.clone() };
            if act == Act::Returned {
                // They were of a publication that does not come.
                (after.paper, after.countersigned) = (String::new(), String::new());
            }
            moved(cx, &after).await?;
            say(cx, &eyes, &head, act, "", &reason, json!({ "reason": reason })).await?;
        }
        after(cx, &eyes, &[self.release]).await
    }
}
