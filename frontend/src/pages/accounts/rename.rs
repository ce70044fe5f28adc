//! Writing a person's name otherwise.

use super::people::NAME_LIMIT;
use crate::backend::call;
use crate::state::{field_error, texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, Field, Look, TextInput, use_notices};
use api::ApiError;
use api::account::{Account, Rename};
use leptos::prelude::*;

/// The question. It stands on the page, not on the account's card: that is built anew whenever something about the account
/// changes, and what is being typed would go with it.
#[component]
pub(super) fn RenameDialog(
    /// The account whose name is asked for, as it was when the question was opened.
    renaming: RwSignal<Option<Account>>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let name = RwSignal::new(String::new());
    Effect::new(move || {
        if let Some(account) = renaming.get() {
            name.set(account.name);
            failed.set(None);
        }
    });
    let open = Signal::derive(move || renaming.with(Option::is_some));
    let wrong = Signal::derive(move || {
        let n = name.with(|name| name.trim().chars().count());
        let own = (n == 0 || n > NAME_LIMIT).then(|| t.with(|t| t.error_field_length("1", NAME_LIMIT.to_string())));
        own.or_else(|| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "name", t)))))
    });
    let above = Signal::derive(move || failed.get().filter(|e| e.field.as_deref() != Some("name")));
    let submit = move || {
        let Some(account) = renaming.get_untracked() else { return };
        let name = name.get_untracked().trim().to_owned();
        if name.is_empty() || name.chars().count() > NAME_LIMIT {
            return;
        }
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let done = call(Rename { account: account.id, name, version: account.version }).await;
            busy.try_set(false);
            match done {
                Ok(_) => {
                    renaming.try_set(None);
                    notices.done(t.with_untracked(|t| t.register_renamed()));
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <Dialog open on_close=move || renaming.set(None) title=tr(|t| t.register_rename())>
            <form
                on:submit=move |ev| {
                    ev.prevent_default();
                    submit();
                }
            >
                <Field label=tr(|t| t.account_name()) error=wrong>
                    <TextInput value=name focused=true/>
                </Field>
                <ErrorNote error=above/>
                <div class="actions actions-end">
                    <Button on_press=move || renaming.set(None)>{tr(|t| t.act_cancel())}</Button>
                    <Button submit=true look=Look::Primary busy>{tr(|t| t.act_save())}</Button>
                </div>
            </form>
        </Dialog>
    }
}
