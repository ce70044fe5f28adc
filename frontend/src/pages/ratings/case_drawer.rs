//! A row of case counts in the drawer, and what is to be followed up of it.

use crate::pages::supervision::Turn;
use crate::state::{texts, tr, use_at};
use crate::ui::Drawer;
use api::case::CaseRow;
use domain::supervision::{Link, LinkKind};
use leptos::prelude::*;
use texts::{Texts, format};

/// The drawer of the row that is opened; shut where none is.
#[component]
pub(super) fn CaseDrawer(row: Memo<Option<CaseRow>>, on_close: Callback<()>) -> impl IntoView {
    view! {
        <Drawer open=Signal::derive(move || row.with(Option::is_some)) on_close title=tr(|t| t.ratings_case_title())>
            {move || row.get().map(|row| view! { <Shown row/> })}
        </Drawer>
    }
}

#[component]
fn Shown(row: CaseRow) -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let (id, place) = (row.id, row.place);
    let row = StoredValue::new(row);
    let facts = move || {
        let fact = |(name, words): (String, String)| view! { <dt>{name}</dt><dd>{words}</dd> };
        t.with(|t| row.with_value(|row| facts(row, t))).into_iter().map(fact).collect_view()
    };
    view! {
        <div class="detail">
            <section class="detail-part">
                <dl class="facts">{facts}</dl>
                <p><a href=move || at.href_of("/overview", place, &[])>{tr(|t| t.ratings_detail_place_link())}</a></p>
            </section>
            <Turn link=Link { kind: LinkKind::Case, id }/>
        </div>
    }
}

/// Names and words of its fields.
fn facts(row: &CaseRow, t: &Texts) -> Vec<(String, String)> {
    let or_none = |text: Option<&str>| text.filter(|text| !text.is_empty()).unwrap_or(format::NONE).to_owned();
    vec![
        (t.ratings_column_day(), row.day.to_string()),
        (t.ratings_column_place(), row.place_name.clone()),
        (t.ratings_column_point(), or_none(row.point_name.as_deref())),
        (t.ratings_column_item(), or_none(row.item_name.as_deref())),
        (t.ratings_column_body(), or_none(row.body_name.as_deref())),
        (t.ratings_column_cases(), format::count(row.cases)),
        (t.ratings_column_source(), row.source.clone()),
    ]
}
