//! What of the first screen a backup carries, so that whoever restores it can see that every figure is the same.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::files::NoFiles;
use crate::{Actor, Service, SessionChange};
use api::ErrorCode;
use api::overview::{Grid, Summary};
use domain::change::Basis;
use domain::period::{FIRST_DAY, Period};
use domain::permission::Access;
use domain::time::Instant;
use jiff::civil::Date;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use store::Reader;
use store::keys::hex;

/// The spans that are looked at: the last whole week, the month, the year and everything up to the day on which counting ends.
fn spans(cutoff: Date) -> Vec<Period> {
    use domain::period::Preset::{LastWeek, MonthToDate, YearToDate};
    let mut spans: Vec<Period> = [LastWeek, MonthToDate, YearToDate].into_iter().map(|preset| preset.period(cutoff)).collect();
    spans.extend(Period::new(FIRST_DAY, cutoff));
    spans
}

/// The figures of a snapshot, which is given back; by a clock that stands at `now`.
pub(super) async fn of(service: &Arc<Service>, snapshot: &mut Reader, now: Instant) -> Result<Value, Failure> {
    let district = store::place::district(&mut snapshot.conn()).await?.ok_or(ErrorCode::SetupNeeded)?;
    let (cutoff, _) = crate::sessions::cutoff(&mut snapshot.conn(), now.day()).await?;
    let mut cx = Cx {
        service,
        actor: Actor::System,
        session: None,
        login: None,
        grants: Vec::new(),
        access: Access::of_system(district),
        lang: api::Lang::Zh,
        request_id: uuid::Uuid::now_v7(),
        files: &NoFiles,
        now,
        operation: "backup.figures",
        reader: None,
        // The handlers of the first screen read what the snapshot shows.
        shown: Some(snapshot),
        work: None,
        notes: Vec::new(),
        is_noted: false,
        then: Vec::new(),
        session_change: SessionChange::Keep,
    };
    let mut told = Vec::new();
    for period in spans(cutoff) {
        let summary = Summary { place: district, period, basis: Basis::Now }.handle(&mut cx).await?;
        let grid = Grid { place: district, period, basis: Basis::Now }.handle(&mut cx).await?;
        let grid = serde_json::to_vec(&grid)?;
        told.push(
            json!({ "period": period, "counts": summary.counts, "months": summary.months.len(), "grid": hex(&Sha256::digest(grid)) }),
        );
    }
    Ok(json!({ "cutoff": cutoff.to_string(), "spans": told }))
}

/// How many figures are the same; the first one that differs otherwise. What only one side knows is not compared: another version
/// of the program counts other things.
pub(super) fn compare(before: &Value, after: &Value, same_program: bool) -> Result<u64, String> {
    let mut compared = 0;
    differing(before, after, "figures", same_program, &mut compared)?;
    Ok(compared)
}

fn differing(before: &Value, after: &Value, path: &str, same_program: bool, compared: &mut u64) -> Result<(), String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (name, value) in before {
                // A digest covers everything that a version tells.
                if let Some(other) = after.get(name).filter(|_| same_program || name != "grid") {
                    differing(value, other, &format!("{path}.{name}"), same_program, compared)?;
                }
            }
            Ok(())
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            for (nth, (value, other)) in before.iter().zip(after).enumerate() {
                differing(value, other, &format!("{path}.{nth}"), same_program, compared)?;
            }
            Ok(())
        }
        _ if before == after => {
            *compared += 1;
            Ok(())
        }
        _ => Err(format!("{path}: {before} before, {after} after")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_named() {
        let before = json!({ "spans": [{ "counts": { "cases": 7, "grades": [1, 2] }, "grid": "a" }] });
        assert_eq!(compare(&before, &before, true), Ok(4));
        let mut after = before.clone();
        after["spans"][0]["counts"]["grades"][1] = json!(3);
        assert_eq!(compare(&before, &after, true), Err("figures.spans.0.counts.grades.1: 2 before, 3 after".to_owned()));
        let newer = json!({ "spans": [{ "counts": { "cases": 7, "grades": [1, 2], "more": 1 }, "grid": "b" }] });
        assert_eq!(compare(&before, &newer, false), Ok(3));
        assert!(compare(&before, &newer, true).is_err());
    }
}
