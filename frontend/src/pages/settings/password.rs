//! Changing one's own password.

use crate::backend;
use crate::pages::sign_in::new_password::{NewPassword, NewPasswordFields};
use crate::state::{field_error, texts, tr, use_session};
use crate::ui::{Button, ErrorNote, Field, InputForm, PasswordInput, use_notices};
use api::ApiError;
use api::session::ChangePassword;
use leptos::prelude::*;

/// The form.
#[component]
pub fn ChangePasswordForm() -> impl IntoView {
    let (t, session, notices) = (texts(), use_session(), use_notices());
    let old = RwSignal::new(String::new());
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let new = NewPassword::new(move || session.person().map(|p| vec![p.login, p.name]).unwrap_or_default());
    let old_error = Signal::derive(move || {
        let missing = tried.get() && old.with(String::is_empty);
        missing.then(|| t.with(|t| t.settings_password_missing()))
    });
    let refused = Signal::derive(move || failed.get().and_then(|e| t.with(|t| field_error(&e, "new", t))));
    let send = move || {
        tried.set(true);
        let ready = new.is_ready();
        if !ready || untrack(|| busy.get() || old_error.get().is_some()) {
            return;
        }
        let op = ChangePassword { old: old.get_untracked(), new: new.first.get_untracked() };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = backend::call(op).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    tried.try_set(false);
                    new.clear();
                    old.try_set(String::new());
                    notices.done(t.with_untracked(|t| t.settings_password_done()));
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <InputForm class="form" on_submit=send>
            <ErrorNote error=failed/>
            <Field label=tr(|t| t.settings_password_old()) error=old_error>
                <PasswordInput value=old/>
            </Field>
            <NewPasswordFields new label=tr(|t| t.settings_password_new()) refused/>
            <div class="actions">
                <Button submit=true busy>{tr(|t| t.settings_password_act())}</Button>
            </div>
        </InputForm>
    }
}
