//! Pages of a list, fetched one after another by the key of the last row.

/// What has been fetched so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Pages<T, K> {
    rows: Vec<T>,
    next: Option<K>,
    total: Option<i64>,
    /// Moves with every new first page; answers that belong to an older one are dropped.
    round: u64,
    waiting: bool,
}

impl<T, K> Default for Pages<T, K> {
    fn default() -> Self {
        Self { rows: Vec::new(), next: None, total: None, round: 0, waiting: false }
    }
}

impl<T, K: Clone> Pages<T, K> {
    /// A new first page.
    pub fn begin(&mut self, rows: Vec<T>, next: Option<K>, total: Option<i64>) {
        *self = Self { rows, next, total, round: self.round + 1, waiting: false };
    }

    /// Asks for the next page: where it begins and in which round; none if there is none or it is on its way.
    pub fn ask(&mut self) -> Option<(K, u64)> {
        if self.waiting {
            return None;
        }
        let next = self.next.clone()?;
        self.waiting = true;
        Some((next, self.round))
    }

    /// A further page. Does nothing if a new first page has come meanwhile.
    pub fn arrive(&mut self, round: u64, rows: Vec<T>, next: Option<K>) {
        if round == self.round {
            self.rows.extend(rows);
            self.next = next;
            self.waiting = false;
        }
    }

    /// The further page did not come.
    pub fn fail(&mut self, round: u64) {
        if round == self.round {
            self.waiting = false;
        }
    }

    /// Rows fetched so far.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// How many there are in all, known from the first page.
    pub fn total(&self) -> Option<i64> {
        self.total
    }

    /// There is a further page.
    pub fn has_more(&self) -> bool {
        self.next.is_some()
    }

    /// A further page is on its way.
    pub fn is_waiting(&self) -> bool {
        self.waiting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other() {
        let mut pages = Pages::<i32, i32>::default();
        assert_eq!(pages.ask(), None);
        pages.begin(vec![1, 2], Some(2), Some(3));
        let (after, round) = pages.ask().unwrap();
        assert_eq!(after, 2);
        assert_eq!(pages.ask(), None, "one at a time");
        pages.arrive(round, vec![3], None);
        assert_eq!((pages.rows(), pages.total(), pages.has_more()), (&[1, 2, 3][..], Some(3), false));
        assert_eq!(pages.ask(), None);
    }

    #[test]
    fn a_late_page_of_an_old_filter_is_dropped() {
        let mut pages = Pages::<i32, i32>::default();
        pages.begin(vec![1], Some(1), Some(2));
        let (_, round) = pages.ask().unwrap();
        pages.begin(vec![7], Some(7), Some(2));
        pages.arrive(round, vec![2], None);
        pages.fail(round);
        assert_eq!(pages.rows(), [7]);
        assert!(pages.ask().is_some());
    }

    #[test]
    fn a_failed_page_can_be_asked_again() {
        let mut pages = Pages::<i32, i32>::default();
        pages.begin(vec![1], Some(1), None);
        let (_, round) = pages.ask().unwrap();
        pages.fail(round);
        assert_eq!(pages.ask(), Some((1, round)));
    }
}
