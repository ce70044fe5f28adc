//! Named filters of a person's lists.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::ratings::within;
use api::view::{List, Listed, Save, SavedView};
use api::{ApiError, Done, ErrorCode};
use domain::account::AccountId;
use domain::time::Instant;
use store::view::{self, ViewRow};

/// Most named filters of a person.
const MOST: usize = 200;

/// The account of whoever calls.
pub(crate) fn own(cx: &Cx<'_>) -> Result<AccountId, Failure> {
    Ok(cx.actor.account().ok_or(ErrorCode::SignInNeeded)?)
}

fn told(row: ViewRow) -> SavedView {
    SavedView { id: row.id, list: row.list, name: row.name, query: row.query, saved: Instant(row.saved_at) }
}

impl Handle for List {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Listed, Failure> {
        let Some(account) = cx.actor.account() else { return Ok(Listed { views: Vec::new() }) };
        let all = view::of(&mut cx.conn().await?, account).await?;
        let of_list = |row: &ViewRow| self.list.as_ref().is_none_or(|list| *list == row.list);
        Ok(Listed { views: all.into_iter().filter(of_list).map(told).collect() })
    }
}

impl Handle for Save {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<SavedView, Failure> {
        let account = own(cx)?;
        let (list, name) = (within(&self.list, "list", 1, 40)?, within(&self.name, "name", 1, 40)?);
        if self.query.chars().count() > 2_000 {
            return Err(ApiError::invalid("query", "too_long").with("limit", 2_000).into());
        }
        let now = cx.now;
        let conn = &mut cx.work().await?.conn();
        let kept = view::of(conn, account).await?;
        if kept.len() >= MOST && kept.iter().all(|row| row.list != list || row.name != name) {
            return Err(ApiError::invalid("name", "too_many").with("max", MOST).into());
        }
        Ok(told(view::save(conn, account, list, name, &self.query, now).await?))
    }
}

impl Handle for api::view::Drop {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let account = own(cx)?;
        view::take(&mut cx.work().await?.conn(), account, self.id).await?;
        Ok(Done {})
    }
}
