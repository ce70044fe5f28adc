//! Numbers that look random and are a function of where they are used: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014)
//! over a key. Unlike a generator's stream, a number does not depend on how many were drawn before it.

/// The finaliser of SplitMix64.
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A number for a place in the data: `key` names it, `what` the use.
pub(crate) fn number(seed: u64, what: &str, key: [u64; 3]) -> u64 {
    let mut state = mix(seed.wrapping_add(0x9e37_79b9_7f4a_7c15));
    for byte in what.bytes() {
        state = mix(state ^ u64::from(byte)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    }
    for part in key {
        state = mix(state.wrapping_add(part).wrapping_add(0x9e37_79b9_7f4a_7c15));
    }
    mix(state)
}

/// 0 ≤ x < `below` (`below` > 0), by multiplication.
pub(crate) fn below(n: u64, below: u64) -> u64 {
    u64::try_from((u128::from(n) * u128::from(below)) >> 64).unwrap_or(0)
}

/// 0 ≤ x < 1
pub(crate) fn unit(n: u64) -> f64 {
    (n >> 11) as f64 / (1_u64 << 53) as f64
}

/// One of several.
pub(crate) fn one_of<T>(n: u64, of: &[T]) -> Option<&T> {
    let at = usize::try_from(below(n, of.len() as u64)).ok()?;
    of.get(at)
}

/// A permutation of 0…n-1 by a four-round Feistel network with cycle walking: shuffles without memory.
pub(crate) fn shuffled(seed: u64, index: u64, n: u64) -> u64 {
    let bits = (64 - n.saturating_sub(1).leading_zeros()).max(2).div_ceil(2);
    let mask = (1_u64 << bits) - 1;
    let mut at = index;
    loop {
        let (mut left, mut right) = (at >> bits, at & mask);
        for round in 0..4 {
            (left, right) = (right, left ^ (number(seed, "shuffle", [round, right, 0]) & mask));
        }
        at = (left << bits) | right;
        if at < n {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shuffle_is_a_permutation() {
        for n in [1, 2, 3, 10, 1000, 4097] {
            let mut seen: Vec<u64> = (0..n).map(|i| shuffled(7, i, n)).collect();
            seen.sort_unstable();
            assert_eq!(seen, (0..n).collect::<Vec<_>>());
        }
    }

    #[test]
    fn numbers_stay_what_they_are() {
        assert_eq!(number(1, "x", [0, 0, 0]), number(1, "x", [0, 0, 0]));
        assert_ne!(number(1, "x", [0, 0, 0]), number(2, "x", [0, 0, 0]));
        assert_ne!(number(1, "x", [0, 0, 1]), number(1, "x", [0, 1, 0]));
        assert!((0..1000).all(|i| below(number(1, "b", [i, 0, 0]), 10) < 10));
    }
}
