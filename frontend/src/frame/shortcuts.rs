//! Keys that work everywhere, and the dialog that lists them.

use super::Open;
use super::areas::{Looks, PAGES};
use super::rail::open_areas;
use super::top_bar::expect_open;
use crate::state::{At, texts, tr, use_session};
use crate::ui::{Dialog, is_composing, is_typing};
use leptos::prelude::*;
use texts::Texts;

/// Acts on a key pressed anywhere in the window.
pub fn pressed(ev: &web_sys::KeyboardEvent, open: Open, at: At, looks: Looks) {
    if is_composing(ev) || ev.default_prevented() {
        return;
    }
    let key = ev.key();
    if (ev.ctrl_key() || ev.meta_key()) && !ev.alt_key() && !ev.shift_key() && key.eq_ignore_ascii_case("k") {
        ev.prevent_default();
        open.palette.update(|open| *open = !*open);
        return;
    }
    let in_dialog = document().query_selector("dialog[open]").ok().flatten().is_some();
    if ev.ctrl_key() || ev.meta_key() || ev.alt_key() || is_typing(ev) || in_dialog {
        return;
    }
    match key.as_str() {
        "?" | "？" => open.shortcuts.set(true),
        "p" if looks != Looks::Nowhere => open.place.set(true),
        "d" if looks == Looks::PlaceAndPeriod => open.period.set(true),
        digit if digit.len() == 1 => {
            let Some(nth) = digit.parse::<usize>().ok().filter(|n| *n > 0) else { return };
            let Some(session) = use_session_outside() else { return };
            let area = untrack(|| open_areas(session)).get(nth - 1).copied();
            let page = area.and_then(|area| PAGES.iter().find(|p| p.area == area && untrack(|| p.is_open_to(session))));
            let Some(page) = page else { return };
            at.go(&untrack(|| at.href(page.path, &[])));
        }
        _ => return,
    }
    ev.prevent_default();
}

thread_local! {
    /// The session for keys, which are pressed outside of any component.
    static SESSION: std::cell::Cell<Option<crate::state::Session>> = const { std::cell::Cell::new(None) };
}

fn use_session_outside() -> Option<crate::state::Session> {
    SESSION.get()
}

type Line = (&'static [&'static str], fn(&Texts) -> String);

const LINES: [Line; 9] = [
    (&["Ctrl K"], |t| t.keys_palette()),
    (&["?"], |t| t.keys_this()),
    (&["P"], |t| t.keys_place()),
    (&["D"], |t| t.keys_period()),
    (&["1", "2", "3"], |t| t.keys_areas()),
    (&["Esc"], |t| t.keys_close()),
    (&["←", "→", "↑", "↓"], |t| t.keys_marks()),
    (&["Enter"], |t| t.keys_open()),
    (&["↑", "↓"], |t| t.keys_rows()),
];

/// The dialog that lists the keys.
#[component]
pub fn Shortcuts() -> impl IntoView {
    SESSION.set(Some(use_session()));
    let (t, open) = (texts(), expect_open().shortcuts);
    let line = move |(keys, words): Line| {
        view! {
            <dt>{keys.iter().map(|key| view! { <kbd>{*key}</kbd>" " }).collect_view()}</dt>
            <dd>{move || t.with(words)}</dd>
        }
    };
    view! {
        <Dialog open on_close=move || open.set(false) title=tr(|t| t.keys_title())>
            <dl class="keys">{LINES.map(line).collect_view()}</dl>
        </Dialog>
    }
}
