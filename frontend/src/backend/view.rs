//! A view's data, asked for whenever its question changes.
//!
//! ```ignore
//! let summary = view(move || Some(overview::Summary { place: at.place()?, period: at.period()? }));
//! summary.reload_on(&[ChangeKind::Figures]);
//! view! { <Loaded view=summary skeleton=|| view! { <Skeleton lines=4/> } let:data> … </Loaded> }
//! ```

use super::latest::Latest;
use super::{call_as, cancel, new_request_id, on_change};
use api::{ApiError, ChangeKind, Operation};
use leptos::prelude::*;

/// The data of a view. Copy it freely.
pub struct View<T: Send + Sync + 'static> {
    latest: RwSignal<Latest<T, ApiError>>,
    again: Trigger,
}

impl<T: Send + Sync + 'static> Clone for View<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for View<T> {}

/// Asks `question` now and whenever a signal that it reads changes; `None` empties the view.
///
/// Answers to older questions are cancelled and dropped. Equal questions are asked once.
pub fn view<O>(question: impl Fn() -> Option<O> + Send + Sync + 'static) -> View<O::Reply>
where
    O: Operation + Clone + PartialEq + Sync,
    O::Reply: Sync,
{
    let latest = RwSignal::new(Latest::default());
    let again = Trigger::new();
    let question = Memo::new(move |_| question());
    Effect::new(move |_| {
        again.track();
        match question.get() {
            Some(op) => ask(latest, op),
            None => latest.update(|l| l.clear().into_iter().for_each(|t| cancel(t.request))),
        }
    });
    on_cleanup(move || {
        // Nobody looks any more; what is under way need not be finished.
        if let Some(Some(ticket)) = latest.try_update(Latest::clear) {
            cancel(ticket.request);
        }
    });
    View { latest, again }
}

fn ask<O>(latest: RwSignal<Latest<O::Reply, ApiError>>, op: O)
where
    O: Operation,
    O::Reply: Sync,
{
    let request = new_request_id();
    let Some((ticket, pointless)) = latest.try_update(|l| l.ask(request)) else { return };
    if let Some(old) = pointless {
        cancel(old.request);
    }
    leptos::task::spawn_local(async move {
        let answer = call_as(request, op).await;
        // The view may be gone, or have asked something else: then nobody is told.
        latest.try_maybe_update(|l| (l.arrive(ticket, answer), ()));
    });
}

impl<T: Send + Sync + 'static> View<T> {
    /// The last good answer; tracked.
    pub fn get(&self) -> Option<T>
    where
        T: Clone,
    {
        self.latest.with(|l| l.data().cloned())
    }

    /// Reads the last good answer without copying it; tracked.
    pub fn with<R>(&self, read: impl FnOnce(Option<&T>) -> R) -> R {
        self.latest.with(|l| read(l.data()))
    }

    /// Why there is no newer answer; tracked.
    pub fn error(&self) -> Option<ApiError> {
        self.latest.with(|l| l.error().cloned())
    }

    /// An answer is awaited; tracked.
    pub fn is_waiting(&self) -> bool {
        self.latest.with(Latest::is_waiting)
    }

    /// What is shown does not answer the newest question; tracked.
    pub fn is_stale(&self) -> bool {
        self.latest.with(Latest::is_stale)
    }

    /// Asks the same question again.
    pub fn reload(&self) {
        self.again.notify();
    }

    /// Asks again whenever something of these kinds has changed, as long as the present owner lives.
    pub fn reload_on(&self, kinds: &'static [ChangeKind]) {
        let again = self.again;
        on_change(move |change| {
            if kinds.contains(&change.kind) {
                again.notify();
            }
        });
    }
}
