//! What narrows the list of ratings: quick filters, menus, search, and the conditions that a door has set.

use super::address::Narrowing;
use super::use_filtered;
use super::view_model::chips::{Chip, Quick, channels, chips, grades, standings};
use crate::list::{Choices, Search};
use crate::state::{texts, tr};
use crate::ui::{Button, Checkbox, Glyph, Icon, Look, Segmented};
use leptos::prelude::*;

/// The bar.
#[component]
pub fn FilterBar() -> impl IntoView {
    let (filtered, t) = (use_filtered(), texts());
    let narrowing = filtered.narrowing;
    let quick = Signal::derive(move || narrowing.with(Quick::of));
    let options = Signal::derive(move || t.with(|t| Quick::ALL.into_iter().map(|quick| (Some(quick), quick.name(t))).collect::<Vec<_>>()));
    let set = move |change: Narrowing| filtered.set(&change, false);
    let choose = move |quick: Option<Quick>| set(quick.unwrap_or(Quick::All).narrowing());
    let with_comment = RwSignal::new(false);
    Effect::new(move |_| with_comment.set(narrowing.with(|n| n.with_comment)));
    Effect::new(move |_| {
        let on = with_comment.get();
        let now = narrowing.get_untracked();
        if now.with_comment != on {
            set(Narrowing { with_comment: on, ..now });
        }
    });
    view! {
        <div class="filters" role="group" aria-label=tr(|t| t.ratings_filters())>
            <Segmented
                label=tr(|t| t.ratings_preset())
                value=quick
                options
                on_choose=choose
            />
            <Search
                value=Signal::derive(move || narrowing.with(|n| n.text.clone().unwrap_or_default()))
                on_search=move |text: String| {
                    let text = Some(text).filter(|text| !text.is_empty());
                    filtered.set(&Narrowing { text, ..narrowing.get_untracked() }, true);
                }
                label=tr(|t| t.ratings_search())
                hint=tr(|t| t.ratings_search_hint())
            />
            <Choices
                label=tr(|t| t.ratings_grade())
                all=grades()
                chosen=Signal::derive(move || narrowing.with(|n| n.grades.clone()))
                on_choose=move |grades| set(Narrowing { grades, ..narrowing.get_untracked() })
            />
            <Choices
                label=tr(|t| t.ratings_channel())
                all=channels().to_vec()
                chosen=Signal::derive(move || narrowing.with(|n| n.channels.clone()))
                on_choose=move |channels| set(Narrowing { channels, ..narrowing.get_untracked() })
            />
            <Choices
                label=tr(|t| t.ratings_standing())
                all=standings().to_vec()
                chosen=Signal::derive(move || narrowing.with(|n| n.standings.clone()))
                on_choose=move |standings| set(Narrowing { standings, ..narrowing.get_untracked() })
            />
            <Checkbox value=with_comment>{tr(|t| t.ratings_with_comment())}</Checkbox>
            <Show when=move || narrowing.with(|n| !n.is_open())>
                <Button look=Look::Quiet icon=Icon::Close on_press=move || set(Narrowing::default())>
                    {tr(|t| t.ratings_clear())}
                </Button>
            </Show>
        </div>
        <Chips/>
    }
}

/// The conditions that a door has set, each with a cross.
#[component]
pub fn Chips() -> impl IntoView {
    let (filtered, t) = (use_filtered(), texts());
    let chips = Memo::new(move |_| {
        let narrowing = filtered.narrowing.get();
        t.with(|t| {
            let facet = filtered.facet_name.get();
            filtered.place_name.with(|place| chips(t, &narrowing, place, facet.as_deref()))
        })
    });
    let chip = move |chip: Chip| {
        let Chip { name, without } = chip;
        let label = t.with(|t| t.ratings_chip_remove(&name));
        view! {
            <li>
                <button
                    type="button"
                    class="chip"
                    aria-label=label.clone()
                    title=label
                    on:click=move |_| filtered.set(&without, false)
                >
                    <span>{name}</span>
                    <Glyph icon=Icon::Close/>
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || chips.with(|chips| !chips.is_empty())>
            <ul class="chips">{move || chips.get().into_iter().map(chip).collect_view()}</ul>
        </Show>
    }
}
