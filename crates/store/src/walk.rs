//! Walking a list page by page, in either direction, with a bounded amount of reading whatever is filtered.
//!
//! A list is one or more lanes, one after the other: stretches that an index keeps in order. A list by time is one lane, one
//! by place a lane for each place, one by grade a lane for each grade. Within a lane rows stand by a [`Key`].
//!
//! Where few rows fit a filter, finding a page of them could mean reading all. So a lane is read in steps: the key that lies
//! a step ahead is looked up in the index, the fitting rows up to there are read, and after a budget of steps the walk stops
//! and says where, so that it can be gone on with.

use crate::error::StoreError;

/// A row's place in its lane: what the lane is ordered by, then the row's own number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// What the lane is ordered by, such as an instant.
    pub major: i64,
    /// The row's number.
    pub id: i64,
}

impl Key {
    /// Before every row of that major.
    pub fn before(major: i64) -> Self {
        Self { major, id: i64::MIN }
    }
}

/// A place in the whole list: the lane's own name (a place, a grade; 0 where there is one lane) and the key in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The lane.
    pub lane: i64,
    /// The key.
    pub key: Key,
}

/// Which way rows are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Rising keys.
    Up,
    /// Falling keys.
    Down,
}

impl Way {
    /// The other one.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
        }
    }
}

/// A stretch of keys to be read in a direction: without `from`, with `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it begins; this key itself is not in it.
    pub from: Key,
    /// Where it ends.
    pub to: Key,
    /// Which way.
    pub way: Way,
}

/// What a list knows about its lanes.
pub(crate) trait Lanes {
    /// A row as it was read.
    type Row: Send;
    /// The key of the entry that lies `skip` entries ahead in a lane, whatever the filter; `None` if the lane ends before.
    async fn ahead(&mut self, lane: i64, stretch: Stretch, skip: i64) -> Result<Option<Key>, StoreError>;
    /// Rows that fit, at most `limit`.
    async fn rows(&mut self, lane: i64, stretch: Stretch, limit: i64) -> Result<Vec<(Key, Self::Row)>, StoreError>;
}

/// The nearer one of two keys that lie ahead in several indexes of a lane.
pub(crate) fn nearer(a: Option<Key>, b: Option<Key>, way: Way) -> Option<Key> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if way == Way::Down { a.max(b) } else { a.min(b) }),
        (a, b) => a.or(b),
    }
}

/// The share of each of several indexes in entries to be skipped, as an OFFSET.
pub(crate) fn share(skip: i64, indexes: usize) -> i64 {
    (skip / i64::try_from(indexes).unwrap_or(1).max(1)).max(1) - 1
}

/// Rows of several indexes of a lane as one, in the order of the lane.
pub(crate) fn merged<R>(mut rows: Vec<(Key, R)>, way: Way, limit: i64) -> Vec<(Key, R)> {
    rows.sort_by_key(|(key, _)| *key);
    if way == Way::Down {
        rows.reverse();
    }
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    rows
}

/// How far a walk reads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    /// Entries of the first step; small, since it is enough where most rows fit. 0: every row fits, no steps are needed.
    pub(crate) first: i64,
    /// Entries of all steps together.
    pub(crate) all: i64,
}

/// Which page of a list is asked for.
pub type Ask = crate::page::At<Mark>;

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<R> {
    /// Its rows, in the order of the list.
    pub rows: Vec<R>,
    /// There are rows before; those are before this mark.
    pub before: Option<Mark>,
    /// There are rows after; those are after this mark.
    pub after: Option<Mark>,
    /// The budget was used up before the page was full: on from `after` (or `before`, where that was the way) there may be more
    /// rows or none.
    pub unfinished: bool,
}

/// Reads the page that is asked for. `lanes` and `way` say how the whole list is ordered.
pub(crate) async fn page<L: Lanes>(
    list: &mut L,
    lanes: &[i64],
    within: (Key, Key),
    way: Way,
    ask: Ask,
    limit: usize,
    budget: Budget,
) -> Result<Page<L::Row>, StoreError> {
    let (after, forward) = match ask {
        Ask::First => (None, true),
        Ask::After(mark) => (Some(mark), true),
        Ask::Last => (None, false),
        Ask::Before(mark) => (Some(mark), false),
    };
    let turned: Vec<i64> = if forward { Vec::new() } else { lanes.iter().rev().copied().collect() };
    let (lanes, way) = if forward { (lanes, way) } else { (turned.as_slice(), way.turned()) };
    let mut walked = Walk { lanes, within, way, after, limit, budget }.read(list).await?;
    let unfinished = walked.stopped.is_some();
    let onward = if walked.more { walked.stopped.or(walked.rows.last().map(|(mark, _)| *mark)) } else { None };
    // Where it came from: there is at least the row of that mark.
    let back = after.map(|came_from| walked.rows.first().map_or(came_from, |(mark, _)| *mark));
    if !forward {
        walked.rows.reverse();
    }
    let rows = walked.rows.into_iter().map(|(_, row)| row).collect();
    let (before, after) = if forward { (back, onward) } else { (onward, back) };
    Ok(Page { rows, before, after, unfinished })
}

/// What it costs to look into a lane, in entries.
const LANE_COSTS: i64 = 40;

/// What is to be walked.
pub(crate) struct Walk<'l> {
    /// The lanes, in the order in which they are read.
    pub(crate) lanes: &'l [i64],
    /// The keys of every lane lie between these: not below the first, below the second.
    pub(crate) within: (Key, Key),
    /// Which way rows are read within a lane.
    pub(crate) way: Way,
    /// Reading begins after this mark; at the first lane's beginning without.
    pub(crate) after: Option<Mark>,
    /// Most rows.
    pub(crate) limit: usize,
    /// How far.
    pub(crate) budget: Budget,
}

/// What was found.
#[derive(Debug)]
pub(crate) struct Walked<R> {
    /// Rows in the order in which they were read, each with its mark.
    pub(crate) rows: Vec<(Mark, R)>,
    /// There are more behind the last one.
    pub(crate) more: bool,
    /// The budget was used up before the page was full: everything up to this mark has been looked at.
    pub(crate) stopped: Option<Mark>,
}

impl Walk<'_> {
    /// Reads a page.
    pub(crate) async fn read<L: Lanes>(&self, list: &mut L) -> Result<Walked<L::Row>, StoreError> {
        let wanted = self.limit + 1;
        let mut rows: Vec<(Mark, L::Row)> = Vec::with_capacity(wanted);
        let (begin, end) = match self.way {
            Way::Up => (self.within.0, self.within.1),
            Way::Down => (self.within.1, self.within.0),
        };
        let first = self.after.map_or(0, |mark| self.lanes.iter().position(|lane| *lane == mark.lane).unwrap_or(0));
        let mut left = self.budget.all;
        for (nth, lane) in self.lanes.iter().copied().enumerate().skip(first) {
            let mut from = self.after.filter(|mark| mark.lane == lane && nth == first).map_or(begin, |mark| mark.key);
            let mut step = self.budget.first;
            loop {
                let whole = Stretch { from, to: end, way: self.way };
                let bound = if step == 0 { None } else { list.ahead(lane, whole, step).await? };
                let stretch = Stretch { to: bound.unwrap_or(end), ..whole };
                let missing = i64::try_from(wanted - rows.len()).unwrap_or(i64::MAX);
                let found = list.rows(lane, stretch, missing).await?;
                rows.extend(found.into_iter().map(|(key, row)| (Mark { lane, key }, row)));
                if rows.len() == wanted {
                    rows.pop();
                    return Ok(Walked { rows, more: true, stopped: None });
                }
                let Some(bound) = bound else { break };
                left -= step;
                if left <= 0 {
                    return Ok(Walked { rows, more: true, stopped: Some(Mark { lane, key: bound }) });
                }
                from = bound;
                step = left;
            }
            left -= LANE_COSTS;
            if let (true, Some(next)) = (left <= 0 && self.budget.first > 0, self.lanes.get(nth + 1)) {
                return Ok(Walked { rows, more: true, stopped: Some(Mark { lane: *next, key: begin }) });
            }
        }
        Ok(Walked { rows, more: false, stopped: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Lanes in memory: numbers, of which those fit that a divisor divides.
    struct Memory {
        lanes: Vec<Vec<Key>>,
        divisor: i64,
        read: usize,
    }

    impl Memory {
        fn within(&self, lane: i64, stretch: Stretch) -> Vec<Key> {
            let mut keys = self.lanes[usize::try_from(lane).unwrap()].clone();
            keys.sort();
            if stretch.way == Way::Down {
                keys.reverse();
            }
            keys.retain(|key| match stretch.way {
                Way::Up => *key > stretch.from && *key <= stretch.to,
                Way::Down => *key < stretch.from && *key >= stretch.to,
            });
            keys
        }
    }

    impl Lanes for Memory {
        type Row = i64;
        async fn ahead(&mut self, lane: i64, stretch: Stretch, skip: i64) -> Result<Option<Key>, StoreError> {
            Ok(self.within(lane, stretch).get(usize::try_from(skip - 1).unwrap()).copied())
        }
        async fn rows(&mut self, lane: i64, stretch: Stretch, limit: i64) -> Result<Vec<(Key, i64)>, StoreError> {
            let keys = self.within(lane, stretch);
            self.read += keys.len();
            let fit = keys.into_iter().filter(|key| key.id % self.divisor == 0);
            Ok(fit.take(usize::try_from(limit).unwrap()).map(|key| (key, key.id)).collect())
        }
    }

    const ALL: (Key, Key) = (Key { major: i64::MIN, id: i64::MIN }, Key { major: i64::MAX, id: i64::MIN });

    async fn everything(list: &mut Memory, lanes: &[i64], way: Way, limit: usize, budget: Budget) -> Vec<i64> {
        let (mut all, mut after) = (Vec::new(), None);
        for _ in 0..10_000 {
            list.read = 0;
            let page = Walk { lanes, within: ALL, way, after, limit, budget }.read(list).await.unwrap();
            assert!(page.rows.len() <= limit);
            assert!(budget.first == 0 || list.read <= usize::try_from(budget.all + budget.first).unwrap());
            after = page.stopped.or(page.rows.last().map(|(mark, _)| *mark)).filter(|_| page.more);
            all.extend(page.rows.into_iter().map(|(_, row)| row));
            if after.is_none() {
                return all;
            }
        }
        panic!("the walk does not end");
    }

    proptest! {
        #[test]
        fn every_row_that_fits_comes_once_and_in_order(
            majors in proptest::collection::vec((0_i64..3, 0_i64..20), 0..120),
            divisor in 1_i64..12, limit in 1_usize..9, first in 0_i64..7, more in 1_i64..20, down in any::<bool>(),
        ) {
            let mut lanes = vec![Vec::new(); 3];
            for (id, (lane, major)) in (1_i64..).zip(majors) {
                lanes[usize::try_from(lane).unwrap()].push(Key { major, id });
            }
            let way = if down { Way::Down } else { Way::Up };
            let expected: Vec<i64> = lanes
                .iter()
                .flat_map(|lane| {
                    let mut lane = lane.clone();
                    lane.sort();
                    if down {
                        lane.reverse();
                    }
                    lane
                })
                .filter(|key| key.id % divisor == 0)
                .map(|key| key.id)
                .collect();
            let mut list = Memory { lanes, divisor, read: 0 };
            let budget = Budget { first, all: first + more };
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let found = runtime.block_on(everything(&mut list, &[0, 1, 2], way, limit, budget));
            prop_assert_eq!(found, expected);
        }
    }
}
