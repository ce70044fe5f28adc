//! A grade as word and mark: five pips, so many filled; 差评 in another shape, never by colour alone.

use super::view_model::rows::pips;
use super::view_model::said;
use crate::state::tr;
use domain::rating::Grade;
use leptos::prelude::*;

/// The grade's mark and word.
#[component]
pub fn GradeMark(grade: Grade) -> impl IntoView {
    let word = tr(move |t| said(t, &grade));
    let filled = pips(grade);
    let pip = move |nth: usize| view! { <i class:is-on=nth < filled></i> };
    view! {
        <span class="grade" class:is-bad=grade.is_bad() data-grade=grade.number()>
            <span class="pips" aria-hidden="true">{(0..5).map(pip).collect_view()}</span>
            <span class="grade-word">{word}</span>
        </span>
    }
}
