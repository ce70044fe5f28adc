//! 办理地点: at which service points an item is done, beside its guide.

use super::{ITEM, PATH, words};
use crate::backend::view;
use crate::state::{texts, tr, use_at};
use crate::ui::{Badge, Icon, LinkButton, Loaded, Skeleton, Tint};
use api::ChangeKind;
use api::availability::{ItemOffers, OfferedAt, ShowItemOffers};
use domain::catalogue::availability::OfferState;
use domain::catalogue::item::ItemId;
use leptos::prelude::*;
use texts::format::count;

/// Where an item is done, town by town.
#[component]
pub fn WhereDone(
    /// The item.
    item: ItemId,
) -> impl IntoView {
    let at = use_at();
    let shown = view(move || Some(ShowItemOffers { item }));
    shown.reload_on(&[ChangeKind::Availability, ChangeKind::Point, ChangeKind::Catalogue]);
    let href = Signal::derive(move || at.href(PATH, &[(ITEM, item.0.to_string())]));
    view! {
        <section class="guide-part where-done">
            <h4>{tr(|t| t.availability_where())}</h4>
            <Loaded view=shown skeleton=|| view! { <Skeleton lines=3/> } let:offers>
                <Towns offers/>
            </Loaded>
            <div class="actions">
                <LinkButton icon=Icon::Table href>{tr(|t| t.availability_see_row())}</LinkButton>
            </div>
        </section>
    }
}

/// Points of one town with the same state.
fn by_town(points: Vec<OfferedAt>) -> Vec<(String, Vec<OfferedAt>)> {
    let mut towns: Vec<(String, Vec<OfferedAt>)> = Vec::new();
    for point in points {
        match towns.last_mut() {
            Some((town, points)) if *town == point.town => points.push(point),
            _ => towns.push((point.town.clone(), vec![point])),
        }
    }
    towns
}

#[component]
fn Towns(offers: ItemOffers) -> impl IntoView {
    let t = texts();
    let ItemOffers { due, points } = offers;
    let offered = points.iter().filter(|point| point.offer.state == OfferState::Offered).count();
    let offered = i64::try_from(offered).unwrap_or(i64::MAX);
    let said = move || {
        t.with(|t| if due == 0 && offered == 0 { t.availability_where_none() } else { t.availability_where_n(count(due), count(offered)) })
    };
    let towns = by_town(points).into_iter().map(|(town, points)| {
        let name = move || if town.is_empty() { t.with(|t| t.availability_district_own()) } else { town.clone() };
        let n = points.iter().filter(|point| point.offer.state == OfferState::Offered).count();
        let n = count(i64::try_from(n).unwrap_or(i64::MAX));
        let points = points.into_iter().map(|point| view! { <PointShown point/> }).collect_view();
        view! {
            <details class="where-town">
                <summary>{name}" "<span class="quiet">{move || t.with(|t| t.availability_where_town(&n))}</span></summary>
                <ul>{points}</ul>
            </details>
        }
    });
    let towns: Vec<_> = towns.collect();
    view! {
        <p>{said}</p>
        {towns}
    }
}

#[component]
fn PointShown(point: OfferedAt) -> impl IntoView {
    let t = texts();
    let OfferedAt { name, address, phone, hours, active, offer, .. } = point;
    let facts = [address, hours, phone].into_iter().filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(" · ");
    let is_offered = offer.state == OfferState::Offered;
    view! {
        <li>
            <span>{name}</span>
            {(!active).then(|| view! { " "<Badge tint=Tint::Warn>{tr(|t| t.point_closed())}</Badge> })}
            {(!is_offered).then(|| view! { " "<Badge tint=Tint::Warn>{move || t.with(|t| words::offer(&offer, t))}</Badge> })}
            {(!facts.is_empty()).then(|| view! { <span class="quiet where-facts">{facts}</span> })}
        </li>
    }
}
