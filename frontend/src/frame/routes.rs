//! Which page stands at which address. The list is in [`super::areas`]; views are erased here, at the page's border, so
//! that no page's types grow into the router's.

use super::areas::{PAGES, Page};
use super::first_page;
use crate::part::Drawn;
use crate::state::{tr, use_at, use_session};
use crate::ui::{EmptyState, ErrorState};
use api::{ApiError, ErrorCode};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::{Route, Routes};
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::{StaticSegment, WildcardSegment};

/// The page at the present address.
///
/// One wildcard route: the list of pages is data, so a page is added in one line and guarded in one place.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| view! { <NotFound/> }>
            <Route path=StaticSegment("") view=|| view! { <Start/> }/>
            <Route path=WildcardSegment("page") view=|| view! { <PageHere/> }/>
        </Routes>
    }
}

/// The page, if there is one and the person may see it.
#[component]
fn PageHere() -> impl IntoView {
    let path = use_location().pathname;
    let session = use_session();
    // By address, so that a change of place or period does not build the page anew.
    let page = Memo::new(move |_| path.with(|path| PAGES.iter().position(|page| page.path == path)));
    let is_open = Memo::new(move |_| page.get().and_then(|i| PAGES.get(i)).is_some_and(|page| page.is_open_to(session)));
    move || match page.get().and_then(|i| PAGES.get(i)) {
        None => view! { <NotFound/> }.into_any(),
        Some(page) if !page.is_there(session) => view! { <NotFound/> }.into_any(),
        Some(_) if !is_open.get() => view! { <NotPermitted/> }.into_any(),
        Some(Page { view, .. }) => view! { <Drawn view=*view/> }.into_any(),
    }
}

/// `/`: on to the first page that the person may see.
#[component]
fn Start() -> impl IntoView {
    let (at, navigate) = (use_at(), use_navigate());
    let first = first_page();
    Effect::new(move |done: Option<bool>| {
        // The frame completes the address once places are known; the page need not wait for them.
        if done != Some(true)
            && let Some(page) = first
        {
            navigate(&untrack(|| at.href(page.path, &[])), NavigateOptions { replace: true, ..NavigateOptions::default() });
            return true;
        }
        done.unwrap_or(false)
    });
    first.is_none().then(|| view! { <EmptyState title=tr(|t| t.frame_nothing_title()) body=tr(|t| t.frame_nothing_body())/> })
}

#[component]
fn NotFound() -> impl IntoView {
    view! { <EmptyState title=tr(|t| t.frame_not_found_title()) body=tr(|t| t.frame_not_found_body())/> }
}

#[component]
fn NotPermitted() -> impl IntoView {
    view! { <ErrorState error=Signal::stored(ApiError::new(ErrorCode::NotPermitted))/> }
}
