//! 安排检查日期: the day of one visit, or of all that are ticked.

use crate::backend::call;
use crate::edit::{DraftNote, Input, keep_words, sending, several};
use crate::list::ListState;
use crate::state::unsaved::OwnWork;
use crate::state::{field_error, texts, tr, use_session};
use crate::ui::{Button, DateInput, Dialog, ErrorNote, Field, Icon, InputForm, Look, use_notices};
use api::ApiError;
use api::inspection::{SetVisitDays, VisitDay, VisitRow};
use domain::inspection::plan::{PlanId, VisitId};
use jiff::civil::Date;
use leptos::prelude::*;
use texts::format::count;

/// Which visits, and what stands in the field at first.
#[derive(Clone)]
struct Chosen {
    plan: PlanId,
    /// With the version that was read.
    visits: Vec<(VisitId, i64)>,
    day: Option<Date>,
    /// The days that may be chosen.
    within: Option<(Date, Date)>,
}

/// The button for one visit.
#[component]
pub(super) fn DayButton(row: VisitRow) -> impl IntoView {
    let open = RwSignal::new(false);
    let chosen = Chosen { plan: row.plan, visits: vec![(row.id, row.version)], day: row.day, within: Some((row.from, row.until)) };
    view! {
        <Button icon=Icon::Calendar on_press=move || open.set(true)>{tr(|t| t.inspect_visit_set_day())}</Button>
        <DayDialog open chosen=move |()| chosen.clone() on_done=move |()| ()/>
    }
}

/// The button for those that are ticked, all of one plan.
#[component]
pub(super) fn DaysButton(list: ListState, plan: PlanId) -> impl IntoView {
    let open = RwSignal::new(false);
    let chosen = move |()| {
        let read = |(key, version): (&String, &i64)| Some((VisitId(key.parse().ok()?), *version));
        let visits = list.ticked.with_untracked(|ticked| ticked.iter().filter_map(read).collect());
        Chosen { plan, visits, day: None, within: None }
    };
    view! {
        <Button icon=Icon::Calendar on_press=move || open.set(true)>{tr(|t| t.inspect_visit_set_day())}</Button>
        <DayDialog open chosen on_done=move |()| list.ticked.set(std::collections::BTreeMap::new())/>
    }
}

#[component]
fn DayDialog(open: RwSignal<bool>, #[prop(into)] chosen: Callback<(), Chosen>, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let own = OwnWork::new();
    view! {
        <Dialog open on_close=move || own.leaving(move || open.set(false)) title=tr(|t| t.inspect_visit_set_day())>
            {move || open.get().then(|| {
                let chosen = untrack(|| chosen.run(()));
                view! { <DayForm open own chosen on_done/> }
            })}
        </Dialog>
    }
}

#[component]
fn DayForm(open: RwSignal<bool>, own: OwnWork, chosen: Chosen, on_done: Callback<()>) -> impl IntoView {
    let (t, notices, today) = (texts(), use_notices(), use_session().today());
    let Chosen { plan, visits, day, within } = chosen;
    let day = RwSignal::new(day.map(domain::day::text).unwrap_or_default());
    let sending = sending();
    let failed = sending.failed;
    let key = format!("visits:{}:{}", plan.0, several(visits.iter().map(|(id, _)| id.0)));
    let (draft, put_back) = keep_words(own, key, tr(|t| t.inspect_visit_set_day()), [Input::Text(day)]);
    let is_day = |e: &ApiError| e.field.as_deref().is_some_and(|path| path.ends_with("day"));
    let error = Signal::derive(move || {
        failed.with(|e| {
            let error = e.as_ref().filter(|e| is_day(e))?;
            t.with(|t| field_error(error, error.field.as_deref().unwrap_or("day"), t))
        })
    });
    let above = Signal::derive(move || failed.get().filter(|e| !is_day(e)));
    let write = move || {
        let day = day.with_untracked(|day| domain::day::of_text(day.trim()));
        let days: Vec<VisitDay> = visits.iter().map(|(id, version)| VisitDay { id: *id, day, version: *version }).collect();
        let n = count(days.len());
        sending.send(SetVisitDays { plan, days }, move |_| {
            draft.forget();
            notices.done(t.with_untracked(|t| match day {
                Some(_) => t.inspect_visit_n_set(&n),
                None => t.inspect_visit_n_cleared(&n),
            }));
            on_done.try_run(());
            open.try_set(false);
        });
    };
    let min = Signal::stored(within.map(|(from, _)| from.max(today)));
    let max = Signal::stored(within.map(|(_, until)| until));
    view! {
        <InputForm class="duty-answer" on_submit=write>
            <p>{tr(|t| t.inspect_visit_set_lead())}</p>
            <DraftNote draft on_drop=put_back/>
            <Field label=tr(|t| t.inspect_visit_day()) error optional=true><DateInput value=day min max/></Field>
            <ErrorNote error=above/>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || open.set(false))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy=sending.busy>{tr(|t| t.act_save())}</Button>
            </div>
        </InputForm>
    }
}
