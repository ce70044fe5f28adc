//! What was erased, by counts.

use super::words;
use crate::state::{texts, tr};
use crate::ui::{Column, EmptyState, Table};
use api::erasure::Run;
use leptos::prelude::*;
use texts::format::{count, instant};

#[component]
pub(super) fn Done(done: Vec<Run>) -> impl IntoView {
    let columns = Signal::stored(vec![
        Column::new("at", tr(|t| t.erasure_done_at())),
        Column::new("what", tr(|t| t.erasure_done_what())).width(24),
        Column::new("by", tr(|t| t.erasure_done_by())),
        Column::new("reason", tr(|t| t.erasure_done_reason())).width(16),
    ]);
    view! {
        <section class="card">
            <h2>{tr(|t| t.erasure_done())}</h2>
            {if done.is_empty() {
                view! { <EmptyState title=tr(|t| t.erasure_done_empty())/> }.into_any()
            } else {
                let rows = done.into_iter().map(|run| view! { <RunRow run/> }).collect_view();
                view! { <Table caption=tr(|t| t.erasure_done()) columns grows=true>{rows}</Table> }.into_any()
            }}
        </section>
    }
}

#[component]
fn RunRow(run: Run) -> impl IntoView {
    let t = texts();
    let Run { at, by, erased, reason } = run;
    let is_own = by == "system";
    let what = move || {
        let one = |e: &api::erasure::Erased| t.with(|t| t.erasure_done_count(words::kept(e.kept, t), count(e.count)));
        erased.iter().map(one).collect::<Vec<_>>().join("; ")
    };
    view! {
        <tr>
            <td class="nowrap">{instant(at)}</td>
            <td>{what}</td>
            <td>{move || t.with(|t| if is_own { t.erasure_by_schedule() } else { crate::pages::audit::who(&by, t) })}</td>
            <td>{reason}</td>
        </tr>
    }
}
