//! Places: the tree a person may see, whether a village is counted, and the day up to which figures run.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::place::Places;
use api::{ApiError, Done, ErrorCode};
use domain::period::FIRST_DAY;
use domain::place::{Level, Place, PlaceId};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use store::{meta, place};

/// Fewest and most characters of a reason.
const REASON_CHARS: (usize, usize) = (2, 200);

/// The places at and below some tops, what was merged into those, and what lies above them.
fn around(all: Vec<Place>, tops: &[PlaceId]) -> Vec<Place> {
    let above: HashMap<PlaceId, (Option<PlaceId>, Option<PlaceId>)> = all.iter().map(|p| (p.id, (p.above(), p.parent))).collect();
    let mut seen: HashSet<PlaceId> = HashSet::new();
    for place in &all {
        let mut next = Some(place.id);
        while let Some(id) = next {
            if tops.contains(&id) {
                seen.insert(place.id);
                break;
            }
            next = above.get(&id).and_then(|(above, _)| *above);
        }
    }
    let below: Vec<PlaceId> = seen.iter().copied().collect();
    for id in below {
        let mut next = above.get(&id).and_then(|(_, parent)| *parent);
        while let Some(id) = next.filter(|id| seen.insert(*id)) {
            next = above.get(&id).and_then(|(_, parent)| *parent);
        }
    }
    all.into_iter().filter(|p| seen.contains(&p.id)).collect()
}

impl Handle for api::place::Tree {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Places, Failure> {
        let all = place::all(&mut cx.conn().await?).await?;
        let tops: Vec<PlaceId> = cx.access.scopes().iter().map(domain::permission::Scope::place).collect();
        Ok(Places { places: around(all, &tops) })
    }
}

impl Handle for api::place::SetActive {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let reason = self.reason.trim();
        let (min, max) = REASON_CHARS;
        let needed = if self.active { 0 } else { min };
        if !(needed..=max).contains(&reason.chars().count()) {
            return Err(ApiError::invalid("reason", "length").with("min", min).with("max", max).into());
        }
        cx.work().await?;
        let scope = cx.scope_at(self.place).await?;
        let conn = &mut cx.conn().await?;
        let before = place::find(conn, scope.place()).await?.ok_or(ErrorCode::NotFound)?;
        if before.level != Level::Village {
            return Err(ApiError::invalid("place", "not_village").into());
        }
        let inactive_reason = (!self.active).then_some(reason);
        if !place::set_active(conn, scope.place(), self.active, inactive_reason, self.version).await? {
            return Err(conflict(&before)?);
        }
        let after = json!({ "active": self.active, "reason": reason });
        cx.note(
            format!("place:{}", self.place.0),
            Some(json!({ "before": { "active": before.active, "reason": before.inactive_reason }, "after": after })),
        );
        cx.work().await?.changed("place", Some(self.place.0.to_string()));
        Ok(Done {})
    }
}

impl Handle for api::place::SetCutoff {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let today = cx.today();
        if let Some(day) = self.day {
            if day > today {
                return Err(ApiError::invalid("day", "future").with("max", today).into());
            }
            if day < FIRST_DAY {
                return Err(ApiError::invalid("day", "too_early").with("min", FIRST_DAY).into());
            }
        }
        cx.work().await?;
        let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
        // It holds for the whole district, so it needs a grant over the whole district.
        cx.scope_at(district).await?;
        let conn = &mut cx.conn().await?;
        let before = meta::get(conn, meta::CUTOFF).await?;
        let after = self.day.map(|d| d.to_string());
        meta::set(conn, meta::CUTOFF, after.as_deref()).await?;
        cx.note("setting:cutoff", Some(json!({ "before": before, "after": after })));
        cx.work().await?.changed("setting", Some("cutoff".to_owned()));
        Ok(Done {})
    }
}

/// Somebody saved it meanwhile: what is stored now goes back.
pub(crate) fn conflict<T: serde::Serialize>(current: &T) -> Result<Failure, Failure> {
    Ok(ApiError::new(ErrorCode::Conflict).with("current", serde_json::to_string(current)?).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::place::PlaceCode;

    fn place(id: i64, parent: Option<i64>) -> Place {
        Place {
            id: PlaceId(id),
            level: Level::Village,
            parent: parent.map(PlaceId),
            code: PlaceCode::parse("440811").unwrap(),
            name: String::new(),
            short_name: String::new(),
            pinyin: String::new(),
            initials: String::new(),
            active: true,
            inactive_reason: None,
            being: domain::change::Being::default(),
            merged_into: None,
            split_into: Vec::new(),
            version: 1,
        }
    }

    #[test]
    fn a_person_sees_below_and_above() {
        let all = || vec![place(1, None), place(2, Some(1)), place(20, Some(2)), place(21, Some(2)), place(3, Some(1)), place(30, Some(3))];
        let ids = |tops: &[i64]| {
            let tops: Vec<PlaceId> = tops.iter().map(|t| PlaceId(*t)).collect();
            around(all(), &tops).into_iter().map(|p| p.id.0).collect::<Vec<_>>()
        };
        assert_eq!(ids(&[1]), [1, 2, 20, 21, 3, 30]);
        assert_eq!(ids(&[2]), [1, 2, 20, 21]);
        assert_eq!(ids(&[21]), [1, 2, 21]);
        assert_eq!(ids(&[20, 3]), [1, 2, 20, 3, 30]);
        assert!(ids(&[]).is_empty());
    }
}
