//! 权责清单: read by everyone inside as it is in force; drafted, reviewed and published here.
//!
//! - `eyes`: who the caller is to a version, and what he may do with it; `beside`: what has to be known of versions for that.
//! - `pen`: writing a draft; `many`: drafts of a file; `cells`: where they stand in a table; `drafts`: handing in, giving up, putting upon what was published since.
//! - `waiting`: lists and figures of drafts. `sets`: what is moved together.
//! - `decide`: 受理, 审核, 公布.
//! - `due`: publishes on the day that was set.
//! - `listed`: the list as a paper.
//! - `differ`: two versions, two days; `adjustment`: the same as a paper (动态调整). `papers`: what papers share.
//! - `chain`: the steps of the review.
//! - `verify`: 核实 of what is in force.

mod adjustment;
mod beside;
mod cells;
pub(crate) mod chain;
pub(crate) mod chart;
mod decide;
mod differ;
mod drafts;
mod due;
mod eyes;
mod listed;
mod many;
mod papers;
mod pen;
mod sets;
mod verify;
mod waiting;

pub(crate) use drafts::{Back, may_know, taken_back};
pub(crate) use due::do_due;
pub(crate) use many::Many;
pub(crate) use pen::Pen;
pub(crate) use verify::due as due_to_check;
pub(crate) use waiting::waiting;

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::{items, lists, review};
use api::duty::{
    CountDuties, Duties, DutyFilter, DutyGroup, DutyName, DutyRow, DutyShown, DutyTree, DutyVersion, ListDuties, OwnDraft, ShowDuty,
    ShowDutyTree, Version,
};
use api::page::Total;
use api::{ApiError, ErrorCode};
use beside::Beside;
use domain::duty::flow::{Deed, Stage, Standing};
use domain::duty::{DutyId, VersionId, stamp};
use eyes::Eyes;
use std::collections::HashMap;
use store::duty::list::{self, Listed};
use store::duty::{self, Head};
use store::{Conn, StoreError};

/// Most rows of a page.
const PAGE: u32 = 200;

async fn filter(cx: &mut Cx<'_>, asked: &DutyFilter, eyes: &Eyes) -> Result<list::DutyFilter, Failure> {
    let (seen_at, seen_of) = eyes.seen();
    let day = if asked.recheck { items::verify::due_before(cx).await? } else { None };
    Ok(list::DutyFilter {
        // Where nothing is ever due, nothing fits.
        unchecked_since: day.or(asked.recheck.then_some(jiff::civil::Date::MIN)),
        as_of: asked.as_of,
        text: asked.text.clone(),
        whole: asked.whole,
        lists: asked.lists.clone(),
        kinds: asked.kinds.clone(),
        body: asked.body,
        place: asked.place,
        standing: asked.standing,
        parent: asked.parent,
        seen_at,
        seen_of,
    })
}

/// What is asked for, as far as the caller may see it.
pub(crate) async fn filter_of(cx: &mut Cx<'_>, asked: &DutyFilter) -> Result<list::DutyFilter, Failure> {
    past(asked.as_of, "as_of", cx.today())?;
    let eyes = Eyes::of(cx).await?;
    filter(cx, asked, &eyes).await
}

/// What somebody has begun of an entry.
fn own_draft(head: Head) -> (DutyId, OwnDraft) {
    let Head { duty, no, version, stage, deed, code, name, list, kind, body, place, .. } = head;
    let open = stage == Stage::Draft && deed != Deed::Withdraw;
    (duty, OwnDraft { stamp: stamp(no, version), open, code, name, list, kind, body, place })
}

/// A row; that something is drafted is told to those who draft or review.
fn row(listed: Listed, eyes: &Eyes, own: &mut HashMap<DutyId, OwnDraft>) -> DutyRow {
    let n = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    DutyRow {
        id: listed.id,
        version: listed.version,
        code: listed.code,
        name: listed.name,
        list: listed.list,
        kind: listed.kind,
        body: listed.body,
        joint: n(listed.joint),
        place: listed.place,
        parent: listed.parent,
        standing: listed.standing,
        from: listed.from,
        drafts: if eyes.is_drafting() { n(listed.drafts) } else { 0 },
        mine: eyes.drafts_at(listed.place, listed.body),
        stamp: stamp(listed.no, listed.saved),
        own: own.remove(&listed.id),
    }
}

/// A day on which the list is asked for: what is to come is not in force yet.
pub(crate) fn past(day: Option<jiff::civil::Date>, field: &str, today: jiff::civil::Date) -> Result<(), ApiError> {
    match day {
        Some(day) if day > today => Err(ApiError::invalid(field, "future").with("max", today)),
        _ => Ok(()),
    }
}

impl Handle for ListDuties {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Duties, Failure> {
        past(self.filter.as_of, "as_of", cx.today())?;
        let (limit, order, at) = (lists::limit(self.limit, PAGE)?, items::order(self.sort.as_ref())?, lists::at(&self.page, lists::place)?);
        let eyes = Eyes::of(cx).await?;
        let filter = filter(cx, &self.filter, &eyes).await?;
        let conn = &mut cx.conn().await?;
        let page = list::page(conn, &filter, order, &at, limit).await?;
        let edges = lists::around(page.before, page.after, lists::placed);
        let mut own = HashMap::new();
        if self.own && eyes.is_drafting() {
            let ids: Vec<DutyId> = page.rows.iter().map(|listed| listed.id).collect();
            own = duty::begun_by(conn, &eyes.person, &ids).await?.into_iter().map(own_draft).collect();
        }
        Ok(Duties { duties: page.rows.into_iter().map(|listed| row(listed, &eyes, &mut own)).collect(), edges })
    }
}

impl Handle for CountDuties {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Total, Failure> {
        past(self.filter.as_of, "as_of", cx.today())?;
        let eyes = Eyes::of(cx).await?;
        let filter = filter(cx, &self.filter, &eyes).await?;
        Ok(Total { n: list::count(&mut cx.conn().await?, &filter).await?, exact: true })
    }
}

impl Handle for ShowDutyTree {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<DutyTree, Failure> {
        let filter = filter_of(cx, &self.filter).await?;
        let groups = list::groups(&mut cx.conn().await?, &filter).await?;
        let told = |list::Group { list, body, kind, own, joint }| DutyGroup { list, body, kind, own, joint };
        Ok(DutyTree { groups: groups.into_iter().map(told).collect() })
    }
}

/// A version as it crosses the door.
fn version(head: &Head, eyes: &Eyes, beside: &Beside) -> Version {
    let step = head.chain.as_ref().filter(|_| head.stage == Stage::Review);
    Version {
        id: head.id,
        duty: head.duty,
        no: head.no,
        stage: head.stage,
        deed: head.deed,
        based_on: head.based_on,
        is_behind: beside.is_behind(head),
        list: head.list,
        kind: head.kind,
        code: head.code.clone(),
        name: head.name.clone(),
        body: head.body,
        place: head.place,
        reason: head.reason.clone(),
        countersigned: head.countersigned.clone(),
        paper: head.paper.clone(),
        step: step.and_then(|chain| chain.steps.get(head.step)).map(|step| step.name.clone()).unwrap_or_default(),
        round: head.round,
        author: head.author_name.clone(),
        begun_at: head.begun_at,
        moved_at: head.moved_at,
        effective: head.effective,
        from: head.from,
        until: head.until,
        published_at: head.published_at,
        published_by: head.published_by.clone(),
        failed: head.failed.clone(),
        version: head.version,
        may: eyes.may(head, beside),
    }
}

/// A version with everything that is known of it.
async fn told(cx: &mut Cx<'_>, eyes: &Eyes, head: &Head) -> Result<DutyVersion, Failure> {
    let conn = &mut cx.conn().await?;
    let fields = duty::content(conn, head.id).await?.ok_or(ErrorCode::NotFound)?;
    let opinions = duty::opinions(conn, head.id).await?;
    let beside = Beside::of(conn, std::slice::from_ref(head)).await?;
    let chain = match &head.chain {
        Some(chain) => chain.clone(),
        None => chain::read(conn).await?,
    };
    Ok(DutyVersion { head: version(head, eyes, &beside), fields, chain, opinions: review::told(opinions) })
}

/// The version of a key, told after something was done to it.
async fn shown(cx: &mut Cx<'_>, id: VersionId) -> Result<DutyVersion, Failure> {
    let eyes = Eyes::of(cx).await?;
    let head = duty::find(&mut cx.conn().await?, id).await?.ok_or(ErrorCode::NotFound)?;
    told(cx, &eyes, &head).await
}

async fn named(conn: &mut Conn<'_>, id: DutyId) -> Result<Option<DutyName>, StoreError> {
    let Some(head) = duty::head(conn, id).await? else { return Ok(None) };
    let head = duty::find(conn, head).await?;
    Ok(head.map(|head| DutyName { id, standing: head.stage.standing(head.deed), code: head.code, name: head.name }))
}

impl Handle for ShowDuty {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<DutyShown, Failure> {
        past(self.as_of, "as_of", cx.today())?;
        let eyes = Eyes::of(cx).await?;
        let conn = &mut cx.conn().await?;
        let asked = match (self.version, self.as_of) {
            (Some(version), _) => Some(version),
            (None, Some(day)) => duty::in_force(conn, self.id, day).await?,
            (None, None) => duty::head(conn, self.id).await?,
        };
        let heads: Vec<Head> = duty::versions(conn, self.id).await?.into_iter().filter(|head| eyes.sees(head)).collect();
        let head = heads.iter().find(|head| Some(head.id) == asked).cloned().ok_or(ErrorCode::NotFound)?;
        let beside = Beside::of(conn, &heads).await?;
        let versions = heads.iter().map(|head| version(head, &eyes, &beside)).collect();
        let below = duty::children(conn, self.id).await?;
        let children = below
            .into_iter()
            .map(|child| DutyName { standing: child.stage.standing(child.deed), id: child.id, code: child.code, name: child.name })
            .filter(|child| eyes.is_drafting() || matches!(child.standing, Standing::Published | Standing::Abolished))
            .collect();
        let shown = told(cx, &eyes, &head).await?;
        let parent = match shown.fields.parent {
            Some(parent) => named(&mut cx.conn().await?, parent).await?,
            None => None,
        };
        let (checked, recheck, may_verify) = verify::standing(cx, &eyes, &head).await?;
        Ok(DutyShown { shown, versions, parent, children, checked, recheck, may_verify })
    }
}
