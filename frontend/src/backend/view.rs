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
use std::any::Any;
use std::sync::Arc;

/// The data of a view. Copy it freely.
pub struct View<T: Send + Sync + 'static> {
    latest: RwSignal<Latest<T, ApiError>>,
    answered: RwSignal<Option<Arc<dyn Any + Send + Sync>>>,
    again: Trigger,
}

/// How a view stands, whatever its data.
#[derive(Clone, Copy)]
pub struct Status {
    /// What is shown does not answer the newest question.
    pub stale: Signal<bool>,
    /// An answer is awaited.
    pub waiting: Signal<bool>,
    /// Why there is no newer answer.
    pub error: Signal<Option<ApiError>>,
    /// Asks again.
    pub retry: Callback<()>,
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
    let answered = RwSignal::new(None);
    let again = Trigger::new();
    let question = Memo::new(move |_| question());
    Effect::new(move |_| {
        again.track();
        match question.get() {
            Some(op) => ask(latest, answered, op),
            None => latest.update(|l| l.clear().into_iter().for_each(|t| cancel(t.request))),
        }
    });
    on_cleanup(move || {
        // Nobody looks any more; what is under way need not be finished.
        if let Some(Some(ticket)) = latest.try_update(Latest::clear) {
            cancel(ticket.request);
        }
    });
    View { latest, answered, again }
}

fn ask<O>(latest: RwSignal<Latest<O::Reply, ApiError>>, answered: RwSignal<Option<Arc<dyn Any + Send + Sync>>>, op: O)
where
    O: Operation + Clone + Sync,
    O::Reply: Sync,
{
    let request = new_request_id();
    let Some((ticket, pointless)) = latest.try_update(|l| l.ask(request)) else { return };
    if let Some(old) = pointless {
        cancel(old.request);
    }
    leptos::task::spawn_local(async move {
        let question: Arc<dyn Any + Send + Sync> = Arc::new(op.clone());
        let answer = call_as(request, op).await;
        let is_good = answer.is_ok();
        // The view may be gone, or have asked something else: then nobody is told.
        let counts = latest.try_update_untracked(|l| l.arrive(ticket, answer));
        if counts == Some(true) {
            // Before the answer is told, so that whoever reads both sees a pair.
            if is_good {
                answered.try_set(Some(question));
            }
            latest.try_update(|_| ());
        }
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

    /// The question that the shown data answers; tracked. While newer data is awaited it is the old question: take place
    /// and period from it wherever they stand beside the figures, or old figures would be shown under a new heading.
    pub fn question<O: Clone + 'static>(&self) -> Option<O> {
        self.answered.with(|question| question.as_ref()?.downcast_ref::<O>().cloned())
    }

    /// Reads the last good answer without copying it; tracked.
    pub fn with<R>(&self, read: impl FnOnce(Option<&T>) -> R) -> R {
        self.latest.with(|l| read(l.data()))
    }

    /// Why there is no newer answer; tracked.
    pub fn error(&self) -> Option<ApiError> {
        self.latest.with(|l| l.error().cloned())
    }

    /// There is no newer answer since it failed; tracked.
    pub fn has_failed(&self) -> bool {
        self.latest.with(|l| l.error().is_some())
    }

    /// How it stands.
    pub fn status(&self) -> Status {
        let view = *self;
        Status {
            stale: Signal::derive(move || view.is_stale()),
            waiting: Signal::derive(move || view.is_waiting()),
            error: Signal::derive(move || view.error()),
            retry: Callback::new(move |()| view.reload()),
        }
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
