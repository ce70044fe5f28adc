//! The end of the first run: the two codes, shown once, and what comes next.

use super::Wizard;
use super::invitee::Draft;
use crate::state::{texts, tr, use_session, use_taste};
use crate::ui::{Button, Icon, Look, Notice, NoticeKind, use_clipboard};
use api::setup::Finished;
use leptos::prelude::*;

/// The codes.
#[component]
pub(super) fn Done(wizard: Wizard, finished: Finished) -> impl IntoView {
    let (session, taste) = (use_session(), use_taste());
    let state = StoredValue::new(finished.state);
    let go = move || {
        session.enter(state.get_value(), taste);
        session.hold_wizard(false);
    };
    view! {
        <section class="card form wizard-card">
            <h2>{tr(|t| t.first_done_title())}</h2>
            <p>{tr(|t| t.first_done_body())}</p>
            <Code of=wizard.security_admin role=tr(|t| t.first_security_admin()) code=finished.security_admin_code/>
            <Code of=wizard.security_auditor role=tr(|t| t.first_security_auditor()) code=finished.security_auditor_code/>
            <Notice kind=NoticeKind::Info>{tr(|t| t.first_done_next())}</Notice>
            <div class="actions actions-end">
                <Button look=Look::Primary on_press=go>{tr(|t| t.first_done_go())}</Button>
            </div>
        </section>
    }
}

#[component]
fn Code(of: Draft, role: Signal<String>, code: String) -> impl IntoView {
    let (t, clipboard) = (texts(), use_clipboard());
    let name = of.name.get_untracked();
    let copied = code.clone();
    let copy = move || clipboard.put(&copied, |t| t.act_copied(), || {});
    view! {
        <div class="code">
            <p>{move || role.get()}" "<strong>{move || t.with(|t| t.first_done_code_of(&name))}</strong></p>
            <p class="code-value"><code>{code}</code> <Button icon=Icon::Copy on_press=copy>{tr(|t| t.act_copy())}</Button></p>
        </div>
    }
}
