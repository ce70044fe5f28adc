//! What is chosen from a list in a form: what fits a typed text, one of a closed set of words, several things.

use crate::state::{texts, tr};
use crate::ui::{Choice, Combobox, Field, Icon, IconButton, Select};
use leptos::prelude::*;
use texts::words::Word;

/// Things offered at a time.
const HITS: usize = 20;

/// Something of a list to choose one or several of.
pub fn choices<K: Copy + Ord + 'static>(all: impl Iterator<Item = (K, String)>, typed: &str, key: fn(K) -> i64) -> Vec<Choice> {
    let typed = typed.trim();
    all.filter(|(_, name)| name.contains(typed))
        .take(HITS)
        .map(|(k, name)| Choice { key: key(k).to_string(), label: name, note: String::new() })
        .collect()
}

/// A menu of a closed set of words.
pub fn pick<F, T>(form: RwSignal<F>, all: &'static [T], get: fn(&F) -> T, set: fn(&mut F, T)) -> ViewFnOnce
where
    F: Send + Sync + 'static,
    T: Word + Copy + PartialEq + Send + Sync + 'static,
{
    let t = texts();
    let options = Signal::derive(move || t.with(|t| all.iter().map(|one| (*one, one.word(t))).collect::<Vec<_>>()));
    let value = Signal::derive(move || Some(form.with(get)));
    ViewFnOnce::from(move || view! { <Select value options on_choose=move |one: T| form.update(|f| set(f, one))/> })
}

/// Several things of a list.
#[component]
pub fn Several(
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
