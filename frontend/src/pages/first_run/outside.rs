//! 作为外出设备使用: an installation without a district of its own asks an office to be one of its laptops, and takes the answer.

use crate::backend::FileKind;
use crate::edit::sending;
use crate::pages::sign_in::new_password::{NewPassword, NewPasswordFields};
use crate::state::{texts, tr, use_session, use_taste};
use crate::ui::{Button, Checkbox, ErrorNote, Field, FileButton, InputForm, Look, Notice, NoticeKind, TextInput};
use api::packet::{GrantShown, MakeRequest, PreviewGrant, TakeGrant};
use api::{ApiError, InFile};
use leptos::prelude::*;

/// Both steps, one below the other: days may lie between them.
#[component]
pub(super) fn Outside(
    /// Back to setting up a district.
    #[prop(into)]
    on_back: Callback<()>,
) -> impl IntoView {
    view! {
        <section class="card form wizard-card">
            <h2>{tr(|t| t.packet_first_title())}</h2>
            <p>{tr(|t| t.packet_first_lead())}</p>
            <Request/>
            <Grant/>
            <div class="actions"><Button on_press=on_back>{tr(|t| t.packet_first_back())}</Button></div>
        </section>
    }
}

#[component]
fn Request() -> impl IntoView {
    let (t, sending) = (texts(), sending());
    let (name, print) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let write = move || {
        let name = name.with_untracked(|name| name.trim().to_owned());
        if name.is_empty() {
            return sending.lacks("name");
        }
        let (title, file) = t.with_untracked(|t| (t.packet_request_save(), format!("{}-{name}.packet", t.packet_request_file())));
        sending.write(
            title,
            file,
            |out| MakeRequest { name, out },
            move |made| {
                print.try_set(Some(made.fingerprint));
            },
        );
    };
    view! {
        <InputForm class="form" on_submit=write>
            <h3>{tr(|t| t.packet_first_request())}</h3>
            <Field label=tr(|t| t.packet_device_name()) hint=tr(|t| t.packet_device_name_hint()) error=sending.at("name")>
                <TextInput value=name/>
            </Field>
            <ErrorNote error=sending.above(&["name"])/>
            <div class="actions"><Button submit=true busy=sending.busy>{tr(|t| t.packet_request_save())}</Button></div>
            {move || print.get().map(|print| view! {
                <Notice kind=NoticeKind::Info>
                    <p>{tr(|t| t.packet_request_done())}</p>
                    <p>{tr(|t| t.packet_fingerprint())}" "<strong class="mono">{print}</strong></p>
                </Notice>
            })}
        </InputForm>
    }
}

#[component]
fn Grant() -> impl IntoView {
    let (session, taste, sending) = (use_session(), use_taste(), sending());
    let (file, shown) = (RwSignal::new(None::<InFile>), RwSignal::new(None::<GrantShown>));
    let same = RwSignal::new(false);
    let password = NewPassword::new(move || {
        shown.with(|shown| shown.as_ref().map(|shown| vec![shown.login.clone(), shown.person.clone()]).unwrap_or_default())
    });
    sending.look(file, shown, |file| PreviewGrant { file });
    // What was compared was another file.
    Effect::new(move |_| {
        file.track();
        same.set(false);
    });
    let take = move || {
        let Some(chosen) = file.get_untracked() else { return sending.lacks("file") };
        // What the file says could not be read, or not yet: that is told already.
        let Some(fingerprint) = shown.with_untracked(|shown| shown.as_ref().map(|read| read.fingerprint.clone())) else { return };
        if !password.is_ready() {
            return;
        }
        if !same.get_untracked() {
            return sending.lacks("same");
        }
        let password = password.first.get_untracked();
        sending.send(TakeGrant { file: chosen, fingerprint, password }, move |state| {
            session.enter(state, taste);
            session.hold_wizard(false);
        });
    };
    let failed = move |error: ApiError| sending.failed.set(Some(error));
    view! {
        <InputForm class="form" on_submit=take>
            <h3>{tr(|t| t.packet_first_grant())}</h3>
            <FileButton file kind=FileKind::Any title=tr(|t| t.packet_grant_pick()) on_error=failed/>
            {move || shown.get().map(|read| view! {
                <Notice kind=NoticeKind::Info>
                    <p><strong>{read.district.clone()}</strong>" "{read.person.clone()}" "<span class="option-note">{read.login.clone()}</span></p>
                    <p>{tr(|t| t.packet_office_print())}" "<span class="mono">{read.fingerprint.clone()}</span></p>
                </Notice>
                <Checkbox value=same>{tr(|t| t.packet_office_same())}</Checkbox>
                {move || sending.at("same").get().map(|words| view! { <p class="field-error" role="alert">{words}</p> })}
                <p class="field-hint">{tr(|t| t.packet_password_hint())}</p>
                <NewPasswordFields new=password label=tr(|t| t.sign_in_new_password()) refused=sending.at("password")/>
            })}
            <ErrorNote error=sending.above(&["same", "password"])/>
            <Show when=move || shown.with(Option::is_some)>
                <div class="actions actions-end">
                    <Button submit=true look=Look::Primary busy=sending.busy>{tr(|t| t.packet_grant_take())}</Button>
                </div>
            </Show>
        </InputForm>
    }
}
