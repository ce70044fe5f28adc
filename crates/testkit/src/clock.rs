//! A clock that stands still until it is moved.

use domain::time::{Clock, Instant};
use jiff::civil::{DateTime, date};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A clock that stands still until it is moved; clones show the same time.
#[derive(Clone, Debug)]
pub struct TestClock(Arc<AtomicI64>);

impl Default for TestClock {
    /// A Monday morning: 2026-11-23, nine o'clock by the district's clocks.
    fn default() -> Self {
        Self::at(date(2026, 11, 23).at(9, 0, 0, 0))
    }
}

impl TestClock {
    /// A clock that shows this civil time.
    pub fn at(civil: DateTime) -> Self {
        Self(Arc::new(AtomicI64::new(Instant::from_civil(civil).expect("a civil time of our days").0)))
    }

    /// Sets it.
    pub fn set(&self, civil: DateTime) {
        self.0.store(Instant::from_civil(civil).expect("a civil time of our days").0, Ordering::SeqCst);
    }

    /// Moves it on.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}
