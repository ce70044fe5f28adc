//! Choosing a place: district, town, station, by the tree or by typing name, pinyin or initials.

use super::combobox::scroll_near;
use super::roving::{Axis, step};
use super::tree_walk::{Walk, lines, open_at_first, walk};
use super::{Glyph, Icon, Popover, fresh_id, is_composing, use_field};
use crate::state::{PlaceTree, texts, tr};
use domain::place::{Level, PlaceId};
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use texts::format::count;

/// Most hits shown for a typed text.
const HITS: usize = 50;

/// The input with the tree, or with what fits the typed text. The focus stays in the input; arrow keys walk the lines.
#[component]
pub fn PlacePicker(
    /// The places.
    #[prop(into)]
    tree: Signal<PlaceTree>,
    /// The place chosen now.
    #[prop(into)]
    value: Signal<Option<PlaceId>>,
    /// Another one was chosen.
    #[prop(into)]
    on_choose: Callback<PlaceId>,
) -> impl IntoView {
    let t = texts();
    let typed = RwSignal::new(String::new());
    let open = RwSignal::new(tree.with_untracked(|tree| open_at_first(tree, value.get_untracked())));
    let is_searching = Memo::new(move |_| typed.with(|typed| !typed.trim().is_empty()));
    // The lines in sight: of the tree, or hits.
    let shown = Memo::new(move |_| {
        tree.with(|tree| {
            if is_searching.get() {
                let hits = typed.with(|typed| tree.search(typed, HITS).into_iter().map(|p| p.id).collect::<Vec<_>>());
                hits.into_iter().map(|place| super::tree_walk::Line { key: place, depth: 0, open: None }).collect()
            } else {
                open.with(|open| lines(tree, open))
            }
        })
    });
    let active = RwSignal::new(0_usize);
    Effect::new(move |_| {
        // At first, and after every change of the text: the chosen place, or the best hit.
        is_searching.track();
        typed.track();
        let chosen = value.get_untracked();
        let at = shown.with_untracked(|lines| lines.iter().position(|l| Some(l.key) == chosen));
        active.set(at.filter(|_| !is_searching.get_untracked()).unwrap_or(0));
    });
    let list = NodeRef::<leptos::html::Ul>::new();
    Effect::new(move |_| {
        let at = active.get();
        let row = list.get().and_then(|list| list.children().item(u32::try_from(at).ok()?));
        if let Some(row) = row {
            request_animation_frame(move || scroll_near(&row));
        }
    });
    let choose = move |place: PlaceId| {
        if tree.with_untracked(|tree| tree.can_choose(place)) {
            on_choose.run(place);
        }
    };
    let fold = move |place: PlaceId| {
        open.update(|open| {
            if !open.remove(&place) {
                open.insert(place);
            }
        });
    };
    let keydown = move |ev: web_sys::KeyboardEvent| {
        if is_composing(&ev) {
            return;
        }
        let (key, at) = (ev.key(), active.get_untracked());
        if key == "Enter" {
            ev.prevent_default();
            if let Some(line) = shown.with_untracked(|lines| lines.get(at).copied()) {
                choose(line.key);
            }
        } else if is_searching.get_untracked() {
            if let Some(next) = matches!(key.as_str(), "ArrowDown" | "ArrowUp")
                .then(|| step(&key, at, shown.with_untracked(Vec::len), Axis::Column))
                .flatten()
            {
                ev.prevent_default();
                active.set(next);
            }
        } else if let Some(walked) = shown.with_untracked(|lines| walk(lines, at, &key)) {
            ev.prevent_default();
            match walked {
                Walk::To(next) => active.set(next),
                Walk::Open(place) | Walk::Fold(place) => fold(place),
            }
        }
    };
    let id = fresh_id("places");
    let row_id = {
        let id = id.clone();
        move |index: usize| format!("{id}-{index}")
    };
    let active_id = {
        let row_id = row_id.clone();
        move || row_id(active.get())
    };
    let row = move |(index, line): (usize, super::tree_walk::Line<PlaceId>)| {
        let place = tree.with_untracked(|tree| tree.get(line.key).cloned())?;
        let can_choose = tree.with_untracked(|tree| tree.can_choose(line.key));
        let searching = is_searching.get_untracked();
        let note = move || {
            t.with(|t| {
                if place.being.has_ended() {
                    return t.ui_place_ended();
                }
                if !place.active {
                    return t.ui_place_inactive();
                }
                tree.with(|tree| match (searching, place.level) {
                    (true, _) => place.parent.map(|above| tree.name(above)).unwrap_or_default(),
                    (false, Level::Town) => {
                        let villages = tree.children(place.id).filter(|p| p.active).count();
                        t.ui_place_villages(count(villages))
                    }
                    (false, _) => String::new(),
                })
            })
        };
        let folder = line.open.map(|is_open| {
            let label = move || t.with(|t| if is_open { t.ui_collapse() } else { t.ui_expand() });
            view! {
                <button
                    type="button"
                    class="folder"
                    class:is-open=is_open
                    tabindex="-1"
                    aria-label=label
                    on:mousedown=move |ev| {
                        ev.prevent_default();
                        ev.stop_propagation();
                    }
                    on:click=move |ev| {
                        ev.stop_propagation();
                        fold(line.key);
                    }
                >
                    <Glyph icon=Icon::Chevron/>
                </button>
            }
        });
        Some(view! {
            <li
                id=row_id(index)
                class="option place-line"
                class:is-active=move || active.get() == index
                class:is-off=!can_choose
                role=if searching { "option" } else { "treeitem" }
                {..custom_attribute("aria-level", (!searching).then(|| (line.depth + 1).to_string()))}
                aria-expanded=line.open.map(|open| open.to_string())
                aria-selected=move || (value.get() == Some(line.key)).to_string()
                aria-disabled=(!can_choose).then_some("true")
                style=format!("--depth:{}", line.depth)
                on:mousedown=move |ev| ev.prevent_default()
                on:click=move |_| choose(line.key)
                on:mousemove=move |_| if active.get_untracked() != index { active.set(index) }
            >
                {folder}
                <span class="place-name">{place.name.clone()}</span>
                <span class="option-note">{note}</span>
                {move || (value.get() == Some(line.key)).then(|| view! { <Glyph icon=Icon::Check/> })}
            </li>
        })
    };
    let node = NodeRef::<leptos::html::Input>::new();
    super::text_input::focus_when_there(node);
    let hint = tr(|t| t.ui_place_search());
    view! {
        <div class="place-picker">
            <input
                node_ref=node
                class="input"
                type="text"
                role="combobox"
                aria-label=move || hint.get()
                aria-controls=id.clone()
                aria-expanded="true"
                aria-activedescendant=active_id
                aria-autocomplete="list"
                autocomplete="off"
                spellcheck="false"
                placeholder=move || hint.get()
                prop:value=move || typed.get()
                on:input=move |ev| typed.set(event_target_value(&ev))
                on:keydown=keydown
            />
            <ul
                class="place-lines"
                id=id
                node_ref=list
                role=move || if is_searching.get() { "listbox" } else { "tree" }
                aria-label=tr(|t| t.frame_place())
            >
                {move || shown.get().into_iter().enumerate().map(row.clone()).collect_view()}
            </ul>
            {move || shown.with(Vec::is_empty).then(|| view! {
                <p class="options-none" role="status">{move || t.with(|t| t.ui_none_found())}</p>
            })}
        </div>
    }
}

/// The picker as an input of a form, inside a [`super::Field`].
#[component]
pub fn PlaceField(
    /// The places.
    #[prop(into)]
    tree: Signal<PlaceTree>,
    /// The place chosen now.
    #[prop(into)]
    value: Signal<Option<PlaceId>>,
    /// Another one was chosen.
    #[prop(into)]
    on_choose: Callback<PlaceId>,
) -> impl IntoView {
    let field = use_field();
    let open = RwSignal::new(false);
    let ask = tr(|t| t.ui_choose());
    let words = move || match value.get() {
        Some(place) => tree.with(|tree| tree.name(place)),
        None => ask.get(),
    };
    view! {
        <Popover open label=tr(|t| t.frame_place()) icon=Icon::Pin as_input=true id=field.id() words=words>
            <PlacePicker tree value on_choose=move |place| {
                open.set(false);
                on_choose.run(place);
            }/>
        </Popover>
    }
}
