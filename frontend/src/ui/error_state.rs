//! An error as a person can use it: what happened, how to go on, and trying again.

use super::{Button, Glyph, Icon};
use crate::state::{error_words, texts, tr};
use api::{ApiError, ErrorCode};
use leptos::prelude::*;

/// In place of what could not be shown.
#[component]
pub fn ErrorState(
    /// The error.
    #[prop(into)]
    error: Signal<ApiError>,
    /// Tries again; no button without.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
    /// Other ways on.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let t = texts();
    let words = Memo::new(move |_| Said(error_words(&error.get(), &t.get())));
    view! {
        <div class="error-state" role="alert" data-code=move || format!("{:?}", error.read().code) data-detail=move || detail(&error.read())>
            <p class="error-what">
                <Glyph icon=Icon::Warn/>
                {move || words.get().0.what}
            </p>
            <p class="error-how">{move || words.get().0.how}</p>
            <div class="actions">
                {retry.map(|retry| view! { <Button icon=Icon::Refresh on_press=retry>{tr(|t| t.act_retry())}</Button> })}
                {children.map(|children| children())}
            </div>
        </div>
    }
}

/// What whoever looks after the program wants to know of an error that nobody can act on; not shown.
fn detail(error: &ApiError) -> Option<String> {
    (error.code == ErrorCode::Malformed).then(|| error.arg("detail").to_owned())
}

/// Above a form that could not be sent.
#[component]
pub fn ErrorNote(
    /// The error, if there is one.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let t = texts();
    view! {
        <div class="error-note" role="alert">
            {move || {
                error.get().map(|error| {
                    let words = error_words(&error, &t.get());
                    view! {
                        <div class="error-note-in">
                            <Glyph icon=Icon::Warn/>
                            <p><strong>{words.what}</strong>" "{words.how}</p>
                        </div>
                    }
                })
            }}
        </div>
    }
}

/// Words that can be compared, so that an equal error is not read out twice.
#[derive(Clone, PartialEq)]
struct Said(texts::error::Words);
