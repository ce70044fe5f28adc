//! A view's data in its three states: skeleton, figures (dimmed while newer ones come), error with a way on.

use super::ErrorState;
use crate::backend::{Status, View};
use crate::state::tr;
use leptos::prelude::*;

/// Shows `children` with the data, a skeleton before it has come, and the error if it did not.
///
/// ```ignore
/// <Loaded view=listed skeleton=|| view! { <Skeleton lines=8/> } let:listed> … </Loaded>
/// ```
#[component]
pub fn Loaded<T, S, SV, C, CV>(
    /// From [`crate::backend::view`].
    view: View<T>,
    /// In place of data that has not come.
    skeleton: S,
    /// The data's view; built anew when other data has come.
    children: C,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    S: Fn() -> SV + Send + Sync + 'static,
    SV: IntoView + 'static,
    C: Fn(T) -> CV + Send + Sync + 'static,
    CV: IntoView + 'static,
{
    let data = Memo::new(move |_| view.get());
    let body = move || match data.get() {
        Some(data) => children(data).into_any(),
        None if view.has_failed() => ().into_any(),
        None => skeleton().into_any(),
    };
    view! { <Around status=view.status() body=Box::new(body)/> }
}

/// What stands around any data: compiled once.
#[component]
fn Around(status: Status, body: Box<dyn Fn() -> AnyView + Send + Sync>) -> impl IntoView {
    let Status { stale, waiting, error, retry } = status;
    let stale = Memo::new(move |_| stale.get());
    let note = tr(|t| t.ui_stale());
    view! {
        <div class="loaded" class:is-stale=move || stale.get() aria-busy=move || waiting.get().then_some("true")>
            {move || stale.get().then(|| view! { <p class="visually-hidden">{note}</p> })}
            {move || error.get().map(|error| view! { <ErrorState error=Signal::stored(error) retry=move || retry.run(())/> })}
            {body}
        </div>
    }
}
