//! 日历更新: terms and days of feedback that were counted are counted anew once the calendar of working days says something else.

use super::{noted, rules};
use crate::context::Cx;
use crate::failure::Failure;
use api::ErrorCode;
use domain::calendar::Calendar;
use domain::supervision::flow::Act;
use domain::supervision::recount::{Event, due};
use domain::supervision::{MatterFields, Term};
use jiff::civil::Date;
use serde_json::json;
use store::supervision::{self, Head, Step};

/// The last day as it follows from what was done, and whether it may still change.
pub(super) fn of(fields: &MatterFields, steps: &[Step], calendar: &Calendar) -> Option<(Date, bool)> {
    let event = |step: &Step| {
        let named = step.due_after.filter(|_| step.act == Act::Granted);
        Some(Event { act: step.act, day: step.day?, named })
    };
    due(fields.term, steps.iter().filter_map(event), calendar)
}

/// Until when feedback is due, as it follows from what was told.
fn feedback(fields: &MatterFields, head: &Head, steps: &[Step], calendar: &Calendar) -> Option<Date> {
    let start = head.feedback_from?;
    let is_report = |step: &&Step| matches!(step.act, Act::Reported | Act::Submitted);
    let mut days: Vec<Date> = steps.iter().filter(is_report).filter_map(|step| step.day).filter(|day| *day >= start).collect();
    days.sort_unstable();
    fields.cycle.next(start, days, calendar)
}

/// Counts every open matter anew that was counted as `before` has it; how many have another day since. What somebody named stays, and so does
/// what was reckoned otherwise than by these rules.
pub(crate) async fn recount(cx: &mut Cx<'_>, before: &Calendar, after: &Calendar) -> Result<u64, Failure> {
    let (who, person) = (cx.actor.who().to_owned(), cx.actor.account().map_or_else(String::new, |id| id.0.to_string()));
    let mut moved = 0;
    for head in supervision::handed_out(&mut cx.conn().await?).await? {
        let conn = &mut cx.conn().await?;
        let fields = supervision::content(conn, head.id).await?.ok_or(ErrorCode::NotFound)?;
        let steps = supervision::steps(conn, head.id).await?;
        let is_counted = matches!(fields.term, Term::After { .. }) || steps.iter().any(|step| step.act == Act::Resumed);
        let due = match (of(&fields, &steps, before), of(&fields, &steps, after)) {
            (Some((then, _)), Some((now, _))) if is_counted && Some(then) == head.due => Some(now),
            _ => head.due,
        };
        let told = match (feedback(&fields, &head, &steps, before), feedback(&fields, &head, &steps, after)) {
            (then, Some(now)) if then == head.feedback => Some(now),
            _ => head.feedback,
        };
        if due == head.due && told == head.feedback {
            continue;
        }
        // The term as it was first set was counted in the same way, unless it was moved by somebody since.
        let first_due = if head.first_due == head.due { due } else { head.first_due };
        let step = Step {
            act: Act::Recounted,
            due_before: head.due,
            due_after: due,
            person: person.clone(),
            who: who.clone(),
            day: Some(cx.today()),
            at: cx.now.0,
            ..Step::default()
        };
        let values = json!({
            "act": step.act, "due_before": head.due.map(domain::day::text), "due_after": due.map(domain::day::text),
            "feedback": told.map(domain::day::text),
        });
        let changed = Head { due, first_due, feedback: told, moved_at: cx.now, ..head };
        let conn = &mut cx.conn().await?;
        let rules = rules::read(conn).await?;
        if !supervision::move_to(conn, &changed, &rules.light).await? {
            return Err(ErrorCode::Conflict.into());
        }
        supervision::add_step(conn, changed.id, &step).await?;
        noted(cx, &changed, values).await?;
        moved += 1;
    }
    Ok(moved)
}
