//! What is done with a plan: handed in, taken back, agreed to, sent back, given up, released.

use super::plan_form::Edited;
use crate::backend::call;
use crate::edit::{Input, ReasonDialog, Reasoned, Why, keep_words, sending};
use crate::state::unsaved::OwnWork;
use crate::state::{error_line, field_error, texts, tr, use_session};
use crate::ui::{Button, DateInput, Dialog, ErrorNote, Field, Icon, InputForm, Look, use_notices};
use api::ApiError;
use api::inspection::{DecidePlan, PlanMay, PlanRow, PlanVerdict, RecallPlan, ReleasePlan, RevokePlan, SubmitPlan};
use domain::inspection::plan::{PlanFields, PlanId};
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use leptos::prelude::*;
use texts::inspection::field_name;

/// What is done with words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Approve,
    Return,
    Revoke,
}

impl Deed {
    fn word(self) -> Signal<String> {
        tr(move |t| match self {
            Self::Approve => t.inspect_approve(),
            Self::Return => t.inspect_return(),
            Self::Revoke => t.inspect_revoke(),
        })
    }

    fn lead(self) -> Signal<String> {
        tr(move |t| match self {
            Self::Approve => t.inspect_approve_lead(),
            Self::Return => t.inspect_return_lead(),
            Self::Revoke => t.inspect_revoke_lead(),
        })
    }

    fn code(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Return => "return",
            Self::Revoke => "revoke",
        }
    }
}

/// The buttons, the next step first; what belongs to the draw stands there.
#[component]
pub(super) fn Actions(row: PlanRow, fields: PlanFields, may: Vec<PlanMay>, edit: Callback<Edited>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (id, version, title) = (row.id, row.version, row.title.clone());
    let sending = sending();
    let (deed, asks, releases) = (RwSignal::new(Deed::Approve), RwSignal::new(false), RwSignal::new(false));
    let fields = StoredValue::new(fields);
    let hand_in = move || {
        sending.send(SubmitPlan { id, version }, move |shown| notices.done(t.with_untracked(|t| t.inspect_submitted(&shown.row.title))));
    };
    let recall = move || {
        sending.send(RecallPlan { id, version }, move |shown| notices.done(t.with_untracked(|t| t.inspect_recalled(&shown.row.title))));
    };
    let ask = move |one: Deed| {
        deed.set(one);
        asks.set(true);
    };
    let buttons = may.into_iter().enumerate().map(move |(n, one)| {
        let look = if n == 0 { Look::Primary } else { Look::default() };
        match one {
            PlanMay::Decide => view! {
                <Button look icon=Icon::Check on_press=move || ask(Deed::Approve)>{Deed::Approve.word()}</Button>
                <Button on_press=move || ask(Deed::Return)>{Deed::Return.word()}</Button>
            }
            .into_any(),
            PlanMay::Submit => view! { <Button look busy=sending.busy on_press=hand_in>{tr(|t| t.inspect_submit())}</Button> }.into_any(),
            PlanMay::Recall => view! { <Button busy=sending.busy on_press=recall>{tr(|t| t.inspect_recall())}</Button> }.into_any(),
            PlanMay::Edit => {
                let open = move || edit.run(Edited { id: Some(id), fields: fields.get_value(), version });
                view! { <Button on_press=open>{tr(|t| t.inspect_edit())}</Button> }.into_any()
            }
            PlanMay::Release => {
                view! { <Button icon=Icon::Eye on_press=move || releases.set(true)>{tr(|t| t.inspect_release())}</Button> }.into_any()
            }
            PlanMay::Revoke => {
                view! { <Button look=Look::Quiet on_press=move || ask(Deed::Revoke)>{Deed::Revoke.word()}</Button> }.into_any()
            }
            PlanMay::Seal | PlanMay::Draw | PlanMay::Redraw | PlanMay::Certificate | PlanMay::SetDays => ().into_any(),
        }
    });
    let about = title.clone();
    let why = move |()| {
        let deed = deed.get_untracked();
        let least = if deed == Deed::Approve { 0 } else { REASON_LEAST };
        let form = format!("inspection_plan:{}:{}", id.0, deed.code());
        let usual = Why { lead: deed.lead(), ..Why::of(form, about.clone(), deed.word(), (least, WORDS_LIMIT)) };
        match deed {
            Deed::Revoke => usual,
            Deed::Approve | Deed::Return => Why { label: tr(|t| t.inspect_opinion()), ..usual },
        }
    };
    let send = Callback::new(move |words: String| {
        let deed = deed.get_untracked();
        Reasoned(Box::pin(async move {
            let decide = |verdict, opinion| DecidePlan { id, verdict, opinion, version };
            let shown = match deed {
                Deed::Approve => call(decide(PlanVerdict::Approve, words)).await?,
                Deed::Return => call(decide(PlanVerdict::Return, words)).await?,
                Deed::Revoke => call(RevokePlan { id, reason: words, version }).await?,
            };
            let row = shown.row;
            notices.done(t.with_untracked(|t| match deed {
                Deed::Approve => t.inspect_approved(&row.title, &row.number),
                Deed::Return => t.inspect_returned(&row.title),
                Deed::Revoke => t.inspect_revoked(&row.title),
            }));
            Ok(())
        }))
    });
    // What is missing before it can be handed in is told with the name of where it is missing.
    let told = move || {
        sending.failed.get().map(|error| {
            t.with(|t| {
                let path = error.field.clone().unwrap_or_default();
                let name = field_name(path.split('.').next().unwrap_or_default(), t);
                match name {
                    Some(name) => {
                        let how = field_error(&error, &path, t).unwrap_or_default();
                        t.inspect_submit_first(t.supervision_form_problem(name, how))
                    }
                    None => error_line(&error, t),
                }
            })
        })
    };
    view! {
        <div class="actions">{buttons.collect_view()}</div>
        <p class="field-error" aria-live="polite">{told}</p>
        <ReasonDialog open=asks title=tr(move |_| deed.get().word().get()) why send/>
        <ReleaseDialog open=releases id version title/>
    }
}

/// Asks from which day on a plan under cover may be known.
#[component]
fn ReleaseDialog(open: RwSignal<bool>, id: PlanId, version: i64, title: String) -> impl IntoView {
    let own = OwnWork::new();
    let title = StoredValue::new(title);
    view! {
        <Dialog open on_close=move || own.leaving(move || open.set(false)) title=tr(|t| t.inspect_release_title())>
            <Show when=move || open.get()><ReleaseForm open own id version title=title.get_value()/></Show>
        </Dialog>
    }
}

#[component]
fn ReleaseForm(open: RwSignal<bool>, own: OwnWork, id: PlanId, version: i64, title: String) -> impl IntoView {
    let (t, notices, session) = (texts(), use_notices(), use_session());
    let today = session.today();
    let day = RwSignal::new(domain::day::text(today));
    let sending = sending();
    let named = tr(move |t| format!("{} {title}", t.inspect_release()));
    let (draft, _) = keep_words(own, format!("inspection_plan:{}:release", id.0), named, [Input::Text(day)]);
    let write = move || {
        let Some(day) = day.with_untracked(|day| domain::day::of_text(day.trim())) else {
            sending.lacks("day");
            return;
        };
        sending.send(ReleasePlan { id, day, version }, move |shown| {
            draft.forget();
            notices.done(t.with_untracked(|t| t.inspect_released(&shown.row.title)));
            open.try_set(false);
        });
    };
    view! {
        <InputForm class="duty-answer" on_submit=write>
            <p>{tr(|t| t.inspect_release_lead())}</p>
            <Field label=tr(|t| t.inspect_release_day()) error=sending.at("day")>
                <DateInput value=day min=Signal::stored(Some(today))/>
            </Field>
            <ErrorNote error=sending.above(&["day"])/>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || open.set(false))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy=sending.busy>{tr(|t| t.inspect_release())}</Button>
            </div>
        </InputForm>
    }
}
