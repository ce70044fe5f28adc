//! The end of a list: which rows are in sight of how many, and the ways to the others.

use super::state::ListState;
use crate::state::{texts, tr};
use crate::ui::{Button, Icon, Look};
use api::page::{Edges, PageAt, Total};
use leptos::prelude::*;
use texts::Texts;
use texts::format::count;

/// How many there are, in words: `10,000+` where they were not all counted.
pub fn total_words(t: &Texts, total: Total) -> String {
    if total.exact { t.common_n_rows(count(total.n)) } else { t.list_at_least(count(total.n)) }
}

/// Which rows are in sight.
fn range(t: &Texts, offset: Option<i64>, shown: usize, total: Option<Total>) -> String {
    let shown = i64::try_from(shown).unwrap_or(0);
    let all = total.map(|total| total_words(t, total));
    let from_to = offset.filter(|_| shown > 0).map(|offset| (count(offset + 1), count(offset + shown)));
    match (from_to, all) {
        (Some((from, to)), Some(all)) => t.list_range(from, to, all),
        (Some((from, to)), None) => t.list_range_open(from, to),
        (None, all) => all.unwrap_or_default(),
    }
}

/// The four ways.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    First,
    Before,
    After,
    Last,
}

/// Where a step leads, and the number of the first row there.
pub(super) fn target(step: Step, edges: &Edges, offset: Option<i64>, shown: usize, size: usize) -> Option<(PageAt, Option<i64>)> {
    let shown = i64::try_from(shown).unwrap_or(0);
    let size = i64::try_from(size).unwrap_or(0);
    match step {
        Step::First => edges.before.as_ref().map(|_| (PageAt::First, Some(0))),
        Step::Before => edges.before.clone().map(|cursor| {
            let offset = offset.map(|offset| offset - size);
            // What would begin before the first row is the first page.
            match offset {
                Some(offset) if offset <= 0 => (PageAt::First, Some(0)),
                offset => (PageAt::Before(cursor), offset),
            }
        }),
        Step::After => edges.after.clone().map(|cursor| (PageAt::After(cursor), offset.map(|offset| offset + shown))),
        Step::Last => edges.after.as_ref().map(|_| (PageAt::Last, None)),
    }
}

/// The bar below a list.
#[component]
pub fn Pages(
    /// Where the person is.
    list: ListState,
    /// What lies around the page.
    edges: Signal<Edges>,
    /// Rows in sight.
    shown: Signal<usize>,
    /// Rows in all.
    total: Signal<Option<Total>>,
    /// Goes to another page; whether there is one.
    on_step: Callback<Step, bool>,
) -> impl IntoView {
    let t = texts();
    let words = move || t.with(|t| range(t, list.offset(), shown.get(), total.get()));
    let at_end = tr(|t| t.list_at_end());
    let button = move |step: Step, icon: Icon, label: Signal<String>| {
        let why_not = Signal::derive(move || {
            let there = edges.with(|edges| match step {
                Step::First | Step::Before => edges.before.is_some(),
                Step::After | Step::Last => edges.after.is_some(),
            });
            (!there).then(|| at_end.get())
        });
        let press = move || {
            on_step.run(step);
        };
        view! { <Button look=Look::Quiet icon why_not on_press=press>{label}</Button> }
    };
    let ways = move || {
        let (first, before) = (tr(|t| t.list_first()), tr(|t| t.list_before()));
        let (after, last) = (tr(|t| t.list_after()), tr(|t| t.list_last()));
        view! {
            <div class="pages-ways">
                {button(Step::First, Icon::Up, first)}
                {button(Step::Before, Icon::Left, before)}
                {button(Step::After, Icon::Right, after)}
                {button(Step::Last, Icon::Down, last)}
            </div>
        }
    };
    let several = Memo::new(move |_| edges.with(|edges| edges.before.is_some() || edges.after.is_some()));
    view! {
        <nav class="pages" aria-label=tr(|t| t.list_pages())>
            <p role="status">{words}</p>
            <Show when=move || several.get()>{ways()}</Show>
        </nav>
        <Show when=move || edges.with(|edges| edges.unfinished)>
            <p class="pages-unfinished" role="status">{tr(|t| t.list_unfinished())}</p>
        </Show>
    }
}

/// The same for rows that are no table: goes where it is pressed.
#[component]
pub fn PageBar(
    /// Where the person is.
    list: ListState,
    /// What lies around the page.
    edges: Signal<Edges>,
    /// Rows in sight.
    shown: Signal<usize>,
    /// Rows in all.
    total: Signal<Option<Total>>,
    /// Rows of a page.
    size: usize,
) -> impl IntoView {
    let on_step = Callback::new(move |step: Step| {
        let to = untrack(|| target(step, &edges.get(), list.offset(), shown.get(), size));
        to.map(|(page, offset)| list.go_to(&page, offset)).is_some()
    });
    view! { <Pages list edges shown total on_step/> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::page::Cursor;
    use texts::Lang;

    #[test]
    fn steps_know_the_number_of_the_first_row() {
        let cursor = || Some(Cursor("x".to_owned()));
        let edges = Edges { before: cursor(), after: cursor(), unfinished: false };
        let after = PageAt::After(Cursor("x".to_owned()));
        assert_eq!(target(Step::After, &edges, Some(50), 50, 50), Some((after, Some(100))));
        assert_eq!(target(Step::Before, &edges, Some(50), 50, 50), Some((PageAt::First, Some(0))));
        assert_eq!(target(Step::Before, &edges, None, 50, 50), Some((PageAt::Before(Cursor("x".to_owned())), None)));
        assert_eq!(target(Step::Last, &Edges::default(), Some(0), 3, 50), None);
    }

    #[test]
    fn what_was_not_counted_is_said() {
        let t = Texts::load(Lang::Zh);
        assert_eq!(total_words(&t, Total { n: 10_000, exact: false }), "10,000条以上");
        assert_eq!(range(&t, Some(50), 50, Some(Total { n: 1_204, exact: true })), "第51–100条，共1,204条");
        assert_eq!(range(&t, None, 50, Some(Total { n: 1_204, exact: true })), "共1,204条");
    }
}
