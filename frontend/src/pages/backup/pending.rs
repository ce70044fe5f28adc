//! A restored database that waits for the next start.

use crate::backend::{call, restart};
use crate::state::{texts, tr};
use crate::ui::{Button, ErrorNote, Icon, Look, Notice, NoticeKind, use_notices};
use api::ApiError;
use api::backup::{Pending, RevokeRestore};
use leptos::prelude::*;
use texts::format;

#[component]
pub(super) fn Waits(pending: Pending) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let made = format::instant(pending.made);
    let leave = move || {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = call(RevokeRestore {}).await;
            busy.try_set(false);
            match answer {
                Ok(_) => notices.done(t.with_untracked(|t| t.backup_pending_left())),
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <section class="card backup-pending">
            <Notice kind=NoticeKind::Warn>
                <p><strong>{move || t.with(|t| t.backup_pending(made.clone()))}</strong></p>
                <p>{tr(|t| t.backup_pending_hint())}</p>
            </Notice>
            <ErrorNote error=failed/>
            <div class="actions">
                <Button look=Look::Primary icon=Icon::Refresh on_press=move || restart()>{tr(|t| t.backup_restart())}</Button>
                <Button busy on_press=leave>{tr(|t| t.backup_pending_leave())}</Button>
            </div>
        </section>
    }
}
