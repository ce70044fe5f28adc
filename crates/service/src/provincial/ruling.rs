//! Deciding about rows of the present edition, and taking decisions back. Every item is changed through the operation of its form, so
//! nothing can be claimed that a form would refuse; a preview does it all and takes it back.

use super::{rows, standing};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::registers::run::as_form;
use crate::registers::undo_all;
use api::item::SaveItem;
use api::provincial::{Counts, Decide, DecisionPlan, PreviewDecision, ROWS_LIMIT, RowFilter, RowRefused, Ruling};
use api::{ApiError, ErrorCode};
use domain::catalogue::item::{Item, ItemFields};
use domain::catalogue::provincial::{Decision, REASON_CHARS, RowId, Standing, begun, claimed, kept, stopped};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use store::catalogue::item;
use store::catalogue::provincial::{self as stored, Decided, Edition, Whole};
use store::keys::hex;
use store::place;

/// Refused rows that are told.
const TOLD_REFUSED: usize = 100;

/// A tidy ruling.
fn checked(mut ruling: Ruling) -> Result<Ruling, ApiError> {
    let least = if ruling.decision == Decision::Declined { REASON_CHARS.0 } else { 0 };
    let reason = crate::ratings::within(&ruling.reason, "reason", least, REASON_CHARS.1)?.to_owned();
    if reason.chars().any(char::is_control) {
        return Err(ApiError::invalid("reason", "control"));
    }
    ruling.reason = reason;
    Ok(ruling)
}

/// A row, and the item here that it is about.
struct Chosen {
    whole: Whole,
    item: Option<Item>,
}

/// The rows that were named, or those that fit: all of the edition that is worked on.
async fn chosen(cx: &mut Cx<'_>, named: &[RowId], filter: &RowFilter) -> Result<(Edition, Vec<Chosen>), Failure> {
    let conn = &mut cx.conn().await?;
    let edition = stored::current(conn).await?.ok_or(ErrorCode::NotFound)?;
    let ids: BTreeSet<RowId> = if named.is_empty() {
        if filter.edition.is_some_and(|asked| asked != edition.id) {
            return Err(ApiError::invalid("rows", "not_current").into());
        }
        stored::ids(conn, &rows::filter(filter, edition.id)).await?.into_iter().collect()
    } else {
        named.iter().copied().collect()
    };
    if ids.len() as u64 > ROWS_LIMIT {
        return Err(ApiError::invalid("rows", "too_many").with("max", ROWS_LIMIT).into());
    }
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        let whole = stored::find(conn, id).await?.ok_or(ErrorCode::NotFound)?;
        if whole.edition != edition.id {
            return Err(ApiError::invalid("rows", "not_current").into());
        }
        let item = match whole.row.item {
            Some(id) => item::find(conn, id).await?.filter(|item| item.version > 0),
            None => None,
        };
        all.push(Chosen { whole, item });
    }
    Ok((edition, all))
}

/// The same for the same rows beside the same items: what a person looked at is what is decided.
fn stamp(all: &[Chosen], ruling: &Ruling) -> String {
    let mut hasher = Sha256::new();
    hasher.update(format!("{:?};", ruling.decision));
    for Chosen { whole, item } in all {
        hasher.update(format!("{}:{}:{:?};", whole.row.id.0, whole.row.version, item.as_ref().map(|item| (item.id, item.version))));
    }
    hex(hasher.finalize().get(..16).unwrap_or_default())
}

/// What is to be done with a row.
enum Act {
    /// Nothing: there is nothing to decide, or it was decided.
    Skip,
    /// Only the decision is kept.
    Mark,
    /// The item becomes this.
    Save(Box<SaveItem>),
    /// It can't be done.
    Refuse(ApiError),
}

fn edit(item: &Item, fields: ItemFields) -> Act {
    Act::Save(Box::new(SaveItem { id: Some(item.id), fields, version: item.version }))
}

fn act(Chosen { whole, item }: &Chosen, ruling: &Ruling, told: &[&str]) -> Act {
    let is_open = whole.row.decision == Decision::Open;
    if ruling.decision == Decision::Open {
        return if is_open { Act::Skip } else { back(whole, item.as_ref()) };
    }
    if !is_open || whole.row.standing == Standing::Same {
        return Act::Skip;
    }
    let claims = ruling.decision == Decision::Claimed;
    match (whole.row.standing, &whole.content, item) {
        (Standing::New, Some(content), None) if claims => {
            let fields = begun(content, ruling.body);
            match fields.body {
                None => Act::Refuse(ApiError::invalid("body", "required")),
                Some(_) => Act::Save(Box::new(SaveItem { id: None, fields, version: 0 })),
            }
        }
        (Standing::Changed, Some(content), Some(item)) if claims => edit(item, claimed(&item.fields, content, told)),
        (Standing::Withdrawn, _, Some(item)) => edit(item, if claims { stopped(&item.fields) } else { kept(&item.fields) }),
        _ if claims => Act::Refuse(ErrorCode::NotFound.into()),
        _ => Act::Mark,
    }
}

/// Taking a decision back: the item is again what it was, unless somebody has edited it since. One that claiming has made is not taken
/// away, since numbers of things are never given twice: it is cancelled (取消).
fn back(whole: &Whole, item: Option<&Item>) -> Act {
    let Some(version) = whole.item_version else { return Act::Mark };
    match item {
        Some(item) if item.version == version => edit(item, whole.before.clone().unwrap_or_else(|| stopped(&item.fields))),
        _ => Act::Refuse(ApiError::invalid("rows", "changed_since")),
    }
}

/// Does what a row asks for.
async fn apply(cx: &mut Cx<'_>, edition: &Edition, ruling: &Ruling, Chosen { whole, item }: &Chosen, act: Act) -> Result<(), Failure> {
    let moved = || Failure::Api(ErrorCode::Conflict.into());
    let reopens = ruling.decision == Decision::Open;
    // First, so that what the row means is told anew when its item is saved.
    if reopens && !standing::reopen(&mut cx.conn().await?, whole).await? {
        return Err(moved());
    }
    let notes = cx.notes.len();
    let saved = match act {
        Act::Save(save) => Some(as_form(cx, *save).await?),
        _ => None,
    };
    // The item's history says where it comes from.
    for note in cx.notes.iter_mut().skip(notes) {
        if let Some(Value::Object(values)) = &mut note.values {
            values.insert("edition".to_owned(), json!(edition.name));
        }
    }
    if reopens {
        return Ok(());
    }
    let (by, now) = (cx.actor.who().to_owned(), cx.now);
    let decided = Decided {
        decision: ruling.decision,
        reason: &ruling.reason,
        by: &by,
        at: Some(now),
        standing: whole.row.standing,
        fields: &whole.row.fields,
        item: saved.as_ref().map(|item| item.id).or(whole.row.item),
        before: item.as_ref().filter(|_| saved.is_some()).map(|item| &item.fields),
        item_version: saved.as_ref().map(|item| item.version),
    };
    if stored::decide(&mut cx.conn().await?, whole.row.id, whole.row.version, &decided).await? { Ok(()) } else { Err(moved()) }
}

/// Decides about all rows, each by itself; those that can't be decided so are left as they are.
async fn decide(cx: &mut Cx<'_>, edition: &Edition, all: Vec<Chosen>, ruling: &Ruling) -> Result<DecisionPlan, Failure> {
    let told: Vec<&str> = edition.told.iter().map(String::as_str).collect();
    let mut plan = DecisionPlan {
        done: Counts::default(),
        skipped: 0,
        without_body: 0,
        refused: Vec::new(),
        refused_count: 0,
        rows: Vec::new(),
        stamp: stamp(&all, ruling),
    };
    for chosen in &all {
        let row = &chosen.whole.row;
        let refused = match act(chosen, ruling, &told) {
            Act::Skip => {
                plan.skipped += 1;
                continue;
            }
            Act::Refuse(error) => error,
            act => {
                let mark = cx.work().await?.mark().await?;
                let notes = cx.notes.len();
                match apply(cx, edition, ruling, chosen, act).await {
                    Ok(()) => {
                        cx.work().await?.keep(mark).await?;
                        *plan.done.of_mut(row.standing) += 1;
                        plan.rows.push(row.id);
                        continue;
                    }
                    Err(Failure::Api(error)) => {
                        cx.work().await?.back_to(mark).await?;
                        cx.notes.truncate(notes);
                        error
                    }
                    Err(failure) => return Err(failure),
                }
            }
        };
        plan.refused_count += 1;
        let mut args = refused.args;
        let rule = args.remove("rule").unwrap_or_default();
        plan.without_body += i64::from(refused.field.as_deref() == Some("body") && rule == "required");
        if plan.refused.len() < TOLD_REFUSED {
            plan.refused.push(RowRefused { id: row.id, name: row.name.clone(), field: refused.field, rule, args });
        }
    }
    Ok(plan)
}

/// Whoever decides is responsible for the whole district, as for items.
async fn over_district(cx: &mut Cx<'_>) -> Result<(), Failure> {
    let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
    cx.scope_at(district).await.map(drop)
}

impl Handle for PreviewDecision {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<DecisionPlan, Failure> {
        let mut ruling = self.ruling;
        // The counts are told before anybody has typed why.
        if ruling.decision == Decision::Declined && ruling.reason.trim().is_empty() {
            ruling.reason = "-".repeat(REASON_CHARS.0);
        }
        let ruling = checked(ruling)?;
        cx.work().await?;
        over_district(cx).await?;
        let (edition, all) = chosen(cx, &self.rows, &self.filter).await?;
        let plan = decide(cx, &edition, all, &ruling).await?;
        undo_all(cx).await?;
        Ok(plan)
    }
}

impl Handle for Decide {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<DecisionPlan, Failure> {
        let ruling = checked(self.ruling)?;
        cx.work().await?;
        over_district(cx).await?;
        let (edition, all) = chosen(cx, &self.rows, &self.filter).await?;
        let now = stamp(&all, &ruling);
        if now != self.stamp {
            let plan = decide(cx, &edition, all, &ruling).await?;
            undo_all(cx).await?;
            return Err(crate::places::conflict(&plan)?);
        }
        let plan = decide(cx, &edition, all, &ruling).await?;
        if plan.rows.is_empty() {
            let first = plan.refused.into_iter().next();
            return Err(first.map_or_else(|| ApiError::invalid("rows", "unchanged"), why).into());
        }
        let values = json!({
            "edition": edition.name,
            "decision": ruling.decision,
            "reason": Some(&ruling.reason).filter(|reason| !reason.is_empty()),
            "counts": plan.done,
            "row_ids": plan.rows,
        });
        cx.note(format!("edition:{}", edition.id.0), Some(values));
        cx.work().await?.changed("catalogue", None);
        Ok(plan)
    }
}

/// Why the only row, or the first of several, can't be decided so.
fn why(refused: RowRefused) -> ApiError {
    let mut error = ApiError::invalid(refused.field.as_deref().unwrap_or("rows"), &refused.rule);
    error.args.extend(refused.args);
    error
}

/// What takes a decision back that the log tells of; none where the edition is not worked on any more or nothing of it stands.
pub(crate) async fn taken_back(cx: &mut Cx<'_>, values: &Value) -> Result<Option<Decide>, Failure> {
    let Some(rows) = values.get("row_ids").and_then(|rows| serde_json::from_value::<Vec<RowId>>(rows.clone()).ok()) else {
        return Ok(None);
    };
    let told: Option<Decision> = values.get("decision").and_then(|decision| serde_json::from_value(decision.clone()).ok());
    let Ok((_, all)) = chosen(cx, &rows, &RowFilter::default()).await else { return Ok(None) };
    if rows.is_empty() || told == Some(Decision::Open) || all.iter().any(|chosen| Some(chosen.whole.row.decision) != told) {
        return Ok(None);
    }
    let ruling = Ruling { decision: Decision::Open, reason: String::new(), body: None };
    let stamp = stamp(&all, &ruling);
    Ok(Some(Decide { rows, filter: RowFilter::default(), ruling, stamp }))
}
