//! The way from a register's page to its import.

use super::home;
use crate::state::{texts, use_at};
use crate::ui::{Icon, LinkButton};
use domain::register::Register;
use leptos::prelude::*;
use texts::words::Word;

/// Leads to the import of a register.
#[component]
pub fn ImportLink(
    /// Which.
    register: Register,
) -> impl IntoView {
    let (at, t) = (use_at(), texts());
    let path = format!("{}/import", home(register));
    // On the page of changes it is not changes that are imported.
    let words = move || t.with(|t| if register == Register::Units { t.register_title(register.word(t)) } else { t.register_import() });
    view! {
        <LinkButton icon=Icon::Import href=Signal::derive(move || at.href(&path, &[]))>{words}</LinkButton>
    }
}
