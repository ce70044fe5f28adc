//! Who was there, and when.

use super::desk::Desk;
use super::words::{moment_of, moment_typed, party_field, party_value};
use crate::edit::{EditForm, Edited, Field as Compared, Plan, bound, bound_as, bound_ticks, editing};
use crate::state::{texts, tr};
use crate::ui::{Button, Checkbox, Field, Select, TextInput, use_notices};
use api::inspection::{Party, PartySaved, SaveParty};
use domain::inspection::plan::{Cover, VisitId};
use domain::inspection::visit::{FIELDS, PartyFields, Signing};
use domain::time::Instant;
use leptos::prelude::*;
use texts::Texts;
use texts::words::Word;

/// Microseconds of a minute.
const MINUTE: i64 = 60_000_000;

/// The minute that it is.
#[expect(clippy::cast_possible_truncation, reason = "the clock counts whole milliseconds")]
fn now() -> Instant {
    let now = (js_sys::Date::now() as i64).saturating_mul(1_000);
    Instant(now - now.rem_euclid(MINUTE))
}

/// The form.
#[component]
pub(super) fn PartyForm(
    desk: Desk,
    /// It was saved, or left.
    on_end: Callback<()>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (visit, goers, is_open) =
        desk.shown.with_untracked(|shown| (shown.visit.id, shown.visit.inspectors.clone(), shown.visit.cover == Cover::Open));
    let opened = desk.shown.with_untracked(|shown| shown.record.as_ref().map(|record| record.party.clone()));
    let opened = opened.unwrap_or_else(|| Party { fields: PartyFields::default(), version: 0 });
    let named = goers.clone();
    let plan = Plan {
        key: format!("visit:{}:party", visit.0),
        opened: Edited { id: visit, fields: opened.fields, version: opened.version },
        label: |_: &VisitId, _: &PartyFields, t: &Texts| t.visit_party(),
        name: party_field,
        request: |visit, fields, version| SaveParty { visit, fields, version },
        stored: |saved: PartySaved| Edited { id: saved.visit, fields: saved.party.fields, version: saved.party.version },
        on_saved: Callback::new(move |_: PartySaved| {
            notices.done(t.with_untracked(|t| t.visit_party_saved()));
            desk.reload.try_run(());
            on_end.try_run(());
        }),
    };
    let editing = editing(plan);
    let form = editing.form;
    let values = Callback::new(move |fields: PartyFields| {
        let present: Vec<String> =
            named.iter().filter(|goer| fields.present.contains(&goer.account)).map(|goer| goer.name.clone()).collect();
        t.with_untracked(|t| {
            let present = present.join(&t.merge_comma());
            FIELDS.map(|key| Compared { key, value: party_value(key, &fields, &present, t) }).to_vec()
        })
    });
    let (name_of, error_of) = (move |field| editing.name_of(field), move |field| editing.error_of(field));
    let began = bound_as(
        form,
        |f: &PartyFields| f.began,
        |f: &mut PartyFields, v| f.began = v,
        |v| moment_typed(*v),
        |typed: &String| moment_of(typed),
    );
    let ended = bound_as(
        form,
        |f: &PartyFields| f.ended,
        |f: &mut PartyFields, v| f.ended = v,
        |v| moment_typed(*v),
        |typed: &String| moment_of(typed),
    );
    let signing = bound(form, |f: &PartyFields| f.signing, |f, v| f.signing = v);
    let is_refused = Memo::new(move |_| form.with(|form| form.signing == Signing::Refused));
    let ways = Signal::derive(move || t.with(|t| Signing::ALL.iter().map(|one| (*one, one.word(t))).collect::<Vec<_>>()));
    let tick = move |goer: api::inspection::Goer| {
        let account = goer.account;
        let value = bound_ticks(
            form,
            move |f: &PartyFields| f.present.contains(&account),
            move |f: &mut PartyFields, yes| {
                f.present.retain(|one| *one != account);
                if yes {
                    f.present.push(account);
                }
            },
        );
        view! { <Checkbox value>{goer.name}</Checkbox> }
    };
    let wrong = error_of("present");
    view! {
        <EditForm editing values words=tr(|t| t.act_save()) on_cancel=on_end>
            <fieldset class="visit-present">
                <legend>{name_of("present")}</legend>
                {goers.into_iter().map(tick).collect_view()}
                <p class="field-error" aria-live="polite">{move || wrong.get()}</p>
            </fieldset>
            <div class="field-pair">
                <Field label=name_of("began") error=error_of("began")><TextInput value=began kind="datetime-local"/></Field>
                <Field label=name_of("ended") error=error_of("ended")><TextInput value=ended kind="datetime-local"/></Field>
                <Button on_press=move || ended.set(moment_typed(Some(now())))>{tr(|t| t.visit_ended_now())}</Button>
            </div>
            {is_open.then(|| view! {
                <div class="field-pair">
                    {editing.line("receiver", |f| f.receiver.clone(), |f, v| f.receiver = v, true)}
                    {editing.line("post", |f| f.post.clone(), |f, v| f.post = v, true)}
                    {editing.line("phone", |f| f.phone.clone(), |f, v| f.phone = v, true)}
                </div>
                <Field label=name_of("signing") hint=tr(|t| t.visit_signing_hint()) error=error_of("signing")>
                    <Select value=Signal::derive(move || Some(signing.get())) options=ways on_choose=move |one| signing.set(one)/>
                </Field>
                <Show when=move || is_refused.get()>
                    {editing.text("refusal", |f| f.refusal.clone(), |f, v| f.refusal = v)}
                </Show>
            })}
        </EditForm>
    }
}
