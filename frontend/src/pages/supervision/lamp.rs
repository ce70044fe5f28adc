//! 督办灯: a colour, a shape and a word.

use crate::state::texts;
use crate::ui::{Badge, Glyph, Icon, Tint};
use domain::supervision::flow::State;
use domain::supervision::light::Light;
use leptos::prelude::*;
use texts::words::Word;

/// How a light is drawn and tinted.
pub(in crate::pages) fn drawn(light: Light) -> (Icon, Tint) {
    match light {
        Light::Red => (Icon::Bad, Tint::Bad),
        Light::Yellow => (Icon::Warn, Tint::Warn),
        Light::Green => (Icon::Check, Tint::Accent),
    }
}

/// How a state is tinted.
pub(in crate::pages) fn state_tint(state: State) -> Tint {
    match state {
        State::Unissued | State::Unsigned | State::InReview => Tint::Warn,
        State::InHand => Tint::Accent,
        State::Halted | State::Completed | State::Closed | State::Revoked => Tint::Quiet,
    }
}

/// A light; nothing where none burns.
#[component]
pub(in crate::pages) fn Lamp(light: Option<Light>) -> impl IntoView {
    let t = texts();
    light.map(|light| {
        let (icon, tint) = drawn(light);
        view! { <Badge tint><span class="lamp"><Glyph icon/>{move || t.with(|t| light.word(t))}</span></Badge> }
    })
}
