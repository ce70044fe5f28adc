//! 目录: a tree beside a list, of what the list can be narrowed to, each line with how many rows it would leave.
//!
//! A page makes [`Outlined`], puts [`OutlineBox`] among the list's tools, and the list into [`Outline`].

use crate::state::{tr, use_session};
use crate::ui::tree_walk::{Line, Walk, walk};
use crate::ui::{Checkbox, Glyph, Icon, fresh_id};
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use std::collections::HashSet;
use texts::format::count;
use wasm_bindgen::JsCast;

/// Something that the list can be narrowed to, and what lies below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Names it.
    pub key: String,
    /// Its words.
    pub label: String,
    /// How many rows it leaves.
    pub n: i64,
    /// What it is narrowed to further.
    pub below: Vec<Node>,
}

impl Node {
    /// One with nothing below.
    pub fn leaf(key: impl Into<String>, label: impl Into<String>, n: i64) -> Self {
        Self { key: key.into(), label: label.into(), n, below: Vec::new() }
    }
}

/// The keys on the way to one, itself the last.
fn path(nodes: &[Node], key: &str) -> Option<Vec<String>> {
    nodes.iter().find_map(|node| {
        if node.key == key {
            return Some(vec![node.key.clone()]);
        }
        let below = path(&node.below, key)?;
        Some([vec![node.key.clone()], below].concat())
    })
}

/// The lines in sight with what stands in them.
fn lines<'n>(nodes: &'n [Node], open: &HashSet<String>, depth: u32, out: &mut Vec<(Line<String>, &'n Node)>) {
    for node in nodes {
        let is_open = (!node.below.is_empty()).then(|| open.contains(&node.key));
        out.push((Line { key: node.key.clone(), depth, open: is_open }, node));
        if is_open == Some(true) {
            lines(&node.below, open, depth + 1, out);
        }
    }
}

/// A line in sight as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    line: Line<String>,
    words: String,
    n: i64,
}

/// The element of a line.
fn row_id(tree: StoredValue<String>, key: &str) -> String {
    tree.with_value(|tree| format!("{tree}-{key}"))
}

/// Whether somebody wants the tree beside his lists; a `Copy` handle.
#[derive(Clone, Copy)]
pub struct Outlined(RwSignal<bool>);

/// The taste that it is kept as, for every list.
const TASTE: &str = "outline";

impl Outlined {
    /// As it was left: shown at first.
    pub fn new() -> Self {
        let session = use_session();
        let shown = RwSignal::new(untrack(|| session.preference(TASTE)).as_deref() != Some("off"));
        Effect::new(move |before: Option<bool>| {
            let now = shown.get();
            if before.is_some_and(|before| before != now) {
                session.keep(TASTE.to_owned(), if now { "on" } else { "off" }.to_owned());
            }
            now
        });
        Self(shown)
    }

    /// It is shown; tracked.
    pub fn is_shown(self) -> bool {
        self.0.get()
    }
}

/// The box that shows the tree or leaves it out.
#[component]
pub fn OutlineBox(outlined: Outlined) -> impl IntoView {
    view! { <Checkbox value=outlined.0>{tr(|t| t.list_outline())}</Checkbox> }
}

/// A list, and the tree beside it.
#[component]
pub fn Outline(
    /// Whether it is shown.
    outlined: Outlined,
    /// What it is a tree of; read out, not shown.
    #[prop(into)]
    label: Signal<String>,
    /// The tree; none before it has come.
    #[prop(into)]
    nodes: Signal<Option<Vec<Node>>>,
    /// What the list is narrowed to now, where the tree has it.
    #[prop(into)]
    chosen: Signal<String>,
    /// The list is to be narrowed to this.
    #[prop(into)]
    on_choose: Callback<String>,
    /// The list.
    children: ChildrenFn,
) -> impl IntoView {
    // What the person opened or folded himself; what is chosen is in sight whatever he did before.
    let open = RwSignal::new(HashSet::<String>::new());
    Effect::new(move |_| {
        let way = nodes.with(|nodes| nodes.as_ref().and_then(|nodes| path(nodes, &chosen.get()))).unwrap_or_default();
        let hidden: Vec<String> = way.into_iter().rev().skip(1).filter(|key| open.with_untracked(|open| !open.contains(key))).collect();
        if !hidden.is_empty() {
            open.update(|open| open.extend(hidden));
        }
    });
    view! {
        <div class="outlined">
            <div class="outlined-grid">
                <Show when=move || outlined.is_shown()>
                    <Tree label nodes chosen open on_choose/>
                </Show>
                <div class="outlined-list">{children()}</div>
            </div>
        </div>
    }
}

#[component]
fn Tree(
    label: Signal<String>,
    nodes: Signal<Option<Vec<Node>>>,
    chosen: Signal<String>,
    open: RwSignal<HashSet<String>>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let shown = Memo::new(move |_| {
        nodes.with(|nodes| {
            let mut out = Vec::new();
            open.with(|open| lines(nodes.as_deref().unwrap_or_default(), open, 0, &mut out));
            out.into_iter().map(|(line, node)| Seen { line, words: node.label.clone(), n: node.n }).collect::<Vec<_>>()
        })
    });
    // The line that Tab leads to: the one where the person was last, at first the chosen one.
    let active = RwSignal::new(None::<String>);
    let at = Memo::new(move |_| {
        let key = active.get().unwrap_or_else(|| chosen.get());
        shown.with(|shown| shown.iter().position(|seen| seen.line.key == key).unwrap_or(0))
    });
    let fold = Callback::new(move |key: String| {
        open.update(|open| {
            if !open.remove(&key) {
                open.insert(key);
            }
        });
    });
    let id = StoredValue::new(fresh_id("outline"));
    let go = move |key: &str| {
        let row = document().get_element_by_id(&row_id(id, key)).and_then(|row| row.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(row) = row {
            let _ = row.focus();
        }
    };
    let keydown = move |ev: web_sys::KeyboardEvent| {
        let (key, now) = (ev.key(), at.get_untracked());
        let all: Vec<Line<String>> = shown.with_untracked(|shown| shown.iter().map(|seen| seen.line.clone()).collect());
        let (Some(here), Some(first), Some(last)) = (all.get(now), all.first(), all.last()) else { return };
        match key.as_str() {
            "Enter" | " " => on_choose.run(here.key.clone()),
            "Home" => go(&first.key),
            "End" => go(&last.key),
            _ => match walk(&all, now, &key) {
                Some(Walk::To(next)) => go(all.get(next).map_or("", |line| &line.key)),
                Some(Walk::Open(key) | Walk::Fold(key)) => fold.run(key),
                None => return,
            },
        }
        ev.prevent_default();
    };
    let row = move |key: String| {
        let place = StoredValue::new(key.clone());
        let seen = Memo::new(move |_| shown.with(|shown| place.with_value(|key| shown.iter().find(|seen| seen.line.key == *key).cloned())));
        let is_active = move || {
            let at = at.get();
            shown.with(|shown| place.with_value(|key| shown.get(at).is_some_and(|seen| seen.line.key == *key)))
        };
        let is_chosen = move || place.with_value(|key| chosen.with(|chosen| chosen == key));
        let is_open = Memo::new(move |_| seen.with(|seen| seen.as_ref().and_then(|seen| seen.line.open)));
        let words = move || seen.with(|seen| seen.as_ref().map(|seen| seen.words.clone()));
        // A line stays where it is in the tree as long as it is called the same.
        let depth = seen.with_untracked(|seen| seen.as_ref().map_or(0, |seen| seen.line.depth));
        let folder = move || {
            is_open.get().map(|is_open| {
                view! {
                    <span
                        class="folder"
                        class:is-open=is_open
                        aria-hidden="true"
                        on:click=move |ev| {
                            ev.stop_propagation();
                            fold.run(place.get_value());
                        }
                    >
                        <Glyph icon=Icon::Chevron/>
                    </span>
                }
            })
        };
        view! {
            <li
                id=row_id(id, &key)
                class="outline-line"
                role="treeitem"
                tabindex=move || if is_active() { "0" } else { "-1" }
                {..custom_attribute("aria-level", (depth + 1).to_string())}
                aria-expanded=move || is_open.get().map(|open| open.to_string())
                aria-selected=move || is_chosen().to_string()
                style=format!("--depth:{depth}")
                title=words
                on:focus=move |_| active.set(Some(place.get_value()))
                on:click=move |_| on_choose.run(place.get_value())
            >
                {folder}
                <span class="outline-words">{words}</span>
                <span class="outline-n">{move || seen.with(|seen| seen.as_ref().map(|seen| count(seen.n)))}</span>
            </li>
        }
    };
    view! {
        <ul class="outline" role="tree" aria-label=move || label.get() on:keydown=keydown>
            <For each=move || shown.with(|shown| shown.iter().map(|seen| seen.line.key.clone()).collect::<Vec<_>>()) key=String::clone let:key>
                {row(key)}
            </For>
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Vec<Node> {
        let leaf = |key: &str| Node::leaf(key, key, 1);
        vec![leaf(""), Node { below: vec![Node { below: vec![leaf("a.1.x")], ..leaf("a.1") }, leaf("a.2")], ..leaf("a") }, leaf("b")]
    }

    #[test]
    fn only_what_is_open_is_in_sight() {
        let tree = tree();
        let seen = |open: &[&str]| {
            let mut out = Vec::new();
            lines(&tree, &open.iter().map(|key| (*key).to_owned()).collect(), 0, &mut out);
            out.into_iter().map(|(line, _)| (line.key, line.depth, line.open)).collect::<Vec<_>>()
        };
        let line = |key: &str, depth, open| (key.to_owned(), depth, open);
        assert_eq!(seen(&[]), [line("", 0, None), line("a", 0, Some(false)), line("b", 0, None)]);
        // What is folded hides what is open below it.
        assert_eq!(seen(&["a.1"]), seen(&[]));
        assert_eq!(seen(&["a", "a.1"])[2..5], [line("a.1", 1, Some(true)), line("a.1.x", 2, None), line("a.2", 1, None)]);
    }

    #[test]
    fn the_way_to_what_is_chosen_is_known() {
        assert_eq!(path(&tree(), "a.1.x"), Some(vec!["a".to_owned(), "a.1".to_owned(), "a.1.x".to_owned()]));
        assert_eq!(path(&tree(), "c"), None);
    }
}
