//! Which step one is at.

use crate::state::{texts, tr};
use leptos::prelude::*;
use texts::Texts;

/// A step of the wizard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// What for, and the notice.
    Kind,
    /// The person at the keyboard.
    You,
    /// The other two.
    Others,
    /// Everything once more.
    Recap,
}

/// In order.
pub(super) const STEPS: [Step; 4] = [Step::Kind, Step::You, Step::Others, Step::Recap];

fn name(step: Step, t: &Texts) -> String {
    match step {
        Step::Kind => t.first_step_kind(),
        Step::You => t.first_step_you(),
        Step::Others => t.first_step_others(),
        Step::Recap => t.first_step_recap(),
    }
}

/// The row of steps.
#[component]
pub(super) fn Steps(step: RwSignal<Step>) -> impl IntoView {
    let t = texts();
    let number = move || STEPS.iter().position(|s| *s == step.get()).unwrap_or(0);
    let said = move || t.with(|t| t.first_step((number() + 1).to_string(), STEPS.len().to_string()));
    let row = move |(nth, of): (usize, Step)| {
        view! {
            <li class:is-past=move || nth < number() aria-current=move || (nth == number()).then_some("step")>
                <span class="step-number" aria-hidden="true">{nth + 1}</span>
                {move || t.with(|t| name(of, t))}
            </li>
        }
    };
    view! {
        <p class="visually-hidden" role="status">{said}</p>
        <ol class="steps" aria-label=tr(|t| t.first_title())>
            {STEPS.into_iter().enumerate().map(row).collect_view()}
        </ol>
    }
}
