//! Databases that were put aside when another one was restored.

use super::ask::Asked;
use super::words;
use crate::state::{texts, tr};
use crate::ui::{Button, Look};
use api::backup::Replaced;
use leptos::prelude::*;
use texts::format::bytes;

#[component]
pub(super) fn ReplacedCard(replaced: Vec<Replaced>, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let t = texts();
    if replaced.is_empty() {
        return ().into_any();
    }
    let row = move |one: Replaced| {
        let (at, name) = (words::aside_at(&one.name), one.name);
        view! {
            <li>
                <span>{move || t.with(|t| t.backup_replaced_at(at.clone()))}</span>
                <span class="quiet">{one.size.map(bytes)}</span>
                <Button look=Look::Quiet on_press=move || asked.set(Some(Asked::Forget(name.clone())))>{tr(|t| t.backup_act_remove())}</Button>
            </li>
        }
    };
    view! {
        <section class="card">
            <h2>{tr(|t| t.backup_replaced())}</h2>
            <p class="quiet">{tr(|t| t.backup_replaced_lead())}</p>
            <ul class="backup-replaced">{replaced.into_iter().map(row).collect_view()}</ul>
        </section>
    }
    .into_any()
}
