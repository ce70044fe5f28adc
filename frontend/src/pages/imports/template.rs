//! An empty form to fill in, whose headers an import knows.

use crate::backend::door::Later;
use crate::state::{texts, use_session};
use crate::ui::{Look, SaveButton};
use api::OutFile;
use api::import::Written;
use domain::place::PlaceId;
use leptos::prelude::*;

/// The button that writes it.
#[component]
pub(in crate::pages) fn TemplateButton<W>(
    /// What the form is for; its name.
    what: Signal<String>,
    /// Writes it for the person's own place.
    write: W,
) -> impl IntoView
where
    W: Fn(PlaceId, OutFile) -> Later<Written> + Clone + Send + Sync + 'static,
{
    let (t, session) = (texts(), use_session());
    let name = move || t.with_untracked(|t| t.register_template_name(what.get_untracked()));
    let write = move |out: OutFile| -> Option<Later<String>> {
        let place = untrack(|| session.person().map(|p| p.home))?;
        let (name, writing) = (out.name.clone(), write(place, out));
        Some(Box::pin(async move {
            writing.await?;
            Ok(t.with_untracked(|t| t.register_template_saved(name)))
        }))
    };
    view! { <SaveButton label=Signal::derive(move || t.with(|t| t.register_template())) name write look=Look::Quiet/> }
}
