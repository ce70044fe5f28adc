//! Writing a person's name otherwise.

use super::people::NAME_LIMIT;
use crate::backend::call;
use crate::edit::{done_undoable, refused};
use crate::state::unsaved::OwnWork;
use crate::state::{field_error, texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, Field, InputForm, Look, Notice, NoticeKind, TextInput, use_notices};
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
    let (name, own) = (RwSignal::new(String::new()), OwnWork::new());
    // What somebody else saved while this was being typed.
    let meanwhile = RwSignal::new(None::<Account>);
    Effect::new(move || {
        if let Some(account) = renaming.get() {
            name.set(account.name);
            failed.set(None);
            meanwhile.set(None);
        }
    });
    let close = move || own.leaving(move || renaming.set(None));
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
        // What is shown of somebody else's change has been seen.
        let version = meanwhile.with_untracked(|now| now.as_ref().map_or(account.version, |now| now.version));
        leptos::task::spawn_local(async move {
            let done = call(Rename { account: account.id, name: name.clone(), version }).await;
            busy.try_set(false);
            match done {
                Ok(_) => {
                    renaming.try_set(None);
                    done_undoable(notices, t, t.with_untracked(|t| t.account_renamed(name)), format!("account:{}", account.id.0));
                }
                Err(error) => {
                    refused(error, meanwhile, failed);
                }
            }
        });
    };
    let told = move || {
        let now = meanwhile.get()?;
        Some(view! {
            <Notice kind=NoticeKind::Warn><p>{move || t.with(|t| t.account_renamed_meanwhile(&now.name))}</p></Notice>
        })
    };
    // In the dialog's own body, so that it ends with it.
    let guard = move || {
        own.guard(Signal::derive(move || renaming.with(|a| a.as_ref().is_some_and(|a| name.with(|name| *name != a.name)))));
    };
    view! {
        <Dialog open on_close=close title=tr(|t| t.account_rename_title())>
            {guard()}
            <InputForm on_submit=submit>
                <Field label=tr(|t| t.account_name()) error=wrong>
                    <TextInput value=name focused=true/>
                </Field>
                {told}
                <ErrorNote error=above/>
                <div class="actions actions-end">
                    <Button on_press=close>{tr(|t| t.act_cancel())}</Button>
                    <Button submit=true look=Look::Primary busy>{tr(|t| t.act_save())}</Button>
                </div>
            </InputForm>
        </Dialog>
    }
}
