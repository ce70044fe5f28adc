//! Until when an account stays locked, second by second.

use leptos::prelude::*;
use std::time::Duration;

/// Seconds left; counts down by itself.
#[derive(Clone, Copy)]
pub struct Countdown {
    left: RwSignal<i64>,
}

impl Countdown {
    /// Nothing to wait for yet. Runs as long as the present component lives.
    pub fn new() -> Self {
        let left = RwSignal::new(0_i64);
        let timer = set_interval_with_handle(
            move || {
                if left.get_untracked() > 0 {
                    left.update(|left| *left -= 1);
                }
            },
            Duration::from_secs(1),
        );
        on_cleanup(move || {
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
        Self { left }
    }

    /// Begins to wait.
    pub fn start(&self, seconds: i64) {
        self.left.try_set(seconds.max(0));
    }

    /// Seconds left; tracked.
    pub fn left(&self) -> i64 {
        self.left.get()
    }
}
