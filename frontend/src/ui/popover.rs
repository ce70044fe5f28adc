//! A panel that opens below a button and closes by itself: pickers and menus.

use super::roving::{Axis, step};
use super::{Glyph, Icon, fresh_id};
use leptos::context::Provider;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Lets what stands inside close its panel.
#[derive(Clone, Copy)]
struct Closer(Callback<()>);

/// A button with a panel. Esc, a click elsewhere or leaving it by Tab closes the panel.
#[component]
pub fn Popover(
    /// Open or not; whoever chooses inside sets it to false.
    open: RwSignal<bool>,
    /// What the button is for, read out before its words.
    #[prop(into)]
    label: Signal<String>,
    /// What panel it is: `dialog`, `menu`, `listbox`, `tree`.
    #[prop(default = "dialog")]
    kind: &'static str,
    /// A drawing before the words.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// The panel's right edge stands at the button's right edge.
    #[prop(optional)]
    at_end: bool,
    /// It stands in a form and looks like an input.
    #[prop(optional)]
    as_input: bool,
    /// Id of the button, where a label points to it.
    #[prop(optional, into)]
    id: Option<String>,
    /// The button's words.
    #[prop(into)]
    words: ViewFn,
    /// The panel; built anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let panel = fresh_id("popover");
    let (node, button) = (NodeRef::<leptos::html::Div>::new(), NodeRef::<leptos::html::Button>::new());
    let is_inside = move |target: Option<web_sys::EventTarget>| {
        let target = target.and_then(|t| t.dyn_into::<web_sys::Node>().ok());
        node.get_untracked().is_some_and(|n| n.contains(target.as_ref()))
    };
    let close = move || {
        if open.get_untracked() {
            open.set(false);
            if let Some(button) = button.get_untracked() {
                let _ = button.focus();
            }
        }
    };
    let outside = window_event_listener(leptos::ev::pointerdown, move |ev| {
        if open.get_untracked() && !is_inside(ev.target()) {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let keydown = move |ev: web_sys::KeyboardEvent| {
        if ev.key() == "Escape" && open.get_untracked() {
            ev.prevent_default();
            ev.stop_propagation();
            close();
        }
    };
    let focusout = move |ev: web_sys::FocusEvent| {
        let to = ev.related_target();
        if to.is_some() && !is_inside(to) {
            open.set(false);
        }
    };
    let id = id.unwrap_or_else(|| fresh_id("opener"));
    let controls = panel.clone();
    let children = StoredValue::new(children);
    let inside = move || {
        view! { <Provider value=Closer(Callback::new(move |()| close()))>{children.with_value(|children| children())}</Provider> }
    };
    view! {
        <div class="popover" class:at-end=at_end node_ref=node on:keydown=keydown on:focusout=focusout>
            <button
                type="button"
                node_ref=button
                id=id
                class=if as_input { "input opener" } else { "btn btn-quiet opener" }
                aria-haspopup=kind
                aria-expanded=move || open.get().to_string()
                aria-controls=controls
                on:click=move |_| open.update(|open| *open = !*open)
                on:keydown=move |ev| if ev.key() == "ArrowDown" && !open.get_untracked() {
                    ev.prevent_default();
                    open.set(true);
                }
            >
                {icon.map(|icon| view! { <Glyph icon/> })}
                <span class="visually-hidden">{move || label.get()}</span>
                <span class="opener-words">{move || words.run()}</span>
                <Glyph icon=Icon::Chevron/>
            </button>
            <Show when=move || open.get()>
                <div class="panel" id=panel.clone() role=kind aria-label=move || label.get()>
                    {inside()}
                </div>
            </Show>
        </div>
    }
}

/// A menu's rows, inside a [`Popover`] of kind `menu`. Arrow keys walk.
#[component]
pub fn Menu(
    /// [`MenuItem`]s.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Div>::new();
    let items = move || -> Vec<web_sys::HtmlElement> {
        let found = node.get_untracked().and_then(|n| n.query_selector_all("[role^=menuitem]").ok());
        let Some(found) = found else { return Vec::new() };
        (0..found.length()).filter_map(|i| found.item(i)?.dyn_into().ok()).collect()
    };
    let focus = move |index: usize| {
        if let Some(item) = items().get(index) {
            let _ = item.focus();
        }
    };
    Effect::new(move |_| {
        if node.get().is_some() {
            request_animation_frame(move || focus(0));
        }
    });
    let walk = move |ev: web_sys::KeyboardEvent| {
        let items = items();
        let active = document().active_element();
        let now = items.iter().position(|i| active.as_ref().is_some_and(|a| a.is_same_node(Some(i)))).unwrap_or(0);
        if let Some(next) = step(&ev.key(), now, items.len(), Axis::Column) {
            ev.prevent_default();
            focus(next);
        }
    };
    view! { <div class="menu" node_ref=node on:keydown=walk>{children()}</div> }
}

/// A row of a menu. Pressing it closes the menu.
#[component]
pub fn MenuItem(
    /// What happens.
    #[prop(into)]
    on_press: Callback<()>,
    /// One of several, and chosen or not; a plain row without.
    #[prop(optional, into)]
    checked: Signal<Option<bool>>,
    /// Several may be chosen at once.
    #[prop(optional)]
    many: bool,
    /// Before the words.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// The menu stays open, for choices that are looked at at once.
    #[prop(optional)]
    stays: bool,
    /// The words.
    children: Children,
) -> impl IntoView {
    let closer = use_context::<Closer>();
    view! {
        <button
            type="button"
            class="menu-item"
            role=move || match checked.with(Option::is_some) {
                true if many => "menuitemcheckbox",
                true => "menuitemradio",
                false => "menuitem",
            }
            aria-checked=move || checked.get().map(|on| on.to_string())
            tabindex="-1"
            on:click=move |_| {
                if let (Some(Closer(close)), false) = (closer, stays) {
                    close.run(());
                }
                on_press.run(());
            }
        >
            <span class="menu-mark">
                {move || checked.get().unwrap_or(false).then(|| view! { <Glyph icon=Icon::Check/> })}
                {icon.map(|icon| view! { <Glyph icon/> })}
            </span>
            <span>{children()}</span>
        </button>
    }
}
