//! Erasing personal data on its schedule: terms, what is due by them, and doing it.
//!
//! Whatever is erased is noted in the audit log by counts only, in the same unit of work. Doing it again erases nothing more.

use crate::backups::sweep_blobs;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::{Service, imports, logs, ratings};
use api::erasure::{Erased, Now, Ran, Run, Save, Show, Shown, Term};
use api::{ApiError, Done};
use domain::retention::{Kept, due_before};
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use store::erase::{self, Held};
use store::walk::{Ask, Way};
use store::{Actor, AuditNote, Conn, audit, meta, replace, turn};

/// Name of the turn, and how long it is held, in seconds.
const TURN: (&str, i64) = ("erasure", 900);
/// Erasures that are listed.
const LISTED: usize = 20;
/// Name of the operation in the audit log; the proof of the log knows it too.
const NAME: &str = audit::ERASURE;

/// A term as it was set.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Set {
    days: u32,
    reason: String,
}

fn name_of(kept: Kept) -> String {
    format!("retention.{}", kept.code())
}

async fn set(conn: &mut Conn<'_>, kept: Kept) -> Result<Option<Set>, Failure> {
    let stored = meta::get(conn, &name_of(kept)).await?;
    let set: Option<Set> = stored.and_then(|text| serde_json::from_str(&text).ok());
    // A value that was set past the rules does not count.
    let (least, most) = kept.bounds();
    Ok(set.filter(|s| (least..=most).contains(&s.days)))
}

/// For how many days something is kept.
pub(crate) async fn days(conn: &mut Conn<'_>, kept: Kept) -> Result<u32, Failure> {
    Ok(set(conn, kept).await?.map_or_else(|| kept.default_days(), |s| s.days))
}

/// Files of an age, and folders of them.
fn of_folder(folder: &Path, is_one: impl Fn(&Path) -> bool) -> Vec<(PathBuf, Instant)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let changed = entry.metadata().ok()?.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
            let at = Instant(i64::try_from(changed.as_micros()).ok()?);
            Some((entry.path(), at)).filter(|(path, _)| is_one(path))
        })
        .collect()
}

/// Staged and returned files. What a running import holds is not among them: its lock says so.
fn files(service: &Service) -> Vec<(PathBuf, Instant)> {
    let staging = service.store().location().staging();
    let is_free = |path: &Path| {
        let lock = path.with_extension("lock");
        path.is_file() && std::fs::File::open(lock).map_or(true, |file| file.try_lock().is_ok())
    };
    let mut all = of_folder(&staging, is_free);
    all.extend(of_folder(&imports::returned_folder(&staging), Path::is_file));
    all
}

/// When a database was put aside, by its name.
fn aside_at(name: &str) -> Option<Instant> {
    let (day, time) = name.split_once('-')?;
    let part = |text: &str, from: usize, to: usize| text.get(from..to)?.parse::<i16>().ok();
    let date = jiff::civil::Date::new(part(day, 0, 4)?, i8::try_from(part(day, 4, 6)?).ok()?, i8::try_from(part(day, 6, 8)?).ok()?).ok()?;
    let clock = |from, to| part(time, from, to).and_then(|n| i8::try_from(n).ok());
    let civil = jiff::civil::Time::new(clock(0, 2)?, clock(2, 4)?, clock(4, 6)?, 0).ok()?;
    Instant::from_civil(date.to_datetime(civil))
}

async fn aside(service: &Service) -> Result<Vec<(String, Instant)>, Failure> {
    let all = replace::replaced(service.store().location()).await?;
    Ok(all.into_iter().filter_map(|r| Some((r.name.clone(), aside_at(&r.name)?))).collect())
}

fn held_of(all: impl Iterator<Item = Instant>, before: Instant) -> Held {
    let all: Vec<Instant> = all.collect();
    let due = all.iter().filter(|at| **at < before).count() as u64;
    Held { held: all.len() as u64, due, oldest: all.into_iter().min() }
}

async fn held(cx: &mut Cx<'_>, kept: Kept, before: Instant) -> Result<Held, Failure> {
    let service = cx.service;
    Ok(match kept {
        Kept::Raters => erase::raters_held(&mut cx.conn().await?, before).await?,
        Kept::Photos => erase::photos_held(&mut cx.conn().await?, before).await?,
        Kept::WithdrawnPhotos => erase::withdrawn_held(&mut cx.conn().await?, before).await?,
        Kept::AuditValues => erase::values_held(&mut cx.conn().await?, before).await?,
        Kept::ReturnedRows => erase::returned_held(&mut cx.conn().await?, before).await?,
        Kept::Files => held_of(files(service).into_iter().map(|f| f.1), before),
        Kept::Replaced => held_of(aside(service).await?.into_iter().map(|a| a.1), before),
        Kept::Logs => held_of(logs::files(&logs::folder(service)).into_iter().map(|f| f.at), before),
    })
}

impl Handle for Show {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Shown, Failure> {
        let now = cx.now;
        let mut terms = Vec::new();
        for kept in Kept::ALL {
            let set = set(&mut cx.conn().await?, kept).await?;
            let days = set.as_ref().map_or_else(|| kept.default_days(), |s| s.days);
            let before = due_before(days, now);
            let Held { held, due, oldest } = held(cx, kept, before).await?;
            let (least, most) = kept.bounds();
            let next = oldest.map(|at| at.plus_seconds(i64::from(days) * 86_400));
            let reason = set.map(|s| s.reason).unwrap_or_default();
            terms.push(Term {
                kept,
                days,
                least,
                most,
                usual: kept.default_days(),
                source: kept.source(),
                reason,
                held,
                due,
                oldest,
                next,
            });
        }
        let runs = audit::Filter { operations: vec![NAME], ..audit::Filter::default() };
        let page = audit::page(&mut cx.conn().await?, &runs, Way::Down, Ask::First, LISTED).await?;
        let done = page
            .rows
            .into_iter()
            .map(|entry| run_of(entry.at, entry.who, entry.values.as_deref()))
            .filter(|run| !run.erased.is_empty())
            .collect();
        Ok(Shown { terms, done })
    }
}

/// An erasure as its entry tells.
fn run_of(at: Instant, by: String, values: Option<&str>) -> Run {
    let values: Value = values.and_then(|v| serde_json::from_str(v).ok()).unwrap_or_default();
    let count = |kept: Kept| values.get("erased").and_then(|e| e.get(kept.code())).and_then(Value::as_u64);
    let erased = Kept::ALL.into_iter().filter_map(|kept| count(kept).map(|count| Erased { kept, count })).collect();
    let reason = values.get("reason").and_then(Value::as_str).unwrap_or_default().to_owned();
    Run { at, by, erased, reason }
}

impl Handle for Save {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let reason = ratings::within(&self.reason, "reason", 2, 200)?.to_owned();
        let (least, most) = self.kept.bounds();
        if !(least..=most).contains(&self.days) {
            return Err(ApiError::invalid("days", "range").with("from", least).with("to", most).into());
        }
        let conn = &mut cx.work().await?.conn();
        let before = days(conn, self.kept).await?;
        let text = serde_json::to_string(&Set { days: self.days, reason: reason.clone() })?;
        meta::set(conn, &name_of(self.kept), Some(&text)).await?;
        cx.note(format!("setting:{}", name_of(self.kept)), Some(json!({ "before": before, "after": self.days, "reason": reason })));
        cx.work().await?.changed("erasure", None);
        Ok(Done {})
    }
}

impl Handle for Now {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Ran, Failure> {
        let reason = ratings::within(&self.reason, "reason", 2, 200)?.to_owned();
        if self.kept.is_empty() {
            return Err(ApiError::invalid("kept", "required").into());
        }
        let erased = erase_due(cx.service, &cx.actor.clone(), &self.kept, Some(&reason)).await?;
        // Each piece has noted itself; this says who asked for all of them.
        cx.note("erasure", Some(json!({ "asked": self.kept, "reason": reason })));
        Ok(Ran { erased })
    }
}

/// Erases everything of these kinds that is due, piece by piece, each with its entry in the audit log.
async fn erase_due(service: &Arc<Service>, actor: &Actor, kinds: &[Kept], reason: Option<&str>) -> Result<Vec<Erased>, Failure> {
    let mut all = Vec::new();
    for kept in kinds {
        let before = {
            let mut reader = service.store().read().await?;
            due_before(days(&mut reader.conn(), *kept).await?, service.now())
        };
        let count = match kept {
            Kept::Raters | Kept::AuditValues | Kept::ReturnedRows => rows(service, actor, *kept, before, reason).await?,
            Kept::Photos | Kept::WithdrawnPhotos => {
                let count = rows(service, actor, *kept, before, reason).await?;
                if count > 0 {
                    // Bytes that a database that was put aside refers to go when that goes; what fails now is done by the daily sweep.
                    if let Err(error) = sweep_blobs(service).await {
                        tracing::warn!(?error, "bytes of erased photos could not be removed");
                    }
                }
                count
            }
            Kept::Files => remove(service, actor, *kept, reason, files(service).into_iter().filter(|f| f.1 < before).map(|f| f.0)).await?,
            Kept::Logs => {
                let due = logs::files(&logs::folder(service)).into_iter().filter(|f| f.at < before && !f.is_newest).map(|f| f.path);
                remove(service, actor, *kept, reason, due).await?
            }
            Kept::Replaced => {
                let mut count = 0;
                for (name, at) in aside(service).await? {
                    if at < before && replace::forget(service.store().location(), &name).await? {
                        count += 1;
                    }
                }
                note(service, actor, *kept, count, reason).await?;
                count
            }
        };
        if count > 0 {
            all.push(Erased { kept: *kept, count });
        }
    }
    Ok(all)
}

/// Rows of the database, a few thousand in each unit of work.
async fn rows(service: &Arc<Service>, actor: &Actor, kept: Kept, before: Instant, reason: Option<&str>) -> Result<u64, Failure> {
    let mut sum = 0;
    loop {
        let now = service.now();
        let mut work = service.store().begin(actor).await?;
        let conn = &mut work.conn();
        let erased = match kept {
            Kept::Raters => Some(erase::raters(conn, before, now).await?),
            Kept::Photos => Some(erase::photos(conn, before, now).await?),
            Kept::WithdrawnPhotos => Some(erase::withdrawn(conn, before, now).await?),
            Kept::AuditValues => Some(erase::values(conn, before, now).await?),
            _ => None,
        };
        let (count, more) = match erased {
            Some(count) => (count, count == erase::BATCH.unsigned_abs()),
            None => erase::returned(conn, before, now).await?,
        };
        if count == 0 {
            work.roll_back().await;
            return Ok(sum);
        }
        sum += count;
        work.note(entry(kept, count, reason));
        work.changed("erasure", None);
        let changed = work.commit(now).await?;
        service.announce(changed);
        service.seal_soon();
        if !more {
            return Ok(sum);
        }
    }
}

fn entry(kept: Kept, count: u64, reason: Option<&str>) -> AuditNote {
    let values = match reason {
        Some(reason) => json!({ "erased": { kept.code(): count }, "reason": reason }),
        None => json!({ "erased": { kept.code(): count } }),
    };
    AuditNote { operation: NAME.to_owned(), subject: format!("erasure:{}", kept.code()), outcome: "done", values: Some(values) }
}

/// Files, which are gone before the entry says so: one too many in the log is better than one too few.
async fn remove(
    service: &Arc<Service>,
    actor: &Actor,
    kept: Kept,
    reason: Option<&str>,
    due: impl Iterator<Item = PathBuf>,
) -> Result<u64, Failure> {
    let mut count = 0;
    for path in due {
        match std::fs::remove_file(&path) {
            Ok(()) => count += 1,
            Err(error) => tracing::warn!(%error, kept = kept.code(), "a file that is due could not be removed"),
        }
    }
    note(service, actor, kept, count, reason).await?;
    Ok(count)
}

async fn note(service: &Arc<Service>, actor: &Actor, kept: Kept, count: u64, reason: Option<&str>) -> Result<(), Failure> {
    if count == 0 {
        return Ok(());
    }
    let now = service.now();
    let mut work = service.store().begin(actor).await?;
    work.note(entry(kept, count, reason));
    work.changed("erasure", None);
    let changed = work.commit(now).await?;
    service.announce(changed);
    service.seal_soon();
    Ok(())
}

/// Erases once a day what is due; a demonstration's people are made up and stay.
pub(crate) async fn do_due(service: &Arc<Service>) -> Result<(), Failure> {
    let (today, now) = (service.now().day().to_string(), service.now());
    let mut work = service.store().begin(&Actor::System).await?;
    let conn = &mut work.conn();
    let kind = meta::get(conn, meta::KIND).await?;
    let is_real = matches!(kind.as_deref(), Some("real" | "rehearsal"));
    let mine = is_real
        && !service.has_done(TURN.0, &today)
        && turn::take(conn, TURN.0, service.instance, &today, now.plus_seconds(TURN.1), now).await?;
    if !mine {
        work.roll_back().await;
        return Ok(());
    }
    work.commit(now).await?;
    let erased = erase_due(service, &Actor::System, &Kept::ALL, None).await;
    if erased.is_ok() {
        service.did(TURN.0, &today);
    }
    let now = service.now();
    let mut work = service.store().begin(&Actor::System).await?;
    match &erased {
        Ok(_) => turn::done(&mut work.conn(), TURN.0, service.instance, &today, now).await?,
        Err(_) => turn::put_off(&mut work.conn(), TURN.0, service.instance, now.plus_seconds(turn::LONGEST_SECONDS)).await?,
    }
    work.commit(now).await?;
    erased.map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_replaced_database_is_its_time() {
        let at = Instant::from_civil(jiff::civil::date(2026, 11, 23).at(9, 30, 5, 0)).unwrap();
        assert_eq!(aside_at(&store::archive::digits(at)), Some(at));
        assert_eq!(aside_at("20261123"), None);
        assert_eq!(aside_at("2026112x-093005"), None);
    }
}
