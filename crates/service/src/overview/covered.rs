//! Of which days the cases of a place are known. Within them a place without rows had none; a rate that needs cases is
//! told only for a period of which every day is known.

use domain::change::ChangeKind;
use domain::coverage::Days;
use domain::figures::Counts;
use domain::period::Period;
use domain::permission::Scope;
use domain::place::PlaceId;
use std::collections::HashMap;
use store::case_cover::Cover;
use store::change::Succession;
use store::ground::Ground;
use store::place::Node;

/// The known days of a place and of each place below.
pub(super) struct Covered {
    own: HashMap<PlaceId, Days>,
    /// Days that are known of every counted place.
    pub(super) whole: Days,
}

impl Covered {
    /// `below`: the place and those below it; `parents`: of every place.
    pub(super) fn of(ground: &Ground, scope: &Scope, parents: &HashMap<PlaceId, Option<PlaceId>>, below: &[Node]) -> Self {
        let body = scope.body().map_or(0, |b| b.0);
        let merged: Vec<Succession> = ground.followed_bodies.iter().filter(|s| s.kind == ChangeKind::Merge).copied().collect();
        Self::of_body(&ground.covers, body, &merged, parents, below)
    }

    /// `merged`: who followed whom among bodies.
    fn of_body(covers: &[Cover], body: i64, merged: &[Succession], parents: &HashMap<PlaceId, Option<PlaceId>>, below: &[Node]) -> Self {
        let mut at: HashMap<PlaceId, Vec<&Cover>> = HashMap::new();
        for cover in covers {
            at.entry(PlaceId(cover.place)).or_default().push(cover);
        }
        let days_of = |place: PlaceId, body: i64| {
            let mut spans = Vec::new();
            let mut next = Some(place);
            while let Some(here) = next {
                let known = at.get(&here).into_iter().flatten().filter(|c| c.body == 0 || c.body == body);
                spans.extend(known.filter(|c| here == place || c.with_below).map(|c| c.days));
                next = parents.get(&here).copied().flatten();
            }
            Days::of(spans)
        };
        let own: HashMap<PlaceId, Days> =
            below.iter().map(|p| (p.id, of_body(body, merged, &|body| days_of(p.id, body)).or_not_there(p.being))).collect();
        let counted = below.iter().filter(|p| p.active).filter_map(|p| own.get(&p.id));
        let whole = counted.cloned().reduce(|a, b| if a == b { a } else { a.and(&b) }).unwrap_or_default();
        Self { own, whole }
    }

    /// Counts of a place together with those of the places that were merged into it.
    pub(super) fn together(&self, places: &[PlaceId], counts: Counts, period: Period) -> Counts {
        let of = |place: &PlaceId| self.own.get(place).is_some_and(|days| days.covers(period));
        known(counts, places.iter().all(of))
    }

    /// Counts of everything.
    pub(super) fn all(&self, counts: Counts, period: Period) -> Counts {
        known(counts, self.whole.covers(period))
    }
}

/// Days of which a body's cases are known. Before others were merged into it, theirs have to be known too: they are its
/// own now.
fn of_body(body: i64, merged: &[Succession], days_of: &dyn Fn(i64) -> Days) -> Days {
    let mut days = days_of(body);
    for s in merged.iter().filter(|s| s.successor == body) {
        let theirs = of_body(s.predecessor, merged, days_of);
        let before = Days::until(s.effective);
        let both = if days.and(&before).is_empty() { theirs } else { days.and(&theirs) };
        days = Days::since(s.effective).and(&days).or(&both.and(&before));
    }
    days
}

/// Counts whose cases are known (and 0 if there are none) or unknown.
fn known(mut counts: Counts, are_known: bool) -> Counts {
    counts.cases = are_known.then(|| counts.cases.unwrap_or(0));
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::change::Being;
    use domain::place::Level;
    use jiff::civil::date;

    fn place(id: i64, parent: Option<i64>, active: bool) -> Node {
        let level = if parent.is_none() { Level::District } else { Level::Village };
        Node { id: PlaceId(id), level, parent: parent.map(PlaceId), active, being: Being::default(), merged_into: None }
    }

    fn days(from: i8, to: i8) -> Period {
        Period { from: date(2026, 11, from), to: date(2026, 11, to) }
    }

    fn cover(place: i64, with_below: bool, body: i64, days: Period) -> Cover {
        Cover { place, with_below, body, days }
    }

    fn known_by(covers: &[Cover], body: i64, merged: &[Succession], all: &[Node]) -> Covered {
        let parents = all.iter().map(|p| (p.id, p.parent)).collect();
        Covered::of_body(covers, body, merged, &parents, all)
    }

    #[test]
    fn a_place_without_a_file_is_unknown_and_so_is_the_sum() {
        let all = [place(1, None, true), place(2, Some(1), true), place(3, Some(1), true), place(4, Some(1), false)];
        let covers = [cover(2, true, 0, days(1, 10)), cover(1, false, 0, days(1, 30))];
        let covered = known_by(&covers, 0, &[], &all);
        let of = |id| covered.together(&[PlaceId(id)], Counts::default(), days(2, 8)).cases;
        assert_eq!((of(1), of(2), of(3)), (Some(0), Some(0), None));
        assert_eq!(covered.all(Counts::default(), days(2, 8)).cases, None);
        let covers = [covers[0], covers[1], cover(1, true, 0, days(5, 20))];
        let covered = known_by(&covers, 0, &[], &all);
        assert_eq!(covered.all(Counts::default(), days(5, 10)).cases, Some(0));
        assert_eq!(covered.all(Counts::default(), days(4, 10)).cases, None, "4th: place 3 is unknown");
        assert_eq!(covered.together(&[PlaceId(2)], Counts::default(), days(1, 20)).cases, Some(0), "two spans that meet are one");
    }

    #[test]
    fn a_file_of_one_body_tells_of_that_body_alone() {
        let all = [place(1, None, true)];
        let covers = [cover(1, true, 7, days(1, 10))];
        assert_eq!(known_by(&covers, 0, &[], &all).whole, Days::default());
        assert!(known_by(&covers, 7, &[], &all).whole.covers(days(1, 10)));
        assert_eq!(known_by(&covers, 8, &[], &all).whole, Days::default());
    }

    #[test]
    fn a_place_needs_no_file_while_it_is_not_there() {
        let mut all = [place(1, None, true), place(2, Some(1), true), place(3, Some(1), true)];
        all[1].being.ended = Some(date(2026, 11, 10));
        all[2].being.opened = Some(date(2026, 11, 10));
        let covers = [cover(1, false, 0, days(1, 30)), cover(2, false, 0, days(1, 9)), cover(3, false, 0, days(10, 20))];
        let covered = known_by(&covers, 0, &[], &all);
        assert_eq!(covered.all(Counts::default(), days(1, 20)).cases, Some(0));
        assert_eq!(covered.all(Counts::default(), days(1, 21)).cases, None);
    }

    #[test]
    fn a_merged_body_needs_what_its_predecessors_needed() {
        let all = [place(1, None, true)];
        let merged =
            [7, 8].map(|predecessor| Succession { predecessor, successor: 9, kind: ChangeKind::Merge, effective: date(2026, 11, 10) });
        let covers = [cover(1, true, 7, days(1, 9)), cover(1, true, 8, days(5, 9)), cover(1, true, 9, days(10, 20))];
        let covered = known_by(&covers, 9, &merged, &all);
        assert_eq!(covered.all(Counts::default(), days(5, 20)).cases, Some(0));
        assert_eq!(covered.all(Counts::default(), days(4, 20)).cases, None, "4th: body 8 is unknown");
    }
}
