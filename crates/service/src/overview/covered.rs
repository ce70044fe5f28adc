//! Of which days the cases of a place are known. Within them a place without rows had none; a rate that needs cases is
//! told only for a period of which every day is known.

use crate::context::Cx;
use crate::failure::Failure;
use domain::coverage::Days;
use domain::figures::Counts;
use domain::period::Period;
use domain::permission::Scope;
use domain::place::PlaceId;
use std::collections::HashMap;
use store::case_cover::{self, Cover};
use store::place::Node;

/// The known days of a place and of each place below.
pub(super) struct Covered {
    own: HashMap<PlaceId, Days>,
    /// Days that are known of every counted place.
    pub(super) whole: Days,
}

impl Covered {
    pub(super) async fn read(cx: &mut Cx<'_>, scope: &Scope, all: &[Node], below: &[Node]) -> Result<Self, Failure> {
        let covers = case_cover::all(&mut cx.conn().await?).await?;
        Ok(Self::of(&covers, scope.body().map_or(0, |b| b.0), all, below))
    }

    /// `below`: the place and those below it, among `all`.
    fn of(covers: &[Cover], body: i64, all: &[Node], below: &[Node]) -> Self {
        let mut at: HashMap<PlaceId, Vec<&Cover>> = HashMap::new();
        for cover in covers.iter().filter(|c| c.body == 0 || c.body == body) {
            at.entry(PlaceId(cover.place)).or_default().push(cover);
        }
        let parents: HashMap<PlaceId, Option<PlaceId>> = all.iter().map(|p| (p.id, p.parent)).collect();
        let days_of = |place: PlaceId| {
            let mut spans = Vec::new();
            let mut next = Some(place);
            while let Some(here) = next {
                let known = at.get(&here).into_iter().flatten();
                spans.extend(known.filter(|c| here == place || c.with_below).map(|c| c.days));
                next = parents.get(&here).copied().flatten();
            }
            Days::of(spans)
        };
        let own: HashMap<PlaceId, Days> = below.iter().map(|p| (p.id, days_of(p.id))).collect();
        let counted = below.iter().filter(|p| p.active).filter_map(|p| own.get(&p.id));
        let whole = counted.cloned().reduce(|a, b| if a == b { a } else { a.and(&b) }).unwrap_or_default();
        Self { own, whole }
    }

    /// Counts of a place by its own rows.
    pub(super) fn own(&self, place: PlaceId, counts: Counts, period: Period) -> Counts {
        known(counts, self.own.get(&place).is_some_and(|days| days.covers(period)))
    }

    /// The places whose cases are not known for the whole period.
    pub(super) fn unknown(&self, places: &[PlaceId], period: Period) -> Vec<PlaceId> {
        places.iter().filter(|id| !self.own.get(id).is_some_and(|days| days.covers(period))).copied().collect()
    }

    /// Counts of everything.
    pub(super) fn all(&self, counts: Counts, period: Period) -> Counts {
        known(counts, self.whole.covers(period))
    }
}

/// Counts whose cases are known (and 0 if there are none) or unknown.
fn known(mut counts: Counts, are_known: bool) -> Counts {
    counts.cases = are_known.then(|| counts.cases.unwrap_or(0));
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::place::Level;
    use jiff::civil::date;

    fn place(id: i64, parent: Option<i64>, active: bool) -> Node {
        let level = if parent.is_none() { Level::District } else { Level::Village };
        Node { id: PlaceId(id), level, parent: parent.map(PlaceId), active }
    }

    fn days(from: i8, to: i8) -> Period {
        Period { from: date(2026, 11, from), to: date(2026, 11, to) }
    }

    fn cover(place: i64, with_below: bool, body: i64, days: Period) -> Cover {
        Cover { place, with_below, body, days }
    }

    #[test]
    fn a_place_without_a_file_is_unknown_and_so_is_the_sum() {
        let all = [place(1, None, true), place(2, Some(1), true), place(3, Some(1), true), place(4, Some(1), false)];
        let covers = [cover(2, true, 0, days(1, 10)), cover(1, false, 0, days(1, 30))];
        let covered = Covered::of(&covers, 0, &all, &all);
        let of = |id| covered.own(PlaceId(id), Counts::default(), days(2, 8)).cases;
        assert_eq!((of(1), of(2), of(3)), (Some(0), Some(0), None));
        assert_eq!(covered.all(Counts::default(), days(2, 8)).cases, None);
        let covers = [covers[0], covers[1], cover(1, true, 0, days(5, 20))];
        let covered = Covered::of(&covers, 0, &all, &all);
        assert_eq!(covered.all(Counts::default(), days(5, 10)).cases, Some(0));
        assert_eq!(covered.all(Counts::default(), days(4, 10)).cases, None, "4th: place 3 is unknown");
        assert_eq!(covered.own(PlaceId(2), Counts::default(), days(1, 20)).cases, Some(0), "two spans that meet are one");
    }

    #[test]
    fn a_file_of_one_body_tells_of_that_body_alone() {
        let all = [place(1, None, true)];
        let covers = [cover(1, true, 7, days(1, 10))];
        assert_eq!(Covered::of(&covers, 0, &all, &all).whole, Days::default());
        assert!(Covered::of(&covers, 7, &all, &all).whole.covers(days(1, 10)));
        assert_eq!(Covered::of(&covers, 8, &all, &all).whole, Days::default());
    }
}
