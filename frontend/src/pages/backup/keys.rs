//! The installation's keys: their names, where their secrets are, moving and renewing them.

use crate::backend::call;
use crate::state::{field_error, texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, Field, InputForm, Look, Notice, NoticeKind, TextArea, use_notices};
use api::ApiError;
use api::backup::{KeyKind, Keys, RelocateKeys, RenewKey};
use leptos::prelude::*;

#[component]
pub(super) fn KeysCard(keys: Keys) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let renewing = RwSignal::new(None::<KeyKind>);
    let to_system = !keys.in_system;
    let relocate = move || {
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(RelocateKeys { to_system }).await;
            busy.try_set(false);
            match answer {
                Ok(_) => notices.done(t.with_untracked(|t| t.backup_keys_moved())),
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let can_move = keys.lost.is_empty() && (keys.in_system || keys.system_there);
    let former = (keys.former > 0).then(|| keys.former.to_string());
    let lost = keys.lost.iter().map(|key| {
        let is_signing = key == "signing";
        view! {
            <Notice kind=NoticeKind::Bad>
                <p>{move || t.with(|t| if is_signing { t.backup_keys_lost_signing() } else { t.backup_keys_lost_encryption() })}</p>
            </Notice>
        }
    });
    let lost = lost.collect_view();
    let key = move |label: fn(&texts::Texts) -> String, id: String, kind: KeyKind| {
        view! {
            <div>
                <dt>{move || t.with(label)}</dt>
                <dd><code>{id}</code>" "
                    <Button look=Look::Quiet on_press=move || renewing.set(Some(kind))>{tr(|t| t.backup_keys_renew())}</Button>
                </dd>
            </div>
        }
    };
    view! {
        <section class="card">
            <h2>{tr(|t| t.backup_keys())}</h2>
            {lost}
            <dl class="backup-keys">
                {key(|t| t.backup_keys_signing(), keys.signing, KeyKind::Signing)}
                {key(|t| t.backup_keys_encryption(), keys.encryption, KeyKind::Encryption)}
                <div>
                    <dt>{tr(|t| t.backup_keys_kept())}</dt>
                    <dd>{move || t.with(|t| if to_system { t.backup_keys_file() } else { t.backup_keys_system() })}</dd>
                </div>
            </dl>
            {former.map(|n| view! { <p class="quiet">{move || t.with(|t| t.backup_keys_former(n.clone()))}</p> })}
            <ErrorNote error=failed/>
            {can_move.then(|| view! {
                <div class="actions">
                    <Button busy on_press=relocate>
                        {move || t.with(|t| if to_system { t.backup_keys_to_system() } else { t.backup_keys_to_file() })}
                    </Button>
                </div>
            })}
        </section>
        <Dialog
            open=Signal::derive(move || renewing.with(Option::is_some))
            on_close=move || renewing.set(None)
            title=tr(|t| t.backup_keys_renew_title())
        >
            {move || renewing.get().map(|key| view! { <Renew key_kind=key on_close=Callback::new(move |()| renewing.set(None))/> })}
        </Dialog>
    }
}

#[component]
fn Renew(key_kind: KeyKind, on_close: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (reason, busy, failed) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let renew = move || {
        busy.set(true);
        failed.set(None);
        let reason = reason.get_untracked();
        leptos::task::spawn_local(async move {
            let answer = call(RenewKey { key: key_kind, reason }).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    notices.done(t.with_untracked(|t| t.backup_keys_renewed()));
                    on_close.try_run(());
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let error = Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "reason", t)))));
    view! {
        <InputForm class="form" on_submit=renew>
            <p>{tr(|t| t.backup_keys_renew_lead())}</p>
            <Field label=tr(|t| t.backup_keys_renew_reason()) error><TextArea value=reason rows=2 max=200/></Field>
            <ErrorNote error=Signal::derive(move || failed.get().filter(|e| e.field.is_none()))/>
            <div class="actions actions-end">
                <Button on_press=on_close>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true busy look=Look::Danger>{tr(|t| t.backup_keys_renew_title())}</Button>
            </div>
        </InputForm>
    }
}
