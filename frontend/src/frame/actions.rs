//! What the present page can do, for the palette.

use leptos::prelude::*;

/// An action of the palette.
#[derive(Clone, Copy)]
pub struct Action {
    key: u64,
    /// Its words, a verb.
    pub label: Signal<String>,
    /// Why it can't be done now.
    pub why_not: Signal<Option<String>>,
    /// Does it.
    pub run: Callback<()>,
}

/// The actions offered, from context.
#[derive(Clone, Copy)]
pub struct Actions(RwSignal<Vec<Action>>);

impl Actions {
    /// Provides an empty list to all below; once, in the frame.
    pub fn provide() -> Self {
        let actions = Self(RwSignal::new(Vec::new()));
        provide_context(actions);
        actions
    }

    /// All of them; tracked.
    pub fn get(&self) -> Vec<Action> {
        self.0.get()
    }
}

/// Offers an action in the palette, as long as the present component lives.
pub fn offer_action(label: Signal<String>, why_not: impl Into<Signal<Option<String>>>, run: impl Fn() + Send + Sync + 'static) {
    let Some(Actions(actions)) = use_context() else { return };
    let (why_not, run) = (why_not.into(), Callback::new(move |()| run()));
    let key = actions.try_update(|all| {
        let key = all.last().map_or(0, |action| action.key + 1);
        all.push(Action { key, label, why_not, run });
        key
    });
    on_cleanup(move || {
        actions.try_update(|all| all.retain(|action| Some(action.key) != key));
    });
}
