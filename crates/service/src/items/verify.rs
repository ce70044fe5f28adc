//! 核实: items that somebody has compared with their sources today, several at once; and what is due to be.

use super::rules::recheck_months;
use super::{Named, check};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use api::item::{ChosenItem, Unverified, VERIFY_LIMIT, Verified, VerifyItems};
use api::{ApiError, ErrorCode};
use domain::catalogue::recheck;
use jiff::civil::Date;
use serde_json::json;
use store::catalogue::item;
use store::catalogue::list::{self, ItemFilter};
use store::place;

/// The day before which a check is too long ago; none: none is.
pub(crate) async fn due_before(cx: &mut Cx<'_>) -> Result<Option<Date>, Failure> {
    let months = recheck_months(&mut cx.conn().await?).await?;
    Ok(recheck::due_before(cx.today(), months))
}

/// How many items are due to be checked again.
pub(crate) async fn due(cx: &mut Cx<'_>) -> Result<i64, Failure> {
    let Some(day) = due_before(cx).await? else { return Ok(0) };
    let filter = ItemFilter { unchecked_since: Some(day), ..ItemFilter::default() };
    Ok(list::count(&mut cx.conn().await?, &filter).await?)
}

/// So many at once, and not none.
pub(crate) fn several(n: usize, field: &str) -> Result<(), ApiError> {
    if n == 0 || n > VERIFY_LIMIT { Err(ApiError::invalid(field, "range").with("from", 1).with("to", VERIFY_LIMIT)) } else { Ok(()) }
}

/// What became of several; where none could be checked, why the first could not.
pub(crate) fn told(mut verified: Verified) -> Result<Verified, Failure> {
    if verified.done == 0 && !verified.left.is_empty() { Err(verified.left.swap_remove(0).error.into()) } else { Ok(verified) }
}

impl Handle for VerifyItems {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Verified, Failure> {
        several(self.items.len(), "items")?;
        cx.work().await?;
        let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
        cx.scope_at(district).await?;
        let named = Named::read(&mut cx.conn().await?).await?;
        let mut verified = Verified { done: 0, left: Vec::new() };
        for chosen in self.items {
            match verify(cx, chosen, &named).await {
                Ok(()) => verified.done += 1,
                Err(Failure::Api(error)) => verified.left.push(Unverified { id: chosen.item.0, error }),
                Err(failure) => return Err(failure),
            }
        }
        told(verified)
    }
}

/// The day of an item's last check becomes today; nothing else of it changes.
async fn verify(cx: &mut Cx<'_>, chosen: ChosenItem, named: &Named) -> Result<(), Failure> {
    let today = cx.today();
    let conn = &mut cx.conn().await?;
    // What only files have named says nothing that could be compared.
    let before = item::find(conn, chosen.item).await?.filter(|item| item.version > 0).ok_or(ErrorCode::NotFound)?;
    if before.version != chosen.version {
        return Err(conflict(&before)?);
    }
    if before.fields.verified == Some(today) {
        return Ok(());
    }
    let mut fields = before.fields.clone();
    fields.verified = Some(today);
    let fields = check::tidy(fields, today)?;
    if !item::save(conn, chosen.item, &fields, before.version).await? {
        return Err(ErrorCode::Busy.into());
    }
    let after = item::find(conn, chosen.item).await?.ok_or(ErrorCode::NotFound)?;
    cx.note(format!("item:{}", chosen.item.0), Some(json!({ "before": named.told(&before), "after": named.told(&after) })));
    cx.work().await?.changed("catalogue", Some(chosen.item.0.to_string()));
    Ok(())
}
