//! 转督办 beside any row: the matters that were made of it, and the way to make one.

use super::PATH;
use super::lamp::{Lamp, state_tint};
use crate::backend::view;
use crate::state::{texts, tr, use_at, use_session};
use crate::ui::{Badge, Glyph, Icon, LinkButton};
use api::supervision::{CountMatters, ListLinked, MatterFilter, MatterRow};
use api::{ChangeKind, Permission};
use domain::supervision::Link;
use domain::supervision::light::Light;
use leptos::prelude::*;
use texts::format::count;
use texts::words::Word;

/// The matters of a row, as far as the person may see matters, and the button if he may make one.
#[component]
pub fn Turn(
    /// The row.
    link: Link,
    /// The heading, where several rows stand on one page.
    #[prop(optional, into)]
    of: MaybeProp<String>,
    /// It stands below the page's own heading, not inside of another part.
    #[prop(optional)]
    top: bool,
) -> impl IntoView {
    let usual = tr(|t| t.supervision_title());
    let heading = move || of.get().unwrap_or_else(|| usual.get());
    let (session, at) = (use_session(), use_at());
    let sees = Memo::new(move |_| session.may(Permission::Matters));
    let makes = Memo::new(move |_| session.may(Permission::Instruct));
    let made = view(move || sees.get().then_some(ListLinked { link }));
    made.reload_on(&[ChangeKind::Matter]);
    let matters = move || made.with(|reply| reply.map(|reply| reply.matters.clone()).unwrap_or_default());
    let address = format!("{}:{}", link.kind.code(), link.id);
    let href = Signal::derive(move || at.href(PATH, &[("matter", "new".to_owned()), ("link", address.clone())]));
    view! {
        <Show when=move || sees.get()>
            <section class="detail-part turn">
                {if top { view! { <h2>{heading}</h2> }.into_any() } else { view! { <h3>{heading}</h3> }.into_any() }}
                {move || view! { <MadeList matters=matters()/> }}
                <Show when=move || makes.get()>
                    <p><LinkButton href icon=Icon::Bell>{tr(|t| t.supervision_turn())}</LinkButton></p>
                </Show>
            </section>
        </Show>
    }
}

/// How many matters are red, as a door to them; nothing where the person sees none.
#[component]
pub fn RedMatters() -> impl IntoView {
    let (t, session, at) = (texts(), use_session(), use_at());
    let sees = Memo::new(move |_| session.may(Permission::Matters));
    let counted = view(move || sees.get().then(|| CountMatters { filter: MatterFilter::default() }));
    counted.reload_on(&[ChangeKind::Matter]);
    let red = Memo::new(move |_| {
        counted.with(|reply| reply.map_or(0, |reply| reply.lights.iter().find(|(light, _)| *light == Light::Red).map_or(0, |(_, n)| *n)))
    });
    let href = move || at.href(PATH, &[("light", Light::Red.code().to_owned())]);
    view! {
        <Show when=move || red.get().gt(&0)>
            <p class="red-matters">
                <a href=href>
                    <Glyph icon=Icon::Bad/>
                    {move || t.with(|t| t.supervision_red_told(count(red.get())))}
                </a>
            </p>
        </Show>
    }
}

/// Matters by name, each with the way to it.
#[component]
pub(in crate::pages) fn MadeList(matters: Vec<MatterRow>) -> impl IntoView {
    view! { <ul class="duty-versions">{matters.into_iter().map(|row| view! { <Made row/> }).collect_view()}</ul> }
}

#[component]
fn Made(row: MatterRow) -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let (id, state) = (row.id.0, row.state);
    let name = if row.number.is_empty() { row.title } else { format!("{} {}", row.number, row.title) };
    view! {
        <li>
            <a href=move || at.href(PATH, &[("matter", id.to_string())])>{name}</a>
            " "
            <Badge tint=state_tint(state)>{move || t.with(|t| state.word(t))}</Badge>
            " "
            <Lamp light=row.light/>
        </li>
    }
}
