//! What stands around every page: rail, top bar, ribbon, palette, shortcuts, and the question before unsaved work is left.

mod actions;
mod areas;
mod enter_as;
mod palette;
mod person_menu;
mod rail;
mod ribbon;
mod routes;
mod shortcuts;
mod starts;
mod top_bar;

pub use actions::offer_action;
pub use enter_as::RoleCards;
pub use ribbon::Ribbon;

use crate::backend;
use crate::part;
use crate::state::idle::watch_idleness;
use crate::state::{At, tr, use_session, use_unsaved};
use crate::ui::ConfirmDialog;
use actions::Actions;
use areas::PAGES;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use palette::Palette;
use rail::Rail;
use routes::Pages;
use shortcuts::Shortcuts;
use std::time::Duration;
use top_bar::TopBar;
use wasm_bindgen::JsCast;

/// What is open in the frame; shortcuts and buttons open it, each thing closes itself.
#[derive(Clone, Copy)]
struct Open {
    palette: RwSignal<bool>,
    shortcuts: RwSignal<bool>,
    place: RwSignal<bool>,
    period: RwSignal<bool>,
    enter_as: RwSignal<bool>,
}

/// The frame with the page in it; somebody is signed in.
#[component]
pub fn Frame() -> impl IntoView {
    let at = At::provide();
    Actions::provide();
    watch_idleness();
    let open = Open {
        palette: RwSignal::new(false),
        shortcuts: RwSignal::new(false),
        place: RwSignal::new(false),
        period: RwSignal::new(false),
        enter_as: RwSignal::new(false),
    };
    provide_context(open);
    let main = NodeRef::<leptos::html::Main>::new();
    enter_pages(main);
    read_ahead();
    // Place and period that were remembered are written into the address as soon as they are known.
    let path = use_location().pathname;
    Effect::new(move |done: Option<bool>| {
        // `/` goes on to the first page, and that gets a complete address.
        if done == Some(true) || !at.is_known() || path.with(|path| path == "/") {
            return done.unwrap_or(false);
        }
        at.complete_address();
        true
    });
    let (location, unsaved) = (use_location(), use_unsaved());
    Effect::new(move |_| {
        let query = location.search.get();
        let mark = if query.is_empty() { "" } else { "?" };
        unsaved.is_at(format!("{}{mark}{query}", location.pathname.get()));
    });
    let looks = top_bar::looks_here();
    let keys = window_event_listener(leptos::ev::keydown, move |ev| shortcuts::pressed(&ev, open, at, looks.get_untracked()));
    on_cleanup(move || keys.remove());
    view! {
        <a class="skip" href="#main" on:click=move |ev| {
            ev.prevent_default();
            main.get_untracked().map(|main| main.focus());
        }>{tr(|t| t.frame_skip())}</a>
        <div class="frame">
            <Ribbon/>
            <Rail/>
            <TopBar/>
            <main class="main" id="main" node_ref=main tabindex="-1"><Pages/></main>
        </div>
        <Palette/>
        <Shortcuts/>
        <enter_as::EnterAs/>
        <Leaving/>
    }
}

/// When another page is entered it begins at its top, and a screen reader at its heading.
fn enter_pages(main: NodeRef<leptos::html::Main>) {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            if let Some(main) = main.get_untracked() {
                main.set_scroll_top(0);
            }
            // After the page stands there.
            request_animation_frame(|| {
                let heading = document().get_element_by_id("page-heading").and_then(|h| h.dyn_into::<web_sys::HtmlElement>().ok());
                if let Some(heading) = heading {
                    let options = web_sys::FocusOptions::new();
                    options.set_prevent_scroll(true);
                    let _ = heading.focus_with_options(&options);
                }
            });
        }
        now
    });
}

/// How long after the frame stands the other parts of the program are read: the first figures come first.
const AT_REST: Duration = Duration::from_millis(1500);

/// The pages that the person may see, before he goes there.
fn read_ahead() {
    let session = use_session();
    let views = PAGES.iter().filter(|page| untrack(|| page.is_open_to(session))).map(|page| page.view).collect();
    set_timeout(move || leptos::task::spawn_local(part::read_ahead(views)), AT_REST);
}

/// The question before unsaved work is left.
#[component]
fn Leaving() -> impl IntoView {
    let unsaved = use_unsaved();
    view! {
        <ConfirmDialog
            open=move || unsaved.is_asking()
            title=tr(|t| t.unsaved_title())
            body=tr(move |t| if unsaved.loses() { t.unsaved_body() } else { t.draft_kept_body() })
            yes=tr(|t| t.act_leave())
            no=tr(|t| t.act_stay())
            danger=true
            on_yes=move || unsaved.leave()
            on_no=move || unsaved.stay()
        />
    }
}

/// The address at which the person starts: the first page that he may see.
fn first_page() -> Option<&'static areas::Page> {
    let session = use_session();
    PAGES.iter().find(|page| page.in_rail() && untrack(|| page.is_open_to(session)))
}

/// Signs in as somebody else on a demonstration database, and begins at the start: his pages may be others.
fn enter(
    role: domain::account::Role,
    session: crate::state::Session,
    taste: crate::state::Taste,
    failed: RwSignal<Option<api::ApiError>>,
    at_start: impl Fn() + 'static,
) {
    leptos::task::spawn_local(async move {
        match backend::call(api::session::Enter { role }).await {
            Ok(state) => {
                session.enter(state, taste);
                at_start();
            }
            Err(error) => {
                failed.try_set(Some(error));
            }
        }
    });
}
