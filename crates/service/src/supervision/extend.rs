//! 延期: asked for with a reason, granted or not by another person; both days are kept.

use super::eyes::Eyes;
use super::keep::lead;
use super::work::{office, taken};
use super::{read, shown, step};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::ratings::within;
use api::ApiError;
use api::supervision::{AskExtension, DecideExtension, MatterShown};
use domain::supervision::flow::{Act, REASON_LEAST, WORDS_LIMIT};
use jiff::civil::Date;
use store::supervision::{self, Head, Step};

/// Refused if more time can't be asked for until that day.
pub(super) fn may_ask(head: &Head, to: Date, today: Date, field: &str) -> Result<(), ApiError> {
    if head.asking.is_some() {
        return Err(ApiError::invalid(field, "matter_asking"));
    }
    match head.due {
        Some(due) if to <= due || to < today => Err(ApiError::invalid(field, "matter_later").with("due", due.max(today))),
        None => Err(ApiError::invalid("id", "matter_state").with("state", head.state.code())),
        Some(_) if to > domain::day::later(today, 3_660) => Err(ApiError::invalid(field, "too_far")),
        Some(_) => Ok(()),
    }
}

impl Handle for AskExtension {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MatterShown, Failure> {
        cx.work().await?;
        let (eyes, today) = (Eyes::of(cx).await?, cx.today());
        let reason = within(&self.reason, "reason", REASON_LEAST, WORDS_LIMIT)?.to_owned();
        let (head, _) = read(cx, &eyes, self.id, self.version).await?;
        if !eyes.leads(&head) {
            return Err(ApiError::invalid("id", "matter_not_yours").into());
        }
        let state = lead(&head, Act::Asked)?;
        may_ask(&head, self.to, today, "to")?;
        let asked = Step { due_before: head.due, due_after: Some(self.to), ..step(cx, &eyes, Act::Asked, &reason) };
        taken(cx, &eyes, &Head { state, asking: Some((self.to, reason, eyes.who.clone())), ..head }, &asked).await?;
        shown(cx, &eyes, self.id).await
    }
}

impl Handle for DecideExtension {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MatterShown, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let act = if self.granted { Act::Granted } else { Act::Denied };
        let least = if act.needs_reason() { REASON_LEAST } else { 0 };
        let reason = within(&self.reason, "reason", least, WORDS_LIMIT)?.to_owned();
        let (head, _) = office(cx, &eyes, self.id, self.version).await?;
        let state = lead(&head, act)?;
        let Some((to, ..)) = head.asking else { return Err(ApiError::invalid("id", "matter_not_asking").into()) };
        let steps = supervision::steps(&mut cx.conn().await?, head.id).await?;
        if eyes.is_own(&steps, Act::Asked) {
            return Err(ApiError::invalid("id", "matter_own").into());
        }
        let due = if self.granted { Some(to) } else { head.due };
        let decided = Step { due_before: head.due, due_after: Some(to), ..step(cx, &eyes, act, &reason) };
        taken(cx, &eyes, &Head { state, due, asking: None, ..head }, &decided).await?;
        shown(cx, &eyes, self.id).await
    }
}
