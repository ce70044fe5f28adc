//! Choosing days: presets with the days that they mean, or a first and a last day.

use super::{Button, Field, Glyph, Icon, InputForm, Look, use_field};
use crate::state::{Chosen, texts, tr, use_taste};
use domain::period::{FIRST_DAY, Period, Preset};
use jiff::civil::Date;
use leptos::prelude::*;
use texts::format;
use texts::words::Word;

/// Presets, and free days below.
#[component]
pub fn PeriodPicker(
    /// What is chosen.
    #[prop(into)]
    value: Signal<Chosen>,
    /// 统计截止日, from which presets count and after which there is nothing to see.
    #[prop(into)]
    cutoff: Signal<Date>,
    /// Something else was chosen.
    #[prop(into)]
    on_choose: Callback<Chosen>,
) -> impl IntoView {
    let (t, taste) = (texts(), use_taste());
    let first = RwSignal::new(untrack(|| value.get().period(cutoff.get()).from.to_string()));
    let last = RwSignal::new(untrack(|| value.get().period(cutoff.get()).to.to_string()));
    let tried = RwSignal::new(false);
    let days = move || free_days(&first.get(), &last.get());
    let wrong = Signal::derive(move || {
        let wrong = tried.get().then(|| days().err()).flatten()?;
        Some(t.with(|t| match wrong {
            Wrong::Order => t.ui_period_order(),
            Wrong::Unreadable => t.ui_period_unreadable(),
        }))
    });
    let apply = move || {
        tried.set(true);
        if let Ok(period) = untrack(days) {
            on_choose.run(Chosen::Days(period));
        }
    };
    let preset = move |preset: Preset| {
        let is_on = Memo::new(move |_| value.get() == Chosen::Preset(preset));
        view! {
            <button
                type="button"
                class="menu-item"
                role="radio"
                aria-checked=move || is_on.get().to_string()
                on:click=move |_| on_choose.run(Chosen::Preset(preset))
            >
                <span class="menu-mark">{move || is_on.get().then(|| view! { <Glyph icon=Icon::Check/> })}</span>
                <span>{move || t.with(|t| preset.word(t))}</span>
                <span class="option-note">{move || format::period(preset.period(cutoff.get()), taste.lang())}</span>
            </button>
        }
    };
    let group = NodeRef::<leptos::html::Div>::new();
    let walk = move |ev: web_sys::KeyboardEvent| {
        let Some(group_node) = group.get_untracked() else { return };
        let active = document().active_element();
        let all = group_node.children();
        let now = (0..all.length()).find(|i| all.item(*i).as_ref() == active.as_ref()).unwrap_or(0) as usize;
        if let Some(next) = super::roving::step(&ev.key(), now, all.length() as usize, super::roving::Axis::Column) {
            ev.prevent_default();
            super::segmented::focus_child(group, next);
        }
    };
    Effect::new(move |_| {
        if group.get().is_some() {
            let chosen = value.get_untracked();
            let at = Preset::ALL.into_iter().position(|p| chosen == Chosen::Preset(p)).unwrap_or(0);
            request_animation_frame(move || super::segmented::focus_child(group, at));
        }
    });
    view! {
        <div class="period-picker">
            <div class="menu" role="radiogroup" aria-label=tr(|t| t.frame_period()) node_ref=group on:keydown=walk>
                {Preset::ALL.into_iter().map(preset).collect_view()}
            </div>
            <InputForm class="period-days" on_submit=apply>
                <p class="panel-title">{tr(|t| t.ui_period_custom())}</p>
                <Field label=tr(|t| t.ui_period_from())>
                    <DateInput value=first max=Signal::derive(move || Some(cutoff.get()))/>
                </Field>
                <Field label=tr(|t| t.ui_period_to()) error=wrong>
                    <DateInput value=last max=Signal::derive(move || Some(cutoff.get()))/>
                </Field>
                <div class="actions actions-end">
                    <Button submit=true look=Look::Primary>{tr(|t| t.act_apply())}</Button>
                </div>
            </InputForm>
        </div>
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    Order,
    Unreadable,
}

fn free_days(first: &str, last: &str) -> Result<Period, Wrong> {
    let read = |text: &str| domain::day::of_text(text).ok_or(Wrong::Unreadable);
    Period::new(read(first)?, read(last)?).ok_or(Wrong::Order)
}

/// A day, `YYYY-MM-DD`, empty while it is not complete. The system's own input.
#[component]
pub fn DateInput(
    /// What is typed.
    value: RwSignal<String>,
    /// The first day that may be chosen.
    #[prop(optional, into)]
    min: Signal<Option<Date>>,
    /// The last one.
    #[prop(optional, into)]
    max: Signal<Option<Date>>,
) -> impl IntoView {
    let field = use_field();
    view! {
        <input
            class="input input-date"
            type="date"
            id=field.id()
            aria-describedby=field.described_by()
            aria-invalid=move || field.is_wrong().then_some("true")
            aria-required=field.is_required().then_some("true")
            min=move || min.get().unwrap_or(FIRST_DAY).to_string()
            max=move || max.get().map(|day| day.to_string())
            prop:value=move || value.get()
            on:input=move |ev| value.set(event_target_value(&ev))
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_or_refused() {
        assert!(free_days("2026-11-01", "2026-11-01").is_ok());
        assert_eq!(free_days("2026-11-02", "2026-11-01"), Err(Wrong::Order));
        assert_eq!(free_days("", "2026-11-01"), Err(Wrong::Unreadable));
        assert_eq!(free_days("2026-02-30", "2026-03-01"), Err(Wrong::Unreadable));
    }
}
