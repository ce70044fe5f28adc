//! How many objects each stratum gives.

/// Shares `total` among strata by the largest remainder of `total × size ÷ all` (Hamilton), at least one where there is something to draw
/// and `total` suffices for all, at most what can be drawn. `strata` are (size, how many can be drawn). Of equals the first comes first.
///
/// One seat after the other goes to the stratum that is furthest below its exact share; that is the largest remainder, and what a stratum
/// can't take goes to the others in the same way.
pub(super) fn shares(total: u32, strata: &[(u32, u32)]) -> Vec<u32> {
    let all: i64 = strata.iter().map(|(size, _)| i64::from(*size)).sum();
    let open = u32::try_from(strata.iter().filter(|(_, most)| *most > 0).count()).unwrap_or(u32::MAX);
    let first = u32::from(total >= open);
    let mut shares: Vec<u32> = strata.iter().map(|(_, most)| first.min(*most)).collect();
    let given: u32 = shares.iter().sum();
    for _ in given..total {
        let mut best: Option<(usize, i64)> = None;
        for (at, (share, (size, most))) in shares.iter().zip(strata).enumerate() {
            let lack = i64::from(total) * i64::from(*size) - i64::from(*share) * all;
            if share < most && best.is_none_or(|(_, lacks)| lack > lacks) {
                best = Some((at, lack));
            }
        }
        match best.and_then(|(at, _)| shares.get_mut(at)) {
            Some(share) => *share += 1,
            None => break,
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::shares;
    use proptest::prelude::*;

    #[test]
    fn shares_follow_the_largest_remainder() {
        let cases: [(u32, &[(u32, u32)], &[u32]); 7] = [
            (10, &[(40, 40), (31, 31), (29, 29)], &[4, 3, 3]),
            (1, &[(40, 40), (31, 31), (29, 29)], &[1, 0, 0]),
            (3, &[(98, 98), (1, 1), (1, 1)], &[1, 1, 1]),
            (10, &[(40, 2), (31, 31), (29, 29)], &[2, 4, 4]),
            (100, &[(40, 40), (31, 31), (29, 29)], &[40, 31, 29]),
            (2, &[(5, 5), (5, 5), (5, 0)], &[1, 1, 0]),
            (4, &[(5, 0)], &[0]),
        ];
        for (total, strata, wanted) in cases {
            assert_eq!(shares(total, strata), wanted, "{total} of {strata:?}");
        }
    }

    proptest! {
        /// All are given and none above what can be drawn; where nothing is short, each gets its exact share rounded down or up, or the one
        /// that everybody gets.
        #[test]
        fn shares_add_up(sizes in prop::collection::vec((1u32..200, 0u32..200), 1..12), part in 0u32..=100) {
            let strata: Vec<(u32, u32)> = sizes.into_iter().map(|(size, most)| (size, most.min(size))).collect();
            let there: u32 = strata.iter().map(|(_, most)| most).sum();
            let total = there * part / 100;
            let given = shares(total, &strata);
            prop_assert_eq!(given.iter().sum::<u32>(), total);
            prop_assert!(given.iter().zip(&strata).all(|(share, (_, most))| share <= most));
            let whole: Vec<(u32, u32)> = strata.iter().map(|(size, _)| (*size, *size)).collect();
            let all: u32 = whole.iter().map(|(size, _)| size).sum();
            let total = all * part / 100;
            let floors_suffice = whole.iter().all(|(size, _)| total * size >= all);
            for (share, (size, _)) in shares(total, &whole).into_iter().zip(whole).filter(|_| floors_suffice) {
                let exact = f64::from(total) * f64::from(size) / f64::from(all);
                prop_assert!((f64::from(share) - exact).abs() < 1.0, "{} of {}", share, exact);
            }
        }
    }
}
