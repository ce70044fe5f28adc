//! 督查方案: plans by state, page by page; beside the list one plan or a form.

use super::MOVES;
use super::names::names;
use super::plan_form::{self, Edited, PlanForm};
use super::plan_show::PlanOf;
use super::rules::RulesButton;
use super::words::{cover_tint, phase_tint, state_tint};
use super::years::YearsButton;
use crate::backend::view;
use crate::list::{Clear, DataList, Line, ListColumn, ListState, Picked, Shown, Ticked, Tools, WORDS, Words, stamp};
use crate::state::unsaved::leaving;
use crate::state::{Wording, texts, tr, use_session};
use crate::ui::{Badge, Button, Drawer, EmptyState, Look, PageHead};
use api::inspection::{CountPlans, ListPlans, PlanFilter, PlanRow, Plans as Reply};
use domain::inspection::plan::{Cover, PlanId, PlanKind, PlanState};
use leptos::prelude::*;
use std::sync::Arc;
use texts::format::{self, count, or_none};
use texts::words::Word;

/// Plans of a page.
const PAGE: u32 = 50;
/// What narrows, in the address.
const KEYS: [&str; 6] = [WORDS, "state", "kind", "cover", "year", "waiting"];
/// The word of the address for a plan that is not there yet.
const NEW: &str = "new";

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("number", tr(|t| t.inspect_number())).width(11),
        ListColumn::new("title", tr(|t| t.inspect_title())).width(16).fixed(),
        ListColumn::new("kind", tr(|t| t.inspect_kind())),
        ListColumn::new("cover", tr(|t| t.inspect_cover())),
        ListColumn::new("coverage", tr(|t| t.inspect_coverage())),
        ListColumn::new("period", tr(|t| t.inspect_period())).width(12),
        ListColumn::new("state", tr(|t| t.inspect_state())).width(8),
        ListColumn::new("visits", tr(|t| t.inspect_n_visits())).figures(),
        ListColumn::new("author", tr(|t| t.inspect_author())).off(),
        ListColumn::new("approver", tr(|t| t.inspect_approver())).off(),
        ListColumn::new("moved", tr(|t| t.inspect_moved())).off(),
    ]
}

/// What is asked for; tracked.
fn filter_of(list: ListState) -> PlanFilter {
    PlanFilter {
        text: list.words(),
        states: list.many("state", PlanState::ALL, PlanState::code),
        kinds: list.many("kind", PlanKind::ALL, PlanKind::code),
        cover: list.get("cover").and_then(|code| Cover::from_code(&code)),
        year: list.get("year").and_then(|year| year.parse().ok()),
        waiting: list.get("waiting").is_some_and(|word| !word.is_empty()),
    }
}

/// What stands in the drawer.
#[derive(Clone, PartialEq)]
enum Open {
    /// A plan.
    Plan(PlanId),
    /// A form, as it was opened; none for a new one.
    Form(Option<Box<Edited>>),
}

/// The page.
#[component]
pub fn Plans() -> impl IntoView {
    let t = texts();
    let list = ListState::new("inspection_plans", columns()).row_key("plan");
    let filter = Memo::new(move |_| filter_of(list));
    let listed = view(move || Some(ListPlans { filter: filter.get(), page: list.page(), limit: PAGE }));
    listed.reload_on(MOVES);
    let counted = view(move || Some(CountPlans { filter: filter.get() }));
    counted.reload_on(MOVES);
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let may_add = Memo::new(move |_| reply.with(|reply| reply.as_ref().map(|reply| reply.may_add.clone()).unwrap_or_default()));
    let adds = Memo::new(move |_| may_add.with(|kinds| !kinds.is_empty()));
    let open = RwSignal::new(None::<Open>);
    let opened = Memo::new(move |_| list.opened());
    Effect::new(move |_| {
        open.set(match opened.get().as_deref() {
            Some(NEW) => Some(Open::Form(None)),
            Some(id) => id.parse().ok().map(|id| Open::Plan(PlanId(id))),
            None => None,
        });
    });
    let names = names(Memo::new(move |_| open.with(Option::is_some)));
    let show = Callback::new(move |id: PlanId| {
        list.open(&id.0.to_string());
        open.set(Some(Open::Plan(id)));
    });
    let edit = Callback::new(move |edited: Edited| open.set(Some(Open::Form(Some(Box::new(edited))))));
    let close = move || leaving(move || list.open(""));
    let cancelled = Callback::new(move |()| match open.get_untracked() {
        Some(Open::Form(Some(edited))) if edited.id.is_some() => open.set(edited.id.map(Open::Plan)),
        _ => list.open(""),
    });
    let title = tr(move |t| {
        open.with(|open| match open {
            Some(Open::Form(Some(_))) => t.inspect_edit_title(),
            Some(Open::Form(None)) => t.inspect_new_title(),
            _ => t.inspect_show_title(),
        })
    });
    let total = Signal::derive(move || reply.with(|reply| reply.as_ref().map(|reply| reply.total)));
    let shown = Signal::derive(move || {
        reply.get().map(|Reply { plans, edges, .. }| Shown { lines: plans.into_iter().map(|row| line(t, row)).collect(), edges })
    });
    let counts = Signal::derive(move || counted.with(|reply| reply.map(|reply| reply.states.clone()).unwrap_or_default()));
    let waits = Signal::derive(move || counted.with(|reply| reply.map_or(0, |reply| reply.waiting)));
    view! {
        <PageHead title=tr(|t| t.inspect_plans()) lead=tr(|t| t.inspect_plans_lead())>
            <YearsButton/>
            <Show when=move || adds.get()>
                <RulesButton/>
                <Button look=Look::Primary on_press=move || leaving(move || list.open(NEW))>{tr(|t| t.inspect_new())}</Button>
            </Show>
        </PageHead>
        <div class="admin supervision">
            <States list counts waits/>
            <Filters list/>
            <DataList
                list
                caption=tr(|t| t.inspect_plans())
                shown
                status=listed.status()
                size=PAGE as usize
                total
                opens=true
                empty=move || {
                    let body = tr(move |t| if adds.get() { t.inspect_plans_none_body() } else { t.inspect_plans_none_seen() });
                    view! { <EmptyState title=tr(|t| t.inspect_plans_none()) body/> }
                }
            />
        </div>
        <Drawer open=Signal::derive(move || open.with(Option::is_some)) on_close=close title>
            {move || match open.get() {
                Some(Open::Form(edited)) => {
                    // What a person may make comes with the list; the form waits for it.
                    match (edited, may_add.get()) {
                        (Some(edited), kinds) => {
                            let kinds = if kinds.is_empty() { vec![edited.fields.kind] } else { kinds };
                            view! { <PlanForm edited=*edited names may_add=kinds on_saved=show on_cancel=cancelled/> }.into_any()
                        }
                        (None, kinds) if kinds.is_empty() => ().into_any(),
                        (None, kinds) => {
                            let edited = plan_form::new(&kinds);
                            view! { <PlanForm edited names may_add=kinds on_saved=show on_cancel=cancelled/> }.into_any()
                        }
                    }
                }
                Some(Open::Plan(id)) => view! { <PlanOf id names edit/> }.into_any(),
                None => ().into_any(),
            }}
        </Drawer>
    }
}

/// States with how many plans each has, to be pressed; the pressed one again shows all. Before them, what waits for the person.
#[component]
fn States(list: ListState, counts: Signal<Vec<(PlanState, i64)>>, waits: Signal<i64>) -> impl IntoView {
    let t = texts();
    let chosen = Memo::new(move |_| list.many("state", PlanState::ALL, PlanState::code));
    let chip = move |state: PlanState| {
        let n = move || counts.with(|counts| counts.iter().find(|(one, _)| *one == state).map_or(0, |(_, n)| *n));
        let is_on = move || chosen.with(|chosen| chosen.as_slice() == [state]);
        let press = move |_| {
            let word = if untrack(is_on) { String::new() } else { state.code().to_owned() };
            list.set(&[("state", word)], false);
        };
        view! {
            <button type="button" class="light-chip" aria-pressed=move || is_on().to_string() on:click=press>
                <span>{move || t.with(|t| state.word(t))}</span>
                <strong>{move || count(n())}</strong>
            </button>
        }
    };
    let is_waiting = Memo::new(move |_| list.get("waiting").is_some_and(|word| !word.is_empty()));
    let has_waiting = Memo::new(move |_| waits.get() > 0 || is_waiting.get());
    let press = move |_| {
        let word = if is_waiting.get_untracked() { String::new() } else { "1".to_owned() };
        list.set(&[("waiting", word)], false);
    };
    view! {
        <div class="light-chips" role="group" aria-label=move || t.with(|t| t.inspect_by_state())>
            <Show when=move || has_waiting.get()>
                <button type="button" class="light-chip is-yellow" aria-pressed=move || is_waiting.get().to_string() on:click=press>
                    <span>{move || t.with(|t| t.inspect_waiting())}</span>
                    <strong>{move || count(waits.get())}</strong>
                </button>
            </Show>
            {PlanState::ALL.iter().map(|state| chip(*state)).collect_view()}
        </div>
    }
}

/// What narrows the list.
#[component]
fn Filters(list: ListState) -> impl IntoView {
    let t = texts();
    let year = use_session().today().year();
    let years = Signal::stored((year - 4..=year + 1).rev().map(|year| (year.to_string(), year.to_string())).collect::<Vec<_>>());
    let covers = Signal::derive(move || t.with(|t| Cover::ALL.iter().map(|one| (one.code().to_owned(), one.word(t))).collect::<Vec<_>>()));
    view! {
        <div class="list-head">
            <div class="list-filters">
                <Words list hint=tr(|t| t.inspect_find())/>
                <Ticked list key="state" label=tr(|t| t.inspect_state()) all=PlanState::ALL code=PlanState::code/>
                <Ticked list key="kind" label=tr(|t| t.inspect_kind()) all=PlanKind::ALL code=PlanKind::code/>
                <Picked list key="cover" label=tr(|t| t.inspect_cover()) options=covers/>
                <Picked list key="year" label=tr(|t| t.inspect_year()) options=years/>
                <Clear list keys=&KEYS/>
            </div>
            <Tools list/>
        </div>
    }
}

/// A plan as a line.
fn line(t: Wording, row: PlanRow) -> Line {
    let stamp = stamp(&(row.version, row.state.code(), row.phase.map(|phase| phase.code()), row.visits, row.attempts));
    let (key, label, version) = (row.id.0.to_string(), row.title.clone(), row.version);
    let row = Arc::new(row);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, &row, column)) }
}

fn cell(t: Wording, row: &Arc<PlanRow>, column: &'static str) -> AnyView {
    match column {
        "number" => view! { <span class="nowrap">{or_none(row.number.clone())}</span> }.into_any(),
        "title" => row.title.clone().into_any(),
        "kind" => {
            let kind = row.kind;
            (move || t.with(|t| kind.word(t))).into_any()
        }
        "cover" => {
            let cover = row.cover;
            view! { <Badge tint=cover_tint(cover)>{move || t.with(|t| cover.word(t))}</Badge> }.into_any()
        }
        "coverage" => {
            let coverage = row.coverage;
            (move || t.with(|t| coverage.word(t))).into_any()
        }
        "period" => {
            let days = row.from.zip(row.until).map(|(from, until)| (domain::day::text(from), domain::day::text(until)));
            let told = move || match &days {
                Some((from, until)) => t.with(|t| t.inspect_days(from, until)),
                None => or_none(String::new()),
            };
            view! { <span class="nowrap">{told}</span> }.into_any()
        }
        "state" => {
            let (state, phase) = (row.state, row.phase);
            view! {
                <span class="guide-badges">
                    <Badge tint=state_tint(state)>{move || t.with(|t| state.word(t))}</Badge>
                    {phase.map(|phase| view! { <Badge tint=phase_tint(phase)>{move || t.with(|t| phase.word(t))}</Badge> })}
                </span>
            }
            .into_any()
        }
        "visits" => {
            if row.attempts > 0 {
                count(row.visits).into_any()
            } else {
                or_none(String::new()).into_any()
            }
        }
        "author" => row.author.clone().into_any(),
        "approver" => or_none(row.approver.clone()).into_any(),
        _ => view! { <span class="nowrap">{format::instant(row.moved_at)}</span> }.into_any(),
    }
}
