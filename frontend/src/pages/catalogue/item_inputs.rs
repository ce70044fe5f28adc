//! The inputs of an item, in the order of the service guide.

use super::items::{Names, field_name};
use crate::backend::view;
use crate::edit::{Editing, PartRows, Several, bound, bound_day, bound_limit, bound_number, bound_ticks, choices, pick};
use crate::state::{texts, tr, use_session};
use crate::ui::{Checkbox, Choice, Combobox, DateInput, Field, Notice, NoticeKind, Select, TextArea, TextInput};
use api::item::ShowRules;
use domain::body::BodyId;
use domain::calendar::Unit;
use domain::catalogue::ModuleId;
use domain::catalogue::codes::{Audience, BodyNature, Handling, ItemKind, ItemState, Origin, Reach};
use domain::catalogue::item::{ItemFields, LOCKED};
use domain::catalogue::parts::PartKind;
use domain::place::Level;
use leptos::prelude::*;
use texts::Texts;
use texts::words::Word;

/// What an item says.
#[component]
pub(super) fn ItemInputs<I>(
    /// The open form.
    editing: Editing<I, ItemFields>,
    /// What items refer to.
    names: Memo<Names>,
    /// It is only proposed: that it was compared with its source is not said here.
    #[prop(optional)]
    is_proposed: bool,
    /// Its code may be given later.
    #[prop(optional)]
    waits_for_code: bool,
) -> impl IntoView
where
    I: Clone + Send + Sync + 'static,
{
    let (t, session) = (texts(), use_session());
    let (form, base, error) = (editing.form, editing.base, editing.told.error);
    let error_of = move |field| editing.error_of(field);
    let rules = view(|| Some(ShowRules {}));
    let is_locked = Memo::new(move |_| {
        let stored = base.with(|base| base.version > 0 && base.fields.origin == Origin::Province && base.fields.verified.is_some());
        stored && form.with(|f| f.verified.is_some())
    });
    let locked = move |field: &'static str| Signal::derive(move || is_locked.get() && LOCKED.contains(&field));

    // One line of text, which the province may have laid down.
    let line = move |field: &'static str, get: fn(&ItemFields) -> String, set: fn(&mut ItemFields, String), optional: bool| {
        view! { <fieldset class="plain" disabled=move || locked(field).get()>{editing.line(field, get, set, optional)}</fieldset> }
    };
    let verified = bound_ticks(form, |fields| fields.verified.is_some(), move |fields, yes| fields.verified = yes.then(|| session.today()));
    let code_hint = Signal::derive(move || {
        let rule = rules.with(|rules| rules.map(|rules| rules.code.clone()).unwrap_or_default());
        let words = |t: &Texts| if rule.is_empty() { t.item_code_hint() } else { t.item_code_hint_rule(rule.clone()) };
        Some(t.with(|t| if waits_for_code { t.proposal_code_hint() } else { words(t) }))
    });
    let code = bound(form, |f| f.code.clone(), |f, v| f.code = v);
    let levels = Level::ALL.map(|level| {
        let there = bound_ticks(
            form,
            move |f| f.levels.contains(&level),
            move |f, yes| {
                f.levels.retain(|one| *one != level);
                f.levels.extend(yes.then_some(level));
            },
        );
        view! { <Checkbox value=there>{move || t.with(|t| level.word(t))}</Checkbox> }
    });
    let audience = Audience::ALL.iter().copied().map(move |one| {
        let there = bound_ticks(
            form,
            move |f| f.audience.contains(&one),
            move |f, yes| {
                f.audience.retain(|other| *other != one);
                f.audience.extend(yes.then_some(one));
            },
        );
        view! { <Checkbox value=there>{move || t.with(|t| one.word(t))}</Checkbox> }
    });
    let flag = move |field: &'static str, get: fn(&ItemFields) -> bool, set: fn(&mut ItemFields, bool)| {
        let there = bound(form, get, set);
        view! { <Checkbox value=there>{move || t.with(|t| field_name(field, t).unwrap_or_default())}</Checkbox> }
    };
    let (legal_days, legal_unit) = bound_limit(form, |f| f.legal, |f, limit| f.legal = limit);
    let (promised_days, promised_unit) = bound_limit(form, |f| f.promised, |f, limit| f.promised = limit);
    let visits = bound_number(form, |f| f.visits, |f, n| f.visits = n);
    let effective = bound_day(form, |f| f.effective, |f, day| f.effective = day);
    let ends = bound_day(form, |f| f.ends, |f, day| f.ends = day);
    let special = bound(form, |f| f.special.clone(), |f, v| f.special = v);
    let note = bound(form, |f| f.note.clone(), |f, v| f.note = v);
    let units = Signal::derive(move || t.with(|t| Unit::ALL.map(|unit| (unit, unit.word(t))).to_vec()));
    let body = Signal::derive(move || {
        let id = form.with(|f| f.body)?;
        Some(Choice { key: id.0.to_string(), label: names.with(|names| names.body(id)), note: String::new() })
    });
    let find_body = Callback::new(move |typed: String| {
        untrack(|| names.with(|names| choices(names.bodies.iter().map(|(id, name)| (*id, name.clone())), &typed, |id: BodyId| id.0)))
    });
    let find_module = Callback::new(move |typed: String| {
        untrack(|| names.with(|names| choices(names.modules.iter().map(|(id, name)| (*id, name.clone())), &typed, |id: ModuleId| id.0)))
    });
    let of_enum = move |field: &'static str, select: ViewFnOnce| {
        view! {
            <fieldset class="plain" disabled=move || locked(field).get()>
                <Field label=editing.name_of(field) error=error_of(field)>{select.run()}</Field>
            </fieldset>
        }
    };
    let part = move |kind: PartKind| view! { <PartRows kind form error locked=locked(kind.code())/> };
    view! {
        <Show when=move || is_locked.get()>
            <Notice kind=NoticeKind::Info><p>{tr(|t| t.item_locked())}</p></Notice>
        </Show>
        <h3>{tr(|t| t.item_group_basics())}</h3>
        {line("name", |f| f.name.clone(), |f, v| f.name = v, false)}
        <Field label=tr(|t| t.item_code()) hint=code_hint error=error_of("code") optional=waits_for_code><TextInput value=code/></Field>
        {line("base_code", |f| f.base_code.clone(), |f, v| f.base_code = v, true)}
        {line("handle_code", |f| f.handle_code.clone(), |f, v| f.handle_code = v, true)}
        {of_enum("kind", pick(form, ItemKind::ALL, |f| f.kind, |f, one| f.kind = one))}
        {of_enum("origin", pick(form, Origin::ALL, |f| f.origin, |f, one| f.origin = one))}
        {of_enum("state", pick(form, ItemState::ALL, |f| f.state, |f, one| f.state = one))}
        {(!is_proposed).then(|| view! {
            <fieldset class="field">
                <legend class="field-label">{tr(|t| t.item_verified())}</legend>
                <Checkbox value=verified>{tr(|t| t.item_verified_check())}</Checkbox>
                <p class="field-error" aria-live="polite">{move || error_of("verified").get()}</p>
            </fieldset>
        })}
        <Several
            label=tr(|t| t.item_modules())
            add=tr(|t| t.item_module_add())
            chosen=Signal::derive(move || form.with(|f| names.with(|n| f.modules.iter().map(|m| (m.0, n.module(*m))).collect())))
            search=find_module
            on_add=move |id: i64| form.update(|f| f.modules.push(ModuleId(id)))
            on_remove=move |id: i64| form.update(|f| f.modules.retain(|m| m.0 != id))
            error=error_of("modules")
        />

        <h3>{tr(|t| t.item_group_bodies())}</h3>
        <Field label=tr(|t| t.item_body()) hint=tr(|t| t.item_body_hint()) error=error_of("body")>
            <Combobox
                value=body
                search=find_body
                on_choose=move |picked: Choice| form.update(|f| f.body = picked.key.parse().ok().map(BodyId))
            />
        </Field>
        {of_enum("nature", pick(form, BodyNature::ALL, |f| f.nature, |f, one| f.nature = one))}
        {line("undertaker", |f| f.undertaker.clone(), |f, v| f.undertaker = v, true)}
        {line("entrusted_by", |f| f.entrusted_by.clone(), |f, v| f.entrusted_by = v, true)}
        <Several
            label=tr(|t| t.item_joint())
            add=tr(|t| t.item_joint_add())
            chosen=Signal::derive(move || form.with(|f| names.with(|n| f.joint.iter().map(|b| (b.0, n.body(*b))).collect())))
            search=find_body
            on_add=move |id: i64| form.update(|f| f.joint.push(BodyId(id)))
            on_remove=move |id: i64| form.update(|f| f.joint.retain(|b| b.0 != id))
            error=error_of("joint")
        />
        {line("power_source", |f| f.power_source.clone(), |f, v| f.power_source = v, true)}
        <fieldset class="field">
            <legend class="field-label">{tr(|t| t.item_levels())}</legend>
            {levels.into_iter().collect_view()}
            <p class="field-error" aria-live="polite">{move || error_of("levels").get()}</p>
        </fieldset>
        {part(PartKind::Basis)}

        <h3>{tr(|t| t.item_group_limits())}</h3>
        {of_enum("handling", pick(form, Handling::ALL, |f| f.handling, |f, one| f.handling = one))}
        <fieldset class="plain limit" disabled=move || locked("legal").get()>
            <Field label=tr(|t| t.item_legal()) error=error_of("legal") optional=true><TextInput value=legal_days width=5/></Field>
            <Field label=tr(|t| t.item_unit())>
                <Select value=Signal::derive(move || Some(legal_unit.get())) options=units on_choose=move |unit| legal_unit.set(unit)/>
            </Field>
        </fieldset>
        {line("legal_note", |f| f.legal_note.clone(), |f, v| f.legal_note = v, true)}
        <Show when=move || form.with(|f| f.handling == Handling::Promised || f.promised.is_some())>
            <fieldset class="plain limit">
                <Field label=tr(|t| t.item_promised()) hint=tr(|t| t.item_promised_hint()) error=error_of("promised")>
                    <TextInput value=promised_days width=5/>
                </Field>
                <Field label=tr(|t| t.item_unit())>
                    <Select
                        value=Signal::derive(move || Some(promised_unit.get()))
                        options=units
                        on_choose=move |unit| promised_unit.set(unit)
                    />
                </Field>
            </fieldset>
        </Show>
        {line("promised_note", |f| f.promised_note.clone(), |f, v| f.promised_note = v, true)}

        <h3>{tr(|t| t.item_group_rows())}</h3>
        <fieldset class="field">
            <legend class="field-label">{tr(|t| t.item_audience())}</legend>
            {audience.collect_view()}
            <p class="field-error" aria-live="polite">{move || error_of("audience").get()}</p>
        </fieldset>
        {part(PartKind::Conditions)}
        {part(PartKind::Materials)}
        {part(PartKind::Steps)}
        <Field label=tr(|t| t.item_special()) error=error_of("special") optional=true><TextArea value=special/></Field>
        {part(PartKind::Fees)}
        {part(PartKind::Results)}

        <h3>{tr(|t| t.item_group_service())}</h3>
        {part(PartKind::Channels)}
        <Field label=tr(|t| t.item_visits()) error=error_of("visits")><TextInput value=visits width=4/></Field>
        <fieldset class="field">
            <legend class="field-label">{tr(|t| t.item_ways())}</legend>
            {flag("online", |f| f.online, |f, v| f.online = v)}
            {flag("express", |f| f.express, |f, v| f.express = v)}
            {flag("booking", |f| f.booking, |f, v| f.booking = v)}
            {flag("terminal", |f| f.terminal, |f, v| f.terminal = v)}
            {flag("hall", |f| f.hall, |f, v| f.hall = v)}
        </fieldset>
        {of_enum("reach", pick(form, Reach::ALL, |f| f.reach, |f, one| f.reach = one))}
        {line("hours", |f| f.hours.clone(), |f, v| f.hours = v, true)}
        {line("consult", |f| f.consult.clone(), |f, v| f.consult = v, true)}
        {line("supervise", |f| f.supervise.clone(), |f, v| f.supervise = v, true)}
        <Field label=tr(|t| t.item_effective()) error=error_of("effective") optional=true><DateInput value=effective/></Field>
        <Field label=tr(|t| t.item_ends()) error=error_of("ends") optional=true><DateInput value=ends/></Field>
        {part(PartKind::Questions)}
        <Field label=tr(|t| t.item_note()) error=error_of("note") optional=true><TextArea value=note/></Field>
    }
}
