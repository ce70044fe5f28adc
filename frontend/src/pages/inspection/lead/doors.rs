//! Where figures lead: which lists, narrowed how. No view.

use super::super::findings::{AGAIN, BY, CLOSED, LATE, MARK, STATES};
use super::super::narrow::{AREA, POINT};
use super::super::visits::{ALL, LINE, LIST, MADE, WHOSE};
use crate::list::{AS_OF, SINCE, UNTIL};
use domain::day::{later, text};
use domain::inspection::checklist::ChecklistId;
use domain::inspection::finding::FindingState;
use domain::inspection::overview::{AGES, Covered};
use domain::inspection::plan::VisitState;
use domain::period::Period;
use domain::place::PlaceId;
use domain::point::PointId;
use jiff::civil::Date;

/// What stands in an address besides place and period.
pub(super) type Own = Vec<(&'static str, String)>;

/// The key of the address for how many months a station counts as covered.
pub(super) const MONTHS: &str = "months";

fn at(place: Option<PlaceId>) -> Own {
    place.map(|place| (AREA, place.0.to_string())).into_iter().collect()
}

fn at_point(point: PointId) -> Own {
    vec![(POINT, point.0.to_string())]
}

fn days(mut own: Own, days: Period) -> Own {
    own.extend([(SINCE, text(days.from)), (UNTIL, text(days.to))]);
    own
}

fn states(mut own: Own, fits: impl Fn(FindingState) -> bool) -> Own {
    let codes: Vec<&str> = STATES.into_iter().filter(|state| fits(*state)).map(FindingState::code).collect();
    own.push(("state", codes.join(",")));
    own
}

fn agreed(own: Own, period: Period) -> Own {
    let mut own = days(own, period);
    own.extend([(WHOSE, ALL.to_owned()), ("state", VisitState::Agreed.code().to_owned()), (MADE, "1".to_owned())]);
    own
}

/// The agreed visits of some days.
pub(super) fn visits(place: Option<PlaceId>, period: Period) -> Own {
    agreed(at(place), period)
}

/// Those of them at a service point.
pub(super) fn visits_of(point: PointId, period: Period) -> Own {
    agreed(at_point(point), period)
}

/// Those of them that lost points at a line.
pub(super) fn lost(place: Option<PlaceId>, period: Period, list: ChecklistId, line: &str) -> Own {
    let mut own = visits(place, period);
    own.extend([(LIST, list.0.to_string()), (LINE, line.to_owned())]);
    own
}

/// The findings of some days that were not struck out.
pub(super) fn raised(place: Option<PlaceId>, period: Period) -> Own {
    states(days(at(place), period), FindingState::stands)
}

/// Those of them that were found before.
pub(super) fn again(place: Option<PlaceId>, period: Period) -> Own {
    let mut own = raised(place, period);
    own.push((MARK, AGAIN.to_owned()));
    own
}

/// The findings that were closed in some days.
pub(super) fn closed(place: Option<PlaceId>, period: Period) -> Own {
    let mut own = states(days(at(place), period), |state| state == FindingState::Closed);
    own.push((BY, CLOSED.to_owned()));
    own
}

/// The findings that are open.
pub(super) fn open(place: Option<PlaceId>) -> Own {
    states(at(place), FindingState::is_open)
}

/// Those of them at a service point.
pub(super) fn open_of(point: PointId) -> Own {
    states(at_point(point), FindingState::is_open)
}

/// The findings that are late.
pub(super) fn late(place: Option<PlaceId>) -> Own {
    let mut own = at(place);
    own.push((MARK, LATE.to_owned()));
    own
}

/// The open findings of one of the groups of [`AGES`], by when they were found.
pub(super) fn aged(place: Option<PlaceId>, group: usize, today: Date) -> Own {
    let mut own = open(place);
    // Of the first group those of today are the newest, of the others those a day older than the group before.
    if let Some(after) = group.checked_sub(1).and_then(|before| AGES.get(before)) {
        own.push((UNTIL, text(later(today, -after - 1))));
    }
    if let Some(most) = AGES.get(group) {
        own.push((SINCE, text(later(today, -most))));
    }
    own
}

/// The stations that are so covered.
pub(super) fn coverage(place: Option<PlaceId>, state: Option<Covered>, months: u32, as_of: Date) -> Own {
    let mut own = at(place);
    own.extend(state.map(|state| ("state", state.code().to_owned())));
    own.extend([(MONTHS, months.to_string()), (AS_OF, text(as_of))]);
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::inspection::overview::age;
    use jiff::civil::date;

    fn value(own: &Own, key: &str) -> Option<String> {
        own.iter().find(|(one, _)| *one == key).map(|(_, value)| value.clone())
    }

    #[test]
    fn groups_of_ages_lead_to_their_days() {
        let today = date(2026, 11, 30);
        for group in 0..=AGES.len() {
            let own = aged(Some(PlaceId(7)), group, today);
            let day = |key: &str| value(&own, key).and_then(|day| domain::day::of_text(&day));
            let ago = |day: Date| i64::from((today - day).get_days());
            for end in [day(SINCE), day(UNTIL)].into_iter().flatten() {
                assert_eq!(age(ago(end)), group, "{end}");
            }
            assert_eq!((day(SINCE).is_some(), day(UNTIL).is_some()), (group < AGES.len(), group > 0));
            assert_eq!(value(&own, "area").as_deref(), Some("7"));
        }
    }

    #[test]
    fn a_station_leads_to_its_own_rows() {
        let period = Period { from: date(2026, 1, 1), to: date(2026, 6, 30) };
        for own in [visits_of(PointId(3), period), open_of(PointId(3))] {
            assert_eq!((value(&own, POINT).as_deref(), value(&own, AREA)), (Some("3"), None));
        }
        assert_eq!(value(&visits_of(PointId(3), period), MADE).as_deref(), Some("1"));
    }

    #[test]
    fn what_was_struck_out_is_not_led_to() {
        let period = Period { from: date(2026, 1, 1), to: date(2026, 6, 30) };
        let states = |own: Own| value(&own, "state").unwrap_or_default();
        assert!(!states(raised(None, period)).contains("cancelled") && states(raised(None, period)).contains("finding_closed"));
        assert_eq!(states(closed(None, period)), "finding_closed");
        assert!(!states(open(None)).contains("closed") && value(&open(None), "area").is_none());
    }
}
