//! 组件: every component of [`crate::ui`] in every state, for whoever builds or tests the page. Demonstrations and development only.
//!
//! The journeys walk it with axe in every theme and language. A new component, or a new state of one, gets a [`Sample`]
//! in the file of its kind. Names of components are those of the code; their words are the program's own.

mod buttons;
mod charts_shown;
mod choices;
mod inputs;
mod overlays;
mod rows;
mod states;

use crate::state::tr;
use crate::ui::PageHead;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Components() -> impl IntoView {
    view! {
        <PageHead title=tr(|t| t.nav_components()) lead=tr(|t| t.components_lead())/>
        <div class="samples">
            <buttons::Buttons/>
            <inputs::Inputs/>
            <choices::Choices/>
            <rows::Rows/>
            <states::States/>
            <overlays::Overlays/>
            <charts_shown::Charts/>
        </div>
    }
}

/// A component under its name, in some of its states.
#[component]
fn Sample(
    /// Its name in the code.
    name: &'static str,
    /// The states.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="sample" data-component=name>
            <h2 lang="en">{name}</h2>
            <div class="sample-states">{children()}</div>
        </section>
    }
}
