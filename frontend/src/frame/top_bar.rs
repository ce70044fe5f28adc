//! The bar on top: where, when, search, who.

use super::Open;
use super::areas::{Looks, page_at};
use super::person_menu::PersonMenu;
use crate::backend::view;
use crate::state::Chosen;
use crate::state::{texts, tr, use_at, use_places, use_session, use_taste};
use crate::ui::{Glyph, Icon, PeriodPicker, PlacePicker, Popover};
use api::ChangeKind;
use api::notice::List;
use api::page::PageAt;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use texts::format;
use texts::words::Word;

/// The bar.
#[component]
pub fn TopBar() -> impl IntoView {
    let open = expect_open();
    let looks = looks_here();
    view! {
        <header class="top-bar">
            <Show when=move || looks.get() != Looks::Nowhere>
                <PlaceButton/>
            </Show>
            <Show when=move || looks.get() == Looks::PlaceAndPeriod>
                <PeriodButton/>
                <Cutoff/>
            </Show>
            <button
                type="button"
                class="btn search-button"
                title=tr(|t| t.frame_palette())
                aria-keyshortcuts="Control+K"
                on:click=move |_| open.palette.set(true)
            >
                <Glyph icon=Icon::Search/>
                <span class="search-words">{tr(|t| t.frame_palette())}</span>
                <kbd aria-hidden="true">"Ctrl K"</kbd>
            </button>
            <NewsButton/>
            <PersonMenu/>
        </header>
    }
}

/// Leads to the notices, and says how many were not read.
#[component]
fn NewsButton() -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let listed = view(|| Some(List { unread_only: true, page: PageAt::First, limit: 1 }));
    listed.reload_on(&[ChangeKind::Notice]);
    let unread = Memo::new(move |_| listed.with(|listed| listed.map_or(0, |listed| listed.unread)));
    let name = move || t.with(|t| if unread.get() > 0 { t.frame_news_unread(format::count(unread.get())) } else { t.frame_news() });
    view! {
        <a class="btn news-button" href=move || at.href("/home", &[]) aria-label=name title=name>
            <Glyph icon=Icon::Bell/>
            {move || (unread.get() > 0).then(|| view! { <span class="news-count" aria-hidden="true">{format::count(unread.get().min(99))}</span> })}
        </a>
    }
}

/// What the present page looks at.
pub(super) fn looks_here() -> Memo<Looks> {
    let path = use_location().pathname;
    Memo::new(move |_| path.with(|path| page_at(path).map_or(Looks::Nowhere, |page| page.looks)))
}

/// What is open, from the frame.
pub(super) fn expect_open() -> Open {
    use_context().unwrap_or_else(|| Open {
        palette: RwSignal::new(false),
        shortcuts: RwSignal::new(false),
        place: RwSignal::new(false),
        period: RwSignal::new(false),
        enter_as: RwSignal::new(false),
    })
}

#[component]
fn PlaceButton() -> impl IntoView {
    let (at, places, open) = (use_at(), use_places(), expect_open().place);
    let words = move || match at.place().map(|place| places.name(place)) {
        Some(name) if !name.is_empty() => view! { <strong>{name}</strong> }.into_any(),
        _ => view! { <span class="skeleton skeleton-word"></span> }.into_any(),
    };
    view! {
        <Popover open label=tr(|t| t.frame_place()) icon=Icon::Pin words=words>
            <PlacePicker tree=places.tree() value=move || at.place() on_choose=move |place| {
                open.set(false);
                at.set_place(place);
            }/>
        </Popover>
    }
}

#[component]
fn PeriodButton() -> impl IntoView {
    let (t, at, session, taste, open) = (texts(), use_at(), use_session(), use_taste(), expect_open().period);
    let words = move || {
        let days = format::period(at.period(), taste.lang());
        match at.chosen() {
            Chosen::Preset(preset) => {
                view! { <strong>{t.with(|t| preset.word(t))}</strong><span class="opener-note">{days}</span> }.into_any()
            }
            Chosen::Days(_) => view! { <strong>{days}</strong> }.into_any(),
        }
    };
    view! {
        <Popover open label=tr(|t| t.frame_period()) icon=Icon::Calendar words=words>
            <PeriodPicker value=move || at.chosen() cutoff=move || session.cutoff() on_choose=move |chosen| {
                open.set(false);
                at.set_period(chosen);
            }/>
        </Popover>
    }
}

/// 统计截止日, with how it came about.
#[component]
fn Cutoff() -> impl IntoView {
    let (t, session, taste) = (texts(), use_session(), use_taste());
    let words = move || {
        let day = format::day_of_year(session.cutoff(), taste.lang());
        t.with(|t| t.frame_cutoff(day))
    };
    let why = move || {
        let fixed = session.state().is_some_and(|s| s.cutoff_fixed);
        t.with(|t| if fixed { t.frame_cutoff_fixed() } else { t.frame_cutoff_follows() })
    };
    view! { <p class="cutoff" title=why>{words}</p> }
}
