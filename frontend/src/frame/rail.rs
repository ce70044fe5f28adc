//! The rail at the left: areas, and below the present one its pages. What a role has nothing in is not shown.

use super::areas::{Area, PAGES, Page, page_at};
use crate::state::{texts, tr, use_at, use_session};
use crate::ui::Glyph;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The rail.
#[component]
pub fn Rail() -> impl IntoView {
    let session = use_session();
    let path = use_location().pathname;
    let here = Memo::new(move |_| path.with(|path| page_at(path).map(|page| page.area)));
    let areas = Memo::new(move |_| open_areas(session));
    view! {
        <nav class="rail" aria-label=tr(|t| t.nav_label())>
            <p class="brand">
                <span class="brand-mark" aria-hidden="true">"一"</span>
                <span class="brand-name">{tr(|t| t.product_name())}</span>
            </p>
            <ul class="rail-areas">
                <For each=move || areas.get() key=|area| *area let:area>
                    <AreaRow area here/>
                </For>
            </ul>
        </nav>
    }
}

/// Areas with at least one page that the person may see; tracked.
pub fn open_areas(session: crate::state::Session) -> Vec<Area> {
    Area::ALL.into_iter().filter(|area| PAGES.iter().any(|p| p.area == *area && p.is_open_to(session))).collect()
}

#[component]
fn AreaRow(area: Area, here: Memo<Option<Area>>) -> impl IntoView {
    let (t, at, session) = (texts(), use_at(), use_session());
    let path = use_location().pathname;
    let open: Vec<&'static Page> = PAGES.iter().filter(|p| p.area == area && p.in_rail() && untrack(|| p.is_open_to(session))).collect();
    let first = open.first().map_or("/", |page| page.path);
    let is_here = Memo::new(move |_| here.get() == Some(area));
    let current = move |of: &'static str| move || path.with(|path| path == of).then_some("page");
    let several = open.len() > 1;
    let pages = StoredValue::new(open);
    view! {
        <li>
            <a
                class="rail-area"
                class:is-here=move || is_here.get()
                href=move || at.href(first, &[])
                aria-current=move || if several { None } else { current(first)() }
            >
                <Glyph icon=area.icon()/>
                <span>{move || t.with(|t| area.name(t))}</span>
            </a>
            {move || (several && is_here.get()).then(|| view! {
                <ul class="rail-pages">
                    {pages.get_value().into_iter().map(|page| view! {
                        <li>
                            <a class="rail-page" href=move || at.href(page.path, &[]) aria-current=current(page.path)>
                                {move || t.with(|t| (page.name)(t))}
                            </a>
                        </li>
                    }).collect_view()}
                </ul>
            })}
        </li>
    }
}
