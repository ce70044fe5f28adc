//! 动态调整 of the service catalogue: what became of it between two days, and that, or what was or is to be published together, as a paper.

use super::Named;
use super::eyes::Eyes;
use crate::adjusting::{self, Change, Step, Wording, counted, room};
use crate::context::{Cx, Handle};
use crate::duties::past;
use crate::failure::Failure;
use crate::items::guide::facts;
use crate::{papers, review, words};
use api::import::Written;
use api::item::{AdjustedItem, CompareItemDates, ExportItemAdjustment, ItemAdjustmentOf, ItemAdjustments};
use api::{ApiError, ErrorCode};
use documents::paper::{Block, Paper};
use domain::catalogue::item::{FIELDS, ItemFields, ItemId};
use domain::catalogue::parts::PartKind;
use domain::catalogue::provincial::differing;
use domain::catalogue::release::{ReleaseId, changed_fields};
use domain::duty::differ::Adjustment;
use domain::duty::flow::{Deed, Stage};
use jiff::civil::Date;
use serde_json::json;
use std::collections::BTreeMap;
use store::catalogue::release::{self, Head, Opinion};
use store::place;
use texts::Texts;
use texts::format::date;
use texts::item::{Names, field_name, value};
use texts::words::{cell_name, cell_word};

/// An item that is not as it was.
struct Adjusted {
    kind: Adjustment,
    old: Option<(ReleaseId, ItemFields)>,
    new: (ReleaseId, ItemFields),
    /// The texts that made it so, in turn.
    steps: Vec<Head>,
}

impl Adjusted {
    fn changed(&self) -> Vec<&'static str> {
        match (&self.old, self.kind) {
            // 备注 is the offices' own.
            (Some((_, old)), Adjustment::Changed) => {
                changed_fields(old, &self.new.1).into_iter().filter(|field| *field != "note").collect()
            }
            _ => Vec::new(),
        }
    }
}

/// What was in force of an item on a day and not withdrawn, with its words.
async fn in_force(cx: &mut Cx<'_>, item: ItemId, day: Date) -> Result<Option<(ReleaseId, ItemFields)>, Failure> {
    let conn = &mut cx.conn().await?;
    let Some(head) = release::in_force(conn, item, day).await?.filter(|head| head.deed != Deed::Withdraw) else { return Ok(None) };
    let fields = release::content(conn, head.id).await?.ok_or(ErrorCode::NotFound)?;
    Ok(Some((head.id, fields)))
}

/// The items that are not as they were, by code.
async fn between(cx: &mut Cx<'_>, days: &CompareItemDates) -> Result<Vec<Adjusted>, Failure> {
    let today = cx.today();
    past(Some(days.from), "from", today)?;
    past(Some(days.to), "to", today)?;
    if days.to < days.from {
        return Err(ApiError::invalid("to", "order").into());
    }
    let mut made: BTreeMap<ItemId, Vec<Head>> = BTreeMap::new();
    for head in release::between(&mut cx.conn().await?, days.from, days.to).await? {
        made.entry(head.item).or_default().push(head);
    }
    let mut all = Vec::new();
    for (item, steps) in made {
        let (old, new) = (in_force(cx, item, days.from).await?, in_force(cx, item, days.to).await?);
        let (kind, new) = match (&old, new) {
            // Published anew with the words that it had: nothing has become of it.
            (Some((_, old)), Some((_, new))) if changed_fields(old, &new).is_empty() => continue,
            (Some(_), Some(new)) => (Adjustment::Changed, new),
            (None, Some(new)) => (Adjustment::Added, new),
            (Some(old), None) => (Adjustment::Withdrawn, old.clone()),
            // It came and went in between.
            (None, None) => continue,
        };
        if days.body.is_none_or(|body| new.1.body == Some(body) || new.1.joint.contains(&body)) {
            all.push(Adjusted { kind, old, new, steps });
        }
    }
    all.sort_by(|a, b| (&a.new.1.code, a.new.0).cmp(&(&b.new.1.code, b.new.0)));
    Ok(all)
}

/// What texts say, each beside the one that it replaced or is to replace.
async fn of_releases(cx: &mut Cx<'_>, ids: &[ReleaseId]) -> Result<Vec<Adjusted>, Failure> {
    room(ids.len())?;
    let eyes = Eyes::of(cx).await?;
    let conn = &mut cx.conn().await?;
    let mut all: Vec<Adjusted> = Vec::with_capacity(ids.len());
    for id in ids {
        let may_see = |head: &Head| head.stage == Stage::Published || eyes.sees_drafts();
        let head = release::find(conn, *id).await?.filter(may_see).ok_or(ErrorCode::NotFound)?;
        if !matches!(head.stage, Stage::Review | Stage::Approved | Stage::Planned | Stage::Published) {
            return Err(ApiError::invalid("of", "duty_adjustment_stage").with("name", &head.name).into());
        }
        if all.iter().flat_map(|one| &one.steps).any(|other| other.item == head.item) {
            return Err(ApiError::invalid("of", "duty_set_twice").with("name", &head.name).into());
        }
        let old = match head.based_on {
            Some(base) if head.deed != Deed::Add => release::content(conn, base).await?.map(|fields| (base, fields)),
            _ => None,
        };
        let new = (head.id, release::content(conn, head.id).await?.ok_or(ErrorCode::NotFound)?);
        all.push(Adjusted { kind: Adjustment::of(head.deed), old, new, steps: vec![head] });
    }
    all.sort_by(|a, b| a.new.1.code.cmp(&b.new.1.code));
    Ok(all)
}

impl Handle for CompareItemDates {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ItemAdjustments, Failure> {
        let told = |one: Adjusted| {
            let fields = one.changed().into_iter().map(str::to_owned).collect();
            let last = one.steps.last();
            AdjustedItem {
                id: last.map_or(ItemId(0), |head| head.item),
                adjustment: one.kind,
                old: one.old.as_ref().map(|(id, _)| *id),
                new: last.map(|head| head.id),
                code: one.new.1.code,
                name: one.new.1.name,
                body: one.new.1.body,
                paper: last.map(|head| head.paper.clone()).unwrap_or_default(),
                fields,
            }
        };
        Ok(ItemAdjustments { adjusted: between(cx, &self).await?.into_iter().map(told).collect() })
    }
}

impl Handle for ExportItemAdjustment {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let t = words::texts(cx.lang);
        let (adjusted, told) = match &self.of {
            ItemAdjustmentOf::Dates(days) => {
                let adjusted = between(cx, days).await?;
                room(adjusted.len())?;
                (adjusted, json!({ "from": days.from.to_string(), "to": days.to.to_string() }))
            }
            ItemAdjustmentOf::Releases(ids) => (of_releases(cx, ids).await?, json!({ "versions": ids })),
        };
        let stamp = crate::ratings::stamp(cx).await?;
        let names = Named::read(&mut cx.conn().await?).await?.names();
        let district = place::district_name(&mut cx.conn().await?).await?;
        let is_open = adjusted.iter().flat_map(|one| &one.steps).any(|head| head.stage != Stage::Published);
        let mut changes = Vec::with_capacity(adjusted.len());
        for one in adjusted {
            let mut steps = Vec::with_capacity(one.steps.len());
            for head in &one.steps {
                steps.push(step(head, release::opinions(&mut cx.conn().await?, head.id).await?));
            }
            changes.push(change(one, steps, &names, &t));
        }
        let [added, changed, withdrawn] = counted(&changes);
        let mut lead = t.release_adjustment_lead(&district, added, changed, withdrawn);
        if let ItemAdjustmentOf::Dates(days) = &self.of {
            lead.push_str(&t.duty_adjustment_days(date(days.from, t.lang()), date(days.to, t.lang())));
        }
        let sheet = adjusting::sheet(t.release_adjustment_title(district), lead, stamp, is_open, &changes, &t);
        let paper = Paper { creator: t.product_title(), sheets: vec![sheet], ..Paper::default() };
        let rows = changes.len() as u64;
        papers::written(cx, &self.out, &paper, rows, told).await?;
        Ok(Written { rows })
    }
}

fn step(head: &Head, opinions: Vec<Opinion>) -> Step {
    Step {
        no: head.no,
        reason: head.reason.clone(),
        countersigned: head.countersigned.clone(),
        paper: head.paper.clone(),
        published_at: head.published_at,
        from: head.from.or(head.effective),
        chain: head.chain.clone(),
        round: head.round,
        said: review::told(opinions),
    }
}

fn change(one: Adjusted, steps: Vec<Step>, names: &Names, t: &Texts) -> Change {
    let (new, fields) = (&one.new.1, one.changed());
    let told = match (one.kind, &one.old) {
        (Adjustment::Changed, Some((_, old))) => {
            vec![adjusting::compared(differing(old, new, fields), &Beside { old, new, names, t }, t)]
        }
        (Adjustment::Added, _) => content(new, names, t),
        _ => vec![Block::Facts(facts(new, &["code", "base_code", "kind", "body", "undertaker"], false, names, t))],
    };
    let body = new.body.map(|body| names.body(body)).unwrap_or_default();
    Change { kind: one.kind, code: new.code.clone(), name: new.name.clone(), body, told, steps }
}

/// An item's text, field by field.
fn content(fields: &ItemFields, names: &Names, t: &Texts) -> Vec<Block> {
    let keys: Vec<&str> = FIELDS
        .into_iter()
        .filter(|field| !matches!(*field, "name" | "verified" | "note") && PartKind::from_code(field).is_none())
        .collect();
    let mut blocks = vec![Block::Facts(facts(fields, &keys, false, names, t))];
    for kind in PartKind::ALL {
        let rows = fields.rows(kind);
        if rows.is_empty() {
            continue;
        }
        blocks.push(Block::Text(field_name(kind.code(), t).unwrap_or_default()));
        let words = |column: &str, cell: &str| (cell_name(kind, column, t), cell_word(kind, column, cell, t));
        blocks.push(papers::rows(kind.columns(), rows, words));
    }
    blocks
}

/// Two texts of an item in words.
struct Beside<'b> {
    old: &'b ItemFields,
    new: &'b ItemFields,
    names: &'b Names,
    t: &'b Texts,
}

impl Wording for Beside<'_> {
    fn field(&self, field: &str) -> String {
        field_name(field, self.t).unwrap_or_default()
    }
    fn value(&self, is_new: bool, field: &str) -> String {
        value(if is_new { self.new } else { self.old }, field, self.names, self.t)
    }
    fn column(&self, field: &str, column: &str) -> String {
        PartKind::from_code(field).map(|kind| cell_name(kind, column, self.t)).unwrap_or_default()
    }
    fn cell(&self, field: &str, column: &str, text: &str) -> String {
        PartKind::from_code(field).map_or_else(|| text.to_owned(), |kind| cell_word(kind, column, text, self.t))
    }
    fn has_rows(&self, field: &str) -> bool {
        PartKind::from_code(field).is_some()
    }
}
