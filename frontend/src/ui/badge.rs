//! A word about a state, tinted. The word says it; the tint only helps.

use leptos::prelude::*;

/// How a badge is tinted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tint {
    /// Nothing special.
    #[default]
    Quiet,
    /// Running, or the thing looked at.
    Accent,
    /// To look at.
    Warn,
    /// Bad.
    Bad,
}

/// A word about a state.
#[component]
pub fn Badge(
    /// How it is tinted.
    #[prop(optional)]
    tint: Tint,
    /// The word.
    children: Children,
) -> impl IntoView {
    let class = match tint {
        Tint::Quiet => "badge",
        Tint::Accent => "badge is-accent",
        Tint::Warn => "badge is-warn",
        Tint::Bad => "badge is-bad",
    };
    view! { <span class=class>{children()}</span> }
}
