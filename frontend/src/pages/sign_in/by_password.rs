//! Signing in with name and password; a lock-out is counted down.

use super::countdown::Countdown;
use crate::backend;
use crate::state::{texts, tr, use_session, use_taste};
use crate::ui::{Button, ErrorNote, Field, InputForm, Look, Notice, NoticeKind, PasswordInput, TextInput};
use api::ErrorCode;
use api::session::Open;
use leptos::prelude::*;
use texts::format;

/// The form.
#[component]
pub fn ByPassword() -> impl IntoView {
    let (t, session, taste) = (texts(), use_session(), use_taste());
    let (login, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None);
    let countdown = Countdown::new();
    let login_error = Signal::derive(move || {
        let missing = tried.get() && login.with(|login| login.trim().is_empty());
        missing.then(|| t.with(|t| t.sign_in_missing_login()))
    });
    let password_error = Signal::derive(move || {
        let missing = tried.get() && password.with(String::is_empty);
        missing.then(|| t.with(|t| t.sign_in_missing_password()))
    });
    let send = move || {
        tried.set(true);
        if untrack(|| busy.get() || login_error.get().is_some() || password_error.get().is_some()) {
            return;
        }
        let op = Open { login: login.get_untracked().trim().to_owned(), password: password.get_untracked() };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = backend::call(op).await;
            busy.try_set(false);
            match answer {
                Ok(state) => session.enter(state, taste),
                Err(error) => {
                    password.try_set(String::new());
                    tried.try_set(false);
                    if error.code == ErrorCode::LockedOut {
                        countdown.start(error.arg("seconds").parse().unwrap_or(60));
                        failed.try_set(None);
                    } else {
                        failed.try_set(Some(error));
                    }
                }
            }
        });
    };
    let locked = Signal::derive(move || {
        let left = countdown.left();
        (left > 0).then(|| t.with(|t| t.sign_in_locked(format::clock(left))))
    });
    view! {
        <InputForm class="form" on_submit=send>
            <ErrorNote error=failed/>
            {move || locked.get().map(|words| view! { <Notice kind=NoticeKind::Warn>{words}</Notice> })}
            <Field label=tr(|t| t.sign_in_login()) error=login_error>
                <TextInput value=login autocomplete="username" focused=true/>
            </Field>
            <Field label=tr(|t| t.sign_in_password()) error=password_error>
                <PasswordInput value=password/>
            </Field>
            <div class="actions">
                <Button submit=true look=Look::Primary busy why_not=locked>
                    {move || t.with(|t| if busy.get() { t.sign_in_acting() } else { t.sign_in_act() })}
                </Button>
            </div>
            <p class="field-hint">{tr(|t| t.sign_in_forgot())}</p>
        </InputForm>
    }
}
