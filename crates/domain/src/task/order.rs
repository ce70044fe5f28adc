//! 前置任务: which task comes before which, without a circle.

use super::TaskId;
use std::collections::{HashMap, HashSet};

/// What each task waits for.
pub type Before = HashMap<TaskId, Vec<TaskId>>;

/// The way from `task` over what it would wait for back to itself, beginning and ending with it; none: there is no circle.
///
/// `all` says what every other task waits for; what it says of `task` is what it was until now, and does not count.
pub fn circle(all: &Before, task: TaskId, before: &[TaskId]) -> Option<Vec<TaskId>> {
    let mut seen = HashSet::new();
    // Each entry: a task, and the place in `way` of the one that waits for it.
    let mut way: Vec<(TaskId, Option<usize>)> = Vec::new();
    let mut next = 0;
    way.extend(before.iter().map(|id| (*id, None)));
    while let Some((here, _)) = way.get(next).copied() {
        if here == task {
            let (mut path, mut at) = (Vec::new(), Some(next));
            while let Some((id, from)) = at.and_then(|at| way.get(at)) {
                path.push(*id);
                at = *from;
            }
            path.push(task);
            path.reverse();
            return Some(path);
        }
        if seen.insert(here) {
            way.extend(all.get(&here).into_iter().flatten().map(|id| (*id, Some(next))));
        }
        next += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ids(all: &[i64]) -> Vec<TaskId> {
        all.iter().copied().map(TaskId).collect()
    }

    fn before(edges: &[(i64, &[i64])]) -> Before {
        edges.iter().map(|(task, waits)| (TaskId(*task), ids(waits))).collect()
    }

    #[test]
    fn a_circle_is_told_with_its_way() {
        let all = before(&[(1, &[]), (2, &[1]), (3, &[2]), (4, &[2, 3])]);
        assert_eq!(circle(&all, TaskId(1), &ids(&[4])), Some(ids(&[1, 4, 2, 1])), "the shortest way");
        assert_eq!(circle(&all, TaskId(2), &ids(&[3])), Some(ids(&[2, 3, 2])));
        assert_eq!(circle(&all, TaskId(3), &ids(&[3])), Some(ids(&[3, 3])), "itself");
        assert_eq!(circle(&all, TaskId(4), &ids(&[1, 2, 3])), None);
        assert_eq!(circle(&all, TaskId(2), &ids(&[])), None, "what it waited for until now does not count");
    }

    proptest! {
        #[test]
        fn a_circle_is_found_if_and_only_if_there_is_one(edges in proptest::collection::vec((0_i64..8, 0_i64..8), 0..20), task in 0_i64..8, one in 0_i64..8) {
            // Only earlier ones are waited for, so that there is no circle yet.
            let mut all = Before::new();
            for (a, b) in edges.into_iter().filter(|(a, b)| a > b) {
                all.entry(TaskId(a)).or_default().push(TaskId(b));
            }
            let found = circle(&all, TaskId(task), &[TaskId(one)]);
            let mut reached = HashSet::from([TaskId(one)]);
            loop {
                let more: Vec<TaskId> = reached.iter().filter(|id| **id != TaskId(task)).flat_map(|id| all.get(id).cloned().unwrap_or_default()).collect();
                let n = reached.len();
                reached.extend(more);
                if reached.len() == n { break }
            }
            prop_assert_eq!(found.is_some(), reached.contains(&TaskId(task)));
            if let Some(path) = found {
                prop_assert_eq!((path.first(), path.last()), (Some(&TaskId(task)), Some(&TaskId(task))));
                prop_assert_eq!(path[1], TaskId(one));
                for pair in path.windows(2).skip(1) {
                    prop_assert!(all.get(&pair[0]).is_some_and(|waits| waits.contains(&pair[1])));
                }
            }
        }
    }
}
