//! Walking a row or column of things by arrow keys: where the focus goes next; no view.

/// Along which arrows one walks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Left and right.
    Row,
    /// Up and down.
    Column,
    /// Either pair.
    Both,
}

/// The place after `now` among `count` for a key; `None` if the key does not walk.
pub fn step(key: &str, now: usize, count: usize, axis: Axis) -> Option<usize> {
    if count == 0 {
        return None;
    }
    let last = count - 1;
    let (row, column) = (axis != Axis::Column, axis != Axis::Row);
    match key {
        "ArrowRight" if row => Some(if now >= last { 0 } else { now + 1 }),
        "ArrowDown" if column => Some(if now >= last { 0 } else { now + 1 }),
        "ArrowLeft" if row => Some(if now == 0 { last } else { now - 1 }),
        "ArrowUp" if column => Some(if now == 0 { last } else { now - 1 }),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_around_the_ends() {
        assert_eq!(step("ArrowRight", 2, 3, Axis::Row), Some(0));
        assert_eq!(step("ArrowUp", 0, 3, Axis::Column), Some(2));
        assert_eq!(step("ArrowUp", 0, 3, Axis::Row), None);
        assert_eq!(step("End", 0, 3, Axis::Both), Some(2));
        assert_eq!(step("ArrowDown", 0, 0, Axis::Both), None);
        assert_eq!(step("a", 0, 3, Axis::Both), None);
    }
}
