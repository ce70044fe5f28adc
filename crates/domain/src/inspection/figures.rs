//! Figures of a plan for 督查通报: mean scores and rankings. Every visit counts the same, however many lines applied there.

use super::checklist::score::Share;

/// The mean of scores out of a hundred, in tenths, halves up; none where there is no score.
pub fn mean(scores: impl IntoIterator<Item = Share>) -> Option<u32> {
    let all: Vec<u64> = scores.into_iter().filter_map(Share::hundredth).map(u64::from).collect();
    let n = u64::try_from(all.len()).ok().filter(|n| *n > 0)?;
    u32::try_from((all.iter().sum::<u64>() * 2 + n) / (n * 2)).ok()
}

/// Ranks by mean score, the highest first; equal ones share a rank, and the next one counts on behind them. What has no score comes last, unranked.
pub fn ranked<K: Ord>(means: impl IntoIterator<Item = (K, Option<u32>)>) -> Vec<(Option<usize>, K, Option<u32>)> {
    let mut all: Vec<(K, Option<u32>)> = means.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut ranked = Vec::with_capacity(all.len());
    let mut last: Option<(usize, u32)> = None;
    for (n, (key, mean)) in (1..).zip(all) {
        let rank = mean.map(|mean| match last {
            Some((rank, before)) if before == mean => rank,
            _ => n,
        });
        last = rank.zip(mean).or(last);
        ranked.push((rank, key, mean));
    }
    ranked
}

#[cfg(test)]
mod tests {
    use super::super::points::Points;
    use super::*;

    #[test]
    fn every_visit_counts_the_same() {
        let share = |got, of| Share { got: Points(got), of: Points(of) };
        assert_eq!(mean([share(900, 1_000), share(35, 50)]), Some(800));
        assert_eq!(mean([share(900, 1_000), share(0, 0)]), Some(900), "what could not be scored counts for nothing");
        assert_eq!(mean([share(1, 1), share(999, 1_000), share(1, 1)]), Some(1_000), "halves go up");
        assert_eq!(mean([]), None);
    }

    #[test]
    fn equal_scores_share_a_rank() {
        let ranked = ranked([("甲", Some(900)), ("乙", None), ("丙", Some(950)), ("丁", Some(900)), ("戊", Some(800))]);
        let told: Vec<_> = ranked.iter().map(|(rank, key, _)| (*rank, *key)).collect();
        assert_eq!(told, [(Some(1), "丙"), (Some(2), "丁"), (Some(2), "甲"), (Some(4), "戊"), (None, "乙")]);
    }
}
