//! A list as a whole: its states, its rows, its pages, and what can be done with ticked rows.

use super::cells::{CellGrid, Cells};
use super::columns::ColumnChoice;
use super::pages::{Pages, Step, target};
use super::state::{ListState, PAGE, Shown};
use super::table::Grid;
use super::views::Views;
use crate::backend::Status;
use crate::state::{texts, tr};
use crate::ui::{Button, ErrorState, Icon, Look, Skeleton};
use api::page::Total;
use leptos::prelude::*;
use std::collections::BTreeMap;
use texts::format::count;

/// What stands at the right of a list's filters: named filters, columns, and whatever the page adds.
#[component]
pub fn Tools(
    /// The list.
    list: ListState,
    /// More, such as the button that writes a file.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="list-tools">
            <Views list/>
            <ColumnChoice list/>
            {children.map(|children| children())}
        </div>
    }
}

/// What is in sight.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    Waiting,
    Failed,
    Empty,
    Rows,
}

/// The rows of a list with its pages.
#[component]
pub fn DataList(
    /// Where the person is.
    list: ListState,
    /// What it lists; read out, not shown.
    #[prop(into)]
    caption: Signal<String>,
    /// The page in sight; none before it has come.
    #[prop(into)]
    shown: Signal<Option<Shown>>,
    /// How the question for it stands.
    status: Status,
    /// Rows of a page.
    size: usize,
    /// Rows in all.
    #[prop(optional, into)]
    total: Signal<Option<Total>>,
    /// Rows have details.
    #[prop(optional)]
    opens: bool,
    /// Rows can be ticked.
    #[prop(optional, into)]
    ticks: Signal<bool>,
    /// What can be done with ticked rows: buttons.
    #[prop(optional, into)]
    bulk: ViewFn,
    /// Rows can be edited cell by cell.
    #[prop(optional)]
    cells: Option<Cells>,
    /// In place of rows where there are none.
    #[prop(into)]
    empty: ViewFn,
) -> impl IntoView {
    let t = texts();
    let lines = Signal::derive(move || shown.with(|shown| shown.as_ref().map(|s| s.lines.clone()).unwrap_or_default()));
    let edges = Signal::derive(move || shown.with(|shown| shown.as_ref().map(|s| s.edges.clone()).unwrap_or_default()));
    let n = Signal::derive(move || shown.with(|shown| shown.as_ref().map_or(0, |s| s.lines.len())));
    let Status { stale, waiting, error, retry } = status;
    let face = Memo::new(move |_| match shown.with(|shown| shown.as_ref().map(|s| s.lines.is_empty() && !s.edges.unfinished)) {
        None if error.with(Option::is_some) => Face::Failed,
        None => Face::Waiting,
        Some(true) => Face::Empty,
        Some(false) => Face::Rows,
    });
    let stale = Memo::new(move |_| stale.get());
    let rows = Signal::derive(move || total.get().filter(|total| total.exact).map_or(-1, |total| total.n));
    let step = Callback::new(move |step: Step| {
        let to = untrack(|| target(step, &edges.get(), list.offset(), n.get(), size));
        to.map(|(page, offset)| list.go_to(&page, offset)).is_some()
    });
    let open = opens.then(|| Callback::new(move |key: String| list.open(&key)));
    let opened = Signal::derive(move || list.opened());
    // Whatever narrows the list otherwise, going back too: what was ticked may no longer be in sight.
    let narrowed = Memo::new(move |_| (list.at.place(), list.at.period(), list.at.own_query(&[PAGE, list.row_key])));
    Effect::new(move |before: Option<_>| {
        let now = narrowed.get();
        if before.is_some_and(|before| before != now) {
            list.ticked.set(BTreeMap::new());
        }
        now
    });
    let ticked = Memo::new(move |_| list.ticked.with(BTreeMap::len));
    let bar = move || {
        (ticks.get() && ticked.get() > 0).then(|| {
            let words = t.with(|t| t.list_ticked(count(ticked.get())));
            let label = words.clone();
            view! {
                <div class="bulk" role="group" aria-label=label>
                    <strong role="status">{words}</strong>
                    {bulk.run()}
                    <Button look=Look::Quiet icon=Icon::Close on_press=move || list.ticked.set(BTreeMap::new())>
                        {tr(|t| t.list_untick())}
                    </Button>
                </div>
            }
        })
    };
    view! {
        {bar}
        <div class="loaded list" class:is-stale=move || stale.get() aria-busy=move || waiting.get().then_some("true")>
            {move || error.get().map(|error| view! { <ErrorState error=Signal::stored(error) retry=move || retry.run(())/> })}
            {move || match face.get() {
                Face::Waiting => view! { <Skeleton lines=12/> }.into_any(),
                Face::Failed => ().into_any(),
                Face::Empty => empty.run(),
                Face::Rows => view! {
                    {move || match cells.filter(|cells| cells.on.get()) {
                        Some(cells) => view! { <CellGrid list caption lines rows cells on_step=step/> }.into_any(),
                        None => view! { <Grid list caption lines rows ticks on_open=open opened on_step=step/> }.into_any(),
                    }}
                    <Pages list edges shown=n total on_step=step/>
                }
                .into_any(),
            }}
        </div>
    }
}
