//! Tells the window once the first screen can be seen, and what its figures say.

use super::here::Here;
use super::view_model::figures::figures;
use crate::backend::{self, Figure, View};
use api::overview::Summarised;
use leptos::prelude::*;

/// A block that asks for its own data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The sentence and the tiles.
    Summary,
    /// Grid and ranking.
    Places,
    /// The trend.
    Trend,
    /// Items, bodies and reasons, each.
    Cause(usize),
    /// Weekday by hour.
    Hours,
}

/// Which blocks have been answered; a `Copy` handle from [`use_paint`].
#[derive(Clone, Copy)]
pub struct FirstPaint {
    expected: RwSignal<Vec<Part>>,
    answered: RwSignal<Vec<Part>>,
    figures: RwSignal<Option<Vec<Figure>>>,
}

/// From context; only below [`FirstPaint::provide`].
pub fn use_paint() -> FirstPaint {
    use_context().unwrap_or_else(FirstPaint::provide)
}

impl FirstPaint {
    /// Waits for all blocks and then tells the window, once.
    pub fn provide() -> Self {
        let paint = Self {
            expected: RwSignal::new(vec![Part::Summary, Part::Trend, Part::Cause(0), Part::Cause(1), Part::Cause(2), Part::Hours]),
            answered: RwSignal::new(Vec::new()),
            figures: RwSignal::new(None),
        };
        Effect::new(move |told: Option<bool>| {
            if told == Some(true) {
                return true;
            }
            let all = paint.answered.with(|answered| paint.expected.with(|all| all.iter().all(|p| answered.contains(p))));
            match paint.figures.get() {
                Some(figures) if all => {
                    backend::mark("figures");
                    backend::painted(figures);
                    true
                }
                _ => false,
            }
        });
        provide_context(paint);
        paint
    }

    /// Only these blocks are there.
    pub fn expect(&self, parts: &[Part]) {
        let parts = parts.to_vec();
        if self.expected.with_untracked(|expected| *expected != parts) {
            self.expected.set(parts);
        }
    }

    /// A block is there and has its data, or will not get it, as soon as its view says so.
    pub fn watch<T: Send + Sync + 'static>(&self, part: Part, view: View<T>) {
        let paint = *self;
        paint.expected.update(|expected| {
            if !expected.contains(&part) {
                expected.push(part);
            }
        });
        Effect::new(move |_| {
            let is_there = view.with(|data| data.is_some()) || view.error().is_some();
            if is_there {
                paint.skip(part);
            }
        });
    }

    /// Not waited for (any more).
    pub fn skip(&self, part: Part) {
        if !self.answered.with_untracked(|answered| answered.contains(&part)) {
            self.answered.update(|answered| answered.push(part));
        }
    }

    /// The figures to tell, as they stand in the tiles.
    pub fn figures_of(&self, here: Here, summary: View<Summarised>) {
        let paint = *self;
        Effect::new(move |_| {
            let told = summary.with(|reply| {
                let reply = reply?;
                let tiles = here.about(|about| here.t.with(|t| figures(t, about, reply)))?;
                Some(tiles.iter().map(|tile| Figure { label: tile.name.clone(), value: tile.shown() }).collect())
            });
            if told.is_some() {
                paint.figures.set(told);
            }
        });
    }
}
