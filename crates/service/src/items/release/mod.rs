//! 送审与公布 of items: what is handed in is copied, reviewed by the chain of the responsibility lists, and published for good.
//!
//! - `eyes`: who the caller is to a text. `submit`: handing in and taking back. `decide`: 审核, 公布; `due`: publishes on its day.
//! - `waiting`: lists and figures of what is on its way, and what was in force on a day. `sets`: what is moved together. `adjustment`: 动态调整, on screen and as a paper.

mod adjustment;
mod decide;
mod due;
mod eyes;
mod sets;
mod submit;
mod waiting;

pub(crate) use due::do_due;
pub(crate) use waiting::{then, waiting};

use super::Named;
use crate::context::{Cx, Handle};
use crate::duties::chain;
use crate::failure::Failure;
use crate::review;
use api::item::{CompareTexts, InForce, Release, ReleaseShown, ReleasesShown, ShowReleases, TextOf, TextsCompared};
use api::{ErrorCode, Permission};
use domain::catalogue::item::{FIELDS, Item, ItemFields, ItemId};
use domain::catalogue::provincial::differing;
use domain::catalogue::release::{ReleaseId, Unready, changed_fields, unready};
use domain::duty::flow::Stage;
use eyes::Eyes;
use store::Conn;
use store::catalogue::item;
use store::catalogue::release::{self, Head, Opinion};

/// A text as it crosses the door.
fn told(head: &Head, eyes: &Eyes, said: &[Opinion]) -> Release {
    let step = head.chain.as_ref().filter(|_| head.stage == Stage::Review).and_then(|chain| chain.steps.get(head.step));
    Release {
        id: head.id,
        item: head.item,
        no: head.no,
        stage: head.stage,
        deed: head.deed,
        code: head.code.clone(),
        name: head.name.clone(),
        body: head.body,
        fields: head.fields.clone(),
        reason: head.reason.clone(),
        countersigned: head.countersigned.clone(),
        paper: head.paper.clone(),
        step: step.map(|step| step.name.clone()).unwrap_or_default(),
        round: head.round,
        author: head.author_name.clone(),
        moved_at: head.moved_at,
        effective: head.effective,
        from: head.from,
        until: head.until,
        published_at: head.published_at,
        published_by: head.published_by.clone(),
        failed: head.failed.clone(),
        version: head.version,
        may: eyes.may(head, said),
    }
}

/// Why a working text can't be handed in, as the rule of an error.
fn rule(unready: Unready) -> &'static str {
    match unready {
        Unready::Undescribed => "item_undescribed",
        Unready::Unverified => "item_unverified",
        Unready::Same => "item_same",
        Unready::NeverThere => "item_never_there",
    }
}

/// What is in force of an item, with its words.
struct Current {
    head: Head,
    fields: ItemFields,
}

impl Current {
    async fn of(conn: &mut Conn<'_>, id: ItemId) -> Result<Option<Self>, Failure> {
        let Some(head) = release::current(conn, id).await? else { return Ok(None) };
        let fields = release::content(conn, head.id).await?.ok_or(ErrorCode::NotFound)?;
        Ok(Some(Self { head, fields }))
    }
}

/// Why an item's working text can't be handed in now.
fn hindrance(item: &Item, current: Option<&Current>, open: Option<&Head>) -> Option<&'static str> {
    if open.is_some_and(|open| open.stage != Stage::Draft) {
        return Some("item_submitted");
    }
    unready(current.map(|current| &current.fields), &item.fields, item.version > 0).map(rule)
}

/// A text in force with the day on which it was last compared with its source: that of the working text, as long as it says the same.
pub(crate) fn last_checked(text: ItemFields, working: &ItemFields) -> ItemFields {
    let verified = if changed_fields(&text, working).is_empty() { working.verified } else { text.verified };
    ItemFields { verified, ..text }
}

/// An item as it is published today, also where that says that it is withdrawn; where nothing was ever published, as it is drafted.
pub(super) async fn published(cx: &mut Cx<'_>, item: Item) -> Result<(Item, Option<InForce>), Failure> {
    let today = cx.today();
    let conn = &mut cx.conn().await?;
    let Some(head) = release::in_force(conn, item.id, today).await? else { return Ok((item, None)) };
    let text = release::content(conn, head.id).await?.ok_or(ErrorCode::NotFound)?;
    let fields = last_checked(text, &item.fields);
    let in_force = InForce { release: head.id, no: head.no, deed: head.deed, from: head.from.unwrap_or(today), is_shown: true };
    Ok((Item { fields, ..item }, Some(in_force)))
}

/// Notes that the caller has edited an item's working text.
pub(super) async fn wrote(cx: &mut Cx<'_>, id: ItemId) -> Result<(), Failure> {
    let (person, who, now) = (review::person(&cx.actor), cx.actor.who().to_owned(), cx.now);
    release::wrote(&mut cx.conn().await?, id, &person, &who, now).await?;
    Ok(())
}

/// The caller may know what was done to an item: its log tells what is drafted and said in the review, where there is one.
pub(crate) async fn may_know(cx: &mut Cx<'_>, id: ItemId) -> Result<bool, Failure> {
    if Eyes::of(cx).await?.sees_drafts() || cx.access_for(Permission::Exceptions).is_some() {
        return Ok(true);
    }
    let reads = cx.access_for(Permission::Catalogue).is_some() || cx.access_for(Permission::Ratings).is_some();
    Ok(reads && release::of_item(&mut cx.conn().await?, id).await?.is_empty())
}

/// An item as whoever asks reads it: as it is drafted for those who edit or review items, as it is published for everybody else.
pub(super) async fn read_as(cx: &mut Cx<'_>, item: Item) -> Result<(Item, Option<InForce>), Failure> {
    let eyes = Eyes::of(cx).await?;
    let (public, in_force) = published(cx, item.clone()).await?;
    if eyes.sees_drafts() {
        return Ok((item, in_force.map(|in_force| InForce { is_shown: false, ..in_force })));
    }
    Ok((public, in_force))
}

impl Handle for ShowReleases {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ReleasesShown, Failure> {
        let eyes = Eyes::of(cx).await?;
        let conn = &mut cx.conn().await?;
        let item = item::find(conn, self.item).await?.ok_or(ErrorCode::NotFound)?;
        let sees = |head: &Head| head.stage == Stage::Published || eyes.sees_drafts();
        let heads: Vec<Head> = release::of_item(conn, self.item).await?.into_iter().filter(sees).collect();
        let today = cx.today();
        let conn = &mut cx.conn().await?;
        let holds = |head: &&Head| head.from.is_some_and(|from| from <= today) && head.until.is_none_or(|until| until > today);
        let asked = match self.release {
            Some(id) => Some(heads.iter().find(|head| head.id == id).ok_or(ErrorCode::NotFound)?),
            None => heads.iter().find(|head| head.stage.is_open()).or_else(|| heads.iter().find(holds)),
        };
        let current = Current::of(conn, self.item).await?;
        let open = heads.iter().find(|head| head.stage.is_open());
        let unready = if eyes.keeps { hindrance(&item, current.as_ref(), open) } else { Some("not_permitted") };
        let shown = match asked {
            Some(head) => Some(shown(conn, head, &eyes).await?),
            None => None,
        };
        let releases = sets::told_all(conn, &eyes, &heads).await?;
        let standing = release::standing(conn, self.item).await?;
        Ok(ReleasesShown { standing, releases, shown, unready: unready.map(str::to_owned), sees_drafts: eyes.sees_drafts() })
    }
}

async fn shown(conn: &mut Conn<'_>, head: &Head, eyes: &Eyes) -> Result<ReleaseShown, Failure> {
    let said = release::opinions(conn, head.id).await?;
    let fields = release::content(conn, head.id).await?.ok_or(ErrorCode::NotFound)?;
    let before = match head.based_on {
        Some(base) => release::content(conn, base).await?,
        None => None,
    };
    let differing = before.as_ref().map(|before| differing(before, &fields, changed_fields(before, &fields))).unwrap_or_default();
    let chain = match &head.chain {
        Some(chain) => chain.clone(),
        None => chain::read(conn).await?,
    };
    Ok(ReleaseShown { head: told(head, eyes, &said), opinions: review::told(said), fields, before, differing, chain })
}

/// The words of a text of an item, if the caller may read them.
async fn words(conn: &mut Conn<'_>, eyes: &Eyes, item: ItemId, of: TextOf) -> Result<ItemFields, Failure> {
    match of {
        TextOf::Working if eyes.sees_drafts() => Ok(item::find(conn, item).await?.ok_or(ErrorCode::NotFound)?.fields),
        TextOf::Working => Err(ErrorCode::NotFound.into()),
        TextOf::Release(id) => Ok(release_words(conn, eyes, item, id).await?),
    }
}

async fn release_words(conn: &mut Conn<'_>, eyes: &Eyes, item: ItemId, id: ReleaseId) -> Result<ItemFields, Failure> {
    let may_see = |head: &Head| head.item == item && (head.stage == Stage::Published || eyes.sees_drafts());
    release::find(conn, id).await?.filter(may_see).ok_or(ErrorCode::NotFound)?;
    Ok(release::content(conn, id).await?.ok_or(ErrorCode::NotFound)?)
}

impl Handle for CompareTexts {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<TextsCompared, Failure> {
        let eyes = Eyes::of(cx).await?;
        let conn = &mut cx.conn().await?;
        let old = words(conn, &eyes, self.item, self.old).await?;
        let new = words(conn, &eyes, self.item, self.new).await?;
        let differing = differing(&old, &new, FIELDS);
        Ok(TextsCompared { differing, old, new })
    }
}
