//! What two versions of an entry have otherwise, and what became of the list between two days.

use super::eyes::Eyes;
use super::past;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::duty::{Adjusted, Adjustments, CompareDates, CompareVersions, Compared};
use api::{ApiError, ErrorCode};
use domain::duty::differ::{Adjustment, changed_fields, differing};
use domain::duty::{DutyId, VersionId};
use std::collections::BTreeMap;
use store::duty::{self, Turned};

impl Handle for CompareVersions {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Compared, Failure> {
        let eyes = Eyes::of(cx).await?;
        let conn = &mut cx.conn().await?;
        let old = duty::find(conn, self.old).await?.filter(|head| eyes.sees(head)).ok_or(ErrorCode::NotFound)?;
        let new = duty::find(conn, self.new).await?.filter(|head| eyes.sees(head)).ok_or(ErrorCode::NotFound)?;
        if old.duty != new.duty {
            return Err(ApiError::invalid("new", "duty_other").into());
        }
        let old = duty::content(conn, old.id).await?.ok_or(ErrorCode::NotFound)?;
        let new = duty::content(conn, new.id).await?.ok_or(ErrorCode::NotFound)?;
        Ok(Compared { differing: differing(&old, &new), old, new })
    }
}

/// What was in force of an entry on both days; of what is withdrawn there is nothing.
#[derive(Default)]
struct Between {
    old: Option<Turned>,
    new: Option<Turned>,
    withdrawal: Option<Turned>,
}

impl Between {
    /// Both texts, where there are two.
    fn pair(&self) -> Option<(VersionId, VersionId)> {
        Some((self.old.as_ref()?.id, self.new.as_ref()?.id))
    }
}

impl Handle for CompareDates {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Adjustments, Failure> {
        Ok(Adjustments { adjusted: adjusted(cx, &self).await? })
    }
}

/// The entries that are not as they were, by code.
pub(super) async fn adjusted(cx: &mut Cx<'_>, days: &CompareDates) -> Result<Vec<Adjusted>, Failure> {
    let today = cx.today();
    past(Some(days.from), "from", today)?;
    past(Some(days.to), "to", today)?;
    if days.to < days.from {
        return Err(ApiError::invalid("to", "order").into());
    }
    let conn = &mut cx.conn().await?;
    let mut duties: BTreeMap<DutyId, Between> = BTreeMap::new();
    for turned in duty::turned(conn, days.from, days.to).await? {
        let between = duties.entry(turned.duty).or_default();
        match (turned.withdrawn, turned.was, turned.is_now) {
            (false, true, _) => between.old = Some(turned),
            (false, _, true) => between.new = Some(turned),
            (true, _, true) => between.withdrawal = Some(turned),
            _ => {}
        }
    }
    let pairs: Vec<VersionId> = duties.values().filter_map(Between::pair).flat_map(|(old, new)| [old, new]).collect();
    let texts = duty::contents(conn, &pairs).await?;
    let mut adjusted = Vec::new();
    for (id, between) in duties {
        let fields = match between.pair() {
            Some((old, new)) => {
                let (old, new) = (texts.get(&old).ok_or(ErrorCode::NotFound)?, texts.get(&new).ok_or(ErrorCode::NotFound)?);
                changed_fields(old, new)
            }
            None => Vec::new(),
        };
        let Between { old, new, withdrawal } = between;
        let (old_id, new_id) = (old.as_ref().map(|old| old.id), new.as_ref().or(withdrawal.as_ref()).map(|new| new.id));
        let (adjustment, shown) = match (old, new) {
            // Published anew with the words that it had: nothing has become of it.
            (Some(_), Some(_)) if fields.is_empty() => continue,
            (Some(_), Some(new)) => (Adjustment::Changed, new),
            (None, Some(new)) => (Adjustment::Added, new),
            (Some(old), None) => (Adjustment::Withdrawn, withdrawal.unwrap_or(old)),
            // It came and went in between.
            (None, None) => continue,
        };
        if let Some(body) = days.body
            && shown.body != Some(body)
            && !duty::joint(conn, shown.id).await?.contains(&body)
        {
            continue;
        }
        adjusted.push(Adjusted {
            id,
            adjustment,
            old: old_id,
            new: new_id,
            code: shown.code,
            name: shown.name,
            body: shown.body,
            paper: shown.paper,
            fields: fields.into_iter().map(str::to_owned).collect(),
        });
    }
    adjusted.sort_by(|a, b| (&a.code, a.id).cmp(&(&b.code, b.id)));
    Ok(adjusted)
}
