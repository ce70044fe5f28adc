//! 整改台账: findings by state, what narrows them, their rows; beside it one of them with its history.

use super::finding_batch::{Bulk, ReplyButton};
use super::finding_show::FindingOf;
use super::ledger_file::LedgerButton;
use super::narrow::{AREA, AtPoint, POINT, areas, point_name, point_of};
use super::words::{finding_tint, severity_tint};
use super::{FINDINGS, MOVES};
use crate::backend::{call, view};
use crate::list::{
    Clear, DataList, Days, ExportButton, Found, Line, ListColumn, ListState, Picked, SINCE, Shown, Ticked, Tools, UNTIL, WORDS, Words,
    WriteLater, stamp,
};
use crate::state::{Places, Session, Wording, texts, tr, use_places, use_session};
use crate::ui::{Badge, Drawer, EmptyState, PageHead, Tint};
use api::inspection::{CountFindings, ExportFindings, FindingFilter, Findings as Reply, LedgerRow, ListFindings, ListPlans, PlanFilter};
use api::page::PageAt;
use api::{OutFile, Permission};
use domain::inspection::checklist::Unified;
use domain::inspection::finding::{FindingId, FindingState, Remedy, Severity};
use domain::inspection::plan::{PlanId, PlanState};
use domain::place::PlaceId;
use leptos::prelude::*;
use std::sync::Arc;
use texts::format::{count, or_none};
use texts::words::Word;

/// Findings of a page.
const PAGE: u32 = 50;
/// The key of the address for what is marked: late, asked for, found again, to be issued.
pub(super) const MARK: &str = "mark";
pub(super) const LATE: &str = "late";
const ASKING: &str = "asking";
pub(super) const AGAIN: &str = "again";
const ISSUE: &str = "issue";
/// The key of the address for which days are meant, and its only word; without it, those on which they were found.
pub(super) const BY: &str = "by";
pub(super) const CLOSED: &str = "closed";
/// States in which the ledger shows findings.
pub(super) const STATES: [FindingState; 9] = [
    FindingState::Open,
    FindingState::Issued,
    FindingState::InHand,
    FindingState::Returned,
    FindingState::ToRecheck,
    FindingState::Objected,
    FindingState::Referred,
    FindingState::Closed,
    FindingState::Cancelled,
];
/// What narrows, in the address.
const KEYS: [&str; 13] = [WORDS, MARK, "own", AREA, POINT, "state", "unified", "severity", "remedy", "plan", BY, SINCE, UNTIL];

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("due", tr(|t| t.finding_due())).width(7),
        ListColumn::new("what", tr(|t| t.finding_what())).width(18).fixed(),
        ListColumn::new("station", tr(|t| t.finding_station())).width(12),
        ListColumn::new("town", tr(|t| t.finding_town())).width(4),
        ListColumn::new("unified", tr(|t| t.visit_unified())),
        ListColumn::new("severity", tr(|t| t.visit_severity())),
        ListColumn::new("state", tr(|t| t.inspect_state())).width(9),
        ListColumn::new("notice", tr(|t| t.finding_notice())).width(10),
        ListColumn::new("remedy", tr(|t| t.visit_remedy())).off(),
        ListColumn::new("unit", tr(|t| t.visit_unit())).off(),
        ListColumn::new("found", tr(|t| t.finding_found())).off(),
        ListColumn::new("plan", tr(|t| t.finding_plan())).width(14).off(),
        ListColumn::new("checker", tr(|t| t.finding_checker())).off(),
    ]
}

/// What is asked for; tracked.
fn filter_of(list: ListState) -> FindingFilter {
    let key = |key: &str| list.get(key).and_then(|id| id.parse::<i64>().ok());
    let is_marked = |mark: &str| list.get(MARK).as_deref() == Some(mark);
    let days = list.days();
    FindingFilter {
        states: list.many("state", &STATES, FindingState::code),
        unified: list.many("unified", Unified::ALL, Unified::code),
        severities: list.many("severity", Severity::ALL, Severity::code),
        remedies: list.many("remedy", Remedy::ALL, Remedy::code),
        late: is_marked(LATE),
        place: key(AREA).map(PlaceId),
        plan: key("plan").map(PlanId),
        again: is_marked(AGAIN),
        text: list.words(),
        asking: is_marked(ASKING),
        to_issue: is_marked(ISSUE),
        own: list.get("own").is_some_and(|word| !word.is_empty()),
        from: days.map(|days| days.from),
        to: days.map(|days| days.to),
        closed: list.get(BY).as_deref() == Some(CLOSED),
        point: point_of(list),
    }
}

/// Whether the person answers for some place below the district, for all of its bodies: only such take part as those that were checked.
fn answers_for_place(session: Session, places: Places) -> bool {
    let Some(district) = places.tree().with(|tree| tree.district().map(|place| place.id)) else { return false };
    let grants = session.person().map(|person| person.grants).unwrap_or_default();
    let mut grants = grants.iter().map(|shown| &shown.grant);
    grants.any(|grant| grant.body.is_none() && grant.place != district && Permission::Answer.roles().contains(&grant.role))
}

/// The page.
#[component]
pub fn Findings() -> impl IntoView {
    let (t, session, places) = (texts(), use_session(), use_places());
    let list = ListState::new("inspection_findings", columns()).row_key("finding");
    let filter = Memo::new(move |_| filter_of(list));
    let listed = view(move || Some(ListFindings { filter: filter.get(), page: list.page(), limit: PAGE }));
    listed.reload_on(MOVES);
    let counted = view(move || Some(CountFindings { filter: filter.get() }));
    counted.reload_on(MOVES);
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let total = Signal::derive(move || reply.with(|reply| reply.as_ref().map(|reply| reply.total)));
    let shown = Signal::derive(move || {
        reply
            .get()
            .map(|Reply { findings, edges, .. }| Shown { lines: findings.into_iter().map(|row| line(t, places, row)).collect(), edges })
    });
    let point = point_name(list, move || {
        reply.with(|reply| {
            let findings = reply.as_ref().map(|reply| reply.findings.as_slice()).unwrap_or_default();
            findings.iter().map(|row| row.point_name.clone()).collect()
        })
    });
    let is_office = Memo::new(move |_| session.may(Permission::PlanInspections));
    // The office has the reports on paper to enter; whoever answers for a place may fill in the file.
    let answers = Memo::new(move |_| !is_office.get() && answers_for_place(session, places));
    let opened = Memo::new(move |_| list.opened().and_then(|id| id.parse().ok()).map(FindingId));
    let export = Callback::new(move |out: OutFile| {
        let asked = ExportFindings { filter: untrack(|| filter_of(list)), out };
        WriteLater(Box::pin(call(asked)))
    });
    view! {
        <PageHead title=tr(|t| t.finding_ledger()) lead=tr(|t| t.finding_ledger_lead())>
            <Show when=move || is_office.get()><ReplyButton/></Show>
            <Show when=move || answers.get()><LedgerButton/></Show>
        </PageHead>
        <div class="admin supervision">
            <Chips list counts=Signal::derive(move || counted.with(|reply| {
                reply.map(|reply| (reply.states.clone(), reply.late, reply.asking)).unwrap_or_default()
            }))/>
            <Filters list point><ExportButton name=tr(|t| t.finding_export_file()) write=export/></Filters>
            <DataList
                list
                caption=tr(|t| t.finding_ledger())
                shown
                status=listed.status()
                size=PAGE as usize
                total
                opens=true
                ticks=is_office
                bulk=move || view! { <Bulk list/> }
                empty=|| view! { <EmptyState title=tr(|t| t.finding_none()) body=tr(|t| t.finding_none_body())/> }
            />
        </div>
        <Drawer
            open=Signal::derive(move || opened.with(Option::is_some))
            on_close=move || list.open("")
            title=tr(|t| t.finding_show())
        >
            {move || opened.get().map(|id| view! { <FindingOf id/> })}
        </Drawer>
    }
}

/// States with how many findings each has, to be pressed; the pressed one again shows all. Late ones and those for which time is asked, too.
#[component]
fn Chips(list: ListState, counts: Signal<(Vec<(FindingState, i64)>, i64, i64)>) -> impl IntoView {
    let t = texts();
    let chip = move |key: &'static str, word: &'static str, tint: &'static str, name: Signal<String>, n: Signal<i64>| {
        let is_on = move || list.get(key).as_deref() == Some(word);
        let press = move |_| {
            let word = if untrack(is_on) { "" } else { word };
            list.set(&[(key, word.to_owned())], false);
        };
        view! {
            <button type="button" class=format!("light-chip {tint}") aria-pressed=move || is_on().to_string() on:click=press>
                <span>{move || name.get()}</span>
                <strong>{move || count(n.get())}</strong>
            </button>
        }
    };
    let of_state = move |state: FindingState| {
        let n = Signal::derive(move || counts.with(|(states, _, _)| states.iter().find(|(one, _)| *one == state).map_or(0, |(_, n)| *n)));
        chip("state", state.code(), "", tr(move |t| state.word(t)), n)
    };
    view! {
        <div class="light-chips" role="group" aria-label=move || t.with(|t| t.finding_states())>
            {chip(MARK, LATE, "is-red", tr(|t| t.finding_late()), Signal::derive(move || counts.with(|counts| counts.1)))}
            {STATES.map(of_state).collect_view()}
            {chip(MARK, ASKING, "is-yellow", tr(|t| t.finding_asking()), Signal::derive(move || counts.with(|counts| counts.2)))}
        </div>
    }
}

/// What narrows the ledger.
#[component]
fn Filters(list: ListState, point: Memo<Option<String>>, children: Children) -> impl IntoView {
    let (t, places, session) = (texts(), use_places(), use_session());
    let plans = view(|| {
        let filter = PlanFilter { states: vec![PlanState::Drawn, PlanState::Revoked], ..PlanFilter::default() };
        Some(ListPlans { filter, page: PageAt::First, limit: 200 })
    });
    plans.reload_on(MOVES);
    let plans = Signal::derive(move || {
        let option = |row: &api::inspection::PlanRow| (row.id.0.to_string(), format!("{} {}", row.number, row.title));
        plans.with(|reply| reply.map(|reply| reply.plans.iter().map(option).collect::<Vec<_>>()).unwrap_or_default())
    });
    let marks = Signal::derive(move || {
        t.with(|t| {
            let mut marks =
                vec![(LATE.to_owned(), t.finding_late()), (ASKING.to_owned(), t.finding_asking()), (AGAIN.to_owned(), t.finding_again())];
            if session.may(Permission::PlanInspections) {
                marks.push((ISSUE.to_owned(), t.finding_to_issue()));
            }
            marks
        })
    });
    let own = Signal::derive(move || vec![("1".to_owned(), t.with(|t| t.finding_own()))]);
    let by = Signal::derive(move || vec![(CLOSED.to_owned(), t.with(|t| t.lead_by_closed()))]);
    view! {
        <div class="list-head">
            <div class="list-filters">
                <Words list hint=tr(|t| t.finding_find())/>
                <Ticked list key="state" label=tr(|t| t.inspect_state()) all=&STATES code=FindingState::code/>
                <Picked list key=MARK label=tr(|t| t.finding_narrow()) options=marks/>
                <Picked list key="own" label=tr(|t| t.finding_own()) options=own/>
                <Picked list key=AREA label=tr(|t| t.finding_town()) options=areas(list, places)/>
                <AtPoint list name=point/>
                <Ticked list key="unified" label=tr(|t| t.visit_unified()) all=Unified::ALL code=Unified::code/>
                <Ticked list key="severity" label=tr(|t| t.visit_severity()) all=Severity::ALL code=Severity::code/>
                <Ticked list key="remedy" label=tr(|t| t.visit_remedy()) all=Remedy::ALL code=Remedy::code/>
                <Found list key="plan" label=tr(|t| t.finding_plan()) options=plans/>
                <Picked list key=BY label=tr(|t| t.lead_by()) options=by/>
                <Days list/>
                <Clear list keys=&KEYS/>
            </div>
            <Tools list>{children()}</Tools>
        </div>
    }
}

/// A finding as a line.
fn line(t: Wording, places: Places, row: LedgerRow) -> Line {
    let stamp = stamp(&(row.finding.version, row.finding.state.code(), row.days_late, row.again, &row.point_name));
    let (key, label, version) = (row.finding.id.0.to_string(), row.finding.fields.what.clone(), row.finding.version);
    let row = Arc::new(row);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, places, &row, column)) }
}

fn cell(t: Wording, places: Places, row: &Arc<LedgerRow>, column: &'static str) -> AnyView {
    let (fields, town) = (&row.finding.fields, row.town);
    match column {
        "due" => view! { <span class="nowrap">{or_none(row.finding.due.map(domain::day::text).unwrap_or_default())}</span> }.into_any(),
        "what" => {
            let again = row.again.then(|| view! { " "<Badge tint=Tint::Warn>{tr(|t| t.finding_again())}</Badge> });
            view! { <span>{fields.what.clone()}</span>{again} }.into_any()
        }
        "station" => row.point_name.clone().into_any(),
        "town" => (move || places.name(town)).into_any(),
        "unified" => {
            let unified = fields.unified;
            (move || t.with(|t| unified.word(t))).into_any()
        }
        "severity" => {
            let severity = fields.severity;
            view! { <Badge tint=severity_tint(severity)>{move || t.with(|t| severity.word(t))}</Badge> }.into_any()
        }
        "state" => view! { <StateBadges row=Arc::clone(row)/> }.into_any(),
        "notice" => view! { <span class="nowrap">{or_none(row.notice.clone())}</span> }.into_any(),
        "remedy" => {
            let remedy = fields.remedy;
            (move || t.with(|t| remedy.word(t))).into_any()
        }
        "unit" => or_none(fields.unit.clone()).into_any(),
        "found" => view! { <span class="nowrap">{domain::day::text(row.finding.found)}</span> }.into_any(),
        "plan" => row.plan_title.clone().into_any(),
        _ => or_none(row.checker.clone()).into_any(),
    }
}

/// Where it stands: late ones say so, and that more time is asked for.
#[component]
pub(super) fn StateBadges(row: Arc<LedgerRow>) -> impl IntoView {
    let t = texts();
    let (state, late, asked) = (row.finding.state, row.days_late, row.asked);
    let late = late.map(|days| view! { <Badge tint=Tint::Bad>{move || t.with(|t| t.finding_days_over(days.to_string()))}</Badge> });
    let asked = asked.map(|day| {
        let day = domain::day::text(day);
        view! { <Badge tint=Tint::Warn>{move || t.with(|t| t.finding_asks_until(&day))}</Badge> }
    });
    view! {
        <span class="guide-badges">
            <Badge tint=finding_tint(state)>{move || t.with(|t| state.word(t))}</Badge>
            {late}
            {asked}
        </span>
    }
}

/// The way from elsewhere to a finding.
#[component]
pub fn FindingLink(
    /// Which.
    id: FindingId,
) -> impl IntoView {
    let at = crate::state::use_at();
    let href = move || at.href(FINDINGS, &[("finding", id.0.to_string())]);
    view! { <a href=href>{tr(|t| t.finding_open())}</a> }
}
