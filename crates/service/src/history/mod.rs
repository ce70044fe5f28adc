//! 变更记录: what was done to something, for whoever may see that thing, from the audit log; and taking it back ([`undo`]).

mod seen;
mod undo;

use crate::audits::told;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::lists;
use api::Effect;
use api::history::{Deed, List, Listed, Undo, Undone};
use serde_json::Value;
use store::audit;
use store::walk::{Ask, Way};

/// Operations that change something, and what jobs and the system enter.
fn writes() -> Vec<&'static str> {
    let written = api::operations().into_iter().filter(|o| o.effect == Effect::Write && !o.name.starts_with("session.")).map(|o| o.name);
    written.chain(["import.ratings", "import.cases", "change.due"]).collect()
}

fn filter(subject: &str) -> audit::Filter<'_> {
    audit::Filter { subject: Some(subject), operations: writes(), outcome: Some("done"), ..audit::Filter::default() }
}

/// Values that name a rater; the rest of the log has none, but an import's returned rows may.
const PERSONAL: [&str; 2] = ["rater_name", "rater_phone"];

/// Values without what only whoever may see raters may read.
fn masked(values: &str) -> Option<String> {
    fn walk(value: &mut Value) {
        match value {
            Value::Object(map) => {
                for (name, value) in map {
                    match value {
                        Value::String(text) if PERSONAL.contains(&name.as_str()) => {
                            *text = if name == "rater_name" { domain::rating::mask_name(text) } else { domain::rating::mask_phone(text) };
                        }
                        value => walk(value),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(walk),
            _ => {}
        }
    }
    let mut value: Value = serde_json::from_str(values).ok()?;
    walk(&mut value);
    Some(value.to_string())
}

impl Handle for List {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Listed, Failure> {
        let (limit, ask) = (lists::limit(self.limit, 100)?, lists::ask(&self.page)?);
        seen::may_see(cx, &self.subject).await?;
        let page = audit::page(&mut cx.conn().await?, &filter(&self.subject), Way::Down, ask, limit).await?;
        let edges = lists::edges(&page);
        let is_first = page.before.is_none() && ask == Ask::First;
        let mut deeds = Vec::with_capacity(page.rows.len());
        // What was done later to the same aspect stands in the way.
        let mut aspects: Vec<String> = Vec::new();
        for entry in page.rows {
            let aspect = undo::aspect(&entry);
            let newest = is_first && aspect.as_ref().is_some_and(|aspect| !aspects.contains(aspect));
            aspects.extend(aspect);
            let can_undo = newest && undo::is_possible(cx, &entry).await?;
            let mut entry = told(entry);
            entry.values = entry.values.as_deref().and_then(masked);
            deeds.push(Deed { entry, can_undo });
        }
        Ok(Listed { deeds, edges })
    }
}

impl Handle for Undo {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Undone, Failure> {
        // Inside of the work, so that nothing moves between reading and writing.
        cx.work().await?;
        undo::undo(cx, &self.subject, self.no).await
    }
}
