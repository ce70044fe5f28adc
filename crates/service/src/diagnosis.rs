//! 诊断包: what whoever helps needs to know: versions, sizes, checks, settings without secrets, numbers of rows, how jobs ended,
//! recent logs. No row, no name, no phone, no path of this machine. It is shown before it is written.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::{Service, files, logs};
use api::backup::Shown as Backups;
use api::diagnosis::{Fact, File, Preview, Previewed, Write, Written};
use documents::bundle::{self, Entry};
use domain::retention::Kept;
use domain::time::Instant;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;
use store::{archive, job, meta, migrate};

/// Days of logs that are taken along, and bytes of each file, from its end.
const LOG_DAYS: i64 = 14;
const LOG_BYTES: u64 = 1 << 20;
/// Jobs that are told of.
const JOBS: i64 = 50;
/// Digits in a row from which on they may be somebody's number.
const NUMBER: usize = 7;
/// Settings that are told with their values.
const SETTINGS: [&str; 6] = ["kind", "cutoff", "idle_minutes", "rating_days", "structure", "backup.schedule"];

/// What was found.
struct Found {
    facts: Vec<Fact>,
    entries: Vec<Entry>,
}

impl Found {
    fn fact(&mut self, name: &str, value: impl ToString) {
        self.facts.push(Fact { name: name.to_owned(), value: value.to_string(), bad: false });
    }

    fn check(&mut self, name: &str, value: impl ToString, bad: bool) {
        self.facts.push(Fact { name: name.to_owned(), value: value.to_string(), bad });
    }

    /// What is told of it.
    fn told(&self) -> Previewed {
        let files = self.entries.iter().map(|e| File { name: e.name.clone(), size: e.bytes.len() as u64 }).collect();
        let faults = self.facts.iter().filter(|f| f.bad).count() as u64;
        Previewed { files, facts: self.facts.clone(), faults }
    }

    fn entry(&mut self, name: &str, text: String) {
        self.entries.push(Entry { name: name.to_owned(), bytes: text.into_bytes() });
    }
}

async fn look(cx: &mut Cx<'_>) -> Result<Found, Failure> {
    let service = Arc::clone(cx.service);
    let backups = api::backup::Show {}.handle(cx).await?;
    let mut found = Found { facts: Vec::new(), entries: Vec::new() };
    found.fact("program", env!("CARGO_PKG_VERSION"));
    found.fact("system", format!("{} {}", std::env::consts::OS, std::env::consts::ARCH));
    found.fact("time", cx.now.text());
    stored(cx, &mut found).await?;
    cx.reader = None;
    checks(&service, cx.now, &mut found).await?;
    of_backups(&backups, &mut found);
    let folder = logs::folder(&service);
    let size = logs::size(&folder);
    found.check("logs_bytes", size, size > logs::SIZE_WARNED);
    let now = cx.now;
    let recent = tokio::task::spawn_blocking(move || recent_logs(&folder, now)).await?;
    let facts: Vec<String> = found.facts.iter().map(|f| format!("{}{}: {}", if f.bad { "! " } else { "" }, f.name, f.value)).collect();
    found.entry("facts.txt", facts.join("\n") + "\n");
    found.entries.extend(recent);
    Ok(found)
}

/// Settings, numbers of rows, jobs.
async fn stored(cx: &mut Cx<'_>, found: &mut Found) -> Result<(), Failure> {
    let conn = &mut cx.conn().await?;
    found.fact("schema", migrate::known_version());
    for name in SETTINGS {
        if let Some(value) = meta::get(conn, name).await? {
            found.fact(name, value);
        }
    }
    for kept in Kept::ALL {
        found.fact(&format!("retention.{}", kept.code()), crate::erasure::days(conn, kept).await?);
    }
    let mut text = String::from("table,rows\n");
    for (table, rows) in archive::numbers(conn).await.map_err(|e| Failure::Fault(e.to_string()))? {
        // Writing to a string can't fail.
        let _ = writeln!(text, "{table},{rows}");
    }
    found.entry("tables.csv", text);
    let mut text = String::from("kind,state,started,ended,bytes,counts,error\n");
    for row in job::newest_of(conn, "%", JOBS).await? {
        let error: Value = row.error.as_deref().and_then(|e| serde_json::from_str(e).ok()).unwrap_or_default();
        let error = error.get("code").and_then(Value::as_str).unwrap_or_default();
        let counts: Value = serde_json::from_str(&row.counts).unwrap_or_default();
        let counts = counts.to_string().replace(',', ";").replace('"', "");
        let ended = row.ended_at.map(|at| Instant(at).text()).unwrap_or_default();
        let _ = writeln!(text, "{},{},{},{ended},{},{counts},{error}", row.kind, row.state, Instant(row.started_at).text(), row.size);
    }
    found.entry("jobs.csv", text);
    Ok(())
}

/// What the database, the audit log and the roll-ups say of themselves.
async fn checks(service: &Arc<Service>, now: Instant, found: &mut Found) -> Result<(), Failure> {
    let store = service.store();
    let health = service.health().await?;
    found.fact("engine", health.engine);
    let damaged = health.faults.len();
    found.check("database_faults", damaged, damaged > 0);
    for fault in health.faults.into_iter().take(5) {
        found.check("database_fault", scrubbed(&fault), true);
    }
    if let Err(error) = store::audit::seal(store, now).await {
        found.check("audit_seal", error, true);
    }
    let audit = store::audit::verify(store).await?;
    found.fact("audit_entries", audit.entries);
    found.check("audit_faults", audit.faults.len(), !audit.faults.is_empty());
    for fault in audit.faults.iter().take(20) {
        found.check("audit_fault", format!("{} {}", fault.no, fault.what), true);
    }
    let rollups = store::rollup::verify(store).await?;
    found.fact("rollups_compared", rollups.compared);
    found.check("rollups_differing", rollups.differing, rollups.differing > 0);
    let newest = {
        let mut reader = store.read().await?;
        store::audit::newest_at(&mut reader.conn()).await?
    };
    if let Some(newest) = newest.filter(|newest| *newest > now.plus_seconds(crate::CLOCK_BACK_SECONDS)) {
        found.check("clock_behind_audit", newest.text(), true);
    }
    Ok(())
}

fn of_backups(shown: &Backups, found: &mut Found) {
    use domain::backup::Standing;
    found.fact("database_bytes", shown.database);
    found.fact("backups", shown.backups.len());
    let standing = serde_json::to_value(shown.standing).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    found.check("backups_standing", standing, !matches!(shown.standing, Standing::Good));
    found.fact("backups_newest", shown.newest.map(Instant::text).unwrap_or_default());
    found.fact("backups_proved", shown.proved.map(Instant::text).unwrap_or_default());
    found.fact("backups_beside_database", shown.place.beside);
    if let Some(problem) = &shown.place.problem {
        found.check("backups_folder", problem, true);
    }
    if let Some(free) = shown.place.free {
        found.check("free_bytes", free, free < shown.database.saturating_mul(2));
    }
    found.fact("keys", json!({ "in_system": shown.keys.in_system, "former": shown.keys.former }));
    found.check("keys_lost", shown.keys.lost.join(" "), !shown.keys.lost.is_empty());
    let replaced = shown.replaced.len();
    found.fact("replaced_databases", replaced);
}

/// The ends of the newest log files.
fn recent_logs(folder: &std::path::Path, now: Instant) -> Vec<Entry> {
    let since = now.plus_seconds(-LOG_DAYS * 86_400);
    let recent = logs::files(folder).into_iter().filter(|file| file.at >= since);
    recent
        .filter_map(|file| {
            let name = format!("logs/{}", file.path.file_name()?.to_str()?);
            let mut log = std::fs::File::open(&file.path).ok()?;
            log.seek(SeekFrom::Start(file.size.saturating_sub(LOG_BYTES))).ok()?;
            let mut bytes = Vec::new();
            log.take(LOG_BYTES).read_to_end(&mut bytes).ok()?;
            Some(Entry { name, bytes: scrubbed(&String::from_utf8_lossy(&bytes)).into_bytes() })
        })
        .collect()
}

/// Nothing personal is logged; should a number of somebody's have come in by an error's words, it does not go out.
fn scrubbed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut digits = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if digits.len() >= NUMBER {
            out.extend(std::iter::repeat_n('#', digits.len()));
        } else {
            out.push_str(&digits);
        }
        digits.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

impl Handle for Preview {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Previewed, Failure> {
        let found = look(cx).await?.told();
        cx.note("diagnosis", Some(json!({ "faults": found.faults })));
        Ok(found)
    }
}

impl Handle for Write {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let target = cx.path_out(&self.out)?;
        let found = look(cx).await?;
        let (told, entries) = (found.told(), found.entries);
        let name = self.out.name.clone();
        let written = tokio::task::spawn_blocking(move || {
            let zip = bundle::write(std::io::Cursor::new(Vec::new()), &entries).map_err(|e| files::unwritable(&name, &e))?;
            let bytes = zip.into_inner();
            let mut out = files::Atomic::create(&target, &name)?;
            std::io::Write::write_all(&mut out.writer(), &bytes).map_err(|e| files::unwritable(&name, &e))?;
            out.keep(&name)?;
            Ok::<_, api::ApiError>(bytes.len() as u64)
        });
        let size = written.await??;
        cx.note("diagnosis", Some(json!({ "size": size })));
        Ok(Written { size, found: told })
    }
}

#[cfg(test)]
mod tests {
    use super::scrubbed;

    #[test]
    fn numbers_of_people_are_masked() {
        assert_eq!(scrubbed("tel 13800001234, at 2026-11-23T01:02:03.123456Z 17"), "tel ###########, at 2026-11-23T01:02:03.123456Z 17");
        assert_eq!(scrubbed("440811199001011234"), "##################");
    }
}
