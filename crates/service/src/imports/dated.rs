//! Codes and names as they were on a day: the same code can have belonged to several places, one after the other.

use jiff::civil::Date;

/// A place that has or had a code or name, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) place: i64,
    /// None: since before the records begin.
    pub(super) from: Option<Date>,
    /// The first day on which it was no longer.
    pub(super) until: Option<Date>,
}

/// The place that is meant on a day; else those that could be.
///
/// Where one place alone has ever been called so, it is meant whenever: an old code lands at its place. Otherwise whoever
/// held it on that day is; if nobody did, the last one before, or the first one after.
pub(super) fn one(held: &[Held], day: impl Fn() -> Date) -> Result<i64, Vec<i64>> {
    let places = |held: &mut dyn Iterator<Item = &Held>| {
        let mut places: Vec<i64> = held.map(|h| h.place).collect();
        places.sort_unstable();
        places.dedup();
        places
    };
    if let [place] = places(&mut held.iter())[..] {
        return Ok(place);
    }
    let day = day();
    let mut on_day = held.iter().filter(|h| h.from.is_none_or(|from| from <= day) && h.until.is_none_or(|until| day < until));
    let on_day = places(&mut on_day);
    match on_day[..] {
        [place] => return Ok(place),
        [] => {}
        _ => return Err(on_day),
    }
    let last_before = held.iter().filter(|h| h.until.is_some_and(|until| until <= day)).max_by_key(|h| h.until);
    let first_after = held.iter().filter(|h| h.from.is_some_and(|from| day < from)).min_by_key(|h| h.from);
    last_before.or(first_after).map(|h| h.place).ok_or_else(|| places(&mut held.iter()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn held(place: i64, from: Option<i8>, until: Option<i8>) -> Held {
        let day = |d: i8| date(2026, 11, d);
        Held { place, from: from.map(day), until: until.map(day) }
    }

    #[test]
    fn who_is_meant_on_a_day() {
        let on = |held: &[Held], d: i8| one(held, || date(2026, 11, d));
        // One place alone: whenever.
        assert_eq!(on(&[held(1, Some(5), Some(9))], 20), Ok(1));
        // A code that went to another place: before, after, and in the gap between.
        let two = [held(1, None, Some(5)), held(2, Some(10), None)];
        assert_eq!((on(&two, 4), on(&two, 10), on(&two, 7)), (Ok(1), Ok(2), Ok(1)));
        // The same name at the same time.
        let same = [held(1, None, None), held(2, None, None), held(3, Some(20), None)];
        assert_eq!((on(&same, 4), on(&same, 20)), (Err(vec![1, 2]), Err(vec![1, 2, 3])));
        let later = [held(1, Some(10), None), held(2, Some(20), None)];
        assert_eq!(on(&later, 4), Ok(1));
    }
}
