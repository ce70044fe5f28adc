//! Ratings that wait until there are many, so that those of one town and day, and of one place and month, are added up
//! among themselves first. The maps of all sums are far larger than a processor's memory, and each access to them costs more
//! than all else that is done for a row.

use super::deltas::{Added, Grades, Key, Kind, Sums, When};
use domain::figures::Facet;
use rustc_hash::FxHashMap;

/// How many wait: some three megabytes.
const MANY: usize = 1 << 16;

/// What one rating adds.
#[derive(Clone, Debug)]
pub(super) struct Waits {
    pub(super) own: Key,
    /// The lowest place that has others below; 0 for none.
    pub(super) upper: Key,
    pub(super) day: When,
    pub(super) weekday: u8,
    pub(super) hour: i8,
    pub(super) standing: Kind,
    /// Which grade, 0…4.
    pub(super) slot: u8,
    /// 1 or -1.
    pub(super) sign: i8,
    /// Item, body, module, channel, window.
    pub(super) keys: [Key; 5],
}

const FACETS: [Facet; 5] = [Facet::Item, Facet::Body, Facet::Module, Facet::Channel, Facet::Window];

/// A ticked reason of a rating, with as much of the rating as it takes.
#[derive(Clone, Debug)]
struct Ticked {
    own: Key,
    upper: Key,
    day: When,
    standing: Kind,
    slot: u8,
    sign: i8,
    reason: Key,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Waiting {
    ratings: Vec<Waits>,
    /// Few ratings tick one.
    reasons: Vec<Ticked>,
}

/// Facet, key and standing of what is added up among neighbours.
type Near = FxHashMap<(Kind, Key, Kind), Grades>;

impl Waiting {
    /// Lets one wait; true if they are many.
    pub(super) fn push(&mut self, rating: Waits) -> bool {
        self.ratings.push(rating);
        self.ratings.len() + self.reasons.len() >= MANY
    }

    pub(super) fn reason(&mut self, of: &Waits, reason: Key) {
        let Waits { own, upper, day, standing, slot, sign, .. } = *of;
        self.reasons.push(Ticked { own, upper, day, standing, slot, sign, reason });
    }

    /// Adds all that wait to the sums.
    pub(super) fn settle(&mut self, sums: &mut Sums) {
        let mut near = Near::default();
        self.ratings.sort_unstable_by_key(|r| (r.upper, r.day));
        for group in self.ratings.chunk_by(|a, b| (a.upper, a.day) == (b.upper, b.day)) {
            for r in group {
                count(sums.place_day.entry((r.own, r.day, r.standing)).or_default(), r.slot, r.sign);
            }
            let Some(first) = group.first().filter(|r| r.upper != 0) else { continue };
            add_facets(&mut near, group);
            for ((facet, key, standing), grades) in near.drain() {
                sums.facet_day.entry((first.upper, facet, first.day, key, standing)).or_default().add(grades);
            }
        }
        let month = |r: &Waits| (r.own, r.day / 100);
        self.ratings.sort_unstable_by_key(month);
        for group in self.ratings.chunk_by(|a, b| month(a) == month(b)) {
            let Some(first) = group.first() else { continue };
            for r in group {
                count(sums.hour.entry((r.own, r.day / 100, r.weekday, r.hour, r.standing)).or_default(), r.slot, r.sign);
            }
            add_facets(&mut near, group);
            for ((facet, key, standing), grades) in near.drain() {
                sums.facet_month.entry((first.own, facet, first.day / 100, key, standing)).or_default().add(grades);
            }
        }
        let facet = kind(Facet::Reason);
        for t in &self.reasons {
            count(sums.facet_month.entry((t.own, facet, t.day / 100, t.reason, t.standing)).or_default(), t.slot, t.sign);
            if t.upper != 0 {
                count(sums.facet_day.entry((t.upper, facet, t.day, t.reason, t.standing)).or_default(), t.slot, t.sign);
            }
        }
        self.ratings.clear();
        self.reasons.clear();
    }
}

fn add_facets(near: &mut Near, group: &[Waits]) {
    for r in group {
        for (facet, key) in FACETS.into_iter().zip(r.keys) {
            count(near.entry((kind(facet), key, r.standing)).or_default(), r.slot, r.sign);
        }
    }
}

fn count(sum: &mut Grades, slot: u8, sign: i8) {
    if let Some(n) = sum.get_mut(usize::from(slot)) {
        *n += i32::from(sign);
    }
}

/// Facets are numbered from 1 to 6.
fn kind(facet: Facet) -> Kind {
    Kind::try_from(facet.number()).unwrap_or(0)
}
