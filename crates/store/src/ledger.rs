//! Ledgers whose rows have a light (督办灯), page by page by key, the worst first: matters of 督办 and tasks of the working groups.
//!
//! What runs has rank 0 and two days that are kept with it: on the one it turns yellow, on the other red. So by urgency a ledger is several
//! stretches of one index, one after the other: red, yellow, green, then what has no light, rank by rank. Each is read from its own key on,
//! so that a page costs what stands on it.

use crate::error::StoreError;
use domain::day::later;
use domain::supervision::light::{Light, Turns};
use jiff::civil::Date;

/// The rank of what runs: it has a light.
pub(crate) const LIT_RANK: i64 = 0;
/// The day of what never comes.
pub(crate) const NEVER: &str = "9999-12-31";
/// Beyond every day and every number.
const LAST: &str = "~";

/// Where a row stands among the others.
pub(crate) struct Placed {
    pub(crate) rank: i64,
    pub(crate) sort_day: String,
    pub(crate) yellow_from: String,
}

impl Placed {
    /// Of what runs.
    pub(crate) fn lit(turns: &Turns) -> Self {
        let day = |day: Option<Date>| day.map_or_else(|| NEVER.to_owned(), domain::day::text);
        Self { rank: LIT_RANK, sort_day: day(turns.red), yellow_from: day(turns.yellow.or(turns.red)) }
    }

    /// Of what has no light: by the day on which it was last moved.
    pub(crate) fn unlit(rank: i64, moved: Date) -> Self {
        Self { rank, sort_day: domain::day::text(moved), yellow_from: String::new() }
    }
}

/// The light of a row as it is kept, as of a day.
pub(crate) fn light_of(rank: i64, sort_day: &str, yellow_from: &str, today: &str) -> Option<Light> {
    if rank != LIT_RANK {
        None
    } else if sort_day <= today {
        Some(Light::Red)
    } else if yellow_from <= today {
        Some(Light::Yellow)
    } else {
        Some(Light::Green)
    }
}

/// A row's place in a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// In which stretch.
    pub lane: usize,
    /// Its key there.
    pub key: String,
    /// The row's own key.
    pub id: i64,
}

/// Which page.
pub type SpotAt = crate::page::At<Spot>;

/// A stretch of a ledger: some ranks, and between which days they turn red and yellow.
#[derive(Clone, Debug)]
pub(crate) struct Lane {
    pub(crate) ranks: (i64, i64),
    pub(crate) red: (String, String),
    pub(crate) yellow: (String, String),
    /// The newest first.
    down: bool,
    /// Its key is the day on which its rows turn red.
    by_day: bool,
}

/// The stretches by urgency where `by_key` says nothing, else the one by another key, downwards or not. `rest` are the ranks of what has no
/// light and is looked at.
pub(crate) fn lanes(light: Option<Light>, by_key: Option<bool>, rest: &[i64], today: Date) -> Vec<Lane> {
    let (now, tomorrow) = (domain::day::text(today), domain::day::text(later(today, 1)));
    let all = || (String::new(), LAST.to_owned());
    let lit = |light: Light| {
        let (red, yellow) = match light {
            Light::Red => ((String::new(), now.clone()), all()),
            Light::Yellow => ((tomorrow.clone(), LAST.to_owned()), (String::new(), now.clone())),
            Light::Green => ((tomorrow.clone(), LAST.to_owned()), (tomorrow.clone(), LAST.to_owned())),
        };
        Lane { ranks: (LIT_RANK, LIT_RANK), red, yellow, down: false, by_day: true }
    };
    let unlit = |from: i64, to: i64, down: bool| Lane { ranks: (from, to), red: all(), yellow: all(), down, by_day: false };
    match (by_key, light) {
        (None, Some(light)) => vec![lit(light)],
        (None, None) => Light::ALL.iter().map(|light| lit(*light)).chain(rest.iter().map(|rank| unlit(*rank, *rank, true))).collect(),
        (Some(down), Some(light)) => vec![Lane { down, by_day: false, ..lit(light) }],
        (Some(down), None) => vec![unlit(LIT_RANK, rest.iter().copied().max().unwrap_or(LIT_RANK), down)],
    }
}

/// Binds what a page is narrowed to: the ranks and days of a lane, the key beyond which it lies, and how many rows.
macro_rules! bound_lane {
    ($query:expr, $lane:expr, $key:expr, $wanted:expr) => {
        $query
            .bind($lane.ranks.0)
            .bind($lane.ranks.1)
            .bind($lane.red.0.as_str())
            .bind($lane.red.1.as_str())
            .bind($lane.yellow.0.as_str())
            .bind($lane.yellow.1.as_str())
            .bind($key.0)
            .bind($key.1)
            .bind($wanted)
    };
}
pub(crate) use bound_lane;

/// What a ledger knows about its rows.
pub(crate) trait Ledger {
    /// A row as it was read.
    type Row: Send;
    /// Rows of a lane beyond a key, rising or falling; in any order.
    async fn rows(&mut self, lane: &Lane, up: bool, beyond: (&str, i64), wanted: i64) -> Result<Vec<Self::Row>, StoreError>;
    /// Whether a stretch can have rows that fit, where that is known for less than it costs to walk it to its end; `is_first`: nothing
    /// was read yet.
    async fn may_have(&mut self, _lane: &Lane, _is_first: bool) -> Result<bool, StoreError> {
        Ok(true)
    }
    /// What a row is ordered by, and its own key.
    fn key(row: &Self::Row) -> (&str, i64);
}

/// A page: its rows, and what lies before and behind it.
pub(crate) struct Found<R> {
    pub(crate) rows: Vec<R>,
    pub(crate) before: Option<Spot>,
    pub(crate) after: Option<Spot>,
}

/// Reads a page from lane to lane.
pub(crate) async fn page<L: Ledger>(ledger: &mut L, lanes: &[Lane], at: &SpotAt, limit: usize) -> Result<Found<L::Row>, StoreError> {
    let (forward, from) = (at.is_forward(), at.from());
    let mut walk: Vec<(usize, &Lane)> = lanes.iter().enumerate().collect();
    if !forward {
        walk.reverse();
    }
    let is_passed = |n: usize| from.is_some_and(|spot| if forward { n < spot.lane } else { n > spot.lane });
    let (mut found, mut is_first): (Vec<(usize, L::Row)>, bool) = (Vec::with_capacity(limit + 1), true);
    for (n, lane) in walk.into_iter().filter(|(n, _)| !is_passed(*n)) {
        // One more than is shown says whether there are more.
        let wanted = (limit + 1).saturating_sub(found.len());
        if wanted == 0 {
            break;
        }
        if !ledger.may_have(lane, std::mem::take(&mut is_first)).await? {
            continue;
        }
        let up = lane.down != forward;
        let first = if lane.by_day { lane.red.0.as_str() } else { "" };
        let edge = (if up { first } else { LAST }, 0);
        let beyond = from.filter(|spot| spot.lane == n).map_or(edge, |spot| (spot.key.as_str(), spot.id));
        let mut rows = ledger.rows(lane, up, beyond, i64::try_from(wanted).unwrap_or(i64::MAX)).await?;
        rows.sort_by(|a, b| L::key(a).cmp(&L::key(b)));
        if !up {
            rows.reverse();
        }
        found.extend(rows.into_iter().map(|row| (n, row)));
    }
    let more = found.len() > limit;
    found.truncate(limit);
    if !forward {
        found.reverse();
    }
    let spot = |(lane, row): &(usize, L::Row)| {
        let (key, id) = L::key(row);
        Spot { lane: *lane, key: key.to_owned(), id }
    };
    let (first, last) = (found.first().map(spot), found.last().map(spot));
    // Where it came from there is at least the row of that place.
    let (before, after) = match (forward, from) {
        (true, from) => (from.map(|from| first.unwrap_or_else(|| from.clone())), last.filter(|_| more)),
        (false, from) => (first.filter(|_| more), from.map(|from| last.unwrap_or_else(|| from.clone()))),
    };
    Ok(Found { rows: found.into_iter().map(|(_, row)| row).collect(), before, after })
}
