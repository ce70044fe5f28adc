//! From sums where things happened to what they add to the places above.

use super::deltas::{Added, CaseFacets, CaseTimes, Facets, Hours, Key, PlaceTimes, When};
use super::verify::Lines;
use crate::error::StoreError;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What the entries of a map add to the places that `above` names for each, itself left out. It stands in a map of its own: to grow the map of
/// everything by it would be the most memory that an import takes.
fn spread<K: Ord, V: Copy + Default + Added>(
    map: &BTreeMap<K, V>,
    place: impl Fn(&K) -> Key,
    at: impl Fn(&K, Key) -> K,
    above: impl Fn(Key) -> Option<Vec<Key>>,
) -> Result<BTreeMap<K, V>, StoreError> {
    let mut elsewhere: BTreeMap<K, V> = BTreeMap::new();
    let mut known: FxHashMap<Key, Vec<Key>> = FxHashMap::default();
    for (key, value) in map {
        let own = place(key);
        let places = match known.entry(own) {
            std::collections::hash_map::Entry::Occupied(found) => found.into_mut(),
            std::collections::hash_map::Entry::Vacant(new) => {
                new.insert(above(own).ok_or_else(|| StoreError::inconsistent("rating", "place_id", own))?)
            }
        };
        for other in places.iter().filter(|other| **other != own) {
            elsewhere.entry(at(key, *other)).or_default().add(*value);
        }
    }
    Ok(elsewhere)
}

/// Sums of each place with everything below: what happened there itself, and what `spread` says that it adds to places above.
pub(super) fn whole<K: Ord, V: Default + Added>(
    own: BTreeMap<K, V>,
    spread: impl FnOnce(&BTreeMap<K, V>) -> Result<BTreeMap<K, V>, StoreError>,
) -> Result<BTreeMap<K, V>, StoreError> {
    let above = spread(&own)?;
    let mut sums = own;
    for (key, value) in above {
        sums.entry(key).or_default().add(value);
    }
    Ok(sums)
}

fn narrow(places: &[i64]) -> Option<Vec<Key>> {
    places.iter().map(|place| Key::try_from(*place).ok()).collect()
}

fn path(lines: &Lines) -> impl Fn(Key) -> Option<Vec<Key>> {
    move |place| narrow(&lines.get(&i64::from(place))?.path)
}

fn upper(lines: &Lines) -> impl Fn(Key) -> Option<Vec<Key>> {
    move |place| narrow(&lines.get(&i64::from(place))?.upper)
}

/// Facets by month: every place above the one where it happened.
pub(super) fn facet_months(own: &Facets, lines: &Lines) -> Result<Facets, StoreError> {
    spread(own, |k| k.0, |k, place| (place, k.1, k.2, k.3, k.4), path(lines))
}

/// Facets by day: the places above that have others below.
pub(super) fn facet_days(lowest: &Facets, lines: &Lines) -> Result<Facets, StoreError> {
    spread(lowest, |k| k.0, |k, place| (place, k.1, k.2, k.3, k.4), upper(lines))
}

/// Weekdays and hours: every place above the one where it happened.
pub(super) fn hours(own: &Hours, lines: &Lines) -> Result<Hours, StoreError> {
    spread(own, |k| k.0, |k, place| (place, k.1, k.2, k.3, k.4), path(lines))
}

/// Cases by facet and month.
pub(super) fn case_facet_months(own: &CaseFacets, lines: &Lines) -> Result<CaseFacets, StoreError> {
    spread(own, |k| k.0, |k, place| (place, k.1, k.2, k.3), path(lines))
}

/// Cases by facet and day.
pub(super) fn case_facet_days(lowest: &CaseFacets, lines: &Lines) -> Result<CaseFacets, StoreError> {
    spread(lowest, |k| k.0, |k, place| (place, k.1, k.2, k.3), upper(lines))
}

/// The month of a day as a number.
fn month(day: When) -> When {
    day / 100
}

/// Months from days.
pub(super) fn place_months(days: &PlaceTimes) -> PlaceTimes {
    let mut months = PlaceTimes::default();
    for ((place, day, standing), grades) in days {
        months.entry((*place, month(*day), *standing)).or_default().add(*grades);
    }
    months
}

/// Months of cases from days.
pub(super) fn case_months(days: &CaseTimes) -> CaseTimes {
    let mut months = CaseTimes::default();
    for ((place, day), n) in days {
        months.entry((*place, month(*day))).or_default().add(*n);
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rollup::Line;

    #[test]
    fn what_happens_in_a_village_happens_in_its_town_and_district() {
        let line = |path: &[i64], upper: &[i64]| Line { path: path.to_vec(), upper: upper.to_vec() };
        // 31 was merged into 30, which lies in town 3.
        let lines: Lines =
            [(30, line(&[30, 3, 1], &[3, 1])), (31, line(&[31, 30, 3, 1], &[3, 1])), (3, line(&[3, 1], &[3, 1])), (1, line(&[1], &[1]))]
                .into_iter()
                .collect();
        let own: Facets = [(30, 2), (31, 5), (3, 7)].into_iter().map(|(p, n)| ((p, 1, 202_605, 9, 0), [0, 0, 0, 0, n])).collect();
        let sums = whole(own, |own| facet_months(own, &lines)).unwrap();
        let at = |place| sums.get(&(place, 1, 202_605, 9, 0)).map(|g| g[4]);
        assert_eq!([at(31), at(30), at(3), at(1)], [Some(5), Some(7), Some(14), Some(14)]);
        let lowest: Facets = [((3, 1, 20_260_504, 9, 0), [1, 0, 0, 0, 0])].into_iter().collect();
        assert_eq!(facet_days(&lowest, &lines).unwrap().len(), 1);
        let elsewhere: Lines = Lines::default();
        assert!(facet_days(&lowest, &elsewhere).is_err());
        let days: PlaceTimes = [((30, 20_260_504, 0), [1; 5]), ((30, 20_260_531, 0), [1; 5])].into_iter().collect();
        assert_eq!(place_months(&days), [((30, 202_605, 0), [2; 5])].into_iter().collect());
    }
}
