//! Enrolling: a one-time code, and a password that nobody else has typed.

use super::new_password::{NewPassword, NewPasswordFields};
use crate::backend;
use crate::state::{field_error, texts, tr, use_session, use_taste};
use crate::ui::{Button, ErrorNote, Field, InputForm, Look, TextInput};
use api::ApiError;
use api::session::Enrol;
use leptos::prelude::*;

/// The form.
#[component]
pub fn ByCode() -> impl IntoView {
    let (t, session, taste) = (texts(), use_session(), use_taste());
    let (login, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let password = NewPassword::new(move || vec![login.get()]);
    let missing = move |value: RwSignal<String>| tried.get() && value.with(|value| value.trim().is_empty());
    let login_error = Signal::derive(move || missing(login).then(|| t.with(|t| t.sign_in_missing_login())));
    let code_error = Signal::derive(move || missing(code).then(|| t.with(|t| t.sign_in_missing_code())));
    let refused = Signal::derive(move || failed.get().and_then(|e| t.with(|t| field_error(&e, "password", t))));
    let send = move || {
        tried.set(true);
        let ready = password.is_ready();
        if !ready || untrack(|| busy.get() || login_error.get().is_some() || code_error.get().is_some()) {
            return;
        }
        let op = Enrol {
            login: login.get_untracked().trim().to_owned(),
            code: code.get_untracked().trim().to_owned(),
            password: password.first.get_untracked(),
        };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = backend::call(op).await;
            busy.try_set(false);
            match answer {
                Ok(state) => session.enter(state, taste),
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let hint = tr(|t| t.sign_in_code_hint());
    view! {
        <InputForm class="form" on_submit=send>
            <ErrorNote error=failed/>
            <Field label=tr(|t| t.sign_in_login()) error=login_error>
                <TextInput value=login autocomplete="username" focused=true/>
            </Field>
            <Field label=tr(|t| t.sign_in_code()) hint=hint error=code_error>
                <TextInput value=code autocomplete="one-time-code" width=24/>
            </Field>
            <NewPasswordFields new=password label=tr(|t| t.sign_in_new_password()) refused/>
            <div class="actions">
                <Button submit=true look=Look::Primary busy>{tr(|t| t.sign_in_code_act())}</Button>
            </div>
        </InputForm>
    }
}
