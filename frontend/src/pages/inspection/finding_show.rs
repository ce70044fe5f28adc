//! One finding: where it stands, what was found, what was done with it, and what the caller may do.

use super::MOVES;
use super::finding_acts::Acts;
use super::finding_batch::PaperButtons;
use super::findings::StateBadges;
use super::words::severity_tint;
use crate::backend::view;
use crate::pages::supervision::Turn;
use crate::state::{texts, tr, use_at, use_places};
use crate::ui::{Badge, Icon, LinkButton, Loaded, Look, Notice, NoticeKind, Skeleton, Tint};
use api::inspection::{FindingShown, FindingStep, LedgerRow, ShowFinding};
use domain::inspection::finding::flow::{FindingAct, Milestone};
use domain::inspection::finding::{FindingId, FindingState};
use domain::inspection::plan::Cover;
use domain::supervision::{Link, LinkKind};
use leptos::prelude::*;
use std::sync::Arc;
use texts::Texts;
use texts::format::{self, or_none};
use texts::words::{Word, who};

/// What stands in the drawer.
#[component]
pub(super) fn FindingOf(id: FindingId) -> impl IntoView {
    let shown = view(move || Some(ShowFinding { id }));
    shown.reload_on(MOVES);
    let reload = Callback::new(move |()| shown.reload());
    view! {
        <Loaded view=shown skeleton=|| view! { <Skeleton lines=12/> } let:shown>
            <Finding shown reload/>
        </Loaded>
    }
}

#[component]
fn Finding(shown: FindingShown, reload: Callback<()>) -> impl IntoView {
    let t = texts();
    let FindingShown { row, steps, milestones, object_until, decide_until, may } = shown;
    let (id, is_known) = (row.finding.id, row.is_known);
    let (severity, remedy, unified) = (row.finding.fields.severity, row.finding.fields.remedy, row.finding.fields.unified);
    let shared = Arc::new(row.clone());
    let told = |day: jiff::civil::Date, words: fn(&texts::Texts, String) -> String| {
        let day = domain::day::text(day);
        view! { <p class="quiet">{move || t.with(|t| words(t, day.clone()))}</p> }
    };
    let secret = (!row.is_known && row.cover == Cover::Covert)
        .then(|| view! { <Notice kind=NoticeKind::Warn><p>{tr(|t| t.finding_secret())}</p></Notice> });
    view! {
        <div class="duty matter">
            <h3 class="lines">{row.finding.fields.what.clone()}</h3>
            <p class="guide-badges">
                <StateBadges row=shared/>
                <Badge tint=severity_tint(severity)>{move || t.with(|t| severity.word(t))}</Badge>
                <Badge>{move || t.with(|t| remedy.word(t))}</Badge>
                <Badge>{move || t.with(|t| unified.word(t))}</Badge>
                {row.again.then(|| view! { <Badge tint=Tint::Warn>{tr(|t| t.finding_again())}</Badge> })}
            </p>
            {secret}
            {object_until.map(|day| told(day, |t, day| t.finding_object_until(day)))}
            {decide_until.map(|day| told(day, |t, day| t.finding_decide_until(day)))}
            <Acts row=row.clone() milestones=milestones.clone() may reload/>
            <Facts row=row.clone()/>
            <Milestones milestones/>
            <PaperButtons rows=vec![row.clone()]/>
            <History row steps/>
            {is_known.then(|| view! { <Turn link=Link { kind: LinkKind::Finding, id: id.0 }/> })}
        </div>
    }
}

/// The columns of the ledger; what says nothing is left out.
#[component]
fn Facts(row: LedgerRow) -> impl IntoView {
    let (at, places) = (use_at(), use_places());
    let (place, town, visit, earlier) = (row.place, row.town, row.finding.visit, row.repeat_of);
    let seat = move || {
        let (town, village) = (places.name(town), places.name(place));
        if town == village { town } else { format!("{town} {village}") }
    };
    let is_struck = row.finding.state == FindingState::Cancelled;
    let day = |day: Option<jiff::civil::Date>| day.map(domain::day::text).unwrap_or_default();
    let fact = |label: Signal<String>, words: String| (!words.is_empty()).then(|| view! { <dt>{label}</dt><dd class="lines">{words}</dd> });
    let fields = row.finding.fields.clone();
    let first_due = if row.first_due == row.finding.due { None } else { row.first_due };
    let to_visit = Signal::derive(move || at.href(crate::pages::visit::PATH, &[("visit", visit.0.to_string())]));
    let line = if fields.line.is_empty() { String::new() } else { fields.line.clone() };
    view! {
        <dl class="facts">
            <dt>{tr(|t| t.finding_station())}</dt>
            <dd>{row.point_name.clone()}" "<span class="quiet">{seat}</span></dd>
            {fact(tr(|t| t.finding_found()), domain::day::text(row.finding.found))}
            <dt>{tr(|t| t.finding_due())}</dt>
            <dd>{or_none(day(row.finding.due))}</dd>
            {fact(tr(|t| t.finding_first_due()), day(first_due))}
            {fact(tr(|t| t.finding_notice()), row.notice.clone())}
            {fact(tr(|t| t.finding_noticed()), day(row.noticed))}
            {fact(tr(|t| t.visit_of_line()), line)}
            {fact(tr(|t| t.finding_facts_spot()), fields.spot)}
            {fact(tr(|t| t.visit_unit()), fields.unit)}
            {fact(tr(|t| t.visit_leader()), fields.leader)}
            {fact(tr(|t| t.visit_person()), fields.person)}
            {fact(tr(|t| t.visit_measures()), fields.measures)}
            {fact(tr(|t| t.finding_facts_mended()), day(row.mended))}
            {fact(tr(move |t| if is_struck { t.finding_facts_cancelled() } else { t.finding_facts_closed() }), day(row.closed))}
            {fact(tr(|t| t.finding_checker()), row.checker.clone())}
            {fact(tr(|t| t.finding_plan()), format!("{} {}", row.plan_number, row.plan_title))}
            {fact(tr(|t| t.visit_note()), fields.note)}
            {earlier.map(|id| view! { <dt>{tr(|t| t.finding_again())}</dt><dd><super::findings::FindingLink id/></dd> })}
        </dl>
        <div class="actions">
            <LinkButton look=Look::Quiet icon=Icon::Inspect href=to_visit>{tr(|t| t.visit_open())}</LinkButton>
        </div>
    }
}

#[component]
fn Milestones(milestones: Vec<Milestone>) -> impl IntoView {
    let t = texts();
    if milestones.is_empty() {
        return ().into_any();
    }
    let line = move |one: Milestone| {
        let day = domain::day::text(one.done.unwrap_or(one.day));
        let is_done = one.done.is_some();
        let told = move || t.with(|t| if is_done { t.finding_milestone_done(&day) } else { t.finding_milestone_due(&day) });
        let tint = if is_done { Tint::Accent } else { Tint::Quiet };
        let proof = (!one.proof.is_empty()).then(|| view! { <p class="quiet">{tr(move |t| t.finding_proof_of(&one.proof))}</p> });
        view! { <li><p>{one.what}" "<Badge tint>{told}</Badge></p>{proof}</li> }
    };
    view! {
        <section class="duty-part">
            <h4>{tr(|t| t.finding_milestones())}</h4>
            <ol class="duty-versions">{milestones.into_iter().map(line).collect_view()}</ol>
        </section>
    }
    .into_any()
}

/// What was done with it, the newest first; at the end who raised it.
#[component]
fn History(row: LedgerRow, steps: Vec<FindingStep>) -> impl IntoView {
    let t = texts();
    let line = move |step: FindingStep| {
        let FindingStep { act, at, way, .. } = step;
        let by = step.who.clone();
        let told = move || t.with(|t| t.inspect_by(who(&by, t), format::instant(at)));
        let way = way.map(|way| view! { " "<Badge>{move || t.with(|t| way.word(t))}</Badge> });
        let words = (!step.words.is_empty()).then(|| view! { <p class="lines">{step.words.clone()}</p> });
        let more = move || t.with(|t| beside(&step, t)).into_iter().map(|line| view! { <p class="quiet">{line}</p> }).collect_view();
        view! {
            <li class=format!("is-{}", act.code())>
                <p><strong>{move || t.with(|t| act.word(t))}</strong>{way}" "<span class="quiet">{told}</span></p>
                {words}
                {more}
            </li>
        }
    };
    let (by, at) = (row.finding.who.clone(), row.finding.at);
    let raised = move || t.with(|t| t.finding_raised_by(who(&by, t)));
    view! {
        <section class="duty-part">
            <h4>{tr(|t| t.finding_history())}</h4>
            <ol class="matter-line">
                {steps.into_iter().rev().map(line).collect_view()}
                <li><p><strong>{raised}</strong>" "<span class="quiet">{format::instant(at)}</span></p></li>
            </ol>
        </section>
    }
}

/// What stands beside the words of a step.
fn beside(step: &FindingStep, t: &Texts) -> Vec<String> {
    let mut lines = Vec::new();
    let text = |day: Option<jiff::civil::Date>| day.map(domain::day::text);
    match (text(step.due_before), text(step.due_after)) {
        (Some(from), Some(to)) => lines.push(t.finding_due_moved(from, to)),
        (None, Some(to)) => lines.push(t.finding_due_set(to)),
        _ => lines.extend(text(step.day).map(|day| t.finding_of_day(day))),
    }
    if !step.recipient.is_empty() {
        let told = if step.act == FindingAct::Referred { t.finding_sent_to(&step.recipient) } else { t.finding_told_by(&step.recipient) };
        lines.push(told);
    }
    if !step.proof.is_empty() {
        lines.push(t.finding_proof_of(&step.proof));
    }
    lines
}
