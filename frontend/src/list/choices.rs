//! Menus that narrow a list: several of a few, or one of them.

use crate::state::{texts, tr};
use crate::ui::{Menu, MenuItem, Popover};
use leptos::prelude::*;
use texts::Texts;
use texts::words::Word;

/// A control's caption: its name alone, with the one value chosen, or with how many.
pub fn caption<T: Word>(t: &Texts, name: &str, chosen: &[T]) -> String {
    match chosen {
        [] => name.to_owned(),
        [one] => t.list_chosen(name, one.word(t)),
        many => t.list_chosen_many(name, many.len().to_string()),
    }
}

/// A list of values with one more or one fewer, in the order of `all`.
pub fn toggled<T: Copy + PartialEq>(all: &[T], chosen: &[T], value: T) -> Vec<T> {
    let kept = |one: &&T| chosen.contains(one) != (**one == value);
    all.iter().filter(kept).copied().collect()
}

/// A menu in which several values can be ticked.
#[component]
pub fn Choices<T>(
    /// What is chosen.
    label: Signal<String>,
    /// The values.
    all: Vec<T>,
    /// Those that are ticked.
    #[prop(into)]
    chosen: Signal<Vec<T>>,
    /// Others are to be ticked.
    #[prop(into)]
    on_choose: Callback<Vec<T>>,
) -> impl IntoView
where
    T: Word + Copy + PartialEq + Send + Sync + 'static,
{
    let t = texts();
    let all = StoredValue::new(all);
    let words = Signal::derive(move || t.with(|t| caption(t, &label.get(), &chosen.get())));
    let names = Signal::derive(move || t.with(|t| all.with_value(|all| all.iter().map(|value| value.word(t)).collect::<Vec<_>>())));
    let ticked = Signal::derive(move || {
        let chosen = chosen.get();
        all.with_value(|all| all.iter().map(|value| chosen.contains(value)).collect::<Vec<_>>())
    });
    let press = Callback::new(move |nth: usize| {
        let next = all.with_value(|all| all.get(nth).map(|value| toggled(all, &chosen.get_untracked(), *value)));
        if let Some(next) = next {
            on_choose.run(next);
        }
    });
    view! { <Ticks label words names ticked press/> }
}

/// The menu itself, whatever is chosen: compiled once.
#[component]
fn Ticks(
    label: Signal<String>,
    words: Signal<String>,
    names: Signal<Vec<String>>,
    ticked: Signal<Vec<bool>>,
    press: Callback<usize>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let item = move |nth: usize| {
        let name = move || names.with(|names| names.get(nth).cloned().unwrap_or_default());
        let checked = Signal::derive(move || ticked.with(|ticked| ticked.get(nth).copied()));
        view! { <MenuItem checked many=true stays=true on_press=move || press.run(nth)>{name}</MenuItem> }
    };
    view! {
        <Popover open label kind="menu" words=move || words.get()>
            <Menu>{(0..names.with_untracked(Vec::len)).map(item).collect_view()}</Menu>
        </Popover>
    }
}

/// A menu in which one value, or none, is chosen. Values are known by words of the address.
#[component]
pub fn OneOf(
    /// What is chosen.
    label: Signal<String>,
    /// Words of the address with their names.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The chosen word.
    #[prop(into)]
    value: Signal<Option<String>>,
    /// Another one is chosen; empty for none.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let t = texts();
    let open = RwSignal::new(false);
    let words = move || {
        let name =
            value.get().and_then(|value| options.with(|all| all.iter().find(|(word, _)| *word == value).map(|(_, name)| name.clone())));
        match name {
            Some(name) => t.with(|t| t.list_chosen(label.get(), name)),
            None => label.get(),
        }
    };
    let item = move |(word, name): (String, String)| {
        let of = word.clone();
        let checked = Signal::derive(move || Some(value.get().unwrap_or_default() == of));
        view! { <MenuItem checked on_press=move || on_choose.run(word.clone())>{name}</MenuItem> }
    };
    view! {
        <Popover open label kind="menu" words=words>
            <Menu>
                {move || item((String::new(), t.with(|t| t.common_all())))}
                {move || options.get().into_iter().map(item).collect_view()}
            </Menu>
        </Popover>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_press_takes_it_off() {
        assert_eq!(toggled(&[1, 2, 3], &[3], 1), [1, 3]);
        assert_eq!(toggled(&[1, 2, 3], &[1, 3], 1), [3]);
    }

    #[test]
    fn a_caption_says_what_is_chosen() {
        use domain::rating::Grade;
        let t = Texts::load(texts::Lang::Zh);
        assert_eq!(caption::<Grade>(&t, "等级", &[]), "等级");
        assert_eq!(caption(&t, "等级", &[Grade::Bad]), "等级：不满意");
        assert_eq!(caption(&t, "等级", &[Grade::VeryBad, Grade::Bad]), "等级：2项");
    }
}
