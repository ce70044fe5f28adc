//! The end of a list: how many are shown, and the next ones.

use super::{Button, Icon};
use crate::state::{texts, tr};
use leptos::prelude::*;
use texts::format::count;

/// How many are shown of how many, and a button for the next page (keyset paging: there is no page number).
#[component]
pub fn Pager(
    /// Rows shown.
    #[prop(into)]
    shown: Signal<usize>,
    /// Rows in all, if it is known.
    #[prop(optional, into)]
    total: Signal<Option<i64>>,
    /// There are more.
    #[prop(into)]
    more: Signal<bool>,
    /// The next ones are coming.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Asks for the next ones.
    #[prop(into)]
    on_more: Callback<()>,
) -> impl IntoView {
    let t = texts();
    let words = move || {
        let shown = count(i64::try_from(shown.get()).unwrap_or(i64::MAX));
        t.with(|t| match total.get() {
            Some(total) if more.get() => t.common_shown_of(shown, count(total)),
            Some(total) => t.common_n_rows(count(total)),
            None => t.common_n_rows(shown),
        })
    };
    view! {
        <div class="pager">
            <p role="status">{words}</p>
            <Show when=move || more.get()>
                <Button icon=Icon::Down busy on_press=on_more>{tr(|t| t.act_more())}</Button>
            </Show>
        </div>
    }
}
