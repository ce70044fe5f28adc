//! The form of a terminal module; what it says, for whoever may not edit it.

use super::modules::{Draft, FIELDS, Wrong};
use super::modules_page::levels_words;
use crate::backend::{View, call};
use crate::edit::{DraftNote, Field as Compared, FormEnd, History, MergePanel, done_undoable, join, keep_draft, refused};
use crate::state::{Wording, field_error, texts, tr};
use crate::ui::{
    Button, Checkbox, Choice, Combobox, ErrorNote, Field, InputForm, Look, Option_, RadioGroup, Select, TextArea, TextInput, announce,
    use_notices,
};
use api::ApiError;
use api::body::Listed;
use api::catalogue::{Modules, SaveModule};
use domain::body::{Body, BodyId};
use domain::catalogue::{Category, Holds, Module, ModuleFields, ModuleProblem, ModuleState, NAME_LIMIT, NOTE_LIMIT};
use domain::place::Level;
use domain::supervision::{Link, LinkKind};
use leptos::prelude::*;
use texts::Texts;
use texts::words::Word;

/// Bodies offered at a time.
const HITS: usize = 20;

/// The name of a field.
fn field_name(key: &str, t: &Texts) -> String {
    match key {
        "name" => t.module_name(),
        "category" => t.module_category(),
        "holds" => t.module_holds(),
        "owner" => t.module_owner(),
        "levels" => t.module_levels(),
        "state" => t.module_state(),
        _ => t.module_note(),
    }
}

/// What is wrong, in words.
fn wrong_words(wrong: Wrong, t: &Texts) -> String {
    match wrong {
        Wrong::Taken => t.module_name_taken(),
        Wrong::Rule(ModuleProblem::NameMissing) => t.module_name_missing(),
        Wrong::Rule(ModuleProblem::NameTooLong) => t.module_too_long(NAME_LIMIT.to_string()),
        Wrong::Rule(ModuleProblem::NameControl) => t.module_name_control(),
        Wrong::Rule(ModuleProblem::NoLevel) => t.module_levels_missing(),
        Wrong::Rule(ModuleProblem::NoteTooLong) => t.module_too_long(NOTE_LIMIT.to_string()),
    }
}

/// The value of a field as a person reads it.
fn value(fields: &ModuleFields, key: &str, bodies: View<Listed>, t: &Texts) -> String {
    match key {
        "name" => fields.name.trim().to_owned(),
        "category" => fields.category.word(t),
        "holds" => fields.holds.word(t),
        "owner" => fields.owner.map_or_else(|| t.module_owner_none(), |body| body_name(bodies, body)),
        "levels" => levels_words(&fields.clone().tidy(), t),
        "state" => fields.state.word(t),
        _ => fields.note.trim().to_owned(),
    }
}

/// The name of a body; tracked.
fn body_name(bodies: View<Listed>, id: BodyId) -> String {
    bodies.with(|listed| listed.and_then(|l| l.bodies.iter().find(|b| b.id == id).map(|b| b.name.clone())).unwrap_or_default())
}

/// The values of a form as a person reads them, for comparing two edits.
fn compared(draft: &Draft, bodies: View<Listed>, t: Wording) -> Vec<Compared> {
    FIELDS.map(|key| Compared { key, value: untrack(|| t.with_untracked(|t| value(&draft.fields, key, bodies, t))) }).to_vec()
}

/// Every field as a signal; a `Copy` handle.
#[derive(Clone, Copy)]
struct FormSignals {
    name: RwSignal<String>,
    category: RwSignal<Category>,
    holds: RwSignal<Holds>,
    owner: RwSignal<Option<BodyId>>,
    levels: [RwSignal<bool>; Level::ALL.len()],
    state: RwSignal<ModuleState>,
    note: RwSignal<String>,
}

impl FormSignals {
    fn new(fields: &ModuleFields) -> Self {
        Self {
            name: RwSignal::new(fields.name.clone()),
            category: RwSignal::new(fields.category),
            holds: RwSignal::new(fields.holds),
            owner: RwSignal::new(fields.owner),
            levels: Level::ALL.map(|level| RwSignal::new(fields.levels.contains(&level))),
            state: RwSignal::new(fields.state),
            note: RwSignal::new(fields.note.clone()),
        }
    }

    fn set(&self, fields: &ModuleFields) {
        self.name.set(fields.name.clone());
        self.category.set(fields.category);
        self.holds.set(fields.holds);
        self.owner.set(fields.owner);
        for (level, signal) in Level::ALL.into_iter().zip(self.levels) {
            signal.set(fields.levels.contains(&level));
        }
        self.state.set(fields.state);
        self.note.set(fields.note.clone());
    }

    /// The form as it stands; tracked.
    fn fields(&self) -> ModuleFields {
        let named = Level::ALL.into_iter().zip(self.levels).filter(|(_, there)| there.get());
        ModuleFields {
            name: self.name.get(),
            category: self.category.get(),
            holds: self.holds.get(),
            owner: self.owner.get(),
            levels: named.map(|(level, _)| level).collect(),
            state: self.state.get(),
            note: self.note.get(),
        }
    }
}

/// A module that is there, or a new one.
#[component]
pub(super) fn ModuleForm(
    /// What is edited.
    draft: Draft,
    /// The modules that are there.
    modules: View<Modules>,
    /// The bodies that can answer for it.
    bodies: View<Listed>,
    /// The person may edit.
    may: Memo<bool>,
    /// Saved or given up.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    if !may.get_untracked() {
        return view! { <Told draft bodies/> }.into_any();
    }
    view! { <Form draft modules bodies on_done/> }.into_any()
}

/// A module as it is, to read.
#[component]
fn Told(draft: Draft, bodies: View<Listed>) -> impl IntoView {
    let t = texts();
    let id = draft.id;
    let fields = StoredValue::new(draft.fields);
    let rows = FIELDS.map(|key| {
        let words = move || t.with(|t| fields.with_value(|fields| value(fields, key, bodies, t)));
        view! {
            <dt>{move || t.with(|t| field_name(key, t))}</dt>
            <dd>{words}</dd>
        }
    });
    view! {
        <dl class="facts">{rows.into_iter().collect_view()}</dl>
        {id.map(|id| view! {
            <crate::pages::supervision::Turn link=Link { kind: LinkKind::Module, id: id.0 }/>
            <History subject=format!("module:{}", id.0)/>
        })}
    }
}

#[component]
fn Form(draft: Draft, modules: View<Modules>, bodies: View<Listed>, on_done: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let id = draft.id;
    let form = FormSignals::new(&draft.fields);
    let as_opened = StoredValue::new(draft.clone());
    let base = RwSignal::new(draft);
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let theirs = RwSignal::new(None::<Module>);
    let now = Memo::new(move |_| Draft { fields: form.fields(), ..base.get() });
    let label = tr(move |t| {
        let name = base.with(|base| base.fields.name.clone());
        if id.is_some() { format!("{} {name}", t.module_edit_title()) } else { t.module_new() }
    });
    let key = id.map_or_else(|| "module:new".to_owned(), |id| format!("module:{}", id.0));
    // What is typed, and upon what: the version that was read goes with it, so that nothing is overwritten afterwards.
    let typed = move || {
        let pair = (now.get(), base.get());
        (pair.0 != pair.1).then(|| serde_json::to_string(&pair).unwrap_or_default())
    };
    let kept = keep_draft(key, label, typed, move |body| {
        if let Ok((now, before)) = serde_json::from_str::<(Draft, Draft)>(&body) {
            form.set(&now.fields);
            base.set(before);
        }
    });
    let wrong = Memo::new(move |_| {
        modules.with(|m| now.with(|now| now.wrong(m.map(|m| m.modules.as_slice()).unwrap_or_default()))).filter(|_| tried.get())
    });
    let error_of = move |field: &'static str| {
        Signal::derive(move || {
            let own = wrong.get().filter(|(at, _)| *at == field).map(|(_, wrong)| t.with(|t| wrong_words(wrong, t)));
            own.or_else(|| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, field, t)))))
        })
    };
    // What is told at its field is not told above as well.
    let above = Signal::derive(move || failed.get().filter(|e| e.field.as_deref().is_none_or(|f| !FIELDS.contains(&f))));
    let send = move |request: SaveModule| {
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(module) => {
                    kept.forget();
                    let words = t.with_untracked(|t| t.module_saved(&module.fields.name));
                    match id {
                        Some(id) => done_undoable(notices, t, words, format!("module:{}", id.0)),
                        None => notices.done(words),
                    }
                    modules.reload();
                    on_done.try_run(());
                }
                Err(error) => {
                    refused(error, theirs, failed);
                }
            }
        });
    };
    let submit = move || {
        tried.set(true);
        let listed = untrack(|| modules.with(|m| m.map(|m| m.modules.clone()).unwrap_or_default()));
        match now.with_untracked(|now| now.request(&listed)) {
            Some(request) => send(request),
            None => announce(t.with_untracked(|t| t.point_fix_first())),
        }
    };
    let merged = Callback::new(move |fields: Vec<&'static str>| {
        let Some(stored) = theirs.get_untracked().map(|module| Draft::of(&module)) else { return };
        let merged = now.with_untracked(|now| now.with(&stored, &fields));
        theirs.set(None);
        base.set(stored);
        form.set(&merged.fields);
        submit();
    });
    let back = move || {
        as_opened.with_value(|draft| form.set(&draft.fields));
        base.set(as_opened.get_value());
    };
    let categories = Signal::derive(move || t.with(|t| Category::ALL.map(|c| (c, c.word(t))).to_vec()));
    let states = Signal::derive(move || t.with(|t| ModuleState::ALL.map(|s| (s, s.word(t))).to_vec()));
    let holds = Signal::derive(move || {
        t.with(|t| {
            Holds::ALL
                .map(|holds| {
                    let about = if holds == Holds::Items { t.module_holds_items_about() } else { t.module_holds_content_about() };
                    Option_::new(holds, holds.word(t)).about(about)
                })
                .to_vec()
        })
    });
    let owner = Signal::derive(move || form.owner.get().map(|body| choice(body, body_name(bodies, body))));
    let find = Callback::new(move |typed: String| {
        let fits = |b: &&Body| b.active && !b.being.has_ended() && b.name.contains(typed.trim());
        let found = |l: &Listed| l.bodies.iter().filter(fits).take(HITS).map(|b| choice(b.id, b.name.clone())).collect();
        untrack(|| bodies.with(|listed| listed.map(found).unwrap_or_default()))
    });
    let levels = Level::ALL.into_iter().zip(form.levels).map(move |(level, there)| {
        let wrong = Signal::derive(move || wrong.get().is_some_and(|(at, _)| at == "levels"));
        view! { <Checkbox value=there wrong>{move || t.with(|t| level.word(t))}</Checkbox> }
    });
    view! {
        <InputForm on_submit=submit>
            <DraftNote draft=kept on_drop=back/>
            {move || theirs.get().map(|stored| {
                let of = |draft: &Draft| compared(draft, bodies, t);
                let joined = join(&base.with_untracked(of), &now.with_untracked(of), &of(&Draft::of(&stored)));
                let label = Callback::new(move |key: &'static str| t.with(|t| field_name(key, t)));
                view! { <MergePanel joined label on_choose=merged busy/> }
            })}
            <Field label=tr(|t| t.module_name()) hint=tr(|t| t.module_name_hint()) error=error_of("name")>
                <TextInput value=form.name focused=true/>
            </Field>
            <Field label=tr(|t| t.module_category()) error=error_of("category")>
                <Select
                    value=Signal::derive(move || Some(form.category.get()))
                    options=categories
                    on_choose=move |category| form.category.set(category)
                />
            </Field>
            <Field label=tr(|t| t.module_holds()) error=error_of("holds")>
                <RadioGroup value=Signal::derive(move || Some(form.holds.get())) options=holds on_choose=move |holds| form.holds.set(holds)/>
            </Field>
            <Field label=tr(|t| t.module_owner()) hint=tr(|t| t.module_owner_hint()) error=error_of("owner") optional=true>
                <Combobox
                    value=owner
                    search=find
                    on_choose=move |picked: Choice| form.owner.set(picked.key.parse().ok().map(BodyId))
                />
            </Field>
            <Show when=move || form.owner.with(Option::is_some)>
                <Button look=Look::Quiet on_press=move || form.owner.set(None)>{tr(|t| t.module_owner_clear())}</Button>
            </Show>
            <fieldset class="field">
                <legend class="field-label">{tr(|t| t.module_levels())}</legend>
                {levels.collect_view()}
                <p class="field-error" aria-live="polite">{move || error_of("levels").get()}</p>
            </fieldset>
            <Field label=tr(|t| t.module_state()) error=error_of("state")>
                <Select value=Signal::derive(move || Some(form.state.get())) options=states on_choose=move |state| form.state.set(state)/>
            </Field>
            <Field label=tr(|t| t.module_note()) error=error_of("note") optional=true>
                <TextArea value=form.note/>
            </Field>
            <ErrorNote error=above/>
            <FormEnd draft=kept busy words=tr(move |t| if busy.get() { t.module_saving() } else { t.module_save() }) on_cancel=on_done/>
        </InputForm>
        {id.map(|id| view! { <History subject=format!("module:{}", id.0)/> })}
    }
}

fn choice(body: BodyId, name: String) -> Choice {
    Choice { key: body.0.to_string(), label: name, note: String::new() }
}
