//! The form of a meeting with what was agreed, row by row.

use super::show::column_name;
use crate::backend::call;
use crate::edit::{DraftNote, Field as Compared, FormEnd, MergePanel, join, keep_draft, refused};
use crate::pages::catalogue::bound::{bound, bound_as, bound_day};
use crate::pages::catalogue::item_form::{Several, choices, show_first_error};
use crate::pages::catalogue::told::{Told, told};
use crate::state::{texts, tr};
use crate::ui::{Button, Choice, Combobox, DateInput, ErrorNote, Field, Icon, IconButton, TextArea, TextInput, announce, use_notices};
use api::ApiError;
use api::meeting::{MeetingShown, SaveMeeting};
use domain::body::BodyId;
use domain::meeting::{Agreed, FIELDS, MeetingFields, MeetingId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use texts::supervision::Names;
use texts::task::{meeting_field_name, meeting_value};

/// A meeting that is edited.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Edited {
    /// Which; none for a new one.
    pub(super) id: Option<MeetingId>,
    /// Its text.
    pub(super) fields: MeetingFields,
    /// The version that was read.
    pub(super) version: i64,
}

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
    let id = edited.id;
    let form = RwSignal::new(edited.fields.clone());
    let as_opened = StoredValue::new(edited.clone());
    let key = id.map_or_else(|| "meeting:new".to_owned(), |id| format!("meeting:{}", id.0));
    // Upon what it is edited: the version that was read goes with it, so that nothing is overwritten afterwards.
    let base = RwSignal::new(edited);
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let theirs = RwSignal::new(None::<MeetingShown>);
    let label = tr(move |t| {
        let title = base.with(|base| base.fields.title.clone());
        if title.is_empty() { t.meeting_new() } else { format!("{} {title}", t.subject_meeting()) }
    });
    let typed = move || {
        let base = base.get();
        let now = Edited { fields: form.get(), ..base.clone() };
        (now != base).then(|| serde_json::to_string(&(now, base)).unwrap_or_default())
    };
    let kept = keep_draft(key, label, typed, move |body| {
        if let Ok((now, before)) = serde_json::from_str::<(Edited, Edited)>(&body) {
            base.set(before);
            form.set(now.fields);
        }
    });
    // Rows in which nothing stands are left out first, so that those behind them are told of by the number that they have here.
    let told = told(tried, move || form.with(|f| f.clone().tidy().problem()), failed, |field| FIELDS.contains(&field));
    let above = told.above;
    let error_of = move |field: &'static str| told.of(field);
    let submit = move || {
        tried.set(true);
        let fields = form.with_untracked(|fields| fields.clone().tidy());
        form.set(fields.clone());
        if fields.problem().is_some() {
            announce(t.with_untracked(|t| t.point_fix_first()));
            show_first_error();
            return;
        }
        let version = base.with_untracked(|base| base.version);
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(SaveMeeting { id, fields, version }).await;
            busy.try_set(false);
            match answer {
                Ok(saved) => {
                    kept.forget();
                    notices.done(t.with_untracked(|t| t.meeting_saved(&saved.row.title)));
                    on_saved.try_run(saved.row.id);
                }
                Err(error) => {
                    if !refused(error, theirs, failed) {
                        show_first_error();
                    }
                }
            }
        });
    };
    let side = move |fields: &MeetingFields| -> Vec<Compared> {
        untrack(|| names.with(|names| FIELDS.map(|key| Compared { key, value: meeting_value(fields, key, names) }).to_vec()))
    };
    let merged = Callback::new(move |taken: Vec<&'static str>| {
        let Some(stored) = theirs.get_untracked() else { return };
        let mut fields = form.get_untracked();
        for field in taken {
            fields.take(field, &stored.fields);
        }
        theirs.set(None);
        base.set(Edited { id, fields: stored.fields, version: stored.row.version });
        form.set(fields);
        submit();
    });
    let back = move || {
        let opened = as_opened.get_value();
        form.set(opened.fields.clone());
        base.set(opened);
    };
    let name_of = move |field: &'static str| tr(move |t| meeting_field_name(field, t).unwrap_or_default());
    let line = move |field: &'static str, get: fn(&MeetingFields) -> String, set: fn(&mut MeetingFields, String), optional: bool| {
        let value = bound(form, get, set);
        view! { <Field label=name_of(field) error=error_of(field) optional><TextInput value/></Field> }
    };
    let text = move |field: &'static str, get: fn(&MeetingFields) -> String, set: fn(&mut MeetingFields, String)| {
        let value = bound(form, get, set);
        view! { <Field label=name_of(field) error=error_of(field) optional=true><TextArea value rows=3/></Field> }
    };
    let rows = Memo::new(move |_| form.with(|f| f.agreed.len()));
    view! {
        <form
            class="item-form"
            on:submit=move |ev| {
                ev.prevent_default();
                submit();
            }
        >
            <DraftNote draft=kept on_drop=back/>
            {move || theirs.get().map(|stored| {
                let told = base.with_untracked(|base| base.fields.clone());
                let joined = join(&side(&told), &side(&form.get_untracked()), &side(&stored.fields));
                let label = Callback::new(move |key: &'static str| t.with(|t| meeting_field_name(key, t).unwrap_or_default()));
                view! { <MergePanel joined label on_choose=merged busy/> }
            })}
            {line("title", |f| f.title.clone(), |f, v| f.title = v, false)}
            <Field label=name_of("number") hint=tr(|t| t.meeting_number_hint()) error=error_of("number") optional=true>
                <TextInput value=bound(form, |f: &MeetingFields| f.number.clone(), |f, v| f.number = v)/>
            </Field>
            <Field label=name_of("day") error=error_of("day")>
                <DateInput value=bound_day(form, |f: &MeetingFields| f.day, |f, day| f.day = day)/>
            </Field>
            {line("venue", |f| f.venue.clone(), |f, v| f.venue = v, true)}
            {line("chair", |f| f.chair.clone(), |f, v| f.chair = v, true)}
            {text("attended", |f| f.attended.clone(), |f, v| f.attended = v)}
            {text("summary", |f| f.summary.clone(), |f, v| f.summary = v)}

            <h3>{tr(|t| t.meeting_agreed())}</h3>
            <p class="field-error" aria-live="polite">{move || error_of("agreed").get()}</p>
            <For each=move || 0..rows.get() key=|n| *n let:n>
                <AgreedRow form n names told/>
            </For>
            <p>
                <Button on_press=move || form.update(|f| f.agreed.push(Agreed::default()))>{tr(|t| t.meeting_agreed_add())}</Button>
            </p>
            <ErrorNote error=above/>
            <FormEnd draft=kept busy words=tr(|t| t.act_save()) on_cancel=on_cancel/>
        </form>
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
