//! 督查规则: how plans and notices are numbered, how often a village may be visited, what is too soon, what counts as found again.

use crate::backend::{call, view};
use crate::edit::sending;
use crate::state::unsaved::OwnWork;
use crate::state::{field_error, texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, Field, InputForm, Loaded, Look, Skeleton, TextInput, use_notices};
use api::inspection::{InspectionRules, SaveInspectionRules, ShowInspectionRules};
use api::{ApiError, ChangeKind};
use domain::inspection::plan::{Cover, PlanKind};
use domain::inspection::rules::Numbers;
use domain::supervision::number::{Pattern, SERIAL, YEAR};
use leptos::prelude::*;
use texts::words::Word;

/// The fields of numbers, in the order of [`InspectionRules::patterns`].
const PATTERNS: [&str; 6] = ["open.government", "open.business", "open.patrol", "covert.government", "covert.business", "covert.patrol"];

/// The button and the dialog behind it.
#[component]
pub(super) fn RulesButton() -> impl IntoView {
    let (open, own) = (RwSignal::new(false), OwnWork::new());
    view! {
        <Button look=Look::Quiet on_press=move || open.set(true)>{tr(|t| t.inspect_rules())}</Button>
        <Dialog open on_close=move || own.leaving(move || open.set(false)) title=tr(|t| t.inspect_rules())>
            <Show when=move || open.get()><Asked open own/></Show>
        </Dialog>
    }
}

#[component]
fn Asked(open: RwSignal<bool>, own: OwnWork) -> impl IntoView {
    let shown = view(|| Some(ShowInspectionRules {}));
    shown.reload_on(&[ChangeKind::Setting]);
    view! {
        <Loaded view=shown skeleton=|| view! { <Skeleton lines=6/> } let:rules>
            <RulesForm rules open own/>
        </Loaded>
    }
}

/// What is typed, as rules; what is no number is larger than any that is allowed, so that it is told.
fn typed(patterns: &[RwSignal<String>; 6], notice: RwSignal<String>, numbers: [RwSignal<String>; 3]) -> InspectionRules {
    let [a, b, c, d, e, f] = patterns.map(|text| Pattern(text.with(|text| text.trim().to_owned())));
    let number = |text: RwSignal<String>| text.with(|text| text.trim().parse().unwrap_or(u32::MAX));
    InspectionRules {
        open: Numbers { government: a, business: b, patrol: c },
        covert: Numbers { government: d, business: e, patrol: f },
        cap: number(numbers[0]),
        repeat_days: number(numbers[1]),
        notice: Pattern(notice.with(|text| text.trim().to_owned())),
        again_days: number(numbers[2]),
    }
}

#[component]
fn RulesForm(rules: InspectionRules, open: RwSignal<bool>, own: OwnWork) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let both = [&rules.open, &rules.covert];
    let texts_of = |numbers: &Numbers| [&numbers.government, &numbers.business, &numbers.patrol].map(|one| one.0.clone());
    let [[a, b, c], [d, e, f]] = both.map(texts_of);
    let patterns = [a, b, c, d, e, f].map(RwSignal::new);
    let counts = [rules.cap, rules.repeat_days, rules.again_days].map(|n| RwSignal::new(n.to_string()));
    let [cap, days, again] = counts;
    let notice = RwSignal::new(rules.notice.0.clone());
    let before = StoredValue::new(rules);
    own.guard(Signal::derive(move || before.with_value(|before| typed(&patterns, notice, counts) != *before)));
    let sending = sending();
    let write = move || {
        let request = SaveInspectionRules { rules: untrack(|| typed(&patterns, notice, counts)), before: before.get_value() };
        sending.send(request, move |_| {
            notices.done(t.with_untracked(|t| t.inspect_rules_saved()));
            open.try_set(false);
        });
    };
    let kinds = Cover::ALL.iter().flat_map(|cover| PlanKind::ALL.iter().map(move |kind| (*cover, *kind)));
    let numbers = kinds.zip(patterns).zip(PATTERNS).map(move |(((cover, kind), value), field)| {
        let label = tr(move |t| t.inspect_rule_number(kind.word(t), cover.word(t)));
        view! { <Field label error=sending.at(field)><TextInput value/></Field> }
    });
    view! {
        <InputForm class="duty-answer" on_submit=write>
            <p class="quiet">{tr(|t| t.inspect_rules_number_hint(YEAR, SERIAL))}</p>
            <div class="side-by-side">{numbers.collect_view()}</div>
            <Field label=tr(|t| t.finding_rule_notice()) error=sending.at("notice")><TextInput value=notice/></Field>
            <Field label=tr(|t| t.inspect_rule_cap()) hint=tr(|t| t.inspect_rule_none()) error=sending.at("cap")><TextInput value=cap/></Field>
            <Field label=tr(|t| t.inspect_rule_repeat()) hint=tr(|t| t.inspect_rule_none()) error=sending.at("repeat_days")>
                <TextInput value=days/>
            </Field>
            <Field label=tr(|t| t.finding_rule_again()) hint=tr(|t| t.inspect_rule_none()) error=sending.at("again_days")>
                <TextInput value=again/>
            </Field>
            <ErrorNote error=sending.above(&["open", "covert", "cap", "repeat_days", "notice", "again_days"])/>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || open.set(false))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy=sending.busy>{tr(|t| t.act_save())}</Button>
            </div>
        </InputForm>
    }
}
