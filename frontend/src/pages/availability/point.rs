//! 可办事项: which items are done at a service point and which it lacks, beside its facts.

use super::{PATH, POINT, words};
use crate::backend::view;
use crate::state::{texts, tr, use_at};
use crate::ui::{Badge, Icon, LinkButton, Loaded, Skeleton, Tint};
use api::ChangeKind;
use api::availability::{ItemOffered, PointOffers as Reply, ShowPointOffers};
use domain::catalogue::availability::OfferState;
use domain::point::PointId;
use leptos::prelude::*;
use texts::format::count;

/// What a point offers.
#[component]
pub fn PointOffers(
    /// The point.
    point: PointId,
) -> impl IntoView {
    let at = use_at();
    let shown = view(move || Some(ShowPointOffers { point }));
    shown.reload_on(&[ChangeKind::Availability, ChangeKind::Catalogue]);
    let href = Signal::derive(move || at.href(PATH, &[(POINT, point.0.to_string())]));
    view! {
        <h4>{tr(|t| t.availability_at_point())}</h4>
        <Loaded view=shown skeleton=|| view! { <Skeleton lines=2/> } let:offers>
            <Items offers/>
        </Loaded>
        <div class="actions">
            <LinkButton icon=Icon::Table href>{tr(|t| t.availability_see_column())}</LinkButton>
        </div>
    }
}

#[component]
fn Items(offers: Reply) -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let Reply { due, items } = offers;
    let is = |item: &ItemOffered, state: Option<OfferState>| item.offer.as_ref().map(|offer| offer.state) == state;
    let offered = items.iter().filter(|item| is(item, Some(OfferState::Offered))).count();
    let offered = count(i64::try_from(offered).unwrap_or(i64::MAX));
    let (done, rest): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| is(item, Some(OfferState::Offered)));
    let line = move |item: ItemOffered| {
        let id = item.id.0;
        let href = move || at.href("/catalogue/items", &[("item", id.to_string())]);
        let state = item.offer.filter(|offer| offer.state != OfferState::Offered);
        view! {
            <li>
                <a href=href>{item.name}</a>
                {state.map(|offer| view! { " "<Badge tint=Tint::Warn>{move || t.with(|t| words::offer(&offer, t))}</Badge> })}
            </li>
        }
    };
    let group = move |label: Signal<String>, items: Vec<ItemOffered>| {
        let n = count(i64::try_from(items.len()).unwrap_or(i64::MAX));
        (!items.is_empty()).then(|| {
            view! {
                <details class="where-town">
                    <summary>{move || label.get()}" "<span class="quiet">{n}</span></summary>
                    <ul>{items.into_iter().map(line).collect_view()}</ul>
                </details>
            }
        })
    };
    view! {
        <p>{move || t.with(|t| if due == 0 { t.availability_point_none() } else { t.availability_point_n(count(due), &offered) })}</p>
        {group(tr(|t| t.availability_point_done()), done)}
        {group(tr(|t| t.availability_point_rest()), rest)}
    }
}
