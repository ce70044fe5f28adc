//! Taking a change back: by the operation that makes what was there before be there again, with its own permission, its own
//! version check and its own entry in the log. Nothing is undone behind anybody's back: if something has changed since, the
//! version has moved, and the answer is a conflict.

use super::filter;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::words;
use api::history::Undone;
use api::{ApiError, ErrorCode, Operation, Permission};
use domain::account::{AccountId, AccountState, Grant};
use domain::body::{Body, BodyId};
use domain::catalogue::Module;
use domain::catalogue::item::Item;
use domain::place::PlaceId;
use domain::point::{Point, PointId};
use domain::rating::{RatingId, Standing};
use futures_util::future::BoxFuture;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use store::audit::{self, Entry};
use store::walk::{Ask, Way};
use store::{meta, place};
use uuid::Uuid;

/// The operation that an entry is about: an undoing's is the one that it used.
fn operation(entry: &Entry, values: &Value) -> String {
    let inner = values.get("operation").and_then(Value::as_str);
    inner.filter(|_| entry.operation == "history.undo").unwrap_or(&entry.operation).to_owned()
}

fn values(entry: &Entry) -> Option<Value> {
    serde_json::from_str(entry.values.as_deref()?).ok()
}

/// What part of a thing an entry has changed; a later entry of the same part stands in the way of taking it back.
pub(super) fn aspect(entry: &Entry) -> Option<String> {
    let values = values(entry).unwrap_or(Value::Null);
    let operation = operation(entry, &values);
    Some(match operation.as_str() {
        "grant.give" | "grant.end" | "grants.end" => format!("grant {}", values.get("grant").and_then(Value::as_str).unwrap_or_default()),
        "account.create" | "account.invite" | "account.closed.set" | "accounts.close" => "account".to_owned(),
        "rating.standing.set" | "rating.standings.set" => "standing".to_owned(),
        "point.create" | "point.save" | "body.save" | "source.save" | "setting.cutoff.set" | "place.active.set" => operation,
        // Cells of the matrix know by themselves what they say.
        "availability.set" => format!("cells {}", entry.no),
        // So do rows of an edition.
        "provincial.decide" => format!("rows {}", entry.no),
        // A check of one that is in force changes nothing that is drafted.
        "duty.verify" => operation,
        "item.save" | "item.verify" => "item".to_owned(),
        // What was done to an entry of the responsibility lists since stands in the way, whatever it was.
        other if other.starts_with("duty.") => "duty".to_owned(),
        // The same for a matter of 督办, a task and a meeting.
        other if other.starts_with("supervision.") => "matter".to_owned(),
        other if other.starts_with("task.group.") => "task group".to_owned(),
        other if other.starts_with("task.") => "task".to_owned(),
        other if other.starts_with("meeting.") => "meeting".to_owned(),
        // A renaming or a merger touches everything.
        other if other.starts_with("change.") => return None,
        other => other.to_owned(),
    })
}

/// What an entry is taken back by.
enum Back {
    Point(api::point::Save),
    Body(api::body::Save),
    Active(api::place::SetActive),
    Closed(api::account::SetClosed),
    Rename(api::account::Rename),
    End(api::account::EndGrant),
    Give(api::account::GiveGrant),
    Standing(api::rating::SetStanding),
    Cutoff(api::place::SetCutoff),
    Source(api::body::SaveSource),
    Module(api::catalogue::SaveModule),
    Item(Box<api::item::SaveItem>),
    Offers(api::availability::SetOffers),
    Draft(Box<api::duty::SaveDraft>),
    DropDraft(api::duty::DropDraft),
    Matter(Box<api::supervision::SaveMatter>),
    RevokeMatter(api::supervision::RevokeMatter),
    Task(Box<api::task::SaveTask>),
    HaltTask(api::task::HaltTask),
    Meeting(Box<api::meeting::SaveMeeting>),
    RevokeMeeting(api::meeting::RevokeMeeting),
    Decide(Box<api::provincial::Decide>),
}

impl Back {
    fn needs(&self) -> Permission {
        match self {
            Self::Point(_) => api::point::Save::NEEDS,
            Self::Body(_) => api::body::Save::NEEDS,
            Self::Active(_) => api::place::SetActive::NEEDS,
            Self::Closed(_) => api::account::SetClosed::NEEDS,
            Self::Rename(_) => api::account::Rename::NEEDS,
            Self::End(_) => api::account::EndGrant::NEEDS,
            Self::Give(_) => api::account::GiveGrant::NEEDS,
            Self::Standing(_) => api::rating::SetStanding::NEEDS,
            Self::Cutoff(_) => api::place::SetCutoff::NEEDS,
            Self::Source(_) => api::body::SaveSource::NEEDS,
            Self::Module(_) => api::catalogue::SaveModule::NEEDS,
            Self::Item(_) => api::item::SaveItem::NEEDS,
            Self::Offers(_) => api::availability::SetOffers::NEEDS,
            Self::Draft(_) => api::duty::SaveDraft::NEEDS,
            Self::DropDraft(_) => api::duty::DropDraft::NEEDS,
            Self::Matter(_) => api::supervision::SaveMatter::NEEDS,
            Self::RevokeMatter(_) => api::supervision::RevokeMatter::NEEDS,
            Self::Task(_) => api::task::SaveTask::NEEDS,
            Self::HaltTask(_) => api::task::HaltTask::NEEDS,
            Self::Meeting(_) => api::meeting::SaveMeeting::NEEDS,
            Self::RevokeMeeting(_) => api::meeting::RevokeMeeting::NEEDS,
            Self::Decide(_) => api::provincial::Decide::NEEDS,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Point(_) => api::point::Save::NAME,
            Self::Body(_) => api::body::Save::NAME,
            Self::Active(_) => api::place::SetActive::NAME,
            Self::Closed(_) => api::account::SetClosed::NAME,
            Self::Rename(_) => api::account::Rename::NAME,
            Self::End(_) => api::account::EndGrant::NAME,
            Self::Give(_) => api::account::GiveGrant::NAME,
            Self::Standing(_) => api::rating::SetStanding::NAME,
            Self::Cutoff(_) => api::place::SetCutoff::NAME,
            Self::Source(_) => api::body::SaveSource::NAME,
            Self::Module(_) => api::catalogue::SaveModule::NAME,
            Self::Item(_) => api::item::SaveItem::NAME,
            Self::Offers(_) => api::availability::SetOffers::NAME,
            Self::Draft(_) => api::duty::SaveDraft::NAME,
            Self::DropDraft(_) => api::duty::DropDraft::NAME,
            Self::Matter(_) => api::supervision::SaveMatter::NAME,
            Self::RevokeMatter(_) => api::supervision::RevokeMatter::NAME,
            Self::Task(_) => api::task::SaveTask::NAME,
            Self::HaltTask(_) => api::task::HaltTask::NAME,
            Self::Meeting(_) => api::meeting::SaveMeeting::NAME,
            Self::RevokeMeeting(_) => api::meeting::RevokeMeeting::NAME,
            Self::Decide(_) => api::provincial::Decide::NAME,
        }
    }

    fn run<'r>(self, cx: &'r mut Cx<'_>) -> BoxFuture<'r, Result<(), Failure>> {
        match self {
            Self::Point(op) => later(op, cx),
            Self::Body(op) => later(op, cx),
            Self::Active(op) => later(op, cx),
            Self::Rename(op) => later(op, cx),
            Self::Closed(op) => later(op, cx),
            Self::End(op) => later(op, cx),
            Self::Give(op) => later(op, cx),
            Self::Standing(op) => later(op, cx),
            Self::Cutoff(op) => later(op, cx),
            Self::Source(op) => later(op, cx),
            Self::Module(op) => later(op, cx),
            Self::Item(op) => later(*op, cx),
            Self::Offers(op) => later(op, cx),
            Self::Draft(op) => later(*op, cx),
            Self::DropDraft(op) => later(op, cx),
            Self::Matter(op) => later(*op, cx),
            Self::RevokeMatter(op) => later(op, cx),
            Self::Task(op) => later(*op, cx),
            Self::HaltTask(op) => later(op, cx),
            Self::Meeting(op) => later(*op, cx),
            Self::RevokeMeeting(op) => later(op, cx),
            Self::Decide(op) => later(*op, cx),
        }
    }
}

/// An operation on the heap. A function of its own: where all of them are told apart, each would have room on the stack.
fn later<'r, O: Handle + 'r>(op: O, cx: &'r mut Cx<'_>) -> BoxFuture<'r, Result<(), Failure>> {
    Box::pin(async move { op.handle(cx).await.map(drop) })
}

fn read<T: DeserializeOwned>(values: &Value, name: &str) -> Option<T> {
    serde_json::from_value(values.get(name)?.clone()).ok()
}

fn field<T: DeserializeOwned>(values: &Value, side: &str, name: &str) -> Option<T> {
    read(values.get(side)?, name)
}

/// By what an entry is taken back; none if it can't be: it made something new, or its values were erased.
async fn back(cx: &mut Cx<'_>, entry: &Entry) -> Result<Option<Back>, Failure> {
    let Some(values) = values(entry) else { return Ok(None) };
    let key = entry.subject.split_once(':').map_or("", |(_, key)| key);
    let id = key.parse::<i64>().unwrap_or(0);
    let account = || Uuid::parse_str(key).ok().map(AccountId);
    let back = match operation(entry, &values).as_str() {
        "point.save" => read::<Point>(&values, "before")
            .zip(read::<Point>(&values, "after"))
            .map(|(before, after)| Back::Point(api::point::Save { id: PointId(id), fields: before.fields, version: after.version })),
        "body.save" => read::<Body>(&values, "before").zip(read::<Body>(&values, "after")).map(|(before, after)| {
            let Body { code, name, place, active, .. } = before;
            Back::Body(api::body::Save { id: Some(BodyId(id)), code, name, place, active, version: after.version })
        }),
        "place.active.set" => {
            let place = place::find(&mut cx.conn().await?, PlaceId(id)).await?;
            let was = field::<bool>(&values, "before", "active");
            let became = field::<bool>(&values, "after", "active");
            let reason = field::<String>(&values, "before", "reason").unwrap_or_default();
            place.zip(was).filter(|(place, _)| Some(place.active) == became).map(|(place, active)| {
                // Where nothing was counted before, the reason was kept with it.
                Back::Active(api::place::SetActive { place: place.id, active, reason, version: place.version })
            })
        }
        "account.closed.set" | "accounts.close" => {
            let was = field::<AccountState>(&values, "before", "state");
            let version = field::<i64>(&values, "after", "version");
            account().zip(was).zip(version).map(|((account, was), version)| {
                Back::Closed(api::account::SetClosed { account, closed: was == AccountState::Closed, version })
            })
        }
        "account.rename" => {
            let was = field::<String>(&values, "before", "name");
            let version = field::<i64>(&values, "after", "version");
            account().zip(was).zip(version).map(|((account, name), version)| Back::Rename(api::account::Rename { account, name, version }))
        }
        "grant.give" => read::<Uuid>(&values, "grant").map(|grant| Back::End(api::account::EndGrant { grant })),
        "grant.end" | "grants.end" => {
            let today = cx.today();
            read::<Grant>(&values, "before").zip(account()).map(|(grant, account)| {
                let Grant { role, place, body, from, until, .. } = grant;
                Back::Give(api::account::GiveGrant { account, role, place, body, from: from.max(today), until })
            })
        }
        "rating.standing.set" | "rating.standings.set" => {
            let was = field::<Standing>(&values, "before", "standing");
            let version = field::<i64>(&values, "after", "version");
            was.zip(version).map(|(was, version)| {
                let standing = if matches!(was, Standing::Excluded | Standing::AppealUpheld) { was } else { Standing::Counted };
                let kept = field::<String>(&values, "before", "reason").filter(|reason| !reason.is_empty());
                let reason = kept.unwrap_or_else(|| words::texts(cx.lang).history_undo_reason());
                Back::Standing(api::rating::SetStanding { rating: RatingId(id), standing, reason, version })
            })
        }
        "setting.cutoff.set" => {
            let now = meta::get(&mut cx.conn().await?, meta::CUTOFF).await?;
            let became = read::<Option<String>>(&values, "after").flatten();
            let was = read::<Option<String>>(&values, "before").flatten();
            (now == became).then(|| Back::Cutoff(api::place::SetCutoff { day: was.and_then(|day| day.parse::<Date>().ok()) }))
        }
        "source.save" => read::<api::body::Source>(&values, "before").map(|source| Back::Source(api::body::SaveSource { source })),
        "module.save" => read::<Module>(&values, "before").zip(read::<Module>(&values, "after")).map(|(before, after)| {
            Back::Module(api::catalogue::SaveModule { id: Some(before.id), fields: before.fields, version: after.version })
        }),
        "item.save" | "item.verify" => read::<Item>(&values, "before").zip(read::<Item>(&values, "after")).map(|(before, after)| {
            Back::Item(Box::new(api::item::SaveItem { id: Some(before.id), fields: before.fields, version: after.version }))
        }),
        "duty.draft.save" => crate::duties::taken_back(&values).map(|back| match back {
            crate::duties::Back::Save(op) => Back::Draft(op),
            crate::duties::Back::Drop(op) => Back::DropDraft(op),
        }),
        "supervision.save" => {
            let reason = words::texts(cx.lang).history_undo_reason();
            crate::supervision::taken_back(id, &values, reason).map(|back| match back {
                crate::supervision::Back::Save(op) => Back::Matter(op),
                crate::supervision::Back::Revoke(op) => Back::RevokeMatter(op),
            })
        }
        "task.save" => {
            let reason = words::texts(cx.lang).history_undo_reason();
            crate::tasks::taken_back(id, &values, reason).map(|back| match back {
                crate::tasks::Back::Save(op) => Back::Task(op),
                crate::tasks::Back::Halt(op) => Back::HaltTask(op),
            })
        }
        "meeting.save" => {
            let reason = words::texts(cx.lang).history_undo_reason();
            crate::meetings::taken_back(id, &values, reason).map(|back| match back {
                crate::meetings::Back::Save(op) => Back::Meeting(op),
                crate::meetings::Back::Revoke(op) => Back::RevokeMeeting(op),
            })
        }
        "availability.set" => crate::availability::taken_back(cx, &values).await?.map(Back::Offers),
        "provincial.decide" => crate::provincial::taken_back(cx, &values).await?.map(|op| Back::Decide(Box::new(op))),
        _ => None,
    };
    Ok(back)
}

/// The caller could take this back, as far as can be told without trying.
pub(super) async fn is_possible(cx: &mut Cx<'_>, entry: &Entry) -> Result<bool, Failure> {
    let back = back(cx, entry).await?;
    Ok(back.is_some_and(|back| cx.access_for(back.needs()).is_some()))
}

/// Takes back an entry, or what the caller did last to a thing.
pub(super) async fn undo(cx: &mut Cx<'_>, subject: &str, no: Option<i64>) -> Result<Undone, Failure> {
    super::seen::may_see(cx, subject).await?;
    let page = audit::page(&mut cx.conn().await?, &filter(subject), Way::Down, Ask::First, 100).await?;
    let own = cx.actor.account();
    let wanted = |entry: &&Entry| match no {
        Some(no) => entry.no == no,
        None => own.is_some() && entry.account == own,
    };
    let at = page.rows.iter().position(|entry| wanted(&entry)).ok_or(ErrorCode::NotFound)?;
    let (later, entry) = (page.rows.get(..at).unwrap_or_default(), page.rows.get(at).ok_or(ErrorCode::NotFound)?);
    let aspect_of = aspect(entry);
    if aspect_of.is_none() || later.iter().any(|other| aspect(other) == aspect_of) {
        return Err(ApiError::invalid("no", "changed_since").into());
    }
    let back = back(cx, entry).await?.ok_or_else(|| ApiError::invalid("no", "not_undoable"))?;
    let access = cx.access_for(back.needs()).ok_or_else(|| ApiError::invalid("no", "not_yours"))?;
    let name = back.name();
    let notes_before = cx.notes.len();
    let all = std::mem::replace(&mut cx.access, access);
    let done = back.run(cx).await;
    cx.access = all;
    done?;
    for note in cx.notes.iter_mut().skip(notes_before) {
        if let Some(Value::Object(values)) = &mut note.values {
            values.insert("operation".to_owned(), json!(name));
            values.insert("undoes".to_owned(), json!(entry.no));
        }
    }
    Ok(Undone { operation: operation(entry, &values(entry).unwrap_or(Value::Null)) })
}
