//! How matters are numbered and when lights turn: a setting of the office.

use crate::backend::{call, view};
use crate::state::unsaved::OwnWork;
use crate::state::{field_error, texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, Field, InputForm, Loaded, Look, Skeleton, TextInput, use_notices};
use api::supervision::{SaveSupervisionRules, ShowSupervisionRules, SupervisionRules};
use api::{ApiError, ChangeKind};
use domain::supervision::light::LightRule;
use domain::supervision::number::{Pattern, SERIAL, YEAR};
use leptos::prelude::*;

/// The fields that say themselves what is wrong in them.
const FIELDS: [&str; 4] = ["number", "before_due", "unsigned", "missed"];

/// The button and the dialog behind it.
#[component]
pub(super) fn RulesButton() -> impl IntoView {
    let (open, own) = (RwSignal::new(false), OwnWork::new());
    view! {
        <Button look=Look::Quiet on_press=move || open.set(true)>{tr(|t| t.supervision_rules())}</Button>
        <Dialog open on_close=move || own.leaving(move || open.set(false)) title=tr(|t| t.supervision_rules())>
            <Show when=move || open.get()><Asked open own/></Show>
        </Dialog>
    }
}

#[component]
fn Asked(open: RwSignal<bool>, own: OwnWork) -> impl IntoView {
    let shown = view(|| Some(ShowSupervisionRules {}));
    shown.reload_on(&[ChangeKind::Setting]);
    view! {
        <Loaded view=shown skeleton=|| view! { <Skeleton lines=4/> } let:rules>
            <RulesForm rules open own/>
        </Loaded>
    }
}

#[component]
fn RulesForm(rules: SupervisionRules, open: RwSignal<bool>, own: OwnWork) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let number = RwSignal::new(rules.number.0.clone());
    let [before_due, unsigned, missed] =
        [rules.light.before_due, rules.light.unsigned, rules.light.missed].map(|days| RwSignal::new(days.to_string()));
    let before = StoredValue::new(rules);
    // What is no number is larger than any that is allowed, so that it is told.
    let days = |text: RwSignal<String>| text.with(|text| text.trim().parse().unwrap_or(u32::MAX));
    let typed = move || SupervisionRules {
        number: Pattern(number.with(|number| number.trim().to_owned())),
        light: LightRule { before_due: days(before_due), unsigned: days(unsigned), missed: days(missed) },
    };
    own.guard(Signal::derive(move || before.with_value(|before| typed() != *before)));
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let error_of =
        move |field: &'static str| Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, field, t)))));
    let above = Signal::derive(move || failed.get().filter(|e| !e.field.as_deref().is_some_and(|field| FIELDS.contains(&field))));
    let write = move || {
        busy.set(true);
        failed.set(None);
        let request = SaveSupervisionRules { rules: untrack(typed), before: before.get_value() };
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    notices.done(t.with_untracked(|t| t.supervision_rules_saved()));
                    open.try_set(false);
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <InputForm class="duty-answer" on_submit=write>
            <Field label=tr(|t| t.supervision_number_rule()) hint=tr(|t| t.supervision_number_hint(YEAR, SERIAL)) error=error_of("number")>
                <TextInput value=number/>
            </Field>
            <Field label=tr(|t| t.supervision_rule_before_due()) error=error_of("before_due")><TextInput value=before_due/></Field>
            <Field label=tr(|t| t.supervision_rule_unsigned()) error=error_of("unsigned")><TextInput value=unsigned/></Field>
            <Field label=tr(|t| t.supervision_rule_missed()) error=error_of("missed")><TextInput value=missed/></Field>
            <p class="quiet">{tr(|t| t.supervision_rules_note())}</p>
            <ErrorNote error=above/>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || open.set(false))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy>{tr(|t| t.act_save())}</Button>
            </div>
        </InputForm>
    }
}
