//! What narrows the list of ratings: quick filters, menus, search, and the conditions that a door has set.

use super::address::Narrowing;
use super::search::Search;
use super::use_filtered;
use super::view_model::chips::{Chip, Quick, caption, channels, chips, grades, standings, toggled};
use super::view_model::said;
use crate::state::{texts, tr};
use crate::ui::{Button, Checkbox, Glyph, Icon, Look, Menu, MenuItem, Popover, Segmented};
use leptos::prelude::*;
use texts::words::Word;

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
            <Search/>
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

/// A menu in which several values can be ticked.
#[component]
fn Choices<T>(
    label: Signal<String>,
    all: Vec<T>,
    #[prop(into)] chosen: Signal<Vec<T>>,
    #[prop(into)] on_choose: Callback<Vec<T>>,
) -> impl IntoView
where
    T: Word + Copy + PartialEq + Send + Sync + 'static,
{
    let t = texts();
    let open = RwSignal::new(false);
    let words = Signal::derive(move || t.with(|t| caption(t, &label.get(), &chosen.get())));
    let all = StoredValue::new(all);
    let item = move |value: T| {
        let word = tr(move |t| said(t, &value));
        let checked = Signal::derive(move || Some(chosen.with(|chosen| chosen.contains(&value))));
        let press = move || {
            let next = all.with_value(|all| toggled(all, &chosen.get_untracked(), value));
            on_choose.run(next);
        };
        view! { <MenuItem checked many=true stays=true on_press=press>{word}</MenuItem> }
    };
    view! {
        <Popover open label kind="menu" words=move || words.get()>
            <Menu>{all.get_value().into_iter().map(item).collect_view()}</Menu>
        </Popover>
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
