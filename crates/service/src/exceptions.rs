//! 例外事项 for the business auditor: a part of the audit log, without what concerns accounts.

use crate::audits::told;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::lists::{self, EXPORT_PAGE};
use crate::words;
use api::ApiError;
use api::exception::{ExceptionKind, Export, Filter, List, Listed};
use api::import::Written;
use serde_json::{Value, json};
use store::audit;
use store::walk::{Ask, Way};

fn stored(filter: &Filter) -> Result<audit::Filter<'_>, ApiError> {
    if filter.period.is_some_and(|p| p.to < p.from) {
        return Err(ApiError::invalid("period", "order"));
    }
    if filter.text.as_ref().is_some_and(|t| t.chars().count() > 100) {
        return Err(ApiError::invalid("text", "too_long").with("limit", 100));
    }
    let kinds = if filter.kinds.is_empty() { ExceptionKind::ALL.to_vec() } else { filter.kinds.clone() };
    Ok(audit::Filter {
        period: filter.period,
        operations: kinds.iter().flat_map(|kind| kind.operations().iter().copied()).collect(),
        outcome: Some("done"),
        text: filter.text.as_deref(),
        without_accounts: true,
        ..audit::Filter::default()
    })
}

/// An import is an exception only if it replaced something.
fn is_exception(entry: &audit::Entry) -> bool {
    if ExceptionKind::of(&entry.operation) != Some(ExceptionKind::Replaced) {
        return true;
    }
    let values = entry.values.as_deref().and_then(|v| serde_json::from_str::<Value>(v).ok());
    // What was erased can't tell, so it is shown.
    values.is_none_or(|v| find(&v, "replaced").and_then(Value::as_u64).is_none_or(|n| n > 0))
}

/// A value by its name, wherever it stands.
pub(crate) fn find<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Object(map) => map.get(name).or_else(|| map.values().find_map(|v| find(v, name))),
        _ => None,
    }
}

impl Handle for List {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Listed, Failure> {
        let (limit, ask, filter) = (lists::limit(self.limit, 500)?, lists::ask(&self.page)?, stored(&self.filter)?);
        let page = audit::page(&mut cx.conn().await?, &filter, Way::Down, ask, limit).await?;
        let edges = lists::edges(&page);
        Ok(Listed { entries: page.rows.into_iter().filter(is_exception).map(told).collect(), edges })
    }
}

/// How many exceptions there are in some days.
pub(crate) async fn count(cx: &mut Cx<'_>, period: domain::period::Period) -> Result<i64, Failure> {
    let filter = Filter { period: Some(period), ..Filter::default() };
    let (mut n, mut ask) = (0, Some(Ask::First));
    while let Some(asked) = ask {
        let page = audit::page(&mut cx.conn().await?, &stored(&filter)?, Way::Down, asked, EXPORT_PAGE).await?;
        ask = lists::next(&page);
        n += page.rows.iter().filter(|entry| is_exception(entry)).count();
    }
    Ok(i64::try_from(n).unwrap_or(i64::MAX))
}

impl Handle for Export {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let (t, filter) = (words::texts(cx.lang), stored(&self.filter)?);
        let (mut rows, mut ask) = (Vec::new(), Some(Ask::First));
        while let Some(asked) = ask {
            let page = audit::page(&mut cx.conn().await?, &filter, Way::Down, asked, EXPORT_PAGE).await?;
            ask = lists::next(&page);
            rows.extend(page.rows.into_iter().filter(is_exception).map(|e| {
                let values: Value = e.values.as_deref().and_then(|v| serde_json::from_str(v).ok()).unwrap_or(Value::Null);
                let text = |name: &str| find(&values, name).and_then(Value::as_str).unwrap_or_default().to_owned();
                let why = [text("reason"), text("purpose"), text("paper")].into_iter().find(|why| !why.is_empty()).unwrap_or_default();
                let kind = ExceptionKind::of(&e.operation).map(|kind| words::exception(kind, &t)).unwrap_or_default();
                vec![e.no.to_string(), e.at.text(), e.who, kind, e.subject, why, e.values.unwrap_or_default()]
            }));
        }
        let headers = [
            t.audit_column_no(),
            t.audit_column_at(),
            t.audit_column_who(),
            t.exception_column_kind(),
            t.audit_column_subject(),
            t.exception_column_why(),
            t.audit_column_changes(),
        ];
        lists::write(cx, &self.out, &headers, rows.into_iter(), json!(self.filter)).await
    }
}
