//! 编码规则 and 复核周期: the dialog in which the form of codes is settled, and when to check again.

use crate::backend::{call, view};
use crate::state::{field_error, texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, Field, InputForm, Look, TextInput, use_notices};
use api::item::{Rules, SaveRules, ShowRules};
use api::{ApiError, ChangeKind};
use domain::catalogue::recheck;
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
    let months = RwSignal::new(String::new());
    // As it was when the dialog was opened: what somebody else has settled meanwhile is not overwritten.
    let nothing = || Rules { code: String::new(), recheck_months: recheck::MONTHS };
    let before = RwSignal::new(nothing());
    let show = move || {
        let now = untrack(|| rules.get()).unwrap_or_else(nothing);
        typed.set(now.code.clone());
        months.set(now.recheck_months.to_string());
        before.set(now);
        failed.set(None);
        open.set(true);
    };
    let save = move || {
        failed.set(None);
        let Ok(recheck_months) = months.with_untracked(|months| months.trim().parse::<u32>()) else {
            let wrong = ApiError::invalid("recheck_months", "range").with("from", 0).with("to", recheck::MONTHS_LIMIT);
            failed.set(Some(wrong));
            return;
        };
        busy.set(true);
        let request = SaveRules { rules: Rules { code: typed.get_untracked(), recheck_months }, before: before.get_untracked() };
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
    let told =
        move |field: &'static str| Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, field, t)))));
    let above = Signal::derive(move || failed.get().filter(|e| !matches!(e.field.as_deref(), Some("code" | "recheck_months"))));
    let hint = Signal::derive(move || Some(t.with(|t| t.item_rules_hint("{3}"))));
    let months_hint = tr(|t| t.item_recheck_months_hint());
    view! {
        <Button on_press=show>{tr(|t| t.item_rules())}</Button>
        <Dialog open=open title=tr(|t| t.item_rules_title()) on_close=move || open.set(false)>
            <InputForm on_submit=save>
                <p>{tr(|t| t.item_rules_about())}</p>
                <Field label=tr(|t| t.item_rules_code()) hint error=told("code") optional=true><TextInput value=typed focused=true/></Field>
                <Field label=tr(|t| t.item_recheck_months()) hint=Signal::derive(move || Some(months_hint.get())) error=told("recheck_months")>
                    <TextInput value=months/>
                </Field>
                <ErrorNote error=above/>
                <div class="actions actions-end">
                    <Button on_press=move || open.set(false)>{tr(|t| t.act_cancel())}</Button>
                    <Button submit=true look=Look::Primary busy>{tr(|t| t.item_save())}</Button>
                </div>
            </InputForm>
        </Dialog>
    }
}
