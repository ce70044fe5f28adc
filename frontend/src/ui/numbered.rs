//! A choice among things of any type, known by their numbers.
//!
//! What draws a choice is compiled once for all types; only this stands between.

use leptos::prelude::*;

/// Which of the options is chosen, and what to call when another one is.
#[derive(Clone, Copy)]
pub(super) struct Numbered {
    /// Its number; none of the options is the value.
    pub(super) chosen: Signal<Option<usize>>,
    /// An option was picked by its number.
    pub(super) on_pick: Callback<usize>,
}

impl Numbered {
    /// `of`: the value of an option.
    pub(super) fn new<T, O>(value: Signal<Option<T>>, options: Signal<Vec<O>>, on_choose: Callback<T>, of: fn(&O) -> &T) -> Self
    where
        T: Clone + PartialEq + Send + Sync + 'static,
        O: Send + Sync + 'static,
    {
        let chosen = Signal::derive(move || {
            let now = value.get();
            options.with(|options| options.iter().position(|o| Some(of(o)) == now.as_ref()))
        });
        let on_pick = Callback::new(move |number: usize| {
            if let Some(picked) = options.with_untracked(|options| options.get(number).map(|o| of(o).clone())) {
                on_choose.run(picked);
            }
        });
        Self { chosen, on_pick }
    }
}
