//! A one-time code, shown once.

use super::accounts_page::ShownCode;
use crate::state::{texts, tr};
use crate::ui::{Button, Dialog, Icon, Look, NoticeKind, use_notices};
use leptos::prelude::*;
use texts::format;
use wasm_bindgen_futures::JsFuture;

/// The dialog with the code.
#[component]
pub(super) fn CodeDialog(
    /// The code; none closes the dialog.
    code: RwSignal<Option<ShownCode>>,
) -> impl IntoView {
    let t = texts();
    let close = move || code.set(None);
    let shown = move || {
        code.get().map(|shown| {
            let (name, until) = (shown.name, format::instant(shown.invited.until));
            let value = shown.invited.code.clone();
            view! {
                <p>{move || t.with(|t| t.account_code_body(&name))}</p>
                <p class="code-value"><code>{value.clone()}</code><CopyButton text=value/></p>
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

/// Puts a text on the clipboard, and says whether that worked.
#[component]
fn CopyButton(text: String) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let copy = move || {
        let promise = web_sys::window().map(|w| w.navigator().clipboard().write_text(&text));
        leptos::task::spawn_local(async move {
            let copied = match promise {
                Some(promise) => JsFuture::from(promise).await.is_ok(),
                None => false,
            };
            if copied {
                notices.done(t.with_untracked(|t| t.account_code_copied()));
            } else {
                notices.tell(NoticeKind::Warn, t.with_untracked(|t| t.account_code_copy_failed()));
            }
        });
    };
    view! { <Button icon=Icon::Copy on_press=copy>{tr(|t| t.account_code_copy())}</Button> }
}
