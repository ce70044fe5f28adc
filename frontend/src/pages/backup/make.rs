//! The form for a new backup: where to, and whether a passphrase protects it.

use crate::backend::{FileKind, call, save_file};
use crate::state::{field_error, texts, tr, use_session};
use crate::ui::{Button, Checkbox, ErrorNote, Field, InputForm, Look, Option_, PasswordInput, RadioGroup, use_notices};
use api::ApiError;
use api::backup::Make;
use leptos::prelude::*;

#[component]
pub(super) fn MakeForm(on_begun: Callback<()>, on_close: Callback<()>) -> impl IntoView {
    let (t, notices, session) = (texts(), use_notices(), use_session());
    let (elsewhere, protect) = (RwSignal::new(false), RwSignal::new(false));
    let (passphrase, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (busy, tried, failed) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let differs = move || protect.get() && passphrase.get() != again.get();
    let begin = move || {
        tried.set(true);
        if untrack(differs) {
            return;
        }
        let typed = protect.get_untracked().then(|| passphrase.get_untracked());
        let ending = if typed.is_some() { "yimen.zip.age" } else { "yimen.zip" };
        let name = format!("yimen-{}.{ending}", untrack(|| session.today()));
        let (title, there) = (t.with_untracked(|t| t.backup_save_title()), elsewhere.get_untracked());
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let out = if there { save_file(FileKind::Any, &title, &name).await } else { Ok(None) };
            let answer = match out {
                // Thought better of it.
                Ok(None) if there => {
                    busy.try_set(false);
                    return;
                }
                Ok(out) => call(Make { passphrase: typed, out }).await,
                Err(error) => Err(error),
            };
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    notices.done(t.with_untracked(|t| t.backup_started()));
                    on_begun.try_run(());
                    on_close.try_run(());
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let options =
        Signal::derive(move || t.with(|t| vec![Option_::new(false, t.backup_make_here()), Option_::new(true, t.backup_make_there())]));
    let weak = Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "passphrase", t)))));
    let other = Signal::derive(move || (tried.get() && differs()).then(|| t.with(|t| t.backup_passphrase_differs())));
    let above = Signal::derive(move || failed.get().filter(|e| e.field.as_deref() != Some("passphrase")));
    view! {
        <InputForm class="form" on_submit=begin>
            <p>{tr(|t| t.backup_make_lead())}</p>
            <Field label=tr(|t| t.backup_make_where())>
                <RadioGroup value=Signal::derive(move || Some(elsewhere.get())) options on_choose=move |there| elsewhere.set(there)/>
            </Field>
            <Checkbox value=protect>{tr(|t| t.backup_make_protect())}</Checkbox>
            <Show when=move || protect.get()>
                <p class="quiet">{tr(|t| t.backup_make_protect_hint())}</p>
                <Field label=tr(|t| t.backup_passphrase()) error=weak>
                    <PasswordInput value=passphrase autocomplete="new-password"/>
                </Field>
                <Field label=tr(|t| t.backup_passphrase_again()) error=other>
                    <PasswordInput value=again autocomplete="new-password"/>
                </Field>
            </Show>
            <ErrorNote error=above/>
            <div class="actions actions-end">
                <Button on_press=on_close>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true busy look=Look::Primary>{tr(|t| t.backup_make())}</Button>
            </div>
        </InputForm>
    }
}
