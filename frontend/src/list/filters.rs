//! What narrows a list, bound to keys of the address: words, ticks, one of several, days.

use super::choices::{Choices, OneOf};
use super::search::Search;
use super::state::ListState;
use crate::state::{texts, tr, use_session};
use crate::ui::{Button, Checkbox, Choice, Combobox, DateInput, Field, Icon, Look};
use domain::period::Period;
use jiff::civil::Date;
use leptos::prelude::*;
use texts::words::Word;

/// The key of the address for words.
pub const WORDS: &str = "q";
/// The key of the address for words that are looked for in all texts.
pub const WHOLE: &str = "whole";
/// The key of the address for the first day.
pub const SINCE: &str = "since";
/// The key of the address for the last day.
pub const UNTIL: &str = "till";

/// The key of the address for the day on which a list is looked at as it was then.
pub const AS_OF: &str = "as_of";

/// The last day of a span whose end was left open.
const LAST_DAY: Date = jiff::civil::date(2999, 12, 31);

impl ListState {
    /// The words that are looked for; tracked.
    pub fn words(&self) -> String {
        self.get(WORDS).unwrap_or_default()
    }

    /// Words are looked for in all texts; tracked.
    pub fn is_whole(&self) -> bool {
        self.get(WHOLE).is_some_and(|whole| whole == "1")
    }

    /// The values that a key names, separated by commas; tracked.
    pub fn many<T: Copy>(&self, key: &str, all: &[T], code: fn(T) -> &'static str) -> Vec<T> {
        let named = self.get(key).unwrap_or_default();
        let is_named = |value: &&T| named.split(',').any(|word| word == code(**value));
        all.iter().filter(is_named).copied().collect()
    }

    /// The day on which it is looked at as it was then; none: as it is.
    pub fn as_of(&self) -> Option<Date> {
        self.get(AS_OF).and_then(|day| domain::day::of_text(&day))
    }

    /// The days, if any were chosen and the first is not after the last; an end that was left out is open. Tracked.
    pub fn days(&self) -> Option<Period> {
        let day = |key: &str| self.get(key).and_then(|text| domain::day::of_text(&text));
        let (first, last) = (day(SINCE), day(UNTIL));
        if first.is_none() && last.is_none() {
            return None;
        }
        Period::new(first.unwrap_or(domain::period::FIRST_DAY), last.unwrap_or(LAST_DAY))
    }
}

/// The field that looks for words.
#[component]
pub fn Words(
    /// The list.
    list: ListState,
    /// What can be typed, in grey.
    hint: Signal<String>,
) -> impl IntoView {
    view! {
        <Search
            value=Signal::derive(move || list.words())
            on_search=move |text: String| list.set(&[(WORDS, text)], true)
            label=tr(|t| t.list_search())
            hint
        />
    }
}

/// The box with which words are looked for in all texts; there while words are.
#[component]
pub fn WholeTexts(
    /// The list.
    list: ListState,
) -> impl IntoView {
    let has_words = Memo::new(move |_| !list.words().is_empty());
    let value = RwSignal::new(false);
    let is_whole = Memo::new(move |_| list.is_whole());
    Effect::new(move |_| value.set(is_whole.get()));
    Effect::new(move |_| {
        let wanted = value.get();
        if wanted != is_whole.get_untracked() {
            list.set(&[(WHOLE, if wanted { "1".to_owned() } else { String::new() })], false);
        }
    });
    view! {
        <Show when=move || has_words.get()>
            <Checkbox value>{tr(|t| t.list_whole())}</Checkbox>
        </Show>
    }
}

/// A menu of ticks.
#[component]
pub fn Ticked<T>(
    /// The list.
    list: ListState,
    /// The key of the address.
    key: &'static str,
    /// What is chosen.
    label: Signal<String>,
    /// The values.
    all: &'static [T],
    /// The word of the address.
    code: fn(T) -> &'static str,
) -> impl IntoView
where
    T: Word + Copy + PartialEq + Send + Sync + 'static,
{
    let choose = move |chosen: Vec<T>| {
        let words: Vec<&str> = chosen.into_iter().map(code).collect();
        list.set(&[(key, words.join(","))], false);
    };
    view! { <Choices label all=all.to_vec() chosen=Signal::derive(move || list.many(key, all, code)) on_choose=choose/> }
}

/// A menu of which one is chosen, or none.
#[component]
pub fn Picked(
    /// The list.
    list: ListState,
    /// The key of the address.
    key: &'static str,
    /// What is chosen.
    label: Signal<String>,
    /// Words of the address with their names.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    view! {
        <OneOf
            label
            options
            value=Signal::derive(move || list.get(key))
            on_choose=move |word: String| list.set(&[(key, word)], false)
        />
    }
}

/// As many are offered at a time.
const HITS: usize = 20;

/// One of many, found by typing a part of its name, or none.
#[component]
pub fn Found(
    /// The list.
    list: ListState,
    /// The key of the address.
    key: &'static str,
    /// What is chosen.
    label: Signal<String>,
    /// Words of the address with their names.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let t = texts();
    let choice = |(key, label): &(String, String)| Choice { key: key.clone(), label: label.clone(), note: String::new() };
    let value = Signal::derive(move || {
        let word = list.get(key).filter(|word| !word.is_empty())?;
        // One whose name is not known (yet, or any more) can still be let go.
        let found = options.with(|all| all.iter().find(|(key, _)| *key == word).map(choice));
        Some(found.unwrap_or_else(|| choice(&(word, String::new()))))
    });
    let find = move |typed: String| {
        let typed = typed.trim().to_owned();
        let none = Choice { key: String::new(), label: t.with(|t| t.common_all()), note: String::new() };
        let hits: Vec<Choice> =
            options.with_untracked(|all| all.iter().filter(|(_, name)| name.contains(&typed)).take(HITS).map(choice).collect());
        std::iter::once(none).filter(|_| typed.is_empty()).chain(hits).collect::<Vec<_>>()
    };
    let label = Signal::derive(move || Some(label.get()));
    view! {
        <div class="list-combo">
            <Combobox
                value
                search=find
                on_choose=move |choice: Choice| list.set(&[(key, choice.key)], false)
                label
                placeholder=label
            />
        </div>
    }
}

/// The last day lies before the first, so that there is no day between.
fn are_reversed(since: &str, until: &str) -> bool {
    matches!((domain::day::of_text(since), domain::day::of_text(until)), (Some(first), Some(last)) if last < first)
}

/// A day that is typed and stands in the address.
fn day_in(list: ListState, key: &'static str) -> RwSignal<String> {
    let typed = RwSignal::new(String::new());
    // Back and forward change what stands in the field.
    Effect::new(move |_| {
        let kept = list.get(key).unwrap_or_default();
        if typed.with_untracked(|typed| *typed != kept) {
            typed.set(kept);
        }
    });
    Effect::new(move |before: Option<String>| {
        let now = typed.get();
        if before.is_some_and(|before| before != now) && untrack(|| list.get(key)).unwrap_or_default() != now {
            list.set(&[(key, now.clone())], true);
        }
        now
    });
    typed
}

/// The day on which a list is looked at as it was then; empty: as it is.
#[component]
pub fn AsOf(
    /// The list.
    list: ListState,
) -> impl IntoView {
    let today = use_session().today();
    let day = day_in(list, AS_OF);
    view! {
        <div class="list-days">
            <Field label=tr(|t| t.duty_as_of())><DateInput value=day max=Signal::derive(move || Some(today))/></Field>
        </div>
    }
}

/// A first and a last day.
#[component]
pub fn Days(
    /// The list.
    list: ListState,
) -> impl IntoView {
    let (since, until) = (day_in(list, SINCE), day_in(list, UNTIL));
    let t = texts();
    // What is shown is not narrowed by them then, as the address says them both.
    let wrong = Signal::derive(move || {
        let is_wrong = are_reversed(&list.get(SINCE).unwrap_or_default(), &list.get(UNTIL).unwrap_or_default());
        is_wrong.then(|| t.with(|t| t.list_days_order()))
    });
    view! {
        <div class="list-days">
            <Field label=tr(|t| t.list_since())><DateInput value=since/></Field>
            <Field label=tr(|t| t.list_until()) error=wrong><DateInput value=until/></Field>
        </div>
    }
}

/// The button that takes all conditions away; only there while there is one.
#[component]
pub fn Clear(
    /// The list.
    list: ListState,
    /// The keys of the address that narrow.
    keys: &'static [&'static str],
) -> impl IntoView {
    let is_narrowed = Memo::new(move |_| keys.iter().any(|key| list.get(key).is_some_and(|value| !value.is_empty())));
    let clear = move || {
        let changes: Vec<(&str, String)> = keys.iter().map(|key| (*key, String::new())).collect();
        list.set(&changes, false);
    };
    view! {
        <Show when=move || is_narrowed.get()>
            <Button look=Look::Quiet icon=Icon::Close on_press=clear>{tr(|t| t.list_clear())}</Button>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::are_reversed;

    #[test]
    fn a_first_day_after_the_last_is_noticed() {
        assert!(are_reversed("2026-05-02", "2026-05-01"));
        for (since, until) in
            [("2026-05-01", "2026-05-01"), ("2026-05-01", "2026-05-02"), ("2026-05-02", ""), ("", "2026-05-01"), ("x", "y")]
        {
            assert!(!are_reversed(since, until), "{since} {until}");
        }
    }
}
