//! How a form ends whose draft is kept: it is given up or sent.

use super::Draft;
use crate::state::tr;
use crate::state::unsaved::giving_up;
use crate::ui::{Button, Look};
use leptos::prelude::*;

/// 取消 and the button that sends the form. What has been typed is only given up after a question, and its draft with it.
#[component]
pub fn FormEnd(
    /// The form's draft.
    draft: Draft,
    /// It is being sent.
    #[prop(into)]
    busy: Signal<bool>,
    /// The words of the button that sends it.
    #[prop(into)]
    words: Signal<String>,
    /// It was given up.
    on_cancel: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="actions actions-end">
            <Button on_press=move || giving_up(move || {
                draft.forget();
                on_cancel.run(());
            })>{tr(|t| t.act_cancel())}</Button>
            <Button submit=true look=Look::Primary busy>{words}</Button>
        </div>
    }
}
