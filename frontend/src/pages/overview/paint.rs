//! Tells the window once the first screen can be seen, and what its figures say; what stands below is drawn after that.

use super::here::Here;
use super::view_model::figures::figures;
use crate::backend::{self, Figure, View};
use api::overview::Summarised;
use leptos::prelude::*;

/// A block that asks for its own data, of those that the first screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The sentence and the tiles.
    Summary,
    /// The grid.
    Places,
}

/// Which blocks have been answered; a `Copy` handle from [`use_paint`].
#[derive(Clone, Copy)]
pub struct FirstPaint {
    expected: RwSignal<Vec<Part>>,
    answered: RwSignal<Vec<Part>>,
    figures: RwSignal<Option<Vec<Figure>>>,
    seen: RwSignal<bool>,
    told: StoredValue<bool>,
}

/// From context; only below [`FirstPaint::provide`].
pub fn use_paint() -> FirstPaint {
    use_context().unwrap_or_else(FirstPaint::provide)
}

impl FirstPaint {
    /// Waits until all blocks can be seen and then tells the window, once.
    pub fn provide() -> Self {
        let paint = Self {
            expected: RwSignal::new(vec![Part::Summary, Part::Places]),
            answered: RwSignal::new(Vec::new()),
            figures: RwSignal::new(None),
            seen: RwSignal::new(false),
            told: StoredValue::new(false),
        };
        Effect::new(move |before: Option<bool>| {
            let all = paint.answered.with(|answered| paint.expected.with(|all| all.iter().all(|p| answered.contains(p))));
            if all && before != Some(true) {
                backend::mark("figures");
                backend::after_paint(move || {
                    paint.tell();
                    // The person may have gone on.
                    let _ = paint.seen.try_set(true);
                });
            }
            all || before == Some(true)
        });
        provide_context(paint);
        paint
    }

    /// The first screen can be seen, or will not get its data; tracked.
    pub fn is_seen(&self) -> bool {
        self.seen.get()
    }

    /// Only these blocks are there.
    pub fn expect(&self, parts: &[Part]) {
        let parts = parts.to_vec();
        if self.expected.with_untracked(|expected| *expected != parts) {
            self.expected.set(parts);
        }
    }

    /// A block has its data, or will not get it, as soon as its view says so.
    pub fn watch<T: Send + Sync + 'static>(&self, part: Part, view: View<T>) {
        let paint = *self;
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
            let found = summary.with(|reply| {
                let reply = reply?;
                let tiles = here.about(|about| here.t.with(|t| figures(t, about, reply)))?;
                Some(tiles.iter().map(|tile| Figure { label: tile.name.clone(), value: tile.shown() }).collect())
            });
            if found.is_some() {
                paint.figures.set(found);
                // They had failed at first.
                if paint.seen.get_untracked() {
                    backend::after_paint(move || paint.tell());
                }
            }
        });
    }

    /// Tells the window the figures, if there are any and it does not know them yet.
    fn tell(&self) {
        if let Some(Some(figures)) = self.figures.try_get_untracked()
            && self.told.try_get_value() == Some(false)
        {
            self.told.set_value(true);
            backend::painted(&figures);
        }
    }
}
