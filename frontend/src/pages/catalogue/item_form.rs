//! The form of an item, in the order of the service guide.

use super::bound::{bound, bound_day, bound_limit, bound_number, bound_ticks};
use super::items::{Names, field_name, value};
use super::part_rows::PartRows;
use super::told::told;
use crate::backend::{call, view};
use crate::edit::{DraftNote, Field as Compared, FormEnd, MergePanel, done_undoable, join, keep_draft, refused};
use crate::state::{texts, tr, use_session};
use crate::ui::{
    Checkbox, Choice, Combobox, DateInput, ErrorNote, Field, Icon, IconButton, Notice, NoticeKind, Select, TextArea, TextInput, announce,
    use_notices,
};
use api::ApiError;
use api::item::{SaveItem, ShowRules};
use domain::body::BodyId;
use domain::calendar::Unit;
use domain::catalogue::ModuleId;
use domain::catalogue::codes::{Audience, BodyNature, Handling, ItemKind, ItemState, Origin, Reach};
use domain::catalogue::item::{FIELDS, Item, ItemFields, ItemId, LOCKED};
use domain::catalogue::parts::PartKind;
use domain::place::Level;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use texts::words::Word;

/// Things offered at a time.
const HITS: usize = 20;

/// An item that is edited: none of its own yet for a new one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::pages) struct Edited {
    /// The item; none for a new one.
    pub(super) id: Option<ItemId>,
    /// Its fields.
    pub(super) fields: ItemFields,
    /// The version that was read; 0 for one that was not described yet.
    pub(super) version: i64,
}

impl Edited {
    /// An item that is there.
    pub(super) fn of(item: &Item) -> Self {
        Self { id: Some(item.id), fields: item.fields.clone(), version: item.version }
    }

    /// A new one.
    pub(super) fn new() -> Self {
        Self {
            id: None,
            fields: ItemFields { levels: vec![Level::Village], audience: vec![Audience::Person], ..ItemFields::default() },
            version: 0,
        }
    }
}

/// Something of a list to choose one or several of.
pub(in crate::pages) fn choices<K: Copy + Ord + 'static>(
    all: impl Iterator<Item = (K, String)>,
    typed: &str,
    key: fn(K) -> i64,
) -> Vec<Choice> {
    let typed = typed.trim();
    all.filter(|(_, name)| name.contains(typed))
        .take(HITS)
        .map(|(k, name)| Choice { key: key(k).to_string(), label: name, note: String::new() })
        .collect()
}

/// The form is long: what is wrong is brought into sight, with the focus in its input where it has one.
pub(in crate::pages) fn show_first_error() {
    request_animation_frame(|| {
        let find = |css: &str| document().query_selector(css).ok().flatten();
        let wrong = find(".item-form [aria-invalid=true]").and_then(|e| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(e).ok());
        match (wrong, find(".item-form .field-error:not(:empty)")) {
            (Some(input), _) => {
                let _ = input.focus();
            }
            (None, Some(told)) => told.scroll_into_view(),
            (None, None) => {}
        }
    });
}

/// The form.
#[component]
pub(super) fn ItemForm(
    /// What is edited.
    edited: Edited,
    /// What items refer to.
    names: Memo<Names>,
    /// Saved: the item.
    #[prop(into)]
    on_saved: Callback<ItemId>,
    /// Given up.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let (t, notices, session) = (texts(), use_notices(), use_session());
    let id = edited.id;
    let form = RwSignal::new(edited.fields.clone());
    let as_opened = StoredValue::new(edited.clone());
    // Upon what it is edited: the version that was read goes with it, so that nothing is overwritten afterwards.
    let base = RwSignal::new(edited);
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let theirs = RwSignal::new(None::<Item>);
    let rules = view(|| Some(ShowRules {}));
    let label = tr(move |t| {
        let name = base.with(|base| base.fields.name.clone());
        if id.is_some() { format!("{} {name}", t.item_edit_title()) } else { t.item_new() }
    });
    let key = id.map_or_else(|| "item:new".to_owned(), |id| format!("item:{}", id.0));
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
    let told = told(tried, move || form.with(|f| f.clone().tidy().problem()), failed, |field| FIELDS.contains(&field));
    let (error, above) = (told.error, told.above);
    let error_of = move |field: &'static str| told.of(field);
    let send = move |request: SaveItem| {
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(item) => {
                    kept.forget();
                    let words = t.with_untracked(|t| t.item_saved(&item.fields.name));
                    if item.version > 1 {
                        done_undoable(notices, t, words, format!("item:{}", item.id.0));
                    } else {
                        notices.done(words);
                    }
                    on_saved.try_run(item.id);
                }
                Err(error) => {
                    if !refused(error, theirs, failed) {
                        show_first_error();
                    }
                }
            }
        });
    };
    let submit = move || {
        tried.set(true);
        let fields = form.with_untracked(|fields| fields.clone().tidy());
        if fields.problem().is_some() {
            announce(t.with_untracked(|t| t.point_fix_first()));
            show_first_error();
            return;
        }
        let version = base.with_untracked(|base| base.version);
        send(SaveItem { id, fields, version });
    };
    let compared = move |fields: &ItemFields| -> Vec<Compared> {
        untrack(|| names.with(|names| t.with(|t| FIELDS.map(|key| Compared { key, value: value(fields, key, names, t) }).to_vec())))
    };
    let merged = Callback::new(move |taken: Vec<&'static str>| {
        let Some(stored) = theirs.get_untracked() else { return };
        let mut fields = form.get_untracked();
        for field in taken {
            fields.take(field, &stored.fields);
        }
        theirs.set(None);
        base.set(Edited { id, fields: stored.fields, version: stored.version });
        form.set(fields);
        submit();
    });
    let back = move || {
        let opened = as_opened.get_value();
        form.set(opened.fields.clone());
        base.set(opened);
    };
    let is_locked = Memo::new(move |_| {
        let stored = base.with(|base| base.version > 0 && base.fields.origin == Origin::Province && base.fields.verified.is_some());
        stored && form.with(|f| f.verified.is_some())
    });
    let locked = move |field: &'static str| Signal::derive(move || is_locked.get() && LOCKED.contains(&field));

    // One line of text.
    let line = move |field: &'static str, get: fn(&ItemFields) -> String, set: fn(&mut ItemFields, String), optional: bool| {
        let value = bound(form, get, set);
        let label = tr(move |t| field_name(field, t).unwrap_or_default());
        view! {
            <fieldset class="plain" disabled=move || locked(field).get()>
                <Field label error=error_of(field) optional><TextInput value/></Field>
            </fieldset>
        }
    };
    let verified = bound_ticks(form, |fields| fields.verified.is_some(), move |fields, yes| fields.verified = yes.then(|| session.today()));
    let code_hint = Signal::derive(move || {
        let rule = rules.with(|rules| rules.map(|rules| rules.code.clone()).unwrap_or_default());
        Some(t.with(|t| if rule.is_empty() { t.item_code_hint() } else { t.item_code_hint_rule(rule) }))
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
    let audience = Audience::ALL.iter().copied().map(|one| {
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
    let of_enum = move |field: &'static str, select: AnyView| {
        let label = tr(move |t| field_name(field, t).unwrap_or_default());
        view! {
            <fieldset class="plain" disabled=move || locked(field).get()>
                <Field label error=error_of(field)>{select}</Field>
            </fieldset>
        }
    };
    let part = move |kind: PartKind| view! { <PartRows kind form error locked=locked(kind.code())/> };
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
                let joined = join(
                    &base.with_untracked(|base| compared(&base.fields)),
                    &form.with_untracked(compared),
                    &compared(&stored.fields),
                );
                let label = Callback::new(move |key: &'static str| t.with(|t| field_name(key, t).unwrap_or_default()));
                view! { <MergePanel joined label on_choose=merged busy/> }
            })}
            <Show when=move || is_locked.get()>
                <Notice kind=NoticeKind::Info><p>{tr(|t| t.item_locked())}</p></Notice>
            </Show>
            <h3>{tr(|t| t.item_group_basics())}</h3>
            {line("name", |f| f.name.clone(), |f, v| f.name = v, false)}
            <Field label=tr(|t| t.item_code()) hint=code_hint error=error_of("code")><TextInput value=code/></Field>
            {line("base_code", |f| f.base_code.clone(), |f, v| f.base_code = v, true)}
            {line("handle_code", |f| f.handle_code.clone(), |f, v| f.handle_code = v, true)}
            {of_enum("kind", pick(form, ItemKind::ALL, |f| f.kind, |f, one| f.kind = one))}
            {of_enum("origin", pick(form, Origin::ALL, |f| f.origin, |f, one| f.origin = one))}
            {of_enum("state", pick(form, ItemState::ALL, |f| f.state, |f, one| f.state = one))}
            <fieldset class="field">
                <legend class="field-label">{tr(|t| t.item_verified())}</legend>
                <Checkbox value=verified>{tr(|t| t.item_verified_check())}</Checkbox>
                <p class="field-error" aria-live="polite">{move || error_of("verified").get()}</p>
            </fieldset>
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
            <ErrorNote error=above/>
            <FormEnd draft=kept busy words=tr(move |t| if busy.get() { t.item_saving() } else { t.item_save() }) on_cancel=on_cancel/>
        </form>
    }
}

/// A menu of a closed set of words.
pub(in crate::pages) fn pick<F, T>(form: RwSignal<F>, all: &'static [T], get: fn(&F) -> T, set: fn(&mut F, T)) -> AnyView
where
    F: Send + Sync + 'static,
    T: Word + Copy + PartialEq + Send + Sync + 'static,
{
    let t = texts();
    let options = Signal::derive(move || t.with(|t| all.iter().map(|one| (*one, one.word(t))).collect::<Vec<_>>()));
    view! { <Select value=Signal::derive(move || Some(form.with(get))) options on_choose=move |one: T| form.update(|f| set(f, one))/> }
        .into_any()
}

/// Several things of a list.
#[component]
pub(in crate::pages) fn Several(
    /// What they are.
    label: Signal<String>,
    /// What adding one is called.
    add: Signal<String>,
    /// Those that are chosen: key and name.
    chosen: Signal<Vec<(i64, String)>>,
    /// What fits a typed text.
    search: Callback<String, Vec<Choice>>,
    /// One was added.
    #[prop(into)]
    on_add: Callback<i64>,
    /// One was taken away.
    #[prop(into)]
    on_remove: Callback<i64>,
    /// What is wrong.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let rest = Callback::new(move |typed: String| {
        let there: Vec<String> = untrack(|| chosen.with(|chosen| chosen.iter().map(|(id, _)| id.to_string()).collect()));
        search.run(typed).into_iter().filter(|choice| !there.contains(&choice.key)).collect::<Vec<_>>()
    });
    let pick = move |picked: Choice| {
        if let Ok(id) = picked.key.parse() {
            on_add.run(id);
        }
    };
    view! {
        <div class="several">
            <Show when=move || chosen.with(|chosen| !chosen.is_empty())>
                <ul class="several-chosen" aria-label=move || label.get()>
                    <For
                        each=move || chosen.get()
                        key=|(id, name)| (*id, name.clone())
                        children=move |(id, name)| {
                            let label = tr({
                                let name = name.clone();
                                move |t| t.item_remove(&name)
                            });
                            view! { <li><span>{name}</span><IconButton icon=Icon::Close label on_press=move || on_remove.run(id)/></li> }
                        }
                    />
                </ul>
            </Show>
            <Field label hint=Signal::derive(move || Some(add.get())) error optional=true>
                <Combobox value=Signal::stored(None::<Choice>) search=rest on_choose=pick/>
            </Field>
        </div>
    }
}
