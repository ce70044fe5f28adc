//! 评价明细 and 办件明细: exactly the rows behind a figure, down to the words people left.
//!
//! What is filtered stands in the address ([`address`]), so that every door of the overview is a link and the back
//! button undoes a filter. What rows, chips and cards say is made in [`view_model`].

pub mod address;
mod bulk;
mod case_drawer;
mod cases;
mod detail;
mod export;
mod filter_bar;
pub mod grade;
mod list;
mod rater;
mod standing;
pub mod view_model;

use crate::backend::view;
use crate::state::{At, tr, use_at, use_places};
use crate::ui::{PageHead, Tab, Tabs};
use address::{KEYS, Narrowing};
use api::overview::Facets;
use domain::figures::Facet;
use domain::period::Period;
use domain::place::PlaceId;
use domain::rating::Channel;
use export::Export;
use leptos::prelude::*;
use texts::format;

/// What both lists share; a `Copy` handle from context.
#[derive(Clone, Copy)]
pub struct Filtered {
    at: At,
    narrowing: Memo<Narrowing>,
    place: Memo<Option<PlaceId>>,
    period: Memo<Period>,
    place_name: Memo<String>,
    facet_name: Memo<Option<String>>,
}

impl Filtered {
    fn provide() -> Self {
        let (at, places) = (use_at(), use_places());
        let narrowing = Memo::new(move |_| Narrowing::from_pairs(|key| at.get(key)));
        let place = Memo::new(move |_| at.place());
        let period = Memo::new(move |_| at.period());
        let place_name = Memo::new(move |_| place.get().map(|id| places.name(id)).unwrap_or_default());
        let facet_name = name_of_facet(narrowing, place, period);
        let filtered = Self { at, narrowing, place, period, place_name, facet_name };
        provide_context(filtered);
        filtered
    }

    /// Narrows otherwise. With `replace` the back button does not come back: for what is typed.
    fn set(&self, narrowing: &Narrowing, replace: bool) {
        let pairs = narrowing.pairs();
        let value = |key: &str| pairs.iter().find(|(k, _)| *k == key).map(|(_, v)| v.clone()).unwrap_or_default();
        let mut changes: Vec<(&str, String)> = KEYS.iter().map(|key| (*key, value(key))).collect();
        // Another list is no place for the page of this one, nor for the details of its rows.
        changes.extend([("rating", String::new()), ("page", String::new())]);
        self.at.set(&changes, replace);
    }
}

/// From context; only below [`Ratings`].
fn use_filtered() -> Filtered {
    use_context().unwrap_or_else(Filtered::provide)
}

/// The name of the value that a facet's key stands for, asked for only where there is one.
fn name_of_facet(narrowing: Memo<Narrowing>, place: Memo<Option<PlaceId>>, period: Memo<Period>) -> Memo<Option<String>> {
    let t = crate::state::texts();
    let key = Memo::new(move |_| narrowing.with(|n| n.facet.clone()));
    let names = view(move || {
        let facet = key.get().filter(|facet| facet.key != 0 && facet.facet != Facet::Channel)?.facet;
        Some(Facets { place: place.get()?, period: period.get(), facet, limit: 200, basis: domain::change::Basis::Now })
    });
    Memo::new(move |_| {
        let key = key.get()?;
        if key.facet == Facet::Channel {
            let channel = i16::try_from(key.key).ok().and_then(Channel::from_number)?;
            return Some(t.with(|t| view_model::said(t, &channel)));
        }
        names.with(|reply| reply?.rows.iter().find(|row| row.key == key.key).map(|row| row.name.clone()))
    })
}

/// The page.
#[component]
pub fn Ratings() -> impl IntoView {
    let filtered = Filtered::provide();
    let at = filtered.at;
    let is_cases = Memo::new(move |_| at.get("tab").as_deref() == Some("cases"));
    let title = tr(move |t| if is_cases.get() { t.ratings_cases_title() } else { t.ratings_title() });
    let lead = tr(move |t| t.ratings_scope(filtered.place_name.get(), format::period(filtered.period.get(), t.lang())));
    let tabs = Signal::stored(vec![
        Tab { key: "ratings", label: tr(|t| t.ratings_tab_ratings()) },
        Tab { key: "cases", label: tr(|t| t.ratings_tab_cases()) },
    ]);
    let choose = move |key: String| {
        let tab = if key == "cases" { key } else { String::new() };
        at.set(&[("tab", tab), ("rating", String::new()), ("page", String::new()), ("sort", String::new())], false);
    };
    let value = Signal::derive(move || if is_cases.get() { "cases" } else { "ratings" }.to_owned());
    view! {
        <div class="rows-page">
            <PageHead title lead=Signal::derive(move || Some(lead.get()))>
                <Export is_cases/>
            </PageHead>
            <Tabs label=tr(|t| t.ratings_tabs()) value tabs on_choose=choose>
                {move || if is_cases.get() {
                    view! { <cases::CaseRows/> }.into_any()
                } else {
                    view! { <list::RatingRows/> }.into_any()
                }}
            </Tabs>
        </div>
    }
}
