//! 检查任务: who goes where, and when: one's own, or all that may be seen; by plan, by town, by day.

use super::narrow::{AREA, AtLine, AtPoint, POINT, areas, point_name, point_of};
use super::visit_days::{DayButton, DaysButton};
use super::visit_forms::FormButtons;
use super::visit_replace::ReplaceButton;
use super::words::{cover_tint, visit_tint};
use super::{CHECKLISTS, MOVES, PLANS};
use crate::backend::view;
use crate::list::{Clear, DataList, Days, Found, Line, ListColumn, ListState, Picked, SINCE, Shown, Ticked, Tools, UNTIL, stamp};
use crate::state::{Places, Wording, texts, tr, use_at, use_places, use_session};
use crate::ui::{Badge, Drawer, EmptyState, Icon, LinkButton, Look, PageHead, Tab, Tabs};
use api::Permission;
use api::inspection::{CountVisitDays, DayCount, ListPlans, ListVisits, PlanFilter, VisitFilter, VisitRow, Visits as Reply};
use api::page::PageAt;
use domain::account::Role;
use domain::inspection::checklist::ChecklistId;
use domain::inspection::plan::{PlanId, PlanState, SENT, VisitId, VisitState};
use domain::place::PlaceId;
use leptos::prelude::*;
use std::sync::Arc;
use texts::format::{count, or_none};
use texts::words::{Word, weekday};

/// Visits of a page.
const PAGE: u32 = 50;
/// The key of the address for the tab.
pub(super) const WHOSE: &str = "whose";
const MINE: &str = "mine";
pub(super) const ALL: &str = "all";
/// The key of the address that says that days are those of the visits, not the planned ones.
pub(super) const MADE: &str = "made";
/// Keys of the address for a checklist, and a line of it at which points were lost.
pub(super) const LIST: &str = "list";
pub(super) const LINE: &str = "line";
/// Handed in, and to be reviewed by whoever looks.
const REVIEW: &str = "review";
/// What narrows, in the address.
const KEYS: [&str; 10] = ["plan", AREA, POINT, "state", "undated", MADE, LIST, LINE, SINCE, UNTIL];
/// Days ahead for which visits are counted, and days back.
const AHEAD: i64 = 30;
const BACK: i64 = 7;

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("day", tr(|t| t.inspect_visit_day())).width(9),
        ListColumn::new("station", tr(|t| t.inspect_visit_station())).width(14).fixed(),
        ListColumn::new("town", tr(|t| t.inspect_visit_town())).width(4),
        ListColumn::new("plan", tr(|t| t.inspect_visit_plan())).width(16),
        ListColumn::new("goers", tr(|t| t.inspect_goers())).width(10),
        ListColumn::new("order", tr(|t| t.inspect_order())).figures(),
        ListColumn::new("cover", tr(|t| t.inspect_cover())),
        ListColumn::new("state", tr(|t| t.inspect_state())),
        ListColumn::new("period", tr(|t| t.inspect_period())).off(),
    ]
}

/// What is asked for, but for days; tracked.
fn filter_of(list: ListState, mine: bool) -> VisitFilter {
    let key = |key: &str| list.get(key).and_then(|id| id.parse::<i64>().ok());
    VisitFilter {
        plan: key("plan").map(PlanId),
        mine,
        place: key(AREA).map(PlaceId),
        states: list.many("state", VisitState::ALL, VisitState::code),
        list: key(LIST).map(ChecklistId),
        line: list.get(LINE).unwrap_or_default(),
        point: point_of(list),
        ..VisitFilter::default()
    }
}

/// The page.
#[component]
pub fn Visits() -> impl IntoView {
    let (t, session, places) = (texts(), use_session(), use_places());
    let list = ListState::new("inspection_visits", columns()).row_key("visit");
    // Whoever can be sent comes for his own.
    let is_sent = Memo::new(move |_| {
        let grants = session.person().map(|person| person.grants).unwrap_or_default();
        grants.iter().any(|shown| SENT.contains(&shown.grant.role) && shown.grant.role != Role::CatalogueAdmin)
    });
    let usual = Memo::new(move |_| if is_sent.get() { MINE } else { ALL });
    let tab = Memo::new(move |_| {
        list.get(WHOSE).filter(|tab| [MINE, ALL, REVIEW].contains(&tab.as_str())).unwrap_or_else(|| usual.get().to_owned())
    });
    let mine = Memo::new(move |_| tab.with(|tab| tab == MINE));
    let review = Memo::new(move |_| tab.with(|tab| tab == REVIEW));
    let base = Memo::new(move |_| VisitFilter { review: review.get(), ..filter_of(list, mine.get()) });
    let filter = Memo::new(move |_| {
        let days = list.days();
        let undated = list.get("undated").is_some_and(|word| !word.is_empty());
        let made = list.get(MADE).is_some_and(|word| !word.is_empty());
        VisitFilter { from: days.map(|days| days.from), to: days.map(|days| days.to), undated, made, ..base.get() }
    });
    let listed = view(move || Some(ListVisits { filter: filter.get(), page: list.page(), limit: PAGE }));
    listed.reload_on(MOVES);
    let today = session.today();
    let counted = view(move || {
        let (from, to) = (domain::day::later(today, -BACK), domain::day::later(today, AHEAD));
        Some(CountVisitDays { filter: VisitFilter { from: Some(from), to: Some(to), ..base.get() } })
    });
    counted.reload_on(MOVES);
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let total = Signal::derive(move || reply.with(|reply| reply.as_ref().map(|reply| reply.total)));
    let shown = Signal::derive(move || {
        reply.get().map(|Reply { visits, edges, .. }| Shown { lines: visits.into_iter().map(|row| line(t, places, row)).collect(), edges })
    });
    // Days are set for visits of one plan at a time.
    let plan = Memo::new(move |_| {
        reply.with(|reply| {
            let visits = reply.as_ref().map(|reply| reply.visits.as_slice()).unwrap_or_default();
            let first = visits.first()?.plan;
            let is_one = filter.with(|filter| filter.plan.is_some()) || visits.iter().all(|visit| visit.plan == first);
            (is_one && visits.iter().any(|visit| visit.may_set_day)).then_some(first)
        })
    });
    let opened = Memo::new(move |_| list.opened().and_then(|id| id.parse().ok()).map(VisitId));
    // The row stays in sight while the list moves on.
    let row = Memo::new(move |before: Option<&Option<VisitRow>>| {
        let id = opened.get()?;
        let found = reply.with(|reply| reply.as_ref().and_then(|reply| reply.visits.iter().find(|visit| visit.id == id).cloned()));
        found.or_else(|| before.cloned().flatten().filter(|row| row.id == id))
    });
    let tabs = Signal::derive(move || {
        let mut tabs =
            vec![Tab { key: MINE, label: tr(|t| t.inspect_visits_mine()) }, Tab { key: ALL, label: tr(|t| t.inspect_visits_all()) }];
        if session.may(Permission::ApproveInspections) {
            tabs.push(Tab { key: REVIEW, label: tr(|t| t.visit_to_review()) });
        }
        tabs
    });
    let choose = move |key: String| list.set(&[(WHOSE, if key == usual.get_untracked() { String::new() } else { key })], false);
    let on_replaced = Callback::new(move |by: VisitId| list.open(&by.0.to_string()));
    let days = Signal::derive(move || counted.with(|reply| reply.map(|reply| reply.days.clone()).unwrap_or_default()));
    let undated = Signal::derive(move || counted.with(|reply| reply.map_or(0, |reply| reply.undated)));
    let point = point_name(list, move || {
        reply.with(|reply| {
            let visits = reply.as_ref().map(|reply| reply.visits.as_slice()).unwrap_or_default();
            visits.iter().map(|visit| visit.point_name.clone()).collect()
        })
    });
    view! {
        <PageHead title=tr(|t| t.inspect_visits()) lead=tr(|t| t.inspect_visits_lead())>
            // Forms are for those who go there, and for those who send them.
            <Show when=move || session.may(Permission::VisitStations) || session.may(Permission::PlanInspections)>
                <FormButtons filter/>
            </Show>
        </PageHead>
        <div class="admin supervision">
            <Tabs label=tr(|t| t.inspect_visits_tabs()) value=Signal::derive(move || tab.get()) tabs on_choose=choose>
                // They are planned days: they don't fit where days are those on which visits were made.
                <Show when=move || !filter.with(|filter| filter.made)><DayChips list days undated/></Show>
                <Filters list point/>
                <DataList
                    list
                    caption=tr(|t| t.inspect_visits())
                    shown
                    status=listed.status()
                    size=PAGE as usize
                    total
                    opens=true
                    ticks=Signal::derive(move || plan.with(Option::is_some))
                    bulk=move || plan.get().map(|plan| view! { <DaysButton list plan/> }).into_any()
                    empty=|| view! { <EmptyState title=tr(|t| t.inspect_visits_none()) body=tr(|t| t.inspect_visits_none_body())/> }
                />
            </Tabs>
        </div>
        <Drawer
            open=Signal::derive(move || row.with(Option::is_some))
            on_close=move || list.open("")
            title=tr(|t| t.inspect_visit())
        >
            {move || row.get().map(|row| view! { <VisitShown row on_replaced/> })}
        </Drawer>
    }
}

/// Days for which visits are planned, with how many; one is pressed to see its visits, and again to see all.
#[component]
fn DayChips(list: ListState, days: Signal<Vec<DayCount>>, undated: Signal<i64>) -> impl IntoView {
    let t = texts();
    let is_undated = Memo::new(move |_| list.get("undated").is_some_and(|word| !word.is_empty()));
    let chip = move |DayCount { day, visits }: DayCount| {
        let text = domain::day::text(day);
        let of = text.clone();
        let is_on = move || list.get(SINCE).as_deref() == Some(of.as_str()) && list.get(UNTIL).as_deref() == Some(of.as_str());
        let pressed = is_on.clone();
        let word = text.clone();
        let press = move |_| {
            let word = if untrack(&is_on) { String::new() } else { word.clone() };
            list.set(&[(SINCE, word.clone()), (UNTIL, word), ("undated", String::new())], false);
        };
        let name = u8::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
        view! {
            <button type="button" class="light-chip" aria-pressed=move || pressed().to_string() on:click=press>
                <span class="nowrap">{text}" "{move || t.with(|t| weekday(name, t))}</span>
                <strong>{count(visits)}</strong>
            </button>
        }
    };
    let press = move |_| {
        let word = if is_undated.get_untracked() { String::new() } else { "1".to_owned() };
        list.set(&[("undated", word), (SINCE, String::new()), (UNTIL, String::new())], false);
    };
    let has_some = Memo::new(move |_| days.with(|days| !days.is_empty()) || undated.get() > 0 || is_undated.get());
    view! {
        <Show when=move || has_some.get()>
            <div class="light-chips" role="group" aria-label=move || t.with(|t| t.inspect_visit_days())>
                {move || days.get().into_iter().map(chip).collect_view()}
                <button type="button" class="light-chip is-yellow" aria-pressed=move || is_undated.get().to_string() on:click=press>
                    <span>{move || t.with(|t| t.inspect_visit_undated())}</span>
                    <strong>{move || count(undated.get())}</strong>
                </button>
            </div>
        </Show>
    }
}

/// What narrows the list.
#[component]
fn Filters(list: ListState, point: Memo<Option<String>>) -> impl IntoView {
    let (t, places) = (texts(), use_places());
    let plans = view(|| {
        let filter = PlanFilter { states: vec![PlanState::Drawn, PlanState::Revoked], ..PlanFilter::default() };
        Some(ListPlans { filter, page: PageAt::First, limit: 200 })
    });
    plans.reload_on(MOVES);
    let plans = Signal::derive(move || {
        let option = |row: &api::inspection::PlanRow| (row.id.0.to_string(), format!("{} {}", row.number, row.title));
        plans.with(|reply| reply.map(|reply| reply.plans.iter().map(option).collect::<Vec<_>>()).unwrap_or_default())
    });
    let made = Signal::derive(move || vec![("1".to_owned(), t.with(|t| t.lead_by_made()))]);
    view! {
        <div class="list-head">
            <div class="list-filters">
                <Found list key="plan" label=tr(|t| t.inspect_visit_plan()) options=plans/>
                <Picked list key=AREA label=tr(|t| t.inspect_visit_town()) options=areas(list, places)/>
                <AtPoint list name=point/>
                <Ticked list key="state" label=tr(|t| t.inspect_state()) all=VisitState::ALL code=VisitState::code/>
                <Picked list key=MADE label=tr(|t| t.lead_by()) options=made/>
                <AtLine list/>
                <Days list/>
                <Clear list keys=&KEYS/>
            </div>
            <Tools list/>
        </div>
    }
}

/// A visit as a line.
fn line(t: Wording, places: Places, row: VisitRow) -> Line {
    let stamp = stamp(&(row.version, row.state.code(), row.day, &row.point_name, row.may_set_day, row.may_replace));
    let (key, label, version) = (row.id.0.to_string(), row.point_name.clone(), row.version);
    let row = Arc::new(row);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, places, &row, column)) }
}

fn cell(t: Wording, places: Places, row: &Arc<VisitRow>, column: &'static str) -> AnyView {
    let town = row.town;
    match column {
        "day" => view! { <DayText row=Arc::clone(row)/> }.into_any(),
        "station" => row.point_name.clone().into_any(),
        "town" => (move || places.name(town)).into_any(),
        "plan" => view! {
            <span>{row.title.clone()}</span>
            <br/>
            <span class="quiet nowrap">{row.number.clone()}</span>
        }
        .into_any(),
        "goers" => {
            let names: Vec<String> = row.inspectors.iter().map(|one| one.name.clone()).collect();
            (move || t.with(|t| or_none(names.join(&t.merge_comma())))).into_any()
        }
        "order" => count(row.order).into_any(),
        "cover" => {
            let cover = row.cover;
            view! { <Badge tint=cover_tint(cover)>{move || t.with(|t| cover.word(t))}</Badge> }.into_any()
        }
        "state" => {
            let state = row.state;
            view! { <Badge tint=visit_tint(state)>{move || t.with(|t| state.word(t))}</Badge> }.into_any()
        }
        _ => {
            let (from, until) = (domain::day::text(row.from), domain::day::text(row.until));
            view! { <span class="nowrap">{move || t.with(|t| t.inspect_days(&from, &until))}</span> }.into_any()
        }
    }
}

/// The day with its weekday; where none is set, that.
#[component]
fn DayText(row: Arc<VisitRow>) -> impl IntoView {
    let t = texts();
    match row.day {
        None => view! { <span class="quiet nowrap">{tr(|t| t.inspect_visit_undated())}</span> }.into_any(),
        Some(day) => {
            let name = u8::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
            view! { <span class="nowrap">{domain::day::text(day)}" "{move || t.with(|t| weekday(name, t))}</span> }.into_any()
        }
    }
}

/// One visit: where, when, who, of which plan.
#[component]
fn VisitShown(
    row: VisitRow,
    /// Another one has stepped in for it.
    on_replaced: Callback<VisitId>,
) -> impl IntoView {
    let (t, at, places) = (texts(), use_at(), use_places());
    let names: Vec<String> = row.inspectors.iter().map(|one| one.name.clone()).collect();
    let (place, town, plan, list) = (row.place, row.town, row.plan, row.checklist);
    let (state, cover, kind) = (row.state, row.cover, row.kind);
    let (from, until) = (domain::day::text(row.from), domain::day::text(row.until));
    let seat = move || {
        let (town, village) = (places.name(town), places.name(place));
        if town == village { town } else { format!("{town} {village}") }
    };
    let id = row.id;
    let to_visit = Signal::derive(move || at.href(crate::pages::visit::PATH, &[("visit", id.0.to_string())]));
    let to_plan = Signal::derive(move || at.href(PLANS, &[("plan", plan.0.to_string())]));
    let to_point = {
        let point = row.point.0.to_string();
        Signal::derive(move || at.href("/places", &[("point", point.clone())]))
    };
    let to_list = Signal::derive(move || at.href(CHECKLISTS, &[("checklist", list.list.0.to_string()), ("no", list.no.to_string())]));
    let shared = Arc::new(row.clone());
    // Which station stepped in for which: not for those that came of the draw as it was.
    let fact = |name: Signal<String>, said: String| (!said.is_empty()).then(|| view! { <dt>{name}</dt><dd class="lines">{said}</dd> });
    let stands_for = fact(tr(|t| t.inspect_stands_for()), row.stands_for.clone());
    let void_why = fact(tr(|t| t.inspect_replaced_why()), row.void_why.clone());
    view! {
        <div class="duty matter">
            <h3>{row.point_name.clone()}</h3>
            <p class="guide-badges">
                <Badge tint=visit_tint(state)>{move || t.with(|t| state.word(t))}</Badge>
                <Badge>{move || t.with(|t| kind.word(t))}</Badge>
                <Badge tint=cover_tint(cover)>{move || t.with(|t| cover.word(t))}</Badge>
            </p>
            <dl class="facts">
                <dt>{tr(|t| t.inspect_visit_day())}</dt>
                <dd><DayText row=shared/></dd>
                <dt>{tr(|t| t.inspect_visit_station())}</dt>
                <dd>{seat}</dd>
                <dt>{tr(|t| t.inspect_goers())}</dt>
                <dd>{move || t.with(|t| or_none(names.join(&t.merge_comma())))}</dd>
                <dt>{tr(|t| t.inspect_order())}</dt>
                <dd>{count(row.order)}</dd>
                <dt>{tr(|t| t.inspect_visit_plan())}</dt>
                <dd>{row.number.clone()}" "{row.title.clone()}</dd>
                <dt>{tr(|t| t.inspect_period())}</dt>
                <dd>{move || t.with(|t| t.inspect_days(&from, &until))}</dd>
                {stands_for}
                {void_why}
            </dl>
            <div class="actions">
                {state.counts().then(|| view! {
                    <LinkButton look=Look::Primary icon=Icon::Inspect href=to_visit>{tr(|t| t.visit_open())}</LinkButton>
                })}
                {row.may_set_day.then(|| view! { <DayButton row=row.clone()/> })}
                {row.may_replace.then(|| view! { <ReplaceButton row=Signal::stored(row.clone()) on_done=on_replaced/> })}
                <LinkButton look=Look::Quiet icon=Icon::Right href=to_plan>{tr(|t| t.inspect_visit_see_plan())}</LinkButton>
                <LinkButton look=Look::Quiet icon=Icon::Places href=to_point>{tr(|t| t.inspect_visit_see_place())}</LinkButton>
                <LinkButton look=Look::Quiet icon=Icon::Check href=to_list>{tr(|t| t.inspect_visit_see_list())}</LinkButton>
            </div>
        </div>
    }
}
