//! 'Enter as …' on demonstration databases: a card for every role.

use super::enter;
use super::top_bar::expect_open;
use crate::state::{texts, tr, use_session, use_taste};
use crate::ui::{Dialog, ErrorNote};
use domain::account::Role;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use texts::words::{Word, role_does};

/// A card for every role; pressing one goes in.
#[component]
pub fn RoleCards() -> impl IntoView {
    let (t, session, taste) = (texts(), use_session(), use_taste());
    let failed = RwSignal::new(None);
    let navigate = use_navigate();
    let at_start = move || navigate("/", NavigateOptions { replace: true, ..NavigateOptions::default() });
    let card = move |role: Role| {
        let at_start = at_start.clone();
        let label = move || t.with(|t| t.sign_in_demo_enter(role.word(t)));
        view! {
            <button
                type="button"
                class="card role-card"
                title=label
                data-role=role.code()
                on:click=move |_| enter(role, session, taste, failed, at_start.clone())
            >
                <strong>{move || t.with(|t| role.word(t))}</strong>
                <span>{move || t.with(|t| role_does(role, t))}</span>
            </button>
        }
    };
    view! {
        <ErrorNote error=failed/>
        <div class="role-cards">{Role::ALL.into_iter().map(card).collect_view()}</div>
    }
}

/// The cards in a dialog, from the person's menu.
#[component]
pub fn EnterAs() -> impl IntoView {
    let open = expect_open().enter_as;
    view! {
        <Dialog open on_close=move || open.set(false) title=tr(|t| t.frame_enter_as()) wide=true>
            <p>{tr(|t| t.sign_in_demo_body())}</p>
            <RoleCards/>
        </Dialog>
    }
}
