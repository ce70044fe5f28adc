//! 总览: how the district is served and how satisfied people are, in one screen, down to every village.
//!
//! Each block asks for its own data ([`crate::backend::view`]), all of them at once; what a block says is made by its
//! file in [`view_model`]. Every figure and every mark leads on, by a [`view_model::door::Door`].

mod below;
mod causes;
mod head;
mod here;
mod hours;
mod measure;
mod paint;
mod places;
mod stations;
mod tiles;
mod trend;
pub mod view_model;
mod voices;

use crate::backend::{View, view};
use crate::part::{Drawn, part};
use crate::state::{tr, use_session};
use crate::ui::{EmptyState, LinkButton, Look};
use api::overview::{Summarised, Summary};
use api::{ChangeKind, Permission};
use here::Here;
use leptos::prelude::*;
use paint::{FirstPaint, Part, use_paint};
use view_model::sentence::is_empty;
use view_model::words::joined;

/// What makes every figure here out of date.
const MOVES: &[ChangeKind] = &[ChangeKind::Figures, ChangeKind::Place, ChangeKind::Setting];

/// The page.
#[component]
pub fn Overview() -> impl IntoView {
    let here = Here::provide();
    let paint = FirstPaint::provide();
    let summary = view(move || Some(Summary { place: here.place()?, period: here.period(), basis: here.basis() }));
    summary.reload_on(MOVES);
    paint.watch(Part::Summary, summary);
    paint.figures_of(here, summary);
    let nothing = Memo::new(move |_| summary.with(|reply| reply.is_some_and(is_empty)));
    view! {
        <div class="overview">
            {move || {
                if nothing.get() {
                    paint.expect(&[Part::Summary]);
                    view! { <Nothing/> }.into_any()
                } else {
                    view! { <Figures summary/> }.into_any()
                }
            }}
        </div>
        // Outside of the page's container, which would hold what is fixed to the window.
        <stations::StationsDrawer summary/>
    }
}

/// Everything, once there is data: what the first screen shows, and after it can be seen what stands below.
#[component]
fn Figures(
    /// The sentence and the figures on top.
    summary: View<Summarised>,
) -> impl IntoView {
    let (here, paint) = (here::use_here(), use_paint());
    places::provide_rows();
    provide_context(below::Bad(Memo::new(move |_| summary.with(|reply| reply.map(|reply| reply.counts.bad())))));
    view! {
        <head::Head summary/>
        <tiles::Tiles summary/>
        <crate::pages::supervision::RedMatters/>
        <crate::pages::inspection::Brief/>
        <measure::MeasureBar/>
        <Show when=move || !here.is_village()>
            <places::Stations/>
        </Show>
        <Show when=move || paint.is_seen()>
            <Drawn view=part!(below, below, view! { <below::Below/> })/>
        </Show>
    }
}

/// An empty database: what would be here, and how to get it.
#[component]
fn Nothing() -> impl IntoView {
    let (here, session) = (here::use_here(), use_session());
    let may_import = Memo::new(move |_| session.may(Permission::Import));
    let body = tr(move |t| {
        let ask = (!may_import.get()).then(|| t.overview_empty_ask());
        joined(t, &[Some(t.overview_empty_body()), ask].into_iter().flatten().collect::<Vec<_>>())
    });
    view! {
        <h1 class="visually-hidden" tabindex="-1" id="page-heading">{tr(|t| t.overview_title())}</h1>
        <EmptyState title=tr(|t| t.overview_empty_title()) body>
            <Show when=move || may_import.get()>
                <LinkButton href=Signal::derive(move || here.at.href("/imports", &[])) look=Look::Primary>
                    {tr(|t| t.overview_empty_import())}
                </LinkButton>
            </Show>
        </EmptyState>
    }
}
