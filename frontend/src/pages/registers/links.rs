//! The way from a register's page to its import.

use super::home;
use crate::state::{tr, use_at};
use crate::ui::{Icon, LinkButton};
use domain::register::Register;
use leptos::prelude::*;

/// Leads to the import of a register.
#[component]
pub fn ImportLink(
    /// Which.
    register: Register,
) -> impl IntoView {
    let at = use_at();
    let path = format!("{}/import", home(register));
    view! {
        <LinkButton icon=Icon::Import href=Signal::derive(move || at.href(&path, &[]))>{tr(|t| t.register_import())}</LinkButton>
    }
}
