//! 编码规则: the dialog in which the form of codes is settled.

use crate::backend::{call, view};
use crate::state::{field_error, texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, Field, Look, TextInput, use_notices};
use api::item::{Rules, SaveRules, ShowRules};
use api::{ApiError, ChangeKind};
use leptos::prelude::*;

/// Opens the dialog.
#[component]
pub(super) fn RulesButton() -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let rules = view(|| Some(ShowRules {}));
    rules.reload_on(&[ChangeKind::Catalogue]);
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<ApiError>);
    let typed = RwSignal::new(String::new());
    // As it was when the dialog was opened: what somebody else has settled meanwhile is not overwritten.
    let before = RwSignal::new(Rules { code: String::new() });
    let show = move || {
        let now = untrack(|| rules.get()).unwrap_or(Rules { code: String::new() });
        typed.set(now.code.clone());
        before.set(now);
        failed.set(None);
        open.set(true);
    };
    let save = move || {
        busy.set(true);
        failed.set(None);
        let request = SaveRules { rules: Rules { code: typed.get_untracked() }, before: before.get_untracked() };
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    notices.done(t.with_untracked(|t| t.item_rules_saved()));
                    rules.reload();
                    open.try_set(false);
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let wrong = Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "code", t)))));
    let above = Signal::derive(move || failed.get().filter(|e| e.field.as_deref() != Some("code")));
    let hint = Signal::derive(move || Some(t.with(|t| t.item_rules_hint("{3}"))));
    view! {
        <Button on_press=show>{tr(|t| t.item_rules())}</Button>
        <Dialog open=open title=tr(|t| t.item_rules_title()) on_close=move || open.set(false)>
            <form on:submit=move |ev| {
                ev.prevent_default();
                save();
            }>
                <p>{tr(|t| t.item_rules_about())}</p>
                <Field label=tr(|t| t.item_rules()) hint error=wrong optional=true><TextInput value=typed focused=true/></Field>
                <ErrorNote error=above/>
                <div class="actions actions-end">
                    <Button on_press=move || open.set(false)>{tr(|t| t.act_cancel())}</Button>
                    <Button submit=true look=Look::Primary busy>{tr(|t| t.item_save())}</Button>
                </div>
            </form>
        </Dialog>
    }
}
