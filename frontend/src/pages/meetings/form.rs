//! The form of a meeting with what was agreed, row by row.

use super::show::column_name;
use crate::edit::{EditForm, Field as Compared, Plan, Several, Told, bound, bound_as, bound_day, choices, done_undoable, editing};
use crate::state::{texts, tr};
use crate::ui::{Button, Choice, Combobox, DateInput, Field, Icon, IconButton, TextArea, TextInput, use_notices};
use api::meeting::{MeetingShown, SaveMeeting};
use domain::body::BodyId;
use domain::meeting::{Agreed, FIELDS, MeetingFields, MeetingId};
use leptos::prelude::*;
use texts::Texts;
use texts::supervision::Names;
use texts::task::{meeting_field_name, meeting_value};

/// A meeting that is edited; no id for a new one.
pub(super) type Edited = crate::edit::Edited<Option<MeetingId>, MeetingFields>;

/// The form.
#[component]
pub(super) fn MeetingForm(
    /// What is edited.
    edited: Edited,
    /// What meetings refer to.
    names: Memo<Names>,
    /// Saved.
    on_saved: Callback<MeetingId>,
    /// Given up.
    on_cancel: Callback<()>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let plan = Plan {
        key: edited.id.map_or_else(|| "meeting:new".to_owned(), |id| format!("meeting:{}", id.0)),
        opened: edited,
        label: |_, fields: &MeetingFields, t: &Texts| {
            if fields.title.is_empty() { t.meeting_new() } else { format!("{} {}", t.subject_meeting(), fields.title) }
        },
        name: meeting_field_name,
        request: |id, fields, version| SaveMeeting { id, fields, version },
        stored: |shown: MeetingShown| Edited { id: Some(shown.row.id), fields: shown.fields, version: shown.row.version },
        on_saved: Callback::new(move |saved: MeetingShown| {
            let words = t.with_untracked(|t| t.meeting_saved(&saved.row.title));
            done_undoable(notices, t, words, format!("meeting:{}", saved.row.id.0));
            on_saved.try_run(saved.row.id);
        }),
    };
    let editing = editing(plan);
    let (form, told) = (editing.form, editing.told);
    let values = Callback::new(move |fields: MeetingFields| -> Vec<Compared> {
        names.with(|names| FIELDS.map(|key| Compared { key, value: meeting_value(&fields, key, names) }).to_vec())
    });
    let (name_of, error_of) = (move |field| editing.name_of(field), move |field| editing.error_of(field));
    let rows = Memo::new(move |_| form.with(|f| f.agreed.len()));
    view! {
        <EditForm editing values words=tr(|t| t.act_save()) on_cancel>
            {editing.line("title", |f| f.title.clone(), |f, v| f.title = v, false)}
            <Field label=name_of("number") hint=tr(|t| t.meeting_number_hint()) error=error_of("number") optional=true>
                <TextInput value=bound(form, |f: &MeetingFields| f.number.clone(), |f, v| f.number = v)/>
            </Field>
            <Field label=name_of("day") error=error_of("day")>
                <DateInput value=bound_day(form, |f: &MeetingFields| f.day, |f, day| f.day = day)/>
            </Field>
            {editing.line("venue", |f| f.venue.clone(), |f, v| f.venue = v, true)}
            {editing.line("chair", |f| f.chair.clone(), |f, v| f.chair = v, true)}
            {editing.text("attended", |f| f.attended.clone(), |f, v| f.attended = v)}
            {editing.text("summary", |f| f.summary.clone(), |f, v| f.summary = v)}

            <h3>{tr(|t| t.meeting_agreed())}</h3>
            <p class="field-error" aria-live="polite">{move || error_of("agreed").get()}</p>
            <For each=move || 0..rows.get() key=|n| *n let:n>
                <AgreedRow form n names told/>
            </For>
            <p>
                <Button on_press=move || form.update(|f| f.agreed.push(Agreed::default()))>{tr(|t| t.meeting_agreed_add())}</Button>
            </p>
        </EditForm>
    }
}

/// One thing that was agreed.
#[component]
fn AgreedRow(form: RwSignal<MeetingFields>, n: usize, names: Memo<Names>, told: Told) -> impl IntoView {
    let t = texts();
    let error_of = move |column: &'static str| Signal::derive(move || told.error.run(format!("agreed.{n}.{column}")));
    let name_of = move |column: &'static str| tr(move |t| column_name(column, t));
    let text = bound_as(
        form,
        move |f: &MeetingFields| f.agreed.get(n).map(|one| one.text.clone()).unwrap_or_default(),
        move |f: &mut MeetingFields, text| f.agreed.get_mut(n).into_iter().for_each(|one| one.text.clone_from(&text)),
        Clone::clone,
        |typed: &String| typed.clone(),
    );
    let due = bound_as(
        form,
        move |f: &MeetingFields| f.agreed.get(n).and_then(|one| one.due),
        move |f: &mut MeetingFields, due| f.agreed.get_mut(n).into_iter().for_each(|one| one.due = due),
        |day: &Option<jiff::civil::Date>| day.map(domain::day::text).unwrap_or_default(),
        |typed: &String| domain::day::of_text(typed.trim()),
    );
    let lead = Signal::derive(move || {
        let id = form.with(|f| f.agreed.get(n).and_then(|one| one.lead))?;
        Some(Choice { key: id.0.to_string(), label: names.with(|names| names.body(id)), note: String::new() })
    });
    let find = Callback::new(move |typed: String| {
        untrack(|| names.with(|names| choices(names.bodies.iter().map(|(id, name)| (*id, name.clone())), &typed, |id: BodyId| id.0)))
    });
    let change = move |set: &dyn Fn(&mut Agreed)| form.update(|f| f.agreed.get_mut(n).into_iter().for_each(set));
    let helpers = Signal::derive(move || {
        form.with(|f| {
            names.with(|names| {
                let all = f.agreed.get(n).map(|one| one.helpers.clone()).unwrap_or_default();
                all.into_iter().map(|body| (body.0, names.body(body))).collect::<Vec<_>>()
            })
        })
    });
    let away = move || {
        form.update(|f| {
            if n < f.agreed.len() {
                f.agreed.remove(n);
            }
        });
    };
    let heading = move || t.with(|t| t.meeting_agreed_nth((n + 1).to_string()));
    view! {
        <fieldset class="agreed-row">
            <legend>{heading}</legend>
            <IconButton icon=Icon::Close label=tr(move |t| t.item_remove(t.meeting_agreed_nth((n + 1).to_string()))) on_press=away/>
            <Field label=name_of("text") error=error_of("text")><TextArea value=text rows=2/></Field>
            <Field label=name_of("lead") hint=tr(|t| t.meeting_issue_needs()) error=error_of("lead") optional=true>
                <Combobox
                    value=lead
                    search=find
                    on_choose=move |picked: Choice| change(&|one| one.lead = picked.key.parse().ok().map(BodyId))
                />
            </Field>
            <Several
                label=name_of("helpers")
                add=tr(|t| t.supervision_helper_add())
                chosen=helpers
                search=find
                on_add=move |id: i64| change(&|one| one.helpers.push(BodyId(id)))
                on_remove=move |id: i64| change(&|one| one.helpers.retain(|body| body.0 != id))
                error=error_of("helpers")
            />
            <Field label=name_of("due") hint=tr(|t| t.meeting_issue_needs()) error=error_of("due") optional=true>
                <DateInput value=due/>
            </Field>
        </fieldset>
    }
}
