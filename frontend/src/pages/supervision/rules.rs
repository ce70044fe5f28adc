//! How matters are numbered and when lights turn: a setting of the office.

use crate::backend::{call, view};
use crate::edit::sending;
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
    let sending = sending();
    let write = move || {
        let request = SaveSupervisionRules { rules: untrack(typed), before: before.get_value() };
        sending.send(request, move |_| {
            notices.done(t.with_untracked(|t| t.supervision_rules_saved()));
            open.try_set(false);
        });
    };
    view! {
        <InputForm class="duty-answer" on_submit=write>
            <Field label=tr(|t| t.supervision_number_rule()) hint=tr(|t| t.supervision_number_hint(YEAR, SERIAL)) error=sending.at("number")>
                <TextInput value=number/>
            </Field>
            <Field label=tr(|t| t.supervision_rule_before_due()) error=sending.at("before_due")><TextInput value=before_due/></Field>
            <Field label=tr(|t| t.supervision_rule_unsigned()) error=sending.at("unsigned")><TextInput value=unsigned/></Field>
            <Field label=tr(|t| t.supervision_rule_missed()) error=sending.at("missed")><TextInput value=missed/></Field>
            <p class="quiet">{tr(|t| t.supervision_rules_note())}</p>
            <ErrorNote error=sending.above(&FIELDS)/>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || open.set(false))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy=sending.busy>{tr(|t| t.act_save())}</Button>
            </div>
        </InputForm>
    }
}
