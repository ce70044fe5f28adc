//! A choice of many things by typing part of a name. Safe with input methods: Enter and arrows do nothing while a word is
//! being composed.

use super::roving::{Axis, step};
use super::{fresh_id, is_composing, use_field};
use crate::state::texts;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Names it.
    pub key: String,
    /// What is shown and put into the input.
    pub label: String,
    /// A few words beside it, such as the town of a village.
    pub note: String,
}

/// An input with a list below it.
#[component]
pub fn Combobox(
    /// What is chosen.
    #[prop(into)]
    value: Signal<Option<Choice>>,
    /// What fits the typed text, best first; all of it (or the first few) for an empty text.
    #[prop(into)]
    search: Callback<String, Vec<Choice>>,
    /// Something was chosen.
    #[prop(into)]
    on_choose: Callback<Choice>,
    /// Name where there is no [`super::Field`] around it.
    #[prop(optional, into)]
    label: Signal<Option<String>>,
    /// An example, in grey.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
) -> impl IntoView {
    let (t, field) = (texts(), use_field());
    let list_id = fresh_id("options");
    let typed = RwSignal::new(None::<String>);
    let open = RwSignal::new(false);
    let active = RwSignal::new(0_usize);
    let node = NodeRef::<leptos::html::Ul>::new();
    let found = Memo::new(move |_| if open.get() { search.run(typed.get().unwrap_or_default()) } else { Vec::new() });
    let shown = move || typed.get().or_else(|| value.get().map(|choice| choice.label)).unwrap_or_default();
    let choose = move |choice: Choice| {
        open.set(false);
        typed.set(None);
        on_choose.run(choice);
    };
    let option_id = {
        let list_id = list_id.clone();
        move |index: usize| format!("{list_id}-{index}")
    };
    let active_id = {
        let option_id = option_id.clone();
        move || (open.get() && active.get() < found.with(Vec::len)).then(|| option_id(active.get()))
    };
    Effect::new(move |_| {
        let index = active.get();
        let row = node.get().and_then(|list| list.children().item(u32::try_from(index).ok()?));
        if let Some(row) = row {
            scroll_near(&row);
        }
    });
    let keydown = move |ev: web_sys::KeyboardEvent| {
        if is_composing(&ev) {
            return;
        }
        match ev.key().as_str() {
            "ArrowDown" | "ArrowUp" if !open.get_untracked() => {
                ev.prevent_default();
                active.set(0);
                open.set(true);
            }
            "Enter" if open.get_untracked() => {
                ev.prevent_default();
                let picked = found.with_untracked(|found| found.get(active.get_untracked()).cloned());
                if let Some(choice) = picked {
                    choose(choice);
                }
            }
            "Escape" if open.get_untracked() => {
                ev.prevent_default();
                ev.stop_propagation();
                open.set(false);
                typed.set(None);
            }
            key @ ("ArrowDown" | "ArrowUp") => {
                let next = step(key, active.get_untracked(), found.with_untracked(Vec::len), Axis::Column);
                if let Some(next) = next {
                    ev.prevent_default();
                    active.set(next);
                }
            }
            _ => {}
        }
    };
    let row = move |(index, choice): (usize, Choice)| {
        let (label, note) = (choice.label.clone(), choice.note.clone());
        view! {
            <li
                id=option_id(index)
                role="option"
                class="option"
                class:is-active=move || active.get() == index
                aria-selected=move || (active.get() == index).to_string()
                // Before the input loses the focus.
                on:mousedown=move |ev| {
                    ev.prevent_default();
                    choose(choice.clone());
                }
                on:mousemove=move |_| if active.get_untracked() != index { active.set(index) }
            >
                <span>{label}</span>
                <span class="option-note">{note}</span>
            </li>
        }
    };
    view! {
        <div class="combobox">
            <input
                class="input"
                type="text"
                role="combobox"
                id=field.id()
                aria-label=move || label.get()
                aria-describedby=field.described_by()
                aria-invalid=move || field.is_wrong().then_some("true")
                aria-required=field.is_required().then_some("true")
                aria-autocomplete="list"
                aria-expanded=move || open.get().to_string()
                aria-controls=list_id.clone()
                aria-activedescendant=active_id
                autocomplete="off"
                spellcheck="false"
                placeholder=move || placeholder.get()
                prop:value=shown
                on:input=move |ev| {
                    typed.set(Some(event_target_value(&ev)));
                    active.set(0);
                    open.set(true);
                }
                on:click=move |_| open.set(true)
                on:blur=move |_| {
                    open.set(false);
                    typed.set(None);
                }
                on:keydown=keydown
            />
            <Show when=move || open.get()>
                <div class="panel options">
                    <ul role="listbox" id=list_id.clone() node_ref=node aria-label=move || label.get()>
                        {
                            let row = row.clone();
                            move || found.get().into_iter().enumerate().map(row.clone()).collect_view()
                        }
                    </ul>
                    {move || found.with(Vec::is_empty).then(|| view! {
                        <p class="options-none" role="status">{move || t.with(|t| t.ui_none_found())}</p>
                    })}
                </div>
            </Show>
        </div>
    }
}

/// Scrolls an element into sight if it is out of it, without moving anything else.
pub fn scroll_near(element: &web_sys::Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
