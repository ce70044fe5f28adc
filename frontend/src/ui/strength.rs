//! How strong a password is, in words and in four bars.

use crate::state::texts;
use api::session::Judgement;
use leptos::prelude::*;

/// The judgement of a password, if there is one yet.
#[component]
pub fn Strength(
    /// From `session.password.judge`.
    #[prop(into)]
    judged: Signal<Option<Judgement>>,
    /// How to make it stronger is said elsewhere.
    #[prop(optional, into)]
    bare: Signal<bool>,
) -> impl IntoView {
    let t = texts();
    let word = move |score: u8| {
        t.with(|t| match score {
            0 => t.strength_0(),
            1 => t.strength_1(),
            2 => t.strength_2(),
            3 => t.strength_3(),
            _ => t.strength_4(),
        })
    };
    let advice = move |judged: &Judgement| {
        t.with(|t| match judged.rule.as_deref() {
            None => t.strength_ok(),
            Some("too_short") => t.strength_too_short(),
            Some("too_long") => t.strength_too_long(),
            Some(_) => t.strength_too_weak(),
        })
    };
    view! {
        <div class="strength" role="status" aria-live="polite">
            {move || judged.get().map(|judged| {
                let bars = (1..=4).map(|bar| view! { <i class:is-full=bar <= judged.score></i> }).collect_view();
                view! {
                    <span class="strength-bars" class:is-accepted=judged.accepted aria-hidden="true">{bars}</span>
                    <span><strong>{word(judged.score)}</strong>" "{(!bare.get()).then(|| advice(&judged))}</span>
                }
            })}
        </div>
    }
}
