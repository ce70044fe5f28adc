//! What a row of an edition means here: new, changed, withdrawn or the same.

use super::file::Good;
use crate::context::Cx;
use crate::failure::Failure;
use domain::catalogue::item::{Item, ItemFields, ItemId};
use domain::catalogue::provincial::{Decision, MatchedBy, Matcher, Standing, changed_fields, is_withdrawn};
use std::collections::{HashMap, HashSet};
use store::catalogue::item;
use store::catalogue::provincial::{self as stored, Decided, Stand, Whole};
use store::{Conn, dictionary};

/// What a row means beside an item.
pub(super) fn of(content: Option<&ItemFields>, item: Option<&ItemFields>, told: &[&str]) -> (Standing, Vec<&'static str>) {
    match (content, item) {
        (Some(_), None) => (Standing::New, Vec::new()),
        (Some(content), Some(item)) => {
            let changed = changed_fields(item, content, told);
            (if changed.is_empty() { Standing::Same } else { Standing::Changed }, changed)
        }
        (None, Some(item)) if is_withdrawn(item) => (Standing::Withdrawn, vec!["state"]),
        (None, _) => (Standing::Same, Vec::new()),
    }
}

/// A good row with what it means.
pub(super) struct Stood {
    pub(super) good: Good,
    pub(super) standing: Standing,
    pub(super) changed: Vec<&'static str>,
    pub(super) item: Option<(Item, MatchedBy)>,
}

/// What a file's rows mean, and the items of 省统一 here that it does not have.
pub(super) async fn all(conn: &mut Conn<'_>, good: Vec<Good>, told: &[&str]) -> Result<(Vec<Stood>, Vec<Item>), Failure> {
    let keys = dictionary::item_keys(conn).await?;
    let former: HashMap<String, ItemId> =
        keys.into_iter().filter(|(_, key)| !key.starts_with("name:")).map(|(id, key)| (key, ItemId(id))).collect();
    let mut matcher = Matcher::new(stored::held(conn).await?, former);
    let mut stood = Vec::with_capacity(good.len());
    for good in good {
        let item = match matcher.find(&good.fields) {
            Some((id, by)) => item::find(conn, id).await?.filter(|item| item.version > 0).map(|item| (item, by)),
            None => None,
        };
        let (standing, changed) = of(Some(&good.fields), item.as_ref().map(|(item, _)| &item.fields), told);
        stood.push(Stood { good, standing, changed, item });
    }
    let bases: HashSet<&str> = stood.iter().map(|row| row.good.fields.base_code.as_str()).filter(|code| !code.is_empty()).collect();
    let mut withdrawn = Vec::new();
    for id in stored::provincial(conn).await? {
        if matcher.is_missing(id)
            && let Some(item) = item::find(conn, id).await?
            // Several 业务办理项 here can be one row there.
            && !bases.contains(item.fields.base_code.as_str())
        {
            withdrawn.push(item);
        }
    }
    Ok((stood, withdrawn))
}

/// An item was edited: what rows of the present edition mean beside it is told anew. A decision that the edit took back, since the
/// item is again what it was before, is open again.
pub(crate) async fn touched(cx: &mut Cx<'_>, item: &Item) -> Result<(), Failure> {
    let conn = &mut cx.conn().await?;
    let Some(edition) = stored::current(conn).await? else { return Ok(()) };
    let told: Vec<&str> = edition.told.iter().map(String::as_str).collect();
    let mut ids = stored::about(conn, edition.id, item.id).await?;
    if ids.is_empty() {
        ids = stored::waiting(conn, edition.id, &item.fields.base_code, &item.fields.code).await?;
        ids.truncate(1);
    }
    for id in ids {
        let Some(whole) = stored::find(conn, id).await? else { continue };
        if whole.row.decision != Decision::Open && !reopens(&whole, item) {
            continue;
        }
        if whole.row.decision != Decision::Open {
            reopen(conn, &whole).await?;
        }
        let (standing, changed) = of(whole.content.as_ref(), Some(&item.fields), &told);
        let by_code = || {
            let is_base = !whole.row.base_code.is_empty() && whole.row.base_code == item.fields.base_code;
            if is_base { MatchedBy::BaseCode } else { MatchedBy::Code }
        };
        let matched = whole.row.matched.or_else(|| whole.content.as_ref().map(|_| by_code()));
        let stand = Stand { standing, matched, item: Some(item.id), body: item.fields.body, fields: &changed };
        stored::stand(conn, id, &stand).await?;
    }
    Ok(())
}

/// The item is again what it was before the decision.
fn reopens(whole: &Whole, item: &Item) -> bool {
    whole.item_version.is_some_and(|version| version < item.version) && whole.before.as_ref() == Some(&item.fields)
}

/// Opens a row again.
pub(super) async fn reopen(conn: &mut Conn<'_>, whole: &Whole) -> Result<bool, Failure> {
    let decided = Decided {
        decision: Decision::Open,
        reason: "",
        by: "",
        at: None,
        standing: whole.row.standing,
        fields: &whole.row.fields,
        item: whole.row.item,
        before: None,
        item_version: None,
    };
    Ok(stored::decide(conn, whole.row.id, whole.row.version, &decided).await?)
}
