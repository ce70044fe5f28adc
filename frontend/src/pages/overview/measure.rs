//! The switch of the measure that grid, ranking and trend show.

use super::here::use_here;
use super::places::differs;
use crate::frame::offer_action;
use crate::state::tr;
use crate::ui::{Definition, Glyph, Icon, Segmented};
use domain::change::Basis;
use domain::figures::Measure;
use leptos::prelude::*;
use texts::words::{Word, measure_means};

/// The switch, with the definition of what is chosen.
#[component]
pub fn MeasureBar() -> impl IntoView {
    let here = use_here();
    let options =
        Signal::derive(move || here.t.with(|t| Measure::ALL.into_iter().map(|measure| (measure, measure.word(t))).collect::<Vec<_>>()));
    for measure in Measure::ALL {
        let label = tr(move |t| t.overview_action_measure(measure.word(t)));
        offer_action(label, Signal::stored(None::<String>), move || here.set_measure(measure));
    }
    let differs = differs();
    // Whoever has chosen it can always choose otherwise.
    let is_offered = Memo::new(move |_| differs.get() || here.basis() == Basis::Then);
    let means = tr(move |t| measure_means(here.measure(), t));
    view! {
        <div class="measure-bar">
            <span class="measure-label" aria-hidden="true">{tr(|t| t.overview_measure())}</span>
            <Segmented
                label=tr(|t| t.overview_measure())
                value=Signal::derive(move || here.measure())
                options
                on_choose=move |measure| here.set_measure(measure)
            />
            <Definition means>
                <span class="visually-hidden">{tr(move |t| here.measure().word(t))}</span>
                <Glyph icon=Icon::Info/>
            </Definition>
            <Show when=move || is_offered.get()><BasisSwitch/></Show>
        </div>
    }
}

/// As places are now, or as they were then; offered where that is not the same.
#[component]
fn BasisSwitch() -> impl IntoView {
    let here = use_here();
    let options =
        Signal::derive(move || here.t.with(|t| vec![(Basis::Now, t.overview_basis_now()), (Basis::Then, t.overview_basis_then())]));
    view! {
        <span class="measure-label basis-label" aria-hidden="true">{tr(|t| t.overview_basis())}</span>
        <Segmented
            label=tr(|t| t.overview_basis())
            value=Signal::derive(move || here.basis())
            options
            on_choose=move |basis| here.set_basis(basis)
        />
        <Definition means=tr(|t| t.overview_basis_means())>
            <span class="visually-hidden">{tr(|t| t.overview_basis())}</span>
            <Glyph icon=Icon::Info/>
        </Definition>
    }
}
