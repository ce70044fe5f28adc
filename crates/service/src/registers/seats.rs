//! Codes and names of places in registers' files.

use super::entry::{Compare, Wrong};
use crate::failure::Failure;
use documents::register::RegisterRow;
use domain::import::Problem;
use domain::place::{Place, PlaceCode, PlaceId};
use std::collections::HashMap;
use store::{Conn, place};

/// Every place by what files call it.
pub(super) struct Seats {
    pub(super) all: HashMap<PlaceId, Place>,
    codes: HashMap<String, PlaceId>,
    former: HashMap<String, Vec<PlaceId>>,
    /// The codes that each place had itself, the oldest first.
    own: HashMap<PlaceId, Vec<String>>,
    names: HashMap<String, Vec<PlaceId>>,
}

impl Seats {
    pub(super) async fn read(conn: &mut Conn<'_>) -> Result<Self, Failure> {
        let all: HashMap<PlaceId, Place> = place::all(conn).await?.into_iter().map(|p| (p.id, p)).collect();
        let (mut codes, mut names) = (HashMap::new(), HashMap::<String, Vec<PlaceId>>::new());
        for p in all.values().filter(|p| !p.being.has_ended()) {
            codes.insert(p.code.as_str().to_owned(), p.id);
            let above = p.parent.and_then(|id| all.get(&id)).map_or("", |above| above.name.as_str());
            let mut forms = vec![p.name.clone(), format!("{above}{}", p.name)];
            forms.dedup();
            for form in forms {
                names.entry(form).or_default().push(p.id);
            }
        }
        let mut every = place::codes(conn).await?;
        // Two of one day: the one that still holds, or held longer, came later.
        every.sort_by_key(|c| (c.from, c.until.unwrap_or(jiff::civil::Date::MAX)));
        let mut own: HashMap<PlaceId, Vec<String>> = HashMap::new();
        for code in &every {
            own.entry(code.place).or_default().push(code.code.clone());
        }
        let mut former: HashMap<String, Vec<PlaceId>> = HashMap::new();
        for code in every.into_iter().filter(|c| !codes.contains_key(&c.code)) {
            // What was merged lands where it was merged into.
            let mut at = code.place;
            while let Some(next) = all.get(&at).and_then(|p| p.merged_into) {
                at = next;
            }
            let held = former.entry(code.code).or_default();
            if all.get(&at).is_some_and(|p| !p.being.has_ended()) && !held.contains(&at) {
                held.push(at);
            }
        }
        Ok(Self { all, codes, former, own, names })
    }

    /// The place that a code belongs to, or belonged to.
    pub(super) fn coded(&self, code: &PlaceCode) -> Option<PlaceId> {
        let now = self.codes.get(code.as_str()).copied();
        now.or_else(|| self.former.get(code.as_str()).filter(|held| held.len() == 1).and_then(|held| held.first().copied()))
    }

    /// How many codes a place has got since it had that one itself; none if it never had it, 0 if it has it now.
    pub(super) fn recoded_since(&self, id: PlaceId, code: &PlaceCode) -> Option<i64> {
        let own = self.own.get(&id)?;
        let since = own.iter().rev().position(|own| own == code.as_str())?;
        i64::try_from(since).ok()
    }

    /// Whether it belongs to that place now.
    pub(super) fn is_present(&self, code: &PlaceCode) -> bool {
        self.codes.contains_key(code.as_str())
    }

    /// The places that are called so.
    pub(super) fn named(&self, name: &str) -> &[PlaceId] {
        self.names.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn name(&self, id: PlaceId) -> String {
        self.all.get(&id).map(|p| p.name.clone()).unwrap_or_default()
    }

    fn told(&self, ids: &[PlaceId]) -> Vec<String> {
        ids.iter().filter_map(|id| self.all.get(id)).map(|p| format!("{} {}", p.code.as_str(), p.name)).collect()
    }

    /// The place that a row names by code, name or both; none where it says nothing. Where only one of both was edited in what
    /// was exported, that one counts.
    pub(super) fn of(
        &self,
        row: &RegisterRow,
        code: &'static str,
        name: &'static str,
        stored: Option<PlaceId>,
    ) -> Result<Option<PlaceId>, Wrong> {
        let by_code = match row.filled(code) {
            None => None,
            Some(text) => {
                let found = PlaceCode::parse(text).and_then(|code| self.coded(&code));
                Some(found.ok_or((code, Problem::UnknownPlaceCode))?)
            }
        };
        // What is stored may have ended; its own name is still its own.
        let is_stored = |text: &str| stored.and_then(|id| self.all.get(&id)).filter(|p| p.name == text).map(|p| p.id);
        let by_name: Vec<PlaceId> = match row.filled(name) {
            None => return Ok(by_code.or(stored)),
            Some(text) => is_stored(text).map_or_else(|| self.named(text).to_vec(), |id| vec![id]),
        };
        match (by_code, by_name.as_slice()) {
            (None, []) => Err((name, Problem::UnknownPlaceName)),
            (None, [one]) => Ok(Some(*one)),
            (None, many) => Err((name, Problem::AmbiguousPlaceName { candidates: self.told(many) })),
            (Some(by_code), many) if many.contains(&by_code) => Ok(Some(by_code)),
            (Some(by_code), [one]) if Some(*one) == stored => Ok(Some(by_code)),
            (Some(by_code), [one]) if Some(by_code) == stored => Ok(Some(*one)),
            (Some(by_code), _) => Err((name, Problem::PlaceMismatch { name: self.name(by_code) })),
        }
    }

    /// The place where what a row is about sits, which it must say; what is wrong is noted.
    pub(super) fn seat(&self, compare: &mut Compare<'_>, stored: Option<PlaceId>) -> Option<PlaceId> {
        let (field, problem) = match self.of(compare.row, "place_code", "seat", stored) {
            Ok(Some(place)) => return Some(place),
            Ok(None) => ("place_code", Problem::PlaceMissing),
            Err(wrong) => wrong,
        };
        compare.wrong(field, problem);
        None
    }
}
