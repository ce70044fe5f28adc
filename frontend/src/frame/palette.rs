//! Ctrl+K: every page, place and action by a few letters, with the reason where one may not.

use super::actions::Actions;
use super::areas::{PAGES, page_at};
use super::starts::{STARTS, Start};
use super::top_bar::expect_open;
use crate::state::unsaved::leaving;
use crate::state::{Theme, texts, tr, use_at, use_places, use_session, use_taste};
use crate::ui::{Dialog, Glyph, Icon, fresh_id, is_composing};
use domain::place::PlaceId;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use texts::Lang;

/// Most places shown.
const PLACES: usize = 8;

/// What a line of the palette leads to.
#[derive(Clone, Debug, PartialEq)]
enum Target {
    Page(&'static str),
    Place(PlaceId),
    Lang(Lang),
    Theme(Theme),
    Shortcuts,
    SignOut,
    /// An action of the page, by its number.
    Action(usize),
    /// Something to begin, by its number.
    Start(usize),
}

/// A line of the palette.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    group: Group,
    words: String,
    note: String,
    why_not: Option<String>,
    target: Target,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Pages,
    Actions,
    Places,
}

/// The palette.
#[component]
pub fn Palette() -> impl IntoView {
    let open = expect_open().palette;
    view! {
        <Dialog open on_close=move || open.set(false) title=tr(|t| t.palette_title()) wide=true>
            <Inside/>
        </Dialog>
    }
}

#[component]
fn Inside() -> impl IntoView {
    let (t, at, taste, session, places) = (texts(), use_at(), use_taste(), use_session(), use_places());
    let open = expect_open();
    let actions = use_context::<Actions>();
    let path = use_location().pathname;
    let is_of_district =
        move || session.home().is_some_and(|home| places.tree().with(|tree| tree.district().is_some_and(|d| d.id == home)));
    let typed = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let entries = Memo::new(move |_| {
        let t = t.get();
        let mut all: Vec<Entry> = Vec::new();
        let mut add = |group, words: String, note: String, why_not: Option<String>, target| {
            all.push(Entry { group, words, note, why_not, target });
        };
        let none = String::new;
        for page in PAGES.iter().filter(|page| page.is_there(session)) {
            let why_not = (!page.is_open_to(session)).then(|| t.frame_not_permitted());
            add(Group::Pages, (page.name)(&t), none(), why_not, Target::Page(page.path));
        }
        for (nth, action) in actions.map(|a| a.get()).unwrap_or_default().into_iter().enumerate() {
            add(Group::Actions, action.label.get(), none(), action.why_not.get(), Target::Action(nth));
        }
        for (nth, start) in STARTS.iter().enumerate() {
            let why_not = (!start.is_open_to(session, is_of_district)).then(|| t.frame_not_permitted());
            let page = page_at(start.path).map(|page| (page.name)(&t)).unwrap_or_default();
            add(Group::Actions, (start.name)(&t), page, why_not, Target::Start(nth));
        }
        for theme in Theme::ALL {
            add(Group::Actions, format!("{}: {}", t.settings_theme(), theme.name(&t)), none(), None, Target::Theme(theme));
        }
        for lang in Lang::ALL {
            add(Group::Actions, format!("{}: {}", t.settings_lang(), lang.own_name()), none(), None, Target::Lang(lang));
        }
        add(Group::Actions, t.frame_shortcuts(), none(), None, Target::Shortcuts);
        add(Group::Actions, t.frame_sign_out(), none(), None, Target::SignOut);
        all
    });
    let found = Memo::new(move |_| {
        let typed = typed.get();
        // What one may not is only found by looking for it, and stands last of its group.
        let is_asked = !typed.trim().is_empty();
        let mut found: Vec<Entry> =
            entries.with(|all| all.iter().filter(|e| (is_asked || e.why_not.is_none()) && fits(&e.words, &typed)).cloned().collect());
        found.sort_by_key(|e| (e.group == Group::Actions, e.why_not.is_some()));
        places.tree().with(|tree| {
            found.extend(tree.search(&typed, PLACES).into_iter().map(|place| Entry {
                group: Group::Places,
                words: place.name.clone(),
                note: place.parent.map(|above| tree.name(above)).unwrap_or_default(),
                why_not: None,
                target: Target::Place(place.id),
            }));
        });
        found
    });
    // A service point is begun for the place that is looked at.
    let place_code = move || {
        let place = at.place().or_else(|| session.home())?;
        places.tree().with(|tree| tree.address_code(place))
    };
    let go = move |entry: Entry| {
        if entry.why_not.is_some() {
            return;
        }
        open.palette.set(false);
        match entry.target {
            Target::Page(path) => at.go(&untrack(|| at.href(path, &[]))),
            Target::Place(place) => at.set_place(place),
            Target::Lang(lang) => taste.choose_lang(lang),
            Target::Theme(theme) => taste.choose_theme(theme),
            Target::Shortcuts => open.shortcuts.set(true),
            Target::SignOut => leaving(move || session.close(move || at.restart())),
            Target::Start(nth) => {
                let Some(start) = STARTS.get(nth) else { return };
                let is_here = path.get_untracked() == start.path;
                let own = untrack(|| says(start, |key| at.get(key).filter(|_| is_here), place_code()));
                if is_here { leaving(move || at.set(&own, true)) } else { at.go(&untrack(|| at.href(start.path, &own))) }
            }
            Target::Action(nth) => {
                let action = untrack(|| actions.map(|a| a.get()).unwrap_or_default()).get(nth).copied();
                if let Some(action) = action {
                    action.run.run(());
                }
            }
        }
    };
    let keydown = move |ev: web_sys::KeyboardEvent| {
        if is_composing(&ev) {
            return;
        }
        let count = found.with_untracked(Vec::len);
        match ev.key().as_str() {
            "ArrowDown" => active.update(|at| *at = (*at + 1).min(count.saturating_sub(1))),
            "ArrowUp" => active.update(|at| *at = at.saturating_sub(1)),
            "Enter" => {
                let entry = found.with_untracked(|found| found.get(active.get_untracked()).cloned());
                if let Some(entry) = entry {
                    go(entry);
                }
            }
            _ => return,
        }
        ev.prevent_default();
    };
    let id = fresh_id("palette");
    let list = NodeRef::<leptos::html::Ul>::new();
    Effect::new(move |_| {
        let selector = format!("[data-nth='{}']", active.get());
        let row = list.get().and_then(|list| list.query_selector(&selector).ok().flatten());
        if let Some(row) = row {
            request_animation_frame(move || crate::ui::scroll_near(&row));
        }
    });
    let row_id = {
        let id = id.clone();
        move |nth: usize| format!("{id}-{nth}")
    };
    let active_id = {
        let row_id = row_id.clone();
        move || row_id(active.get())
    };
    let rows = move || {
        let mut before = None;
        let row_id = row_id.clone();
        found
            .get()
            .into_iter()
            .enumerate()
            .map(|(nth, entry)| {
                let head = (before != Some(entry.group)).then(|| {
                    let words = t.with(|t| match entry.group {
                        Group::Pages => t.palette_pages(),
                        Group::Actions => t.palette_actions(),
                        Group::Places => t.palette_places(),
                    });
                    view! { <li class="panel-title" role="presentation">{words}</li> }
                });
                before = Some(entry.group);
                let (icon, off) = (icon_of(&entry), entry.why_not.is_some());
                let (words, note) = (entry.words.clone(), entry.why_not.clone().unwrap_or_else(|| entry.note.clone()));
                view! {
                    {head}
                    <li
                        id=row_id(nth)
                        data-nth=nth.to_string()
                        role="option"
                        class="option"
                        class:is-off=off
                        class:is-active=move || active.get() == nth
                        aria-selected=move || (active.get() == nth).to_string()
                        aria-disabled=off.then_some("true")
                        on:mousedown=move |ev| ev.prevent_default()
                        on:click=move |_| go(entry.clone())
                        on:mousemove=move |_| if active.get_untracked() != nth { active.set(nth) }
                    >
                        <Glyph icon/>
                        <span>{words}</span>
                        <span class="option-note">{note}</span>
                    </li>
                }
            })
            .collect_view()
    };
    let hint = tr(|t| t.palette_hint());
    view! {
        <div class="palette">
            <input
                class="input"
                type="text"
                role="combobox"
                autofocus=true
                aria-label=tr(|t| t.palette_title())
                aria-controls=id.clone()
                aria-expanded="true"
                aria-activedescendant=active_id
                aria-autocomplete="list"
                autocomplete="off"
                spellcheck="false"
                placeholder=move || hint.get()
                prop:value=move || typed.get()
                on:input=move |ev| {
                    typed.set(event_target_value(&ev));
                    active.set(0);
                }
                on:keydown=keydown
            />
            <ul class="palette-lines" role="listbox" id=id node_ref=list aria-label=tr(|t| t.palette_title())>{rows}</ul>
            {move || found.with(Vec::is_empty).then(|| view! {
                <p class="options-none" role="status">{move || t.with(|t| t.palette_none(typed.get().trim()))}</p>
            })}
            <p class="panel-note">{tr(|t| t.palette_keys())}</p>
        </div>
    }
}

/// What the address says for something to be begun; a place that its page has open already stays.
fn says(start: &Start, here: impl Fn(&str) -> Option<String>, place: Option<String>) -> Vec<(&'static str, String)> {
    let (key, value) = start.says;
    let place = start.place.and_then(|key| Some((key, here(key).filter(|code| !code.is_empty()).or(place)?)));
    [(key, value.to_owned())].into_iter().chain(place).collect()
}

fn icon_of(entry: &Entry) -> Icon {
    match entry.target {
        _ if entry.why_not.is_some() => Icon::Lock,
        Target::Page(_) => Icon::File,
        Target::Place(_) => Icon::Pin,
        _ => Icon::Chevron,
    }
}

/// Every typed word is part of the words, whatever the case.
fn fits(words: &str, typed: &str) -> bool {
    let words = words.to_lowercase();
    typed.to_lowercase().split_whitespace().all(|part| words.contains(part))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn every_typed_word_counts() {
        assert!(fits("Rating rows", "row rat"));
        assert!(fits("评价明细", "明细"));
        assert!(!fits("评价明细", "明细 导入"));
        assert!(fits("anything", ""));
    }
}
