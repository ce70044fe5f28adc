//! Puts numbered messages back into their order.

use std::collections::BTreeMap;

/// Messages numbered from 0 that may arrive out of order; given out in order, each once.
#[derive(Debug)]
pub struct InOrder<T> {
    next: u64,
    waiting: BTreeMap<u64, Option<T>>,
}

impl<T> Default for InOrder<T> {
    fn default() -> Self {
        Self { next: 0, waiting: BTreeMap::new() }
    }
}

impl<T> InOrder<T> {
    /// Takes a message and gives out what can be given now. `None` is a message that could not be read: it only fills
    /// its place.
    pub fn arrive(&mut self, index: u64, message: Option<T>) -> Vec<T> {
        if index >= self.next {
            self.waiting.insert(index, message);
        }
        let mut ready = Vec::new();
        while let Some(message) = self.waiting.remove(&self.next) {
            self.next += 1;
            ready.extend(message);
        }
        ready
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_ones_wait_for_early_ones() {
        let mut order = InOrder::default();
        assert_eq!(order.arrive(1, Some("b")), [""; 0]);
        assert_eq!(order.arrive(3, Some("d")), [""; 0]);
        assert_eq!(order.arrive(0, Some("a")), ["a", "b"]);
        assert_eq!(order.arrive(0, Some("again")), [""; 0]);
        assert_eq!(order.arrive(2, None), ["d"]);
    }
}
