//! 提示: places that are visited too often or too soon. Nothing is forbidden by them.

use super::plan::PlanId;
use crate::place::PlaceId;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A visit that another plan makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Other {
    /// Which plan.
    pub plan: PlanId,
    /// Where.
    pub place: PlaceId,
    /// When.
    pub day: Date,
}

/// Of the places that a plan goes to, those that would be visited more than `cap` times in a year; none if no cap is set.
pub fn over_cap(places: &BTreeSet<PlaceId>, others: &[Other], year: i16, cap: u32) -> Vec<PlaceId> {
    if cap == 0 {
        return Vec::new();
    }
    let mut visits: BTreeMap<PlaceId, u32> = BTreeMap::new();
    for other in others.iter().filter(|other| other.day.year() == year && places.contains(&other.place)) {
        *visits.entry(other.place).or_default() += 1;
    }
    visits.into_iter().filter(|(_, n)| *n >= cap).map(|(place, _)| place).collect()
}

/// Of the places that a plan goes to between two days, those that another plan visits within so many days, by plan; none if no days are set.
pub fn repeated(
    places: &BTreeSet<PlaceId>,
    others: &[Other],
    (from, until): (Date, Date),
    days: u32,
) -> BTreeMap<PlanId, BTreeSet<PlaceId>> {
    let mut found: BTreeMap<PlanId, BTreeSet<PlaceId>> = BTreeMap::new();
    if days == 0 {
        return found;
    }
    let (first, last) = (crate::day::later(from, -i64::from(days)), crate::day::later(until, i64::from(days)));
    for other in others.iter().filter(|other| other.day >= first && other.day <= last && places.contains(&other.place)) {
        found.entry(other.plan).or_default().insert(other.place);
    }
    found
}

/// The towns that two plans share; a plan without towns is about all of them.
pub fn shared(own: &[PlaceId], other: &[PlaceId], all: &[PlaceId]) -> Vec<PlaceId> {
    let is_in = |towns: &[PlaceId], town: &PlaceId| towns.is_empty() || towns.contains(town);
    all.iter().copied().filter(|town| is_in(own, town) && is_in(other, town)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn other(plan: i64, place: i64, day: Date) -> Other {
        Other { plan: PlanId(plan), place: PlaceId(place), day }
    }

    #[test]
    fn villages_over_the_cap() {
        let places = BTreeSet::from([PlaceId(1), PlaceId(2)]);
        let others = [
            other(1, 1, date(2026, 2, 1)),
            other(2, 1, date(2026, 5, 1)),
            other(2, 2, date(2025, 12, 31)),
            other(3, 2, date(2026, 5, 1)),
            other(3, 9, date(2026, 5, 1)),
            other(4, 9, date(2026, 6, 1)),
        ];
        assert_eq!(over_cap(&places, &others, 2026, 2), [PlaceId(1)], "a third visit is one too many");
        assert_eq!(over_cap(&places, &others, 2026, 1), [PlaceId(1), PlaceId(2)]);
        assert!(over_cap(&places, &others, 2026, 0).is_empty() && over_cap(&places, &others, 2024, 1).is_empty());
    }

    #[test]
    fn villages_visited_too_soon() {
        let places = BTreeSet::from([PlaceId(1), PlaceId(2)]);
        let period = (date(2026, 7, 1), date(2026, 7, 31));
        let others = [
            other(1, 1, date(2026, 6, 1)),
            other(1, 2, date(2026, 5, 31)),
            other(2, 1, date(2026, 8, 30)),
            other(2, 2, date(2026, 8, 31)),
            other(2, 3, date(2026, 7, 10)),
        ];
        let found = repeated(&places, &others, period, 30);
        assert_eq!(found, BTreeMap::from([(PlanId(1), BTreeSet::from([PlaceId(1)])), (PlanId(2), BTreeSet::from([PlaceId(1)]))]));
        assert!(repeated(&places, &others, period, 0).is_empty());
    }

    #[test]
    fn towns_that_are_shared() {
        let all = [PlaceId(2), PlaceId(3), PlaceId(4)];
        assert_eq!(shared(&[], &[PlaceId(3)], &all), [PlaceId(3)]);
        assert_eq!(shared(&[], &[], &all), all);
        assert!(shared(&[PlaceId(2)], &[PlaceId(3)], &all).is_empty());
    }
}
