//! Any two texts of an item beside each other.

use super::super::differ::ItemDifferences;
use super::super::items::Names;
use super::words::{in_force, stage_word};
use crate::backend::view;
use crate::state::{texts, tr, use_session};
use crate::ui::{Field, Loaded, Select, Skeleton};
use api::ChangeKind;
use api::item::{CompareTexts, Release, TextOf};
use domain::catalogue::item::ItemId;
use leptos::prelude::*;

/// Two texts to be chosen, and what the later one has otherwise.
#[component]
pub(super) fn Compare(
    /// The item.
    item: ItemId,
    /// Its texts, the newest first.
    releases: Memo<Vec<Release>>,
    /// The person sees 编制文本 too.
    sees_working: Signal<bool>,
    /// What items refer to.
    names: Memo<Names>,
) -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let options = Signal::derive(move || {
        t.with(|t| {
            let working = sees_working.get().then(|| (TextOf::Working, t.release_working()));
            let of = |one: &Release| (TextOf::Release(one.id), t.release_text_of(one.no.to_string(), stage_word(one.stage, t)));
            releases.with(|releases| working.into_iter().chain(releases.iter().map(of)).collect::<Vec<_>>())
        })
    });
    // At first what comes next beside what is in force.
    let newest = untrack(|| options.with(|options| options.first().map(|one| one.0)));
    let current = releases.with_untracked(|releases| in_force(releases, session.today()).map(|one| TextOf::Release(one.id)));
    let second = untrack(|| options.with(|options| options.get(1).map(|one| one.0)));
    let (old, new) = (RwSignal::new(current.filter(|current| Some(*current) != newest).or(second)), RwSignal::new(newest));
    let compared = view(move || {
        let (old, new) = old.get().zip(new.get()).filter(|(old, new)| old != new)?;
        Some(CompareTexts { item, old, new })
    });
    compared.reload_on(&[ChangeKind::Catalogue]);
    let is_same = Memo::new(move |_| old.get() == new.get());
    view! {
        <div class="release-pair">
            <Field label=tr(|t| t.release_compare_old())>
                <Select value=old options on_choose=move |text: TextOf| old.set(Some(text))/>
            </Field>
            <Field label=tr(|t| t.release_compare_new())>
                <Select value=new options on_choose=move |text: TextOf| new.set(Some(text))/>
            </Field>
        </div>
        <Show when=move || !is_same.get() fallback=|| view! { <p class="quiet">{tr(|t| t.release_compare_choose())}</p> }>
            <Loaded view=compared skeleton=|| view! { <Skeleton lines=4/> } let:reply>
                {if reply.differing.is_empty() {
                    view! { <p class="quiet">{tr(|t| t.duty_compare_none())}</p> }.into_any()
                } else {
                    view! { <ItemDifferences differing=reply.differing before=reply.old after=reply.new names/> }.into_any()
                }}
            </Loaded>
        </Show>
    }
}
