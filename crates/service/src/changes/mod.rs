//! 区划和机构变更: previewing, deciding, listing, taking back.
//!
//! - `plan`: checks a change against what is stored and says what it would do.
//! - `steps`: does it, one step after the other, and undoes the steps in reverse.
//! - `by_form`: names and codes that were changed elsewhere.
//! - `due`: does planned changes on their day.

pub(crate) mod by_form;
mod due;
mod plan;
mod steps;

pub(crate) use due::do_due;

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::change::{Change, List, Listed, Make, Preview, Previewed, Revoke, Subject};
use api::{ApiError, ErrorCode};
use domain::change::{ChangeState, Deed, PAPER_CHARS, REASON_CHARS, Unit, may_take_effect};
use domain::period::FIRST_DAY;
use plan::Plan;
use serde::{Deserialize, Serialize};
use serde_json::json;
use steps::Step;
use store::change::{self, NewChange, StoredChange};
use store::job;

/// What is kept of a request: the deed, and the units as they were.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    deed: Deed,
    subjects: Vec<Subject>,
}

fn told(stored: StoredChange) -> Result<Change, Failure> {
    let kept: Kept = serde_json::from_str(&stored.request)?;
    Ok(Change {
        no: stored.no,
        unit: stored.unit,
        kind: stored.kind,
        effective: stored.effective,
        state: stored.state,
        deed: kept.deed,
        subjects: kept.subjects,
        reason: stored.reason,
        paper: stored.paper,
        by: stored.by,
        made: stored.made,
        done: stored.done,
        closing: stored.closing,
    })
}

/// Checks what can be checked without looking at what is stored.
fn check(ask: &api::change::Ask, today: jiff::civil::Date) -> Result<(), ApiError> {
    let (min, max) = REASON_CHARS;
    crate::ratings::within(&ask.reason, "reason", min, max)?;
    crate::ratings::within(&ask.paper, "paper", 0, PAPER_CHARS)?;
    if !may_take_effect(ask.effective, today) {
        let late = ask.effective > today;
        let error = ApiError::invalid("effective", if late { "too_far" } else { "too_early" });
        return Err(error.with("min", FIRST_DAY));
    }
    if let Some((field, rule)) = ask.deed.wrong() {
        return Err(ApiError::invalid(field, rule).with("min", 1).with("max", domain::change::NAME_CHARS));
    }
    Ok(())
}

impl Handle for Preview {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Previewed, Failure> {
        let today = cx.today();
        check(&self.ask, today)?;
        let plan = Plan::of(cx, &self.ask).await?;
        let newest = newest(cx, self.ask.unit).await?;
        Ok(Previewed { effects: plan.effects, warnings: plan.warnings, planned: self.ask.effective > today, newest })
    }
}

/// The number of the newest change of a kind of unit.
async fn newest(cx: &mut Cx<'_>, unit: Unit) -> Result<i64, Failure> {
    Ok(change::list(&mut cx.conn().await?, unit, i64::MAX, 0, 1).await?.first().map_or(0, |c| c.no))
}

impl Handle for Make {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Change, Failure> {
        let (today, now) = (cx.today(), cx.now);
        let ask = self.ask;
        check(&ask, today)?;
        cx.work().await?;
        refuse_while_importing(cx).await?;
        for unit in ask.deed.units() {
            let last = change::list(&mut cx.conn().await?, ask.unit, i64::MAX, unit, 1).await?;
            if let Some(last) = last.into_iter().find(|c| c.no > self.newest) {
                return Err(crate::places::conflict(&told(last)?)?);
            }
        }
        let plan = Plan::of(cx, &ask).await?;
        let kept = serde_json::to_string(&Kept { deed: ask.deed.clone(), subjects: plan.subjects.clone() })?;
        let (account, by) = (cx.actor.account(), cx.actor.who().to_owned());
        let new = NewChange {
            unit: ask.unit,
            kind: ask.deed.kind(),
            effective: ask.effective,
            reason: ask.reason.trim(),
            paper: ask.paper.trim(),
            request: &kept,
            account,
            by: &by,
            at: now,
            units: &ask.deed.units(),
        };
        let no = change::insert(&mut cx.conn().await?, &new).await?;
        if ask.effective <= today {
            take_effect(cx, no, &ask, &plan).await?;
        }
        let stored = change::find(&mut cx.conn().await?, no).await?.ok_or(ErrorCode::NotFound)?;
        let told = told(stored)?;
        cx.note(format!("change:{no}"), Some(json!({ "after": told })));
        announce(cx, ask.unit).await?;
        Ok(told)
    }
}

/// Does a change within the unit of work, and notes that it is done.
async fn take_effect(cx: &mut Cx<'_>, no: i64, ask: &api::change::Ask, plan: &Plan) -> Result<(), Failure> {
    let now = cx.now;
    let conn = &mut cx.conn().await?;
    let steps = steps::run(conn, no, ask, plan).await?;
    let opened: Vec<i64> = steps.iter().filter_map(Step::opened).collect();
    change::is_of(conn, ask.unit, &opened, no).await?;
    let undo = serde_json::to_string(&steps)?;
    change::set_state(conn, no, ChangeState::Done, &undo, Some(now), None).await?;
    Ok(())
}

/// Sums that an import adds are those of the tree that it has read; the tree stays as it is meanwhile.
async fn refuse_while_importing(cx: &mut Cx<'_>) -> Result<(), Failure> {
    let now = cx.now;
    if job::running(&mut cx.conn().await?, now).await?.is_some() { Err(ErrorCode::JobRunning.into()) } else { Ok(()) }
}

/// Tells everybody who shows units or figures.
async fn announce(cx: &mut Cx<'_>, unit: Unit) -> Result<(), Failure> {
    let work = cx.work().await?;
    work.changed(unit.code(), None);
    work.changed("figures", None);
    Ok(())
}

impl Handle for List {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Listed, Failure> {
        let limit: i64 = crate::lists::limit(self.limit, 500)?;
        let before = self.before.unwrap_or(i64::MAX);
        let mut found = change::list(&mut cx.conn().await?, self.unit, before, self.of.unwrap_or(0), limit + 1).await?;
        let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > limit;
        if more {
            found.pop();
        }
        let next = found.last().filter(|_| more).map(|c| c.no);
        Ok(Listed { changes: found.into_iter().map(told).collect::<Result<_, _>>()?, next })
    }
}

impl Handle for Revoke {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Change, Failure> {
        let (min, max) = REASON_CHARS;
        let reason = crate::ratings::within(&self.reason, "reason", min, max)?.to_owned();
        cx.work().await?;
        refuse_while_importing(cx).await?;
        let stored = change::find(&mut cx.conn().await?, self.no).await?.ok_or(ErrorCode::NotFound)?;
        let units = change::units_of(&mut cx.conn().await?, self.no).await?;
        plan::within(cx, stored.unit, &units).await?;
        match stored.state {
            ChangeState::Planned | ChangeState::Failed => {}
            ChangeState::Revoked => return Err(ApiError::invalid("no", "revoked").into()),
            ChangeState::Done => {
                // Others may build on it: they are taken back first.
                if let Some(later) = change::later(&mut cx.conn().await?, stored.unit, self.no).await? {
                    return Err(ApiError::invalid("no", "later_change").with("no", later).into());
                }
                let steps: Vec<Step> = serde_json::from_str(&stored.undo)?;
                steps::undo(&mut cx.conn().await?, &stored, &steps).await?;
            }
        }
        let conn = &mut cx.conn().await?;
        change::set_state(conn, self.no, ChangeState::Revoked, &stored.undo, stored.done, Some(&reason)).await?;
        let after = change::find(conn, self.no).await?.ok_or(ErrorCode::NotFound)?;
        let unit = stored.unit;
        let (before, after) = (told(stored)?, told(after)?);
        cx.note(format!("change:{}", self.no), Some(json!({ "before": before, "after": after, "reason": reason })));
        announce(cx, unit).await?;
        Ok(after)
    }
}
