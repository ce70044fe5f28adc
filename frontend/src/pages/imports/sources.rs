//! Where the rows of a file come from: the sources that they name, the one for rows that name none, and whether their
//! records carry numbers.

use super::form::Form;
use super::plan::{SourceUse, sources_used};
use crate::backend::{call, view};
use crate::state::{texts, tr};
use crate::ui::{Badge, Button, Checkbox, ErrorNote, Field, Select, TextInput, Tint};
use api::body::{ListSources, SaveSource, Source};
use api::{ApiError, ChangeKind};
use leptos::prelude::*;

/// Most characters of a source's name.
const NAME_LIMIT: usize = 64;

/// What is chosen for rows that name no source.
#[derive(Clone, PartialEq)]
enum Fallback {
    None,
    Known(String),
    New,
}

/// The card of sources.
#[component]
pub(super) fn Sources(form: Form) -> impl IntoView {
    let t = texts();
    let known = view(|| Some(ListSources {}));
    known.reload_on(&[ChangeKind::Body]);
    let failed = RwSignal::new(None::<ApiError>);
    let naming = RwSignal::new(false);
    let options = Signal::derive(move || {
        let mut options = vec![(Fallback::None, t.with(|t| t.import_source_fallback_none()))];
        let listed = known.with(|k| k.map(|k| k.sources.clone()).unwrap_or_default());
        options.extend(listed.into_iter().map(|s| (Fallback::Known(s.name.clone()), s.name)));
        if let Some(chosen) = form.fallback.get()
            && !options.iter().any(|(f, _)| *f == Fallback::Known(chosen.clone()))
        {
            options.push((Fallback::Known(chosen.clone()), chosen));
        }
        options.push((Fallback::New, t.with(|t| t.import_source_new())));
        options
    });
    let value = Signal::derive(move || {
        Some(match form.fallback.get() {
            _ if naming.get() => Fallback::New,
            None => Fallback::None,
            Some(name) => Fallback::Known(name),
        })
    });
    let choose = move |picked: Fallback| {
        naming.set(picked == Fallback::New);
        match picked {
            Fallback::None => form.fallback.set(None),
            Fallback::Known(name) => form.fallback.set(Some(name)),
            Fallback::New => {}
        }
    };
    let used = Memo::new(move |_| {
        let named = form.previewed.with(|p| p.map(|p| p.sources.clone()).unwrap_or_default());
        let fallback = form.fallback.get();
        known.with(|k| sources_used(&named, fallback.as_deref(), k.map(|k| k.sources.as_slice()).unwrap_or_default()))
    });
    let declare = Callback::new(move |source: Source| {
        failed.set(None);
        leptos::task::spawn_local(async move {
            match call(SaveSource { source }).await {
                Ok(_) => form.previewed.reload(),
                Err(error) => {
                    failed.try_set(Some(error));
                    // The box goes back to what is stored.
                    known.reload();
                }
            }
        });
    });
    let named_now = move |name: String| {
        naming.set(false);
        form.fallback.set(Some(name));
    };
    view! {
        <section class="card">
            <h2>{tr(|t| t.import_sources())}</h2>
            <Field label=tr(|t| t.import_source_fallback()) hint=tr(|t| t.import_source_fallback_hint()) optional=true>
                <Select value options on_choose=choose/>
            </Field>
            <Show when=move || naming.get()>
                <NewSource on_named=named_now/>
            </Show>
            <ErrorNote error=failed/>
            <ul class="sources">
                <For each=move || used.get() key=|s| (s.name.clone(), s.numberless, s.known) let:source>
                    <SourceRow source on_declare=declare/>
                </For>
            </ul>
            <Show when=move || used.with(|used| !used.is_empty())>
                <p class="quiet">{tr(|t| t.import_source_numberless_hint())}</p>
            </Show>
        </section>
    }
}

/// The name of a source that is not known yet.
#[component]
fn NewSource(on_named: impl Fn(String) + Send + Sync + 'static) -> impl IntoView {
    let t = texts();
    let (name, error) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let take = Callback::new(move |()| {
        let typed = name.get_untracked().trim().to_owned();
        match typed.chars().count() {
            0 => error.set(Some(t.with_untracked(|t| t.import_source_missing()))),
            n if n > NAME_LIMIT => error.set(Some(t.with_untracked(|t| t.import_source_too_long()))),
            _ => on_named(typed),
        }
    });
    view! {
        <div class="new-source">
            <Field label=tr(|t| t.import_source_new_name()) hint=tr(|t| t.import_source_new_hint()) error>
                <TextInput value=name focused=true on_enter=take/>
            </Field>
            <Button on_press=take>{tr(|t| t.import_source_use())}</Button>
        </div>
    }
}

/// One source with its switch.
#[component]
fn SourceRow(source: SourceUse, on_declare: Callback<Source>) -> impl IntoView {
    let SourceUse { name, numberless, known, .. } = source;
    let on = RwSignal::new(numberless);
    let declared = name.clone();
    Effect::new(move |before: Option<bool>| {
        let now = on.get();
        if before.is_some_and(|before| before != now) {
            on_declare.run(Source { name: declared.clone(), numberless: now });
        }
        now
    });
    view! {
        <li>
            <span class="source-name">{name}</span>
            {(!known).then(|| view! { <Badge tint=Tint::Accent>{tr(|t| t.import_source_first())}</Badge> })}
            <Checkbox value=on>{tr(|t| t.import_source_numberless())}</Checkbox>
        </li>
    }
}
