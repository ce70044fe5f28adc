//! Buttons. What a button does is a verb on it; one primary button a view.

use super::{Glyph, Icon};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// How a button looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// The one thing to do here.
    Primary,
    /// Any other.
    #[default]
    Plain,
    /// Without an outline, in rows and bars.
    Quiet,
    /// Takes something away.
    Danger,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn btn-primary",
            Self::Plain => "btn",
            Self::Quiet => "btn btn-quiet",
            Self::Danger => "btn btn-danger",
        }
    }
}

/// A button.
///
/// With `why_not` it stays focusable while it can't be used, and says why on hover, on focus and to a screen reader.
#[component]
pub fn Button(
    /// What happens.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// How it looks.
    #[prop(optional)]
    look: Look,
    /// Before the words.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// Why it can't be used now; none if it can.
    #[prop(optional, into)]
    why_not: Signal<Option<String>>,
    /// It is being done: no second press, no change of size.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Sends the form that it stands in.
    #[prop(optional)]
    submit: bool,
    /// The words.
    children: Children,
) -> impl IntoView {
    let is_off = move || busy.get() || why_not.with(Option::is_some);
    let pressed = move |ev: MouseEvent| {
        if untrack(is_off) {
            ev.prevent_default();
            ev.stop_propagation();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=look.class()
            aria-disabled=move || is_off().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            title=move || why_not.get()
            on:click=pressed
        >
            {icon.map(|icon| view! { <Glyph icon/> })}
            <span class="btn-words">{children()}</span>
        </button>
    }
}

/// A button that is only a drawing; its name is read out and shown on hover.
#[component]
pub fn IconButton(
    /// The drawing.
    icon: Icon,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// What happens.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="btn btn-quiet btn-icon"
            aria-label=move || label.get()
            title=move || label.get()
            on:click=move |_| on_press.run(())
        >
            <Glyph icon/>
        </button>
    }
}

/// A link that looks like a button, for what is a page.
#[component]
pub fn LinkButton(
    /// The address, made by `at.href(…)`.
    #[prop(into)]
    href: Signal<String>,
    /// How it looks.
    #[prop(optional)]
    look: Look,
    /// Before the words.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <a class=look.class() href=move || href.get()>
            {icon.map(|icon| view! { <Glyph icon/> })}
            <span class="btn-words">{children()}</span>
        </a>
    }
}
