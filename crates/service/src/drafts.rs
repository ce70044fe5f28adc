//! Forms that were begun and not sent: kept as they are typed, thrown away when they are sent or after a month.

use crate::Service;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::views::own;
use api::draft::{Draft, KEPT_DAYS, Keep, List, Listed, Show, Shown};
use api::{ApiError, Done};
use domain::time::Instant;
use std::sync::Arc;
use store::draft::{self, DraftRow};
use store::{Actor, StoreError};

/// Most drafts of a person.
const MOST: usize = 100;
/// Most characters.
const CHARS: (usize, usize, usize, usize) = (80, 100, 500, 50_000);

fn told(row: &DraftRow) -> Draft {
    Draft { form: row.form.clone(), label: row.label.clone(), address: row.address.clone(), saved: Instant(row.saved_at) }
}

impl Handle for List {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Listed, Failure> {
        let Some(account) = cx.actor.account() else { return Ok(Listed { drafts: Vec::new() }) };
        let all = draft::of(&mut cx.conn().await?, account).await?;
        Ok(Listed { drafts: all.iter().map(told).collect() })
    }
}

impl Handle for Show {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Shown, Failure> {
        let Some(account) = cx.actor.account() else { return Ok(Shown { draft: None, body: String::new() }) };
        let found = draft::find(&mut cx.conn().await?, account, &self.form).await?;
        Ok(match found {
            Some(row) => Shown { draft: Some(told(&row)), body: row.body },
            None => Shown { draft: None, body: String::new() },
        })
    }
}

impl Handle for Keep {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let account = own(cx)?;
        let (form, label, address, body) = CHARS;
        for (field, text, most) in
            [("form", &self.form, form), ("label", &self.label, label), ("address", &self.address, address), ("body", &self.body, body)]
        {
            if text.chars().count() > most {
                return Err(ApiError::invalid(field, "too_long").with("limit", most).into());
            }
        }
        if self.form.is_empty() {
            return Err(ApiError::invalid("form", "required").into());
        }
        let now = cx.now;
        let conn = &mut cx.work().await?.conn();
        let kept = draft::of(conn, account).await?;
        if kept.len() >= MOST && kept.iter().all(|row| row.form != self.form) {
            return Err(ApiError::invalid("form", "too_many").with("max", MOST).into());
        }
        let row = DraftRow { form: self.form, label: self.label, address: self.address, body: self.body, saved_at: now.0 };
        draft::keep(conn, account, &row).await?;
        Ok(Done {})
    }
}

impl Handle for api::draft::Drop {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let account = own(cx)?;
        draft::take(&mut cx.work().await?.conn(), account, &self.form).await?;
        Ok(Done {})
    }
}

/// Throws away drafts that nobody goes on with.
pub(crate) async fn do_due(service: &Arc<Service>) -> Result<(), StoreError> {
    let now = service.now();
    let mut work = service.store().begin(&Actor::System).await?;
    draft::take_old(&mut work.conn(), now.plus_seconds(-KEPT_DAYS * 86_400)).await?;
    work.commit(now).await?;
    Ok(())
}
