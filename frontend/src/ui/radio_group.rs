//! One of a few things, all of them in sight, each with room for a line about it.

use super::numbered::Numbered;
use super::{fresh_id, use_field};
use leptos::prelude::*;

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Option_<T> {
    /// What is chosen.
    pub value: T,
    /// Its name.
    pub label: String,
    /// A line about it.
    pub about: String,
    /// Why it can't be chosen.
    pub why_not: Option<String>,
}

impl<T> Option_<T> {
    /// A thing with its name alone.
    pub fn new(value: T, label: String) -> Self {
        Self { value, label, about: String::new(), why_not: None }
    }

    /// With a line about it.
    #[must_use]
    pub fn about(mut self, about: String) -> Self {
        self.about = about;
        self
    }

    /// Not to be chosen, with the reason in place of the line.
    #[must_use]
    pub fn off(mut self, why_not: String) -> Self {
        self.why_not = Some(why_not);
        self
    }
}

/// One of a few things. The browser's radio buttons: arrow keys choose.
#[component]
pub fn RadioGroup<T>(
    /// What is chosen.
    #[prop(into)]
    value: Signal<Option<T>>,
    /// The things.
    #[prop(into)]
    options: Signal<Vec<Option_<T>>>,
    /// Another one was chosen.
    #[prop(into)]
    on_choose: Callback<T>,
    /// Its name where there is no [`super::Field`] around it.
    #[prop(optional, into)]
    label: Signal<Option<String>>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let numbered = Numbered::new(value, options, on_choose, |option: &Option_<T>| &option.value);
    let rows = Signal::derive(move || options.with(|options| options.iter().map(Row::of).collect::<Vec<_>>()));
    view! { <Radios rows numbered label/> }
}

/// An option as it is drawn.
#[derive(Clone)]
struct Row {
    label: String,
    line: String,
    off: bool,
}

impl Row {
    fn of<T>(option: &Option_<T>) -> Self {
        let line = option.why_not.as_ref().unwrap_or(&option.about).clone();
        Self { label: option.label.clone(), line, off: option.why_not.is_some() }
    }
}

#[component]
fn Radios(rows: Signal<Vec<Row>>, numbered: Numbered, label: Signal<Option<String>>) -> impl IntoView {
    let field = use_field();
    let name = fresh_id("radio");
    let Numbered { chosen, on_pick } = numbered;
    let row = move |(number, row): (usize, Row)| {
        let name = name.clone();
        view! {
            <label class="radio" class:is-off=row.off>
                <input
                    type="radio"
                    name=name
                    disabled=row.off
                    prop:checked=move || chosen.get() == Some(number)
                    on:change=move |_| on_pick.run(number)
                />
                <span class="radio-words">
                    <span class="radio-label">{row.label}</span>
                    <span class="radio-about">{row.line}</span>
                </span>
            </label>
        }
    };
    view! {
        <div
            class="radios"
            role="radiogroup"
            id=field.id()
            aria-label=move || label.get()
            aria-describedby=field.described_by()
            aria-invalid=move || field.is_wrong().then_some("true")
        >
            {move || rows.get().into_iter().enumerate().map(row.clone()).collect_view()}
        </div>
    }
}
