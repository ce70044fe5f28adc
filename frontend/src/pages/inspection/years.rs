//! 年度计划: for each kind what is filed for a year, and what came of it.

use super::MOVES;
use crate::backend::{call, view};
use crate::edit::{DraftNote, Input, keep_words, sending};
use crate::state::unsaved::OwnWork;
use crate::state::{field_error, texts, tr, use_session};
use crate::ui::{
    Button, Column, DateInput, Dialog, ErrorNote, Field, InputForm, Loaded, Look, Select, Skeleton, Table, TextArea, TextInput, use_notices,
};
use api::ApiError;
use api::inspection::{ListYears, SaveYear, YearRow, Years};
use domain::inspection::rules::YearFields;
use leptos::prelude::*;
use texts::format::{count, or_none};
use texts::words::Word;

/// The button and the dialog behind it.
#[component]
pub(super) fn YearsButton() -> impl IntoView {
    let (open, own) = (RwSignal::new(false), OwnWork::new());
    view! {
        <Button look=Look::Quiet on_press=move || open.set(true)>{tr(|t| t.inspect_years())}</Button>
        <Dialog open on_close=move || own.leaving(move || open.set(false)) title=tr(|t| t.inspect_years())>
            <Show when=move || open.get()><Asked own/></Show>
        </Dialog>
    }
}

#[component]
fn Asked(own: OwnWork) -> impl IntoView {
    let (t, now) = (texts(), use_session().today().year());
    let year = RwSignal::new(now);
    let edited = RwSignal::new(None::<YearRow>);
    let shown = view(move || Some(ListYears { year: year.get() }));
    shown.reload_on(MOVES);
    let options = Signal::stored((now - 4..=now + 1).rev().map(|year| (year, year.to_string())).collect::<Vec<_>>());
    let label = Signal::derive(move || Some(t.with(|t| t.inspect_year())));
    move || match edited.get() {
        Some(row) => view! { <YearForm row edited own/> }.into_any(),
        None => view! {
            <div class="version-pick">
                <Select value=Signal::derive(move || Some(year.get())) options on_choose=move |n: i16| year.set(n) label/>
            </div>
            <Loaded view=shown skeleton=|| view! { <Skeleton lines=5/> } let:years><Listed years edited/></Loaded>
        }
        .into_any(),
    }
}

#[component]
fn Listed(years: Years, edited: RwSignal<Option<YearRow>>) -> impl IntoView {
    let t = texts();
    let columns = Signal::derive(|| {
        vec![
            Column::new("kind", tr(|t| t.inspect_kind())),
            Column::new("number", tr(|t| t.inspect_year_number())).width(12),
            Column::new("filed", tr(|t| t.inspect_year_filed())),
            Column::new("plans", tr(|t| t.inspect_year_plans())).figures(),
            Column::new("made", tr(|t| t.inspect_year_made())).figures(),
            Column::new("drawn", tr(|t| t.inspect_year_drawn())).figures(),
            Column::new("visits", tr(|t| t.inspect_n_visits())).figures(),
            Column::new("edit", tr(|t| t.inspect_edit())),
        ]
    });
    let rows = years.kinds.into_iter().map(move |row| {
        let (kind, fields) = (row.kind, row.fields.clone());
        let planned = if fields.plans == 0 { or_none(String::new()) } else { count(i64::from(fields.plans)) };
        let may_edit = row.may_edit;
        let (made, drawn, visits) = (row.plans, row.drawn, row.visits);
        let open = move || edited.set(Some(row.clone()));
        view! {
            <tr>
                <td>{move || t.with(|t| kind.word(t))}</td>
                <td>{or_none(fields.number)}</td>
                <td class="nowrap">{or_none(fields.filed.map(domain::day::text).unwrap_or_default())}</td>
                <td class="num">{planned}</td>
                <td class="num">{count(made)}</td>
                <td class="num">{count(drawn)}</td>
                <td class="num">{count(visits)}</td>
                <td>{may_edit.then(|| view! { <Button look=Look::Quiet on_press=open>{tr(|t| t.inspect_edit())}</Button> })}</td>
            </tr>
        }
    });
    view! { <Table caption=tr(|t| t.inspect_years()) columns grows=true>{rows.collect_view()}</Table> }
}

#[component]
fn YearForm(row: YearRow, edited: RwSignal<Option<YearRow>>, own: OwnWork) -> impl IntoView {
    let (t, notices, today) = (texts(), use_notices(), use_session().today());
    let YearRow { year, kind, fields, version, .. } = row;
    let (number, note) = (RwSignal::new(fields.number), RwSignal::new(fields.note));
    let filed = RwSignal::new(fields.filed.map(domain::day::text).unwrap_or_default());
    let plans = RwSignal::new(if fields.plans == 0 { String::new() } else { fields.plans.to_string() });
    let named = tr(move |t| format!("{} {year} {}", t.inspect_years(), kind.word(t)));
    let inputs = [number, filed, plans, note].map(Input::Text);
    let (draft, put_back) = keep_words(own, format!("inspection_year:{year}:{}", kind.code()), named, inputs);
    let sending = sending();
    let write = move || {
        let text = |signal: RwSignal<String>| signal.with_untracked(|text| text.trim().to_owned());
        let plans = match text(plans).as_str() {
            "" => 0,
            typed => typed.parse().unwrap_or(u32::MAX),
        };
        let fields = YearFields { number: text(number), filed: domain::day::of_text(&text(filed)), plans, note: text(note) };
        sending.send(SaveYear { year, kind, fields, version }, move |_| {
            draft.forget();
            notices.done(t.with_untracked(|t| t.inspect_year_saved(year.to_string(), kind.word(t))));
            edited.try_set(None);
        });
    };
    view! {
        <InputForm class="duty-answer" on_submit=write>
            <h3>{named}</h3>
            <DraftNote draft on_drop=put_back/>
            <Field label=tr(|t| t.inspect_year_number()) error=sending.at("number") optional=true><TextInput value=number/></Field>
            <Field label=tr(|t| t.inspect_year_filed()) error=sending.at("filed") optional=true>
                <DateInput value=filed max=Signal::stored(Some(today))/>
            </Field>
            <Field label=tr(|t| t.inspect_year_plans()) error=sending.at("plans") optional=true><TextInput value=plans/></Field>
            <Field label=tr(|t| t.inspect_list_note()) error=sending.at("note") optional=true><TextArea value=note rows=3/></Field>
            <ErrorNote error=sending.above(&["number", "filed", "plans", "note"])/>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || edited.set(None))>{tr(|t| t.act_back())}</Button>
                <Button submit=true look=Look::Primary busy=sending.busy>{tr(|t| t.act_save())}</Button>
            </div>
        </InputForm>
    }
}
