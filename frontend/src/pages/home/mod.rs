//! 待办: what there is to do now, drafts that were not sent, and notices.

mod drafts;
mod news;
mod stations;
mod todos;
mod words;

use crate::state::tr;
use crate::ui::PageHead;
use leptos::prelude::*;

/// The page of what there is to do.
#[component]
pub fn Home() -> impl IntoView {
    crate::backend::shown();
    view! {
        <PageHead title=tr(|t| t.nav_home()) lead=tr(|t| t.home_lead())/>
        <div class="home">
            <todos::Todos/>
            <div class="home-beside">
                <news::News/>
                <drafts::Drafts/>
            </div>
        </div>
    }
}
