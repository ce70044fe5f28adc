//! The root: tastes, session, and which of the four faces the page shows.

use crate::backend;
use crate::frame::Frame;
use crate::pages::first_run::FirstRun;
use crate::pages::sign_in::SignIn;
use crate::part::{Drawn, part};
use crate::state::{Phase, Places, Session, Taste, unsaved::Unsaved};
use crate::ui::{Announcer, ErrorState, Notices, Toasts};
use leptos::prelude::*;
use leptos_router::components::Router;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let taste = Taste::provide();
    let session = Session::provide();
    Unsaved::provide();
    Notices::provide();
    backend::watch_changes();
    session.open(taste);
    let phase = Memo::new(move |_| session.phase());
    // Another person is another page: nothing of the one before stays in it.
    let who = Memo::new(move |_| session.person().map(|p| p.account));
    view! {
        <Router>
            {move || {
                who.track();
                match phase.get() {
                    Phase::Opening => view! { <Opening/> }.into_any(),
                    Phase::Failed(error) => {
                        view! {
                            <main class="alone">
                                <ErrorState error=Signal::stored(error) retry=move || session.open(taste)/>
                            </main>
                        }
                            .into_any()
                    }
                    Phase::FirstRun => view! { <Drawn view=part!(system, first_run, view! { <FirstRun/> })/> }.into_any(),
                    Phase::SignedOut(why) => view! { <SignIn ended=why.is_some()/> }.into_any(),
                    Phase::SignedIn => {
                        Places::provide();
                        view! { <Frame/> }.into_any()
                    }
                }
            }}
        </Router>
        <Toasts/>
        <Announcer/>
    }
}

/// Before the door has answered: the frame's outlines, for the few milliseconds it takes.
#[component]
fn Opening() -> impl IntoView {
    view! { <div class="opening" aria-busy="true"></div> }
}
