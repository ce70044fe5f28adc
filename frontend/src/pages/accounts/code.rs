//! A one-time code, shown once.

use super::accounts_page::ShownCode;
use crate::state::{texts, tr};
use crate::ui::{Button, Dialog, Icon, Look, use_clipboard};
use leptos::prelude::*;
use texts::format;

/// The dialog with the code.
#[component]
pub(super) fn CodeDialog(
    /// The code; none closes the dialog.
    code: RwSignal<Option<ShownCode>>,
) -> impl IntoView {
    let (t, clipboard) = (texts(), use_clipboard());
    let close = move || code.set(None);
    let shown = move || {
        code.get().map(|shown| {
            let (name, until) = (shown.name, format::instant(shown.invited.until));
            let value = shown.invited.code;
            let copied = value.clone();
            let copy = move || clipboard.put(&copied, |t| t.act_copied(), || {});
            view! {
                <p>{move || t.with(|t| t.account_code_body(&name))}</p>
                <p class="code-value"><code>{value}</code><Button icon=Icon::Copy on_press=copy>{tr(|t| t.act_copy())}</Button></p>
                <p class="quiet">{move || t.with(|t| t.account_code_until(&until))}</p>
                <p class="quiet">{tr(|t| t.account_code_how())}</p>
            }
        })
    };
    view! {
        <Dialog open=Signal::derive(move || code.with(Option::is_some)) on_close=close title=tr(|t| t.account_code_title())>
            {shown}
            <div class="actions actions-end">
                <Button look=Look::Primary on_press=close>{tr(|t| t.account_code_close())}</Button>
            </div>
        </Dialog>
    }
}
