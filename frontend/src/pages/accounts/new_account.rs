//! The form of a new account.

use super::accounts_page::ShownCode;
use super::people::wrongs;
use super::words;
use crate::backend::{View, call};
use crate::edit::{DraftNote, FormEnd, keep_draft};
use crate::state::{field_error, texts, tr};
use crate::ui::{ErrorNote, Field, InputForm, TextInput};
use api::ApiError;
use api::account::{Create, Listed};
use leptos::prelude::*;

/// Name and login; its person sets the password alone.
#[component]
pub(super) fn NewAccount(
    /// The accounts that are there.
    accounts: View<Listed>,
    /// It was made.
    on_made: Callback<ShownCode>,
    /// It was given up.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let t = texts();
    let (login, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let typed = move || {
        let pair = (login.get(), name.get());
        (!pair.0.is_empty() || !pair.1.is_empty()).then(|| format!("{}\n{}", pair.0, pair.1))
    };
    let kept = keep_draft("account:new", tr(|t| t.account_new()), typed, move |body| {
        let (kept_login, kept_name) = body.split_once('\n').unwrap_or((&body, ""));
        login.set(kept_login.to_owned());
        name.set(kept_name.to_owned());
    });
    let judged =
        Memo::new(move |_| accounts.with(|a| wrongs(&login.get(), &name.get(), a.map(|a| a.accounts.as_slice()).unwrap_or_default())));
    let error_of = move |field: &'static str| {
        Signal::derive(move || {
            let wrong = tried.get().then(|| judged.with(|j| j.iter().find(|(f, _)| *f == field).map(|(_, w)| *w))).flatten();
            let own = wrong.map(|wrong| t.with(|t| words::person_wrong(field, wrong, t)));
            own.or_else(|| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, field, t)))))
        })
    };
    let above = Signal::derive(move || failed.get().filter(|e| !matches!(e.field.as_deref(), Some("login" | "name"))));
    let submit = move || {
        tried.set(true);
        if judged.with_untracked(|j| !j.is_empty()) {
            return;
        }
        busy.set(true);
        failed.set(None);
        let request = Create { login: login.get_untracked().trim().to_owned(), name: name.get_untracked().trim().to_owned() };
        leptos::task::spawn_local(async move {
            let name = request.name.clone();
            let made = call(request).await;
            busy.try_set(false);
            match made {
                Ok(invited) => {
                    kept.forget();
                    on_made.try_run(ShownCode { name, invited });
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <InputForm on_submit=submit>
            <DraftNote draft=kept on_drop=move || {
                login.set(String::new());
                name.set(String::new());
            }/>
            <Field label=tr(|t| t.account_name()) error=error_of("name")>
                <TextInput value=name focused=true/>
            </Field>
            <Field label=tr(|t| t.account_login()) hint=tr(|t| t.account_login_hint()) error=error_of("login")>
                <TextInput value=login/>
            </Field>
            <ErrorNote error=above/>
            <FormEnd draft=kept busy words=tr(move |t| if busy.get() { t.account_creating() } else { t.account_create() }) on_cancel=on_cancel/>
        </InputForm>
    }
}
