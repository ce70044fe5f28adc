//! Counts a deadline and explains it: what was skipped and why, and by which article.

use super::runs::{Run, runs};
use crate::backend::view;
use crate::state::{texts, tr, use_session, use_taste};
use crate::ui::{DateInput, Field, Loaded, Notice, NoticeKind, Segmented, Skeleton, TextInput};
use api::ChangeKind;
use api::calendar::Count;
use domain::calendar::{Counted, Day, LONGEST, Unit};
use jiff::civil::Date;
use leptos::prelude::*;
use texts::format;
use texts::words::{Word, weekday};

/// Runs of days shown; a year of weekends is no explanation any more.
const RUNS_SHOWN: usize = 12;

/// The card that counts.
#[component]
pub(super) fn CountCard() -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let begins = RwSignal::new(untrack(|| session.today()).to_string());
    let days = RwSignal::new("15".to_owned());
    let unit = RwSignal::new(Unit::Workday);
    let begins_day = Memo::new(move |_| domain::day::of_text(begins.get().trim()));
    let amount = Memo::new(move |_| days.get().trim().parse::<u32>().ok().filter(|n| (1..=LONGEST).contains(n)));
    let counted = view(move || Some(Count { begins: begins_day.get()?, days: amount.get()?, unit: unit.get() }));
    counted.reload_on(&[ChangeKind::Calendar]);
    let no_day = Signal::derive(move || begins_day.get().is_none().then(|| t.with(|t| t.calendar_count_no_day())));
    let no_number = Signal::derive(move || amount.get().is_none().then(|| t.with(|t| t.calendar_count_no_number())));
    let units = Signal::derive(move || t.with(|t| Unit::ALL.map(|unit| (unit, unit.word(t))).to_vec()));
    let is_whole = Memo::new(move |_| begins_day.get().is_some() && amount.get().is_some());
    view! {
        <section class="card calendar-count">
            <h2>{tr(|t| t.calendar_count_title())}</h2>
            <p class="quiet">{tr(|t| t.calendar_count_lead())}</p>
            <div class="calendar-count-form">
                <Field label=tr(|t| t.calendar_count_begins()) hint=tr(|t| t.calendar_count_begins_hint()) error=no_day>
                    <DateInput value=begins/>
                </Field>
                <Field label=tr(|t| t.calendar_count_days()) error=no_number>
                    <TextInput value=days width=6/>
                </Field>
                <Field label=tr(|t| t.calendar_count_unit())>
                    <Segmented label=tr(|t| t.calendar_count_unit()) value=unit options=units on_choose=move |chosen| unit.set(chosen)/>
                </Field>
            </div>
            <Show when=move || is_whole.get()>
                <Loaded view=counted skeleton=|| view! { <Skeleton lines=3/> } let:counted><Result_ counted/></Loaded>
            </Show>
        </section>
    }
}

/// The last day and why it is that one.
#[component]
fn Result_(counted: Counted) -> impl IntoView {
    let (t, taste) = (texts(), use_taste());
    let with_weekday = move |day: Date| {
        let n = day.weekday().to_monday_zero_offset().unsigned_abs();
        t.with(|t| t.calendar_day_weekday(format::date(day, taste.lang()), weekday(n, t)))
    };
    let (last, reckoned) = (counted.last, counted.reckoned);
    view! {
        <div class="calendar-result" aria-live="polite">
            <p class="calendar-last">
                <span class="quiet">{tr(|t| t.calendar_count_last())}</span>
                <strong>{move || with_weekday(last)}</strong>
            </p>
            <ul class="calendar-why">
                <li>{tr(|t| t.calendar_count_first())}</li>
                {(reckoned != last).then(|| view! { <li>{move || t.with(|t| t.calendar_count_moved(with_weekday(reckoned)))}</li> })}
                <Days days=counted.skipped words=|n, t| t.calendar_count_skipped(n)/>
                <Days days=counted.made_up words=|n, t| t.calendar_count_made_up(n)/>
            </ul>
            {counted.provisional.then(|| view! {
                <Notice kind=NoticeKind::Warn><p>{tr(|t| t.calendar_count_provisional())}</p></Notice>
            })}
        </div>
    }
}

/// Days in runs, under a line that counts them.
#[component]
fn Days(days: Vec<Day>, words: fn(String, &texts::Texts) -> String) -> impl IntoView {
    let (t, taste) = (texts(), use_taste());
    if days.is_empty() {
        return ().into_any();
    }
    let n = days.len().to_string();
    let mut runs = runs(&days);
    let more = runs.len() > RUNS_SHOWN;
    runs.truncate(RUNS_SHOWN);
    let line = move |run: Run| {
        let words = move || {
            let lang = taste.lang();
            t.with(|t| {
                let name = if run.name.is_empty() { run.kind.word(t) } else { run.name.clone() };
                let from = format::day_of_year(run.from, lang);
                if run.from == run.to {
                    t.calendar_run_one(from, name)
                } else {
                    t.calendar_run(from, format::day_of_year(run.to, lang), name)
                }
            })
        };
        view! { <li>{words}</li> }
    };
    view! {
        <li>
            {move || t.with(|t| words(n.clone(), t))}
            <ul>{runs.into_iter().map(line).collect_view()}{more.then(|| view! { <li>"…"</li> })}</ul>
        </li>
    }
    .into_any()
}
