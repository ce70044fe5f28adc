//! Writes exactly what is filtered.

use super::cases::case_filter;
use super::use_filtered;
use super::view_model::rows::export_name;
use crate::backend::call;
use crate::list::{ExportButton, WriteLater};
use crate::state::tr;
use api::OutFile;
use leptos::prelude::*;
use texts::Texts;

/// The button for the list in sight, once it is known of which place.
#[component]
pub fn Export(is_cases: Memo<bool>) -> impl IntoView {
    let filtered = use_filtered();
    let name = tr(move |t| export_name(t, is_cases.get(), &filtered.place_name.get(), filtered.period.get()));
    move || {
        let (place, cases) = (filtered.place.get()?, is_cases.get());
        let write = Callback::new(move |out: OutFile| {
            let (narrowing, period) = (filtered.narrowing.get_untracked(), filtered.period.get_untracked());
            WriteLater(if cases {
                Box::pin(call(api::case::Export { filter: case_filter(&narrowing, place, period), template: false, out }))
            } else {
                Box::pin(call(api::rating::Export { filter: narrowing.filter(place, period), template: false, out }))
            })
        });
        let said: fn(&Texts, String, String) -> String =
            if cases { |t, n, file| t.ratings_cases_exported(n, file) } else { |t, n, file| t.ratings_exported(n, file) };
        Some(view! { <ExportButton name write said/> })
    }
}
