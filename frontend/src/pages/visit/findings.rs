//! The form of a finding; why one is withdrawn.

use super::desk::Desk;
use super::words::{finding_field, finding_value};
use crate::backend::call;
use crate::backend::door::Later;
use crate::edit::{EditForm, Edited, Field as Compared, Plan, ReasonForm, Reasoned, Why, bound, bound_number, editing};
use crate::state::unsaved::OwnWork;
use crate::state::{texts, tr};
use crate::ui::{Field, Select, TextArea, TextInput, is_composing, use_notices};
use api::inspection::{FindingRow, SaveFinding, WithdrawFinding};
use domain::inspection::checklist::Unified;
use domain::inspection::finding::{FIELDS, FindingFields, FindingId, Remedy, Severity};
use domain::inspection::plan::VisitId;
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use leptos::prelude::*;
use texts::Texts;
use texts::words::Word;
use wasm_bindgen::JsCast;

/// Of which visit, and which; none: a new one.
type Key = (VisitId, Option<FindingId>);

/// Every field as a person reads it.
fn values(fields: &FindingFields, t: &Texts) -> Vec<Compared> {
    FIELDS.map(|key| Compared { key, value: finding_value(key, fields, t) }).to_vec()
}

/// The form.
#[component]
pub(super) fn FindingForm(
    desk: Desk,
    /// Which; none: a new one.
    row: Option<FindingRow>,
    /// What it begins with.
    fields: FindingFields,
    /// It was saved, or left.
    on_end: Callback<()>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let visit = desk.shown.with_untracked(|shown| shown.visit.id);
    let id = row.as_ref().map(|row| row.id);
    let line = fields.line.clone();
    let plan = Plan {
        key: match id {
            Some(id) => format!("visit:{}:finding:{}", visit.0, id.0),
            None => format!("visit:{}:finding:new:{line}", visit.0),
        },
        opened: Edited { id: (visit, id), fields, version: row.as_ref().map_or(0, |row| row.version) },
        label: |_: &Key, fields: &FindingFields, t: &Texts| format!("{} {}", t.visit_finding(), fields.what),
        name: finding_field,
        request: |(visit, id): Key, fields, version| SaveFinding { visit, id, fields, version },
        stored: |row: FindingRow| Edited { id: (row.visit, Some(row.id)), fields: row.fields, version: row.version },
        on_saved: Callback::new(move |saved: FindingRow| {
            let due = saved.due.map(domain::day::text);
            notices.done(t.with_untracked(|t| due.as_ref().map_or_else(|| t.visit_finding_saved(), |due| t.visit_finding_saved_due(due))));
            desk.reload.try_run(());
            on_end.try_run(());
        }),
    };
    let editing = editing(plan);
    let form = editing.form;
    let values = Callback::new(move |fields: FindingFields| t.with_untracked(|t| values(&fields, t)));
    let (name_of, error_of) = (move |field| editing.name_of(field), move |field| editing.error_of(field));
    let severity = bound(form, |f: &FindingFields| f.severity, |f, v| f.severity = v);
    let remedy = bound(form, |f: &FindingFields| f.remedy, |f, v| f.remedy = v);
    let unified = bound(form, |f: &FindingFields| f.unified, |f, v| f.unified = v);
    let has_days = Memo::new(move |_| form.with(|form| form.remedy.has_days()));
    let has_unit = Memo::new(move |_| form.with(|form| form.remedy.has_unit()));
    let severities = Signal::derive(move || t.with(|t| Severity::ALL.iter().map(|one| (*one, one.word(t))).collect::<Vec<_>>()));
    let remedies = Signal::derive(move || t.with(|t| Remedy::ALL.iter().map(|one| (*one, one.word(t))).collect::<Vec<_>>()));
    let of_five = Signal::derive(move || t.with(|t| Unified::ALL.iter().map(|one| (*one, one.word(t))).collect::<Vec<_>>()));
    let days = bound_number(form, |f: &FindingFields| f.days, |f, v| f.days = v);
    let is_free = line.is_empty();
    let about = (!is_free).then(|| view! { <p class="quiet">{tr(move |t| t.visit_finding_of(&line))}</p> });
    let unit_hint = tr(|t| t.visit_unit_hint());
    view! {
        <div on:keydown=sent_by_keys>
        {about}
        <EditForm editing values words=tr(|t| t.act_save()) on_cancel=on_end>
            <Field label=name_of("what") error=error_of("what")>
                <TextArea value=bound(form, |f: &FindingFields| f.what.clone(), |f, v| f.what = v) rows=3/>
            </Field>
            {editing.line("spot", |f| f.spot.clone(), |f, v| f.spot = v, true)}
            <Show when=move || is_free>
                <Field label=name_of("unified")>
                    <Select value=Signal::derive(move || Some(unified.get())) options=of_five on_choose=move |one| unified.set(one)/>
                </Field>
            </Show>
            <div class="field-pair">
                <Field label=name_of("severity")>
                    <Select value=Signal::derive(move || Some(severity.get())) options=severities on_choose=move |one| severity.set(one)/>
                </Field>
                <Field label=name_of("remedy")>
                    <Select value=Signal::derive(move || Some(remedy.get())) options=remedies on_choose=move |one| remedy.set(one)/>
                </Field>
            </div>
            <Show when=move || has_days.get()>
                <Field label=name_of("days") hint=tr(|t| t.visit_days_hint()) error=error_of("days")>
                    <TextInput value=days width=6/>
                </Field>
            </Show>
            <Field
                label=name_of("unit")
                hint=Signal::derive(move || has_unit.get().then(|| unit_hint.get()))
                error=error_of("unit")
                optional=true
            >
                <TextInput value=bound(form, |f: &FindingFields| f.unit.clone(), |f, v| f.unit = v)/>
            </Field>
            <div class="field-pair">
                {editing.line("leader", |f| f.leader.clone(), |f, v| f.leader = v, true)}
                {editing.line("person", |f| f.person.clone(), |f, v| f.person = v, true)}
            </div>
            {editing.text("measures", |f| f.measures.clone(), |f, v| f.measures = v)}
            {editing.text("note", |f| f.note.clone(), |f, v| f.note = v)}
        </EditForm>
        <p class="quiet"><kbd>"Ctrl"</kbd>" "<kbd>"Enter"</kbd>" "{tr(|t| t.act_save())}</p>
        </div>
    }
}

/// The whole form is sent from whichever field.
fn sent_by_keys(ev: web_sys::KeyboardEvent) {
    if ev.key() != "Enter" || !ev.ctrl_key() || is_composing(&ev) {
        return;
    }
    ev.prevent_default();
    let target = ev.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let form = target.and_then(|target| target.closest("form").ok().flatten());
    let button = form.and_then(|form| form.query_selector("button[type=submit]").ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
        button.click();
    }
}

/// Why one is withdrawn.
#[component]
pub(super) fn WithdrawForm(
    desk: Desk,
    /// Which.
    row: FindingRow,
    /// It was withdrawn, or left.
    on_end: Callback<()>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let key = format!("visit:{}:finding:{}:withdraw", row.visit.0, row.id.0);
    let why = Why::of(key, row.fields.what.clone(), tr(|t| t.visit_withdraw()), (REASON_LEAST, WORDS_LIMIT));
    let send = Callback::new(move |reason: String| {
        let ask = WithdrawFinding { visit: row.visit, id: row.id, reason, version: row.version };
        let sending: Later<()> = Box::pin(async move {
            call(ask).await?;
            notices.done(t.with_untracked(|t| t.visit_withdrawn()));
            desk.reload.try_run(());
            Ok(())
        });
        Reasoned(sending)
    });
    view! { <ReasonForm why send own=OwnWork::new() on_end on_done=|()| ()/> }
}
